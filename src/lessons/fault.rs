//! A mistake in a lesson, and its position.

use std::fmt;

use crate::{data::nearest, language::Text, text};

/// One mistake in a lesson; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file.
    pub line: usize,
    /// The column of the line.
    pub column: usize,
    /// What is wrong there, as a sentence without its full stop.
    pub what: Text,
}

impl Fault {
    /// Position and mistake.
    #[must_use]
    pub fn text(&self) -> Text {
        let (line, column, (what, what_zh)) = (self.line, self.column, self.what.both());
        text!("line {line}, column {column}: {what}", "第 {line} 行第 {column} 列：{what_zh}")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

/// A word that is not among `known`, with the most similar of them.
pub(super) fn unknown<'a>(what: (&str, &str), word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Text {
    let (word, (what, what_zh)) = (crate::language::brief(word), what);
    match nearest(&word, known.clone()) {
        Some(near) => text!(
            "there is no {what} “{word}”; did you mean “{near}”?",
            "没有名为“{word}”的{what_zh}；是否想写“{near}”？"
        ),
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            text!("there is no {what} “{word}”; choose one of {all}", "没有名为“{word}”的{what_zh}；请从 {all} 中选择")
        }
    }
}
