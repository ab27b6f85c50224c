//! Where things stand, in windows of every size.

use egui::{Key, Modifiers, Rect, Role, Vec2, vec2};
use egui_kittest::kittest::Queryable;
use neurarium::app::Start;

use crate::journey::Journey;

/// What must be in reach whatever the size.
const BAR: [&str; 7] = ["Reset", "Train", "Step one batch", "Step one epoch", "New start", "Shortcuts", "Menu"];

fn check(journey: &Journey, size: Vec2) {
    let window = Rect::from_min_size(egui::Pos2::ZERO, size);
    let rects = BAR.map(|name| journey.find(Role::Button, name).rect());
    for (name, rect) in BAR.iter().zip(rects) {
        assert!(window.contains_rect(rect), "{name} at {rect:?} is not in a window of {size:?}");
        assert!(rect.width() >= 24.0 && rect.height() >= 24.0, "{name} is too small to hit: {rect:?}");
    }
    for (i, a) in rects.iter().enumerate() {
        for (j, b) in rects.iter().enumerate().skip(i + 1) {
            assert!(!a.intersects(*b), "{} covers {} at {size:?}", BAR[i], BAR[j]);
        }
    }
}

#[test]
fn the_bar_fits_windows_of_every_size() {
    for size in [vec2(1280.0, 800.0), vec2(1920.0, 1080.0), vec2(800.0, 500.0), vec2(640.0, 480.0)] {
        check(&Journey::of_size(Start::Opening, size), size);
    }
}

#[test]
fn f11_makes_everything_large_and_the_settings_a_drawer() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    assert!(journey.0.query_by_role_and_label(Role::Button, "Settings").is_none());
    journey.key(Modifiers::NONE, Key::F11);
    journey.until_shown(Role::Button, "Settings");
    assert!(journey.0.query_by_role_and_label(Role::Slider, "Noise").is_none(), "the drawer is closed");
    journey.press("Settings");
    journey.until_shown(Role::Slider, "Noise");
    journey.key(Modifiers::NONE, Key::F11);
    journey.until("plain size", |window| window.snapshot().is_some());
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Button, "Settings").is_none());
}
