//! Grading a number worked out by hand: right, rounded, of the wrong sign, or which step is missing.

use super::{Calculation, Quantity};
use crate::{language::Text, text};

/// The grade of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right to the digits given.
    Right,
    /// Close: rounded or truncated in an intermediate step.
    Rounded,
    /// Exactly the result of a known mistake.
    Slip(Slip),
    /// Anything else.
    Wrong,
    /// Not a number.
    NoNumber,
}

/// A step that is often left out, or done the wrong way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The sign is reversed.
    Sign,
    /// The bias was not added.
    NoBias,
    /// The sum was given instead of the output `f(z)`.
    NoActivation,
    /// The slope `f′(z)` was left out.
    NoSlope,
    /// The slope was taken at `f(z)` instead of `z`, or the other way round.
    SlopeElsewhere,
    /// It was not multiplied by the unit's input.
    NoInput,
    /// A factor 2, or ½.
    Half,
    /// The mean over the outputs was not taken, or taken twice.
    NoMean,
    /// The learning rate was left out.
    NoRate,
    /// The step was added instead of subtracted.
    Uphill,
    /// It is the gradient, not the new parameter.
    OnlyGradient,
    /// It is the parameter before the step.
    Unchanged,
}

impl Verdict {
    /// In words, without a full stop.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Right => text!("right", "正确"),
            Self::Rounded => text!("nearly: keep more digits until the end", "差一点：中间步骤请多保留几位小数"),
            Self::Wrong => text!("not this number", "不是这个数"),
            Self::NoNumber => text!("write a number, such as 0.125", "请写数字，例如 0.125"),
            Self::Slip(slip) => slip.text(),
        }
    }
}

impl Slip {
    /// What went wrong, in words, without a full stop.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Sign => text!("the size is right, the sign is not", "大小正确，符号不对"),
            Self::NoBias => text!("the bias is missing", "漏加了偏置"),
            Self::NoActivation => {
                text!("this is the sum z; the activation is still to be applied", "这是加权和 z；还要代入激活函数")
            }
            Self::NoSlope => text!("the slope f′(z) of the activation is missing", "漏乘了激活函数的斜率 f′(z)"),
            Self::SlopeElsewhere => text!("the slope was taken at the wrong place", "斜率取错了位置"),
            Self::NoInput => text!("it still has to be multiplied by what the unit reads", "还要乘以该单元的输入"),
            Self::Half => text!("a factor 2 is missing, or one too many", "少了或多了因子 2"),
            Self::NoMean => {
                text!("the mean over the outputs is missing, or taken twice", "没有对各输出取平均，或取了两次")
            }
            Self::NoRate => text!("the learning rate is missing", "漏乘了学习率"),
            Self::Uphill => {
                text!("the step goes uphill: the gradient is subtracted, not added", "方向反了：应减去梯度，而不是加上")
            }
            Self::OnlyGradient => {
                text!("this is the gradient; the new parameter is asked for", "这是梯度；要求的是更新后的参数")
            }
            Self::Unchanged => text!("this is the parameter before the step", "这是更新前的参数"),
        }
    }
}

/// A number with half of its last digit's place value, as typed: `0.25` is 0.25 ± 0.005.
fn typed(text: &str) -> Option<(f64, f64)> {
    let plain = text.trim().replace('−', "-").replace(',', ".");
    let number: f64 = plain.parse().ok().filter(|number: &f64| number.is_finite())?;
    let (digits, power) = plain.split_once(['e', 'E']).unwrap_or((&plain, "0"));
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len()) as f64;
    let power: f64 = power.parse().ok()?;
    Some((number, 0.5 * libm::pow(10.0, power - places)))
}

/// Fraction of the true number below which an error is a rounded intermediate step.
const ROUNDED: f64 = 0.02;
/// The same of a new parameter, as a fraction of its step: beside the parameter itself any step is small.
const ROUNDED_STEP: f64 = 0.15;

/// Grades `text` when `value` is right. `slips` are the results of known mistakes.
///
/// A number is right if it rounds correctly to the last typed digit, when that is at least the second digit of the true
/// number, or if it is off by at most a hundred-thousandth of it.
#[must_use]
pub fn judge(text: &str, value: f64, slips: &[(Slip, f64)]) -> Verdict {
    judge_within(text, value, slips, ROUNDED * value.abs())
}

