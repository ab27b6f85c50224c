//! The second pass over all rows, which builds the columns.

use std::collections::BTreeMap;

use super::{
    notation::{Notation, reads},
    survey::{Cell, Found, Seen},
};
use crate::data::{
    Column, ColumnValues, Dates,
    date::{is_date, slip},
    digits,
    limited::{MOST_TEXTS, NAME},
    mark,
    number::{Decimal, Written},
};

/// Largest whole number up to which f64 holds all of them: 2⁵³.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Builder of a column.
pub(super) enum Builder {
    Nothing,
    Numbers(Numbers),
    Texts(Texts),
}

/// Builder of a column of texts.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) names: Vec<String>,
    /// The byte at which the row of each of them begins.
    begins: Vec<usize>,
    codes: Vec<u32>,
    missing: Vec<u32>,
    known: BTreeMap<String, u32>,
    /// Whether they are too many for classes, but all of them dates so far.
    dates: bool,
}

/// Builder of a column of numbers.
pub(super) struct Numbers {
    decimal: Decimal,
    numbers: Vec<f64>,
    /// Rows whose number lies halfway between two f32, where rounding via f64 could be wrong, with the number rounded
    /// once.
    halfway: Vec<(u32, f32)>,
    missing: Vec<u32>,
    /// Largest number of decimal places; `None` when a number has an exponent.
    decimals: Option<usize>,
    /// Numbers beyond the range of f32.
    pub(super) beyond: Found,
    /// Whole numbers that not even f64 holds.
    pub(super) coarse: Found,
}

/// The finished column, or why there is none.
pub(super) enum Built {
    Column(Box<Column>),
    /// Dates, as years, because there are too many distinct ones for texts.
    Years(Box<Column>),
    /// It is empty.
    Nothing,
    /// One of its texts is too long for a class.
    LongText,
    /// It has too many distinct texts for classes.
    ManyTexts,
}

impl Builder {
    pub(super) fn new(notation: Notation, seen: &Seen, rows: usize) -> Self {
        let missing = Vec::with_capacity(seen.unknown.count);
        match notation {
            Notation::Nothing => Self::Nothing,
            Notation::Numbers { decimal, .. } => Self::Numbers(Numbers {
                decimal,
                numbers: Vec::with_capacity(rows),
                halfway: Vec::new(),
                missing,
                decimals: Some(0),
                beyond: Found::default(),
                coarse: Found::default(),
            }),
            Notation::Texts => Self::Texts(Texts { codes: Vec::with_capacity(rows), missing, ..Texts::default() }),
        }
    }

    pub(super) fn push(&mut self, row: u32, begins: usize, cell: &str) {
        let cell = cell.trim();
        match self {
            Self::Nothing => {}
            Self::Numbers(numbers) => numbers.push(row, begins, &digits::plain(cell)),
            Self::Texts(texts) => texts.push(row, begins, cell),
        }
    }

    /// The column, and the cell with the byte at which its row begins that alone keeps it from being of dates.
    pub(super) fn finish(self, heading: String, order: Option<Dates>) -> (Built, Option<(usize, String)>) {
        match self {
            Self::Nothing => (Built::Nothing, None),
            Self::Numbers(numbers) if numbers.missing.len() == numbers.numbers.len() => (Built::Nothing, None),
            Self::Numbers(numbers) => (Built::Column(numbers.finish(heading).into()), None),
            Self::Texts(texts) => {
                let slip = slip(&texts.names, order).map(|place| (texts.begins[place], texts.names[place].clone()));
                (texts.finish(heading, order), slip)
            }
        }
    }
}

