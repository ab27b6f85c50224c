//! Repeats a run from its recipe and compares bit for bit: proof that nobody edited its result.

use std::sync::Arc;

use super::{Change, Checkpoint, Edits, Origin, Status, Trainer};
use crate::{
    experiment::{Experiment, Place, Problem, ValidExperiment},
    language::Text,
    nn::Parameters,
    text,
};

/// Number of steps after a diverged run's last step within which a repetition has to diverge.
const UNTIL_SEEN: u64 = 200;

/// Repeats the run of `stored` with all its edits and compares the state and what is shown: weights, moments, order of
/// the rows, random streams, counters, the best network, status, every kept moment, the history. Not compared are the
/// seconds that it took, and how densely moments are kept.
///
/// `progress` is called after every step with the number of steps done.
///
/// # Errors
/// What does not come out the same, or why the run cannot be repeated; each as a sentence.
pub fn repeat(stored: &Trainer, mut progress: impl FnMut(u64)) -> Result<Text, Text> {
    repeat_while(stored, |done| {
        progress(done);
        true
    })
}

/// As [`repeat`], but aborts with an error when `go_on`, called after every step, returns false.
///
/// # Errors
/// As [`repeat`], and when it was aborted.
pub fn repeat_while(stored: &Trainer, mut go_on: impl FnMut(u64) -> bool) -> Result<Text, Text> {
    let earlier = stored.earlier();
    for (index, run) in earlier.iter().enumerate() {
        let before = Arc::new(earlier[..index].to_vec());
        let number = run.stage() + 1;
        let of_stage =
            |(english, chinese): (&str, &str)| text!("Stage {number}: {english}", "第 {number} 阶段：{chinese}");
        let trainer = run.clone().trainer(before).map_err(|problem| of_stage(problem.text().both()))?;
        repeat_stage(&trainer, &mut go_on).map_err(|why| of_stage(why.both()))?;
    }
    repeat_stage(stored, go_on)
}

/// The same for the current stage alone.
fn repeat_stage(stored: &Trainer, go_on: impl FnMut(u64) -> bool) -> Result<Text, Text> {
    if stored.experiment().training().privacy.is_some() {
        return Err(text!(
            "Cannot be repeated: private training draws its batches and its noise from the system and keeps neither, for whoever \
             had them could take the noise away again.",
            "无法复现：隐私训练的批次和噪声取自系统的随机数且不保存，因为得到它们的人可以把噪声去掉。"
        ));
    }
    let edits = stored.edits();
    if edits.origin == Origin::Forgotten {
        return Err(text!(
            "Cannot be repeated: more was changed on the way than the session keeps.",
            "无法复现：途中的改动多于会话所保留的。"
        ));
    }
    check_counts(stored)?;
    let again = Way { stored, moment: 0, unrestored: None, go_on }.whole()?;
    compare(stored, &again)?;
    Ok(praise(edits, &again))
}

fn praise(edits: &Edits, again: &Trainer) -> Text {
    let (steps, epochs, changes) = (again.steps(), again.epochs(), edits.list().len());
    let (step_s, epoch_s) = (if steps == 1 { "" } else { "s" }, if epochs == 1 { "" } else { "s" });
    let (with, with_zh) = match changes {
        0 => (String::new(), String::new()),
        1 => (", with the change that was made on the way".into(), "，包括途中的 1 处改动".into()),
        _ => (
            format!(", with the {changes} changes that were made on the way"),
            format!("，包括途中的 {changes} 处改动"),
        ),
    };
    let (remark, remark_zh) = if edits.origin == Origin::Imported {
        (
            " The network was imported: its first weights are taken as they are, and all since is repeated.",
            "网络是导入的：最初的权重按原样采用，此后的一切都已重复。",
        )
    } else if edits.list().iter().any(|edit| edit.change == Change::TimeUp) {
        (" The clock ended it, which is taken as it is.", "它由时间限制结束，这一点按原样采用。")
    } else {
        ("", "")
    };
    text!(
        "The same, bit for bit: {steps} step{step_s}, {epochs} epoch{epoch_s}{with}.{remark}",
        "逐位相同：{steps} 步，{epochs} 轮{with_zh}。{remark_zh}"
    )
}

