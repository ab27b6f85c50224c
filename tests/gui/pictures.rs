//! Pictures: how large they are, what stands beside them, and that all of it can be read.

use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Rect, Role, Shape, TouchPhase, Vec2, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT, Queryable},
};
use neurarium::{
    app::Start,
    data::{Gate, Generator, Source},
    experiment::{HiddenLayer, Place},
    insight::Maps,
    nn::Activation,
    training::Trainer,
    ui::{
        Unit,
        views::loss::{Measure, Scale},
    },
    worker::Detail,
};

use crate::{
    journey::{Journey, file},
    stage::{Stage, open},
};

/// Every text that is painted, and where.
pub fn painted<State>(window: &Harness<'_, State>) -> Vec<(String, Rect)> {
    fn of(shape: &Shape, clip: Rect, found: &mut Vec<(String, Rect)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| of(shape, clip, found)),
            Shape::Text(text) => {
                let turned = text.galley.rect.rotate_bb(egui::emath::Rot2::from_angle(text.angle));
                let rect = turned.translate(text.pos.to_vec2()).intersect(clip);
                found.push((text.galley.text().to_owned(), rect));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    window.output().shapes.iter().for_each(|clipped| of(&clipped.shape, clipped.clip_rect, &mut found));
    found
}

fn says<State>(window: &Harness<'_, State>, words: &str) -> bool {
    painted(window).iter().any(|(text, _)| text.contains(words))
}

/// Where the picture of this name stands, or of one that begins or goes on so.
fn picture<State>(window: &Harness<'_, State>, name: &str) -> Rect {
    let is_it = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().is_some_and(|label| label.contains(name));
    window.get_all_by_role(Role::Image).find(is_it).unwrap_or_else(|| panic!("no picture of “{name}”")).rect()
}

fn is_number(text: &str) -> bool {
    let sign = |sign: char| sign.is_ascii_digit() || "−.,%×⁰¹²³⁴⁵⁶⁷⁸⁹⁻ M\u{202f}".contains(sign);
    text.chars().all(sign) && text.chars().any(|sign| sign.is_ascii_digit())
}

/// The numbers that stand left of `frame`, and below it.
fn numbers<State>(window: &Harness<'_, State>, frame: Rect) -> [Vec<(String, Rect)>; 2] {
    let all: Vec<_> = painted(window).into_iter().filter(|(text, _)| is_number(text)).collect();
    let left = |rect: &Rect| {
        rect.right() <= frame.left() && rect.right() > frame.left() - 12.0 && frame.y_range().contains(rect.center().y)
    };
    let below = |rect: &Rect| {
        rect.top() >= frame.bottom() - 1.0
            && rect.bottom() < frame.bottom() + 24.0
            && frame.expand(8.0).x_range().contains(rect.center().x)
    };
    [
        all.iter().filter(|(_, rect)| left(rect)).cloned().collect(),
        all.iter().filter(|(_, rect)| below(rect)).cloned().collect(),
    ]
}

/// Two numbers or more on both axes of `frame`, none of them on another, and none beyond `whole`.
fn check_numbers<State>(window: &Harness<'_, State>, frame: Rect, whole: Rect, what: &str) {
    for (axis, found) in ["upward", "across"].into_iter().zip(numbers(window, frame)) {
        assert!(found.len() > 1, "{what}: {axis} only {found:?}");
        for (i, (text, rect)) in found.iter().enumerate() {
            assert!(whole.contains_rect(rect.shrink(1.0)), "{what}: “{text}” at {rect} leaves {whole}");
            for (other, place) in &found[i + 1..] {
                assert!(!rect.shrink(1.0).intersects(place.shrink(1.0)), "{what}: “{text}” and “{other}” collide");
            }
        }
    }
}

#[test]
fn every_axis_has_two_numbers_that_can_be_read() {
    let sources = [
        Source::generated(Generator::Circle),
        Source::generated(Generator::Plane),
        Source::generated(Generator::Wave),
        Source::generated(Generator::Rings { classes: 3 }),
        Source::Gate(Gate::Xor),
    ];
    for (source, steps) in sources.into_iter().flat_map(|source| [(source.clone(), 60), (source, 3_000)]) {
        let mut window = open(steps, |experiment| experiment.set_source(source.clone()));
        let region = Rect::from_min_max(egui::pos2(640.0, 0.0), egui::pos2(1000.0, 760.0));
        let map =
            if window.state().snapshot.data.set.target.classes().is_some() { "Decision map" } else { "Prediction" };
        check_numbers(&window, picture(&window, map), region, &format!("the map of {source:?}"));
        for measure in [Measure::Loss, Measure::Score, Measure::Rate] {
            window.state_mut().loss.measure = measure;
            window.run();
            let frame = picture(&window, " curve");
            check_numbers(&window, frame, region, &format!("{measure:?} of {source:?} after {steps} steps"));
        }
    }
}

#[test]
fn large_numbers_fit_beside_the_map() {
    let rows: String = (0..40)
        .map(|i| format!("{},{},{}\n", 1950 + i, 556_263_527 + 31_000_000 * i, "ab".as_bytes()[i % 2] as char))
        .collect();
    for size in [vec2(1280.0, 800.0), vec2(1067.0, 600.0)] {
        let mut journey = Journey::of_size(Start::Opening, size);
        journey.drop_file(&file("pictures-large.csv", &format!("year,pop,continent\n{rows}")));
        journey.until("the table", |window| {
            window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
        });
        (0..4).for_each(|_| journey.0.step());
        let map = picture(&journey.0, "Decision map");
        let region = Rect::from_min_max(egui::pos2(map.left() - 80.0, 0.0), size.to_pos2());
        check_numbers(&journey.0, map, region, "a table");
        assert!(says(&journey.0, "1000\u{202f}M"), "{:?}", numbers(&journey.0, map));
    }
}

#[test]
fn long_names_neither_widen_the_column_nor_cover_the_map() {
    let name = |letter: char| format!("a very long name of a class {letter} that goes on");
    let rows: String =
        (0..40).map(|i| format!("{},{},{}\n", i % 7, (i * 3) % 5, name(char::from(b'a' + i as u8 % 4)))).collect();
    let heading = "In your own words, how many hours a week do you usually spend reading for pleasure?";
    let table = format!("\"{heading}\",\"{heading} 2\",kind\n{rows}");
    for size in [vec2(1280.0, 800.0), vec2(1920.0, 1080.0), vec2(800.0, 500.0)] {
        let mut journey = Journey::of_size(Start::Opening, size);
        let before = picture(&journey.0, "Loss curve");
        journey.drop_file(&file("pictures-names.csv", &table));
        journey.until("the table", |window| {
            window.snapshot().is_some_and(|now| matches!(now.experiment.data.source, Source::Table { .. }))
        });
        (0..4).for_each(|_| journey.0.step());
        let (map, loss) = (picture(&journey.0, "Decision map"), picture(&journey.0, "Loss curve"));
        assert!(map.width() >= 96.0 && loss.right() <= before.right() + 1.0, "{map} {loss} at {size}");
        for (text, rect) in
            painted(&journey.0).into_iter().filter(|(text, _)| text.contains("long name") || text.contains("own words"))
        {
            assert!(
                rect.right() <= size.x && !rect.intersects(map.shrink(1.0)),
                "“{text}” at {rect}, the map at {map}"
            );
        }
        for class in 'a'..='d' {
            let label = journey.0.get_all_by_role_and_label(Role::Label, &name(class)).next().expect("a name").rect();
            assert!(label.right() <= size.x - 8.0 && label.width() > 24.0, "{class} at {label}");
        }
    }
}

#[test]
fn nothing_but_data_stands_on_the_map() {
    let window = open(0, |experiment| experiment.set_source(Source::Gate(Gate::Xor)));
    let map = picture(&window, "Decision map, 4 points");
    for name in ["Paint points", "Zoom in", "Zoom out", "Show all"] {
        let tool = window.query_by_role_and_label(Role::Button, name);
        let rect = tool.map(|tool| tool.rect());
        assert!(rect.is_none_or(|rect| !rect.intersects(map)), "{name} stands on the map");
    }
    let points = &window.state().snapshot.looks.points.as_ref().expect("points");
    let area = window.state().snapshot.looks.maps.as_ref().expect("maps").plane.area;
    for point in points.iter() {
        for (at, (low, high)) in [(point.at.0, area.x), (point.at.1, area.y)] {
            let share = (at - low) / (high - low);
            assert!((0.07..0.93).contains(&share), "a point at the edge: {share}");
        }
    }
}

#[test]
fn the_loss_is_high_enough_to_be_looked_at() {
    for preset in ["playground", "penguins", "first-network"] {
        let mut journey = Journey::of_size(Start::Preset(preset.into()), vec2(1280.0, 800.0));
        journey.key(Modifiers::NONE, Key::E);
        (0..5).for_each(|_| journey.0.step());
        let loss = picture(&journey.0, "Loss curve");
        assert!(loss.height() >= 120.0, "{preset}: {loss}");
    }
}

#[test]
fn projector_size_makes_pictures_larger_and_leaves_their_options_in_reach() {
    for size in [vec2(1920.0, 1080.0), vec2(1280.0, 800.0)] {
        let mut journey = Journey::of_size(Start::Opening, size);
        let sizes = |journey: &Journey| {
            let zoom = journey.0.ctx.zoom_factor();
            let unit = journey.find(Role::Button, "Unit 1 of layer 1").rect().width() - 2.0;
            let feature = journey.find(Role::CheckBox, "Feature x₁").rect().height();
            [picture(&journey.0, "Decision map").width(), unit, feature].map(|side| side * zoom)
        };
        let plain = sizes(&journey);
        journey.key(Modifiers::NONE, Key::F11);
        (0..4).for_each(|_| journey.0.step());
        let projected = sizes(&journey);
        // Seven features in one column are as large as the lowest window lets them be.
        let features = if size.y > 1000.0 { &["the map", "a unit", "a feature"][..] } else { &["the map", "a unit"] };
        for ((what, before), after) in features.iter().zip(plain).zip(projected) {
            assert!(after > before, "{what} at {size}: {before} pixels, and {after} in projector size");
        }
        journey.press("Export the map");
        journey.until_shown(Role::CheckBox, "Discretize");
        journey.key(Modifiers::NONE, Key::Escape);
        journey.press("Export the curves");
        journey.until_shown(Role::CheckBox, "log scale");
    }
}

#[test]
fn the_axis_turns_logarithmic_by_itself_and_the_person_has_the_last_word() {
    let few = open(30, |_| {});
    assert!(!few.state().loss.is_logarithmic(), "the loss has hardly moved");
    let mut window = open(20_000, |_| {});
    assert!(window.state().loss.is_logarithmic() && window.state().loss.scale == Scale::Automatic);
    let tick = |window: &mut Harness<'_, Stage>| {
        window.get_by_role_and_label(Role::CheckBox, "log scale").click();
        window.run();
        (window.state().loss.is_logarithmic(), window.state().loss.scale)
    };
    assert_eq!(tick(&mut window), (false, Scale::Linear));
    assert_eq!(tick(&mut window), (true, Scale::Automatic));
}

