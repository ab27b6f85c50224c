//! The system's file dialogs.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::{errand::Errand, opening::ENDINGS};
use crate::{
    language::{Language, Text},
    text,
    ui::shell::path::Purpose,
};

/// A system without a file dialog answers immediately; nobody cancels this fast.
const TOO_QUICK: Duration = Duration::from_millis(300);

/// How a dialog ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// This file.
    Chosen(Purpose, PathBuf),
    /// No file: the person cancelled.
    Cancelled,
    /// No file: the system has no dialog to show; with the proposed name.
    Missing(Purpose, String),
}

/// Asks for a path in `language`; `name` is the proposed name without extension, and `folder` the initial folder.
pub(super) fn ask(
    errand: &mut Errand<Answer>,
    context: &egui::Context,
    frame: Option<&eframe::Frame>,
    purpose: Purpose,
    (name, language): (&str, Language),
    folder: Option<&Path>,
) {
    let says = |text: Text| text.say(language).to_owned();
    let dialog = match folder {
        Some(folder) => rfd::AsyncFileDialog::new().set_directory(folder),
        None => rfd::AsyncFileDialog::new(),
    };
    let dialog = match frame {
        Some(frame) => dialog.set_parent(frame),
        None => dialog,
    };
    let dialog = match purpose {
        Purpose::Open => dialog
            .add_filter(says(text!("Sessions, tables, networks and lessons", "会话、表格、网络和课程")), &ENDINGS)
            .add_filter(says(text!("All files", "所有文件")), &["*"]),
        Purpose::Save => {
            dialog.add_filter(says(text!("Sessions", "会话")), &["ron"]).set_file_name(format!("{name}.ron"))
        }
        Purpose::HandIn => dialog
            .set_title(says(text!("Hand in as", "提交为")))
            .add_filter(says(text!("Sessions", "会话")), &["ron"])
            .set_file_name(format!("{name}.ron")),
        Purpose::Picture => dialog.add_filter("PNG", &["png"]).set_file_name(format!("{name}.png")),
        Purpose::Table => dialog.add_filter("CSV", &["csv"]).set_file_name(format!("{name}.csv")),
        Purpose::Export(format) => dialog.add_filter(format, &[format]).set_file_name(format!("{name}.{format}")),
        Purpose::Class => dialog,
        Purpose::Page => dialog.add_filter("HTML", &["html"]).set_file_name(format!("{name}.html")),
        Purpose::Report => dialog.add_filter("HTML", &["html"]).set_file_name(format!("{name}.html")),
        Purpose::Lesson => dialog.add_filter("Markdown", &["md"]).set_file_name(format!("{name}.md")),
    };
    let name = name.to_owned();
    errand.start(context, "file dialog", move || {
        let start = Instant::now();
        let file = match purpose {
            Purpose::Open => pollster::block_on(dialog.pick_file()),
            Purpose::Class => pollster::block_on(dialog.pick_folder()),
            Purpose::Save
            | Purpose::HandIn
            | Purpose::Picture
            | Purpose::Table
            | Purpose::Page
            | Purpose::Export(_)
            | Purpose::Report
            | Purpose::Lesson => pollster::block_on(dialog.save_file()),
        };
        match file {
            Some(file) => Answer::Chosen(purpose, file.path().to_owned()),
            None if start.elapsed() < TOO_QUICK => Answer::Missing(purpose, name),
            None => Answer::Cancelled,
        }
    });
}
