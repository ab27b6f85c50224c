//! Notation of the numbers of a column, and whether it is a column of numbers at all.

use super::{
    choices::Choices,
    separator::Separator,
    survey::{EVIDENCE, Found, Seen},
};
use crate::data::number::{Decimal, Evidence};

/// What a column is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    /// All cells are empty.
    Nothing,
    Texts,
    Numbers {
        decimal: Decimal,
        /// Whether that is only likely.
        is_doubtful: bool,
    },
}

/// What all columns together say about decimal marks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    points: usize,
    commas: usize,
}

impl Marks {
    /// The marks of all these columns.
    pub(super) fn of<'a>(columns: impl Iterator<Item = &'a Seen>) -> Self {
        columns.fold(Self::default(), |all, seen| {
            let of = Self::of_one(seen);
            Self { points: all.points + of.points, commas: all.commas + of.commas }
        })
    }

    fn of_one(seen: &Seen) -> Self {
        let count = |evidence| seen.of(evidence).count;
        Self {
            points: count(Evidence::Point) + count(Evidence::CommaGroups),
            commas: count(Evidence::Comma) + count(Evidence::PointGroups),
        }
    }
}

impl Notation {
    /// The notation of the column seen as `seen`, in a table with the marks `all`.
    pub(super) fn of(seen: &Seen, all: Marks, separator: Separator, choices: &Choices) -> Self {
        let numbers = seen.all_numbers();
        if numbers + seen.texts.count + seen.unknown.count + seen.infinite.count == 0 {
            return Self::Nothing;
        }
        let signs = choices.signs != Some(false);
        if !seen.can_be_numbers() || (!signs && seen.signed.count + seen.unknown.count > 0) {
            return Self::Texts;
        }
        let (decimal, is_doubtful) = decimal(seen, all, separator, choices);
        let is_read = |(found, evidence): (&Found, Evidence)| found.count == 0 || reads(decimal, evidence, signs);
        if seen.numbers.iter().zip(EVIDENCE).all(is_read) {
            Self::Numbers { decimal, is_doubtful }
        } else {
            Self::Texts
        }
    }
}

/// Whether such a number can be parsed with this decimal mark; `signs` allows groups.
pub(super) const fn reads(decimal: Decimal, evidence: Evidence, signs: bool) -> bool {
    match (evidence, decimal) {
        (Evidence::Whole, _)
        | (Evidence::Point | Evidence::PointOrGroup, Decimal::Point | Decimal::Either)
        | (Evidence::Comma | Evidence::CommaOrGroup, Decimal::Comma | Decimal::Either) => true,
        (Evidence::CommaGroups | Evidence::CommaOrGroup, Decimal::Point)
        | (Evidence::PointGroups | Evidence::PointOrGroup, Decimal::Comma) => signs,
        _ => false,
    }
}

