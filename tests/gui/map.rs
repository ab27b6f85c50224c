//! The decision map.

use std::sync::Arc;

use egui::{Key, Modifiers, Pos2, Rect, Vec2, accesskit::Role};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use neurarium::{
    app::Start,
    data::{Generator, Painted, Source, Table},
    insight::Axes,
};

use crate::{
    journey::Journey,
    stage::{Stage, open},
};

const MAP: &str = "Decision map, 500 points";

/// Where the map stands.
fn map<State>(window: &Harness<'_, State>, name: &str) -> Rect {
    let named =
        |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(name));
    window.get_all_by_role(Role::Image).find(named).expect("there is a map").rect()
}

fn painted(source: &Source) -> Arc<Painted> {
    let Source::Painted(points) = source else { panic!("the points are not painted") };
    Arc::clone(points)
}

/// What the worker is asked for about the maps.
fn asked(stage: &Stage) -> neurarium::insight::Request {
    stage.request()
}

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
    window.get_by_role_and_label(Role::CheckBox, "Test points").click();
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

#[test]
fn points_are_painted_onto_those_of_a_recipe_erased_and_taken_back() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Draw");
    let rows = |journey: &Journey| painted(&journey.0.state().experiment().data.source).rows();
    assert_eq!(rows(&journey), 500, "the circle's points are kept");
    // The change is a step of its own to be taken back once it has been still for a while.
    (0..100).for_each(|_| journey.0.step());
    let corner = map(&journey.0, MAP).min + Vec2::splat(60.0);
    let stroke = |journey: &mut Journey| {
        journey.0.hover_at(corner);
        journey.0.step();
        journey.0.drag_at(corner);
        for i in 0..6 {
            journey.0.step();
            journey.0.hover_at(corner + Vec2::new(10.0 * i as f32, 0.0));
        }
        journey.0.step();
        journey.0.drop_at(corner + Vec2::new(50.0, 0.0));
        journey.0.step();
    };
    stroke(&mut journey);
    let more = rows(&journey);
    assert!(more > 503, "{more}");
    journey.until("the new points", |window| {
        window.snapshot().is_some_and(|now| now.data.set.rows() == more && now.step == 0)
    });
    journey.press("Eraser");
    stroke(&mut journey);
    assert!(rows(&journey) < more);
    journey.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&journey), more, "one stroke is taken back");
    journey.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&journey), 500);
}

#[test]
fn points_are_painted_by_keyboard() {
    let mut window = open(0, |experiment| {
        let points = experiment.data.source.painted(42);
        experiment.set_source(Source::Painted(Arc::new(points)));
    });
    window.get_by_role_and_label(Role::Button, "Paint points").click();
    window.run();
    let named =
        |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(MAP));
    window.get_all_by_role(Role::Image).find(named).expect("there is a map").focus();
    window.run();
    for key in [Key::Num3, Key::ArrowRight, Key::ArrowRight, Key::ArrowUp, Key::Enter] {
        window.key_press(key);
        window.run();
    }
    let points = painted(&window.state().draft.data.source);
    assert_eq!((points.rows(), points.classes(), points.class[500]), (501, 3, 2));
    assert!((points.x1[500] - 1.0).abs() < 1e-4 && (points.x2[500] - 0.5).abs() < 1e-4, "two to the right, one up");
    window.key_press(Key::Delete);
    window.run();
    let points = painted(&window.state().draft.data.source);
    assert!(!points.class.contains(&2), "it is gone again");
}

#[test]
fn a_point_is_dragged() {
    let mut window = row_of_nine();
    let map = map(&window, "Decision map, 9 points");
    let at = |x: f32, y: f32| place_at(map, x, y);
    let steps: [(Pos2, bool); 3] = [(at(-4.0, 0.0), true), (at(-4.0, 2.0), false), (at(-4.0, 5.0), false)];
    for (place, begins) in steps {
        window.hover_at(place);
        window.step();
        if begins {
            window.drag_at(place);
            window.step();
        }
    }
    window.drop_at(at(-4.0, 5.0));
    window.run();
    let points = painted(&window.state().draft.data.source);
    assert!((points.x2[0] - 5.0).abs() < 0.1 && points.rows() == 9, "{:?}", points.x2);
}

