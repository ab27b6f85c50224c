//! Predictions made before a run: a number, a choice, a sketch of the boundary or of a curve; and their errors.

use super::{
    Fault, Metric, Moment, amount,
    fault::unknown,
    goal::{epochs, metric, of_stage},
    piece::Piece,
    sketch,
};
use crate::{experiment::Experiment, language::Text, session::Answer, text};

/// `{predict: number train_loss at 500 within 0.05}` and the like.
#[derive(Clone, Debug, PartialEq)]
pub struct Prediction {
    /// What is predicted.
    pub what: Predicted,
    /// The stage whose epochs it names, the last one, counted from 1; `None` when there is only one.
    pub stage: Option<usize>,
    /// The line of the file.
    pub line: usize,
}

/// What is predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicted {
    /// The value of a metric.
    Number {
        /// The metric.
        metric: Metric,
        /// The epoch.
        at: u64,
        /// Tolerance.
        within: f64,
    },
    /// The decision boundary.
    Boundary,
    /// The curve of a metric.
    Curve {
        /// The metric.
        metric: Metric,
        /// First and last epoch.
        epochs: (u64, u64),
    },
}

/// The error of a prediction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// Of a number.
    Number {
        /// The actual value.
        actual: f64,
        /// `|prediction − actual|`
        difference: f64,
        /// Tolerance; right up to it.
        within: f64,
        /// Whether it is a share of rows, which is told in per cent.
        is_share: bool,
    },
    /// Of a boundary.
    Boundary {
        /// Fraction of the plane on which sketch and network agree, ½…1.
        agreement: f64,
    },
    /// Of a curve.
    Curve {
        /// Mean of `|sketch − curve|` over the epochs that both have.
        difference: f64,
        /// The same relative to the curve's range, its maximum minus its minimum.
        share: f64,
    },
}

impl Score {
    /// The error as one number, 0 being right: in tolerances, as the fraction that disagrees, or relative to the range.
    #[must_use]
    pub fn gap(self) -> f64 {
        match self {
            Self::Number { difference, within, .. } => difference / within,
            Self::Boundary { agreement } => 1.0 - agreement,
            Self::Curve { share, .. } => share,
        }
    }

    /// The score in words, with its formula.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Number { actual, difference, within, is_share: true } => {
                let actual = 100.0 * actual;
                let gap = points(difference, within);
                let (gap, gap_zh) = gap.both();
                text!("it was {actual:.1} %: {gap}", "结果是 {actual:.1} %：{gap_zh}")
            }
            Self::Number { actual, difference, within, is_share: false } => {
                let off = off(difference, within, 4);
                text!(
                    "it was {actual:.4}: off by {off}, allowed {within}",
                    "结果是 {actual:.4}：相差 {off}，允许 {within}"
                )
            }
            Self::Boundary { agreement } => {
                let percent = 100.0 * agreement;
                text!(
                    "it agrees with the network on {percent:.0} % of the map",
                    "与网络在决策图的 {percent:.0} % 上一致"
                )
            }
            Self::Curve { difference, share } => {
                let percent = 100.0 * share;
                text!(
                    "off by {difference:.3} on average, {percent:.0} % of the curve's range",
                    "平均相差 {difference:.3}，为曲线范围的 {percent:.0} %"
                )
            }
        }
    }
}

/// A difference of two shares, in points.
pub(super) fn points(difference: f64, within: f64) -> Text {
    let (off, within) = (off(100.0 * difference, 100.0 * within, 1), format!("{:.2}", 100.0 * within));
    let within = within.trim_end_matches('0').trim_end_matches('.');
    text!("off by {off} points, allowed {within}", "相差 {off} 个百分点，允许 {within}")
}

/// A difference with so many digits, or with as many as show on which side of what is allowed it lies.
pub(super) fn off(difference: f64, within: f64, digits: usize) -> String {
    let said = |digits: usize| format!("{difference:.digits$}");
    let is_true = |said: &String| said.parse().is_ok_and(|said: f64| (said <= within) == (difference <= within));
    (digits..12).map(said).find(is_true).unwrap_or_else(|| difference.to_string())
}

