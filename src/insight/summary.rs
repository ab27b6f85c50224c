//! The views of a run in words: what each is, and what it shows now. Help tells it, a screen reader reads it, a report prints it.

use super::{Axes, Decision, Evidence, Finding, LayerStatistics, MapRequest, UnitState};
use crate::{
    experiment::Place,
    language::{Text, compact, grouped, signed},
    measure::{Metrics, PartMetrics, Probe},
    text,
};

/// Cells along each side of the map that is told of.
const CELLS: usize = 40;

/// A view of every run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Units, and the weights between them.
    Network,
    /// What the network answers all over the plane.
    Map,
    /// How loss and score went.
    Curves,
    /// The plane as each layer sees it.
    Space,
    /// Weights, gradients and updates, layer by layer.
    Weights,
    /// The moments of the run.
    Timeline,
}

/// What is told of.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The network and its data.
    pub probe: Probe<'a>,
    /// How good it is.
    pub metrics: Metrics,
    /// Whole epochs done.
    pub epoch: u64,
    /// What the doctor looks at.
    pub evidence: Evidence<'a>,
}

impl View {
    /// Every view, in the order in which they are told.
    pub const ALL: [Self; 6] = [Self::Network, Self::Map, Self::Curves, Self::Space, Self::Weights, Self::Timeline];

    /// Its name.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Network => text!("Network", "网络"),
            Self::Map => text!("Map", "决策图"),
            Self::Curves => text!("Curves", "曲线"),
            Self::Space => text!("Layer space", "层空间"),
            Self::Weights => text!("Weights", "权重"),
            Self::Timeline => text!("Timeline", "时间线"),
        }
    }

    /// What it is, and what can be done with it, as the window's help says it.
    #[must_use]
    pub fn about(self) -> Text {
        let (is, hands) = (self.is(), self.handled());
        let ((is, is_zh), (hands, hands_zh)) = (is.both(), hands.both());
        let gap = if hands.is_empty() { "" } else { " " };
        text!("{is}{gap}{hands}", "{is_zh}{hands_zh}")
    }

    /// What it is, also where it cannot be touched, as in a report.
    #[must_use]
    pub fn is(self) -> Text {
        match self {
            Self::Network => text!(
                "The network from its inputs to its output: every unit is a small picture of what it answers over the plane, \
                 every line a weight, as thick as it is large.",
                "网络从输入到输出：每个单元是一幅小图，显示它在平面上的输出；每条线是一个权重，越粗表示绝对值越大。"
            ),
            Self::Map => text!(
                "What the network answers at every place of the plane, with the rows as points: the colour is its output, the \
                 black line the boundary at which it decides. Filled points are trained on; test points are hollow.",
                "网络在平面每一处的输出，样本画成点：颜色是输出，黑线是判决边界。实心点用于训练，空心点是测试样本。"
            ),
            Self::Curves => text!(
                "Loss and score of training, validation and test rows over the epochs. When the training loss falls and the \
                 others rise, the network learns the rows by heart.",
                "训练、验证和测试样本的损失与得分随轮数的变化。训练损失下降而其他上升时，说明网络在死记样本。"
            ),
            Self::Space => text!(
                "The plane as each layer sees it: the rows move while the network learns, until a straight line can part them.",
                "每一层所看到的平面：学习时样本随之移动，直到一条直线就能把它们分开。"
            ),
            Self::Weights => text!(
                "Every weight and bias as a number, as a colour and in a histogram, layer by layer, with gradients and updates. \
                 Gradients that fade towards the inputs, and units that no longer change, show here first.",
                "逐层列出全部权重和偏置：数值、颜色和直方图，连同梯度和更新。向输入端逐渐消失的梯度、不再变化的单元，在这里最先看出。"
            ),
            Self::Timeline => text!(
                "The run from its start to now, with ticks where something was changed, and what may be wrong.",
                "训练从开始到现在的过程，刻度标出改动之处，并说明可能的问题。"
            ),
        }
    }

    /// What a hand can do with it in the window; empty where it is only to be seen.
    fn handled(self) -> Text {
        match self {
            Self::Network => text!(
                "Click a unit, a line or a bias to keep it in sight or to change it; − and + add and remove units and layers.",
                "点击单元、连线或偏置可固定或修改；− 和 + 增减单元和层。"
            ),
            Self::Map => text!(
                "Scroll to zoom, drag to move, choose other inputs along its edges.",
                "滚动缩放，拖动平移，边缘处可选择其他输入。"
            ),
            Self::Curves | Self::Weights => text!("", ""),
            Self::Space => text!(
                "Drag to turn the view where a layer has three units or more.",
                "层有三个或更多单元时，可拖动旋转视图。"
            ),
            Self::Timeline => text!(
                "Drag back to see any earlier moment in every view, and go on from there. The line below says what to try.",
                "向左拖动，所有视图都会显示较早的时刻，并可由此继续。下面一行给出可以尝试的办法。"
            ),
        }
    }

    /// What it shows now; nothing where words say no more than the view is.
    #[must_use]
    pub fn now(self, seen: &Seen<'_>) -> Option<Text> {
        match self {
            Self::Network => Some(network(seen)),
            Self::Map => map(seen),
            Self::Curves => curves(seen),
            Self::Space => space(seen),
            Self::Weights => weights(seen),
            Self::Timeline => Some(timeline(seen)),
        }
    }
}

