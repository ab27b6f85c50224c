//! Text that is safe for a terminal: no control characters, and sentences of limited length.

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Largest number of characters of a sentence; a longer one repeats a name or a list that nobody reads.
const LONGEST: usize = 2000;

/// Whether a terminal would interpret the character, or change the direction of the text around it, rather than show
/// it. Newlines are written by ourselves.
fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with control characters escaped, as `\u{1b}`: names in a file may contain any.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_obeyed(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown.into()
}

/// A plain sentence of readable length: the middle of a longer one is left out.
pub(super) fn sentence(text: &str) -> String {
    // A file can make it gigabytes long; only what is shown is examined.
    let half = LONGEST / 2;
    let head = text.char_indices().nth(half).map_or(text.len(), |(index, _)| index);
    let tail = text.char_indices().rev().nth(half - 1).map_or(0, |(index, _)| index);
    if head >= tail {
        return plain(text).into_owned();
    }
    format!("{} … {}", plain(&text[..head]), plain(&text[tail..]))
}

/// A writer that makes all text plain.
pub(super) struct Plain<W: Write> {
    to: W,
    /// The beginning of a character whose end is still to come.
    rest: Vec<u8>,
}

impl<W: Write> Plain<W> {
    pub(super) const fn new(to: W) -> Self {
        Self { to, rest: Vec::new() }
    }
}

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.rest.extend_from_slice(bytes);
        let whole = match str::from_utf8(&self.rest) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.rest.len(),
        };
        let text = String::from_utf8_lossy(&self.rest[..whole]);
        self.to.write_all(plain(&text).as_bytes())?;
        self.rest.drain(..whole);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_written_out() {
        for (text, shown) in [
            ("a\u{1b}[31mX", r"a\u{1b}[31mX"),
            ("\u{9b}2J\u{7f}\t\r", r"\u{9b}2J\u{7f}\t\r"),
            ("\u{202e}gpj.\u{2066}", r"\u{202e}gpj.\u{2066}"),
            ("two\nlines, “é”, 中文, 👍🏽", "two\nlines, “é”, 中文, 👍🏽"),
        ] {
            assert_eq!(plain(text), shown);
            // In pieces of one byte, as a buffer may split it.
            let mut out = Plain::new(Vec::new());
            text.as_bytes().iter().for_each(|byte| out.write_all(&[*byte]).unwrap());
            assert_eq!(String::from_utf8(out.to).unwrap(), shown);
        }
    }

    #[test]
    fn the_middle_of_a_long_sentence_is_left_out() {
        let long = format!("begin {} end", "é".repeat(1_000_000));
        let short = sentence(&long);
        assert!(short.starts_with("begin é") && short.ends_with("é end") && short.contains("é … é"), "{short}");
        assert_eq!(short.chars().count(), LONGEST + 3);
        let just = "x".repeat(LONGEST);
        assert_eq!(sentence(&just), just);
    }
}
