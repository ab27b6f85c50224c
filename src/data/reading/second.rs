//! The second pass over a file: its columns, and what was assumed of them.

use super::{
    Survey,
    build::{Builder, Built},
    choices::Choices,
    known::{self, Known},
    layout::Layout,
    notation::{Marks, Notation},
    note::{self, Group},
    records::Records,
    survey::Seen,
};
use crate::{
    data::{
        Column, ColumnValues, TableError,
        number::{Decimal, Written},
        roles,
    },
    language::Text,
};

impl Survey {
    /// The second pass: builds the columns, and notes the assumptions made.
    pub(super) fn build(
        self,
        layout: &Layout<'_>,
        (choices, known): (&Choices, Known<'_>),
        (notes, empty): (&mut Vec<Text>, &mut Vec<String>),
    ) -> Result<Vec<Column>, TableError> {
        let all = Marks::of(self.columns.iter());
        let notation = |seen: &Seen| Notation::of(seen, all, layout.separator, choices);
        let notations: Vec<Notation> = self.columns.iter().map(notation).collect();
        let columns = self.columns.iter().zip(&notations);
        let mut builders: Vec<Builder> =
            columns.map(|(seen, notation)| Builder::new(*notation, seen, self.rows)).collect();
        let records = Records::new(layout.rows(), layout.separator.byte()).of_width(self.columns.len());
        let mut records = records.without(self.repeated.as_ref());
        for _ in 0..self.skipped {
            records.next();
        }
        let mut row = 0;
        while let Some(begins) = records.next() {
            for (builder, cell) in builders.iter_mut().zip(&records.record) {
                builder.push(row, begins, cell);
            }
            row += 1;
        }
        say_of_numbers(&self, &notations, &builders, notes);
        let (mut built, mut total) = (Vec::new(), None);
        for (((seen, name), notation), builder) in self.columns.iter().zip(self.names).zip(notations).zip(builders) {
            if notation == Notation::Texts && seen.all_numbers() > seen.texts.count {
                notes.extend(note::slip(|begins| layout.line_of(begins), &name, seen.culprit()));
            }
            if let Builder::Texts(texts) = &builder {
                notes.extend(texts.with_unit().map(|cell| note::with_unit(&name, cell)));
                notes.extend(texts.in_two_cases().map(|(both, is_one)| note::in_two_cases(&name, both, is_one)));
                if total.is_none() {
                    total = texts.total().map(note::total);
                }
            }
            let like = known.order_of(&name).filter(|_| choices.dates.is_none());
            if let (Some(order), Builder::Texts(texts)) = (like, &builder) {
                notes.extend(known::dates(&name, &texts.names, order)?);
            }
            let (finished, slip) = builder.finish(name.clone(), choices.dates.or(like));
            notes.extend(slip.map(|(begins, cell)| note::no_date(layout.line_of(begins), &name, &cell)));
            match finished {
                Built::Column(column) => {
                    notes.extend(column.unsure_date().map(|date| note::unsure_dates(&name, date)));
                    built.push(*column);
                }
                Built::Years(column) => {
                    built.push(*column);
                    notes.push(note::years(&name));
                }
                Built::Nothing => {
                    empty.push(name.clone());
                    if roles::is_telling(&name) {
                        notes.push(note::no_labels(&name));
                        let (values, rows) = (vec![0.0; row as usize], (0..row).collect());
                        built.push(Column::new(name, ColumnValues::Numbers(values), rows));
                    } else {
                        notes.push(note::left_out_empty(&name));
                    }
                }
                Built::LongText => notes.push(note::left_out_long(&name)),
                Built::ManyTexts => notes.push(note::left_out_many(&name)),
            }
        }
        notes.extend(total);
        Ok(built)
    }
}

/// Notes what was assumed of the columns of numbers.
fn say_of_numbers(survey: &Survey, notations: &[Notation], builders: &[Builder], notes: &mut Vec<Text>) {
    let (mut unknown, mut infinite, mut coarse) = (Group::default(), Group::default(), Group::default());
    let mut signs = [Group::default(), Group::default(), Group::default()];
    let mut doubtful = [Group::default(), Group::default(), Group::default()];
    for (((seen, name), notation), builder) in survey.columns.iter().zip(&survey.names).zip(notations).zip(builders) {
        let Notation::Numbers { decimal, is_doubtful } = notation else { continue };
        unknown.add(name, &seen.unknown);
        infinite.add(name, &seen.infinite);
        if let Builder::Numbers(numbers) = builder {
            infinite.add(name, &numbers.beyond);
            coarse.add(name, &numbers.coarse);
        }
        let place = *decimal as usize;
        signs[place].add(name, &seen.signed);
        let grouped = seen.marked(*decimal).filter(|_| *is_doubtful || seen.has_groups());
        if let Some(found) = grouped {
            doubtful[place].add(name, found);
        }
    }
    notes.extend(unknown.say(note::unknown));
    notes.extend(infinite.say(note::not_finite));
    notes.extend(coarse.say(note::coarse));
    for (place, decimal) in [Decimal::Point, Decimal::Comma, Decimal::Either].into_iter().enumerate() {
        let read =
            |cell: &str| Written::of(cell).and_then(|number| number.plain(decimal)).unwrap_or_default().into_owned();
        notes.extend(doubtful[place].say(|names, cell, _| note::doubtful(names, cell, &read(cell))));
        notes.extend(signs[place].say(|names, cell, _| note::signs(names, cell, &read(cell))));
    }
}
