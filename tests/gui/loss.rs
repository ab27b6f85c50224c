//! The curves.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    data::{Generator, Source},
    ui::views::loss::{Across, Measure},
};

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
    assert!(window.state().loss.is_logarithmic());
}

#[test]
fn losses_that_are_no_numbers_are_said_and_not_drawn() {
    let mut window = open(50, |_| {});
    window.state_mut().snapshot.metrics.train.loss = f64::NAN;
    window.state_mut().snapshot.number += 1;
    window.run();
    assert!(window.query_by_label("no number").is_some());
    window.state_mut().snapshot.metrics.test.as_mut().unwrap().loss = f64::INFINITY;
    window.state_mut().snapshot.number += 1;
    window.run();
    assert!(window.query_by_label("infinite").is_some(), "a word, not a dash");
}

#[test]
fn the_rate_the_report_and_the_axis_are_one_click_away() {
    let mut window = open(50, |_| {});
    window.get_by_role_and_label(Role::Tab, "Rate").click();
    window.run();
    assert!(window.query_by_label("0.03").is_some(), "the rate of now");
    window.get_by_role_and_label(Role::Button, "Across: epochs").click();
    window.run();
    window.get_by_label("seconds").click();
    window.run();
    assert_eq!(window.state().loss.across, Across::Seconds);
    window.get_by_role_and_label(Role::Tab, "Classes").click();
    window.run();
    let matrix = window.get_by(|node| node.label().is_some_and(|label| label.starts_with("Confusion matrix; −1: ")));
    assert!(matrix.accesskit_node().label().is_some_and(|label| label.contains(" of 1")), "counts of the test rows");
    assert!(window.query_by_label("recall").is_some());
}

#[test]
fn a_regression_reports_its_errors() {
    let mut window = open(50, |experiment| experiment.set_source(Source::generated(Generator::Plane)));
    window.get_by_role_and_label(Role::Tab, "Errors").click();
    window.run();
    assert!(window.query_by_label("RMSE").is_some());
    assert!(window.query_by(|node| node.label().is_some_and(|label| label.starts_with("Residuals: "))).is_some());
}

#[test]
fn validation_rows_have_their_curve_number_and_report() {
    let curve = |window: &egui_kittest::Harness<'_, crate::stage::Stage>| {
        let curve = window
            .get_by(|node| node.role() == Role::Image && node.label().is_some_and(|l| l.starts_with("Loss curve")));
        curve.accesskit_node().label().unwrap_or_default()
    };
    let without = open(50, |_| {});
    assert!(without.query_by_label("validation").is_none() && !curve(&without).contains("validation"));
    let mut window = open(50, |experiment| experiment.data.validation_share = 0.2);
    let place = |name| window.get_by_label(name).rect().left();
    assert!(place("train") < place("validation") && place("validation") < place("test"), "three numbers");
    let words = curve(&window);
    let places = ["train ", "validation ", "test "].map(|name| words.find(name).unwrap_or_else(|| panic!("{words}")));
    assert!(places.is_sorted(), "{words}");
    window.get_by_role_and_label(Role::Tab, "Classes").click();
    window.run();
    let rows = |window: &egui_kittest::Harness<'_, crate::stage::Stage>| -> u32 {
        let matrix = window.get_by(|node| node.label().is_some_and(|label| label.starts_with("Confusion matrix; ")));
        let label = matrix.accesskit_node().label().unwrap_or_default();
        label.split(" of ").skip(1).filter_map(|rest| rest.split(' ').next()?.parse::<u32>().ok()).sum()
    };
    assert_eq!(rows(&window), 250, "the test rows");
    for (name, count) in [("validation rows", 50), ("training rows", 200)] {
        window.get_by_role_and_label(Role::Button, name).click();
        window.run();
        assert_eq!(rows(&window), count, "{name}");
    }
}
