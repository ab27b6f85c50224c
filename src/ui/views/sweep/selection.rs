//! What is marked, and what can be done with it and with the trial that is chosen.

use std::{collections::BTreeSet, sync::Arc};

use egui::{Button, Ui};

use super::{SweepViewState, digest::Digest, open};
use crate::{
    language::grouped,
    text,
    ui::{Action, kit::Theme},
};

/// Says how many are marked, and has them kept, left out and shown again.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut SweepViewState, digest: &Digest, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let (marked, all) = (grouped(digest.looked.len() as u64), grouped(digest.lines.len() as u64));
        let said = if !state.view.marks.is_empty() {
            text!("{marked} of {all} marked", "已框选 {marked} / {all}")
        } else {
            text!("{all} trials · drag along an axis to mark", "{all} 次试验 · 沿轴拖动以框选")
        };
        ui.label(theme.caption(theme.say(said)));
        let trial = |place: &usize| digest.found.rows[digest.lines[*place].row].trial;
        ui.add_enabled_ui(!state.view.marks.is_empty(), |ui| {
            let keep = ui.button(theme.say(text!("Keep", "保留")));
            if keep.on_hover_text(theme.say(text!("Leave all others out.", "排除其余所有试验。"))).clicked() {
                let kept: BTreeSet<usize> = digest.looked.iter().map(trial).collect();
                let all = digest.found.rows.iter().map(|row| row.trial);
                state.view.excluded = Arc::new(all.filter(|trial| !kept.contains(trial)).collect());
                state.view.marks.clear();
            }
            let exclude = ui.button(theme.say(text!("Exclude", "排除")));
            if exclude.on_hover_text(theme.say(text!("Leave these out.", "排除这些试验。"))).clicked() {
                Arc::make_mut(&mut state.view.excluded).extend(digest.looked.iter().map(trial));
                state.view.marks.clear();
            }
        });
        let is_less = !state.view.marks.is_empty() || !state.view.excluded.is_empty();
        let restore = Button::new(theme.say(text!("Show all", "显示全部")));
        let restore = ui.add_enabled(is_less, restore);
        if restore.on_hover_text(theme.say(text!("Nothing marked, nothing left out.", "取消框选与排除。"))).clicked()
        {
            state.view.excluded = Arc::default();
            state.view.marks.clear();
        }
        let words = state.chosen.map_or_else(
            || text!("Open as a run", "作为训练打开"),
            |trial| text!("Open trial {trial} as a run", "把试验 {trial} 作为训练打开"),
        );
        if ui.add_enabled(state.chosen.is_some(), Button::new(theme.say(words))).clicked()
            && let Some(trial) = state.chosen
        {
            open(&digest.found.plan, trial, 0, actions);
        }
    });
}
