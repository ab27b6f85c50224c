//! Files of one module use each other in one direction, and stay short enough to be read in one go.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::architecture::{source_folder, sources, without_comments_and_strings};

/// The most lines of a file.
const LINES: usize = 400;

#[test]
fn files_of_a_module_do_not_use_each_other_in_a_circle() {
    let files = all_files();
    let found = circles(&uses(&files));
    let found: Vec<String> =
        found.iter().map(|circle| circle.iter().map(|place| place.join("::")).collect::<Vec<_>>().join(", ")).collect();
    assert!(found.is_empty(), "files that use each other in a circle:\n{}", found.join("\n"));
}

#[test]
fn no_file_is_too_long_to_be_read() {
    let files = sources(&source_folder());
    let long = files.iter().filter_map(|file| {
        let lines = fs::read_to_string(file).unwrap().lines().count();
        (lines > LINES).then(|| format!("{}: {lines} lines", file.display()))
    });
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "files of more than {LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn the_finder_of_circles_sees_every_form() {
    let files = |a: &str, b: &str| {
        let of = |path: &str, code: &str| (place(Path::new(path)), code.to_owned());
        let parent = "pub mod a;\npub mod b;\npub use self::{a::A, b::B};";
        [of("m/mod.rs", parent), of("m/a.rs", a), of("m/b.rs", b), of("m/b/c.rs", "use super::D;")].into()
    };
    let circle = |a: &str, b: &str| {
        let files = files(a, b);
        circles(&uses(&files)).len()
    };
    for b in ["use super::A;", "use crate::m::{x::{Y}, A as Z};", "use crate::{m::{a}, n};", "fn f() { super::a::g() }"]
    {
        assert_eq!(circle("use super::b::{self, B};", b), 1, "{b}");
        assert_eq!(circle("use crate::n::B;", b), 0, "{b}");
    }
    assert_eq!(circle("", "mod c;\nfn f() -> c::C {}"), 0, "a file and a part of it");
    assert_eq!(circle("fn f() { super::b::c::g() }", "mod c;\nfn f(a: super::A) -> c::C {}"), 0);
    assert_eq!(circle("use super::b;", "mod c;\nuse super::a;\nfn f() -> c::C {}"), 1);
    assert_eq!(circle("use super::B;", "// super::A\n#[cfg(test)]\nmod tests {\n use super::super::A;\n}"), 0);
}

/// Every file of the program with its code.
pub fn all_files() -> BTreeMap<Place, String> {
    let files = sources(&source_folder()).into_iter().filter_map(|file| {
        let place = place(file.strip_prefix(source_folder()).unwrap());
        (!place.is_empty()).then(|| (place, fs::read_to_string(&file).unwrap()))
    });
    files.collect()
}

/// A file as the path of its module: `["nn", "kernel", "path"]`.
pub type Place = Vec<String>;

/// The place of a file; empty for `lib.rs` and `main.rs`.
fn place(file: &Path) -> Place {
    let mut place: Place = file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if place.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        place.pop();
    }
    place
}

/// Which files of its own module each file uses, what is named through a `pub use` being where it comes from.
///
/// What a file takes from the one that it is a part of (`m/a.rs` from `m.rs`) does not count: the two are one noun.
pub fn uses(files: &BTreeMap<Place, String>) -> BTreeMap<&Place, BTreeSet<&Place>> {
    let read: BTreeMap<&Place, Vec<Named>> = files.iter().map(|(at, code)| (at, named(at, code, files))).collect();
    let mut handed_on = BTreeMap::new();
    for (at, names) in &read {
        for name in names.iter().filter(|name| name.handed_on) {
            let known_as = [at.as_slice(), &name.path[name.path.len() - 1..]].concat();
            handed_on.insert(known_as, name.path.clone());
        }
    }
    let file_of = |path: &Place| {
        let mut path = path.clone();
        for _ in 0..8 {
            let again = (1..=path.len()).rev().find_map(|n| {
                let from = handed_on.get(&path[..n])?;
                Some([from.as_slice(), &path[n..]].concat())
            });
            match again {
                Some(other) if other != path => path = other,
                _ => break,
            }
        }
        (1..=path.len()).rev().find_map(|n| files.get_key_value(&path[..n])).map(|(file, _)| file)
    };
    let of = |at: &Place, names: &[Named]| {
        let used = names.iter().filter(|name| !name.handed_on).filter_map(|name| file_of(&name.path));
        used.filter(|used| used[0] == at[0] && !at.starts_with(used)).collect()
    };
    read.iter().map(|(at, names)| (*at, of(at, names))).collect()
}

