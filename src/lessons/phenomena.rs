//! Things that networks do by themselves, small enough to be watched: each with its source, what was measured here, and what
//! would show that it is not so.

use std::sync::Arc;

use super::{first, preset::Preset, real};
use crate::{
    data::{Feature, Gate, Scaling, Source, Table},
    experiment::{ALL_ROWS, BatchOrder, Experiment, OutputLayer, Place},
    language::Text,
    nn::{Activation, BiasInitializer, Initializer, Loss},
};

/// Where a phenomenon is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// On the landscape, while the run trains at full speed.
    Landscape,
    /// Over so many seeds, of so many epochs each.
    Seeds {
        /// How many.
        seeds: u64,
        /// Epochs of each.
        epochs: u64,
    },
    /// As a grid of learning rates and batch sizes.
    RatesAndBatches,
    /// In the window, with a second run to be made by hand.
    TwoRuns,
}

/// A phenomenon and how to see it.
#[derive(Clone, Debug)]
pub struct Phenomenon {
    /// Its name among the others.
    pub name: &'static str,
    /// What it is called.
    pub title: Text,
    /// What is seen, and how.
    pub seen: Text,
    /// Who described it.
    pub source: &'static str,
    /// What was measured with this program.
    pub measured: Text,
    /// What would show that it is not so.
    pub disproof: Text,
    /// Where it is watched.
    pub stage: Stage,
    make: fn() -> Experiment,
}

impl Phenomenon {
    /// The experiment that shows it.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        (self.make)()
    }
}

