//! The tables of a class for export.

use std::collections::BTreeSet;

use super::{Class, Spread, Submission, spread};
use crate::{
    language::{Language, Text},
    text,
};

/// A titled table of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// Headings of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// What is exported of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The table of pupils, for a spreadsheet.
    Csv,
    /// The same as a page, followed by the answers of the class.
    Page,
    /// The answers of the class, without names.
    Projector,
}

impl Sheet {
    /// The files that could not be read, and why; nothing when all could.
    #[must_use]
    pub fn unread(faults: &[Text], language: Language) -> Option<Self> {
        let rows: Vec<Vec<String>> = faults.iter().map(|why| vec![why.say(language).to_owned()]).collect();
        let [title, head] = [text!("Not read", "无法读取"), text!("file and reason", "文件和原因")];
        let (title, head) = (title.say(language).to_owned(), vec![head.say(language).to_owned()]);
        (!rows.is_empty()).then_some(Self { title, head, rows })
    }

    /// The pupils of `class`.
    #[must_use]
    pub fn pupils(class: &Class, language: Language) -> Self {
        let rows = class.rows.iter().map(|row| row.cells.clone()).collect();
        let title = match class.due.map(crate::session::moment) {
            Some(due) => text!("Pupils, due {due} UTC", "学生，截止时间 {due}（UTC）"),
            None => text!("Pupils", "学生"),
        };
        Self { title: title.say(language).to_owned(), head: class.head.clone(), rows }
    }
}

/// The answers of the class to every lesson, without names: one sheet per lesson.
#[must_use]
pub fn sheets(submissions: &[Submission], language: Language) -> Vec<Sheet> {
    let head = [
        text!("item", "项"),
        text!("asked", "问题"),
        text!("answered", "作答"),
        text!("answers", "回答"),
        text!("commonest wrong", "最常见的错误"),
    ]
    .map(|text: Text| text.say(language).to_owned());
    let line = |item: Spread| {
        vec![format!("{}.{}", item.place.0, item.place.1), item.question, item.count, item.answers, item.wrong]
    };
    let mut titles = BTreeSet::new();
    let lessons = submissions.iter().filter_map(|submission| submission.lesson.as_ref());
    lessons
        .filter(|lesson| titles.insert(lesson.title.clone()))
        .map(|lesson| Sheet {
            title: lesson.title.clone(),
            head: head.to_vec(),
            rows: spread(lesson, submissions, language).into_iter().map(line).collect(),
        })
        .collect()
}

/// CSV with a byte order mark, by which spreadsheets detect UTF-8. Whatever a spreadsheet would interpret as a formula
/// is prefixed with an apostrophe, and nothing looks like a date to it: `3∕5` has a division slash, and an item is `#1.2`.
#[must_use]
pub fn csv(class: &Class) -> String {
    let is_formula = |cell: &str| {
        let begins = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']);
        begins && cell.parse::<f64>().is_err()
    };
    let is_share = |cell: &str| cell.contains('/') && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    let is_item = |cell: &str| {
        cell.split_once('.').is_some_and(|(step, item)| step.parse::<u32>().is_ok() && item.parse::<u32>().is_ok())
    };
    let cell = |cell: &String| {
        let plain = match cell.as_str() {
            cell if is_formula(cell) => format!("'{cell}"),
            cell if is_share(cell) => cell.replace('/', "∕"),
            cell => cell.to_owned(),
        };
        if plain.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
    };
    let head = class.head.iter().map(|head| if is_item(head) { format!("#{head}") } else { head.clone() }).collect();
    let rows = std::iter::once(&head).chain(class.rows.iter().map(|row| &row.cells));
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
    format!("\u{feff}{}", rows.map(line).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::class::Row;

    #[test]
    fn what_could_not_be_read_is_a_table_if_there_is_any() {
        assert_eq!(Sheet::unread(&[], Language::English), None);
        let unread = Sheet::unread(&[text!("a.ron: empty", "a.ron：空")], Language::Chinese).unwrap();
        assert_eq!((unread.title, unread.rows), ("无法读取".to_owned(), vec![vec!["a.ron：空".to_owned()]]));
    }

    #[test]
    fn a_spreadsheet_calculates_nothing() {
        let row = |cells: &[&str]| Row {
            cells: cells.iter().map(ToString::to_string).collect(),
            answers: vec![],
            remarks: vec![],
        };
        let table = Class {
            head: vec!["name".into(), "1.2".into()],
            asked: vec![],
            rows: vec![row(&["=1+1", "-0.5"]), row(&["a,\"b", "@x"]), row(&["＝1+1", "3/5"])],
            due: Some(951_827_400),
        };
        assert_eq!(Sheet::pupils(&table, Language::English).title, "Pupils, due 2000-02-29 12:30:00 UTC");
        assert_eq!(csv(&table), "\u{feff}name,#1.2\n'=1+1,-0.5\n\"a,\"\"b\",'@x\n'＝1+1,3∕5\n");
    }
}
