//! Checks of what a stage learns, and with what.

use super::Problems;
use crate::{
    data::listed,
    experiment::{
        Alignment, Autoencoder, Experiment, Rows, Task,
        fields::{self, Kind},
    },
    text,
};

/// The current stage.
pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let source = &experiment.data.source;
    if experiment.stages.at_hand().rows == Rows::Neighbours && source.own_rows() == source.rows() {
        problems.add(
            "stage.rows",
            text!(
                "these data have no neighbouring set to learn from; choose all or labelled",
                "这些数据没有可供学习的邻近集；请选 all 或 labelled"
            ),
        );
    }
    check_targets(experiment, problems);
    let views = [experiment.other_view(), experiment.aligned_view()];
    if matches!(experiment.stages.at_hand().task, Task::OtherView(_) | Task::Align(_)) && views == [None; 2] {
        problems.add(
            "stage.task",
            text!(
                "these data have no other view of their rows; choose reconstruct or target",
                "这些数据没有另一视图；请选 reconstruct 或 target"
            ),
        );
    }
    if let Some(alignment) = experiment.alignment() {
        check_alignment(experiment, alignment, problems);
    }
    let Some(autoencoder) = experiment.autoencoder() else { return };
    let Autoencoder { below, layers, .. } = autoencoder;
    let hidden = &experiment.network.hidden;
    if *layers > 0 && below.saturating_add(*layers) > hidden.len() {
        let (count, layers_s) = (hidden.len(), if *layers == 1 { "" } else { "s" });
        let s = if count == 1 { "" } else { "s" };
        let message = if *below == 0 {
            text!(
                "an encoder of {layers} layer{layers_s} does not fit into a network of {count} hidden layer{s}; take fewer, or \
                 add a layer",
                "{layers} 层的编码器放不进只有 {count} 个隐藏层的网络；请减少编码器层数，或添加隐藏层"
            )
        } else {
            text!(
                "an encoder of {layers} layer{layers_s} above {below} that stay as they are does not fit into a network of {count} \
                 hidden layer{s}; take fewer, or add a layer",
                "{below} 个固定层之上的 {layers} 层编码器放不进只有 {count} 个隐藏层的网络；请减少编码器层数，或添加隐藏层"
            )
        };
        problems.add("stage.layers", message);
    }
    let mut decoder = autoencoder.decoder.clone().unwrap_or_default();
    for field in fields::all() {
        if let Kind::Layers(of_layers) = field.kind {
            of_layers.problems(&mut decoder).into_iter().for_each(|message| problems.add("stage.decoder", message));
        }
    }
}

/// Whether there are rows from which a target can be learned.
fn check_targets(experiment: &Experiment, problems: &mut Problems) {
    let is_asked = experiment.data.unlabelled && experiment.learns_target();
    let Some(usable) = experiment.data.usable().filter(|usable| is_asked && usable.known < 2) else { return };
    let targets = experiment.data.targets();
    let names = listed(targets.iter().map(String::as_str));
    let (names, names_zh) = names.both();
    let few = if usable.known == 0 {
        text!("no row has a value in {names}", "所有行在{names_zh}中都没有值")
    } else {
        text!("only one row has a value in {names}", "只有一行在{names_zh}中有值")
    };
    let (few, few_zh) = few.both();
    problems.add(
        "stage.task",
        text!(
            "{few}, so nothing can be learned from it; choose reconstruct, which needs none, or predict another column",
            "{few_zh}，无从学习；请选不需要目标的 reconstruct，或预测其他列"
        ),
    );
}

fn check_alignment(experiment: &Experiment, alignment: &Alignment, problems: &mut Problems) {
    let (layers, count) = (alignment.layers, experiment.network.hidden.len());
    if layers > count {
        problems.add(
            "stage.layers",
            text!(
                "two encoders of {layers} layers each do not fit into a network whose hidden layers are {count}; take fewer, or \
                 add a layer",
                "各 {layers} 层的两个编码器放不进隐藏层数为 {count} 的网络；请减少编码器层数，或添加隐藏层"
            ),
        );
    }
    if experiment.training().privacy.is_some() {
        problems.add(
            "training.privacy",
            text!(
                "pairs are compared with each other, so no row has a gradient of its own that could be clipped; switch it off",
                "各对样本相互比较，单个样本没有自己的梯度可供裁剪；请关闭隐私训练"
            ),
        );
    }
}
