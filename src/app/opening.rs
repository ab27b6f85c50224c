//! From a file to something to go on with.

use std::{fs, io::ErrorKind, path::Path, sync::Arc};

use crate::{
    data::{Source, Table, TableError},
    language::Text,
    session::{FileStamp, Session, SessionError},
    text,
    training::{Experiment, Trainer},
};

/// What was in the file.
#[derive(Debug)]
pub(super) enum Opened {
    /// A session, ready to go on.
    Session {
        /// Where it stands.
        trainer: Box<Trainer>,
        /// Everything in it that the trainer does not know.
        session: Box<Session>,
        /// What the file looked like.
        stamp: Option<FileStamp>,
    },
    /// A session that can only be begun anew, and why.
    Recipe(Box<Experiment>, Text),
    /// A table, and what was noticed while reading it.
    Table(Box<Source>, Vec<Text>),
}

/// Reads the file at `path`, which may be long.
pub(super) fn read(path: &Path) -> Result<Opened, Text> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv" | "tsv" | "tab" | "txt" | "data") => table(path),
        _ => session(path).map_err(|error| error.text().stopped()),
    }
}

fn session(path: &Path) -> Result<Opened, SessionError> {
    let stamp = FileStamp::of(path);
    let session = Session::open(path)?;
    match session.trainer() {
        Ok(trainer) => Ok(Opened::Session { trainer: Box::new(trainer), session: Box::new(session), stamp }),
        Err(error @ SessionError::OtherData) => Ok(Opened::Recipe(Box::new(session.recipe()), error.text().stopped())),
        Err(error) => Err(SessionError::In { path: path.into(), error: Box::new(error) }),
    }
}

/// Reads a session that was copied as text.
pub(super) fn pasted(text: &str) -> Result<Opened, Text> {
    let wrong = |error: SessionError| error.text().stopped();
    let session = Session::from_bytes(text.as_bytes()).map_err(wrong)?;
    match session.trainer() {
        Ok(trainer) => Ok(Opened::Session { trainer: Box::new(trainer), session: Box::new(session), stamp: None }),
        Err(error @ SessionError::OtherData) => Ok(Opened::Recipe(Box::new(session.recipe()), wrong(error))),
        Err(error) => Err(wrong(error)),
    }
}

fn table(path: &Path) -> Result<Opened, Text> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => text!("There is no file {}.", "没有文件 {}。", path.display()),
        ErrorKind::IsADirectory => text!("{} is a folder, not a table.", "{} 是文件夹，不是表格。", path.display()),
        _ => text!("{} cannot be opened: {error}.", "无法打开 {}：{error}。", path.display()),
    })?;
    let wrong = |error: TableError| {
        let error = error.text();
        let (english, chinese) = error.both();
        text!("{name}: {english}.", "{name}：{chinese}。")
    };
    let table = Table::read_csv(&name, &bytes).map_err(wrong)?;
    let notes = table.notes.clone();
    let source = Source::table(Arc::new(table)).map_err(wrong)?;
    Ok(Opened::Table(Box::new(source), notes))
}
