//! Reading a table from the text of a CSV file, whoever made it.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::{
    Column, ColumnValues, Table, TableError,
    cell::Cell,
    limited::{MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXTS, NAME},
};
use crate::{
    language::{Text, brief},
    text,
};

impl Table {
    /// Reads the text of a CSV file.
    ///
    /// - Columns are separated by tabs, semicolons or commas: the first of these that the first line has outside quotes.
    /// - A first line of only numbers is a row, and the columns are called c1, c2 and so on.
    /// - A column whose cells are all numbers or empty is of numbers, every other is of texts. Where commas do not
    ///   separate, they are decimal points.
    /// - A cell is empty when there is nothing in it, or NA, N/A, null or ?. Rows are kept; the ones with an empty cell
    ///   are left out later, and only if that column is used.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and column.
    pub fn read_csv(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        let text = text(bytes)?;
        let delimiter = delimiter(text);
        if has_endless_row(text, delimiter) {
            return Err(TableError::TooMany { what: text!("columns", "列"), most: MOST_COLUMNS });
        }
        if let Some(line) = open_quote(text, delimiter) {
            return Err(TableError::OpenQuote { line });
        }
        let survey = Survey::of(text, delimiter)?;
        let mut builders: Vec<Builder> = survey.columns.iter().map(|seen| Builder::new(seen, survey.rows)).collect();
        let mut record = StringRecord::new();
        let mut reader = reader(text, delimiter);
        if survey.headed {
            reader.read_record(&mut record).map_err(|error| not_utf8(&error))?;
        }
        let mut row = 0;
        while reader.read_record(&mut record).map_err(|error| not_utf8(&error))? {
            for (builder, cell) in builders.iter_mut().zip(&record) {
                builder.push(row, Cell::of(cell, delimiter), cell);
            }
            row += 1;
        }
        let (mut columns, mut notes) = (Vec::new(), Vec::new());
        for (seen, builder) in survey.columns.into_iter().zip(builders) {
            notes.extend(seen.note());
            match builder {
                Builder::Numbers { numbers, missing } => {
                    columns.push(Column::new(seen.heading, ColumnValues::Numbers(numbers), missing));
                }
                Builder::Texts { names, .. } if names.iter().any(|name| name.chars().nth(NAME).is_some()) => {
                    notes.push(text!(
                        "“{}” is left out: it holds a text of more than {NAME} characters, too long for a class.",
                        "“{}”已略去：其中有超过 {NAME} 个字符的文本，作类别太长。",
                        brief(&seen.heading)
                    ));
                }
                Builder::Texts { names, codes, missing, .. } if names.len() <= MOST_TEXTS => {
                    columns.push(Column::new(seen.heading, ColumnValues::Texts { names, codes }, missing));
                }
                Builder::Texts { .. } => notes.push(text!(
                    "“{}” is left out: it holds more than {MOST_TEXTS} different texts, too many for classes.",
                    "“{}”已略去：不同文本超过 {MOST_TEXTS} 个，作类别太多。",
                    brief(&seen.heading)
                )),
                Builder::Nothing => {
                    notes.push(text!(
                        "“{}” is left out: all its cells are empty.",
                        "“{}”已略去：所有单元格都为空。",
                        brief(&seen.heading)
                    ));
                }
            }
        }
        if columns.is_empty() {
            return Err(TableError::Empty);
        }
        Ok(Self { name: name.to_owned(), columns, notes })
    }
}

fn text(bytes: &[u8]) -> Result<&str, TableError> {
    if bytes.len() > MOST_BYTES {
        return Err(TableError::too_long());
    }
    let as_csv = || text!("save it as “CSV UTF-8” and open that", "请另存为“CSV UTF-8”后再打开");
    let not_text = |what, remedy| Err(TableError::NotText { what, remedy });
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return not_text(text!("text in UTF-16", " UTF-16 文本"), as_csv()),
        [b'P', b'K', 3, 4, ..] => {
            return not_text(
                text!("an Excel workbook or another packed file", " Excel 工作簿或其他压缩文件"),
                as_csv(),
            );
        }
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match bytes.iter().position(|&byte| byte == 0) {
        // Every other byte of plain letters in UTF-16 is zero.
        Some(0 | 1) => return not_text(text!("text in UTF-16", " UTF-16 文本"), as_csv()),
        Some(_) => {
            return not_text(
                text!("a file of bytes", "二进制文件"),
                text!("open a file of text with one row a line", "请打开每行一条数据的文本文件"),
            );
        }
        None => {}
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        TableError::NotUtf8 { line: 1 + before.iter().filter(|&&byte| byte == b'\n').count() }
    })
}

