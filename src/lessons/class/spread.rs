//! Distribution of the class's answers, without names, for the projector.

use std::collections::{BTreeMap, BTreeSet};

use super::{Submission, Verified};
use crate::{
    language::Language,
    lessons::{Block, Lesson, Predicted, Prediction, answered},
    session::Answer,
    text,
};

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
    let all: Vec<&Submission> = once(submissions).into_iter().filter(of_lesson).collect();
    lesson
        .items()
        .map(|item| {
            let entries: Vec<_> = all
                .iter()
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
            let counted = text!("{count} of {of}, {right} right", "{of} 人中 {count} 人，{right} 人正确");
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

/// The same file twice is one submission.
fn once(submissions: &[Submission]) -> Vec<&Submission> {
    let mut seen = BTreeSet::new();
    submissions.iter().filter(|submission| seen.insert(submission.bytes)).collect()
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
    /// How many reach the goal ...
    pub reached: usize,
    /// ... and the 95 % confidence interval of that fraction (Wilson 1927).
    pub share: (f64, f64),
}

/// The losses of the runs, compared with `goal`; `None` without runs.
///
/// Of several lessons or settings, those that most have in common; the same weights under another name are no other start, and
/// a run that training again does not lead to is none.
#[must_use]
pub fn losses(submissions: &[Submission], goal: f64) -> Option<Losses> {
    let mut alike: BTreeMap<(&str, &str), BTreeMap<u64, f64>> = BTreeMap::new();
    for submission in submissions.iter().filter(|submission| !matches!(submission.verified, Verified::Differs(_))) {
        if let (Some((loss, _)), Some(weights)) = (submission.losses, submission.weights)
            && !loss.is_nan()
        {
            let lesson = submission.hand_in.as_ref().map(|hand_in| hand_in.lesson.as_str()).unwrap_or_default();
            alike.entry((lesson, &submission.recipe)).or_default().insert(weights, loss);
        }
    }
    let mut all: Vec<f64> = alike.into_values().max_by_key(BTreeMap::len)?.into_values().collect();
    all.sort_by(f64::total_cmp);
    let (first, last) = (*all.first()?, *all.last()?);
    let reached = all.iter().filter(|loss| **loss <= goal).count();
    let (runs, band) = (all.len(), [first, all[all.len() / 2], last]);
    Some(Losses { runs, band, reached, share: wilson(reached, runs) })
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

    #[test]
    fn one_lesson_is_one_sample_of_starts_without_copies_and_fakes() {
        let run = |lesson: &str, weights: u64, loss: f64, verified: Verified| Submission {
            file: format!("{weights}.ron"),
            bytes: weights,
            hand_in: Some(crate::session::HandIn { lesson: lesson.into(), ..Default::default() }),
            lesson: None,
            same_lesson: true,
            same_recipe: true,
            recipe: "a".into(),
            own_start: true,
            weights: Some(weights),
            losses: Some((loss, None)),
            verified,
        };
        let mut all = vec![
            run("lottery", 1, 0.01, Verified::Same),
            run("lottery", 1, 0.01, Verified::Same),
            run("lottery", 2, 0.3, Verified::NotChecked),
            run("lottery", 3, 0.0, Verified::Differs(crate::language::Text::same("by hand"))),
            run("one-line", 4, 0.5, Verified::Same),
        ];
        let found = losses(&all, 0.05).unwrap();
        assert_eq!((found.runs, found.reached, found.band), (2, 1, [0.01, 0.3, 0.3]));
        all[2].recipe = "b".into();
        assert_eq!(losses(&all, 0.05).unwrap().runs, 1, "other settings are another sample");
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
