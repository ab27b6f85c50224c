//! # Neurarium
//!
//! Build a small neural network, watch it learn, and understand why.
//!
//! ## In one breath
//! A person edits an [`Experiment`](training::Experiment). A [`Trainer`](training::Trainer) turns it, step by step, into
//! parameters and a history. A [`Worker`](worker::Worker) drives the trainer on a thread and publishes complete, immutable
//! [`Snapshot`](worker::Snapshot)s. The window draws the newest snapshot and sends [`Command`](worker::Command)s. A session
//! file is an experiment with everything that its trainer has become.
//!
//! ## The map
//! Imports run strictly downward; a test reads `src` and fails when one does not. Floors 0–2 and the command line compile
//! without egui.
//!
//! | floor | room | owns | must never know |
//! |---|---|---|---|
//! | 0 | [`language`] | the languages of the window, sentences in all of them | threads, files, clocks, egui |
//! | 0 | [`nn`] | the mathematics of a network | the same |
//! | 0 | [`data`] | data sets, features, scaling, split | the same |
//! | 1 | [`training`] | the experiment, the trainer, metrics, probes | threads, files, egui |
//! | 2 | [`session`] | the session file: versions, validation, atomic save | threads, egui |
//! | 2 | [`export`] | what leaves the program: ONNX, safetensors, Python, Rust; the first two come back | threads, egui |
//! | 2 | [`worker`] | the thread: command in, snapshot out | files, egui |
//! | 3 | [`lessons`] | presets to begin with | egui |
//! | 3 | `ui` | drawing: panels that edit, views that read (feature `gui`) | files, dialogs, threads |
//! | 4 | [`cli`] | the same work without a window | egui |
//! | 4 | `app` | the window's state, and every effect in one match (feature `gui`) | mathematics |

#[cfg(feature = "gui")]
pub mod app;
pub mod cli;
pub mod data;
pub mod export;
pub mod language;
pub mod lessons;
pub mod nn;
pub mod session;
pub mod training;
#[cfg(feature = "gui")]
pub mod ui;
pub mod worker;
