//! Goals: what a run shall reach, by when, and with how many of its seeds it does.

use super::{
    Fault, Metric, Moment, amount,
    fault::unknown,
    piece::Piece,
    setting::{self, Setting},
};
use crate::{
    experiment::Experiment,
    language::Text,
    nn::Choice,
    text,
    training::{Record, Status},
};

/// `{goal: train_loss <= 0.177 within 500 epochs in 3 of 5 starts by network.hidden = 4}`
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// The metric.
    pub metric: Metric,
    /// How it shall compare with `value`.
    pub relation: Relation,
    /// The value that it is compared with.
    pub value: f64,
    /// By when.
    pub when: When,
    /// The stage whose epochs these are, the last one, counted from 1; `None` when there is only one.
    pub stage: Option<usize>,
    /// With how many of how many seeds, which is what playing the lesson requires.
    pub starts: (u32, u32),
    /// What reaches it: settings left to the learner, which playing the lesson applies.
    pub by: Vec<Setting>,
    /// The line of the file.
    pub line: usize,
}

/// The comparison of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `<=`
    AtMost,
    /// `>=`
    AtLeast,
}

/// When a goal is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At any time.
    Ever,
    /// Within this many epochs.
    Within(u64),
    /// At this epoch exactly.
    At(u64),
}

/// The state of a goal in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It can still be reached.
    NotYet,
    /// It was reached, at this epoch.
    Since(u64),
    /// It can no longer be reached in this run.
    Missed,
}

/// Number of epochs after which playing gives up on a goal without a limit.
pub(super) const EPOCHS: u64 = 1_000;

impl Relation {
    fn holds(self, value: f64, goal: f64) -> bool {
        match self {
            Self::AtMost => value <= goal,
            Self::AtLeast => value >= goal,
        }
    }

    const fn sign(self) -> char {
        match self {
            Self::AtMost => '≤',
            Self::AtLeast => '≥',
        }
    }
}

impl Goal {
    /// The last epoch that matters.
    #[must_use]
    pub const fn epochs(&self) -> u64 {
        match self.when {
            When::Ever => EPOCHS,
            When::Within(epochs) | When::At(epochs) => epochs,
        }
    }

    /// How far `moment` is from it: what stood there before the first epoch is no run's doing. What the history does not tell is looked at now: once reached, keep that in mind.
    #[must_use]
    pub fn reached(&self, moment: &Moment<'_>) -> Reached {
        let holds = |value: f64| self.relation.holds(value, self.value);
        let diverged = matches!(moment.status, Status::Diverged { .. });
        // A diverged run has no later epochs; what it shows may be the subject of the goal.
        if self.metric == Metric::Diverged && diverged && holds(1.0) && moment.epoch <= self.epochs() {
            return Reached::Since(moment.epoch);
        }
        let ended = if diverged { Reached::Missed } else { Reached::NotYet };
        match self.when {
            When::At(epoch) => match self.metric.at(epoch, moment) {
                Some(value) if holds(value) => Reached::Since(epoch),
                Some(_) => Reached::Missed,
                // The moment to look is over.
                None if moment.epoch > epoch => Reached::Missed,
                None => ended,
            },
            When::Ever | When::Within(_) => {
                let last = if let When::Within(epochs) = self.when { epochs } else { u64::MAX };
                let is_regression = moment.probe.experiment.classes().is_none();
                let value = |record: &Record| self.metric.measured(&record.metrics, is_regression);
                let mut records = moment.history.records().iter().filter(|record| (1..=last).contains(&record.epoch));
                if let Some(record) = records.find(|record| value(record).is_some_and(holds)) {
                    return Reached::Since(record.epoch);
                }
                let counts = moment.is_whole || !self.metric.is_recorded();
                let now = self.metric.now(moment).filter(|_| counts && (1..=last).contains(&moment.epoch));
                match now {
                    Some(value) if holds(value) => Reached::Since(moment.epoch),
                    _ if moment.epoch >= last => Reached::Missed,
                    _ => ended,
                }
            }
        }
    }

