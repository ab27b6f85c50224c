//! The keyboard: one table that the keys are read from and the list of shortcuts is written from.

use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use super::{Action, Page, theme::Theme};

/// A key, what it does, and whether it is a plain key, which must not fire while a text is being typed.
struct Shortcut {
    keys: KeyboardShortcut,
    what: &'static str,
    action: fn() -> Action,
}

const fn plain(key: Key, what: &'static str, action: fn() -> Action) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(Modifiers::NONE, key), what, action }
}

const fn command(key: Key, what: &'static str, action: fn() -> Action) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(Modifiers::COMMAND, key), what, action }
}

const SHIFT_COMMAND: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Longer combinations stand before the shorter ones that they contain.
const SHORTCUTS: [Shortcut; 18] = [
    plain(Key::Space, "Train or pause", || Action::PlayOrPause),
    plain(Key::S, "Step one batch", || Action::StepBatch),
    plain(Key::E, "Step one epoch", || Action::StepEpoch),
    plain(Key::R, "Reset to the same start", || Action::Reset),
    plain(Key::N, "New start from another seed", || Action::NewStart),
    Shortcut { keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::S), what: "Save session as", action: || Action::SaveAs },
    command(Key::S, "Save session", || Action::Save),
    command(Key::O, "Open a session or a table", || Action::Open),
    Shortcut { keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::Z), what: "Redo", action: || Action::Redo },
    command(Key::Z, "Undo the last change", || Action::Undo),
    command(Key::Y, "Redo", || Action::Redo),
    command(Key::Q, "Quit", || Action::Quit),
    plain(Key::Comma, "Look a moment back", || Action::Turn(-1)),
    plain(Key::Period, "Look a moment on", || Action::Turn(1)),
    command(Key::Num1, "Show the network", || Action::Page(Page::Network)),
    command(Key::Num2, "Show the weights", || Action::Page(Page::Weights)),
    plain(Key::F11, "Projector size", || Action::Projector),
    plain(Key::Questionmark, "This list", || Action::Shortcuts),
];

/// What the keys of this frame ask for.
#[must_use]
pub fn pressed(ui: &Ui) -> Vec<Action> {
    let typing = ui.text_edit_focused();
    let on_a_control = ui.memory(|memory| memory.focused().is_some());
    let mut actions = Vec::new();
    for shortcut in &SHORTCUTS {
        let keys = shortcut.keys;
        let is_plain = keys.modifiers == Modifiers::NONE;
        // A text takes plain keys, and a control that is focused takes Space as its press.
        let letter = is_plain && keys.logical_key != Key::F11;
        if letter && (typing || on_a_control && keys.logical_key == Key::Space) {
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
    egui::Grid::new("shortcuts").num_columns(2).spacing([24.0, 8.0]).show(ui, |ui| {
        for shortcut in &SHORTCUTS {
            let keys = match shortcut.keys.logical_key {
                Key::Questionmark => "?".to_owned(),
                _ => ui.ctx().format_shortcut(&shortcut.keys),
            };
            ui.label(egui::RichText::new(keys).font(super::theme::bold(super::theme::text::BODY)).color(theme.ink));
            ui.label(shortcut.what);
            ui.end_row();
        }
    });
}
