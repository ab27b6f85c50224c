//! A training step allocates nothing, and a trainer's step nothing but for a record of the history.

#![allow(unsafe_code, reason = "an allocator that counts is an unsafe trait")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use neurarium::{
    experiment::{BatchOrder, Experiment, Privacy},
    nn::{
        Activation, Batch, BiasInitializer, Choice, Dropout, Initializer, L1Rule, Loss, Network, Optimizer, Parameters,
        Random, Regularizer, Stream, Update, Workspace,
    },
    training::Trainer,
};

thread_local! {
    // One count a thread, so that the test harness's own threads are not counted.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: every call is handed to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise about `layout` is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: `place` came from `alloc` above, hence from the system's allocator, with this layout.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(work: impl FnOnce()) -> usize {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(std::hint::black_box(vec![1_u8]))) > 0);
}

#[test]
fn a_step_of_the_engine_allocates_nothing() {
    let sizes = [5, 12, 7, 3];
    let activations = vec![Activation::Tanh, Activation::Gelu, Activation::Linear];
    let mut random = Random::new(1, Stream::Weights);
    let biases = BiasInitializer::Constant { value: 0.0 };
    let parameters = Parameters::initial(&sizes, &activations, Initializer::Auto, biases, &mut random);
    let inputs: Vec<f32> = (0..400 * 5).map(|_| random.normal() as f32).collect();
    let targets = vec![0.5; 400 * 3];
    for optimizer in Optimizer::ALL {
        for loss in Loss::ALL {
            let mut network = Network { parameters: parameters.clone(), activations: activations.clone() };
            let mut moments = vec![Parameters::zeros(&sizes); optimizer.moments()];
            let mut workspace = Workspace::new(&sizes);
            let mut noise = Random::new(2, Stream::Noise);
            let rows: Vec<u32> = (0..300).collect();
            let frozen = [false; 3];
            let count = allocations(|| {
                for t in 1..=20 {
                    let batch = Batch { inputs: &inputs, targets: &targets, rows: &rows[..t as usize * 15] };
                    let dropout = Dropout { shares: &[0.1, 0.2, 0.0], noise: &mut noise };
                    network.backpropagate(batch, *loss, dropout, &frozen, &mut workspace);
                    let regularizer = Regularizer { l1: 0.01, l1_rule: L1Rule::Dies, l2: 0.01, weight_decay: 0.01 };
                    let update = Update {
                        optimizer: *optimizer,
                        rate: 0.01,
                        regularizer,
                        clip_norm: Some(0.1),
                        frozen: &frozen,
                        rates: &[],
                        frozen_places: &[3],
                        t,
                    };
                    update.apply(&mut network.parameters, &mut moments, &mut workspace);
                }
            });
            assert_eq!(count, 0, "{} with {}", optimizer.name(), loss.name());
        }
    }
}

#[test]
fn a_step_that_threads_share_allocates_nothing() {
    let sizes = [100, 150, 60, 3];
    let activations = vec![Activation::Tanh, Activation::Relu, Activation::Linear];
    let biases = BiasInitializer::Constant { value: 0.0 };
    let mut random = Random::new(1, Stream::Weights);
    let parameters = Parameters::initial(&sizes, &activations, Initializer::Auto, biases, &mut random);
    let (inputs, targets): (Vec<f32>, _) = ((0..100 * 100).map(|_| random.normal() as f32).collect(), vec![0.5; 300]);
    let mut network = Network { parameters, activations };
    let (mut workspace, mut noise) = (Workspace::new(&sizes), Random::new(2, Stream::Noise));
    let rows: Vec<u32> = (0..100).collect();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    let count = pool.install(|| {
        let mut learn = || {
            let batch = Batch { inputs: &inputs, targets: &targets, rows: &rows };
            let dropout = Dropout { shares: &[0.0; 3], noise: &mut noise };
            let update = Update {
                optimizer: Optimizer::GradientDescent,
                rate: 0.01,
                regularizer: Regularizer::default(),
                clip_norm: None,
                frozen: &[false; 3],
                rates: &[],
                frozen_places: &[],
                t: 1,
            };
            network.learn(batch, Loss::MeanSquaredError, dropout, &update, &mut [], &mut workspace)
        };
        learn();
        allocations(|| (0..50).for_each(|_| assert!(learn().is_finite())))
    });
    assert_eq!(count, 0);
}

#[test]
fn a_step_of_the_trainer_allocates_nothing_but_for_a_record() {
    let orders = [BatchOrder::Shuffled, BatchOrder::Sequential, BatchOrder::Poisson];
    for (order, privacy) in
        orders.map(|order| (order, None)).into_iter().chain([(BatchOrder::Poisson, Some(Privacy::default()))])
    {
        let mut experiment = Experiment::default();
        experiment.training_mut().privacy = privacy;
        experiment.training_mut().order = order;
        experiment.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        // Moments, and room for them in the guard's two copies, come with the first steps.
        (0..200).for_each(|_| trainer.step());
        let mut ends = 0;
        while trainer.epochs() < 600 {
            let (epochs, records) = (trainer.epochs(), trainer.history().records().len());
            let count = allocations(|| trainer.step());
            if trainer.history().records().len() == records {
                assert_eq!(count, 0, "step {} of {order:?}", trainer.steps());
                ends += u64::from(trainer.epochs() > epochs);
            }
        }
        assert!(ends > 0, "no epoch ended without a record");
    }
}
