//! What a row looks like where it is more than numbers: a picture, a sound over time, or a text.

use super::network::picture;
use crate::data::{DataSettings, Prepared, Source, shipped::Look};

/// What is shown of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Grey values from 0 (paper) to 1 (ink), row by row.
    Picture {
        /// Width and height in pixels.
        size: (usize, usize),
        /// The values, as many as there are pixels.
        values: Vec<f32>,
    },
    /// The text from which its inputs were made.
    Text(String),
}

impl Shown {
    /// What a row looks like; `None` where it is numbers alone.
    #[must_use]
    pub fn of(settings: &DataSettings, data: &Prepared, row: usize) -> Option<Self> {
        let Source::Shipped(set) = &settings.source else {
            let Look::Picture { width, height } = settings.look() else { return None };
            let values = data.set.inputs.row(row);
            let values = values.iter().enumerate().map(|(pixel, raw)| data.ink(pixel, *raw)).collect();
            return Some(Self::Picture { size: (width, height), values });
        };
        if let Some(text) = set.text_of(row) {
            return Some(Self::Text(text));
        }
        let picture = |size: (usize, usize), values: ndarray::ArrayView1<'_, f32>, look| {
            let value = |value: &f32| if look { picture::loudness(*value) } else { *value };
            Some(Self::Picture { size, values: values.iter().map(value).collect() })
        };
        let inputs = set.set().inputs.row(row);
        match (set.look(), set.view_look(), set.view()) {
            (Look::Picture { width, height }, ..) => picture((width, height), inputs, false),
            (Look::Sound { moments, coefficients }, ..) => picture((moments, coefficients), inputs, true),
            (_, Some(Look::Picture { width, height }), Some(view)) => picture((width, height), view.row(row), false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Shipped},
        experiment::Experiment,
    };

    #[test]
    fn each_kind_of_row_is_shown_as_what_it_is() {
        let valid = Experiment::default().validate().unwrap();
        let data = Prepared::new(&valid.data, 0, valid.coding(), 1);
        let shown = |source: Source| Shown::of(&DataSettings { source, ..valid.data.clone() }, &data, 0);
        let of = |set: Shipped| shown(Source::Shipped(set));
        let size = |shown: Option<Shown>| match shown {
            Some(Shown::Picture { size, values }) => {
                assert_eq!(values.len(), size.0 * size.1);
                Some(size)
            }
            _ => None,
        };
        assert_eq!(
            [Shipped::Digits, Shipped::Spoken, Shipped::TwoViews].map(|set| size(of(set))),
            [Some((8, 8)), Some((8, 10)), Some((8, 8)),]
        );
        let text = |set: Shipped| match of(set) {
            Some(Shown::Text(text)) => text,
            other => panic!("{other:?}"),
        };
        assert!(text(Shipped::Languages).starts_with("universal declaration"));
        assert_eq!(text(Shipped::Danish).chars().count(), 4, "the letters that are read");
        assert_eq!((of(Shipped::Penguins), of(Shipped::Vowels)), (None, None));
        assert_eq!(shown(Source::generated(Generator::Circle)), None);
    }
}
