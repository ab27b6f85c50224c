//! The objective over two settings: each cell the median of the trials in it.

use egui::{Align2, ComboBox, FontId, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    SweepViewState,
    coordinates::worth_color,
    digest::{Digest, rank},
    name_of, varied,
};
use crate::{
    language::shortened,
    sweep::{Plan, Values, spread::median},
    text,
    ui::kit::{
        Theme, menu,
        theme::{space, text},
    },
};

/// Cells of a range across and upward.
const CELLS: (usize, usize) = (12, 8);
/// Height of the map.
const HEIGHT: f32 = 160.0;
/// Room for the values on the left and below.
const ROOM: (f32, f32) = (48.0, 20.0);

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest) {
    let plan = &digest.found.plan;
    let name = theme.say(name_of(plan.objective, plan.experiment.classes().is_some()));
    ui.label(theme.title(theme.say(text!("{name} over two settings", "两项设置下的{name}"))));
    let count = plan.axes.len();
    if count < 2 {
        ui.label(theme.caption(theme.say(text!("Two settings must vary for that.", "需要至少变化两项设置。"))));
        return;
    }
    state.along = (state.along.0.min(count - 1), state.along.1.min(count - 1));
    if state.along.0 == state.along.1 {
        state.along.1 = (state.along.0 + 1) % count;
    }
    ui.horizontal(|ui| {
        ui.set_min_height(space::CONTROL);
        choose(ui, theme, plan, &theme.say(text!("across", "横轴")), &mut state.along.0);
        choose(ui, theme, plan, &theme.say(text!("up", "纵轴")), &mut state.along.1);
    });
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let frame = Rect::from_min_max(rect.min + vec2(ROOM.0, 4.0), rect.max - vec2(4.0, ROOM.1));
    let sizes = (cells(plan, state.along.0, CELLS.0), cells(plan, state.along.1, CELLS.1));
    state.heat.update(digest, state.along, sizes);
    let medians = &state.heat.medians;
    for (index, median) in medians.iter().enumerate() {
        let (column, row) = (index % sizes.0, index / sizes.0);
        let size = vec2(frame.width() / sizes.0 as f32, frame.height() / sizes.1 as f32);
        let corner = pos2(frame.left() + column as f32 * size.x, frame.bottom() - (row + 1) as f32 * size.y);
        cell(ui, theme, digest, Rect::from_min_size(corner, size - vec2(1.0, 1.0)), *median);
    }
    dots(ui, theme, state, digest, frame, sizes);
    labels(ui, theme, plan, state.along, frame);
    let filled = medians.iter().flatten().count();
    response.widget_info(|| {
        let said = text!("Heat map: {filled} cells with trials", "热图：{filled} 个格子有试验");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    let (best, best_zh) = if theme.dark { ("light", "浅色") } else { ("dark", "深色") };
    ui.label(theme.caption(theme.say(text!(
        "{best}: best · hatched: diverged · dot: the best trial, ring: the chosen",
        "{best_zh}：最好 · 阴影线：发散 · 圆点：最好的试验，圆圈：所选"
    ))));
}

fn choose(ui: &mut Ui, theme: &Theme, plan: &Plan, which: &str, along: &mut usize) {
    let name = |axis: usize| theme.say(varied::name(&plan.experiment, &plan.axes[axis].key)).into_owned();
    let label = ui.label(theme.caption(which));
    let list =
        ComboBox::from_id_salt(("along", which)).width(80.0).truncate().selected_text(name(*along)).show_ui(ui, |ui| {
            for axis in 0..plan.axes.len() {
                menu::closing(ui.selectable_value(along, axis, name(axis)), ui);
            }
        });
    menu::keeps_keys(list).labelled_by(label.id);
}

/// How many cells there are along an axis.
fn cells(plan: &Plan, axis: usize, most: usize) -> usize {
    match &plan.axes[axis].values {
        Values::Choice(list) => list.len(),
        Values::Linear { steps: Some(steps), .. } | Values::Log { steps: Some(steps), .. } => {
            (*steps as usize).min(most)
        }
        Values::Linear { .. } | Values::Log { .. } => most,
    }
}

/// The cell of a place; what stands at single values has a cell for each.
fn cell_of(plan: &Plan, axis: usize, place: f64, cells: usize) -> usize {
    let is_range =
        matches!(plan.axes[axis].values, Values::Linear { steps: None, .. } | Values::Log { steps: None, .. });
    let at = if is_range { place * cells as f64 } else { (place * (cells - 1) as f64).round() };
    (at.max(0.0) as usize).min(cells - 1)
}

/// The cells, computed once a change.
#[derive(Debug, Default)]
pub struct Heat {
    of: Option<(u64, (usize, usize))>,
    medians: Vec<Option<f64>>,
}

impl Heat {
    fn update(&mut self, digest: &Digest, along: (usize, usize), sizes: (usize, usize)) {
        if self.of.replace((digest.made, along)) != Some((digest.made, along)) {
            self.medians = medians(digest, along, sizes);
        }
    }
}

/// The median of each cell, lowest row first; `None` where there is no trial.
fn medians(digest: &Digest, along: (usize, usize), sizes: (usize, usize)) -> Vec<Option<f64>> {
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); sizes.0 * sizes.1];
    let plan = &digest.found.plan;
    for line in &digest.lines {
        let column = cell_of(plan, along.0, line.places[along.0], sizes.0);
        let row = cell_of(plan, along.1, line.places[along.1], sizes.1);
        values[row * sizes.0 + column].push(digest.found.rows[line.row].median);
    }
    values.into_iter().map(|values| (!values.is_empty()).then(|| median(values))).collect()
}

