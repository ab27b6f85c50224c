//! `neurarium settings`

use std::io::Write;

use crate::experiment::fields;

use super::Failure;

pub(super) fn run(out: &mut impl Write) -> Result<(), Failure> {
    let mut last = "";
    for field in fields::all() {
        if field.key != last {
            writeln!(out, "{}", field.key)?;
        }
        last = field.key;
        let default = field.default().unwrap_or_else(|| "does not apply".into());
        writeln!(out, "    {}\n    takes {}; default {default}", field.hint(), field.takes())?;
    }
    Ok(())
}
