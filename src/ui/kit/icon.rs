//! Painted icons: the typefaces have no play, pause or step, and paint is sharp at every size.

use std::f32::consts::{FRAC_PI_2, TAU};

use egui::{
    Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::theme::{Theme, bold, space};

/// What is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A triangle.
    Play,
    /// Two bars.
    Pause,
    /// A bar and a small triangle: one batch.
    StepBatch,
    /// A triangle and a bar: to the end of the epoch.
    StepEpoch,
    /// An arrow round to where it began.
    Reset,
    /// A die: other random numbers.
    Die,
    /// A question mark.
    Help,
    /// Three dots.
    More,
    /// Three lines.
    Menu,
    /// A closed lock.
    Locked,
    /// An open lock.
    Unlocked,
    /// A cross.
    Close,
    /// Two sliders: the settings.
    Settings,
    /// A table's grid.
    Table,
    /// A brush: paint points.
    Brush,
    /// Arrows in four directions.
    Move,
    /// An eraser.
    Eraser,
    /// A letter for functions.
    Formula,
    /// A plus: nearer.
    Plus,
    /// A minus: further away.
    Minus,
    /// A frame's corners: everything.
    Fit,
}

/// How much an icon's button asks to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one that is pressed most.
    Main,
    /// The others.
    Plain,
}

/// A button with nothing but an icon; `name` is what a screen reader says and `hint` what the pointer shows.
pub fn button(ui: &mut Ui, theme: &Theme, icon: Icon, weight: Weight, size: f32, name: &str, hint: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let pressed = response.is_pointer_button_down_on();
    let (fill, ink) = match weight {
        Weight::Main if pressed || response.hovered() => (theme.accent.lerp_to_gamma(theme.ink, 0.15), theme.on_accent),
        Weight::Main => (theme.accent, theme.on_accent),
        Weight::Plain if pressed => (theme.panel.lerp_to_gamma(theme.ink, 0.14), theme.ink),
        Weight::Plain if response.hovered() => (theme.panel.lerp_to_gamma(theme.ink, 0.07), theme.ink),
        Weight::Plain => (Color32::TRANSPARENT, theme.ink),
    };
    let ink = if ui.is_enabled() { ink } else { theme.rule };
    ui.painter().rect_filled(rect, 1.5 * f32::from(space::ROUND), fill);
    focus_ring(ui, theme, &response, rect);
    paint(ui.painter(), icon, Rect::from_center_size(rect.center(), Vec2::splat((size * 0.5).clamp(14.0, 18.0))), ink);
    response.on_hover_text(hint)
}

/// Shows which painted control the keyboard is on.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(rect.expand(2.0), 2.0 * f32::from(space::ROUND), ring, StrokeKind::Outside);
    }
}

