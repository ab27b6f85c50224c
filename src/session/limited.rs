//! Lists that are refused while they are read when they are longer than any session has them.
//!
//! A list costs three bytes in a file and eight times as many in memory, so a file of brackets that is only refused when
//! it has been read would fill the memory first.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

/// Most stages of a session.
pub(super) const STAGES: usize = 8;
/// Most layers of a network, the outputs among them.
pub(super) const LAYERS: usize = 9;
/// Most units of a layer, or features that it reads.
pub(super) const UNITS: usize = 1024;
/// Most memories of an optimizer.
pub(super) const MEMORIES: usize = 2;
/// Most records of a history; [`History::keeps`](crate::training::History::keeps) leaves far fewer.
pub(super) const RECORDS: usize = 100_000;

/// Reads a list of at most `MOST` entries; for `#[serde(deserialize_with)]`.
pub(super) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>, const MOST: usize>(
    source: D,
) -> Result<Vec<T>, D::Error> {
    source.deserialize_seq(Limited::<T, MOST>(PhantomData))
}

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
