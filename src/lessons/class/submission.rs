//! One hand-in: author, contents, time, and whether it is genuine.

use super::{
    super::{Lesson, Moment, answered, attempt::Place, hashes, shipped::Shipped},
    Doubt, doubt,
};
use crate::{
    language::{Language, Text},
    lessons::Block,
    session::{HandIn, Session},
    training::{Trainer, repetition},
};

/// Lessons against which hand-ins are checked.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    /// Those from the teacher's own files, by name; the built-in ones are always known.
    pub own: Vec<(String, Lesson)>,
}

impl Lessons {
    /// The lesson of this name, and whether one with this name, in any language, has this hash.
    #[must_use]
    pub fn find(&self, name: &str, hash: &str, language: Language) -> (Option<Lesson>, bool) {
        let own: Vec<&Lesson> = self.own.iter().filter(|(known, _)| known == name).map(|(_, lesson)| lesson).collect();
        if !own.is_empty() {
            let same = own.iter().any(|lesson| format!("{:016x}", lesson.hash) == hash);
            let best = own.iter().find(|lesson| lesson.language == language).or_else(|| own.first());
            return (best.map(|lesson| (*lesson).clone()), same);
        }
        let Ok(shipped) = Shipped::named(name) else { return (None, false) };
        let of = |language| format!("{:016x}", hashes::hash_of_text(shipped.text(language)));
        (Some(shipped.lesson(language)), Language::ALL.into_iter().any(|language| of(language) == hash))
    }
}

/// The built-in lesson of a hand-in.
#[must_use]
pub fn lesson_of(hand_in: &HandIn, language: Language) -> Option<Lesson> {
    Lessons::default().find(&hand_in.lesson, &hand_in.lesson_hash, language).0
}

/// Whether repeating the training gives the same result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The same, bit for bit.
    Same,
    /// Another result; why.
    Differs(Text),
    /// It cannot be repeated; why.
    NotRepeatable(Text),
    /// It was not tried, or took too long.
    NotChecked,
}

/// Where a run began, in a lesson whose starts follow from the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartFrom {
    /// With the seeds of the name, or in a lesson of one start for all.
    Name,
    /// With those of no name, as the window offers who has not typed one.
    Nobody,
    /// With others.
    Elsewhere,
}

/// The contents of one file, without the run itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Name of its file.
    pub file: String,
    /// Hash of its bytes: the same file twice is one submission.
    pub bytes: u64,
    /// The hand-in; `None` for a session outside lessons.
    pub hand_in: Option<HandIn>,
    /// The lesson, if known.
    pub lesson: Option<Lesson>,
    /// Whether the lesson is, word for word, the known one of this name.
    pub same_lesson: bool,
    /// Whether the experiment is the one that was handed in.
    pub same_recipe: bool,
    /// Hash of the experiment in the file, without the seeds.
    pub recipe: String,
    /// Where its run began.
    pub start: StartFrom,
    /// Hash of the weights by their bits; `None` before the first step.
    pub weights: Option<u64>,
    /// Training and test loss at the end.
    pub losses: Option<(f64, Option<f64>)>,
    /// Whether repeating the training gives the same result.
    pub verified: Verified,
    /// What it says that cannot be so.
    pub doubts: Vec<Doubt>,
}

/// Repeats the training and compares; `go_on` is called after every step and returns whether there is still time.
#[must_use]
pub fn verified(trainer: &Trainer, mut go_on: impl FnMut() -> bool) -> Verified {
    let mut stopped = false;
    let result = repetition::repeat_while(trainer, |_| {
        stopped = stopped || !go_on();
        !stopped
    });
    match result {
        Ok(_) => Verified::Same,
        Err(_) if stopped => Verified::NotChecked,
        Err(why) if why.both().0.contains("Cannot be repeated") => Verified::NotRepeatable(why),
        Err(why) => Verified::Differs(why),
    }
}

/// The submission in a file's bytes, checked against `lessons`; `go_on` returns whether there is time to repeat the
/// training.
///
/// # Errors
/// A sentence, when it is no session, a newer one, or a damaged one.
pub fn submission(
    file: &str,
    bytes: &[u8],
    lessons: &Lessons,
    language: Language,
    go_on: impl FnMut() -> bool,
) -> Result<Submission, Text> {
    let session = Session::from_bytes(bytes).map_err(|error| error.text())?;
    let trainer = session.trainer().map_err(|error| error.text())?;
    let mut hand_in = session.hand_in.clone();
    let (lesson, same_lesson) = match &hand_in {
        Some(hand_in) => lessons.find(&hand_in.lesson, &hand_in.lesson_hash, language),
        None => (None, false),
    };
    let recipe = format!("{:016x}", hashes::hash_of_recipe(&session.experiment));
    // Programs of before wrote the other hash.
    let changes = format!("{:016x}", hashes::hash_of_changes(&session.experiment));
    let same_recipe = hand_in.as_ref().is_some_and(|hand_in| [&changes, &recipe].contains(&&hand_in.recipe_hash));
    let (mut start, mut doubts) = (StartFrom::Name, Vec::new());
    if let (Some(hand_in), Some(lesson)) = (&mut hand_in, &lesson) {
        start = begun_with(session.experiment.seeds.weights, lesson, &hand_in.name);
        measure_again(hand_in, lesson, &trainer, &recipe);
        if same_lesson {
            doubts = doubt::doubts(hand_in, lesson, &trainer);
        }
    }
    let metrics = trainer.metrics();
    let begun = trainer.steps() > 0;
    let bits = trainer.network().parameters.values().iter().flat_map(|value| value.to_bits().to_le_bytes());
    Ok(Submission {
        file: file.into(),
        bytes: hashes::hash(bytes),
        lesson,
        same_lesson,
        same_recipe,
        recipe: changes,
        start,
        weights: begun.then(|| hashes::hash(&bits.collect::<Vec<u8>>())),
        losses: begun.then(|| (metrics.train.loss, metrics.test.map(|test| test.loss))),
        verified: if begun { verified(&trainer, go_on) } else { Verified::NotChecked },
        doubts,
        hand_in,
    })
}

