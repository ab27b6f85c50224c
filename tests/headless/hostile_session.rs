//! Any bytes may arrive as a session: they are read, or refused in a sentence; nothing else happens.

use std::time::{Duration, Instant};

use neurarium::session::Session;
use proptest::prelude::*;

const SAMPLE: &[u8] = include_bytes!("../data/session-v2.ron");

/// What makes trouble in a text of numbers and brackets.
const PIECES: [&str; 16] = [
    "NaN",
    "inf",
    "-1",
    "1e400",
    "18446744073709551616",
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
];

#[derive(Clone, Debug)]
enum Edit {
    Byte(usize, u8),
    Insert(usize, usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = 0..SAMPLE.len();
    prop_oneof![
        (place.clone(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        (place.clone(), 0..PIECES.len()).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (place.clone(), 1..40_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        (place.clone(), 1..400_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
        place.prop_map(Edit::Cut),
    ]
}

fn edited(edits: &[Edit]) -> Vec<u8> {
    let mut bytes = SAMPLE.to_vec();
    for edit in edits {
        let length = bytes.len();
        match *edit {
            Edit::Byte(at, byte) if at < length => bytes[at] = byte,
            Edit::Insert(at, piece) => drop(bytes.splice(at.min(length)..at.min(length), PIECES[piece].bytes())),
            Edit::Remove(at, count) => drop(bytes.drain(at.min(length)..(at + count).min(length))),
            Edit::Repeat(at, count) => {
                let piece = bytes[at.min(length)..(at + count).min(length)].to_vec();
                drop(bytes.splice(at.min(length)..at.min(length), piece));
            }
            Edit::Cut(at) => bytes.truncate(at),
            Edit::Byte(..) => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_sessions_are_read_or_refused(edits in prop::collection::vec(edit(), 1..5)) {
        if let Ok(mut trainer) = Session::from_bytes(&edited(&edits)).and_then(|session| session.trainer()) {
            trainer.step();
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(Session::from_bytes(&bytes).is_err());
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
