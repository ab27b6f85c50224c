//! Metrics for goals and predictions: one word each, and its value at a moment of training.

use strum::IntoStaticStr;

use crate::{
    data::Split,
    experiment::Experiment,
    language::Text,
    measure::{Metrics, Probe},
    nn::Choice,
    text,
    training::{History, Status, Trainer},
};

/// A metric of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Metric {
    /// Training loss.
    TrainLoss,
    /// Validation loss.
    ValidationLoss,
    /// Test loss.
    TestLoss,
    /// Training accuracy, 0…1.
    TrainAccuracy,
    /// Validation accuracy, 0…1.
    ValidationAccuracy,
    /// Test accuracy, 0…1.
    TestAccuracy,
    /// Training R², at most 1.
    TrainR2,
    /// Validation R², at most 1.
    ValidationR2,
    /// Test R², at most 1.
    TestR2,
    /// Test loss minus training loss: large when the network overfits.
    LossGap,
    /// Whole epochs done.
    Epoch,
    /// Number of weights and biases.
    Parameters,
    /// Number of weights that are exactly 0.
    ZeroWeights,
    /// Number of parameters that are not 0: those that have moved when all started at 0.
    Nonzero,
    /// Sum of the squared weights, without biases.
    WeightSquares,
    /// Norm of the first layer's gradient divided by that of the last: how much of it arrives.
    GradientRatio,
    /// 1 when training has diverged, else 0.
    Diverged,
}

impl Choice for Metric {
    const WHAT: &'static str = "metric";
    const ALL: &'static [Self] = &[
        Self::TrainLoss,
        Self::ValidationLoss,
        Self::TestLoss,
        Self::TrainAccuracy,
        Self::ValidationAccuracy,
        Self::TestAccuracy,
        Self::TrainR2,
        Self::ValidationR2,
        Self::TestR2,
        Self::LossGap,
        Self::Epoch,
        Self::Parameters,
        Self::ZeroWeights,
        Self::Nonzero,
        Self::WeightSquares,
        Self::GradientRatio,
        Self::Diverged,
    ];

    fn name(&self) -> &'static str {
        self.into()
    }
}

/// A moment of training, from a [`Trainer`] or anything else with the same data.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The network with its rows.
    pub probe: Probe<'a>,
    /// Current metrics.
    pub metrics: Metrics,
    /// Earlier metrics.
    pub history: &'a History,
    /// Whole epochs done.
    pub epoch: u64,
    /// Whether no part of the next one is done: every machine has the ends of epochs, and looks in between at other moments.
    pub is_whole: bool,
    /// Whether training can continue.
    pub status: &'a Status,
}

impl<'a> Moment<'a> {
    /// The current moment of `trainer`.
    #[must_use]
    pub fn of(trainer: &'a Trainer) -> Self {
        let (probe, metrics, epoch) = (trainer.probe(), trainer.metrics(), trainer.epochs());
        let is_whole = trainer.is_at_whole_epoch();
        Self { probe, metrics, history: trainer.history(), epoch, is_whole, status: trainer.status() }
    }
}

