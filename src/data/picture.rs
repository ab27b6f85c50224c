//! Pictures whose pixels are the columns of a table: which columns are some, and what their numbers mean as ink on paper.

use std::{borrow::Cow, collections::BTreeMap};

use ndarray::Array2;

use super::{
    Column, DataSettings, Kind, Prepared, Roles, Scaling, Source, Table,
    pixels::{are_pixels, in_order, side, without_numbers},
    roles::{is_classes, is_telling},
    shipped::Look,
};
use crate::{language::Text, text};

impl Table {
    /// The roles of a table of square pictures: the columns that are likely pixels, in their order, one that never changes
    /// among them, and what else is there as the target. Of columns that are all named alike, as where there are no
    /// headings, the first or the last is the target.
    pub(super) fn picture_roles(&self) -> Option<Roles> {
        let mut named: BTreeMap<String, Vec<&Column>> = BTreeMap::new();
        for column in self.columns.iter().filter(|column| column.is_of_numbers()) {
            named.entry(without_numbers(&column.name)).or_default().push(column);
        }
        let mut alike = named.into_values().max_by_key(Vec::len)?;
        in_order(&mut alike);
        let (pixels, target) = if side(alike.len()).is_some() {
            let target = self.target_beside(&alike)?;
            (&alike[..], target)
        } else {
            let (first, but_first) = alike.split_first()?;
            let (last, but_last) = alike.split_last()?;
            let likely = [(but_first, *first), (but_last, *last)].into_iter().filter(|(_, target)| is_classes(target));
            likely.min_by(|(_, one), (_, other)| commonest(one).total_cmp(&commonest(other)))?
        };
        are_pixels(pixels).then(|| Roles {
            inputs: pixels.iter().map(|column| column.name.clone()).collect(),
            target: target.name.clone(),
            classes: target.holds_classes(),
        })
    }

    /// The most likely target that is none of `pixels`: what the file names or a heading tells, else classes, else numbers.
    fn target_beside(&self, pixels: &[&Column]) -> Option<&Column> {
        let is_pixel = |column: &Column| pixels.iter().any(|pixel| std::ptr::eq(*pixel, column));
        let named = self.reading.as_ref().and_then(|reading| reading.target.as_ref());
        let others = || self.columns.iter().filter(|column| !is_pixel(column) && column.distinct() > 1);
        let told = || others().find(|column| named == Some(&column.name) || is_telling(&column.name));
        let classes = || others().find(|column| is_classes(column));
        let number = || others().find(|column| column.kind() == Kind::Numbers && !column.summary().counting);
        told().or_else(classes).or_else(number)
    }
}

/// Share of the rows that hold the column's most frequent number: of a label it is small, of a corner of a picture large.
fn commonest(column: &Column) -> f64 {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    column.numbers().unwrap_or_default().iter().for_each(|x| *counts.entry(x.to_bits()).or_default() += 1);
    counts.into_values().max().unwrap_or(0) as f64 / column.rows().max(1) as f64
}

impl Source {
    /// Whether it is a table whose inputs are likely the pixels of a picture.
    #[must_use]
    pub fn holds_pixels(&self) -> bool {
        let Self::Table { table, inputs, .. } = self else { return false };
        let columns: Option<Vec<&Column>> = inputs.iter().map(|name| table.called(name)).collect();
        columns.is_some_and(|columns| are_pixels(&columns))
    }
}

impl DataSettings {
    /// How a row is displayed. The inputs of a table are a picture when they are scaled as its pixels and fill a square.
    #[must_use]
    pub fn look(&self) -> Look {
        match &self.source {
            Source::Shipped(set) => set.look(),
            Source::Table { inputs, .. } if self.scaling == Scaling::Pixels => {
                side(inputs.len()).map_or(Look::Numbers, |side| Look::Picture { width: side, height: side })
            }
            _ => Look::Numbers,
        }
    }

    /// Side in pixels of the square picture that the inputs form, row by row; `None` for other inputs.
    #[must_use]
    pub fn picture(&self) -> Option<usize> {
        match self.look() {
            Look::Picture { width, height } if width == height => Some(width),
            _ => None,
        }
    }

    /// That columns of a table are shown as a picture, and how that ends.
    pub(super) fn picture_note(&self) -> Option<Text> {
        let Source::Table { inputs, .. } = &self.source else { return None };
        let Some(side) = self.picture() else {
            let count = inputs.len();
            return (self.scaling == Scaling::Pixels).then(|| {
                text!(
                    "{count} inputs fill no square, so they are scaled as pixels, but shown as numbers.",
                    "{count} 个输入填不满正方形，因此按像素缩放，但以数字显示。"
                )
            });
        };
        Some(text!(
            "The inputs are read as a picture of {side}×{side} pixels; choose another scaling if they are none.",
            "输入被当作 {side}×{side} 像素的图像；如果不是，请选择其他缩放方式。"
        ))
    }
}

