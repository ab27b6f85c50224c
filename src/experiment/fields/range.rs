//! Ranges of numbers as data, and the only place where a range is put into words.

use std::fmt::Display;

use crate::{language::Text, text};

/// The numbers that a field accepts; all of them are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Where it begins.
    pub low: Bound,
    /// Where it ends.
    pub high: Bound,
    /// A sensible value, and the initial one of an optional field when it is switched on.
    pub example: f32,
    /// How a slider maps it.
    pub scale: Scale,
    /// The part that a slider offers; `None` for all of it.
    pub offered: Option<Offered<f32>>,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// No bound.
    None,
    /// A closed bound: the number belongs to the range.
    At(f32),
    /// An open bound: the number does not belong to the range.
    Beyond(f32),
}

/// How a slider maps numbers to positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal distances are equal differences.
    Linear,
    /// Equal distances are equal factors.
    Logarithmic,
}

/// The part of a range that a slider offers; more can be typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offered<T> {
    /// The lowest.
    pub low: T,
    /// The highest.
    pub high: T,
    /// Step of the slider.
    pub step: T,
}

impl Range {
    /// From `low` to `high`, both included.
    pub(super) const fn of(low: f32, high: f32, example: f32) -> Self {
        Self::new(Bound::At(low), Bound::At(high), example)
    }

    /// `low` and more.
    pub(super) const fn from(low: f32, example: f32) -> Self {
        Self::new(Bound::At(low), Bound::None, example)
    }

    /// More than `low`.
    pub(super) const fn above(low: f32, example: f32) -> Self {
        Self::new(Bound::Beyond(low), Bound::None, example)
    }

    const fn new(low: Bound, high: Bound, example: f32) -> Self {
        Self { low, high, example, scale: Scale::Linear, offered: None }
    }

    /// The same with the upper bound `high`, included.
    pub(super) const fn up_to(self, high: f32) -> Self {
        Self { high: Bound::At(high), ..self }
    }

    /// The same with the upper bound `high`, excluded.
    pub(super) const fn below(self, high: f32) -> Self {
        Self { high: Bound::Beyond(high), ..self }
    }

    /// The same, on a logarithmic slider.
    pub(super) const fn by_factors(self) -> Self {
        Self { scale: Scale::Logarithmic, ..self }
    }

    /// The same, with a slider for these only.
    pub(super) const fn offering(self, low: f32, high: f32, step: f32) -> Self {
        Self { offered: Some(Offered { low, high, step }), ..self }
    }

    /// Lower and upper bound, open or closed.
    #[must_use]
    pub const fn ends(&self) -> (f32, f32) {
        let low = match self.low {
            Bound::None => f32::MIN,
            Bound::At(low) | Bound::Beyond(low) => low,
        };
        let high = match self.high {
            Bound::None => f32::MAX,
            Bound::At(high) | Bound::Beyond(high) => high,
        };
        (low, high)
    }

    /// Whether it has a lower and an upper bound.
    #[must_use]
    pub const fn is_bounded(&self) -> bool {
        !matches!((self.low, self.high), (Bound::None, _) | (_, Bound::None))
    }

    /// Whether `value` is in the range, which NaN and infinities never are.
    #[must_use]
    pub fn contains(&self, value: f32) -> bool {
        let low = match self.low {
            Bound::None => true,
            Bound::At(low) => value >= low,
            Bound::Beyond(low) => value > low,
        };
        let high = match self.high {
            Bound::None => true,
            Bound::At(high) => value <= high,
            Bound::Beyond(high) => value < high,
        };
        value.is_finite() && low && high
    }

    /// What is wrong with `value`, if it is not in the range.
    #[must_use]
    pub fn problem(&self, value: f32) -> Option<Text> {
        (!self.contains(value)).then(|| not_a_number(&value, &self.words()))
    }

    /// Description of its values: “a number from 0 to 1, such as 0.5”.
    #[must_use]
    pub fn takes(&self) -> Text {
        let words = self.words();
        let (english, chinese) = words.both();
        text!("a number {english}", "{chinese}的数")
    }

    /// “from 0 to 1, such as 0.5”
    fn words(&self) -> Text {
        let range = match (self.low, self.high) {
            (Bound::None, Bound::None) => text!("of any size", "任意大小"),
            (Bound::None, Bound::At(high)) => text!("up to {high}", "不超过 {high} "),
            (Bound::None, Bound::Beyond(high)) => text!("below {high}", "小于 {high} "),
            (Bound::At(low), Bound::None) => text!("of {low} or more", "不小于 {low} "),
            (Bound::At(low), Bound::At(high)) => text!("from {low} to {high}", "{low} 到 {high} "),
            (Bound::At(low), Bound::Beyond(high)) => text!("from {low} to below {high}", "{low} 到小于 {high} "),
            (Bound::Beyond(low), Bound::None) => text!("above {low}", "大于 {low} "),
            (Bound::Beyond(low), Bound::At(high)) => {
                text!("above {low} and up to {high}", "大于 {low} 且不超过 {high} ")
            }
            (Bound::Beyond(low), Bound::Beyond(high)) => {
                text!("above {low} and below {high}", "大于 {low} 且小于 {high} ")
            }
        };
        such_as(&range, &brief(self.example))
    }
}

