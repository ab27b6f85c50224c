//! Size limits, checked during deserialization, for lists and texts that no session has that long.
//!
//! A list takes two bytes per entry in a file and many times as many in memory, and a name is drawn, compared and
//! shown, so a file of brackets or letters that was rejected only after reading would fill the memory first.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

/// Largest length in characters of a name: of a column, a class, a table or a session.
pub const NAME: usize = 1000;
/// Largest size in bytes of a table's file.
pub const MOST_BYTES: usize = 256 << 20;
/// Largest number of rows of a table.
pub const MOST_ROWS: usize = 2_000_000;
/// Largest number of columns of a table.
pub const MOST_COLUMNS: usize = 1000;
/// Largest number of cells of a table: 200 MB as f32.
pub const MOST_CELLS: usize = 50_000_000;
/// Largest number of distinct texts of a column; one with more is of no use as classes.
pub(super) const MOST_TEXTS: usize = 1000;

/// Reads a list of at most `MOST` entries; for `#[serde(deserialize_with)]`.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>, const MOST: usize>(
    source: D,
) -> Result<Vec<T>, D::Error> {
    source.deserialize_seq(Limited::<T, MOST>(PhantomData))
}

/// Reads a text of at most `MOST` characters; for `#[serde(deserialize_with)]`.
pub(crate) fn text<'de, D: Deserializer<'de>, const MOST: usize>(source: D) -> Result<String, D::Error> {
    source.deserialize_str(Short::<MOST>)
}

/// Reads a list of at most `MOST` names; for `#[serde(deserialize_with)]`.
pub(crate) fn names<'de, D: Deserializer<'de>, const MOST: usize>(source: D) -> Result<Vec<String>, D::Error> {
    let names: Vec<Name> = list::<_, _, MOST>(source)?;
    Ok(names.into_iter().map(|name| name.0).collect())
}

/// A text of at most [`NAME`] characters.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name(#[serde(deserialize_with = "text::<_, NAME>")] String);

struct Limited<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Limited<T, MOST> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST} entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element()? {
            if list.len() == MOST {
                return Err(A::Error::custom(format!("this list has more than {MOST} entries")));
            }
            list.push(entry);
        }
        Ok(list)
    }
}

struct Short<const MOST: usize>;

impl<const MOST: usize> Visitor<'_> for Short<MOST> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a text of at most {MOST} characters")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        if text.chars().nth(MOST).is_some() {
            return Err(E::custom(format!("this text has more than {MOST} characters")));
        }
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Short {
        #[serde(deserialize_with = "list::<_, _, 2>")]
        numbers: Vec<u8>,
        #[serde(deserialize_with = "names::<_, 2>")]
        names: Vec<String>,
    }

    #[test]
    fn what_is_longer_is_refused() {
        let read =
            |numbers: &str, names: &str| ron::from_str::<Short>(&format!("(numbers: {numbers}, names: {names})"));
        let (just, more) = ("类".repeat(NAME), "类".repeat(NAME + 1));
        let read_all = read("[1, 2]", &format!("[\"{just}\", \"b\"]")).unwrap();
        assert_eq!((read_all.numbers, read_all.names), (vec![1, 2], vec![just, "b".into()]));
        for (numbers, names, expected) in [
            ("[1, 2, 3]", "[]".to_owned(), "more than 2 entries"),
            ("[]", "[\"a\", \"b\", \"c\"]".to_owned(), "more than 2 entries"),
            ("[]", format!("[\"{more}\"]"), "more than 1000 characters"),
        ] {
            let error = read(numbers, &names).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
