//! One table in every way in which people write tables, read back cell by cell.

use neurarium::data::{Table, reading::Choices};

/// Cells of the table: numbers that need groups, fractions, shares, texts, yes and no, nothing.
#[derive(Clone, Copy)]
enum Cell {
    Whole(i64),
    Fraction(f64),
    Text(&'static str),
    Nothing,
}

use Cell::{Fraction, Nothing, Text, Whole};

const HEADINGS: [&str; 5] = ["count", "size", "share", "kind", "good"];

/// `west` and `zhong` stand for texts with letters that the coding has.
fn rows() -> Vec<[Cell; 5]> {
    let counts = [7, 999, 1234, 56_789, 1_234_567, -4321, 0, 12_000, 310, 45, 8_000_000, -12];
    let sizes = [0.5, 12.25, 1234.5, -0.125, 99.75, 1e6, 3.5, 20.25, -7.75, 0.062_5, 8192.5, 1.5];
    let texts = ["plain", "west", "with, comma", "say \"hi\"", "a; b|c", "zhong"];
    (0..12)
        .map(|row| {
            let count = if row == 4 { Nothing } else { Whole(counts[row]) };
            let size = if row == 7 { Nothing } else { Fraction(sizes[row]) };
            let kind = if row == 9 { Nothing } else { Text(texts[row % 6]) };
            [count, size, Fraction(row as f64 * 2.5 + 0.25), kind, Text(["yes", "no"][row % 2])]
        })
        .collect()
}

/// A way of writing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Dialect {
    separator: &'static str,
    decimal: char,
    /// What groups thousands.
    group: Option<char>,
    end: &'static str,
    encoding: &'static str,
    extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Extra {
    Nothing,
    NoHeadings,
    AllQuoted,
    Comments,
    HashedHeadings,
    SeparatorLine,
    BlankLines,
    ClosingSeparators,
    RowNames,
    Units,
    Orange,
    Twice,
    NumbersAsHeadings,
    ControlZ,
    Mark(&'static str),
    MarkInNumbers(&'static str),
    Signs,
    Brackets,
}

const EXTRAS: [Extra; 32] = [
    Extra::Nothing,
    Extra::NoHeadings,
    Extra::AllQuoted,
    Extra::Comments,
    Extra::HashedHeadings,
    Extra::SeparatorLine,
    Extra::BlankLines,
    Extra::ClosingSeparators,
    Extra::RowNames,
    Extra::Units,
    Extra::Orange,
    Extra::Twice,
    Extra::NumbersAsHeadings,
    Extra::ControlZ,
    Extra::Signs,
    Extra::Brackets,
    Extra::Mark("NA"),
    Extra::Mark("#N/A"),
    Extra::Mark("NaN"),
    Extra::Mark("NULL"),
    Extra::Mark("n/a"),
    Extra::Mark("<NA>"),
    Extra::Mark("\\N"),
    Extra::Mark("?"),
    Extra::Mark("#DIV/0!"),
    Extra::MarkInNumbers("-"),
    Extra::MarkInNumbers("–"),
    Extra::MarkInNumbers("."),
    Extra::MarkInNumbers("*"),
    Extra::MarkInNumbers("None"),
    Extra::MarkInNumbers("Inf"),
    Extra::MarkInNumbers("1e99"),
];

impl Dialect {
    /// Whether anybody could write so, and mean it.
    fn is_possible(&self) -> bool {
        let in_blanks = self.separator == " ";
        let narrow = self.encoding == "windows-1252" || self.encoding == "gb18030";
        match self.extra {
            // Nothing can stand between blanks, and no separator ends a line of them.
            Extra::ClosingSeparators | Extra::Orange => !in_blanks,
            Extra::SeparatorLine => !in_blanks,
            Extra::HashedHeadings => !in_blanks || self.group.is_none(),
            Extra::MarkInNumbers("–") => !narrow,
            _ => true,
        }
    }

    fn number(&self, text: &str) -> String {
        let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let mut digits = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                digits.extend(self.group);
            }
            digits.push(digit);
        }
        let fraction = fraction.map(|fraction| format!("{}{fraction}", self.decimal)).unwrap_or_default();
        if self.extra == Extra::Brackets && sign == "-" {
            return format!("({digits}{fraction})");
        }
        format!("{sign}{digits}{fraction}")
    }

    fn text(&self, text: &'static str) -> &'static str {
        match (text, self.encoding) {
            ("west", "utf-8" | "utf-8 with a mark" | "utf-16le" | "utf-16be" | "windows-1252") => "né à Zürich",
            ("zhong", "utf-8" | "utf-8 with a mark" | "utf-16le" | "utf-16be" | "gb18030") => "山鸢尾",
            _ => text,
        }
    }

    fn cell(&self, column: usize, cell: Cell) -> String {
        let is_number = column < 3;
        match cell {
            Whole(number) => self.number(&number.to_string()),
            Fraction(number) => {
                let text = self.number(&number.to_string());
                match (self.extra, column) {
                    (Extra::Signs, 2) => format!("{text}%"),
                    (Extra::Signs, _) => format!("${text}"),
                    _ => text,
                }
            }
            Text(text) => self.text(text).to_owned(),
            Nothing => match self.extra {
                Extra::Mark(mark) => mark.to_owned(),
                Extra::MarkInNumbers(mark) if is_number => mark.to_owned(),
                _ if self.separator == " " => "NA".to_owned(),
                _ => String::new(),
            },
        }
    }

    fn line(&self, cells: &[String], quotes_all: bool) -> String {
        let quoted = |cell: &String| {
            let needs = cell.contains(['"', '\n']) || cell.contains(self.separator) || cell.contains(' ');
            let is_heading_mark = self.separator == " " && cell.is_empty();
            if needs || quotes_all || is_heading_mark {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        let mut line = cells.iter().map(quoted).collect::<Vec<_>>().join(self.separator);
        if self.extra == Extra::ClosingSeparators {
            line.push_str(self.separator);
        }
        line + self.end
    }

    fn headings(&self) -> Vec<String> {
        match self.extra {
            Extra::Twice => ["count", "size", "size", "kind", "good"].map(String::from).to_vec(),
            Extra::NumbersAsHeadings => ["0", "1", "2", "3", "4"].map(String::from).to_vec(),
            _ => HEADINGS.map(String::from).to_vec(),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let all = self.extra == Extra::AllQuoted;
        let words = |cells: [&str; 5]| self.line(&cells.map(String::from), false);
        let mut text = String::new();
        match self.extra {
            Extra::SeparatorLine => text.push_str(&format!("sep={}{}", self.separator, self.end)),
            Extra::Comments => text.push_str(&format!("# made by hand{}# on a Monday{0}", self.end)),
            Extra::HashedHeadings => text.push_str("# "),
            Extra::BlankLines => text.push_str(&format!("{}   {0}", self.end)),
            _ => {}
        }
        if self.extra != Extra::NoHeadings {
            text.push_str(&self.line(&self.headings(), all));
        }
        match self.extra {
            Extra::Units => text.push_str(&words(["n", "cm", "m2", "word", "word"])),
            Extra::Orange => {
                text.push_str(&words(["c", "c", "continuous", "d", "discrete"]));
                text.push_str(&words(["", "", "", "class", ""]));
            }
            _ => {}
        }
        for (number, row) in rows().into_iter().enumerate() {
            let mut cells: Vec<String> =
                row.into_iter().enumerate().map(|(column, cell)| self.cell(column, cell)).collect();
            if self.extra == Extra::RowNames {
                cells.insert(0, format!("r{number}"));
            }
            text.push_str(&self.line(&cells, all));
            if self.extra == Extra::BlankLines && number % 3 == 0 {
                text.push_str(&format!("{}  {0}", self.end));
            }
        }
        if self.extra == Extra::ControlZ {
            text.push('\u{1a}');
        }
        let wide = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
        match self.encoding {
            "utf-8" => text.into_bytes(),
            "utf-8 with a mark" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            "utf-16le" => [b"\xFF\xFE", &wide(u16::to_le_bytes)[..]].concat(),
            "utf-16be" => [b"\xFE\xFF", &wide(u16::to_be_bytes)[..]].concat(),
            label => encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(&text).0.into_owned(),
        }
    }

    /// Reads the table back and compares every cell.
    fn check(&self) -> Result<(), String> {
        let bytes = self.bytes();
        let table = Table::read("t.csv", &bytes.into(), Choices::default()).map_err(|error| error.to_string())?;
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let named = match self.extra {
            Extra::NoHeadings => vec!["c1", "c2", "c3", "c4", "c5"],
            Extra::Twice => vec!["count", "size", "size.1", "kind", "good"],
            Extra::NumbersAsHeadings => vec!["0", "1", "2", "3", "4"],
            Extra::RowNames => [&["c1"], &HEADINGS[..]].concat(),
            _ => HEADINGS.to_vec(),
        };
        if names != named {
            return Err(format!("headings {names:?} {:?}", table.notes));
        }
        if table.rows() != 12 {
            return Err(format!("{} rows, {:?}", table.rows(), table.notes));
        }
        for (row, cells) in rows().into_iter().enumerate() {
            for (place, cell) in cells.into_iter().enumerate() {
                let column = &table.columns[place + usize::from(self.extra == Extra::RowNames)];
                let expected = match cell {
                    Whole(number) => number.to_string(),
                    Fraction(number) => (number as f32).to_string(),
                    Text(text) => self.text(text).to_owned(),
                    Nothing => String::new(),
                };
                let found = column.shown(row);
                if found != expected || (place < 3) != column.is_of_numbers() {
                    return Err(format!("row {row}, column {place}: “{found}” is not “{expected}”; {:?}", table.notes));
                }
            }
        }
        Ok(())
    }
}

#[test]
fn every_dialect_is_read_back_cell_by_cell() {
    const MARKS: [(char, Option<char>); 6] =
        [('.', None), (',', None), ('.', Some(',')), (',', Some('.')), (',', Some('\u{a0}')), ('.', Some('\''))];
    const ENCODINGS: [&str; 6] = ["utf-8", "utf-8 with a mark", "utf-16le", "utf-16be", "windows-1252", "gb18030"];
    let (mut tried, mut wrong) = (0, Vec::new());
    for separator in [",", ";", "\t", "|", " "] {
        for (decimal, group) in MARKS {
            for end in ["\n", "\r\n", "\r"] {
                for encoding in ENCODINGS {
                    for extra in EXTRAS {
                        // A hard blank is a letter of its own only where the coding has it.
                        let group = group.filter(|group| *group != '\u{a0}' || encoding != "gb18030");
                        let dialect = Dialect { separator, decimal, group, end, encoding, extra };
                        if dialect.is_possible() {
                            tried += 1;
                            if let Err(why) = dialect.check() {
                                wrong.push(format!("{dialect:?}: {why}"));
                            }
                        }
                    }
                }
            }
        }
    }
    let count = wrong.len();
    let wrong: Vec<_> = wrong.into_iter().step_by(1 + count / 20).collect();
    assert!(wrong.is_empty(), "{count} of {tried}, such as:\n{}", wrong.join("\n"));
    assert!(tried > 15_000, "{tried}");
}
