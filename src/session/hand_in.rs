//! Hand-ins: name, answers and predictions that a pupil submits with a session.

use serde::{Deserialize, Serialize};

use super::limited::{self, ENTRIES, NAME, NOTES, POINTS};

/// What a session from a lesson carries in addition. It does not affect training.
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
    /// Start of the lesson, in seconds since 1970.
    pub begun: u64,
    /// Time of the hand-in, in seconds since 1970.
    pub handed_in: u64,
    /// The step of the lesson that was at hand, counted from 1; 0 when nobody knows.
    #[serde(skip_serializing_if = "is_zero")]
    pub step: usize,
    /// Whether the locks of the lesson were removed.
    #[serde(skip_serializing_if = "is_false")]
    pub unlocked: bool,
    /// Answers, predictions and reached goals, in the order of the lesson.
    #[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")]
    pub entries: Vec<Entry>,
}

/// Defaults are not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// What is not known is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(value: &usize) -> bool {
    *value == 0
}

/// The result of one item of a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The step, counted from 1.
    pub step: usize,
    /// The item of the step (question, prediction, goal, check), counted from 1.
    pub item: usize,
    /// The latest answer.
    pub answer: Answer,
    /// Number of answers, or of runs started for it.
    #[serde(default)]
    pub tries: u32,
    /// Seconds from first being shown to the latest answer.
    #[serde(default)]
    pub seconds: f64,
    /// Error of a prediction, 0 being right, as its score defines it; `None` before the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// The pupil's explanation of the gap.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "limited::text::<_, NOTES>")]
    pub explanation: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer {
    /// It was skipped.
    Skipped,
    /// Indices of the chosen options, counted from 0.
    Choices(#[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")] Vec<usize>),
    /// Words.
    Words(#[serde(deserialize_with = "limited::text::<_, NOTES>")] String),
    /// A number.
    Number(f64),
    /// A curve: `(epoch, value)` pairs.
    Curve(#[serde(deserialize_with = "limited::list::<_, _, POINTS>")] Vec<(f64, f64)>),
    /// A boundary: polylines in the plane of the data.
    Boundary(#[serde(deserialize_with = "limited::list::<_, _, ENTRIES>")] Vec<Line>),
    /// A goal that was reached, at this epoch of the run with this seed.
    Reached {
        /// The epoch.
        epoch: u64,
        /// The seed of the weights.
        seed: u64,
    },
}

/// A polyline, as its points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(#[serde(deserialize_with = "limited::list::<_, _, POINTS>")] pub Vec<(f32, f32)>);

impl HandIn {
    /// The entry of item `item` of step `step`, both counted from 1; the last if there are several.
    #[must_use]
    pub fn entry(&self, step: usize, item: usize) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| (entry.step, entry.item) == (step, item))
    }

    /// The entry of item `item` of step `step`, created if necessary.
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
