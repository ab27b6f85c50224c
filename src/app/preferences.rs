//! The preferences on disk.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{Look, errand::Errand};
use crate::{
    language::{Language, Text},
    session::{SessionError, file},
    text,
    ui::kit::Preferences,
};

/// The preferences file, written in the background when they have changed.
#[derive(Debug)]
pub(super) struct Keeper {
    file: PathBuf,
    kept: Preferences,
    keeping: Errand<Result<(), SessionError>>,
}

impl Keeper {
    /// The contents of `file`, and a message when it cannot be parsed.
    ///
    /// Without a file the window speaks the system's language. What `look` asks for holds this once: it is not written
    /// before something else is.
    pub(super) fn open(file: PathBuf, look: Look) -> (Self, Preferences, Option<Text>) {
        let usual = Preferences { language: system(), ..Preferences::default() };
        let (preferences, complaint) = match fs::read_to_string(&file) {
            Ok(text) => match ron::from_str::<Preferences>(&text) {
                Ok(read) => (read.within_bounds(), None),
                Err(error) => (usual, Some(broken(&file, &error.to_string()))),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => (usual, None),
            Err(error) => (usual, Some(broken(&file, &error.to_string()))),
        };
        let preferences = look.over(preferences);
        (Self { file, kept: preferences, keeping: Errand::default() }, preferences, complaint)
    }

    /// Writes `preferences` when they have changed; returns a complaint if that has failed.
    pub(super) fn tend(&mut self, context: &egui::Context, preferences: Preferences) -> Option<Text> {
        let failed = self.keeping.result().and_then(Result::err);
        if preferences != self.kept && !self.keeping.busy() {
            self.kept = preferences;
            let file = self.file.clone();
            self.keeping.start(context, "keep preferences", move || write(&file, preferences));
        }
        failed.map(|error| {
            let error = error.text();
            let (english, chinese) = error.both();
            text!("The preferences are not being kept: {english}.", "偏好设置未能保留：{chinese}。")
        })
    }

    /// Writes `preferences` now, since the window closes.
    pub(super) fn end(&mut self, preferences: Preferences) {
        drop(self.keeping.wait());
        if preferences != self.kept {
            // There is no longer a window to report it.
            drop(write(&self.file, preferences));
        }
    }
}

fn write(path: &Path, preferences: Preferences) -> Result<(), SessionError> {
    let text = ron::ser::to_string_pretty(&preferences, ron::ser::PrettyConfig::new())
        .map_err(|error| SessionError::Invalid(Text::same(error.to_string())))?;
    file::keep(path, &text)
}

fn broken(file: &Path, why: &str) -> Text {
    let file = file.display();
    text!(
        "The preferences in {file} cannot be read ({why}); the usual ones are used until you change one.",
        "无法读取 {file} 中的偏好设置（{why}）；将使用默认设置，更改任意一项后会重新保存。"
    )
}

/// The language that the system speaks, or English.
fn system() -> Language {
    named(sys_locale::get_locale().as_deref().unwrap_or_default())
}

fn named(locale: &str) -> Language {
    if locale.to_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_follows_the_locale() {
        for (locale, wanted) in [
            ("zh-CN", Language::Chinese),
            ("zh_Hans", Language::Chinese),
            ("en-US", Language::English),
            ("C", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(named(locale), wanted, "{locale}");
        }
    }

    #[test]
    fn files_of_other_versions_are_read_as_far_as_they_go() {
        let read = |text: &str| ron::from_str::<Preferences>(text).map(Preferences::within_bounds);
        assert_eq!(read("()").ok(), Some(Preferences::default()));
        let some =
            read("(language: chinese, scale: 99.0, not_known_yet: true)").expect("unknown fields are passed over");
        assert_eq!((some.language, some.scale), (Language::Chinese, 1.0));
        assert!(read("(language: klingon)").is_err());
    }
}
