//! What the teacher is told of a hand-in.

use std::collections::{BTreeMap, BTreeSet};

use super::{StartFrom, Submission, Verified};
use crate::{
    language::{Language, Text},
    text,
};

/// Remarks on `submission`: `bits` are the names of all with these final weights, and `due` is when it had to be there.
pub(super) fn remarks(
    submission: &Submission,
    bits: &BTreeMap<u64, Vec<&str>>,
    due: Option<u64>,
    language: Language,
) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut remark = |text: Text| remarks.push(text.say(language).to_owned());
    let Some(hand_in) = &submission.hand_in else {
        remark(text!("a session, but no hand-in", "是会话，但不是作业"));
        return remarks;
    };
    if due.is_some_and(|due| hand_in.handed_in > due) {
        remark(text!("late", "迟交"));
    }
    match (&submission.lesson, submission.same_lesson) {
        (None, _) => remark(text!("the lesson is not known here", "这里没有这门课程")),
        (Some(_), false) => remark(text!("the lesson was edited", "课程被改动过")),
        _ => {}
    }
    if hand_in.unlocked {
        remark(text!("the locks were taken off", "解除了锁定"));
    }
    if !submission.same_recipe {
        remark(text!("the experiment is not the one that was handed in", "实验与提交时的不同"));
    }
    match submission.start {
        StartFrom::Name => {}
        StartFrom::Nobody => {
            remark(text!("trained without a name: the common start", "训练时没有输入姓名：共同的起点"));
        }
        StartFrom::Elsewhere => remark(text!("the start does not follow from the name", "起点与姓名不符")),
    }
    submission.doubts.iter().for_each(|doubt| remark(doubt.why.clone()));
    let others = submission.weights.and_then(|weights| bits.get(&weights)).into_iter().flatten();
    // A name written otherwise is the same pupil, who has handed in twice, and has the same start.
    let own = submission.name().to_lowercase();
    let others: BTreeSet<&str> = others.copied().filter(|other| other.to_lowercase() != own).collect();
    if !others.is_empty() {
        let count = others.len();
        let names: Vec<&str> = others.into_iter().collect();
        let (names, names_zh) = (names.join(", "), names.join("、"));
        match &submission.lesson {
            Some(lesson) if lesson.seeds_from_name && submission.start != StartFrom::Nobody => remark(text!(
                "same bits as {names}, though the starts should differ",
                "与 {names_zh} 逐位相同，而起点本应不同"
            )),
            Some(_) if count == 1 => {
                remark(text!("the same run as one other, who had the same start", "与另外一人的训练相同（起点相同）"));
            }
            Some(_) => remark(text!(
                "the same run as {count} others, who had the same start",
                "与另外 {count} 人的训练相同（起点相同）"
            )),
            None => remark(text!("the same run as {names}, bit for bit", "与 {names_zh} 的训练逐位相同")),
        }
    }
    match &submission.verified {
        Verified::Differs(why) | Verified::NotRepeatable(why) => remark(why.clone()),
        Verified::Same | Verified::NotChecked => {}
    }
    remarks
}
