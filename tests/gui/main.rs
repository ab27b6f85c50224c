//! Journeys through the window, as a person takes them: by role and by name, without a display.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

mod access;
mod alone;
mod arithmetic;
mod bounds;
mod chinese;
mod class;
mod controls;
mod deploying;
mod doctor;
mod edits;
mod files;
mod fonts;
mod frame;
mod hand;
mod journey;
mod landscape;
mod lessons;
mod looking;
mod loss;
mod map;
mod narrow;
mod network;
mod pages;
mod pair;
mod phenomena;
mod pictures;
mod places;
mod predictions;
mod presenting;
mod presets;
mod projector;
mod rail;
mod random;
mod rates;
mod recovery;
mod runs;
mod settings;
mod sharing;
#[cfg(unix)]
#[path = "../shared/skipped.rs"]
mod skipped;
mod stage;
mod sweep;
mod time;
mod training;
mod undoing;
