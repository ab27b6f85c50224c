//! Statements to rate: those that are left open are filled in by the network.

use egui::{RichText, ScrollArea, Ui, vec2};

use super::DeploymentViewState;
use crate::{
    language::shortened,
    text,
    ui::{
        kit::{
            Theme,
            theme::{bold, space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Shows every statement with the ratings from 1 to `most`; an open one has what the network guesses.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState, most: u8) {
    let data = &snapshot.data;
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("Rate some statements", "给几句话评分"))));
        let said = text!(
            "1 very inaccurate, {most} very accurate; the network guesses those that you leave open",
            "1 很不符合，{most} 很符合；留空的由网络来猜"
        );
        ui.label(theme.caption(theme.say(said)));
    });
    let open: Vec<f32> = data.input_scales.iter().map(|scale| scale.raw(0.0)).collect();
    let guessed = snapshot.looks.answered.clone();
    let raw = state.raw.get_or_insert_with(|| open.clone());
    if raw.len() != open.len() {
        raw.clone_from(&open);
    }
    ScrollArea::vertical().id_salt("ratings").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (input, name) in data.set.input_names.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.allocate_ui(vec2(300.0, space::TARGET), |ui| {
                    ui.set_min_width(300.0);
                    let name = theme.say(naming::input(&snapshot.experiment.data.source, name));
                    ui.label(shortened(&name, 44));
                });
                let is_open = raw[input].to_bits() == open[input].to_bits();
                for rating in 1..=most {
                    let is_it = !is_open && raw[input] == f32::from(rating);
                    if ui.selectable_label(is_it, rating.to_string()).clicked() {
                        // Again opens it.
                        raw[input] = if is_it { open[input] } else { f32::from(rating) };
                    }
                }
                let answer = guessed.as_ref().and_then(|guessed| guessed.answer.get(input));
                if let (true, Some(answer)) = (is_open, answer) {
                    let guess = format!("{:.1}", answer.clamp(1.0, f32::from(most)));
                    ui.add_space(space::TWO);
                    let words = theme.say(text!("guess {guess}", "猜测 {guess}"));
                    ui.label(RichText::new(words).font(bold(text::BODY)).color(theme.accent));
                }
            });
        }
    });
}
