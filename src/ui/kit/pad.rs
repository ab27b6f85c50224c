//! Drawing by hand on a rectangle: strokes of the pointer, or five points that the arrows move, on a line or on a ring.

use std::f32::consts::TAU;

use egui::{
    Align2, Event, EventFilter, FontId, Key, Modifiers, Painter, Pos2, Rect, Response, Shape, Stroke, Ui, pos2, vec2,
};

use super::{Theme, theme::text as size};
use crate::text;

/// Points that the arrows move.
pub const POINTS: usize = 5;
/// How far an arrow moves a point, as a share of the height.
const STEP: f32 = 0.05;
/// Half the width of an arrow head, and how far its tip reaches.
const HALF: f32 = 6.0;
const REACH: f32 = 11.0;
/// Parts of a ring between two of its points.
const PARTS: usize = 12;
/// Least distance of a ring's points from its middle, and at first.
const NEAR: f32 = 0.05;
const AT_FIRST: f32 = 0.3;
/// Least distance of two places of a stroke, as a share of the sides.
const APART: f32 = 0.01;

/// What is being drawn.
#[derive(Debug)]
pub struct Pad {
    /// The stroke under the pointer, in shares of the way right and up.
    stroke: Vec<Pos2>,
    /// The point that the arrows move, and how high each stands.
    point: usize,
    heights: [f32; POINTS],
    /// How far each point is from the middle, where they form a ring.
    ring: Option<[f32; POINTS]>,
}

/// What was drawn, in shares of the way right and up.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// A stroke of the pointer.
    Stroke(Vec<Pos2>),
    /// The line or ring of the five points, which is all there is.
    Points(Vec<Pos2>),
}

impl Default for Pad {
    fn default() -> Self {
        Self { stroke: Vec::new(), point: 0, heights: [0.5; POINTS], ring: None }
    }
}

impl Pad {
    /// What pointer and keys draw on `rect` in this frame.
    pub fn hear(&mut self, ui: &Ui, rect: Rect, response: &Response) -> Option<Drawn> {
        self.drag(ui, rect, response).or_else(|| self.keys(ui, response))
    }

    /// The same where rings can be drawn, too: O makes a ring of the five points, and a line again.
    pub fn hear_rings(&mut self, ui: &Ui, rect: Rect, response: &Response) -> Option<Drawn> {
        if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::O)) {
            self.ring = if self.ring.is_none() { Some([AT_FIRST; POINTS]) } else { None };
            return Some(Drawn::Points(self.outline()));
        }
        self.hear(ui, rect, response)
    }

    /// The stroke that has not ended.
    #[must_use]
    pub fn stroke(&self) -> &[Pos2] {
        &self.stroke
    }

    /// The five points, and which of them the arrows move.
    #[must_use]
    pub fn points(&self) -> ([Pos2; POINTS], usize) {
        let points = std::array::from_fn(|point| match self.ring {
            None => pos2(point as f32 / (POINTS - 1) as f32, self.heights[point]),
            Some(ring) => on_ring(&ring, point * PARTS),
        });
        (points, self.point)
    }

    /// What is drawn through the five points.
    fn outline(&self) -> Vec<Pos2> {
        match self.ring {
            None => self.points().0.to_vec(),
            Some(ring) => (0..=POINTS * PARTS).map(|part| on_ring(&ring, part)).collect(),
        }
    }

    /// Lets the five points lie on `curve`, whose x grow, so that the arrows go on from there; left alone without a curve.
    pub fn lie_on(&mut self, curve: &[Pos2]) {
        let (Some(first), Some(last)) = (curve.first(), curve.last()) else { return };
        for (place, height) in self.heights.iter_mut().enumerate() {
            let x = (place as f32 / (POINTS - 1) as f32).clamp(first.x, last.x);
            let after = curve.partition_point(|at| at.x < x).clamp(1, curve.len().max(2) - 1);
            let (a, b) = (curve[after - 1], curve.get(after).copied().unwrap_or(*first));
            let share = ((x - a.x) / (b.x - a.x).max(f32::EPSILON)).clamp(0.0, 1.0);
            *height = egui::lerp(a.y..=b.y, share).clamp(0.0, 1.0);
        }
    }

    /// Paints the five points, and below them how they are moved, and made `rings` of; `screen` brings a share of the way
    /// right and up there. Each is two arrow heads with a gap: no row of data looks like that.
    pub fn paint(&self, painter: &Painter, theme: &Theme, (rect, rings): (Rect, bool), screen: impl Fn(&Pos2) -> Pos2) {
        let (points, chosen) = self.points();
        for (place, share) in points.iter().enumerate() {
            let at = screen(share).clamp(rect.min + vec2(HALF, REACH), rect.max - vec2(HALF, REACH));
            let fill = if place == chosen { theme.accent } else { theme.surface };
            for way in [-1.0, 1.0] {
                let head = [vec2(-HALF, 2.0 * way), vec2(HALF, 2.0 * way), vec2(0.0, REACH * way)].map(|by| at + by);
                painter.add(Shape::convex_polygon(head.to_vec(), fill, Stroke::new(1.5, theme.accent)));
            }
        }
        let words = match (rings, self.ring) {
            (false, _) => {
                text!("drag to draw, or ← → choose a point, ↑ ↓ move it", "拖动来画；或用 ← → 选点，↑ ↓ 移动")
            }
            (true, None) => text!("drag, or ← → choose, ↑ ↓ move, O: ring", "拖动，或 ← → 选点，↑ ↓ 移动，O：环"),
            (true, Some(_)) => text!("← → choose, ↑ out, ↓ in, O: line", "← → 选点，↑ 向外，↓ 向内，O：线"),
        };
        let words = theme.say(words);
        let words =
            painter.layout(words.into_owned(), FontId::proportional(size::SMALL), theme.ink, rect.width() - 16.0);
        let place = Align2::CENTER_BOTTOM.anchor_size(rect.center_bottom() - vec2(0.0, 6.0), words.size());
        painter.rect_filled(place.expand2(vec2(4.0, 2.0)), 3.0, theme.surface.gamma_multiply(0.9));
        painter.galley(place.min, words, theme.ink);
    }

    fn drag(&mut self, ui: &Ui, rect: Rect, response: &Response) -> Option<Drawn> {
        let share = |at: Pos2| {
            let share = (at - rect.left_bottom()) / rect.size();
            pos2(share.x.clamp(0.0, 1.0), (-share.y).clamp(0.0, 1.0))
        };
        if response.dragged() {
            // A drag is one only some points after the press, and a slow frame holds several places.
            let pressed = ui.input(|input| input.pointer.press_origin()).filter(|_| self.stroke.is_empty());
            let moved = ui.input(|input| {
                let place = |event: &Event| if let Event::PointerMoved(at) = event { Some(*at) } else { None };
                input.events.iter().filter_map(place).collect::<Vec<_>>()
            });
            for at in pressed.into_iter().chain(moved).chain(response.interact_pointer_pos()).map(share) {
                if self.stroke.last().is_none_or(|last| last.distance(at) > APART) {
                    self.stroke.push(at);
                }
            }
            ui.ctx().request_repaint();
        }
        let has_ended = response.drag_stopped() && self.stroke.len() > 1;
        has_ended.then(|| Drawn::Stroke(std::mem::take(&mut self.stroke)))
    }

    fn keys(&mut self, ui: &Ui, response: &Response) -> Option<Drawn> {
        if !response.has_focus() {
            return None;
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key: Key| ui.input(|input| input.key_pressed(key));
        let (left, right) = (pressed(Key::ArrowLeft), pressed(Key::ArrowRight));
        self.point = (self.point + usize::from(right)).saturating_sub(usize::from(left)).min(POINTS - 1);
        let by = STEP * (f32::from(u8::from(pressed(Key::ArrowUp))) - f32::from(u8::from(pressed(Key::ArrowDown))));
        match &mut self.ring {
            None => self.heights[self.point] = (self.heights[self.point] + by).clamp(0.0, 1.0),
            Some(ring) => ring[self.point] = (ring[self.point] + by).clamp(NEAR, 0.5),
        }
        (by != 0.0).then(|| Drawn::Points(self.outline()))
    }
}