impl Prediction {
    /// The question.
    #[must_use]
    pub fn text(&self) -> Text {
        let (of, of_zh) = of_stage(self.stage);
        match &self.what {
            Predicted::Number { metric, at, .. } => {
                let (english, chinese) = (metric.text(), metric.text());
                let ((what, _), (_, what_zh)) = (english.both(), chinese.both());
                text!("What will the {what} be at epoch {at}{of}?", "{of_zh}第 {at} 轮时{what_zh}会是多少？")
            }
            Predicted::Boundary => text!("Draw your border in the map.", "在图中画出你的边界。"),
            Predicted::Curve { metric, epochs: (first, last) } => {
                let (english, chinese) = (metric.text(), metric.text());
                let ((what, _), (_, what_zh)) = (english.both(), chinese.both());
                text!(
                    "Draw how the {what} will go from epoch {first} to {last}{of}.",
                    "画出{of_zh}{what_zh}从第 {first} 轮到第 {last} 轮会怎样变化。"
                )
            }
        }
    }

    /// The metric that it is about.
    pub(super) const fn metric(&self) -> Option<Metric> {
        match self.what {
            Predicted::Number { metric, .. } | Predicted::Curve { metric, .. } => Some(metric),
            Predicted::Boundary => None,
        }
    }

    /// The epoch at which its answer is known; `None` for a boundary, which every moment has.
    pub(super) const fn epoch(&self) -> Option<u64> {
        match self.what {
            Predicted::Number { at, .. } => Some(at),
            Predicted::Curve { epochs: (_, last), .. } => Some(last),
            Predicted::Boundary => None,
        }
    }

    /// The error of `answer`, as far as `moment` shows it; `None` if it does not, or for another kind of answer.
    #[must_use]
    pub fn score(&self, answer: &Answer, moment: &Moment<'_>) -> Option<Score> {
        match (&self.what, answer) {
            (Predicted::Number { metric, at, within }, Answer::Number(guess)) => {
                let actual = metric.at(*at, moment)?;
                let difference = (guess - actual).abs();
                Some(Score::Number { actual, difference, within: *within, is_share: metric.is_share() })
            }
            (Predicted::Boundary, Answer::Boundary(lines)) => {
                sketch::boundary(lines, moment).map(|agreement| Score::Boundary { agreement })
            }
            (Predicted::Curve { metric, epochs }, Answer::Curve(points)) => {
                let (difference, share) = sketch::curve(*metric, *epochs, points, moment)?;
                Some(Score::Curve { difference, share })
            }
            _ => None,
        }
    }

    /// Parses what follows `predict:`; `choice` is for the question that follows.
    pub(super) fn read(piece: Piece<'_>, experiment: &Experiment) -> Result<Option<Self>, Fault> {
        let line = piece.line();
        let mut rest = piece.words();
        rest.reverse();
        let first = rest.pop().ok_or_else(|| piece.fault(shape()))?;
        let what = match first.text() {
            "choice" => None,
            "number" => {
                let metric = metric(rest.pop().ok_or_else(|| first.fault(shape()))?)?;
                expect(&mut rest, "at", first)?;
                let at = epochs(&mut rest, first)?;
                expect(&mut rest, "within", first)?;
                let word = rest.pop().ok_or_else(|| first.fault(shape()))?;
                let percent = rest.pop_if(|word| word.text() == "%").is_some();
                let within = amount::read(word, metric, percent)?;
                if within <= 0.0 {
                    return Err(word.fault(text!("write a number above 0", "请写大于 0 的数")));
                }
                Some(Predicted::Number { metric, at, within })
            }
            "sketch" => match rest.pop() {
                Some(word) if word.text() == "boundary" => Some(Predicted::Boundary),
                Some(word) => {
                    let metric = metric(word).map_err(|fault| {
                        // A mistyped boundary is not a metric.
                        let near = crate::data::nearest(word.text(), ["boundary"].into_iter());
                        if near.is_some() {
                            return word.fault(unknown(("sketch", "草图"), word.text(), ["boundary"].into_iter()));
                        }
                        fault
                    })?;
                    let range = rest.pop().ok_or_else(|| word.fault(shape()))?;
                    let ends =
                        range.text().split_once("..").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                    let epochs = ends
                        .filter(|(a, b)| a < b)
                        .ok_or_else(|| range.fault(text!("write the epochs as 0..500", "轮数请写作 0..500")))?;
                    Some(Predicted::Curve { metric, epochs })
                }
                None => return Err(first.fault(shape())),
            },
            other => {
                let known = ["number", "choice", "sketch"].into_iter();
                return Err(first.fault(unknown(("prediction", "预测"), other, known)));
            }
        };
        if let Some(word) = rest.pop() {
            return Err(word.fault(shape()));
        }
        let stage = experiment.stages.last_of_several();
        Ok(what.map(|what| Self { what, stage, line }))
    }
}

