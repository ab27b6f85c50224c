//! The data sets to choose from, as small pictures of their points.

use egui::{Align2, FontId, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::{
    data::{DataSet, Generator, Source, Target},
    experiment::Experiment,
    language::Text,
    nn::{Choice, Random, Stream},
    text,
    ui::{
        Action,
        kit::{
            icon::{self, Icon},
            tab,
            theme::{Theme, space, text},
        },
        naming,
    },
};

/// Points in a picture: enough to tell the data sets apart, few enough to draw at every frame.
const POINTS: usize = 48;
const COLUMNS: usize = 4;
/// Height of the name below a picture.
const CAPTION: f32 = 18.0;

/// What a data set asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Classes,
    Numbers,
}

impl Answer {
    const ALL: [(Self, Text, Text); 2] = [
        (
            Self::Classes,
            Text::fixed("Classes", "分类"),
            Text::fixed("Data sets whose points fall into classes.", "各点属于不同类别的数据集。"),
        ),
        (
            Self::Numbers,
            Text::fixed("Numbers", "回归"),
            Text::fixed("Data sets whose points have a number each, to be fitted.", "每个点带一个待拟合数值的数据集。"),
        ),
    ];

    const fn of(classes: Option<usize>) -> Self {
        if classes.is_some() { Self::Classes } else { Self::Numbers }
    }
}

/// Data of a person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Draw,
    Formula,
    Table,
}

impl Own {
    const fn name(self) -> Text {
        match self {
            Self::Draw => Text::fixed("Draw", "手绘"),
            Self::Formula => Text::fixed("Formula", "公式"),
            Self::Table => Text::fixed("Table…", "表格…"),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Draw => Icon::Brush,
            Self::Formula => Icon::Formula,
            Self::Table => Icon::Table,
        }
    }

    const fn is(self, source: &Source) -> bool {
        match self {
            Self::Draw => matches!(source, Source::Painted(_)),
            Self::Formula => matches!(source, Source::Formula { .. }),
            Self::Table => matches!(source, Source::Table { .. }),
        }
    }

    const fn action(self) -> Action {
        match self {
            Self::Draw => Action::Draw,
            Self::Formula => Action::Formula,
            Self::Table => Action::Open,
        }
    }
}

/// One place on a shelf.
enum Tile<'a> {
    Made(&'a Picture),
    Own(Own),
}

/// The pictures, made anew only when noise or seed change.
#[derive(Debug, Default)]
pub struct Gallery {
    made_for: Option<(u32, u64)>,
    pictures: Vec<Picture>,
    /// The kind of data shown, when it is not the one in use.
    shelf: Option<Answer>,
}

#[derive(Debug)]
struct Picture {
    generator: Generator,
    points: Vec<(Vec2, Color)>,
}

#[derive(Clone, Copy, Debug)]
enum Color {
    Class(usize, usize),
    Value(f32),
}

impl Gallery {
    /// Shows the region's title and the pictures; a click makes the draft learn from that data set, or asks for a table.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme, draft: &mut Experiment) -> Vec<Action> {
        let (current, noise) = match draft.data.source {
            Source::Generated { generator, noise, .. } => (Some(generator.name()), noise),
            Source::Formula { noise, .. } => (None, noise),
            _ => (None, 0.0),
        };
        self.make(noise, draft.seeds.data);
        let shelf = self.shelf.unwrap_or_else(|| Answer::of(draft.data.source.classes()));
        self.shelves(ui, theme, shelf);
        let mut actions = Vec::new();
        let side = ((ui.available_width() - space::ONE * (COLUMNS - 1) as f32) / COLUMNS as f32).floor().min(64.0);
        let size = vec2(side, side * 0.86 + CAPTION);
        let shown = self.pictures.iter().filter(|picture| Answer::of(picture.generator.classes()) == shelf);
        let own: &[Own] = match shelf {
            Answer::Classes => &[Own::Draw, Own::Table],
            Answer::Numbers => &[Own::Formula, Own::Table],
        };
        let tiles: Vec<Tile<'_>> = shown.map(Tile::Made).chain(own.iter().map(|own| Tile::Own(*own))).collect();
        let mut chosen = None;
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::ONE, space::HALF);
            for row in tiles.chunks(COLUMNS) {
                ui.horizontal(|ui| {
                    for tile in row {
                        match tile {
                            Tile::Made(picture) => {
                                let name = picture.generator.name();
                                let paint = |ui: &Ui, rect| picture.paint(ui, theme, rect);
                                let title = theme.say(naming::title(&picture.generator));
                                let clicked = show(ui, theme, &title, size, current == Some(name), paint);
                                if clicked && current != Some(name) {
                                    chosen = Some(picture.generator);
                                }
                            }
                            Tile::Own(own) => {
                                let paint = |ui: &Ui, rect: Rect| {
                                    let place = Rect::from_center_size(rect.center(), Vec2::splat(20.0));
                                    icon::paint(ui.painter(), own.icon(), place, theme.ink);
                                };
                                let current = own.is(&draft.data.source);
                                if show(ui, theme, &theme.say(own.name()), size, current, paint) {
                                    actions.push(own.action());
                                    self.shelf = None;
                                }
                            }
                        }
                    }
                });
            }
        });
        let used = Answer::of(draft.data.source.classes());
        if shelf != used && chosen.is_none() {
            in_use(ui, theme, used, &draft.data.source);
        }
        if let Some(generator) = chosen {
            self.shelf = None;
            draft.set_source(Source::Generated { generator, samples: generator.default_samples(), noise });
        }
        actions
    }

    /// The title, and what the data sets below ask for.
    fn shelves(&mut self, ui: &mut Ui, theme: &Theme, shelf: Answer) {
        ui.horizontal(|ui| {
            ui.set_height(space::HEADING);
            ui.label(theme.title(theme.say(text!("Data", "数据"))));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::TWO;
                for (answer, name, hint) in Answer::ALL.into_iter().rev() {
                    if tab::ui(ui, theme, &theme.say(name), answer == shelf).on_hover_text(theme.say(hint)).clicked() {
                        self.shelf = Some(answer);
                    }
                }
            });
        });
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

