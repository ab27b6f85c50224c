//! Questions and lists that stand in front of everything until they are answered.

use std::{path::PathBuf, time::Duration};

use egui::{Align, Frame, Id, Label, Layout, Modal, ScrollArea, TextEdit, Ui};

use super::{
    about,
    answers::{buttons, main},
    lessons::{self, Course},
    path::PathBox,
    pupil, shortcut,
};
use crate::{
    language::{Text, grouped},
    session::limited::NOTES,
    text,
    ui::{
        Action,
        kit::{Theme, tab},
        pages::Pages,
    },
    worker::Snapshot,
};

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
    /// An earlier window ended without saving these, newest first.
    Recovery(Vec<Unsaved>),
    /// What the owner of the session writes about it.
    Notes {
        /// What has been written.
        text: String,
    },
    /// There is a file already where something is to be written.
    Replace {
        /// Its path.
        path: String,
        /// What would replace it.
        then: Action,
        /// Where its name was typed, to think better of it.
        back: Option<Box<PathBox>>,
    },
    /// All lessons.
    Lessons(Vec<Course>),
    /// What a lesson is called that is made from the session.
    MakeLesson {
        /// What has been typed.
        title: String,
    },
    /// A lesson was made from the session.
    LessonMade {
        /// Its file.
        path: PathBuf,
        /// Why it could not be previewed.
        fault: Option<Text>,
    },
    /// Whether the locks of the lesson are to be taken off.
    Unlock,
    /// The name that the start of the run follows from, before that begins.
    NameFirst {
        /// What has been typed.
        name: String,
        /// What would begin the run.
        then: Action,
    },
    /// The name under which a lesson is handed in.
    HandIn {
        /// What has been typed.
        name: String,
        /// Steps in which something is open.
        open: Vec<usize>,
    },
    /// A path to be typed, where the system has no file dialog.
    Path(PathBox),
}

/// A session that an earlier window did not save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// What it was called; may be empty.
    pub title: Text,
    /// Whole epochs done.
    pub epoch: u64,
    /// How long ago it was kept.
    pub age: Duration,
    /// Whether it was kept because the program had failed.
    pub failed: bool,
    /// Whether the person has asked to remove it, and is asked once more.
    pub doubted: bool,
}

/// Shows the dialog, if there is one, and gives back its answer.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    dialog: &mut Option<Dialog>,
    (pages, snapshot): (&Pages, Option<&Snapshot>),
) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(shown) = dialog.as_mut() else { return actions };
    let mut close = false;
    // Each kind has its own name at each size of text, or it would open at the size of the one before.
    let scale = ui.ctx().pixels_per_point().to_bits();
    let name = Id::unique(("dialog", std::mem::discriminant(shown), scale));
    let modal = Modal::new(name).frame(Frame::window(ui.style())).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size() - egui::vec2(64.0, 176.0);
        ui.set_width(if matches!(shown, Dialog::Shortcuts | Dialog::Lessons(_)) { room.x.min(760.0) } else { 420.0 });
        ui.spacing_mut().item_spacing.y = 16.0;
        match shown {
            Dialog::Shortcuts => {
                let id = Id::unique("what help tells");
                let mut in_words = ui.data(|data| data.get_temp(id)).unwrap_or(false);
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 24.0;
                    for (name, is_it) in
                        [(text!("Shortcuts", "快捷键"), false), (text!("On the screen", "屏幕上的内容"), true)]
                    {
                        if tab::ui(ui, theme, &theme.say(name), in_words == is_it).clicked() {
                            in_words = is_it;
                        }
                    }
                });
                ui.data_mut(|data| data.insert_temp(id, in_words));
                ScrollArea::vertical().max_height(room.y).show(ui, |ui| match in_words {
                    true => about::ui(ui, theme, pages, snapshot),
                    false => shortcut::list(ui, theme, pages),
                });
                buttons(ui, |ui| close |= ui.button(theme.say(text!("Close", "关闭"))).clicked());
            }
            Dialog::Discard { then } => {
                ui.label(theme.title(theme.say(text!("Discard changes?", "放弃更改？"))));
                ui.label(theme.say(text!("This session has changes that are not saved.", "此会话有未保存的更改。")));
                buttons(ui, |ui| {
                    if main(ui, theme, &theme.say(text!("Save", "保存"))).clicked() {
                        actions.push(Action::SaveThen(Box::new(then.clone())));
                        close = true;
                    }
                    if ui.button(theme.say(text!("Discard", "放弃"))).clicked() {
                        actions.push(Action::Anyway(Box::new(then.clone())));
                        close = true;
                    }
                    close |= ui.button(theme.say(text!("Cancel", "取消"))).clicked();
                });
            }
            Dialog::Recovery(sessions) => {
                ui.label(theme.title(theme.say(text!("Restore unsaved work?", "恢复未保存的工作？"))));
                let sentence = if sessions.iter().all(|session| session.failed) {
                    text!(
                        "Neurarium failed because of a fault in the program. The work was kept as it stood.",
                        "Neurarium 因程序故障而关闭。工作已按当时的状态保留。"
                    )
                } else {
                    text!("Neurarium ended before this work was saved.", "Neurarium 上次结束时，这些工作尚未保存。")
                };
                ui.label(theme.say(sentence));
                close |= recovery(ui, theme, sessions, &mut actions);
                buttons(ui, |ui| close |= ui.button(theme.say(text!("Ask again later", "以后再问"))).clicked());
            }
            Dialog::Notes { text } => {
                let label = ui.label(theme.title(theme.say(text!("Notes", "备注"))));
                let field = TextEdit::multiline(text).char_limit(NOTES).desired_width(f32::INFINITY).desired_rows(8);
                let field = ScrollArea::vertical().max_height(320.0).show(ui, |ui| ui.add(field)).inner;
                let field = field.labelled_by(label.id);
                if ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
                ui.label(theme.caption(theme.say(text!("Kept with the session.", "随会话一同保存。"))));
                buttons(ui, |ui| close |= main(ui, theme, &theme.say(text!("Done", "完成"))).clicked());
            }
            Dialog::Replace { path, then, back } => {
                ui.label(theme.title(theme.say(text!("Replace the file?", "替换该文件？"))));
                ui.label(theme.say(text!("There is already a file {path}.", "文件 {path} 已经存在。")));
                buttons(ui, |ui| {
                    if main(ui, theme, &theme.say(text!("Replace", "替换"))).clicked() {
                        actions.push(then.clone());
                        back.iter_mut().for_each(|path| path.waiting = true);
                        close = true;
                    }
                    close |= ui.button(theme.say(text!("Cancel", "取消"))).clicked();
                });
            }
            Dialog::Lessons(courses) => {
                ui.label(theme.title(theme.say(text!("Lessons", "课程"))));
                close |= lessons::list(ui, theme, courses, room.y, &mut actions);
                buttons(ui, |ui| {
                    close |= ui.button(theme.say(text!("Close", "关闭"))).clicked();
                    close |= lessons::more(ui, theme, &mut actions);
                });
            }
            Dialog::MakeLesson { title } => close |= lessons::make(ui, theme, title, &mut actions),
            Dialog::LessonMade { path, fault } => close |= lessons::made(ui, theme, path, fault.as_ref(), &mut actions),
            Dialog::Unlock => close |= lessons::unlock(ui, theme, &mut actions),
            Dialog::NameFirst { name, then } => close |= pupil::first(ui, theme, name, then, &mut actions),
            Dialog::HandIn { name, open } => close |= pupil::hand_in(ui, theme, (name, open), &mut actions),
            Dialog::Path(path) => close |= path.ui(ui, theme, &mut actions),
        }
    });
    // It is measured while it is drawn, and drawn again where it then belongs, before anybody aims at it.
    let (size, measured) = (modal.response.rect.size(), name.with("size"));
    if ui.data(|data| data.get_temp(measured)) != Some(size) {
        ui.data_mut(|data| data.insert_temp(measured, size));
        ui.request_repaint();
    }
    if close || modal.should_close() {
        // However they are left, notes are kept.
        if let Some(Dialog::Notes { text }) = dialog {
            actions.push(Action::Notes(std::mem::take(text)));
        }
        *dialog = match dialog.take() {
            Some(Dialog::Replace { back, .. }) => back.map(|path| Dialog::Path(*path)),
            _ => None,
        };
    }
    actions
}

