//! Settings of a sweep: axes, sampler, objective, and the button that starts it.

use std::sync::Arc;

use egui::{Align, Button, Layout, RichText, Ui, Vec2};

use super::{
    SweepViewState, halving,
    varied::{self, Asked, MOST, Of, Varied},
    whole::whole,
};
use crate::{
    experiment::Experiment,
    language::Text,
    sweep::{Axis, Objective, Plan, Sampler, Values},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            field::{entry, line, pick},
            icon::{self, Icon, Weight},
            menu,
            number::Number,
            theme::{bold, space, text as size},
        },
    },
    worker::search::Found,
};

/// Goals that can be typed.
const GOAL: (f64, f64) = (1e-9, 1e6);
/// Width of the button that cancels.
const CANCEL: f32 = 72.0;

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    found: Option<&Found>,
    draft: &Experiment,
    actions: &mut Vec<Action>,
) {
    ui.label(theme.title(theme.say(text!("Sweep", "参数扫描"))));
    begin(ui, theme, state, found, draft, actions);
    ui.add_space(space::ONE);
    ui.label(theme.caption(theme.say(text!("Varied", "变化的设置"))));
    let asked = &mut state.asked;
    let mut gone = None;
    for (place, varied) in asked.varied.iter_mut().enumerate() {
        if one(ui, theme, varied, draft) {
            gone = Some(place);
        }
    }
    if let Some(place) = gone {
        asked.varied.remove(place);
    }
    more(ui, theme, asked, draft);
    ui.add_space(space::ONE);
    ui.label(theme.title(theme.say(text!("Search", "搜索"))));
    search(ui, theme, asked);
    objective(ui, theme, &mut asked.objective, draft);
    halving::ui(ui, theme, state, draft);
    if draft.stages.list().len() > 1 {
        ui.label(theme.caption(theme.say(text!(
            "The settings of the first stage vary; the others stay as they are.",
            "变化的是第一阶段的设置；其余阶段保持不变。"
        ))));
    }
    if draft.data.validation_share == 0.0 {
        ui.label(theme.caption(theme.say(text!(
            "A fifth of the training rows is held back to compare trials by: choosing by test rows would make their score too optimistic.",
            "保留五分之一的训练样本用于比较各次试验：用测试样本来选择会使结果偏乐观。"
        ))));
    }
}

/// The buttons that run the plan, pause it, have it go on and cancel it, with what there is to say of it.
fn begin(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    found: Option<&Found>,
    draft: &Experiment,
    actions: &mut Vec<Action>,
) {
    let runs = found.is_some_and(|found| !found.ended);
    let plan = state.plan(draft);
    let is_same = found.is_some_and(|found| *found.plan == *plan);
    let is_part = is_same && found.is_some_and(|found| found.ended && found.done < found.of && found.fault.is_none());
    let cancelled = found.is_some_and(|found| state.is_cancelled(found));
    let words = match (runs, is_part) {
        (true, _) => text!("Pause", "暂停"),
        (false, true) if cancelled => text!("Run the rest", "运行其余部分"),
        (false, true) => text!("Go on", "继续"),
        (false, false) => text!("Run", "运行"),
    };
    let may_run = runs || (is_part || !is_same) && why_not(&plan).is_none();
    let words = RichText::new(theme.say(words)).font(bold(size::BODY));
    let words = if may_run { words.color(theme.on_accent) } else { words };
    let whole = ui.available_width();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let cancels = (runs || is_part) && !cancelled;
        let width = if cancels { whole - CANCEL - space::ONE } else { whole };
        let button = Button::new(words).min_size(egui::vec2(width, 32.0));
        let button = if may_run { button.fill(theme.accent) } else { button };
        if ui.add_enabled(may_run, button).clicked() {
            state.cancelled = None;
            actions.push(if runs { Action::EndSweep } else { Action::Sweep(Box::new(Plan::clone(&plan))) });
        }
        let cancel = Button::new(theme.say(text!("Cancel", "取消"))).min_size(egui::vec2(CANCEL, 32.0));
        let hint = theme.say(text!("Ends it; the results so far stay.", "结束扫描；已有结果保留。"));
        if cancels && ui.add(cancel).on_hover_text(hint).clicked() {
            state.cancelled = found.map(|found| Arc::clone(&found.plan));
            actions.push(Action::EndSweep);
        }
    });
    let said = match (found, why_not(&plan)) {
        (_, Some(why)) => Some(why),
        (Some(found), None) if found.fault.is_some() => found.fault.clone().map(Text::same),
        (Some(_), None) if !is_same && !runs => {
            Some(text!("Changed since: another sweep begins.", "设置已改变：将开始新的扫描。"))
        }
        _ => None,
    };
    if let Some(said) = said {
        ui.label(theme.caption(theme.say(said)));
    }
}

