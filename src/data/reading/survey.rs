//! The first pass over all rows: what there is, before memory is allocated for it.

use csv::StringRecord;

use crate::{
    data::{
        digits, mark,
        number::{Decimal, Evidence, Written},
    },
    language::brief,
};

/// Content of a cell, as far as it can be told without its column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// Empty, or a marker that always means missing.
    Empty,
    Number(Written<'a>),
    /// Missing, if the rest of the column is numbers.
    Unknown,
    Infinite,
    Text,
}

impl<'a> Cell<'a> {
    /// Classifies a trimmed cell.
    pub(super) fn of(cell: &'a str) -> Self {
        if cell.is_empty() {
            return Self::Empty;
        }
        match Written::of(cell) {
            Some(number) => Self::Number(number),
            None if mark::is_empty(cell) => Self::Empty,
            None if mark::is_unknown_number(cell) => Self::Unknown,
            None if mark::is_infinite(cell) => Self::Infinite,
            None => Self::Text,
        }
    }
}

/// Number of cells of one kind, and the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) count: usize,
    /// The byte at which its row begins, and its text.
    pub(super) first: Option<(usize, String)>,
}

impl Found {
    pub(super) fn add(&mut self, row: usize, cell: &str) {
        self.count += 1;
        // The first rows are inspected last, once it is known what they are.
        if self.first.as_ref().is_none_or(|(first, _)| row < *first) {
            self.first = Some((row, brief(cell).into_owned()));
        }
    }
}

/// What the first pass found in a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Numbers by the evidence of their points and commas, in the order of [`EVIDENCE`].
    pub(super) numbers: [Found; 7],
    /// Numbers with a sign such as `%`, or with digits grouped by blanks.
    pub(super) signed: Found,
    /// Integers of more than three digits without groups.
    pub(super) long: usize,
    /// Integers that may be years, 1700…2199.
    pub(super) years: usize,
    pub(super) unknown: Found,
    pub(super) infinite: Found,
    pub(super) texts: Found,
    /// Whether the text in the first line also occurs below it.
    pub(super) repeats_first: bool,
}

/// The order of [`Seen::numbers`].
pub(super) const EVIDENCE: [Evidence; 7] = [
    Evidence::Whole,
    Evidence::Point,
    Evidence::Comma,
    Evidence::PointOrGroup,
    Evidence::CommaOrGroup,
    Evidence::PointGroups,
    Evidence::CommaGroups,
];

impl Seen {
    /// Numbers of this kind.
    pub(super) const fn of(&self, evidence: Evidence) -> &Found {
        &self.numbers[evidence as usize]
    }

    /// Numbers of all kinds.
    pub(super) fn all_numbers(&self) -> usize {
        self.numbers.iter().map(|found| found.count).sum()
    }

    /// Whether all cells that are not missing can be numbers.
    pub(super) fn can_be_numbers(&self) -> bool {
        self.texts.count == 0 && self.all_numbers() > 0
    }

    /// Whether there are numbers with a fraction.
    pub(super) fn has_fractions(&self) -> bool {
        self.all_numbers() > self.of(Evidence::Whole).count
    }

    /// Numbers with a point or a comma that could mean something else if `decimal` is the decimal mark.
    pub(super) fn marked(&self, decimal: Decimal) -> Option<&Found> {
        let order = match decimal {
            Decimal::Point => [Evidence::CommaOrGroup, Evidence::CommaGroups, Evidence::PointOrGroup],
            Decimal::Comma => [Evidence::PointOrGroup, Evidence::PointGroups, Evidence::CommaOrGroup],
            Decimal::Either => [Evidence::CommaOrGroup, Evidence::PointOrGroup, Evidence::Comma],
        };
        let found = order.into_iter().map(|evidence| self.of(evidence)).find(|found| found.count > 0);
        found.or_else(|| Some(self.of(Evidence::Comma)).filter(|found| decimal == Decimal::Comma && found.count > 0))
    }

    /// Whether its points or commas certainly group digits.
    pub(super) fn has_groups(&self) -> bool {
        self.of(Evidence::PointGroups).count + self.of(Evidence::CommaGroups).count > 0
    }

    /// The first cell that turns a column with mostly numbers into texts.
    pub(super) fn culprit(&self) -> &Found {
        let kinds = [&self.texts, &self.unknown, &self.infinite, &self.signed];
        // Whole numbers are read whatever the mark is.
        let marked = self.numbers.iter().skip(1).filter(|found| found.count > 0);
        let rare = marked.min_by_key(|found| found.count);
        kinds.into_iter().find(|found| found.count > 0).or(rare).unwrap_or(&self.texts)
    }

    pub(super) fn add(&mut self, row: usize, cell: &str, first: &str) {
        let written = cell.trim();
        let plain = digits::plain(written);
        let cell = &*plain;
        match Cell::of(cell) {
            Cell::Empty => {}
            Cell::Number(number) => {
                self.numbers[number.evidence as usize].add(row, cell);
                if number.evidence == Evidence::Whole && number.sign.is_none() {
                    self.long += usize::from(cell.trim_start_matches('-').len() > 3);
                    self.years += usize::from(is_year(cell));
                }
                if number.sign.is_some() || number.has_group_sign() {
                    self.signed.add(row, cell);
                }
            }
            Cell::Unknown => self.unknown.add(row, cell),
            Cell::Infinite => self.infinite.add(row, cell),
            Cell::Text => {
                self.texts.add(row, written);
                self.repeats_first |= written == first;
            }
        }
    }
}

/// Whether this may be a year, 1700…2199.
pub(super) fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|year| (1700..2200).contains(&year))
}

/// A row that is inspected before it is known what it is.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The byte at which it begins.
    pub(super) begins: usize,
    pub(super) cells: StringRecord,
}

impl Row {
    /// Its cells, trimmed.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }
}
