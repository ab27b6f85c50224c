//! The timeline of a run's checkpoints: one can look back along it, and go on from any of them.

use std::sync::Arc;

use egui::{Align, Key, Layout, Rect, Ui, UiBuilder, vec2};

use crate::{
    language::{compact, grouped},
    text,
    training::Checkpoint,
    ui::{
        Action,
        kit::{
            Theme, hint, slider,
            theme::{space, text},
        },
    },
    worker::Snapshot,
};

/// Room for the epoch and the losses.
const WORDS: f32 = 288.0;
/// Room for one loss more.
const MORE: f32 = 88.0;

/// Within so many snapshots the moment that was asked for is shown.
const SOON: u64 = 4;

/// Where on the line the person is.
#[derive(Debug, Default)]
pub struct TimeViewState {
    /// Where the handle was put, and the snapshot that this was seen on: until one shows that moment, it stays there.
    asked: Option<(usize, u64)>,
}

/// The moments before now. One of the same step is one, if the network was another then: a unit less, or other weights.
fn before(snapshot: &Snapshot) -> &[Arc<Checkpoint>] {
    let (moments, newest) = (snapshot.timeline.moments(), &snapshot.newest);
    let is_before = |moment: &Checkpoint| {
        moment.step < newest.step || (moment.step == newest.step && moment.parameters != newest.parameters)
    };
    let later = moments.iter().rev().take_while(|moment| !is_before(moment)).count();
    &moments[..moments.len() - later]
}

impl TimeViewState {
    /// The number of moments before now, and where the handle stands among them; now comes after the last.
    fn handle(&mut self, snapshot: &Snapshot) -> (usize, usize) {
        let before = before(snapshot);
        let shown = before.partition_point(|moment| moment.step < snapshot.step);
        let shown = if snapshot.past { shown } else { before.len() };
        // A snapshot can have been on its way already; something else may have been asked for since.
        self.asked = self.asked.filter(|(place, number)| *place != shown && snapshot.number <= number + SOON);
        (before.len(), self.asked.map_or(shown, |(place, _)| place.min(before.len())))
    }

    /// Asks for the moment `by` places from the one shown, backward when negative.
    #[must_use]
    pub fn turn(&mut self, snapshot: &Snapshot, by: isize) -> Option<Action> {
        let (count, at) = self.handle(snapshot);
        let to = at.saturating_add_signed(by).min(count);
        (to != at).then(|| self.go(snapshot, to))
    }

    fn go(&mut self, snapshot: &Snapshot, to: usize) -> Action {
        self.asked = Some((to, snapshot.number));
        Action::Look(before(snapshot).get(to).map(|moment| moment.step))
    }
}

/// Shows the line, and the moment in words.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut TimeViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let (count, at) = state.handle(snapshot);
    let whole = ui.max_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        ui.label(theme.caption(theme.say(text!("Timeline", "时间线"))));
        let room = if snapshot.metrics.validation.is_some() { WORDS + MORE } else { WORDS };
        let wide = (ui.available_width() - room - space::TWO).max(120.0);
        let mut to = at;
        ui.add_enabled_ui(count > 0, |ui| {
            ui.allocate_ui_with_layout(vec2(wide, space::TARGET), Layout::top_down(Align::Min), |ui| {
                to = line(ui, theme, snapshot, (at, count));
            });
        });
        if to != at {
            actions.push(state.go(snapshot, to));
        }
        ui.allocate_ui_with_layout(vec2(room, space::TARGET), Layout::right_to_left(Align::Center), |ui| {
            ui.set_min_width(room);
            ui.add(egui::Label::new(egui::RichText::new(words(theme, snapshot)).size(text::SMALL)).truncate());
        });
    });
    actions
}

/// The slider over the moments; gives the place where it stands now.
fn line(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, (at, count): (usize, usize)) -> usize {
    let (response, moved) = slider::ui(ui, theme, at as f64, (0.0, count.max(1) as f64), 1.0, false);
    let mut to = moved.map_or(at, |moved| (moved.round().max(0.0) as usize).min(count));
    if response.has_focus() {
        let (home, end) = ui.input(|input| (input.key_pressed(Key::Home), input.key_pressed(Key::End)));
        to = if home {
            0
        } else if end {
            count
        } else {
            to
        };
    }
    mark_changes(ui, theme, snapshot, (response.rect, count));
    let name = theme.say(text!("Moment of the run", "训练过程中的时刻"));
    let said = words(theme, snapshot);
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_label(&*name);
        node.set_value(said);
    });
    let words = theme.say(text!(
        "Drag back to see an earlier moment in every view. Keys: comma and period. The first epochs take more room than the \
         later ones, since more happens in them.",
        "向左拖动，所有视图都会显示较早的时刻。快捷键：逗号和句号。最初的轮次变化多，因此占的位置也多。"
    ));
    hint::above(&response, &words);
    to
}

/// A tick below the line wherever something was changed between two moments.
fn mark_changes(ui: &Ui, theme: &Theme, snapshot: &Snapshot, (rect, count): (Rect, usize)) {
    let handle = rect.x_range().shrink(rect.height() / 2.5);
    let edits = |index: usize| {
        if index < count { snapshot.timeline.edits_before(index) } else { snapshot.edits.list().len() }
    };
    for index in (1..=count).filter(|index| edits(*index) > edits(index - 1)) {
        let x = egui::lerp(handle, (index as f32 - 0.5) / count as f32);
        let y = rect.center().y;
        ui.painter().vline(x, y + 4.0..=y + 9.0, (1.5, theme.muted));
    }
}

/// The moment in words.
fn words(theme: &Theme, snapshot: &Snapshot) -> String {
    let (epoch, loss) = (grouped(snapshot.epoch), compact(snapshot.metrics.train.loss));
    let mut words = theme.say(text!("epoch {epoch} · loss {loss}", "第 {epoch} 轮 · 损失 {loss}")).into_owned();
    let validation = text!(" · validation ", " · 验证 ");
    for (name, part) in
        [(validation, snapshot.metrics.validation), (text!(" · test ", " · 测试 "), snapshot.metrics.test)]
    {
        if let Some(part) = part {
            words += &theme.say(name);
            words += &compact(part.loss);
        }
    }
    words
}