/// Whether a row has so many cells that gathering them before they can be counted would take seconds.
fn has_endless_row(text: &str, delimiter: u8) -> bool {
    // As the reader takes them: a quotation mark opens a cell at its beginning only, and two of them within are one.
    let (mut quoted, mut opens, mut cells) = (false, true, 0);
    text.bytes().any(|byte| {
        match byte {
            b'"' if quoted => (quoted, opens) = (false, true),
            b'"' if opens => quoted = true,
            _ if quoted => {}
            b'\n' | b'\r' => (opens, cells) = (true, 0),
            _ => {
                opens = byte == delimiter;
                cells += usize::from(opens);
            }
        }
        cells > 10 * MOST_COLUMNS
    })
}

/// The line of a quotation mark that opens the last cell and has no other that ends it.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let (mut quoted, mut opens, mut closed, mut line, mut opened) = (false, true, false, 1, 0);
    for byte in text.bytes() {
        line += usize::from(byte == b'\n');
        match byte {
            b'"' if quoted => (quoted, closed) = (false, true),
            // Two of them within a cell are one.
            b'"' if closed => (quoted, closed) = (true, false),
            b'"' if opens => (quoted, opened) = (true, line),
            _ if quoted => {}
            _ => (opens, closed) = (matches!(byte, b'\n' | b'\r') || byte == delimiter, false),
        }
    }
    quoted.then_some(opened)
}

fn delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut found = b',';
    for byte in text.trim_start_matches(['\r', '\n']).bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            b'\t' if !quoted => return b'\t',
            b';' if !quoted => found = b';',
            _ => {}
        }
    }
    found
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    // The number of cells is compared by hand, for a sentence of our own.
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// The text as a whole was found to be UTF-8, so its cells are; the reader has no other complaint about a slice.
fn not_utf8(error: &csv::Error) -> TableError {
    TableError::NotUtf8 { line: error.position().map_or(1, csv::Position::line) as usize }
}

/// A first pass over all rows: what there is, before room is made for it.
struct Survey {
    headed: bool,
    rows: usize,
    columns: Vec<Seen>,
}

/// What the first pass saw in a column.
#[derive(Default)]
struct Seen {
    heading: String,
    numbers: usize,
    texts: usize,
    first_text: Option<(u64, String)>,
    first_not_finite: Option<(u64, String)>,
}

impl Survey {
    fn of(text: &str, delimiter: u8) -> Result<Self, TableError> {
        let mut reader = reader(text, delimiter);
        let mut record = StringRecord::new();
        if !reader.read_record(&mut record).map_err(|error| not_utf8(&error))? {
            return Err(TableError::NoRows);
        }
        match record.len() {
            0 | 1 => return Err(TableError::OneColumn),
            cells if cells > MOST_COLUMNS => {
                return Err(TableError::TooMany { what: text!("columns", "列"), most: MOST_COLUMNS });
            }
            _ => {}
        }
        let cells: Vec<Cell<'_>> = record.iter().map(|cell| Cell::of(cell, delimiter)).collect();
        let headed = cells.iter().any(|cell| matches!(cell, Cell::Text(_)))
            || cells.iter().all(|cell| matches!(cell, Cell::Empty));
        let mut columns: Vec<Seen> = Vec::new();
        for (place, cell) in record.iter().map(str::trim).enumerate() {
            let heading = if headed && !cell.is_empty() { cell.to_owned() } else { format!("c{}", place + 1) };
            columns.push(Seen { heading, ..Seen::default() });
        }
        if let Some(place) = columns.iter().position(|seen| seen.heading.chars().nth(NAME).is_some()) {
            return Err(TableError::LongHeading { column: place + 1, most: NAME });
        }
        no_two_alike(&columns)?;
        let mut survey = Self { headed, rows: 0, columns };
        if !headed {
            survey.add(&record, delimiter)?;
        }
        while reader.read_record(&mut record).map_err(|error| not_utf8(&error))? {
            survey.add(&record, delimiter)?;
        }
        if survey.rows == 0 {
            return Err(TableError::NoRows);
        }
        for seen in &survey.columns {
            if let (0, Some((line, cell))) = (seen.texts, &seen.first_not_finite) {
                let (line, column, cell) = (*line, brief(&seen.heading).into_owned(), cell.clone());
                return Err(TableError::NotFinite { line, column, cell });
            }
        }
        Ok(survey)
    }

