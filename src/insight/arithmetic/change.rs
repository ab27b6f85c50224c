//! An optimizer step, line by line, with the numbers in it.

use crate::{
    nn::{L1Rule, Optimizer, Regularizer},
    training::Checkpoint,
};

/// The optimizer's state for one parameter, before the step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Memory {
    /// The velocity, the sum of squares or the first moment, by optimizer; 0 at first.
    pub first: f64,
    /// Adam's second moment; 0 at first.
    pub second: f64,
    /// Number of this step since the moments were zero, counted from 1.
    pub step: u64,
}

/// One line of an update: `name = formula = value`.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is calculated: `v`, `s′`, `w`.
    pub name: &'static str,
    /// The formula, in symbols.
    pub formula: &'static str,
    /// The formula with numbers.
    pub numbers: String,
    /// The result.
    pub value: f64,
}

/// How one parameter changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Before the step.
    pub before: f64,
    /// After it.
    pub after: f64,
    /// From the gradient to the new value.
    pub lines: Vec<Line>,
}

impl Memory {
    /// The optimizer's state in `checkpoint` for the parameter at `index`.
    #[must_use]
    pub fn of(checkpoint: &Checkpoint, index: usize) -> Self {
        let memory = |slot: usize| checkpoint.moments.get(slot).and_then(|all| all.values().get(index));
        let number = |slot| memory(slot).map_or(0.0, |value| f64::from(*value));
        let step = if checkpoint.moments.is_empty() { 1 } else { checkpoint.moments_age + 1 };
        Self { first: number(0), second: number(1), step }
    }
}

