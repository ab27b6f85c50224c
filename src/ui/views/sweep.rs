//! A sweep: axes, every trial as a line and a row, hyperparameter importance; with one selection for all views.

mod along;
mod axes;
mod coordinates;
mod digest;
mod halving;
mod heat;
mod maps;
mod mattered;
mod names;
mod selection;
mod settings;
mod slices;
mod table;
mod varied;
mod whole;

use std::sync::Arc;

use egui::{Ui, UiBuilder, Vec2, vec2};

use self::{
    coordinates::Painted,
    digest::{Digest, Sorting, View},
    heat::Heat,
    maps::Maps,
    slices::Slices,
    table::Folds,
    varied::{Asked, three_digits},
};
use crate::{
    experiment::Experiment,
    language::{Text, compact, grouped},
    sweep::{Objective, Plan, Row},
    text,
    ui::{
        Action,
        kit::{Theme, column, theme::space},
    },
    worker::{portraits::Drawn, search::Found},
};

/// Room that the three columns need.
const LEAST: Vec2 = vec2(860.0, 0.0);
/// Width of the settings.
const SETTINGS: f32 = 216.0;
/// Width of what stands on the right, as a share of the page and at least and most.
const RIGHT: (f32, f32, f32) = (0.29, 264.0, 480.0);
/// Height of the lines, as a share of the page and at least and most.
const LINES: (f32, f32, f32) = (0.38, 190.0, 320.0);

/// The page's settings.
#[derive(Debug, Default)]
pub struct SweepViewState {
    asked: Asked,
    /// The plan that follows from what was asked, as long as nothing changes.
    plan: Option<(Asked, Experiment, Arc<Plan>)>,
    digest: Option<Digest>,
    view: View,
    /// Which axis stands where, from the left.
    order: Vec<usize>,
    /// The plan of a sweep that was cancelled.
    cancelled: Option<Arc<Plan>>,
    /// The trial that was chosen.
    chosen: Option<usize>,
    /// The trial that is pointed at.
    pointed: Option<usize>,
    /// How the rows are sorted.
    sorting: Sorting,
    /// Where a mark began that is being drawn.
    drag: Option<(usize, f64)>,
    /// The settings on the axes of the heat map.
    along: (usize, usize),
    heat: Heat,
    painted: Painted,
    slices: Slices,
    maps: Maps,
    folds: Folds,
}

impl SweepViewState {
    fn plan(&mut self, draft: &Experiment) -> Arc<Plan> {
        if let Some((asked, experiment, plan)) = &self.plan
            && *asked == self.asked
            && experiment == draft
        {
            return Arc::clone(plan);
        }
        let plan = Arc::new(self.asked.plan(draft));
        self.plan = Some((self.asked.clone(), draft.clone(), Arc::clone(&plan)));
        plan
    }

    /// Whether this sweep was cancelled, and not only paused.
    fn is_cancelled(&self, found: &Found) -> bool {
        self.cancelled.as_ref().is_some_and(|plan| Arc::ptr_eq(plan, &found.plan))
    }

    /// Takes in what was found, and what was chosen of it.
    fn digest(&mut self, found: &Arc<Found>) -> Digest {
        let before = self.digest.take();
        let is_other = before.as_ref().is_none_or(|digest| !Arc::ptr_eq(&digest.found.plan, &found.plan));
        if is_other && before.as_ref().is_some_and(|digest| *digest.found.plan != *found.plan) {
            (self.view, self.chosen, self.sorting) = (View::default(), None, Sorting::default());
            self.along = (0, 1);
            self.folds = Folds::default();
        }
        let axes = found.plan.axes.len() + 1;
        if self.order.len() != axes || is_other && before.is_none() {
            self.order = (0..axes).collect();
        }
        let number = before.as_ref().map_or(0, |digest| digest.number);
        match before {
            Some(mut digest) if digest.is_of(found, &self.view) => {
                if digest.marks() != self.view.marks {
                    digest.mark(&self.view.marks);
                }
                digest
            }
            _ => Digest::new(found, &self.view, number + 1),
        }
    }
}

