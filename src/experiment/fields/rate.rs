//! Fields of the learning rate and its schedule.

use super::{
    Field, Kind, Range, Unit, Whole,
    choices::{Choices, choose},
};
use crate::nn::{Choice, Schedule};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "training.learning_rate",
        ("Learning rate", "学习率"),
        (
            "How far each step goes: too small takes for ever, too large jumps about.",
            "每一步走多远：太小则学得极慢，太大则来回跳动。",
        ),
        Kind::Number(Range::above(0.0, 0.03).up_to(1000.0).by_factors(), |e| Some(&mut e.training_mut().learning_rate)),
    ),
    Field::new(
        "training.schedule",
        ("Learning rate schedule", "学习率调度"),
        ("How the rate changes with time.", "学习率如何随时间变化。"),
        Kind::Choice(Choices::of::<Schedule>(
            |e| Some(e.training().schedule.name()),
            |e, name| choose(&mut e.training_mut().schedule, name),
        )),
    ),
    Field::new(
        "training.schedule.every",
        ("Interval", "变化间隔"),
        ("Epochs between two changes of the rate, for step.", "分段衰减时两次变化之间的轮数。"),
        Kind::Whole(Whole::from(1, 100), |e| match &mut e.training_mut().schedule {
            Schedule::Step { every, .. } => Some(every),
            _ => None,
        }),
    )
    .in_units(Unit::Epochs)
    .of_choice("training.schedule"),
    Field::new(
        "training.schedule.factor",
        ("Factor", "变化系数"),
        ("What the rate is multiplied by at each change, for step.", "分段衰减时每次变化所乘的系数。"),
        Kind::Number(Range::of(0.0, 1.0, 0.5), |e| match &mut e.training_mut().schedule {
            Schedule::Step { factor, .. } => Some(factor),
            _ => None,
        }),
    )
    .of_choice("training.schedule"),
    Field::new(
        "training.schedule.decay",
        ("Decay per epoch", "每轮衰减"),
        ("What the rate is multiplied by per epoch, for exponential.", "指数衰减时每轮所乘的系数。"),
        Kind::Number(Range::of(0.0, 1.0, 0.99), |e| match &mut e.training_mut().schedule {
            Schedule::Exponential { decay } => Some(decay),
            _ => None,
        }),
    )
    .of_choice("training.schedule"),
    Field::new(
        "training.schedule.warm_up",
        ("Warm-up", "预热"),
        ("Epochs in which the rate rises, for cosine.", "余弦退火时学习率上升的轮数。"),
        Kind::Whole(Whole::from(0, 10), |e| match &mut e.training_mut().schedule {
            Schedule::Cosine { warm_up, .. } => Some(warm_up),
            _ => None,
        }),
    )
    .in_units(Unit::Epochs)
    .of_choice("training.schedule"),
    Field::new(
        "training.schedule.epochs",
        ("Zero at epoch", "学习率归零轮次"),
        (
            "The epoch at which the rate reaches zero, after the warm-up, for cosine.",
            "余弦退火时学习率归零的轮次，在预热之后。",
        ),
        Kind::Whole(Whole::from(1, 500), |e| match &mut e.training_mut().schedule {
            Schedule::Cosine { epochs, .. } => Some(epochs),
            _ => None,
        }),
    )
    .of_choice("training.schedule"),
];
