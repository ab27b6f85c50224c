//! A whole number at the end of a line.

use egui::Ui;

use crate::{
    language::Text,
    ui::kit::{Theme, field::line, number::Number},
};

/// Shows it with its name; it changes only when the person changes it.
pub(super) fn whole<N: egui::emath::Numeric>(
    ui: &mut Ui,
    theme: &Theme,
    (name, hint): (Text, Text),
    range: std::ops::RangeInclusive<N>,
    value: &mut N,
) {
    let speed = (value.to_f64() * 0.01).max(0.1);
    let (name, hint) = (theme.say(name), theme.say(hint));
    let mut made = None;
    line(ui, &name, &hint, |ui| {
        let (response, typed) = Number::new(range).speed(speed).late().show(ui, *value);
        made = typed;
        response
    });
    *value = made.unwrap_or(*value);
}