#[test]
fn losses_are_written_for_people() {
    let mut window = open(20, |_| {});
    window.state_mut().snapshot.metrics.train.loss = 5.6e-6;
    window.state_mut().snapshot.number += 1;
    window.run();
    assert!(says(&window, "0.000\u{202f}006"));
    let with_exponent = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(3).any(|w| w[0].is_ascii_digit() && w[1] == 'e' && (w[2] == '−' || w[2].is_ascii_digit()))
    };
    let found: Vec<_> = painted(&window).into_iter().filter(|(text, _)| with_exponent(text)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn long_losses_have_room_in_every_window() {
    for (validation, low) in [(0.0, false), (0.2, false), (0.0, true), (0.2, true)] {
        let mut window = open(20, |experiment| experiment.data.validation_share = validation);
        window.state_mut().loss.low = low;
        let metrics = &mut window.state_mut().snapshot.metrics;
        for part in [Some(&mut metrics.train), metrics.validation.as_mut(), metrics.test.as_mut()].into_iter().flatten()
        {
            part.loss = 1.8e-5;
        }
        window.state_mut().snapshot.number += 1;
        window.run();
        let (tabs, frame) = (window.get_by_role_and_label(Role::Tab, "Loss").rect(), picture(&window, "Loss curve"));
        let texts = painted(&window).into_iter().filter(|(text, rect)| {
            rect.top() > tabs.bottom()
                && rect.bottom() < frame.bottom()
                && rect.right() > frame.left()
                && !text.is_empty()
        });
        let texts: Vec<_> = texts.filter(|(text, _)| !is_number(text) || text.contains("18")).collect();
        let parts = if validation > 0.0 { 3 } else { 2 };
        assert_eq!(texts.iter().filter(|(text, _)| text == "0.000\u{202f}018").count(), parts, "{texts:?}");
        for (i, (text, rect)) in texts.iter().enumerate() {
            assert!(rect.right() <= frame.right() + 1.0, "“{text}” at {rect} leaves the column, {frame}");
            for (other, place) in &texts[i + 1..] {
                assert!(!rect.shrink(1.0).intersects(place.shrink(1.0)), "“{text}” and “{other}” collide");
            }
        }
    }
}

#[test]
fn the_map_answers_in_words() {
    let mut window = open(3_000, |_| {});
    let map = picture(&window, "Decision map");
    window.hover_at(map.center());
    window.run();
    assert!(says(&window, "answer: 1 (") || says(&window, "answer: +1 ("), "{:?}", painted(&window));
    assert!(says(&window, "% sure)"));
    let mut window = open(0, |experiment| experiment.set_source(Source::Gate(Gate::Xor)));
    let map = picture(&window, "Decision map");
    window.hover_at(map.lerp_inside(vec2(1.1 / 1.2, 0.1 / 1.2)));
    window.run();
    assert!(says(&window, "x₁ 1 · x₂ 1 · ") && says(&window, " · training point, class 0"), "{:?}", painted(&window));
    let mut window = open(50, |experiment| experiment.set_source(Source::generated(Generator::Wave)));
    window.hover_at(picture(&window, "Prediction").center());
    window.run();
    assert!(says(&window, "answer: ") && !says(&window, "answer: +"), "{:?}", painted(&window));
}

#[test]
fn the_wheel_scrolls_and_zooms_only_with_ctrl() {
    let mut window = open(0, |_| {});
    let middle = picture(&window, "Decision map").center();
    for (modifiers, zooms) in [(Modifiers::NONE, false), (Modifiers::CTRL | Modifiers::COMMAND, true)] {
        window.hover_at(middle);
        window.run();
        window.event(Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, 3.0),
            modifiers,
            source: MouseWheelSource::Unknown,
            phase: TouchPhase::Move,
        });
        (0..20).for_each(|_| window.step());
        assert_eq!(window.state().gaze.area.is_some(), zooms, "{modifiers:?}");
    }
}

