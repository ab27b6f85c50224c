//! Facts about the model: what it is, how well it was evaluated, and its limits.

use egui::{Grid, Ui};

use super::{DeploymentViewState, known_rows};
use crate::{
    data::{Source, Split},
    language::{Text, compact, grouped},
    text,
    ui::kit::{Theme, theme::space},
    worker::Snapshot,
};

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState) {
    ui.label(theme.title(theme.say(text!("Model", "模型"))));
    let sizes = snapshot.network.parameters.sizes().iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    ui.label(sizes);
    Grid::new("facts").num_columns(2).spacing([space::TWO, space::HALF]).show(ui, |ui| {
        for (name, value) in facts(snapshot) {
            ui.label(theme.caption(theme.say(name)));
            ui.label(theme.caption(value).color(theme.ink));
            ui.end_row();
        }
    });
    if let Source::Shipped(set) = snapshot.experiment.data.source {
        ui.add_space(space::TWO);
        ui.label(theme.title(theme.say(text!("Limits", "局限"))));
        let card = set.card();
        for said in [&card.is_not, &card.flatters] {
            ui.label(theme.caption(theme.say(said.clone()).replace(" %", "\u{a0}%")));
        }
    }
    ui.add_space(space::TWO);
    ui.label(theme.title(theme.say(text!("Or a row of the data", "或数据中的一行"))));
    let rows = known_rows(&snapshot.data);
    let now = state.row.and_then(|row| rows.iter().position(|one| *one == row));
    ui.horizontal(|ui| {
        let mut go = |ui: &mut Ui, words: Text, to: Option<usize>| {
            let button = egui::Button::new(theme.say(words)).min_size(egui::vec2(64.0, 28.0));
            if let (true, Some(to)) = (ui.add_enabled(to.is_some(), button).clicked(), to) {
                state.take_row(snapshot, rows[to]);
            }
        };
        go(ui, text!("Back", "上一行"), now.and_then(|now| now.checked_sub(1)));
        go(ui, text!("Next", "下一行"), now.map_or(Some(0), |now| Some(now + 1)).filter(|next| *next < rows.len()));
    });
    if let Some(now) = now {
        let (at, all) = (grouped(now as u64 + 1), grouped(rows.len() as u64));
        let said = if snapshot.data.test.rows.is_empty() {
            text!("training row {at} of {all}", "第 {at} / {all} 个训练样本")
        } else {
            text!("test row {at} of {all}", "第 {at} / {all} 个测试样本")
        };
        ui.label(theme.caption(theme.say(said)));
    }
}

/// Names and numbers.
fn facts(snapshot: &Snapshot) -> Vec<(Text, String)> {
    let rows = |rows: usize| grouped(rows as u64);
    let mut facts = vec![
        (text!("Parameters", "参数"), rows(snapshot.network.parameters.values().len())),
        (text!("Epochs", "轮数"), grouped(snapshot.epoch)),
        (text!("Training rows", "训练样本"), rows(snapshot.data.train.rows.len())),
    ];
    let is_class = snapshot.data.own_target().classes().is_some();
    for (split, name) in [
        (
            Split::Train,
            if is_class { text!("Training accuracy", "训练准确率") } else { text!("Training R²", "训练 R²") },
        ),
        (Split::Test, if is_class { text!("Test accuracy", "测试准确率") } else { text!("Test R²", "测试 R²") }),
    ] {
        if let Some(part) = snapshot.metrics.part(split).filter(|_| snapshot.experiment.learns_target()) {
            let value = if is_class { format!("{:.1} %", 100.0 * part.score) } else { compact(part.score) };
            facts.push((name, value));
        }
    }
    facts
}
