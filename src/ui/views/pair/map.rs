//! What one of the two decides over the plane, with the rows and numbers along both sides.

use std::sync::Arc;

use egui::{Align2, Color32, ColorImage, FontId, Rect, Sense, Shape, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    insight::Decision,
    text,
    ui::{
        kit::{Palette, Ramp, Texture, Theme, axis, mark::MarkSheet, theme::text as size},
        views::map::{
            Viewport,
            points::{Points, Style},
        },
    },
    worker::pair::{CELLS, Paired, Seen},
};

/// Room for the numbers on the left and below.
const ROOM: (f32, f32) = (30.0, 18.0);

/// The map, painted anew when its network has come further.
#[derive(Debug, Default)]
pub(super) struct Map {
    texture: Texture,
    points: Points,
    of: Option<(Arc<Seen>, (bool, Palette))>,
}

impl Map {
    pub(super) fn show(&mut self, ui: &mut Ui, theme: &Theme, (paired, place): (&Arc<Paired>, usize), width: f32) {
        let (whole, response) = ui.allocate_exact_size(vec2(width, width), Sense::hover());
        let Some(seen) = &paired.sides[place].map else { return };
        let look = theme.look();
        let classes = paired.of[place].classes();
        if self.of.as_ref().is_none_or(|(of, known)| !Arc::ptr_eq(of, seen) || *known != look) {
            let colors = colors(theme, &seen.maps.decision, classes.unwrap_or(2));
            self.texture.set(ui.ctx(), "pair", ColorImage::new([CELLS, CELLS], colors));
            self.points.all = Arc::new(seen.points.clone());
            self.of = Some((Arc::clone(seen), look));
        }
        let side = (width - ROOM.0.max(ROOM.1)).max(1.0);
        let rect = Rect::from_min_size(whole.min + vec2(ROOM.0, 0.0), vec2(side, side));
        if let Some(texture) = self.texture.id() {
            let all = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, rect, all, Color32::WHITE);
        }
        let view = Viewport { rect, area: seen.maps.area };
        let style = Style { classes: classes.unwrap_or(0), held_back: true, residuals: false };
        let mesh = self.points.mesh(theme, &MarkSheet::of(ui.ctx()), &view, style);
        ui.painter().with_clip_rect(rect.intersect(ui.clip_rect())).add(Shape::mesh(mesh));
        numbers(ui, theme, seen, rect);
        let number = place + 1;
        response.widget_info(|| {
            let said = text!("What network {number} decides", "网络 {number} 的判断");
            WidgetInfo::labeled(Role::Image, true, theme.say(said))
        });
    }
}

/// The inputs along both sides, each with its name at its end.
fn numbers(ui: &Ui, theme: &Theme, seen: &Seen, rect: Rect) {
    let (painter, font) = (ui.painter(), FontId::proportional(size::SMALL));
    let (x, y) = (seen.maps.area.x, seen.maps.area.y);
    let name = axis::name(&seen.names[0]);
    let name = painter.layout_no_wrap(name, font.clone(), theme.ink);
    let end = rect.right() - name.size().x - 6.0;
    painter.galley(pos2(rect.right() - name.size().x, rect.bottom() + 2.0), name, theme.ink);
    let wide = |label: &str| painter.layout_no_wrap(label.to_owned(), font.clone(), theme.muted).size().x;
    let room =
        axis::Room { ends: (rect.left(), rect.right()), end, most: (rect.width() / 48.0) as usize, whole: false };
    let range = (f64::from(x.0), f64::from(x.1));
    for (tick, label) in axis::across(range, room, wide) {
        let at = egui::remap(tick as f32, x.0..=x.1, rect.x_range());
        painter.text(pos2(at, rect.bottom() + 2.0), Align2::CENTER_TOP, label, font.clone(), theme.muted);
    }
    let name = axis::name(&seen.names[1]);
    let top = painter.text(rect.left_top() - vec2(4.0, 0.0), Align2::RIGHT_TOP, name, font.clone(), theme.ink).bottom();
    let ticks = axis::ticks(f64::from(y.0), f64::from(y.1), (rect.height() / 40.0) as usize);
    let labels = axis::labels(&ticks);
    for (tick, label) in ticks.into_iter().zip(labels) {
        let at = egui::remap(tick as f32, y.0..=y.1, rect.bottom()..=rect.top());
        if at - 7.0 > top {
            let at = pos2(rect.left() - 4.0, at.min(rect.bottom() - 6.0));
            painter.text(at, Align2::RIGHT_CENTER, label, font.clone(), theme.muted);
        }
    }
}

fn colors(theme: &Theme, map: &Decision, classes: usize) -> Vec<Color32> {
    let ramp = Ramp::new(theme, false);
    match map {
        Decision::Level(levels) => levels.iter().map(|level| ramp.at(*level)).collect(),
        Decision::Classes { classes: won, confidence } => {
            let least = 1.0 / classes.max(2) as f32;
            let color = |(won, sure): (&u16, &f32)| {
                let lead = ((sure - least) / (1.0 - least)).clamp(0.0, 1.0);
                theme.map_zero.lerp_to_gamma(theme.class((*won).into(), classes), 0.12 + 0.4 * lead)
            };
            won.iter().zip(confidence).map(color).collect()
        }
    }
}
