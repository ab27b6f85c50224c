//! The real program, run in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A fresh folder for one test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// Runs the program with `line` split at spaces.
    pub fn run(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_neurarium"));
        command.current_dir(&self.0).args(line.split_whitespace()).env_remove("RUST_BACKTRACE").output().unwrap()
    }

    /// Standard output of a run that must succeed.
    pub fn succeeds(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Standard error of a run that must be refused, with nothing printed.
    pub fn refuses(&self, line: &str) -> String {
        let output = self.run(line);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {message}");
        assert!(output.stdout.is_empty(), "{line} printed results");
        assert!(!message.contains("panicked") && !message.contains("mistake"), "{message}");
        message
    }
}