/// Every phenomenon.
pub const PHENOMENA: &[Phenomenon] = &[
    Phenomenon {
        name: "edge-of-stability",
        title: Text::fixed("Edge of stability", "稳定性边缘"),
        seen: Text::fixed(
            "Twenty tanh units learn a curve by plain gradient descent with all rows in one batch. The sharpness climbs to \
             2 ÷ rate and stays there, while the loss rises now and then and yet falls. Halve the rate early on the way: \
             the line jumps up, and the sharpness follows.",
            "20 个 tanh 单元用普通梯度下降学习一条曲线，所有样本在同一批次。锐度升到 2 ÷ 学习率并停在那里；损失时而上升，但总体下降。\
             途中尽早把学习率减半：界线跳高，锐度随之上升。",
        ),
        source: "Cohen et al. 2021, “Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability”",
        measured: Text::fixed(
            "At rate 0.4, after 6,000 steps, the line being 5: a sharpness of 5.02 from the start that is shown, and within a \
             tenth of 5 from both of two others. Halved at step 1,500, the line being 10, it came to 9.9 from one start \
             and to 7.8 from another, still climbing; halved at step 6,000, when little is left to learn, it hardly rises.",
            "学习率 0.4，训练 6000 步后，界线为 5：所示起点的锐度为 5.02，另外两个起点均在 5 的十分之一以内。在第 1500 步减半（界线为 10）后，一个起点升到 9.9，另一个到 7.8 并仍在上升；\
             在第 6000 步减半时已几乎无可学，锐度几乎不再上升。",
        ),
        disproof: Text::fixed(
            "A sharpness that settles far below the line although the loss still falls, or that does not rise when the rate is \
             halved early.",
            "损失仍在下降而锐度停在远低于界线之处，或尽早减半学习率后锐度不上升。",
        ),
        stage: Stage::Landscape,
        make: edge_of_stability,
    },
    Phenomenon {
        name: "initialization-lottery",
        title: Text::fixed("Initialization lottery", "初始化的运气"),
        seen: Text::fixed(
            "The smallest network for exclusive or, from fifty starts: nothing but the first weights differs, and some of \
             them never get there.",
            "学习异或的最小网络，从 50 个起点开始：除初始权重外完全相同，其中一些始终学不会。",
        ),
        source: "Rumelhart, Hinton & Williams 1986; Kolen & Pollack 1990, “Back Propagation is Sensitive to Initial Conditions”",
        measured: Text::fixed(
            "34 of 50 starts reach a loss of 0.03 within 1,000 epochs, 54 to 79 % (Wilson); 37 of 50 others did.",
            "50 个起点中有 34 个在 1000 轮内达到 0.03 的损失：54 至 79 %（Wilson）；另取 50 个时为 37 个。",
        ),
        disproof: Text::fixed(
            "All starts, or none, succeed when other seeds are taken.",
            "换用其他种子后，全部成功或全部失败。",
        ),
        stage: Stage::Seeds { seeds: 50, epochs: 1000 },
        make: || first::network(Gate::Xor),
    },
    Phenomenon {
        name: "rate-and-batch",
        title: Text::fixed("Rate and batch go together", "学习率与批次大小相伴"),
        seen: Text::fixed(
            "Thirteen rates with five batch sizes on the circle. In the heat map the good cells lie in a slanted valley: a \
             larger batch wants a larger rate.",
            "在圆形数据上尝试 13 个学习率与 5 种批次大小。热图中好的格子排成一条斜谷：批次越大，需要的学习率越大。",
        ),
        source: "Goyal et al. 2017, “Accurate, Large Minibatch SGD”; Smith et al. 2018, “Don’t Decay the Learning Rate, Increase the Batch Size”",
        measured: Text::fixed(
            "The smallest rate that reaches a loss of 0.03 in 100 epochs is 0.002, 0.01, 0.02, 0.1, 0.2 for batches of 1, 3, \
             10, 30, 100 (median of 3 seeds); with nine other seeds 0.005, 0.01, 0.05, 0.1, 0.5.",
            "100 轮内达到 0.03 损失的最小学习率：批次为 1、3、10、30、100 时分别是 0.002、0.01、0.02、0.1、0.2（3 个种子的中位数）；换用另外 9 个种子为 0.005、0.01、0.05、0.1、0.5。",
        ),
        disproof: Text::fixed(
            "A valley that stands upright: the same rates are good whatever the batch.",
            "谷是竖直的：无论批次多大，合适的学习率都相同。",
        ),
        stage: Stage::RatesAndBatches,
        make: rate_and_batch,
    },
    Phenomenon {
        name: "mode-connectivity",
        title: Text::fixed("Two solutions, one valley?", "两个解，同一个谷？"),
        seen: Text::fixed(
            "Train on the digits to the end and pin the run (P). Draw a new start and train again. On the page Landscape, the \
             way to run A goes over a high barrier; after the other’s units are put in this one’s order, most of it is gone.",
            "在手写数字上训练到结束并固定该训练（P）。换一个新起点再次训练。在“损失地形”页上，通向训练 A 的直线要越过很高的障碍；\
             把对方的单元按当前网络的顺序排列之后，大部分障碍消失。",
        ),
        source: "Garipov et al. 2018, “Loss Surfaces, Mode Connectivity”; Ainsworth, Hayase & Srinivasa 2022, “Git Re-Basin”",
        measured: Text::fixed(
            "Barriers of the training loss for three pairs: 0.49, 0.45 and 0.29 straight; 0.08, 0.04 and 0.11 after matching.",
            "三对训练的训练损失障碍：直线为 0.49、0.45、0.29；匹配后为 0.08、0.04、0.11。",
        ),
        disproof: Text::fixed(
            "A barrier that is as high after matching as before, over several pairs of starts.",
            "在多对起点上，匹配之后的障碍与之前一样高。",
        ),
        stage: Stage::TwoRuns,
        make: two_solutions,
    },
];

