//! Where pretraining helps and where it does not: each pipeline beside the same network from scratch and the plain answers; what
//! two encoders find in a common space; how well hidden ratings are filled in; what the shipped sets come to in one stage; and
//! what more or other rows are worth.
//!
//! `cargo bench --bench pretraining` prints a line a way, over eight seeds, beside what was measured elsewhere (PyTorch, NumPy
//! and scikit-learn, other splits and seeds), and fails when one misses its tolerance; `-- 24` takes more seeds. Seed k adds k
//! to the seeds of data, weights, order and noise alike.
//!
//! The recipes of MNIST, two views, colours, Danish, Swahili and the new speaker were chosen while looking at the first eight
//! seeds, so their figures here flatter. Eight seeds from 1042 on, which nobody had looked at, gave MNIST 69.8 against 73.0 %,
//! two views 48.5 against 57.7 %, colours 0.456 against 0.342 (not adapted 0.343), Danish 3.63 against 3.32 bits, Swahili 2.762
//! against 2.728, the new speaker 53.8 against 53.5 %: from scratch first.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "a recipe that is not valid is a bug of this file")]

use std::{process::ExitCode, time::Instant};

use neurarium::{
    data::{Source, Split, SplitBy, Table, Target},
    experiment::{ALL_ROWS, Augmentation, Experiment, Rows, Stages, Task, ValidExperiment},
    lessons::Preset,
    measure::{Hidden, Matching, Metric},
    nn::{BiasInitializer, Initializer, Random, Stream},
    sweep::{Rivals, comparison::to_the_end, spread::mean_and_deviation},
    training::Trainer,
    worker::fleet,
};

/// What was measured elsewhere, and how far off it may be.
type Asked = (f64, f64);

/// A pipeline, and of its ways by their names what was measured elsewhere; accuracy in per cent.
struct Row {
    what: &'static str,
    make: fn() -> Experiment,
    asked: &'static [(&'static str, Asked)],
}

fn preset(name: &str) -> Experiment {
    Preset::named(name).expect("the preset is built in").experiment()
}

const NEAREST: (&str, Asked) = ("nearest class mean", (84.5, 3.0));

const ROWS: &[Row] = &[
    Row {
        what: "digits, 5 sigmoid layers of 32, gradient descent 0.3, greedy autoencoders",
        make: || preset("digits-greedy"),
        asked: &[("from scratch", (9.0, 3.0)), ("pretrained", (96.0, 1.5))],
    },
    Row {
        what: "digits, sigmoid 64-48-32-16, 5 labels a class, 300 steps, PyTorch-like start",
        make: || preset("digits-pretrained"),
        asked: &[("from scratch", (61.0, 8.0)), ("pretrained", (81.0, 3.0)), NEAREST],
    },
    Row {
        what: "the same from Glorot's start: less to gain",
        make: || {
            let mut experiment = preset("digits-pretrained");
            experiment.network.weights = Initializer::GlorotUniform;
            experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
            experiment
        },
        asked: &[("from scratch", (74.9, 5.0)), ("pretrained", (79.5, 4.0)), NEAREST],
    },
    Row {
        what: "MNIST 14×14, 196-256-64, 60 % masked, 5 labels a class",
        make: || preset("mnist-pretrained"),
        asked: &[("from scratch", (66.5, 4.0)), ("pretrained", (71.1, 4.0))],
    },
    Row {
        what: "two views: the picture from 76 shape numbers, 2 labels a class",
        make: || preset("two-views"),
        asked: &[("from scratch", (50.2, 5.0)), ("pretrained", (61.1, 5.0))],
    },
    Row {
        what: "two views in one space: contrastive, then 2 labels a class",
        make: || preset("two-views-aligned"),
        asked: &[],
    },
    Row {
        what: "seen and heard: contrastive, then 2 labels a class of sounds",
        make: || preset("seen-and-heard"),
        asked: &[],
    },
    Row {
        what: "colour names: 12,000 others, then 30: mean error",
        make: || preset("colours"),
        asked: &[("from scratch", (0.42, 0.07)), ("pretrained", (0.337, 0.03)), ("not adapted", (0.35, 0.03))],
    },
    Row {
        what: "next letter, Danish, 500 letters: bits a letter",
        make: || preset("next-letter"),
        asked: &[("from scratch", (3.62, 0.15)), ("pretrained", (3.32, 0.15)), ("not adapted", (3.64, 0.15))],
    },
    Row {
        what: "counter-example: digits, ReLU 64-64-32, 5 labels a class",
        make: || preset("digits-relu"),
        asked: &[("from scratch", (83.0, 3.0)), ("pretrained", (82.9, 3.0)), NEAREST],
    },
    Row {
        what: "counter-example: digits, tanh 32-16, 5 labels a class",
        make: || preset("digits-tanh"),
        asked: &[NEAREST],
    },
    Row {
        what: "counter-example: spoken digits, 5 labels a class, a new speaker",
        make: || preset("spoken-pretrained"),
        asked: &[],
    },
    Row {
        what: "counter-example, hardly a gain: next letter, Swahili, 2,000 letters: bits a letter",
        make: || preset("next-letter-swahili"),
        asked: &[("from scratch", (2.80, 0.2)), ("pretrained", (2.85, 0.2)), ("not adapted", (4.13, 0.3))],
    },
];

