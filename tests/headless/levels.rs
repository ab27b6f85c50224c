//! The levels inside `ui`: the kit below the panels and views, those below the pages, those below the shell.

use std::{collections::BTreeSet, fs};

use crate::{
    architecture::{imported_rooms, source_folder, sources, without_comments_and_strings},
    circles::{all_files, uses},
};

/// Folder of `ui`, level, and folders that it may import from; no name stands for the files beside the folders.
const FOLDERS: &[(&str, u8, &[&str])] = &[
    ("kit", 0, &[]),
    ("", 1, &["kit"]),
    ("panels", 2, &["kit", ""]),
    ("views", 2, &["kit", ""]),
    ("pages", 3, &["kit", "", "panels", "views"]),
    ("shell", 4, &["kit", "", "views", "pages"]),
];

#[test]
fn imports_inside_ui_run_downward() {
    let (files, mut wrong, mut used) = (all_files(), Vec::new(), BTreeSet::new());
    for (file, others) in uses(&files) {
        let Some(from) = folder(file) else { continue };
        for other in others {
            let Some(to) = folder(other).filter(|to| *to != from) else { continue };
            let may_import = FOLDERS.iter().find(|entry| entry.0 == from).map_or(&[] as &[_], |entry| entry.2);
            if !may_import.contains(&to) {
                wrong.push(format!("{}: “{from}” must not know “{to}” ({})", file.join("::"), other.join("::")));
            }
            used.insert((from, to));
        }
    }
    assert!(wrong.is_empty(), "imports that break the table:\n{}", wrong.join("\n"));
    let permitted = FOLDERS.iter().flat_map(|(from, _, to)| to.iter().map(move |to| (*from, *to)));
    let unused: Vec<_> = permitted.filter(|permission| !used.contains(permission)).collect();
    assert!(unused.is_empty(), "permissions that nobody uses: {unused:?}");
}

#[test]
fn folders_of_ui_may_import_only_lower_ones() {
    let level = |folder: &str| FOLDERS.iter().find(|entry| entry.0 == folder).expect("it has a level").1;
    for (folder, own, may_import) in FOLDERS {
        for lower in *may_import {
            assert!(level(lower) < *own, "{folder} on level {own} may not import {lower}");
        }
    }
    let inside = source_folder().join("ui");
    for file in sources(&inside) {
        let within = file.strip_prefix(&inside).unwrap();
        let folder =
            if within.components().count() > 1 { within.iter().next().unwrap_or_default() } else { "".as_ref() };
        let folder = folder.to_string_lossy();
        assert!(FOLDERS.iter().any(|entry| entry.0 == folder), "{} has no level", within.display());
    }
}

#[test]
fn the_kit_knows_nothing_but_the_languages() {
    for file in sources(&source_folder().join("ui/kit")) {
        let code = without_comments_and_strings(&fs::read_to_string(&file).unwrap());
        for imported in imported_rooms(&code) {
            assert!(["language", "text", "ui"].contains(&imported.as_str()), "{}: knows {imported}", file.display());
        }
    }
}

/// The folder of `ui` that a file stands in; none for files of other modules, and for `ui/mod.rs`, which names them all.
fn folder(place: &[String]) -> Option<&str> {
    match place {
        [first, folder, _, ..] if first == "ui" => Some(folder),
        [first, file] if first == "ui" => Some(FOLDERS.iter().map(|entry| entry.0).find(|f| f == file).unwrap_or("")),
        _ => None,
    }
}