    /// The goal in words: “training loss ≤ 0.02 within 150 epochs of stage 2”.
    #[must_use]
    pub fn text(&self) -> Text {
        let (what, what_zh) = (self.metric.text(), self.metric.text());
        let ((what, _), (_, what_zh), sign, value) = (what.both(), what_zh.both(), self.relation.sign(), self.value);
        let (said, said_zh) = if self.metric == Metric::Diverged {
            let yes = self.relation.holds(1.0, value);
            if yes {
                ("training diverges".into(), "训练发散".into())
            } else {
                ("training does not diverge".into(), "训练不发散".into())
            }
        } else if let Some(counted) = self.counted() {
            let (said, said_zh) = counted.both();
            (said.to_owned(), said_zh.to_owned())
        } else {
            let value = self.metric.written(value);
            (format!("{what} {sign} {value}"), format!("{what_zh} {sign} {value}"))
        };
        let (of, of_zh) = of_stage(self.stage);
        // Digits do not touch Chinese.
        let gap = if of_zh.is_empty() { "" } else { " " };
        match self.when {
            When::Ever => Text::in_each(said, said_zh),
            When::Within(epochs) => text!("{said} within {epochs} epochs{of}", "{of_zh}{gap}{epochs} 轮内{said_zh}"),
            When::At(epochs) => text!("{said} at epoch {epochs}{of}", "{of_zh}第 {epochs} 轮时{said_zh}"),
        }
    }

    /// What is counted, in words: “at most 2 parameters”; nothing of what is measured.
    fn counted(&self) -> Option<Text> {
        let value = self.value;
        let (least, least_zh) = match self.relation {
            Relation::AtMost => ("at most", "至多"),
            Relation::AtLeast => ("at least", "至少"),
        };
        Some(match self.metric {
            Metric::ZeroWeights if value == 0.0 && self.relation == Relation::AtMost => {
                text!("no weight of 0", "没有权重为 0")
            }
            Metric::Epoch => text!("{least} {value} epochs", "{least_zh}训练 {value} 轮"),
            Metric::Parameters => text!("{least} {value} parameters", "{least_zh} {value} 个参数"),
            Metric::ZeroWeights => text!("{least} {value} weights of 0", "{least_zh} {value} 个权重为 0"),
            Metric::Nonzero => text!("{least} {value} parameters other than 0", "{least_zh} {value} 个参数不为 0"),
            _ => return None,
        })
    }

    /// Parses what follows `goal:`.
    pub(super) fn read(piece: Piece<'_>, experiment: &Experiment) -> Result<Self, Fault> {
        let (head, by) = match piece.split_once(" by ") {
            Some((head, by)) => (head, setting::list(by, experiment)?.0),
            None => (piece, Vec::new()),
        };
        let words = head.words();
        let mut words = words.iter();
        let first = *words.next().ok_or_else(|| piece.fault(shape()))?;
        let metric = metric(first)?;
        let mut goal = Self {
            metric,
            relation: Relation::AtLeast,
            value: 1.0,
            when: When::Ever,
            stage: experiment.stages.last_of_several(),
            starts: (1, STARTS),
            by,
            line: piece.line(),
        };
        // “diverged” needs no comparison.
        let mut next = words.next();
        if !(metric == Metric::Diverged && next.is_none_or(|word| word.text().chars().all(char::is_alphabetic))) {
            let relation = next.ok_or_else(|| first.fault(shape()))?;
            goal.relation = match relation.text() {
                "<=" | "≤" => Relation::AtMost,
                ">=" | "≥" => Relation::AtLeast,
                _ => return Err(relation.fault(text!("write <= or >= after the metric", "在指标后写 <= 或 >="))),
            };
            let value = words.next().ok_or_else(|| relation.fault(shape()))?;
            next = words.next();
            let percent = next.is_some_and(|word| word.text() == "%");
            goal.value = amount::read(*value, metric, percent)?;
            next = if percent { words.next() } else { next };
        }
        let mut rest: Vec<_> = next.into_iter().chain(words).copied().collect();
        rest.reverse();
        while let Some(word) = rest.pop() {
            match word.text() {
                "within" => goal.when = When::Within(epochs(&mut rest, word)?),
                "at" => goal.when = When::At(epochs(&mut rest, word)?),
                "in" => goal.starts = starts(&mut rest, word)?,
                other => {
                    return Err(word.fault(unknown(("word", "词"), other, ["within", "at", "in", "by"].into_iter())));
                }
            }
        }
        Ok(goal)
    }
}

