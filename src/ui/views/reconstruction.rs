//! An autoencoder at work: held-out rows with their reconstructions, and a point to drag through its latent space.

mod latent;
mod look;
mod strip;

use std::sync::Arc;

use egui::{Mesh, Rect, Ui};

use self::look::Looks;
pub(super) use self::strip::which;
use crate::{
    data::Prepared,
    insight::{Redrawing, Redrawn},
    text,
    ui::{
        Gaze,
        kit::{Theme, theme::space},
    },
    worker::Snapshot,
};

/// What is remembered between frames.
#[derive(Debug, Default)]
pub struct ReconstructionViewState {
    /// The point that is decoded, once a person has chosen one.
    at: Option<[f32; 2]>,
    /// What that point belongs to: other rows, or a code of another size, reset it.
    of: Option<(Arc<Prepared>, usize)>,
}

impl ReconstructionViewState {
    /// What the worker shall decode.
    #[must_use]
    pub const fn redrawing(&self) -> Redrawing {
        Redrawing { at: self.at }
    }

    fn fit(&mut self, snapshot: &Snapshot, redrawn: &Redrawn) {
        let units = redrawn.codes.units;
        let is_same = |(data, of): &(Arc<Prepared>, usize)| Arc::ptr_eq(data, &snapshot.data) && *of == units;
        if !self.of.as_ref().is_some_and(is_same) {
            (self.at, self.of) = (None, Some((Arc::clone(&snapshot.data), units)));
        }
    }
}

/// Adds a bar for each of `values` to `mesh`, in `frame`.
pub(super) fn bars(mesh: &mut Mesh, theme: &Theme, frame: Rect, values: &[f32]) {
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (low, high) = finite.fold((0.0_f32, 0.0_f32), |(low, high), value| (low.min(value), high.max(value)));
    look::add(mesh, theme, frame, look::Shape::Bars(low, high.max(low + 1e-6)), values);
}

/// Shows the stage at hand of `snapshot`, which trains an autoencoder.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut ReconstructionViewState, gaze: &mut Gaze) {
    let Some(redrawn) = &snapshot.looks.redrawn else {
        ui.label(theme.caption(theme.say(text!("Drawing the rows again…", "正在重建样本……"))));
        ui.ctx().request_repaint();
        return;
    };
    state.fit(snapshot, redrawn);
    let looks = Looks::of(snapshot, redrawn);
    ui.add_space(space::HALF);
    strip::ui(ui, theme, snapshot, (redrawn, looks), gaze);
    ui.add_space(space::TWO);
    latent::ui(ui, theme, snapshot, (redrawn, looks), state);
}
