//! A lesson: steps of text, questions, predictions, settings and goals, one Markdown file.

use super::{Goal, Locks, Prediction, Question, Setting};
use crate::{
    experiment::{Experiment, Problem, ValidExperiment},
    insight::arithmetic::Quantity,
    language::{Language, Text},
};

/// A parsed lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// The language in which it is written.
    pub language: Language,
    /// Its duration in minutes.
    pub minutes: Option<u16>,
    /// The initial experiment.
    pub start: ValidExperiment,
    /// Whether a pupil's seeds follow from the typed name, so that a class is a sample of seeds.
    pub seeds_from_name: bool,
    /// What is locked and hidden.
    pub locks: Locks,
    /// Its steps, one or more.
    pub steps: Vec<Step>,
    /// Hash of its text, by which a changed lesson is detected.
    pub hash: u64,
}

/// One step: everything between two headings of the first level.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// Its heading.
    pub title: String,
    /// Its contents, in order.
    pub blocks: Vec<Block>,
}

/// A part of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Text, as Markdown.
    Text(String),
    /// A question.
    Question(Question),
    /// A number or a sketch to be predicted before the run.
    Prediction(Prediction),
    /// Settings that are applied when the step begins.
    Set(Vec<Setting>),
    /// A goal of a run.
    Goal(Goal),
    /// A number that the learner works out.
    Check(Check),
}

/// `{check: delta 1.2 of row 1 within 0.0001}`: a number that the learner works out and the program knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The number.
    pub quantity: Quantity,
    /// The training row it is of, counted from 1.
    pub row: usize,
    /// Tolerance.
    pub within: f64,
    /// What it is called in the network of the lesson's step.
    pub name: Text,
    /// The line of the file.
    pub line: usize,
}

/// An item with an answer or result, and its place: step and item, both counted from 1, as in a hand-in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Item<'l> {
    /// The step.
    pub step: usize,
    /// Its index among the items of the step, counted from 1.
    pub item: usize,
    /// The item: a question, prediction, goal or check.
    pub block: &'l Block,
}

impl Lesson {
    /// All items, in order.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.steps.iter().zip(1..).flat_map(|(step, number)| step.items(number))
    }

    /// The item at this place.
    #[must_use]
    pub fn item(&self, step: usize, item: usize) -> Option<Item<'_>> {
        self.items().find(|found| (found.step, found.item) == (step, item))
    }

    /// The experiment of step `step`, counted from 1: the initial one with the settings of all steps up to it.
    ///
    /// # Errors
    /// A sentence, when the settings do not fit this version's experiments; a parsed lesson has none such.
    pub fn experiment(&self, step: usize) -> Result<ValidExperiment, Text> {
        let mut experiment: Experiment = (*self.start).clone();
        for settings in self.steps.iter().take(step).flat_map(Step::settings) {
            settings.apply(&mut experiment).map_err(Text::same)?;
        }
        experiment.validate().map_err(|problems| Problem::all(&problems))
    }

    /// `experiment` for the pupil of this name: with its own seeds of weights and batches if the lesson says so.
    #[must_use]
    pub fn of_pupil(&self, experiment: &Experiment, name: &str) -> Experiment {
        let mut own = experiment.clone();
        if self.seeds_from_name {
            // 31 bits are easy to read and type.
            let seed = super::hashes::hash(name.trim().to_lowercase().as_bytes()) & 0x7FFF_FFFF;
            (own.seeds.weights, own.seeds.batches) = (seed, seed);
        }
        own
    }
}

impl Step {
    /// Its items, as step `number` of a lesson.
    pub fn items(&self, number: usize) -> impl Iterator<Item = Item<'_>> {
        let items = self.blocks.iter().filter(|block| block.is_item());
        items.zip(1..).map(move |(block, item)| Item { step: number, item, block })
    }

    /// The question or goal, by its number among the items, that the block at `index` explains: words that end the step, after
    /// it. Before the answer or the run they would give it away.
    #[must_use]
    pub fn explained_at(&self, index: usize) -> Option<usize> {
        let (before, rest) = self.blocks.split_at_checked(index)?;
        let is_end = rest.iter().all(|block| matches!(block, Block::Text(_)));
        let last = before.iter().rfind(|block| block.is_item())?;
        let asks = matches!(last, Block::Goal(_)) || matches!(last, Block::Question(asked) if !asked.is_prediction);
        (is_end && !rest.is_empty() && asks).then(|| before.iter().filter(|block| block.is_item()).count())
    }

    /// The settings that it applies.
    pub fn settings(&self) -> impl Iterator<Item = &Setting> {
        self.blocks
            .iter()
            .filter_map(|block| if let Block::Set(settings) = block { Some(settings) } else { None })
            .flatten()
    }

    /// Its goals.
    pub fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.blocks.iter().filter_map(|block| if let Block::Goal(goal) = block { Some(goal) } else { None })
    }
}