/// The same, errors up to `rounded` being those of a rounded intermediate step.
fn judge_within(text: &str, value: f64, slips: &[(Slip, f64)], rounded: f64) -> Verdict {
    let Some((given, half)) = typed(text) else { return Verdict::NoNumber };
    let fine = 1e-5 * value.abs() + 1e-12;
    let allowed = |value: f64| {
        // Half a unit of the second significant digit.
        let second = 0.5 * libm::pow(10.0, libm::floor(libm::log10(value.abs().max(1e-300))) - 1.0);
        (half * (1.0 + 1e-9)).min(second.max(1e-9)).max(1e-5 * value.abs() + 1e-12)
    };
    if (given - value).abs() <= allowed(value).max(fine) {
        return Verdict::Right;
    }
    // Before “rounded”, which a mistake can match by chance; but no mistake whose result equals the true number.
    let slip = slips.iter().find(|(_, wrong)| (wrong - value).abs() > fine && (given - wrong).abs() <= allowed(*wrong));
    if let Some((slip, _)) = slip {
        return Verdict::Slip(*slip);
    }
    if (given + value).abs() <= allowed(value) {
        return Verdict::Slip(Slip::Sign);
    }
    if (given - value).abs() <= rounded { Verdict::Rounded } else { Verdict::Wrong }
}

impl Calculation {
    /// Grades `text` as the value of `quantity`; for a new parameter, after a plain gradient-descent step with `rate`
    /// on this one example. A new parameter is told from the one before: with too few digits it is not right.
    #[must_use]
    pub fn check(&self, quantity: Quantity, text: &str, rate: f64) -> Option<Verdict> {
        let value = self.value_after(quantity, rate)?;
        let slips = self.slips(quantity, rate);
        let Quantity::New(layer, unit, from) = quantity else { return Some(judge(text, value, &slips)) };
        let before = self.value(Quantity::Parameter(layer, unit, from))?;
        let step = (value - before).abs();
        if let Some((given, half)) = typed(text)
            && step > 1e-7 * before.abs()
            && (given - before).abs() <= half
            && (given - value).abs() <= half.max(step)
        {
            let is_same = (given - before).abs() <= 1e-6 * before.abs() + 1e-12;
            return Some(if is_same { Verdict::Slip(Slip::Unchanged) } else { Verdict::Rounded });
        }
        Some(judge_within(text, value, &slips, ROUNDED_STEP * step))
    }

    /// The value of a quantity; for a new parameter, after a plain step with `rate`.
    #[must_use]
    pub fn value_after(&self, quantity: Quantity, rate: f64) -> Option<f64> {
        match quantity {
            Quantity::New(layer, unit, from) => {
                let gradient = self.value(Quantity::Gradient(layer, unit, from))?;
                Some(self.value(Quantity::Parameter(layer, unit, from))? - rate * gradient)
            }
            _ => self.value(quantity),
        }
    }

