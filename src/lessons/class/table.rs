//! All hand-ins of a class as table rows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Submission, Verified, remark};
use crate::{
    language::{Language, Text},
    lessons::answered,
    session::{Answer, hand_in::Entry},
    text,
};

/// The table of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Headings of the columns.
    pub head: Vec<String>,
    /// What was asked, of the columns that are items of the lesson; else empty.
    pub asked: Vec<String>,
    /// One row per submission, sorted by name.
    pub rows: Vec<Row>,
    /// What comes later is late, in seconds since 1970.
    pub due: Option<u64>,
}

/// One submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Cells of the columns.
    pub cells: Vec<String>,
    /// What was answered, in the columns that are items of the lesson; else empty.
    pub answers: Vec<String>,
    /// Remarks for the teacher, in words.
    pub remarks: Vec<String>,
}

/// What the table says of a run that training again does not lead to.
pub const DIFFERS: Text = Text::fixed("DIFFERS", "不同");

/// The table of `submissions`, those after `due` (seconds since 1970) being late. The same file twice counts once, at
/// the earlier time.
#[must_use]
pub fn class(submissions: &[Submission], due: Option<u64>, language: Language) -> Class {
    let say = |text: Text| text.say(language).to_owned();
    let mut once: Vec<&Submission> = submissions.iter().collect();
    once.sort_by(|a, b| (a.name().to_lowercase(), time(a), &a.file).cmp(&(b.name().to_lowercase(), time(b), &b.file)));
    let mut files: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    once.iter().for_each(|submission| files.entry(submission.bytes).or_default().push(&submission.file));
    let mut seen = BTreeSet::new();
    once.retain(|submission| seen.insert(submission.bytes));
    let mut bits: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for submission in &once {
        if let Some(weights) = submission.weights {
            bits.entry(weights).or_default().push(submission.name());
        }
    }
    let places: BTreeSet<(usize, usize)> = once.iter().flat_map(|submission| places(submission)).collect();
    let mut head: Vec<String> = [
        text!("name", "姓名"),
        text!("file", "文件"),
        text!("lesson", "课程"),
        text!("handed in (UTC)", "提交时间（UTC）"),
        text!("right", "正确"),
    ]
    .map(say)
    .to_vec();
    let before = head.len();
    head.extend(places.iter().map(|(step, item)| format!("{step}.{item}")));
    let rest = [
        text!("tries", "次数"),
        text!("training loss", "训练损失"),
        text!("test loss", "测试损失"),
        text!("trained again", "重新训练"),
        text!("remarks", "备注"),
    ];
    head.extend(rest.map(say));
    let mut asked = vec![String::new(); head.len()];
    for (column, place) in (before..).zip(&places) {
        asked[column] = questions(&once, *place, language).join(" / ");
    }
    let columns = head.len();
    let row = |submission: &&Submission| {
        let mut remarks = remark::remarks(submission, &bits, due, language);
        let twins = files.get(&submission.bytes).into_iter().flatten().filter(|file| **file != submission.file);
        let twins: Vec<&str> = twins.copied().collect();
        if !twins.is_empty() {
            let twins = twins.join(", ");
            remarks.push(say(text!("the same file as {twins}, byte for byte", "与 {twins} 逐字节相同")));
        }
        let hand_in = submission.hand_in.as_ref();
        // Nobody answers in the very same seconds as somebody else.
        let timed = hand_in.map(|hand_in| &hand_in.entries).filter(|all| all.iter().any(|entry| entry.seconds > 0.0));
        let own = submission.name().to_lowercase();
        let is_copy = |other: &&&Submission| {
            let theirs = other.hand_in.as_ref().map(|hand_in| &hand_in.entries);
            let both = timed.zip(theirs);
            both.is_some_and(|(ours, theirs)| times(ours).eq(times(theirs))) && other.name().to_lowercase() != own
        };
        let is_whole = |other: &&Submission| other.hand_in.as_ref().map(|hand_in| &hand_in.entries) == timed;
        let (whole, edited): (Vec<&Submission>, Vec<&Submission>) =
            once.iter().filter(is_copy).copied().partition(|other| is_whole(other));
        let named =
            |all: &[&Submission], between: &str| all.iter().map(|other| other.name()).collect::<Vec<_>>().join(between);
        if !whole.is_empty() {
            let (copies, copies_zh) = (named(&whole, ", "), named(&whole, "、"));
            remarks.push(say(text!(
                "answers and their times are those of {copies}, to the last digit",
                "回答和用时与 {copies_zh} 完全相同"
            )));
        }
        if !edited.is_empty() {
            let (copies, copies_zh) = (named(&edited, ", "), named(&edited, "、"));
            remarks.push(say(text!(
                "the times are those of {copies}, to the last digit, but not the answers",
                "用时与 {copies_zh} 完全相同，但回答不同"
            )));
        }
        let lesson = hand_in.map(|hand_in| &hand_in.lesson);
        let is_later = |other: &&&Submission| {
            let same =
                other.name().to_lowercase() == own && other.hand_in.as_ref().map(|hand_in| &hand_in.lesson) == lesson;
            same && other.handed_in() > submission.handed_in()
        };
        if hand_in.is_some() && once.iter().any(|other| is_later(&other)) {
            remarks.push(say(text!("handed in again later, which counts", "之后又交过，以后交的为准")));
        }
        let (right, all) = submission.right();
        let mut cells = vec![
            submission.name().to_owned(),
            submission.file.clone(),
            hand_in.map(|hand_in| hand_in.lesson.clone()).unwrap_or_default(),
            hand_in
                .filter(|hand_in| hand_in.handed_in > 0)
                .map(|hand_in| crate::session::moment(hand_in.handed_in))
                .unwrap_or_default(),
            if all > 0 { format!("{right}/{all}") } else { String::new() },
        ];
        cells.extend(places.iter().map(|place| cell(submission, *place)));
        let tries: u64 =
            hand_in.map(|hand_in| hand_in.entries.iter().map(|entry| u64::from(entry.tries)).sum()).unwrap_or_default();
        let loss = |loss: Option<f64>| loss.map(|loss| format!("{loss:.4}")).unwrap_or_default();
        cells.extend([
            tries.to_string(),
            loss(submission.losses.map(|losses| losses.0)),
            loss(submission.losses.and_then(|losses| losses.1)),
            say(verdict(&submission.verified)),
            remarks.join(text!("; ", "；").say(language)),
        ]);
        let mut answers = vec![String::new(); columns];
        for (column, place) in (before..).zip(&places) {
            answers[column] = answer(submission, *place, language);
        }
        Row { cells, answers, remarks }
    };
    Class { rows: once.iter().map(row).collect(), asked, head, due }
}