impl Metric {
    /// Its name.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::TrainLoss => text!("training loss", "训练损失"),
            Self::ValidationLoss => text!("validation loss", "验证损失"),
            Self::TestLoss => text!("test loss", "测试损失"),
            Self::TrainAccuracy => text!("training accuracy", "训练准确率"),
            Self::ValidationAccuracy => text!("validation accuracy", "验证准确率"),
            Self::TestAccuracy => text!("test accuracy", "测试准确率"),
            Self::TrainR2 => text!("training R²", "训练 R²"),
            Self::ValidationR2 => text!("validation R²", "验证 R²"),
            Self::TestR2 => text!("test R²", "测试 R²"),
            Self::LossGap => text!("test loss minus training loss", "测试损失减训练损失"),
            Self::Epoch => text!("epochs", "轮数"),
            Self::Parameters => text!("number of parameters", "参数个数"),
            Self::ZeroWeights => text!("weights that are 0", "为 0 的权重个数"),
            Self::Nonzero => text!("parameters that are not 0", "不为 0 的参数个数"),
            Self::WeightSquares => text!("sum of squared weights", "权重平方和"),
            Self::GradientRatio => text!("first layer's gradient over the last's", "第一层与最后一层梯度之比"),
            Self::Diverged => text!("diverged", "发散"),
        }
    }

    /// Whether it is a share of rows, which people also give in per cent.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(self, Self::TrainAccuracy | Self::ValidationAccuracy | Self::TestAccuracy)
    }

    /// A value as people write it: a share in per cent.
    #[must_use]
    pub fn written(self, value: f64) -> String {
        if !self.is_share() {
            return value.to_string();
        }
        let percent = format!("{:.2}", 100.0 * value);
        format!("{} %", percent.trim_end_matches('0').trim_end_matches('.'))
    }

    /// Why no run of `experiment` has it at its end; nothing when one does.
    #[must_use]
    pub fn missing(self, experiment: &Experiment) -> Option<Text> {
        let mut experiment = experiment.clone();
        experiment.stages.take(experiment.stages.list().len().saturating_sub(1));
        let is_regression = experiment.classes().is_none();
        match self {
            Self::TrainAccuracy | Self::ValidationAccuracy | Self::TestAccuracy if is_regression => Some(text!(
                "numbers are predicted here, and only classes have an accuracy",
                "这里预测的是数值，只有类别才有准确率"
            )),
            Self::TrainR2 | Self::ValidationR2 | Self::TestR2 if !is_regression => Some(text!(
                "classes are predicted here, and only numbers have an R²",
                "这里预测的是类别，只有数值才有 R²"
            )),
            Self::ValidationLoss | Self::ValidationAccuracy | Self::ValidationR2
                if experiment.data.validation_share == 0.0 =>
            {
                Some(text!(
                    "there are no validation rows; set data.validation_share",
                    "没有验证样本；请设置 data.validation_share"
                ))
            }
            Self::TestLoss | Self::TestAccuracy | Self::TestR2 | Self::LossGap
                if experiment.data.train_share >= 1.0 =>
            {
                Some(text!("there are no test rows; lower data.train_share", "没有测试样本；请减小 data.train_share"))
            }
            _ => None,
        }
    }

    /// Its value in metrics of one moment; `None` when it is not one of them, or does not apply.
    #[must_use]
    pub fn measured(self, metrics: &Metrics, is_regression: bool) -> Option<f64> {
        let loss = |split| metrics.part(split).map(|part| part.loss);
        let score = |split, of_regression: bool| {
            metrics.part(split).filter(|_| of_regression == is_regression).map(|part| part.score)
        };
        match self {
            Self::TrainLoss => loss(Split::Train),
            Self::ValidationLoss => loss(Split::Validation),
            Self::TestLoss => loss(Split::Test),
            Self::TrainAccuracy => score(Split::Train, false),
            Self::ValidationAccuracy => score(Split::Validation, false),
            Self::TestAccuracy => score(Split::Test, false),
            Self::TrainR2 => score(Split::Train, true),
            Self::ValidationR2 => score(Split::Validation, true),
            Self::TestR2 => score(Split::Test, true),
            Self::LossGap => Some(loss(Split::Test)? - loss(Split::Train)?),
            _ => None,
        }
    }

    /// Whether it is recorded in the history.
    #[must_use]
    pub const fn is_recorded(self) -> bool {
        !matches!(
            self,
            Self::Epoch
                | Self::Parameters
                | Self::ZeroWeights
                | Self::Nonzero
                | Self::WeightSquares
                | Self::GradientRatio
                | Self::Diverged
        )
    }

    /// Its current value; `None` when it does not apply.
    #[must_use]
    pub fn now(self, moment: &Moment<'_>) -> Option<f64> {
        let parameters = &moment.probe.network.parameters;
        let weights = || (0..parameters.layers()).flat_map(|layer| parameters.weights(layer));
        match self {
            Self::Epoch => Some(moment.epoch as f64),
            Self::Parameters => Some(parameters.values().len() as f64),
            Self::ZeroWeights => Some(weights().filter(|weight| **weight == 0.0).count() as f64),
            Self::Nonzero => Some(parameters.values().iter().filter(|value| **value != 0.0).count() as f64),
            Self::WeightSquares => Some(weights().map(|weight| f64::from(*weight) * f64::from(*weight)).sum()),
            Self::Diverged => Some(f64::from(u8::from(matches!(moment.status, Status::Diverged { .. })))),
            Self::GradientRatio => {
                let layers = moment.probe.statistics();
                let (first, last) = (layers.first()?.gradient_norm, layers.last()?.gradient_norm);
                (last > 0.0).then(|| first / last)
            }
            _ => self.measured(&moment.metrics, moment.probe.experiment.classes().is_none()),
        }
    }

    /// Its value at `epoch`, or at the first record after it; `None` when that is still to come, or over for what no record
    /// holds.
    #[must_use]
    pub fn at(self, epoch: u64, moment: &Moment<'_>) -> Option<f64> {
        if !self.is_recorded() {
            return (moment.epoch == epoch).then(|| self.now(moment)).flatten();
        }
        let records = moment.history.records();
        let record = records.get(records.partition_point(|record| record.epoch < epoch));
        let is_regression = moment.probe.experiment.classes().is_none();
        match record {
            Some(record) => self.measured(&record.metrics, is_regression),
            None => (moment.epoch >= epoch && moment.is_whole).then(|| self.now(moment)).flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, nn::Initializer};

    #[test]
    fn every_metric_is_read_off_a_run() {
        let mut experiment = Experiment::default();
        experiment.network.weights = Initializer::Zeros;
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        let value = |trainer: &Trainer, metric: Metric| metric.now(&Moment::of(trainer));
        assert_eq!(value(&trainer, Metric::Parameters), Some(25.0));
        assert_eq!(value(&trainer, Metric::ZeroWeights), Some(18.0), "weights without the 7 biases");
        assert_eq!(value(&trainer, Metric::Nonzero), Some(7.0));
        assert_eq!(value(&trainer, Metric::WeightSquares), Some(0.0));
        assert_eq!(value(&trainer, Metric::TrainR2), None, "classes have no R²");
        (0..60).for_each(|_| trainer.step());
        assert_eq!(value(&trainer, Metric::Epoch), Some(2.0));
        let moment = Moment::of(&trainer);
        let record = &trainer.history().records()[1];
        assert_eq!(Metric::TrainLoss.at(1, &moment), Some(record.metrics.train.loss));
        assert_eq!(Metric::TestLoss.at(3, &moment), None, "it is still to come");
        let gap = Metric::LossGap.now(&moment).unwrap();
        assert_eq!(gap, moment.metrics.test.unwrap().loss - moment.metrics.train.loss);
        for metric in Metric::ALL {
            assert_eq!(Metric::from_name(metric.name()), Ok(*metric));
            assert_eq!(
                metric.is_recorded(),
                metric.measured(&moment.metrics, false).is_some() || {
                    let name = metric.name();
                    name.ends_with("r2") || name.starts_with("validation")
                }
            );
        }
    }
}
