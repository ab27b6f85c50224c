//! The curves.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use neurarium::ui::loss_view::Measure;

use crate::stage::open;

#[test]
fn the_tabs_change_the_curve() {
    let mut window = open(50, |_| {});
    window.get_by_role_and_label(Role::Tab, "Accuracy").click();
    window.run();
    assert_eq!(window.state().loss.measure, Measure::Score);
    assert!(window.query_by_label("log scale").is_none(), "shares have no logarithm");
    window.get_by_role_and_label(Role::Tab, "Loss").click();
    window.run();
    window.get_by_role_and_label(Role::CheckBox, "log scale").click();
    window.run();
    assert!(window.state().loss.logarithmic);
}

#[test]
fn losses_that_are_no_numbers_are_said_and_not_drawn() {
    let mut window = open(50, |_| {});
    window.state_mut().snapshot.metrics.train.loss = f64::NAN;
    window.state_mut().snapshot.number += 1;
    window.run();
    assert!(window.query_by_label("no number").is_some());
}
