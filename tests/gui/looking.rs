//! Looking changes nothing: a session that is opened, seen from all sides and saved is the session that was opened,
//! byte for byte, whatever odd values it has.

use std::{collections::BTreeSet, fs, sync::Arc};

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    app::Start,
    data::{Generator, Source, Table},
    experiment::{Experiment, fields},
    measure::Area,
    session::{Curve, Session, View},
    training::Trainer,
};

use crate::journey::{Journey, file};

type Settings = &'static [(&'static str, &'static str)];

/// Every setting at a value that no control would choose, as far as they go together.
const ODD: [(&str, Settings); 14] = [
    (
        "momentum",
        &[
            ("data.noise", "0.123"),
            ("data.samples", "123"),
            ("data.train_share", "0.333"),
            ("data.labels", "3"),
            ("data.features", "x1,x2,x1^2,sin(x2)"),
            ("network.hidden", "65,3"),
            ("network.activation", "elu,gelu"),
            ("network.dropout", "0.123,0.05"),
            ("network.frozen", "false,true"),
            ("network.frozen.places", "1:2:1,2:1:bias"),
            ("network.output.frozen", "true"),
            ("network.weights", "uniform"),
            ("network.weights.range", "0.377"),
            ("network.biases.value", "0.1234567"),
            ("training.optimizer", "momentum"),
            ("training.optimizer.momentum", "0.777"),
            ("training.learning_rate", "0.0123"),
            ("training.schedule", "step"),
            ("training.schedule.every", "7"),
            ("training.schedule.factor", "0.377"),
            ("training.batch_size", "7"),
            ("training.order", "shuffled"),
            ("training.regularizer.l1", "0.00123"),
            ("training.regularizer.l1_rule", "subgradient"),
            ("training.regularizer.l2", "0.00017"),
            ("training.regularizer.weight_decay", "0.000019"),
            ("training.clip_norm", "1.2345"),
            ("training.early_stopping", "true"),
            ("training.early_stopping.patience", "1234567"),
            ("training.early_stopping.restore_best", "true"),
            ("training.stop.epochs", "123456789"),
            ("training.stop.loss", "0.00000123"),
            ("training.stop.seconds", "12345.678"),
            ("seeds.data", "18446744073709551615"),
            ("seeds.weights", "9007199254740993"),
            ("seeds.batches", "12345678901234567"),
            ("seeds.noise", "77"),
        ],
    ),
    (
        "nesterov",
        &[
            ("data.set", "blobs"),
            ("data.classes", "7"),
            ("data.noise", "0.8"),
            ("data.train_share", "0.95"),
            ("data.validation_share", "0.123"),
            ("rules", "modern"),
            ("network.hidden", "100"),
            ("network.dropout", "0.9"),
            ("training.label_smoothing", "0.0123"),
            ("training.optimizer", "nesterov"),
            ("training.optimizer.momentum", "0.123"),
            ("training.schedule", "exponential"),
            ("training.schedule.decay", "0.98765"),
            ("training.batch_size", "100000"),
            ("training.privacy", "true"),
            ("training.privacy.clip", "0.0777"),
            ("training.privacy.noise", "12.345"),
            ("training.privacy.delta", "0.0000123"),
        ],
    ),
    (
        "adagrad",
        &[
            ("data.train_share", "0.99"),
            ("network.hidden", "none"),
            ("network.weights", "normal"),
            ("network.weights.deviation", "0.1234567"),
            ("network.biases", "like_weights"),
            ("network.output.activation", "sigmoid"),
            ("training.loss", "huber"),
            ("training.optimizer", "adagrad"),
            ("training.optimizer.epsilon", "0.000000123"),
            ("training.batch_size", "all"),
        ],
    ),
    (
        "rms_prop",
        &[
            ("data.formula", " x1^2 -  sin( x2 ) "),
            ("data.noise", "0.077"),
            ("data.scaling", "range"),
            ("training.optimizer", "rms_prop"),
            ("training.optimizer.decay", "0.777"),
            ("training.optimizer.epsilon", "0.00000123"),
            ("training.learning_rate", "999.75"),
        ],
    ),
    (
        "adam",
        &[
            ("network.hidden", "128,1,2,3,5,7,9,11"),
            ("training.optimizer", "adam"),
            ("training.optimizer.beta1", "0.777"),
            ("training.optimizer.beta2", "0.8888"),
            ("training.optimizer.epsilon", "0.000123"),
            ("training.schedule", "cosine"),
            ("training.schedule.warm_up", "3"),
            ("training.schedule.epochs", "12345"),
            ("training.learning_rate", "0.0000001234"),
        ],
    ),
    (
        "adam_w",
        &[
            ("data.samples", "12345"),
            ("network.hidden", "1024"),
            ("training.optimizer", "adam_w"),
            ("training.optimizer.weight_decay", "0.0123"),
            ("training.optimizer.epsilon", "0.0000000123"),
        ],
    ),
    (
        "stage",
        &[
            ("stage.task", "reconstruct"),
            ("stage.layers", "1"),
            ("stage.below", "0"),
            ("stage.decoder", "5:relu:0.125,3:sine"),
            ("stage.masked", "0.123"),
            ("stage.noise", "0.0123"),
            ("stage.rows", "labelled"),
            ("stage.rates", "0.123,0.5"),
            ("stage.thaw", "7"),
        ],
    ),
    (
        "shipped",
        &[
            ("data.set", "spoken"),
            ("data.split_by", "groups"),
            ("data.without_repeats", "true"),
            ("network.hidden", "3"),
            ("training.augmentation.noise", "0.0777"),
        ],
    ),
    (
        "aligned",
        &[
            ("data.set", "seen_and_heard"),
            ("network.hidden", "3"),
            ("stage.task", "align"),
            ("stage.layers", "1"),
            ("stage.space", "7"),
            ("stage.temperature", "0.0777"),
        ],
    ),
    ("pictures", &[("data.set", "digits"), ("network.hidden", "3"), ("training.augmentation.shift", "3")]),
    ("gate", &[("data.set", "xor"), ("network.hidden", "2"), ("training.stop.epochs", "none")]),
    ("painted", &[]),
    (
        "table",
        &[
            ("data.table.headings", "true"),
            ("data.missing", "median"),
            ("data.unlabelled", "true"),
            ("data.table.separator", "comma"),
            ("data.table.decimal", "point"),
            ("data.table.encoding", "utf-8"),
            ("data.table.signs", "true"),
            ("data.table.dates", "day"),
            ("data.inputs", "width,height,weight"),
            ("data.target", "weight"),
            ("data.target", "farm"),
            ("data.inputs", "weight,width,height"),
            ("network.hidden", "1,64,65"),
        ],
    ),
    (
        "numbers",
        &[
            ("data.inputs", "width"),
            ("data.target", "weight"),
            ("data.classes", "false"),
            ("data.more_targets", "height"),
        ],
    ),
];

