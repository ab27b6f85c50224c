//! What the network of each seed decides over the plane, in one texture.

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, FontId, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    insight::Decision,
    language::compact,
    text,
    ui::{
        Action,
        kit::{
            Palette, Ramp, Texture, Theme, icon,
            theme::{space, text},
        },
    },
    worker::starts::{Begun, CELLS, Start},
};

/// Side of a map.
const SIDE: f32 = 72.0;
/// Height of what stands below it.
const BELOW: f32 = 20.0;
/// Maps side by side in the texture.
const COLUMNS: usize = 16;

/// The maps, painted anew when a seed has come further.
#[derive(Debug, Default)]
pub(super) struct Tiles {
    texture: Texture,
    of: Option<(Arc<Begun>, (bool, Palette))>,
    rows: usize,
}

impl Tiles {
    fn update(&mut self, ui: &Ui, theme: &Theme, begun: &Arc<Begun>) {
        let look = theme.look();
        if self.of.as_ref().is_some_and(|(of, seen)| Arc::ptr_eq(of, begun) && *seen == look) {
            return;
        }
        self.rows = begun.starts.len().div_ceil(COLUMNS).max(1);
        let width = COLUMNS * CELLS;
        let mut pixels = vec![theme.map_zero; width * self.rows * CELLS];
        let ramp = Ramp::new(theme, false);
        let classes = begun.wanted.experiment.classes().unwrap_or(2);
        for (number, start) in begun.starts.iter().enumerate() {
            let Some(map) = start.map.as_deref() else { continue };
            let color = |cell: usize| match map {
                Decision::Level(levels) => ramp.at(levels[cell]),
                Decision::Classes { classes: won, confidence } => {
                    let least = 1.0 / classes.max(2) as f32;
                    let lead = ((confidence[cell] - least) / (1.0 - least)).clamp(0.0, 1.0);
                    theme.map_zero.lerp_to_gamma(theme.class(won[cell].into(), classes), 0.12 + 0.4 * lead)
                }
            };
            let corner = number / COLUMNS * CELLS * width + number % COLUMNS * CELLS;
            for row in 0..CELLS {
                // The lowest row of a map comes first.
                let from = (CELLS - 1 - row) * CELLS;
                for column in 0..CELLS {
                    pixels[corner + row * width + column] = color(from + column);
                }
            }
        }
        self.texture.set_sharp(ui.ctx(), "starts", ColorImage::new([width, self.rows * CELLS], pixels));
        self.of = Some((Arc::clone(begun), look));
    }

    fn uv(&self, number: usize) -> Rect {
        let size = vec2(1.0 / COLUMNS as f32, 1.0 / self.rows as f32);
        let corner = pos2((number % COLUMNS) as f32 * size.x, (number / COLUMNS) as f32 * size.y);
        Rect::from_min_size(corner, size)
    }
}

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    tiles: &mut Tiles,
    begun: &Arc<Begun>,
    goal: f64,
    actions: &mut Vec<Action>,
) {
    tiles.update(ui, theme, begun);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::ONE);
        for (number, start) in begun.starts.iter().enumerate() {
            if tile(ui, theme, tiles, (number, start), goal) {
                actions.push(Action::BeginWith(Box::new(begun.wanted.of(number as u64))));
            }
        }
    });
}

/// One seed; whether it was pressed.
fn tile(ui: &mut Ui, theme: &Theme, tiles: &Tiles, (number, start): (usize, &Start), goal: f64) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(SIDE, SIDE + BELOW), Sense::click());
    let map = rect.with_max_y(rect.top() + SIDE);
    let painter = ui.painter();
    match tiles.texture.id().filter(|_| start.map.is_some()) {
        Some(texture) => {
            painter.image(texture, map, tiles.uv(number), Color32::WHITE);
        }
        None => _ = painter.rect_filled(map, 3.0, theme.panel),
    }
    let outline = if response.hovered() { Stroke::new(2.0, theme.accent) } else { theme.rule_stroke() };
    painter.rect_stroke(map, 3.0, outline, egui::StrokeKind::Outside);
    let (loss, font) = (start.loss(), FontId::proportional(text::SMALL));
    let is_good = start.ended && loss <= goal;
    let (mark, color) = match (start.ended, is_good) {
        (false, _) => ("…", theme.muted),
        (true, true) => ("√", theme.ink),
        (true, false) => ("×", theme.negative),
    };
    let below = pos2(rect.left(), rect.bottom() - 0.5 * BELOW);
    painter.text(below, Align2::LEFT_CENTER, mark, font.clone(), color);
    let said = if start.diverged { theme.say(text!("diverged", "发散")).into_owned() } else { compact(loss) };
    let ink = if is_good { theme.ink } else { theme.muted };
    painter.text(pos2(rect.right(), below.y), Align2::RIGHT_CENTER, &said, font, ink);
    icon::focus_ring(ui, theme, &response, map);
    let name = if is_good {
        text!("Seed {number}: {said}, succeeds", "种子 {number}：{said}，成功")
    } else {
        text!("Seed {number}: {said}", "种子 {number}：{said}")
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, theme.say(name.clone())));
    response.on_hover_text(theme.say(text!("Open it as a run", "作为训练打开"))).clicked()
}
