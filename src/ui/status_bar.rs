//! The line at the bottom: how training stands, in one calm sentence.

use egui::{Align, Label, Layout, Ui};

use super::{Theme, axis::grouped};
use crate::{
    language::Text,
    text,
    training::{Problem, Status},
    worker::Snapshot,
};

/// Shows the sentence, and how much has been done.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, problems: &[Problem]) {
    ui.horizontal_centered(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let parameters = snapshot.network.parameters.values().len() as u64;
            let rows = (snapshot.data.train.rows.len() as u64, snapshot.data.test.rows.len() as u64);
            let (steps, parameters) = (grouped(snapshot.step), grouped(parameters));
            let (train, test) = (grouped(rows.0), grouped(rows.1));
            let done = text!(
                "{steps} steps · {parameters} parameters · {train} training and {test} test rows",
                "{steps} 步 · {parameters} 个参数 · {train} 个训练样本，{test} 个测试样本"
            );
            ui.label(theme.caption(theme.say(done)));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let (sentence, ink) = match problems.first() {
                    Some(problem) => {
                        let problem = problem.text();
                        let (english, chinese) = problem.both();
                        (text!("Not in use yet: {english}.", "尚未生效：{chinese}。"), theme.negative)
                    }
                    None => (sentence(snapshot), theme.muted),
                };
                ui.add(Label::new(theme.caption(theme.say(sentence)).color(ink)).truncate());
            });
        });
    });
}

fn sentence(snapshot: &Snapshot) -> Text {
    match &snapshot.status {
        Status::Finished { reason } => reason.text(),
        Status::Diverged { step, place } => {
            let (step, place) = (grouped(*step), place.text());
            let (english, chinese) = place.both();
            text!(
                "The numbers left all bounds at step {step}, at {english}. Try a smaller learning rate.",
                "第 {step} 步时数值发散，起于{chinese}。请试试更小的学习率。"
            )
        }
        Status::Ready if snapshot.running => text!("Training.", "训练中。"),
        Status::Ready if snapshot.step == 0 => text!("Ready: Space starts training.", "就绪：按空格键开始训练。"),
        Status::Ready => text!("Paused.", "已暂停。"),
    }
}