fn expect(rest: &mut Vec<Piece<'_>>, word: &str, after: Piece<'_>) -> Result<(), Fault> {
    match rest.pop() {
        Some(piece) if piece.text() == word => Ok(()),
        piece => Err(piece.unwrap_or(after).fault(shape())),
    }
}

fn shape() -> Text {
    text!(
        "write “number METRIC at EPOCHS within NUMBER”, “choice”, “sketch boundary” or “sketch METRIC 0..500”",
        "请写“number 指标 at 轮数 within 数字”、“choice”、“sketch boundary”或“sketch 指标 0..500”"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Place, nn::Initializer, session::hand_in::Line, training::Trainer};

    fn read(text: &str) -> Result<Option<Prediction>, Fault> {
        Prediction::read(Piece::of_line(1, text), &Experiment::default())
    }

    #[test]
    fn a_difference_is_told_on_the_side_of_what_is_allowed_on_which_it_is() {
        assert_eq!(off(0.012, 0.02, 4), "0.0120");
        assert_eq!(off(0.020_004, 0.02, 4), "0.020004", "0.0200 would be right");
        assert_eq!(off(0.019_999_9, 0.02, 4), "0.0200");
        let text = |is_share| Score::Number { actual: 0.25, difference: 0.05, within: 0.02, is_share }.text();
        assert_eq!(text(false).both().0, "it was 0.2500: off by 0.0500, allowed 0.02");
        assert_eq!(text(true).both().0, "it was 25.0 %: off by 5.0 points, allowed 2");
    }

    #[test]
    fn predictions_are_read_and_mistakes_told() {
        let number = read("number train_loss at 500 within 0.05").unwrap().unwrap().what;
        assert_eq!(number, Predicted::Number { metric: Metric::TrainLoss, at: 500, within: 0.05 });
        assert_eq!(read("sketch boundary").unwrap().unwrap().what, Predicted::Boundary);
        let curve = read("sketch test_loss 0..300").unwrap().unwrap().what;
        assert_eq!(curve, Predicted::Curve { metric: Metric::TestLoss, epochs: (0, 300) });
        assert_eq!(read("choice").unwrap(), None);
        for (text, column, expected) in [
            ("numbr train_loss", 1, "did you mean “number”?"),
            ("number trainloss at 5 within 1", 8, "did you mean “train_loss”?"),
            ("number train_loss at 5 within 0", 31, "a number above 0"),
            ("number test_accuracy at 5 within 5", 34, "0.9 for 90 %"),
            ("number train_loss by 5 within 1", 19, "write “number"),
            ("sketch train_loss 5..5", 19, "0..500"),
            ("sketch boundary now", 17, "write “number"),
            ("", 1, "write “number"),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!(fault.column, column, "{fault}");
            assert!(fault.what.to_string().contains(expected), "{fault}");
        }
    }

    #[test]
    fn numbers_and_curves_are_scored_by_hand() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        let number = read("number train_loss at 2 within 0.1").unwrap().unwrap();
        assert_eq!(number.score(&Answer::Number(0.5), &Moment::of(&trainer)), None, "before the run");
        (0..75).for_each(|_| trainer.step());
        let losses: Vec<f64> = trainer.history().records().iter().map(|r| r.metrics.train.loss).collect();
        let moment = Moment::of(&trainer);
        let score = number.score(&Answer::Number(losses[2] + 0.25), &moment).unwrap();
        assert!((score.gap() - 2.5).abs() < 1e-9, "{score:?}");
        assert_eq!(number.score(&Answer::Words("0.5".into()), &moment), None);
        // A sketch that lies 0.1 above the curve throughout.
        let curve = read("sketch train_loss 0..3").unwrap().unwrap();
        let above: Vec<_> = losses.iter().enumerate().map(|(epoch, loss)| (epoch as f64, loss + 0.1)).rev().collect();
        let range = losses.iter().copied().fold(f64::MIN, f64::max) - losses.iter().copied().fold(f64::MAX, f64::min);
        let Some(Score::Curve { difference, share }) = curve.score(&Answer::Curve(above), &moment) else { panic!() };
        assert!((difference - 0.1).abs() < 1e-9 && (share - 0.1 / range).abs() < 1e-9, "{difference} {share}");
        assert_eq!(curve.score(&Answer::Curve(vec![]), &moment), None);
        assert_eq!(curve.score(&Answer::Curve(vec![(f64::NAN, 1.0)]), &moment), None);
        assert_eq!(curve.score(&Answer::Curve(vec![(9.0, 1.0), (8.0, 1.0)]), &moment), None, "nothing in common");
    }

    /// A network that answers tanh(x1 − 1): its boundary is the line x1 = 1.
    fn wall() -> Trainer {
        let mut experiment = Experiment::default();
        experiment.network.hidden.clear();
        experiment.network.weights = Initializer::Zeros;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        trainer.set(Place { layer: 0, unit: 0, from: Some(0) }, 1.0);
        trainer.set(Place { layer: 0, unit: 0, from: None }, -1.0);
        trainer
    }

    #[test]
    fn a_boundary_is_scored_by_the_plane_on_which_it_agrees() {
        let trainer = wall();
        let prediction = read("sketch boundary").unwrap().unwrap();
        let agreement = |lines: Vec<Vec<(f32, f32)>>| {
            let answer = Answer::Boundary(lines.into_iter().map(Line).collect());
            prediction.score(&answer, &Moment::of(&trainer)).map(|score| 1.0 - score.gap())
        };
        // The map covers −6…6; a short upright stroke is prolonged to both edges.
        assert_eq!(agreement(vec![vec![(1.0, -0.5), (1.0, 0.5)]]), Some(1.0));
        let at_3 = agreement(vec![vec![(3.0, 0.0), (3.0, 1.0)]]).unwrap();
        assert!((at_3 - 10.0 / 12.0).abs() < 0.02, "{at_3}");
        let level = agreement(vec![vec![(-1.0, 0.0), (1.0, 0.0)]]).unwrap();
        assert!((level - 0.5).abs() < 0.01, "{level}");
        // A square of 4 × 4 inside −6…6 on the right of the wall: 16 of 144 cells, of 60 on that side.
        let square = vec![(1.5, 0.0), (5.5, 0.0), (5.5, 4.0), (1.5, 4.0), (1.5, 0.1)];
        let inside = agreement(vec![square]).unwrap();
        assert!((inside - (84.0 + 16.0) / 144.0).abs() < 0.02, "{inside}");
        assert_eq!(agreement(vec![vec![(1.0, 1.0)]]), None, "a point is no line");
        assert_eq!(agreement(vec![]), None);
        let strange = agreement(vec![vec![(f32::NAN, 0.0), (1.0, 1.0), (1.0, 1.0), (1.0, f32::INFINITY)]]);
        assert!(strange.is_some_and(|share| share >= 0.5), "{strange:?}");
    }
}
