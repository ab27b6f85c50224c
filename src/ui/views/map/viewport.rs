//! What part of the plane stands where on the screen, and how a person changes that.

use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2, lerp, pos2, remap, vec2};

use crate::measure::Area;

/// Smallest and largest width of what is shown, in widths of what the data cover.
const WIDTHS: (f32, f32) = (1.0 / 500.0, 8.0);
/// What one press of a key or a button changes.
const ZOOM: f32 = 1.5;
const MOVE: f32 = 0.125;

/// A part of the plane on a part of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The part of the screen.
    pub rect: Rect,
    /// The part of the plane.
    pub area: Area,
}

impl Viewport {
    /// Where a place of the plane stands on the screen.
    #[must_use]
    pub fn screen(&self, at: Pos2) -> Pos2 {
        let Area { x, y } = self.area;
        pos2(remap(at.x, x.0..=x.1, self.rect.x_range()), remap(at.y, y.0..=y.1, self.rect.bottom()..=self.rect.top()))
    }

    /// The place of the plane that stands here on the screen.
    #[must_use]
    pub fn plane(&self, at: Pos2) -> Pos2 {
        let Area { x, y } = self.area;
        pos2(remap(at.x, self.rect.x_range(), x.0..=x.1), remap(at.y, self.rect.bottom()..=self.rect.top(), y.0..=y.1))
    }

    /// Where a part of the plane stands on the screen.
    #[must_use]
    pub fn place_of(&self, area: Area) -> Rect {
        Rect::from_two_pos(self.screen(pos2(area.x.0, area.y.0)), self.screen(pos2(area.x.1, area.y.1)))
    }

    /// A distance on the screen in units of the plane, across and upward.
    #[must_use]
    pub fn step(&self, by: Vec2) -> Vec2 {
        let Area { x, y } = self.area;
        vec2(by.x * (x.1 - x.0) / self.rect.width(), -by.y * (y.1 - y.0) / self.rect.height())
    }

    /// What is to be shown after this frame, when the person changed it by wheel, drag, click or key.
    ///
    /// The wheel alone scrolls the region around the map; with Ctrl, and by two fingers, it zooms.
    /// A click of the other button brings its place to the middle, for whoever cannot drag.
    /// `whole` is what the data cover; `drags` says whether the pointer's main button moves the map, and `keys` whether
    /// what is typed is meant for it.
    #[must_use]
    pub fn steered(&self, ui: &Ui, response: &Response, whole: Area, (drags, keys): (bool, bool)) -> Option<Area> {
        let mut area = self.area;
        if let Some(pointer) = response.hover_pos() {
            let factor = ui.input(|input| input.zoom_delta());
            if (factor - 1.0).abs() > 1e-4 {
                area = zoomed(area, self.plane(pointer), factor);
            }
        }
        let modified = ui.input(|input| input.modifiers.shift || input.modifiers.command);
        let dragged = response.dragged_by(PointerButton::Primary) && (drags || modified)
            || response.dragged_by(PointerButton::Middle)
            || response.dragged_by(PointerButton::Secondary);
        if dragged {
            area = moved(area, -self.step(response.drag_delta()));
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.secondary_clicked()) {
            area = moved(area, self.step(at - self.rect.center()));
        }
        if keys {
            area = by_keys(ui, area);
        }
        (area != self.area).then(|| limited(area, whole))
    }

    /// What a button for a closer or wider look asks for.
    #[must_use]
    pub fn nearer(&self, whole: Area, nearer: bool) -> Area {
        let Area { x, y } = self.area;
        let middle = pos2(lerp(x.0..=x.1, 0.5), lerp(y.0..=y.1, 0.5));
        limited(zoomed(self.area, middle, if nearer { ZOOM } else { 1.0 / ZOOM }), whole)
    }
}

/// The arrow keys, and where they point.
pub const ARROWS: [(Key, f32, f32); 4] =
    [(Key::ArrowLeft, -1.0, 0.0), (Key::ArrowRight, 1.0, 0.0), (Key::ArrowUp, 0.0, 1.0), (Key::ArrowDown, 0.0, -1.0)];

