//! Every setting has a control that changes it, and what is wrong with any of them is said beside it.

use std::sync::Arc;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable;
use neurarium::{
    app::Start,
    data::{Generator, Shipped, Source, Table},
    experiment::{
        BatchOrder, EarlyStopping, Experiment, Field, Place, Privacy, Rules,
        fields::{self, Kind, Layers, Range},
    },
    nn::{Activation, BiasInitializer, Choice, Initializer, Loss, Optimizer, Schedule},
};

use crate::journey::Journey;

/// Keys without a control in the panels: points and features are chosen from pictures, a formula is typed, layers have a menu
/// over their column and weights an editor, stages are to have a page, and rows are cleaned on the page of the data.
const ELSEWHERE: [&str; 11] = [
    "data.set",
    "data.formula",
    "data.features",
    "data.labels",
    "data.split_by",
    "data.without_repeats",
    "data.missing",
    "data.unlabelled",
    "network.dropout",
    "network.frozen",
    "network.frozen.places",
];

fn with(change: impl FnOnce(&mut Experiment)) -> Experiment {
    let mut experiment = Experiment::default();
    change(&mut experiment);
    experiment
}

/// Experiments that together have every field.
fn every_kind() -> Vec<Experiment> {
    let mut all = vec![
        with(|e| {
            let regularizer = &mut e.training_mut().regularizer;
            (regularizer.l1, regularizer.l2, regularizer.weight_decay) = (0.1, 0.1, 0.1);
            e.training_mut().early_stopping = Some(EarlyStopping::default());
            e.training_mut().clip_norm = Some(1.0);
            let stop = &mut e.training_mut().stop;
            (stop.epochs, stop.loss, stop.seconds) = (Some(9), Some(0.5), Some(9.5));
            e.network.hidden[0].dropout = 0.5;
        }),
        with(|e| {
            (e.training_mut().privacy, e.training_mut().order) = (Some(Privacy::default()), BatchOrder::Poisson);
        }),
        with(|e| {
            Rules::Modern.apply(e);
            e.set_source(Source::generated(Generator::Blobs { classes: 3 }));
        }),
        with(|e| e.set_source(Source::formula("x1*x2"))),
        with(|e| e.set_source(Source::Shipped(Shipped::Digits))),
        with(|e| {
            on_a_table(e);
            e.data.source.predict("weight").unwrap();
            if let Source::Table { inputs, .. } = &mut e.data.source {
                inputs.truncate(1);
            }
            e.fit_to_data(Some(Rules::Playground));
        }),
    ];
    all.extend(Optimizer::ALL.iter().map(|optimizer| with(|e| e.training_mut().optimizer = *optimizer)));
    all.extend(Schedule::ALL.iter().map(|schedule| with(|e| e.training_mut().schedule = *schedule)));
    all.extend(Initializer::ALL.iter().map(|rule| with(|e| e.network.weights = *rule)));
    all.extend(BiasInitializer::ALL.iter().map(|rule| with(|e| e.network.biases = *rule)));
    all
}

/// Makes the draft this experiment; twice, since what follows from other data may change it the first time.
fn edit(journey: &mut Journey, experiment: &Experiment) {
    for _ in 0..2 {
        journey.0.state_mut().edit(|draft| draft.clone_from(experiment));
        (0..2).for_each(|_| journey.0.step());
    }
}

#[test]
fn every_key_has_a_control() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("More settings…");
    let mut missing: Vec<&Field> = fields::all().filter(|field| !field.key.starts_with("stage.")).collect();
    missing.retain(|field| !ELSEWHERE.contains(&field.key) && !field.key.starts_with("data.table."));
    for experiment in every_kind() {
        edit(&mut journey, &experiment);
        let is_shown = |field: &Field| journey.0.query_all_by_label(&field.name().to_string()).next().is_some();
        missing.retain(|field| !(field.applies(&experiment) && is_shown(field)));
    }
    assert_eq!(missing.iter().map(|field| field.key).collect::<Vec<_>>(), Vec::<&str>::new());
    edit(&mut journey, &with(on_a_table));
    journey.0.get_by_label("How the file was read").click_accesskit();
    (0..20).for_each(|_| journey.0.step());
    for field in fields::all().filter(|field| field.key.starts_with("data.table.")) {
        assert!(journey.0.query_by_label(&field.name().to_string()).is_some(), "{}", field.key);
    }
    edit(&mut journey, &Experiment::default());
    journey.press("Layer 1: tanh, settings");
    for key in ["network.dropout", "network.frozen"] {
        let field = fields::all().find(|field| field.key == key).unwrap();
        assert!(journey.0.query_by_label(&field.name().to_string()).is_some(), "{key}");
    }
}

