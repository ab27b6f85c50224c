//! Settings of the evaluation: rows, temperature, confidence threshold, and groups.

use egui::Ui;

use super::{EvaluationViewState, judges};
use crate::{
    data::{Source, Split},
    insight::{GroupBy, Judged, Judging, judged::offered},
    language::{Text, grouped},
    session::{Opening, moment},
    text,
    ui::kit::{
        Theme,
        field::{Number, entry, pick},
        theme::{space, text as size},
    },
    worker::Snapshot,
};

/// The privacy that a private run has spent for its accuracy.
fn privacy(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot) {
    let Some(spending) = &snapshot.spending else { return };
    let (epsilon, delta) =
        (spending.written(), format!("{:e}", snapshot.experiment.training().privacy.map_or(0.0, |p| p.delta)));
    let steps = grouped(spending.steps.count);
    ui.label(theme.large(theme.say(text!("ε ≤ {epsilon} at δ = {delta}", "ε ≤ {epsilon}，δ = {delta}"))));
    ui.label(theme.caption(theme.say(text!(
        "by {steps} private steps. Runs that were given up, settings chosen by looking, and the losses shown give away more.",
        "{steps} 个隐私训练步。放弃的训练、看着结果选择的设置以及显示的损失会泄露更多。"
    ))));
}

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    judged: &Judged,
    (state, opened): (&mut EvaluationViewState, Option<Opening>),
) {
    ui.label(theme.title(theme.say(text!("What is judged", "评估对象"))));
    let sizes = snapshot.network.parameters.sizes().iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    let epochs = grouped(snapshot.epoch);
    ui.label(theme.say(text!("{sizes} after {epochs} epochs", "{sizes}，训练 {epochs} 轮")));
    ui.label(theme.say(judges(snapshot, judged.split)));
    let seen = match judged.split {
        Split::Test => text!("no stage has learned from them", "没有任何阶段用它们学习"),
        Split::Validation => {
            text!("there are no test rows; choices have seen these", "没有测试样本；这些样本已用于选择")
        }
        Split::Train => {
            text!(
                "there are no others: the network trained on these, so the figures look too good",
                "没有其他样本：它们参与过训练，结果偏乐观"
            )
        }
    };
    ui.label(theme.caption(theme.say(seen)));
    if let Some(opened) = opened.filter(|_| judged.split == Split::Test) {
        let now = (snapshot.newest_experiment.stages.at() + 1, snapshot.newest.epoch, snapshot.newest.step);
        ui.label(theme.caption(theme.say(opened.sentence(now, &moment(opened.at)))));
    }
    privacy(ui, theme, snapshot);
    if let Some(answers) = &judged.answers {
        ui.add_space(space::TWO);
        ui.label(theme.title(theme.say(text!("Answers", "回答"))));
        if answers.takes_temperature() {
            temperature(ui, theme, snapshot, judged, state);
        }
        let hint =
            text!("Rows of which the network is less sure are handed to a person.", "网络把握较低的样本交给人来处理。");
        Number::new(text!("Answer only above", "仅在把握高于此值时回答"), hint, 0.0..=0.99_f64)
            .step(0.01)
            .percent()
            .show(ui, theme, &mut state.least);
        let (rows, right) = answers.above(state.least, state.temperature(judged));
        let share = 100.0 * right as f64 / rows.max(1) as f64;
        let (rows, all) = (grouped(rows as u64), grouped(answers.len() as u64));
        ui.label(theme.caption(theme.say(text!(
            "{rows} of {all} answered, {share:.1} % of them right",
            "回答 {all} 个中的 {rows} 个，其中 {share:.1} % 正确"
        ))));
    }
    let offered = offered(&snapshot.experiment.data, snapshot.data.own_target());
    if offered.is_empty() {
        return;
    }
    ui.add_space(space::TWO);
    ui.label(theme.title(theme.say(text!("Groups", "分组"))));
    let shown = name(snapshot, state.judging.by.as_ref());
    let hint = text!("The same figure for every group of rows.", "对每一组样本计算同一指标。");
    let mut chosen = None;
    pick(ui, theme, (text!("By", "依据"), hint), theme.say(shown), |ui| {
        for by in std::iter::once(None).chain(offered.into_iter().map(Some)) {
            let is_chosen = by == state.judging.by;
            if entry(ui, is_chosen, theme.say(name(snapshot, by.as_ref()))).clicked() && !is_chosen {
                chosen = Some(by);
            }
        }
    });
    if let Some(by) = chosen {
        state.judging = Judging { by, thresholds: Vec::new(), ..state.judging.clone() };
    }
}

/// The temperature, with a way back to the fitted one.
fn temperature(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, judged: &Judged, state: &mut EvaluationViewState) {
    let mut now = (100.0 * state.temperature(judged)).round() / 100.0;
    let before = now;
    let hint = text!(
        "Outputs are divided by it before they become probabilities: above 1 the network is less sure. No answer changes.",
        "输出先除以它再变成概率：大于 1 时网络更不自信。回答不会改变。"
    );
    Number::new(text!("Temperature", "温度"), hint, 0.05..=10.0_f64).step(0.01).show(ui, theme, &mut now);
    if now.to_bits() != before.to_bits() {
        state.judging.temperature = Some(now);
    }
    let said = match (judged.fitted, state.judging.temperature) {
        (Some(fitted), Some(_)) => text!("fitted on the validation rows: {fitted:.2}", "由验证样本拟合：{fitted:.2}"),
        (Some(_), None) => {
            let rows = snapshot.data.validation.rows.len();
            text!("fitted on {rows} validation rows", "由 {rows} 个验证样本拟合")
        }
        (None, _) if snapshot.data.validation.rows.is_empty() => {
            text!("no validation rows to fit it on", "没有可供拟合的验证样本")
        }
        (None, _) => {
            let rows = snapshot.data.validation.rows.len();
            text!(
                "none fits the {rows} validation rows, as where all are right",
                "{rows} 个验证样本拟合不出温度，例如全部答对时"
            )
        }
    };
    ui.horizontal(|ui| {
        ui.label(theme.caption(theme.say(said)));
        if judged.fitted.is_some() && state.judging.temperature.is_some() {
            let words = theme.say(text!("use it", "采用"));
            if ui.link(egui::RichText::new(words).size(size::SMALL)).clicked() {
                state.judging.temperature = None;
            }
        }
    });
}

/// What rows are grouped by, in words.
fn name(snapshot: &Snapshot, by: Option<&GroupBy>) -> Text {
    match by {
        None => text!("Nothing", "不分组"),
        Some(GroupBy::Class) => text!("Class", "类别"),
        Some(GroupBy::Sum) => text!("Ink, in thirds", "墨量（三等分）"),
        Some(GroupBy::Known) => match &snapshot.experiment.data.source {
            Source::Shipped(set) => set.groups().map_or_else(|| Text::same(""), |groups| groups.what.clone()),
            _ => Text::same(""),
        },
        Some(GroupBy::Column(column)) => Text::same(column),
    }
}
