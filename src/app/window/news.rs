//! Events from outside the window.

use egui::{Ui, ViewportCommand};

use super::Window;
use crate::{
    app::{autosave::Autosave, file_dialog::Answer},
    language::Text,
    text,
    ui::{
        Action,
        shell::{dialog::Dialog, path::Purpose},
    },
};

impl Window {
    /// Has the system name the window after its session, and say whether that has changes which no file holds.
    pub(super) fn name_window(&self) {
        let title = self.document.title.say(self.preferences.language);
        let changed = if self.changed() { text!(" (not saved)", "（未保存）") } else { Text::same("") };
        let name = format!("{title}{} – Neurarium", changed.say(self.preferences.language));
        let id = egui::Id::unique("name of the window");
        if self.context.data_mut(|data| data.get_temp::<String>(id)).as_ref() != Some(&name) {
            self.context.data_mut(|data| data.insert_temp(id, name.clone()));
            self.context.send_viewport_cmd(ViewportCommand::Title(name));
        }
    }

    /// Handles what happened outside the window since the last frame.
    pub(super) fn news(&mut self, ui: &Ui, frame: &eframe::Frame) -> Vec<Action> {
        let mut actions = Vec::new();
        match self.file_dialog.result() {
            Some(Answer::Chosen(Purpose::Open, path)) => {
                actions.push(Action::Anyway(Box::new(Action::OpenFile(path))));
            }
            // The system's dialog has not asked about the name with the extension that is still to be added.
            Some(Answer::Chosen(Purpose::Save | Purpose::HandIn, path)) if path.extension().is_none() => {
                actions.push(Action::Typed(Box::new(Action::SaveTo(path))));
            }
            Some(Answer::Chosen(Purpose::Save | Purpose::HandIn, path)) => actions.push(Action::SaveTo(path)),
            Some(Answer::Chosen(Purpose::Picture | Purpose::Table | Purpose::Page, path)) => {
                actions.push(Action::WriteTo(path));
            }
            Some(Answer::Chosen(Purpose::Export(format), path)) => actions.push(Action::ExportTo(format, path)),
            Some(Answer::Chosen(Purpose::Report, path)) => actions.push(Action::ReportTo(path)),
            Some(Answer::Chosen(Purpose::Class, path)) => actions.push(Action::ReadClassIn(path)),
            Some(Answer::Chosen(Purpose::Lesson, path)) => actions.push(Action::LessonTo(path)),
            Some(Answer::Missing(purpose, name)) => self.ask_itself(purpose, &name),
            Some(Answer::Cancelled) => self.after_save = None,
            None => {}
        }
        self.listed();
        self.find_lessons();
        if let Some((offers, unreadable)) = self.autosave.as_mut().and_then(Autosave::offers) {
            unreadable.into_iter().for_each(|sentence| self.notices.fail(sentence));
            if !offers.is_empty() {
                self.dialog = Some(Dialog::Recovery(offers));
            }
        }
        if let Some((path, read)) = self.opening.result() {
            self.opened(path.as_deref(), read);
            actions.extend(self.to_open.pop_front().map(Action::OpenFile));
        }
        self.saved(Some(frame));
        self.sent_out();
        if self.dialog.is_none() && !self.file_dialog.busy() && !ui.text_edit_focused() {
            ui.input(|input| {
                let pasted = input.events.iter().filter_map(|event| match event {
                    egui::Event::Paste(text) => Some(Action::PasteText(text.clone())),
                    _ => None,
                });
                actions.extend(pasted);
            });
        }
        ui.input(|input| {
            actions.extend(input.raw.dropped_files.iter().map(|file| Action::OpenFile(file.path().to_owned())));
        });
        if ui.input(|input| input.viewport().close_requested())
            && !self.closing
            && (self.changed() || self.saving.busy())
        {
            self.context.send_viewport_cmd(ViewportCommand::CancelClose);
            actions.push(Action::Quit);
        }
        actions
    }
}