/// Whose epochs are meant, in both languages; nothing when there is only one stage.
pub(super) fn of_stage(stage: Option<usize>) -> (String, String) {
    stage.map(|stage| (format!(" of stage {stage}"), format!("第 {stage} 阶段的"))).unwrap_or_default()
}

/// Number of seeds that are played when a goal does not say.
const STARTS: u32 = 5;
/// Largest number of seeds of a goal.
const MOST_STARTS: u32 = 200;
/// Largest number of epochs of a goal.
const MOST_EPOCHS: u64 = 100_000;

/// The metric of this name.
pub(super) fn metric(word: Piece<'_>) -> Result<Metric, Fault> {
    Metric::from_name(word.text())
        .map_err(|_| word.fault(unknown(("metric", "指标"), word.text(), Metric::ALL.iter().map(Choice::name))))
}

/// `N [epochs]`, the next word being the last of `rest`.
pub(super) fn epochs(rest: &mut Vec<Piece<'_>>, after: Piece<'_>) -> Result<u64, Fault> {
    let word = rest.pop().ok_or_else(|| after.fault(shape()))?;
    let epochs = word.text().parse().ok().filter(|epochs| (1..=MOST_EPOCHS).contains(epochs));
    let said =
        || word.fault(text!("write a whole number of epochs, 1 to {MOST_EPOCHS}", "请写整数轮数，1 到 {MOST_EPOCHS}"));
    rest.pop_if(|word| ["epoch", "epochs"].contains(&word.text()));
    epochs.ok_or_else(said)
}

/// `K of N [starts]`
fn starts(rest: &mut Vec<Piece<'_>>, after: Piece<'_>) -> Result<(u32, u32), Fault> {
    let wrong = || {
        after.fault(text!(
            "write “in 3 of 5 starts”, with up to {MOST_STARTS}",
            "请写“in 3 of 5 starts”，最多 {MOST_STARTS} 个起点"
        ))
    };
    let mut next = || rest.pop().map(|word| word.text()).unwrap_or_default();
    let (reached, of, all) = (next().parse::<u32>(), next(), next().parse::<u32>());
    rest.pop_if(|word| ["start", "starts"].contains(&word.text()));
    match (reached, of, all) {
        (Ok(reached), "of", Ok(all)) if (1..=all).contains(&reached) && all <= MOST_STARTS => Ok((reached, all)),
        _ => Err(wrong()),
    }
}

