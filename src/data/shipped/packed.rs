//! Files of shipped sets: gzip, and numbers as digits in some base.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::data::{DataSet, Table};

/// The text in a gzip file.
pub(super) fn text(packed: &[u8]) -> Option<String> {
    let mut text = String::new();
    GzDecoder::new(packed).read_to_string(&mut text).ok()?;
    Some(text)
}

/// One line of levels: digits in a base, then words.
pub(super) struct Line<'a> {
    /// Each digit.
    pub levels: Vec<u32>,
    /// The words after the digits.
    pub words: Vec<&'a str>,
}

/// Splits a text into lines of `count` digits in `base` (0…9, then a…z) and `words` words.
pub(super) fn lines(text: &str, base: u32, count: usize, words: usize) -> Option<Vec<Line<'_>>> {
    text.lines()
        .map(|line| {
            let mut parts = line.split(' ');
            let levels: Vec<u32> = parts.next()?.chars().map(|digit| digit.to_digit(base)).collect::<Option<_>>()?;
            let line = Line { levels, words: parts.collect() };
            (line.levels.len() == count && line.words.len() == words).then_some(line)
        })
        .collect()
}

/// Reads the columns of a CSV table as a classification data set.
pub(super) fn classes_of_table(name: &str, bytes: &[u8], inputs: &[&str], target: &str) -> Option<(Table, DataSet)> {
    let table = Table::read_csv(name, bytes).ok()?;
    let inputs: Vec<String> = inputs.iter().map(ToString::to_string).collect();
    let set = table.select(&inputs, &[target.to_owned()], true).ok()?;
    Some((table, set))
}
