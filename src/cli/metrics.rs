//! Loss and score, as a line for people and as an object for programs.

use std::io::Write;

use serde::Serialize;

use crate::{
    measure::{Matching, Metrics, PartMetrics},
    training::{Spending, Status, Trainer},
};

use super::{Failure, evaluation::Evaluation};

/// A trainer's results at one moment.
pub(super) struct Results {
    pub(super) epoch: u64,
    pub(super) step: u64,
    pub(super) metrics: Metrics,
    pub(super) is_regression: bool,
    /// The share of the spread that a reconstruction explains, of training, validation and test rows.
    pub(super) explained: [Option<f64>; 3],
    /// The privacy spent, if training is private.
    pub(super) spending: Option<Spending>,
    /// How the test rows find their other view, where that is learned.
    pub(super) matching: Option<Matching>,
    /// Whether training goes on, ended or broke.
    pub(super) status: &'static str,
}

/// What `--json` prints; NaN and infinity are written as null.
#[derive(Serialize)]
struct Object<'a> {
    epoch: u64,
    step: u64,
    train: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    validation: Option<Part>,
    test: Option<Part>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    privacy: Option<Privacy>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matching: Option<Found>,
    #[serde(flatten)]
    evaluation: Option<&'a Evaluation>,
}

/// Shares of the test rows whose nearest other view is their own or of their class, and that are named rightly by the views.
#[derive(Serialize)]
struct Found {
    rows: usize,
    own: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_class: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_views: Option<f64>,
}

impl Found {
    fn of(matching: &Matching) -> Self {
        let share = |rows: usize| rows as f64 / matching.rows.max(1) as f64;
        let Matching { rows, own, same_class, by_views } = *matching;
        Self { rows, own: share(own), same_class: same_class.map(share), by_views: by_views.map(share) }
    }
}

/// An ε without an end is written as null.
#[derive(Serialize)]
struct Privacy {
    epsilon: f64,
    delta: f64,
    noise: f64,
    clip: f32,
    rate: f64,
    steps: u64,
}

impl Privacy {
    const fn of(spending: &Spending) -> Self {
        let Spending { epsilon, delta, steps, clip } = *spending;
        Self { epsilon, delta, noise: steps.noise, clip, rate: steps.rate, steps: steps.count }
    }
}

#[derive(Serialize)]
struct Part {
    loss: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    r2: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explained: Option<f64>,
}

impl Results {
    /// The results of the current network.
    pub(super) fn of(trainer: &Trainer) -> Self {
        Self {
            epoch: trainer.epochs(),
            step: trainer.steps(),
            metrics: trainer.metrics(),
            is_regression: !trainer.experiment().scores_a_share(),
            explained: trainer.data().parts().map(|(_, part)| trainer.probe().explained(part)),
            spending: trainer.spending(),
            matching: trainer.probe().matching(&trainer.data().test),
            status: match trainer.status() {
                Status::Ready => "ready",
                Status::Finished { .. } => "finished",
                Status::Diverged { .. } => "diverged",
            },
        }
    }

    pub(super) fn print(&self, as_json: bool, out: &mut impl Write) -> Result<(), Failure> {
        self.print_with(None, as_json, out)
    }

    /// Prints them with the evaluation of the test rows.
    pub(super) fn print_with(
        &self,
        evaluation: Option<&Evaluation>,
        as_json: bool,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        if as_json {
            writeln!(out, "{}", self.to_json(evaluation))?;
        } else {
            let Metrics { train, validation, test } = &self.metrics;
            let [of_train, of_validation, of_test] = self.explained;
            let test = test.as_ref().map_or_else(|| "no test rows".into(), |part| self.line(part, of_test));
            // As wide as the longest name.
            let width = if validation.is_some() { 10 } else { 5 };
            writeln!(out, "epoch {}, step {}", self.epoch, self.step)?;
            writeln!(out, "{:width$}  {}", "train", self.line(train, of_train))?;
            if let Some(validation) = validation {
                writeln!(out, "validation  {}", self.line(validation, of_validation))?;
            }
            writeln!(out, "{:width$}  {test}", "test")?;
            if let Some(spending) = &self.spending {
                let Spending { delta, steps, clip, .. } = spending;
                say!(
                    out,
                    "private: ε at most {} at δ {delta:.1e}, by {} steps that each row joins with probability {:.4}, clipped at {clip}, \
                     noise {}; runs given up, settings chosen by looking, and this output give away more",
                    spending.written(),
                    steps.count,
                    steps.rate,
                    steps.noise
                )?;
            }
            if self.matching.as_ref().is_some_and(|matching| matching.rows == 0) {
                writeln!(out, "no test rows whose other view could be looked for")?;
            }
            if let Some(matching) = self.matching.as_ref().filter(|matching| matching.rows > 0) {
                let Found { rows, own, same_class, by_views } = Found::of(matching);
                write!(out, "of {rows} test rows {:.1} % are nearest to their own other view", 100.0 * own)?;
                if let (Some(same), Some(by_views)) = (same_class, by_views) {
                    let (same, named) = (100.0 * same, 100.0 * by_views);
                    write!(out, ", {same:.1} % to one of their class; three views a class name {named:.1} % rightly")?;
                }
                writeln!(out)?;
            }
            evaluation.map_or(Ok(()), |evaluation| evaluation.print(out))?;
        }
        Ok(())
    }

