//! Phenomena of training, small enough to be watched: each with its source, measurements from this program, and what
//! would disprove it.

mod begun;

use super::first;
use crate::{data::Gate, experiment::Experiment, language::Text};

/// Where a phenomenon is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// On the loss landscape, while the run trains at full speed.
    Landscape,
    /// Over many seeds.
    Seeds {
        /// Number of seeds.
        seeds: u64,
        /// Epochs of each.
        epochs: u64,
    },
    /// As a grid over learning rates and batch sizes.
    RatesAndBatches,
    /// In the window, with a second run to be started by hand.
    TwoRuns,
    /// As a picture of its own, of a network that is no run.
    Boundary,
    /// As the errors of exact fits, which are no runs.
    Descent,
    /// In a network that is pruned in rounds.
    Ticket,
    /// As accuracies over the steps, from several seeds with weight decay and without.
    Parity,
}

impl Stage {
    /// Whether it is watched on the page of phenomena itself, and the run at hand stays.
    #[must_use]
    pub const fn is_beside(self) -> bool {
        matches!(self, Self::Boundary | Self::Descent | Self::Ticket | Self::Parity)
    }
}

/// A phenomenon and how to see it.
#[derive(Clone, Debug)]
pub struct Phenomenon {
    /// Its name among the others.
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// What can be seen, and how.
    pub seen: Text,
    /// The publication.
    pub source: &'static str,
    /// Measurements with this program.
    pub measured: Text,
    /// What would disprove it.
    pub disproof: Text,
    /// Where it is shown.
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
        make: begun::edge_of_stability,
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
        make: begun::rate_and_batch,
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
        make: begun::two_solutions,
    },
    Phenomenon {
        name: "boundary",
        title: Text::fixed("Boundary of trainability", "可训练的边界"),
        seen: Text::fixed(
            "Each cell is a small tanh network, trained for a hundred steps with a rate of its own for each of its two \
             layers. Where learning ends and divergence begins is no smooth line: drag over a part of the edge, and its \
             details have details again, down to differences of rates that 32-bit numbers hardly hold.",
            "每一格是一个小型 tanh 网络，两层各用自己的学习率训练一百步。能学会与发散之间的边界不是光滑曲线：框选边界的一段放大，细节中又有细节，直到 32 位数几乎分辨不出的学习率差别。",
        ),
        source: "Sohl-Dickstein 2024, “The boundary of neural network trainability is fractal”",
        measured: Text::fixed(
            "256 × 256 cells in 4 s on two cores. From six starts 46 to 51 % of the cells learn, and the edge has a box \
             dimension of 1.15 to 1.29; the source of the figures has 45 % and 1.1 to 1.2 at 64 × 64, the paper 1.17 to 1.98 \
             for other networks. Trained in 64-bit numbers, more than 99 % of the cells end alike.",
            "256 × 256 格在两个核心上用时 4 秒。六个起点中 46 至 51 % 的格子能学会，边界的盒维数为 1.15 至 1.29；参考数值为 64 × 64 时的 45 % 与 1.1 至 1.2，论文对其他网络给出 1.17 至 1.98。改用 64 位数训练，99 % 以上的格子结果相同。",
        ),
        disproof: Text::fixed(
            "An edge that becomes a smooth line when one looks closer: a box dimension that falls to 1 from zoom to zoom.",
            "放大之后边界变成光滑曲线：盒维数随放大逐级降到 1。",
        ),
        stage: Stage::Boundary,
        make: Experiment::default,
    },
    Phenomenon {
        name: "lottery-ticket",
        title: Text::fixed("Lottery ticket", "彩票假设"),
        seen: Text::fixed(
            "Digits in a network of 4,464 weights: train, take the smallest fifth of the weights away, put what is left back \
             to its first weights, train again, and so on. What is left, the ticket, still learns fast and well with a \
             twelfth of the weights. The same places with weights drawn anew do not, nor do other places with their own \
             weights.",
            "用 4464 个权重的网络识别数字：训练，去掉最小的五分之一权重，把剩下的恢复为最初的值，再训练，如此反复。剩下的“彩票”只用十二分之一的权重仍学得又快又好；同样的位置换上重新抽取的权重则不行，其他位置保留原权重也不行。",
        ),
        source: "Frankle & Carbin 2019, “The Lottery Ticket Hypothesis”",
        measured: Text::fixed(
            "Accuracy after 3 / 15 epochs with 8 % of the weights, over two times four seeds: ticket 91–92 / 95–96 %, drawn \
             anew 36–39 / 86–89 %, other places 24–31 / 70–73 %. The source’s figures: 91 / 95, 29 / 81, 26 / 66. The whole \
             network has 91–92 / 97–98.",
            "剩余 8 % 的权重、两组各四个种子，3 / 15 轮后的准确率：彩票 91–92 / 95–96 %，重新抽取 36–39 / 86–89 %，其他位置 24–31 / 70–73 %。参考数值为 91 / 95、29 / 81、26 / 66。完整网络为 91–92 / 97–98。",
        ),
        disproof: Text::fixed(
            "Weights drawn anew that do as well in the places of the ticket as its own first weights do.",
            "在彩票的位置上重新抽取的权重与它原来的初始权重学得一样好。",
        ),
        stage: Stage::Ticket,
        make: begun::ticket,
    },
    Phenomenon {
        name: "double-descent",
        title: Text::fixed("Double descent", "双重下降"),
        seen: Text::fixed(
            "Above, a frozen random ReLU layer learns 40 noisy rows, and the layer behind it is fitted exactly: with more \
             units the test error falls, climbs to a peak where there are as many units as rows, and falls again. Below, a \
             linear model of 50 features, for which the law is known: from 20 rows on, more rows make it worse, until there \
             are more rows than features.",
            "上图：冻结的随机 ReLU 层学习 40 个带噪声的样本，其后的一层精确拟合；单元增多时测试误差先降，在单元数等于样本数处升到顶峰，然后再降。下图：50 个特征的线性模型，其公式已知；从 20 个样本起，样本越多反而越差，直到样本数超过特征数。",
        ),
        source: "Belkin et al. 2019, “Reconciling modern machine-learning practice and the bias-variance trade-off”; Hastie et al. 2022 (the law)",
        measured: Text::fixed(
            "Median test error over the 20 draws that are shown: 0.14 with 10 units, 0.61 with 30, 58 with 40, 190 with 44, \
             5.8 with 60, 0.48 with 160, 0.31 with 800 (the source of the figures: 0.11, 0.60, 14, 96, 4.2, –, 0.20). The means of 200 draws of \
             the linear model lie within 5 % of the law at all 13 numbers of rows.",
            "所示 20 次抽样的测试误差中位数：10 个单元 0.14，30 个 0.61，40 个 58，44 个 190，60 个 5.8，160 个 0.48，800 个 0.31（参考数值：0.11、0.60、14、96、4.2、–、0.20）。线性模型 200 次抽样的均值在全部 13 种样本数上与公式相差不超过 5 %。",
        ),
        disproof: Text::fixed(
            "A test error that only falls, or only rises, with the number of units, or means that leave the law as more draws \
             are taken.",
            "测试误差随单元数只降或只升，或抽样越多均值越偏离公式。",
        ),
        stage: Stage::Descent,
        make: Experiment::default,
    },
    Phenomenon {
        name: "grokking",
        title: Text::fixed("Grokking", "顿悟"),
        seen: Text::fixed(
            "Is the number of ones among the first three of thirty signs odd? A network of 32 ReLU units knows 1,750 rows by \
             heart within a few hundred steps, while it guesses on others; hundreds of steps later, with some seeds, it \
             suddenly knows those, too. Weight decay makes that more likely. One run shows nothing: look at the share.",
            "30 个正负号中前三个里“+1”的个数是否为奇数？32 个 ReLU 单元的网络几百步内就背下 1750 个样本，对其他样本却只能猜；再过几百步，有些种子突然也学会了其他样本。权重衰减使之更可能发生。单次训练说明不了什么，要看比例。",
        ),
        source: "Power et al. 2022, “Grokking”; Pearce et al. 2023, “Do Machine Learning Models Memorize or Generalize?”",
        measured: Text::fixed(
            "Within 3,000 steps 14 of 24 seeds generalise with a decay of 0.3 (39–76 %), at step 300 to 2,500, and 5 of 24 \
             without (9–40 %); all know the training rows by step 350. With 1,500 rows, as the source of the figures has it, \
             1 of 8 do (source: 4 of 5); with 2,000 rows 15 of 16, and 7 of 16 without decay.",
            "3000 步内，衰减 0.3 时 24 个种子中 14 个泛化（39–76 %），在第 300 至 2500 步；无衰减时 24 个中 5 个（9–40 %）；全部在第 350 步前背下训练样本。用 1500 个样本（与参考设置相同）时 8 个中 1 个（参考：5 个中 4 个）；用 2000 个时 16 个中 15 个，无衰减为 16 个中 7 个。",
        ),
        disproof: Text::fixed(
            "Over many seeds, as large a share that generalises without weight decay as with it; or test rows known as soon \
             as training rows are.",
            "在大量种子上，无权重衰减时泛化的比例与有衰减时一样大；或测试样本与训练样本同时学会。",
        ),
        stage: Stage::Parity,
        make: begun::parity,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        insight::{
            landscape::{Ground, Line, sharpness::Sharpness},
            phenomena::descent::{COUNTS, law, linear, random_layer},
        },
        sweep::spread::median,
        training::{Status, Trainer},
    };

    /// What is told of double descent are the medians and means that its page draws.
    #[test]
    fn errors_are_told_as_they_are_drawn() {
        let told = PHENOMENA.iter().find(|phenomenon| phenomenon.name == "double-descent").unwrap().measured.clone();
        let (english, chinese) = told.both();
        for units in [10, 30, 40, 44, 60, 160, 800] {
            let error = median((0..20).map(|draw| random_layer(units, draw).test));
            // Two digits that say something.
            let power = libm::log10(error).floor() as i32;
            let (digits, unit) = ((1 - power).max(0) as usize, libm::pow(10.0, f64::from(power - 1)));
            let number = format!("{:.digits$}", (error / unit).round() * unit);
            assert!(english.contains(&format!("{number} with {units}")), "{number} with {units}: {english}");
            assert!(
                chinese.contains(&format!("{units} 个单元 {number}"))
                    || chinese.contains(&format!("{units} 个 {number}")),
                "{number}: {chinese}"
            );
        }
        let draws = 10 * 20;
        let far = COUNTS.iter().map(|rows| {
            let mean = (0..draws).map(|draw| linear(*rows, draw)).sum::<f64>() / draws as f64;
            (mean / law(*rows as f64) - 1.0).abs()
        });
        let far = (100.0 * far.fold(0.0, f64::max)).ceil();
        assert!(
            english.contains(&format!("within {far} % of the law at all {} numbers", COUNTS.len())),
            "{far} %: {english}"
        );
    }

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

    /// With two other seeds than the one that is shown.
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