/// What is asked at a place: several things where several lessons were handed in.
fn questions(submissions: &[&Submission], (step, item): (usize, usize), language: Language) -> Vec<String> {
    let mut asked = Vec::new();
    for lesson in submissions.iter().filter_map(|submission| submission.lesson.as_ref()) {
        let question = lesson.item(step, item).map(|item| answered::question(item.block, language));
        if let Some(question) = question.filter(|question| !asked.contains(question) && asked.len() < 4) {
            asked.push(question);
        }
    }
    asked
}

/// What was answered at a place, in words.
fn answer(submission: &Submission, (step, item): (usize, usize), language: Language) -> String {
    let Some(entry) = submission.hand_in.as_ref().and_then(|hand_in| hand_in.entry(step, item)) else {
        return String::new();
    };
    let block = submission.lesson.as_ref().and_then(|lesson| lesson.item(step, item)).map(|item| item.block);
    let mut said = answered::answer(block, &entry.answer, language);
    if let (Some(gap), false) = (entry.gap, entry.answer == Answer::Skipped) {
        said += text!("; ", "；").say(language);
        said += answered::gap_text(block, gap).say(language);
    }
    if entry.explanation.is_empty() { said } else { format!("{said} ({})", entry.explanation) }
}

fn time(submission: &Submission) -> u64 {
    submission.hand_in.as_ref().map_or(u64::MAX, |hand_in| hand_in.handed_in)
}