/// Shows the sweep, or what one would be; what was asked for.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    seen: (Option<&Arc<Found>>, Option<&Arc<Drawn>>),
    draft: &Experiment,
) -> Vec<Action> {
    column::page(ui, "sweep", LEAST, |ui| columns(ui, theme, state, seen, draft))
}

fn columns(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    (found, drawn): (Option<&Arc<Found>>, Option<&Arc<Drawn>>),
    draft: &Experiment,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let whole = ui.available_rect_before_wrap();
    let left = whole.with_max_x(whole.left() + SETTINGS);
    column::ui(ui, "sweep settings", left, |ui| {
        settings::ui(ui, theme, state, found.map(|found| &**found), draft, &mut actions);
    });
    let rest = whole.with_min_x(left.right() + space::THREE);
    let Some(found) = found else {
        ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| explain(ui, theme));
        return actions;
    };
    let mut digest = state.digest(found);
    digest.sort_by(state.sorting);
    let right = (RIGHT.0 * whole.width()).clamp(RIGHT.1, RIGHT.2);
    let middle = rest.with_max_x(rest.right() - right - space::THREE);
    let right = rest.with_min_x(rest.right() - right);
    state.pointed = None;
    ui.scope_builder(UiBuilder::new().max_rect(middle), |ui| {
        progress(ui, theme, found, state.is_cancelled(found));
        let height = (LINES.0 * whole.height()).clamp(LINES.1, LINES.2);
        coordinates::ui(ui, theme, state, &digest, height);
        selection::ui(ui, theme, state, &digest, &mut actions);
        table::ui(ui, theme, state, &digest, &mut actions);
    });
    column::ui(ui, "sweep views", right, |ui| {
        heat::ui(ui, theme, state, &digest);
        ui.add_space(space::TWO);
        slices::ui(ui, theme, state, &digest);
        maps::ui(ui, theme, state, &digest, drawn, &mut actions);
        ui.add_space(space::TWO);
        mattered::ui(ui, theme, found);
        verdict(ui, theme, found);
    });
    state.digest = Some(digest);
    actions
}

/// What a sweep is, before there is one.
fn explain(ui: &mut Ui, theme: &Theme) {
    ui.set_max_width(560.0);
    ui.label(theme.title(theme.say(text!("Many runs at once", "同时进行多次训练"))));
    for said in [
        text!(
            "Choose at the left which settings vary and how far. Every trial has a value of its own for each of them and is \
             trained from several seeds, on all cores of this machine; the run at hand goes on beside it.",
            "在左侧选择要变化的设置及其范围。每次试验为各项设置取一组值，用多个种子训练，并占用本机所有核心；当前训练照常进行。"
        ),
        text!(
            "Then mark a part of an axis to see which trials lie there, and open any of them as a run.",
            "之后可在轴上框选一段，查看其中的试验，并把任意一次作为训练打开。"
        ),
    ] {
        ui.label(theme.say(said));
        ui.add_space(space::HALF);
    }
}

/// Progress, and the remaining time.
fn progress(ui: &mut Ui, theme: &Theme, found: &Found, cancelled: bool) {
    let (done, of) = (grouped(found.done as u64), grouped(found.of as u64));
    let took = found.took.0.as_secs_f64();
    ui.horizontal(|ui| {
        ui.label(theme.large(&*done));
        ui.label(theme.caption(theme.say(text!("of {of} runs", "/ {of} 次训练"))));
        let rate = if took > 0.0 { found.took.1 as f64 / took } else { 0.0 };
        let rate = three_digits(rate);
        let said = match (found.ended, found.seconds_left()) {
            (false, Some(left)) => {
                let left = left.ceil() as u64;
                text!("{took:.1} s · {left} s left · {rate} runs/s", "{took:.1} 秒 · 还需 {left} 秒 · 每秒 {rate} 次")
            }
            (false, None) => text!("the first run is on its way", "第一次训练正在进行"),
            (true, _) if found.done < found.of && cancelled => {
                text!("cancelled; the results so far stay", "已取消；已有结果保留")
            }
            (true, _) if found.done < found.of => text!("paused; “Go on” runs the rest", "已暂停；“继续”完成其余部分"),
            (true, _) => text!("complete in {took:.1} s · {rate} runs/s", "{took:.1} 秒内完成 · 每秒 {rate} 次"),
        };
        ui.label(theme.caption(theme.say(said)));
    });
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 3.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 1.0, theme.rule);
    let share = found.done as f32 / found.of.max(1) as f32;
    ui.painter().rect_filled(rect.with_max_x(rect.left() + share * rect.width()), 1.0, theme.accent);
}

