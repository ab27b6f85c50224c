//! One-hot encoding: texts as inputs that are 1 in the rows that hold a text and 0 in all others.
//!
//! A column of yes and no is one such input under its own heading; of every other column each text is an input, called
//! `sex = male`. Of every column `age = ?` is an input, too: 1 where its cell is empty. Dates that can be read one way only are years with their fraction, or hours, under their own heading.

use std::sync::OnceLock;

use super::{Column, ColumnValues, Dates, Table, TableError, date};
use crate::language::brief;

/// Largest number of texts of a column that are one-hot encoded.
const MOST: usize = 100;
/// Separates heading and text in the name of an input.
const EQUALS: &str = " = ";
/// What stands for the text of an empty cell.
const EMPTY: &str = "?";

/// Words for yes and no.
const YES_NO: [(&str, &str); 14] = [
    ("true", "false"),
    ("yes", "no"),
    ("t", "f"),
    ("y", "n"),
    ("on", "off"),
    ("ja", "nein"),
    ("wahr", "falsch"),
    ("oui", "non"),
    ("vrai", "faux"),
    ("sí", "no"),
    ("si", "no"),
    ("sim", "não"),
    ("是", "否"),
    ("真", "假"),
];

impl Column {
    /// Whether it holds only yes and no, in two texts.
    #[must_use]
    pub fn is_yes_no(&self) -> bool {
        matches!(&self.values, ColumnValues::Texts { names, .. } if names.len() == 2) && self.yes().is_some()
    }

    /// The index of the text that means yes, if any, in a column of yes and no; `None` for any other column.
    fn yes(&self) -> Option<Option<usize>> {
        let ColumnValues::Texts { names, .. } = &self.values else { return None };
        if names.is_empty() || names.len() > 2 {
            return None;
        }
        let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        if lower.first() == lower.get(1) {
            return None;
        }
        let (yes, _) = YES_NO.iter().find(|(yes, no)| lower.iter().all(|name| name == yes || name == no))?;
        Some(lower.iter().position(|name| name == yes))
    }

    /// Its dates as numbers; `None` if it does not hold dates.
    #[must_use]
    pub fn dated(&self) -> Option<&Self> {
        let ColumnValues::Texts { names, codes } = &self.values else { return None };
        let dated = self.dated.get_or_init(|| {
            let (dates, numbers) = date::read(names, self.dates).filter(|_| !names.is_empty())?;
            let values = codes.iter().map(|code| numbers.get(*code as usize).copied().unwrap_or_default()).collect();
            let mut dated = Self::new(self.name.clone(), ColumnValues::Exact(values), self.missing.clone());
            dated.dates = Some(dates);
            Some(Box::new(dated))
        });
        dated.as_deref()
    }

    /// Reads its dates in this order, where they are ambiguous.
    pub(super) fn read_dates(&mut self, order: Option<Dates>) {
        let ColumnValues::Texts { names, .. } = &self.values else { return };
        if self.dated().is_none() && date::read(names, order).is_some() {
            (self.dates, self.dated) = (order, OnceLock::new());
        }
    }

    /// The order of its dates, where that makes a difference.
    #[must_use]
    pub fn order(&self) -> Option<Dates> {
        let order = self.dates.or_else(|| self.dated()?.dates)?;
        Dates::ORDERS.contains(&order).then_some(order)
    }

    /// The first of its dates that could be two days, where some order reads all of them.
    pub(super) fn unsure_date(&self) -> Option<&str> {
        let ColumnValues::Texts { names, .. } = &self.values else { return None };
        date::unsure(names).filter(|_| self.dated().is_none())
    }

