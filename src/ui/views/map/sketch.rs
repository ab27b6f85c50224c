//! A border that a lesson asks for: drawn by hand over the map, and left there when the network's own stands beside it.

use egui::{Align2, FontId, Pos2, Response, Shape, Stroke, Ui, lerp, pos2};

use super::Viewport;
use crate::{
    lessons,
    measure::Area,
    text,
    ui::kit::{
        Theme,
        pad::{Drawn, Pad},
        theme::text as size,
    },
};

/// Width of the line.
const WIDTH: f32 = 5.0;
/// Width of what it stands for where nothing was drawn.
const THIN: f32 = 1.5;

/// What of the border a lesson knows.
#[derive(Debug, Default)]
pub struct Sketch {
    /// Its lines, in the plane.
    pub lines: Vec<Vec<Pos2>>,
    /// Whether it can still be drawn.
    pub open: bool,
    /// Whether the map shall take the keyboard.
    pub wants_keys: bool,
}

/// Draws the sketch, and thinly how its lines go on over `area`; what was drawn in this frame, in the plane.
pub(super) fn ui(
    ui: &Ui,
    theme: &Theme,
    (sketch, area): (&Sketch, Area),
    pad: &mut Pad,
    view: &Viewport,
    response: &Response,
) -> Option<Drawn> {
    if sketch.wants_keys {
        response.request_focus();
    }
    let drawn = if sketch.open { pad.hear_rings(ui, view.rect, response) } else { None };
    let painter = ui.painter().with_clip_rect(view.rect.intersect(ui.clip_rect()));
    let stroke = Stroke::new(WIDTH, theme.accent.gamma_multiply(0.75));
    // Apart from the points that it runs over.
    let halo = Stroke::new(WIDTH + 3.0, theme.surface.gamma_multiply(0.75));
    let screen = |share: &Pos2| {
        let rect = view.rect;
        pos2(lerp(rect.x_range(), share.x), lerp(rect.bottom()..=rect.top(), share.y))
    };
    for line in &sketch.lines {
        let bare: Vec<(f32, f32)> = line.iter().map(|at| (at.x, at.y)).collect();
        let whole = lessons::prolonged(&bare, area);
        let whole = whole.into_iter().map(|(x, y)| view.screen(pos2(x, y))).collect();
        painter.add(Shape::line(whole, Stroke::new(THIN, stroke.color)));
        for stroke in [halo, stroke] {
            painter.add(Shape::line(line.iter().map(|at| view.screen(*at)).collect(), stroke));
        }
    }
    painter.add(Shape::line(pad.stroke().iter().map(screen).collect(), stroke));
    if let Some(first) = sketch.lines.first().and_then(|line| line.first()) {
        let at = view.screen(*first).clamp(view.rect.min, view.rect.max);
        let font = FontId::proportional(size::SMALL);
        let words =
            painter.layout_no_wrap(theme.say(text!("your sketch", "你的草图")).into_owned(), font, theme.accent);
        let align = if at.x > view.rect.center().x { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
        let place = align.anchor_size(at, words.size());
        // Readable above the points.
        painter.rect_filled(place.expand(2.0), 3.0, theme.surface.gamma_multiply(0.85));
        painter.galley(place.min, words, theme.accent);
    }
    if sketch.open && response.has_focus() {
        pad.paint(&painter, theme, (view.rect, true), screen);
    }
    let plane = |points: Vec<Pos2>| points.iter().map(|share| view.plane(screen(share))).collect();
    drawn.map(|drawn| match drawn {
        Drawn::Stroke(points) => Drawn::Stroke(plane(points)),
        Drawn::Points(points) => Drawn::Points(plane(points)),
    })
}