/// One line for each session; says whether the question is answered.
fn recovery(ui: &mut Ui, theme: &Theme, sessions: &mut Vec<Unsaved>, actions: &mut Vec<Action>) -> bool {
    let (mut opened, mut discarded) = (None, None);
    let all_failed = sessions.iter().all(|session| session.failed);
    ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        for (index, session) in sessions.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if session.doubted {
                        // It stands where the first click was not, so that a second one in haste removes nothing.
                        let words = egui::RichText::new(theme.say(text!("Discard for good", "彻底放弃")));
                        if ui.button(words.color(theme.negative)).clicked() {
                            discarded = Some(index);
                        }
                        if ui.button(theme.say(text!("Keep", "保留"))).clicked() {
                            session.doubted = false;
                        }
                    } else {
                        if main(ui, theme, &theme.say(text!("Open", "打开"))).clicked() {
                            opened = Some(index);
                        }
                        if ui.button(theme.say(text!("Discard…", "放弃…"))).clicked() {
                            session.doubted = true;
                        }
                    }
                    let title = match session.title.say(theme.language) {
                        "" => theme.say(text!("Untitled", "未命名")),
                        title => title.into(),
                    };
                    let (epoch, age) = (grouped(session.epoch), ago(session.age));
                    let (english, chinese) = age.both();
                    let text = theme.say(if session.failed && !all_failed {
                        text!("Epoch {epoch}, {english}, kept after a fault", "第 {epoch} 轮，{chinese}，因故障而保留")
                    } else {
                        text!("Epoch {epoch}, {english}", "第 {epoch} 轮，{chinese}")
                    });
                    ui.with_layout(Layout::top_down(Align::Min), |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        ui.add(Label::new(&*title).truncate());
                        ui.label(theme.caption(text));
                    });
                });
            });
        }
    });
    actions.extend(opened.map(Action::Recover));
    if let Some(index) = discarded {
        actions.push(Action::Discard(index));
        sessions.remove(index);
    }
    opened.is_some() || sessions.is_empty()
}

fn ago(age: Duration) -> Text {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => text!("less than a minute ago", "不到一分钟前"),
        1 => text!("1 minute ago", "1 分钟前"),
        2..60 => text!("{minutes} minutes ago", "{minutes} 分钟前"),
        60..120 => text!("1 hour ago", "1 小时前"),
        120..1440 => text!("{} hours ago", "{} 小时前", minutes / 60),
        1440..2880 => text!("1 day ago", "1 天前"),
        _ => text!("{} days ago", "{} 天前", minutes / 1440),
    }
}
