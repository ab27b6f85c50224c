//! Groups of rows: by a column of their table, by a number, by their class.

use super::groups::Groups;
use crate::data::{Column, Prepared, Source, Table, TableError, Target, listed};

/// Largest number of distinct numbers of a column that still make a group each; more are cut into parts.
const MOST_NUMBERS: usize = 10;
/// Number of parts into which numbers are cut.
const PARTS: usize = 3;
/// Largest number of groups.
const MOST_GROUPS: usize = 100;

/// The group of each row of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// What the rows are grouped by, such as the heading of a column.
    pub by: String,
    /// Name of each group.
    pub names: Vec<String>,
    /// Group of each row of the data set, as an index into `names`; `None` where it is unknown.
    pub of_row: Vec<Option<u32>>,
}

/// Why rows cannot be grouped by a column.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum GroupError {
    /// There is no such column, or the table is not the one of the rows.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The rows come from no table, and they have no target, input or groups of this name.
    #[error("the rows cannot be grouped by “{0}”; they can by {1}")]
    Unknown(String, String),
    /// The column has too many distinct texts.
    #[error("“{0}” holds {1} different texts; groups can be made of at most {MOST_GROUPS}")]
    TooMany(String, usize),
}

impl Grouping {
    /// By the name `name`: a column of the table that the rows of `data` were taken from; for other rows the target, an
    /// input, or the groups of a shipped set.
    ///
    /// # Errors
    /// When nothing has this name, or it makes too many groups.
    pub fn of(data: &Prepared, source: &Source, name: &str) -> Result<Self, GroupError> {
        if let Source::Table { table, .. } = source {
            return Self::by_column(data, table, name);
        }
        let by_class = Self::by_class(data);
        let groups = if let Source::Shipped(set) = source { set.groups() } else { None };
        let by_group = groups.map(|groups| Self {
            by: groups.what.both().0.to_string(),
            names: groups.names.clone(),
            of_row: groups.of.iter().map(|group| Some(*group)).collect(),
        });
        let known: Vec<Self> = by_class.into_iter().chain(by_group).collect();
        if let Some(found) = known.iter().find(|grouping| grouping.by == name) {
            return Ok(found.clone());
        }
        let inputs = &data.set.input_names;
        let Some(input) = inputs.iter().position(|input| input == name) else {
            let names = known.iter().map(|grouping| grouping.by.as_str()).chain(inputs.iter().map(String::as_str));
            return Err(GroupError::Unknown(name.to_owned(), listed(names).to_string()));
        };
        let number = |row: usize| Some(f64::from(data.set.inputs[(row, input)]) + data.set.origin(input));
        Ok(Self::by_numbers(name.to_owned(), &(0..data.set.rows()).map(number).collect::<Vec<_>>()))
    }

    /// By a column of the table that the rows of `data` were taken from, whether or not the network reads it: one group
    /// per text, or per number if they are few; more numbers are cut into three parts of about equal size.
    ///
    /// # Errors
    /// When there is no such column, when it holds too many texts, or when the table lacks a column of `data`.
    pub fn by_column(data: &Prepared, table: &Table, column: &str) -> Result<Self, GroupError> {
        let rows = rows_of(data, table)?;
        let column = table.column(column)?;
        if column.is_of_numbers() && column.distinct() > MOST_NUMBERS {
            let numbers = column.numbers().unwrap_or_default();
            let number = |row: &usize| (!is_empty(column, *row)).then(|| f64::from(numbers[*row]) + column.origin());
            return Ok(Self::by_numbers(column.name.clone(), &rows.iter().map(number).collect::<Vec<_>>()));
        }
        let names = column.class_names();
        if names.len() > MOST_GROUPS {
            return Err(GroupError::TooMany(column.name.clone(), names.len()));
        }
        let group = |row: &usize| names.iter().position(|name| *name == column.shown(*row)).map(|group| group as u32);
        let of_row = rows.iter().map(|row| if is_empty(column, *row) { None } else { group(row) }).collect();
        Ok(Self { by: column.name.clone(), names, of_row })
    }

    /// By class; `None` for a regression.
    #[must_use]
    pub fn by_class(data: &Prepared) -> Option<Self> {
        let Target::Class { name, classes, labels } = data.own_target() else { return None };
        let label = |(row, label): (usize, &u32)| (row < data.known).then_some(*label);
        let of_row = labels.iter().enumerate().map(label).collect();
        Some(Self { by: name.clone(), names: classes.clone(), of_row })
    }

    /// By a number of each row: three parts of about equal size, fewer when many of the numbers are the same. A part
    /// ends below the number at which the next begins.
    #[must_use]
    pub fn by_numbers(by: String, numbers: &[Option<f64>]) -> Self {
        let mut sorted: Vec<f64> = numbers.iter().flatten().copied().collect();
        sorted.sort_by(f64::total_cmp);
        let mut cuts: Vec<f64> =
            (1..PARTS).filter_map(|part| sorted.get(sorted.len() * part / PARTS).copied()).collect();
        cuts.dedup();
        cuts.retain(|cut| Some(cut) != sorted.first());
        let part = |number: f64| cuts.iter().filter(|cut| **cut <= number).count() as u32;
        let shown: Vec<String> = cuts.iter().map(|cut| (*cut as f32).to_string()).collect();
        let name = |part: usize| match (part.checked_sub(1).map(|below| &shown[below]), shown.get(part)) {
            (None, Some(end)) => format!("< {end}"),
            (Some(begin), Some(end)) => format!("{begin} … < {end}"),
            (Some(begin), None) => format!("≥ {begin}"),
            (None, None) => sorted.first().map_or_else(String::new, |number| (*number as f32).to_string()),
        };
        Self {
            by,
            names: (0..=cuts.len()).map(name).collect(),
            of_row: numbers.iter().map(|number| number.map(part)).collect(),
        }
    }

