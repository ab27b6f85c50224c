//! A number to be dragged or typed, which hands back what the person made of it, and nothing as long as nobody did.
//!
//! egui's own control writes what it only draws: it clamps a value outside its range, and takes its rounded text for
//! the value when the keyboard leaves it. Here the value is lent by copy, so that looking changes nothing; clippy
//! refuses egui's control everywhere else.

use std::{cell::Cell, ops::RangeInclusive};

use egui::{
    Direction, DragValue, Layout, Rect, Response, Ui, UiBuilder,
    emath::{Numeric, format_with_decimals_in_range},
};

/// Most decimals that a value is followed to when its rounded text does not say which it is.
const MOST_DECIMALS: usize = 12;

/// How a number is shown and changed.
#[derive(Clone, Debug)]
pub struct Number<'a> {
    range: (f64, f64),
    speed: f64,
    scale: f64,
    decimals: Option<usize>,
    suffix: &'a str,
    highest: Option<&'a str>,
    text: Option<&'a str>,
    late: bool,
}

impl<'a> Number<'a> {
    /// What a person enters lies from `low` to `high`; a value outside is shown as it is.
    #[must_use]
    pub fn new<Num: Numeric>(range: RangeInclusive<Num>) -> Self {
        Self {
            range: (range.start().to_f64(), range.end().to_f64()),
            speed: 1.0,
            scale: 1.0,
            decimals: None,
            suffix: "",
            highest: None,
            text: None,
            late: false,
        }
    }

    /// What a point of dragging, or an arrow key, adds to what is shown.
    #[must_use]
    pub const fn speed(self, speed: f64) -> Self {
        Self { speed, ..self }
    }

    /// A share, shown as per cent.
    #[must_use]
    pub const fn percent(self) -> Self {
        Self { scale: 100.0, suffix: " %", ..self }
    }

    /// Never more decimals than these, also where they do not say the value exactly.
    #[must_use]
    pub const fn rounded(self, decimals: usize) -> Self {
        Self { decimals: Some(decimals), ..self }
    }

    /// What stands after the number.
    #[must_use]
    pub const fn suffix(self, suffix: &'a str) -> Self {
        Self { suffix, ..self }
    }

    /// The word that stands for the end of the range and everything beyond.
    #[must_use]
    pub const fn highest(self, word: &'a str) -> Self {
        Self { highest: Some(word), ..self }
    }

    /// The value in full, for one of more digits than egui's numbers have.
    #[must_use]
    pub const fn in_full(self, text: &'a str) -> Self {
        Self { text: Some(text), ..self }
    }

    /// What is typed counts when the keyboard leaves it, not at every letter.
    #[must_use]
    pub const fn late(self) -> Self {
        Self { late: true, ..self }
    }

    /// The same in this place.
    pub fn put<Num: Numeric>(&self, ui: &mut Ui, place: Rect, value: Num) -> (Response, Option<Num>) {
        let layout = Layout::centered_and_justified(Direction::TopDown);
        ui.scope_builder(UiBuilder::new().max_rect(place).layout(layout), |ui| self.show(ui, value)).inner
    }

