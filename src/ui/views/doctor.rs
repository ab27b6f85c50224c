//! The line at the bottom: the diagnosis of the run in one calm sentence, and remedies if something is wrong.

use egui::{Align, Button, Label, Layout, RichText, Ui, vec2};

use crate::{
    experiment::Problem,
    insight::{Evidence, Finding, Remedy},
    language::{Text, compact, grouped},
    lessons::Locks,
    text,
    training::Status,
    ui::{
        Action, difference,
        kit::{
            Theme,
            theme::{space, text},
        },
        naming,
        runs::Left,
    },
    worker::Snapshot,
};

/// A finding stays at least so many seconds, so that nothing flickers while training runs.
const STAYS: f64 = 1.5;

/// The latest finding, and which remedy was tried.
#[derive(Debug, Default)]
pub struct DoctorViewState {
    finding: Option<Finding>,
    /// The snapshot that was examined last, and when it last showed the finding.
    looked_at: Option<u64>,
    seen: f64,
    tried: Option<Remedy>,
}

impl DoctorViewState {
    /// Takes note that this was tried, so that it can be taken back.
    pub const fn has_tried(&mut self, remedy: Remedy) {
        self.tried = Some(remedy);
    }

    /// There is nothing to take back any more.
    pub const fn forget(&mut self) {
        self.tried = None;
    }

    /// Diagnoses a new snapshot of the latest moment; an earlier moment says nothing about the current state.
    fn look(&mut self, snapshot: &Snapshot, time: f64) {
        if snapshot.past || self.looked_at.replace(snapshot.number) == Some(snapshot.number) {
            return;
        }
        let found = Finding::of(&Evidence {
            experiment: &snapshot.experiment,
            history: &snapshot.history,
            edits: &snapshot.edits,
            first_loss: snapshot.newest.first_loss,
            statistics: &snapshot.detail.statistics,
            status: &snapshot.status,
        });
        if found.is_some() {
            self.seen = time;
        }
        if found.is_some() || !snapshot.running || time - self.seen > STAYS {
            self.finding = found;
        }
    }
}

/// The page on which a pipeline goes on behind its stages, and its name.
type Next = Option<(usize, Text)>;

/// Shows the sentence, what to try, the run that was `left`, and how much has been done; `page` is where it goes on from a pipeline's end.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (problems, left, locks, page): (&[Problem], Option<&Left>, Option<&Locks>, Next),
    state: &mut DoctorViewState,
) -> Vec<Action> {
    state.look(snapshot, ui.input(|input| input.time));
    let mut actions = Vec::new();
    let tried = state.tried.filter(|_| !snapshot.past);
    let finding = state.finding.as_ref().filter(|_| problems.is_empty());
    let mut offers = offers(theme, snapshot, finding, tried, (left, page));
    // What a lesson locks is not offered.
    offers.retain(|(_, _, action)| match (action, locks.filter(|locks| !locks.is_empty())) {
        (Action::Try { remedy, .. }, Some(locks)) => {
            let mut after = (*snapshot.newest_experiment).clone();
            remedy.apply(&mut after);
            locks.forbidden(&snapshot.newest_experiment, &after).is_none()
        }
        _ => true,
    });
    let finding = state.finding.as_ref().filter(|_| problems.is_empty() && !snapshot.past);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // The line is as high with its buttons as without.
        ui.spacing_mut().button_padding.y = 0.0;
        ui.spacing_mut().item_spacing.x = space::ONE;
        let few = offers.len() < 2;
        // At the right end, where they stay whatever the sentence says.
        for (words, hint, action) in offers.into_iter().rev() {
            let button = Button::new(RichText::new(words).size(text::SMALL)).min_size(vec2(0.0, space::TARGET));
            if ui.add(button).on_hover_text(hint).clicked() {
                actions.push(action);
            }
        }
        if few {
            ui.label(theme.caption(done(theme, snapshot)));
        }
        ui.add_space(space::ONE);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let (words, ink) = match (problems.first(), finding) {
                (Some(problem), _) => {
                    let problem = problem.text();
                    let (english, chinese) = problem.both();
                    let said = text!("Not in use yet: {english}.", "尚未生效：{chinese}。");
                    (theme.say(said).into_owned(), theme.negative)
                }
                (None, Some(finding)) => (theme.say(finding.symptom.sentence()).into_owned(), theme.ink),
                (None, None) => (status(theme, snapshot, tried), theme.muted),
            };
            let label = Label::new(theme.caption(&words).color(ink)).truncate();
            ui.add(label).on_hover_text(words);
        });
    });
    actions
}

/// What a button says and explains, and what it does.
type Offer = (String, String, Action);