/// Names the data in use, while data sets of the other kind are shown.
fn in_use(ui: &mut Ui, theme: &Theme, used: Answer, source: &Source) {
    let name = match source {
        Source::Generated { generator, .. } => naming::title(generator),
        Source::Gate(_) => text!("a logic gate", "逻辑门"),
        Source::Painted(_) => text!("points drawn by hand", "手绘的点"),
        Source::Formula { .. } => text!("a formula", "公式"),
        Source::Table { table, .. } => Text::same(table.name.clone()),
        Source::Shipped(set) => naming::title(set),
    };
    let shelf =
        Answer::ALL.iter().find(|(answer, ..)| *answer == used).map_or(Text::same(""), |(_, name, _)| name.clone());
    let ((name, name_zh), (shelf, shelf_zh)) = (name.both(), shelf.both());
    let words = text!(
        "Still in use: {name}, under {shelf}. Click a picture to change.",
        "仍在使用“{shelf_zh}”中的“{name_zh}”。点击图片可更换。"
    );
    ui.label(theme.caption(theme.say(words)));
}

impl Picture {
    fn new(generator: Generator, set: &DataSet) -> Self {
        let answer = |row: usize| match &set.target {
            Target::Class { labels, classes, .. } => Color::Class(labels[row] as usize, classes.len()),
            Target::Value { values, .. } => Color::Value(values[(row, 0)]),
        };
        // With one input, its number is the height.
        let place = |row: usize| {
            let y = match &set.target {
                Target::Value { values, .. } if set.inputs.ncols() == 1 => 4.0 * values[(row, 0)],
                _ => set.inputs[(row, 1)],
            };
            vec2(set.inputs[(row, 0)], -y) / 12.0 + Vec2::splat(0.5)
        };
        Self { generator, points: (0..set.rows()).map(|row| (place(row), answer(row))).collect() }
    }

    fn paint(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let inner = Rect::from_center_size(rect.center(), Vec2::splat(rect.height() - 4.0));
        let dot = |&(place, color): &(Vec2, Color)| {
            let ink = match color {
                Color::Class(class, classes) => theme.class(class, classes),
                Color::Value(value) => {
                    theme.surface.lerp_to_gamma(theme.signed(value), 0.3 + 0.7 * value.abs().min(1.0))
                }
            };
            Shape::circle_filled(rect.clamp(inner.lerp_inside(place)), 1.5, ink)
        };
        ui.painter().extend(self.points.iter().map(dot));
    }
}

fn show(ui: &mut Ui, theme: &Theme, name: &str, size: Vec2, selected: bool, paint: impl FnOnce(&Ui, Rect)) -> bool {
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), selected, name));
    let frame = Rect::from_min_size(rect.min, vec2(size.x, size.y - CAPTION));
    let outline = match (selected, response.hovered()) {
        (true, _) => Stroke::new(2.0, theme.accent),
        (false, true) => Stroke::new(space::LINE, theme.outline),
        (false, false) => theme.rule_stroke(),
    };
    ui.painter().rect(frame, space::ROUND, theme.surface, outline, StrokeKind::Inside);
    icon::focus_ring(ui, theme, &response, frame);
    paint(ui, frame.shrink(2.0));
    let ink = if selected { theme.ink } else { theme.muted };
    let below = pos2(rect.center().x, rect.bottom());
    ui.painter().text(below, Align2::CENTER_BOTTOM, name, FontId::proportional(text::SMALL), ink);
    response.clicked()
}