/// Why nothing can be run, as far as that is seen at once.
fn why_not(plan: &Plan) -> Option<Text> {
    let list_of_one = |axis: &&Axis| matches!(&axis.values, Values::Choice(list) if list.len() < 2);
    if plan.axes.is_empty() {
        return Some(text!("Choose a setting that varies.", "请选择要变化的设置。"));
    }
    if let Some(axis) = plan.axes.iter().find(list_of_one) {
        let name = varied::name(&plan.experiment, &axis.key);
        let (english, chinese) = name.both();
        return Some(text!("{english}: take two values or more.", "{chinese}：请至少选两个值。"));
    }
    if let Some(why) = halving::why_not(plan) {
        return Some(why);
    }
    if plan.experiment.data.validation_share == 0.0 {
        return Some(text!(
            "These data have no rows to hold back, and trials are compared on rows held back.",
            "这些数据无法保留样本，而试验需要用保留的样本来比较。"
        ));
    }
    None
}

/// One setting that varies; whether it shall not any more.
fn one(ui: &mut Ui, theme: &Theme, varied: &mut Varied, draft: &Experiment) -> bool {
    let name = theme.say(varied::name(draft, varied.key));
    let mut gone = false;
    ui.horizontal(|ui| {
        ui.label(&*name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let (name, hint) = (
                theme.say(text!("Do not vary: {name}", "不再变化：{name}")),
                theme.say(text!("Do not vary it", "不再变化")),
            );
            gone = icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked();
        });
    });
    match &mut varied.of {
        Of::Range(low, high, by_factors) => range(ui, theme, &name, (low, high), *by_factors),
        Of::List(all) => {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = egui::vec2(space::HALF, space::HALF);
                ui.spacing_mut().button_padding = egui::vec2(6.0, 2.0);
                for (value, on) in all {
                    let words = theme.say(varied::shown(draft, varied.key, value));
                    let chip = Button::selectable(*on, RichText::new(words).size(size::SMALL));
                    if ui.add(chip.stroke(theme.rule_stroke()).min_size(Vec2::splat(space::TARGET))).clicked() {
                        *on = !*on;
                    }
                }
            });
        }
    }
    gone
}

/// Both ends of a range; neither passes the other.
fn range(ui: &mut Ui, theme: &Theme, name: &str, (low, high): (&mut f64, &mut f64), by_factors: bool) {
    let least = if by_factors { 1e-9 } else { 0.0 };
    ui.horizontal(|ui| {
        ui.set_min_height(space::CONTROL);
        let below = *high * (1.0 - 1e-6);
        let number = |value: f64, range| Number::new(range).speed((value.abs() * 0.01).max(1e-6)).late();
        for (which, end) in [(text!("from", "从"), true), (text!("to", "到"), false)] {
            ui.label(theme.caption(theme.say(which.clone())));
            let (value, range) =
                if end { (&mut *low, least..=below) } else { (&mut *high, *low * 1.000_001 + 1e-12..=1e6) };
            let text = varied::three_digits(*value);
            let (response, made) = number(*value, range).in_full(&text).show(ui, *value);
            let which = theme.say(which);
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(format!("{name}, {which}")));
            *value = made.unwrap_or(*value);
        }
        if by_factors {
            ui.label(theme.caption(theme.say(text!("log", "对数"))));
        }
    });
}

