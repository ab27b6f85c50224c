//! Shipped sets in use: neighbours and other views to learn from, groups to hold back, and sessions that name them.

use std::time::UNIX_EPOCH;

use neurarium::{
    data::{Scaling, Shipped, Source, SplitBy},
    experiment::{Experiment, Rows, Task},
    lessons::Preset,
    nn::Choice,
    session::Session,
    sweep::Rivals,
    training::Trainer,
};

fn preset(name: &str) -> Experiment {
    Preset::named(name).unwrap().experiment()
}

fn trainer(experiment: &Experiment) -> Trainer {
    Trainer::new(experiment.clone().validate().unwrap())
}

#[test]
fn neighbours_come_first_and_then_a_few_of_its_own() {
    let mut trainer = trainer(&preset("colours"));
    assert_eq!(trainer.network().parameters.sizes(), [256, 64, 32, 3]);
    assert!(trainer.data().train.rows.iter().copied().eq(949..12_949));
    let tested = trainer.data().test.rows.clone();
    trainer.step();
    let learned = trainer.network().parameters.clone();
    assert!(trainer.go_to_stage(1));
    assert_eq!(trainer.network().parameters, learned, "all layers go on, the last one too");
    let rows = &trainer.data().train.rows;
    assert!(rows.len() == 30 && rows.iter().all(|row| *row < 949 && !tested.contains(row)));
    assert_eq!((tested.len(), &trainer.data().test.rows), (190, &tested));
}

#[test]
fn labels_of_a_text_are_of_letters_in_a_row() {
    let mut trainer = trainer(&preset("next-letter"));
    assert_eq!(trainer.network().parameters.values().len(), 4379);
    assert!(trainer.go_to_stage(1));
    let rows = trainer.data().train.rows.clone();
    assert_eq!(rows.len(), 500);
    assert!(rows.windows(2).filter(|pair| pair[1] != pair[0] + 1).count() <= 1);
}

#[test]
fn another_view_is_drawn_from_the_inputs() {
    let mut trainer = trainer(&preset("two-views"));
    assert_eq!(trainer.network().parameters.sizes(), [76, 64, 32, 64]);
    let (data, view) = (trainer.data(), Shipped::TwoViews.view().unwrap());
    for (row, targets) in data.train.rows.iter().zip(data.train.targets.rows()) {
        assert_eq!(targets, view.row(*row));
    }
    (0..5).for_each(|_| {
        trainer.step();
    });
    let encoder = trainer.network().parameters.clone();
    assert!(trainer.go_to_stage(1));
    let parameters = &trainer.network().parameters;
    assert_eq!(parameters.sizes(), [76, 64, 32, 10]);
    assert_eq!((parameters.weights(0), parameters.weights(1)), (encoder.weights(0), encoder.weights(1)));
    assert_eq!(trainer.data().train.rows.len(), 20);
}

#[test]
fn what_a_set_does_not_have_is_said() {
    let said = |change: &dyn Fn(&mut Experiment)| {
        let mut experiment = preset("digits-pretrained");
        change(&mut experiment);
        let problems = experiment.validate().unwrap_err();
        problems.iter().map(|problem| (problem.field.clone(), problem.message.to_string())).collect::<Vec<_>>()
    };
    let neighbours = said(&|experiment| experiment.stages.at_hand_mut().rows = Rows::Neighbours);
    assert_eq!(neighbours.len(), 1, "{neighbours:?}");
    assert!(neighbours[0].0 == "stage.rows" && neighbours[0].1.contains("no neighbouring set"), "{neighbours:?}");
    let view = said(&|experiment| {
        let Task::Reconstruct(encoder) = experiment.stages.at_hand().task.clone() else { panic!("an autoencoder") };
        experiment.stages.at_hand_mut().task = Task::OtherView(encoder);
    });
    assert!(view[0].0 == "stage.task" && view[0].1.contains("no other view"), "{view:?}");
    let groups = said(&|experiment| experiment.data.split_by = SplitBy::Groups);
    assert!(groups[0].0 == "data.split_by" && groups[0].1.contains("no groups"), "{groups:?}");
}

#[test]
fn another_set_brings_its_scaling_and_all_its_inputs() {
    let mut experiment = Experiment::default();
    let mut sources: Vec<_> = Shipped::ALL.iter().map(|set| Source::Shipped(*set)).collect();
    sources.push(Experiment::default().data.source);
    for before in sources.clone() {
        for source in sources.iter().filter(|source| **source != before) {
            experiment.set_source(before.clone());
            experiment.set_source(source.clone());
            assert_eq!(experiment.problems(), [], "{before:?} {source:?}");
            if let Source::Shipped(set) = source {
                assert_eq!(experiment.data.features.len(), set.inputs(), "{before:?} {source:?}");
                assert_eq!(experiment.data.scaling, set.scaling(), "{before:?} {source:?}");
            }
        }
    }
    experiment.set_source(Source::Shipped(Shipped::Spoken));
    experiment.data.split_by = SplitBy::Groups;
    experiment.set_source(Source::Shipped(Shipped::Iris));
    assert_eq!((experiment.data.split_by, experiment.data.scaling), (SplitBy::Rows, Scaling::Standardize));
}

#[test]
fn a_session_of_a_shipped_set_goes_on_to_the_same_bits() {
    for name in ["wine", "spoken-new-speakers", "two-views", "colours", "ratings"] {
        let mut trainer = trainer(&preset(name));
        (0..3).for_each(|_| {
            trainer.step();
        });
        let written = Session::new(name, trainer.experiment().clone()).with_trainer(&trainer).to_text(UNIX_EPOCH);
        assert!(written.len() < 2 << 20, "{name}: its rows are not in it, but {} bytes", written.len());
        let mut again = Session::from_bytes(written.as_bytes()).unwrap().trainer().unwrap();
        (0..3).for_each(|_| {
            trainer.step();
            again.step();
        });
        assert_eq!(again.network().parameters, trainer.network().parameters, "{name}");
    }
}

#[test]
fn ways_are_compared_by_what_is_usual() {
    let mut experiment = preset("colours");
    let mut stages = experiment.stages.list().to_vec();
    (stages[0].training.stop.epochs, stages[1].training.stop.epochs) = (Some(1), Some(5));
    experiment.stages = neurarium::experiment::Stages::new(stages, 0).unwrap();
    let rivals = Rivals::of(&experiment).unwrap();
    let comparison = rivals.compare(&[rivals.run(0)]);
    let of = |name: &str| {
        let way = comparison.ways.iter().find(|way| way.name.to_string() == name);
        way.unwrap_or_else(|| panic!("{name} among {:?}", comparison.ways)).values[0]
    };
    assert_eq!(comparison.metric.name(), "distance");
    // Colours lie in a cube of side 1: 0.51 from the mean, and nearer with what 12,000 others teach.
    assert!((of("always the mean") - 0.51).abs() < 0.03, "{comparison:?}");
    assert!(of("not adapted") < 0.45 && of("pretrained") < 0.45 && of("from scratch") > 0.45, "{comparison:?}");
    assert!(of("linear regression") < of("always the mean"));
}
