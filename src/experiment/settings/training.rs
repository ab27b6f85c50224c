//! Settings of how the network learns.

use super::{
    Setting,
    Takes::Words,
    value::{choice, number, one_of, optional, or_none, switch, whole},
};
use crate::{
    experiment::{ALL_ROWS, BatchOrder, EarlyStopping, Experiment},
    nn::{Choice, L1Rule, Loss, Optimizer, Schedule},
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "training.loss",
        meaning: "What is made small.",
        takes: one_of::<Loss>(),
        get: |e| Some(e.training().loss.name().into()),
        set: |e, text| choice(text).map(|chosen| e.training_mut().loss = chosen),
    },
    Setting {
        key: "training.optimizer",
        meaning: "The rule of one update.",
        takes: one_of::<Optimizer>(),
        get: |e| Some(e.training().optimizer.name().into()),
        set: |e, text| {
            let optimizer: Optimizer = choice(text)?;
            if optimizer.name() != e.training().optimizer.name() {
                e.training_mut().optimizer = optimizer;
            }
            Ok(())
        },
    },
    Setting {
        key: "training.optimizer.momentum",
        meaning: "Share of the last velocity that is kept.",
        takes: Words("a number from 0, below 1"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "momentum").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "momentum", text),
    },
    Setting {
        key: "training.optimizer.decay",
        meaning: "Share of the old mean square that is kept.",
        takes: Words("a number from 0, below 1"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "decay").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "decay", text),
    },
    Setting {
        key: "training.optimizer.beta1",
        meaning: "Decay of the mean of the gradients.",
        takes: Words("a number from 0, below 1"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "beta1").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "beta1", text),
    },
    Setting {
        key: "training.optimizer.beta2",
        meaning: "Decay of the mean of their squares.",
        takes: Words("a number from 0, below 1"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "beta2").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "beta2", text),
    },
    Setting {
        key: "training.optimizer.epsilon",
        meaning: "Keeps the quotient finite.",
        takes: Words("a number above 0"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "epsilon").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "epsilon", text),
    },
    Setting {
        key: "training.optimizer.weight_decay",
        meaning: "Share of each parameter that goes per step and unit of learning rate.",
        takes: Words("a number, 0 or more"),
        get: |e| coefficient(&mut e.training().optimizer.clone(), "weight_decay").map(|value| value.to_string()),
        set: |e, text| set_coefficient(e, "weight_decay", text),
    },
    Setting {
        key: "training.learning_rate",
        meaning: "Size of a step.",
        takes: Words("a number above 0, such as 0.03"),
        get: |e| Some(e.training().learning_rate.to_string()),
        set: |e, text| number(text).map(|rate| e.training_mut().learning_rate = rate),
    },
    Setting {
        key: "training.schedule",
        meaning: "How the learning rate changes with time.",
        takes: one_of::<Schedule>(),
        get: |e| Some(e.training().schedule.name().into()),
        set: |e, text| {
            let schedule: Schedule = choice(text)?;
            if schedule.name() != e.training().schedule.name() {
                e.training_mut().schedule = schedule;
            }
            Ok(())
        },
    },
    Setting {
        key: "training.schedule.every",
        meaning: "Epochs between two changes of the rate, for step.",
        takes: Words("a whole number, 1 or more"),
        get: |e| match e.training().schedule {
            Schedule::Step { every, .. } => Some(every.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.training_mut().schedule {
            Schedule::Step { every, .. } => whole(text).map(|value| *every = value),
            other => Err(lacks(other, "every")),
        },
    },
    Setting {
        key: "training.schedule.factor",
        meaning: "What the rate is multiplied by at each change, for step.",
        takes: Words("a number above 0, up to 1"),
        get: |e| match e.training().schedule {
            Schedule::Step { factor, .. } => Some(factor.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.training_mut().schedule {
            Schedule::Step { factor, .. } => number(text).map(|value| *factor = value),
            other => Err(lacks(other, "factor")),
        },
    },
    Setting {
        key: "training.schedule.decay",
        meaning: "What the rate is multiplied by per epoch, for exponential.",
        takes: Words("a number above 0, up to 1"),
        get: |e| match e.training().schedule {
            Schedule::Exponential { decay } => Some(decay.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.training_mut().schedule {
            Schedule::Exponential { decay } => number(text).map(|value| *decay = value),
            other => Err(lacks(other, "decay")),
        },
    },
    Setting {
        key: "training.schedule.warm_up",
        meaning: "Epochs in which the rate rises, for cosine.",
        takes: Words("a whole number, 0 or more"),
        get: |e| match e.training().schedule {
            Schedule::Cosine { warm_up, .. } => Some(warm_up.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.training_mut().schedule {
            Schedule::Cosine { warm_up, .. } => whole(text).map(|value| *warm_up = value),
            other => Err(lacks(other, "warm_up")),
        },
    },
    Setting {
        key: "training.schedule.epochs",
        meaning: "The epoch at which the rate reaches zero, for cosine.",
        takes: Words("a whole number above warm_up"),
        get: |e| match e.training().schedule {
            Schedule::Cosine { epochs, .. } => Some(epochs.to_string()),
            _ => None,
        },
        set: |e, text| match &mut e.training_mut().schedule {
            Schedule::Cosine { epochs, .. } => whole(text).map(|value| *epochs = value),
            other => Err(lacks(other, "epochs")),
        },
    },
    Setting {
        key: "training.batch_size",
        meaning: "Rows per step.",
        takes: Words("a whole number, 1 or more, or all"),
        get: |e| match e.training().batch_size {
            ALL_ROWS => Some("all".into()),
            rows => Some(rows.to_string()),
        },
        set: |e, text| {
            e.training_mut().batch_size = if text == "all" { ALL_ROWS } else { whole(text)? };
            Ok(())
        },
    },
    Setting {
        key: "training.order",
        meaning: "Order of the rows: new in every epoch, or always the same.",
        takes: one_of::<BatchOrder>(),
        get: |e| Some(e.training().order.name().into()),
        set: |e, text| choice(text).map(|chosen| e.training_mut().order = chosen),
    },
    Setting {
        key: "training.regularizer.l1",
        meaning: "Pressure towards weights of zero.",
        takes: Words("a number, 0 or more"),
        get: |e| Some(e.training().regularizer.l1.to_string()),
        set: |e, text| number(text).map(|value| e.training_mut().regularizer.l1 = value),
    },
    Setting {
        key: "training.regularizer.l1_rule",
        meaning: "What L1 does with a weight at zero.",
        takes: one_of::<L1Rule>(),
        get: |e| Some(e.training().regularizer.l1_rule.name().into()),
        set: |e, text| choice(text).map(|chosen| e.training_mut().regularizer.l1_rule = chosen),
    },
    Setting {
        key: "training.regularizer.l2",
        meaning: "Pressure towards small weights.",
        takes: Words("a number, 0 or more"),
        get: |e| Some(e.training().regularizer.l2.to_string()),
        set: |e, text| number(text).map(|value| e.training_mut().regularizer.l2 = value),
    },
    Setting {
        key: "training.regularizer.weight_decay",
        meaning: "Share of each weight that goes per step and unit of learning rate, past the optimizer.",
        takes: Words("a number, 0 or more"),
        get: |e| Some(e.training().regularizer.weight_decay.to_string()),
        set: |e, text| number(text).map(|value| e.training_mut().regularizer.weight_decay = value),
    },
    Setting {
        key: "training.clip_norm",
        meaning: "Length to which a longer gradient is shortened.",
        takes: Words("a number above 0, or none"),
        get: |e| Some(or_none(e.training().clip_norm)),
        set: |e, text| optional(text, number).map(|norm| e.training_mut().clip_norm = norm),
    },
    Setting {
        key: "training.early_stopping",
        meaning: "Whether training stops when the test loss no longer falls.",
        takes: Words("true or false"),
        get: |e| Some(e.training().early_stopping.is_some().to_string()),
        set: |e, text| {
            let on = switch(text)?;
            let stopping = e.training().early_stopping.unwrap_or(EarlyStopping { patience: 100, restore_best: true });
            e.training_mut().early_stopping = on.then_some(stopping);
            Ok(())
        },
    },
    Setting {
        key: "training.early_stopping.patience",
        meaning: "Epochs without a new best test loss before training stops.",
        takes: Words("a whole number, 1 or more"),
        get: |e| e.training().early_stopping.map(|stopping| stopping.patience.to_string()),
        set: |e, text| {
            let value = whole(text)?;
            let mut stopping =
                e.training().early_stopping.unwrap_or(EarlyStopping { patience: 100, restore_best: true });
            stopping.patience = value;
            e.training_mut().early_stopping = Some(stopping);
            Ok(())
        },
    },
    Setting {
        key: "training.early_stopping.restore_best",
        meaning: "Whether to go back to the parameters of the best test loss.",
        takes: Words("true or false"),
        get: |e| e.training().early_stopping.map(|stopping| stopping.restore_best.to_string()),
        set: |e, text| {
            let value = switch(text)?;
            let mut stopping =
                e.training().early_stopping.unwrap_or(EarlyStopping { patience: 100, restore_best: true });
            stopping.restore_best = value;
            e.training_mut().early_stopping = Some(stopping);
            Ok(())
        },
    },
    Setting {
        key: "training.stop.epochs",
        meaning: "Training stops at this epoch.",
        takes: Words("a whole number, 1 or more, or none"),
        get: |e| Some(or_none(e.training().stop.epochs)),
        set: |e, text| optional(text, whole).map(|goal| e.training_mut().stop.epochs = goal),
    },
    Setting {
        key: "training.stop.loss",
        meaning: "Training stops at this training loss or below.",
        takes: Words("a number above 0, or none"),
        get: |e| Some(or_none(e.training().stop.loss)),
        set: |e, text| optional(text, number).map(|goal| e.training_mut().stop.loss = goal),
    },
    Setting {
        key: "training.stop.seconds",
        meaning: "Training stops after this many seconds.",
        takes: Words("a number above 0, or none"),
        get: |e| Some(or_none(e.training().stop.seconds)),
        set: |e, text| optional(text, number).map(|goal| e.training_mut().stop.seconds = goal),
    },
];

/// The coefficient of this name, when the optimizer has it.
fn coefficient<'a>(optimizer: &'a mut Optimizer, name: &str) -> Option<&'a mut f32> {
    match (optimizer, name) {
        (Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum }, "momentum") => Some(momentum),
        (Optimizer::RmsProp { decay, .. }, "decay") => Some(decay),
        (Optimizer::Adam { beta1, .. } | Optimizer::AdamW { beta1, .. }, "beta1") => Some(beta1),
        (Optimizer::Adam { beta2, .. } | Optimizer::AdamW { beta2, .. }, "beta2") => Some(beta2),
        (Optimizer::AdamW { weight_decay, .. }, "weight_decay") => Some(weight_decay),
        (
            Optimizer::Adagrad { epsilon }
            | Optimizer::RmsProp { epsilon, .. }
            | Optimizer::Adam { epsilon, .. }
            | Optimizer::AdamW { epsilon, .. },
            "epsilon",
        ) => Some(epsilon),
        _ => None,
    }
}

fn set_coefficient(e: &mut Experiment, name: &str, text: &str) -> Result<(), String> {
    let optimizer = e.training().optimizer.name();
    let field = coefficient(&mut e.training_mut().optimizer, name)
        .ok_or_else(|| format!("{optimizer} has no {name}, set training.optimizer first"))?;
    *field = number(text)?;
    Ok(())
}

fn lacks(schedule: &Schedule, name: &str) -> String {
    format!("{} has no {name}, set training.schedule first", schedule.name())
}
