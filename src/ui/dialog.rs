//! Questions and lists that stand in front of everything until they are answered.

use std::path::PathBuf;

use egui::{Align, Button, Frame, Id, Key, Layout, Modal, TextEdit, Ui};

use super::{Action, Theme, shortcut};

/// What stands in front.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// The list of shortcuts.
    Shortcuts,
    /// There are changes that no file holds; what was asked for would lose them.
    Discard {
        /// What was asked for.
        then: Action,
    },
    /// A path to be typed, where the system has no file dialog.
    Path {
        /// What the path is for.
        purpose: Purpose,
        /// What has been typed.
        text: String,
    },
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A session or a table to open.
    Open,
    /// Where to save the session.
    Save,
}

/// Shows the dialog, if there is one, and gives back its answer.
pub fn ui(ui: &mut Ui, theme: &Theme, dialog: &mut Option<Dialog>) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(shown) = dialog.as_mut() else { return actions };
    let mut close = false;
    let modal = Modal::new(Id::unique("dialog")).frame(Frame::window(ui.style())).show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        ui.spacing_mut().item_spacing.y = 16.0;
        match shown {
            Dialog::Shortcuts => {
                ui.label(theme.title("Shortcuts"));
                shortcut::list(ui, theme);
                ui.label("The arrow keys move a slider that is focused; Tab goes to the next control.");
                buttons(ui, |ui| close |= ui.button("Close").clicked());
            }
            Dialog::Discard { then } => {
                ui.label(theme.title("Discard changes?"));
                ui.label("This session has changes that are not saved.");
                buttons(ui, |ui| {
                    if main(ui, theme, "Save").clicked() {
                        actions.push(Action::SaveThen(Box::new(then.clone())));
                        close = true;
                    }
                    if ui.button("Discard").clicked() {
                        actions.push(Action::Anyway(Box::new(then.clone())));
                        close = true;
                    }
                    close |= ui.button("Cancel").clicked();
                });
            }
            Dialog::Path { purpose, text } => {
                let (title, hint, verb) = match purpose {
                    Purpose::Open => ("Open", "Path of a session (.ron) or a table (.csv)", "Open"),
                    Purpose::Save => ("Save session as", "Path of the file, for example circle.ron", "Save"),
                };
                ui.label(theme.title(title));
                let label = ui.label(hint);
                let field = ui.add(TextEdit::singleline(text).desired_width(f32::INFINITY)).labelled_by(label.id);
                if text.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
                if *purpose == Purpose::Open {
                    ui.label(theme.caption("A file can also be dropped on the window."));
                }
                let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                buttons(ui, |ui| {
                    let ready = !text.trim().is_empty();
                    let pressed = ui.add_enabled_ui(ready, |ui| main(ui, theme, verb)).inner.clicked();
                    if ready && (pressed || entered) {
                        let path = PathBuf::from(text.trim());
                        actions.push(match purpose {
                            Purpose::Open => Action::OpenFile(path),
                            Purpose::Save => Action::SaveTo(path),
                        });
                        close = true;
                    }
                    close |= ui.button("Cancel").clicked();
                });
            }
        }
    });
    if close || modal.should_close() {
        *dialog = None;
    }
    actions
}

/// The answers at the right end of the last line, the most likely one last; `contents` names them from there.
fn buttons(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().button_padding = egui::vec2(16.0, 6.0);
        contents(ui);
    });
}

fn main(ui: &mut Ui, theme: &Theme, text: &str) -> egui::Response {
    ui.add(Button::new(egui::RichText::new(text).color(theme.on_accent)).fill(theme.accent))
}
