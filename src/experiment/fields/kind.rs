//! The types of fields, and reading and writing their values.

use super::{
    choices::Choices,
    layers::{Layers, in_layer},
    range::{Range, Whole},
    reading::{list, listed, number, optional, or_none, switch, too_large, whole},
};
use crate::{
    experiment::{EarlyStopping, Experiment, Privacy},
    language::Text,
    text,
};

/// Location of a value in an experiment; `None` where the field does not apply.
pub type Slot<T> = for<'e> fn(&'e mut Experiment) -> Option<&'e mut T>;

/// The type of a field.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number.
    Number(Range, Slot<f32>),
    /// A number, or none.
    OptionalNumber(Range, Slot<Option<f32>>),
    /// A whole number.
    Whole(Whole, Slot<dyn Count>),
    /// A whole number, or none.
    OptionalWhole(Whole, Slot<dyn OptionalCount>),
    /// On or off.
    Switch(Slot<dyn Switch>),
    /// One of a few named alternatives.
    Choice(Choices),
    /// One value per hidden layer.
    Layers(Layers),
    /// A list of numbers.
    Numbers(Range, Slot<Vec<f32>>),
    /// A text with a grammar of its own.
    Written(Written),
}

/// A text with a grammar of its own.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// Placeholder, in English: “a formula such as sin(x1)*x2”.
    pub takes: &'static str,
    /// The text, when the field applies.
    pub get: fn(&Experiment) -> Option<String>,
    /// Reads the text.
    pub set: fn(&mut Experiment, &str) -> Result<(), String>,
}

/// An integer of any width.
pub trait Count {
    /// The number.
    fn get(&self) -> u64;
    /// Sets it; returns whether it fits the type.
    fn set(&mut self, value: u64) -> bool;
}

macro_rules! counts {
    ($($width:ty),*) => {$(
        impl Count for $width {
            fn get(&self) -> u64 {
                *self as u64
            }

            fn set(&mut self, value: u64) -> bool {
                Self::try_from(value).map(|value| *self = value).is_ok()
            }
        }
    )*};
}
counts!(u32, u64, usize);

/// An integer of any width, or none.
pub trait OptionalCount {
    /// The number, if there is one.
    fn get(&self) -> Option<u64>;
    /// Sets it; returns whether it fits the type.
    fn set(&mut self, value: Option<u64>) -> bool;
}

impl<T: Count + Default> OptionalCount for Option<T> {
    fn get(&self) -> Option<u64> {
        self.as_ref().map(Count::get)
    }

    fn set(&mut self, value: Option<u64>) -> bool {
        let mut count = T::default();
        let fits = value.is_none_or(|value| count.set(value));
        if fits {
            *self = value.map(|_| count);
        }
        fits
    }
}

/// A value that is on or off.
pub trait Switch {
    /// Whether it is on.
    fn is_on(&self) -> bool;
    /// Turns it on or off.
    fn turn(&mut self, on: bool);
}

impl Switch for bool {
    fn is_on(&self) -> bool {
        *self
    }

    fn turn(&mut self, on: bool) {
        *self = on;
    }
}

impl Switch for Option<EarlyStopping> {
    fn is_on(&self) -> bool {
        self.is_some()
    }

    fn turn(&mut self, on: bool) {
        *self = on.then(|| self.unwrap_or_default());
    }
}

impl Switch for Option<Privacy> {
    fn is_on(&self) -> bool {
        self.is_some()
    }

    fn turn(&mut self, on: bool) {
        *self = on.then(|| self.unwrap_or_default());
    }
}

