//! What goes in: how many points, how noisy, how many for training, in batches of which size, from which seed.

use egui::{DragValue, Ui};

use super::{
    field::{Fields, Number, line},
    icon::{self, Icon, Weight},
    theme::space,
};
use crate::{data::Source, training::Experiment};

/// Which seeds “new start” leaves alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locks {
    /// The data's.
    pub data: bool,
    /// The first weights'.
    pub weights: bool,
    /// The batches'.
    pub batches: bool,
}

impl Default for Locks {
    fn default() -> Self {
        Self { data: true, weights: false, batches: false }
    }
}

/// Edits what is learned from; `rows` is the number of training rows.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, locks: &mut Locks, rows: usize) {
    if let Source::Generated { generator, noise, .. } = &mut draft.data.source {
        if let Some(classes) = generator.classes_mut() {
            Number::new("Classes", "Number of classes to tell apart.", 2..=10).show(ui, fields.theme, classes);
            fields.problem(ui, "data.classes");
        }
        Number::new("Noise", "How far points stray, or how often labels are wrong near a border.", 0.0..=0.5)
            .step(0.05)
            .percent()
            .show(ui, fields.theme, noise);
        fields.problem(ui, "data.noise");
    }
    if let Source::Gate(gate) = &mut draft.data.source {
        fields.choice(ui, "Gate", "The question that the four points ask.", gate);
    } else {
        Number::new("For training", "Share of the rows to learn from; the others only test.", 0.1..=1.0)
            .step(0.1)
            .percent()
            .show(ui, fields.theme, &mut draft.data.train_share);
        fields.problem(ui, "data.train_share");
    }
    batch_size(ui, fields, &mut draft.training.batch_size, rows);
    fields.problem(ui, "training.batch_size");
    fields.problem(ui, "data.features");
    seed(ui, fields, "Seed", "Where the random numbers of the points start.", &mut draft.seeds.data, &mut locks.data);
}

fn batch_size(ui: &mut Ui, fields: Fields<'_>, batch_size: &mut usize, rows: usize) {
    let mut shown = (*batch_size).min(rows);
    Number::new("Batch size", "Rows that are looked at before each change of the weights.", 1..=rows.max(2))
        .highest("all")
        .show(ui, fields.theme, &mut shown);
    if shown != (*batch_size).min(rows) {
        *batch_size = shown;
    }
}

/// A seed, with a die for another one and a lock against “new start”.
pub(super) fn seed(ui: &mut Ui, fields: Fields<'_>, name: &str, hint: &str, seed: &mut u64, locked: &mut bool) {
    line(ui, name, hint, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (lock, what) = if *locked {
            (Icon::Locked, "New start leaves this seed alone; press to let it change.")
        } else {
            (Icon::Unlocked, "New start changes this seed; press to keep it.")
        };
        let lock_name = format!("{name}: {}", if *locked { "locked" } else { "unlocked" });
        if icon::button(ui, fields.theme, lock, Weight::Plain, space::TARGET, &lock_name, what).clicked() {
            *locked = !*locked;
        }
        let die_name = format!("{name}: next");
        if icon::button(ui, fields.theme, Icon::Die, Weight::Plain, space::TARGET, &die_name, "The next seed.")
            .clicked()
        {
            *seed = seed.wrapping_add(1);
        }
        ui.add_space(space::HALF);
        ui.add(DragValue::new(seed).speed(0.1))
    });
}
