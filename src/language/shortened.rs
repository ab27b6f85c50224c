//! Truncation of external text to a length that a person reads and a window can draw.

use std::{borrow::Cow, fmt};

/// Largest length of a name within a sentence, in characters; more would tell a person nothing.
const NAME: usize = 80;
/// Largest size of a sentence in bytes. The longest of this program has a tenth of it; more can only come from a file.
const SENTENCE: usize = 4000;
/// Room for most sentences in bytes, so that they are written without growing.
const USUAL: usize = 64;

/// The first `most` characters of `text`, the last of them “…” when it is longer.
#[must_use]
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    if text.chars().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().nth(most.saturating_sub(1)).map_or(0, |(end, _)| end);
    Cow::Owned(format!("{}…", &text[..kept]))
}

/// A name from a file, shortened for a sentence.
#[must_use]
pub fn brief(name: &str) -> Cow<'_, str> {
    shortened(name, NAME)
}

/// The words of a sentence, truncated if a value in it is endless.
pub(super) fn sentence(words: fmt::Arguments<'_>) -> String {
    let mut sentence = Sentence(String::with_capacity(USUAL));
    // Fails when it is full, so that a value of megabytes is not formatted to its end.
    if fmt::write(&mut sentence, words).is_err() {
        sentence.0.push('…');
    }
    sentence.0
}

/// A text of at most [`SENTENCE`] bytes.
struct Sentence(String);

impl fmt::Write for Sentence {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let room = SENTENCE - self.0.len();
        if piece.len() <= room {
            self.0.push_str(piece);
            return Ok(());
        }
        self.0.push_str(&piece[..piece.floor_char_boundary(room)]);
        Err(fmt::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_split() {
        assert_eq!(shortened("类别甲乙", 4), "类别甲乙");
        assert_eq!(shortened("类别甲乙丙", 4), "类别甲…");
        assert_eq!((shortened("ab", 1), shortened("a", 0), shortened("", 0)), ("…".into(), "…".into(), "".into()));
        assert_eq!(brief(&"x".repeat(9000)).chars().count(), NAME);
    }

    #[test]
    fn a_sentence_ends_before_it_fills_the_memory() {
        let endless = "类".repeat(1 << 20);
        let said = sentence(format_args!("“{endless}” is unknown"));
        assert!(said.starts_with("“类类") && said.ends_with('…') && said.len() <= SENTENCE + '…'.len_utf8());
        assert_eq!(sentence(format_args!("{} units", 3)), "3 units");
    }
}