/// The painted points and the table, which no setting of text makes.
fn source(name: &str) -> Option<Source> {
    match name {
        "painted" => {
            let mut points = Source::generated(Generator::Circle).painted(3);
            points.add(123.456, -0.001, 7);
            Some(Source::Painted(points.into()))
        }
        "table" | "numbers" => {
            let csv = include_bytes!("../data/table.csv");
            Some(Source::table(Arc::new(Table::read_csv("table.csv", csv).unwrap())).unwrap())
        }
        _ => None,
    }
}

fn experiment(name: &str, odd: Settings) -> Experiment {
    let mut experiment = Experiment::default();
    source(name).into_iter().for_each(|source| experiment.set_source(source));
    for (key, value) in odd {
        fields::set(&mut experiment, key, value).unwrap_or_else(|error| panic!("{name}: {key}={value}: {error}"));
    }
    experiment
}

/// A session on its way, and the trainer that it was made from.
fn session(name: &str, experiment: Experiment) -> (Session, Trainer) {
    let mut trainer = Trainer::new(experiment.validate().unwrap_or_else(|problems| panic!("{name}: {problems:?}")));
    (0..40).for_each(|_| trainer.step());
    let mut session = Session::new(name, trainer.experiment().clone()).with_trainer(&trainer);
    session.made_with = "0.0.7".into();
    session.notes = " Line one\nline two ".into();
    (session, trainer)
}

/// All but the first line, which says when it was written.
fn body(text: &str) -> &str {
    text.split_once('\n').unwrap().1
}

/// Opens the session in the real window, looks at everything with `look`, saves, and compares.
fn looked_at(name: &str, (session, trainer): (Session, Trainer), size: egui::Vec2, look: impl FnOnce(&mut Journey)) {
    let path = file(&format!("looking-{name}.ron"), "");
    session.save(&path).unwrap();
    let before = fs::read_to_string(&path).unwrap();
    let mut journey = Journey::of_size(Start::File(path.clone()), size);
    let step = trainer.steps();
    journey.until("the session", |window| window.snapshot().is_some_and(|now| now.step == step));
    look(&mut journey);
    assert_eq!(*journey.0.state().experiment(), **trainer.experiment(), "{name}: the draft");
    let now = journey.snapshot();
    let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    assert!(bits(now.newest.parameters.values()) == bits(trainer.network().parameters.values()), "{name}: the weights");
    assert!(now.newest.moments == trainer.checkpoint().moments, "{name}: the optimizer's memory");
    // Without the file, a new one shows that the session has been written.
    fs::remove_file(&path).unwrap();
    journey.key(Modifiers::COMMAND, Key::S);
    journey.until("the file", |_| path.exists());
    let after = fs::read_to_string(&path).unwrap();
    let other = body(&before).lines().zip(body(&after).lines()).find(|(before, after)| before != after);
    assert!(body(&before) == body(&after), "{name}: the file is another from here on: {other:?}");
}

fn frames(journey: &mut Journey) {
    (0..30).for_each(|_| journey.0.step());
}

