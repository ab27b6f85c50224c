//! Everything that can be tested without a window, in one binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod architecture;
mod bad_ends;
mod beside;
mod bombs;
mod choices;
mod circles;
mod class;
mod command_line;
mod diagnosis;
mod dialects;
mod export;
mod hostile;
mod html;
mod import;
mod interrupted;
mod judging;
mod lessons;
mod levels;
mod nothing_lost;
mod one_thread;
mod own_points;
mod program;
mod rates;
mod real_data;
mod recent;
mod recovery;
mod resume;
mod saving;
mod session_file;
#[path = "../shared/skipped.rs"]
mod skipped;
mod stages;
mod strange;
mod sweeps;
mod tables;
mod unlabelled;
mod versions;
mod worker;
