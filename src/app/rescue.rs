//! Saving the work after the window has failed, and how that is reported.

use std::{
    any::Any,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::document::{self, Cover};
use crate::{language::Text, session::Recovery, text, worker::Snapshot};

/// The work as the window last showed it: a handle that outlives the window.
#[derive(Clone, Debug, Default)]
pub struct Rescue(Arc<Mutex<Work>>);

#[derive(Debug, Default)]
struct Work {
    snapshot: Option<Arc<Snapshot>>,
    cover: Cover,
    /// Where the next start looks; `None` when the system has no folder for it.
    recovery: Option<Arc<Mutex<Recovery>>>,
}

/// Extension of the file beside stored work that says that the program had failed, and how.
const FAILED: &str = "failed";

impl Rescue {
    /// Sets what would be saved.
    pub(super) fn hold(&self, snapshot: &Arc<Snapshot>, cover: Cover) {
        let mut work = self.lock();
        (work.snapshot, work.cover) = (Some(Arc::clone(snapshot)), cover);
    }

    /// Sets where it would be saved: with other unsaved work.
    pub(super) fn keep_in(&self, recovery: Arc<Mutex<Recovery>>) {
        self.lock().recovery = Some(recovery);
    }

    /// Saves what a window that failed with `panic` last showed, where the next start offers it; returns a sentence.
    ///
    /// # Errors
    /// A sentence when the next start does not offer it: without a folder for unsaved work it is saved in the working
    /// directory.
    pub fn save(&self, panic: &(dyn Any + Send)) -> Result<Text, Text> {
        let (snapshot, cover, recovery) = {
            let work = self.lock();
            (work.snapshot.clone(), work.cover.clone(), work.recovery.clone())
        };
        let Some(snapshot) = snapshot else {
            return Err(text!(
                "The window failed because of a fault in the program, before there was anything to save.",
                "窗口因程序故障而关闭；当时还没有可保存的内容。"
            ));
        };
        let session = document::session(&snapshot, cover);
        let kept = recovery.and_then(|recovery| {
            let mut recovery = recovery.lock().unwrap_or_else(PoisonError::into_inner);
            recovery.keep(&session).ok()?;
            let mark = recovery.path()?.with_extension(FAILED);
            // Without this file the work is offered all the same, only without the reason.
            drop(fs::write(mark, message(panic)));
            Some(())
        });
        if kept.is_some() {
            return Ok(text!(
                "The window failed because of a fault in the program. The work was kept, and is offered at the next start.",
                "窗口因程序故障而关闭。工作已保留，下次启动时可以继续。"
            ));
        }
        let path = free("neurarium-rescued");
        Err(match session.save(&path) {
            Ok(_) => {
                let path = path.display();
                text!(
                    "The window failed because of a fault in the program. The session was saved as {path}.",
                    "窗口因程序故障而关闭。会话已保存为 {path}。"
                )
            }
            Err(error) => {
                let error = error.text();
                let (english, chinese) = error.both();
                text!(
                    "The window failed because of a fault in the program, and {english}.",
                    "窗口因程序故障而关闭，而且{chinese}。"
                )
            }
        })
    }

    fn lock(&self) -> MutexGuard<'_, Work> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether the work in `file` was stored because the program had failed.
pub(super) fn is_of_a_failure(file: &Path) -> bool {
    file.with_extension(FAILED).exists()
}

/// The message of the panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason was given").to_owned()
}

/// An unused name in the working directory, so that no rescue overwrites another.
fn free(name: &str) -> PathBuf {
    let numbered = (2..100).map(|number| PathBuf::from(format!("{name}-{number}.ron")));
    let first = PathBuf::from(format!("{name}.ron"));
    std::iter::once(first.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(first)
}
