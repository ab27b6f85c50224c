//! Sentences that a person should read: they stay until they are closed.

use egui::{Frame, Label, Margin, Ui};

use crate::{
    language::Text,
    text,
    ui::kit::{
        Theme,
        icon::{self, Icon, Weight},
        theme::space,
    },
};

/// The sentences that have not been closed, oldest first.
#[derive(Debug, Default)]
pub struct Notices(Vec<Text>);

impl Notices {
    /// Shows `sentence` until it is closed; the same sentence is not shown twice.
    pub fn add(&mut self, sentence: Text) {
        if !self.0.contains(&sentence) {
            self.0.push(sentence);
        }
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Shows them below one another.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme) {
        let mut closed = None;
        for (index, sentence) in self.0.iter().enumerate() {
            let sentence = sentence.say(theme.language);
            let tint = theme.surface.lerp_to_gamma(theme.negative, 0.12);
            Frame::new().fill(tint).corner_radius(space::ROUND).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                        let name = theme.say(text!("Close: {sentence}", "关闭：{sentence}"));
                        let hint = theme.say(text!("Close", "关闭"));
                        if icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                            closed = Some(index);
                        }
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            ui.add(Label::new(sentence).wrap().selectable(true));
                        });
                    });
                });
            });
        }
        if let Some(index) = closed {
            self.0.remove(index);
        }
    }
}
