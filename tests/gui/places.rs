//! Where things stand, in windows of every size.

use egui::{Key, Modifiers, Rect, Role, Vec2, pos2, vec2};
use egui_kittest::kittest::{By, NodeT, Queryable};
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

/// A teacher at a projector sees the network, the map and the curve at once, without scrolling.
#[test]
fn network_map_and_loss_are_seen_at_once() {
    let sizes =
        [vec2(1280.0, 800.0), vec2(1920.0, 1080.0), vec2(960.0, 600.0), vec2(1067.0, 600.0), vec2(800.0, 500.0)];
    for (size, preset) in sizes.into_iter().flat_map(|size| [(size, "playground"), (size, "penguins")]) {
        let mut journey = Journey::of_size(Start::Preset(preset.into()), size);
        journey.train();
        journey.0.step();
        let line = journey.find(Role::Slider, "Moment of the run").rect();
        let seen = Rect::from_min_max(pos2(0.0, 48.0), pos2(size.x, line.top()));
        let named = |journey: &Journey, start: &str| {
            let start = start.to_owned();
            let pictures = journey.0.query_all_by_role(Role::Image);
            let mut found =
                pictures.filter(|node| node.accesskit_node().label().is_some_and(|name| name.contains(&start)));
            found.next().unwrap_or_else(|| panic!("no picture of “{start}” at {size:?}")).rect()
        };
        let (map, loss) = (named(&journey, "Decision map"), named(&journey, "Loss curve"));
        let last = journey.find(Role::Button, "Across: epochs").rect();
        for (what, rect) in [("the map", map), ("the loss", loss), ("the name of its axis", last)] {
            assert!(seen.contains_rect(rect), "{preset}: {what} at {rect:?} is not seen in a window of {size:?}");
        }
        assert!(loss.height() >= 48.0, "{preset}: a curve only {} high at {size:?}", loss.height());
        assert!(map.width() >= 120.0, "{preset}: a map only {} wide at {size:?}", map.width());
    }
}

/// Whatever is shown, nothing that can be pressed stands beyond the right edge of its region.
#[test]
fn no_control_is_cut_off_at_the_side() {
    let playing: fn(&mut Journey) = |_| {};
    let drawing: fn(&mut Journey) = |journey| journey.press("Draw");
    let fitting: fn(&mut Journey) = |journey| {
        journey.press("Numbers");
        journey.press("Formula");
    };
    let errors: fn(&mut Journey) = |journey| {
        journey.press("Numbers");
        journey.press("Plane");
        journey.until_shown(Role::Tab, "Errors");
        journey.find(Role::Tab, "Errors").click_accesskit();
    };
    let reading: fn(&mut Journey) = |journey| journey.find(Role::Tab, "Classes").click_accesskit();
    for size in [vec2(1280.0, 800.0), vec2(960.0, 600.0), vec2(1067.0, 600.0), vec2(800.0, 500.0)] {
        for (what, preset, drawer, go) in [
            ("the opening", "playground", false, playing),
            ("penguins", "penguins", false, playing),
            ("the open drawer", "playground", true, playing),
            ("the report", "penguins", false, reading),
            ("the errors", "playground", true, errors),
            ("drawing", "playground", true, drawing),
            ("a formula", "playground", true, fitting),
        ] {
            let mut journey = Journey::of_size(Start::Preset(preset.into()), size);
            if drawer && journey.0.query_by_role_and_label(Role::Button, "Settings").is_some() {
                journey.press("Settings");
            }
            go(&mut journey);
            (0..4).for_each(|_| journey.0.step());
            let column = journey.find(Role::Button, "Menu").rect().right() + 8.0;
            for node in journey.0.query_all(By::new()) {
                let inner = node.accesskit_node();
                let pressed = [Role::Button, Role::CheckBox, Role::Slider, Role::SpinButton, Role::Tab, Role::Image];
                if pressed.contains(&inner.role()) {
                    let (rect, name) = (node.rect(), inner.label().unwrap_or_default());
                    assert!(
                        rect.left() >= 0.0 && rect.right() <= column,
                        "{what}: {:?} “{name}” at {rect:?} is cut off at {size:?}",
                        inner.role()
                    );
                }
            }
        }
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
    journey.until_gone(Role::Button, "Settings");
    assert!(journey.0.query_by_role_and_label(Role::Slider, "Noise").is_some(), "the settings stand beside the views");
}

#[test]
fn the_settings_can_be_hidden_where_they_are_a_column() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1440.0, 900.0));
    let wide = journey.find(Role::Button, "Train").rect();
    journey.press("Hide the settings");
    journey.until_gone(Role::Slider, "Noise");
    assert_eq!(journey.find(Role::Button, "Train").rect(), wide, "the bar stays as it was");
    journey.press("Show the settings");
    journey.until_shown(Role::Slider, "Noise");
}

#[test]
fn more_settings_stay_within_their_column_and_come_into_sight() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    let edge = journey.find(Role::ComboBox, "Learning rate").rect().right();
    let below = journey.find(Role::Button, "More settings…").rect();
    journey.press("More settings…");
    (0..30).for_each(|_| journey.0.step());
    let first = journey.find(Role::SpinButton, "Hidden layers").rect();
    assert!(first.bottom() < 700.0 && first.top() > 56.0, "{first:?}, and the button stood at {below:?}");
    for node in journey.0.query_all(By::new()) {
        let inner = node.accesskit_node();
        let pressed = [Role::CheckBox, Role::Slider, Role::SpinButton, Role::ComboBox];
        let name = inner.label().unwrap_or_default();
        let is_elsewhere = ["Speed", "Moment of the run"].contains(&name.as_str());
        if pressed.contains(&inner.role()) && !is_elsewhere && node.rect().left() < edge {
            let rect = node.rect();
            assert!(rect.right() < edge + 1.0, "“{name}” at {rect:?}");
        }
    }
}

#[test]
fn a_list_opens_as_far_as_its_entries_need() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1440.0, 900.0));
    for (list, last) in [("Learning rate", "10"), ("Optimizer", "AdamW"), ("Activation", "Sine")] {
        journey.find(Role::ComboBox, list).click_accesskit();
        (0..6).for_each(|_| journey.0.step());
        let rect = journey.find(Role::Button, last).rect();
        assert!(rect.top() > 0.0 && rect.bottom() < 900.0, "{list}: {rect:?}");
        journey.key(Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn the_keyboard_on_the_time_slider_scrolls_nothing_else() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    journey.train();
    journey.press("More settings…");
    journey.press("Fewer settings");
    let place = |journey: &Journey| {
        ["Circle", "Zoom in"].map(|name| journey.0.query_by_role_and_label(Role::Button, name).map(|node| node.rect()))
    };
    let before = place(&journey);
    journey.find(Role::Slider, "Moment of the run").focus();
    (0..30).for_each(|_| journey.0.step());
    assert_eq!(place(&journey), before);
}

#[test]
fn the_tab_of_the_other_data_sets_says_what_is_still_in_use() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Numbers");
    journey.until_shown(Role::Label, "Still in use: Circle, under Classes. Click a picture to change.");
    journey.press("Classes");
    journey.until_gone(Role::Label, "Still in use: Circle, under Classes. Click a picture to change.");
}
