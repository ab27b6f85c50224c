//! Saved and taken up again equals never having stopped, bit for bit, whatever the experiment.

use neurarium::{
    data::{Generator, Source},
    nn::{Activation, Choice, Initializer, Optimizer, Regularizer, Schedule},
    training::{
        BatchOrder, EarlyStopping, Experiment, HiddenLayer, Place, Rules, Seeds, StopRules, Trainer, ValidExperiment,
    },
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::select,
    test_runner::{Config, TestCaseError},
};

fn layer() -> impl Strategy<Value = HiddenLayer> {
    let trainable: Vec<_> = Activation::ALL.iter().copied().filter(|activation| activation.trainable()).collect();
    (1..7_usize, select(trainable), prop_oneof![Just(0.0_f32), 0.0..0.6_f32], any::<bool>())
        .prop_map(|(units, activation, dropout, frozen)| HiddenLayer { units, activation, dropout, frozen })
}

fn experiments() -> impl Strategy<Value = ValidExperiment> {
    let data = (select(Generator::ALL), 10..80_usize, 0.0..0.5_f32, 0.3..1.0_f32);
    let network = (vec(layer(), 0..4), select(Initializer::ALL));
    let step = (select(Optimizer::ALL), select(Schedule::ALL), 0.001..0.3_f32, option::of(0.1..2.0_f32));
    let batches = (1..90_usize, select(BatchOrder::ALL), select(Rules::ALL));
    let penalty = (prop_oneof![Just(0.0_f32), 0.0..0.01_f32], prop_oneof![Just(0.0_f32), 0.0..0.1_f32]);
    let stop = (option::of((1..9_u32, any::<bool>())), option::of(3..40_u64));
    (data, network, step, batches, penalty, stop, any::<u64>()).prop_filter_map(
        "valid",
        |((generator, samples, noise, share), (hidden, weights), step, batches, (l1, l2), stop, seed)| {
            let mut experiment = Experiment::default();
            experiment.set_source(Source::Generated { generator, samples, noise });
            experiment.data.train_share = share;
            experiment.network.hidden = hidden;
            batches.2.apply(&mut experiment);
            experiment.network.weights = weights;
            experiment.network.frozen = vec![Place { layer: 0, unit: 0, from: Some(0) }];
            let training = &mut experiment.training;
            (training.optimizer, training.schedule, training.learning_rate, training.clip_norm) = step;
            (training.batch_size, training.order, _) = batches;
            training.regularizer = Regularizer { l1, l2, ..training.regularizer };
            training.early_stopping = stop.0.map(|(patience, restore_best)| EarlyStopping { patience, restore_best });
            training.stop = StopRules { epochs: stop.1, ..StopRules::default() };
            experiment.seeds = Seeds { data: seed, weights: seed ^ 1, batches: seed ^ 2, noise: seed ^ 3 };
            experiment.validate().ok()
        },
    )
}

proptest! {
    #![proptest_config(Config { cases: 150, failure_persistence: None, ..Config::default() })]

    #[test]
    fn going_on_equals_never_having_stopped(experiment in experiments(), before in 0..150_usize, after in 1..150_usize) {
        let mut whole = Trainer::new(experiment.clone());
        (0..before).for_each(|_| whole.step());
        let (checkpoint, history) = (whole.checkpoint(), (**whole.history()).clone());
        let mut resumed = Trainer::resume(experiment, checkpoint, history)
            .map_err(|problem| TestCaseError::fail(problem.to_string()))?;
        for _ in 0..after {
            whole.step();
            resumed.step();
        }
        prop_assert_eq!(whole.checkpoint(), resumed.checkpoint());
        prop_assert_eq!(whole.history(), resumed.history());
    }
}
