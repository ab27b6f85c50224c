//! What a class can put into a folder: edits, copies, fakes, markup, paths, a thousand files, fifty megabytes.

use std::{
    fs,
    time::{Duration, Instant, SystemTime},
};

use neurarium::session::Session;

use crate::{
    lessons::{LESSON, hand_in, line},
    program::Folder,
};

/// Longer than any of these takes on a slow and busy machine.
const SOON: Duration = Duration::from_secs(40);

/// What the program says and complains of, within the time.
fn class(folder: &Folder, options: &str) -> (String, String) {
    let start = Instant::now();
    let output = folder.run(&format!("class in --lesson one.md {options}"));
    let [said, told] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{said}{told}");
    assert!(!told.contains("panicked") && !told.contains("mistake"), "{told}");
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    (said, told)
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("one.md", LESSON);
    fs::create_dir(folder.0.join("in")).unwrap();
    folder
}

fn text(session: &Session) -> String {
    session.to_text(SystemTime::UNIX_EPOCH)
}

/// The first number of the weights with another digit.
fn edited(text: &str) -> String {
    let weights = text.find("weights: [").unwrap();
    let digit = weights + text[weights..].find("0.").unwrap() + 3;
    let other = if &text[digit..=digit] == "7" { "8" } else { "7" };
    format!("{}{other}{}", &text[..digit], &text[digit + 1..])
}

/// Names that would be obeyed where somebody forgets to escape them.
const NAMES: [&str; 8] = [
    "../../../../etc/passwd",
    "C:\\Windows\\System32\\a",
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(2)</script>",
    "=HYPERLINK(\"http://x.example\")",
    "'; DROP TABLE pupils; --",
    "\u{202e}gnirts",
    "two\nlines",
];

#[test]
fn thirty_hand_ins_with_edits_copies_fakes_and_markup() {
    let folder = folder("class-thirty");
    let save = |session: &Session, file: &str| session.save(&folder.0.join("in").join(file)).unwrap();
    for (number, name) in NAMES.iter().enumerate() {
        save(&hand_in(name, 0, 1_000), &format!("marked-{number}.ron"));
    }
    for number in 0..12 {
        save(&hand_in(&format!("Pupil {number:02}"), number % 2, 1_000), &format!("honest-{number:02}.ron"));
    }
    for number in 0..4 {
        let mut copied = hand_in("Pupil 00", 0, 2_000);
        copied.hand_in.as_mut().unwrap().name = format!("Copy {number}");
        save(&copied, &format!("copy-{number}.ron"));
        let faked = text(&hand_in(&format!("Fake {number}"), 0, 1_000));
        folder.write(&format!("in/fake-{number}.ron"), &edited(&faked));
    }
    fs::copy(folder.0.join("in/honest-01.ron"), folder.0.join("in/twin.ron")).unwrap();
    let long = text(&hand_in("LONG", 0, 1_000)).replace("\"LONG\"", &format!("{:?}", "n".repeat(10_000)));
    folder.write("in/long.ron", &long);
    folder.write("in/markup.ron", "<html><script>alert(3)</script></html>");
    let (said, told) = class(&folder, "--html class.html --csv class.csv --reports out");
    assert!(said.contains("28 hand-ins in 31 files."), "{said}");
    for number in 0..12 {
        let name = format!("Pupil {number:02}: ");
        let row = line(&said, &name);
        assert!(row.contains("trained again same") && row.contains(["1.1 ✓", "1.1 ✗"][number % 2]), "{row}");
        assert_eq!(row.contains("same bits as"), number == 0, "{row}");
    }
    assert!(line(&said, "Pupil 01: ").contains("the same file as twin.ron, byte for byte"), "{said}");
    for number in 0..4 {
        let (copy, fake) = (line(&said, &format!("Copy {number}: ")), line(&said, &format!("Fake {number}: ")));
        assert!(copy.contains("same bits as") && copy.contains("does not follow from the name"), "{copy}");
        assert!(fake.contains("trained again DIFFERS"), "{fake}");
    }
    assert!(told.contains("long.ron: ") && told.contains("markup.ron: ") && told.lines().count() == 2, "{told}");
    let reports = fs::read_dir(folder.0.join("out")).unwrap().map(|entry| entry.unwrap().path());
    let pages: Vec<String> =
        reports.map(|path| fs::read_to_string(path).unwrap()).chain([folder.read("class.html")]).collect();
    assert_eq!(pages.len(), 30);
    for page in &pages {
        assert!(!page.contains("<img src=x") && !page.contains("<script") && !page.contains('\u{202e}'), "{page}");
    }
    assert!(pages.iter().any(|page| page.contains("&lt;img src=x onerror=alert(1)&gt;")));
    assert!(folder.read("class.csv").contains("'=HYPERLINK"));
    let outside = fs::read_dir(&folder.0).unwrap().count();
    assert_eq!(outside, 5, "a name that is a path leads nowhere: in, out, one.md, class.html, class.csv");
}

#[test]
fn who_has_a_report_already_stays_in_the_table() {
    let folder = folder("class-reports");
    hand_in("Ada", 0, 1_000).save(&folder.0.join("in/ada.ron")).unwrap();
    class(&folder, "--reports out");
    hand_in("Bob", 0, 1_000).save(&folder.0.join("in/bob.ron")).unwrap();
    let again = folder.run("class in --lesson one.md --reports out");
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(said.contains("2 hand-ins in 2 files.") && line(&said, "Ada: ").contains("same"), "{said}");
    assert!(!again.status.success() && String::from_utf8_lossy(&again.stderr).contains("1 report was not written."));
    assert!(folder.0.join("out/bob.html").is_file());
}

#[test]
fn a_thousand_files_are_read_and_what_is_none_is_told() {
    let folder = folder("class-thousand");
    for number in 0..1_000 {
        let file = format!("in/{number:04}.ron");
        match number % 100 {
            50 => folder.write(&file, &text(&hand_in(&format!("P{number}"), 0, 1_000))),
            _ => folder.write(&file, "(format: \"neurarium session\", version: 3, title: "),
        }
    }
    let (said, told) = class(&folder, "--html class.html");
    assert!(said.contains("10 hand-ins in 1000 files."), "{said}");
    assert_eq!(told.lines().count(), 990);
    assert!(told.contains("0999.ron: "), "each by its name");
}

#[test]
fn fifty_megabytes_are_told_in_a_sentence() {
    let folder = folder("class-large");
    let ada = text(&hand_in("Ada", 0, 1_000));
    folder.write("in/ada.ron", &ada);
    folder.write("in/notes.ron", &ada.replacen("title: \"\"", &format!("title: {:?}", "x".repeat(50 << 20)), 1));
    folder.write("in/spaces.ron", &(ada + &" ".repeat(50 << 20)));
    folder.write("in/brackets.ron", &"[".repeat(50 << 20));
    fs::File::create(folder.0.join("in/sparse.ron")).unwrap().set_len(100 << 20).unwrap();
    let (said, told) = class(&folder, "");
    assert!(line(&said, "Ada: ").contains("trained again same"), "{said}");
    for file in ["notes.ron: ", "brackets.ron: ", "sparse.ron: "] {
        let row = line(&told, file);
        assert!(row.len() < 400 && row.ends_with('.'), "{row:.500}");
    }
}