fn network(seen: &Seen<'_>) -> Text {
    let sizes = seen.probe.network.parameters.sizes();
    let layers = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("–");
    let parameters = grouped(seen.probe.network.parameters.values().len() as u64);
    let hidden = sizes.len().saturating_sub(2);
    let units = || seen.evidence.statistics.iter().take(hidden).flat_map(|layer| &layer.units);
    let count = |state: UnitState| units().filter(|unit| **unit == state).count();
    let (dead, saturated) = (count(UnitState::Dead), count(UnitState::Saturated));
    let state = match (hidden, dead, saturated) {
        (0, ..) => text!("It has no hidden layer.", "它没有隐藏层。"),
        (_, 0, 0) => {
            text!("Every hidden unit answers differently to different rows.", "每个隐藏单元对不同样本的输出都不同。")
        }
        _ => text!(
            "Hidden units that always answer 0: {dead}; that are always at a limit: {saturated}.",
            "输出恒为 0 的隐藏单元：{dead} 个；总处于极限的：{saturated} 个。"
        ),
    };
    let (state, state_zh) = state.both();
    text!(
        "Layers of {layers} units with {parameters} weights and biases. {state}",
        "各层单元数为 {layers}，共 {parameters} 个权重和偏置。{state_zh}"
    )
}

fn map(seen: &Seen<'_>) -> Option<Text> {
    let Probe { experiment, data, .. } = seen.probe;
    // A pixel among many, as a map over other pixels, says nothing.
    if experiment.data.source.inputs() != 2 {
        return None;
    }
    let request = MapRequest { resolution: CELLS, axes: Axes::Inputs(0, 1), area: None, units: false };
    let shown = match seen.probe.maps(request).decision {
        Decision::Level(levels) if experiment.classes().is_some() => {
            let share = 100.0 * levels.iter().filter(|level| **level > 0.0).count() as f64 / levels.len().max(1) as f64;
            text!("It answers blue on {share:.0} % of the map.", "决策图上 {share:.0} % 的地方输出为蓝色。")
        }
        Decision::Level(_) => return None,
        Decision::Classes { classes, .. } => {
            let mut counts = std::collections::BTreeMap::new();
            classes.iter().for_each(|class| *counts.entry(*class).or_insert(0_usize) += 1);
            let most = counts.values().max().copied().unwrap_or(0);
            let (found, share) = (counts.len(), 100.0 * most as f64 / classes.len().max(1) as f64);
            text!(
                "{found} classes share the map; the largest has {share:.0} % of it.",
                "{found} 个类别分占决策图，最大的占 {share:.0} %。"
            )
        }
    };
    let wrong = |part: PartMetrics, rows: usize| ((1.0 - part.score) * rows as f64).round() as usize;
    let rows = data.train.rows.len();
    let trained = wrong(seen.metrics.train, rows);
    let (shown, shown_zh) = shown.both();
    let (tested, tested_zh) = seen.metrics.test.map_or_else(Default::default, |part| {
        let (rows, wrong) = (data.test.rows.len(), wrong(part, data.test.rows.len()));
        (format!(", and {wrong} of {rows} test rows"), format!("，{rows} 个测试样本中有 {wrong} 个"))
    });
    Some(text!(
        "{shown} {trained} of {rows} training rows lie on the wrong side{tested}.",
        "{shown_zh}{rows} 个训练样本中有 {trained} 个{tested_zh}在错误的一侧。"
    ))
}

fn curves(seen: &Seen<'_>) -> Option<Text> {
    let records = seen.evidence.history.records();
    let (first, last) = (records.first()?.metrics.train.loss, seen.metrics.train.loss);
    let tests = records.iter().filter_map(|record| Some((record.epoch, record.metrics.test?.loss)));
    let best = tests.min_by(|a, b| a.1.total_cmp(&b.1)).zip(seen.metrics.test);
    let (first, last, epoch) = (compact(first), compact(last), grouped(seen.epoch));
    let (tested, tested_zh) = best.map_or_else(Default::default, |((at, best), now)| {
        let (at, best, now) = (grouped(at), compact(best), compact(now.loss));
        (
            format!(" The test loss is {now}; it was lowest, {best}, at epoch {at}."),
            format!("测试损失为 {now}；最低为第 {at} 轮的 {best}。"),
        )
    });
    Some(text!(
        "By epoch {epoch} the training loss went from {first} to {last}.{tested}",
        "到第 {epoch} 轮，训练损失从 {first} 变为 {last}。{tested_zh}"
    ))
}