/// A number that is none of `range`.
fn outside(range: Range) -> f32 {
    [-1e9, 0.0, 1e9].into_iter().find(|value| !range.contains(*value)).unwrap()
}

/// Makes the value of `field` one that it does not take; says whether there is one.
fn spoil(field: &Field, e: &mut Experiment) -> bool {
    match field.kind {
        Kind::Number(range, slot) => slot(e).map(|value| *value = outside(range)).is_some(),
        Kind::OptionalNumber(range, slot) => slot(e).map(|value| *value = Some(outside(range))).is_some(),
        Kind::Numbers(range, slot) => slot(e).map(|values| *values = vec![outside(range)]).is_some(),
        Kind::Whole(range, slot) => {
            range.low.checked_sub(1).is_some_and(|below| slot(e).is_some_and(|value| value.set(below)))
        }
        Kind::OptionalWhole(range, slot) => {
            range.low.checked_sub(1).is_some_and(|below| slot(e).is_some_and(|value| value.set(Some(below))))
        }
        Kind::Layers(Layers::Units(_)) => {
            e.network.hidden[0].units = 0;
            true
        }
        Kind::Layers(Layers::Number(range, place)) => {
            *place(&mut e.network.hidden[0]) = outside(range);
            true
        }
        Kind::Layers(_) | Kind::Switch(_) | Kind::Choice(_) | Kind::Written(_) => false,
    }
}