    fn slips(&self, quantity: Quantity, rate: f64) -> Vec<(Slip, f64)> {
        let value = |quantity| self.value(quantity).unwrap_or(f64::NAN);
        let outputs = self.target.len() as f64;
        match quantity {
            Quantity::Sum(layer, unit) => {
                vec![(Slip::NoBias, value(quantity) - value(Quantity::Parameter(layer, unit, None)))]
            }
            Quantity::Output(layer, unit) => vec![(Slip::NoActivation, value(Quantity::Sum(layer, unit)))],
            Quantity::Back(..) => {
                let v = value(quantity);
                vec![
                    (Slip::NoMean, v * outputs),
                    (Slip::NoMean, v / outputs),
                    (Slip::Half, 2.0 * v),
                    (Slip::Half, 0.5 * v),
                ]
            }
            Quantity::Delta(layer, unit) => {
                let (v, back, slope) =
                    (value(quantity), Quantity::Back(layer, unit), value(Quantity::Slope(layer, unit)));
                let elsewhere =
                    super::functions::activate(self.network.activations[layer], value(Quantity::Output(layer, unit))).1;
                vec![
                    (Slip::NoSlope, value(back)),
                    (Slip::NoSlope, -value(back)),
                    (Slip::SlopeElsewhere, value(back) * elsewhere),
                    (Slip::NoMean, v * outputs),
                    (Slip::Half, 2.0 * v),
                    (Slip::Half, 0.5 * v),
                    (Slip::Half, -2.0 * v),
                    (Slip::SlopeElsewhere, v * slope),
                ]
            }
            Quantity::Gradient(layer, unit, from) => {
                let (v, delta) = (value(quantity), value(Quantity::Delta(layer, unit)));
                let back = value(Quantity::Back(layer, unit));
                let read = if delta == 0.0 { f64::NAN } else { v / delta };
                let input = (Slip::NoInput, if from.is_some() { delta } else { f64::NAN });
                vec![
                    input,
                    (Slip::NoSlope, back * read),
                    (Slip::Half, 2.0 * v),
                    (Slip::Half, 0.5 * v),
                    (Slip::NoMean, v * outputs),
                ]
            }
            Quantity::New(layer, unit, from) => {
                let (w, g) =
                    (value(Quantity::Parameter(layer, unit, from)), value(Quantity::Gradient(layer, unit, from)));
                vec![
                    (Slip::Unchanged, w),
                    (Slip::Uphill, w + rate * g),
                    (Slip::NoRate, w - g),
                    (Slip::OnlyGradient, g),
                    (Slip::OnlyGradient, rate * g),
                ]
            }
            Quantity::Loss => {
                let v = self.loss;
                vec![
                    (Slip::Half, 2.0 * v),
                    (Slip::Half, 0.5 * v),
                    (Slip::NoMean, v * outputs),
                    (Slip::NoMean, v / outputs),
                ]
            }
            Quantity::Input(_) | Quantity::Target(_) | Quantity::Parameter(..) | Quantity::Slope(..) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::arithmetic::CASES;

    #[test]
    fn digits_are_judged_as_they_were_typed() {
        let said = |text: &str| judge(text, 0.580_221_289_3, &[(Slip::NoBias, 0.321)]);
        for text in ["0.58", "0.580", "0.5802213", "5.802e-1", " 0,5802 ", ".58"] {
            assert_eq!(said(text), Verdict::Right, "{text}");
        }
        assert_eq!(said("0.5811"), Verdict::Rounded);
        assert_eq!(said("-0.5802"), Verdict::Slip(Slip::Sign));
        assert_eq!(said("0.321"), Verdict::Slip(Slip::NoBias));
        for text in ["0.9", "1", "58", "0", "0.6"] {
            assert_ne!(said(text), Verdict::Right, "{text}");
        }
        assert_eq!(said("0.9"), Verdict::Wrong);
        for text in ["", "half", "nan", "inf", "1/2"] {
            assert_eq!(said(text), Verdict::NoNumber, "{text}");
        }
        assert_eq!(judge("0", 0.0, &[]), Verdict::Right);
        assert_eq!(judge("0.0", 0.000_649_9, &[]), Verdict::Wrong, "too few digits to tell");
        assert_eq!(judge("−0.00065", -0.000_649_9, &[]), Verdict::Right);
    }

    #[test]
    fn the_step_that_went_wrong_is_named() {
        let case = CASES.iter().find(|case| case.name == "two-by-two").unwrap();
        let c = case.calculation();
        let check = |name: &str, given: f64| c.check(name.parse().unwrap(), &format!("{given:.8}"), 0.5).unwrap();
        let value = |name: &str| c.value(name.parse().unwrap()).unwrap();
        let slip = Verdict::Slip;
        assert_eq!(check("z 1.1", value("z 1.1")), Verdict::Right);
        assert_eq!(check("z 1.1", value("z 1.1") - 0.35), slip(Slip::NoBias));
        assert_eq!(check("a 1.1", value("z 1.1")), slip(Slip::NoActivation));
        assert_eq!(check("delta 2.1", value("back 2.1")), slip(Slip::NoSlope));
        assert_eq!(check("delta 2.1", -value("delta 2.1")), slip(Slip::Sign));
        assert_eq!(check("delta 1.1", 2.0 * value("delta 1.1")), slip(Slip::NoMean), "two outputs");
        assert_eq!(check("gradient 2.1.1", value("delta 2.1")), slip(Slip::NoInput));
        let (w, g) = (value("w 2.1.1"), value("gradient 2.1.1"));
        assert_eq!(check("new 2.1.1", w - 0.5 * g), Verdict::Right);
        assert_eq!(check("new 2.1.1", w + 0.5 * g), slip(Slip::Uphill));
        assert_eq!(check("new 2.1.1", w - g), slip(Slip::NoRate));
        assert_eq!(check("new 2.1.1", w), slip(Slip::Unchanged));
        // A step of 0.15 % of the weight: 0.15 becomes 0.149781.
        let new = |text: &str| c.check("new 1.1.1".parse().unwrap(), text, 0.5).unwrap();
        assert_eq!(["0.15", "0.1500"].map(new), [slip(Slip::Unchanged); 2], "to two digits both are alike");
        assert_eq!(["0.1498", "0.149781", "0.14978072"].map(new), [Verdict::Right; 3]);
        assert_eq!((new("0.14980"), new("0.1490")), (Verdict::Rounded, Verdict::Wrong), "by the size of the step");
        assert_eq!(check("loss", 2.0 * value("loss")), slip(Slip::Half));
        assert_eq!(check("loss", 7.0), Verdict::Wrong);
        assert_eq!(c.check(Quantity::Sum(5, 0), "1", 0.5), None);
    }
}