    fn to_json(&self, evaluation: Option<&Evaluation>) -> String {
        let part = |part: &PartMetrics, explained: Option<f64>| Part {
            loss: part.loss,
            accuracy: (!self.is_regression).then_some(part.score),
            r2: self.is_regression.then_some(part.score),
            explained,
        };
        let Metrics { train, validation, test } = &self.metrics;
        let [of_train, of_validation, of_test] = self.explained;
        let train = part(train, of_train);
        let (validation, test) =
            (validation.as_ref().map(|it| part(it, of_validation)), test.as_ref().map(|it| part(it, of_test)));
        let (epoch, step, status) = (self.epoch, self.step, self.status);
        let privacy = self.spending.as_ref().map(Privacy::of);
        let matching = self.matching.as_ref().map(Found::of);
        let object = Object { epoch, step, train, validation, test, status, privacy, matching, evaluation };
        serde_json::to_string(&object).expect("numbers and names can be written as JSON")
    }

    fn line(&self, part: &PartMetrics, explained: Option<f64>) -> String {
        if let Some(explained) = explained {
            return format!("loss {:.6}  explained {:.1} %", part.loss, 100.0 * explained);
        }
        let score =
            if self.is_regression { format!("{:.4}", part.score) } else { format!("{:.1} %", 100.0 * part.score) };
        format!("loss {:.6}  {} {score}", part.loss, self.score_name())
    }

    const fn score_name(&self) -> &'static str {
        if self.is_regression { "r2" } else { "accuracy" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_null() {
        let train = PartMetrics { loss: f64::NAN, score: 0.5 };
        let metrics = Metrics { train, validation: None, test: None };
        let results = Results {
            epoch: 2,
            step: 9,
            metrics,
            is_regression: false,
            explained: [None; 3],
            spending: None,
            matching: None,
            status: "diverged",
        };
        let expected = r#"{"epoch":2,"step":9,"train":{"loss":null,"accuracy":0.5},"test":null,"status":"diverged"}"#;
        assert_eq!(results.to_json(None), expected);
    }

    #[test]
    fn validation_rows_are_named_only_where_there_are_some() {
        let part = |loss| PartMetrics { loss, score: 0.5 };
        let metrics = Metrics { train: part(1.0), validation: Some(part(2.0)), test: Some(part(3.0)) };
        let results = |metrics| Results {
            epoch: 2,
            step: 9,
            metrics,
            is_regression: false,
            explained: [None; 3],
            spending: None,
            matching: None,
            status: "ready",
        };
        let printed = |metrics| {
            let mut out = Vec::new();
            results(metrics).print(false, &mut out).expect("memory takes it");
            String::from_utf8(out).expect("it was written from strings")
        };
        let expected = "epoch 2, step 9\n\
                        train       loss 1.000000  accuracy 50.0 %\n\
                        validation  loss 2.000000  accuracy 50.0 %\n\
                        test        loss 3.000000  accuracy 50.0 %\n";
        assert_eq!(printed(metrics), expected);
        let expected = r#""train":{"loss":1.0,"accuracy":0.5},"validation":{"loss":2.0,"accuracy":0.5},"test""#;
        assert!(results(metrics).to_json(None).contains(expected), "{}", results(metrics).to_json(None));
        let without = Metrics { validation: None, ..metrics };
        let expected =
            "epoch 2, step 9\ntrain  loss 1.000000  accuracy 50.0 %\ntest   loss 3.000000  accuracy 50.0 %\n";
        assert_eq!(printed(without), expected);
        assert!(!results(without).to_json(None).contains("validation"), "{}", results(without).to_json(None));
    }
}
