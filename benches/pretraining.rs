//! Where pretraining helps and where it does not: each pipeline beside the same network from scratch and the plain answers.
//!
//! `cargo bench --bench pretraining` prints a line a way, over eight seeds, beside what was measured elsewhere (PyTorch and
//! scikit-learn, other splits and seeds), and fails when one misses its tolerance; `-- 24` takes more seeds. Seed k adds k to
//! the seeds of data, weights, order and noise alike.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "a recipe that is not valid is a bug of this file")]

use std::{process::ExitCode, time::Instant};

use neurarium::{
    experiment::Experiment,
    lessons::Preset,
    nn::{BiasInitializer, Initializer},
    sweep::Rivals,
    worker::fleet,
};

/// A recipe, and what was measured elsewhere, in per cent: from scratch and pretrained, each with its tolerance.
struct Row {
    what: &'static str,
    make: fn() -> Experiment,
    scratch: (f64, f64),
    pretrained: (f64, f64),
}

fn preset(name: &str) -> Experiment {
    Preset::named(name).expect("the preset is built in").experiment()
}

const ROWS: [Row; 4] = [
    Row {
        what: "digits, 5 sigmoid layers of 32, gradient descent 0.3, greedy autoencoders",
        make: || preset("digits-greedy"),
        scratch: (9.0, 3.0),
        pretrained: (96.0, 1.5),
    },
    Row {
        what: "digits, sigmoid 64-48-32-16, 5 labels a class, 300 steps, PyTorch-like start",
        make: || preset("digits-pretrained"),
        scratch: (61.0, 8.0),
        pretrained: (81.0, 3.0),
    },
    Row {
        what: "the same from Glorot's start: less to gain",
        make: || {
            let mut experiment = preset("digits-pretrained");
            experiment.network.weights = Initializer::GlorotUniform;
            experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
            experiment
        },
        scratch: (74.9, 5.0),
        pretrained: (79.5, 4.0),
    },
    Row {
        what: "digits, ReLU 64-64-32, 5 labels a class: pretraining does not help",
        make: || preset("digits-relu"),
        scratch: (83.0, 3.0),
        pretrained: (82.9, 3.0),
    },
];

fn main() -> ExitCode {
    let seeds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(8);
    let mut misses = 0;
    for row in ROWS {
        let start = Instant::now();
        let rivals = Rivals::of(&(row.make)()).expect("the recipe is a pipeline");
        let scores = fleet::each(seeds, |_| (), |seed| rivals.run(seed));
        println!("{} ({seeds} seeds in {:.1} s)", row.what, start.elapsed().as_secs_f64());
        let expected = [Some(row.pretrained), Some(row.scratch), None, Some((84.5, 8.0))];
        for (way, expected) in rivals.compare(&scores).ways.iter().zip(expected) {
            let (mean, deviation) = way.mean_and_deviation();
            let (mean, deviation) = (100.0 * mean, 100.0 * deviation);
            let beside = expected.map_or_else(String::new, |(expected, within)| {
                let is_near = (mean - expected).abs() <= within;
                misses += usize::from(!is_near);
                format!("   elsewhere {expected} ± {within}{}", if is_near { "" } else { "   MISSED" })
            });
            println!("    {:<20} {mean:>5.1} ± {deviation:<4.1}{beside}", way.name.to_string());
        }
        let (gains, won) = rivals.compare(&scores).gain();
        println!("    ahead with {won} of {} seeds", gains.len());
    }
    if misses == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
