//! Reading one value from text, with a complaint that quotes it.

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

/// `none`, or what `read` makes of the text.
pub(super) fn optional<T>(text: &str, read: fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text == "none" { Ok(None) } else { read(text).map(Some) }
}

/// Values with commas between them; `none` or nothing is an empty list.
pub(super) fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    if text.is_empty() || text == "none" {
        return Ok(Vec::new());
    }
    text.split(',').map(|item| read(item.trim())).collect()
}

/// The text that [`list`] reads.
pub(super) fn listed(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    if items.is_empty() { "none".into() } else { items.join(",") }
}

/// The text that [`optional`] reads.
pub(super) fn or_none<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "none".into(), |value| value.to_string())
}