/// What goes together badly: the key that is told, where that can be, and the change that brings it.
type Case = (&'static str, fn(&mut Experiment), fn(&mut Experiment));

const TOGETHER: [Case; 11] = [
    ("data.points", |_| (), |e| e.data.source = Source::Painted(Arc::default())),
    ("data.formula", |e| e.set_source(Source::formula("x1")), |e| e.data.source = Source::formula("sin(x1")),
    ("data.features", |_| (), |e| e.data.features.clear()),
    ("data.inputs", on_a_table, |e| {
        if let Source::Table { inputs, target, .. } = &mut e.data.source {
            inputs[0].clone_from(target);
        }
    }),
    ("data.target", on_a_table, |e| {
        if let Source::Table { target, .. } = &mut e.data.source {
            *target = "none".into();
        }
    }),
    ("network.activation", |_| (), |e| e.network.hidden[1].activation = Activation::Step),
    ("network.output.activation", |_| (), |e| e.network.output.activation = Activation::Step),
    ("network.frozen.places", |_| (), |e| e.network.frozen = vec![Place { layer: 7, unit: 0, from: None }]),
    (
        "training.loss",
        |e| e.set_source(Source::generated(Generator::Plane)),
        |e| e.training_mut().loss = Loss::BinaryCrossEntropy,
    ),
    ("training.schedule.epochs", |_| (), |e| e.training_mut().schedule = Schedule::Cosine { warm_up: 9, epochs: 9 }),
    (
        "training.early_stopping",
        |e| e.data.train_share = 1.0,
        |e| e.training_mut().early_stopping = Some(EarlyStopping::default()),
    ),
];

fn on_a_table(e: &mut Experiment) {
    let table = Table::read_csv("t.csv", include_bytes!("../data/table.csv")).unwrap();
    e.set_source(Source::table(Arc::new(table)).unwrap());
}

/// Asserts that after this change a panel at the left says every problem, among them one of `key`, each once.
fn assert_said(journey: &mut Journey, key: &str, before: &Experiment, after: &Experiment) {
    edit(journey, before);
    edit(journey, after);
    let problems = journey.0.state().experiment().problems();
    assert!(problems.iter().any(|problem| problem.field == key), "{key}: {problems:?}");
    for problem in &problems {
        // A formula's fault stands below its sign, in words of its own.
        if problem.field == "data.formula" {
            continue;
        }
        let message = problem.message.to_string();
        let said = journey.0.query_all_by_label(&message);
        let beside = said.filter(|node| node.rect().left() < 300.0).count();
        assert_eq!(beside, 1, "{key}: {problem}");
    }
}

#[test]
fn what_is_wrong_with_any_key_is_said_in_a_panel() {
    let mut journey = Journey::begin(Start::Opening);
    let pipeline = with(|e| fields::set(e, "stage.task", "reconstruct").unwrap());
    for open in [false, true] {
        let mut left: Vec<&str> = Vec::new();
        for experiment in every_kind().into_iter().chain([pipeline.clone()]) {
            for field in fields::all().filter(|field| field.applies(&experiment)) {
                let mut broken = experiment.clone();
                if !left.contains(&field.key) && spoil(field, &mut broken) {
                    left.push(field.key);
                    assert_said(&mut journey, field.key, &experiment, &broken);
                }
            }
        }
        assert!(left.len() > 30, "only {} fields have a range: {left:?}", left.len());
        for (key, before, spoil) in TOGETHER {
            let before = with(before);
            let mut after = before.clone();
            spoil(&mut after);
            assert_said(&mut journey, key, &before, &after);
        }
        if !open {
            edit(&mut journey, &Experiment::default());
            journey.press("More settings…");
        }
    }
}

#[test]
fn a_number_that_a_field_does_not_take_cannot_be_typed() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::ComboBox, "Learning rate").click_accesskit();
    journey.0.step();
    journey.until_shown(Role::SpinButton, "Other");
    for (typed, rate) in [(0.0, 0.03), (5000.0, 1000.0), (0.25, 0.25), (-1.0, 0.25)] {
        journey.find(Role::SpinButton, "Other").set_value_accesskit(typed);
        (0..2).for_each(|_| journey.0.step());
        assert_eq!(journey.0.state().experiment().training().learning_rate, rate, "{typed}");
    }
    assert_eq!(journey.0.state().experiment().problems(), []);
}

#[test]
fn a_number_that_a_choice_brings_is_changed_beside_it() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("More settings…");
    journey.choose("Optimizer", "Adam");
    journey.0.step();
    journey.find(Role::SpinButton, "β₁").set_value_accesskit(0.75);
    journey.until("β₁", |window| {
        matches!(window.experiment().training().optimizer, Optimizer::Adam { beta1: 0.75, .. })
    });
    journey.choose("Learning rate schedule", "Step");
    journey.0.step();
    journey.find(Role::SpinButton, "Interval").set_value_accesskit(7.0);
    journey.until("7 epochs", |window| {
        matches!(window.experiment().training().schedule, Schedule::Step { every: 7, factor: 0.5 })
    });
    journey.find(Role::CheckBox, "Stop early").click_accesskit();
    journey.0.step();
    journey.0.step();
    assert_eq!(journey.0.state().experiment().training().early_stopping, Some(EarlyStopping::default()));
    // The rows that it brings move what stands in the column, and a click would find another control.
    journey.until("validation rows", |window| window.snapshot().is_some_and(|now| now.metrics.validation.is_some()));
    journey.0.step();
    journey.0.step();
    journey.find(Role::CheckBox, "Return to the best").click_accesskit();
    journey.until("no way back", |window| {
        window.experiment().training().early_stopping.is_some_and(|stopping| !stopping.restore_best)
    });
}

#[test]
fn tenths_of_a_slider_are_tenths() {
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Slider, "Train split").focus();
    (0..2).for_each(|_| journey.0.step());
    for _ in 0..4 {
        journey.key(Modifiers::NONE, Key::ArrowRight);
        journey.0.step();
    }
    assert_eq!(journey.0.state().experiment().data.train_share.to_string(), "0.9");
}
