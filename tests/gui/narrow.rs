//! Every page that stands alone keeps its peace in a window of any width.

use egui::{Key, Modifiers, Role, vec2};
use egui_kittest::kittest::Queryable;
use neurarium::app::Start;

use crate::journey::Journey;

#[test]
fn pages_are_drawn_in_windows_of_any_width() {
    for page in ["Sweep", "Seeds", "Rate finder", "Landscape", "Phenomena", "Arithmetic", "Class", "Side by side"] {
        let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
        journey.train();
        journey.press("Menu");
        journey.press("Explore");
        let name = format!("{page}…");
        journey.0.query_all_by_label_contains(&name).next().unwrap_or_else(|| panic!("no {name}")).click_accesskit();
        journey.0.step();
        journey.key(Modifiers::NONE, Key::Escape);
        journey.until_shown(Role::Tab, page);
        let begun = ["Go", "Run", "Run 12 seeds", "Draw the boundary"];
        let begun = begun.into_iter().find(|name| journey.0.query_by_role_and_label(Role::Button, name).is_some());
        begun.into_iter().for_each(|name| journey.press(name));
        for width in [700.0, 320.0, 160.0, 80.0, 40.0] {
            journey.0.set_size(vec2(width, 600.0));
            (0..4).for_each(|_| journey.0.step());
        }
        journey.0.set_size(vec2(1280.0, 800.0));
        journey.until_shown(Role::Tab, page);
    }
}