/// A place on the ring through points at these distances from the middle of the sides, the first above it, the others
/// clockwise; between two of them the distance changes smoothly.
fn on_ring(ring: &[f32; POINTS], part: usize) -> Pos2 {
    let (point, share) = (part / PARTS, (part % PARTS) as f32 / PARTS as f32);
    let smooth = share * share * (3.0 - 2.0 * share);
    let distance = egui::lerp(ring[point % POINTS]..=ring[(point + 1) % POINTS], smooth);
    let (sine, cosine) = libm::sincosf(TAU * part as f32 / (POINTS * PARTS) as f32);
    pos2(0.5 + distance * sine, 0.5 + distance * cosine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_closed_and_goes_through_its_points() {
        let pad = Pad { ring: Some([0.3, 0.2, 0.4, 0.3, 0.25]), ..Pad::default() };
        let (outline, (points, _)) = (pad.outline(), pad.points());
        assert!(outline[0].distance(outline[POINTS * PARTS]) < 1e-6);
        assert!((outline[0] - pos2(0.5, 0.8)).length() < 1e-6, "the first stands above the middle");
        for (point, at) in points.iter().enumerate() {
            assert_eq!(*at, outline[point * PARTS]);
        }
        let farthest = outline.iter().map(|at| at.distance(pos2(0.5, 0.5))).fold(0.0, f32::max);
        assert!((farthest - 0.4).abs() < 1e-6, "no bulge beyond the farthest point: {farthest}");
    }

    #[test]
    fn the_five_points_lie_on_what_was_drawn() {
        let mut pad = Pad::default();
        pad.lie_on(&[]);
        assert_eq!(pad.heights, [0.5; POINTS], "nothing was drawn");
        pad.lie_on(&[pos2(0.0, 1.0), pos2(0.5, 0.2), pos2(0.75, 0.2)]);
        for (height, expected) in pad.heights.into_iter().zip([1.0, 0.6, 0.2, 0.2, 0.2]) {
            assert!((height - expected).abs() < 1e-6, "{:?}", pad.heights);
        }
        pad.lie_on(&[pos2(0.3, 0.9)]);
        assert_eq!(pad.heights, [0.9; POINTS]);
    }
}
