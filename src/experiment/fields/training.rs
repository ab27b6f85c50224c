//! Fields of how a stage learns: objective, optimizer, batches.

use super::{
    Field, Kind, Range, Unit, Whole,
    choices::{Choices, choose},
};
use crate::{
    experiment::{ALL_ROWS, BatchOrder, Experiment, Task},
    nn::{Choice, L1Rule, Loss, Optimizer},
};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "training.loss",
        ("Loss", "损失函数"),
        ("The objective being minimized.", "训练所最小化的目标。"),
        Kind::Choice(Choices::of::<Loss>(
            |e| Some(e.training().loss.name()),
            |e, name| choose(&mut e.training_mut().loss, name),
        )),
    ),
    Field::new(
        "training.label_smoothing",
        ("Label smoothing", "标签平滑"),
        (
            "So much of a class's certainty is given to all classes alike; metrics are measured without it.",
            "把类别的一部分确定性平均分给所有类别；指标仍按未平滑的标签计算。",
        ),
        Kind::Number(Range::of(0.0, 1.0, 0.1).below(1.0).offering(0.0, 0.5, 0.05), |e| {
            e.training().loss.from_logits().then(|| &mut e.training_mut().label_smoothing)
        }),
    )
    .in_units(Unit::Share)
    .of_choice("training.loss"),
    Field::new(
        "training.optimizer",
        ("Optimizer", "优化器"),
        ("The rule that turns a gradient into a step.", "把梯度变成更新步的规则。"),
        Kind::Choice(Choices::of::<Optimizer>(
            |e| Some(e.training().optimizer.name()),
            |e, name| choose(&mut e.training_mut().optimizer, name),
        )),
    ),
    Field::new(
        "training.optimizer.momentum",
        ("Momentum", "动量系数"),
        ("Share of the last velocity that is kept.", "保留上一步速度的比例。"),
        Kind::Number(SHARE, |e| match &mut e.training_mut().optimizer {
            Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => Some(momentum),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.optimizer.decay",
        ("Decay", "衰减率"),
        ("Share of the old mean square that is kept.", "保留旧均方值的比例。"),
        Kind::Number(Range { example: 0.99, ..SHARE }, |e| match &mut e.training_mut().optimizer {
            Optimizer::RmsProp { decay, .. } => Some(decay),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.optimizer.beta1",
        ("β₁", "β₁"),
        ("Decay of the mean of the gradients.", "梯度均值的衰减率。"),
        Kind::Number(SHARE, |e| match &mut e.training_mut().optimizer {
            Optimizer::Adam { beta1, .. } | Optimizer::AdamW { beta1, .. } => Some(beta1),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.optimizer.beta2",
        ("β₂", "β₂"),
        ("Decay of the mean of their squares.", "梯度平方均值的衰减率。"),
        Kind::Number(Range { example: 0.999, ..SHARE }, |e| match &mut e.training_mut().optimizer {
            Optimizer::Adam { beta2, .. } | Optimizer::AdamW { beta2, .. } => Some(beta2),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.optimizer.epsilon",
        ("ε", "ε"),
        ("Keeps the quotient finite.", "防止除数为零。"),
        Kind::Number(Range::above(0.0, 1e-8).up_to(1.0).by_factors(), |e| match &mut e.training_mut().optimizer {
            Optimizer::Adagrad { epsilon }
            | Optimizer::RmsProp { epsilon, .. }
            | Optimizer::Adam { epsilon, .. }
            | Optimizer::AdamW { epsilon, .. } => Some(epsilon),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.optimizer.weight_decay",
        ("Decoupled weight decay", "解耦权重衰减"),
        (
            "Fraction by which each parameter shrinks per step, per unit of learning rate.",
            "每一步每单位学习率中每个参数减少的比例。",
        ),
        Kind::Number(PRESSURE, |e| match &mut e.training_mut().optimizer {
            Optimizer::AdamW { weight_decay, .. } => Some(weight_decay),
            _ => None,
        }),
    )
    .of_choice("training.optimizer"),
    Field::new(
        "training.batch_size",
        ("Batch size", "批大小"),
        ("Rows that are looked at before each change of the weights.", "每次更新权重前所用的样本数。"),
        Kind::Whole(Whole::from(1, 10).calling(ALL_ROWS as u64, "all"), |e| Some(&mut e.training_mut().batch_size)),
    ),
    Field::new(
        "training.order",
        ("Batch order", "批次顺序"),
        (
            "Shuffled anew every epoch, always the same, or each row by chance (Poisson).",
            "每轮重新打乱、始终相同，或每个样本独立随机入选（泊松）。",
        ),
        Kind::Choice(Choices::of::<BatchOrder>(
            |e| Some(e.training().order.name()),
            |e, name| choose(&mut e.training_mut().order, name),
        )),
    ),
    Field::new(
        "training.augmentation.noise",
        ("Noise on training rows", "训练样本噪声"),
        (
            "Standard deviation of what is added to each input of a training row, anew at each step.",
            "每一步重新加到训练样本每个输入上的噪声的标准差。",
        ),
        Kind::Number(Range::of(0.0, 10.0, 0.1).offering(0.0, 1.0, 0.05), |e| {
            learns_the_target(e).then(|| &mut e.training_mut().augmentation.noise)
        }),
    )
    .of_choice("stage.task"),
    Field::new(
        "training.augmentation.shift",
        ("Shift training pictures", "平移训练图像"),
        (
            "Pixels by which a training picture is shifted at most in each direction, anew at each step.",
            "每一步重新平移训练图像时每个方向的最大像素数。",
        ),
        Kind::Whole(Whole::of(0, 4, 1), |e| {
            (learns_the_target(e) && e.picture().is_some()).then(|| &mut e.training_mut().augmentation.shift as _)
        }),
    )
    .unless(|_| "only pictures that are read whole can be shifted, in a stage that learns the target"),
    Field::new(
        "training.regularizer.l1",
        ("L1 rate", "L1 系数"),
        ("Pressure towards weights of zero.", "使权重趋于零的约束。"),
        Kind::Number(PRESSURE, |e| Some(&mut e.training_mut().regularizer.l1)),
    ),
    Field::new(
        "training.regularizer.l1_rule",
        ("L1 at zero", "L1 过零规则"),
        ("What L1 does with a weight at zero.", "L1 如何处理为零的权重。"),
        Kind::Choice(Choices::of::<L1Rule>(
            |e| Some(e.training().regularizer.l1_rule.name()),
            |e, name| choose(&mut e.training_mut().regularizer.l1_rule, name),
        )),
    ),
    Field::new(
        "training.regularizer.l2",
        ("L2 rate", "L2 系数"),
        ("Pressure towards small weights.", "使权重变小的约束。"),
        Kind::Number(PRESSURE, |e| Some(&mut e.training_mut().regularizer.l2)),
    ),
    Field::new(
        "training.regularizer.weight_decay",
        ("Weight decay rate", "权重衰减系数"),
        (
            "Share of each weight that goes per step and unit of learning rate, past the optimizer.",
            "不经优化器，每一步每单位学习率中每个权重减少的比例。",
        ),
        Kind::Number(PRESSURE, |e| Some(&mut e.training_mut().regularizer.weight_decay)),
    ),
    Field::new(
        "training.clip_norm",
        ("Clip gradient at", "梯度裁剪"),
        ("A longer gradient is shortened to this length.", "更长的梯度会缩短到这个长度。"),
        Kind::OptionalNumber(Range::above(0.0, 1.0).by_factors(), |e| Some(&mut e.training_mut().clip_norm)),
    ),
];

fn learns_the_target(e: &Experiment) -> bool {
    e.stages.at_hand().task == Task::Target
}

/// Decay of a running mean.
const SHARE: Range = Range::of(0.0, 1.0, 0.9).below(1.0);
/// Penalties and weight decay.
const PRESSURE: Range = Range::of(0.0, 1000.0, 0.01).by_factors();