impl Texts {
    /// The first cell of numbers that all have the same word behind them, such as `5 kg`.
    pub(super) fn with_unit(&self) -> Option<&str> {
        let unit = |name: &String| {
            let rest =
                name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '−'));
            let number = name[..name.len() - rest.len()].trim();
            let unit = rest.trim();
            let is_word =
                unit.chars().next().is_some_and(|c| c.is_alphabetic() || c == '°') && unit.chars().count() < 12;
            (is_word && Written::of(number).is_some()).then(|| unit.to_owned())
        };
        let first = self.names.first().and_then(unit)?;
        let is_same = |name: &String| unit(name).as_ref() == Some(&first);
        let all =
            self.names.len() > 2 && self.names.iter().all(is_same) && !self.names.iter().any(|name| is_date(name));
        all.then(|| self.names[0].as_str())
    }

    /// Two texts that differ in capitals alone, and whether they are taken as one.
    pub(super) fn in_two_cases(&self) -> Option<([&str; 2], bool)> {
        let found = if self.names.len() <= MOST_TEXTS { in_two_cases(&self.names) } else { None };
        found.map(|both| (both, yes_no_in_capitals(&self.names).is_some()))
    }

    /// Whether the text of the last row is this one, and of no other row.
    fn ends_with(&self, text: &str) -> bool {
        let last =
            self.codes.last().filter(|_| self.missing.last().is_none_or(|row| *row as usize + 1 < self.codes.len()));
        let is_it = |code: &&u32| self.names.get(**code as usize).is_some_and(|name| name == text);
        last.filter(is_it).is_some_and(|last| self.codes.iter().filter(|code| *code == last).count() == 1)
    }

    /// The text of the last row, where it says that the row sums up the others and no other row holds it.
    pub(super) fn total(&self) -> Option<&str> {
        const WORDS: [&str; 14] = [
            "total",
            "totals",
            "grand total",
            "sum",
            "subtotal",
            "average",
            "mean",
            "overall",
            "all",
            "summe",
            "gesamt",
            "合计",
            "总计",
            "平均",
        ];
        let last = self.codes.last().and_then(|code| self.names.get(*code as usize))?;
        let plain = last.trim_end_matches([':', '：']).trim();
        (WORDS.iter().any(|word| plain.eq_ignore_ascii_case(word)) && self.ends_with(last)).then_some(last)
    }

    fn push(&mut self, row: u32, begins: usize, cell: &str) {
        if mark::is_empty(cell) {
            self.codes.push(0);
            self.missing.push(row);
        } else if let Some(&code) = self.known.get(cell) {
            self.codes.push(code);
        } else if self.names.len() <= MOST_TEXTS || self.dates && is_date(cell) {
            let code = self.names.len() as u32;
            self.names.push(cell.to_owned());
            self.begins.push(begins);
            self.known.insert(cell.to_owned(), code);
            self.codes.push(code);
            if self.names.len() == MOST_TEXTS + 1 {
                self.dates = self.names.iter().all(|name| is_date(name));
            }
        } else {
            self.dates = false;
        }
    }

    fn finish(self, heading: String, order: Option<Dates>) -> Built {
        let Self { names, codes, missing, dates, .. } = self;
        if names.iter().any(|name| name.chars().nth(NAME).is_some()) {
            return Built::LongText;
        }
        let are_many = names.len() > MOST_TEXTS;
        if are_many && !dates {
            return Built::ManyTexts;
        }
        let (names, codes) =
            if yes_no_in_capitals(&names).is_some() { in_one_spelling(&names, codes) } else { (names, codes) };
        let mut column = Column::new(heading, ColumnValues::Texts { names, codes }, missing);
        column.read_dates(order);
        match column.dated() {
            Some(years) if are_many => Built::Years(years.clone().into()),
            None if are_many => Built::ManyTexts,
            _ => Built::Column(column.into()),
        }
    }
}

/// Two spellings of one yes or no, such as `TRUE` and `true`, in a column that holds nothing else.
fn yes_no_in_capitals(names: &[String]) -> Option<[&str; 2]> {
    const WORDS: [&str; 8] = ["true", "false", "yes", "no", "t", "f", "y", "n"];
    let is_word = |name: &String| WORDS.iter().any(|word| name.eq_ignore_ascii_case(word));
    if names.len() > 6 || !names.iter().all(is_word) {
        return None;
    }
    in_two_cases(names)
}

