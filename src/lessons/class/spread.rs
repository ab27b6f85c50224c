//! Distribution of the class's answers, without names, for the projector.

use std::collections::BTreeMap;

use super::{Submission, Verified};
use crate::{
    language::{Language, Text},
    lessons::{Block, Item, Lesson, Metric, Predicted, Prediction, answered, goal::Relation},
    session::Answer,
    text,
};

/// The loss that counts as success where the lesson is not known.
const SUCCESS: f64 = 0.05;

/// Distribution of the answers to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    /// Step and item.
    pub place: (usize, usize),
    /// The question.
    pub question: String,
    /// Number of answers in words: “24 of 30, 18 right”.
    pub count: String,
    /// Every choice with its count, or minimum, median and maximum of numbers and gaps.
    pub answers: String,
    /// The most common wrong answer; may be empty.
    pub wrong: String,
}

/// The distribution for every item of `lesson`.
#[must_use]
pub fn spread(lesson: &Lesson, submissions: &[Submission], language: Language) -> Vec<Spread> {
    let of_lesson = |submission: &&Submission| {
        submission
            .lesson
            .as_ref()
            .is_some_and(|own| own.title == lesson.title && own.items().count() == lesson.items().count())
    };
    let all = once(submissions.iter().filter(of_lesson));
    lesson
        .items()
        .map(|item| {
            let entries: Vec<_> = all
                .iter()
                .filter(|submission| !submission.is_doubted((item.step, item.item)))
                .filter_map(|submission| submission.hand_in.as_ref()?.entry(item.step, item.item))
                .filter(|entry| entry.answer != Answer::Skipped)
                .collect();
            let is_right =
                |entry: &&&crate::session::hand_in::Entry| answered::is_right(item.block, entry) == Some(true);
            let (count, of, right) = (entries.len(), all.len(), entries.iter().filter(is_right).count());
            let mut words: BTreeMap<String, (usize, bool)> = BTreeMap::new();
            let mut numbers = Vec::new();
            for entry in &entries {
                match (&entry.answer, entry.gap) {
                    (Answer::Number(number), _) => numbers.push(*number),
                    (Answer::Reached { epoch, .. }, _) => numbers.push(*epoch as f64),
                    (Answer::Curve(_) | Answer::Boundary(_), Some(gap)) => numbers.push(gap),
                    (Answer::Choices(_) | Answer::Words(_), _) => {
                        let said = answered::answer(Some(item.block), &entry.answer, language);
                        let counted = words.entry(short(&said)).or_default();
                        counted.0 += 1;
                        counted.1 = answered::is_right(item.block, entry) == Some(true);
                    }
                    _ => {}
                }
            }
            let mut words: Vec<_> = words.into_iter().collect();
            words.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
            // What one pupil alone has answered would point at this pupil.
            let wrong = words
                .iter()
                .find(|(_, (count, is_right))| !is_right && *count > 1)
                .map(|(said, (count, _))| format!("{said} ({count})"));
            let said = words.iter().take(8).map(|(said, (count, _))| format!("{said}: {count}")).collect::<Vec<_>>();
            let counted = if matches!(item.block, Block::Goal(_)) {
                text!("reached by {count} of {of}", "{of} 人中 {count} 人达到")
            } else if answered::is_judged(item.block) {
                text!("{count} of {of}, {right} right", "{of} 人中 {count} 人，{right} 人正确")
            } else {
                text!("{count} of {of}", "{of} 人中 {count} 人")
            };
            Spread {
                place: (item.step, item.item),
                question: short(&answered::question(item.block, language)),
                count: counted.say(language).to_owned(),
                answers: if numbers.is_empty() { said.join(" · ") } else { three(item.block, &mut numbers, language) },
                wrong: wrong.unwrap_or_default(),
            }
        })
        .collect()
}

/// What each pupil handed in last of one lesson: the same file twice is one submission, and a name that hands in again one
/// pupil.
fn once<'a>(submissions: impl Iterator<Item = &'a Submission>) -> Vec<&'a Submission> {
    let mut last: BTreeMap<String, &Submission> = BTreeMap::new();
    for submission in submissions {
        let kept = last.entry(submission.name().trim().to_lowercase()).or_insert(submission);
        if kept.handed_in() < submission.handed_in() {
            *kept = submission;
        }
    }
    last.into_values().collect()
}

