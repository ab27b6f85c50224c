//! A path to be typed or picked, where the system has no file dialog: it stays until it has led somewhere.

use std::path::PathBuf;

use egui::{
    Button, Key, ScrollArea, TextEdit, Ui,
    text::{CCursor, CCursorRange},
};

use super::answers::{buttons, main};
use crate::{
    language::Text,
    text,
    ui::{
        Action,
        kit::{Theme, theme::space},
    },
};

/// Height of the list of files.
const LIST: f32 = 184.0;

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A session or a table to open.
    Open,
    /// Where to save the session.
    Save,
    /// Where to save the session that hands a lesson in.
    HandIn,
    /// Where to save a picture.
    Picture,
    /// Where to save a table.
    Table,
    /// Where to export the network to, in the format of this extension.
    Export(&'static str),
    /// Where to write a report of the run.
    Report,
    /// Where to write a lesson made from the session.
    Lesson,
    /// Where to write a page of tables.
    Page,
    /// Which folder holds the hand-ins of a class.
    Class,
}

impl Purpose {
    /// The ending that a name without one is given.
    #[must_use]
    pub const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Class => None,
            Self::Save | Self::HandIn => Some("ron"),
            Self::Picture => Some("png"),
            Self::Table => Some("csv"),
            Self::Export(format) => Some(format),
            Self::Report | Self::Page => Some("html"),
            Self::Lesson => Some("md"),
        }
    }

    /// Whether the session is saved there.
    #[must_use]
    pub const fn saves(self) -> bool {
        matches!(self, Self::Save | Self::HandIn)
    }

    /// The question, and the word on the button that answers it.
    fn words(self) -> (Text, Text) {
        let save = || text!("Save", "保存");
        match self {
            Self::Open => (text!("Open", "打开"), text!("Open", "打开")),
            Self::Save => (text!("Save session as", "会话另存为"), save()),
            Self::HandIn => (text!("Hand in as", "提交为"), text!("Hand in", "提交")),
            Self::Picture => (text!("Save picture as", "图片另存为"), save()),
            Self::Table => (text!("Save numbers as", "数值另存为"), save()),
            Self::Export(_) => (text!("Export network", "导出网络"), text!("Export", "导出")),
            Self::Report => (text!("Save report as", "报告另存为"), save()),
            Self::Page => (text!("Save page as", "网页另存为"), save()),
            Self::Class => (text!("Folder of the hand-ins", "作业文件夹"), text!("Read", "读取")),
            Self::Lesson => (text!("Save lesson as", "课程另存为"), save()),
        }
    }
}

/// What lies in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// The folder.
    pub path: PathBuf,
    /// Names of the folders in it.
    pub folders: Vec<String>,
    /// Names of the files in it that may be meant.
    pub files: Vec<String>,
}

/// The path as far as it has been typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PathBox {
    /// What it is for.
    pub purpose: Purpose,
    /// What has been typed, or was proposed.
    pub text: String,
    /// Where a name alone belongs.
    pub folder: Folder,
    /// Why what was typed did not do.
    pub error: Option<Text>,
    /// Whether what was typed is being read or written.
    pub waiting: bool,
    /// Whether the text is a proposal that nobody has seen yet, to be typed over.
    pub proposed: bool,
    /// Whether the text is the beginning of a name, typed before anybody asked for it.
    pub begun: bool,
}

impl PathBox {
    /// Asks for a path in `folder`, and proposes `name`.
    #[must_use]
    pub const fn new(purpose: Purpose, folder: Folder, name: String) -> Self {
        Self { purpose, text: name, folder, error: None, waiting: false, proposed: true, begun: false }
    }

