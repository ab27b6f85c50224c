//! What differs between the two: one setting with two values, or the settings of a pinned run.

use egui::{ComboBox, TextEdit, Ui, vec2};

use crate::{
    experiment::{
        Experiment, Problem,
        fields::{self, Field, Kind, Layers},
    },
    nn::{Activation, Choice},
    text,
    ui::{
        Runs,
        kit::{
            Theme,
            field::{entry, list_height},
            menu, tab,
            theme::space,
        },
        naming,
    },
};

/// Width of the list of settings, and of a value.
const WIDTHS: (f32, f32) = (200.0, 120.0);
/// Keys of settings that are no single thing to change, or that every run has anew.
const LEFT_OUT: [&str; 5] = ["stage.", "data.table", "training.stop.", "network.frozen", "data.formula"];

/// What was chosen.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The pinned run that the other side is of; nothing for a changed setting.
    run: Option<char>,
    key: &'static str,
    values: [String; 2],
}

impl Chosen {
    /// The setting that differs with its two values, unless another run is the other side.
    pub(super) fn change(&self) -> Option<(&'static str, &[String; 2])> {
        self.run.is_none().then_some((self.key, &self.values))
    }

    /// Takes another setting, with its value of now and one more.
    fn take(&mut self, field: &Field, draft: &Experiment) {
        let now = fields::value(draft, field.key).unwrap_or_default();
        let other = alternatives(field).into_iter().map(|(value, _)| value).find(|value| *value != now);
        let other = other.or_else(|| larger(&now)).unwrap_or_else(|| now.clone());
        (self.key, self.values) = (field.key, [now, other]);
    }
}

/// Three times a number, or twice a whole one.
fn larger(now: &str) -> Option<String> {
    if let Ok(whole) = now.parse::<u64>() {
        return Some((2 * whole).max(1).to_string());
    }
    let number = now.parse::<f32>().ok()?;
    Some(if number == 0.0 { "0.1".into() } else { format!("{}", (number * 3e4).round() / 1e4) })
}

/// The values that a field has to choose from, each with its name; none of a number or a text.
fn alternatives(field: &Field) -> Vec<(String, crate::language::Text)> {
    match &field.kind {
        Kind::Choice(choices) => {
            let all = (choices.all)();
            all.iter().map(|one| (one.name.to_owned(), naming::title_of(choices.what, one))).collect()
        }
        Kind::Layers(Layers::Activation) => {
            Activation::ALL.iter().map(|one| (one.name().to_owned(), naming::title(one))).collect()
        }
        Kind::Switch(_) | Kind::Layers(Layers::Switch(_)) => {
            vec![("true".into(), text!("on", "开")), ("false".into(), text!("off", "关"))]
        }
        _ => Vec::new(),
    }
}

/// Shows the choice; both experiments, or what is wrong with one.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    chosen: &mut Chosen,
    draft: &Experiment,
    runs: &Runs,
) -> Result<[Experiment; 2], String> {
    if chosen.run.is_some_and(|letter| runs.all().iter().all(|pinned| pinned.letter != letter)) {
        chosen.run = None;
    }
    if fields::value(draft, chosen.key).is_none()
        && let Some(field) = fields::named("training.learning_rate", draft)
    {
        chosen.take(field, draft);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        let words = theme.say(text!("Change one thing", "只改一处"));
        if tab::ui(ui, theme, &words, chosen.run.is_none()).clicked() {
            chosen.run = None;
        }
        for pinned in runs.all() {
            let letter = pinned.letter;
            let title = pinned.title();
            let words = theme.say(text!("This and run {title}", "当前与训练 {title}"));
            if tab::ui(ui, theme, &words, chosen.run == Some(letter)).clicked() {
                chosen.run = Some(letter);
            }
        }
        if runs.all().is_empty() {
            ui.label(theme.caption(
                theme.say(text!(
                    "Pin a run (P) to see it beside this one.",
                    "固定一次训练（P）即可与当前训练并排查看。"
                )),
            ));
        }
    });
    if let Some(pinned) = runs.all().iter().find(|pinned| Some(pinned.letter) == chosen.run) {
        return Ok([draft.clone(), (**pinned.run.experiment()).clone()]);
    }
    setting(ui, theme, chosen, draft);
    let with = |value: &str| {
        let mut experiment = draft.clone();
        fields::set(&mut experiment, chosen.key, value)?;
        let problems = experiment.problems();
        if problems.is_empty() { Ok(experiment) } else { Err(Problem::all(&problems).to_string()) }
    };
    let both = [with(&chosen.values[0])?, with(&chosen.values[1])?];
    if both[0] == both[1] {
        return Err(theme.say(text!("Both values are the same.", "两个取值相同。")).into_owned());
    }
    Ok(both)
}

