//! Forward pass: the sum of one unit term by term.

use egui::{Grid, Ui};

use super::{ArithmeticViewState, FOLD, Sheet, formula::largest, number, strong};
use crate::{insight::arithmetic::Quantity, text, ui::kit::theme::space};

/// The sum of the current unit, term by term.
pub(super) fn terms(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let (theme, layer, unit) = (sheet.theme, sheet.layer, sheet.unit);
    let (unit_name, layer_name) = (unit + 1, layer + 1);
    ui.label(theme.title(theme.say(text!(
        "Unit {unit_name} of layer {layer_name}, term by term",
        "第 {layer_name} 层单元 {unit_name}，逐项计算"
    ))));
    let terms = sheet.example.terms(Quantity::Sum(layer, unit));
    let inputs = terms.len() - 1;
    let mut shown = if inputs <= FOLD { (0..inputs).collect() } else { largest(sheet, inputs, FOLD - 1) };
    let rest: f64 = (0..inputs).filter(|from| !shown.contains(from)).map(|from| terms[from].value).sum();
    let folded = inputs - shown.len();
    shown.push(inputs);
    Grid::new("terms").num_columns(6).spacing([space::ONE, 2.0]).show(ui, |ui| {
        for heading in [
            text!("from", "来自"),
            text!("weight", "权重"),
            text!("", ""),
            text!("input", "输入"),
            text!("", ""),
            text!("product", "乘积"),
        ] {
            ui.label(theme.caption(theme.say(heading)));
        }
        ui.end_row();
        for from in shown {
            let term = &terms[from];
            let name = match term.right {
                Some(Quantity::Input(input)) => sheet.input(input),
                Some(Quantity::Output(_, input)) => format!("a{}", input + 1),
                _ => theme.say(text!("bias", "偏置")).into_owned(),
            };
            let words = if from == sheet.term { strong(theme, name).color(theme.accent) } else { name.into() };
            if ui.add(egui::Button::new(words).frame_when_inactive(false)).clicked() {
                state.at[3] = from;
            }
            number::ui(ui, sheet, state, term.left);
            ui.label(if term.right.is_some() { "×" } else { "" });
            match term.right {
                Some(right) => number::ui(ui, sheet, state, right),
                None => _ = ui.label(""),
            }
            ui.label("=");
            value(ui, term.value);
            ui.end_row();
        }
        if folded > 0 {
            ui.label(theme.caption(theme.say(text!("{folded} more", "另 {folded} 项"))));
            (0..4).for_each(|_| _ = ui.label(""));
            value(ui, rest);
            ui.end_row();
        }
        for (name, quantity) in [("z", Quantity::Sum(layer, unit)), ("a = f(z)", Quantity::Output(layer, unit))] {
            ui.label(strong(theme, name));
            (0..4).for_each(|_| _ = ui.label(""));
            number::ui(ui, sheet, state, quantity);
            ui.end_row();
        }
    });
    if layer + 2 == sheet.example.network.sizes.len() {
        ui.horizontal(|ui| {
            ui.label(theme.say(text!("target", "目标")));
            number::ui(ui, sheet, state, Quantity::Target(unit));
            ui.label(theme.say(text!("loss of this example", "该样本的损失")));
            number::ui(ui, sheet, state, Quantity::Loss);
        });
    }
}

/// A number that nothing is calculated from elsewhere, where those that can be clicked begin.
fn value(ui: &mut Ui, value: f64) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(ui.spacing().button_padding.x);
        ui.label(number::written(value));
    });
}