#[test]
fn keys_work_on_the_map_that_was_clicked() {
    let mut window = open(0, |_| {});
    let map = picture(&window, "Decision map");
    window.key_press(Key::ArrowRight);
    window.run();
    assert_eq!(window.state().gaze.cursor, None, "nobody has pointed at the map");
    let free = map.lerp_inside(Vec2::splat(0.02));
    window.hover_at(free);
    window.step();
    window.drag_at(free);
    window.drop_at(free);
    window.run();
    window.key_press(Key::ArrowRight);
    window.run();
    assert!(window.state().gaze.cursor.is_some_and(|at| at.x > 0.0), "{:?}", window.state().gaze.cursor);
    window.key_press(Key::Plus);
    window.run();
    assert!(window.state().gaze.area.is_some(), "nearer");
    window.key_press(Key::Num0);
    window.run();
    assert!(window.state().gaze.area.is_none(), "all of it");
}

#[test]
fn there_are_three_ways_back_to_the_decision() {
    let mut window = open(0, |_| {});
    let pin = |window: &mut Harness<'_, Stage>| {
        window.state_mut().gaze.pinned = Some(Unit { layer: 1, index: 2 });
        window.run();
        assert!(window.query_by_role_and_label(Role::Label, "Unit 3 of layer 1").is_some());
    };
    pin(&mut window);
    window.get_by_role_and_label(Role::Button, "Back to the decision map").click();
    window.run();
    assert_eq!(window.state().gaze.pinned, None);
    assert!(window.query_by_role_and_label(Role::Button, "Back to the decision map").is_none());
    pin(&mut window);
    window.key_press(Key::Escape);
    window.run();
    assert_eq!(window.state().gaze.pinned, None);

    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Button, "Unit 3 of layer 1").click();
    journey.0.step();
    journey.find(Role::Button, "Train").hover();
    journey.until_shown(Role::Button, "Back to the decision map");
    journey.press("XOR");
    journey.until_gone(Role::Button, "Back to the decision map");
    journey.until_shown(Role::Label, "Decision map");
}

