//! The rules of access that can be measured: targets, keyboard, sizes of text, and what a person has switched off.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use egui::{Key, Modifiers, Rect, Role, Shape, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
use neurarium::{app::Start, session::Folders};

use crate::journey::Journey;

const PRESSED: [Role; 9] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::Slider,
    Role::SpinButton,
    Role::Tab,
    Role::RadioButton,
    Role::TextInput,
    Role::Link,
];

fn opened() -> Journey {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    journey.train();
    journey.press("More settings…");
    journey
}

/// What can be pressed now, by a name that says where it stands.
fn controls(journey: &Journey) -> BTreeMap<String, Rect> {
    let all = journey.0.query_all(By::new());
    all.filter(|node| {
        let node = node.accesskit_node();
        PRESSED.contains(&node.role()) && !node.is_disabled()
    })
    .map(|node| {
        let (rect, inner) = (node.rect(), node.accesskit_node());
        (format!("{:?} “{}” at {:?}", inner.role(), inner.label().unwrap_or_default(), rect.min), rect)
    })
    .collect()
}

/// WCAG 2.2, 2.5.8.
#[test]
fn every_target_is_large_enough() {
    let controls = controls(&opened());
    assert!(controls.len() > 60, "{} controls", controls.len());
    let small: Vec<_> = controls.iter().filter(|(_, rect)| rect.width() < 23.9 || rect.height() < 23.9).collect();
    assert!(small.is_empty(), "smaller than 24 × 24: {small:#?}");
}

/// WCAG 2.2, 2.1.1.
#[test]
fn everything_is_reached_by_keyboard() {
    let mut journey = opened();
    let wanted: BTreeMap<u64, String> = journey
        .0
        .query_all(By::new())
        .filter(|node| PRESSED.contains(&node.accesskit_node().role()) && !node.accesskit_node().is_disabled())
        .map(|node| {
            let node = node.accesskit_node();
            (node.locate().0.0, format!("{:?} “{}”", node.role(), node.label().unwrap_or_default()))
        })
        .collect();
    let mut left = wanted.clone();
    for _ in 0..wanted.len() + 40 {
        journey.0.key_press(Key::Tab);
        journey.0.step();
        if let Some(id) = journey.0.ctx.memory(|memory| memory.focused()) {
            left.remove(&id.accesskit_id().0);
        }
    }
    let names: Vec<_> = left.values().collect();
    assert!(wanted.len() > 60 && left.is_empty(), "{} of {} are never reached: {names:#?}", left.len(), wanted.len());
}

/// WCAG 2.2, 2.4.7 and 2.4.11.
#[test]
fn what_has_the_focus_is_in_sight() {
    let mut journey = opened();
    let left = |journey: &Journey| -> Vec<(u64, Rect)> {
        let all = journey.0.query_all(By::new());
        let pressed = all.filter(|node| PRESSED.contains(&node.accesskit_node().role()));
        let of_settings = pressed.filter(|node| node.rect().right() < 280.0);
        of_settings.map(|node| (node.accesskit_node().locate().0.0, node.rect())).collect()
    };
    let bar: Vec<u64> = left(&journey).into_iter().filter(|(_, rect)| rect.bottom() < 56.0).map(|(id, _)| id).collect();
    let mut seen = 0;
    for _ in 0..90 {
        journey.0.key_press(Key::Tab);
        (0..40).for_each(|_| journey.0.step());
        let Some(id) = journey.0.ctx.memory(|memory| memory.focused()) else { continue };
        let Some((_, rect)) = left(&journey).into_iter().find(|(of, _)| *of == id.accesskit_id().0) else { continue };
        if bar.contains(&id.accesskit_id().0) {
            continue;
        }
        assert!(rect.top() >= 56.0 && rect.bottom() <= 728.0, "what has the focus stands at {rect}");
        seen += 1;
    }
    assert!(seen > 30, "{seen} settings had the focus");
}

fn smallest(shape: &Shape, least: &mut (f32, String)) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| smallest(shape, least)),
        Shape::Text(text) if !text.galley.text().trim().is_empty() => {
            for section in &text.galley.job.sections {
                if section.format.font_id.size < least.0 {
                    *least = (section.format.font_id.size, text.galley.text().to_owned());
                }
            }
        }
        _ => {}
    }
}

