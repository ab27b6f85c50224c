//! Questions, marked as in `LiaScript`: `[(X)]` one of several, `[[X]]` several, `[[answer]]` words, `[[a|(b)]]` a short choice,
//! `[[?]]` a hint.

use super::{Fault, piece::Piece};
use crate::{language::decimal, session::Answer, text};

/// A question with its possible answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked: the paragraph before it, as Markdown.
    pub prompt: String,
    /// How it is answered.
    pub kind: Kind,
    /// Hints, shown one after another.
    pub hints: Vec<String>,
    /// Whether it is a prediction: answered before the run, and graded only after it.
    pub is_prediction: bool,
    /// The line of its first answer.
    pub line: usize,
}

/// The kind of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Choose one; one or more are right.
    One(Vec<Choice>),
    /// Choose any; right if all right ones and no others are chosen.
    Several(Vec<Choice>),
    /// Type words or a number, of which any of these is right.
    Words(Vec<String>),
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says, as Markdown.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
}

impl Question {
    /// Whether `answer` is right; `None` when it is not an answer to this kind of question.
    ///
    /// Words are compared ignoring case and surrounding spaces; a number, alone or among words (“layer 2”, “two”), is
    /// right if it rounds to the expected one at its last digit.
    #[must_use]
    pub fn is_right(&self, answer: &Answer) -> Option<bool> {
        match (&self.kind, answer) {
            (Kind::One(choices), Answer::Choices(chosen)) => match chosen.as_slice() {
                [one] => choices.get(*one).map(|choice| choice.is_right),
                _ => None,
            },
            (Kind::Several(choices), Answer::Choices(chosen)) => {
                let all = choices.iter().enumerate();
                chosen
                    .iter()
                    .all(|one| *one < choices.len())
                    .then(|| all.clone().all(|(number, choice)| choice.is_right == chosen.contains(&number)))
            }
            (Kind::Words(right), Answer::Words(words)) => Some(right.iter().any(|right| is_same(right, words))),
            (Kind::Words(right), Answer::Number(number)) => {
                Some(right.iter().any(|right| is_same(right, &number.to_string())))
            }
            _ => None,
        }
    }

    /// Whether a number is asked for and `words` hold none, or more than one.
    #[must_use]
    pub fn lacks_number(&self, words: &str) -> bool {
        let Kind::Words(right) = &self.kind else { return false };
        right.iter().all(|right| decimal(right).is_some()) && number_in(words).is_none()
    }

    /// The right answer in words.
    #[must_use]
    pub fn right(&self) -> String {
        match &self.kind {
            Kind::One(choices) | Kind::Several(choices) => {
                let right = choices.iter().filter(|choice| choice.is_right).map(|choice| choice.text.as_str());
                right.collect::<Vec<_>>().join("; ")
            }
            Kind::Words(right) => right.first().cloned().unwrap_or_default(),
        }
    }
}

/// Whether the words are the same, or the number rounds to the right one.
fn is_same(right: &str, given: &str) -> bool {
    match (decimal(right), number_in(given)) {
        (Some(expected), Some(number)) => {
            let places = right.trim().split_once('.').map_or(0, |(_, digits)| digits.len());
            let half = 0.5 * libm::pow(10.0, -(places as f64));
            (number - expected).abs() <= half * (1.0 + 1e-9)
        }
        _ => right.trim().to_lowercase() == given.trim().to_lowercase(),
    }
}

/// Small numbers as they are written in words.
const WRITTEN: [(&str, &str); 11] = [
    ("zero", "零"),
    ("one", "一"),
    ("two", "二"),
    ("three", "三"),
    ("four", "四"),
    ("five", "五"),
    ("six", "六"),
    ("seven", "七"),
    ("eight", "八"),
    ("nine", "九"),
    ("ten", "十"),
];

/// The one number of what was typed, which may stand among words and be one of them; `None` when there are more.
fn number_in(words: &str) -> Option<f64> {
    if let Some(number) = decimal(words) {
        return Some(number);
    }
    let words = words.to_lowercase().replace('两', "二");
    let is_digit = |letter: char| letter.is_ascii_digit() || ".,-−".contains(letter);
    let digits =
        words.split(|letter: char| !is_digit(letter)).filter_map(|part| decimal(part.trim_end_matches(['.', ','])));
    let in_english = words.split(|letter: char| !letter.is_ascii_alphabetic());
    let in_english = in_english.filter_map(|word| WRITTEN.iter().position(|(english, _)| *english == word));
    let in_chinese =
        words.chars().filter_map(|letter| WRITTEN.iter().position(|(_, chinese)| chinese.starts_with(letter)));
    let written = in_english.chain(in_chinese).map(|number| number as f64);
    let mut numbers = digits.chain(written);
    numbers.next().filter(|_| numbers.next().is_none())
}

