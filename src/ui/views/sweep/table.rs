//! The trials in rows, best first: settings, result, a dot for each seed.

use egui::{
    Align2, FontId, Key, Rect, Response, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2,
};

use std::collections::BTreeSet;

use super::{
    SweepViewState,
    digest::{Column, Digest, Sorting},
    name_of, open, sentence, varied, worth,
};
use crate::{
    language::shortened,
    text,
    ui::{
        Action,
        kit::{
            Theme, fitted, heading,
            theme::{bold, space, text},
        },
    },
};

/// Height of a row.
const ROW: f32 = 24.0;
/// Width of the number of a trial.
const NUMBER: f32 = 56.0;
/// Width of what unfolds its seeds.
const ARROW: f32 = 20.0;
/// Width of what it came to.
const WORTH: f32 = 72.0;
/// Width of a setting, at least and most.
const SETTING: (f32, f32) = (48.0, 128.0);
/// Width of the dots, at least, and as a share of a row up to what their heading takes.
const DOTS: (f32, f32, f32) = (96.0, 0.25, 164.0);

/// Where the columns end.
struct Columns {
    settings: Vec<f32>,
    worth: f32,
    dots: (f32, f32),
}

impl Columns {
    fn of(rect: Rect, settings: usize) -> Self {
        let dots = (DOTS.1 * rect.width()).clamp(DOTS.0, DOTS.2);
        let room = (rect.width() - NUMBER - WORTH - dots - space::TWO) / settings.max(1) as f32;
        let width = room.clamp(SETTING.0, SETTING.1);
        let end = |place: usize| rect.left() + NUMBER + (place + 1) as f32 * width;
        let ends: Vec<f32> = (0..settings).map(end).collect();
        let worth = ends.last().copied().unwrap_or(rect.left() + NUMBER) + WORTH;
        Self { settings: ends, worth, dots: (worth + space::TWO, rect.right() - space::ONE) }
    }
}

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, actions: &mut Vec<Action>) {
    head(ui, theme, state, digest);
    ui.spacing_mut().item_spacing.y = 0.0;
    let scale = Scale::of(digest);
    state.folds.update(digest);
    let count = state.folds.rows(digest);
    ScrollArea::vertical().id_salt("trials").auto_shrink(false).show_rows(ui, ROW, count, |ui, shown| {
        for index in shown {
            let (at, seed) = state.folds.at(index);
            let Some(place) = digest.looked.get(at) else { continue };
            match seed {
                None => row(ui, theme, state, digest, (*place, scale), actions),
                Some(seed) => seed_row(ui, theme, digest, (*place, seed, scale), actions),
            }
        }
    });
}

/// Which trials have their seeds unfolded below them.
#[derive(Debug, Default)]
pub struct Folds {
    open: BTreeSet<usize>,
    of: Option<(u64, Sorting, BTreeSet<usize>)>,
    /// Places of those trials among the rows, with the number of their seeds.
    places: Vec<(usize, usize)>,
}

impl Folds {
    fn turn(&mut self, trial: usize) {
        if !self.open.remove(&trial) {
            self.open.insert(trial);
        }
    }

    /// Finds the unfolded trials among the rows, when those have changed.
    fn update(&mut self, digest: &Digest) {
        let of = (digest.number, digest.sorting(), self.open.clone());
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let row = |place: &usize| &digest.found.rows[digest.lines[*place].row];
        let looked = if self.open.is_empty() { &[][..] } else { &digest.looked };
        let open = looked.iter().map(row).enumerate().filter(|(_, row)| self.open.contains(&row.trial));
        self.places = open.map(|(place, row)| (place, row.values.len())).collect();
        self.of = Some(of);
    }

    /// How many rows there are, those of seeds among them.
    fn rows(&self, digest: &Digest) -> usize {
        digest.looked.len() + self.places.iter().map(|(_, seeds)| seeds).sum::<usize>()
    }

    /// The trial of a row, as its place among the trials, and the seed when the row is one's.
    fn at(&self, index: usize) -> (usize, Option<usize>) {
        let mut before = 0;
        for (place, seeds) in &self.places {
            let own = place + before;
            if index <= own {
                break;
            }
            if index <= own + seeds {
                return (*place, Some(index - own - 1));
            }
            before += seeds;
        }
        (index - before, None)
    }
}

