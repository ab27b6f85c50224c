//! Opening a file.

use std::{io::ErrorKind, path::Path, sync::Arc};

use crate::{
    data::{Source, Table, TableError, limited, reading::Choices},
    experiment::Experiment,
    export::{self, Import},
    insight::Ghost,
    language::Text,
    lessons::own::Own,
    session::{self, Beside, FileStamp, Session, SessionError, bounded},
    text,
    training::Trainer,
};

/// The contents of the file.
#[derive(Debug)]
pub(super) enum Opened {
    /// A session, ready to resume.
    Session {
        /// Its trainer.
        trainer: Box<Trainer>,
        /// Everything in it besides the trainer.
        session: Box<Session>,
        /// Its other runs, each with its network for the map.
        beside: Vec<(Beside, Arc<Ghost>)>,
        /// State of the file.
        stamp: Option<FileStamp>,
    },
    /// A session that can only be started again, and why.
    Recipe(Box<Experiment>, Text),
    /// An exported network, with its recipe.
    Network(Box<Import>),
    /// A lesson.
    Lesson(Box<Own>),
    /// A table, and what was noticed while reading it.
    Table(Box<Source>, Vec<Text>),
}

/// Reads the file at `path`, which may take long.
pub(super) fn read(path: &Path) -> Result<Opened, Text> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("csv" | "tsv" | "tab" | "txt" | "data" | "dat") => table(path),
        Some("md") => Own::read(path).map(|own| Opened::Lesson(Box::new(own))),
        Some("onnx" | "safetensors") => {
            let bytes = read_bytes(path, export::MOST_BYTES, Import::too_long)?;
            Import::of_file(path, &bytes)
                .map(|import| Opened::Network(Box::new(import)))
                .map_err(|error| error.stopped())
        }
        _ if extension.as_deref() != Some("ron") && is_table(path) => table(path),
        _ => session(path).map_err(|error| error.text().stopped()),
    }
}

/// Extensions of the files that can be opened.
pub(super) const ENDINGS: [&str; 10] = ["ron", "csv", "tsv", "tab", "txt", "data", "dat", "onnx", "safetensors", "md"];

/// Whether a file without a telling name contains separated values, not a session.
fn is_table(path: &Path) -> bool {
    let Ok(bytes) = bounded::read_file(path, limited::MOST_BYTES as u64) else { return false };
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    !session::looks_like_one(&beginning) && Table::read(&file_name(path), &bytes.into(), Choices::default()).is_ok()
}

/// Whether a file of this name is read as something other than a session.
pub(super) fn is_of_another_kind(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("csv" | "tsv" | "tab" | "txt" | "data" | "dat" | "onnx" | "safetensors" | "md"))
}

/// Reads the session at `path`, to start its experiment again on the table at `data`.
pub(super) fn read_on(path: &Path, data: &Path) -> Result<Opened, Text> {
    let session = open_session(path).map_err(|error| error.text().stopped())?;
    let table = read_table(data)?;
    let mut experiment = session.recipe();
    let source = experiment.data.source.on(Arc::new(table)).map_err(|error| named(data, &error))?;
    experiment.set_source(source);
    let (path, data) = (path.display(), data.display());
    let sentence = text!("The experiment of {path} starts over on {data}.", "{path} 的实验在 {data} 上重新开始。");
    Ok(Opened::Recipe(Box::new(experiment), sentence))
}

fn session(path: &Path) -> Result<Opened, SessionError> {
    let stamp = FileStamp::of(path);
    let session = open_session(path)?;
    match session.trainer() {
        Ok(trainer) => Ok(ready(trainer, session, stamp)),
        Err(error @ SessionError::OtherData) => Ok(Opened::Recipe(Box::new(session.recipe()), error.text().stopped())),
        Err(error) => Err(SessionError::In { path: path.into(), error: Box::new(error) }),
    }
}

fn ready(trainer: Trainer, session: Session, stamp: Option<FileStamp>) -> Opened {
    let beside = session.beside.iter().filter_map(|beside| {
        // Reading the file has shown that each can be resumed.
        let own = beside.run.clone().trainer().ok()?;
        Some((beside.clone(), Arc::new(Ghost::of(&beside.run, own.data()))))
    });
    let beside = beside.collect();
    Opened::Session { trainer: Box::new(trainer), session: Box::new(session), beside, stamp }
}

fn open_session(path: &Path) -> Result<Session, SessionError> {
    bounded::check_file(path).map_err(|source| SessionError::Read { path: path.into(), source })?;
    Session::open(path)
}

/// Reads a session that was copied as text.
pub(super) fn pasted(text: &str) -> Result<Opened, Text> {
    let wrong = |error: SessionError| error.text().stopped();
    let session = Session::from_bytes(text.as_bytes()).map_err(wrong)?;
    match session.trainer() {
        Ok(trainer) => Ok(ready(trainer, session, None)),
        Err(error @ SessionError::OtherData) => Ok(Opened::Recipe(Box::new(session.recipe()), wrong(error))),
        Err(error) => Err(wrong(error)),
    }
}

fn table(path: &Path) -> Result<Opened, Text> {
    let table = read_table(path)?;
    let notes = table.notes.clone();
    let source = Source::table(Arc::new(table)).map_err(|error| named(path, &error))?;
    Ok(Opened::Table(Box::new(source), notes))
}

fn read_table(path: &Path) -> Result<Table, Text> {
    let bytes = read_bytes(path, limited::MOST_BYTES as u64, || TableError::too_long().text())?;
    Table::read(&file_name(path), &bytes.into(), Choices::default()).map_err(|error| named(path, &error))
}

/// The bytes of a file, never of a pipe, which would hold up every file after it.
fn read_bytes(path: &Path, most: u64, too_long: impl Fn() -> Text) -> Result<Vec<u8>, Text> {
    bounded::read_file(path, most).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => return text!("There is no file {}.", "没有文件 {}。", path.display()),
            ErrorKind::FileTooLarge => too_long(),
            _ => bounded::why(&error),
        };
        let (path, (english, chinese)) = (path.display(), why.both());
        text!("{path} cannot be opened: {english}.", "无法打开 {path}：{chinese}。")
    })
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What is wrong with the table at `path`, with its name.
fn named(path: &Path, error: &TableError) -> Text {
    let (name, error) = (file_name(path), error.text());
    let (english, chinese) = error.both();
    text!("{name}: {english}.", "{name}：{chinese}。")
}