#[test]
fn outputs_are_called_by_their_classes() {
    let mut journey = Journey::begin(Start::Preset("penguins".into()));
    for species in ["Adelie", "Gentoo", "Chinstrap"] {
        let output = journey.find(Role::Button, &format!("Output {species}")).rect();
        let beside = output.expand2(vec2(60.0, 24.0));
        let names = painted(&journey.0).into_iter().filter(|(text, _)| text == species);
        assert!(names.into_iter().any(|(_, rect)| beside.contains_rect(rect)), "{species} is not named at {output}");
    }
    journey.find(Role::Button, "Output Gentoo").click();
    journey.until_shown(Role::Label, "Output Gentoo");
}

#[test]
fn units_are_given_in_every_head_or_its_menu() {
    for layers in [2, 5, 6, 8] {
        let mut window = open(0, |experiment| {
            let layer = HiddenLayer { units: 4, activation: Activation::Tanh, dropout: 0.0, frozen: false };
            experiment.network.hidden = vec![layer; layers];
        });
        let give = format!("Give a unit to layer {layers}");
        if window.query_by_role_and_label(Role::Button, &give).is_none() {
            window.get_by_role_and_label(Role::Button, &format!("Layer {layers}: tanh, settings")).click();
            window.run();
        }
        window.get_by_role_and_label(Role::Button, &give).click();
        window.run();
        assert_eq!(window.state().draft.network.hidden[layers - 1].units, 5, "{layers} layers");
    }
}

