//! The predicted probability of each class, as bars.

use egui::{Align2, FontId, Rect, Ui, pos2};

use crate::{
    language::shortened,
    ui::kit::{
        Theme,
        theme::{bold, space, text},
    },
};

/// Room for the probability after a bar.
const SHARE: f32 = 44.0;
/// Largest distance between two bars.
const PITCH: f32 = 28.0;

/// Paints a bar for each of `classes`, vertically centred in `rect`; the name of the true class is in ink.
pub fn bars(ui: &Ui, theme: &Theme, rect: Rect, classes: &[String], shares: &[f32], truth: Option<usize>) {
    let pitch = (rect.height() / classes.len().max(1) as f32).min(PITCH);
    let top = rect.center().y - 0.5 * pitch * classes.len() as f32;
    // Chinese characters are square.
    let width = |c: char| if c.is_ascii() { 8.0 } else { 13.0 };
    let longest = classes.iter().map(|name| shortened(name, 10).chars().map(width).sum::<f32>()).fold(8.0, f32::max);
    let left = rect.left() + (longest + space::ONE).clamp(20.0, 88.0);
    let best = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]));
    let painter = ui.painter();
    for (class, (name, share)) in classes.iter().zip(shares).enumerate() {
        let y = top + (class as f32 + 0.5) * pitch;
        let is_best = best == Some(class);
        let font = if is_best { bold(text::SMALL) } else { FontId::proportional(text::SMALL) };
        let ink = if truth == Some(class) || is_best { theme.ink } else { theme.muted };
        painter.text(pos2(left - space::ONE, y), Align2::RIGHT_CENTER, shortened(name, 10), font.clone(), ink);
        let half = (0.22 * pitch).min(7.0);
        let bar = Rect::from_x_y_ranges(left..=rect.right() - SHARE, y - half..=y + half);
        painter.rect_filled(bar, 1.0, theme.rule.gamma_multiply(0.5));
        let color = if is_best { theme.accent } else { theme.muted };
        painter.rect_filled(bar.with_max_x(bar.left() + share.clamp(0.0, 1.0) * bar.width()), 1.0, color);
        let share = 100.0 * share;
        if share >= 0.1 {
            let number = if pitch > 22.0 { format!("{share:.1} %") } else { format!("{share:.0} %") };
            painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, font, ink);
        }
    }
}
