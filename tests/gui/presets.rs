//! Every preset opens in the window and trains, however many inputs it has.

use egui::{Key, Modifiers};
use neurarium::{app::Start, lessons::preset::PRESETS};

use crate::journey::Journey;

#[test]
fn every_preset_opens_and_trains() {
    for preset in PRESETS {
        let mut journey = Journey::begin(Start::Preset(preset.name.into()));
        journey.key(Modifiers::NONE, Key::Space);
        journey.until(preset.name, |window| window.snapshot().is_some_and(|now| now.step > 0));
    }
}
