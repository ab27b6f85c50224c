//! Evaluation on held-out rows: errors, confidence, robustness to noise, and differences between groups.

mod confusion;
mod groups;
mod hidden;
mod misses;
mod noise;
mod reliability;
mod residuals;
mod settings;
mod wrong;

use std::sync::Arc;

use egui::{Rect, Ui};

use crate::{
    data::Split,
    insight::{Judged, Judging, judged::offered},
    language::{Text, grouped},
    measure::{Answers, Wrong},
    session::Opening,
    text,
    ui::{
        Action,
        kit::{Theme, column, theme::space},
    },
    worker::Snapshot,
};

/// Width of the settings.
const SETTINGS: f32 = 216.0;
/// Width of what stands on the right, as a share of the page and at least and most.
const RIGHT: (f32, f32, f32) = (0.34, 320.0, 520.0);

/// The page's settings.
#[derive(Debug, Default)]
pub struct EvaluationViewState {
    /// How the worker evaluates.
    pub judging: Judging,
    /// Confidence threshold: rows at or above it are answered.
    pub least: f64,
    /// True and predicted class whose rows are shown alone.
    pub cell: Option<(usize, usize)>,
    /// What was judged last, and the epoch at which it was: while training runs, it stands.
    judged: Option<(Arc<Judged>, u64)>,
    /// The misclassified rows, cached.
    wrong: Option<(Arc<Answers>, f64, Vec<Wrong>)>,
}

impl EvaluationViewState {
    /// The epoch at which `judged` was made, as far as was seen.
    fn epoch_of(&mut self, judged: &Arc<Judged>, now: u64) -> u64 {
        let known = self.judged.take().filter(|(known, _)| Arc::ptr_eq(known, judged));
        self.judged.insert(known.unwrap_or_else(|| (Arc::clone(judged), now))).1
    }

    /// The temperature in use.
    fn temperature(&self, judged: &Judged) -> f64 {
        self.judging.temperature.or(judged.fitted).unwrap_or(1.0)
    }
}

/// Shows the evaluation; returns the requested actions.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut EvaluationViewState,
    opened: Option<Opening>,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(judged) = snapshot.looks.judged.clone() else {
        ui.label(theme.caption(theme.say(text!("Judging…", "正在评估…"))));
        return actions;
    };
    // What an earlier stage of a pipeline makes of inputs is nothing that one would choose by.
    let stages = &snapshot.experiment.stages;
    let is_last = stages.at() + 1 == stages.list().len();
    if judged.split == Split::Test && snapshot.step > 0 && opened.is_none() && is_last {
        actions.push(Action::OpenTestRows);
    }
    let epoch = state.epoch_of(&judged, snapshot.newest.epoch);
    if epoch != snapshot.newest.epoch && snapshot.running {
        let epoch = grouped(epoch);
        ui.label(theme.caption(theme.say(text!(
            "As it was after {epoch} epochs; pause, and it is judged anew.",
            "第 {epoch} 轮时的结果；暂停后会重新评估。"
        ))));
        ui.add_space(space::HALF);
    }
    if !snapshot.experiment.learns_target() {
        let whole = ui.available_rect_before_wrap();
        column::ui(ui, "hidden", whole, |ui| hidden::ui(ui, theme, snapshot, &judged));
        return actions;
    }
    let whole = ui.available_rect_before_wrap();
    let right = (RIGHT.0 * whole.width()).clamp(RIGHT.1, RIGHT.2);
    let left = whole.with_max_x(whole.left() + SETTINGS);
    let middle = Rect::from_min_max(left.right_top() + egui::vec2(space::THREE, 0.0), whole.max)
        .with_max_x(whole.right() - right - space::THREE);
    let right = whole.with_min_x(whole.right() - right);
    column::ui(ui, "judged", left, |ui| settings::ui(ui, theme, snapshot, &judged, (state, opened)));
    column::ui(ui, "answers", middle, |ui| match (&judged.answers, &judged.misses) {
        (Some(answers), _) => {
            confusion::ui(ui, theme, snapshot, answers, state);
            actions.extend(wrong::ui(ui, theme, snapshot, answers, state.temperature(&judged), state));
        }
        (None, Some(found)) => misses::ui(ui, theme, snapshot, found, &mut state.judging.target),
        (None, None) => {}
    });
    column::ui(ui, "figures", right, |ui| {
        ui.columns(2, |columns| {
            // Words of a column that is justified would be spread over its width.
            columns[0].vertical(|ui| match &judged.answers {
                Some(answers) => reliability::ui(ui, theme, answers, &judged, state),
                None => residuals::ui(ui, theme, judged.misses.as_deref().map_or(&[], |misses| &misses[..])),
            });
            columns[1].vertical(|ui| noise::ui(ui, theme, &judged, snapshot.data.target_scales.len()));
        });
        if !offered(&snapshot.experiment.data, snapshot.data.own_target()).is_empty() {
            ui.add_space(space::TWO);
            groups::ui(ui, theme, &snapshot.experiment.data.source, &judged, state);
        }
    });
    actions
}

/// The rows used for evaluation, and their number.
fn judges(snapshot: &Snapshot, split: Split) -> Text {
    let parts = snapshot.data.parts();
    let rows = parts.into_iter().find(|(of, _)| *of == split).map_or(0, |(_, part)| part.rows.len());
    let rows = grouped(rows as u64);
    match split {
        Split::Test => text!("{rows} test rows", "{rows} 个测试样本"),
        Split::Validation => text!("{rows} validation rows", "{rows} 个验证样本"),
        Split::Train => text!("{rows} training rows", "{rows} 个训练样本"),
    }
}
