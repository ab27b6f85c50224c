//! Checks how it learns.

use super::Problems;
use crate::{
    data::Source,
    experiment::Experiment,
    nn::{Choice, Optimizer, Schedule},
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
    check_optimizer(training.optimizer, problems);
    let rate = training.learning_rate;
    let fits = rate > 0.0 && rate <= 1000.0;
    problems.number(
        "training.learning_rate",
        rate,
        fits,
        text!("above 0 and up to 1000, such as 0.03", "大于 0 且不超过 1000（例如 0.03）"),
    );
    check_schedule(training.schedule, problems);
    let batch = training.batch_size;
    problems.whole("training.batch_size", batch, batch >= 1, text!("above 0, such as 10", "大于 0（例如 10）"));
    for (field, pressure) in [
        ("training.regularizer.l1", training.regularizer.l1),
        ("training.regularizer.l2", training.regularizer.l2),
        ("training.regularizer.weight_decay", training.regularizer.weight_decay),
    ] {
        problems.number(
            field,
            pressure,
            (0.0..=1000.0).contains(&pressure),
            text!("from 0 to 1000, such as 0.01", "0 到 1000（例如 0.01）"),
        );
    }
    if let Some(norm) = training.clip_norm {
        problems.number(
            "training.clip_norm",
            norm,
            norm > 0.0 && norm.is_finite(),
            text!("above 0, such as 1", "大于 0（例如 1）"),
        );
    }
    if let Some(early) = training.early_stopping {
        let patience = early.patience;
        problems.whole(
            "training.early_stopping.patience",
            patience,
            patience >= 1,
            text!("above 0, such as 100", "大于 0（例如 100）"),
        );
        if matches!(experiment.data.source, Source::Gate(_)) || experiment.data.train_share >= 1.0 {
            let message = text!(
                "it watches the test loss, but all rows are for training; switch it off or lower the train share",
                "它监视测试损失，但所有样本都用于训练；请关闭它，或降低训练集占比"
            );
            problems.add("training.early_stopping", message);
        }
    }
    let stop = training.stop;
    if let Some(epochs) = stop.epochs {
        problems.whole(
            "training.stop.epochs",
            epochs,
            epochs >= 1,
            text!("above 0, such as 1000", "大于 0（例如 1000）"),
        );
    }
    if let Some(loss) = stop.loss {
        problems.number(
            "training.stop.loss",
            loss,
            loss >= 0.0 && loss.is_finite(),
            text!("of 0 or more, such as 0.01", "不小于 0（例如 0.01）"),
        );
    }
    if let Some(seconds) = stop.seconds {
        let fits = seconds > 0.0 && seconds.is_finite();
        problems.number("training.stop.seconds", seconds, fits, text!("above 0, such as 60", "大于 0（例如 60）"));
    }
}

fn check_optimizer(optimizer: Optimizer, problems: &mut Problems) {
    let mut share = |field: &str, value: f32, example: &str| {
        let field = format!("training.optimizer.{field}");
        problems.number(
            &field,
            value,
            (0.0..1.0).contains(&value),
            text!("from 0 to below 1, such as {example}", "0 到小于 1（例如 {example}）"),
        );
    };
    match optimizer {
        Optimizer::GradientDescent | Optimizer::Adagrad { .. } => {}
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => share("momentum", momentum, "0.9"),
        Optimizer::RmsProp { decay, .. } => share("decay", decay, "0.99"),
        Optimizer::Adam { beta1, beta2, .. } | Optimizer::AdamW { beta1, beta2, .. } => {
            share("beta1", beta1, "0.9");
            share("beta2", beta2, "0.999");
        }
    }
    if let Optimizer::Adagrad { epsilon }
    | Optimizer::RmsProp { epsilon, .. }
    | Optimizer::Adam { epsilon, .. }
    | Optimizer::AdamW { epsilon, .. } = optimizer
    {
        let fits = epsilon > 0.0 && epsilon <= 1.0;
        problems.number(
            "training.optimizer.epsilon",
            epsilon,
            fits,
            text!("above 0 and up to 1, such as 1e-8", "大于 0 且不超过 1（例如 1e-8）"),
        );
    }
    if let Optimizer::AdamW { weight_decay, .. } = optimizer {
        let fits = (0.0..=1000.0).contains(&weight_decay);
        problems.number(
            "training.optimizer.weight_decay",
            weight_decay,
            fits,
            text!("from 0 to 1000, such as 0.01", "0 到 1000（例如 0.01）"),
        );
    }
}

fn check_schedule(schedule: Schedule, problems: &mut Problems) {
    match schedule {
        Schedule::Constant => {}
        Schedule::Step { every, factor } => {
            problems.whole(
                "training.schedule.every",
                every,
                every >= 1,
                text!("above 0, such as 100", "大于 0（例如 100）"),
            );
            let fits = (0.0..=1.0).contains(&factor);
            problems.number(
                "training.schedule.factor",
                factor,
                fits,
                text!("from 0 to 1, such as 0.5", "0 到 1（例如 0.5）"),
            );
        }
        Schedule::Exponential { decay } => {
            let fits = (0.0..=1.0).contains(&decay);
            problems.number(
                "training.schedule.decay",
                decay,
                fits,
                text!("from 0 to 1, such as 0.99", "0 到 1（例如 0.99）"),
            );
        }
        Schedule::Cosine { warm_up, epochs } => {
            let range = text!("above the warm-up's {warm_up}", "大于预热轮数 {warm_up}");
            problems.whole("training.schedule.epochs", epochs, epochs > warm_up, range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::each_is_found;
    use super::*;
    use crate::{
        data::Generator,
        experiment::EarlyStopping,
        nn::{Activation, Loss},
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
            (|e| e.training_mut().batch_size = 0, "training.batch_size", "0 is not a whole number above 0, such as 10"),
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
    fn problems_of_stopping_are_found() {
        each_is_found(&[
            (
                |e| e.training_mut().early_stopping = Some(EarlyStopping { patience: 0, restore_best: true }),
                "training.early_stopping.patience",
                "0 is not a whole number above 0, such as 100",
            ),
            (
                |e| {
                    e.training_mut().early_stopping = Some(EarlyStopping { patience: 5, restore_best: true });
                    e.data.train_share = 1.0;
                },
                "training.early_stopping",
                "it watches the test loss, but all rows are for training; switch it off or lower the train share",
            ),
            (
                |e| e.training_mut().stop.epochs = Some(0),
                "training.stop.epochs",
                "0 is not a whole number above 0, such as 1000",
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
                "0 is not a whole number above 0, such as 100",
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
                "10 is not a whole number above the warm-up's 10",
            ),
        ]);
    }
}
