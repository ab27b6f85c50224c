//! The floors of the house: imports run strictly downward, and the map in `src/lib.rs` is true.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Module, level, modules that it may import, and outside names that it must never mention.
const ROOMS: &[(&str, u8, &[&str], &[&str])] = &[
    ("language", 0, &[], HEADLESS),
    ("nn", 1, &["language"], HEADLESS),
    ("data", 2, &["language", "nn"], HEADLESS),
    ("experiment", 3, &["language", "nn", "data"], HEADLESS),
    ("measure", 4, &["nn", "data", "experiment"], HEADLESS),
    ("training", 5, &["language", "nn", "data", "experiment", "measure"], HEADLESS),
    ("insight", 6, &["language", "nn", "data", "experiment", "measure", "training"], HEADLESS),
    ("sweep", 6, &["language", "nn", "data", "experiment", "measure", "training"], HEADLESS),
    (
        "session",
        6,
        &["language", "nn", "data", "experiment", "measure", "training"],
        &["std::thread", "egui", "eframe", "rfd", "clap"],
    ),
    (
        "export",
        7,
        &["language", "nn", "data", "experiment", "measure", "training", "insight"],
        &["std::thread", "egui", "eframe", "rfd", "clap"],
    ),
    (
        "worker",
        7,
        &["language", "nn", "data", "experiment", "measure", "training", "insight", "sweep"],
        &["std::fs", "egui", "eframe", "rfd", "clap"],
    ),
    (
        "lessons",
        7,
        &["language", "nn", "data", "experiment", "measure", "training", "insight", "session"],
        &["egui", "eframe", "rfd", "clap"],
    ),
    (
        "ui",
        8,
        &[
            "language",
            "nn",
            "data",
            "experiment",
            "measure",
            "training",
            "insight",
            "session",
            "sweep",
            "export",
            "worker",
            "lessons",
        ],
        &["std::fs", "std::thread", "rfd", "clap"],
    ),
    (
        "cli",
        8,
        &[
            "language",
            "nn",
            "data",
            "experiment",
            "measure",
            "training",
            "insight",
            "session",
            "sweep",
            "export",
            "worker",
            "lessons",
        ],
        &["egui", "eframe", "rfd"],
    ),
    (
        "app",
        9,
        &[
            "language",
            "nn",
            "data",
            "experiment",
            "measure",
            "training",
            "insight",
            "session",
            "sweep",
            "export",
            "worker",
            "lessons",
            "ui",
        ],
        &["clap"],
    ),
];

/// What the modules at the bottom must never mention: threads, files, clocks and the window.
const HEADLESS: &[&str] = &["std::thread", "std::fs", "std::time", "egui", "eframe", "rfd", "clap"];