/// The integers that a field accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The lowest.
    pub low: u64,
    /// The highest; `None` when only memory, time or the type limits it.
    pub high: Option<u64>,
    /// A sensible value, and the initial one of an optional field when it is switched on.
    pub example: u64,
    /// A number that has a name, such as `all`.
    pub named: Option<(u64, &'static str)>,
    /// Lowest and highest value of a slider; `None` for the whole range.
    pub offered: Option<(u64, u64)>,
}

impl Whole {
    /// From `low` to `high`.
    pub(super) const fn of(low: u64, high: u64, example: u64) -> Self {
        Self { low, high: Some(high), example, named: None, offered: None }
    }

    /// `low` and more.
    pub(super) const fn from(low: u64, example: u64) -> Self {
        Self { low, high: None, example, named: None, offered: None }
    }

    /// The same, of which `value` is called `name`.
    pub(super) const fn calling(self, value: u64, name: &'static str) -> Self {
        Self { named: Some((value, name)), ..self }
    }

    /// The same, with a slider for these only.
    pub(super) const fn offering(self, low: u64, high: u64) -> Self {
        Self { offered: Some((low, high)), ..self }
    }

    /// The highest that can be typed.
    #[must_use]
    pub fn most(&self) -> u64 {
        self.high.unwrap_or(u64::from(u32::MAX))
    }

    /// Whether `value` is in the range.
    #[must_use]
    pub fn contains(&self, value: u64) -> bool {
        value >= self.low && self.high.is_none_or(|high| value <= high)
    }

    /// What is wrong with `value`, if it is not in the range.
    #[must_use]
    pub fn problem(&self, value: u64) -> Option<Text> {
        (!self.contains(value)).then(|| {
            let words = self.words();
            let (english, chinese) = words.both();
            text!("{value} is not a whole number {english}", "{value} 不符合要求：应为{chinese}的整数")
        })
    }

    /// Description of its values: “a whole number from 2 to 10, such as 3”.
    #[must_use]
    pub fn takes(&self) -> Text {
        let words = self.words();
        let (english, chinese) = words.both();
        match self.named {
            Some((_, name)) => text!("a whole number {english}, or {name}", "{chinese}的整数，或 {name}"),
            None => text!("a whole number {english}", "{chinese}的整数"),
        }
    }

    /// “from 2 to 10, such as 3”
    pub(super) fn words(&self) -> Text {
        let low = self.low;
        let range = match self.high {
            None => text!("of {low} or more", "不小于 {low} "),
            Some(high) => text!("from {low} to {high}", "{low} 到 {high} "),
        };
        such_as(&range, &self.example.to_string())
    }
}

fn such_as(range: &Text, example: &str) -> Text {
    let (english, chinese) = range.both();
    let chinese = chinese.trim_end();
    text!("{english}, such as {example}", "{chinese}（例如 {example}）")
}

fn not_a_number(value: &dyn Display, range: &Text) -> Text {
    let (english, chinese) = range.both();
    text!("{value} is not a number {english}", "{value} 不符合要求：应为{chinese}的数")
}

/// A small number in scientific notation: `1e-8`.
fn brief(number: f32) -> String {
    if number != 0.0 && number.abs() < 1e-4 { format!("{number:e}") } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_do_not_belong_to_a_range() {
        let share = Range::above(0.0, 0.5).below(1.0);
        let inside = [0.0, f32::MIN_POSITIVE, 0.5, 1.0 - f32::EPSILON, 1.0].map(|value| share.contains(value));
        assert_eq!(inside, [false, true, true, true, false]);
        let closed = Range::of(0.0, 1.0, 0.5);
        let inside = [-f32::MIN_POSITIVE, 0.0, 1.0, 1.0 + f32::EPSILON, f32::NAN].map(|value| closed.contains(value));
        assert_eq!(inside, [false, true, true, false, false]);
        assert!(!Range::from(0.0, 1.0).contains(f32::INFINITY));
        let whole = Whole::of(2, 10, 3);
        assert_eq!([1, 2, 10, 11].map(|value| whole.contains(value)), [false, true, true, false]);
    }

    #[test]
    fn a_range_is_said_in_both_languages() {
        let said = |range: Range| range.problem(f32::NAN).map(|text| text.to_string()).unwrap_or_default();
        for (range, words) in [
            (Range::of(0.0, 0.8, 0.1), "from 0 to 0.8, such as 0.1"),
            (Range::of(0.0, 1.0, 0.9).below(1.0), "from 0 to below 1, such as 0.9"),
            (Range::from(0.0, 0.01), "of 0 or more, such as 0.01"),
            (Range::above(0.0, 1.0), "above 0, such as 1"),
            (Range::above(0.0, 1e-8).up_to(1.0), "above 0 and up to 1, such as 1e-8"),
        ] {
            assert_eq!(said(range), format!("NaN is not a number {words}"));
            assert_eq!(range.takes().to_string(), format!("a number {words}"));
        }
        let rate = Range::above(0.0, 0.03).up_to(1000.0);
        let chinese = rate.problem(0.0).map(|text| text.both().1.to_owned());
        assert_eq!(chinese.as_deref(), Some("0 不符合要求：应为大于 0 且不超过 1000（例如 0.03）的数"));
        let batch = Whole::from(1, 10).calling(9, "all").takes();
        assert_eq!(
            batch.both(),
            ("a whole number of 1 or more, such as 10, or all", "不小于 1（例如 10）的整数，或 all")
        );
    }
}