fn row_of_nine() -> Harness<'static, Stage> {
    let mut window = open(0, |experiment| {
        let mut points = Painted::default();
        (0..9).for_each(|i| points.add(i as f32 - 4.0, 0.0, i % 2));
        experiment.set_source(Source::Painted(Arc::new(points)));
    });
    window.get_by_role_and_label(Role::Button, "Paint points").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Move a point").click();
    window.run();
    window
}

fn place_at(map: Rect, x: f32, y: f32) -> Pos2 {
    map.lerp_inside(Vec2::new((x + 6.0) / 12.0, (6.0 - y) / 12.0))
}

#[test]
fn points_say_what_they_are_for() {
    let mut window = open(0, |experiment| {
        let mut points = Painted::default();
        (0..9).for_each(|i| points.add(i as f32 - 4.0, 0.0, 0));
        points.add(0.0, 5.0, 1);
        experiment.set_source(Source::Painted(Arc::new(points)));
        experiment.data.validation_share = 0.4;
    });
    let map = map(&window, "Decision map, 10 points");
    // Each second is for testing, and of the others the second and the fourth for validation.
    for (x, wanted) in
        [(-4.0, "training point"), (-3.0, "test point"), (-2.0, "validation point"), (2.0, "validation point")]
    {
        window.hover_at(place_at(map, x, 0.0));
        window.run();
        let reads = |clipped: &egui::epaint::ClippedShape| match &clipped.shape {
            egui::Shape::Text(text) => text.galley.text().contains(wanted),
            _ => false,
        };
        assert!(window.output().shapes.iter().any(reads), "{wanted} at {x}");
    }
    window.get_by_role_and_label(Role::CheckBox, "Held-back points").click();
    window.run();
    assert!(window.state().map.hide_test);
}

#[test]
fn a_point_is_moved_by_two_clicks() {
    let mut window = row_of_nine();
    let map = map(&window, "Decision map, 9 points");
    for (x, y) in [(-3.9, 0.1), (-4.0, 5.0)] {
        let at = place_at(map, x, y);
        window.hover_at(at);
        window.step();
        window.drag_at(at);
        window.step();
        window.drop_at(at);
        window.run();
        let moved = painted(&window.state().draft.data.source).x2[0];
        assert!((moved - if y > 1.0 { y } else { 0.0 }).abs() < 1e-3, "after the click at {x}, {y}: {moved}");
    }
    window.hover_at(place_at(map, 3.0, 3.0));
    window.run();
    assert_eq!(painted(&window.state().draft.data.source).rows(), 9);
}

#[test]
fn a_point_is_moved_by_keyboard_and_let_go_by_escape() {
    let mut window = row_of_nine();
    let named = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with("Decision map, 9 points"))
    };
    window.get_all_by_role(Role::Image).find(named).expect("there is a map").focus();
    window.run();
    let mut press = |keys: &[Key]| {
        for key in keys {
            window.key_press(*key);
            window.run();
        }
        painted(&window.state().draft.data.source)
    };
    // The cursor begins in the middle, at the fifth point, and one press moves it by half a unit.
    let points = press(&[Key::ArrowUp, Key::ArrowDown, Key::Enter, Key::ArrowUp, Key::ArrowUp, Key::Enter]);
    assert!((points.x1[4]).abs() < 1e-4 && (points.x2[4] - 1.0).abs() < 1e-4, "{:?}", points.x2);
    let again = press(&[Key::Enter, Key::Escape]);
    assert_eq!(again, points);
}

#[test]
fn a_right_click_brings_a_place_to_the_middle() {
    let mut window = open(0, |_| {});
    let at = place_at(map(&window, MAP), 3.0, -1.5);
    window.hover_at(at);
    window.step();
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        window.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers,
        });
        window.step();
    }
    window.run();
    let area = asked(window.state()).area.expect("a part of the plane");
    let middle = (0.5 * (area.x.0 + area.x.1), 0.5 * (area.y.0 + area.y.1));
    assert!((middle.0 - 3.0).abs() < 1e-3 && (middle.1 + 1.5).abs() < 1e-3, "{area:?}");
    assert!((area.x.1 - area.x.0 - 12.0).abs() < 1e-3, "nothing is nearer: {area:?}");
}