/// What can be done from here: the ways on from an earlier moment, or what to try and the way back.
fn offers(
    theme: &Theme,
    snapshot: &Snapshot,
    finding: Option<&Finding>,
    tried: Option<Remedy>,
    (left, page): (Option<&Left>, Next),
) -> Vec<Offer> {
    let offer =
        |name: Text, hint: Text, action: Action| (theme.say(name).into_owned(), theme.say(hint).into_owned(), action);
    if snapshot.past {
        let here = text!(
            "Train on from this moment. The run as it was is set aside and can be returned to.",
            "从这个时刻开始继续训练。原来的过程会保留，可以随时换回。"
        );
        let now = text!("Back to the newest moment.", "回到最新的时刻。");
        return vec![
            offer(text!("Continue from here", "从这里继续"), here, Action::GoBack(snapshot.step)),
            offer(text!("Now", "现在"), now, Action::Look(None)),
        ];
    }
    let mut offers = Vec::new();
    let stages = &snapshot.experiment.stages;
    // A stage without an end of its own is over where a person pauses it.
    let is_paused = !snapshot.running && snapshot.step > 0 && snapshot.experiment.training().stop.epochs.is_none();
    let is_over = match snapshot.status {
        Status::Finished { .. } => true,
        Status::Ready => is_paused,
        Status::Diverged { .. } => false,
    };
    if let (true, Some(next)) = (is_over, stages.list().get(stages.at() + 1)) {
        let name = naming::stage(stages.list(), next);
        let (english, chinese) = name.both();
        let hint = text!(
            "Goes on with the next stage, from what the layers have learned.",
            "进入下一阶段，从各层已学到的继续。"
        );
        offers.push(offer(text!("Next: {english}", "下一步：{chinese}"), hint, Action::Stage(stages.at() + 1)));
    }
    // One stage alone has a way behind it where it redraws, as it is then all that there is of a pipeline.
    let is_pipeline = stages.list().len() > 1 || snapshot.experiment.autoencoder().is_some();
    let is_last = is_pipeline && stages.at() + 1 == stages.list().len();
    if let (true, true, Some((page, name))) = (is_over, is_last, page) {
        let (english, chinese) = name.both();
        let hint = text!("All stages are trained: on to what they are good for.", "所有阶段都已训练完：去看看效果。");
        offers.push(offer(text!("Next: {english}", "下一步：{chinese}"), hint, Action::Page(page)));
    }
    for remedy in finding.iter().flat_map(|finding| finding.remedies) {
        let words = remedy.words();
        let (english, chinese) = words.both();
        let hint = text!(
            "Changes this one thing. The run as it is now is set aside, and one click takes it back.",
            "只改变这一项。现在的训练过程会保留，单击一次即可撤回。"
        );
        let back = finding.and_then(|finding| finding.back);
        offers.push(offer(text!("Try: {english}", "试试：{chinese}"), hint, Action::Try { remedy, back }));
    }
    if tried.is_some() {
        let hint =
            text!("Settings and run as they were before (Ctrl+Z).", "设置和训练过程都回到之前的样子（Ctrl+Z）。");
        offers.push(offer(text!("Take it back", "撤回"), hint, Action::Undo));
    } else if let Some(left) = left {
        let epoch = grouped(left.run.epochs());
        let words = difference::words(left.run.experiment(), &snapshot.newest_experiment);
        let loss = left.run.metrics().map_or_else(|| "–".to_owned(), |metrics| compact(metrics.train.loss));
        let (words, words_zh) = words.both();
        let hint = text!(
            "It had reached a loss of {loss}. Its settings: {words}. The run at hand is set aside for it; all of them are \
             on the page Runs.",
            "它的损失为 {loss}。设置：{words_zh}。当前的训练会保留下来；所有训练都在“训练对比”页。"
        );
        let name = text!("Return to the run of {epoch} epochs", "换回训练了 {epoch} 轮的过程");
        offers.push(offer(name, hint, Action::ReturnToLeft(left.number)));
    }
    offers
}

fn done(theme: &Theme, snapshot: &Snapshot) -> String {
    let (steps, parameters) = (grouped(snapshot.step), snapshot.network.parameters.values().len());
    let parameters = grouped(parameters as u64);
    let [train, validation, test] = snapshot.data.parts().map(|(_, part)| grouped(part.rows.len() as u64));
    let said = if snapshot.data.validation.rows.is_empty() {
        text!(
            "{steps} steps · {parameters} parameters · {train} training and {test} test rows",
            "{steps} 步 · {parameters} 个参数 · {train} 个训练样本，{test} 个测试样本"
        )
    } else {
        text!(
            "{steps} steps · {parameters} parameters · {train} training, {validation} validation and {test} test rows",
            "{steps} 步 · {parameters} 个参数 · {train} 个训练样本，{validation} 个验证样本，{test} 个测试样本"
        )
    };
    match &snapshot.spending {
        Some(spending) => format!("ε {} · {}", spending.written(), theme.say(said)),
        None => theme.say(said).into_owned(),
    }
}

/// How training stands when there is nothing wrong.
fn status(theme: &Theme, snapshot: &Snapshot, tried: Option<Remedy>) -> String {
    let said = match (&snapshot.status, tried) {
        (_, Some(remedy)) => {
            let words = remedy.words();
            let (english, chinese) = words.both();
            text!("Tried: {english}.", "已尝试：{chinese}。")
        }
        (Status::Finished { reason }, None) => reason.text(),
        (Status::Diverged { .. } | Status::Ready, None) if snapshot.past => {
            text!("Looking back: training is paused.", "正在回看，训练已暂停。")
        }
        (Status::Diverged { .. } | Status::Ready, None) if snapshot.running => text!("Training.", "训练中。"),
        (Status::Diverged { .. } | Status::Ready, None) if snapshot.step == 0 => {
            text!("Ready: Space starts training.", "就绪：按空格键开始训练。")
        }
        (Status::Diverged { .. } | Status::Ready, None) => text!("Paused.", "已暂停。"),
    };
    theme.say(said).into_owned()
}
