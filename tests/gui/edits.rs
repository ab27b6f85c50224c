//! An edit means the same in the window and on the command line: the same run goes on, to the same bits.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use egui::{Key, Modifiers};
use neurarium::{
    app::Start,
    data::{Feature, Generator, Scaling, Source, Table},
    experiment::{BatchOrder, EarlyStopping, Experiment, HiddenLayer, Place, Rules, impact},
    insight::remark::remarks,
    nn::{Activation, BiasInitializer, Choice, Initializer, L1Rule, Loss, Optimizer, Schedule},
    session::Session,
    training::{Checkpoint, Trainer},
};

use crate::journey::{Journey, file};

/// What `--set` is given, and what a panel does.
type Edit = (&'static str, fn(&mut Experiment));

/// Edits of a run on a circle, of four and two units.
const OF_POINTS: [Edit; 37] = [
    ("training.learning_rate=0.3", |e| e.training_mut().learning_rate = 0.3),
    ("training.optimizer=adam", |e| e.training_mut().optimizer = Optimizer::ALL[5]),
    ("training.optimizer=momentum", |e| e.training_mut().optimizer = Optimizer::ALL[1]),
    ("training.schedule=cosine", |e| e.training_mut().schedule = Schedule::ALL[3]),
    ("training.loss=huber", |e| e.training_mut().loss = Loss::Huber),
    ("training.loss=binary_cross_entropy", |e| e.training_mut().loss = Loss::BinaryCrossEntropy),
    ("training.batch_size=7", |e| e.training_mut().batch_size = 7),
    ("training.order=shuffled", |e| e.training_mut().order = BatchOrder::Shuffled),
    ("training.regularizer.l1=0.01", |e| e.training_mut().regularizer.l1 = 0.01),
    ("training.regularizer.l1_rule=subgradient", |e| e.training_mut().regularizer.l1_rule = L1Rule::Subgradient),
    ("training.regularizer.l2=0.02", |e| e.training_mut().regularizer.l2 = 0.02),
    ("training.clip_norm=0.5", |e| e.training_mut().clip_norm = Some(0.5)),
    ("training.early_stopping=on", |e| e.training_mut().early_stopping = Some(EarlyStopping::default())),
    ("training.stop.epochs=900", |e| e.training_mut().stop.epochs = Some(900)),
    ("rules=modern", |e| Rules::Modern.apply(e)),
    ("network.weights=he_normal", |e| e.network.weights = Initializer::HeNormal),
    ("network.weights.range=0.25", |e| e.network.weights = Initializer::Uniform { range: 0.25 }),
    ("network.biases=like_weights", |e| e.network.biases = BiasInitializer::LikeWeights),
    ("network.biases.value=0.5", |e| e.network.biases = BiasInitializer::Constant { value: 0.5 }),
    ("network.hidden=6,2", |e| e.network.hidden[0].units = 6),
    ("network.hidden=4", |e| e.network.hidden.truncate(1)),
    ("network.hidden=4,2,3", |e| e.network.hidden.push(HiddenLayer { units: 3, ..e.network.hidden[1] })),
    ("network.activation=relu", |e| e.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Relu)),
    ("network.dropout=0.25", |e| e.network.hidden.iter_mut().for_each(|layer| layer.dropout = 0.25)),
    ("network.frozen=true,false", |e| e.network.hidden[0].frozen = true),
    ("network.frozen.places=1:2:1", |e| e.network.frozen = vec![Place { layer: 0, unit: 1, from: Some(0) }]),
    ("network.output.activation=linear", |e| e.network.output.activation = Activation::Linear),
    ("seeds.weights=7", |e| e.seeds.weights = 7),
    ("seeds.batches=7", |e| e.seeds.batches = 7),
    ("seeds.data=7", |e| e.seeds.data = 7),
    ("data.noise=0.25", |e| *e.data.source.drawn_mut().unwrap().1 = 0.25),
    ("data.samples=300", |e| *e.data.source.drawn_mut().unwrap().0 = 300),
    ("data.set=spiral", |e| e.set_source(Source::generated(Generator::Spiral))),
    ("data.features=x1,x2,x1^2", |e| e.data.features.push(Feature::Square(0))),
    ("data.scaling=standardize", |e| e.data.scaling = Scaling::Standardize),
    ("data.train_share=0.75", |e| e.data.train_share = 0.75),
    ("data.validation_share=0.25", |e| e.data.validation_share = 0.25),
];

/// Edits of a run on three of a table's columns, of which the first two are read.
const OF_A_TABLE: [Edit; 3] = [
    ("data.target=weight", |e| e.data.source.predict("weight").unwrap()),
    ("data.classes=false", |e| {
        let Source::Table { classes, .. } = &mut e.data.source else { panic!("a table") };
        *classes = false;
    }),
    ("data.inputs=width", |e| {
        let Source::Table { inputs, .. } = &mut e.data.source else { panic!("a table") };
        inputs.truncate(1);
    }),
];

const TABLE: &str = "width,height,weight,legs\n1.5,2,3.5,4\n2,2.5,4.25,4\n1,0.5,1.5,2\n3,1,7,2\n2.5,2,5,4\n1,1,2.5,2\n";

