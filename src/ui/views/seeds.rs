//! One run with many seeds: success rate, decision maps, and spread of the losses.

mod band;
mod tiles;

use std::sync::Arc;

use egui::{Button, Rect, RichText, ScrollArea, Ui, UiBuilder};

use self::{band::Band, tiles::Tiles};
use crate::{
    data::Split,
    experiment::Experiment,
    language::{Text, compact},
    measure::interval::wilson,
    text,
    ui::{
        Action,
        kit::{
            Theme, check,
            number::Number,
            theme::{bold, space, text as size},
        },
    },
    worker::starts::{Begun, Wanted},
};

/// Width of the band of losses, as a share of the page.
const BAND: f32 = 0.4;
/// Most seeds at once.
const MOST: u64 = 200;

/// The page's settings.
#[derive(Debug)]
pub struct SeedsViewState {
    seeds: u64,
    epochs: u64,
    /// A seed succeeds if its loss is at most this.
    goal: f64,
    other_rows: bool,
    tiles: Tiles,
    band: Option<(Arc<Begun>, Band)>,
}

impl Default for SeedsViewState {
    fn default() -> Self {
        Self { seeds: 12, epochs: 100, goal: 0.03, other_rows: false, tiles: Tiles::default(), band: None }
    }
}

/// Shows the seeds, or what they would be; what was asked for.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SeedsViewState,
    begun: Option<&Arc<Begun>>,
    draft: &Experiment,
) -> Vec<Action> {
    let mut actions = Vec::new();
    head(ui, theme, state, begun, draft, &mut actions);
    ui.add_space(space::ONE);
    let Some(begun) = begun else {
        explain(ui, theme);
        return actions;
    };
    verdict(ui, theme, begun, state.goal);
    ui.add_space(space::ONE);
    let whole = ui.available_rect_before_wrap();
    let width = (BAND * whole.width()).round();
    let left = whole.with_max_x(whole.right() - width - space::THREE);
    let right = whole.with_min_x(whole.right() - width);
    column(ui, left, |ui| tiles::ui(ui, theme, &mut state.tiles, begun, state.goal, &mut actions));
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        if state.band.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, begun)) {
            state.band = Some((Arc::clone(begun), Band::of(begun)));
        }
        if let Some((_, band)) = &state.band {
            band::ui(ui, theme, begun, band, state.goal);
        }
    });
    actions
}

fn column<R>(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui) -> R) {
    ui.scope_builder(UiBuilder::new().id_salt("starts").max_rect(rect), |ui| {
        ScrollArea::vertical().id_salt("starts").auto_shrink(false).show(ui, contents);
    });
}

/// What is asked, and the button that begins.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SeedsViewState,
    begun: Option<&Arc<Begun>>,
    draft: &Experiment,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(theme.title(theme.say(text!("This run from many seeds", "用多个种子进行本次训练"))));
        ui.add_space(space::ONE);
        number(ui, theme, text!("Seeds", "种子数"), 2..=MOST, 0.1, &mut state.seeds);
        number(ui, theme, text!("Epochs", "轮数"), 1..=100_000, 1.0, &mut state.epochs);
        let speed = state.goal * 0.01;
        number(ui, theme, text!("Goal: loss at most", "目标：损失不超过"), 1e-6..=1e6, speed, &mut state.goal);
        let hint = text!(
            "Otherwise all learn from the same rows, and only where they begin and the order of the rows differ.",
            "否则各次使用相同的样本，只有起点和样本顺序不同。"
        );
        check::ui(ui, theme, &mut state.other_rows, theme.say(text!("Other rows, too", "样本也不同")))
            .on_hover_text(theme.say(hint));
        let runs = begun.is_some_and(|begun| !begun.ended);
        let seeds = state.seeds;
        let words = if runs { text!("Stop", "停止") } else { text!("Run {seeds} seeds", "运行 {seeds} 个种子") };
        let words = RichText::new(theme.say(words)).font(bold(size::BODY)).color(theme.on_accent);
        // A stage of a pipeline depends on earlier ones, which every seed would have to repeat.
        let is_one = draft.stages.list().len() == 1;
        let button = Button::new(words).fill(theme.accent).min_size(egui::vec2(96.0, 32.0));
        if !is_one {
            ui.label(theme.caption(
                theme.say(text!("A pipeline is run from many seeds by “Compare”.", "流程请用“对比”以多个种子运行。")),
            ));
        }
        if ui.add_enabled(is_one || runs, button).clicked() {
            let wanted = Wanted {
                experiment: draft.clone(),
                seeds: state.seeds,
                epochs: state.epochs,
                other_rows: state.other_rows,
            };
            actions.push(if runs { Action::EndSeeds } else { Action::RunSeeds(Box::new(wanted)) });
        }
        if let Some(begun) = begun {
            let (done, of) = (begun.done, begun.wanted.seeds);
            ui.label(theme.caption(theme.say(if runs {
                text!("{done} of {of} are done", "{of} 个已完成 {done} 个")
            } else if begun.wanted.experiment == *draft {
                text!("{done} of {of} have ended", "{of} 个中 {done} 个已结束")
            } else {
                text!("Settings have changed since; run again", "设置已改变；请重新运行")
            })));
        }
    });
}

