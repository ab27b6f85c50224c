//! The list of recent files: short, newest first, and never a reason to fail.

use std::{fs, path::Path};

use neurarium::session::recent;

#[test]
fn the_newest_eight_are_listed_once_each() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("recent");
    drop(fs::remove_dir_all(&folder));
    let list = folder.join("recent.ron");
    assert!(recent::read(&list).is_empty());
    for number in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4] {
        let files = recent::remember(&list, Path::new(&format!("/sessions/{number}.ron"))).unwrap();
        assert_eq!(recent::read(&list), files);
    }
    let numbers: Vec<_> =
        recent::read(&list).iter().map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(numbers.join(" "), "4 9 8 7 6 5 3 2");
    for broken in ["", "(((", "[1, 2]", "{\"a\": \"b\"}"] {
        fs::write(&list, broken).unwrap();
        assert!(recent::read(&list).is_empty(), "{broken}");
    }
    assert!(recent::remember(&list, Path::new("here.ron")).unwrap()[0].is_absolute());
}