    fn add(&mut self, record: &StringRecord, delimiter: u8) -> Result<(), TableError> {
        let line = record.position().map_or(0, csv::Position::line);
        let expected = self.columns.len();
        if record.len() != expected {
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
        for (seen, cell) in self.columns.iter_mut().zip(record) {
            match Cell::of(cell, delimiter) {
                Cell::Empty => {}
                Cell::Number(_) => seen.numbers += 1,
                Cell::NotFinite(cell) => {
                    seen.first_not_finite.get_or_insert_with(|| (line, brief(cell).into_owned()));
                }
                Cell::Text(cell) => {
                    seen.texts += 1;
                    seen.first_text.get_or_insert_with(|| (line, brief(cell).into_owned()));
                }
            }
        }
        Ok(())
    }
}

fn no_two_alike(columns: &[Seen]) -> Result<(), TableError> {
    let mut places = BTreeMap::new();
    for (place, seen) in columns.iter().enumerate() {
        if let Some(first) = places.insert(seen.heading.as_str(), place) {
            let heading = brief(&seen.heading).into_owned();
            return Err(TableError::TwoAlike { heading, first: first + 1, second: place + 1 });
        }
    }
    Ok(())
}

impl Seen {
    /// A column of numbers that one cell has made a column of texts is most likely a slip.
    fn note(&self) -> Option<Text> {
        let (line, text) = self.first_text.as_ref()?;
        (self.numbers > self.texts).then(|| {
            text!(
                "“{}” is taken as texts because of “{text}” in line {line}; correct that cell to use it as numbers.",
                "“{}”被当作文本，因为第 {line} 行是“{text}”；更正该单元格即可作为数值使用。",
                brief(&self.heading)
            )
        })
    }
}

/// A column in the making.
enum Builder {
    Numbers { numbers: Vec<f32>, missing: Vec<u32> },
    Texts { names: Vec<String>, codes: Vec<u32>, missing: Vec<u32>, known: BTreeMap<String, u32> },
    Nothing,
}

impl Builder {
    fn new(seen: &Seen, rows: usize) -> Self {
        let missing = Vec::new();
        match (seen.numbers, seen.texts) {
            (0, 0) => Self::Nothing,
            (_, 0) => Self::Numbers { numbers: Vec::with_capacity(rows), missing },
            _ => Self::Texts { names: Vec::new(), codes: Vec::with_capacity(rows), missing, known: BTreeMap::new() },
        }
    }

    fn push(&mut self, row: u32, cell: Cell<'_>, raw: &str) {
        match self {
            Self::Nothing => {}
            Self::Numbers { numbers, missing } => match cell {
                Cell::Number(number) => numbers.push(number),
                _ => {
                    numbers.push(0.0);
                    missing.push(row);
                }
            },
            Self::Texts { names, codes, missing, known } => {
                if matches!(cell, Cell::Empty) {
                    codes.push(0);
                    missing.push(row);
                } else if let Some(&code) = known.get(raw.trim()) {
                    codes.push(code);
                } else if names.len() <= MOST_TEXTS {
                    let code = names.len() as u32;
                    names.push(raw.trim().to_owned());
                    known.insert(raw.trim().to_owned(), code);
                    codes.push(code);
                }
            }
        }
    }
}