/// The headings; a click on one sorts by it, and another the other way round.
fn head(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let plan = &digest.found.plan;
    let (columns, font) = (Columns::of(rect, plan.axes.len()), FontId::proportional(text::SMALL));
    let y = rect.center().y;
    let mut left = rect.left();
    let mut head = |column: Column, end: f32, words: &str| {
        let place = Rect::from_x_y_ranges(left..=end, rect.y_range());
        left = end;
        let sorted = (state.sorting.by == column).then_some(state.sorting.reversed);
        if heading::ui(ui, theme, place, words, sorted) {
            state.sorting = state.sorting.after(column);
        }
    };
    head(Column::Trial, rect.left() + NUMBER - space::ONE, "#");
    for ((place, axis), end) in plan.axes.iter().enumerate().zip(&columns.settings) {
        head(Column::Setting(place), *end, &theme.say(varied::name(&plan.experiment, &axis.key)));
    }
    head(Column::Worth, columns.worth, &theme.say(text!("median", "中位数")));
    let seeds = plan.seeds;
    let objective = theme.say(name_of(plan.objective, plan.experiment.classes().is_some()));
    let words = if plan.halving.is_some() {
        text!("{objective} of {seeds} seeds; grey: stopped early", "{seeds} 个种子的{objective}；灰色：提前停止")
    } else {
        text!("{objective} of {seeds} seeds", "{seeds} 个种子的{objective}")
    };
    let galley = fitted::line(ui, &theme.say(words), font, theme.muted, columns.dots.1 - columns.dots.0);
    let corner = Align2::LEFT_CENTER.anchor_size(pos2(columns.dots.0, y), galley.size()).min;
    ui.painter().galley(corner, galley, theme.muted);
    ui.painter().hline(rect.x_range(), rect.bottom(), (space::LINE, theme.rule));
}

/// Scale of the dots: logarithmic if the best are many times smaller than the rest.
#[derive(Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
    by_factors: bool,
}

impl Scale {
    /// From below the best trial to beyond four fifths of them: a few bad ones must not press the others together.
    fn of(digest: &Digest) -> Self {
        let (low, high) = (digest.median_at(0.0), digest.median_at(0.8));
        if low > 0.0 && high > 10.0 * low {
            return Self { low: 0.5 * low, high: 2.0 * high, by_factors: true };
        }
        let room = (0.3 * (high - low)).max(1e-9 + 0.02 * low.abs());
        Self { low: low - room, high: high + room, by_factors: false }
    }

    /// Where `value` lies, 0…1.
    fn share(self, value: f64) -> f32 {
        let share = if self.by_factors {
            libm::log(value.max(self.low) / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        };
        share.clamp(0.0, 1.0) as f32
    }
}

fn row(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    digest: &Digest,
    (place, scale): (usize, Scale),
    actions: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (found, line) = (&digest.found, &digest.lines[place]);
    let (row, plan) = (&found.rows[line.row], &found.plan);
    let chosen = state.chosen == Some(row.trial);
    if response.hovered() {
        state.pointed = Some(row.trial);
    }
    if chosen || response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 3.0, theme.accent.gamma_multiply(if chosen { 0.14 } else { 0.06 }));
    }
    let (columns, font) = (Columns::of(rect, plan.axes.len()), FontId::proportional(text::BODY));
    let y = rect.center().y;
    let right = |x: f32, words: &str, font: FontId| {
        // One that was stopped had fewer epochs than the others.
        let color = if row.epochs < plan.epochs { theme.muted } else { theme.ink };
        ui.painter().text(pos2(x, y), Align2::RIGHT_CENTER, words, font, color);
    };
    arrow(ui, theme, state, row.trial, rect, &response);
    right(rect.left() + NUMBER - space::ONE, &row.trial.to_string(), font.clone());
    for ((axis, value), end) in plan.axes.iter().zip(&found.values[line.row]).zip(&columns.settings) {
        right(*end, &shortened(&theme.say(varied::shown(&plan.experiment, &axis.key, value)), 11), font.clone());
    }
    right(columns.worth, &theme.say(worth(plan.objective, row.median)), bold(text::BODY));
    let dots = Rect::from_x_y_ranges(columns.dots.0..=columns.dots.1, rect.y_range());
    seeds(ui, theme, &row.values, row.band(), scale, dots);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, sentence(theme, found, line.row)));
    heard(&response, state, digest, row.trial, actions);
}

/// Unfolds the seeds of a trial, or folds them: a click on the triangle, or an arrow key on the row.
fn arrow(ui: &Ui, theme: &Theme, state: &mut SweepViewState, trial: usize, rect: Rect, row: &Response) {
    let place = rect.with_max_x(rect.left() + ARROW);
    let response = ui.interact(place, row.id.with("seeds"), Sense::CLICK);
    let is_open = state.folds.open.contains(&trial);
    let color = if response.hovered() { theme.ink } else { theme.muted };
    let centre = place.center();
    let corners = if is_open {
        [vec2(-4.0, -2.5), vec2(4.0, -2.5), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.5, -4.0), vec2(3.0, 0.0), vec2(-2.5, 4.0)]
    };
    let corners = corners.map(|by| centre + by).to_vec();
    ui.painter().add(Shape::convex_polygon(corners, color, Stroke::NONE));
    let key = if is_open { Key::ArrowLeft } else { Key::ArrowRight };
    let pressed = row.has_focus() && ui.input(|input| input.key_pressed(key));
    if row.has_focus() {
        let filter = egui::EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    }
    if response.clicked() || pressed {
        state.folds.turn(trial);
    }
    response.on_hover_text(theme.say(text!("Each seed by itself", "逐个查看种子")));
}

