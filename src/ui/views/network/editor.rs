//! A small window over a weight or a bias, to change it.

use egui::{Id, Key, Popup, PopupAnchor, Pos2, Ui};

use super::explanation::capital;
use crate::{
    experiment::Place,
    language::Text,
    text,
    ui::{
        Action, Unit,
        kit::{Theme, check, number::Number},
    },
    worker::Snapshot,
};

/// What is being changed, and where its editor stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Editing {
    /// The weight or bias.
    pub place: Place,
    /// Where the editor stands.
    pub at: Pos2,
}

/// What the editor remembers from one frame to the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typing {
    /// Where it stands.
    at: Option<Pos2>,
    /// Whether the value has yet to take the keyboard: the click that opened the editor would take it away again.
    waits: bool,
    /// The value while it is typed or dragged, which training must not change under the person's hand.
    value: Option<f32>,
}

/// Shows the editor, which also edits what is `frozen`; `editing` becomes `None` when the person is done.
///
/// At first the value takes the keyboard, so that a number can be typed at once.
pub fn show(
    ui: &Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (editing, typing): (&mut Option<Editing>, &mut Typing),
    frozen: &mut Vec<Place>,
    actions: &mut Vec<Action>,
) {
    let Some(mut now) = *editing else {
        *typing = Typing::default();
        return;
    };
    let begins = typing.at != Some(now.at);
    if begins {
        *typing = Typing { at: Some(now.at), waits: true, value: None };
        ui.ctx().request_repaint();
    }
    let parameters = &snapshot.network.parameters;
    let sizes = parameters.sizes();
    if now.place.index(parameters).is_none() {
        *editing = None;
        return;
    }
    let (mut open, mut done) = (true, false);
    let id = Id::unique("weight editor");
    let popup = Popup::new(id, ui.ctx().clone(), PopupAnchor::Position(now.at), ui.layer_id());
    let popup = popup.open_bool(&mut open).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    popup.gap(12.0).show(|ui| {
        let unit = Unit { layer: now.place.layer + 1, index: now.place.unit };
        let what = if now.place.from.is_some() { text!("Weight", "权重") } else { text!("Bias", "偏置") };
        ui.label(theme.title(theme.say(what)));
        egui::Grid::new("weight editor").num_columns(2).show(ui, |ui| {
            if let Some(from) = &mut now.place.from {
                choose(ui, theme, text!("From unit", "起点单元"), from, sizes[now.place.layer]);
                choose(ui, theme, text!("To unit", "终点单元"), &mut now.place.unit, sizes[now.place.layer + 1]);
            } else {
                ui.label(theme.caption(theme.say(text!("Of", "属于"))));
                ui.label(theme.caption(capital(&theme.say(unit.called(snapshot)))));
                ui.end_row();
            }
            let live = now.place.index(parameters).map_or(0.0, |index| parameters.values()[index]);
            let value = typing.value.unwrap_or(live);
            let label = ui.label(theme.say(text!("Value", "数值")));
            if typing.waits && !begins && ui.is_enabled() {
                let id = ui.next_auto_id();
                ui.memory_mut(|memory| memory.request_focus(id));
                typing.waits = false;
            }
            let (field, made) = Number::new(-1e6..=1e6_f32).speed(0.02).rounded(4).show(ui, value);
            let field = field.labelled_by(label.id);
            actions.extend(made.map(|made| Action::Set(now.place, made)));
            typing.value = (field.has_focus() || field.dragged()).then_some(made.unwrap_or(value));
            done = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            ui.end_row();
        });
        let mut stays = frozen.contains(&now.place);
        let hint = text!("Training leaves it as it is; typing still changes it.", "训练时保持不变；仍可手动修改。");
        let check = check::ui(ui, theme, &mut stays, theme.say(text!("Frozen", "冻结"))).on_hover_text(theme.say(hint));
        if check.changed() && stays {
            frozen.push(now.place);
        } else if check.changed() {
            frozen.retain(|place| *place != now.place);
        }
        ui.label(theme.caption(theme.say(text!("Type and press Enter, or drag.", "输入后按回车，或拖动。"))));
    });
    // The click that opens it is outside of it, and so of the one before.
    *editing = (begins || open && !done).then_some(now);
}

/// A unit by its number, counted from 1.
fn choose(ui: &mut Ui, theme: &Theme, name: Text, index: &mut usize, units: usize) {
    let label = ui.label(theme.caption(theme.say(name)));
    let (number, made) = Number::new(1..=units).speed(0.05).show(ui, *index + 1);
    number.labelled_by(label.id);
    *index = made.map_or(*index, |number| number.clamp(1, units) - 1);
    ui.end_row();
}
