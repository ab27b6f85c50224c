//! Parser of a formula, character by character.

use super::{FUNCTIONS, FormulaError, Function, Operation};
use crate::{data::nearest, language::Text, text};

/// Largest length of a formula, in characters.
const LONGEST: usize = 400;
/// Deepest nesting, so that endless brackets cannot exhaust the stack.
const DEEPEST: usize = 60;

/// Parses `text` into operations.
pub(super) fn operations(text: &str) -> Result<Vec<Operation>, FormulaError> {
    // Characters from a Chinese keyboard or a pasted text are read as their plain equivalents.
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
    let mut reader = Reader {
        letters: text.chars().take(LONGEST + 1).map(plain).collect(),
        at: 0,
        depth: 0,
        operations: Vec::new(),
    };
    if reader.letters.len() > LONGEST {
        return Err(reader.wrong_at(
            LONGEST,
            text!("the formula is longer than {LONGEST} characters", "公式超过了 {LONGEST} 个字符"),
        ));
    }
    reader.sum()?;
    match reader.next() {
        None => Ok(reader.operations),
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

/// A recursive-descent parser over the characters; each method reads one level of precedence and appends its
/// operations.
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

    /// Consumes `wanted` if it is next.
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

    /// A sign binds less tightly than a power: `-x1^2` is `-(x1^2)`.
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

    /// Powers are right-associative: `2^3^2` is `2^(3^2)`.
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