/// Thirty frames of every page, with the rare settings, every menu and every list open once.
fn everything(journey: &mut Journey) {
    frames(journey);
    if journey.0.query_by_role_and_label(Role::Button, "Settings").is_some() {
        journey.press("Settings");
    }
    journey.press("More settings…");
    for page in [Key::Num2, Key::Num3, Key::Num1] {
        journey.key(Modifiers::COMMAND, page);
        frames(journey);
    }
    let named = |journey: &Journey, role: Role| -> Vec<String> {
        let all = journey.0.query_all_by_role(role);
        all.filter_map(|node| node.accesskit_node().label()).collect()
    };
    let mut menus = named(journey, Role::ComboBox);
    menus.extend(named(journey, Role::Button).into_iter().filter(|name| {
        name == "Menu" || name.ends_with(", settings") || name.contains("Across: ") || name.contains("Upward: ")
    }));
    for name in menus {
        for role in [Role::ComboBox, Role::Button] {
            let found = journey.0.query_all_by_role_and_label(role, &name).next();
            found.into_iter().for_each(|node| node.click_accesskit());
        }
        (0..3).for_each(|_| journey.0.step());
        journey.key(Modifiers::NONE, Key::Escape);
    }
}

/// The keyboard visits every control, and so every number as a text.
fn by_keyboard(journey: &mut Journey) {
    everything(journey);
    for _ in 0..200 {
        journey.0.key_press(Key::Tab);
        journey.0.step();
    }
}

/// Sees the sessions of these names, one after the other.
fn see(names: &[&str], look: fn(&mut Journey)) {
    for (name, odd) in ODD.iter().filter(|(name, _)| names.contains(name)) {
        looked_at(name, session(name, experiment(name, odd)), egui::vec2(1440.0, 900.0), look);
    }
}

#[test]
fn every_setting_is_looked_at_with_an_odd_value() {
    let odd: BTreeSet<_> = ODD.iter().flat_map(|(_, odd)| odd.iter().map(|(key, _)| *key)).collect();
    let all: BTreeSet<_> = fields::all().map(|field| field.key).collect();
    assert_eq!(all.difference(&odd).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn odd_numbers_stay_when_the_keyboard_visits_them() {
    see(&["momentum", "nesterov"], by_keyboard);
}

#[test]
fn a_seed_is_shown_to_its_last_digit() {
    let mut odd = Experiment::default();
    odd.seeds.data = 9_007_199_254_740_993;
    let path = file("looking-seed.ron", "");
    session("", odd).0.save(&path).unwrap();
    let journey = Journey::begin(Start::File(path));
    assert!(journey.0.query_by_value("9007199254740993").is_some());
}

#[test]
fn odd_optimizers_and_sources_stay() {
    see(&["adagrad", "rms_prop", "stage", "gate", "painted", "table", "numbers"], everything);
}

#[test]
fn large_networks_stay() {
    see(&["adam", "adam_w"], everything);
}

#[test]
fn a_drawer_changes_nothing() {
    let (name, odd) = ODD[0];
    looked_at("drawer", session(name, experiment(name, odd)), egui::vec2(800.0, 600.0), everything);
}

#[test]
fn a_weight_that_is_looked_at_in_its_editor_stays() {
    let (session, trainer) = session("", experiment("momentum", ODD[0].1));
    looked_at("editor", (session, trainer), egui::vec2(1440.0, 900.0), |journey| {
        for leave in [Key::Enter, Key::Tab, Key::Escape] {
            let name = "Bias of the output";
            journey.0.query_all_by_label_contains(name).next().unwrap().click_accesskit();
            (0..4).for_each(|_| journey.0.step());
            assert!(journey.0.query_by_role_and_label(Role::SpinButton, "Value").is_some());
            journey.key(Modifiers::NONE, leave);
            frames(journey);
        }
    });
}

#[test]
fn a_session_is_looked_at_as_it_was() {
    let area = Area { x: (-1.234_567, 0.777), y: (0.111, 3.333) };
    let usual = View::default();
    let views = [
        View { unit: Some((1, 64)), axes: (1, 2), hide_test: true, discretize: true, ..usual.clone() },
        View { axes: (2, 0), area: Some(area), curve: Curve::Score, log_scale: true, ..usual.clone() },
        View { axes: (2, 1), components: true, area: Some(area), curve: Curve::Rate, enlarged: true, ..usual.clone() },
        View { axes: (1, 0), confidence: true, residuals: true, curve: Curve::Report, ..usual.clone() },
        View { unit: Some((0, 2)), area: Some(area), confidence: true, discretize: true, ..usual },
    ];
    for (i, view) in views.into_iter().enumerate() {
        let (mut session, trainer) = session("", experiment("table", &[("network.hidden", "65")]));
        session.view = view.clone();
        let name = format!("view-{i}");
        looked_at(&name, (session, trainer), egui::vec2(1440.0, 900.0), |journey| {
            (0..3).for_each(|_| frames(journey));
        });
    }
    // One input and one target: the usual axes are not both there.
    let mut line = Experiment::default();
    line.set_source(Source::generated(Generator::Wave));
    looked_at("view-line", session("", line), egui::vec2(1440.0, 900.0), everything);
}