/// Where a run with this seed of the weights began, of the pupil `name`.
fn begun_with(seed: u64, lesson: &Lesson, name: &str) -> StartFrom {
    let is_of = |name: &str| lesson.of_pupil(&lesson.start, name).seeds.weights == seed;
    if !lesson.seeds_from_name || is_of(name) {
        StartFrom::Name
    } else if is_of("") {
        StartFrom::Nobody
    } else {
        StartFrom::Elsewhere
    }
}

/// Measures the gaps of predictions again if their run is the one in the file, whatever the hand-in says.
fn measure_again(hand_in: &mut HandIn, lesson: &Lesson, trainer: &Trainer, recipe: &str) {
    for entry in &mut hand_in.entries {
        let Some(item) = lesson.item(entry.step, entry.item) else { continue };
        let Block::Prediction(prediction) = item.block else { continue };
        let of_step = doubt::of_step(lesson, entry.step, trainer.experiment());
        let of_step = of_step.map(|then| format!("{:016x}", hashes::hash_of_recipe(&then)));
        if of_step.is_some_and(|of_step| of_step == recipe)
            && let Some(score) = prediction.score(&entry.answer, &Moment::of(trainer))
        {
            entry.gap = Some(score.gap());
        }
    }
}

impl Submission {
    /// The author: the typed name, or else the file's.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.hand_in.as_ref().map(|hand_in| hand_in.name.trim()).unwrap_or_default();
        if name.is_empty() { &self.file } else { name }
    }

    /// A hand-in of a lesson that is not known, in a file of its own, without a run.
    #[cfg(test)]
    pub(super) fn by_hand(bytes: u64, hand_in: HandIn) -> Self {
        Self {
            file: format!("{bytes}.ron"),
            bytes,
            hand_in: Some(hand_in),
            lesson: None,
            same_lesson: true,
            same_recipe: true,
            recipe: "a".into(),
            start: StartFrom::Name,
            weights: None,
            losses: None,
            verified: Verified::NotChecked,
            doubts: Vec::new(),
        }
    }

    /// When it was handed in, in seconds since 1970; 0 when nobody knows.
    #[must_use]
    pub fn handed_in(&self) -> u64 {
        self.hand_in.as_ref().map_or(0, |hand_in| hand_in.handed_in)
    }

    /// Takes its lesson in `language`.
    pub fn speak(&mut self, lessons: &Lessons, language: Language) {
        if let (Some(hand_in), Some(lesson)) = (&self.hand_in, &self.lesson)
            && lesson.language != language
        {
            self.lesson = lessons.find(&hand_in.lesson, &hand_in.lesson_hash, language).0;
        }
    }

    /// Whether the goal at `place` cannot have been reached as it says.
    #[must_use]
    pub fn is_doubted(&self, place: Place) -> bool {
        self.doubts.iter().any(|doubt| doubt.place == Some(place))
    }

    /// Number of items answered correctly, and number of those that can be.
    #[must_use]
    pub fn right(&self) -> (usize, usize) {
        let (Some(lesson), Some(hand_in)) = (&self.lesson, &self.hand_in) else { return (0, 0) };
        let is_right = |item: &super::super::Item<'_>| {
            let entry = hand_in.entry(item.step, item.item).filter(|_| !self.is_doubted((item.step, item.item)));
            entry.is_some_and(|entry| answered::is_right(item.block, entry) == Some(true))
        };
        let all = lesson.items().filter(|item| answered::is_judged(item.block));
        (lesson.items().filter(is_right).count(), all.count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_trains_without_a_name_has_the_common_start_and_no_others() {
        let lesson = Lesson::read("title: a\nseeds: name\n---\n# One\n").unwrap();
        let seed = |name: &str| lesson.of_pupil(&lesson.start, name).seeds.weights;
        assert_eq!(begun_with(seed("Ada"), &lesson, "Ada"), StartFrom::Name);
        assert_eq!(begun_with(seed(""), &lesson, "Ada"), StartFrom::Nobody);
        assert_eq!(begun_with(seed("Ben"), &lesson, "Ada"), StartFrom::Elsewhere);
        let common = Lesson::read("title: a\n---\n# One\n").unwrap();
        assert_eq!(begun_with(seed("Ben"), &common, "Ada"), StartFrom::Name, "there is only one");
    }
}