/// One seed of a trial: what it came to; a double click or Enter opens it.
fn seed_row(
    ui: &mut Ui,
    theme: &Theme,
    digest: &Digest,
    (place, seed, scale): (usize, usize, Scale),
    actions: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let (row, plan) = (&digest.found.rows[digest.lines[place].row], &digest.found.plan);
    let Some(value) = row.values.get(seed).copied() else { return };
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 3.0, theme.accent.gamma_multiply(0.06));
    }
    let (columns, font) = (Columns::of(rect, plan.axes.len()), FontId::proportional(text::SMALL));
    let (y, number, trial) = (rect.center().y, seed + 1, row.trial);
    let name = theme.say(text!("seed {number}", "种子 {number}")).into_owned();
    let painter = ui.painter();
    painter.text(pos2(rect.left() + NUMBER + space::ONE, y), Align2::LEFT_CENTER, &name, font.clone(), theme.muted);
    let said = theme.say(worth(plan.objective, value)).into_owned();
    painter.text(pos2(columns.worth, y), Align2::RIGHT_CENTER, &said, font, theme.muted);
    let dots = Rect::from_x_y_ranges(columns.dots.0..=columns.dots.1, rect.y_range());
    seeds(ui, theme, &[value], (f64::NAN, f64::NAN), scale, dots);
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Row,
            true,
            theme.say(text!("Trial {trial}, {name}: {said}", "试验 {trial}，{name}：{said}")),
        )
    });
    let enter = response.has_focus() && response.ctx.input(|input| input.key_pressed(Key::Enter));
    if response.double_clicked() || enter {
        open(plan, trial, seed as u64, actions);
    }
    response.on_hover_text(theme.say(text!("Double click: open as a run", "双击：作为训练打开")));
}

/// A click chooses, a double click or Enter opens.
fn heard(response: &Response, state: &mut SweepViewState, digest: &Digest, trial: usize, actions: &mut Vec<Action>) {
    if response.clicked() || response.gained_focus() {
        state.chosen = Some(trial);
    }
    let enter = response.has_focus() && response.ctx.input(|input| input.key_pressed(Key::Enter));
    if response.double_clicked() || enter {
        open(&digest.found.plan, trial, 0, actions);
    }
}

/// A dot for each seed, the band of the middle 80 %, and a cross for each that diverged.
fn seeds(ui: &Ui, theme: &Theme, values: &[f64], band: (f64, f64), scale: Scale, rect: Rect) {
    let x = |value: f64| rect.left() + scale.share(value) * rect.width();
    let (painter, y) = (ui.painter(), rect.center().y);
    if band.0.is_finite() && !band.1.is_nan() {
        let bar = Rect::from_x_y_ranges(x(band.0)..=x(band.1), y - 3.0..=y + 3.0);
        painter.rect_filled(bar, 3.0, theme.rule);
    }
    for value in values {
        if value.is_nan() {
            let at = pos2(rect.right(), y);
            let stroke = Stroke::new(1.5, theme.negative);
            for arm in [vec2(3.0, 3.0), vec2(3.0, -3.0)] {
                painter.line_segment([at - arm, at + arm], stroke);
            }
        } else {
            painter.circle_filled(pos2(x(*value), y), 2.5, theme.muted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_stand_below_their_trial() {
        let folds = Folds { places: vec![(1, 3), (2, 2)], ..Folds::default() };
        let rows: Vec<_> = (0..9).map(|index| folds.at(index)).collect();
        let seed = |place, seed| (place, Some(seed));
        let expected =
            [(0, None), (1, None), seed(1, 0), seed(1, 1), seed(1, 2), (2, None), seed(2, 0), seed(2, 1), (3, None)];
        assert_eq!(rows, expected);
    }

    #[test]
    fn dots_lie_by_factors_or_by_differences() {
        let scale = |low, high, by_factors| Scale { low, high, by_factors };
        assert_eq!([0.01, 0.1, 1.0, 0.001].map(|value| scale(0.01, 1.0, true).share(value)), [0.0, 0.5, 1.0, 0.0]);
        assert_eq!([0.0, 1.0, 4.0, 9.0].map(|value| scale(0.0, 4.0, false).share(value)), [0.0, 0.25, 1.0, 1.0]);
    }
}
