//! Whether two translations of a lesson agree: everything but the words must be the same.

use super::{Block, Lesson, Question, question::Kind};
use crate::{language::Text, text};

impl Lesson {
    /// The first thing in which `other`, a translation, differs in more than its words, as a sentence.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<Text> {
        difference(self, other)
    }
}

fn difference(one: &Lesson, other: &Lesson) -> Option<Text> {
    if *one.start != *other.start {
        return Some(text!("the starts differ", "起点（start）不同"));
    }
    if one.locks != other.locks || one.seeds_from_name != other.seeds_from_name {
        return Some(text!("lock, show or seeds differ", "lock、show 或 seeds 不同"));
    }
    if one.minutes != other.minutes {
        return Some(text!("the minutes differ", "时长（minutes）不同"));
    }
    let (steps, others) = (one.steps.len(), other.steps.len());
    if steps != others {
        return Some(text!("one has {steps} steps, the other {others}", "一份有 {steps} 步，另一份有 {others} 步"));
    }
    for (number, (step, translated)) in (1..).zip(one.steps.iter().zip(&other.steps)) {
        let parts = |blocks: &[Block]| {
            blocks.iter().filter(|block| !matches!(block, Block::Text(_))).cloned().collect::<Vec<_>>()
        };
        let (parts, translated) = (parts(&step.blocks), parts(&translated.blocks));
        let (count, other_count) = (parts.len(), translated.len());
        if count != other_count {
            return Some(text!(
                "step {number} has {count} questions, predictions, settings and goals, and {other_count} in the other",
                "第 {number} 步有 {count} 项问题、预测、设置和目标，另一份有 {other_count} 项"
            ));
        }
        if let Some(item) = parts.iter().zip(&translated).position(|(part, other)| !is_same(part, other)) {
            let item = item + 1;
            return Some(text!("step {number}, item {item} differs", "第 {number} 步第 {item} 项不同"));
        }
    }
    None
}

fn is_same(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::Question(one), Block::Question(other)) => is_same_question(one, other),
        // Their line numbers may differ.
        (Block::Prediction(one), Block::Prediction(other)) => one.what == other.what,
        (Block::Goal(one), Block::Goal(other)) => {
            let mut there = other.clone();
            there.line = one.line;
            *one == there
        }
        (Block::Check(one), Block::Check(other)) => {
            (one.quantity, one.row, one.within) == (other.quantity, other.row, other.within)
        }
        (Block::Set(one), Block::Set(other)) => one == other,
        _ => false,
    }
}

fn is_same_question(one: &Question, other: &Question) -> bool {
    let right = |question: &Question| match &question.kind {
        Kind::One(choices) => (0, choices.iter().map(|choice| choice.is_right).collect::<Vec<_>>()),
        Kind::Several(choices) => (1, choices.iter().map(|choice| choice.is_right).collect()),
        Kind::Words(_) => (2, Vec::new()),
    };
    right(one) == right(other) && one.is_prediction == other.is_prediction && one.hints.len() == other.hints.len()
}