fn shape() -> Text {
    text!(
        "write a metric, <= or >=, a number and by when, such as train_loss <= 0.05 within 300 epochs",
        "请依次写指标、<= 或 >=、数字和期限，例如 train_loss <= 0.05 within 300 epochs"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::Trainer;

    fn read(text: &str) -> Result<Goal, Fault> {
        Goal::read(Piece::of_line(1, text), &Experiment::default())
    }

    #[test]
    fn a_goal_is_read_with_all_its_parts() {
        let goal = read(
            "train_loss <= 0.177 within 500 epochs in 3 of 5 starts by network.hidden = 4; network.activation = relu",
        )
        .unwrap();
        assert_eq!((goal.metric, goal.relation, goal.value), (Metric::TrainLoss, Relation::AtMost, 0.177));
        assert_eq!((goal.when, goal.starts), (When::Within(500), (3, 5)));
        let by: Vec<_> = goal.by.iter().map(|setting| (&*setting.key, &*setting.value)).collect();
        assert_eq!(by, [("network.hidden", "4"), ("network.activation", "relu")]);
        assert_eq!(goal.text().both(), ("training loss ≤ 0.177 within 500 epochs", "500 轮内训练损失 ≤ 0.177"));
        let counted = |line| read(line).unwrap().text();
        assert_eq!(counted("zero_weights >= 3").both(), ("at least 3 weights of 0", "至少 3 个权重为 0"));
        assert_eq!(
            counted("zero_weights <= 0 at 200").both(),
            ("no weight of 0 at epoch 200", "第 200 轮时没有权重为 0")
        );
        assert_eq!(counted("test_accuracy >= 0.825 at 9").both().0, "test accuracy ≥ 82.5 % at epoch 9");
        assert_eq!(counted("parameters <= 1").both(), ("at most 1 parameter", "至多 1 个参数"));
        assert_eq!(
            counted("nonzero <= 9 within 50 epochs").both(),
            ("at most 9 parameters other than 0 within 50 epochs", "50 轮内至多 9 个参数不为 0")
        );
        for line in ["test_accuracy >= 90 % at 9", "test_accuracy >= 90% at 9"] {
            assert_eq!((read(line).unwrap().value, read(line).unwrap().when), (0.9, When::At(9)));
        }
        let mut goal = read("test_loss >= 0.4 at 100").unwrap();
        assert_eq!((goal.when, goal.stage), (When::At(100), None));
        goal.stage = Some(2);
        assert_eq!(
            goal.text().both(),
            ("test loss ≥ 0.4 at epoch 100 of stage 2", "第 2 阶段的第 100 轮时测试损失 ≥ 0.4")
        );
        goal.when = When::Within(9);
        assert_eq!(
            goal.text().both(),
            ("test loss ≥ 0.4 within 9 epochs of stage 2", "第 2 阶段的 9 轮内测试损失 ≥ 0.4")
        );
        let diverges = read("diverged within 20 epochs").unwrap();
        assert_eq!((diverges.relation, diverges.value, diverges.when), (Relation::AtLeast, 1.0, When::Within(20)));
    }

    #[test]
    fn a_wrong_goal_is_told_by_its_column() {
        for (text, column, expected) in [
            ("train_los <= 1", 1, "did you mean “train_loss”?"),
            ("train_loss = 1", 12, "write <= or >="),
            ("train_loss <= low", 15, "“low” is not a number"),
            ("train_loss <= nan", 15, "“nan” is not a number"),
            ("train_loss <= 1 withn 5", 17, "did you mean “within”?"),
            ("train_loss <= 1 within 0", 24, "a whole number of epochs"),
            ("train_loss <= 1 in 6 of 5 starts", 17, "in 3 of 5 starts"),
            ("train_loss <= 1 by network.hiden = 4", 20, "Did you mean “network.hidden”?"),
            ("train_loss", 1, "write a metric"),
            ("test_accuracy <= 90", 18, "0.9 for 90 %"),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!(fault.column, column, "{fault}");
            assert!(fault.what.to_string().contains(expected), "{fault}");
        }
    }

    #[test]
    fn a_goal_is_reached_at_the_first_epoch_that_shows_it() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        let goal = read("train_loss <= 0.1 within 200 epochs").unwrap();
        assert_eq!(goal.reached(&Moment::of(&trainer)), Reached::NotYet);
        (0..5 * 25 + 12).for_each(|_| trainer.step());
        let (moment, records) = (Moment::of(&trainer), trainer.history().records());
        let now = moment.metrics.train.loss;
        assert!(!moment.is_whole && records.iter().all(|record| record.metrics.train.loss > now));
        let between = read(&format!("train_loss <= {now}")).unwrap();
        assert_eq!(between.reached(&moment), Reached::NotYet, "a moment that other machines may not see");
        while trainer.epochs() < 200 {
            trainer.step();
        }
        let first = trainer.history().records().iter().find(|r| r.metrics.train.loss <= 0.1).unwrap().epoch;
        assert!(first > 1);
        let moment = Moment::of(&trainer);
        assert_eq!(goal.reached(&moment), Reached::Since(first));
        let reached = |text: &str| read(text).unwrap().reached(&moment);
        assert_eq!(reached(&format!("train_loss <= 0.1 within {}", first - 1)), Reached::Missed);
        assert_eq!(reached(&format!("train_loss <= 0.1 at {first}")), Reached::Since(first));
        assert_eq!(reached(&format!("train_loss >= 0.1 at {first}")), Reached::Missed);
        assert_eq!(reached("train_loss <= 0 at 300"), Reached::NotYet);
        assert_eq!(reached("parameters <= 99 at 200"), Reached::Since(200));
        assert_eq!(
            reached("parameters <= 99 at 100"),
            Reached::Missed,
            "no record holds it, and now says nothing of then"
        );
        assert_eq!(reached("diverged"), Reached::NotYet);
        assert_eq!(reached("train_r2 >= 0 within 100"), Reached::Missed, "classes have none");
    }
}