/// A session that has begun.
fn begun(name: &str, experiment: Experiment) -> PathBuf {
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..137).for_each(|_| trainer.step());
    trainer.settle();
    let path = file(&format!("edits-{name}.ron"), "");
    Session::new(name, trainer.experiment().clone()).with_trainer(&trainer).save(&path).unwrap();
    path
}

/// The run after the edit and three more steps, when `--set` makes it; what is said of it otherwise.
fn by_command(session: &Path, edit: &str) -> Result<(Trainer, String), String> {
    let out = session.with_extension("edited.ron");
    let mut command = Command::new(env!("CARGO_BIN_EXE_neurarium"));
    command.arg("train").arg(session).args(["--steps", "3", "--set", edit, "-o"]).arg(&out);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    if output.status.success() { Ok((Session::open(&out).unwrap().trainer().unwrap(), said)) } else { Err(said) }
}

/// A window in which the edit was made and three more steps were taken.
fn by_window(session: &Path, edit: fn(&mut Experiment)) -> Journey {
    let mut journey = Journey::begin(Start::File(session.to_owned()));
    journey.until("the session", |window| window.snapshot().is_some_and(|now| now.step == 137));
    journey.0.state_mut().edit(edit);
    journey.0.step();
    journey.until("the edit", |window| window.snapshot().is_some_and(|now| *now.experiment == *window.experiment()));
    for _ in 0..3 {
        let step = journey.snapshot().step;
        journey.key(Modifiers::NONE, Key::S);
        journey.until("a step", |window| window.snapshot().is_some_and(|now| now.step == step + 1));
    }
    journey
}

fn bits(checkpoint: &Checkpoint) -> Vec<u32> {
    let memories = checkpoint.moments.iter().flat_map(|memory| memory.values());
    checkpoint.parameters.values().iter().chain(memories).map(|value| value.to_bits()).collect()
}

fn compare(session: &Path, (key, edit): Edit) {
    let (trainer, said) = by_command(session, key).unwrap_or_else(|said| panic!("{key}: {said}"));
    let journey = by_window(session, edit);
    let now = journey.snapshot();
    assert_eq!(*now.experiment, **trainer.experiment(), "{key}");
    // The window counts the seconds that it has trained.
    let timeless = |checkpoint: Checkpoint| Checkpoint { seconds: 0.0, ..checkpoint };
    let (window, command) = (timeless((*now.newest).clone()), timeless(trainer.checkpoint()));
    assert!(bits(&window) == bits(&command), "{key}: other weights");
    assert_eq!(window, command, "{key}");
    assert_eq!(now.history, *trainer.history(), "{key}");
    assert_eq!(now.edits, *trainer.edits(), "{key}");
    let before = Session::open(session).unwrap();
    let (_, impact) = impact(&before.experiment, (**trainer.experiment()).clone()).unwrap();
    let sentence = impact.sentence().map(|sentence| format!("{}\n", sentence.stopped())).unwrap_or_default();
    let remarks = remarks(trainer.experiment(), trainer.data());
    let remarks: String = remarks.iter().map(|remark| format!("{remark}\n")).collect();
    assert_eq!(said, sentence + &remarks, "{key}");
    let anew = said.starts_with("Training starts over");
    assert_eq!(trainer.steps(), if anew { 3 } else { 140 }, "{key}: {said}");
}

#[test]
fn an_edit_of_a_run_on_points_is_the_same_by_window_and_by_command() {
    let mut experiment = Experiment::default();
    experiment.network.frozen = vec![Place { layer: 1, unit: 1, from: None }];
    let session = begun("points", experiment);
    OF_POINTS.into_iter().for_each(|edit| compare(&session, edit));
}

#[test]
fn an_edit_of_a_run_on_a_table_is_the_same_by_window_and_by_command() {
    let mut experiment = Experiment::default();
    let source = Source::table(Arc::new(Table::read_csv("t.csv", TABLE.as_bytes()).unwrap())).unwrap();
    assert!(matches!(&source, Source::Table { target, classes: true, .. } if target == "legs"));
    experiment.set_source(source);
    let session = begun("table", experiment);
    OF_A_TABLE.into_iter().for_each(|edit| compare(&session, edit));
}

#[test]
fn what_the_window_refuses_the_command_refuses_in_the_same_words() {
    let session = begun("refused", Experiment::default());
    let refused: [Edit; 3] = [
        ("training.learning_rate=0", |e| e.training_mut().learning_rate = 0.0),
        ("network.output.activation=step", |e| e.network.output.activation = Activation::Step),
        ("network.hidden=2000,2", |e| e.network.hidden[0].units = 2000),
    ];
    for (key, edit) in refused {
        let mut journey = Journey::begin(Start::File(session.clone()));
        journey.until("the session", |window| window.snapshot().is_some_and(|now| now.step == 137));
        let before = journey.snapshot();
        journey.0.state_mut().edit(edit);
        journey.idle();
        let problems = journey.0.state().experiment().problems();
        let said = by_command(&session, key).err().unwrap_or_else(|| panic!("{key} is not refused"));
        assert_eq!(said, format!("{}.\n", problems[0]), "{key}");
        assert_eq!(journey.snapshot().experiment, before.experiment, "{key}: the run stays");
    }
}