/// Presets of one stage, with the per cent of the test rows that were right elsewhere.
const ALONE: [(&str, Asked); 8] = [
    ("iris", (95.3, 3.0)),
    ("wine", (98.3, 2.0)),
    ("vowels", (76.0, 4.0)),
    ("digits", (96.1, 1.5)),
    ("mnist", (92.6, 2.0)),
    ("languages", (95.8, 2.0)),
    ("spoken", (97.1, 1.5)),
    ("spoken-new-speakers", (68.0, 10.0)),
];

/// The experiment with k added to every seed.
fn seeded(experiment: &Experiment, k: u64) -> ValidExperiment {
    let mut experiment = experiment.clone();
    let seeds = &mut experiment.seeds;
    for seed in [&mut seeds.data, &mut seeds.weights, &mut seeds.batches, &mut seeds.noise] {
        *seed = seed.wrapping_add(k);
    }
    experiment.validate().expect("the preset is valid")
}

/// One line; says whether it misses what was asked.
fn print(name: &str, metric: Metric, values: &[f64], asked: Option<Asked>) -> bool {
    let (mean, deviation) = mean_and_deviation(values);
    let in_unit = if metric == Metric::Accuracy { 100.0 * mean } else { mean };
    let is_far = asked.is_some_and(|(asked, within)| (in_unit - asked).abs() > within);
    let beside = asked.map_or_else(String::new, |(asked, within)| {
        format!("   elsewhere {asked} ± {within}{}", if is_far { "   MISSED" } else { "" })
    });
    println!("    {name:<20} {:>6} ± {:<5}{beside}", metric.written(mean), metric.written(deviation));
    is_far
}

fn pipelines(seeds: u64) -> usize {
    let mut misses = 0;
    for row in ROWS {
        let start = Instant::now();
        let rivals = Rivals::of(&(row.make)()).expect("the recipe is a pipeline");
        let scores = fleet::each(seeds, |_| (), |seed| rivals.run(seed));
        println!("{} ({seeds} seeds in {:.1} s)", row.what, start.elapsed().as_secs_f64());
        let comparison = rivals.compare(&scores);
        for way in &comparison.ways {
            let name = way.name.to_string();
            let asked = row.asked.iter().find(|asked| asked.0 == name).map(|asked| asked.1);
            misses += usize::from(print(&name, comparison.metric, &way.values, asked));
        }
        let (gains, won) = comparison.gain();
        println!("    ahead with {won} of {} seeds", gains.len());
    }
    misses
}

