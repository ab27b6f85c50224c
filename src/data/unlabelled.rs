//! Rows of a table without a target, which serve the stages that need none.

use super::{Column, DataSettings, Source, listed};
use crate::{language::Text, text};

/// How many rows of a table serve what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usable {
    /// Rows of which everything is known that is needed.
    pub known: usize,
    /// Rows without a target, which are kept all the same.
    pub unlabelled: usize,
}

impl DataSettings {
    /// How many rows of the table serve what; `None` when there is no table, or when it lacks one of the columns.
    #[must_use]
    pub fn usable(&self) -> Option<Usable> {
        let Source::Table { table, inputs, .. } = &self.source else { return None };
        let needed = inputs.iter().filter(|_| self.missing.leaves_out()).map(|name| table.numbers(name).ok());
        let needed: Vec<&Column> = needed.collect::<Option<_>>()?;
        let targets = self.targets();
        let targets: Vec<&Column> = targets.iter().map(|name| table.called(name)).collect::<Option<_>>()?;
        let rows = |columns: &[&Column]| table.rows().saturating_sub(super::Table::empty_rows(columns).len());
        let known = rows(&[&needed[..], &targets].concat());
        let unlabelled = if self.unlabelled { rows(&needed) - known } else { 0 };
        Some(Usable { known, unlabelled })
    }

    /// How many rows of a table are left out because a cell in a used column is empty, and how many serve pretraining alone, as
    /// sentences; and what the inputs are read as, where that was guessed.
    #[must_use]
    pub fn notes(&self) -> Vec<Text> {
        let unlabelled = self.usable().map_or(0, |usable| usable.unlabelled);
        if unlabelled == 0 {
            return self.source.note(self.missing).into_iter().chain(self.picture_note()).collect();
        }
        let (all, known) = (self.source.rows(), self.usable().map_or(0, |usable| usable.known));
        let left_out = all - known - unlabelled;
        let are = if left_out == 1 { "is" } else { "are" };
        let left_out = (left_out > 0).then(|| {
            text!(
                "{left_out} of {all} rows {are} left out, because an input is empty.",
                "{all} 行中略去了 {left_out} 行，因为有输入为空。"
            )
        });
        let targets = self.targets();
        let names = listed(targets.iter().map(String::as_str));
        let (names, names_zh) = names.both();
        let (have, serve) = if unlabelled == 1 { ("has", "it serves") } else { ("have", "they serve") };
        let kept = if known == 0 {
            text!(
                "No row has a value in {names}: only stages that need no target can learn from this table.",
                "所有行在{names_zh}中都没有值：这张表只能用于不需要目标的阶段。"
            )
        } else {
            text!(
                "{unlabelled} of {all} rows {have} no value in {names}: {serve} stages that need no target; all others use the {known} \
                 labelled ones.",
                "{all} 行中有 {unlabelled} 行在{names_zh}中没有值：仅用于不需要目标的阶段，其余阶段用有标签的 {known} 行。"
            )
        };
        left_out.into_iter().chain([kept]).chain(self.picture_note()).collect()
    }
}
