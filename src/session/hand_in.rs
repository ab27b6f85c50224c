//! What a pupil hands in with a session: name, answers, predictions and how they were come to.

use serde::{Deserialize, Serialize};

use super::limited::{self, ENTRIES, NAME, NOTES, POINTS};

/// What a session carries besides when it was made in a lesson. Nothing of it decides about training.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HandIn {
    /// Who hands it in, as typed.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub name: String,
    /// The lesson's name: that of its file, without ending and language.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub lesson: String,
    /// Hash of the lesson's text, 16 hexadecimal digits.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub lesson_hash: String,
    /// Hash of the experiment's settings, 16 hexadecimal digits.
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub recipe_hash: String,
    /// When the lesson was begun, in seconds since 1970.
    pub begun: u64,
    /// When it was handed in, in seconds since 1970.
    pub handed_in: u64,
    /// Whether the locks of the lesson were taken off on the way.
    #[serde(skip_serializing_if = "is_false")]
    pub unlocked: bool,
    /// What was answered, predicted and reached, in the order of the lesson.
    #[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")]
    pub entries: Vec<Entry>,
}

/// What is usual is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// What was made of one item of a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The step, counted from 1.
    pub step: usize,
    /// The item of the step (question, prediction, goal, check), counted from 1.
    pub item: usize,
    /// The last answer.
    pub answer: Answer,
    /// How often it was answered, or a run begun for it.
    #[serde(default)]
    pub tries: u32,
    /// Seconds from when it was first shown to the last answer.
    #[serde(default)]
    pub seconds: f64,
    /// How far a prediction was off, 0 being right, as its score says; nothing before the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// The line in which the gap is explained.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "limited::text::<_, NOTES>")]
    pub explanation: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// It was passed over.
    Skipped,
    /// The numbers of what was chosen, counted from 0.
    Choices(#[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")] Vec<usize>),
    /// Words.
    Words(#[serde(deserialize_with = "limited::text::<_, NOTES>")] String),
    /// A number.
    Number(f64),
    /// A curve: epochs, and the value at each.
    Curve(#[serde(deserialize_with = "limited::list::<_, _, POINTS>")] Vec<(f64, f64)>),
    /// A boundary: lines in the plane of the data, each from point to point.
    Boundary(#[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")] Vec<Line>),
    /// A goal that was reached, at this epoch of this start.
    Reached {
        /// The epoch.
        epoch: u64,
        /// The seed of the weights.
        seed: u64,
    },
}

/// A drawn line, from point to point.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(#[serde(deserialize_with = "limited::list::<_, _, POINTS>")] pub Vec<(f32, f32)>);

impl HandIn {
    /// What was made of item `item` of step `step`, both counted from 1; of several the last.
    #[must_use]
    pub fn entry(&self, step: usize, item: usize) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| (entry.step, entry.item) == (step, item))
    }

    /// The entry of item `item` of step `step`, which is made when there is none yet.
    pub fn entry_mut(&mut self, step: usize, item: usize) -> &mut Entry {
        let at = self.entries.iter().rposition(|entry| (entry.step, entry.item) == (step, item));
        let at = at.unwrap_or_else(|| {
            let place = self.entries.partition_point(|entry| (entry.step, entry.item) < (step, item));
            let answer = Answer::Skipped;
            let entry = Entry { step, item, answer, tries: 0, seconds: 0.0, gap: None, explanation: String::new() };
            self.entries.insert(place, entry);
            place
        });
        &mut self.entries[at]
    }
}