    /// What the typed path asks for.
    fn wish(&self) -> Action {
        let path = self.folder.path.join(self.text.trim());
        // The system's dialogs ask themselves whether a file shall be replaced.
        let typed = |action| Action::Typed(Box::new(action));
        match self.purpose {
            // Whoever has changes was asked about them before the path.
            Purpose::Open => Action::Anyway(Box::new(Action::OpenFile(path))),
            Purpose::Save | Purpose::HandIn => typed(Action::SaveTo(path)),
            Purpose::Picture | Purpose::Table | Purpose::Page => typed(Action::WriteTo(path)),
            Purpose::Export(format) => typed(Action::ExportTo(format, path)),
            Purpose::Class => Action::ReadClassIn(path),
            Purpose::Report => typed(Action::ReportTo(path)),
            Purpose::Lesson => typed(Action::LessonTo(path)),
        }
    }

    /// Shows it; whether it was given up.
    pub(super) fn ui(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) -> bool {
        let (title, verb) = self.purpose.words();
        let (mut entered, mut cancelled) = (false, false);
        ui.label(theme.title(theme.say(title)));
        ui.add_enabled_ui(!self.waiting, |ui| {
            ui.spacing_mut().item_spacing.y = space::ONE;
            entered = self.field(ui, theme);
            if let Some(error) = &self.error {
                ui.label(egui::RichText::new(error.say(theme.language)).color(theme.negative));
            }
            entered |= self.list(ui, theme, actions);
            if self.purpose == Purpose::Open {
                let drop = text!("A file can also be dropped on the window.", "也可以把文件拖放到窗口上。");
                ui.label(theme.caption(theme.say(drop)));
            }
        });
        buttons(ui, |ui| {
            // The folder that is shown may be the one that is meant.
            let ready = (!self.text.trim().is_empty() || self.purpose == Purpose::Class) && !self.waiting;
            let pressed = ui.add_enabled_ui(ready, |ui| main(ui, theme, &theme.say(verb))).inner.clicked();
            if ready && (pressed || entered) {
                actions.push(self.wish());
                (self.waiting, self.error) = (true, None);
            }
            cancelled = ui.button(theme.say(text!("Cancel", "取消"))).clicked();
        });
        cancelled
    }

    /// The field; whether Enter was pressed in it.
    fn field(&mut self, ui: &mut Ui, theme: &Theme) -> bool {
        let name = match self.purpose {
            Purpose::Class => text!("Name of the folder, or its path", "文件夹名称或路径"),
            _ => text!("Name of the file, or its path", "文件名或路径"),
        };
        let label = ui.label(theme.say(name));
        let output = TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY).show(ui);
        let field = output.response.response.labelled_by(label.id);
        if std::mem::take(&mut self.proposed) {
            // What is typed takes the place of all of it; an ending is given to a name that has none.
            let end = CCursor::new(self.text.chars().count());
            let chosen = if self.begun { CCursorRange::one(end) } else { CCursorRange::two(CCursor::new(0), end) };
            let mut state = output.state;
            state.cursor.set_char_range(Some(chosen));
            state.store(ui.ctx(), field.id);
            field.request_focus();
        } else if field.changed() {
            self.error = None;
        } else if self.error.is_some() && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
    }

    /// The folder and what lies in it; whether a file was chosen for good.
    fn list(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) -> bool {
        let (mut chosen, mut visited) = (false, None);
        ui.horizontal(|ui| {
            let folder = self.folder.path.display().to_string();
            let up = theme.say(text!("Up", "上一级"));
            if let Some(parent) = self.folder.path.parent()
                && ui.button(&*up).on_hover_text(parent.display().to_string()).clicked()
            {
                visited = Some(parent.to_owned());
            }
            ui.add(egui::Label::new(theme.caption(&folder)).truncate()).on_hover_text(folder);
        });
        ScrollArea::vertical().max_height(LIST).min_scrolled_height(LIST).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for name in &self.folder.folders {
                if ui.add(Button::new(format!("{name}/")).frame_when_inactive(false)).clicked() {
                    visited = Some(self.folder.path.join(name));
                }
            }
            for name in &self.folder.files {
                let row = ui.selectable_label(self.text == *name, name);
                if row.clicked() {
                    self.text.clone_from(name);
                    self.error = None;
                }
                chosen |= row.double_clicked();
            }
        });
        actions.extend(visited.map(Action::Visit));
        chosen
    }
}
