//! The names of the numbers in a worked example.

use std::{fmt, str::FromStr};

use crate::{experiment::Place, language::Text, text};

/// A number between one example and the next weights. Layers, units and inputs count from zero here and from one in words;
/// the first hidden layer is layer 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantity {
    /// `x 1`: an input of the network.
    Input(usize),
    /// `t 1`: a target.
    Target(usize),
    /// `w 1.2.1`, or `b 1.2` without the last number: a weight or bias before the step.
    Parameter(usize, usize, Option<usize>),
    /// `z 1.2`: weighted sum of a unit, bias included.
    Sum(usize, usize),
    /// `a 1.2`: output of the unit, `f(z)`.
    Output(usize, usize),
    /// `slope 1.2`: `f′(z)`.
    Slope(usize, usize),
    /// `back 1.2`: derivative of the loss by the unit's output.
    Back(usize, usize),
    /// `delta 1.2`: derivative of the loss by the weighted sum, `back · slope`.
    Delta(usize, usize),
    /// `gradient 1.2.1`, or `gradient 1.2` of the bias: derivative of the loss by a parameter.
    Gradient(usize, usize, Option<usize>),
    /// `new 1.2.1`, or `new 1.2` of the bias: the parameter after the step.
    New(usize, usize, Option<usize>),
    /// `loss`
    Loss,
}

impl Quantity {
    /// Whether a network with these layer sizes, the inputs first, has it.
    #[must_use]
    pub fn is_in(self, sizes: &[usize]) -> bool {
        match self {
            Self::Input(input) => sizes.first().is_some_and(|inputs| input < *inputs),
            Self::Target(output) => sizes.last().is_some_and(|outputs| output < *outputs),
            Self::Parameter(layer, unit, from) | Self::Gradient(layer, unit, from) | Self::New(layer, unit, from) => {
                Place { layer, unit, from }.is_in(sizes)
            }
            Self::Sum(layer, unit)
            | Self::Output(layer, unit)
            | Self::Slope(layer, unit)
            | Self::Back(layer, unit)
            | Self::Delta(layer, unit) => Place { layer, unit, from: None }.is_in(sizes),
            Self::Loss => true,
        }
    }

    /// The parameter to which it belongs; `None` for other quantities.
    #[must_use]
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::Parameter(layer, unit, from) | Self::Gradient(layer, unit, from) | Self::New(layer, unit, from) => {
                Some(Place { layer, unit, from })
            }
            _ => None,
        }
    }

    /// What it is, in words, in a network with these layer sizes, the inputs first.
    #[must_use]
    pub fn text(self, sizes: &[usize]) -> Text {
        // As the columns of the drawing are called: the last one is the output, whatever its number.
        let of = |layer: usize, unit: usize| match (layer + 2 == sizes.len(), unit + 1) {
            (true, _) if sizes.last() == Some(&1) => ("the output".to_owned(), "输出".to_owned()),
            (true, unit) => (format!("output {unit}"), format!("输出 {unit}")),
            (false, unit) => {
                (format!("unit {unit}, layer {}", layer + 1), format!("第 {} 层第 {unit} 单元", layer + 1))
            }
        };
        let parameter = |layer: usize, unit: usize, from: Option<usize>| {
            let (english, chinese) = of(layer, unit);
            let Some(from) = from.map(|from| from + 1) else {
                return (format!("bias of {english}"), format!("{chinese}的偏置"));
            };
            let (source, source_zh) = if layer == 0 { ("input", "输入") } else { ("unit", "单元") };
            (format!("weight from {source} {from} to {english}"), format!("{source_zh} {from} 到{chinese}的权重"))
        };
        match self {
            Self::Input(input) => text!("input {}", "输入 {}", input + 1),
            Self::Target(output) => text!("target {}", "目标 {}", output + 1),
            Self::Loss => text!("loss", "损失"),
            Self::Parameter(layer, unit, from) => {
                let (english, chinese) = parameter(layer, unit, from);
                Text::in_each(english, chinese)
            }
            Self::Gradient(layer, unit, from) => {
                let (english, chinese) = parameter(layer, unit, from);
                text!("gradient of the {english}", "{chinese}的梯度")
            }
            Self::New(layer, unit, from) => {
                let (english, chinese) = parameter(layer, unit, from);
                text!("{english} after the step", "{chinese}（更新后）")
            }
            Self::Sum(layer, unit) => {
                let (english, chinese) = of(layer, unit);
                text!("sum z of {english}", "{chinese}的加权和 z")
            }
            Self::Output(layer, unit) => {
                let (english, chinese) = of(layer, unit);
                text!("value a of {english}", "{chinese}的值 a")
            }
            Self::Slope(layer, unit) => {
                let (english, chinese) = of(layer, unit);
                text!("slope of {english}", "{chinese}的斜率")
            }
            Self::Back(layer, unit) => {
                let (english, chinese) = of(layer, unit);
                text!("derivative by the value of {english}", "对{chinese}的值的导数")
            }
            Self::Delta(layer, unit) => {
                let (english, chinese) = of(layer, unit);
                text!("delta of {english}", "{chinese}的 δ")
            }
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = |f: &mut fmt::Formatter<'_>, word: &str, layer: usize, unit: usize, from: Option<usize>| {
            write!(f, "{word} {}.{}", layer + 1, unit + 1)?;
            from.map_or(Ok(()), |from| write!(f, ".{}", from + 1))
        };
        match *self {
            Self::Input(input) => write!(f, "x {}", input + 1),
            Self::Target(output) => write!(f, "t {}", output + 1),
            Self::Parameter(layer, unit, from) => place(f, if from.is_some() { "w" } else { "b" }, layer, unit, from),
            Self::Sum(layer, unit) => place(f, "z", layer, unit, None),
            Self::Output(layer, unit) => place(f, "a", layer, unit, None),
            Self::Slope(layer, unit) => place(f, "slope", layer, unit, None),
            Self::Back(layer, unit) => place(f, "back", layer, unit, None),
            Self::Delta(layer, unit) => place(f, "delta", layer, unit, None),
            Self::Gradient(layer, unit, from) => place(f, "gradient", layer, unit, from),
            Self::New(layer, unit, from) => place(f, "new", layer, unit, from),
            Self::Loss => f.write_str("loss"),
        }
    }
}

