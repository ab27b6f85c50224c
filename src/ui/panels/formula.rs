//! The formula of a target, with what is wrong right under the character that is wrong.

use egui::{RichText, Shape, Stroke, TextEdit, Ui, epaint::text::cursor::CCursor, vec2};

use crate::{
    data::{Formula, Source},
    text,
    ui::kit::{Theme, theme::space},
};

/// Edits the formula; shows nothing when the rows are not from one.
pub fn ui(ui: &mut Ui, theme: &Theme, source: &mut Source, seed: u64) {
    let Source::Formula { formula, .. } = source else { return };
    ui.scope(|ui| field(ui, theme, formula, seed));
}

fn field(ui: &mut Ui, theme: &Theme, formula: &mut String, seed: u64) {
    let hint = theme.say(text!(
        "The number to be fitted, of x1 and x2 between −6 and 6: + - * / ^, sin, cos, exp, ln, sqrt, abs, min, max …",
        "要拟合的数值，由 −6 到 6 之间的 x1 和 x2 算出：+ - * / ^、sin、cos、exp、ln、sqrt、abs、min、max……"
    ));
    ui.spacing_mut().item_spacing.y = space::HALF;
    let label = ui.label(theme.say(text!("y =", "y ="))).on_hover_text(&*hint);
    let output = TextEdit::singleline(formula)
        .id_salt("formula")
        .desired_width(f32::INFINITY)
        .margin(vec2(space::ONE, 6.0))
        .hint_text("sin(x1)*x2")
        .show(ui);
    output.response.response.clone().labelled_by(label.id).on_hover_text(&*hint);
    match Formula::read(formula) {
        Err(error) => {
            let cursor = output.galley.pos_from_cursor(CCursor::new(error.at));
            let at = output.galley_pos + vec2(cursor.left(), output.galley.size().y);
            let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 8.0), egui::Sense::hover());
            let tip = egui::pos2(at.x.clamp(row.left() + 4.0, row.right() - 4.0) + 3.0, row.top());
            let caret = vec![tip + vec2(-5.0, 7.0), tip, tip + vec2(5.0, 7.0)];
            ui.painter().add(Shape::line(caret, Stroke::new(2.0, theme.negative)));
            ui.label(RichText::new(theme.say(error.what)).color(theme.negative));
        }
        Ok(read) if !read.has_values(seed) => {
            let sentence = text!(
                "It has no finite value at most places between −6 and 6.",
                "它在 −6 到 6 之间的大部分位置没有有限值。"
            );
            ui.label(RichText::new(theme.say(sentence)).color(theme.negative));
        }
        Ok(_) => {}
    }
}