/// Rejects impossible counters before so many steps are taken.
fn check_counts(stored: &Trainer) -> Result<(), Text> {
    let (step, epochs) = (stored.steps(), stored.progress());
    // Until an edit changes that, every epoch has the same number of steps.
    let steps = epochs * stored.steps_per_epoch();
    if stored.edits().list().is_empty() && (steps - step as f64).abs() > 1.0 + 1e-9 * steps {
        return Err(text!(
            "Not the same: {step} steps do not make {epochs:.2} epochs.",
            "不相同：{step} 步不等于 {epochs:.2} 轮。"
        ));
    }
    let newest = stored.history().newest();
    if newest.is_none_or(|newest| newest.step > step || newest.epoch > stored.epochs()) {
        return Err(text!(
            "Not the same: the stored history does not end where the run does.",
            "不相同：保存的历史与训练的终点不一致。"
        ));
    }
    Ok(())
}

/// Repeats a stored run and compares its kept moments on the way.
struct Way<'s, P> {
    stored: &'s Trainer,
    /// Index of the next kept moment.
    moment: usize,
    /// The network at the step that ended the run early, before the best one was restored.
    unrestored: Option<Parameters>,
    go_on: P,
}

impl<P: FnMut(u64) -> bool> Way<'_, P> {
    /// Runs from the start to the stored state.
    fn whole(mut self) -> Result<Trainer, Text> {
        let mut again = self.start()?;
        for (index, edit) in self.stored.edits().list().iter().enumerate() {
            self.go(&mut again, edit.step)?;
            again.repeat(&edit.change, self.experiment_after(index + 1)?);
            self.look(&again)?;
        }
        self.go(&mut again, self.stored.steps())?;
        let kept = self.stored.timeline().moments().len();
        if self.moment < kept {
            let number = self.moment + 1;
            return Err(text!(
                "Not the same: kept moment {number} does not lie on the way.",
                "不相同：第 {number} 个保留时刻不在途中。"
            ));
        }
        if matches!(self.stored.status(), Status::Diverged { .. }) {
            let mut ahead = again.clone();
            for _ in 0..UNTIL_SEEN {
                ahead.step();
                if matches!(ahead.status(), Status::Diverged { .. }) {
                    return Ok(ahead);
                }
            }
        }
        again.settle();
        Ok(again)
    }

    fn start(&self) -> Result<Trainer, Text> {
        let experiment = self.experiment_after(0)?;
        if self.stored.edits().origin != Origin::Imported {
            return Ok(Trainer::after(experiment, Arc::clone(self.stored.earlier())));
        }
        let first = self.stored.timeline().moments().first().filter(|moment| moment.step == 0);
        let first = first.ok_or_else(|| {
            text!(
                "Cannot be repeated: the network was imported, and its first weights are not kept.",
                "无法复现：网络是导入的，而最初的权重没有保留。"
            )
        })?;
        Trainer::starting_from(experiment, first.parameters.clone()).map_err(|problem| problem.text())
    }

    /// The experiment of the run after its first `count` edits.
    fn experiment_after(&self, count: usize) -> Result<ValidExperiment, Text> {
        let experiment: Experiment = self.stored.edits().experiment_after(count, self.stored.experiment()).clone();
        experiment.validate().map_err(|problems| {
            let (number, first) = (count + 1, problems.first().map_or_else(|| Text::same(""), Problem::text));
            let (why, why_zh) = first.both();
            text!(
                "Not the same: the experiment before change {number} cannot be trained: {why}.",
                "不相同：第 {number} 处改动之前的实验无法训练：{why_zh}。"
            )
        })
    }

    /// Steps until `step`, and compares the kept moments on the way.
    fn go(&mut self, again: &mut Trainer, step: u64) -> Result<(), Text> {
        self.look(again)?;
        while again.steps() < step {
            let before = again.steps();
            let last = self.may_be_restored(again).then(|| again.clone());
            again.step();
            self.unrestored = last.map(Trainer::stepped);
            if again.steps() <= before {
                let step = before + 1;
                return Err(text!(
                    "Not the same: taken again, training diverged at step {step}.",
                    "不相同：重新训练时在第 {step} 步发散。"
                ));
            }
            self.look(again)?;
            if !(self.go_on)(again.steps()) {
                let step = again.steps();
                return Err(text!("Given up at step {step}.", "在第 {step} 步放弃。"));
            }
        }
        Ok(())
    }

    /// Whether the next step can end an epoch at which early stopping restores the best network.
    fn may_be_restored(&self, again: &Trainer) -> bool {
        let (rules, best) = (again.experiment().training().early_stopping, again.best_epoch());
        rules
            .zip(best)
            .is_some_and(|(rules, best)| rules.restore_best && again.epochs() + 1 >= best + u64::from(rules.patience))
    }

    /// Compares `again` with the kept moments that have its step and its number of edits.
    fn look(&mut self, again: &Trainer) -> Result<(), Text> {
        let timeline = self.stored.timeline();
        while let Some(moment) = timeline.moments().get(self.moment).filter(|moment| moment.step <= again.steps()) {
            let (before, edits) = (timeline.edits_before(self.moment), again.edits().list().len());
            if moment.step == again.steps() && before > edits {
                return Ok(());
            }
            self.moment += 1;
            let mut found = Checkpoint { status: Status::Ready, ..again.checkpoint() };
            // Older files kept the final moment of a run as it was before the best network was restored.
            if let Some(network) =
                self.unrestored.as_ref().filter(|network| differing(network, &moment.parameters).is_empty())
            {
                found.parameters.clone_from(network);
            }
            let place = || text!("place among the changes", "在改动中的位置");
            if let Some(what) = difference(moment, &found).or_else(|| (before != edits).then(place)) {
                let (number, step, (what, what_zh)) = (self.moment, moment.step, what.both());
                return Err(text!(
                    "Not the same: kept moment {number}, at step {step}, has another {what}.",
                    "不相同：第 {number} 个保留时刻（第 {step} 步）的{what_zh}不同。"
                ));
            }
        }
        Ok(())
    }
}

