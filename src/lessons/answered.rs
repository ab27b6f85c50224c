//! A hand-in with its lesson: questions, answers and results in words.

use super::{Block, Lesson, Predicted, Prediction, question::Kind};
use crate::{
    language::{Language, Text},
    session::{Answer, HandIn, hand_in::Entry},
    text,
};

/// One item as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// The question; its position when the lesson is not known.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// The result.
    pub came: String,
    /// The pupil's explanation of the gap.
    pub explanation: String,
}

/// Whether an entry is right (1), wrong (0) or in between: a question by its marks, a goal by being reached, a
/// prediction by its gap, of which up to 1 tolerance (or a tenth, for a curve) is right. `None` when it was skipped or
/// cannot be judged: a sketched border is compared with the network's, which need not be the better one.
#[must_use]
pub fn is_right(block: &Block, entry: &Entry) -> Option<bool> {
    match (block, &entry.answer) {
        (_, Answer::Skipped) => None,
        (block, _) if !is_judged(block) => None,
        (Block::Question(question), answer) => question.is_right(answer),
        (Block::Goal(_), Answer::Reached { .. }) => Some(true),
        (Block::Prediction(prediction), _) => {
            let allowed = if matches!(prediction.what, Predicted::Number { .. }) { 1.0 } else { 0.1 };
            entry.gap.map(|gap| gap <= allowed)
        }
        (Block::Check(_), _) => entry.gap.map(|gap| gap <= 1.0),
        _ => None,
    }
}

/// Whether an item can be right or wrong.
#[must_use]
pub const fn is_judged(block: &Block) -> bool {
    match block {
        Block::Prediction(prediction) => !matches!(prediction.what, Predicted::Boundary),
        Block::Question(_) | Block::Goal(_) | Block::Check(_) => true,
        Block::Text(_) | Block::Set(_) => false,
    }
}

/// The answer in words.
#[must_use]
pub fn answer(block: Option<&Block>, answer: &Answer, language: Language) -> String {
    let say = |text: Text| text.say(language).to_owned();
    match (answer, block) {
        (Answer::Skipped, _) => say(text!("skipped", "跳过")),
        (Answer::Choices(chosen), Some(Block::Question(question))) => {
            let (Kind::One(choices) | Kind::Several(choices)) = &question.kind else { return String::new() };
            let chosen = chosen.iter().filter_map(|number| choices.get(*number)).map(|choice| choice.text.as_str());
            chosen.collect::<Vec<_>>().join("; ")
        }
        (Answer::Choices(chosen), _) => {
            chosen.iter().map(|number| (number + 1).to_string()).collect::<Vec<_>>().join(", ")
        }
        (Answer::Words(words), _) => words.clone(),
        (
            Answer::Number(number),
            Some(Block::Prediction(Prediction { what: Predicted::Number { metric, .. }, .. })),
        ) => metric.written(*number),
        (Answer::Number(number), _) => number.to_string(),
        (Answer::Curve(points), _) => {
            let count = points.len();
            say(text!("a curve of {count} points", "由 {count} 个点组成的曲线"))
        }
        (Answer::Boundary(lines), _) => {
            let count = lines.len();
            say(text!("a border of {count} lines", "由 {count} 条线组成的边界"))
        }
        (Answer::Reached { epoch, .. }, _) => say(text!("reached at epoch {epoch}", "第 {epoch} 轮达到")),
    }
}

/// A line without the marks of Markdown; a star between letters or digits multiplies.
fn plain(line: &str) -> String {
    let letters: Vec<char> = line.chars().filter(|letter| *letter != '`').collect();
    let is_in_word = |place: usize| {
        let beside = [place.checked_sub(1), Some(place + 1)];
        beside.into_iter().all(|at| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_alphanumeric))
    };
    let is_mark = |place: usize| letters[place] == '*' && !is_in_word(place);
    (0..letters.len()).filter(|place| !is_mark(*place)).map(|place| letters[place]).collect()
}