/// The Chebyshev polynomial of degree 4 on twenty even points: 1-20-1 tanh, without an output bias.
fn edge_of_stability() -> Experiment {
    let points = (0..20).map(|place| -1.0 + 2.0 * f64::from(place) / 19.0);
    let rows = points.map(|x| format!("{x:.6},{:.6}\n", 8.0 * x * x * (x * x - 1.0) + 1.0));
    let text = std::iter::once("x,y\n".to_owned()).chain(rows).collect::<String>();
    let table = Table::read_csv("chebyshev.csv", text.as_bytes()).expect("a test reads it");
    let mut experiment = Experiment::default();
    experiment.data.source =
        Source::Table { table: Arc::new(table), inputs: vec!["x".into()], target: "y".into(), classes: false };
    experiment.data.features = vec![Feature::Input(0)];
    experiment.data.scaling = Scaling::None;
    (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
    experiment.network.hidden = real::layers(&[20], Activation::Tanh);
    experiment.network.output = OutputLayer { activation: Activation::Linear, frozen: false };
    experiment.network.weights = Initializer::GlorotNormal;
    experiment.network.biases = BiasInitializer::Constant { value: 0.0 };
    experiment.network.frozen = vec![Place { layer: 1, unit: 0, from: None }];
    let training = experiment.training_mut();
    training.loss = Loss::HalfSquaredError;
    training.learning_rate = 0.4;
    (training.batch_size, training.order) = (ALL_ROWS, BatchOrder::Sequential);
    training.stop.epochs = Some(6000);
    experiment
}

fn rate_and_batch() -> Experiment {
    let mut experiment = Experiment::default();
    experiment.data.validation_share = 0.2;
    experiment
}

fn two_solutions() -> Experiment {
    let mut experiment = Preset::named("digits").expect("it is built in").experiment();
    experiment.network.hidden = real::layers(&[32], Activation::Relu);
    experiment.training_mut().stop.epochs = Some(20);
    experiment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        insight::landscape::{Ground, Line, sharpness::Sharpness},
        training::{Status, Trainer},
    };

    fn named(name: &str) -> Experiment {
        PHENOMENA.iter().find(|phenomenon| phenomenon.name == name).expect("it is there").experiment()
    }

    #[test]
    fn every_phenomenon_has_a_valid_experiment_and_all_its_words() {
        for phenomenon in PHENOMENA {
            assert!(phenomenon.experiment().validate().is_ok(), "{}", phenomenon.name);
            for words in [&phenomenon.seen, &phenomenon.measured, &phenomenon.disproof] {
                let (english, chinese) = words.both();
                assert!(english.ends_with('.') && chinese.ends_with('。'), "{english} {chinese}");
            }
        }
    }

    /// Begun from two other starts than the one that is shown.
    #[test]
    fn sharpness_climbs_to_two_over_the_rate_and_stays_there() {
        for seed in 1..=2 {
            let mut experiment = named("edge-of-stability");
            experiment.seeds.weights = seed;
            let mut trainer = Trainer::new(experiment.validate().unwrap()).unrecorded();
            let sharpness = |trainer: &Trainer| {
                let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
                Sharpness::of(&mut ground, trainer.network().parameters.values(), None).value
            };
            let start = sharpness(&trainer);
            (0..6000).for_each(|_| trainer.step());
            let settled = sharpness(&trainer);
            assert!(start < 4.0 && (4.5..5.5).contains(&settled), "seed {seed}: {start} to {settled}, not 5");
        }
    }

    #[test]
    fn matching_the_units_takes_most_of_the_barrier_away() {
        let trained = |seed: u64| {
            let mut experiment = named("mode-connectivity");
            (experiment.seeds.weights, experiment.seeds.batches) = (seed, seed);
            let mut trainer = Trainer::new(experiment.validate().unwrap()).unrecorded();
            while *trainer.status() == Status::Ready {
                trainer.step();
            }
            trainer
        };
        let (mut straight, mut matched) = (0.0, 0.0);
        for pair in 0..3 {
            let (a, b) = (trained(2 * pair + 1), trained(2 * pair + 2));
            let mut ground = Ground::new(a.experiment(), a.data(), usize::MAX);
            let barriers = Line::both(&mut ground, a.network(), b.network(), 41).map(|line| line.barrier().0);
            straight += barriers[0] / 3.0;
            matched += barriers[1] / 3.0;
        }
        assert!(straight > 2.0 * matched, "{straight} straight, {matched} after matching");
    }
}
