//! Hyperparameter importance, with its uncertainty.

use egui::{Align2, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::varied;
use crate::{
    language::shortened,
    sweep::importance::{Importance, LEAST_TOP, TOP},
    text,
    ui::kit::{
        Theme,
        theme::{space, text},
    },
    worker::search::Found,
};

/// Height of a setting.
const ROW: f32 = 24.0;
/// Room for its name, and for its share.
const ROOM: (f32, f32) = (112.0, 48.0);

pub(super) fn ui(ui: &mut Ui, theme: &Theme, found: &Found) {
    ui.label(theme.title(theme.say(text!("What mattered", "哪些设置重要"))));
    match &found.importance {
        Ok(list) => {
            for of in list {
                row(ui, theme, found, of);
            }
            ui.label(theme.caption(theme.say(text!(
                "PED-ANOVA: share of what the best tenth owes to each; whiskers: 10–90 % when the trials are drawn again.",
                "PED-ANOVA：最好的十分之一归因于各项设置的比例；须线：重新抽样时的 10–90 %。"
            ))));
        }
        Err(_) => {
            let (trials, least) = (found.rows.len(), ((LEAST_TOP - 1) as f64 / TOP) as usize);
            ui.label(theme.caption(theme.say(text!(
                "{trials} trials are not enough to say; take more than {least}.",
                "{trials} 次试验不足以判断；请多于 {least} 次。"
            ))));
        }
    }
}

fn row(ui: &mut Ui, theme: &Theme, found: &Found, of: &Importance) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let (painter, font, y) = (ui.painter(), FontId::proportional(text::BODY), rect.center().y);
    let name = theme.say(varied::name(&found.plan.experiment, &of.key));
    painter.text(rect.left_center(), Align2::LEFT_CENTER, shortened(&name, 16), font.clone(), theme.ink);
    let share = format!("{:.0} %", 100.0 * of.share);
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, &share, font, theme.ink);
    let line = Rect::from_x_y_ranges(rect.left() + ROOM.0..=rect.right() - ROOM.1, rect.y_range());
    let x = |share: f64| line.left() + share.clamp(0.0, 1.0) as f32 * line.width();
    let bar = Rect::from_x_y_ranges(line.left()..=x(of.share), y - 3.0..=y + 3.0);
    painter.rect_filled(bar, 2.0, theme.muted.gamma_multiply(0.6));
    let stroke = Stroke::new(1.5, theme.ink);
    painter.hline(x(of.band.0)..=x(of.band.1), y, stroke);
    for end in [of.band.0, of.band.1] {
        painter.line_segment([pos2(x(end), y - space::HALF), pos2(x(end), y + space::HALF)], stroke);
    }
    let (low, high) = (100.0 * of.band.0, 100.0 * of.band.1);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {share} ({low:.0}–{high:.0} %)")));
}
