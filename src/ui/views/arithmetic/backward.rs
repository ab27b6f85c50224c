//! Backward pass: the chain rule from the loss to one weight, and each example's contribution to its gradient.

use egui::{Grid, Sense, Ui, vec2};

use super::{ArithmeticViewState, FOLD, Sheet, number, strong};
use crate::{insight::arithmetic::Quantity, text, ui::kit::theme::space};

/// Most examples whose part is written out.
const EXAMPLES: usize = 8;
/// Width of the longest bar.
const BAR: f32 = 60.0;

/// The chain rule as factors, each with its number.
pub(super) fn chain(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let (theme, layer, unit) = (sheet.theme, sheet.layer, sheet.unit);
    let name = sheet.parameter();
    ui.label(theme.title(theme.say(text!("How the loss answers to {name}", "损失如何随 {name} 变化"))));
    let factors = [Some(Quantity::Back(layer, unit)), Some(Quantity::Slope(layer, unit)), sheet.read()];
    Grid::new("chain").spacing([space::ONE, 2.0]).show(ui, |ui| {
        let (by, read) = if sheet.read().is_some() { ("∂L/∂w", "x") } else { ("∂L/∂b", "1") };
        for sign in [by, "=", "∂L/∂a", "·", "f′(z)", "·", read] {
            ui.label(strong(theme, sign));
        }
        ui.end_row();
        number::ui(ui, sheet, state, sheet.gradient());
        for (place, factor) in factors.into_iter().enumerate() {
            ui.label(if place == 0 { "=" } else { "·" });
            match factor {
                Some(factor) => number::ui(ui, sheet, state, factor),
                None => _ = ui.label("1"),
            }
        }
        ui.end_row();
    });
    ui.horizontal(|ui| {
        ui.label(strong(theme, "δ = ∂L/∂a · f′(z) ="));
        number::ui(ui, sheet, state, Quantity::Delta(layer, unit));
    });
    let mut terms = sheet.example.terms(Quantity::Back(layer, unit));
    if terms.is_empty() {
        ui.horizontal(|ui| {
            ui.label(theme.say(text!("∂L/∂a comes from the answer and the target:", "∂L/∂a 来自输出与目标：")));
            number::ui(ui, sheet, state, Quantity::Output(layer, unit));
            number::ui(ui, sheet, state, Quantity::Target(unit));
        });
        return;
    }
    ui.label(theme.say(text!("∂L/∂a is the sum of w δ over the next layer:", "∂L/∂a 是对下一层的 w δ 求和：")));
    terms.sort_by(|a, b| b.value.abs().total_cmp(&a.value.abs()));
    let folded = terms.len().saturating_sub(FOLD);
    Grid::new("back").spacing([space::ONE, 2.0]).show(ui, |ui| {
        for term in terms.iter().take(FOLD) {
            number::ui(ui, sheet, state, term.left);
            ui.label("·");
            term.right.into_iter().for_each(|right| number::ui(ui, sheet, state, right));
            ui.label("=");
            ui.label(number::written(term.value));
            ui.end_row();
        }
    });
    if folded > 0 {
        let rest = number::written(terms.iter().skip(FOLD).map(|term| term.value).sum());
        ui.label(theme.caption(theme.say(text!("… {folded} more, together {rest}", "…… 另 {folded} 项，合计 {rest}"))));
    }
}

/// Each example's contribution, their mean, and the same by central differences.
pub(super) fn batch(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let theme = sheet.theme;
    let parts = sheet.batch.contributions(sheet.gradient());
    let name = sheet.parameter();
    ui.label(theme.title(theme.say(text!("The batch’s mean: gradient of {name}", "批次平均：{name} 的梯度"))));
    let most = parts.iter().fold(0.0_f64, |most, part| most.max(part.abs()));
    let first = state.at[0].saturating_sub(EXAMPLES / 2).min(parts.len().saturating_sub(EXAMPLES));
    Grid::new("batch").spacing([space::ONE, 2.0]).show(ui, |ui| {
        for (example, part) in parts.iter().enumerate().skip(first).take(EXAMPLES) {
            let number = example + 1;
            let words = theme.say(text!("example {number}", "样本 {number}"));
            let words = if example == state.at[0] {
                strong(theme, words).color(theme.accent)
            } else {
                words.into_owned().into()
            };
            if ui.add(egui::Button::new(words).frame_when_inactive(false)).clicked() {
                (state.at[0], state.chosen) = (example, None);
            }
            bar(ui, sheet, if most > 0.0 { (part / most) as f32 } else { 0.0 });
            ui.label(number::written(*part));
            ui.end_row();
        }
    });
    let count = parts.len();
    if count > EXAMPLES {
        let more = count - EXAMPLES;
        ui.label(theme.caption(theme.say(text!("{more} more examples in the batch", "批次中另有 {more} 个样本"))));
    }
    let mean = parts.iter().sum::<f64>() / count.max(1) as f64;
    ui.label(strong(theme, format!("Σ ÷ {count} = g = {}", number::written(mean))));
    let index = sheet.parameter().place().and_then(|place| sheet.example.network.index(place));
    if let Some(index) = index {
        let difference = sheet.batch.difference(index, 1e-4);
        let (by, off) = (number::written(difference), format!("{:.0e}", (difference - mean).abs()));
        ui.label(theme.caption(theme.say(text!("by differences {by}, off by {off}", "用差分得 {by}，相差 {off}"))));
    }
}

/// A bar from the middle, as long as `share` of the longest.
fn bar(ui: &mut Ui, sheet: &Sheet<'_>, share: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(2.0 * BAR, 14.0), Sense::hover());
    let middle = rect.center().x;
    let end = middle + share * BAR;
    let bar = rect.shrink2(vec2(0.0, 2.0)).with_min_x(middle.min(end)).with_max_x(middle.max(end));
    ui.painter().rect_filled(bar, 1.0, sheet.theme.signed(share));
    ui.painter().vline(middle, rect.y_range(), sheet.theme.rule_stroke());
}