fn number<N: egui::emath::Numeric>(
    ui: &mut Ui,
    theme: &Theme,
    name: Text,
    range: std::ops::RangeInclusive<N>,
    speed: f64,
    value: &mut N,
) {
    let label = ui.label(theme.say(name));
    let (response, made) = Number::new(range).speed(speed).late().show(ui, *value);
    response.labelled_by(label.id);
    *value = made.unwrap_or(*value);
}

/// What this is for, before there is anything to see.
fn explain(ui: &mut Ui, theme: &Theme) {
    ui.set_max_width(560.0);
    for said in [
        text!(
            "A single run may just be lucky. Run it from many seeds, on all cores, and see how many of them succeed; the run \
             at hand goes on beside it.",
            "一次训练只反映一次运气。用多个种子在所有核心上运行，看看有多少次成功；当前训练照常进行。"
        ),
        text!("Click any of them to open it as a run.", "点击其中任意一次即可作为训练打开。"),
    ] {
        ui.label(theme.say(said));
        ui.add_space(space::HALF);
    }
}

/// Number of seeds that ended, and how many of them succeed.
pub(super) fn successes(begun: &Begun, goal: f64) -> (u64, u64) {
    let ended = begun.starts.iter().filter(|start| start.ended);
    ended.fold((0, 0), |(good, all), start| (good + u64::from(start.loss() <= goal), all + 1))
}

/// The success rate with its confidence interval.
fn verdict(ui: &mut Ui, theme: &Theme, begun: &Begun, goal: f64) {
    let (good, all) = successes(begun, goal);
    if all == 0 {
        ui.label(theme.caption(theme.say(text!("The first ones are on their way.", "最初几次正在进行。"))));
        return;
    }
    let (low, high) = wilson(good, all);
    let (low, high) = (100.0 * low, 100.0 * high);
    ui.label(theme.large(theme.say(text!(
        "{good} of {all} succeed: {low:.0}–{high:.0} %",
        "{all} 次中 {good} 次成功：{low:.0}–{high:.0} %"
    ))));
    let (goal, epochs, rows) = (compact(goal), begun.wanted.epochs, rows(begun.split));
    let (rows, rows_zh) = rows.both();
    ui.label(theme.caption(theme.say(text!(
        "loss on {rows} at most {goal} after {epochs} epochs; 95 % interval by Wilson",
        "训练 {epochs} 轮后{rows_zh}上的损失不超过 {goal}；95 % Wilson 区间"
    ))));
}

/// The rows used for evaluation.
fn rows(split: Split) -> Text {
    match split {
        Split::Validation => text!("validation rows", "验证样本"),
        Split::Test => text!("test rows", "测试样本"),
        Split::Train => text!("training rows", "训练样本"),
    }
}