/// Paints `icon` into `rect`.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, ink: Color32) {
    let at = |x: f32, y: f32| rect.lerp_inside(vec2(x, y));
    let unit = rect.width();
    let line = Stroke::new((unit * 0.11).max(1.5), ink);
    let triangle = |left: f32, right: f32, top: f32, bottom: f32| {
        let points = vec![at(left, top), at(right, 0.5), at(left, bottom)];
        painter.add(Shape::convex_polygon(points, ink, Stroke::NONE));
    };
    let bar = |left: f32, right: f32, top: f32, bottom: f32| {
        painter.rect_filled(Rect::from_two_pos(at(left, top), at(right, bottom)), 0.5, ink);
    };
    match icon {
        Icon::Play => triangle(0.2, 0.92, 0.06, 0.94),
        Icon::Pause => {
            bar(0.2, 0.4, 0.08, 0.92);
            bar(0.6, 0.8, 0.08, 0.92);
        }
        Icon::StepBatch => {
            bar(0.16, 0.3, 0.14, 0.86);
            triangle(0.42, 0.9, 0.18, 0.82);
        }
        Icon::StepEpoch => {
            triangle(0.1, 0.68, 0.08, 0.92);
            bar(0.74, 0.9, 0.08, 0.92);
        }
        Icon::Reset => {
            let radius = unit * 0.38;
            let from = -FRAC_PI_2 - 0.75;
            let arc: Vec<Pos2> = (0..=28)
                .map(|i| from + TAU * 0.82 * i as f32 / 28.0 + 0.35)
                .map(|angle| rect.center() + radius * Vec2::angled(angle))
                .collect();
            let tip = arc[0];
            painter.add(Shape::line(arc, line));
            let head = [tip + vec2(-0.02, -0.28) * unit, tip + vec2(-0.06, 0.16) * unit, tip + vec2(0.34, 0.02) * unit];
            painter.add(Shape::convex_polygon(head.to_vec(), ink, Stroke::NONE));
        }
        Icon::Die => {
            painter.rect_stroke(rect.shrink(unit * 0.06), unit * 0.2, line, StrokeKind::Inside);
            for (x, y) in [(0.32, 0.32), (0.68, 0.32), (0.5, 0.5), (0.32, 0.68), (0.68, 0.68)] {
                painter.circle_filled(at(x, y), unit * 0.07, ink);
            }
        }
        Icon::Help => {
            let font = bold(unit * 0.95);
            painter.text(rect.center(), egui::Align2::CENTER_CENTER, "?", font, ink);
        }
        Icon::More => {
            for x in [0.14, 0.5, 0.86] {
                painter.circle_filled(at(x, 0.5), 0.1 * rect.width(), ink);
            }
        }
        Icon::Menu => {
            for y in [0.2, 0.5, 0.8] {
                painter.line_segment([at(0.08, y), at(0.92, y)], line);
            }
        }
        Icon::Locked | Icon::Unlocked => {
            let lift = if icon == Icon::Locked { 0.0 } else { -0.12 };
            let body = Rect::from_two_pos(at(0.2, 0.46), at(0.8, 0.92));
            painter.rect_filled(body, unit * 0.08, ink);
            let bow = |i: i32| {
                let turn = Vec2::angled(0.1 * std::f32::consts::PI * (10 - i) as f32);
                at(0.5, 0.4 + lift) + vec2(0.2 * turn.x, -0.26 * turn.y) * unit
            };
            let mut points = vec![at(0.3, 0.5 + lift)];
            points.extend((0..=10).map(bow));
            points.push(at(0.7, if icon == Icon::Locked { 0.5 } else { 0.36 }));
            painter.add(Shape::line(points, Stroke::new(unit * 0.1, ink)));
        }
        Icon::Close => {
            painter.line_segment([at(0.16, 0.16), at(0.84, 0.84)], line);
            painter.line_segment([at(0.84, 0.16), at(0.16, 0.84)], line);
        }
        Icon::Settings => {
            for (y, x) in [(0.3, 0.66), (0.7, 0.34)] {
                painter.line_segment([at(0.06, y), at(0.94, y)], line);
                painter.circle_filled(at(x, y), unit * 0.15, ink);
            }
        }
        Icon::Brush => {
            painter.line_segment([at(0.95, 0.05), at(0.45, 0.55)], Stroke::new(unit * 0.18, ink));
            let tip = [(0.5, 0.62), (0.36, 0.48), (0.2, 0.6), (0.18, 0.78), (0.04, 0.92), (0.3, 0.92), (0.44, 0.8)];
            let tip: Vec<Pos2> = tip.into_iter().map(|(x, y)| at(x, y)).collect();
            painter.add(Shape::convex_polygon(tip, ink, Stroke::NONE));
        }
        Icon::Move => {
            for (x, y) in [(1.0, 0.0), (0.0, 1.0)] {
                let along = 0.44 * unit * vec2(x, y);
                let aside = 0.14 * unit * vec2(y, x);
                painter.line_segment([rect.center() - along, rect.center() + along], line);
                for end in [-1.0, 1.0] {
                    let tip = rect.center() + end * along;
                    let back = tip - end * 0.16 * unit * vec2(x, y);
                    painter.add(Shape::line(vec![back + aside, tip, back - aside], line));
                }
            }
        }
        Icon::Eraser => {
            let corners = [at(0.4, 0.9), at(0.06, 0.56), at(0.56, 0.06), at(0.94, 0.44), at(0.48, 0.9)];
            painter.add(Shape::closed_line(corners.to_vec(), line));
            painter.line_segment([at(0.3, 0.32), at(0.68, 0.7)], line);
            painter.line_segment([at(0.4, 0.92), at(0.94, 0.92)], line);
        }
        Icon::Formula => {
            let font = egui::FontId::proportional(unit * 0.95);
            painter.text(rect.center(), egui::Align2::CENTER_CENTER, "f(x)", font, ink);
        }
        Icon::Plus | Icon::Minus => {
            painter.line_segment([at(0.14, 0.5), at(0.86, 0.5)], line);
            if icon == Icon::Plus {
                painter.line_segment([at(0.5, 0.14), at(0.5, 0.86)], line);
            }
        }
        Icon::Fit => {
            for (x, y) in [(0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)] {
                let inward = |from: f32| from + 0.28 * (0.5 - from).signum();
                painter.add(Shape::line(vec![at(inward(x), y), at(x, y), at(x, inward(y))], line));
            }
        }
        Icon::Table => {
            let thin = Stroke::new(1.2, ink);
            painter.rect_stroke(rect, 1.0, thin, StrokeKind::Inside);
            for share in [0.33, 0.67] {
                painter.line_segment([at(0.0, share), at(1.0, share)], thin);
                painter.line_segment([at(share, 0.0), at(share, 1.0)], thin);
            }
        }
    }
}