fn compare(stored: &Trainer, again: &Trainer) -> Result<(), Text> {
    let (expected, found, step) = (stored.checkpoint(), again.checkpoint(), again.steps());
    let differing = differing(&expected.parameters, &found.parameters);
    if let Some(index) = differing.first() {
        let (count, all) = (differing.len(), expected.parameters.values().len());
        let (place, changes) = (Place::of(&expected.parameters, *index).text(), stored.edits().list().len());
        let (place, place_zh) = place.both();
        return Err(text!(
            "Not the same: {count} of {all} weights and biases differ after {step} steps, with {changes} changes on \
             the way; the first is {place}.",
            "不相同：{step} 步、途中 {changes} 处改动之后，{all} 个权重和偏置中有 {count} 个不同，第一个在{place_zh}。"
        ));
    }
    let records = || text!("history", "历史");
    let what = difference(&expected, &found).or_else(|| (stored.history() != again.history()).then(records));
    what.map_or(Ok(()), |what| {
        let (what, what_zh) = what.both();
        Err(text!(
            "Not the same: the weights are the same after {step} steps, but there is another {what}.",
            "不相同：{step} 步之后权重相同，但{what_zh}不同。"
        ))
    })
}

/// The fields that differ between two moments of a run, apart from the time.
fn difference(expected: &Checkpoint, found: &Checkpoint) -> Option<Text> {
    // Destructured by name, so that a new field cannot be forgotten.
    let Checkpoint {
        step,
        epoch,
        position,
        rows_seen,
        rows_evaluated,
        parameters,
        moments,
        moments_age,
        order,
        batches,
        noise,
        first_loss,
        best,
        seconds: _,
        status,
    } = expected;
    let same_memory = moments.len() == found.moments.len()
        && moments.iter().zip(&found.moments).all(|(expected, found)| differing(expected, found).is_empty());
    let counts = (*step, *epoch, *position, *rows_seen, *rows_evaluated);
    let found_counts = (found.step, found.epoch, found.position, found.rows_seen, found.rows_evaluated);
    let same_best = best.is_some() == found.best.is_some()
        && best.iter().zip(&found.best).all(|(expected, found)| {
            expected == found
                && expected.parameters.iter().zip(&found.parameters).all(|(a, b)| differing(a, b).is_empty())
        });
    let checks = [
        (differing(parameters, &found.parameters).is_empty(), text!("network", "网络")),
        (counts == found_counts, text!("count of steps, epochs or rows", "步数、轮数或行数")),
        (same_memory && *moments_age == found.moments_age, text!("memory of the optimizer", "优化器的记忆")),
        (*order == found.order, text!("order of the rows", "行的顺序")),
        (*batches == found.batches && *noise == found.noise, text!("state of the random streams", "随机数流的状态")),
        (first_loss.to_bits() == found.first_loss.to_bits(), text!("loss at the start", "起始损失")),
        (same_best, text!("best network", "最佳网络")),
        (*status == found.status, text!("status", "状态")),
    ];
    checks.into_iter().find_map(|(same, what)| (!same).then_some(what))
}

/// Indices at which the bits differ.
fn differing(first: &Parameters, second: &Parameters) -> Vec<usize> {
    if first.sizes() != second.sizes() {
        return (0..first.values().len()).collect();
    }
    let pairs = first.values().iter().zip(second.values()).enumerate();
    pairs.filter(|(_, (a, b))| a.to_bits() != b.to_bits()).map(|(index, _)| index).collect()
}
