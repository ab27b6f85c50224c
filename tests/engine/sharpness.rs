//! The sharpness of a network of several layers against its whole Hessian, in f64 and by differences of losses.

use neurarium::{
    experiment::{Experiment, fields},
    insight::landscape::{Ground, sharpness::Sharpness},
    training::Trainer,
};

use crate::oracle::{Oracle, Rows};

fn oracle(trainer: &Trainer) -> (Oracle, Rows, Vec<f64>) {
    let network = trainer.network();
    let table = |values: &ndarray::Array2<f32>| -> Vec<Vec<f64>> {
        values.rows().into_iter().map(|row| row.iter().map(|x| f64::from(*x)).collect()).collect()
    };
    let part = &trainer.data().train;
    let rows = Rows { inputs: table(&part.inputs), targets: table(&part.targets), masks: Vec::new() };
    let oracle = Oracle {
        sizes: network.parameters.sizes().to_vec(),
        activations: network.activations.clone(),
        loss: trainer.experiment().training().loss,
        l1: 0.0,
        l2: 0.0,
    };
    (oracle, rows, network.parameters.values().iter().map(|p| f64::from(*p)).collect())
}

/// The largest eigenvalue: by powers of the matrix, moved so far that no other one is larger in size.
fn largest(hessian: &[Vec<f64>]) -> f64 {
    let size = hessian.len();
    let shift = hessian.iter().map(|row| row.iter().map(|x| x.abs()).sum::<f64>()).fold(0.0, f64::max);
    let mut v: Vec<f64> = (0..size).map(|i| 1.0 + libm::sin(i as f64)).collect();
    let mut value = 0.0;
    for _ in 0..20_000 {
        let image: Vec<f64> =
            (0..size).map(|i| shift * v[i] + hessian[i].iter().zip(&v).map(|(h, v)| h * v).sum::<f64>()).collect();
        value = image.iter().map(|x| x * x).sum::<f64>().sqrt();
        v = image.iter().map(|x| x / value).collect();
    }
    value - shift
}

#[test]
fn sharpness_is_the_largest_eigenvalue_of_the_whole_hessian() {
    for (changes, steps) in [
        (&[("data.samples", "40")][..], 0),
        (&[("data.samples", "40")], 900),
        (&[("data.samples", "30"), ("rules", "modern"), ("data.set", "blobs"), ("data.classes", "3")], 40),
    ] {
        let mut experiment = Experiment::default();
        changes.iter().for_each(|(key, value)| fields::set(&mut experiment, key, value).unwrap());
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..steps).for_each(|_| trainer.step());
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        let found = Sharpness::of(&mut ground, trainer.network().parameters.values(), None).value;
        let (oracle, rows, at) = oracle(&trainer);
        let h = 1e-3;
        let hessian: Vec<Vec<f64>> = (0..at.len())
            .map(|place| {
                let [high, low] = [h, -h].map(|by| {
                    let mut moved = at.clone();
                    moved[place] += by;
                    oracle.gradient(&moved, &rows)
                });
                high.iter().zip(&low).map(|(high, low)| (high - low) / (2.0 * h)).collect()
            })
            .collect();
        let known = largest(&hessian);
        assert!((found / known - 1.0).abs() < 3e-3, "{changes:?} after {steps} steps: {found}, {known}");
    }
}
