//! Whether something is right: a tick or a cross, which needs no colour to be told apart.

use egui::{Painter, Pos2, Sense, Stroke, Ui, Vec2, vec2};

use super::theme::{Theme, text};

/// Paints the sign; a dot when nobody knows.
pub fn sign(ui: &mut Ui, theme: &Theme, is_right: Option<bool>) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(text::BODY + 4.0), Sense::hover());
    paint(ui.painter(), theme, rect.center(), is_right);
}

/// Paints the sign around `center`, 10 points wide; a dot when nobody knows.
pub fn paint(painter: &Painter, theme: &Theme, center: Pos2, is_right: Option<bool>) {
    let line = |points: &[Vec2], color: egui::Color32| {
        painter.line(points.iter().map(|by| center + *by).collect(), Stroke::new(2.0, color));
    };
    match is_right {
        Some(true) => line(&[vec2(-4.5, 0.0), vec2(-1.5, 3.5), vec2(4.5, -4.0)], theme.positive),
        Some(false) => {
            line(&[vec2(-4.0, -4.0), vec2(4.0, 4.0)], theme.negative);
            line(&[vec2(-4.0, 4.0), vec2(4.0, -4.0)], theme.negative);
        }
        None => _ = painter.circle_filled(center, 2.0, theme.muted),
    }
}