/// A mark with the text after it, up to the next mark of the line.
enum Mark<'a> {
    One(bool, Piece<'a>),
    Several(bool, Piece<'a>),
    Words(Piece<'a>),
    Hint(Piece<'a>),
}

/// Whether the line consists of marks of questions.
pub(super) fn is_marked(line: &str) -> bool {
    let start = line.trim_start();
    let start = start.strip_prefix("- ").or_else(|| start.strip_prefix("* ")).unwrap_or(start);
    start.starts_with("[[") || ["[( )]", "[(X)]", "[(x)]", "[()]"].iter().any(|mark| start.starts_with(mark))
}

/// The question that these lines are; `None` when they hold no marks at all.
pub(super) fn read(lines: &[Piece<'_>], prompt: String, is_prediction: bool) -> Result<Option<Question>, Fault> {
    let Some(first) = lines.first() else { return Ok(None) };
    let (mut one, mut several, mut words, mut hints) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        for mark in marks(*line)? {
            match mark {
                Mark::One(is_right, text) => one.push(choice(text, is_right)?),
                Mark::Several(is_right, text) => several.push(choice(text, is_right)?),
                Mark::Words(text) if text.text().contains('|') => one.extend(short(text)),
                Mark::Words(text) => words.push(text.text().to_owned()),
                Mark::Hint(text) => hints.push(text.text().to_owned()),
            }
        }
    }
    let kind = match (one.is_empty(), several.is_empty(), words.is_empty()) {
        (false, true, true) => Kind::One(one),
        (true, false, true) => Kind::Several(several),
        (true, true, false) => Kind::Words(words),
        (true, true, true) => {
            return Err(first.fault(text!("a hint stands after the answers of a question", "提示要写在问题的答案之后")));
        }
        _ => {
            return Err(first.fault(text!(
                "a question has one kind of answers: [( )], or [[ ]], or [[words]]",
                "一个问题只有一种答案：[( )]、[[ ]] 或 [[文字]]"
            )));
        }
    };
    let is_open = match &kind {
        Kind::One(choices) | Kind::Several(choices) => choices.iter().all(|choice| !choice.is_right),
        Kind::Words(_) => false,
    };
    if is_open {
        return Err(first.fault(text!(
            "no answer is marked as right; write [(X)] or [[X]]",
            "没有标出正确答案；请写 [(X)] 或 [[X]]"
        )));
    }
    Ok(Some(Question { prompt, kind, hints, is_prediction, line: first.line() }))
}

fn choice(piece: Piece<'_>, is_right: bool) -> Result<Choice, Fault> {
    if piece.is_empty() {
        return Err(piece.fault(text!("the answer says nothing", "答案没有内容")));
    }
    Ok(Choice { text: piece.text().to_owned(), is_right })
}

/// `a|(b)|c`, of which b is right.
fn short(piece: Piece<'_>) -> Vec<Choice> {
    let parts = piece.split('|');
    let choice = |part: &Piece<'_>| {
        let right = part.text().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        Choice { text: right.unwrap_or_else(|| part.text()).trim().to_owned(), is_right: right.is_some() }
    };
    parts.iter().map(choice).collect()
}

fn marks(line: Piece<'_>) -> Result<Vec<Mark<'_>>, Fault> {
    let (text, mut found, mut from) = (line.text(), Vec::new(), 0);
    // Where each mark begins and ends, and what it is.
    while let Some(start) = text[from..].find('[').map(|at| from + at) {
        let rest = &text[start..];
        let (open, close) = if rest.starts_with("[(") { ("[(", ")]") } else { ("[[", "]]") };
        if !rest.starts_with(open) {
            from = start + 1;
            continue;
        }
        let end = rest
            .find(close)
            .ok_or_else(|| line.part(start, text.len()).fault(text!("{close} is missing", "缺少 {close}")))?;
        let inner = line.part(start + 2, start + end);
        let is_answer = open == "[[" || ["", " ", "X", "x"].contains(&inner.text());
        if is_answer {
            found.push((start, start + end + 2, open, inner));
        }
        from = start + end + 2;
    }
    let mut all = Vec::with_capacity(found.len());
    for (number, (_, end, open, inner)) in found.iter().enumerate() {
        let next = found.get(number + 1).map_or(text.len(), |mark| mark.0);
        let (after, inner) = (line.part(*end, next).trim(), inner.trim());
        all.push(match (*open, inner.text()) {
            ("[(", right) => Mark::One(!right.is_empty(), after),
            (_, "?") => Mark::Hint(after),
            (_, right @ ("" | "x" | "X")) => Mark::Several(!right.is_empty(), after),
            _ => Mark::Words(inner),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(lines: &[&str]) -> Result<Question, Fault> {
        let lines: Vec<_> = (4..).zip(lines).map(|(number, line)| Piece::of_line(number, line)).collect();
        read(&lines, "Why?".into(), false).map(Option::unwrap)
    }

    #[test]
    fn every_kind_of_question_is_read_and_graded() {
        let one = question(&["    [( )] near 0   [(X)] near [0.50]", "[[?]] draw it", "[[?]] a line"]).unwrap();
        assert_eq!(one.hints, ["draw it", "a line"]);
        assert_eq!(one.right(), "near [0.50]");
        let graded = |question: &Question, answer| question.is_right(&answer);
        assert_eq!(graded(&one, Answer::Choices(vec![1])), Some(true));
        assert_eq!(graded(&one, Answer::Choices(vec![0])), Some(false));
        assert_eq!(graded(&one, Answer::Choices(vec![0, 1])), None);
        assert_eq!(graded(&one, Answer::Choices(vec![2])), None);
        let several = question(&["- [[X]] a", "- [[ ]] b", "- [[x]] c"]).unwrap();
        assert_eq!(graded(&several, Answer::Choices(vec![2, 0])), Some(true));
        assert_eq!(graded(&several, Answer::Choices(vec![0])), Some(false));
        assert_eq!(graded(&several, Answer::Choices(vec![0, 1, 2])), Some(false));
        let words = question(&["[[sigmoid]] [[logistic]]"]).unwrap();
        assert_eq!(graded(&words, Answer::Words(" Logistic ".into())), Some(true));
        assert_eq!(graded(&words, Answer::Words("tanh".into())), Some(false));
        let short = question(&["[[less|(more)|the same]]"]).unwrap();
        assert_eq!(graded(&short, Answer::Choices(vec![1])), Some(true));
        assert_eq!(short.right(), "more");
    }

    #[test]
    fn a_number_is_right_when_it_rounds_to_the_one_asked_for() {
        let number = question(&["[[0.50]]"]).unwrap();
        let right = |words: &str| number.is_right(&Answer::Words(words.into())).unwrap();
        assert!(right("0.5") && right("0,5") && right("0.504") && right(".495"));
        assert!(!right("0.51") && !right("5") && !right("-0.5") && !right("half"));
        assert!(right("about 0.5") && right("≈ 0,5.") && !right("0.5 or 0.6"));
        assert_eq!(question(&["[[−2]]"]).unwrap().is_right(&Answer::Number(-2.0)), Some(true));
        let two = question(&["[[2]]"]).unwrap();
        for words in ["two", "Two lines", "layer 2", "the 2nd", "第二层", "两条", "第 2 层"] {
            assert_eq!(two.is_right(&Answer::Words(words.into())), Some(true), "{words}");
            assert!(!two.lacks_number(words));
        }
        for words in ["second to none", "between 1 and 2", "十二", "12", "three"] {
            assert_eq!(two.is_right(&Answer::Words(words.into())), Some(false), "{words}");
        }
        assert!(two.lacks_number("in the last layer") && two.lacks_number("1 or 2") && !two.lacks_number("3"));
        assert!(!question(&["[[tanh]]"]).unwrap().lacks_number("relu"));
    }

    #[test]
    fn a_question_that_cannot_be_answered_is_told() {
        for (lines, line, column, expected) in [
            (&["[( )] a", "[( )] b"][..], 4, 1, "no answer is marked"),
            (&["[(X)] a [[ ]] b"], 4, 1, "one kind of answers"),
            (&["[[?]] so"], 4, 1, "after the answers"),
            (&["[(X)] a", "  [( )]"], 5, 8, "says nothing"),
            (&["[[answer"], 4, 1, "]] is missing"),
        ] {
            let fault = question(lines).unwrap_err();
            assert_eq!((fault.line, fault.column), (line, column), "{fault}");
            assert!(fault.what.to_string().contains(expected), "{fault}");
        }
    }
}
