//! Fields of when a stage ends, and which rows decide that.

use super::{Field, Kind, Range, Unit, Whole};
use crate::experiment::Experiment;

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "training.early_stopping",
        ("Stop early", "提前停止"),
        (
            "Whether training stops when the validation loss no longer falls, or the test loss without validation rows.",
            "验证损失（没有验证样本时为测试损失）不再下降时是否停止训练。",
        ),
        Kind::Switch(|e| Some(&mut e.training_mut().early_stopping)),
    ),
    Field::new(
        "training.early_stopping.patience",
        ("Patience", "容忍轮数"),
        ("Epochs without a new best loss before training stops.", "损失多少轮没有新低后停止训练。"),
        Kind::Whole(Whole::from(1, 100), |e| {
            e.training_mut().early_stopping.as_mut().map(|stopping| &mut stopping.patience as _)
        }),
    )
    .in_units(Unit::Epochs)
    .entered_by(stop_early),
    Field::new(
        "training.early_stopping.restore_best",
        ("Return to the best", "恢复最佳参数"),
        (
            "Whether to go back to the parameters of the best loss when training stops.",
            "停止时是否恢复到损失最低时的参数。",
        ),
        Kind::Switch(|e| e.training_mut().early_stopping.as_mut().map(|stopping| &mut stopping.restore_best as _)),
    )
    .entered_by(stop_early),
    // Below early stopping, which sets a validation share when it is switched on.
    Field::new(
        "data.validation_share",
        ("For validation", "验证集占比"),
        (
            "Share of the training rows that is held back for choices, such as when to stop; scales are fitted on the rest.",
            "训练样本中留出、用于做选择（例如何时停止）的比例；缩放只按其余样本确定。",
        ),
        Kind::Number(Range::of(0.0, 0.9, 0.2).offering(0.0, 0.9, 0.1), |e| Some(&mut e.data.validation_share)),
    )
    .in_units(Unit::Share),
    Field::new(
        "training.stop.epochs",
        ("Stop at epoch", "到指定轮数停止"),
        ("Training pauses there by itself.", "训练到此自动暂停。"),
        Kind::OptionalWhole(Whole::from(1, 1000), |e| Some(&mut e.training_mut().stop.epochs)),
    ),
    Field::new(
        "training.stop.loss",
        ("Stop at loss", "到指定损失停止"),
        ("Training pauses when the training loss is this small.", "训练损失降到此值时自动暂停。"),
        Kind::OptionalNumber(Range::from(0.0, 0.01).by_factors(), |e| Some(&mut e.training_mut().stop.loss)),
    ),
    Field::new(
        "training.stop.seconds",
        ("Stop after a time", "到指定时间停止"),
        ("Training pauses after so many seconds of training.", "训练满此秒数时自动暂停。"),
        Kind::OptionalNumber(Range::above(0.0, 60.0), |e| Some(&mut e.training_mut().stop.seconds)),
    )
    .in_units(Unit::Seconds),
];

fn stop_early(e: &mut Experiment) {
    e.training_mut().early_stopping.get_or_insert_default();
}
