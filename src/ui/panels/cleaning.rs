//! What is done about what was found in the rows: each can be taken back by the same control.
//!
//! Empty cells are filled or their rows left out, and what was empty can be told to the network.

use egui::Ui;

use super::fields::Fields;
use crate::{
    data::{Feature, Source, Table},
    experiment::Experiment,
    text,
    ui::kit::check,
};

/// Edits whether duplicate rows and the constant inputs `constant` are left out.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, constant: &[usize]) {
    if matches!(draft.data.source, Source::Table { .. }) {
        fields.field(ui, draft, "data.missing");
        if !draft.data.missing.leaves_out() {
            tell_empty(ui, fields, draft);
        }
    }
    if lacks_targets(draft) {
        fields.field(ui, draft, "data.unlabelled");
    }
    fields.field(ui, draft, "data.without_repeats");
    if constant.is_empty() || draft.data.features.len() > draft.data.source.inputs() || draft.picture().is_some() {
        return;
    }
    let was = !constant.iter().any(|input| draft.data.features.contains(&Feature::Input(*input)));
    let mut is_left_out = was;
    let count = constant.len();
    let name = fields.theme.say(text!("Leave out constant inputs ({count})", "去掉恒定的输入（{count}）"));
    check::ui(ui, fields.theme, &mut is_left_out, name);
    if is_left_out != was {
        leave_out(&mut draft.data.features, constant, is_left_out);
    }
}

/// Whether a target of the table is empty somewhere.
fn lacks_targets(draft: &Experiment) -> bool {
    let Source::Table { table, .. } = &draft.data.source else { return false };
    let is_empty = |name: &String| table.called(name).is_some_and(|column| !column.missing.is_empty());
    draft.data.targets().iter().any(is_empty)
}

/// Whether the network reads of each input with empty cells which of them are.
fn tell_empty(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let Source::Table { table, inputs, .. } = &mut draft.data.source else { return };
    let has_empty = |name: &&String| table.called(name).is_some_and(|column| !column.missing.is_empty());
    let flags: Vec<String> = inputs.iter().filter(has_empty).map(|name| Table::emptiness_of(name)).collect();
    if flags.is_empty() {
        return;
    }
    let was = flags.iter().all(|flag| inputs.contains(flag));
    let (mut is_told, count) = (was, flags.len());
    let name = text!("Tell the network which were empty ({count} inputs)", "告诉网络哪些原为空（{count} 个输入）");
    check::ui(ui, fields.theme, &mut is_told, fields.theme.say(name));
    if is_told != was {
        inputs.retain(|input| !flags.contains(input));
        if is_told {
            inputs.extend(flags);
        }
    }
}

/// Takes the plain inputs `constant` out of `features`, or puts them back in their places; one feature always stays.
fn leave_out(features: &mut Vec<Feature>, constant: &[usize], is_left_out: bool) {
    if is_left_out {
        let kept: Vec<_> = features
            .iter()
            .copied()
            .filter(|feature| !matches!(feature, Feature::Input(input) if constant.contains(input)))
            .collect();
        if !kept.is_empty() {
            *features = kept;
        }
        return;
    }
    for input in constant {
        let is_behind = |feature: &Feature| !matches!(feature, Feature::Input(other) if other < input);
        let at = features.iter().position(is_behind).unwrap_or(features.len());
        features.insert(at, Feature::Input(*input));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_comes_back_to_its_place() {
        let all: Vec<_> = (0..5).map(Feature::Input).collect();
        let mut features = all.clone();
        leave_out(&mut features, &[0, 3], true);
        assert_eq!(features, [1, 2, 4].map(Feature::Input));
        leave_out(&mut features, &[0, 3], false);
        assert_eq!(features, all);
        leave_out(&mut features, &[0, 1, 2, 3, 4], true);
        assert_eq!(features, all, "something has to be read");
    }
}
