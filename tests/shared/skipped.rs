//! What a test says when it leaves something out.

use std::io::{self, Write};

/// Says that a part of a test was left out, past the harness, which shows nothing of a test that passes; `.ci/run` gathers
/// these lines and shows them at its end.
pub fn skipped(why: &str) {
    io::stderr().write_all(format!("skipped: {why}\n").as_bytes()).unwrap();
}