/// Keys: + and − zoom, Shift with an arrow moves.
fn by_keys(ui: &Ui, mut area: Area) -> Area {
    let middle = pos2(lerp(area.x.0..=area.x.1, 0.5), lerp(area.y.0..=area.y.1, 0.5));
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::NONE, Key::Plus)
        || pressed(Modifiers::SHIFT, Key::Plus)
        || pressed(Modifiers::NONE, Key::Equals)
    {
        area = zoomed(area, middle, ZOOM);
    }
    if pressed(Modifiers::NONE, Key::Minus) {
        area = zoomed(area, middle, 1.0 / ZOOM);
    }
    for (key, x, y) in ARROWS {
        if pressed(Modifiers::SHIFT, key) {
            area = moved(area, MOVE * vec2(x * (area.x.1 - area.x.0), y * (area.y.1 - area.y.0)));
        }
    }
    area
}

/// `area` drawn together around `at`, which stays where it is.
fn zoomed(area: Area, at: Pos2, factor: f32) -> Area {
    let around = |(low, high): (f32, f32), at: f32| (at + (low - at) / factor, at + (high - at) / factor);
    Area { x: around(area.x, at.x), y: around(area.y, at.y) }
}

fn moved(area: Area, by: Vec2) -> Area {
    Area { x: (area.x.0 + by.x, area.x.1 + by.x), y: (area.y.0 + by.y, area.y.1 + by.y) }
}

/// `area` neither too small nor too large, and never beside the data altogether.
fn limited(area: Area, whole: Area) -> Area {
    let side = |(low, high): (f32, f32), whole: (f32, f32)| {
        let full = whole.1 - whole.0;
        let width = (high - low).clamp(WIDTHS.0 * full, WIDTHS.1 * full);
        let middle = (0.5 * (low + high)).clamp(whole.0 - 0.5 * width, whole.1 + 0.5 * width);
        (middle - 0.5 * width, middle + 0.5 * width)
    };
    Area { x: side(area.x, whole.x), y: side(area.y, whole.y) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Area = Area { x: (-6.0, 6.0), y: (0.0, 2.0) };

    fn viewport() -> Viewport {
        Viewport { rect: Rect::from_min_size(pos2(10.0, 20.0), vec2(200.0, 100.0)), area: WHOLE }
    }

    #[test]
    fn screen_and_plane_are_each_others_way_back() {
        let view = viewport();
        assert_eq!(view.screen(pos2(-6.0, 0.0)), pos2(10.0, 120.0));
        assert_eq!(view.plane(pos2(210.0, 20.0)), pos2(6.0, 2.0));
        assert_eq!(view.place_of(WHOLE), view.rect);
        assert_eq!(view.step(vec2(100.0, 50.0)), vec2(6.0, -1.0));
    }

    #[test]
    fn zooming_keeps_what_is_pointed_at() {
        let area = zoomed(WHOLE, pos2(3.0, 1.5), 2.0);
        assert_eq!(area, Area { x: (-1.5, 4.5), y: (0.75, 1.75) });
        assert_eq!(zoomed(area, pos2(3.0, 1.5), 0.5), WHOLE);
    }

    #[test]
    fn one_is_never_lost() {
        let far = limited(moved(WHOLE, vec2(1000.0, -1000.0)), WHOLE);
        assert_eq!(far.x.0, 6.0, "the data are just out of sight: {far:?}");
        let tiny = limited(zoomed(WHOLE, pos2(0.0, 1.0), 1e9), WHOLE);
        assert!(tiny.x.1 - tiny.x.0 > 0.02, "{tiny:?}");
        let wide = limited(zoomed(WHOLE, pos2(0.0, 1.0), 1e-9), WHOLE);
        assert!(wide.x.1 - wide.x.0 < 97.0, "{wide:?}");
    }
}
