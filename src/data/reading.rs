//! Reading a table from a text file of unknown origin.
//!
//! | file | what is decided there |
//! |---|---|
//! | `choices` | what a person chose, which has priority |
//! | `encoding` | the character encoding |
//! | `layout` | what precedes the rows: `sep=`, lines that begin with # |
//! | `separator` | the cell separator |
//! | `lines`, `records` | lines as an editor counts them, rows cut into cells |
//! | `survey` | the first pass over the rows, and the kinds of cells (markers of missing values are in `data::mark`) |
//! | `heading` | headings, units, Orange's header lines, names of columns |
//! | `notation` | columns of numbers, their decimal marks (one number is parsed in `data::number`) |
//! | `second`, `build` | the second pass, which makes the columns |
//! | `known` | what a network that is there already says of a table of its inputs |
//! | `note` | what was assumed, in sentences |
//! | `kept` | what is remembered of all that, and the file itself |

mod build;
mod choices;
mod encoding;
mod heading;
mod kept;
mod known;
mod layout;
mod lines;
mod notation;
mod note;
mod records;
mod second;
mod separator;
mod survey;
mod title;

use std::sync::Arc;

pub use self::{
    choices::{AUTO, Choice, Choices},
    kept::Reading,
    known::Known,
    separator::Separator,
};

use self::{
    heading::Orange,
    layout::Layout,
    records::Records,
    survey::{Row, Seen},
};
use super::{
    Table, TableError,
    limited::{MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, NAME},
    number::Written,
};
use crate::{
    language::{Text, brief},
    text,
};

impl Table {
    /// Reads the text of a file; see [`Self::read`].
    ///
    /// # Errors
    /// The first error, with its line and column.
    pub fn read_csv(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        Self::read(name, &Arc::new(bytes.to_vec()), Choices::default())
    }

    /// Reads the text of a file as `choices` say, and otherwise as is most likely.
    ///
    /// A column whose cells are all numbers or missing is of numbers; every other is of texts. Rows are
    /// kept; those with an empty cell are dropped later, and only if that column is used. Assumptions are listed in
    /// [`Self::notes`].
    ///
    /// # Errors
    /// The first error, with its line and column.
    pub fn read(name: &str, bytes: &Arc<Vec<u8>>, choices: Choices) -> Result<Self, TableError> {
        Self::read_for(name, bytes, choices, Known::default())
    }

    /// Reads a table of rows for a network that is `known`: it may have a single column, and its dates are read in the
    /// order in which the network's own are.
    ///
    /// # Errors
    /// The first error, with its line and column; or dates that tell of another order than the network's.
    pub fn read_for(name: &str, bytes: &Arc<Vec<u8>>, choices: Choices, known: Known<'_>) -> Result<Self, TableError> {
        if bytes.len() > MOST_BYTES {
            return Err(TableError::too_long());
        }
        let decoded = encoding::decode(bytes, choices.encoding)?;
        let mut layout = Layout::of(decoded.text, choices.separator);
        if choices.separator.is_none() && known.is_alone(layout.rows()) {
            layout.separator = Separator::Semicolon;
        }
        let (text, separator) = (layout.rows(), layout.separator);
        if lines::has_endless_row(text, separator.byte()) {
            return Err(TableError::TooMany { what: text!("columns", "列"), most: MOST_COLUMNS });
        }
        if let Some(line) = lines::open_quote(text, separator.byte()) {
            return Err(TableError::OpenQuote { line: layout.line(line) });
        }
        let survey = Survey::of(&layout, &choices, known)?;
        let mut notes = Vec::new();
        if decoded.is_guess {
            notes.push(note::encoding(decoded.encoding.name()));
        }
        notes.extend(survey.notes.iter().cloned());
        let mut reading = Reading {
            encoding: decoded.encoding.name(),
            separator,
            headings: survey.headed,
            target: survey.orange.class.map(|place| survey.names[place].clone()),
            passed_over: survey.orange.passed_over.iter().map(|place| survey.names[*place].clone()).collect(),
            choices,
            empty: Vec::new(),
            bytes: Arc::clone(bytes),
        };
        let columns = survey.build(&layout, (&choices, known), (&mut notes, &mut reading.empty))?;
        if columns.iter().all(|column| column.missing.len() == column.rows()) {
            return Err(TableError::Empty);
        }
        Ok(Self { notes, reading: Some(Arc::new(reading)), ..Self::new(name.to_owned(), columns) })
    }