    /// Shows `value`; the second is what the person made of it in this frame.
    #[allow(clippy::disallowed_methods, reason = "egui writes into a copy, and only what the person did leaves here")]
    pub fn show<Num: Numeric>(&self, ui: &mut Ui, value: Num) -> (Response, Option<Num>) {
        let shown = value.to_f64() * self.scale;
        let (low, high) = (self.range.0 * self.scale, self.range.1 * self.scale);
        let parsed = |text: &str| match self.highest {
            Some(word) if word == text.trim() => Some(high),
            _ => read(text),
        };
        // What egui takes its own text for when the keyboard leaves it: no change, though it is rounded.
        let own = Cell::new(shown);
        let mut made = None;
        let get_set = |new: Option<f64>| {
            let person = new.filter(|new| new.is_finite() && *new != shown && *new != own.get());
            made = person.map(|new| new.clamp(low, high)).or(made);
            made.unwrap_or(shown)
        };
        let number = DragValue::from_get_set(get_set).speed(self.speed).update_while_editing(!self.late);
        let number = match self.decimals {
            _ if Num::INTEGRAL => number.max_decimals(0),
            Some(decimals) => number.max_decimals(decimals),
            None => number,
        };
        let written = |number: f64, usual: RangeInclusive<usize>| {
            let text = match self.highest {
                Some(word) if number >= high => word.to_owned(),
                _ if number.to_bits() == shown.to_bits() => {
                    self.text.map_or_else(|| self.text(value, usual), str::to_owned)
                }
                _ => format_with_decimals_in_range(number, usual),
            };
            own.set(parsed(&text).unwrap_or(shown));
            text
        };
        let response = ui.add(number.suffix(self.suffix).custom_formatter(written).custom_parser(parsed));
        response.ctx.accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(low);
            node.set_max_numeric_value(high);
        });
        let made = made.map(|number| Num::from_f64(number / self.scale)).filter(|made| *made != value);
        (response, made)
    }

    /// `value` with the usual decimals, or as many more as say which it is.
    fn text<Num: Numeric>(&self, value: Num, usual: RangeInclusive<usize>) -> String {
        let (number, most) = (value.to_f64() * self.scale, *usual.end());
        let text = format_with_decimals_in_range(number, usual);
        if Num::INTEGRAL || self.decimals.is_some() {
            return text;
        }
        let says_it = |text: &String| read(text).is_some_and(|read| Num::from_f64(read / self.scale) == value);
        let longer = (most..=MOST_DECIMALS).map(|decimals| format!("{number:.decimals$}"));
        std::iter::once(text.clone()).chain(longer).find(says_it).unwrap_or(text)
    }
}

/// The number that `text` says, with any minus sign, spaces between the digits, and a point or a comma before the decimals.
fn read(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '−' { '-' } else { c }).collect();
    pointed(&text)?.parse().ok()
}

/// The number with a point before its decimals and nothing between its thousands; nothing when a comma stands where none of
/// the two can.
fn pointed(text: &str) -> Option<String> {
    let Some((head, tail)) = text.split_once(',') else { return Some(text.to_owned()) };
    let whole = head.trim_start_matches(['-', '+']);
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let before_point = tail.split('.').next().unwrap_or_default();
    let are_thousands = (1..=3).contains(&whole.len())
        && are_digits(whole)
        && !whole.starts_with('0')
        && before_point.split(',').all(|group| group.len() == 3 && are_digits(group));
    if are_thousands {
        return Some(text.replace(',', ""));
    }
    // One comma, before it thousands with points at most: as people write between Lisbon and Moscow.
    let is_decimal = !tail.contains([',', '.']);
    is_decimal.then(|| format!("{}.{tail}", head.replace('.', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_which_number_it_is() {
        let percent = Number::new(0.0..=0.5_f32).percent();
        let texts = [0.1, 0.123, 1.0 / 3.0, 0.5].map(|share: f32| percent.text(share, 0..=0));
        assert_eq!(texts, ["10", "12.3", "33.333334", "50"]);
        assert_eq!(Number::new(0.0..=1.0_f32).rounded(4).text(0.123_456_7_f32, 0..=4), "0.1235");
        assert_eq!(Number::new(1..=1024_usize).text(2000_usize, 0..=0), "2000");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(
            [read("−1.5"), read(" 10 000 "), read("1e-3"), read("x")],
            [Some(-1.5), Some(1e4), Some(1e-3), None]
        );
        for (text, number) in [
            ("1,5", Some(1.5)),
            ("0,125", Some(0.125)),
            ("-,5", Some(-0.5)),
            ("1,5e-3", Some(0.0015)),
            ("1.234,5", Some(1234.5)),
            ("1,234", Some(1234.0)),
            ("−12,345,678.5", Some(-12_345_678.5)),
            ("1,2,3", None),
            ("1,5.5", None),
            ("1,23456.5", None),
        ] {
            assert_eq!(read(text), number, "{text}");
        }
    }
}
