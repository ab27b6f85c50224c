//! `neurarium presets`

use std::io::Write;

use crate::lessons::preset::PRESETS;

use super::Failure;

pub(super) fn run(out: &mut impl Write) -> Result<(), Failure> {
    for preset in PRESETS {
        writeln!(out, "{:<20} {}. {}", preset.name, preset.title, preset.sentence)?;
    }
    Ok(())
}
