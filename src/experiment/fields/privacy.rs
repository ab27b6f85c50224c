//! Fields of private training.

use super::{Field, Kind, Range};
use crate::experiment::{Experiment, Privacy};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "training.privacy",
        ("Private training", "隐私训练"),
        (
            "Whether each row's gradient is clipped and noise added, so that the network hardly tells of any one row.",
            "是否裁剪每个样本的梯度并加入噪声，使网络几乎不泄露任何单个样本。",
        ),
        Kind::Switch(|e| Some(&mut e.training_mut().privacy)),
    ),
    Field::new(
        "training.privacy.clip",
        ("Clip each row at", "逐样本裁剪"),
        ("A row's gradient is shortened to this length.", "每个样本的梯度会缩短到这个长度。"),
        Kind::Number(Range::above(0.0, 1.0).by_factors(), |e| privacy(e).map(|privacy| &mut privacy.clip)),
    )
    .entered_by(enter),
    Field::new(
        "training.privacy.noise",
        ("Noise multiplier", "噪声倍数"),
        (
            "Standard deviation of the noise over a batch's sum, in units of the length at which rows are clipped.",
            "加在整批梯度之和上的噪声的标准差，以裁剪长度为单位。",
        ),
        Kind::Number(Range::from(0.0, 1.0).by_factors(), |e| privacy(e).map(|privacy| &mut privacy.noise)),
    )
    .entered_by(enter),
    Field::new(
        "training.privacy.delta",
        ("δ", "δ"),
        (
            "Probability with which the bound ε may fail; below one over the number of rows.",
            "界 ε 可能失效的概率；应小于样本数的倒数。",
        ),
        Kind::Number(Range::above(0.0, 1e-5).up_to(0.1).by_factors(), |e| privacy(e).map(|privacy| &mut privacy.delta)),
    )
    .entered_by(enter),
];

fn privacy(e: &mut Experiment) -> Option<&mut Privacy> {
    e.training_mut().privacy.as_mut()
}

fn enter(e: &mut Experiment) {
    e.training_mut().privacy.get_or_insert_default();
}
