//! The built-in lessons, ordered in courses.

use super::{Lesson, fault::unknown};
use crate::language::{Language, Text};

/// A built-in lesson, in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its name: that of its file.
    pub name: &'static str,
    english: &'static str,
    chinese: &'static str,
}

/// Lessons that belong together, in the recommended order.
#[derive(Clone, Debug)]
pub struct Course {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// What it is about, in one sentence.
    pub sentence: Text,
    /// Its lessons.
    pub lessons: &'static [Shipped],
}

/// The lessons of these files of `assets/lessons`.
macro_rules! lessons {
    ($($name:literal,)*) => {
        &[$(Shipped {
            name: $name,
            english: include_str!(concat!("../../assets/lessons/", $name, ".md")),
            chinese: include_str!(concat!("../../assets/lessons/", $name, ".zh.md")),
        },)*]
    };
}

/// Every course, in the recommended order.
pub const COURSES: &[Course] = &[
    Course {
        name: "first-steps",
        title: Text::fixed("First steps", "入门"),
        sentence: Text::fixed(
            "What a network is, what a unit adds, and how fast it learns.",
            "网络是什么，一个单元带来什么，学习有多快。",
        ),
        lessons: lessons![
            "first-network",
            "one-line",
            "more-units",
            "by-hand",
            "one-step",
            "right-feature",
            "output-sign",
            "goldilocks",
            "learning-rate",
            "batch-size",
        ],
    },
    Course {
        name: "why-it-fails",
        title: Text::fixed("Why it fails", "为什么会失败"),
        sentence: Text::fixed(
            "Learning by heart, starts without luck, gradients that vanish or explode.",
            "死记硬背、运气不好的起点、消失或爆炸的梯度。",
        ),
        lessons: lessons![
            "lottery",
            "by-heart",
            "more-data",
            "small-weights",
            "fewer-features",
            "too-many-crosses",
            "symmetry",
            "vanishing",
            "deep-but-linear",
            "divergence",
        ],
    },
    Course {
        name: "foundation-model",
        title: Text::fixed("The life of a foundation model", "基础模型的一生"),
        sentence: Text::fixed(
            "Pretraining without labels, fine-tuning with few, and when neither helps.",
            "先用无标签数据预训练，再用少量标签微调，以及什么时候没有帮助。",
        ),
        lessons: lessons!["layer-by-layer", "four-layers", "few-labels", "three-layers", "no-gain", "frozen-encoder",],
    },
    Course {
        name: "exploring",
        title: Text::fixed("Exploring", "探索"),
        sentence: Text::fixed("The spiral, first by depth, then by a better idea.", "螺旋：先靠深度，再靠更好的主意。"),
        lessons: lessons!["spiral", "sines", "first-and-later", "your-border",],
    },
];

impl Shipped {
    /// The lesson of this name.
    ///
    /// # Errors
    /// A sentence with the nearest name.
    pub fn named(name: &str) -> Result<&'static Self, Text> {
        let all = || COURSES.iter().flat_map(|course| course.lessons);
        all().find(|lesson| lesson.name == name).ok_or_else(|| {
            let names: Vec<&str> = all().map(|lesson| lesson.name).collect();
            unknown(("lesson", "课程"), name, names.iter().copied())
        })
    }

    /// Its file.
    #[must_use]
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }

    /// Its title, without reading the rest.
    #[must_use]
    pub fn title(&self, language: Language) -> &'static str {
        self.text(language).lines().find_map(|line| line.strip_prefix("title:")).unwrap_or(self.name).trim()
    }

    /// The lesson.
    ///
    /// # Panics
    /// Never: a test parses every lesson.
    #[must_use]
    pub fn lesson(&self, language: Language) -> Lesson {
        Lesson::read(self.text(language)).unwrap_or_else(|faults| panic!("{}: {}", self.name, faults[0]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lessons::{Block, play};

    #[test]
    fn every_lesson_is_the_same_in_every_language() {
        let mut names = BTreeSet::new();
        for course in COURSES {
            for shipped in course.lessons {
                assert!(names.insert(shipped.name), "{} stands in two courses", shipped.name);
                assert_eq!(Shipped::named(shipped.name), Ok(shipped));
                let read = |language| {
                    Lesson::read(shipped.text(language))
                        .unwrap_or_else(|faults| panic!("{}: {faults:#?}", shipped.name))
                };
                let [english, chinese] = Language::ALL.map(read);
                assert_eq!(english.difference(&chinese), None, "{}", shipped.name);
                assert_eq!([english.language, chinese.language], Language::ALL, "{}", shipped.name);
                assert_ne!(english.title, chinese.title, "{}", shipped.name);
                let has = |wanted: fn(&Block) -> bool| english.items().any(|item| wanted(item.block));
                assert!(has(|block| matches!(block, Block::Goal(_))), "{}: no goal", shipped.name);
                assert!(has(Block::is_before_the_run), "{}: no prediction", shipped.name);
                assert!(english.minutes.is_some_and(|minutes| (3..=20).contains(&minutes)), "{}", shipped.name);
            }
        }
        assert!(Shipped::named("first-netwrk").unwrap_err().to_string().contains("“first-network”"));
    }

    /// All of them, as `neurarium lesson check` plays them: about two seconds of one core.
    #[test]
    fn every_goal_is_reached_in_as_many_starts_as_it_says() {
        let mut missed = Vec::new();
        for shipped in COURSES.iter().flat_map(|course| course.lessons) {
            for played in play(&shipped.lesson(Language::English), None).unwrap() {
                if !played.is_enough() {
                    missed.push(format!("{}: {played:?}", shipped.name));
                }
            }
        }
        assert!(missed.is_empty(), "{missed:#?}");
    }

    /// What the lessons say of the rows that are calculated with.
    #[test]
    fn the_rows_that_are_checked_have_the_inputs_that_the_lesson_says() {
        for (name, row, inputs) in [("first-network", 4, [0.0, 0.0]), ("one-step", 2, [0.0, 1.0])] {
            let lesson = Shipped::named(name).unwrap().lesson(Language::English);
            let trainer = crate::training::Trainer::new(lesson.start.clone());
            assert_eq!(trainer.data().train.inputs.row(row - 1).to_vec(), inputs, "{name}");
            let checks = lesson.items().filter_map(|item| match item.block {
                Block::Check(check) => Some(check.row),
                _ => None,
            });
            assert!(checks.into_iter().all(|checked| checked == row), "{name}");
        }
    }

    #[test]
    fn chinese_lessons_are_chinese() {
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for shipped in COURSES.iter().flat_map(|course| course.lessons) {
            let lesson = shipped.lesson(Language::Chinese);
            assert!(lesson.title.chars().any(is_chinese), "{}", shipped.name);
            for step in &lesson.steps {
                assert!(step.title.chars().any(is_chinese), "{}: {}", shipped.name, step.title);
            }
        }
    }
}
