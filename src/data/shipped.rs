//! Real data sets that come with the program; a session refers to them by name.
//!
//! Each has its own file with all its properties; a new one needs its file, its two lines below and its checksum. Its
//! data are in `assets/data`, with licence and the script that made them.

mod card;
mod colours;
mod columns;
mod danish;
mod digits;
mod facts;
mod hashing;
mod iris;
mod languages;
mod letters;
mod mnist;
mod packed;
mod penguins;
mod ratings;
mod seen_and_heard;
mod spoken;
mod swahili;
mod thumbnail;
mod two_views;
mod vowels;
mod wine;

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use self::facts::{Contents, Facts};
pub use self::{
    card::Card,
    facts::{Groups, Look},
    thumbnail::Thumbnail,
};
use super::{DataSet, Scaling, Target};
use crate::nn::choice::{Choice, Names};

/// The enum and everything that differs by variant, from the list of variants and their files; a file's name is the
/// name in files and on the command line.
macro_rules! shipped {
    ($($(#[$doc:meta])* $variant:ident: $file:ident,)*) => {
        /// A data set that comes with the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Shipped {
            $($(#[$doc])* $variant,)*
        }

        impl Choice for Shipped {
            const WHAT: &'static str = "data set";
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($file),)*
                }
            }

            fn names(&self) -> Option<&'static Names> {
                Some(&self.facts().names)
            }
        }

        impl Shipped {
            const fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$variant => const { &$file::FACTS },)*
                }
            }

            /// The contents of its file, read once.
            fn contents(self) -> &'static Contents {
                match self {
                    $(Self::$variant => {
                        static CONTENTS: LazyLock<Contents> =
                            LazyLock::new(|| ($file::FACTS.read)().expect("a test reads every shipped set"));
                        &CONTENTS
                    })*
                }
            }
        }
    };
}

// In menu order.
shipped! {
    /// Handwritten digits, 8×8 grey values
    Digits: digits,
    /// Handwritten digits, 14×14 grey values
    Mnist: mnist,
    /// Spoken digits, ten coefficients at eight time steps
    Spoken: spoken,
    /// Digits as shape descriptors, and as pictures
    TwoViews: two_views,
    /// Spoken digits beside written ones
    SeenAndHeard: seen_and_heard,
    /// Vowels by their formants
    Vowels: vowels,
    /// Three species of penguin
    Penguins: penguins,
    /// Three species of iris
    Iris: iris,
    /// Wines of three kinds of vine
    Wine: wine,
    /// Which of sixteen languages a line is in
    Languages: languages,
    /// The next letter of Danish text
    Danish: danish,
    /// The next letter of Swahili text
    Swahili: swahili,
    /// Colours by their names
    Colours: colours,
    /// Ratings of 25 statements
    Ratings: ratings,
}

