//! A text that is typed, and how it goes on.

use egui::{FontId, TextEdit, TextFormat, Ui, text::LayoutJob};

use super::DeploymentViewState;
use crate::{
    data::{Look, Shipped, Target},
    insight::{
        Answered,
        typed::{Typed, Writing, tempered},
    },
    text,
    ui::kit::{
        Theme, slider,
        theme::{space, text},
    },
    worker::Snapshot,
};

/// Letters that are written at once.
const LETTERS: usize = 40;
/// Temperatures to choose from.
const TEMPERATURES: (f64, f64) = (0.2, 1.5);

/// What was typed.
#[derive(Debug)]
pub(super) struct TypedState {
    pub(super) text: String,
    pub(super) temperature: f32,
    /// How often it went on, and whether it is about to again.
    times: u64,
    writes: bool,
}

impl Default for TypedState {
    fn default() -> Self {
        Self { text: String::new(), temperature: 1.0, times: 0, writes: false }
    }
}

impl TypedState {
    /// What the worker is asked beside the answer.
    pub(super) fn asked(&self) -> Typed {
        let writing = Writing { letters: LETTERS, temperature: self.temperature, seed: self.times };
        Typed { text: self.text.clone(), writing: self.writes.then_some(writing) }
    }

    /// Takes over what was written on; says whether there was anything.
    pub(super) fn take(&mut self, answered: Option<&Answered>) -> bool {
        let is_asked = |answered: &&Answered| answered.given.text.as_ref() == Some(&self.asked());
        let answer = answered.filter(is_asked).and_then(|answered| answered.typed.as_ref());
        let written = answer.and_then(|answer| answer.written.clone()).filter(|_| self.writes);
        let is_new = written.is_some();
        if let Some(written) = written {
            (self.text, self.writes) = (written, false);
        }
        is_new
    }

    /// Begins with what a row of the data set was, or with the letters up to the one that it asks for.
    pub(super) fn begin(&mut self, set: Shipped, snapshot: &Snapshot, row: Option<usize>) {
        let row = row.unwrap_or_default();
        self.text = match (set.words(row), snapshot.data.own_target()) {
            (Some(words), _) => words.to_owned(),
            (None, Target::Class { classes, labels, .. }) => {
                // Each row's label is the letter behind those that it reads, so the labels before are the text; the letters
                // that are read come last, whatever stood before the first row.
                let name = |letter: usize| classes.get(letter).map_or(" ", String::as_str);
                let read: Vec<usize> = letters_of(set, snapshot, row);
                let end = row.saturating_sub(read.len());
                let first = (end + read.len()).saturating_sub(LETTERS);
                let before = labels.get(first..end).unwrap_or_default();
                let text = before.iter().map(|label| *label as usize).chain(read).map(name).collect::<String>();
                text.replace('_', " ")
            }
            (None, Target::Value { .. }) => String::new(),
        };
        self.writes = false;
    }
}

/// The letters that a row of letters reads, by their numbers.
fn letters_of(set: Shipped, snapshot: &Snapshot, row: usize) -> Vec<usize> {
    let Look::Letters { back } = set.look() else { return Vec::new() };
    let inputs = &snapshot.data.set.inputs;
    let (letters, row) = (inputs.ncols() / back.max(1), row.min(inputs.nrows().saturating_sub(1)));
    let is_here = |place: usize, letter: &usize| inputs[(row, place * letters + letter)] > 0.0;
    (0..back).map(|place| (0..letters).find(|letter| is_here(place, letter)).unwrap_or_default()).collect()
}

/// Shows the field; what the network reads of the text goes into `state`.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState, set: Shipped) {
    let title = ui.label(theme.title(theme.say(text!("Write here", "在这里写"))));
    let edit = TextEdit::multiline(&mut state.typed.text)
        .desired_rows(4)
        .desired_width(ui.available_width())
        .char_limit(4000)
        .font(FontId::proportional(text::BODY));
    if ui.add(edit).labelled_by(title.id).changed() {
        (state.row, state.typed.writes) = (None, false);
        state.read_typed(set);
    }
    if state.typed.text.trim().is_empty() {
        ui.label(theme.caption(theme.say(text!("There is no text: write something.", "没有文字：请写点什么。"))));
        return;
    }
    if matches!(set.look(), Look::Letters { .. }) {
        write(ui, theme, state);
    }
    let Some(answer) = snapshot.looks.answered.as_ref().and_then(|answered| answered.typed.as_ref()) else { return };
    let shares = &answer.shares;
    let most = shares.iter().fold(f32::MIN_POSITIVE, |most, (_, share)| most.max(share.abs()));
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for (name, share) in shares {
        let background = theme.map(0.8 * share / most);
        let format = TextFormat { background, ..TextFormat::simple(FontId::proportional(text::BODY), theme.ink) };
        job.append(&format!(" {name} "), 3.0, format);
    }
    ui.add_space(space::ONE);
    ui.label(theme.caption(theme.say(text!("What the answer hangs on", "回答所依据的部分"))));
    ui.label(job);
}

/// The shares with which the next letter is drawn at this temperature.
pub(super) fn at_temperature(answered: &Answered, temperature: f32) -> Answered {
    let weights: Vec<f64> = answered.answer.iter().map(|share| tempered(*share, temperature)).collect();
    let sum = weights.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    Answered { answer: weights.iter().map(|weight| (weight / sum) as f32).collect(), ..answered.clone() }
}

/// How sure letters have to be, and the button that goes on.
fn write(ui: &mut Ui, theme: &Theme, state: &mut DeploymentViewState) {
    let temperature = format!("{:.1}", state.typed.temperature);
    let name = ui.label(theme.say(text!("Temperature {temperature}", "温度 {temperature}")));
    let (response, made) = slider::ui(ui, theme, f64::from(state.typed.temperature), TEMPERATURES, 0.1, false);
    let hint = text!(
        "Below 1 the surest letters come more often, as the shares say; above 1 it dares more.",
        "小于 1 时更常写最有把握的字母，右边的比例随之改变；大于 1 时更大胆。"
    );
    response.labelled_by(name.id).on_hover_text(theme.say(hint));
    if let Some(made) = made {
        state.typed.temperature = made as f32;
    }
    if ui.button(theme.say(text!("Let it write", "让它写"))).clicked() {
        state.typed.times += 1;
        state.typed.writes = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Given, attribution::Attribution};

    #[test]
    fn a_low_temperature_sharpens_the_shares_and_one_leaves_them() {
        let given = Given { raw: vec![], how: Attribution::Occlusion, text: None };
        let answer = vec![0.5, 0.3, 0.2];
        let answered = Answered { given, answer, best: 0, values: vec![], attribution: vec![], typed: None };
        let at = |temperature| at_temperature(&answered, temperature).answer;
        let near = |shares: Vec<f32>, wanted: [f32; 3]| shares.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-5);
        assert!(near(at(1.0), [0.5, 0.3, 0.2]));
        // Squares: 0.25, 0.09 and 0.04 of 0.38.
        assert!(near(at(0.5), [0.657_894_7, 0.236_842_1, 0.105_263_2]));
        assert!(near(at(0.01), [1.0, 0.0, 0.0]), "the surest alone");
    }
}