impl FromStr for Quantity {
    type Err = Text;

    fn from_str(text: &str) -> Result<Self, Text> {
        let wrong = || {
            let text = crate::language::brief(text);
            text!(
                "“{text}” is no number of the arithmetic; write loss, z 1.2, a 1.2, slope 1.2, back 1.2, delta 1.2, \
                 gradient 1.2.1 or new 1.2.1 (layer, unit, input)",
                "“{text}”不是演算中的数；请写 loss、z 1.2、a 1.2、slope 1.2、back 1.2、delta 1.2、gradient 1.2.1 或 new 1.2.1（层、\
                 单元、输入）"
            )
        };
        let (word, place) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        let numbers = place.trim().split('.').filter(|part| !part.is_empty());
        let numbers: Option<Vec<usize>> = numbers.map(|part| part.parse::<usize>().ok()?.checked_sub(1)).collect();
        match (word, numbers.ok_or_else(wrong)?.as_slice()) {
            ("loss", []) => Ok(Self::Loss),
            ("x", &[input]) => Ok(Self::Input(input)),
            ("t", &[output]) => Ok(Self::Target(output)),
            ("w", &[layer, unit, from]) => Ok(Self::Parameter(layer, unit, Some(from))),
            ("b", &[layer, unit]) => Ok(Self::Parameter(layer, unit, None)),
            ("z", &[layer, unit]) => Ok(Self::Sum(layer, unit)),
            ("a", &[layer, unit]) => Ok(Self::Output(layer, unit)),
            ("slope", &[layer, unit]) => Ok(Self::Slope(layer, unit)),
            ("back", &[layer, unit]) => Ok(Self::Back(layer, unit)),
            ("delta", &[layer, unit]) => Ok(Self::Delta(layer, unit)),
            ("gradient", &[layer, unit]) => Ok(Self::Gradient(layer, unit, None)),
            ("gradient", &[layer, unit, from]) => Ok(Self::Gradient(layer, unit, Some(from))),
            ("new", &[layer, unit]) => Ok(Self::New(layer, unit, None)),
            ("new", &[layer, unit, from]) => Ok(Self::New(layer, unit, Some(from))),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_places_are_looked_up() {
        for name in [
            "loss",
            "x 1",
            "t 2",
            "w 1.2.1",
            "b 2.1",
            "z 1.2",
            "a 1.2",
            "slope 1.1",
            "back 1.1",
            "delta 2.1",
            "gradient 1.2.2",
            "gradient 1.2",
            "new 2.1.1",
            "new 1.1",
        ] {
            let quantity: Quantity = name.parse().unwrap();
            assert_eq!(quantity.to_string(), name);
        }
        for wrong in ["", "z", "z 1", "z 0.1", "z 1.2.3", "loss 1", "w 1.2", "dleta 1.1", "z 1.x"] {
            assert!(wrong.parse::<Quantity>().is_err(), "{wrong}");
        }
        let is_in = |name: &str| name.parse::<Quantity>().unwrap().is_in(&[2, 3, 1]);
        assert!(is_in("z 1.3") && is_in("a 2.1") && is_in("gradient 2.1.3") && is_in("x 2") && is_in("t 1"));
        assert!(!is_in("z 3.1") && !is_in("a 2.2") && !is_in("gradient 1.1.3") && !is_in("x 3") && !is_in("t 2"));
    }

    #[test]
    fn they_are_called_as_in_the_drawing() {
        let said = |name: &str, sizes: &[usize]| name.parse::<Quantity>().unwrap().text(sizes).to_string();
        assert_eq!(said("delta 2.1", &[2, 3, 1]), "delta of the output");
        assert_eq!(said("delta 2.2", &[2, 3, 2]), "delta of output 2");
        assert_eq!(said("new 2.1.3", &[2, 3, 1]), "weight from unit 3 to the output after the step");
        assert_eq!(said("z 1.3", &[2, 3, 1]), "sum z of unit 3, layer 1");
        assert_eq!(said("gradient 1.3", &[2, 3, 1]), "gradient of the bias of unit 3, layer 1");
    }
}