/// Two encoders that were brought to one space: what a held-out row finds there, and how often three labelled views of each
/// class name it. Pairs of a new speaker are the counter-example.
fn matching(seeds: u64) -> usize {
    let mut misses = 0;
    let aligned = |name: &str, split_by: SplitBy| {
        let mut experiment = preset(name);
        experiment.data.split_by = split_by;
        experiment.stages = Stages::new(vec![experiment.stages.list()[0].clone()], 0).expect("there is one stage");
        experiment
    };
    // What was measured elsewhere was at this temperature; the preset's own, 0.3, does better.
    let mut cooler = aligned("seen-and-heard", SplitBy::Rows);
    let mut stage = cooler.stages.list()[0].clone();
    if let Task::Align(alignment) = &mut stage.task {
        alignment.temperature = 0.1;
    }
    cooler.stages = Stages::new(vec![stage], 0).expect("there is one stage");
    for (what, experiment, [same, named]) in [
        ("seen and heard, temperature 0.1", cooler, [Some((82.0, 6.0)), Some((80.0, 6.0))]),
        ("seen and heard", aligned("seen-and-heard", SplitBy::Rows), [None; 2]),
        ("counter-example: a new speaker", aligned("seen-and-heard", SplitBy::Groups), [None; 2]),
        ("two views", aligned("two-views-aligned", SplitBy::Rows), [None; 2]),
    ] {
        println!("{what}: what a test row finds among the other views of all of them");
        let found = fleet::each(
            seeds,
            |_| (),
            |seed| {
                let trainer = to_the_end(seeded(&experiment, seed));
                trainer.probe().matching(&trainer.data().test).expect("the stage aligns two views")
            },
        );
        let share = |part: fn(&Matching) -> usize| -> Vec<f64> {
            found.iter().map(|matching| part(matching) as f64 / matching.rows as f64).collect()
        };
        print("its own", Metric::Accuracy, &share(|found| found.own), None);
        misses += usize::from(print(
            "one of its class",
            Metric::Accuracy,
            &share(|found| found.same_class.unwrap_or_default()),
            same,
        ));
        let by_views = share(|found| found.by_views.unwrap_or_default());
        misses += usize::from(print("named by 3 views", Metric::Accuracy, &by_views, named));
    }
    misses
}

/// More rows by changing those that there are, and rows that are made up: 64-32 ReLU on digits, 256-64 on MNIST.
fn diversity(seeds: u64) {
    for (name, labels) in [("digits-relu", 5), ("mnist-pretrained", 5), ("mnist-pretrained", 20)] {
        println!("{name}, last stage alone, {labels} labels a class: augmentation of the training rows");
        for (what, augmentation) in [
            ("none", Augmentation::default()),
            ("noise 0.2", Augmentation { noise: 0.2, shift: 0 }),
            ("shift by 1", Augmentation { noise: 0.0, shift: 1 }),
        ] {
            let mut experiment = preset(name);
            let mut last = experiment.stages.list().last().expect("a pipeline has stages").clone();
            last.training.augmentation = augmentation;
            experiment.data.labels = Some(labels);
            experiment.stages = Stages::new(vec![last], 0).expect("there is one stage");
            let right = |seed| {
                let trainer = to_the_end(seeded(&experiment, seed));
                Metric::Accuracy.score(&trainer.probe(), Split::Test)
            };
            print(what, Metric::Accuracy, &fleet::each(seeds, |_| (), right), None);
        }
    }
    println!("digits, 64-32 ReLU: as many rows that are real or made up, tested on real ones");
    for count in [5, 20, 100] {
        let real = fleet::each(seeds, |_| (), |seed| on_rows(seed, count, false));
        let made_up = fleet::each(seeds, |_| (), |seed| on_rows(seed, count, true));
        print(&format!("{count} real a class"), Metric::Accuracy, &real, None);
        print(&format!("{count} made up"), Metric::Accuracy, &made_up, None);
    }
}

