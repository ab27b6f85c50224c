//! Examinations of a moment that take longer than a frame: a thread of their own answers the latest question.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread::JoinHandle,
};

use super::{
    Mailbox,
    moment::Moment,
    sentence, spawn,
    terrain::{self, Asked, Between, Curve, Known, Seen, Terrain},
    watched::Watched,
};
use crate::{
    insight::rate_finder::{RateCurve, RateRange},
    language::Text,
    text,
    training::Trainer,
};

/// A question about a moment.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Learning-rate range test from this moment on.
    Rates(Moment, RateRange),
    /// The loss landscape around a run.
    Landscape(Asked),
}

/// The result of a learning-rate range test.
#[derive(Clone, Debug)]
pub struct Rates {
    /// The moment.
    pub of: Moment,
    /// The range of rates.
    pub range: RateRange,
    /// The loss as a function of the rate.
    pub curve: RateCurve,
    /// The suggestion in the middle of the longest fall of the loss.
    pub valley: Option<f32>,
    /// A tenth of the rate at which the loss is lowest.
    pub tenth: Option<f32>,
}

/// The latest answers.
#[derive(Clone, Debug, Default)]
pub struct Surveyed {
    /// The learning-rate range test.
    pub rates: Option<Arc<Rates>>,
    /// The loss over a plane through a run; `None` when the requested path spans no plane yet.
    pub terrain: Option<Arc<Terrain>>,
    /// The loss on the line to another network; `None` when that has other layers.
    pub between: Option<Arc<Between>>,
    /// The sharpness along a run.
    pub curve: Option<Arc<Curve>>,
    /// Whether a question is being answered.
    pub busy: bool,
    /// Why the last question has no answer, as a sentence.
    pub fault: Option<Text>,
}

/// The thread that answers; it ends when this is dropped.
#[derive(Debug)]
pub struct Survey {
    questions: Mailbox<Question>,
    shared: Arc<Watched<Surveyed>>,
    _thread: Option<JoinHandle<()>>,
}

impl Survey {
    /// Waits for a question; `wake` is called when there is an answer.
    #[must_use]
    pub fn new(wake: impl Fn() + Send + 'static) -> Self {
        let mut known = Known::default();
        let (questions, shared) = (Mailbox::default(), Arc::new(Watched::new(Surveyed::default())));
        let (inbox, own): (Mailbox<Question>, _) = (questions.clone(), Arc::clone(&shared));
        let answer = move || {
            while let Some(question) = inbox.wait() {
                own.change(|surveyed| surveyed.busy = true);
                let desk = Desk { shared: &own, wake: &wake, inbox: &inbox };
                let answered = catch_unwind(AssertUnwindSafe(|| answer(&desk, &mut known, question)));
                own.change(|surveyed| {
                    surveyed.busy = !inbox.is_empty();
                    surveyed.fault = match answered {
                        Ok(fault) => fault,
                        Err(panic) => {
                            Some(sentence(panic.as_ref(), text!("Training is not affected.", "训练不受影响。")))
                        }
                    };
                });
                wake();
            }
        };
        Self { questions, shared, _thread: spawn("survey", answer) }
    }

    /// Asks a question; it replaces one that waits.
    pub fn ask(&self, question: Question) {
        // Set at once, so that the thread, when done with the previous question, sees that another one waits.
        self.shared.change(|surveyed| {
            surveyed.busy = true;
            let _first = self.questions.put(question);
        });
    }

    /// The latest answers.
    #[must_use]
    pub fn surveyed(&self) -> Arc<Surveyed> {
        self.shared.now()
    }
}

impl Drop for Survey {
    fn drop(&mut self) {
        self.questions.close();
    }
}

/// What the thread needs to answer.
struct Desk<'a> {
    shared: &'a Watched<Surveyed>,
    wake: &'a dyn Fn(),
    inbox: &'a Mailbox<Question>,
}

/// Answers a question; returns a sentence when that is not possible.
fn answer(desk: &Desk<'_>, known: &mut Known, question: Question) -> Option<Text> {
    match question {
        Question::Rates(of, range) => {
            let Moment { experiment, data, earlier, checkpoint } = of.clone();
            let trainer = match Trainer::at_moment(experiment, data, earlier, (*checkpoint).clone()) {
                Ok(trainer) => trainer,
                Err(problem) => return Some(problem.text()),
            };
            let curve = RateCurve::of(&trainer, range);
            let (valley, tenth) = (curve.valley(), curve.tenth_of_minimum());
            let rates = Some(Arc::new(Rates { of, range, curve, valley, tenth }));
            desk.shared.change(|surveyed| surveyed.rates = rates);
        }
        Question::Landscape(asked) => {
            let seen = terrain::look(&asked);
            desk.shared.change(|surveyed| match seen {
                Seen::Plane(terrain) => surveyed.terrain = terrain.map(Arc::new),
                Seen::Line(between) => surveyed.between = between.map(Arc::new),
            });
            (desk.wake)();
            terrain::sharpen(known, &asked, &mut |curve| {
                if let Some(curve) = curve {
                    desk.shared.change(|surveyed| surveyed.curve = Some(Arc::new(curve)));
                    (desk.wake)();
                }
                desk.inbox.is_empty()
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{experiment::Experiment, worker::moment::tests::moment};

    fn wait(survey: &Survey) -> Arc<Surveyed> {
        std::iter::repeat_with(|| {
            std::thread::sleep(Duration::from_millis(2));
            survey.surveyed()
        })
        .take(30_000)
        .find(|surveyed| !surveyed.busy)
        .expect("an answer within a minute")
    }

    #[test]
    fn rates_are_those_that_the_moment_itself_would_try() {
        let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
        (0..130).for_each(|_| trainer.step());
        let survey = Survey::new(|| ());
        survey.ask(Question::Rates(moment(&trainer), RateRange::default()));
        let answered = wait(&survey);
        let rates = answered.rates.as_ref().expect("an answer");
        assert_eq!(rates.curve, RateCurve::of(&trainer, RateRange::default()), "in the middle of an epoch, too");
        assert_eq!((rates.valley, answered.fault.is_none()), (rates.curve.valley(), true));
    }

    #[test]
    fn a_moment_that_does_not_fit_is_refused_in_words() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let mut of = moment(&trainer);
        Arc::make_mut(&mut of.checkpoint).parameters.values_mut()[0] = f32::NAN;
        let survey = Survey::new(|| ());
        survey.ask(Question::Rates(of, RateRange::default()));
        let answered = wait(&survey);
        assert!(answered.rates.is_none() && answered.fault.as_ref().unwrap().to_string().contains("no number"));
    }
}
