//! “Check my number”: what the learner calculated beside the true number.

use egui::{Key, TextEdit, Ui};

use super::{ArithmeticViewState, Sheet, Walk};
use crate::{
    insight::arithmetic::{Quantity, Verdict},
    text,
    ui::kit::{
        field::{entry, pick},
        verdict,
    },
};

/// Tries that stay in sight.
const SHOWN: usize = 5;

/// Asks for a number, and says what it is.
pub(super) fn ui(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let (theme, layer, unit) = (sheet.theme, sheet.layer, sheet.unit);
    ui.label(theme.title(theme.say(text!("Check my number", "检查我的数"))));
    let sizes = &sheet.example.network.sizes;
    let (sum, output) = (Quantity::Sum(layer, unit), Quantity::Output(layer, unit));
    let (slope, delta) = (Quantity::Slope(layer, unit), Quantity::Delta(layer, unit));
    let new = Quantity::New(layer, unit, sheet.from());
    let all = [sum, output, slope, delta, sheet.gradient(), new, Quantity::Loss];
    let usual = match state.walk {
        Walk::Forward => sum,
        Walk::Backward => sheet.gradient(),
        Walk::Update => new,
    };
    let mut asked = state.chosen.filter(|chosen| all.contains(chosen)).unwrap_or(usual);
    let name = text!("Which number", "哪个数");
    let hint = text!("Of the example, the unit and the term at hand.", "当前样本、单元和项的数。");
    pick(ui, theme, (name, hint), theme.say(asked.text(sizes)), |ui| {
        for quantity in all {
            if entry(ui, quantity == asked, theme.say(quantity.text(sizes))).clicked() {
                asked = quantity;
                state.chosen = Some(quantity);
            }
        }
    });
    let mut entered = false;
    let mut field_id = None;
    ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut state.typed).desired_width(120.0).char_limit(40));
        let name = theme.say(text!("My number", "我的数"));
        field.ctx.accesskit_node_builder(field.id, |node| node.set_label(&*name));
        field_id = Some(field.id);
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        entered |= ui.button(theme.say(text!("Check", "检查"))).clicked();
    });
    if entered
        && !state.typed.trim().is_empty()
        && let Some(verdict) = sheet.example.check(asked, &state.typed, sheet.rate())
    {
        let is_right = verdict == Verdict::Right;
        state.tried.push((asked, state.typed.trim().to_owned(), verdict.text(), is_right));
    } else {
        entered = false;
    }
    for (place, (quantity, typed, said, is_right)) in state.tried.iter().rev().take(SHOWN).enumerate() {
        let (said, name) = (said.say(theme.language), theme.say(quantity.text(sizes)));
        let line = ui.horizontal_wrapped(|ui| {
            verdict::sign(ui, theme, Some(*is_right));
            ui.label(format!("{name}: {typed}"));
            ui.label(egui::RichText::new(said).color(theme.muted));
        });
        // What is said comes into sight, and the next number is typed in the same field.
        if entered && place == 0 {
            line.response.scroll_to_me(None);
            field_id.into_iter().for_each(|id| ui.memory_mut(|memory| memory.request_focus(id)));
        }
    }
    if asked == new {
        let words = text!("A plain step from this one example is meant.", "指只用这一个样本做的一步普通梯度下降。");
        ui.label(theme.caption(theme.say(words)));
    }
}
