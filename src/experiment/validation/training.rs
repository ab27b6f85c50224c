//! Checks of the training settings.

use super::Problems;
use crate::{
    data::Scaling,
    experiment::{BatchOrder, Experiment},
    nn::{Choice, Schedule},
    text,
};

pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let training = experiment.training();
    if experiment.classes().is_none() && training.loss.from_logits() {
        let message = text!(
            "{} tells classes apart, but numbers are to be fitted; choose mean_squared_error",
            "{} 用于区分类别，但现在要拟合数值；请选择均方误差（mean_squared_error）",
            training.loss.name()
        );
        problems.add("training.loss", message);
    }
    if training.early_stopping.is_some() && !experiment.holds_rows_back() {
        let message = text!(
            "it watches rows that are held back, but all are for training; switch it off or raise the validation share",
            "它监视留出的样本，但所有样本都用于训练；请关闭它，或提高验证集占比"
        );
        problems.add("training.early_stopping", message);
    }
    let paper_is_zero = matches!(experiment.data.scaling, Scaling::None | Scaling::Pixels);
    if training.augmentation.shift > 0 && experiment.picture().is_some() && !paper_is_zero {
        let message = text!(
            "a shifted picture is filled up with paper, which is 0 only with data.scaling=none or pixels",
            "平移后的图像用空白（0）填充，只有 data.scaling=none 或 pixels 时空白才是 0"
        );
        problems.add("training.augmentation.shift", message);
    }
    if let Some(privacy) = training.privacy {
        if training.order != BatchOrder::Poisson {
            let message = text!(
                "private training needs poisson: the bound ε holds for batches that each row joins by chance, of shuffled ones \
                 none is known (Chua et al. 2024)",
                "隐私训练需要 poisson：界 ε 只对每个样本独立随机入选的批次成立，对打乱的批次没有已知的界（Chua 等，2024）"
            );
            problems.add("training.order", message);
        }
        let rows = experiment.data.source.rows();
        if f64::from(privacy.delta) * rows as f64 >= 1.0 {
            let message = text!(
                "with {rows} rows, δ must lie below one over their number: at a larger one, giving a whole row away would count \
                 as private",
                "共有 {rows} 个样本，δ 应小于样本数的倒数：否则完整泄露一个样本也会算作隐私"
            );
            problems.add("training.privacy.delta", message);
        }
    }
    if let Schedule::Cosine { warm_up, epochs } = training.schedule
        && (1..=warm_up).contains(&epochs)
    {
        let message = text!(
            "{epochs} is not above the warm-up's {warm_up}; let the rate end later",
            "{epochs} 不大于预热轮数 {warm_up}；请让学习率更晚归零"
        );
        problems.add("training.schedule.epochs", message);
    }
}

