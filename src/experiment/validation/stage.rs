//! Checks what a stage learns, and with what.

use super::Problems;
use crate::{
    experiment::{Autoencoder, Experiment, HiddenLayer},
    text,
};

/// The stage at hand.
pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let stage = experiment.stages.at_hand();
    for (layer, rate) in stage.rates.iter().enumerate() {
        if !(0.0..=100.0).contains(rate) {
            let layer = layer + 1;
            problems.add(
                "stage.rates",
                text!(
                    "layer {layer} has the factor {rate}; choose one from 0 to 100",
                    "第 {layer} 层的系数为 {rate}；请选择 0 到 100"
                ),
            );
        }
    }
    let Some(autoencoder) = experiment.autoencoder() else { return };
    let Autoencoder { below, layers, masked, noise, .. } = autoencoder;
    let hidden = &experiment.network.hidden;
    if *layers == 0 || below.saturating_add(*layers) > hidden.len() {
        let count = hidden.len();
        problems.add(
            "stage.layers",
            text!(
                "an encoder of {layers} layers above {below} others needs at least one layer, and no more than the {count} \
                 hidden layers that there are",
                "编码器有 {layers} 层，位于 {below} 层之上：至少要有 1 层，且总数不能超过现有的 {count} 个隐藏层"
            ),
        );
    }
    problems.number(
        "stage.masked",
        masked,
        (0.0..=0.95).contains(masked),
        text!("from 0 to 0.95, such as 0.3", "0 到 0.95（例如 0.3）"),
    );
    problems.number(
        "stage.noise",
        noise,
        (0.0..=10.0).contains(noise),
        text!("from 0 to 10, such as 0.1", "0 到 10（例如 0.1）"),
    );
    let decoder = autoencoder.decoder.as_deref().unwrap_or_default();
    let fits = |layer: &HiddenLayer| (1..=1024).contains(&layer.units) && (0.0..=0.9).contains(&layer.dropout);
    if decoder.len() > 8 || !decoder.iter().all(fits) {
        problems.add(
            "stage.decoder",
            text!(
                "a decoder has at most 8 layers of 1 to 1024 units, of which each step leaves out from 0 to 0.9",
                "解码器最多 8 层，每层 1 到 1024 个单元，丢弃率为 0 到 0.9"
            ),
        );
    }
}