impl Kind {
    /// Type and range of its values, in words.
    pub(super) fn takes(&self) -> Text {
        let or_none = |takes: Text| {
            let (english, chinese) = takes.both();
            text!("{english}, or none", "{chinese}，或 none")
        };
        match self {
            Self::Number(range, _) => range.takes(),
            Self::OptionalNumber(range, _) => or_none(range.takes()),
            Self::Whole(range, _) => range.takes(),
            Self::OptionalWhole(range, _) => or_none(range.takes()),
            Self::Switch(_) => text!("true or false", "true 或 false"),
            Self::Choice(choices) => choices.takes(),
            Self::Layers(layers) => layers.takes(),
            Self::Numbers(range, _) => {
                let takes = range.takes();
                let (english, chinese) = takes.both();
                text!(
                    "{english}, or several with commas between them, or none",
                    "{chinese}，或多个，用逗号分隔，或 none"
                )
            }
            Self::Written(written) => Text::same(written.takes),
        }
    }

    /// The value as text; `None` where it does not apply.
    pub(super) fn get(&self, e: &mut Experiment) -> Option<String> {
        match self {
            Self::Number(_, at) => at(e).map(|value| value.to_string()),
            Self::OptionalNumber(_, at) => at(e).map(|value| or_none(*value)),
            Self::Whole(range, at) => at(e).map(|value| match (value.get(), range.named) {
                (value, Some((called, name))) if value == called => name.to_owned(),
                (value, _) => value.to_string(),
            }),
            Self::OptionalWhole(_, at) => at(e).map(|value| or_none(value.get())),
            Self::Switch(at) => at(e).map(|value| value.is_on().to_string()),
            Self::Choice(choices) => (choices.get)(e).map(str::to_owned),
            Self::Layers(layers) => layers.get(&mut e.network.hidden),
            Self::Numbers(_, at) => at(e).map(|values| listed(values.iter().map(f32::to_string))),
            Self::Written(written) => (written.get)(e),
        }
    }

    /// Sets the value from text; `None` where it does not apply.
    pub(super) fn set(&self, e: &mut Experiment, text: &str) -> Option<Result<(), String>> {
        Some(match self {
            Self::Number(_, at) => {
                let place = at(e)?;
                number(text).map(|value| *place = value)
            }
            Self::OptionalNumber(_, at) => {
                let place = at(e)?;
                optional(text, number).map(|value| *place = value)
            }
            Self::Whole(range, at) => {
                let place = at(e)?;
                let read = match range.named {
                    Some((value, name)) if text == name => Ok(value),
                    _ => whole(text),
                };
                read.and_then(|value| if place.set(value) { Ok(()) } else { Err(too_large(text)) })
            }
            Self::OptionalWhole(_, at) => {
                let place = at(e)?;
                optional(text, whole).and_then(|value| if place.set(value) { Ok(()) } else { Err(too_large(text)) })
            }
            Self::Switch(at) => {
                let place = at(e)?;
                switch(text).map(|on| place.turn(on))
            }
            Self::Choice(choices) => choices.read(text).map(|name| (choices.set)(e, name)),
            Self::Layers(layers) => layers.set(&mut e.network.hidden, text),
            Self::Numbers(_, at) => {
                let place = at(e)?;
                list(text, number).map(|values| *place = values)
            }
            Self::Written(written) => (written.set)(e, text),
        })
    }

    /// Problems of the value with its range alone.
    pub(super) fn problems(&self, e: &mut Experiment) -> Vec<Text> {
        let found = match self {
            Self::Number(range, at) => at(e).and_then(|value| range.problem(*value)),
            Self::OptionalNumber(range, at) => at(e).and_then(|value| range.problem((*value)?)),
            Self::Whole(range, at) => at(e).and_then(|value| range.problem(value.get())),
            Self::OptionalWhole(range, at) => at(e).and_then(|value| range.problem(value.get()?)),
            Self::Layers(layers) => return layers.problems(&mut e.network.hidden),
            Self::Numbers(range, at) => {
                let values = at(e).map(|values| values.as_slice()).unwrap_or_default();
                let of_value = |(index, value): (usize, &f32)| in_layer(index, &range.problem(*value)?).into();
                return values.iter().enumerate().filter_map(of_value).collect();
            }
            Self::Switch(_) | Self::Choice(_) | Self::Written(_) => None,
        };
        found.into_iter().collect()
    }
}