#[cfg(test)]
mod tests {
    use super::super::each_is_found;
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::{EarlyStopping, Privacy},
        nn::{Activation, Loss, Optimizer},
    };

    #[test]
    fn problems_of_training_are_found() {
        each_is_found(&[
            (
                |e| {
                    e.data.source = Source::generated(Generator::Plane);
                    e.training_mut().loss = Loss::BinaryCrossEntropy;
                    e.network.output.activation = Activation::Linear;
                },
                "training.loss",
                "binary_cross_entropy tells classes apart, but numbers are to be fitted; choose mean_squared_error",
            ),
            (
                |e| e.training_mut().learning_rate = 0.0,
                "training.learning_rate",
                "0 is not a number above 0 and up to 1000, such as 0.03",
            ),
            (
                |e| e.training_mut().batch_size = 0,
                "training.batch_size",
                "0 is not a whole number of 1 or more, such as 10",
            ),
            (
                |e| e.training_mut().regularizer.l1 = -0.1,
                "training.regularizer.l1",
                "-0.1 is not a number from 0 to 1000, such as 0.01",
            ),
            (
                |e| e.training_mut().regularizer.l2 = f32::NAN,
                "training.regularizer.l2",
                "NaN is not a number from 0 to 1000, such as 0.01",
            ),
            (
                |e| e.training_mut().regularizer.weight_decay = f32::INFINITY,
                "training.regularizer.weight_decay",
                "inf is not a number from 0 to 1000, such as 0.01",
            ),
            (|e| e.training_mut().clip_norm = Some(0.0), "training.clip_norm", "0 is not a number above 0, such as 1"),
        ]);
    }

    #[test]
    fn shuffled_batches_are_refused_with_the_reason() {
        each_is_found(&[
            (
                |e| {
                    (e.training_mut().privacy, e.training_mut().order) =
                        (Some(Privacy::default()), BatchOrder::Shuffled);
                },
                "training.order",
                "private training needs poisson: the bound ε holds for batches that each row joins by chance, of shuffled ones \
                 none is known (Chua et al. 2024)",
            ),
            (
                |e| {
                    let privacy = Privacy { delta: 0.01, ..Privacy::default() };
                    (e.training_mut().privacy, e.training_mut().order) = (Some(privacy), BatchOrder::Poisson);
                },
                "training.privacy.delta",
                "with 500 rows, δ must lie below one over their number: at a larger one, giving a whole row away would count \
                 as private",
            ),
        ]);
        let mut experiment = Experiment::default();
        crate::experiment::fields::set(&mut experiment, "training.privacy", "on").unwrap();
        assert_eq!(experiment.training().order, BatchOrder::Poisson, "switched on, it brings its batches");
        assert_eq!(experiment.problems(), []);
    }

    #[test]
    fn problems_of_stopping_are_found() {
        each_is_found(&[
            (
                |e| e.training_mut().early_stopping = Some(EarlyStopping { patience: 0, restore_best: true }),
                "training.early_stopping.patience",
                "0 is not a whole number of 1 or more, such as 100",
            ),
            (
                |e| {
                    e.training_mut().early_stopping = Some(EarlyStopping { patience: 5, restore_best: true });
                    e.data.train_share = 1.0;
                },
                "training.early_stopping",
                "it watches rows that are held back, but all are for training; switch it off or raise the validation share",
            ),
            (
                |e| e.training_mut().stop.epochs = Some(0),
                "training.stop.epochs",
                "0 is not a whole number of 1 or more, such as 1000",
            ),
            (
                |e| e.training_mut().stop.loss = Some(f32::NAN),
                "training.stop.loss",
                "NaN is not a number of 0 or more, such as 0.01",
            ),
            (
                |e| e.training_mut().stop.seconds = Some(-1.0),
                "training.stop.seconds",
                "-1 is not a number above 0, such as 60",
            ),
        ]);
    }

    #[test]
    fn problems_of_optimizer_and_schedule_are_found() {
        each_is_found(&[
            (
                |e| e.training_mut().optimizer = Optimizer::Nesterov { momentum: 1.0 },
                "training.optimizer.momentum",
                "1 is not a number from 0 to below 1, such as 0.9",
            ),
            (
                |e| e.training_mut().optimizer = Optimizer::RmsProp { decay: f32::NAN, epsilon: 1e-8 },
                "training.optimizer.decay",
                "NaN is not a number from 0 to below 1, such as 0.99",
            ),
            (
                |e| e.training_mut().optimizer = Optimizer::Adam { beta1: -0.5, beta2: 0.999, epsilon: 1e-8 },
                "training.optimizer.beta1",
                "-0.5 is not a number from 0 to below 1, such as 0.9",
            ),
            (
                |e| e.training_mut().optimizer = Optimizer::Adam { beta1: 0.9, beta2: 1.5, epsilon: 1e-8 },
                "training.optimizer.beta2",
                "1.5 is not a number from 0 to below 1, such as 0.999",
            ),
            (
                |e| e.training_mut().optimizer = Optimizer::Adagrad { epsilon: 0.0 },
                "training.optimizer.epsilon",
                "0 is not a number above 0 and up to 1, such as 1e-8",
            ),
            (
                |e| {
                    let (beta1, beta2, epsilon, weight_decay) = (0.9, 0.999, 1e-8, -1.0);
                    e.training_mut().optimizer = Optimizer::AdamW { beta1, beta2, epsilon, weight_decay };
                },
                "training.optimizer.weight_decay",
                "-1 is not a number from 0 to 1000, such as 0.01",
            ),
            (
                |e| e.training_mut().schedule = Schedule::Step { every: 0, factor: 0.5 },
                "training.schedule.every",
                "0 is not a whole number of 1 or more, such as 100",
            ),
            (
                |e| e.training_mut().schedule = Schedule::Step { every: 1, factor: 2.0 },
                "training.schedule.factor",
                "2 is not a number from 0 to 1, such as 0.5",
            ),
            (
                |e| e.training_mut().schedule = Schedule::Exponential { decay: f32::NAN },
                "training.schedule.decay",
                "NaN is not a number from 0 to 1, such as 0.99",
            ),
            (
                |e| e.training_mut().schedule = Schedule::Cosine { warm_up: 10, epochs: 10 },
                "training.schedule.epochs",
                "10 is not above the warm-up's 10; let the rate end later",
            ),
        ]);
    }
}
