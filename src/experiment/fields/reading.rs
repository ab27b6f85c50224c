//! Parsing one value from text, with an error that quotes it.

use std::str::FromStr;

/// A finite number.
pub(super) fn number(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|number: &f32| number.is_finite()).ok_or_else(|| format!("“{text}” is not a number"))
}

/// A whole number that fits `T`.
pub(super) fn whole<T: FromStr>(text: &str) -> Result<T, String> {
    text.replace('_', "").parse().map_err(|_| format!("“{text}” is not a whole number within its range"))
}

pub(super) fn too_large(text: &str) -> String {
    format!("“{text}” is too large")
}

/// Yes or no.
pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err(format!("“{text}” is neither true nor false")),
    }
}

/// `none`, or what `read` parses.
pub(super) fn optional<T>(text: &str, read: fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text == "none" { Ok(None) } else { read(text).map(Some) }
}

/// Comma-separated values; `none` or nothing is an empty list. As in CSV, a value that contains a comma or a quotation
/// mark is quoted, with its quotation marks doubled.
pub(super) fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    if text.is_empty() || text == "none" {
        return Ok(Vec::new());
    }
    items(text)?.iter().map(|item| read(item)).collect()
}

/// Splits comma-separated values and removes the quotation marks around them.
///
/// # Errors
/// A sentence, when a quotation mark is not closed, or stands in the middle of a value.
pub fn items(text: &str) -> Result<Vec<String>, String> {
    let mut items = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let mut item = String::new();
        if let Some(mut quoted) = rest.strip_prefix('"') {
            loop {
                let end = quoted.find('"').ok_or_else(|| format!("{rest}: a quotation mark is not closed"))?;
                item.push_str(&quoted[..end]);
                quoted = &quoted[end + 1..];
                match quoted.strip_prefix('"') {
                    Some(after) => {
                        item.push('"');
                        quoted = after;
                    }
                    None => break,
                }
            }
            rest = quoted.trim_start();
            if !rest.is_empty() && !rest.starts_with(',') {
                return Err(format!("{rest}: a comma is missing behind a quotation mark"));
            }
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            item.push_str(rest[..end].trim());
            rest = &rest[end..];
        }
        items.push(item);
        match rest.strip_prefix(',') {
            Some(after) => rest = after,
            None => return Ok(items),
        }
    }
}

/// The value as written in a list.
fn item(text: String) -> String {
    let is_plain = !text.contains([',', '"']) && text.trim() == text && !text.is_empty() && text != "none";
    if is_plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

/// The text that [`list`] reads.
pub(super) fn listed(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().map(item).collect();
    if items.is_empty() { "none".into() } else { items.join(",") }
}

/// The text that [`optional`] reads.
pub(super) fn or_none<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "none".into(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_quoted_as_in_csv() {
        let read = |text: &str| list(text, |item| Ok(item.to_owned()));
        for (text, items) in [
            ("a, b", &["a", "b"][..]),
            ("\"Alto (cm, obligatorio)\",peso", &["Alto (cm, obligatorio)", "peso"]),
            ("\"say \"\"hi\"\"\" , x", &["say \"hi\"", "x"]),
            ("5\" disk,x", &["5\" disk", "x"]),
            ("\"none\"", &["none"]),
            ("none", &[]),
        ] {
            assert_eq!(read(text).unwrap(), items, "{text}");
            let written = listed(items.iter().map(ToString::to_string));
            assert_eq!(read(&written).unwrap(), items, "{written}");
        }
        assert!(read("\"a,b").unwrap_err().contains("not closed"));
        assert!(read("\"a\"b").unwrap_err().contains("comma"));
    }
}
