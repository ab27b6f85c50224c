//! # Neurarium
//!
//! Build a small neural network, watch it learn, and understand why.
//!
//! ## In one breath
//! A person edits an [`Experiment`](experiment::Experiment). A [`Trainer`](training::Trainer) turns it, step by step, into
//! parameters and a history. A [`Worker`](worker::Worker) drives the trainer on a thread and publishes complete, immutable
//! [`Snapshot`](worker::Snapshot)s. The window draws the latest snapshot, states in a [`Request`](insight::Request)
//! what the next ones shall contain, and sends [`Command`](worker::Command)s. A session file is an experiment with the
//! complete state of its trainer.
//!
//! ## The map
//! Levels are numbers: a module imports only modules of lower levels. A test reads `src` and fails when one does not. Levels
//! 0–7 and the command line compile without egui.
//!
//! | level | module | owns | must never know |
//! |---|---|---|---|
//! | 0 | [`language`] | the languages of the window, sentences in all of them | threads, files, clocks, egui |
//! | 1 | [`nn`] | the mathematics of a network | the same |
//! | 2 | [`data`] | data sets (generated, painted, shipped, tables read from files), features, scaling, split | the same |
//! | 3 | [`experiment`] | the recipe: data, network, training, seeds; settings by key, validation | the same |
//! | 4 | [`measure`] | metrics, report, meaning of the outputs; calibration, noise, groups | the same |
//! | 5 | [`training`] | trainer, history, timeline, divergence, stopping, edits | the same |
//! | 6 | [`insight`] | looking without training: maps, projection, space, statistics, diagnosis, judgement, attribution, the arithmetic of a step, the landscape of the loss | the same |
//! | 6 | [`session`] | the session file: versions, validation, atomic save | threads, egui |
//! | 6 | [`sweep`] | many runs that differ in a few settings: plans, trials, results, selection; a pipeline beside the same network from scratch | the same |
//! | 7 | [`export`] | what leaves the program: ONNX, safetensors, Python, Rust, a page of HTML, a model card, a report; the first two come back | threads, egui |
//! | 7 | [`worker`] | threads: one run, command in and snapshot out; races, sweeps and many seeds beside it on all cores | files, egui |
//! | 7 | [`lessons`] | presets to begin with, pipelines and phenomena among them; lessons that lead through them, hand-ins of a class | egui |
//! | 8 | `ui` | drawing: a kit, panels that edit, views that read, pages, the shell around them (feature `gui`) | files, dialogs, threads |
//! | 8 | [`cli`] | the same work without a window | egui |
//! | 9 | `app` | the window's state, and every effect in one match (feature `gui`) | mathematics |

#[cfg(feature = "gui")]
pub mod app;
pub mod cli;
pub mod data;
pub mod experiment;
pub mod export;
pub mod insight;
pub mod language;
pub mod lessons;
pub mod measure;
pub mod nn;
pub mod session;
pub mod sweep;
pub mod training;
#[cfg(feature = "gui")]
pub mod ui;
pub mod worker;
