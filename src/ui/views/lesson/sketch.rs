//! Sketches: where they are drawn, over the map and in the place of the curves, and what becomes of what was drawn.

use std::collections::BTreeMap;

use egui::{Pos2, Ui, pos2};

use super::LessonViewState;
use crate::{
    insight::Axes,
    lessons::{Block, Metric, Predicted, attempt::Place},
    session::{Answer, hand_in::Line},
    text,
    ui::{
        kit::{Theme, pad::Drawn},
        views::map,
    },
    worker::Snapshot,
};

/// Places along a curve that a drawn line is kept at.
const BINS: usize = 50;

/// What the panel says of a sketch: where to draw it, and how to take it back.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut LessonViewState,
    place: Place,
    what: &Predicted,
) {
    let fixed = state.attempt.is_fixed(place);
    let is_curve = matches!(what, Predicted::Curve { .. });
    let plane = snapshot.looks.maps.as_ref().map(|maps| maps.plane.axes);
    if !is_curve && !fixed && plane.is_some_and(|axes| axes != Axes::Inputs(0, 1)) {
        let words = text!("Turn the map to the first two inputs to draw.", "请把决策图转到前两个输入再画。");
        ui.label(theme.caption(theme.say(words)));
        return;
    }
    let has_some = matches!(state.given(place), Some(Answer::Curve(_) | Answer::Boundary(_)));
    ui.horizontal_wrapped(|ui| {
        if !fixed {
            let words = if is_curve {
                text!("Draw in the chart", "在曲线图中画")
            } else {
                text!("Draw on the map", "在决策图上画")
            };
            let hint = if is_curve {
                text!(
                    "Drag there; or move five points: left and right choose one, up and down move it.",
                    "在那里拖动；或移动五个点：左右键选择，上下键移动。"
                )
            } else {
                text!(
                    "Drag there; or move five points: left and right choose one, up and down move it, O makes a ring.",
                    "在那里拖动；或移动五个点：左右键选择，上下键移动，O 变为环。"
                )
            };
            if ui.button(theme.say(words)).on_hover_text(theme.say(hint)).clicked() {
                if state.drawn.replace(place) != Some(place) {
                    state.pad = Default::default();
                }
                (state.wants_keys, state.shows_curves) = (Some(place), false);
            }
            if has_some && ui.button(theme.say(text!("Draw again", "重新绘制"))).clicked() {
                (state.pad, state.drawn, state.by_keys) = (Default::default(), Some(place), None);
                state.answer(ui, place, Answer::Skipped);
            }
        } else if is_curve && state.shows_curves && ui.button(theme.say(text!("Show the sketch", "显示草图"))).clicked()
        {
            state.shows_curves = false;
        }
    });
}

impl LessonViewState {
    /// The sketch of this kind that belongs to the step at hand: the one that was chosen to be drawn, the step's first that is
    /// not drawn yet, its last, or that of an earlier step whose run is made here.
    fn sketched(&self, is_it: impl Fn(&Predicted) -> bool) -> Option<(Place, Predicted)> {
        let step = self.attempt.step();
        let what = |place: Place| match self.attempt.lesson().item(place.0, place.1)?.block {
            Block::Prediction(prediction) if is_it(&prediction.what) => Some((place, prediction.what.clone())),
            _ => None,
        };
        let is_drawn = |place: &Place| matches!(self.given(*place), Some(Answer::Curve(_) | Answer::Boundary(_)));
        let mut places: Vec<Place> = self.attempt.concerned().into_iter().rev().collect();
        places.retain(|place| place.0 == step || self.given(*place) != Some(&Answer::Skipped));
        let open = places.iter().rev().find(|it| it.0 == step && !is_drawn(it) && what(**it).is_some()).copied();
        let first = self.drawn.filter(|drawn| places.contains(drawn)).and_then(what).or_else(|| open.and_then(what));
        first.or_else(|| places.into_iter().find_map(what))
    }

    /// The curve that is sketched in the place of the run's.
    pub(super) fn curve(&self) -> Option<(Place, Metric, (u64, u64))> {
        let (place, what) = self.sketched(|what| matches!(what, Predicted::Curve { .. }))?;
        let Predicted::Curve { metric, epochs } = what else { return None };
        (!self.shows_curves).then_some((place, metric, epochs))
    }

    /// Whether a sketch stands in the place of the curves.
    #[must_use]
    pub fn has_chart(&self) -> bool {
        self.curve().is_some()
    }

    /// The border that is sketched over the map.
    pub fn border(&mut self) -> Option<map::Sketch> {
        let (place, _) = self.sketched(|what| *what == Predicted::Boundary)?;
        let lines = match self.given(place) {
            Some(Answer::Boundary(lines)) => {
                lines.iter().map(|line| line.0.iter().map(|at| pos2(at.0, at.1)).collect()).collect()
            }
            _ => Vec::new(),
        };
        let open = !self.attempt.is_fixed(place);
        let wants_keys = open && self.wants_keys.take_if(|wanted| *wanted == place).is_some();
        Some(map::Sketch { lines, open, wants_keys })
    }

    /// Takes what was drawn over the map, in the plane.
    pub fn draw_border(&mut self, ui: &Ui, drawn: Drawn) {
        let Some((place, _)) = self.sketched(|what| *what == Predicted::Boundary) else { return };
        self.drawn = Some(place);
        let mut lines = match self.given(place) {
            Some(Answer::Boundary(lines)) => lines.clone(),
            _ => Vec::new(),
        };
        // The arrows move one line, which stands beside those of the pointer.
        let by_keys = matches!(drawn, Drawn::Points(_)).then_some(place);
        if by_keys.is_some() && self.by_keys == by_keys {
            lines.pop();
        }
        self.by_keys = by_keys;
        let (Drawn::Stroke(points) | Drawn::Points(points)) = drawn;
        lines.push(Line(points.into_iter().map(|at| (at.x, at.y)).collect()));
        self.answer(ui, place, Answer::Boundary(lines));
    }
}

/// Draws `stroke` over a curve: where it runs, it replaces what was there.
pub(super) fn draw_over(curve: &mut Vec<Pos2>, stroke: &[Pos2]) {
    let bin = |x: f32| (x * BINS as f32).round() as usize;
    let mut bins: BTreeMap<usize, f32> = curve.iter().map(|at| (bin(at.x), at.y)).collect();
    for pair in stroke.windows(2) {
        let (from, to) = if pair[0].x <= pair[1].x { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        for place in bin(from.x)..=bin(to.x) {
            let width = (to.x - from.x).max(f32::EPSILON);
            let share = ((place as f32 / BINS as f32 - from.x) / width).clamp(0.0, 1.0);
            bins.insert(place, egui::lerp(from.y..=to.y, share));
        }
    }
    *curve = bins.into_iter().map(|(bin, y)| pos2(bin as f32 / BINS as f32, y)).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_replaces_what_it_runs_over() {
        let mut curve = vec![pos2(0.0, 1.0), pos2(0.5, 1.0), pos2(1.0, 1.0)];
        draw_over(&mut curve, &[pos2(0.6, 0.0), pos2(0.4, 0.5)]);
        let at = |x: f32| curve.iter().find(|at| (at.x - x).abs() < 1e-4).unwrap().y;
        assert_eq!((at(0.0), at(1.0)), (1.0, 1.0));
        assert!((at(0.5) - 0.25).abs() < 1e-3 && (at(0.4) - 0.5).abs() < 1e-3, "{curve:?}");
        assert!(curve.windows(2).all(|pair| pair[0].x < pair[1].x));
    }
}