/// Goes on with the settings of a trial and one of its seeds, from the start.
fn open(plan: &Plan, trial: usize, seed: u64, actions: &mut Vec<Action>) {
    if let Ok(experiment) = plan.trial(trial).and_then(|trial| trial.experiment(seed)) {
        actions.push(Action::BeginWith(Box::new((*experiment).clone())));
    }
}

/// Whether the best trial is significantly better than the others.
fn verdict(ui: &mut Ui, theme: &Theme, found: &Found) {
    let seeds = found.plan.seeds;
    let said = match found.alike {
        Some((1, 0)) => text!(
            "The other is worse by more than the spread over the same {seeds} seeds.",
            "另一个更差，且差异超过相同 {seeds} 个种子之间的离散。"
        ),
        Some((1, 1)) => text!(
            "The other cannot be told from the best: the difference is smaller than the spread over the same {seeds} seeds.",
            "另一个与最好者无法区分：差异小于相同 {seeds} 个种子之间的离散。"
        ),
        Some((of, 0)) if of > 0 => text!(
            "The best is better than each of the {of} others by more than the spread over the same {seeds} seeds.",
            "最好者优于其余 {of} 次试验中的每一次，且差异超过相同 {seeds} 个种子之间的离散。"
        ),
        Some((of, alike)) if of > 0 => text!(
            "{alike} of {of} others cannot be told from the best: the difference is smaller than the spread over the same \
             {seeds} seeds.",
            "其余 {of} 次试验中有 {alike} 次与最好者无法区分：差异小于相同 {seeds} 个种子之间的离散。"
        ),
        None if seeds < 5 => text!(
            "With fewer than 5 seeds no difference of two trials is certain.",
            "种子少于 5 个时，无法确定两次试验之间的差异。"
        ),
        _ => return,
    };
    ui.add_space(space::ONE);
    ui.label(theme.say(said));
}

/// Name of the objective.
fn name_of(objective: Objective, is_classes: bool) -> Text {
    match objective {
        Objective::Loss => text!("Validation loss", "验证损失"),
        Objective::Accuracy if is_classes => text!("Validation accuracy", "验证准确率"),
        Objective::Accuracy => text!("Validation R²", "验证 R²"),
        Objective::Epochs { .. } => text!("Epochs to a goal", "达到目标的轮数"),
    }
}

/// The objective's value of a trial, or a seed, for people.
fn worth(objective: Objective, value: f64) -> Text {
    match objective {
        _ if value.is_nan() => text!("diverged", "发散"),
        Objective::Loss => Text::same(compact(value)),
        Objective::Accuracy => Text::same(three_digits(-value)),
        Objective::Epochs { .. } if value.is_infinite() => text!("not reached", "未达到"),
        Objective::Epochs { .. } => Text::same(three_digits(value)),
    }
}

/// A trial in a sentence: number, values, objective.
fn sentence(theme: &Theme, found: &Found, place: usize) -> String {
    let row: &Row = &found.rows[place];
    let plan = &found.plan;
    let values = plan.axes.iter().zip(&found.values[place]).map(|(axis, value)| {
        let (name, value) =
            (varied::name(&plan.experiment, &axis.key), varied::shown(&plan.experiment, &axis.key, value));
        format!("{} {}", theme.say(name), theme.say(value))
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let (trial, mut worth) = (row.trial, theme.say(worth(plan.objective, row.median)).into_owned());
    if row.epochs < plan.epochs {
        let epochs = row.epochs;
        worth = theme.say(text!("{worth}, stopped after {epochs} epochs", "{worth}，{epochs} 轮后停止")).into_owned();
    }
    theme.say(text!("Trial {trial}: {values}: {worth}", "试验 {trial}：{values}：{worth}")).into_owned()
}
