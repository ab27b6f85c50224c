//! A target written as a formula of the inputs, such as `sin(x1)*x2`.
//!
//! Read here rather than by a library, because the kept ones calculate with the system's functions, whose last bits
//! differ from machine to machine, and do not say which character is wrong.

use std::fmt;

use super::nearest;
use crate::{
    language::Text,
    nn::{Random, Stream},
    text,
};

/// Longest formula, in characters.
const LONGEST: usize = 400;
/// Places at which a formula is tried.
const TRIES: usize = 400;
/// Deepest nesting, so that brackets without end cannot exhaust the stack.
const DEEPEST: usize = 60;

/// A formula that was read, ready to be calculated.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula(Vec<Operation>);

/// Why a text is not a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaError {
    /// The character that is wrong, from 0; the length of the text when something is missing at its end.
    pub at: usize,
    /// What is wrong with it.
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
    /// An input, from 0.
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
    /// Reads numbers, `pi`, `e`, `x1`, `x2`, brackets, `+ - * / ^` with the usual precedence, and functions.
    ///
    /// # Errors
    /// The first character that cannot be, and why.
    pub fn read(text: &str) -> Result<Self, FormulaError> {
        // What a Chinese keyboard or a text that was pasted has in place of the plain sign means the same.
        let plain = |letter| match letter {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '−' | '–' | '－' => '-',
            '×' | '·' | '＊' => '*',
            '÷' | '／' => '/',
            '＋' => '+',
            other => other,
        };
        let mut reader = Reader { letters: text.chars().map(plain).collect(), at: 0, depth: 0, operations: Vec::new() };
        if reader.letters.len() > LONGEST {
            return Err(reader.wrong_at(
                LONGEST,
                text!("the formula is longer than {LONGEST} characters", "公式超过了 {LONGEST} 个字符"),
            ));
        }
        reader.sum()?;
        match reader.next() {
            None => Ok(Self(reader.operations)),
            Some(')') => Err(reader.wrong(text!("this “)” closes nothing", "这个“)”没有对应的“(”"))),
            Some(',') => Err(reader.wrong(text!(
                "a comma stands only between the values of min and max",
                "逗号只能用在 min 和 max 的两个值之间"
            ))),
            Some(letter) if letter.is_alphanumeric() || matches!(letter, '(' | '.') => {
                Err(reader.wrong(text!("a sign such as * must stand before this", "这前面缺少运算符，例如 *")))
            }
            Some(letter) => Err(reader.wrong(text!("“{letter}” has no meaning here", "“{letter}”在这里没有意义"))),
        }
    }

    /// Whether it has a value that `f32` can hold at no fewer than a third of the first places that `seed` draws.
    #[must_use]
    pub fn has_values(&self, seed: u64) -> bool {
        let mut random = Random::new(seed, Stream::Data);
        let place = |_| [random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0)];
        let found = (0..TRIES).map(place).filter(|place| (self.at(place) as f32).is_finite()).count();
        3 * found >= TRIES
    }

    /// The value at one row of raw inputs, in a fixed order of calculation; not finite where the formula has no value.
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

/// A recursive descent over the characters; each method reads one level of precedence and leaves its steps behind.
struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: usize,
    operations: Vec<Operation>,
}

impl Reader {
    /// The next character that is not a space.
    fn next(&mut self) -> Option<char> {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    /// Steps over `wanted` if it is next.
    fn took(&mut self, wanted: char) -> bool {
        let found = self.next() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn wrong(&self, what: Text) -> FormulaError {
        self.wrong_at(self.at, what)
    }

    const fn wrong_at(&self, at: usize, what: Text) -> FormulaError {
        FormulaError { at, what }
    }

    fn sum(&mut self) -> Result<(), FormulaError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(
                self.wrong(text!("more than {DEEPEST} brackets inside each other", "括号嵌套超过了 {DEEPEST} 层"))
            );
        }
        self.product()?;
        loop {
            let operation = match self.next() {
                Some('+') => Operation::Add,
                Some('-') => Operation::Subtract,
                _ => break,
            };
            self.at += 1;
            self.product()?;
            self.operations.push(operation);
        }
        self.depth -= 1;
        Ok(())
    }

    fn product(&mut self) -> Result<(), FormulaError> {
        self.signed()?;
        loop {
            let operation = match self.next() {
                Some('*') => Operation::Multiply,
                Some('/') => Operation::Divide,
                _ => return Ok(()),
            };
            self.at += 1;
            self.signed()?;
            self.operations.push(operation);
        }
    }

    /// A sign binds less than a power: `-x1^2` is `-(x1^2)`.
    fn signed(&mut self) -> Result<(), FormulaError> {
        let mut negative = false;
        while let Some(sign @ ('-' | '+')) = self.next() {
            negative ^= sign == '-';
            self.at += 1;
        }
        self.power()?;
        if negative {
            self.operations.push(Operation::Negate);
        }
        Ok(())
    }

