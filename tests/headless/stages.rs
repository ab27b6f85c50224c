//! Pipelines: saved in the middle of any stage, gone on with, taken again.

use std::time::UNIX_EPOCH;

use neurarium::{
    experiment::{Autoencoder, Experiment, HiddenLayer, Rows, Stage, Stages, Task, ValidExperiment},
    insight::{Axes, MapRequest},
    nn::Loss,
    session::Session,
    training::{Status, Trainer, repetition::repeat},
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    test_runner::{Config, TestCaseError},
};

use crate::{
    program::Folder,
    resume::{experiments, layer},
};

/// An autoencoder somewhere among the hidden layers: (layers below, layers, decoder, masked, noise).
fn autoencoders() -> impl Strategy<Value = Autoencoder> {
    let spoiled = || prop_oneof![Just(0.0_f32), 0.0..0.5_f32];
    (0..2_usize, 1..3_usize, option::of(vec(layer(), 0..2)), spoiled(), spoiled())
        .prop_map(|(below, layers, decoder, masked, noise)| Autoencoder { below, layers, decoder, masked, noise })
}

/// Pipelines of one or two autoencoders and one or two stages that learn the target.
fn pipelines() -> impl Strategy<Value = ValidExperiment> {
    let last = (vec(prop_oneof![Just(0.0_f32), Just(1.0), 0.1..3.0_f32], 0..4), any::<bool>());
    (experiments(), vec(autoencoders(), 1..3), vec(last, 1..3), option::of(1..20_u32)).prop_filter_map(
        "valid",
        |(experiment, autoencoders, lasts, labels)| {
            let mut experiment = Experiment::clone(&experiment);
            let training = experiment.training().clone();
            let pretraining = autoencoders.into_iter().map(|autoencoder| {
                let mut training = training.clone();
                (training.loss, training.early_stopping) = (Loss::MeanSquaredError, None);
                Stage { task: Task::Reconstruct(autoencoder), training, ..Stage::default() }
            });
            let finetuning = lasts.into_iter().map(|(rates, labelled)| {
                let rows = if labelled { Rows::Labelled } else { Rows::All };
                Stage { rates, rows, training: training.clone(), ..Stage::default() }
            });
            let stages = pretraining.chain(finetuning).collect();
            experiment.stages = Stages::new(stages, 0)?;
            experiment.data.labels = labels;
            experiment.validate().ok()
        },
    )
}

fn fail(error: impl std::fmt::Display) -> TestCaseError {
    TestCaseError::fail(error.to_string())
}

proptest! {
    #![proptest_config(Config { cases: 200, failure_persistence: None, max_global_rejects: 20_000, ..Config::default() })]

    #[test]
    fn a_pipeline_in_pieces_is_the_same_as_in_one_go(
        experiment in pipelines(),
        steps in vec(0..30_usize, 4),
        cut in 0..90_usize,
    ) {
        let stages = experiment.stages.list().len();
        let mut whole = Trainer::new(experiment);
        let mut pieces = whole.clone();
        let mut done = 0;
        for (stage, steps) in steps.iter().enumerate().take(stages) {
            if stage > 0 {
                prop_assert!(whole.go_to_stage(stage) && pieces.go_to_stage(stage));
            }
            for _ in 0..*steps {
                if done == cut {
                    let session = Session::new("", pieces.experiment().clone()).with_trainer(&pieces);
                    let text = session.to_text(UNIX_EPOCH);
                    let read = Session::from_bytes(text.as_bytes()).map_err(fail)?;
                    prop_assert_eq!(read.to_text(UNIX_EPOCH), text, "saved again it is the same file");
                    prop_assert_eq!(&read, &session);
                    pieces = read.trainer().map_err(fail)?;
                }
                done += 1;
                whole.step();
                pieces.step();
            }
        }
        prop_assert_eq!(whole.checkpoint(), pieces.checkpoint());
        prop_assert_eq!(whole.history(), pieces.history());
        prop_assert_eq!(whole.earlier(), pieces.earlier());
        whole.settle();
        repeat(&whole, |_| {}).map_err(fail)?;
    }
}

/// Both layers of the first network as autoencoders, then the target, three epochs each.
fn greedy() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.training_mut().stop.epochs = Some(3);
    let ordinary = experiment.stages.at_hand().clone();
    let encoder = |below| {
        let task = Task::Reconstruct(Autoencoder { below, layers: 1, decoder: None, masked: 0.0, noise: 0.0 });
        Stage { task, ..ordinary.clone() }
    };
    experiment.stages = Stages::new(vec![encoder(0), encoder(1), ordinary.clone()], 0).unwrap();
    experiment
}

