//! Why a session cannot be read or written, in sentences for a person.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use super::bounded;
use crate::{language::Text, text};

/// An error of a session.
#[derive(Debug)]
pub enum SessionError {
    /// The file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// No file can be written at a path, or what is there must not be replaced.
    NoTarget {
        /// The path.
        path: PathBuf,
        /// What is there.
        why: Text,
    },
    /// The disk did not return what was written.
    Altered {
        /// The file.
        path: PathBuf,
    },
    /// What was written could not be opened again.
    Unreadable {
        /// The file that was to be replaced.
        path: PathBuf,
        /// The error on opening it.
        why: Box<Self>,
    },
    /// The file is larger than any session.
    TooLarge {
        /// The limit.
        megabytes: u64,
    },
    /// The file would be too large to be read again.
    TooLong {
        /// The file.
        path: PathBuf,
        /// The limit.
        megabytes: u64,
    },
    /// The bytes are not valid text.
    NotText {
        /// Line of the first invalid byte, counted from 1.
        line: usize,
    },
    /// The text is not a session.
    NotASession,
    /// It was written by a newer version of the program.
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The text is a session with a syntax error.
    Syntax {
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// What is wrong there.
        message: Text,
    },
    /// The text ends too early.
    Truncated {
        /// The last line, counted from 1.
        line: usize,
    },
    /// Parses, but describes an impossible session.
    Invalid(Text),
    /// The generator produces other points than when the file was written.
    OtherData,
    /// An error in one file.
    In {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        error: Box<Self>,
    },
}

impl SessionError {
    /// The message, as a sentence without its full stop.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Read { path, source } => {
                let (path, why) = (path.display(), bounded::why(source));
                let (english, chinese) = why.both();
                text!("{path} cannot be opened: {english}", "无法打开 {path}：{chinese}")
            }
            Self::Write { path, source } => {
                let why = writing(path, source);
                let (path, (english, chinese)) = (path.display(), why.both());
                text!("{path} was not saved: {english}", "未能保存 {path}：{chinese}")
            }
            Self::NoTarget { path, why } => {
                let (path, (english, chinese)) = (path.display(), why.both());
                text!("{path} cannot be written: {english}", "无法写入 {path}：{chinese}")
            }
            Self::Altered { path } => {
                let path = path.display();
                text!(
                    "{path} was not saved: the disk did not give back what was written; choose another place",
                    "未能保存 {path}：磁盘读回的内容与写入的不同；请选择其他位置"
                )
            }
            Self::Unreadable { path, why } => {
                let (path, why) = (path.display(), why.text());
                let (english, chinese) = why.both();
                text!(
                    "{path} was not saved, since it would not open again; what was there is still there. Please report this \
                     mistake of the program: {english}",
                    "未能保存 {path}，因为它将无法再次打开；原来的文件仍在。请报告程序的这个错误：{chinese}"
                )
            }
            Self::TooLarge { megabytes } => text!(
                "The file has more than {megabytes} MB; a session has less, so this is something else",
                "文件超过 {megabytes} MB；会话没有这么大，所以这是别的文件"
            ),
            Self::TooLong { path, megabytes } => {
                let path = path.display();
                text!(
                    "{path} was not saved: it would have more than {megabytes} MB; use fewer rows or units",
                    "未能保存 {path}：文件会超过 {megabytes} MB；请减少行数或单元数"
                )
            }
            Self::NotText { line } => text!(
                "This is not a session: line {line} is not text (UTF-8)",
                "这不是会话：第 {line} 行不是文本（UTF-8）"
            ),
            Self::NotASession => text!(
                "This is not a session of Neurarium: it does not begin with (format: \"neurarium session\", version: …)",
                "这不是 Neurarium 的会话：开头不是 (format: \"neurarium session\", version: …)"
            ),
            Self::Newer { found, known } => text!(
                "This session has format version {found}; this program reads up to version {known}. Open it with a newer \
                 Neurarium",
                "此会话的格式版本为 {found}；本程序最多读到版本 {known}。请用更新的 Neurarium 打开"
            ),
            Self::Syntax { line, column, message } => {
                let (english, chinese) = message.both();
                text!(
                    "The session is damaged at line {line}, column {column}: {english}",
                    "会话在第 {line} 行第 {column} 列损坏：{chinese}"
                )
            }
            Self::Truncated { line } => text!(
                "The session ends too early, at line {line}: a part of the file is missing. The save before it may stand \
                 beside it, with .bak after its name",
                "会话在第 {line} 行过早结束：文件缺少一部分。前一次保存的内容可能就在旁边，文件名后带 .bak"
            ),
            Self::Invalid(why) => {
                let (english, chinese) = why.both();
                text!("The session does not fit together: {english}", "会话内容不一致：{chinese}")
            }
            Self::OtherData => text!(
                "The generated points do not come out as they did when this was saved, so it cannot go on exactly; begin \
                 anew with the same experiment",
                "生成的数据点与保存时不同，因此无法精确继续；请用同一实验重新开始"
            ),
            Self::In { path, error } => {
                let (path, error) = (path.display(), error.text());
                let (english, chinese) = error.both();
                text!("{path}: {english}", "{path}：{chinese}")
            }
        }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            _ => None,
        }
    }
}

fn writing(path: &Path, source: &io::Error) -> Text {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(
        || text!("this folder", "此文件夹"),
        |folder| text!("the folder {}", "文件夹 {}", folder.display()),
    );
    let (english, chinese) = folder.both();
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            // A file in the place of a folder is not the same as a missing one.
            match path.ancestors().skip(1).find(|folder| folder.is_file()) {
                Some(file) => {
                    let file = file.display();
                    text!(
                        "{file} is a file, not a folder; choose another place",
                        "{file} 是文件，不是文件夹；请选择其他位置"
                    )
                }
                None => text!("{english} is not there; choose another place", "{chinese} 不存在；请选择其他位置"),
            }
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => text!(
            "{english} or the file may not be written; choose another place",
            "{chinese} 或文件不可写；请选择其他位置"
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            text!("the disk is full; free some space or choose another place", "磁盘已满；请腾出空间或选择其他位置")
        }
        io::ErrorKind::AlreadyExists => text!(
            "it is there already; give another name, or remove it first",
            "它已经存在；请换一个名称，或先将其移走"
        ),
        io::ErrorKind::IsADirectory => text!("it is a folder; give the name of a file", "它是文件夹；请给出文件名"),
        _ => Text::same(source.to_string()),
    }
}
