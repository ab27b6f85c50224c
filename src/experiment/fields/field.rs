//! One setting of an experiment: its key, its words, what it holds, and when it applies.

use super::{Kind, value};
use crate::{experiment::Experiment, language::Text};

/// English and Chinese.
type Words = (&'static str, &'static str);

/// One setting of an experiment.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its path in the experiment, such as `training.learning_rate`. Two fields share a key when at most one of them
    /// applies to an experiment.
    pub key: &'static str,
    name: Words,
    hint: Words,
    /// What its number counts or measures.
    pub unit: Unit,
    /// Type, range and location of its value.
    pub kind: Kind,
    needs: Needs,
    /// Called before it is set, to make it apply.
    enter: fn(&mut Experiment),
}

/// What a number counts or measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing in particular.
    None,
    /// A fraction, shown in per cent.
    Share,
    /// Epochs.
    Epochs,
    /// Seconds.
    Seconds,
}

/// When a field applies.
#[derive(Clone, Copy, Debug)]
enum Needs {
    /// Always.
    Nothing,
    /// When the field of this key has a choice that has it.
    Choice(&'static str),
    /// Sometimes; what to say when it does not.
    Other(fn(&Experiment) -> &'static str),
}

impl Field {
    pub(super) const fn new(key: &'static str, name: Words, hint: Words, kind: Kind) -> Self {
        Self { key, name, hint, unit: Unit::None, kind, needs: Needs::Nothing, enter: |_| () }
    }

    /// The same, measured in `unit`.
    pub(super) const fn in_units(self, unit: Unit) -> Self {
        Self { unit, ..self }
    }

    /// The same, which some choices of the field `key` have.
    pub(super) const fn of_choice(self, key: &'static str) -> Self {
        Self { needs: Needs::Choice(key), ..self }
    }

    /// The same, but it does not always apply; `why` returns the reason.
    pub(super) const fn unless(self, why: fn(&Experiment) -> &'static str) -> Self {
        Self { needs: Needs::Other(why), ..self }
    }

    /// The same, with `enter` to make it apply before it is set.
    pub(super) const fn entered_by(self, enter: fn(&mut Experiment)) -> Self {
        Self { enter, ..self }
    }

    /// Label of its control.
    #[must_use]
    pub const fn name(&self) -> Text {
        Text::fixed(self.name.0, self.name.1)
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn hint(&self) -> Text {
        Text::fixed(self.hint.0, self.hint.1)
    }

    /// Type and range of its values, in words.
    #[must_use]
    pub fn takes(&self) -> Text {
        self.kind.takes()
    }

    /// Whether `experiment` has it.
    #[must_use]
    pub fn applies(&self, experiment: &Experiment) -> bool {
        self.get(experiment).is_some()
    }

    /// The value in `experiment`; `None` where it does not apply.
    #[must_use]
    pub fn get(&self, experiment: &Experiment) -> Option<String> {
        self.kind.get(&mut experiment.clone())
    }

    /// The value in the default experiment; `None` where it does not apply to that.
    #[must_use]
    pub fn default(&self) -> Option<String> {
        self.get(&Experiment::default())
    }

    /// Changes `experiment`, with what [follows](Experiment::follow) from that. Ranges are not checked here:
    /// [`Experiment::validate`] does that, for every field at once.
    ///
    /// # Errors
    /// A sentence that says what is wrong with `value` and what is accepted; `experiment` is then unchanged.
    pub fn set(&self, experiment: &mut Experiment, value: &str) -> Result<(), String> {
        let mut changed = experiment.clone();
        (self.enter)(&mut changed);
        if matches!((self.needs, self.kind), (Needs::Other(_), Kind::Choice(_))) && !self.applies(&changed) {
            return Err(self.missing(experiment));
        }
        let set = self.kind.set(&mut changed, value.trim()).unwrap_or_else(|| Err(self.missing(experiment)));
        set.map_err(|message| format!("{}={value}: {message}; it takes {}", self.key, self.takes()))?;
        changed.follow(experiment);
        *experiment = changed;
        Ok(())
    }

    /// Problems of its value with its range alone; `experiment` stays as it is.
    pub(in crate::experiment) fn problems(&self, experiment: &mut Experiment) -> Vec<Text> {
        self.kind.problems(experiment)
    }

    /// Why it does not apply to `experiment`.
    fn missing(&self, experiment: &Experiment) -> String {
        let name = self.key.rsplit('.').next().unwrap_or(self.key);
        match self.needs {
            Needs::Nothing => format!("there is no {name}"),
            Needs::Other(why) => why(experiment).into(),
            Needs::Choice(key) => {
                let chosen = value(experiment, key).unwrap_or_else(|| "it".into());
                format!("{chosen} has no {name}, set {key} first")
            }
        }
    }
}