    /// Reads the same file with other choices.
    ///
    /// # Errors
    /// When it cannot be read that way, or when the table is from a session, which does not contain the file.
    pub fn read_again(&self, choices: Choices) -> Result<Self, TableError> {
        let reading = self.reading.as_ref().ok_or(TableError::ReadAlready)?;
        Self::read(&self.name, &reading.bytes, choices)
    }
}

/// Whether this is too long to be a name.
fn is_long(name: &str) -> bool {
    name.chars().nth(NAME).is_some()
}

/// Result of the first pass.
struct Survey {
    headed: bool,
    orange: Orange,
    rows: usize,
    names: Vec<String>,
    columns: Vec<Seen>,
    /// Number of rows before the first one of data.
    skipped: usize,
    /// The headings, if rows that repeat them are passed over.
    repeated: Option<csv::StringRecord>,
    notes: Vec<Text>,
}

impl Survey {
    fn of(layout: &Layout<'_>, choices: &Choices, known: Known<'_>) -> Result<Self, TableError> {
        let text = layout.rows();
        let mut records = Records::new(text, layout.separator.byte());
        let mut top: Vec<Row> = Vec::new();
        while top.len() < 3
            && let Some(begins) = records.next()
        {
            let is_comment = records.record.get(0).is_some_and(|first| first.starts_with('#'));
            if !is_comment || top.first().is_none_or(|first: &Row| first.cells.len() == records.record.len()) {
                top.push(Row { begins, cells: records.record.clone() });
            }
        }
        let first = top.first().ok_or(TableError::NoRows)?;
        let width = width(&top);
        // Checked before it is looked at and copied again, for it can be as long as the file.
        if let Some(place) = first.cells().position(is_long).filter(|_| choices.headings != Some(false)) {
            let column = place + 1 + usize::from(width > first.cells.len());
            return Err(TableError::LongHeading { column, most: NAME });
        }
        let first = first.cells.clone();
        match first.len().max(width) {
            0 | 1 if !known.has(first.get(0).unwrap_or_default().trim()) => return Err(TableError::OneColumn),
            cells if cells > MOST_COLUMNS => {
                return Err(TableError::TooMany { what: text!("columns", "列"), most: MOST_COLUMNS });
            }
            _ => {}
        }
        let mut survey = Self {
            headed: true,
            orange: Orange::default(),
            rows: 0,
            names: Vec::new(),
            columns: vec![Seen::default(); width],
            skipped: 0,
            repeated: heading::may_be_repeated(&top).then(|| first.clone()).filter(|_| choices.headings != Some(false)),
            notes: Vec::new(),
        };
        let records = Records::new(text, layout.separator.byte()).of_width(width);
        let mut records = records.without(survey.repeated.as_ref());
        // The first line may be one cell shorter, and only now can comments between the first rows be told from rows.
        let mut top = Vec::new();
        while let Some(begins) = records.next() {
            if top.len() < 3 {
                top.push(Row { begins, cells: records.record.clone() });
            } else {
                let added = survey.add(layout, &top[0], begins, &records.record);
                added.map_err(|error| first_error(error, layout, &top, width))?;
            }
        }
        survey.decide(layout, &top, choices).map_err(|error| first_error(error, layout, &top, width))?;
        if survey.rows == 0 {
            return Err(TableError::NoRows);
        }
        let (titles, first) = &layout.titles;
        if *titles > 0 {
            survey.notes.push(note::titles(*titles, first));
        }
        let (remarks, first) = &layout.remarks;
        if *remarks > 0 {
            survey.notes.push(note::remarks(*remarks, first));
        }
        if records.repeated > 0 {
            survey.notes.push(note::repeated(records.repeated));
        }
        let comments = layout.comments + records.comments;
        if comments > 0 {
            survey.notes.push(note::comments(comments));
        }
        Ok(survey)
    }