impl Block {
    /// Whether it has an answer or a result.
    #[must_use]
    pub const fn is_item(&self) -> bool {
        matches!(self, Self::Question(_) | Self::Prediction(_) | Self::Goal(_) | Self::Check(_))
    }

    /// Whether it has to be answered before a run begins.
    #[must_use]
    pub const fn is_before_the_run(&self) -> bool {
        match self {
            Self::Prediction(_) => true,
            Self::Question(question) => question.is_prediction,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::hashes::{hash_of_recipe, hash_of_text};

    use crate::{
        lessons::{Predicted, play, question::Kind},
        session::Answer,
    };

    const SAMPLE: &str = "\
---
title: One line is not enough
language: en
minutes: 15
start: preset playground; data.set = exclusive_or
start: network.hidden = 1; network.activation = linear
lock: seeds
show: network.activation, network.hidden
---

# Predict

One hidden unit, *linear*.

Where does the loss end?

    [( )] near 0
    [(X)] near 0.50
    [[?]] draw it

{predict: choice}
Will more epochs help?
[[yes|(no)]]

{predict: number train_loss at 50 within 0.05} {predict: sketch boundary}

# Do

```
# no heading, {goal: none}
[(X)] no mark
```

{set: network.hidden = 4; network.activation = relu}
{goal: train_loss <= 0.2 within 100 epochs in 1 of 2 starts}
{check: z 1.2 of row 3 within 0.01}
Done.
";

    #[test]
    fn a_lesson_is_read_with_all_that_stands_in_it() {
        let lesson = Lesson::read(SAMPLE).unwrap();
        assert_eq!(
            (&*lesson.title, lesson.language, lesson.minutes),
            ("One line is not enough", Language::English, Some(15))
        );
        assert_eq!(lesson.start.sizes(), [2, 1, 1]);
        let titles: Vec<_> = lesson.steps.iter().map(|step| &*step.title).collect();
        assert_eq!(titles, ["Predict", "Do"]);
        let kinds = |step: &Step| -> Vec<&'static str> {
            let kind = |block: &Block| match block {
                Block::Text(_) => "text",
                Block::Question(_) => "question",
                Block::Prediction(_) => "prediction",
                Block::Set(_) => "set",
                Block::Goal(_) => "goal",
                Block::Check(_) => "check",
            };
            step.blocks.iter().map(kind).collect()
        };
        assert_eq!(kinds(&lesson.steps[0]), ["text", "question", "question", "prediction", "prediction"]);
        assert_eq!(kinds(&lesson.steps[1]), ["text", "set", "goal", "check", "text"]);
        let Block::Question(first) = &lesson.steps[0].blocks[1] else { panic!() };
        assert_eq!((&*first.prompt, first.is_prediction, first.line), ("Where does the loss end?", false, 17));
        assert!(matches!(&first.kind, Kind::One(choices) if choices[1].text == "near 0.50"));
        let Block::Question(second) = &lesson.steps[0].blocks[2] else { panic!() };
        assert!(second.is_prediction && second.prompt == "Will more epochs help?");
        assert_eq!(second.is_right(&Answer::Choices(vec![1])), Some(true));
        let places: Vec<_> = lesson.items().map(|item| (item.step, item.item)).collect();
        assert_eq!(places, [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2)]);
        let Some(Item { block: Block::Prediction(prediction), .. }) = lesson.item(1, 4) else { panic!() };
        assert_eq!(prediction.what, Predicted::Boundary);
        assert_eq!(lesson.experiment(1).unwrap().sizes(), [2, 1, 1]);
        assert_eq!(lesson.experiment(2).unwrap().sizes(), [2, 4, 1]);
        assert!(lesson.locks.is_open("network.hidden") && !lesson.locks.is_open("training.learning_rate"));
    }

