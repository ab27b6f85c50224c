//! Reading one value from text, with a complaint that quotes it.

use std::str::FromStr;

use crate::nn::Choice;

use super::Takes;

/// A finite number.
pub(super) fn number(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|number: &f32| number.is_finite()).ok_or_else(|| format!("“{text}” is not a number"))
}

/// A whole number that fits `T`.
pub(super) fn whole<T: FromStr>(text: &str) -> Result<T, String> {
    text.replace('_', "").parse().map_err(|_| format!("“{text}” is not a whole number within its range"))
}

/// Yes or no.
pub(super) fn switch(text: &str) -> Result<bool, String> {
    match text {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err(format!("“{text}” is neither true nor false")),
    }
}

/// One of the named alternatives.
pub(super) fn choice<T: Choice>(text: &str) -> Result<T, String> {
    T::ALL
        .iter()
        .find(|choice| choice.name() == text)
        .cloned()
        .ok_or_else(|| format!("“{text}” is not a known {}", T::WHAT))
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

/// One of the names of `T`.
pub(super) const fn one_of<T: Choice>() -> Takes {
    Takes::OneOf(|| T::ALL.iter().map(Choice::name).collect())
}
