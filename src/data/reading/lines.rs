//! Lines of a text as an editor counts them: they end in LF, CR or CR LF.

use crate::data::limited::MOST_COLUMNS;

/// The first line that is not empty.
pub(super) fn first_line(text: &str) -> &str {
    let text = text.trim_start_matches(['\r', '\n']);
    &text[..text.find(['\r', '\n']).unwrap_or(text.len())]
}

/// The text after the first line that is not empty.
pub(super) fn after_first_line(text: &str) -> &str {
    let text = text.trim_start_matches(['\r', '\n']);
    text.find(['\r', '\n']).map_or("", |end| text[end..].strip_prefix("\r\n").unwrap_or(&text[end + 1..]))
}

/// The line number, from 1, of the row that begins at `byte`, after any empty lines.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    let begins = byte + text.as_bytes()[byte..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let before = &text.as_bytes()[..begins];
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => text.as_bytes().get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + ends.count()
}

/// Whether a row has so many cells that collecting them before they can be counted would take seconds.
pub(super) fn has_endless_row(text: &str, separator: u8) -> bool {
    // As the parser does: a quotation mark opens a cell only at its beginning, and a doubled one within stands for
    // itself.
    let (mut quoted, mut opens, mut cells) = (false, true, 0);
    text.bytes().any(|byte| {
        match byte {
            b'"' if quoted => (quoted, opens) = (false, true),
            b'"' if opens => quoted = true,
            _ if quoted => {}
            b'\n' | b'\r' => (opens, cells) = (true, 0),
            _ => {
                opens = byte == separator;
                cells += usize::from(opens);
            }
        }
        cells > 10 * MOST_COLUMNS
    })
}

/// The line of an unclosed quotation mark: it opens a cell that spans several lines and never ends, or ends where
/// another cell's quotation mark opens, which shows in text right after it.
pub(super) fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let (mut quoted, mut opens, mut closed, mut opened, mut is_long) = (false, true, false, 0, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if quoted => (quoted, closed) = (false, true),
            // A doubled quotation mark within a cell stands for itself.
            b'"' if closed => (quoted, closed) = (true, false),
            b'"' if opens => (quoted, opened, is_long) = (true, at, false),
            b'\n' | b'\r' if quoted => is_long = true,
            _ if quoted => {}
            _ => {
                let ends = matches!(byte, b'\n' | b'\r') || byte == separator;
                if closed && !ends && is_long && !matches!(byte, b' ' | b'\t') {
                    return Some(line_of(text, opened));
                }
                (opens, closed) = (ends, closed && !ends && matches!(byte, b' ' | b'\t'));
            }
        }
    }
    quoted.then(|| line_of(text, opened))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc"] {
            assert_eq!(line_of(text, text.find('b').unwrap()), 2, "{text:?}");
            assert_eq!(line_of(text, text.find('c').unwrap()), 4, "{text:?}");
            assert_eq!(line_of(text, text.find('b').unwrap() + 1), 4, "the empty line is passed over: {text:?}");
            assert_eq!((first_line(text), first_line(after_first_line(text))), ("a", "b"));
        }
    }

    #[test]
    fn a_quotation_mark_that_swallows_lines_is_found() {
        for (text, line) in [
            ("x,y\n1,\"2\n3,4\n", Some(2)),
            ("x,y\r\n1,2\r\n3,\"4\r\n5,\"c\"\r\n", Some(3)),
            ("x,y\n1,\"2\n3\"\n", None),
            ("x,y\n1,\"a\"b\n", None),
            ("x,y\n1,\"a\"\"\nb\"\n", None),
            ("x,y\n1,5\"\n", None),
            ("x,y\n1,\"a\nb\" \n2,3\n", None),
        ] {
            assert_eq!(open_quote(text, b','), line, "{text:?}");
        }
    }
}