/// Minimum, median and maximum, or the one that all have, in words of what `block` asks for.
fn three(block: &Block, numbers: &mut [f64], language: Language) -> String {
    let plain = |number: f64| format!("{number:.4}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let of = |prediction: &Prediction, number: f64| match prediction.what {
        Predicted::Number { .. } => plain(number),
        Predicted::Boundary => format!("{:.0}\u{a0}%", 100.0 * (1.0 - number)),
        Predicted::Curve { .. } => format!("{:.0}\u{a0}%", 100.0 * number),
    };
    let shown = |number: f64| match block {
        Block::Prediction(prediction) => of(prediction, number),
        _ => plain(number),
    };
    numbers.sort_by(f64::total_cmp);
    let [least, middle, most] = [0, numbers.len() / 2, numbers.len() - 1].map(|at| shown(numbers[at]));
    let all = if least == most { middle } else { format!("{least} … {middle} … {most}") };
    let said = match block {
        Block::Goal(_) => text!("reached at epoch {all}", "达到的轮次：{all}"),
        Block::Prediction(Prediction { what: Predicted::Boundary, .. }) => {
            text!("agrees with the network on {all} of the map", "与网络在决策图上一致：{all}")
        }
        Block::Prediction(Prediction { what: Predicted::Curve { .. }, .. }) => {
            text!("off by {all} of the curve's range", "误差占曲线范围：{all}")
        }
        _ => return all,
    };
    said.say(language).to_owned()
}

fn short(words: &str) -> String {
    crate::language::shortened(words, 120).into()
}

/// The training losses of the pupils' own runs: the class as one sweep over seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    /// Number of runs.
    pub runs: usize,
    /// Minimum, median and maximum.
    pub band: [f64; 3],
    /// The loss that the lesson's last goal about it asks for.
    pub goal: f64,
    /// How many reach the goal ...
    pub reached: usize,
    /// ... and the 95 % confidence interval of that fraction (Wilson 1927).
    pub share: (f64, f64),
}

impl Losses {
    /// All of it in words.
    #[must_use]
    pub fn text(self) -> Text {
        let Self { runs, band: [least, middle, most], goal, reached, share: (low, high) } = self;
        let (low, high) = (100.0 * low, 100.0 * high);
        // Of so few the interval says next to nothing.
        if runs < 5 {
            return text!(
                "Training loss of {runs} runs: {least:.4} … {middle:.4} … {most:.4}; {reached} at {goal} or below.",
                "{runs} 次训练的训练损失：{least:.4} … {middle:.4} … {most:.4}；{reached} 次不超过 {goal}。"
            );
        }
        text!(
            "Training loss of {runs} runs: {least:.4} … {middle:.4} … {most:.4}; {reached} at {goal} or below, which speaks for \
             {low:.0}–{high:.0} % of such starts.",
            "{runs} 次训练的训练损失：{least:.4} … {middle:.4} … {most:.4}；{reached} 次不超过 {goal}，即这类起点中约 \
             {low:.0}–{high:.0} % 会如此。"
        )
    }
}

/// The losses of the runs, compared with the last goal of their lesson that asks for a small one, or with 0.05 where the
/// lesson is not known; `None` below two runs, or where the lesson asks for no loss.
///
/// Of several lessons or settings, those that most have in common; the same weights under another name are no other start, and
/// a run that training again does not lead to is none.
#[must_use]
pub fn losses(submissions: &[Submission]) -> Option<Losses> {
    let mut alike: BTreeMap<(&str, &str), BTreeMap<u64, f64>> = BTreeMap::new();
    for submission in submissions.iter().filter(|submission| !matches!(submission.verified, Verified::Differs(_))) {
        if let (Some((loss, _)), Some(weights)) = (submission.losses, submission.weights)
            && !loss.is_nan()
        {
            let lesson = submission.hand_in.as_ref().map(|hand_in| hand_in.lesson.as_str()).unwrap_or_default();
            alike.entry((lesson, &submission.recipe)).or_default().insert(weights, loss);
        }
    }
    let ((lesson, _), alike) = alike.into_iter().max_by_key(|(_, alike)| alike.len())?;
    let known = submissions.iter().filter(|it| it.hand_in.as_ref().is_some_and(|hand_in| hand_in.lesson == lesson));
    let goal = known.filter_map(|it| it.lesson.as_ref()).next().map_or(Some(SUCCESS), asked)?;
    let mut all: Vec<f64> = alike.into_values().collect();
    if all.len() < 2 {
        return None;
    }
    all.sort_by(f64::total_cmp);
    let (first, last) = (*all.first()?, *all.last()?);
    let reached = all.iter().filter(|loss| **loss <= goal).count();
    let (runs, band) = (all.len(), [first, all[all.len() / 2], last]);
    Some(Losses { runs, band, goal, reached, share: wilson(reached, runs) })
}

