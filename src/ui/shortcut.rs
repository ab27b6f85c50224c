//! The keyboard: one table that the keys are read from and the list of shortcuts is written from.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::{
    Action, Page,
    theme::{Theme, bold, text},
};
use crate::language::Text;

/// A key, what it does, and whether it is a plain key, which must not fire while a text is being typed.
struct Shortcut {
    keys: KeyboardShortcut,
    what: Text,
    action: fn() -> Action,
}

const fn plain(key: Key, what: Text, action: fn() -> Action) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(Modifiers::NONE, key), what, action }
}

const fn command(key: Key, what: Text, action: fn() -> Action) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(Modifiers::COMMAND, key), what, action }
}

const SHIFT_COMMAND: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Longer combinations stand before the shorter ones that they contain.
static SHORTCUTS: [Shortcut; 19] = [
    plain(Key::Space, Text::fixed("Train or pause", "训练或暂停"), || Action::PlayOrPause),
    plain(Key::S, Text::fixed("Step one batch", "训练一批"), || Action::StepBatch),
    plain(Key::E, Text::fixed("Step one epoch", "训练一轮"), || Action::StepEpoch),
    plain(Key::R, Text::fixed("Reset to the same start", "重置到同一起点"), || Action::Reset),
    plain(Key::N, Text::fixed("New start from another seed", "用另一个种子重新开始"), || Action::NewStart),
    Shortcut {
        keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::S),
        what: Text::fixed("Save session as", "会话另存为"),
        action: || Action::SaveAs,
    },
    command(Key::S, Text::fixed("Save session", "保存会话"), || Action::Save),
    command(Key::O, Text::fixed("Open a session or a table", "打开会话或表格"), || Action::Open),
    Shortcut {
        keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::Z),
        what: Text::fixed("Redo", "重做"),
        action: || Action::Redo,
    },
    command(Key::Z, Text::fixed("Undo the last change", "撤销上一次更改"), || Action::Undo),
    command(Key::Y, Text::fixed("Redo", "重做"), || Action::Redo),
    command(Key::Q, Text::fixed("Quit", "退出"), || Action::Quit),
    plain(Key::Comma, Text::fixed("Look a moment back", "回看前一时刻"), || Action::Turn(-1)),
    plain(Key::Period, Text::fixed("Look a moment on", "看后一时刻"), || Action::Turn(1)),
    command(Key::Num1, Text::fixed("Show the network", "显示网络"), || Action::Page(Page::Network)),
    command(Key::Num2, Text::fixed("Show the bent space", "显示弯曲空间"), || Action::Page(Page::Space)),
    command(Key::Num3, Text::fixed("Show the weights", "显示权重"), || Action::Page(Page::Weights)),
    plain(Key::F11, Text::fixed("Projector size", "投影大小"), || Action::Projector),
    plain(Key::Questionmark, Text::fixed("This list", "本列表"), || Action::Shortcuts),
];

/// What the keys of this frame ask for; without `single_keys`, plain letters and signs ask for nothing.
#[must_use]
pub fn pressed(ui: &Ui, single_keys: bool) -> Vec<Action> {
    let typing = ui.text_edit_focused();
    let on_a_control = ui.memory(|memory| memory.focused().is_some());
    let mut actions = Vec::new();
    for shortcut in &SHORTCUTS {
        let keys = shortcut.keys;
        let is_plain = keys.modifiers == Modifiers::NONE;
        // A text takes plain keys, and a control that is focused takes Space as its press.
        let letter = is_plain && keys.logical_key != Key::F11;
        if letter && (!single_keys || typing || on_a_control && keys.logical_key == Key::Space) {
            continue;
        }
        let fired = ui.input_mut(|input| {
            if keys.logical_key == Key::Questionmark {
                input.consume_key(Modifiers::SHIFT, Key::Questionmark)
                    || input.consume_key(Modifiers::NONE, Key::Questionmark)
            } else {
                input.consume_shortcut(&keys)
            }
        });
        if fired {
            actions.push((shortcut.action)());
        }
    }
    actions
}

/// The list of shortcuts.
pub fn list(ui: &mut Ui, theme: &Theme) {
    let rows = SHORTCUTS.len().div_ceil(2);
    egui::Grid::new("shortcuts").num_columns(4).spacing([24.0, 8.0]).show(ui, |ui| {
        for row in 0..rows {
            for shortcut in [SHORTCUTS.get(row), SHORTCUTS.get(row + rows)].into_iter().flatten() {
                let keys = match shortcut.keys.logical_key {
                    Key::Questionmark => "?".to_owned(),
                    _ => ui.ctx().format_shortcut(&shortcut.keys),
                };
                ui.label(egui::RichText::new(keys).font(bold(text::BODY)).color(theme.ink));
                ui.label(shortcut.what.say(theme.language));
            }
            ui.end_row();
        }
    });
}
