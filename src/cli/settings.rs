//! `neurarium settings`

use std::io::Write;

use crate::experiment::fields;

use super::Failure;

pub(super) fn run(out: &mut impl Write) -> Result<(), Failure> {
    let mut last = "";
    for field in fields::all() {
        let is_other = field.key == last;
        if !is_other {
            writeln!(out, "{}", field.key)?;
        }
        last = field.key;
        let default = field.default().unwrap_or_else(|| "does not apply".into());
        // A key with one meaning for made points has another one for tables.
        let or = if is_other { "or, where the rows are a table: " } else { "" };
        writeln!(out, "    {or}{}\n    takes {}; default {default}", field.hint(), field.takes())?;
    }
    Ok(())
}