#[test]
fn imports_run_strictly_downward() {
    let mut wrong = Vec::new();
    for file in sources(&source_folder()) {
        let Some(&(room, _, may_import, must_not_mention)) = room_of(&file) else { continue };
        let text = fs::read_to_string(&file).unwrap();
        // The tests of a file may use what stands above it.
        let code = without_comments_and_strings(text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default());
        for imported in imported_rooms(&code) {
            let known = ROOMS.iter().any(|entry| entry.0 == imported);
            if known && imported != room && !may_import.contains(&imported.as_str()) {
                wrong.push(format!("{}: {room} must not know {imported}", file.display()));
            }
        }
        for name in must_not_mention {
            if mentions(&code, name) {
                wrong.push(format!("{}: {room} must not know {name}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that break the table:\n{}", wrong.join("\n"));
}

/// Permissions of today that nobody uses: to be cut from the table.
const UNUSED: &[(&str, &str)] = &[("nn", "language")];

/// A permission that nobody uses is a door that a circle may come through.
#[test]
fn every_permission_is_used() {
    let mut used = BTreeSet::new();
    for file in sources(&source_folder()) {
        let Some(&(room, ..)) = room_of(&file) else { continue };
        let code = without_comments_and_strings(&fs::read_to_string(&file).unwrap());
        used.extend(imported_rooms(&code).into_iter().map(|imported| (room, imported)));
    }
    let mut unused = Vec::new();
    for (room, _, may_import, _) in ROOMS {
        // A room that is not built yet cannot use anything.
        if source_folder().join(room).exists() {
            unused.extend(may_import.iter().map(|other| (*room, *other)));
        }
    }
    unused.retain(|(room, other)| !used.contains(&(*room, (*other).to_owned())) && !UNUSED.contains(&(*room, *other)));
    assert!(unused.is_empty(), "permissions that nobody uses: {unused:?}");
}

#[test]
fn every_room_may_import_only_lower_floors() {
    let floors: BTreeMap<_, _> = ROOMS.iter().map(|entry| (entry.0, entry.1)).collect();
    for (room, floor, may_import, _) in ROOMS {
        for lower in *may_import {
            assert!(floors[lower] < *floor, "{room} on level {floor} may not import {lower}");
        }
    }
}

#[test]
fn the_map_names_every_room_and_only_those() {
    let map = fs::read_to_string(source_folder().join("lib.rs")).unwrap();
    let rooms: BTreeSet<String> = fs::read_dir(source_folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("mod.rs").exists())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    for room in &rooms {
        let floor = ROOMS.iter().find(|entry| entry.0 == room).unwrap_or_else(|| panic!("{room} has no floor")).1;
        let row = map.lines().find(|line| line.starts_with("//! |") && line.contains(&format!("`{room}`")));
        let row = row.unwrap_or_else(|| panic!("the map in src/lib.rs does not show {room}"));
        assert!(row.starts_with(&format!("//! | {floor} |")), "the map puts {room} on another floor: {row}");
    }
    for (room, ..) in ROOMS {
        let shown = map.lines().any(|line| line.starts_with("//! |") && line.contains(&format!("`{room}`")));
        assert!(!shown || rooms.contains(*room), "the map shows {room}, which does not exist");
    }
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let code = without_comments_and_strings(
        "// crate::app\nuse crate::{data::{A, B}, nn::C};\nlet s = \"crate::cli\"; crate::worker::x(); use crate::{ui};",
    );
    let seen: Vec<_> = imported_rooms(&code).into_iter().collect();
    assert_eq!(seen, ["data", "nn", "ui", "worker"]);
    assert!(mentions("use std::{fs, io};", "std::fs") && mentions("std::fs::read", "std::fs"));
    assert!(!mentions("let eguicolor = 1;", "egui") && mentions("egui::Ui", "egui"));
}

pub fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn room_of(file: &Path) -> Option<&'static (&'static str, u8, &'static [&'static str], &'static [&'static str])> {
    let inside = file.strip_prefix(source_folder()).ok()?;
    let first = inside.components().next()?.as_os_str().to_string_lossy().into_owned();
    ROOMS.iter().find(|entry| entry.0 == first)
}

/// The code alone; a text or a comment may name any room.
pub fn without_comments_and_strings(source: &str) -> String {
    let mut code = String::new();
    for line in source.lines() {
        let line = line.split("//").next().unwrap_or_default();
        for (index, piece) in line.split('"').enumerate() {
            if index % 2 == 0 {
                code.push_str(piece);
            }
        }
        code.push('\n');
    }
    code
}

/// First names after `crate::`, also inside `crate::{…}`.
pub fn imported_rooms(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (start, found) in code.match_indices("crate::") {
        let rest = &code[start + found.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            rooms.insert(first_name(rest));
            continue;
        };
        let (mut depth, mut item) = (0, String::new());
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    rooms.insert(first_name(item.trim()));
                    item.clear();
                }
                _ => item.push(c),
            }
        }
        rooms.insert(first_name(item.trim()));
    }
    rooms.remove("");
    rooms
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Whether a path such as `std::fs` or a crate such as `egui` appears as a name of its own.
fn mentions(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let alone = code.match_indices(name).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    });
    let grouped = name.split_once("::").is_some_and(|(krate, module)| {
        code.match_indices(&format!("{krate}::{{")).any(|(start, found)| {
            let group: String = code[start + found.len()..].chars().take_while(|c| *c != ';').collect();
            mentions(&group, module)
        })
    });
    alone || grouped
}
