//! The line at the bottom: how training stands, in one calm sentence.

use egui::{Align, Label, Layout, Ui};

use super::{Theme, axis::grouped};
use crate::{
    training::{Problem, Status},
    worker::Snapshot,
};

/// Shows the sentence, and how much has been done.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, problems: &[Problem]) {
    ui.horizontal_centered(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let parameters = snapshot.network.parameters.values().len() as u64;
            let rows = (snapshot.data.train.rows.len() as u64, snapshot.data.test.rows.len() as u64);
            let done = format!(
                "{} steps · {} parameters · {} training and {} test rows",
                grouped(snapshot.step),
                grouped(parameters),
                grouped(rows.0),
                grouped(rows.1)
            );
            ui.label(theme.caption(done));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (sentence, ink) = match problems.first() {
                    Some(problem) => (format!("Not in use yet: {problem}."), theme.negative),
                    None => (sentence(snapshot), theme.muted),
                };
                ui.add(Label::new(theme.caption(sentence).color(ink)).truncate());
            });
        });
    });
}

fn sentence(snapshot: &Snapshot) -> String {
    match &snapshot.status {
        Status::Finished { reason } => reason.to_string(),
        Status::Diverged { step, place } => {
            let step = grouped(*step);
            format!("The numbers left all bounds at step {step}, at {place}. Try a smaller learning rate.")
        }
        Status::Ready if snapshot.running => "Training.".to_owned(),
        Status::Ready if snapshot.step == 0 => "Ready: Space starts training.".to_owned(),
        Status::Ready => "Paused.".to_owned(),
    }
}
