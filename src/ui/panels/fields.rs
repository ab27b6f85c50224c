//! One setting of the experiment in a panel, and what is wrong with it.

use egui::Ui;

use crate::{
    experiment::Problem,
    language::Text,
    nn::Choice,
    ui::{
        kit::{Theme, field::pick},
        naming::title,
    },
};

/// What is common to the fields of a panel.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The look.
    pub theme: &'a Theme,
    /// What is wrong with the draft now.
    pub problems: &'a [Problem],
}

impl Fields<'_> {
    /// One of a fixed list, by its title.
    pub fn choice<C: Choice>(self, ui: &mut Ui, name: Text, hint: Text, value: &mut C) {
        let same = |a: &C, b: &C| a.name() == b.name();
        let current = value.clone();
        self.pick(ui, name, hint, self.theme.say(title(&current)), |ui| {
            for choice in C::ALL {
                let selected = same(choice, &current);
                if ui.selectable_label(selected, &*self.theme.say(title(choice))).clicked() && !selected {
                    *value = choice.clone();
                }
            }
        });
    }

    /// A list to choose from, with `shown` as what is chosen now.
    pub fn pick<R>(
        self,
        ui: &mut Ui,
        name: Text,
        hint: Text,
        shown: impl Into<String>,
        list: impl FnOnce(&mut Ui) -> R,
    ) {
        pick(ui, self.theme, (name, hint), shown, list);
    }

    /// What is wrong with the setting at `path`, right below its control.
    pub fn problem(self, ui: &mut Ui, path: &str) {
        for problem in self.problems.iter().filter(|problem| problem.field.starts_with(path)) {
            ui.label(egui::RichText::new(problem.message.say(self.theme.language)).color(self.theme.negative));
        }
    }
}
