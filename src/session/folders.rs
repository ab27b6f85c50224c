//! Folders for the program's own files.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

/// The folders of a user; nothing is created until something is stored there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// For data that the program must not lose.
    pub data: PathBuf,
    /// For preferences.
    pub config: PathBuf,
}

impl Folders {
    /// The folders that the system provides for this user; `None` when it provides none.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        Self::from_environment(|name| env::var_os(name))
    }

    /// For unsaved work, offered at the next start.
    #[must_use]
    pub fn recovery(&self) -> PathBuf {
        self.data.join("recovery")
    }

    /// For a teacher's own lessons.
    #[must_use]
    pub fn lessons(&self) -> PathBuf {
        self.data.join("lessons")
    }

    /// Both folders inside `root`.
    #[must_use]
    pub fn inside(root: &Path) -> Self {
        Self { data: root.join("data"), config: root.join("config") }
    }

    fn from_environment(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        // A relative path would mean another folder in every working directory; XDG says to ignore it.
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if cfg!(windows) {
            let both = absolute("APPDATA")?.join("Neurarium");
            return Some(Self { data: both.clone(), config: both });
        }
        if cfg!(target_os = "macos") {
            let both = absolute("HOME")?.join("Library/Application Support/Neurarium");
            return Some(Self { data: both.clone(), config: both });
        }
        let folder = |name: &str, usual: &str| absolute(name).or_else(|| Some(absolute("HOME")?.join(usual)));
        Some(Self {
            data: folder("XDG_DATA_HOME", ".local/share")?.join("neurarium"),
            config: folder("XDG_CONFIG_HOME", ".config")?.join("neurarium"),
        })
    }
}

#[cfg(all(test, unix, not(target_os = "macos")))]
mod tests {
    use super::*;

    fn folders(variables: &[(&str, &str)]) -> Option<Folders> {
        Folders::from_environment(|name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn the_folders_of_the_desktop_standard() {
        let usual = folders(&[("HOME", "/home/ada")]).unwrap();
        assert_eq!(usual.data, Path::new("/home/ada/.local/share/neurarium"));
        assert_eq!(usual.config, Path::new("/home/ada/.config/neurarium"));
        let own = folders(&[("HOME", "/home/ada"), ("XDG_DATA_HOME", "/data"), ("XDG_CONFIG_HOME", "here")]).unwrap();
        assert_eq!(own.data, Path::new("/data/neurarium"));
        assert_eq!(own.config, Path::new("/home/ada/.config/neurarium"), "a relative folder is ignored");
        assert_eq!(folders(&[]), None);
    }
}