#[test]
fn a_unit_that_is_the_same_everywhere_asks_nothing() {
    let mut window = open(0, |_| {});
    window.get_by_role_and_label(Role::Button, "Unit 1 of layer 1").hover();
    window.run();
    assert!(says(&window, "answers: is the point"), "{:?}", painted(&window));
    let snapshot = &mut window.state_mut().snapshot;
    let mut maps = Maps::clone(snapshot.looks.maps.as_ref().expect("maps"));
    maps.units[1][0].fill(0.99);
    snapshot.looks.maps = Some(maps.into());
    snapshot.number += 1;
    window.run();
    assert!(says(&window, "it tells no points apart") && !says(&window, "is the point"), "{:?}", painted(&window));
}

#[test]
fn the_marks_of_units_are_explained_where_they_stand() {
    let mut window = open(0, |experiment| experiment.network.hidden[0].activation = Activation::Relu);
    assert!(!says(&window, "dead"), "there is none");
    let mut trainer = Trainer::new(window.state().snapshot.experiment.clone());
    assert!(trainer.set(Place { layer: 0, unit: 1, from: None }, -100.0));
    let statistics = trainer.probe().statistics();
    let snapshot = &mut window.state_mut().snapshot;
    snapshot.detail = Detail { statistics, ..(*snapshot.detail).clone() }.into();
    window.run();
    assert!(says(&window, "dead: always 0"), "the legend");
    window.get_by_role_and_label(Role::Button, "Unit 2 of layer 1, dead").hover();
    window.run();
    assert!(says(&window, "Marked ×, dead: it answers 0 for every row"), "the sentence");
}

