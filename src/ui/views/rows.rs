//! The rows themselves, their data card, and what an inspection has found.

mod findings;
mod preview;

use std::sync::Arc;

use egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, Vec2, vec2};
use ndarray::Array2;

pub use self::findings::Findings;
use self::preview::Preview;
use super::network::picture;
use crate::{
    data::{
        Prepared, Source, Target,
        shipped::{Card, Look},
    },
    language::{Text, compact, grouped, shortened},
    text,
    ui::{
        kit::{
            Theme,
            theme::{space, text as size},
        },
        naming,
    },
    worker::Snapshot,
};

/// Side of a picture, about.
const PICTURE: f32 = 30.0;
/// Between two pictures.
const GAP: f32 = 6.0;
/// Lines of pictures.
const LINES: usize = 3;

/// What an inspection of the rows has found.
#[derive(Debug, Default)]
pub struct RowsViewState {
    findings: Option<(Arc<Prepared>, Findings)>,
    preview: Option<Preview>,
}

impl RowsViewState {
    /// What is found in `data`; rows that were looked through are not looked through again.
    pub fn findings(&mut self, data: &Arc<Prepared>) -> &Findings {
        let known =
            self.findings.take().filter(|(of, _)| Arc::ptr_eq(&of.set, &data.set) && of.train.rows == data.train.rows);
        &self.findings.insert(known.unwrap_or_else(|| (Arc::clone(data), Findings::of(data)))).1
    }
}

/// Shows rows, card and findings.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut RowsViewState) {
    let data = &snapshot.newest_data;
    let source = &snapshot.newest_experiment.data.source;
    let name = match source {
        Source::Shipped(set) => naming::title(set),
        Source::Table { table, .. } => Text::same(table.name.clone()),
        Source::Generated { generator, .. } => naming::title(generator),
        Source::Gate(gate) => naming::title(gate),
        Source::Painted(_) => text!("Points drawn by hand", "手绘的点"),
        Source::Formula { .. } => text!("Formula", "公式"),
    };
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(name)));
        let (rows, inputs) = (grouped(data.set.rows() as u64), grouped((data.set.inputs.ncols() - data.beside) as u64));
        ui.label(theme.caption(theme.say(text!("{rows} rows of {inputs} inputs", "{rows} 行，{inputs} 个输入"))));
    });
    samples(ui, theme, snapshot, state);
    if let Source::Shipped(set) = source {
        card(ui, theme, set.card());
    }
    ui.add_space(space::TWO);
    state.findings(data).ui(ui, theme, &snapshot.newest_experiment, data);
}

/// A few training rows: as pictures, as texts, as numbers.
fn samples(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut RowsViewState) {
    let (data, experiment) = (&snapshot.newest_data, &snapshot.newest_experiment);
    let source = &experiment.data.source;
    match (experiment.data.look(), source) {
        (Look::Picture { width, height }, _) => {
            pictures(ui, theme, data, &data.set.inputs, (width, height), |pixel, raw| data.ink(pixel, raw));
        }
        (Look::Sound { moments, coefficients }, _) => {
            let size = (moments, coefficients);
            pictures(ui, theme, data, &data.set.inputs, size, |_, value| picture::loudness(value));
        }
        (Look::Numbers, Source::Shipped(set)) if set.view().is_some() && data.beside == 0 => {
            if let (Some(Look::Picture { width, height }), Some(view)) = (set.view_look(), set.view()) {
                pictures(ui, theme, data, view, (width, height), |_, value| value);
                let numbers = set.inputs();
                ui.label(theme.caption(theme.say(text!(
                    "The other view of the rows; the network reads {numbers} numbers of each.",
                    "样本的另一视图；网络读取的是每个样本的 {numbers} 个数。"
                ))));
            }
        }
        (Look::Text | Look::Colours | Look::Letters { .. }, Source::Shipped(set)) => {
            for row in data.train.rows.iter().take(8) {
                if let Some(words) = set.text_of(*row) {
                    let answer = theme.say(naming::input(source, &answer(data, *row))).into_owned();
                    let words = format!("{} → {answer}", shortened(&words, 44));
                    ui.add(Label::new(theme.caption(words).color(theme.ink)).truncate());
                }
            }
        }
        _ => {
            let known = state.preview.take().filter(|preview| preview.is_of(data));
            state.preview.insert(known.unwrap_or_else(|| Preview::of(experiment, data))).ui(ui, theme, experiment);
        }
    }
    ui.add_space(space::ONE);
}