fn cell(ui: &Ui, theme: &Theme, digest: &Digest, rect: Rect, median: Option<f64>) {
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    match median {
        None => _ = painter.rect_filled(rect, 0.0, theme.panel),
        Some(median) if median.is_nan() => {
            painter.rect_filled(rect, 0.0, theme.panel);
            let mut x = rect.left() - rect.height();
            while x < rect.right() {
                let line = [pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())];
                painter.add(Shape::line_segment(line, Stroke::new(1.0, theme.outline)));
                x += 6.0;
            }
        }
        Some(median) => {
            let rank = rank(&digest.medians, median) as f32;
            painter.rect_filled(rect, 0.0, worth_color(theme, rank));
        }
    }
}

/// The best trial and the one that is chosen, in the middle of their cells.
fn dots(ui: &Ui, theme: &Theme, state: &SweepViewState, digest: &Digest, frame: Rect, sizes: (usize, usize)) {
    let plan = &digest.found.plan;
    let at = |line: &super::digest::Line| {
        let share =
            |axis: usize, cells: usize| (cell_of(plan, axis, line.places[axis], cells) as f32 + 0.5) / cells as f32;
        let (across, up) = (share(state.along.0, sizes.0), share(state.along.1, sizes.1));
        pos2(frame.left() + across * frame.width(), frame.bottom() - up * frame.height())
    };
    if let Some(best) = digest.lines.first().filter(|line| !line.diverged) {
        ui.painter().circle(at(best), 4.5, theme.accent, Stroke::new(1.5, theme.surface));
    }
    if let Some(line) = state.pointed.or(state.chosen).and_then(|trial| digest.line(trial)) {
        ui.painter().circle_stroke(at(line), 7.0, Stroke::new(3.0, theme.surface));
        ui.painter().circle_stroke(at(line), 7.0, Stroke::new(1.5, theme.ink));
    }
}

/// Both ends of both axes; of a list every value that has room.
fn labels(ui: &Ui, theme: &Theme, plan: &Plan, along: (usize, usize), frame: Rect) {
    let font = FontId::proportional(text::SMALL);
    let of = |axis: usize, most: usize| -> Vec<(f32, String)> {
        let of = &plan.axes[axis];
        let shown = |value: &str| {
            let said = theme.say(varied::shown(&plan.experiment, &of.key, value)).into_owned();
            shortened(&said, 7).into_owned()
        };
        match &of.values {
            Values::Choice(list) if list.len() <= most => {
                let share = |place: usize| (place as f32 + 0.5) / list.len() as f32;
                list.iter().enumerate().map(|(place, value)| (share(place), shown(value))).collect()
            }
            Values::Choice(list) => vec![(0.0, shown(&list[0])), (1.0, shown(&list[list.len() - 1]))],
            _ => {
                let whole = of.is_whole(&plan.experiment);
                [0.0, 0.5, 1.0].map(|place| (place, shown(&of.at(f64::from(place).min(1.0 - 1e-9), whole)))).to_vec()
            }
        }
    };
    for (share, words) in of(along.0, 6) {
        let align = match share {
            0.0 => Align2::LEFT_TOP,
            1.0 => Align2::RIGHT_TOP,
            _ => Align2::CENTER_TOP,
        };
        let at = pos2(frame.left() + share * frame.width(), frame.bottom() + space::HALF);
        ui.painter().text(at, align, words, font.clone(), theme.muted);
    }
    for (share, words) in of(along.1, 8) {
        let at = pos2(frame.left() - 6.0, frame.bottom() - share * frame.height());
        let align = match share {
            0.0 => Align2::RIGHT_BOTTOM,
            1.0 => Align2::RIGHT_TOP,
            _ => Align2::RIGHT_CENTER,
        };
        ui.painter().text(at, align, words, font.clone(), theme.muted);
    }
}
