//! The network in use by what its inputs are: a text, a sound, statements to rate; and what two encoders find.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{app::Start, data::Target};

use crate::journey::{Journey, file};

/// The page of this preset on which the network is used.
fn page(preset: &str) -> Journey {
    let mut journey = Journey::begin(Start::Preset(preset.into()));
    let is_there =
        |window: &neurarium::app::Window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() > 2);
    journey.until("the preset", is_there);
    journey.0.step();
    journey.key(Modifiers::COMMAND, Key::Num8);
    journey
}

/// What was answered last.
fn typed(journey: &Journey) -> (String, Vec<String>) {
    let answered = journey.snapshot().looks.answered.clone().expect("an answer");
    let words = answered.typed.as_ref().expect("it reads texts").shares.iter().map(|(word, _)| word.clone()).collect();
    (answered.given.text.clone().expect("a text").text, words)
}

#[test]
fn a_sentence_is_typed_and_answered_word_by_word() {
    let mut journey = page("languages");
    journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    let (first, words) = typed(&journey);
    assert_eq!(first.split_whitespace().collect::<Vec<_>>(), words, "a line of the test set to begin with");
    let field = journey.find(Role::MultilineTextInput, "Write here");
    field.focus();
    journey.0.step();
    journey.key(Modifiers::COMMAND, Key::A);
    journey.find(Role::MultilineTextInput, "Write here").type_text("alle mennesker er frie");
    journey.until("another answer", |window| {
        let now = window.snapshot().and_then(|now| now.looks.answered.clone());
        now.is_some_and(|now| now.given.text.as_ref().is_some_and(|text| text.text == "alle mennesker er frie"))
    });
    assert_eq!(typed(&journey).1, ["alle", "mennesker", "er", "frie"]);
}

#[test]
fn pictures_of_a_table_are_drawn_on_a_pad() {
    let row = |row: usize| {
        let is_ink = |i: usize| (row % 3..row % 3 + 3).contains(&(i % 6)) && (1..5).contains(&(i / 6));
        (0..36).map(|i| format!("{},", 255 * usize::from(is_ink(i)))).collect::<String>()
    };
    let heading: String = (0..36).map(|pixel| format!("pixel{pixel},")).collect();
    let csv = heading + "kind\n" + &(0..60).map(|i| format!("{}{}\n", row(i), ["a", "b"][i % 2])).collect::<String>();
    let mut journey = Journey::begin(Start::File(file("strokes.csv", &csv)));
    journey.until("the table", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 36));
    assert_eq!(journey.snapshot().experiment.picture(), Some(6));
    journey.0.step();
    journey.key(Modifiers::COMMAND, Key::Num8);
    journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    let pad = journey.find(Role::Canvas, "Pad to draw on").rect();
    let row = journey.snapshot().looks.answered.clone().expect("an answer").given.raw.clone();
    journey.0.drag_at(pad.center() - 0.3 * pad.size());
    journey.0.step();
    journey.0.hover_at(pad.center());
    journey.0.step();
    journey.0.drop_at(pad.center() + 0.3 * pad.size());
    journey.until("another answer", |window| {
        let answered = window.snapshot().and_then(|now| now.looks.answered.clone());
        answered.is_some_and(|answered| answered.given.raw != row)
    });
    let raw = journey.snapshot().looks.answered.clone().expect("an answer").given.raw.clone();
    assert!(raw.iter().any(|pixel| *pixel > 200.0), "ink as the table has it: {raw:?}");
    assert!(raw.contains(&0.0) && raw.iter().all(|pixel| (0.0..=255.0).contains(pixel)), "{raw:?}");
}

#[test]
fn what_reconstructs_draws_again_what_is_put_in() {
    for preset in ["digits-pretrained", "two-views"] {
        let mut journey = page(preset);
        journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
        journey.until_shown(Role::Image, "What the decoder draws from the code");
        assert!(journey.0.query_by_label("Nothing to use yet").is_none(), "{preset}");
        assert!(journey.0.query_all_by_label_contains("Training R²").next().is_none(), "a mean over pixels: {preset}");
    }
}

#[test]
fn a_text_is_written_on() {
    let mut journey = page("next-letter");
    journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    let (first, letters) = typed(&journey);
    assert_eq!((first.chars().count(), letters.len()), (40, 4));
    for times in 1..=2 {
        journey.press("Let it write");
        journey.until("more letters", |window| {
            let now = window.snapshot().and_then(|now| now.looks.answered.clone());
            let text = now.and_then(|now| now.given.text.clone()).filter(|text| text.writing.is_none());
            text.is_some_and(|text| text.text.starts_with(&first) && text.text.chars().count() == 40 + 40 * times)
        });
    }
}

#[test]
fn a_sound_is_chosen_and_statements_are_rated() {
    let mut journey = page("spoken");
    journey.until_shown(Role::Button, "7");
    journey.press("7");
    journey.until("a sound", |window| {
        let Some(now) = window.snapshot() else { return false };
        let (Target::Class { labels, .. }, Some(answered)) = (now.data.own_target(), &now.looks.answered) else {
            return false;
        };
        let inputs = now.data.set.inputs.rows().into_iter();
        inputs.zip(labels).any(|(row, label)| *label == 7 && row.iter().eq(&answered.given.raw))
    });
    let mut journey = page("ratings");
    let open = |journey: &Journey| journey.0.query_all_by_label_contains("guess ").count();
    journey.until("the guesses", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    (0..3).for_each(|_| journey.0.step());
    let before = open(&journey);
    assert!(before > 10, "{before} of 25 are in sight");
    journey.0.get_all_by_label("6").next().expect("a rating").click_accesskit();
    (0..20).for_each(|_| journey.0.step());
    assert_eq!(open(&journey), before - 1, "what was rated is not guessed");
}

#[test]
fn what_finds_what_is_shown_where_two_views_are_aligned() {
    let mut journey = Journey::begin(Start::Preset("seen-and-heard".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.experiment.alignment().is_some()));
    journey.0.step();
    journey.find(Role::Tab, "Matched").click_accesskit();
    journey.until("what finds what", |window| window.snapshot().is_some_and(|now| now.looks.matched.is_some()));
    journey.0.step();
    let matched = journey.snapshot().looks.matched.clone().expect("it was asked for");
    assert_eq!((matched.rows.len(), matched.all.rows), (10, journey.snapshot().data.test.rows.len()));
    assert_eq!(journey.0.query_all_by_label_contains("other views lie nearer").count(), 10);
    journey.train();
    journey.until("some steps", |window| {
        window.snapshot().is_some_and(|now| now.step > 60 && now.looks.matched.is_some())
    });
    let later = journey.snapshot().looks.matched.clone().expect("it is looked at while it trains");
    assert!(later.all.same_class > matched.all.same_class, "{:?}, then {:?}", matched.all, later.all);
}

#[test]
fn one_point_is_trained_with_and_without() {
    let mut journey = Journey::begin(Start::Opening);
    for entry in ["Menu", "Explore", "One point…"] {
        journey.press(entry);
    }
    journey.until_shown(Role::Button, "Train both");
    journey.press("Train both");
    journey.until_shown(Role::Button, "Stop");
    journey.press("Stop");
    journey.until_shown(Role::Button, "Train both");
}
