//! What is done about what was found in the rows: each can be taken back by the same control.

use egui::Ui;

use super::fields::Fields;
use crate::{data::Feature, experiment::Experiment, text, ui::kit::check};

/// Edits whether repeated rows and the inputs `constant`, which never change, are left out.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, constant: &[usize]) {
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