#[test]
fn the_command_line_trains_every_stage_to_its_end() {
    let folder = Folder::new("stages");
    let start = Session::new("greedy", greedy().validate().unwrap());
    folder.write("start.ron", &start.with_trainer(&Trainer::new(greedy().validate().unwrap())).to_text(UNIX_EPOCH));
    let told = folder.run("train start.ron --stage 2 -o two.ron");
    let said = String::from_utf8(told.stderr).unwrap();
    assert!(said.contains("Stage 1 of 3.") && said.contains("Stage 2 of 3.") && !said.contains("Stage 3"), "{said}");
    let two = Session::from_bytes(folder.read("two.ron").as_bytes()).unwrap();
    assert_eq!((two.stages.len(), two.experiment.stages.at()), (2, 1));
    folder.succeeds("train two.ron -o three.ron");
    folder.succeeds("train start.ron -o once.ron");
    let [three, once] =
        ["three.ron", "once.ron"].map(|name| Session::from_bytes(folder.read(name).as_bytes()).unwrap());
    assert_eq!(three.stages, once.stages, "in two goes as in one");
    assert!(folder.succeeds("verify once.ron").starts_with("The same, bit for bit"));
    let changed = folder.read("once.ron").replacen("learning_rate: 0.03", "learning_rate: 0.04", 1);
    folder.write("changed.ron", &changed);
    let told = String::from_utf8(folder.run("verify changed.ron").stdout).unwrap();
    assert!(told.starts_with("Stage 1: Not the same"), "{told}");
    let refused = folder.refuses("train start.ron --stage 4");
    assert!(refused.contains("the session has the stages 1 to 3"), "{refused}");
}

#[test]
fn a_run_through_all_stages_that_there_can_be_opens_again() {
    let mut experiment = Experiment::default();
    experiment.training_mut().stop.epochs = Some(1);
    let ordinary = experiment.stages.at_hand().clone();
    experiment.stages = Stages::new(vec![ordinary; Stages::MOST], 0).unwrap();
    let folder = Folder::new("many-stages");
    let experiment = experiment.validate().unwrap();
    let start = Session::new("many", experiment.clone()).with_trainer(&Trainer::new(experiment));
    folder.write("start.ron", &start.to_text(UNIX_EPOCH));
    folder.succeeds("train start.ron -o end.ron");
    let end = Session::from_bytes(folder.read("end.ron").as_bytes()).unwrap();
    assert_eq!((end.stages.len(), end.experiment.stages.at()), (Stages::MOST, Stages::MOST - 1));
}

/// Digits are not needed to see whether every look copes with many numbers to reconstruct.
#[test]
fn every_look_is_possible_at_every_stage() {
    let mut experiment = Experiment::default();
    let layer = |units| HiddenLayer { units, ..experiment.network.hidden[0] };
    experiment.network.hidden = vec![layer(5), layer(3)];
    let ordinary = experiment.stages.at_hand().clone();
    let encoder = |below, layers| {
        let task = Task::Reconstruct(Autoencoder { below, layers, decoder: None, masked: 0.2, noise: 0.1 });
        Stage { task, ..ordinary.clone() }
    };
    let stages = vec![encoder(0, 1), encoder(0, 2), encoder(1, 1), ordinary.clone()];
    experiment.stages = Stages::new(stages, 0).unwrap();
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    for stage in 0..4 {
        assert!(stage == 0 || trainer.go_to_stage(stage));
        (0..100).for_each(|_| trainer.step());
        assert_eq!(trainer.status(), &Status::Ready);
        let probe = trainer.probe();
        let maps = probe.maps(MapRequest { resolution: 20, axes: Axes::Inputs(0, 1), area: None, units: true });
        assert_eq!(
            maps.units[maps.units.len() - 1].len(),
            trainer.network().parameters.sizes().last().copied().unwrap(),
            "stage {stage}"
        );
        let (report, metrics) = (probe.report(1000), probe.metrics(1000));
        assert!(metrics.train.loss.is_finite() && metrics.train.score <= 1.0, "{report:?}");
        assert_eq!(probe.statistics().len(), trainer.network().activations.len());
        let _step = probe.next_step(&trainer.checkpoint());
    }
}
