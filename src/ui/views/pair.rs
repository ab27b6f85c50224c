//! Two networks side by side: what differs in words, both maps, both curves in one plot, and whether it is more than chance.

mod choose;
mod curves;
mod map;

use std::sync::Arc;

use egui::{Button, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use self::{choose::Chosen, map::Map};
use crate::{
    data::Split,
    experiment::Experiment,
    language::{compact, grouped},
    sweep::{Axis, Objective, Plan, Sampler, Values},
    text,
    ui::{
        Action, difference,
        kit::{
            Theme,
            theme::{bold, space, text as size},
        },
        page::Scene,
    },
    worker::pair::{Order, Paired},
};

/// Largest side of a map.
const MAP: f32 = 300.0;
/// Least height of the curves.
const CURVES: f32 = 150.0;
/// Regions lower than this, and at least so wide, have the curves beside the maps.
const BESIDE: (f32, f32) = (440.0, 840.0);
/// Height of what stands above and below a map.
const AROUND: f32 = 112.0;
/// Width of the button that pauses both, or has them go on.
const HELD: f32 = 92.0;
/// Seeds that tell a difference from chance.
const SEEDS: u64 = 12;
/// Epochs of each of those runs at least.
const EPOCHS: u64 = 100;

/// What is chosen on the page.
#[derive(Debug, Default)]
pub struct PairViewState {
    chosen: Chosen,
    maps: [Map; 2],
}

/// Shows the page; what was asked for.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut PairViewState) -> Vec<Action> {
    let theme = scene.theme;
    let mut actions = Vec::new();
    ui.label(theme.title(theme.say(text!("Two networks side by side", "两个网络并排"))));
    let wanted = choose::ui(ui, theme, &mut state.chosen, scene.draft, scene.runs);
    ui.add_space(space::HALF);
    buttons(ui, theme, state, scene, &wanted, &mut actions);
    ui.add_space(space::ONE);
    let Some(paired) = scene.paired else {
        explain(ui, theme);
        return actions;
    };
    ScrollArea::vertical()
        .id_salt("pair")
        .auto_shrink(false)
        .show(ui, |ui| sides(ui, theme, state, paired, &mut actions));
    actions
}

fn explain(ui: &mut Ui, theme: &Theme) {
    ui.set_max_width(ui.available_width().clamp(0.0, 560.0));
    ui.label(theme.say(text!(
        "Choose what differs and press “Go”: both begin from the same seeds and learn epoch by epoch together, beside the run at hand.",
        "选择差别所在并按“开始”：两者从相同的种子出发，逐轮同步学习，当前训练不受影响。"
    )));
}

/// Go, pause, one epoch, and from many seeds.
fn buttons(
    ui: &mut Ui,
    theme: &Theme,
    state: &PairViewState,
    scene: &Scene<'_>,
    wanted: &Result<[Experiment; 2], String>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let button = |words| Button::new(theme.say(words)).min_size(vec2(0.0, 32.0));
        let words = RichText::new(theme.say(text!("Go", "开始"))).font(bold(size::BODY));
        let words = if wanted.is_ok() { words.color(theme.on_accent) } else { words };
        let go = Button::new(words).min_size(vec2(72.0, 32.0));
        let go = if wanted.is_ok() { go.fill(theme.accent) } else { go };
        let clicked = ui.add_enabled(wanted.is_ok(), go).clicked();
        if let (Ok(both), true) = (wanted, clicked) {
            actions.push(Action::Pair(Box::new(both.clone())));
        }
        // Each stands where it stood, whatever runs: a button that moves away is missed.
        let runs = scene.paired.is_some_and(|paired| paired.running);
        let (words, order) = if runs || scene.paired.is_none() {
            (text!("Pause both", "暂停两者"), Order::Pause)
        } else {
            (text!("Go on", "继续"), Order::Run)
        };
        let may = scene.paired.is_some_and(|paired| !paired.sides.iter().all(|side| side.ended));
        if ui.add_enabled(may, button(words).min_size(vec2(HELD, 32.0))).clicked() {
            actions.push(Action::PairOrder(order));
        }
        if ui.add_enabled(may, button(text!("One epoch", "一轮"))).clicked() {
            actions.push(Action::PairOrder(Order::Epoch));
        }
        if let (Some((key, values)), Ok(_)) = (state.chosen.change(), wanted) {
            let words = text!("Chance? {SEEDS} seeds each, on page Sweep", "是偶然吗？到“参数扫描”页各跑 {SEEDS} 个种子");
            let hint = text!(
                "Goes to the page Sweep, runs both values there from the same {SEEDS} seeds and says whether the difference is larger than the spread.",
                "转到“参数扫描”页，两个取值都用相同的 {SEEDS} 个种子训练，并说明差异是否大于种子间的离散。"
            );
            if ui.add(button(words)).on_hover_text(theme.say(hint)).clicked() {
                let mut experiment = scene.draft.clone();
                experiment.hold_rows_back();
                experiment.training_mut().stop.seconds = None;
                actions.push(Action::SweepOf(Box::new(Plan {
                    axes: vec![Axis { key: key.into(), values: Values::Choice(values.to_vec()) }],
                    sampler: Sampler::Grid,
                    seed: 0,
                    trials: 2,
                    seeds: SEEDS,
                    epochs: scene.paired.map_or(EPOCHS, |paired| paired.epoch.max(EPOCHS)),
                    objective: Objective::Loss,
                    halving: None,
                    experiment,
                })));
            }
        }
        if let Err(why) = wanted {
            ui.label(theme.caption(why));
        } else if let Some(paired) = scene.paired {
            let epochs = grouped(paired.epoch);
            ui.label(theme.caption(theme.say(text!("epoch {epochs} of both", "两者均到第 {epochs} 轮"))));
        }
    });
}