impl Shipped {
    /// Its rows.
    #[must_use]
    pub fn set(self) -> &'static Arc<DataSet> {
        &self.contents().set
    }

    /// Number of input columns.
    #[must_use]
    pub const fn inputs(self) -> usize {
        self.facts().inputs
    }

    /// Number of classes; `None` for a regression.
    #[must_use]
    pub const fn classes(self) -> Option<usize> {
        self.facts().classes
    }

    /// The recommended scaling.
    #[must_use]
    pub const fn scaling(self) -> Scaling {
        self.facts().scaling
    }

    /// The name of an input, a class or a target in Chinese, where it is of English words.
    #[must_use]
    pub fn in_chinese(self, input: &str) -> Option<Cow<'static, str>> {
        match self {
            Self::Ratings => ratings::in_chinese(input).map(Cow::Borrowed),
            Self::Languages => languages::in_chinese(input).map(Cow::Borrowed),
            Self::Colours => colours::in_chinese(input).map(Cow::Borrowed),
            Self::TwoViews => input.strip_prefix("shape ").map(|number| format!("形状 {number}").into()),
            Self::Penguins | Self::Iris | Self::Wine => columns::in_chinese(input).map(Cow::Borrowed),
            _ => None,
        }
    }

    /// How a row is displayed.
    #[must_use]
    pub const fn look(self) -> Look {
        self.facts().look
    }

    /// The group of each row, such as its speaker; `None` if the set has no groups.
    #[must_use]
    pub fn groups(self) -> Option<&'static Groups> {
        self.contents().groups.as_ref()
    }

    /// Number of its own rows, which come first; those after them are of a neighbouring set, which serves only for
    /// pretraining.
    #[must_use]
    pub fn own_rows(self) -> usize {
        self.contents().own
    }

    /// Whether its rows are consecutive, as in a text, so that they are split at one position.
    #[must_use]
    pub fn is_in_order(self) -> bool {
        self.contents().in_order
    }

    /// Another view of each row, `[rows, numbers]`; `None` if there is none.
    #[must_use]
    pub fn view(self) -> Option<&'static Array2<f32>> {
        self.contents().view.as_ref()
    }

    /// How the other view is displayed.
    #[must_use]
    pub const fn view_look(self) -> Option<Look> {
        self.facts().view
    }

    /// The text from which a row was made; `None` if it was not a text.
    #[must_use]
    pub fn words(self, row: usize) -> Option<&'static str> {
        self.contents().words.get(row).map(String::as_str)
    }

    /// The text of which a row tells: the one from which it was made, or the letters that it reads, blanks as `_`; `None` if
    /// rows are not texts.
    #[must_use]
    pub fn text_of(self, row: usize) -> Option<String> {
        let Look::Letters { back } = self.look() else { return self.words(row).map(str::to_owned) };
        let (set, inputs) = (self.set(), self.set().inputs.row(row).to_vec());
        let letters = set.target.class_names();
        let read = inputs.chunks(inputs.len() / back).map(|one| one.iter().position(|x| *x > 0.0).unwrap_or_default());
        Some(read.filter_map(|letter| letters.get(letter)).map(String::as_str).collect())
    }

    /// The inputs for a text that a person types; `None` if rows are not texts.
    #[must_use]
    pub fn typed(self, text: &str) -> Option<Vec<f32>> {
        self.facts().typed.map(|read| read(text))
    }

    /// Whether its inputs are the letters or words of a text.
    #[must_use]
    pub fn is_typed(self) -> bool {
        self.facts().typed.is_some()
    }

    /// Number of predicted values or classes.
    #[must_use]
    pub fn outputs(self) -> usize {
        match &self.set().target {
            Target::Class { classes, .. } => classes.len(),
            Target::Value { names, .. } => names.len(),
        }
    }

    /// Its data card.
    #[must_use]
    pub const fn card(self) -> &'static Card {
        &self.facts().card
    }

    /// A few of its rows, for a tile.
    #[must_use]
    pub fn thumbnail(self) -> Thumbnail {
        Thumbnail::of(self)
    }

    /// Range of an axis of this input: its values with a margin of a tenth on each side.
    #[must_use]
    pub fn axis(self, input: usize) -> (f32, f32) {
        let inputs = &self.set().inputs;
        if input >= inputs.ncols() {
            return (-1.0, 1.0);
        }
        let bounds = (f32::INFINITY, f32::NEG_INFINITY);
        let (low, high) = inputs.column(input).iter().fold(bounds, |(low, high), &x| (low.min(x), high.max(x)));
        let room = 0.1 * (high - low);
        // A constant column has no range of its own.
        if room > 0.0 { (low - room, high + room) } else { (low - 1.0, high + 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows and checksum of every set: a session that names one goes on to the same bits only while they stay.
    const KEPT: [(Shipped, usize, u64); 14] = [
        (Shipped::Digits, 1797, 0x48c1_e944_38c8_894b),
        (Shipped::Mnist, 2500, 0xc0ea_9c00_5df4_cdbf),
        (Shipped::Spoken, 3000, 0x6efe_afdd_116b_fb32),
        (Shipped::TwoViews, 2000, 0xa8a9_6eb5_0ddf_84c0),
        (Shipped::SeenAndHeard, 1797, 0x2209_3660_2e75_6eee),
        (Shipped::Vowels, 1520, 0xe53e_2c67_9878_48b3),
        (Shipped::Penguins, 342, 0x2d91_923c_21a9_7b24),
        (Shipped::Iris, 150, 0xe4ee_6512_e0ae_238b),
        (Shipped::Wine, 178, 0x54e9_0fd1_bc3f_92a9),
        (Shipped::Languages, 3656, 0x8e57_3f2d_0d8e_a117),
        (Shipped::Danish, 70_680, 0xb69b_f70f_b215_ec59),
        (Shipped::Swahili, 69_750, 0xa9b4_61ac_ed9e_9698),
        (Shipped::Colours, 12_949, 0x67b8_f6ac_b5f8_07fa),
        (Shipped::Ratings, 2436, 0x23f6_7c01_06eb_3925),
    ];

    #[test]
    fn every_set_keeps_its_bits() {
        assert_eq!(KEPT.map(|kept| kept.0), Shipped::ALL);
        let now: Vec<_> = Shipped::ALL.iter().map(|set| (*set, set.set().rows(), set.set().checksum())).collect();
        assert!(now == KEPT, "{now:x?}");
    }

    #[test]
    fn every_set_is_as_it_says() {
        for shipped in Shipped::ALL {
            let set = shipped.set();
            assert_eq!((set.inputs.ncols(), set.target.classes()), (shipped.inputs(), shipped.classes()));
            assert_eq!(set.input_names.len(), shipped.inputs());
            assert!(set.inputs.iter().all(|value| value.is_finite()));
            if let Target::Class { labels, classes, .. } = &set.target {
                let used = (0..classes.len() as u32).all(|class| labels.contains(&class));
                assert!(used && labels.iter().all(|label| (*label as usize) < classes.len()), "{shipped:?}");
            }
            match shipped.look() {
                Look::Picture { width, height } => {
                    assert_eq!(width * height, shipped.inputs());
                    assert!(set.inputs.iter().all(|grey| (0.0..=1.0).contains(grey)), "{shipped:?}");
                }
                Look::Sound { moments, coefficients } => assert_eq!(moments * coefficients, shipped.inputs()),
                Look::Letters { back } => assert_eq!(back * letters::LETTERS, shipped.inputs()),
                Look::Ratings { most } => {
                    assert!(set.inputs.iter().all(|rating| (1.0..=f32::from(most)).contains(rating)));
                }
                Look::Colours => assert_eq!(shipped.outputs(), 3),
                Look::Text | Look::Numbers => {}
            }
            if let Some(groups) = shipped.groups() {
                assert_eq!(groups.of.len(), set.rows());
                assert!((0..groups.names.len() as u32).all(|group| groups.of.contains(&group)), "{shipped:?}");
            }
        }
    }
}
