//! The boundaries of pinned runs, as thin lines on the map of the current run.

use std::sync::Arc;

use egui::{Align2, Painter, Pos2};

use super::picture::boundaries_of;
use crate::{
    insight::Maps,
    ui::{
        Runs,
        kit::{
            Theme, line,
            theme::{bold, text},
        },
    },
    worker::Snapshot,
};

/// Radius of the disc that the letter of a run stands in.
const DISC: f32 = 8.0;

/// Their boundaries, found once.
#[derive(Debug, Default)]
pub(super) struct Ghosts(Vec<Ghost>);

#[derive(Debug)]
struct Ghost {
    letter: char,
    look: line::Look,
    /// What the lines were found in.
    maps: Arc<Maps>,
    /// In shares of the way right and up.
    lines: Vec<Vec<Pos2>>,
}

impl Ghosts {
    /// Finds the boundaries that the worker has seen.
    pub(super) fn update(&mut self, snapshot: &Snapshot, runs: &Runs) {
        let seen = &snapshot.looks.ghosts;
        let found = runs.shown().filter_map(|pinned| {
            let (_, maps) = seen.iter().find(|(ghost, _)| *ghost == pinned.ghost)?;
            let known = self.0.iter_mut().find(|known| Arc::ptr_eq(&known.maps, maps));
            let lines = known.map(|known| std::mem::take(&mut known.lines));
            let has_classes = pinned.ghost.data.set.target.classes().is_some();
            let lines = lines.unwrap_or_else(|| boundaries_of(maps, has_classes));
            Some(Ghost { letter: pinned.letter, look: pinned.look(), maps: Arc::clone(maps), lines })
        });
        self.0 = found.collect();
    }

    /// Paints them; `screen` brings a place, in shares of the way right and up, there.
    pub(super) fn paint(&self, painter: &Painter, theme: &Theme, screen: impl Fn(&Maps, &Pos2) -> Pos2) {
        for ghost in &self.0 {
            for points in &ghost.lines {
                let points = points.iter().map(|at| screen(&ghost.maps, at)).collect();
                line::paint(painter, theme, ghost.look, points, true);
            }
        }
    }

    /// Paints their letters, which stand before the points.
    pub(super) fn name(&self, painter: &Painter, theme: &Theme, screen: impl Fn(&Maps, &Pos2) -> Pos2) {
        for ghost in &self.0 {
            let Some(longest) = ghost.lines.iter().max_by_key(|line| line.len()) else { continue };
            // Each elsewhere along its line, so that letters on lines that lie close stand apart.
            let share = (0.2 + 0.38 * ghost.look.place as f32).fract();
            let at = screen(&ghost.maps, &longest[(share * longest.len() as f32) as usize % longest.len()]);
            let at = at.clamp(painter.clip_rect().shrink(DISC).min, painter.clip_rect().shrink(DISC).max);
            let color = line::color(theme, ghost.look);
            painter.circle_filled(at, DISC, theme.surface);
            painter.text(at, Align2::CENTER_CENTER, ghost.letter, bold(text::SMALL), color);
        }
    }
}
