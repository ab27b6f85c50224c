//! The decision map.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use neurarium::data::{Generator, Source};

use crate::stage::open;

#[test]
fn the_map_says_how_many_points_are_wrong() {
    let window = open(0, |_| {});
    let wrong = window.query_by_role_and_label(Role::Image, "Decision map, 500 points, 0 of them wrong");
    assert!(wrong.is_none(), "an untrained network cannot be right everywhere");
    let window = open(4_000, |_| {});
    let wrong = window.query_by_role_and_label(Role::Image, "Decision map, 500 points, 0 of them wrong");
    assert!(wrong.is_some(), "a trained one tells the disc from the ring");
}

#[test]
fn test_points_and_shades_can_be_left_out() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::CheckBox, "Test points, hollow").click();
    window.run();
    assert!(window.state().map.hide_test);
    window.get_by_role_and_label(Role::CheckBox, "Discretize").click();
    window.run();
    assert!(window.state().map.discrete);
}

#[test]
fn many_classes_and_regressions_have_maps() {
    for generator in [Generator::Rings { classes: 3 }, Generator::Plane, Generator::Wave] {
        let mut window = open(20, |experiment| {
            experiment.set_source(Source::generated(generator));
        });
        window.run();
        let title = if generator.classes().is_some() { "Decision map" } else { "Prediction" };
        assert!(window.query_by_label(title).is_some(), "{generator:?}");
    }
}