/// Something that a file names, by its path from the root.
struct Named {
    path: Place,
    handed_on: bool,
}

/// All that the file at `at` names of this crate, but for its tests at the bottom.
fn named(at: &Place, code: &str, files: &BTreeMap<Place, String>) -> Vec<Named> {
    let code = without_comments_and_strings(code);
    let code = code.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let (mut names, mut imports) = (Vec::new(), Vec::<String>::new());
    let mut is_import = false;
    for line in code.lines() {
        let start = line.trim_start();
        if start.starts_with("use ") || start.starts_with("pub") && start.contains(" use ") {
            is_import = true;
            imports.push(String::new());
        }
        match imports.last_mut() {
            Some(import) if is_import => import.push_str(line),
            _ => names.extend(paths_in(line).map(|path| (path, false))),
        }
        is_import &= !line.contains(';');
    }
    for import in &imports {
        let (before, tree) = import.split_once("use ").unwrap_or_default();
        let mut paths = Vec::new();
        branches(tree.trim_end().trim_end_matches(';'), "", &mut paths);
        names.extend(paths.into_iter().map(|path| (path, !before.trim().is_empty())));
    }
    let whole = |(path, handed_on): (String, bool)| Some(Named { path: from_the_root(at, &path, files)?, handed_on });
    names.into_iter().filter_map(whole).collect()
}

/// `a::{b, c::{self, d}}` as `a::b`, `a::c`, `a::c::d`.
fn branches(tree: &str, before: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default().trim();
        let path = format!("{before}{name}");
        paths.push(path.strip_suffix("::self").map(str::to_owned).unwrap_or(path));
        return;
    };
    let before = format!("{before}{}", head.trim());
    let (mut depth, mut item) = (0, String::new());
    for c in group.strip_suffix('}').unwrap_or(group).chars().chain([',']) {
        match c {
            ',' if depth == 0 => {
                if !item.trim().is_empty() {
                    branches(&item, &before, paths);
                }
                item.clear();
            }
            '{' => (depth += 1, item.push(c)).1,
            '}' => (depth -= 1, item.push(c)).1,
            _ => item.push(c),
        }
    }
}

/// Paths in the middle of code that begin with `crate`, `self`, `super` or a file below.
fn paths_in(code: &str) -> impl Iterator<Item = String> {
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    words.filter(|word| word.contains("::")).map(|word| word.trim_matches(':').to_owned())
}

/// The path from the root, where it leads into this crate.
fn from_the_root(at: &Place, path: &str, files: &BTreeMap<Place, String>) -> Option<Place> {
    let mut parts: Vec<String> = path.split("::").map(|part| part.trim().to_owned()).collect();
    let first = parts[0].clone();
    let mut base = match first.as_str() {
        "crate" => Vec::new(),
        "self" | "super" => at.clone(),
        _ if files.contains_key(&[at.as_slice(), &parts[..1]].concat()) => {
            return Some([at.as_slice(), &parts].concat());
        }
        _ => return None,
    };
    while parts.first().is_some_and(|part| ["crate", "self", "super"].contains(&part.as_str())) {
        if parts.remove(0) == "super" {
            base.pop();
        }
    }
    base.extend(parts);
    Some(base).filter(|path| !path.is_empty())
}

/// Groups of files of which each reaches every other.
fn circles<'a>(uses: &BTreeMap<&'a Place, BTreeSet<&'a Place>>) -> Vec<BTreeSet<&'a Place>> {
    let reached = |from: &'a Place| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(file) = next.pop() {
            next.extend(uses.get(file).into_iter().flatten().filter(|other| seen.insert(**other)));
        }
        seen
    };
    let reach: BTreeMap<&Place, BTreeSet<&Place>> = uses.keys().map(|file| (*file, reached(file))).collect();
    let circle = |file: &'a Place| {
        let others = reach[file].iter().filter(|other| reach.get(*other).is_some_and(|back| back.contains(file)));
        others.copied().collect::<BTreeSet<&Place>>()
    };
    let all: BTreeSet<_> = uses.keys().map(|file| circle(file)).filter(|circle| circle.len() > 1).collect();
    all.into_iter().collect()
}