#[test]
fn what_is_on_neither_axis_is_said_to_be_held() {
    let csv: String = (0..40).map(|i| format!("{},{},{},{}\n", (i * 3) % 17, (i * 7) % 11, i % 5, i % 2)).collect();
    let table = neurarium::data::Table::read_csv("t.csv", format!("a,b,age,kind\n{csv}").as_bytes()).unwrap();
    let inputs = ["a", "b", "age"].map(String::from).to_vec();
    let source = Source::Table { table: std::sync::Arc::new(table), inputs, target: "kind".into(), classes: true };
    let mut window = open(0, |experiment| experiment.set_source(source));
    window.get_by_role_and_label(Role::CheckBox, "Feature age").hover();
    window.run();
    assert!(says(&window, "age is held at its mean, 2.000"), "{:?}", painted(&window));
    window.get_by_role_and_label(Role::CheckBox, "Feature a").hover();
    window.run();
    assert!(!says(&window, "is held at"), "the first input lies across");
}

#[test]
fn the_weights_page_has_names_and_numbers() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Tab, "Weights").click();
    journey.until_shown(Role::Image, "Weights of layer 1: 4 units, 2 inputs");
    journey.0.step();
    let heat = picture(&journey.0, "Weights of layer 1");
    let inside: Vec<String> = painted(&journey.0)
        .into_iter()
        .filter(|(_, rect)| heat.expand(2.0).contains_rect(*rect))
        .map(|(text, _)| text)
        .collect();
    for name in ["x₁", "x₂", "bias", "unit 1", "unit 4"] {
        assert!(inside.iter().any(|text| text == name), "“{name}” is not in {inside:?}");
    }
    assert_eq!(inside.iter().filter(|text| is_number(text)).count(), 12, "{inside:?}");
    journey.press("Gradients");
    let cut: Vec<_> =
        painted(&journey.0).into_iter().filter(|(text, _)| is_number(text) && text.contains('…')).collect();
    assert!(says(&journey.0, "how fast the loss rises with each weight") && cut.is_empty(), "{cut:?}");
}

#[test]
fn a_page_is_no_wider_than_its_region() {
    for (preset, size) in
        [("playground", vec2(800.0, 600.0)), ("penguins", vec2(800.0, 600.0)), ("penguins", vec2(640.0, 480.0))]
    {
        let journey = Journey::of_size(Start::Preset(preset.into()), size);
        let map = picture(&journey.0, "Decision map");
        for name in ["Feature ", "Unit 1 of layer 1", "Output Gentoo", "The output"] {
            let of = |node: &egui_kittest::Node<'_>| {
                node.accesskit_node().label().is_some_and(|label| label.starts_with(name))
            };
            for node in journey.0.query_all_by(|node| [Role::Button, Role::CheckBox].contains(&node.role())).filter(of)
            {
                assert!(
                    node.rect().right() < map.left() - 40.0,
                    "{preset}: {name} at {} is cut off at {size}",
                    node.rect()
                );
            }
        }
    }
}

#[test]
fn home_and_end_lead_along_the_run_wherever_one_is() {
    let mut journey = Journey::begin(Start::Opening);
    for epoch in 1..=2 {
        journey.key(Modifiers::NONE, Key::E);
        journey.until("an epoch", |window| window.snapshot().is_some_and(|now| now.epoch == epoch && !now.running));
    }
    journey.key(Modifiers::NONE, Key::Home);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.past && now.epoch == 0));
    journey.key(Modifiers::NONE, Key::End);
    journey.until("the end", |window| window.snapshot().is_some_and(|now| !now.past && now.epoch == 2));
}