/// Two texts that differ in capitals alone.
fn in_two_cases(names: &[String]) -> Option<[&str; 2]> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    names.iter().find_map(|name| seen.insert(name.to_lowercase(), name).map(|first| [first, name.as_str()]))
}

/// The texts as they are spelled first, whatever their capitals.
fn in_one_spelling(names: &[String], codes: Vec<u32>) -> (Vec<String>, Vec<u32>) {
    let mut kept: Vec<String> = Vec::new();
    let place = |name: &String, kept: &mut Vec<String>| {
        let known = kept.iter().position(|other| other.eq_ignore_ascii_case(name));
        known.unwrap_or_else(|| {
            kept.push(name.clone());
            kept.len() - 1
        }) as u32
    };
    let to: Vec<u32> = names.iter().map(|name| place(name, &mut kept)).collect();
    (kept, codes.into_iter().map(|code| to.get(code as usize).copied().unwrap_or_default()).collect())
}

impl Numbers {
    fn push(&mut self, row: u32, begins: usize, cell: &str) {
        // An odd cell in the first line is no evidence for the column, and may not be a number of it.
        let plain = match Cell::of(cell) {
            Cell::Number(number) if reads(self.decimal, number.evidence, true) => number.plain(self.decimal),
            _ => None,
        };
        let number = plain.as_ref().and_then(|plain| plain.parse::<f64>().ok());
        let fits = number.filter(|number| (*number as f32).is_finite());
        if number.is_some() && fits.is_none() {
            self.beyond.add(begins, cell);
        }
        let (Some(number), Some(plain)) = (fits, plain) else {
            self.numbers.push(0.0);
            self.missing.push(row);
            return;
        };
        let is_coarse = number.abs() >= LARGEST && !plain.contains(['e', 'E', '.']) && format!("{number}") != *plain;
        if is_coarse {
            self.coarse.add(begins, cell);
        }
        if number.to_bits() & 0x1FFF_FFFF == 0x1000_0000
            && let Ok(once) = plain.parse::<f32>()
        {
            self.halfway.push((row, once));
        }
        let point = plain.find('.').map_or(0, |point| plain.len() - point - 1);
        self.decimals = self.decimals.filter(|_| !plain.contains(['e', 'E'])).map(|most| most.max(point));
        // Adding zero makes −0 into 0, so that they are one class.
        self.numbers.push(number + 0.0);
    }

    /// A column of f32, or of f64 if f32 would merge two numbers or change an integer.
    fn finish(self, heading: String) -> Column {
        let as_f32 = |number: &f64| *number as f32;
        if needs_all_digits(&self.numbers, self.decimals) {
            return Column::new(heading, ColumnValues::Exact(self.numbers), self.missing);
        }
        let mut numbers: Vec<f32> = self.numbers.iter().map(as_f32).collect();
        for (row, once) in self.halfway {
            numbers[row as usize] = once + 0.0;
        }
        Column::new(heading, ColumnValues::Numbers(numbers), self.missing)
    }
}

/// Whether f32 would merge two of these numbers or change an integer; they have at most `decimals` decimal places.
fn needs_all_digits(numbers: &[f64], decimals: Option<usize>) -> bool {
    let is_kept = |number: &f64| f64::from(*number as f32) == *number;
    let most = numbers.iter().fold(0.0_f64, |most, number| most.max(number.abs()));
    // With this few decimals, neighbouring numbers are further apart than neighbouring f32, so none merge.
    let step = decimals.map_or(0.0, |decimals| libm::pow(10.0, -(decimals as f64)));
    if most * f64::from(f32::EPSILON) < step || numbers.iter().all(is_kept) {
        return false;
    }
    if numbers.iter().any(|number| !is_kept(number) && number.trunc() == *number && number.abs() < 9e15) {
        return true;
    }
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.windows(2).any(|pair| pair[0] != pair[1] && pair[0] as f32 == pair[1] as f32)
}