impl Prepared {
    /// The grey value, from 0 (paper) to 1 (ink), of a raw pixel.
    #[must_use]
    pub fn ink(&self, pixel: usize, raw: f32) -> f32 {
        if self.pixels { self.input_scales[pixel].scaled(raw) } else { raw }
    }

    /// The raw inputs of a picture of these grey values.
    #[must_use]
    pub fn raw_of_ink(&self, ink: &[f32]) -> Vec<f32> {
        let raw = |(pixel, ink): (usize, &f32)| if self.pixels { self.input_scales[pixel].raw(*ink) } else { *ink };
        ink.iter().enumerate().map(raw).collect()
    }

    /// The pictures of all rows as grey values, `[all rows, pixels]`.
    #[must_use]
    pub fn inked(&self) -> Cow<'_, Array2<f32>> {
        let inputs = &self.set.inputs;
        if !self.pixels {
            return Cow::Borrowed(inputs);
        }
        Cow::Owned(Array2::from_shape_fn(inputs.dim(), |(row, pixel)| self.ink(pixel, inputs[(row, pixel)])))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::experiment::Experiment;

    /// Pictures of 6×6 pixels, a square in each, by the words for a pixel's number and for its light.
    fn csv(name: impl Fn(usize) -> String, light: impl Fn(bool) -> String) -> String {
        let heading = (0..36).map(name).chain(["kind".into()]).collect::<Vec<_>>().join(",");
        let row = |row: usize| {
            let (right, down) = (row % 3 + 1, row / 3 % 3);
            let is_ink = |i: usize| (right..right + 3).contains(&(i % 6)) && (down..down + 3).contains(&(i / 6));
            (0..36).map(|pixel| light(is_ink(pixel))).chain([["a", "b"][row % 2].into()]).collect::<Vec<_>>().join(",")
        };
        std::iter::once(heading).chain((0..20).map(row)).collect::<Vec<_>>().join("\n")
    }

