//! Character encoding of a file.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{data::TableError, language::Text, text};

/// Text of a file, and its encoding.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
    /// Whether the encoding was guessed from the letters, not known from a byte order mark or from valid UTF-8.
    pub(super) is_guess: bool,
}

/// Decodes `bytes` with the `chosen` encoding, or else the most likely one.
///
/// A byte order mark means UTF-8 or UTF-16; every other byte being zero means UTF-16, too. Valid UTF-8 is taken as
/// such. Otherwise it is GB18030 (Chinese Excel's plain CSV) when its letters beyond ASCII come in pairs, and
/// Windows-1252 (western Excel's) when they do not.
pub(super) fn decode<'a>(bytes: &'a [u8], chosen: Option<&'static Encoding>) -> Result<Decoded<'a>, TableError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(TableError::NotText {
            what: text!("an Excel workbook or another packed file", " Excel 工作簿或其他压缩文件"),
            remedy: text!("save it as “CSV UTF-8” and open that", "请另存为“CSV UTF-8”后再打开"),
        });
    }
    let marked = Encoding::for_bom(bytes);
    let unmarked = &bytes[marked.map_or(0, |(_, length)| length)..];
    let (encoding, is_guess) = match (chosen, marked) {
        (Some(chosen), _) => (chosen, false),
        (None, Some((encoding, _))) => (encoding, false),
        (None, None) => guess(bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(unmarked);
    if text.contains('\0') {
        return Err(TableError::NotText {
            what: text!("a file of bytes", "二进制文件"),
            remedy: text!("open a file of text with one row a line", "请打开每行一条数据的文本文件"),
        });
    }
    if let Some(what) = other_kind(&text) {
        return Err(TableError::NotText {
            what,
            remedy: text!("save its rows as CSV and open that", "请把其中的数据另存为 CSV 后再打开"),
        });
    }
    Ok(Decoded { text: without_invisible(text), encoding, is_guess })
}

/// What a text is that begins as no table does.
fn other_kind(text: &str) -> Option<Text> {
    let text = text.trim_start();
    let start = |length: usize| text.get(..length).unwrap_or_default().to_ascii_lowercase();
    let inner = text.strip_prefix('[').map_or("", str::trim_start);
    let is_json = text.starts_with("{\"") || inner.starts_with(['{', '[']);
    match () {
        () if is_json => Some(text!("JSON", " JSON")),
        () if start(5) == "<html" || start(9) == "<!doctype" => Some(text!("a web page", "网页")),
        () if start(5) == "<?xml" => Some(text!("XML", " XML")),
        () => None,
    }
}

/// `text` without characters of no width, which web pages and joined files leave in cells.
fn without_invisible(text: Cow<'_, str>) -> Cow<'_, str> {
    const INVISIBLE: [char; 3] = ['\u{200b}', '\u{feff}', '\u{2060}'];
    if text.is_ascii() || !text.contains(INVISIBLE) {
        return text;
    }
    text.replace(INVISIBLE, "").into()
}

fn guess(bytes: &[u8]) -> (&'static Encoding, bool) {
    let is_zero = |at: usize| bytes.get(at) == Some(&0);
    let beginning = &bytes[..bytes.len().min(64)];
    let all_zero = |first: usize| beginning.iter().skip(first).step_by(2).all(|byte| *byte == 0);
    match () {
        () if is_zero(1) && !is_zero(0) && all_zero(1) => (UTF_16LE, true),
        () if is_zero(0) && !is_zero(1) && all_zero(0) => (UTF_16BE, true),
        () if std::str::from_utf8(bytes).is_ok() => (UTF_8, false),
        () if is_in_pairs(bytes) => (GB18030, true),
        () => (WINDOWS_1252, true),
    }
}

/// Whether nine in ten runs of bytes beyond ASCII are pairs as in Chinese text (GB 2312: both bytes 161…254), and all
/// of them decode as GB18030.
fn is_in_pairs(bytes: &[u8]) -> bool {
    let is_high = |byte: &u8| *byte >= 0x80;
    let runs = bytes.split(|byte| !is_high(byte)).filter(|run| !run.is_empty());
    let (mut all, mut paired) = (0_usize, 0_usize);
    for run in runs {
        all += 1;
        paired += usize::from(run.len() % 2 == 0 && run.iter().all(|byte| (0xA1..=0xFE).contains(byte)));
    }
    paired * 10 >= all * 9 && !GB18030.decode_without_bom_handling(bytes).1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let found = decode(bytes, None).unwrap();
        (found.text.into_owned(), found.encoding.name())
    }

    #[test]
    fn the_coding_is_found() {
        let utf16 = |wide: fn(u16) -> [u8; 2]| "x,y\n1,é\n".encode_utf16().flat_map(wide).collect::<Vec<u8>>();
        let of = |text: &str, name| (text.to_owned(), name);
        assert_eq!(decoded("x,é".as_bytes()), of("x,é", "UTF-8"));
        assert_eq!(decoded("\u{feff}x,é".as_bytes()), of("x,é", "UTF-8"));
        assert_eq!(decoded(&utf16(u16::to_le_bytes)), of("x,y\n1,é\n", "UTF-16LE"));
        assert_eq!(decoded(&[&[0xFE, 0xFF], &utf16(u16::to_be_bytes)[..]].concat()), of("x,y\n1,é\n", "UTF-16BE"));
        assert_eq!(decoded(b"x,y\n1,Z\xfcrich\n"), of("x,y\n1,Zürich\n", "windows-1252"));
        let (chinese, ..) = GB18030.encode("花萼,花瓣,类\n1,2,山鸢尾\n");
        assert_eq!(decoded(&chinese), of("花萼,花瓣,类\n1,2,山鸢尾\n", "gb18030"));
        let (french, ..) = WINDOWS_1252.encode("né,pâté,Œuvre,été\n");
        assert_eq!(decoded(&french).1, "windows-1252");
    }

    #[test]
    fn a_chosen_coding_is_taken_and_bytes_are_no_text() {
        let (japanese, encoding, _) = encoding_rs::SHIFT_JIS.encode("日本");
        assert_eq!(decode(&japanese, Some(encoding)).unwrap().text, "日本");
        assert!(decode(b"x,y\n1,2\n\x00\x01", None).is_err());
        assert!(decode(b"PK\x03\x04", None).is_err());
    }
}
