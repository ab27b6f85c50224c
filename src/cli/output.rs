//! Output files of a command: checked before the work, and saved elsewhere if they cannot be written after it.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::session::{Folders, Session, SessionError, file, looks_like_one, recovery};

use super::Failure;

/// Refuses an existing file, and a path that cannot be written.
pub(super) fn check_new(path: &Path) -> Result<(), Failure> {
    match file::check_new_target(path) {
        Err(SessionError::Write { source, .. }) if source.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(there(path))
        }
        checked => Ok(checked?),
    }
}

/// Writes a new file.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    is_new(path, file::save_new(path, bytes))
}

/// Writes a session to a new file.
pub(super) fn save_new(session: &Session, path: &Path) -> Result<(), Failure> {
    is_new(path, session.save_new(path))
}

fn is_new(path: &Path, written: Result<(), SessionError>) -> Result<(), Failure> {
    match written {
        Err(SessionError::Write { source, .. }) if source.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(there(path))
        }
        written => Ok(written?),
    }
}

fn there(path: &Path) -> Failure {
    format!("{} is there already; give another name, or remove it first", path.display()).into()
}

/// Refuses to overwrite a file that is not a session, such as the table that it learns from.
pub(super) fn check_replaced(path: &Path) -> Result<(), Failure> {
    file::check_target(path)?;
    let Ok(mut there) = File::open(path) else { return Ok(()) };
    let mut beginning = vec![0; 4096];
    let length = there.read(&mut beginning).unwrap_or_default();
    if length == 0 || looks_like_one(&String::from_utf8_lossy(&beginning[..length])) {
        return Ok(());
    }
    Err(format!("{} is there and is no session; give another name, or remove it first", path.display()).into())
}

/// Saves what was trained. If that fails, it is saved elsewhere, since training may have taken hours.
pub(super) fn save_or_keep(session: &Session, path: &Path) -> Result<(), Failure> {
    let Err(error) = session.save(path) else { return Ok(()) };
    let where_to = match kept_elsewhere(session, path) {
        Some(place) => format!("What was trained is kept in {}", place.display()),
        None => "It could not be kept elsewhere, either".into(),
    };
    Err(format!("{error}. {where_to}").into())
}

/// Saves it beside `path`, in the folder of unsaved work that a window offers at its next start, or in the system's
/// temporary folder: the first of these that can be written.
fn kept_elsewhere(session: &Session, path: &Path) -> Option<PathBuf> {
    let text = session.to_text(SystemTime::now());
    let stem = path.file_stem().map_or_else(|| "session".into(), |stem| stem.to_string_lossy());
    let beside = path.parent().map(Path::to_owned);
    let offered = Folders::of_user().map(|folders| folders.recovery());
    let offered = offered.filter(|folder| recovery::make_private(folder).is_ok());
    #[allow(clippy::disallowed_methods, reason = "the last resort; the file is not renamed onto a target")]
    let last = std::env::temp_dir();
    beside.into_iter().chain(offered).chain([last]).find_map(|folder| {
        let place = (1..100).map(|number| match number {
            1 => folder.join(format!("{stem}-kept.ron")),
            _ => folder.join(format!("{stem}-kept-{number}.ron")),
        });
        let free = place.into_iter().find(|place| std::fs::symlink_metadata(place).is_err())?;
        file::save_private(&free, text.as_bytes()).ok().map(|()| free)
    })
}