    /// Indices within `rows` of those that belong to `group`.
    #[must_use]
    pub fn places(&self, rows: &[usize], group: usize) -> Vec<usize> {
        (0..rows.len()).filter(|place| self.of_row[rows[*place]] == Some(group as u32)).collect()
    }

    /// How outcomes, one per row of `rows`, differ by group: see [`Groups`].
    pub(super) fn groups(&self, rows: &[usize], outcomes: &[Option<f64>], is_share: bool) -> Groups {
        let group = |row: &usize| self.of_row[*row].map(|group| group as usize);
        Groups::of(&self.names, rows.iter().map(group).zip(outcomes.iter().copied()), is_share)
    }
}

/// The row of `table` that each row of the data set was taken from.
fn rows_of(data: &Prepared, table: &Table) -> Result<Vec<usize>, TableError> {
    let (mut columns, mut targets): (Vec<&Column>, Vec<&Column>) = (Vec::new(), Vec::new());
    for name in data.set.input_names.iter().filter(|_| data.fills.is_empty()) {
        columns.push(table.input(name)?);
    }
    match data.own_target() {
        Target::Class { name, .. } => targets.push(table.column(name)?),
        Target::Value { names, .. } => {
            for name in names {
                targets.push(table.numbers(name)?);
            }
        }
    }
    Ok(table.rows_of(&columns, &targets, data.known < data.set.rows())?.0)
}

fn is_empty(column: &Column, row: usize) -> bool {
    u32::try_from(row).is_ok_and(|row| column.missing.binary_search(&row).is_ok())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Coding, DataSettings, Source},
        experiment::Experiment,
    };

    fn table(csv: &str) -> Arc<Table> {
        Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap())
    }

    #[test]
    fn a_column_that_is_no_input_groups_the_rows_that_are_left() {
        let table = table("x,kind,who,age\n1,a,he,30\n2,b,she,31\n,a,she,32\n4,b,,33\n5,a,he,34\n6,b,they,35\n");
        let source =
            Source::Table { table: table.clone(), inputs: vec!["x".into()], target: "kind".into(), classes: true };
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        let settings: &DataSettings = &experiment.data;
        let data = Prepared::new(settings, 1, Coding::Unsigned, 1);
        let by = |column: &str| Grouping::by_column(&data, &table, column);
        let who = by("who").unwrap();
        assert_eq!((who.names.join(" ").as_str(), who.by.as_str()), ("he she they", "who"));
        assert_eq!(who.of_row, [Some(0), Some(1), None, Some(0), Some(2)], "the third row has no x, the fourth no who");
        assert_eq!(who.places(&[4, 3, 0], 0), [1, 2]);
        assert_eq!(by("kind").unwrap(), Grouping::by_class(&data).unwrap());
        assert_eq!(by("age").unwrap().names, ["30", "31", "32", "33", "34", "35"]);
        assert!(by("wo").unwrap_err().to_string().contains("who"), "{:?}", by("wo"));
    }

    #[test]
    fn rows_of_no_table_are_grouped_by_what_is_known_of_them() {
        let source = Source::Shipped(crate::data::Shipped::Spoken);
        let mut experiment = Experiment::default();
        experiment.set_source(source.clone());
        let data = Prepared::new(&experiment.data, 1, Coding::Unsigned, 10);
        let of = |name: &str| Grouping::of(&data, &source, name);
        let speakers = source_groups();
        assert_eq!(of(&speakers).unwrap().names.len(), 6);
        assert_eq!(of("digit").unwrap(), Grouping::by_class(&data).unwrap());
        assert_eq!(of(&data.set.input_names[0]).unwrap().names.len(), 3);
        let message = of("nobody").unwrap_err().to_string();
        assert!(message.contains("“nobody”") && message.contains(&speakers), "{message}");
    }

    fn source_groups() -> String {
        crate::data::Shipped::Spoken.groups().unwrap().what.both().0.to_string()
    }

    #[test]
    fn numbers_are_cut_into_three_parts() {
        let grouping = Grouping::by_numbers("n".into(), &(0..9).rev().map(|n| Some(f64::from(n))).collect::<Vec<_>>());
        assert_eq!(grouping.names, ["< 3", "3 … < 6", "≥ 6"]);
        let groups: Vec<_> = grouping.of_row.iter().flatten().copied().collect();
        assert_eq!(groups, [2, 2, 2, 1, 1, 1, 0, 0, 0]);
        let same = Grouping::by_numbers("n".into(), &[Some(1.5), None, Some(1.5)]);
        assert_eq!((same.names, same.of_row), (vec!["1.5".into()], vec![Some(0), None, Some(0)]));
        let two = Grouping::by_numbers("n".into(), &[0.0, 0.0, 0.0, 0.0, 1.0].map(Some));
        assert_eq!((two.names.len(), two.of_row[0]), (1, Some(0)), "a border at the least number divides nothing");
        assert_eq!(Grouping::by_numbers("n".into(), &[]).names, [""]);
    }
}
