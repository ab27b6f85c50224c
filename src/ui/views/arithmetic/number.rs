//! A number that can be clicked: it and what it is calculated from light up wherever they stand.

use egui::{Button, Color32, RichText, Ui};

use super::{ArithmeticViewState, Sheet, strong};
use crate::{
    insight::arithmetic::Quantity,
    text,
    ui::kit::theme::{bold, text as size},
};

/// A number as it stands in a formula.
pub(super) fn written(value: f64) -> String {
    // Zero has no sign.
    let value = if value == 0.0 { 0.0 } else { value };
    let text = if value != 0.0 && (value.abs() < 1e-4 || value.abs() >= 1e5) {
        format!("{value:.3e}")
    } else {
        // Four digits that count, or nearly: a small number is to be calculated with, too.
        let places = if value == 0.0 || value.abs() >= 0.01 {
            4
        } else if value.abs() >= 0.001 {
            6
        } else {
            7
        };
        format!("{value:.places$}")
    };
    // The true minus is as wide as a plus, and not taken for a hyphen.
    text.replace('-', "−")
}

/// How wide these words are in the weight of a number that is lit.
pub(super) fn width(ui: &Ui, words: &str) -> f32 {
    ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), bold(size::BODY), Color32::PLACEHOLDER).size().x)
}

/// Shows the value of `quantity`; a click chooses it.
pub(super) fn ui(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState, quantity: Quantity) {
    let Some(value) = sheet.example.value(quantity) else { return };
    let lit = state.lit(sheet);
    let is_parent = sheet.example.parents(lit).contains(&quantity);
    let (theme, text) = (sheet.theme, written(value));
    let words = if quantity == lit {
        strong(theme, text).color(theme.on_accent).background_color(theme.accent)
    } else if is_parent {
        strong(theme, text).color(theme.accent)
    } else {
        RichText::new(text).color(theme.ink)
    };
    let name = sheet.name(quantity);
    let response = ui.add(Button::new(words).frame_when_inactive(false));
    let said = format!("{name} = {}", written(value));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(&*said));
    let parents: Vec<String> =
        sheet.example.parents(quantity).into_iter().take(6).map(|parent| sheet.name(parent)).collect();
    // As many digits as are printed in books, to compare.
    let digits = format!("{name} = {value:.10}").replace('-', "−");
    let hint = if parents.is_empty() {
        digits
    } else {
        let from = parents.join(", ");
        theme.say(text!("{digits}, from {from}", "{digits}，来自{from}")).into_owned()
    };
    if response.on_hover_text(hint).clicked() {
        state.chosen = Some(quantity);
    }
}
