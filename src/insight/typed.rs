//! What a network that reads texts makes of one that a person types: which words or letters an answer hangs on, and how the text
//! goes on.

use crate::{
    data::{Look, Shipped, Source},
    measure::Probe,
    nn::{Random, Stream},
};

/// Most words or letters of which it is told how much they matter.
const TOLD: usize = 60;

/// A text that a person has typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// The text.
    pub text: String,
    /// How it is to go on, when it is.
    pub writing: Option<Writing>,
}

/// How a text goes on, letter by letter, each drawn from the answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Writing {
    /// How many letters.
    pub letters: usize,
    /// What the logarithms of the answers are divided by, above 0: below 1 the surest letters come more often.
    pub temperature: f32,
    /// Which of many ways to go on.
    pub seed: u64,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypedAnswer {
    /// Its words, or the letters that are read, each with how far the score falls without it.
    pub shares: Vec<(String, f32)>,
    /// The whole text with what was written on.
    pub written: Option<String>,
}

impl Probe<'_> {
    /// The shipped set whose texts the network reads as they are typed, if it reads texts.
    #[must_use]
    pub fn reader(&self) -> Option<Shipped> {
        reader(&self.experiment.data.source).filter(|set| set.inputs() == self.data.set.inputs.ncols())
    }

    /// What `typed` comes to, for the answer `best`; nothing unless the network reads texts.
    #[must_use]
    pub fn typed(&self, typed: &Typed, best: usize) -> Option<TypedAnswer> {
        let set = self.reader()?;
        let written = typed.writing.map(|writing| self.write_on(set, &typed.text, writing));
        Some(TypedAnswer { shares: self.shares(set, &typed.text, best), written })
    }

    fn shares(&self, set: Shipped, text: &str, best: usize) -> Vec<(String, f32)> {
        let read = |text: &str| set.typed(text).unwrap_or_default();
        let now = read(text);
        let full = self.score(&now, best);
        if let Look::Letters { back } = set.look() {
            let letters = now.len() / back;
            let share = |place: usize| {
                let own = place * letters;
                let letter = (0..letters).find(|letter| now[own + letter] > 0.0).unwrap_or_default();
                let mut blanked = now.clone();
                (blanked[own + letter], blanked[own]) = (0.0, 1.0);
                let name = set.set().target.class_names().get(letter).cloned().unwrap_or_default();
                (name, full - self.score(&blanked, best))
            };
            return (0..back).map(share).collect();
        }
        let words: Vec<&str> = text.split_whitespace().take(TOLD).collect();
        let share = |left_out: usize| {
            let others: Vec<&str> =
                words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word).collect();
            (words[left_out].to_owned(), full - self.score(&read(&others.join(" ")), best))
        };
        (0..words.len()).map(share).collect()
    }

    fn write_on(&self, set: Shipped, text: &str, writing: Writing) -> String {
        let (classes, meaning) = (set.set().target.class_names(), self.meaning());
        let mut random = Random::new(writing.seed, Stream::Noise);
        let mut written = text.to_owned();
        for _ in 0..writing.letters {
            let output = self.outputs_of(&set.typed(&written).unwrap_or_default());
            let weight = |class: usize| tempered(meaning.probability(&output, class), writing.temperature);
            let weights: Vec<f64> = (0..classes.len()).map(weight).collect();
            let mut left = random.unit() * weights.iter().sum::<f64>();
            let drawn = weights.iter().position(|weight| {
                left -= weight;
                left <= 0.0
            });
            let letter = drawn.and_then(|class| classes.get(class)).map_or("_", String::as_str);
            // The blank is written as a low line among the classes.
            written.push_str(if letter == "_" { " " } else { letter });
        }
        written
    }
}

/// The weight with which a letter of this share is drawn at a temperature: the share to the power of 1 / `temperature`.
#[must_use]
pub fn tempered(share: f32, temperature: f32) -> f64 {
    libm::pow(f64::from(share), 1.0 / f64::from(temperature.max(0.01)))
}

/// The shipped set of `source` whose rows are texts that can be typed.
#[must_use]
pub fn reader(source: &Source) -> Option<Shipped> {
    match source {
        Source::Shipped(set) if matches!(set.look(), Look::Text | Look::Colours | Look::Letters { .. }) => Some(*set),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Experiment, Rows},
        training::Trainer,
    };

    fn trained(set: Shipped, steps: usize) -> Trainer {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(set));
        experiment.network.hidden.truncate(1);
        experiment.network.hidden[0].units = 16;
        (experiment.training_mut().batch_size, experiment.training_mut().learning_rate) = (64, 0.3);
        experiment.stages.at_hand_mut().rows = Rows::Labelled;
        let mut trainer = Trainer::new(experiment.validate().unwrap()).unrecorded();
        (0..steps).for_each(|_| trainer.step());
        trainer
    }

    #[test]
    fn a_word_counts_what_the_answer_loses_without_it() {
        let trainer = trained(Shipped::Languages, 300);
        let probe = trainer.probe();
        let set = probe.reader().unwrap();
        let text = "alle Menschen sind frei";
        let read = |text: &str| set.typed(text).unwrap();
        let answer = probe.typed(&Typed { text: text.into(), writing: None }, 2).unwrap();
        let names: Vec<_> = answer.shares.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, answer.written), (vec!["alle", "Menschen", "sind", "frei"], None));
        let without = probe.score(&read(text), 2) - probe.score(&read("alle sind frei"), 2);
        assert_eq!(answer.shares[1].1, without);
        assert!(probe.reader().is_some() && trained(Shipped::Iris, 0).probe().reader().is_none());
    }

    #[test]
    fn a_text_goes_on_letter_by_letter() {
        let trainer = trained(Shipped::Danish, 400);
        let probe = trainer.probe();
        let on = |temperature, seed| {
            let writing = Some(Writing { letters: 200, temperature, seed });
            probe.typed(&Typed { text: "alle ".into(), writing }, 0).unwrap()
        };
        let first = on(0.7, 1);
        let written = first.written.clone().unwrap();
        assert!(written.starts_with("alle ") && written.chars().count() == 205, "{written}");
        assert!(written.chars().all(|c| c == ' ' || c.is_ascii_lowercase()), "{written}");
        assert_eq!(on(0.7, 1), first, "the same way to go on");
        assert_ne!(on(0.7, 2).written, first.written);
        let kinds = |text: &str| text[5..].chars().collect::<std::collections::BTreeSet<_>>().len();
        assert!(
            kinds(&on(0.05, 1).written.unwrap()) < kinds(&on(1.5, 1).written.unwrap()),
            "the surest come more often"
        );
        let names: Vec<_> = first.shares.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["l", "l", "e", "_"]);
    }
}