fn space(seen: &Seen<'_>) -> Option<Text> {
    let sizes = seen.probe.network.parameters.sizes();
    let last = *sizes.get(sizes.len().checked_sub(2)?)?;
    let score = 100.0 * seen.metrics.train.score;
    seen.probe.experiment.classes().filter(|_| sizes.len() > 2)?;
    Some(text!(
        "In the space of the last hidden layer, of {last} units, the output parts {score:.0} % of the training rows rightly.",
        "在最后一个隐藏层（{last} 个单元）的空间里，输出层把 {score:.0} % 的训练样本分对了。"
    ))
}

fn weights(seen: &Seen<'_>) -> Option<Text> {
    let parameters = &seen.probe.network.parameters;
    let (index, largest) = parameters.values().iter().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    let place = Place::of(parameters, index).text();
    let (place, place_zh) = place.both();
    let largest = signed(*largest);
    let gradient = |layer: Option<&LayerStatistics>| layer.map(LayerStatistics::gradient_per_weight);
    let statistics = seen.evidence.statistics;
    let ends = gradient(statistics.first()).zip(gradient(statistics.last())).filter(|_| statistics.len() > 1);
    let (faded, faded_zh) = ends.filter(|(_, last)| *last > 0.0).map_or_else(Default::default, |(first, last)| {
        let share = compact(first / last);
        (
            format!(" A weight of the first layer gets {share} times the gradient of one of the last."),
            format!("第一层权重得到的梯度是最后一层的 {share} 倍。"),
        )
    });
    Some(text!("The largest in size is {largest}, {place}.{faded}", "绝对值最大的是 {largest}，{place_zh}。{faded_zh}"))
}

fn timeline(seen: &Seen<'_>) -> Text {
    let (epoch, changes) = (grouped(seen.epoch), seen.evidence.edits.list().len());
    let found = Finding::of(&seen.evidence).map(|finding| finding.symptom.sentence());
    let found = found.unwrap_or_else(|| text!("Nothing seems wrong with the run.", "训练看来没有问题。"));
    let (found, found_zh) = found.both();
    text!(
        "The run is at epoch {epoch}, with {changes} changes on its way. {found}",
        "训练到第 {epoch} 轮，途中有 {changes} 处改动。{found_zh}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::Experiment,
        training::Trainer,
    };

    fn now(view: View, change: impl FnOnce(&mut Experiment), steps: usize) -> Option<String> {
        let mut experiment = Experiment::default();
        change(&mut experiment);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..steps).for_each(|_| trainer.step());
        let statistics = trainer.probe().statistics();
        let evidence = Evidence::of(&trainer, &statistics);
        let seen = Seen { probe: trainer.probe(), metrics: trainer.metrics(), epoch: trainer.epochs(), evidence };
        View::ALL.iter().for_each(|view| drop(view.now(&seen)));
        view.now(&seen).map(|text| text.to_string())
    }

    #[test]
    fn what_is_told_is_what_is_there() {
        let network = now(View::Network, |_| {}, 0).unwrap();
        assert!(network.starts_with("Layers of 2–4–2–1 units with 25 weights and biases."), "{network}");
        let dead = |e: &mut Experiment| {
            e.network.biases = crate::nn::BiasInitializer::Constant { value: -50.0 };
            e.network.hidden[0].activation = crate::nn::Activation::Relu;
            e.network.hidden[1].activation = crate::nn::Activation::Relu;
        };
        let network = now(View::Network, dead, 0).unwrap();
        assert!(network.ends_with("always answer 0: 6; that are always at a limit: 0."), "{network}");
        // The circle, learned: the middle is blue, and nothing is on the wrong side.
        let map = now(View::Map, |_| {}, 25 * 150).unwrap();
        let share: f64 = map.split(['n', '%']).find_map(|part| part.trim().parse().ok()).unwrap();
        assert!((5.0..30.0).contains(&share) && map.contains(" 0 of 250 training rows lie on the wrong side"), "{map}");
        let curves = now(View::Curves, |_| {}, 25).unwrap();
        assert!(curves.starts_with("By epoch 1 the training loss went from 0."), "{curves}");
        let blobs = |e: &mut Experiment| e.set_source(Source::generated(Generator::Blobs { classes: 3 }));
        assert!(now(View::Map, blobs, 50).unwrap().contains("classes share the map"));
        assert_eq!(now(View::Map, |e| e.set_source(Source::generated(Generator::Plane)), 5), None);
        assert!(now(View::Timeline, |_| {}, 25).unwrap().contains("Nothing seems wrong"));
        let largest = now(View::Weights, |e| e.network.weights = crate::nn::Initializer::Zeros, 0).unwrap();
        assert!(largest.starts_with("The largest in size is +0.1"), "the biases are: {largest}");
    }
}