/// The training loss that the last goal about it asks for.
fn asked(lesson: &Lesson) -> Option<f64> {
    let asked = |item: &Item<'_>| match item.block {
        Block::Goal(goal) if goal.metric == Metric::TrainLoss && goal.relation == Relation::AtMost => Some(goal.value),
        _ => None,
    };
    lesson.items().filter_map(|item| asked(&item)).last()
}

/// The 95 % confidence interval of the fraction `reached` of `count`.
fn wilson(reached: usize, count: usize) -> (f64, f64) {
    let (n, p, z) = (count as f64, reached as f64 / count as f64, 1.959_963_984_540_054);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * libm::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n));
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::HandIn;

    #[test]
    fn one_lesson_is_one_sample_of_starts_without_copies_and_fakes() {
        let run = |lesson: &str, weights: u64, loss: f64, verified: Verified| Submission {
            weights: Some(weights),
            losses: Some((loss, None)),
            verified,
            ..Submission::by_hand(weights, HandIn { lesson: lesson.into(), ..HandIn::default() })
        };
        let mut all = vec![
            run("lottery", 1, 0.01, Verified::Same),
            run("lottery", 1, 0.01, Verified::Same),
            run("lottery", 2, 0.3, Verified::NotChecked),
            run("lottery", 3, 0.0, Verified::Differs(crate::language::Text::same("by hand"))),
            run("one-line", 4, 0.5, Verified::Same),
        ];
        let found = losses(&all).unwrap();
        assert_eq!((found.runs, found.reached, found.band), (2, 1, [0.01, 0.3, 0.3]));
        assert_eq!(found.goal, SUCCESS, "nobody knows what this lesson asks for");
        all[2].recipe = "b".into();
        assert_eq!(losses(&all), None, "other settings are another sample, and one run is none");
    }

    #[test]
    fn losses_are_held_against_what_the_lesson_asks_for() {
        let read = |goals: &str| Lesson::read(&format!("title: a\n---\n# One\n{goals}\n")).unwrap();
        assert_eq!(
            asked(&read("{goal: train_loss <= 1}\n{goal: train_loss <= 0.2}\n{goal: train_loss >= 2}")),
            Some(0.2)
        );
        assert_eq!(asked(&read("{goal: test_accuracy >= 0.9}")), None);
    }

    #[test]
    fn who_hands_in_again_is_one_pupil_with_the_last_answers() {
        let handed_in = |name: &str, bytes: u64, handed_in: u64| {
            Submission::by_hand(bytes, HandIn { name: name.into(), handed_in, ..HandIn::default() })
        };
        let all = [
            handed_in("Ada", 1, 5),
            handed_in(" ada", 2, 9),
            handed_in("Ada", 3, 7),
            handed_in("", 4, 1),
            handed_in("", 5, 1),
        ];
        let kept: Vec<u64> = once(all.iter()).iter().map(|submission| submission.bytes).collect();
        assert_eq!(kept, [4, 5, 2], "without a name it is its file");
    }

    #[test]
    fn what_a_class_predicted_and_reached_is_said_in_its_own_words() {
        let lesson = "title: a\n---\n# One\n{predict: sketch boundary}\n{predict: number train_loss at 5 within 1}\n{goal: train_loss <= 1}\n";
        let blocks = Lesson::read(lesson).unwrap().steps.remove(0).blocks;
        let said = |block: usize, numbers: &[f64]| three(&blocks[block], &mut numbers.to_vec(), Language::English);
        assert_eq!(said(0, &[0.4, 0.4]), "agrees with the network on 60\u{a0}% of the map");
        assert_eq!(said(1, &[0.5, 0.25, 1.0]), "0.25 … 0.5 … 1");
        assert_eq!(said(2, &[200.0, 200.0]), "reached at epoch 200");
    }

    #[test]
    fn the_interval_is_wilson_s() {
        let (low, high) = wilson(9, 12);
        assert!((low - 0.4677).abs() < 5e-5 && (high - 0.9111).abs() < 5e-5, "{low} {high}");
    }
}
