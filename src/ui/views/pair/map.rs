//! What one of the two decides over the plane.

use std::sync::Arc;

use egui::{Color32, ColorImage, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    insight::Decision,
    text,
    ui::kit::{Palette, Ramp, Texture, Theme},
    worker::pair::{CELLS, Paired},
};

/// The map, painted anew when its network has come further.
#[derive(Debug, Default)]
pub(super) struct Map {
    texture: Texture,
    of: Option<(Arc<Paired>, (bool, Palette))>,
}

impl Map {
    pub(super) fn show(&mut self, ui: &mut Ui, theme: &Theme, (paired, place): (&Arc<Paired>, usize), width: f32) {
        let (rect, response) = ui.allocate_exact_size(vec2(width, width), Sense::hover());
        let Some(map) = &paired.sides[place].map else { return };
        let look = theme.look();
        if self.of.as_ref().is_none_or(|(of, seen)| !Arc::ptr_eq(of, paired) || *seen != look) {
            let classes = paired.of[place].classes().unwrap_or(2);
            let colors = colors(theme, map, classes);
            self.texture.set(ui.ctx(), "pair", ColorImage::new([CELLS, CELLS], colors));
            self.of = Some((Arc::clone(paired), look));
        }
        if let Some(texture) = self.texture.id() {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, rect, whole, Color32::WHITE);
        }
        let number = place + 1;
        response.widget_info(|| {
            let said = text!("What network {number} decides", "网络 {number} 的判断");
            WidgetInfo::labeled(Role::Image, true, theme.say(said))
        });
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