    /// 1 where it holds the text with this index and 0 elsewhere; 0 everywhere for `None`.
    fn indicator(&self, text: Option<usize>, called: &str) -> &Self {
        let (texts, codes): (usize, &[u32]) = match &self.values {
            ColumnValues::Texts { names, codes } => (names.len(), codes),
            ColumnValues::Numbers(_) | ColumnValues::Exact(_) => (0, &[]),
        };
        let slots = self.indicators.get_or_init(|| (0..=texts).map(|_| OnceLock::new()).collect());
        slots[text.unwrap_or(texts).min(texts)].get_or_init(|| {
            let is_it = |code: &u32| text == Some(*code as usize);
            let values = codes.iter().map(|code| f32::from(u8::from(is_it(code)))).collect();
            Self::new(called.to_owned(), ColumnValues::Numbers(values), self.missing.clone())
        })
    }
}

impl Column {
    /// 1 where its cell is empty and 0 elsewhere.
    fn emptiness(&self, called: &str) -> &Self {
        self.emptiness.get_or_init(|| {
            let mut values = vec![0.0; self.rows()];
            for row in &self.missing {
                if let Some(value) = values.get_mut(*row as usize) {
                    *value = 1.0;
                }
            }
            Box::new(Self::new(called.to_owned(), ColumnValues::Numbers(values), Vec::new()))
        })
    }
}

impl Table {
    /// Keeps columns in which nothing stands, if `known` has them, as columns of that kind, so that they can be filled.
    pub fn keep_empty_like(&mut self, known: &Self) {
        let rows = self.rows();
        let empty = self.reading.as_ref().map(|reading| reading.empty.clone()).unwrap_or_default();
        for name in empty {
            let Some(same) = known.columns.iter().find(|other| other.name == name) else { continue };
            let values = match &same.values {
                ColumnValues::Texts { names, .. } if same.dated().is_none() => {
                    ColumnValues::Texts { names: names.clone(), codes: vec![0; rows] }
                }
                _ => ColumnValues::Numbers(vec![0.0; rows]),
            };
            self.columns.retain(|column| column.name != name);
            self.columns.push(Column::new(name, values, (0..rows as u32).collect()));
        }
    }

    /// Name of the input that is 1 where the cell under `heading` is empty.
    #[must_use]
    pub fn emptiness_of(heading: &str) -> String {
        format!("{heading}{EQUALS}{EMPTY}")
    }

    /// The column of this heading, which must hold numbers, or yes and no; or what tells of one text of a column.
    ///
    /// # Errors
    /// When there is none, or when it holds texts.
    pub fn numbers(&self, name: &str) -> Result<&Column, TableError> {
        self.find(name, false)
    }

    /// The same as an input; an indicator is 0 everywhere when its text does not occur.
    ///
    /// # Errors
    /// When there is no such column, or when it holds texts.
    pub fn input(&self, name: &str) -> Result<&Column, TableError> {
        self.find(name, true)
    }

    fn find(&self, name: &str, may_be_absent: bool) -> Result<&Column, TableError> {
        if let Some(column) = self.called(name) {
            if column.is_of_numbers() {
                return Ok(column);
            }
            if let Some(dated) = column.dated() {
                return Ok(dated);
            }
            let yes = column.yes().ok_or_else(|| not_numbers(column))?;
            return Ok(column.indicator(yes, name));
        }
        let told = self.columns.iter().find_map(|column| {
            let text = name.strip_prefix(&*column.name)?.strip_prefix(EQUALS)?;
            let names: &[String] = if let ColumnValues::Texts { names, .. } = &column.values { names } else { &[] };
            let place = names.iter().position(|name| name == text);
            if place.is_none() && text == EMPTY {
                return Some(column.emptiness(name));
            }
            (place.is_some() || may_be_absent && !column.is_of_numbers()).then(|| column.indicator(place, name))
        });
        told.ok_or_else(|| self.no_column(name))
    }

    /// Whether the input `name` is the indicator of a text of the column `heading`.
    #[must_use]
    pub fn is_text_of(&self, name: &str, heading: &str) -> bool {
        let text = name.strip_prefix(heading).is_some_and(|rest| rest.starts_with(EQUALS));
        text && !self.columns.iter().any(|column| column.name == name)
    }