/// The list of what else can vary.
fn more(ui: &mut Ui, theme: &Theme, asked: &mut Asked, draft: &Experiment) {
    let offered = asked.offered(draft);
    let is_free = asked.varied.len() < MOST && !offered.is_empty();
    ui.add_enabled_ui(is_free, |ui| {
        ui.menu_button(theme.say(text!("Vary another setting…", "再变化一个设置…")), |ui| {
            for key in offered {
                if menu::closing(ui.button(theme.say(varied::name(draft, key))), ui).clicked() {
                    asked.vary(key);
                }
            }
        });
    });
}

/// How many, and where.
fn search(ui: &mut Ui, theme: &Theme, asked: &mut Asked) {
    let name = |sampler| match sampler {
        Sampler::Sobol => text!("Sobol: even", "Sobol 序列：均匀"),
        Sampler::Grid => text!("Grid: all combinations", "网格：所有组合"),
        Sampler::Random => text!("Random", "随机"),
    };
    let hint = text!(
        "Where the trials lie: evenly over all settings, on every combination, or by chance.",
        "试验点的分布：在所有设置上均匀、取所有组合，或随机。"
    );
    pick(ui, theme, (text!("Sampler", "取样方式"), hint), theme.say(name(asked.sampler)), |ui| {
        for sampler in Sampler::ALL {
            if entry(ui, asked.sampler == sampler, theme.say(name(sampler))).clicked() {
                asked.sampler = sampler;
            }
        }
    });
    if asked.sampler == Sampler::Grid {
        let words = (text!("Values of a range", "每个区间的取值数"), text!("Evenly spaced.", "均匀分布。"));
        whole(ui, theme, words, 2..=50, &mut asked.steps);
    } else {
        let hint = text!("Each has a value of its own for every setting.", "每次试验的各项设置各取一个值。");
        whole(ui, theme, (text!("Trials", "试验数"), hint), 1..=100_000, &mut asked.trials);
    }
    let hint = text!(
        "The same for all trials, so that luck is the same, too. From five on, differences can be told from chance.",
        "所有试验使用相同的种子，运气也就相同。从五个起才能分辨差异与偶然。"
    );
    whole(ui, theme, (text!("Seeds a trial", "每次试验的种子数"), hint), 1..=Plan::MOST_SEEDS, &mut asked.seeds);
    let hint = text!("How long each run is trained.", "每次训练的长度。");
    whole(ui, theme, (text!("Epochs", "轮数"), hint), 1..=100_000, &mut asked.epochs);
}

/// The objective.
fn objective(ui: &mut Ui, theme: &Theme, objective: &mut Objective, draft: &Experiment) {
    let hint = text!("On validation rows, the median over the seeds.", "在验证样本上，取各种子的中位数。");
    let is_classes = draft.classes().is_some();
    let goal = if let Objective::Epochs { loss } = *objective { loss } else { 0.05 };
    let all = [Objective::Loss, Objective::Accuracy, Objective::Epochs { loss: goal }];
    let shown = theme.say(super::name_of(*objective, is_classes));
    pick(ui, theme, (text!("Objective", "目标"), hint), shown, |ui| {
        for one in all {
            if entry(ui, *objective == one, theme.say(super::name_of(one, is_classes))).clicked() {
                *objective = one;
            }
        }
    });
    if let Objective::Epochs { loss } = objective {
        let (name, hint) = (
            theme.say(text!("Goal: loss at most", "目标：损失不超过")),
            theme.say(text!("What counts is how soon it is reached.", "看的是多快达到。")),
        );
        let mut made = None;
        line(ui, &name, &hint, |ui| {
            let (response, typed) = Number::new(GOAL.0..=GOAL.1).speed(*loss * 0.01).late().show(ui, *loss);
            made = typed;
            response
        });
        *loss = made.unwrap_or(*loss);
    }
}