/// The question of an item.
#[must_use]
pub fn question(block: &Block, language: Language) -> String {
    let say = |text: Text| text.say(language).to_owned();
    match block {
        Block::Question(question) => plain(&question.prompt),
        Block::Prediction(prediction) => say(prediction.text()),
        Block::Goal(goal) => say(goal.text()),
        Block::Check(check) => {
            let row = check.row;
            let (english, chinese) = check.name.both();
            say(text!("{english}, at training row {row}", "对第 {row} 个训练样本，{chinese}"))
        }
        Block::Text(_) | Block::Set(_) => String::new(),
    }
}

/// Every entry of a hand-in, with the lesson if it is known.
#[must_use]
pub fn answered(hand_in: &HandIn, lesson: Option<&Lesson>, language: Language) -> Vec<Answered> {
    let say = |text: Text| text.say(language).to_owned();
    let line = |entry: &Entry| {
        let item = lesson.and_then(|lesson| lesson.item(entry.step, entry.item));
        let block = item.map(|item| item.block);
        let (step, place) = (entry.step, entry.item);
        let asked = block.map(|block| question(block, language));
        let asked = asked.unwrap_or_else(|| say(text!("step {step}, item {place}", "第 {step} 步第 {place} 项")));
        let came = match (block.and_then(|block| is_right(block, entry)), entry.gap) {
            (Some(true), None) => say(text!("right", "正确")),
            (Some(false), None) => say(text!("not right", "不正确")),
            (_, Some(gap)) => say(gap_text(block, gap)),
            (None, None) => String::new(),
        };
        let explanation = entry.explanation.clone();
        Answered { question: asked, answer: answer(block, &entry.answer, language), came, explanation }
    };
    let unlocked = hand_in.unlocked.then(|| Answered {
        question: say(text!("Locks of the lesson", "课程的锁定")),
        answer: say(text!("taken off", "已解除")),
        ..Answered::default()
    });
    unlocked.into_iter().chain(hand_in.entries.iter().map(line)).collect()
}

pub(super) fn gap_text(block: Option<&Block>, gap: f64) -> Text {
    let percent = 100.0 * gap;
    match block {
        Some(Block::Prediction(prediction)) => match prediction.what {
            Predicted::Number { metric, within, .. } if metric.is_share() => {
                super::prediction::points(gap * within, within)
            }
            Predicted::Number { within, .. } => {
                let off = super::prediction::off(gap * within, within, 4);
                text!("off by {off}, allowed {within}", "相差 {off}，允许 {within}")
            }
            Predicted::Boundary => {
                text!("other than the network on {percent:.0} % of the map", "与网络在决策图的 {percent:.0} % 上不同")
            }
            Predicted::Curve { .. } => {
                text!("off by {percent:.0} % of the curve's range", "误差为曲线范围的 {percent:.0} %")
            }
        },
        _ => text!("gap {gap:.2}", "差距 {gap:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::hand_in::Line;

    #[test]
    fn questions_are_told_without_their_marks() {
        assert_eq!(
            plain("What is the *training* loss of `x1*x2`, **now**?"),
            "What is the training loss of x1*x2, now?"
        );
        assert_eq!(plain("网络的*回答*？"), "网络的回答？");
    }

    #[test]
    fn a_border_is_compared_and_not_marked() {
        let text = "title: a\n---\n# One\n{predict: sketch boundary}\n{predict: sketch train_loss 0..9}\n";
        let lesson = Lesson::read(text).unwrap();
        let mut hand_in = HandIn::default();
        let mut judged = |item: usize, answer: Answer| {
            let entry = hand_in.entry_mut(1, item);
            (entry.answer, entry.gap) = (answer, Some(0.3));
            let block = lesson.item(1, item).unwrap().block;
            (is_right(block, entry), is_judged(block))
        };
        assert_eq!(judged(1, Answer::Boundary(vec![Line(vec![(0.0, 0.0), (1.0, 1.0)])])), (None, false));
        assert_eq!(judged(2, Answer::Curve(vec![(0.0, 1.0)])), (Some(false), true));
    }
}
