//! Pages at the size of a projector, in front of a class: nothing is cut, and nothing stands on something else.

use egui::{Key, Modifiers};
use neurarium::app::Start;

use crate::{
    journey::{Journey, file},
    pictures::painted,
};

#[test]
fn a_key_that_was_pressed_covers_no_words() {
    let mut journey = Journey::begin(Start::Opening);
    journey.key(Modifiers::NONE, Key::F5);
    journey.drop_file(&file("no-session.ron", "Neither this nor that."));
    journey.idle();
    journey.key(Modifiers::NONE, Key::E);
    (0..3).for_each(|_| journey.0.step());
    let all = painted(&journey.0);
    let (_, key) = all.iter().find(|(words, _)| words == "E").expect("the key");
    let notice = all.iter().find(|(words, _)| words.contains("no-session.ron")).expect("what has failed");
    let covered = all.iter().find(|(words, rect)| {
        words != "E" && !words.trim().is_empty() && rect.shrink(2.0).intersects(key.expand2(egui::vec2(15.0, 7.0)))
    });
    assert!(covered.is_none(), "{key} covers {covered:?}, and {notice:?} stands there, too");
}