    /// Powers are read from the right: `2^3^2` is `2^(3^2)`.
    fn power(&mut self) -> Result<(), FormulaError> {
        self.value()?;
        if self.took('^') {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(self.wrong(text!("too many powers of powers", "幂的嵌套过多")));
            }
            self.signed()?;
            self.depth -= 1;
            self.operations.push(Operation::Power);
        }
        Ok(())
    }

    fn value(&mut self) -> Result<(), FormulaError> {
        match self.next() {
            Some('(') => {
                self.at += 1;
                self.sum()?;
                self.close()
            }
            Some(letter) if letter.is_ascii_digit() || letter == '.' => self.number(),
            Some(letter) if letter.is_alphabetic() => self.name(),
            Some(letter) if !"+-*/^(),.".contains(letter) => {
                Err(self.wrong(text!("“{letter}” has no meaning here", "“{letter}”在这里没有意义")))
            }
            _ => {
                Err(self.wrong(text!("a number, x1, x2 or a function is missing here", "这里缺少数字、x1、x2 或函数")))
            }
        }
    }

    fn close(&mut self) -> Result<(), FormulaError> {
        if self.took(')') {
            return Ok(());
        }
        Err(match self.next() {
            None => self.wrong(text!("a “)” is missing at the end", "末尾缺少“)”")),
            Some(_) => {
                self.wrong(text!("a “)” or a sign such as * is missing before this", "这前面缺少“)”或运算符，例如 *"))
            }
        })
    }

    fn number(&mut self) -> Result<(), FormulaError> {
        let start = self.at;
        let digits = |this: &mut Self| {
            while this.letters.get(this.at).is_some_and(|letter| letter.is_ascii_digit() || *letter == '.') {
                this.at += 1;
            }
        };
        digits(self);
        // An exponent, as in 1e-3; an `e` by itself is Euler's number.
        if self.letters.get(self.at).is_some_and(|letter| matches!(letter, 'e' | 'E')) {
            let sign = usize::from(self.letters.get(self.at + 1).is_some_and(|letter| matches!(letter, '+' | '-')));
            if self.letters.get(self.at + 1 + sign).is_some_and(char::is_ascii_digit) {
                self.at += 1 + sign;
                digits(self);
            }
        }
        let text: String = self.letters[start..self.at].iter().collect();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                self.operations.push(Operation::Number(number));
                Ok(())
            }
            _ => Err(self.wrong_at(start, text!("“{text}” is not a number", "“{text}”不是数字"))),
        }
    }

    fn name(&mut self) -> Result<(), FormulaError> {
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|letter| letter.is_alphanumeric() || *letter == '_') {
            self.at += 1;
        }
        let written: String = self.letters[start..self.at].iter().collect();
        let name = written.to_lowercase().replace('₁', "1").replace('₂', "2");
        let operation = match name.as_str() {
            "x1" => Operation::Input(0),
            "x2" => Operation::Input(1),
            "pi" | "π" => Operation::Number(std::f64::consts::PI),
            "e" => Operation::Number(std::f64::consts::E),
            _ => {
                let Some(function) = FUNCTIONS.into_iter().find(|function| function.name() == name) else {
                    return Err(self.unknown(start, &written, &name));
                };
                return self.call(function);
            }
        };
        self.operations.push(operation);
        Ok(())
    }

    fn unknown(&self, start: usize, written: &str, name: &str) -> FormulaError {
        let known = ["x1", "x2", "pi"].into_iter().chain(FUNCTIONS.map(Function::name));
        let what = match nearest(name, known) {
            Some(near) => {
                text!("“{written}” is not known; did you mean “{near}”?", "没有“{written}”，您是想写“{near}”吗？")
            }
            None => text!(
                "“{written}” is not known; the inputs are x1 and x2, and a function is sin, cos, exp, sqrt and the like",
                "没有“{written}”；输入是 x1 和 x2，函数有 sin、cos、exp、sqrt 等"
            ),
        };
        self.wrong_at(start, what)
    }

    fn call(&mut self, function: Function) -> Result<(), FormulaError> {
        let name = function.name();
        if !self.took('(') {
            return Err(
                self.wrong(text!("a “(” must follow {name}, as in {name}(x1)", "{name} 后面应是“(”，例如 {name}(x1)"))
            );
        }
        self.sum()?;
        if matches!(function, Function::Two(..)) {
            if !self.took(',') {
                return Err(self.wrong(text!(
                    "{name} needs two values, as in {name}(x1, x2)",
                    "{name} 需要两个值，例如 {name}(x1, x2)"
                )));
            }
            self.sum()?;
        }
        self.close()?;
        self.operations.push(Operation::Call(function));
        Ok(())
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
