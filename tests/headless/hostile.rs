//! Any bytes may arrive as a session or as a table: they are read, or refused in a sentence; nothing else happens.

use std::{
    cell::Cell,
    time::{Duration, Instant, UNIX_EPOCH},
};

use neurarium::{data::Table, session::Session};
use proptest::{
    prelude::*,
    test_runner::{TestCaseError, TestRunner},
};

use crate::tables::use_it;

const SESSIONS: [&[u8]; 10] = [
    include_bytes!("../data/session-v4.ron"),
    include_bytes!("../data/session-v4-plain.ron"),
    include_bytes!("../data/session-v4-infinite.ron"),
    include_bytes!("../data/session-v3.ron"),
    include_bytes!("../data/session-v3-infinite.ron"),
    include_bytes!("../data/session-v2.ron"),
    include_bytes!("../data/session-v2-table.ron"),
    include_bytes!("../data/session-v1.ron"),
    include_bytes!("../data/session-v1-full.ron"),
    include_bytes!("../data/session-v1-table.ron"),
];
const TABLES: [&[u8]; 4] = [
    include_bytes!("../data/table.csv"),
    include_bytes!("../../assets/penguins.csv"),
    b"\xef\xbb\xbfx;y;kind\r\n1,5;-2e3;\"a;b\"\r\n;7;c\r\n2,5;8;\"say \"\"x\"\"\"\r\n",
    b"x\ty\n1\t2\nNA\t3\n5\t\n",
];

/// What makes trouble in a text of numbers and brackets, or in a table.
const PIECES: [&str; 28] = [
    "NaN",
    "inf",
    "-1",
    "1e400",
    "1e-400",
    "18446744073709551615",
    "4294967295",
    "0",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "//",
    "/*",
    "None",
    "\u{0}",
    "999999",
    ",",
    ";",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\u{feff}",
    "−",
    "AAAA",
    "r#\"",
];

/// A change; places count round the text, whatever length it has by then.
#[derive(Clone, Debug)]
enum Edit {
    Byte(usize, u8),
    Insert(usize, usize),
    Replace(usize, usize, usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Copy(usize, usize, usize),
    Cut(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = any::<usize>;
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        (place(), 0..PIECES.len()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (place(), 1..20_usize, 0..PIECES.len()).prop_map(|(at, count, piece)| Edit::Replace(at, count, piece)),
        (place(), 1..40_usize).prop_map(|(at, count)| Edit::Remove(at, count)),
        (place(), 1..400_usize).prop_map(|(at, count)| Edit::Repeat(at, count)),
        (place(), place(), 1..200_usize).prop_map(|(to, from, count)| Edit::Copy(to, from, count)),
        place().prop_map(Edit::Cut),
    ]
}

/// Number of a sample, and a few changes of it.
type Case = (usize, Vec<Edit>);

fn cases(samples: &[&[u8]]) -> impl Strategy<Value = Case> + use<> {
    (0..samples.len(), prop_oneof![2 => prop::collection::vec(edit(), 1), 1 => prop::collection::vec(edit(), 2..6)])
}

fn edited(samples: &[&[u8]], (sample, edits): &Case) -> Vec<u8> {
    let mut bytes = samples[*sample].to_vec();
    edits.iter().for_each(|edit| apply(edit, &mut bytes));
    bytes
}

fn apply(edit: &Edit, bytes: &mut Vec<u8>) {
    let length = bytes.len();
    let piece = |at: usize, count: usize| at % (length + 1)..(at % (length + 1) + count).min(length);
    match *edit {
        Edit::Byte(at, byte) if length > 0 => bytes[at % length] = byte,
        Edit::Byte(..) => {}
        Edit::Insert(at, what) => drop(bytes.splice(piece(at, 0), PIECES[what].bytes())),
        Edit::Replace(at, count, what) => drop(bytes.splice(piece(at, count), PIECES[what].bytes())),
        Edit::Remove(at, count) => drop(bytes.drain(piece(at, count))),
        Edit::Repeat(at, count) => {
            let copy = bytes[piece(at, count)].to_vec();
            drop(bytes.splice(piece(at, 0), copy));
        }
        Edit::Copy(to, from, count) => {
            let copy = bytes[piece(from, count)].to_vec();
            drop(bytes.splice(piece(to, 0), copy));
        }
        Edit::Cut(at) => bytes.truncate(at % (length + 1)),
    }
}

/// Reads a session and goes on with it, and says whether there was one.
fn open_session(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let Ok(session) = Session::from_bytes(bytes) else { return Ok(false) };
    let text = session.to_text(UNIX_EPOCH);
    let again = Session::from_bytes(text.as_bytes());
    let again = again.map_err(|error| TestCaseError::fail(format!("what was read cannot be read again: {error}")))?;
    // A weight that is no number equals nothing; it is refused by the trainer.
    prop_assert_eq!(again.to_text(UNIX_EPOCH), text);
    let Ok(mut trainer) = session.trainer() else { return Ok(false) };
    (0..3).for_each(|_| trainer.step());
    trainer.go_back_to(0);
    Ok(true)
}

/// Reads a table and goes with it wherever a person's first click would, and says whether there was one.
fn open_table(bytes: &[u8]) -> bool {
    Table::read_csv("t.csv", bytes).is_ok_and(|table| {
        use_it(table);
        true
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_sessions_are_read_or_refused(case in cases(&SESSIONS)) {
        open_session(&edited(&SESSIONS, &case))?;
    }

    #[test]
    fn edited_tables_are_read_or_refused(case in cases(&TABLES)) {
        open_table(&edited(&TABLES, &case));
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(Session::from_bytes(&bytes).is_err());
    }
}

/// The same for as long as `NEURARIUM_SECONDS` says, half of it for each loader, with the number of inputs printed.
#[test]
#[ignore = "takes as long as it is told to"]
#[expect(clippy::print_stdout, reason = "its only result is what it prints")]
fn for_as_long_as_asked() {
    let seconds = std::env::var("NEURARIUM_SECONDS").map_or(10, |text| text.parse().unwrap());
    for (what, samples) in [("session", &SESSIONS[..]), ("table", &TABLES[..])] {
        let (start, tried, read, slowest) = (Instant::now(), Cell::new(0_u64), Cell::new(0_u64), Cell::new(0.0_f64));
        while start.elapsed() < Duration::from_secs(seconds) / 2 {
            let config = ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() };
            let run = TestRunner::new(config).run(&cases(samples), |case| {
                let bytes = edited(samples, &case);
                let began = Instant::now();
                let was_read = if what == "session" { open_session(&bytes)? } else { open_table(&bytes) };
                slowest.set(slowest.get().max(began.elapsed().as_secs_f64()));
                tried.set(tried.get() + 1);
                read.set(read.get() + u64::from(was_read));
                Ok(())
            });
            run.unwrap_or_else(|failure| panic!("{what}: {failure}"));
        }
        println!("{what}s: {} inputs tried, {} of them read, slowest {:.3} s", tried.get(), read.get(), slowest.get());
    }
}

#[test]
fn ten_megabytes_of_trouble_are_refused_in_a_second() {
    let header = "(format: \"neurarium session\", version: 2, title: ";
    for piece in ["[", "(", "\"", "/*", "//\n", "0,", "a", "\\", "'"] {
        let text = format!("{header}{}", piece.repeat((10 << 20) / piece.len()));
        let start = Instant::now();
        assert!(Session::from_bytes(text.as_bytes()).is_err(), "{piece}");
        assert!(start.elapsed() < Duration::from_secs(3), "{piece}: {:?}", start.elapsed());
    }
}