    fn experiment(csv: &str) -> Experiment {
        let mut experiment = Experiment::default();
        let table = Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap());
        experiment.set_source(Source::table(table).unwrap());
        experiment
    }

    #[test]
    fn pixels_that_were_sorted_as_text_are_put_in_order() {
        let names: [fn(usize) -> String; 3] =
            [|i| format!("pixel{i}"), |i| format!("img8_px{i}"), |i| format!("r{}c{}", i / 6 + 8, i % 6 + 8)];
        for name in names {
            let mut order: Vec<usize> = (0..36).collect();
            order.sort_by_key(|i| name(*i));
            assert_ne!(order[..12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
            let light = |is_ink: bool| if is_ink { "1" } else { "-1" }.to_owned();
            let tidy = csv(name, light);
            let shuffle = |line: &str| {
                let cells: Vec<&str> = line.split(',').collect();
                order.iter().map(|i| cells[*i]).chain([cells[36]]).collect::<Vec<_>>().join(",")
            };
            let [tidy, sorted] = [tidy.clone(), tidy.lines().map(shuffle).collect::<Vec<_>>().join("\n")]
                .map(|csv| experiment(&csv).validate().unwrap());
            assert_eq!((tidy.data.picture(), sorted.data.picture()), (Some(6), Some(6)), "from −1 to 1, too");
            let [tidy, sorted] = [tidy, sorted].map(|valid| Prepared::new(&valid.data, 0, valid.coding(), 1));
            assert_eq!(tidy.train.inputs, sorted.train.inputs, "{}", name(10));
        }
    }

    #[test]
    fn an_empty_cell_leaves_a_picture_one() {
        let dark = |is_ink: bool| if is_ink { "255" } else { "0" }.to_owned();
        let csv = csv(|i| format!("pixel{i}"), dark);
        let emptied = |rows: usize| {
            let lines = csv.lines().enumerate().map(|(row, line)| match line.split_once(',') {
                Some((_, rest)) if (1..=rows).contains(&row) => format!(",{rest}"),
                _ => line.to_owned(),
            });
            experiment(&lines.collect::<Vec<_>>().join("\n")).data.picture()
        };
        assert_eq!([emptied(1), emptied(10), emptied(11)], [Some(6), Some(6), None]);
    }

    #[test]
    fn a_series_is_no_picture() {
        let heading = (0..36).map(|i| format!("t{i}")).chain(["kind".into()]).collect::<Vec<_>>().join(",");
        let at = |row: usize, i: usize| 0.5 + 0.5 * libm::sin(0.1 * i as f64 + row as f64);
        let row = |row: usize| {
            let cells = (0..36).map(|i| format!("{:.4}", at(row, i)));
            cells.chain([["a", "b"][row % 2].into()]).collect::<Vec<_>>().join(",")
        };
        let csv = std::iter::once(heading).chain((0..40).map(row)).collect::<Vec<_>>().join("\n");
        assert_eq!(experiment(&csv).data.picture(), None);
    }

    #[test]
    fn columns_that_are_named_as_pixels_and_look_so_are_a_picture_with_its_constant_pixels() {
        let dark = |is_ink: bool| if is_ink { "255" } else { "0" }.to_owned();
        for name in [|i: usize| format!("pixel{i}"), |i: usize| format!("{}x{}", i / 6 + 1, i % 6 + 1)] {
            let experiment = experiment(&csv(name, dark));
            assert_eq!((experiment.data.picture(), experiment.picture()), (Some(6), Some(6)));
            let valid = experiment.validate().unwrap();
            let data = Prepared::new(&valid.data, 0, valid.coding(), 1);
            let row = data.train.inputs.row(0);
            assert_eq!(row.iter().filter(|pixel| **pixel == 1.0).count(), 9, "{row}");
            assert_eq!(row.iter().filter(|pixel| **pixel == 0.0).count(), 27, "{row}");
            assert_eq!(data.raw_of_ink(&[0.0, 1.0]), [0.0, 255.0]);
        }
    }

    #[test]
    fn the_label_is_what_is_no_pixel() {
        let dark = |is_ink: bool| if is_ink { "255" } else { "0" }.to_owned();
        let labelled = |place: usize| {
            let text = csv(|i| format!("{i}"), dark);
            let lines = text.lines().skip(1).enumerate().map(|(row, line)| {
                let mut cells: Vec<&str> = line.split(',').take(36).collect();
                if row == 5 {
                    // A corner that has ink at times holds two numbers, as a label may.
                    (cells[0], cells[35]) = ("255", "255");
                }
                cells.insert(place, ["1", "2", "3"][row % 3]);
                cells.join(",")
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        for place in [0, 36] {
            let experiment = experiment(&labelled(place));
            let Source::Table { table, inputs, target, classes } = &experiment.data.source else { panic!("no table") };
            assert_eq!((target, classes), (&table.columns[place].name, &true), "no headings, the label at {place}");
            assert_eq!((inputs.len(), experiment.data.picture()), (36, Some(6)));
        }
        let text = csv(|i| format!("pixel{i}"), dark);
        let measured = text.lines().enumerate().map(|(row, line)| {
            let line = line.rsplit_once(',').unwrap().0;
            if row == 0 { format!("brightness,{line}") } else { format!("{}.5,{line}", row * row % 17) }
        });
        let experiment = experiment(&measured.collect::<Vec<_>>().join("\n"));
        assert_eq!((experiment.data.targets(), experiment.classes()), (vec!["brightness".into()], None));
    }

    #[test]
    fn paper_is_what_most_of_it_is() {
        let light = |is_ink: bool| if is_ink { "0" } else { "1" }.to_owned();
        let experiment = experiment(&csv(|i| format!("p{i}"), light));
        let valid = experiment.validate().unwrap();
        let data = Prepared::new(&valid.data, 0, valid.coding(), 1);
        assert_eq!(data.train.inputs.sum(), 9.0 * data.train.rows.len() as f32, "nine pixels of ink in each");
        assert_eq!(data.inked().row(data.train.rows[0]), data.train.inputs.row(0));
        assert_eq!(data.raw_of_ink(&[0.0, 1.0]), [1.0, 0.0]);
    }

    #[test]
    fn other_columns_are_numbers() {
        let measured = |is_ink: bool| if is_ink { "3.5" } else { "-1" }.to_owned();
        let bytes = |is_ink: bool| if is_ink { "7" } else { "0" }.to_owned();
        let letters = |i: usize| format!("{}{}", char::from(b'a' + i as u8 / 6), char::from(b'a' + i as u8 % 6));
        assert_eq!(experiment(&csv(|i| format!("p{i}"), measured)).data.scaling, Scaling::Standardize);
        assert_eq!(experiment(&csv(letters, bytes)).data.scaling, Scaling::Standardize);
        // Answers of a questionnaire, and columns that were scaled, have no neighbours.
        let rows = |number: &dyn Fn(usize) -> String| {
            let heading = (0..36).map(|i| format!("q{i},")).collect::<String>() + "kind\n";
            let row = |row: usize| (0..36).map(|i| number((row * 37 + i) * 7919 % 101) + ",").collect::<String>();
            heading + &(0..40).map(|i| row(i) + ["a\n", "b\n"][i % 2]).collect::<String>()
        };
        for number in [&|i: usize| (1 + i % 5).to_string() as String, &|i: usize| format!("{:.2}", i as f64 / 101.0)]
            as [&dyn Fn(usize) -> String; 2]
        {
            assert_eq!(experiment(&rows(number)).data.scaling, Scaling::Standardize);
        }
        let mut less = experiment(&csv(|i| format!("p{i}"), bytes));
        let Source::Table { inputs, .. } = &mut less.data.source else { panic!("no table") };
        inputs.pop();
        assert_eq!(less.data.picture(), None, "a pixel is missing");
    }
}
