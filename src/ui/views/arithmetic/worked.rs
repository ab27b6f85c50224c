//! Origin of the numbers: the current run, or a worked example with digits from the literature; and a weight that is
//! typed as the start of either.

use egui::Ui;

use super::{ArithmeticViewState, Sheet};
use crate::{
    insight::arithmetic::{Batch, CASES, Case, Quantity},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            field::{entry, pick},
            number::Number,
        },
    },
};

/// A worked example, and what was typed in place of its weights.
#[derive(Debug)]
pub(super) struct Worked {
    /// Which one.
    pub(super) case: &'static Case,
    /// Its examples, calculated.
    pub(super) batch: Batch,
}

impl Worked {
    fn new(case: &'static Case) -> Self {
        Self { case, batch: case.batch() }
    }

    /// Calculates all its examples anew with another parameter.
    fn set(&mut self, index: usize, value: f64) {
        let Some(first) = self.batch.examples.first() else { return };
        let mut network = first.network.clone();
        if let Some(parameter) = network.parameters.get_mut(index) {
            *parameter = value;
        }
        let calculate = |(input, target): &(&[f64], &[f64])| network.calculate(input, target);
        self.batch = Batch { examples: self.case.examples.iter().map(calculate).collect() };
    }
}

/// Asks where the numbers come from.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut ArithmeticViewState) {
    let run = || text!("The run at hand", "当前的训练");
    let shown = state.worked.as_ref().map_or_else(run, |worked| worked.case.title());
    let name = text!("Numbers of", "数值来自");
    let hint = text!(
        "The run, or an example that is worked out by hand elsewhere, to compare every digit.",
        "当前的训练，或别处手算过的例子，可逐位对照。"
    );
    let before = state.worked.as_ref().map(|worked| worked.case.name);
    let mut chosen = before;
    ui.scope(|ui| {
        ui.set_max_width(420.0);
        pick(ui, theme, (name, hint), theme.say(shown), |ui| {
            if entry(ui, before.is_none(), theme.say(run())).clicked() {
                chosen = None;
            }
            for case in CASES {
                if entry(ui, before == Some(case.name), theme.say(case.title())).clicked() {
                    chosen = Some(case.name);
                }
            }
        });
    });
    if chosen != before {
        state.worked = CASES.iter().find(|case| Some(case.name) == chosen).map(Worked::new);
        (state.at, state.chosen) = ([0; 4], None);
        state.tried.clear();
    }
}

/// The current weight or bias, to be typed: the calculation starts from it.
pub(super) fn parameter(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) -> Option<Action> {
    let chosen = state.chosen.filter(|chosen| matches!(chosen, Quantity::Parameter(..)));
    let quantity = chosen.unwrap_or_else(|| sheet.parameter());
    let (value, place) = (sheet.example.value(quantity)?, quantity.place()?);
    let index = sheet.example.network.index(place)?;
    let theme = sheet.theme;
    let mut made = None;
    ui.horizontal(|ui| {
        let label = ui.label(theme.say(text!("Begin with {quantity} =", "起始值 {quantity} =")));
        // With all its digits: of the run those of its own 32 bits.
        let (field, typed) = if sheet.case.is_some() {
            Number::new(-1e6..=1e6_f64).speed(0.01).late().show(ui, value)
        } else {
            let (field, typed) = Number::new(-1e6..=1e6_f32).speed(0.01).late().show(ui, value as f32);
            (field, typed.map(f64::from))
        };
        field.labelled_by(label.id);
        made = typed;
    });
    let made = made?;
    match &mut state.worked {
        Some(worked) => {
            worked.set(index, made);
            // What was right before is not any more.
            state.tried.clear();
            None
        }
        None => {
            state.tried.clear();
            Some(Action::Set(place, made as f32))
        }
    }
}