#[test]
fn a_picture_shows_nothing_that_is_only_to_be_pressed() {
    let mut window = open(0, |_| {});
    window.hover_at(map(&window, MAP).center());
    let reads =
        |window: &Harness<'_, Stage>| {
            window.output().shapes.iter().any(
                |clipped| matches!(&clipped.shape, egui::Shape::Text(text) if text.galley.text().contains(" · x₂ ")),
            )
        };
    for (taking, buttons) in [(false, 1), (true, 0)] {
        (window.state_mut().map.taking, window.state_mut().loss.taking) = (taking, taking);
        window.run();
        for name in ["Zoom in", "Export the map", "Export the curves"] {
            let found = window.query_all_by_role_and_label(Role::Button, name).count();
            assert_eq!(found, buttons, "“{name}” while a picture is taken: {taking}");
        }
        assert_eq!(reads(&window), !taking, "what stands under the pointer, while a picture is taken: {taking}");
    }
}

#[test]
fn a_formula_is_learned_and_a_wrong_one_is_marked_where_it_is_wrong() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Numbers");
    journey.press("Formula");
    journey.until("the formula", |window| {
        window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Formula { .. }))
    });
    journey.find(Role::TextInput, "y =").focus();
    journey.0.step();
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text("x1*sine(x2)".into()));
    journey.0.step();
    journey.0.step();
    assert!(journey.0.query_by_label("“sine” is not known; did you mean “sin”?").is_some());
    journey.key(Modifiers::COMMAND, Key::A);
    journey.0.event(egui::Event::Text("x1*sin(x2)".into()));
    journey.until("the formula that is right", |window| {
        window.snapshot().is_some_and(
            |now| matches!(&now.experiment.data.source, Source::Formula { formula, .. } if formula == "x1*sin(x2)"),
        )
    });
    journey.train();
}

#[test]
fn a_point_is_followed_through_the_network_until_escape() {
    let mut window = open(50, |_| {});
    let map = map(&window, MAP);
    let inputs = window.state().snapshot.data.set.inputs.row(7).to_vec();
    let place = map.lerp_inside(Vec2::new((inputs[0] + 6.0) / 12.0, (6.0 - inputs[1]) / 12.0));
    window.hover_at(place);
    window.step();
    window.drag_at(place);
    window.drop_at(place);
    window.run();
    let answers = window.state().gaze.activations(&window.state().snapshot).expect("a point is followed").clone();
    let expected = window.state().snapshot.network.forward(&answers[0]);
    assert_eq!(answers, expected);
    let wanted = window.state().snapshot.data.set.inputs.rows().into_iter().any(|row| row.to_vec() == answers[0]);
    assert!(wanted, "it is one of the rows");
    window.key_press(Key::Escape);
    window.run();
    assert!(window.state().gaze.row().is_none());
}

#[test]
fn the_map_is_seen_nearer_and_whole_again() {
    let mut window = open(0, |_| {});
    assert_eq!(asked(window.state()).area, None);
    window.get_by_role_and_label(Role::Button, "Zoom in").click();
    window.run();
    let area = asked(window.state()).area.expect("a part of the plane");
    assert!((area.x.0 + 4.0).abs() < 1e-4 && (area.y.1 - 4.0).abs() < 1e-4, "{area:?}");
    window.get_by_role_and_label(Role::Button, "Show all").click();
    window.run();
    assert_eq!(asked(window.state()).area, None);
}

#[test]
fn a_table_is_seen_along_its_components() {
    let csv: String = (0..40).map(|i| format!("{},{},{},{}\n", (i * 3) % 17, (i * 7) % 11, i % 5, i % 2)).collect();
    let table = Table::read_csv("t.csv", format!("a,b,c,kind\n{csv}").as_bytes()).unwrap();
    let inputs = ["a", "b", "c"].map(String::from).to_vec();
    let source = Source::Table { table: Arc::new(table), inputs, target: "kind".into(), classes: true };
    let mut window = open(0, |experiment| experiment.set_source(source));
    window.get_by_role_and_label(Role::Button, "Across: a").click();
    window.run();
    window.get_by_role_and_label(Role::Button, "Principal components").click();
    window.run();
    assert_eq!(asked(window.state()).axes, Axes::Components);
}

#[test]
fn confidence_and_residuals_are_shown() {
    let mut window = open(30, |_| {});
    window.get_by_role_and_label(Role::CheckBox, "Confidence").click();
    window.run();
    assert!(window.state().map.confidence);
    let mut window = open(30, |experiment| experiment.set_source(Source::generated(Generator::Wave)));
    window.get_by_role_and_label(Role::CheckBox, "Residuals").click();
    window.run();
    assert!(window.state().map.residuals);
}
