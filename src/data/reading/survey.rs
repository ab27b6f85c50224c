//! A first pass over all rows: what there is, before room is made for it.

use csv::StringRecord;

use crate::{
    data::{
        mark,
        number::{Decimal, Evidence, Written},
    },
    language::brief,
};

/// What one cell holds, as far as it can be told without its column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// Nothing, or what means nothing everywhere.
    Empty,
    Number(Written<'a>),
    /// Nothing, where all else is numbers.
    Unknown,
    Infinite,
    Text,
}

impl<'a> Cell<'a> {
    /// What a trimmed cell holds.
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

/// So many cells of one kind, and the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) count: usize,
    /// The byte at which its row begins, and what stands there.
    pub(super) first: Option<(usize, String)>,
}

impl Found {
    pub(super) fn add(&mut self, row: usize, cell: &str) {
        self.count += 1;
        // The first rows are looked at last, when it is known what they are.
        if self.first.as_ref().is_none_or(|(first, _)| row < *first) {
            self.first = Some((row, brief(cell).into_owned()));
        }
    }
}

/// What the first pass saw in a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Numbers by what their points and commas tell, in the order of [`EVIDENCE`].
    pub(super) numbers: [Found; 7],
    /// Numbers among them with a sign such as `%`, or with digits in groups by blanks.
    pub(super) signed: Found,
    /// Whole numbers among them of more than three digits without groups.
    pub(super) long: usize,
    /// Whole numbers among them that may be years, 1700…2199.
    pub(super) years: usize,
    pub(super) unknown: Found,
    pub(super) infinite: Found,
    pub(super) texts: Found,
    /// Whether the text in the first line stands below it, too.
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

    /// Whether all cells that say something can be numbers.
    pub(super) fn can_be_numbers(&self) -> bool {
        self.texts.count == 0 && self.all_numbers() > 0
    }

    /// Whether there are numbers with a fraction.
    pub(super) fn has_fractions(&self) -> bool {
        self.all_numbers() > self.of(Evidence::Whole).count
    }

    /// The numbers in which a point or a comma stands that could mean something else where `decimal` stands before
    /// fractions.
    pub(super) fn marked(&self, decimal: Decimal) -> Option<&Found> {
        let order = match decimal {
            Decimal::Point => [Evidence::CommaOrGroup, Evidence::CommaGroups, Evidence::PointOrGroup],
            Decimal::Comma => [Evidence::PointOrGroup, Evidence::PointGroups, Evidence::CommaOrGroup],
            Decimal::Either => [Evidence::CommaOrGroup, Evidence::PointOrGroup, Evidence::Comma],
        };
        let found = order.into_iter().map(|evidence| self.of(evidence)).find(|found| found.count > 0);
        found.or_else(|| Some(self.of(Evidence::Comma)).filter(|found| decimal == Decimal::Comma && found.count > 0))
    }

    /// Whether points or commas group digits in it for sure.
    pub(super) fn has_groups(&self) -> bool {
        self.of(Evidence::PointGroups).count + self.of(Evidence::CommaGroups).count > 0
    }

    /// The first cell that makes texts of a column in which most cells are numbers.
    pub(super) fn culprit(&self) -> &Found {
        let kinds = [&self.texts, &self.unknown, &self.infinite, &self.signed];
        let rare = self.numbers.iter().filter(|found| found.count > 0).min_by_key(|found| found.count);
        kinds.into_iter().find(|found| found.count > 0).or(rare).unwrap_or(&self.texts)
    }

    pub(super) fn add(&mut self, row: usize, cell: &str, first: &str) {
        let cell = cell.trim();
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
                self.texts.add(row, cell);
                self.repeats_first |= cell == first;
            }
        }
    }
}

/// Whether this may be a year, 1700…2199.
pub(super) fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|year| (1700..2200).contains(&year))
}

/// A row that is looked at before it is known what it is.
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