/// The decimal mark of a column, and whether it is doubtful.
///
/// A comma is certainly the decimal mark if some cell does not have exactly three digits after it; likewise a point. If
/// all have three, the other columns decide; if they say nothing, the point is the decimal mark, or the comma if it
/// does not separate cells and the column has no integers that could be thousands.
fn decimal(seen: &Seen, all: Marks, separator: Separator, choices: &Choices) -> (Decimal, bool) {
    if let Some(chosen) = choices.decimal {
        return (chosen, false);
    }
    let count = |evidence| seen.of(evidence).count;
    let (own, sure) = (Marks::of_one(seen), |decimal| (decimal, false));
    // Numbers with two or more groups show without doubt what groups them.
    let groups = count(Evidence::PointGroups) + count(Evidence::CommaGroups);
    match (own.points > 0, own.commas > 0) {
        (true, true) if groups == 0 && separator != Separator::Comma => return sure(Decimal::Either),
        (true, true) => return sure(if own.commas > own.points { Decimal::Comma } else { Decimal::Point }),
        // Where commas separate cells, one within quotation marks is more likely a list of two, unless the whole table
        // writes fractions that way.
        (false, true) if separator == Separator::Comma && groups == 0 && (all.points > 0 || all.commas < 2) => {
            return sure(Decimal::Point);
        }
        (false, true) => return (Decimal::Comma, separator == Separator::Comma),
        (true, false) => return sure(Decimal::Point),
        (false, false) => {}
    }
    match (count(Evidence::PointOrGroup) > 0, count(Evidence::CommaOrGroup) > 0) {
        (false, false) => sure(Decimal::Point),
        (true, true) if separator == Separator::Comma => sure(Decimal::Point),
        (true, true) => (Decimal::Either, true),
        (true, false) if all.commas > 0 && all.points == 0 => (Decimal::Comma, true),
        (true, false) => sure(Decimal::Point),
        (false, true) if all.points > 0 && all.commas == 0 => (Decimal::Point, true),
        (false, true) if all.commas > 0 => (Decimal::Comma, true),
        (false, true) => {
            let fits_thousands = count(Evidence::Whole) > 0 && seen.long == 0;
            let point = separator == Separator::Comma || fits_thousands;
            (if point { Decimal::Point } else { Decimal::Comma }, true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(cells: &[&str]) -> Seen {
        let mut seen = Seen::default();
        cells.iter().for_each(|cell| seen.add(0, cell, ""));
        seen
    }

    fn of(cells: &[&str], others: &[&str], separator: Separator) -> Notation {
        let (own, others) = (seen(cells), seen(others));
        Notation::of(&own, Marks::of([&own, &others].into_iter()), separator, &Choices::default())
    }

    #[test]
    fn points_and_commas_are_decided_by_column_and_table() {
        let numbers = |decimal, is_doubtful| Notation::Numbers { decimal, is_doubtful };
        use Separator::{Comma, Semicolon, Tab};
        for (cells, others, separator, expected) in [
            (&["1.234", "999"][..], &["10,5"][..], Semicolon, numbers(Decimal::Comma, true)),
            (&["1.234", "0.5"], &["10,5"], Semicolon, numbers(Decimal::Point, false)),
            (&["1.234", "2.345"], &["1"], Semicolon, numbers(Decimal::Point, false)),
            (&["1,234", "999"], &["1"], Tab, numbers(Decimal::Point, true)),
            (&["1,234", "999"], &["2,5"], Tab, numbers(Decimal::Comma, true)),
            (&["1,234", "2,500"], &["1"], Semicolon, numbers(Decimal::Comma, true)),
            (&["1,234", "2,500"], &["0.5"], Semicolon, numbers(Decimal::Point, true)),
            (&["1,234", "999"], &[], Comma, numbers(Decimal::Point, true)),
            (&["1,5", "2"], &[], Semicolon, numbers(Decimal::Comma, false)),
            (&["1,5", "2.5"], &[], Semicolon, numbers(Decimal::Either, false)),
            (&["1,5", "2,5"], &["3"], Comma, numbers(Decimal::Comma, true)),
            (&["1,5", "2,5"], &["3.5"], Comma, Notation::Texts),
            (&["1,2", "1,3,4"], &[], Comma, Notation::Texts),
            (&["1.234.567", "3"], &[], Semicolon, numbers(Decimal::Comma, false)),
            (&["1", "-", "*"], &[], Comma, numbers(Decimal::Point, false)),
            (&["-", "*"], &[], Comma, Notation::Texts),
            (&["1", "a"], &[], Comma, Notation::Texts),
            (&["", "NA"], &[], Comma, Notation::Nothing),
            (&["12%", "1,200 €"], &[], Semicolon, numbers(Decimal::Point, true)),
        ] {
            assert_eq!(of(cells, others, separator), expected, "{cells:?} beside {others:?}");
        }
    }

    #[test]
    fn a_choice_decides() {
        let seen = seen(&["1,234", "999"]);
        let of = |choices: Choices| Notation::of(&seen, Marks::default(), Separator::Tab, &choices);
        let comma = Choices { decimal: Some(Decimal::Comma), ..Choices::default() };
        assert_eq!(of(comma), Notation::Numbers { decimal: Decimal::Comma, is_doubtful: false });
        assert_eq!(of(Choices { signs: Some(false), ..Choices::default() }), Notation::Texts);
    }
}
