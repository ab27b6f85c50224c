//! The menu: files, looks, and the way out.

use std::path::PathBuf;

use egui::{Button, Popup, Ui};

use super::{
    Action, Theme,
    icon::{self, Icon, Weight},
};

/// The sizes that text can have; the last is for a projector.
pub const SCALES: [(f32, &str); 4] = [(1.0, "Plain"), (1.2, "Larger"), (1.4, "Largest"), (PROJECTOR, "Projector")];
/// At 1080 lines, the body is then 22 px high, readable from eight screen heights away.
pub const PROJECTOR: f32 = 1.6;

/// A place to begin, as the menu shows it.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// Its name for [`Action::New`].
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows.
    pub sentence: &'static str,
}

/// Shows the menu's button and, when it is open, the menu.
pub fn ui(ui: &mut Ui, theme: &Theme, presets: &[Preset], recent: &[PathBuf], actions: &mut Vec<Action>) {
    let button = icon::button(ui, theme, Icon::Menu, Weight::Plain, 36.0, "Menu", "Menu");
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(220.0);
        ui.menu_button("New from preset", |ui| {
            for preset in presets {
                if ui.button(preset.title).on_hover_text(preset.sentence).clicked() {
                    actions.push(Action::New(preset.name.to_owned()));
                }
            }
        });
        item(ui, "Open…", "Ctrl+O", Action::Open, actions);
        ui.add_enabled_ui(!recent.is_empty(), |ui| {
            ui.menu_button("Open recent", |ui| {
                for path in recent {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                    if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                        actions.push(Action::OpenFile(path.clone()));
                    }
                }
            });
        });
        item(ui, "Save", "Ctrl+S", Action::Save, actions);
        item(ui, "Save as…", "Ctrl+Shift+S", Action::SaveAs, actions);
        ui.separator();
        item(ui, "Undo", "Ctrl+Z", Action::Undo, actions);
        item(ui, "Redo", "Ctrl+Y", Action::Redo, actions);
        ui.separator();
        ui.menu_button("Theme", |ui| {
            let current = ui.options(|options| options.theme_preference);
            for (preference, name) in [
                (egui::ThemePreference::Light, "Light"),
                (egui::ThemePreference::Dark, "Dark"),
                (egui::ThemePreference::System, "As the system"),
            ] {
                if ui.selectable_label(current == preference, name).clicked() {
                    actions.push(Action::Theme(preference));
                }
            }
        });
        ui.menu_button("Text size", |ui| {
            let current = ui.ctx().zoom_factor();
            for (scale, name) in SCALES {
                if ui.selectable_label((current - scale).abs() < 0.01, name).clicked() {
                    actions.push(Action::Scale(scale));
                }
            }
        });
        item(ui, "Shortcuts", "?", Action::Shortcuts, actions);
        ui.separator();
        item(ui, "Quit", "Ctrl+Q", Action::Quit, actions);
    });
}

fn item(ui: &mut Ui, name: &str, keys: &str, action: Action, actions: &mut Vec<Action>) {
    if ui.add(Button::new(name).shortcut_text(keys)).clicked() {
        actions.push(action);
    }
}
