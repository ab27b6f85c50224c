//! A field that is one of a few named alternatives.

use crate::{
    experiment::Experiment,
    language::Text,
    nn::{Choice, choice::Names},
    text,
};

/// One of a few named alternatives.
#[derive(Clone, Copy, Debug)]
pub struct Choices {
    /// What is being chosen, in the singular: “activation”.
    pub what: &'static str,
    /// The alternatives, in the order in which a menu lists them.
    pub all: fn() -> Vec<Alternative>,
    /// The name of the current choice; `None` where it is not one of them.
    pub get: fn(&Experiment) -> Option<&'static str>,
    /// Chooses the alternative of this name; does nothing if it is already chosen.
    pub set: fn(&mut Experiment, &'static str),
}

/// One alternative.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// Its name in files and on the command line.
    pub name: &'static str,
    /// Names shown to people, if known here.
    pub names: Option<&'static Names>,
}

impl Choices {
    pub(super) const fn of<C: Choice>(
        get: fn(&Experiment) -> Option<&'static str>,
        set: fn(&mut Experiment, &'static str),
    ) -> Self {
        Self { what: C::WHAT, all: alternatives::<C>, get, set }
    }

    /// The alternative named `text`.
    pub(super) fn read(&self, text: &str) -> Result<&'static str, String> {
        named(self.what, self.all, text)
    }

    pub(super) fn takes(&self) -> Text {
        one_of(self.all)
    }
}

/// Every alternative of `C`.
pub(super) fn alternatives<C: Choice>() -> Vec<Alternative> {
    C::ALL.iter().map(|choice| Alternative { name: choice.name(), names: choice.names() }).collect()
}

/// Makes `now` the alternative of this name; if it already is, its coefficients stay.
pub(super) fn choose<C: Choice>(now: &mut C, name: &str) {
    if now.name() != name
        && let Some(choice) = C::ALL.iter().find(|choice| choice.name() == name)
    {
        *now = choice.clone();
    }
}

pub(super) fn named(what: &str, all: fn() -> Vec<Alternative>, text: &str) -> Result<&'static str, String> {
    let found = all().into_iter().find(|alternative| alternative.name == text);
    found.map(|alternative| alternative.name).ok_or_else(|| format!("“{text}” is not a known {what}"))
}

/// One of these names, in words.
pub(super) fn one_of(all: fn() -> Vec<Alternative>) -> Text {
    let names = all().iter().map(|alternative| alternative.name).collect::<Vec<_>>().join(", ");
    text!("one of {names}", "以下之一：{names}")
}