#[test]
fn hints_stand_beside_what_they_explain() {
    let mut journey = Journey::of_size(Start::Opening, vec2(1280.0, 800.0));
    for (name, role) in [("Learning rate", Role::ComboBox), ("Noise", Role::Slider), ("Batch size", Role::Slider)] {
        let label = journey.find(Role::Label, name).rect();
        let control = journey.find(role, name).rect();
        let before: Vec<String> = painted(&journey.0).into_iter().map(|(text, _)| text).collect();
        journey.0.hover_at(label.center());
        journey.idle();
        let new: Vec<_> = painted(&journey.0).into_iter().filter(|(text, _)| !before.contains(text)).collect();
        assert!(!new.is_empty(), "{name} has a hint");
        for (text, rect) in new {
            assert!(!rect.intersects(control) && !rect.intersects(label), "“{text}” at {rect} covers {name}");
        }
        journey.0.hover_at(egui::pos2(640.0, 700.0));
        journey.idle();
    }
}

/// A window of 1920 × 1080 at projector size is about so many points.
const PROJECTOR: egui::Vec2 = vec2(1050.0, 590.0);
/// And one of 1280 × 800.
pub const LOW_PROJECTOR: egui::Vec2 = vec2(941.0, 588.0);

/// No text of the page stands on another one.
pub fn check_apart(journey: &Journey, page: &str) {
    let texts: Vec<_> = painted(&journey.0)
        .into_iter()
        .map(|(text, rect)| (text, rect.shrink(2.0)))
        .filter(|(text, rect)| rect.is_positive() && !text.trim().is_empty())
        .collect();
    for (place, (text, rect)) in texts.iter().enumerate() {
        let other = texts[place + 1..].iter().find(|(other, at)| other != text && at.intersects(*rect));
        assert!(other.is_none(), "{page}: “{text}” at {rect} and {other:?}");
    }
}

#[test]
fn at_projector_size_columns_do_not_overlap() {
    let mut journey = Journey::of_size(Start::Preset("colours".into()), PROJECTOR);
    journey.until_shown(Role::Tab, "Deploy");
    journey.find(Role::Tab, "Deploy").click_accesskit();
    journey.until("an answer", |window| window.snapshot().is_some_and(|now| now.looks.answered.is_some()));
    (0..4).for_each(|_| journey.0.step());
    check_apart(&journey, "Deploy");
    let mut journey = Journey::of_size(Start::Opening, PROJECTOR);
    journey.key(Modifiers::COMMAND, Key::Num9);
    journey.until_shown(Role::Button, "Run");
    for (number, value) in [("Trials", 6.0), ("Epochs", 1.0)] {
        journey.find(Role::SpinButton, number).set_value_accesskit(value);
        (0..2).for_each(|_| journey.0.step());
    }
    journey.press("Run");
    journey.until("the sweep", |window| window.found().is_some_and(|found| found.ended));
    (0..4).for_each(|_| journey.0.step());
    check_apart(&journey, "Sweep");
}

#[test]
fn at_projector_size_data_and_evaluate_keep_within_the_window() {
    for (preset, size) in [("iris", PROJECTOR), ("iris", LOW_PROJECTOR), ("digits", LOW_PROJECTOR)] {
        let mut journey = Journey::of_size(Start::Preset(preset.into()), size);
        journey.key(Modifiers::COMMAND, Key::Num7);
        journey.until("what is judged", |window| window.snapshot().is_some_and(|now| now.looks.judged.is_some()));
        (0..4).for_each(|_| journey.0.step());
        if size == PROJECTOR {
            check_apart(&journey, &format!("Evaluate of {preset} at {size}"));
        }
        journey.key(Modifiers::COMMAND, Key::Num5);
        (0..24).for_each(|_| journey.0.step());
        check_apart(&journey, &format!("Data of {preset} at {size}"));
        let beyond = painted(&journey.0).into_iter().find(|(_, rect)| rect.right() > size.x && rect.left() < size.x);
        assert!(beyond.is_none(), "Data of {preset} at {size}: {beyond:?}");
    }
}
