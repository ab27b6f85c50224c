//! What a prediction came to, in one line: what was said, what it was, and how far off that is.

use super::{Block, Score, answered};
use crate::{
    language::{Language, Text},
    session::{Answer, hand_in::Entry},
    text,
};

/// What was predicted in `entry`, and what it came to; `score` is that of the run, and is not known any more of a session that
/// was opened again.
pub(super) fn text(block: &Block, entry: &Entry, score: Option<Score>) -> Text {
    let said = answered::answer(Some(block), &entry.answer, Language::English);
    match (block, &entry.answer) {
        (_, Answer::Skipped) => text!("You made no prediction.", "没有作预测。"),
        (Block::Question(question), answer) => {
            let right = question.right();
            if question.is_right(answer) == Some(true) {
                text!("You said: {said}. So it is.", "你的预测：{said}。正是如此。")
            } else {
                text!("You said: {said}. It is: {right}.", "你的预测：{said}。结果是：{right}。")
            }
        }
        (Block::Prediction(_), answer) => {
            let came = match (score, entry.gap) {
                (Some(score), _) => score.text(),
                (None, Some(gap)) => answered::gap_text(Some(block), gap),
                (None, None) => text!("no run has come that far", "训练还没有进行到那里"),
            };
            let (came, came_zh) = came.both();
            match answer {
                Answer::Number(_) => text!("You said {said}; {came}.", "你的预测：{said}；{came_zh}。"),
                _ => text!("Your sketch: {came}.", "你的草图：{came_zh}。"),
            }
        }
        _ => Text::same(said),
    }
}
