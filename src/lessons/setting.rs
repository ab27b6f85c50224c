//! Settings in a lesson, with the keys and values of `--set`.

use super::{Fault, piece::Piece};
use crate::{
    experiment::{Experiment, fields},
    language::Text,
    text,
};

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// As `neurarium settings` lists it.
    pub key: String,
    /// As it is written.
    pub value: String,
}

impl Setting {
    /// Changes `experiment`.
    ///
    /// # Errors
    /// A sentence when it has no such setting, or does not accept this value.
    pub fn apply(&self, experiment: &mut Experiment) -> Result<(), String> {
        fields::set(experiment, &self.key, &self.value)
    }
}

/// `KEY = VALUE; KEY = VALUE`, and what `experiment` becomes with them.
pub(super) fn list(piece: Piece<'_>, experiment: &Experiment) -> Result<(Vec<Setting>, Experiment), Fault> {
    let (mut settings, mut changed) = (Vec::new(), experiment.clone());
    for part in piece.split(';') {
        settings.push(one(part, &mut changed)?);
    }
    if settings.is_empty() {
        return Err(piece.fault(shape()));
    }
    Ok((settings, changed))
}

/// `KEY = VALUE`, with which `experiment` is changed.
pub(super) fn one(piece: Piece<'_>, experiment: &mut Experiment) -> Result<Setting, Fault> {
    let (key, value) = piece.split_once("=").ok_or_else(|| piece.fault(shape()))?;
    let setting = Setting { key: key.text().into(), value: value.text().into() };
    setting.apply(experiment).map_err(|why| piece.fault(Text::same(why)))?;
    Ok(setting)
}

fn shape() -> Text {
    text!(
        "write a key, “=” and a value, such as network.hidden = 4; “;” stands before the next one",
        "请写键、“=”和值，例如 network.hidden = 4；下一项之前写“;”"
    )
}