    /// The inputs of a heading: itself, or one per text of its column. Of two texts one is enough, and dates are one
    /// input.
    #[must_use]
    pub fn as_inputs(&self, heading: &str) -> Vec<String> {
        let texts = self.called(heading).filter(|column| column.yes().is_none() && column.dated().is_none()).and_then(
            |column| {
                let ColumnValues::Texts { names, .. } = &column.values else { return None };
                let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                names.sort_unstable();
                (names.len() <= MOST).then_some(names)
            },
        );
        let named = |text: &&str| format!("{heading}{EQUALS}{text}");
        match texts.as_deref() {
            Some([_, second]) => vec![named(second)],
            Some(texts) => texts.iter().map(named).collect(),
            None => vec![heading.to_owned()],
        }
    }
}

fn not_numbers(column: &Column) -> TableError {
    let names: &[String] = match &column.values {
        ColumnValues::Texts { names, .. } => names,
        ColumnValues::Numbers(_) | ColumnValues::Exact(_) => &[],
    };
    if !names.is_empty() && names.iter().all(|name| date::is_date(name)) {
        let unsure = names.iter().find(|name| date::read(std::slice::from_ref(name), None).is_none());
        let (column, text) = (brief(&column.name).into_owned(), brief(unsure.unwrap_or(&names[0])).into_owned());
        return TableError::NoDay { column, text };
    }
    let wrong = names.iter().position(|name| super::number::number(name).is_none()).unwrap_or(0);
    TableError::NotNumbers {
        column: brief(&column.name).into_owned(),
        row: column.first_of_class(wrong as u32).map_or(1, |row| row + 1),
        text: names.get(wrong).map(|name| brief(name).into_owned()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(csv: &str) -> Table {
        Table::read_csv("t.csv", csv.as_bytes()).expect("a table")
    }

    #[test]
    fn texts_become_inputs() {
        let table = table("flag,sex,zone,n\nTrue,male,a,1\nFALSE,female,b,2\n,male,c,3\n");
        let inputs = |heading| table.as_inputs(heading).join(" ");
        assert_eq!([inputs("flag"), inputs("sex"), inputs("n")], ["flag", "sex = male", "n"]);
        assert_eq!(table.as_inputs("zone"), ["zone = a", "zone = b", "zone = c"]);
        let values = |name: &str| table.numbers(name).map(|column| column.numbers().unwrap_or_default().to_vec());
        assert_eq!(values("sex = male"), Ok(vec![1.0, 0.0, 1.0]));
        assert_eq!(values("sex = female"), Ok(vec![0.0, 1.0, 0.0]));
        assert_eq!(table.numbers("flag").unwrap().missing, [2]);
        assert_eq!(values("flag").unwrap()[..2], [1.0, 0.0]);
        assert!(values("sex").unwrap_err().to_string().starts_with("“sex” must hold numbers"));
        assert!(values("sex = mael").unwrap_err().to_string().contains("did you mean “sex”"));
        assert_eq!(table.input("sex = x").unwrap().numbers(), Some(&[0.0; 3][..]));
    }

    #[test]
    fn dates_become_one_input() {
        let table = table("day,odd,n\n2024-01-01,5/6/2024,1\n,5/7/2024,2\n2023-07-02 12:00,5/8/2024,3\n");
        assert_eq!(table.as_inputs("day"), ["day"]);
        let day = table.input("day").unwrap();
        let years: Vec<f64> = day.numbers().unwrap().iter().map(|year| f64::from(*year) + day.origin()).collect();
        assert!((years[0] - 2024.0).abs() < 1e-6 && (years[2] - 2023.5).abs() < 1e-6, "{years:?}");
        assert_eq!(day.missing, [1]);
        assert_eq!(table.as_inputs("odd").len(), 3, "it could be May or June");
        assert!(
            table.input("odd").unwrap_err().to_string().contains("holds “5/6/2024”, which is no date or could be two")
        );
    }

    #[test]
    fn another_table_may_have_only_one_of_them() {
        let table = table("flag,n\nyes,1\nyes,2\n");
        assert_eq!(table.input("flag").unwrap().numbers(), Some(&[1.0; 2][..]));
        assert!(!table.columns[0].is_yes_no(), "it is constant here");
    }
}
