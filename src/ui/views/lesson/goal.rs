//! A goal: a ring that becomes a tick by itself as soon as the run comes to it.

use egui::{Role, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit, vec2};

use super::{LessonViewState, moment};
use crate::{
    experiment::fields,
    language::compact,
    lessons::{Goal, Reached, attempt::Place, goal::When},
    session::Answer,
    text,
    ui::kit::{
        Theme,
        theme::{space, text as size},
    },
    worker::Snapshot,
};

/// Whether the lesson leaves a setting open that is not the start.
fn opens_settings(state: &LessonViewState) -> bool {
    let locks = state.attempt.locks();
    fields::all().any(|field| !field.key.starts_with("seeds.") && locks.is_open(field.key))
}

/// Radius of the ring.
const RING: f32 = 7.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &LessonViewState, place: Place, goal: &Goal) {
    let moment = moment(snapshot);
    let reached = match state.given(place) {
        Some(Answer::Reached { epoch, .. }) => Reached::Since(*epoch),
        _ => goal.reached(&moment),
    };
    let done = matches!(reached, Reached::Since(_));
    let words = theme.say(goal.text());
    // Recorded metrics are in the history; others are only computed while training rests.
    let value = (goal.metric.is_recorded() || !snapshot.running).then(|| goal.metric.now(&moment)).flatten();
    let epoch = if snapshot.experiment.stages.is_at_last() { snapshot.epoch } else { 0 };
    let said = match (reached, value) {
        (Reached::Since(epoch), _) => text!("reached at epoch {epoch}", "第 {epoch} 轮达到"),
        (Reached::Missed, _) if state.attempt.locks().is_open("seeds.weights") => {
            text!(
                "not in this run; begin again (R) or take another start",
                "本次训练未达到；按 R 重新开始，或换一个起点"
            )
        }
        (Reached::Missed, _) if opens_settings(state) => {
            text!(
                "not in this run; change what is open and begin again (R)",
                "本次训练未达到；更改开放的设置，再按 R 重新开始"
            )
        }
        // The same start comes to the same.
        (Reached::Missed, _) if goal.starts.0 < goal.starts.1 => {
            text!("not in this run; not every start reaches it", "本次训练未达到；并非每个起点都能达到")
        }
        (Reached::Missed, _) => text!("not in this run; begin again (R)", "本次训练未达到；按 R 重新开始"),
        (Reached::NotYet, Some(share)) if epoch > 0 && goal.metric.is_share() => {
            let percent = 100.0 * share;
            text!("{percent:.1} % at {epoch}", "第 {epoch} 轮为 {percent:.1} %")
        }
        (Reached::NotYet, Some(value)) if epoch > 0 => {
            let value = compact(value);
            text!("{value} at {epoch}", "第 {epoch} 轮为 {value}")
        }
        (Reached::NotYet, _) => text!("not yet", "尚未达到"),
    };
    let said = theme.say(said);
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(2.0 * RING + 2.0), Sense::hover());
        let name = format!("{words}: {said}");
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, false, done, &name));
        let painter = ui.painter();
        if done {
            painter.circle_filled(rect.center(), RING, theme.accent);
            let tick = [vec2(-3.5, 0.0), vec2(-1.0, 2.5), vec2(3.5, -3.0)].map(|by| rect.center() + by);
            painter.line(tick.to_vec(), Stroke::new(2.0, theme.on_accent));
        } else {
            painter.circle_stroke(rect.center(), RING, Stroke::new(1.5, theme.accent));
        }
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.label(egui::RichText::new(&*words).size(size::BODY).color(theme.ink));
            let label = ui.label(theme.caption(&*said));
            if done {
                label.ctx.accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Polite));
            }
            if let (When::Within(last) | When::At(last), false) = (goal.when, done) {
                progress(ui, theme, epoch as f32 / last.max(1) as f32);
            }
        });
    });
    row.response
        .on_hover_text(theme.say(text!("It is ticked off when the run reaches it.", "训练达到目标时会自动打勾。")));
}

/// How much of the time is over.
fn progress(ui: &mut Ui, theme: &Theme, share: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 2.0), Sense::hover());
    ui.painter().rect_filled(rect, 1.0, theme.rule);
    let done = rect.with_max_x(rect.left() + share.clamp(0.0, 1.0) * rect.width());
    ui.painter().rect_filled(done, 1.0, theme.accent);
}
