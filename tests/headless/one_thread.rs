//! The window's thread draws: whatever asks a network for answers is a look of the worker.

use std::fs;

use crate::architecture::{source_folder, sources, without_comments_and_strings};

/// What runs a network.
const RUNS: &[&str] =
    &[".forward(", ".evaluate(", ".outputs(", ".maps(", ".maps_over(", ".points(&", ".trace(", ".space(&", "Workspace"];

#[test]
fn nothing_runs_the_network_on_the_thread_of_the_window() {
    let files = ["ui", "app"].iter().flat_map(|folder| sources(&source_folder().join(folder)));
    let mut wrong = Vec::new();
    for file in files {
        let code = without_comments_and_strings(&fs::read_to_string(&file).unwrap());
        let found = RUNS.iter().filter(|name| code.contains(*name));
        wrong.extend(found.map(|name| format!("{}: {name}", file.display())));
    }
    assert!(wrong.is_empty(), "the network is asked on the thread that draws:\n{}", wrong.join("\n"));
}
