//! What the middle region shows.

use egui::{Key, Modifiers, Role};
use neurarium::app::Start;

use crate::journey::Journey;

const WEIGHTS: &str = "Weights of layer 1: 4 units, 2 inputs";

#[test]
fn tabs_and_keys_turn_the_page() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Tab, "Weights").click();
    journey.until_shown(Role::Image, WEIGHTS);
    journey.key(Modifiers::COMMAND, Key::Num1);
    journey.until_shown(Role::Button, "Add a hidden layer");
    journey.key(Modifiers::COMMAND, Key::Num2);
    journey.until_shown(Role::Image, WEIGHTS);
}