#[test]
fn from_the_last_row_all_text_can_be_read() {
    for height in [800.0, 1080.0] {
        let mut journey = Journey::of_size(Start::Opening, vec2(height * 1.6, height));
        journey.key(Modifiers::NONE, Key::F11);
        (0..4).for_each(|_| journey.0.step());
        let mut least = (f32::MAX, String::new());
        journey.0.output().shapes.iter().for_each(|clipped| smallest(&clipped.shape, &mut least));
        let pixels = least.0 * journey.0.ctx.zoom_factor();
        assert!(pixels > height / 50.0 - 0.2, "“{}” is {pixels} high in a window of {height}", least.1);
    }
}

#[test]
fn on_a_projector_the_menu_and_the_shortcuts_end_inside_the_window() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    journey.key(Modifiers::NONE, Key::F11);
    (0..4).for_each(|_| journey.0.step());
    let screen = journey.0.ctx.content_rect();
    journey.press("Menu");
    let is_quit = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with("Quit"))
    };
    journey.0.get_by(is_quit).focus();
    (0..60).for_each(|_| journey.0.step());
    let quit = journey.0.get_by(is_quit).rect();
    assert!(screen.contains_rect(quit), "the last entry stands at {quit}, the window at {screen}");
    journey.key(Modifiers::NONE, Key::Escape);
    journey.press("Shortcuts");
    journey.until_shown(Role::Button, "Close");
    (0..4).for_each(|_| journey.0.step());
    for (role, name) in [(Role::Button, "Close"), (Role::Label, "Train or pause"), (Role::Label, "This list")] {
        let rect = journey.find(role, name).rect();
        assert!(screen.contains_rect(rect), "“{name}” stands at {rect}, the window at {screen}");
    }
    let (last, close) = (journey.find(Role::Label, "This list").rect(), journey.find(Role::Button, "Close").rect());
    assert!(last.bottom() <= close.top() - 8.0, "the last line, at {last}, is not cut off by the button, at {close}");
}

fn preferring(name: &str, text: &str) -> (Journey, PathBuf) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&root));
    let folders = Folders::inside(&root);
    fs::create_dir_all(&folders.config).unwrap();
    let file = folders.config.join("preferences.ron");
    fs::write(&file, text).unwrap();
    (Journey::keeping(Start::Opening, folders), file)
}

/// WCAG 2.2, 2.1.4.
#[test]
fn single_keys_can_be_switched_off_and_the_choice_is_kept() {
    let (mut journey, file) = preferring("preferences-keys", "()");
    journey.key(Modifiers::NONE, Key::S);
    journey.until("a step", |window| window.snapshot().is_some_and(|now| now.step == 1));
    journey.press("Menu");
    journey.press("Preferences");
    journey.find(Role::CheckBox, "Single-key shortcuts").click_accesskit();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Escape);
    journey.key(Modifiers::NONE, Key::S);
    for _ in 0..20 {
        journey.0.step();
    }
    assert_eq!(journey.snapshot().step, 1, "S does nothing any longer");
    drop(journey);
    assert!(fs::read_to_string(file).unwrap().contains("single_keys: false"));
}

#[test]
fn reduced_motion_stops_what_moves_by_itself() {
    let (mut journey, _) = preferring("preferences-motion", "(reduced_motion: true)");
    assert_eq!(journey.0.ctx.global_style().animation_time, 0.0);
    journey.press("Train");
    let start = std::time::Instant::now();
    let mut pictures = Vec::new();
    while start.elapsed().as_secs_f32() < 2.0 {
        journey.0.step();
        pictures.push(journey.snapshot().number);
    }
    pictures.dedup();
    assert!((2..=8).contains(&pictures.len()), "{} pictures in two seconds", pictures.len());
}

#[test]
fn broken_preferences_are_told_and_stay_until_something_is_chosen() {
    let (mut journey, file) = preferring("preferences-broken", "(language: klingon");
    for _ in 0..5 {
        journey.0.step();
    }
    assert!(journey.0.query_all_by_label_contains("preferences").count() > 0, "it is said");
    drop(journey);
    assert_eq!(fs::read_to_string(file).unwrap(), "(language: klingon", "and nothing is overwritten");
}
