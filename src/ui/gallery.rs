//! The data sets to choose from, as small pictures of their points.

use egui::{Align2, Color32, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{
    Action,
    field::title,
    icon::{self, Icon},
    theme::{Theme, space, text},
};
use crate::{
    data::{DataSet, Generator, Source, Target},
    nn::{Choice, Random, Stream},
    training::Experiment,
};

/// Points in a picture: enough to tell the data sets apart, few enough to draw at every frame.
const POINTS: usize = 48;
const COLUMNS: usize = 4;

/// The pictures, made anew only when noise or seed change.
#[derive(Debug, Default)]
pub struct Gallery {
    made_for: Option<(u32, u64)>,
    pictures: Vec<Picture>,
}

#[derive(Debug)]
struct Picture {
    generator: Generator,
    points: Vec<(Vec2, f32)>,
}

impl Gallery {
    /// Shows the pictures; a click makes the draft learn from that data set, or asks for a table.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme, draft: &mut Experiment) -> Vec<Action> {
        let (current, noise) = match draft.data.source {
            Source::Generated { generator, noise, .. } => (Some(generator.name()), noise),
            _ => (None, 0.0),
        };
        self.make(noise, draft.seeds.data);
        let mut actions = Vec::new();
        let side = (ui.available_width() - space::ONE * (COLUMNS - 1) as f32) / COLUMNS as f32;
        let size = vec2(side, side * 0.86 + 18.0);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::ONE, space::HALF);
            let tables = 1;
            let tiles: Vec<usize> = (0..self.pictures.len() + tables).collect();
            for row in tiles.chunks(COLUMNS) {
                ui.horizontal(|ui| {
                    for &tile in row {
                        match self.pictures.get(tile) {
                            Some(picture) => {
                                let name = picture.generator.name();
                                let clicked = show(ui, theme, &label(name), size, current == Some(name), |ui, rect| {
                                    picture.paint(ui, theme, rect);
                                });
                                if clicked && current != Some(name) {
                                    let samples = picture.generator.default_samples();
                                    draft.set_source(Source::Generated {
                                        generator: picture.generator,
                                        samples,
                                        noise,
                                    });
                                }
                            }
                            None => {
                                let table = matches!(draft.data.source, Source::Table { .. });
                                if show(ui, theme, "Table…", size, table, |ui, rect| {
                                    let grid = Rect::from_center_size(rect.center(), Vec2::splat(20.0));
                                    icon::paint(ui.painter(), Icon::Table, grid, theme.ink);
                                }) {
                                    actions.push(Action::Open);
                                }
                            }
                        }
                    }
                });
            }
        });
        actions
    }

    fn make(&mut self, noise: f32, seed: u64) {
        let wanted = (noise.to_bits(), seed);
        if self.made_for == Some(wanted) {
            return;
        }
        self.made_for = Some(wanted);
        self.pictures = Generator::ALL
            .iter()
            .map(|&generator| {
                let mut random = Random::new(seed, Stream::Data);
                Picture::new(generator, &generator.points(POINTS, f64::from(noise), &mut random))
            })
            .collect();
    }
}

fn label(name: &str) -> String {
    match name {
        "exclusive_or" => "XOR".into(),
        "checkerboard" => "Checkers".into(),
        "multi_gaussian" => "Bumps".into(),
        _ => title(name),
    }
}

impl Picture {
    fn new(generator: Generator, set: &DataSet) -> Self {
        let place = |row: usize| {
            let x = set.inputs[(row, 0)];
            let y = set.inputs.get((row, 1)).copied().unwrap_or_default();
            vec2(x, -y) / 12.0 + Vec2::splat(0.5)
        };
        let value = |row: usize| match &set.target {
            Target::Class { labels, .. } => labels[row] as f32,
            Target::Value { values, .. } => values[(row, 0)],
        };
        Self { generator, points: (0..set.rows()).map(|row| (place(row), value(row))).collect() }
    }

    fn paint(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let inner = Rect::from_center_size(rect.center(), Vec2::splat(rect.height() - 4.0));
        for &(place, value) in &self.points {
            ui.painter().circle_filled(inner.lerp_inside(place), 1.6, theme.class(value as usize, 2));
        }
    }
}

fn show(ui: &mut Ui, theme: &Theme, name: &str, size: Vec2, selected: bool, paint: impl FnOnce(&Ui, Rect)) -> bool {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    let frame = Rect::from_min_size(rect.min, vec2(size.x, size.y - 18.0));
    let outline = match (selected, response.hovered()) {
        (true, _) => Stroke::new(2.0, theme.accent),
        (false, true) => Stroke::new(space::LINE, theme.outline),
        (false, false) => theme.rule_stroke(),
    };
    ui.painter().rect(frame, space::ROUND, theme.surface, outline, StrokeKind::Inside);
    icon::focus_ring(ui, theme, &response, frame);
    paint(ui, frame.shrink(2.0));
    let ink: Color32 = if selected { theme.ink } else { theme.muted };
    let below = pos2(rect.center().x, rect.bottom());
    ui.painter().text(below, Align2::CENTER_BOTTOM, name, FontId::proportional(text::SMALL), ink);
    response.clicked()
}