/// A number as it is printed in a line.
fn n(value: f64) -> String {
    // 1 − 0.999 in 32 bits is 0.0009999871, and meant as 0.001.
    let rounded = (1e6 * value).round() / 1e6;
    if value != 0.0 && (rounded.abs() < 1e-3 || rounded.abs() >= 1e5) {
        let written = format!("{value:.4e}");
        let (digits, power) = written.split_once('e').unwrap_or((&written, "0"));
        return format!("{}e{power}", digits.trim_end_matches('0').trim_end_matches('.'));
    }
    let digits = format!("{value:.6}");
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Collects lines.
struct Sheet(Vec<Line>);

impl Sheet {
    fn line(&mut self, name: &'static str, formula: &'static str, numbers: String, value: f64) -> f64 {
        self.0.push(Line { name, formula, numbers, value });
        value
    }
}

impl Change {
    /// The change of a parameter `w` with gradient `g` at learning rate `rate`. Penalties apply to weights only: pass
    /// the default regularizer for a bias. Clipping, which needs all gradients, must have been applied to `g` before.
    #[must_use]
    pub fn of(optimizer: Optimizer, regularizer: Regularizer, rate: f32, w: f64, g: f64, memory: Memory) -> Self {
        let mut sheet = Sheet(Vec::new());
        let rate = f64::from(rate);
        let (start, g) = penalized(&mut sheet, regularizer, rate, w, g);
        let mut after = stepped(&mut sheet, optimizer, rate, start, g, memory);
        let l1 = f64::from(regularizer.l1);
        if l1 > 0.0 && regularizer.l1_rule == L1Rule::Dies {
            let pulled = after - rate * l1 * sign(w);
            let kept = if after * pulled < 0.0 { 0.0 } else { pulled };
            let numbers = format!("{} − {} · {} · {}", n(after), n(rate), n(l1), n(sign(w)));
            after = sheet.line("w", "w − η λ₁ sign w, or 0 past zero", numbers, kept);
        }
        Self { before: w, after, lines: sheet.0 }
    }
}

fn sign(w: f64) -> f64 {
    if w > 0.0 {
        1.0
    } else if w < 0.0 {
        -1.0
    } else {
        0.0
    }
}

/// The weight after decay, and the gradient with the penalties' derivatives, as lines.
fn penalized(sheet: &mut Sheet, regularizer: Regularizer, rate: f64, w: f64, g: f64) -> (f64, f64) {
    let Regularizer { l1, l1_rule, l2, weight_decay } = regularizer;
    let (mut w_now, mut g_now) = (w, g);
    let (l1, l2, decay) = (f64::from(l1), f64::from(l2), f64::from(weight_decay));
    if l2 > 0.0 {
        let numbers = format!("{} + {} · {}", n(g_now), n(l2), n(w));
        g_now = sheet.line("g", "g + λ₂ w", numbers, g_now + l2 * w);
    }
    if l1 > 0.0 && l1_rule == L1Rule::Subgradient {
        let numbers = format!("{} + {} · {}", n(g_now), n(l1), n(sign(w)));
        g_now = sheet.line("g", "g + λ₁ sign w", numbers, g_now + l1 * sign(w));
    }
    if decay > 0.0 {
        let numbers = format!("{} · (1 − {} · {})", n(w), n(rate), n(decay));
        w_now = sheet.line("w", "w (1 − η λ)", numbers, w * (1.0 - rate * decay));
    }
    (w_now, g_now)
}

fn stepped(sheet: &mut Sheet, optimizer: Optimizer, rate: f64, w: f64, g: f64, memory: Memory) -> f64 {
    let old = memory.first;
    match optimizer {
        Optimizer::GradientDescent => {
            sheet.line("w", "w − η g", format!("{} − {} · {}", n(w), n(rate), n(g)), w - rate * g)
        }
        Optimizer::Momentum { momentum } | Optimizer::Nesterov { momentum } => {
            let mu = f64::from(momentum);
            let v = sheet.line("v", "μ v + g", format!("{} · {} + {}", n(mu), n(old), n(g)), mu * old + g);
            if matches!(optimizer, Optimizer::Momentum { .. }) {
                return sheet.line("w", "w − η v", format!("{} − {} · {}", n(w), n(rate), n(v)), w - rate * v);
            }
            let numbers = format!("{} − {} · ({} + {} · {})", n(w), n(rate), n(g), n(mu), n(v));
            sheet.line("w", "w − η (g + μ v)", numbers, w - rate * (g + mu * v))
        }
        Optimizer::Adagrad { epsilon } => {
            let s = sheet.line("s", "s + g²", format!("{} + {}²", n(old), n(g)), old + g * g);
            divided(sheet, rate, w, g, s, f64::from(epsilon))
        }
        Optimizer::RmsProp { decay, epsilon } => {
            let rho = f64::from(decay);
            let numbers = format!("{} · {} + {} · {}²", n(rho), n(old), n(1.0 - rho), n(g));
            let s = sheet.line("s", "ρ s + (1 − ρ) g²", numbers, rho * old + (1.0 - rho) * g * g);
            divided(sheet, rate, w, g, s, f64::from(epsilon))
        }
        Optimizer::Adam { beta1, beta2, epsilon } => adam(sheet, [beta1, beta2, epsilon], rate, w, g, memory),
        Optimizer::AdamW { beta1, beta2, epsilon, weight_decay } => {
            let decay = f64::from(weight_decay);
            let numbers = format!("{} · (1 − {} · {})", n(w), n(rate), n(decay));
            let w = sheet.line("w", "w (1 − η λ)", numbers, w * (1.0 - rate * decay));
            adam(sheet, [beta1, beta2, epsilon], rate, w, g, memory)
        }
    }
}

fn divided(sheet: &mut Sheet, rate: f64, w: f64, g: f64, s: f64, epsilon: f64) -> f64 {
    let numbers = format!("{} − {} · {} / (√{} + {})", n(w), n(rate), n(g), n(s), n(epsilon));
    sheet.line("w", "w − η g / (√s + ε)", numbers, w - rate * g / (libm::sqrt(s) + epsilon))
}

fn adam(sheet: &mut Sheet, betas: [f32; 3], rate: f64, w: f64, g: f64, memory: Memory) -> f64 {
    let [beta1, beta2, epsilon] = betas.map(f64::from);
    let t = memory.step.max(1);
    let numbers = format!("{} · {} + {} · {}", n(beta1), n(memory.first), n(1.0 - beta1), n(g));
    let m = sheet.line("m", "β₁ m + (1 − β₁) g", numbers, beta1 * memory.first + (1.0 - beta1) * g);
    let numbers = format!("{} · {} + {} · {}²", n(beta2), n(memory.second), n(1.0 - beta2), n(g));
    let s = sheet.line("s", "β₂ s + (1 − β₂) g²", numbers, beta2 * memory.second + (1.0 - beta2) * g * g);
    let left = |beta: f64| 1.0 - libm::pow(beta, t as f64);
    let m = sheet.line("m′", "m / (1 − β₁^t)", format!("{} / (1 − {}^{t})", n(m), n(beta1)), m / left(beta1));
    let s = sheet.line("s′", "s / (1 − β₂^t)", format!("{} / (1 − {}^{t})", n(s), n(beta2)), s / left(beta2));
    let numbers = format!("{} − {} · {} / (√{} + {})", n(w), n(rate), n(m), n(s), n(epsilon));
    sheet.line("w", "w − η m′ / (√s′ + ε)", numbers, w - rate * m / (libm::sqrt(s) + epsilon))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::Experiment,
        insight::arithmetic::Batch,
        nn::{Choice, Optimizer},
        training::Trainer,
    };

    /// Every optimizer and penalty, over three steps, compared with the engine's own weights.
    #[test]
    fn changes_are_the_engine_s() {
        let penalties = [
            Regularizer::default(),
            Regularizer { l2: 0.1, ..Regularizer::default() },
            Regularizer { l1: 0.05, l1_rule: L1Rule::Subgradient, ..Regularizer::default() },
            Regularizer { l1: 0.05, l1_rule: L1Rule::Dies, ..Regularizer::default() },
            Regularizer { weight_decay: 0.1, ..Regularizer::default() },
        ];
        for optimizer in Optimizer::ALL {
            for regularizer in penalties {
                let mut experiment = Experiment::default();
                experiment.training_mut().batch_size = 250;
                experiment.training_mut().optimizer = *optimizer;
                experiment.training_mut().regularizer = regularizer;
                let mut trainer = Trainer::new(experiment.validate().unwrap());
                for _ in 0..3 {
                    let batch = Batch::of(&trainer.probe(), &(0..250).collect::<Vec<_>>());
                    let (gradient, network) = (batch.gradient(), &batch.examples[0].network);
                    let checkpoint = trainer.checkpoint();
                    let rate = trainer.experiment().training().learning_rate;
                    trainer.step();
                    for (index, slope) in gradient.iter().enumerate() {
                        let is_bias = network.place(index).unwrap().from.is_none();
                        let regularizer = if is_bias { Regularizer::default() } else { regularizer };
                        let memory = Memory::of(&checkpoint, index);
                        let w = network.parameters[index];
                        let change = Change::of(*optimizer, regularizer, rate, w, *slope, memory);
                        let taken = f64::from(trainer.network().parameters.values()[index]);
                        // A first step of Adam has the length of the rate for any gradient, up to rounding.
                        let near = (change.after - taken).abs() < 5e-6 * (1.0 + taken.abs());
                        assert!(near, "{optimizer:?} {regularizer:?} {index}: {} {taken}", change.after);
                        assert_eq!(change.lines.last().unwrap().value, change.after);
                    }
                }
            }
        }
    }

    #[test]
    fn the_lines_show_the_numbers() {
        let momentum = Optimizer::Momentum { momentum: 0.5 };
        let memory = Memory { first: 0.25, second: 0.0, step: 2 };
        let change = Change::of(momentum, Regularizer::default(), 0.5, 1.0, 0.125, memory);
        let lines: Vec<_> = change.lines.iter().map(|line| (line.name, &*line.numbers, line.value)).collect();
        assert_eq!(lines, [("v", "0.5 · 0.25 + 0.125", 0.25), ("w", "1 − 0.5 · 0.25", 0.875)]);
        assert_eq!((change.before, change.after), (1.0, 0.875));
    }
}