/// Items of the lesson, or of the hand-in where the lesson is not known.
fn places(submission: &Submission) -> Vec<(usize, usize)> {
    match (&submission.lesson, &submission.hand_in) {
        (Some(lesson), _) => lesson.items().map(|item| (item.step, item.item)).collect(),
        // A forged hand-in can name any place.
        (None, Some(hand_in)) => hand_in.entries.iter().map(|entry| (entry.step, entry.item)).take(100).collect(),
        (None, None) => Vec::new(),
    }
}

/// ✓ or ✗, the gap of a prediction, or the answer if the lesson is not known.
fn cell(submission: &Submission, (step, item): (usize, usize)) -> String {
    let Some(entry) = submission.hand_in.as_ref().and_then(|hand_in| hand_in.entry(step, item)) else {
        return String::new();
    };
    let block = submission.lesson.as_ref().and_then(|lesson| lesson.item(step, item)).map(|item| item.block);
    let mark = block.and_then(|block| answered::is_right(block, entry));
    let mark = mark.map_or("", |is_right| if is_right { "✓" } else { "✗" });
    match (&entry.answer, entry.gap) {
        (Answer::Skipped, _) => "–".into(),
        (_, Some(gap)) => format!("{mark} {gap:.2}").trim().to_owned(),
        (Answer::Reached { epoch, .. }, _) if submission.is_doubted((step, item)) => format!("✗ {epoch}"),
        (Answer::Reached { epoch, .. }, _) => format!("✓ {epoch}"),
        _ if mark.is_empty() => "•".into(),
        _ => mark.into(),
    }
}

fn verdict(verified: &Verified) -> Text {
    match verified {
        Verified::Same => text!("same", "相同"),
        Verified::Differs(_) => DIFFERS,
        Verified::NotRepeatable(_) => text!("not repeatable", "无法复现"),
        Verified::NotChecked => text!("not checked", "未检查"),
    }
}

/// The seconds of each entry, as bits.
fn times(entries: &[Entry]) -> impl Iterator<Item = u64> {
    entries.iter().map(|entry| entry.seconds.to_bits())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Answer, HandIn, hand_in::Entry};

    #[test]
    fn answers_in_the_very_same_seconds_are_told_and_the_same_answers_alone_are_not() {
        let handed_in = |name: &str, bytes: u64, seconds: f64| {
            let mut hand_in = HandIn { lesson: "a".into(), name: name.into(), handed_in: bytes, ..HandIn::default() };
            *hand_in.entry_mut(1, 1) =
                Entry { seconds, answer: Answer::Number(0.5), ..hand_in.entry_mut(1, 1).clone() };
            Submission::by_hand(bytes, hand_in)
        };
        let all = [
            handed_in("Ada", 1, 12.5),
            handed_in("Ben", 2, 12.5),
            handed_in("Cy", 3, 13.25),
            handed_in("ada", 4, 12.5),
        ];
        let table = class(&all, None, Language::English);
        let again = |name: &str| {
            let row = table.rows.iter().find(|row| row.cells[0] == name).unwrap();
            row.remarks.contains(&"handed in again later, which counts".to_owned())
        };
        assert_eq!(["Ada", "Ben", "ada"].map(again), [true, false, false]);
        let copied = |name: &str| {
            let row = table.rows.iter().find(|row| row.cells[0] == name).unwrap();
            row.remarks.iter().find(|remark| remark.contains("answers and their times")).cloned()
        };
        assert_eq!(copied("Ada").unwrap(), "answers and their times are those of Ben, to the last digit");
        assert!(copied("Ben").unwrap().contains("Ada"));
        assert_eq!(copied("Cy"), None);
        let mut edited = handed_in("Dee", 5, 12.5);
        edited.hand_in.as_mut().unwrap().entry_mut(1, 1).answer = Answer::Number(0.75);
        let table = class(&[handed_in("Ada", 1, 12.5), edited], None, Language::English);
        let told = "the times are those of Ada, to the last digit, but not the answers".to_owned();
        assert!(table.rows.iter().any(|row| row.cells[0] == "Dee" && row.remarks.contains(&told)));
    }
}
