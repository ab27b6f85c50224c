//! Whether all trials have all epochs, or only the best go on.

use egui::Ui;

use super::{SweepViewState, whole::whole};
use crate::{
    experiment::Experiment,
    language::Text,
    sweep::{Halving, Objective, Plan},
    text,
    ui::kit::{Theme, check},
};

/// Most times that trials become fewer from rung to rung.
const MOST: u32 = 16;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, draft: &Experiment) {
    let plan = state.plan(draft);
    let asked = &mut state.asked;
    let mut halved = asked.halving.is_some();
    let hint = text!(
        "Successive halving: all trials get a few epochs, the best of them go on, and so on. Most of the time goes where it \
         is worth it; what begins slowly may be missed.",
        "逐次减半：所有试验先训练少量轮数，其中最好的继续，依此类推。时间大多用在值得之处；起步慢的可能被错过。"
    );
    let words = theme.say(text!("Only the best go on", "只让最好的继续"));
    if check::ui(ui, theme, &mut halved, words).on_hover_text(theme.say(hint)).changed() {
        asked.halving = halved.then(|| Halving::of(4, plan.trials, plan.epochs));
    }
    let Some(halving) = &mut asked.halving else { return };
    let hint = text!("From rung to rung the trials are divided by this.", "每一级试验数除以该值。");
    whole(ui, theme, (text!("One of", "每几个留一个"), hint), 2..=MOST, &mut halving.eta);
    let most = Halving::of(halving.eta, plan.trials, plan.epochs).rungs.max(2);
    let hint = text!("How often the best are chosen, and once more.", "选拔的次数加一。");
    let mut rungs = halving.rungs.clamp(2, most);
    whole(ui, theme, (text!("Rungs", "级数"), hint), 2..=most, &mut rungs);
    halving.rungs = rungs;
    if plan.halving.is_some() && why_not(&plan).is_none() {
        let rungs = plan.rungs().into_iter().map(|rung| {
            let (trials, epochs) = (rung.trials, rung.epochs);
            theme.say(text!("{trials} to epoch {epochs}", "{trials} 次到第 {epochs} 轮")).into_owned()
        });
        ui.label(theme.caption(rungs.collect::<Vec<_>>().join(" → ")));
    }
}

/// Why the plan cannot be halved as was asked.
pub(super) fn why_not(plan: &Plan) -> Option<Text> {
    let Halving { eta, rungs } = plan.halving?;
    let most = Halving::of(eta, plan.trials, plan.epochs).rungs;
    if most < 2 || rungs < 2 {
        return Some(text!(
            "Too few trials or epochs for only the best to go on.",
            "试验数或轮数太少，无法只让最好的继续。"
        ));
    }
    if matches!(plan.objective, Objective::Epochs { .. }) {
        return Some(text!(
            "After a few epochs no goal is reached that would tell trials apart: compare loss or accuracy.",
            "少量轮数内达不到目标，无法比较试验：请改用损失或准确率。"
        ));
    }
    if plan.experiment.stages.list().len() > 1 {
        return Some(text!("Only the epochs of one stage can be divided.", "只能划分单个阶段的轮数。"));
    }
    None
}