    #[test]
    fn its_goals_are_played_and_counted() {
        let played = play(&Lesson::read(SAMPLE).unwrap(), None).unwrap();
        let [goal] = played.as_slice() else { panic!("{played:?}") };
        assert_eq!((goal.place, goal.starts), ((2, 1), 2));
        assert!(goal.is_enough() && goal.epochs.unwrap() > 0, "{goal:?}");
        let cannot =
            SAMPLE.replace("<= 0.2 within 100", "<= -1 within 3").replace("in 1 of 2 starts", "in 2 of 3 starts");
        let played = play(&Lesson::read(&cannot).unwrap(), Some(4)).unwrap();
        assert_eq!((played[0].reached, played[0].starts, played[0].is_enough()), (0, 4, false));
    }

    #[test]
    fn every_mistake_is_told_by_line_and_column() {
        let wrong = SAMPLE
            .replace("minutes: 15", "minuts: 15")
            .replace("preset playground", "preset playgrund")
            .replace("network.hidden = 1;", "network.hiden = 1;")
            .replace("lock: seeds", "lock: seed")
            .replace("{goal: train_loss", "{goal: trainloss")
            .replace("network.hidden = 4;", "network.hidden = 9000;")
            .replace("sketch boundary", "sketch bondary")
            .replace("z 1.2 of", "z 1.9 of");
        let faults = Lesson::read(&wrong).unwrap_err();
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column)).collect();
        assert_eq!(told, [(4, 1), (5, 15), (6, 8), (7, 7), (25, 65), (34, 7), (35, 8), (36, 9)], "{faults:#?}");
        for (number, expected) in [
            (0, "did you mean “minutes”?"),
            (1, "did you mean “playground”?"),
            (2, "Did you mean “network.hidden”?"),
            (4, "did you mean"),
            (6, "did you mean “train_loss”?"),
            (7, "no such number"),
        ] {
            assert!(faults[number].to_string().contains(expected), "{}", faults[number]);
        }
    }

    /// Parts of a lesson removed, duplicated and moved: whatever results is parsed or refused.
    #[test]
    fn no_text_breaks_the_reader() {
        let letters: Vec<char> = SAMPLE.chars().chain("“—}{[[]]|()#:;=<≤中".chars()).collect();
        let (mut state, mut refused) = (1_u64, 0);
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..1_500 {
            let mut text = letters.clone();
            for _ in 0..1 + next(6) {
                let start = next(text.len());
                let end = (start + next(40)).min(text.len());
                let piece: Vec<char> = text.drain(start..end).collect();
                let at = next(text.len() + 1);
                (0..next(3)).for_each(|_| drop(text.splice(at..at, piece.iter().copied())));
            }
            refused += usize::from(Lesson::read(&text.into_iter().collect::<String>()).is_err());
        }
        assert!((100..1_500).contains(&refused), "{refused} were refused: some of both kinds");
    }

    #[test]
    fn what_is_no_lesson_is_refused() {
        for (text, expected) in [
            ("", "the head is missing"),
            ("# Hello\nworld", "the head is missing"),
            ("title: a\n---\n", "no steps"),
            ("language: en\n---\n# One\nText", "no title"),
            ("title: a\nlanguage: de\n---\n# One\nText", "there is no language “de”"),
            ("title: a\n---\n# One\n{goal train_loss <= 1}", "there is no word"),
            ("title: a\n---\n# One\n{goal: train_loss <= 1", "“}” at the end"),
            ("title: a\n---\n# One\n{predict: choice}\n# Two\ntext", "question to be predicted is missing"),
            ("title: a\n---\n# One\nso {goal: train_loss <= 1} it is", "on a line of its own"),
            ("title: a\n---\n#One\ntext", "begins with “# One”"),
            ("title: a\n---\n# One\n```\ntext\n# Two\n", "this ``` is not closed"),
            ("title: a\nstart: network.hidden = 4; data.features = none\n---\n# One\ntext", "line 2"),
        ] {
            let faults = Lesson::read(text).unwrap_err();
            assert!(faults.iter().any(|fault| fault.to_string().contains(expected)), "{text:?}: {faults:?}");
        }
        assert!(Lesson::read(&"a".repeat(2 << 20)).is_err());
        let steps = |text: &str| Lesson::read(text).unwrap().steps.len();
        assert_eq!(steps("title: a\n---\n# One\n# Two\ntext"), 2, "one of which says only what it is called");
        assert_eq!(steps("title: a\n---\n\n# One\nwrite `{goal: …}` so\n"), 1);
        assert!(Lesson::read("\u{feff}title: a\r\n---\r\n# One\r\ntext\r\n").is_ok(), "as Windows writes it");
    }

    #[test]
    fn a_translation_agrees_in_all_but_its_words() {
        let lesson = Lesson::read(SAMPLE).unwrap();
        let chinese =
            SAMPLE.replace("language: en", "language: zh").replace("near 0.50", "约 0.50").replace("Done.", "完成。\n");
        assert_eq!(lesson.difference(&Lesson::read(&chinese).unwrap()), None);
        for (from, to, expected) in [
            ("network.hidden = 1;", "network.hidden = 2;", "starts differ"),
            ("lock: seeds", "lock: data", "lock, show"),
            ("<= 0.2", "<= 0.3", "step 2, item 2 differs"),
            ("[(X)] near", "[( )] near 1\n[(X)] near", "step 1, item 1 differs"),
            ("    [[?]] draw it\n", "", "step 1, item 1 differs"),
            ("{check: z 1.2 of row 3 within 0.01}\n", "", "step 2 has 3"),
            ("# Do", "Do", "one has 2 steps"),
        ] {
            let other = Lesson::read(&SAMPLE.replace(from, to)).unwrap();
            let told = lesson.difference(&other).unwrap().to_string();
            assert!(told.contains(expected), "{told}");
        }
    }

    #[test]
    fn words_that_end_a_step_explain_the_question_or_goal_before_them() {
        let step = |blocks: &str| Lesson::read(&format!("title: a\n---\n# One\n{blocks}")).unwrap().steps.remove(0);
        let question = "Is it?\n\n    [[yes|(no)]]\n";
        let explained = |step: &Step| (0..step.blocks.len()).map(|index| step.explained_at(index)).collect::<Vec<_>>();
        let ends = step(&format!("{{goal: train_loss <= 1}}\n\n{question}\nSince it is not."));
        assert_eq!(explained(&ends), [None, None, Some(2)]);
        assert_eq!(explained(&step(&format!("{question}\nNow train.\n\n{{goal: train_loss <= 1}}"))), [None; 3]);
        assert_eq!(explained(&step("{goal: train_loss <= 1}\n\nSo it went.")), [None, Some(1)]);
        assert_eq!(explained(&step("{check: z 1.1 of row 1 within 0.1}\n\nNow the next.")), [None; 2]);
        assert_eq!(explained(&step("{predict: choice}\nIs it?\n\n    [[yes|(no)]]\n\nPress Train.")), [None; 2]);
    }

    #[test]
    fn a_name_gives_a_start_of_its_own() {
        let text = SAMPLE.replace("minutes: 15", "minutes: 15\nseeds: name");
        let (plain, named) = (Lesson::read(SAMPLE).unwrap(), Lesson::read(&text).unwrap());
        let seed = |lesson: &Lesson, name: &str| lesson.of_pupil(&lesson.start, name).seeds.weights;
        assert_eq!(seed(&plain, "Ada"), plain.start.seeds.weights);
        assert_eq!(seed(&named, "Ada"), seed(&named, " ada "));
        assert_ne!(seed(&named, "Ada"), seed(&named, "Bob"));
        assert!(seed(&named, "Ada") < 1 << 31);
        assert_ne!(plain.hash, named.hash);
        assert_eq!(hash_of_text("a\r\nb \r\n\r\n"), hash_of_text("a\nb"));
        let mut other = (*plain.start).clone();
        other.seeds.weights += 1;
        assert_eq!(hash_of_recipe(&other), hash_of_recipe(&plain.start), "another start is the same recipe");
        other.training_mut().learning_rate = 0.5;
        assert_ne!(hash_of_recipe(&other), hash_of_recipe(&plain.start));
    }
}
