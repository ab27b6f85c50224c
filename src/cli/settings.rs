//! `neurarium settings`

use std::io::Write;

use crate::experiment::{Experiment, settings};

use super::Failure;

pub(super) fn run(out: &mut impl Write) -> Result<(), Failure> {
    let defaults = Experiment::default();
    for setting in settings::all() {
        let default = setting.get(&defaults).unwrap_or_else(|| "does not apply".into());
        writeln!(out, "{}\n    {}\n    takes {}; default {default}", setting.key, setting.meaning, setting.takes())?;
    }
    Ok(())
}