/// Both networks, and their curves below or, in a low window, beside them.
fn sides(ui: &mut Ui, theme: &Theme, state: &mut PairViewState, paired: &Arc<Paired>, actions: &mut Vec<Action>) {
    let whole = ui.available_rect_before_wrap();
    let beside = whole.height() < BESIDE.0 && whole.width() > BESIDE.1;
    let (columns, below) = if beside { (3.0, space::CONTROL) } else { (2.0, CURVES) };
    let width = ((whole.width() - (columns - 1.0) * space::THREE) / columns).max(1.0);
    let has_maps = paired.sides.iter().any(|side| side.map.is_some());
    let side = if has_maps { width.min(MAP).min((whole.height() - below - AROUND).max(120.0)) } else { 0.0 };
    let mut bottom = whole.top();
    let column = |place: usize| {
        let left = whole.left() + place as f32 * (width + space::THREE);
        Rect::from_min_max(egui::pos2(left, whole.top()), egui::pos2(left + width, whole.bottom()))
    };
    for place in 0..2 {
        let rect = column(place);
        let inner = ui.scope_builder(UiBuilder::new().id_salt(("pair", place)).max_rect(rect), |ui| {
            one(ui, theme, state, paired, (place, side, beside), actions);
        });
        bottom = bottom.max(inner.response.rect.bottom());
    }
    if beside {
        ui.scope_builder(UiBuilder::new().id_salt("curves").max_rect(column(2)), |ui| {
            curves::ui(ui, theme, paired, (whole.height() - space::TWO).max(CURVES));
        });
        return;
    }
    ui.advance_cursor_after_rect(Rect::from_min_max(whole.min, egui::pos2(whole.right(), bottom)));
    curves::ui(ui, theme, paired, CURVES.max(ui.available_height() - space::TWO));
}

/// One of the two: how it differs, its map, what it has come to.
fn one(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut PairViewState,
    paired: &Arc<Paired>,
    (place, width, beside): (usize, f32, bool),
    actions: &mut Vec<Action>,
) {
    let (own, other) = (&paired.of[place], &paired.of[1 - place]);
    let words = theme.say(difference::words(own, other)).into_owned();
    let side = &paired.sides[place];
    ui.horizontal_wrapped(|ui| {
        curves::sample(ui, theme, place);
        ui.label(RichText::new(words).font(bold(size::BODY)).color(theme.ink));
    });
    if width > 0.0 {
        state.maps[place].show(ui, theme, (paired, place), width);
    }
    let judged = match paired.split {
        Split::Validation => text!("validation", "验证"),
        Split::Test => text!("test", "测试"),
        Split::Train => text!("training", "训练"),
    };
    let (judged, judged_zh) = judged.both();
    let mut open = |ui: &mut Ui| {
        let button = Button::new(theme.say(text!("Open as a run", "作为训练打开"))).min_size(vec2(0.0, space::CONTROL));
        if ui.push_id(["left", "right"][place], |ui| ui.add(button)).inner.clicked() {
            actions.push(Action::BeginWith(Box::new(own.clone())));
        }
    };
    let last = side.curve.last().copied().unwrap_or((0.0, f64::NAN, f64::NAN));
    let [train, loss] = [last.1, last.2].map(compact);
    ui.horizontal_wrapped(|ui| {
        ui.set_row_height(space::CONTROL);
        ui.label(theme.say(if side.diverged {
            text!("diverged", "发散")
        } else {
            text!("loss: training {train}, {judged} {loss}", "损失：训练 {train}，{judged_zh} {loss}")
        }));
        if own.classes().is_some() && side.score.is_finite() {
            let percent = 100.0 * side.score;
            ui.label(theme.caption(theme.say(text!("{percent:.1} % right", "{percent:.1} % 正确"))));
        }
        if !beside {
            open(ui);
        }
    });
    // There is no room for it beside the numbers.
    if beside {
        open(ui);
    }
}