/// Training rows as pictures: `values` are `[all rows, pixels]`, and `ink` makes grey values of a pixel's.
fn pictures(
    ui: &mut Ui,
    theme: &Theme,
    data: &Prepared,
    values: &Array2<f32>,
    (width, height): (usize, usize),
    ink: impl Fn(usize, f32) -> f32,
) {
    let pixel = (PICTURE / height as f32).min(2.0 * PICTURE / width as f32);
    let room = |pixel: f32| ((ui.available_width() + GAP) / (pixel * width as f32 + GAP)) as usize;
    // Every class has its column where that takes no more than a third of the size; what is left over stays free.
    let classes = data.own_target().classes().unwrap_or(0);
    let fitting = ((ui.available_width() + GAP) / classes.max(1) as f32 - GAP) / width as f32;
    let pixel = if classes > room(pixel) && fitting > 0.66 * pixel { fitting } else { pixel };
    let size = pixel * vec2(width as f32, height as f32);
    let pitch = size + Vec2::splat(GAP);
    let across = match room(pixel).max(1) {
        most if classes > 0 && most > classes => most - most % classes,
        most => most,
    };
    // A class a column as far as there is room, so that a glance shows what each is.
    let shown = by_class(data, across, LINES);
    let lines = shown.len().div_ceil(across);
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), lines as f32 * pitch.y), Sense::hover());
    for (place, row) in shown.into_iter().enumerate() {
        let corner = area.min + vec2((place % across) as f32, (place / across) as f32) * pitch;
        let values = values.row(row);
        for (index, value) in values.iter().take(width * height).enumerate() {
            let at = corner + pixel * vec2((index % width) as f32, (index / width) as f32);
            picture::pixel(ui, theme, Rect::from_min_size(at, Vec2::splat(pixel + 0.2)), ink(index, *value));
        }
        let frame = Rect::from_min_size(corner, size);
        ui.painter().rect_stroke(frame, 0.0, theme.rule_stroke(), egui::StrokeKind::Outside);
    }
}

/// Training rows, `across` in each of so many lines; in a column they are of one class where there are classes.
fn by_class(data: &Prepared, across: usize, lines: usize) -> Vec<usize> {
    let rows = &data.train.rows;
    let Target::Class { classes, .. } = data.own_target() else {
        return rows.iter().take(across * lines).copied().collect();
    };
    let of = |class: usize| rows.iter().filter(move |row| data.class_of(**row) == Some(class));
    let column = |place: usize, line: usize| {
        let (class, turn) = (place % classes.len(), place / classes.len() * lines + line);
        of(class).nth(turn).copied()
    };
    (0..lines).flat_map(|line| (0..across).filter_map(move |place| column(place, line))).collect()
}

/// The target of a row.
fn answer(data: &Prepared, row: usize) -> String {
    match data.own_target() {
        _ if row >= data.known => "–".into(),
        Target::Class { classes, labels, .. } => shortened(&classes[labels[row] as usize], 14).into_owned(),
        Target::Value { values, .. } => {
            let first = values.row(row).iter().take(3).map(|value| number(f64::from(*value))).collect::<Vec<_>>();
            let more = if values.ncols() > 3 { " …" } else { "" };
            first.join(", ") + more
        }
    }
}

/// A value of a row: a whole number without decimals.
fn number(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e7 { value.to_string().replace('-', "−") } else { compact(value) }
}

/// The data card of a set.
fn card(ui: &mut Ui, theme: &Theme, card: &Card) {
    let same = |words: &'static str| Text::same(words);
    let licence = if card.share_alike {
        text!("{}, share alike", "{}（相同方式共享）", card.licence)
    } else {
        same(card.licence)
    };
    let lines = [
        (text!("What it is", "是什么"), Some(card.is.clone())),
        (text!("What it is not", "不是什么"), Some(card.is_not.clone())),
        (text!("Why scores look too good", "为何偏乐观"), Some(card.flatters.clone())),
        (text!("To beat", "应超过"), Some(card.to_beat.clone())),
        (text!("Cleaned", "清理"), card.cleaned.clone()),
        (text!("Source", "来源"), Some(same(card.source))),
        (text!("Licence", "许可"), Some(licence)),
        (text!("To confirm", "待确认"), card.to_confirm.clone()),
    ];
    let width = ui.available_width();
    const NAME: f32 = 96.0;
    for (name, words) in lines {
        let Some(words) = words else { continue };
        ui.horizontal_top(|ui| {
            let down = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(vec2(NAME, 0.0), down, |ui| {
                ui.set_width(NAME);
                ui.label(theme.caption(theme.say(name)));
            });
            ui.allocate_ui_with_layout(vec2(width - NAME - space::ONE, 0.0), down, |ui| {
                // No line begins with the sign of a percentage.
                ui.label(RichText::new(theme.say(words).replace(" %", "\u{a0}%")).size(size::SMALL));
            });
        });
    }
}
