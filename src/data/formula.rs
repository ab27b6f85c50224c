//! A target written as a formula of the inputs, such as `sin(x1)*x2`.
//!
//! Parsed here rather than by a library, because the maintained ones use the system's math functions, whose last bits
//! differ from machine to machine, and do not report the position of an error.

mod reader;

use std::fmt;

use super::{
    DataSet,
    point::{fitted, valued},
};
use crate::{
    language::Text,
    nn::{Random, Stream},
    text,
};

/// Number of points at which a formula is tried.
const TRIES: usize = 400;

/// A parsed formula, ready to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula(Vec<Operation>);

/// Why a text is not a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// Index of the wrong character, from 0; the length of the text when something is missing at its end.
    pub at: usize,
    /// What is wrong there.
    pub what: Text,
}

impl FormulaError {
    /// Where and what, in words.
    #[must_use]
    pub fn text(&self) -> Text {
        let (place, (english, chinese)) = (self.at + 1, self.what.both());
        text!("character {place}: {english}", "第 {place} 个字符：{chinese}")
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(f)
    }
}

impl std::error::Error for FormulaError {}

/// One step on a stack of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Operation {
    Number(f64),
    /// An input, counted from 0.
    Input(usize),
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Call(Function),
}

/// A function of one or two numbers.
#[derive(Clone, Copy)]
enum Function {
    One(&'static str, fn(f64) -> f64),
    Two(&'static str, fn(f64, f64) -> f64),
}

const FUNCTIONS: [Function; 16] = [
    Function::One("sin", libm::sin),
    Function::One("cos", libm::cos),
    Function::One("tan", libm::tan),
    Function::One("exp", libm::exp),
    Function::One("ln", libm::log),
    Function::One("sqrt", libm::sqrt),
    Function::One("abs", f64::abs),
    Function::One("tanh", libm::tanh),
    Function::One("atan", libm::atan),
    Function::One("relu", |x| x.max(0.0)),
    Function::One("sigmoid", |x| 1.0 / (1.0 + libm::exp(-x))),
    Function::One("sign", |x| if x == 0.0 { 0.0 } else { x.signum() }),
    Function::One("step", |x| if x > 0.0 { 1.0 } else { 0.0 }),
    Function::One("floor", f64::floor),
    Function::Two("min", f64::min),
    Function::Two("max", f64::max),
];

impl Function {
    const fn name(self) -> &'static str {
        match self {
            Self::One(name, _) | Self::Two(name, _) => name,
        }
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Formula {
    /// Parses numbers, `pi`, `e`, `x1`, `x2`, brackets, `+ - * / ^` with the usual precedence, and functions.
    ///
    /// # Errors
    /// The first character that is not valid, and why.
    pub fn read(text: &str) -> Result<Self, FormulaError> {
        reader::operations(text).map(Self)
    }

    /// Whether it has a value that f32 can hold at at least a third of the first points that `seed` draws.
    #[must_use]
    pub fn has_values(&self, seed: u64) -> bool {
        let mut random = Random::new(seed, Stream::Data);
        let place = |_| [random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0)];
        let found = (0..TRIES).map(place).filter(|place| (self.at(place) as f32).is_finite()).count();
        3 * found >= TRIES
    }

    /// `samples` points of the plane with the formula's value, in random order; noise 0…0.8 moves the point at which
    /// the value is taken. Points where the formula has no value that f32 can hold are replaced by others.
    #[must_use]
    pub fn points(&self, samples: usize, noise: f64, random: &mut Random) -> DataSet {
        // Validation requires values at a third of the points, so a few times as many tries suffice, and it always
        // ends.
        let tries = samples.saturating_mul(8);
        let drawn = (0..tries).flat_map(|_| valued(1, noise, random, |x, y| self.at(&[x, y])));
        let drawn = drawn.filter(|point| (point.target as f32).is_finite()).take(samples).collect();
        fitted(drawn, 2, random)
    }

    /// The value at one row of raw inputs, evaluated in a fixed order; not finite where the formula has no value.
    ///
    /// # Panics
    /// When the row lacks an input that the formula reads.
    #[must_use]
    pub fn at(&self, inputs: &[f64]) -> f64 {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        let pop = |stack: &mut Vec<f64>| stack.pop().unwrap_or(f64::NAN);
        for operation in &self.0 {
            let value = match *operation {
                Operation::Number(number) => number,
                Operation::Input(input) => inputs[input],
                Operation::Negate => -pop(&mut stack),
                Operation::Call(Function::One(_, function)) => function(pop(&mut stack)),
                two => {
                    let (right, left) = (pop(&mut stack), pop(&mut stack));
                    match two {
                        Operation::Add => left + right,
                        Operation::Subtract => left - right,
                        Operation::Multiply => left * right,
                        Operation::Divide => left / right,
                        Operation::Power => libm::pow(left, right),
                        Operation::Call(Function::Two(_, function)) => function(left, right),
                        _ => f64::NAN,
                    }
                }
            };
            stack.push(value);
        }
        pop(&mut stack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        Formula::read(text).unwrap_or_else(|error| panic!("{text}: {error}")).at(&[3.0, -2.0])
    }

    #[test]
    fn the_usual_precedence() {
        for (text, wanted) in [
            ("1 + 2*3", 7.0),
            ("(1+2)*3", 9.0),
            ("2^3^2", 512.0),
            ("-x1^2", -9.0),
            ("2^-1", 0.5),
            ("8/4/2", 1.0),
            ("1-2-3", -4.0),
            ("--2", 2.0),
            ("x1*x2", -6.0),
            ("x₁ × （x₂ − 1）", -9.0),
            ("max(x1, x2) - min(1,2)", 2.0),
            ("1.5e1 + .5", 15.5),
            ("2*e - e*2", 0.0),
            ("step(x1)+relu(x2)+sign(x2)", 0.0),
            ("abs(X2)", 2.0),
        ] {
            assert_eq!(value(text), wanted, "{text}");
        }
        assert_eq!(value("sin(x1)*x2"), libm::sin(3.0) * -2.0);
        assert!(value("sqrt(x2)").is_nan() && value("1/(x1-3)").is_infinite());
    }

    #[test]
    fn the_wrong_character_is_named() {
        for (text, at, sentence) in [
            ("", 0, "is missing here"),
            ("sin(x1)*", 8, "is missing here"),
            ("sin(x1", 6, "a “)” is missing at the end"),
            ("sin x1", 4, "a “(” must follow sin"),
            ("x1 $ 2", 3, "“$” has no meaning"),
            ("2x1", 1, "a sign such as *"),
            ("x1 + sine(x2)", 5, "did you mean “sin”?"),
            ("x1 + x3", 5, "“x3” is not known"),
            ("x1)", 2, "closes nothing"),
            ("1.2.3", 0, "is not a number"),
            ("max(x1)", 6, "max needs two values"),
            ("sin(x1, x2)", 6, "is missing before this"),
            ("*2", 0, "is missing here"),
            ("x1, x2", 2, "a comma stands only"),
            ("正(x1)", 0, "is not known"),
        ] {
            let error = Formula::read(text).expect_err(text);
            assert_eq!(error.at, at, "{text}: {error}");
            assert!(error.to_string().contains(sentence), "{text}: {error}");
        }
    }

    #[test]
    fn points_never_change_and_lie_where_there_is_a_value() {
        let formula = Formula::read("sin(x1)*x2^2 + tanh(x2)").expect("a formula");
        let set = formula.points(99, 0.25, &mut Random::new(42, Stream::Data));
        assert_eq!(set.checksum(), 0x9fa0_0a9a_f913_f677, "saved sessions depend on it: {:#018x}", set.checksum());
        let half = Formula::read("sqrt(x1)").expect("a formula");
        assert!(half.has_values(6), "half of the plane is enough");
        let set = half.points(500, 0.0, &mut Random::new(6, Stream::Data));
        assert!(set.rows() == 500 && set.inputs.column(0).iter().all(|x1| *x1 >= 0.0));
        assert!(!Formula::read("ln(-abs(x1))").expect("a formula").has_values(1));
    }

    #[test]
    fn nothing_that_can_be_typed_brings_it_down() {
        let deep = "(".repeat(399);
        assert!(Formula::read(&deep).is_err());
        assert!(Formula::read(&"2^".repeat(199)).is_err());
        assert!(Formula::read(&"1+".repeat(300)).is_err());
        assert!(Formula::read(&format!("{}1", "-".repeat(399))).is_ok());
    }
}