    /// Decides what the first rows are, after all others have been looked at.
    fn decide(&mut self, layout: &Layout<'_>, top: &[Row], choices: &Choices) -> Result<(), TableError> {
        let first = &top[0];
        let shorter = self.columns.len() > first.cells.len();
        let signs = choices.signs != Some(false);
        if let Some(orange) = top.get(2).filter(|_| signs && !shorter).and_then(|row| heading::orange(&top[1], row)) {
            (self.orange, self.skipped) = (orange, 3);
            self.notes.push(note::orange());
        } else {
            if let Some(third) = top.get(2) {
                self.add(layout, first, third.begins, &third.cells)?;
            }
            if let Some(second) = top.get(1) {
                let may_be_units = signs
                    && choices.headings != Some(false)
                    && self.rows > 0
                    && second.cells.len() == self.columns.len();
                if may_be_units && heading::is_units(second, &self.columns) && !self.looks_like_data(first) {
                    self.skipped = 2;
                    let above = second
                        .cells()
                        .zip(&self.columns)
                        .find(|(cell, seen)| !cell.is_empty() && seen.can_be_numbers());
                    let line = layout.line_of(second.begins);
                    self.notes.push(note::units(line, &brief(above.map_or("", |(cell, _)| cell))));
                } else {
                    self.add(layout, first, second.begins, &second.cells)?;
                }
            }
            let quoted = || top.get(1).is_some_and(|second| heading::is_quoted_alone(layout.rows(), first, second));
            let headed = shorter
                || self.skipped == 2
                || choices.headings.unwrap_or_else(|| heading::is_heading(first, &self.columns) || quoted());
            self.headed = headed;
            self.skipped = self.skipped.max(usize::from(headed));
            let line = layout.line_of(first.begins);
            if !headed {
                self.add(layout, first, first.begins, &first.cells)?;
                if choices.headings.is_none() {
                    self.notes.push(note::no_headings(line));
                }
            } else if choices.headings.is_none() && self.looks_like_data(first) {
                let cells: Vec<&str> = first.cells().filter(|cell| !cell.is_empty()).take(3).collect();
                self.notes.push(note::headings(line, &format!("“{}”", brief(&cells.join(", ")))));
            }
        }
        let headings = self.headed.then_some(first);
        let (names, twice) = heading::names(headings, self.columns.len());
        if let Some(place) = names.iter().position(|name| is_long(name)) {
            return Err(TableError::LongHeading { column: place + 1, most: NAME });
        }
        if shorter {
            self.notes.push(note::row_names(&names[0]));
        }
        self.notes.extend(note::twice(&twice));
        self.names = names;
        Ok(())
    }

    /// Whether headings have a number among them.
    fn looks_like_data(&self, first: &Row) -> bool {
        first.cells().zip(&self.columns).any(|(cell, _)| Written::of(cell).is_some())
    }

    fn add(
        &mut self,
        layout: &Layout<'_>,
        first: &Row,
        begins: usize,
        record: &csv::StringRecord,
    ) -> Result<(), TableError> {
        let expected = self.columns.len();
        if record.len() != expected {
            let line = layout.line_of(begins) as u64;
            return Err(TableError::Ragged { line, cells: record.len(), expected });
        }
        self.rows += 1;
        for (what, most, found) in [
            (text!("rows", "行"), MOST_ROWS, self.rows),
            (text!("cells", "个单元格"), MOST_CELLS, self.rows * expected),
        ] {
            if found > most {
                return Err(TableError::TooMany { what, most });
            }
        }
        let shift = expected - first.cells.len().min(expected);
        for (place, (seen, cell)) in self.columns.iter_mut().zip(record).enumerate() {
            let above = place.checked_sub(shift).and_then(|place| first.cells.get(place)).unwrap_or_default();
            seen.add(begins, cell, above.trim());
        }
        Ok(())
    }
}

/// `error`, or that of the first of these rows of another length: they are looked at last, but stand before all others.
fn first_error(error: TableError, layout: &Layout<'_>, top: &[Row], expected: usize) -> TableError {
    let first = top.iter().skip(1).find(|row| row.cells.len() != expected);
    match (error, first) {
        (TableError::Ragged { .. }, Some(row)) => {
            TableError::Ragged { line: layout.line_of(row.begins) as u64, cells: row.cells.len(), expected }
        }
        (error, _) => error,
    }
}

/// Number of cells per row, where the first row may be headings with one cell fewer.
fn width(top: &[Row]) -> usize {
    let cells = |row: &Row| row.cells.len();
    let first = top.first().map_or(0, cells);
    let others = &top[1.min(top.len())..];
    let longer = !others.is_empty() && others.iter().all(|row| cells(row) == first + 1);
    let closed = |row: &Row| row.cells().last().is_some_and(str::is_empty);
    // Only the headings end in a separator.
    let shorter = !others.is_empty() && first > 2 && others.iter().all(|row| cells(row) + 1 == first);
    if shorter && top.first().is_some_and(closed) {
        return first - 1;
    }
    if longer && !others.iter().all(closed) { first + 1 } else { first }
}