/// Share of real test rows that are right after training on so many rows of each class: real ones, or ones drawn from a normal
/// distribution with the mean and the deviation of each pixel over all real training rows of the class.
fn on_rows(seed: u64, count: usize, is_made_up: bool) -> f64 {
    let mut experiment = preset("digits");
    experiment.data.labels = Some(count as u32);
    experiment.data.validation_share = 0.0;
    experiment.stages.at_hand_mut().rows = Rows::Labelled;
    let training = experiment.training_mut();
    (training.batch_size, training.learning_rate, training.stop.epochs) = (ALL_ROWS, 0.003, Some(300));
    let real = Trainer::new(seeded(&experiment, seed));
    if !is_made_up {
        return Metric::Accuracy.score(&to_the_end(real.experiment().clone()).probe(), Split::Test);
    }
    let all = {
        let mut all = experiment.clone();
        all.data.labels = None;
        Trainer::new(seeded(&all, seed))
    };
    let mut random = Random::new(seed, Stream::Noise);
    let mut csv = all.data().set.input_names.join(",") + ",digit\n";
    let Target::Class { labels, .. } = all.data().own_target() else { return f64::NAN };
    for row in 0..10 * count {
        let digit = row % 10;
        let rows: Vec<usize> =
            all.data().train.rows.iter().copied().filter(|row| labels[*row] as usize == digit).collect();
        for pixel in 0..64 {
            let values = || rows.iter().map(|row| f64::from(all.data().set.inputs[(*row, pixel)]));
            let mean = values().sum::<f64>() / rows.len() as f64;
            let variance = values().map(|x| (x - mean) * (x - mean)).sum::<f64>() / rows.len() as f64;
            let drawn = (mean + variance.sqrt() * random.normal()).clamp(0.0, 1.0);
            csv += &format!("{drawn:.3},");
        }
        csv += &format!("{digit}\n");
    }
    let table = Table::read_csv("made-up.csv", csv.as_bytes()).expect("a table");
    let inputs = all.data().set.input_names.clone();
    let source = Source::Table { table: table.into(), inputs, target: "digit".into(), classes: true };
    experiment.data.source = source;
    (experiment.data.train_share, experiment.data.labels) = (1.0, None);
    experiment.stages.at_hand_mut().rows = Rows::All;
    let trainer = to_the_end(seeded(&experiment, seed));
    let test = &real.data().test;
    let right = test.rows.iter().zip(test.inputs.rows()).filter(|(row, inputs)| {
        let outputs = trainer.network().forward(&inputs.to_vec()).pop().unwrap_or_default();
        trainer.probe().meaning().class(&outputs) == Some(labels[**row] as usize)
    });
    right.count() as f64 / test.rows.len() as f64
}

/// Of the ratings of new people a fifth is hidden: the error of what the autoencoder draws there, and of the means.
fn ratings(seeds: u64) -> usize {
    println!("hidden ratings, 25 statements from 1 to 6: root mean squared error");
    let hidden = fleet::each(
        seeds,
        |_| (),
        |seed| {
            let trainer: Trainer = to_the_end(seeded(&preset("ratings"), seed));
            trainer.probe().hidden(&trainer.data().test, 0.2, seed).expect("the network draws its inputs again")
        },
    );
    let of = |part: fn(&Hidden) -> f64| hidden.iter().map(part).collect::<Vec<_>>();
    let lines =
        [("mean of the statement", of(|it| it.mean), (1.43, 0.03)), ("autoencoder", of(|it| it.network), (1.23, 0.04))];
    lines.iter().filter(|(name, values, asked)| print(name, Metric::Distance, values, Some(*asked))).count()
}

fn alone(seeds: u64) -> usize {
    println!("one stage, all labels");
    let right = |name| {
        fleet::each(
            seeds,
            |_| (),
            |seed| {
                let trainer = to_the_end(seeded(&preset(name), seed));
                trainer.probe().metrics(usize::MAX).test.map_or(f64::NAN, |test| test.score)
            },
        )
    };
    ALONE.iter().filter(|(name, asked)| print(name, Metric::Accuracy, &right(name), Some(*asked))).count()
}

fn main() -> ExitCode {
    let seeds = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(8);
    let misses = pipelines(seeds) + matching(seeds) + ratings(seeds) + alone(seeds);
    diversity(seeds);
    if misses == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
