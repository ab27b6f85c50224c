//! A part of a line with its position, so that every mistake can be reported by line and column.

use super::Fault;
use crate::language::Text;

/// A part of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    line: usize,
    whole: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Piece<'a> {
    /// The whole of line `line`, counted from 1.
    pub(super) const fn of_line(line: usize, whole: &'a str) -> Self {
        Self { line, whole, start: 0, end: whole.len() }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.whole[self.start..self.end]
    }

    pub(super) const fn line(&self) -> usize {
        self.line
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text().is_empty()
    }

    /// The mistake `what`, at the beginning of this piece.
    pub(super) fn fault(&self, what: Text) -> Fault {
        Fault { line: self.line, column: 1 + self.whole[..self.start].chars().count(), what }
    }

    /// Bytes `start..end` of this piece.
    pub(super) const fn part(&self, start: usize, end: usize) -> Self {
        Self { start: self.start + start, end: self.start + end, ..*self }
    }

    pub(super) fn trim(&self) -> Self {
        let text = self.text();
        let start = text.len() - text.trim_start().len();
        self.part(start, start + text.trim().len())
    }

    /// The parts before and after the first `mark`, both trimmed.
    pub(super) fn split_once(&self, mark: &str) -> Option<(Self, Self)> {
        let at = self.text().find(mark)?;
        Some((self.part(0, at).trim(), self.part(at + mark.len(), self.text().len()).trim()))
    }

    /// The parts between the marks, trimmed, without empty ones.
    pub(super) fn split(&self, mark: char) -> Vec<Self> {
        let (text, mut parts, mut start) = (self.text(), Vec::new(), 0);
        for (at, _) in text.match_indices(mark).chain([(text.len(), "")]) {
            parts.push(self.part(start, at).trim());
            start = (at + mark.len_utf8()).min(text.len());
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// The words, separated by white space.
    pub(super) fn words(&self) -> Vec<Self> {
        let text = self.text();
        let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        text.split_whitespace().map(|word| self.part(offset(word), offset(word) + word.len())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_knows_its_column_in_characters() {
        let piece = Piece::of_line(3, "  误差：a = 1 ;b=2; ");
        let (before, after) = piece.split_once("：").unwrap();
        assert_eq!((before.text(), after.text()), ("误差", "a = 1 ;b=2;"));
        let parts = after.split(';');
        assert_eq!(parts.iter().map(Piece::text).collect::<Vec<_>>(), ["a = 1", "b=2"]);
        let columns: Vec<_> = parts.iter().map(|part| part.fault(Text::same("")).column).collect();
        assert_eq!(columns, [6, 13]);
        let words: Vec<_> = after.words().iter().map(|w| (w.text(), w.fault(Text::same("")).column)).collect();
        assert_eq!(words, [("a", 6), ("=", 8), ("1", 10), (";b=2;", 12)]);
        assert_eq!(after.words()[0].fault(Text::same("")).line, 3);
    }
}
