//! The system's file dialogs, on a thread of their own so that the window goes on.

use std::{
    path::PathBuf,
    sync::mpsc,
    time::{Duration, Instant},
};

use crate::ui::dialog::Purpose;

/// A system without a file dialog answers at once; nobody cancels this fast.
const TOO_QUICK: Duration = Duration::from_millis(300);

/// One dialog at a time.
#[derive(Debug, Default)]
pub(super) struct FileDialog(Option<mpsc::Receiver<Answer>>);

/// How a dialog ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// This file.
    Chosen(Purpose, PathBuf),
    /// None, because the person thought better of it.
    Cancelled,
    /// None, because the system has no dialog to show.
    Missing(Purpose),
}

impl FileDialog {
    /// Asks for a path, unless it is asking already; `context` is woken when there is an answer.
    pub(super) fn ask(&mut self, context: &egui::Context, frame: Option<&eframe::Frame>, purpose: Purpose, name: &str) {
        if self.0.is_some() {
            return;
        }
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(frame) = frame {
            dialog = dialog.set_parent(frame);
        }
        let (sender, answers) = mpsc::channel();
        let (context, name) = (context.clone(), name.to_owned());
        let thread = std::thread::Builder::new().name("file dialog".into()).spawn(move || {
            let start = Instant::now();
            let file = match purpose {
                Purpose::Open => pollster::block_on(
                    dialog
                        .add_filter("Sessions and tables", &["ron", "csv", "tsv", "txt"])
                        .add_filter("All files", &["*"])
                        .pick_file(),
                ),
                Purpose::Save => pollster::block_on(
                    dialog.add_filter("Sessions", &["ron"]).set_file_name(format!("{name}.ron")).save_file(),
                ),
            };
            let answer = match file {
                Some(file) => Answer::Chosen(purpose, file.path().to_owned()),
                None if start.elapsed() < TOO_QUICK => Answer::Missing(purpose),
                None => Answer::Cancelled,
            };
            // The window may have been closed meanwhile.
            if sender.send(answer).is_ok() {
                context.request_repaint();
            }
        });
        self.0 = thread.is_ok().then_some(answers);
    }

    /// The answer, once.
    pub(super) fn answer(&mut self) -> Option<Answer> {
        let answer = self.0.as_ref()?.try_recv();
        if let Err(mpsc::TryRecvError::Empty) = answer {
            return None;
        }
        self.0 = None;
        answer.ok()
    }
}