/// The setting, and its two values.
fn setting(ui: &mut Ui, theme: &Theme, chosen: &mut Chosen, draft: &Experiment) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let name = |field: &Field| theme.say(field.name()).into_owned();
        let now = fields::named(chosen.key, draft);
        ui.set_row_height(space::CONTROL);
        let label = ui.label(theme.caption(theme.say(text!("Setting", "设置"))));
        let list = ComboBox::from_id_salt("what differs")
            .width(WIDTHS.0)
            .height(list_height(ui))
            .truncate()
            .selected_text(now.map(name).unwrap_or_default())
            .show_ui(ui, |ui| {
                let is_offered = |field: &&Field| {
                    field.get(draft).is_some() && LEFT_OUT.iter().all(|begins| !field.key.starts_with(begins))
                };
                for field in fields::all().filter(is_offered) {
                    if entry(ui, field.key == chosen.key, name(field)).clicked() {
                        chosen.take(field, draft);
                    }
                }
            });
        menu::keeps_keys(list).labelled_by(label.id);
        let Some(field) = fields::named(chosen.key, draft) else { return };
        let all = alternatives(field);
        let sides = [text!("left", "左"), text!("right", "右")];
        for (place, (value, side)) in chosen.values.iter_mut().zip(sides).enumerate() {
            let label = ui.label(theme.caption(theme.say(side)));
            if all.is_empty() {
                let edit = TextEdit::singleline(value).desired_width(WIDTHS.1).min_size(vec2(0.0, space::TARGET));
                ui.add(edit).labelled_by(label.id);
                continue;
            }
            let shown = all.iter().find(|(own, _)| own == value);
            let shown = shown.map_or_else(|| value.clone(), |(_, name)| theme.say(name.clone()).into_owned());
            let list = ComboBox::from_id_salt(("value", place))
                .width(WIDTHS.1)
                .height(list_height(ui))
                .selected_text(shown)
                .show_ui(ui, |ui| {
                    for (own, name) in &all {
                        menu::closing(ui.selectable_value(value, own.clone(), theme.say(name.clone())), ui);
                    }
                });
            menu::keeps_keys(list).labelled_by(label.id);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_that_is_taken_has_two_values_that_make_two_experiments_or_says_why_not() {
        let draft = Experiment::default();
        for key in ["training.learning_rate", "training.batch_size", "network.activation", "training.optimizer"] {
            let mut chosen = Chosen::default();
            chosen.take(fields::named(key, &draft).unwrap(), &draft);
            let both = chosen.values.each_ref().map(|value| {
                let mut experiment = draft.clone();
                fields::set(&mut experiment, key, value).unwrap();
                assert!(experiment.problems().is_empty(), "{key} {value}");
                experiment
            });
            assert!(both[0] == draft && both[1] != draft, "{key}: {:?}", chosen.values);
        }
        assert_eq!(
            ["10", "0.03", "0", "tanh"].map(larger),
            [Some("20".to_owned()), Some("0.09".to_owned()), Some("1".to_owned()), None]
        );
    }
}
