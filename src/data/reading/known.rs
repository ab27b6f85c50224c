//! What a network that is there already says of a table of its inputs.

use super::{lines, note};
use crate::{
    data::{ColumnValues, Dates, Table, TableError, date, mark, number::Written},
    language::{Text, brief},
};

/// The network's own table, if there is one, and the names of its inputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The table that it learned from.
    pub table: Option<&'a Table>,
    /// Its raw inputs.
    pub inputs: &'a [String],
    /// What stands first in the dates of columns, where that is known without a table.
    pub orders: &'a [(String, Dates)],
}

impl Known<'_> {
    /// Whether a column of this heading is read by the network, or stood beside those that are.
    pub(super) fn has(&self, heading: &str) -> bool {
        self.inputs.iter().any(|input| input == heading)
            || self.table.is_some_and(|table| table.columns.iter().any(|column| column.name == heading))
    }

    /// The order of the dates in its column of this heading.
    pub(super) fn order_of(&self, heading: &str) -> Option<Dates> {
        if let Some((_, order)) = self.orders.iter().find(|(name, _)| name == heading) {
            return Some(*order);
        }
        let same = self.table?.columns.iter().find(|column| column.name == heading)?;
        same.order()
    }

    /// Whether `rows` are one column of numbers below a heading that is known, in which a comma is no separator: every line
    /// is a number, and they do not begin with 1, 2, 3 as row names do.
    pub(super) fn is_alone(&self, rows: &str) -> bool {
        let heading = lines::first_line(rows).trim();
        if !self.has(heading.trim_matches('"')) {
            return false;
        }
        let below = || lines::after_first_line(rows).split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty());
        let is_number = |line: &str| mark::is_empty(line) || Written::of(line).is_some();
        let names_the_rows = |(line, number): (&str, usize)| {
            line.split_once([',', ' ']).is_some_and(|(name, _)| name.parse() == Ok(number))
        };
        below().all(is_number) && !(below().nth(1).is_some() && below().zip(1..).all(names_the_rows))
    }
}

/// The sentence for dates that are read in the order of the network's own.
///
/// # Errors
/// When they tell of another order.
pub(super) fn dates(name: &str, texts: &[String], order: Dates) -> Result<Option<Text>, TableError> {
    if let Some(text) = date::against(texts, order) {
        let (column, text) = (brief(name).into_owned(), brief(text).into_owned());
        return Err(TableError::OtherOrder { column, text, order });
    }
    Ok(date::unsure(texts).map(|text| note::known_dates(name, text, order)))
}

impl Table {
    /// Its columns of dates that would be others in another order, with what stands first in them.
    #[must_use]
    pub fn date_orders(&self) -> Vec<(String, Dates)> {
        self.columns.iter().filter_map(|column| Some((column.name.clone(), column.order()?))).collect()
    }

    /// Reads dates that could be two days in these orders.
    ///
    /// # Errors
    /// When they tell of another order.
    pub fn read_dates_in(&mut self, orders: &[(String, Dates)]) -> Result<(), TableError> {
        for (name, order) in orders {
            let Some(column) = self.columns.iter_mut().find(|column| column.name == *name) else { continue };
            if let ColumnValues::Texts { names, .. } = &column.values {
                let _note = dates(name, names, *order)?;
                column.read_dates(Some(*order));
            }
        }
        Ok(())
    }

    /// Reads dates that could be two days in the order in which `known` has those of the same column.
    pub fn read_dates_like(&mut self, known: &Self) {
        let known = Known { table: Some(known), ..Known::default() };
        for column in &mut self.columns {
            let Some(unsure) = column.unsure_date().map(|date| note::unsure_dates(&column.name, date)) else {
                continue;
            };
            let order = known.order_of(&column.name);
            column.read_dates(order);
            if column.unsure_date().is_none() {
                self.notes.retain(|note| *note != unsure);
            }
        }
    }
}
