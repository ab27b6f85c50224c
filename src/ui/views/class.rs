//! The hand-ins of a class: a table by pupil and step, and for the projector the answers without names.

mod answers;
mod pupil;
mod table;

use std::sync::Arc;

use egui::{Button, ProgressBar, RichText, ScrollArea, TextEdit, Ui};

use self::table::Digest;
use crate::{
    lessons::class::{Gathered, Taken, Wanted, due},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            number::Number,
            tab,
            theme::{bold, space, text as size},
        },
    },
};

/// Height of what one pupil answered.
const PUPIL: f32 = 180.0;
/// Height of the sentences about files that could not be read.
const FAULTS: f32 = 72.0;

/// What is chosen on the page.
#[derive(Debug)]
pub struct ClassViewState {
    /// Seconds for training one file again.
    seconds: u64,
    /// When it was to be handed in, as typed; may be empty.
    due: String,
    /// Which column sorts, and whether backward.
    sort: Option<(usize, bool)>,
    /// The file of the pupil whose answers are shown.
    chosen: Option<String>,
    /// Whether the answers are shown, without names.
    projects: bool,
    /// Whether a class looked on when that was chosen.
    projected: bool,
    digest: Option<(Arc<Gathered>, Digest)>,
}

impl Default for ClassViewState {
    fn default() -> Self {
        Self {
            seconds: 20,
            due: String::new(),
            sort: None,
            chosen: None,
            projects: false,
            projected: false,
            digest: None,
        }
    }
}

/// Shows it, first without names when a class looks on; what was asked for.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut ClassViewState,
    class: Option<&Arc<Gathered>>,
    projects: bool,
) -> Vec<Action> {
    let mut actions = Vec::new();
    if std::mem::replace(&mut state.projected, projects) != projects {
        state.projects = projects;
    }
    head(ui, theme, state, class, &mut actions);
    ui.add_space(space::ONE);
    let Some(class) = class else {
        explain(ui, theme);
        return actions;
    };
    // Names of files are names of pupils: where no names are to be seen, there are none.
    if !state.projects {
        progress(ui, theme, class, &mut actions);
        faults(ui, theme, class);
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        if tab::ui(ui, theme, &theme.say(text!("Pupils", "学生")), !state.projects).clicked() {
            state.projects = false;
        }
        if tab::ui(ui, theme, &theme.say(text!("Answers, without names", "回答（不含姓名）")), state.projects).clicked()
        {
            state.projects = true;
        }
        ui.add_space(space::TWO);
        take(ui, theme, class, &mut actions);
    });
    ui.add_space(space::HALF);
    if state.projects {
        answers::ui(ui, theme, class);
        return actions;
    }
    if state.digest.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, class)) {
        state.digest = Some((Arc::clone(class), Digest::of(&class.table)));
    }
    let is_there = |file: &String| class.table.rows.iter().any(|row| row.cells.get(table::FILE) == Some(file));
    state.chosen = state.chosen.take().filter(is_there);
    let below = if state.chosen.is_some() { PUPIL } else { 0.0 };
    let height = (ui.available_height() - below).max(120.0);
    if let Some((_, digest)) = &mut state.digest {
        ui.allocate_ui(egui::vec2(ui.available_width(), height), |ui| {
            ui.set_height(height);
            table::ui(ui, theme, class, digest, (&mut state.sort, &mut state.chosen), &mut actions);
        });
    }
    if let Some(file) = &state.chosen {
        pupil::ui(ui, theme, class, file, &mut actions);
    }
    actions
}

/// What is asked for, and the button that begins.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut ClassViewState,
    class: Option<&Arc<Gathered>>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(theme.title(theme.say(text!("The hand-ins of a class", "全班的作业"))));
        ui.add_space(space::ONE);
        let label = ui.label(theme.say(text!("Train each again for at most", "每份重新训练最多")));
        let unit = theme.say(text!(" s", " 秒"));
        let number = Number::new(0..=600_u64).speed(0.2).late().suffix(&unit);
        let (response, made) = number.show(ui, state.seconds);
        response.labelled_by(label.id).on_hover_text(theme.say(text!(
            "A run that comes out the same again was not made by hand; 0 leaves it out.",
            "重新训练得到相同结果，说明不是手工伪造；0 表示不检查。"
        )));
        state.seconds = made.unwrap_or(state.seconds);
        let label = ui.label(theme.say(text!("Due", "截止时间")));
        let field = TextEdit::singleline(&mut state.due).hint_text(theme.say(text!("2026-11-30 12:00 +1", "2026-11-30 12:00 +8"))).desired_width(160.0);
        ui.add(field.char_limit(40)).labelled_by(label.id).on_hover_text(theme.say(text!(
            "With the hours that your clock is ahead of universal time: +1 in Berlin in winter, +8 in Beijing. Without them it is \
             universal time itself.",
            "请写上时钟比协调世界时早几小时：北京为 +8。不写则为协调世界时。"
        )));
        let deadline = if state.due.trim().is_empty() { Ok(None) } else { due(&state.due).map(Some) };
        if let Err(why) = &deadline {
            ui.label(RichText::new(why.say(theme.language)).size(size::SMALL).color(theme.negative));
        }
        let due = deadline.unwrap_or_default();
        let words = RichText::new(theme.say(text!("Choose a folder…", "选择文件夹…")));
        let words = words.font(bold(size::BODY)).color(theme.on_accent);
        if ui.add(Button::new(words).fill(theme.accent).min_size(egui::vec2(96.0, 32.0))).clicked() {
            actions.push(Action::AskForClass(Wanted { seconds: state.seconds, due, ..Wanted::default() }));
        }
        let Some(class) = class.filter(|class| class.has_ended) else { return };
        let again = Button::new(&*theme.say(text!("Read it again", "重新读取"))).min_size(egui::vec2(0.0, 32.0));
        if ui.add(again).clicked() {
            let folder = class.wanted.folder.clone();
            actions.push(Action::ReadClass(Wanted { folder, seconds: state.seconds, due }));
        }
    });
}

/// How far it has been read.
fn progress(ui: &mut Ui, theme: &Theme, class: &Gathered, actions: &mut Vec<Action>) {
    let (done, of, rows) = (class.done, class.files, class.table.rows.len());
    let folder = class.wanted.folder.display();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        if class.has_ended {
            let words = if done < of {
                text!(
                    "Stopped: {rows} hand-ins in {done} of {of} files of {folder}",
                    "已停止：{folder} 的 {of} 个文件读取了 {done} 个，共 {rows} 份提交"
                )
            } else {
                text!("{rows} hand-ins in {of} files of {folder}", "{folder} 的 {of} 个文件中共有 {rows} 份提交")
            };
            ui.label(theme.say(words));
        } else {
            let share = done as f32 / of.max(1) as f32;
            let words = theme.say(text!("{done} of {of} files", "{of} 个文件中的 {done} 个"));
            ui.add(ProgressBar::new(share).desired_width(240.0).text(&*words));
            if ui.button(theme.say(text!("Stop", "停止"))).clicked() {
                actions.push(Action::EndClass);
            }
        }
        if let Some(losses) = class.losses {
            ui.label(theme.caption(theme.say(losses.text())));
        }
    });
}

/// Files that are no hand-ins; the rest goes on.
fn faults(ui: &mut Ui, theme: &Theme, class: &Gathered) {
    if class.faults.is_empty() {
        return;
    }
    let count = class.faults.len();
    let words = text!("Not read: {count}", "无法读取：{count} 个");
    ui.label(RichText::new(theme.say(words)).font(bold(size::BODY)).color(theme.negative));
    let height = size::SMALL + 6.0;
    ScrollArea::vertical().id_salt("faults").max_height(FAULTS).auto_shrink([false, true]).show_rows(
        ui,
        height,
        count,
        |ui, shown| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for fault in &class.faults[shown] {
                ui.add(egui::Label::new(theme.caption(fault.say(theme.language))).truncate());
            }
        },
    );
    ui.add_space(space::HALF);
}

/// The export buttons.
fn take(ui: &mut Ui, theme: &Theme, class: &Gathered, actions: &mut Vec<Action>) {
    let all = [
        (text!("Save as CSV…", "另存为 CSV…"), Taken::Csv),
        (text!("Save as a page…", "另存为网页…"), Taken::Page),
        (text!("Page for the projector…", "投影用网页…"), Taken::Projector),
    ];
    ui.add_enabled_ui(!class.table.rows.is_empty(), |ui| {
        for (words, taken) in all {
            if ui.button(theme.say(words)).clicked() {
                actions.push(Action::TakeClass(taken));
            }
        }
        let hint = text!(
            "Writes a page about each run into the folder “reports” beside the hand-ins.",
            "在作业旁的“reports”文件夹中为每次训练写一个网页。"
        );
        if ui.button(theme.say(text!("Report of each", "每人的报告"))).on_hover_text(theme.say(hint)).clicked() {
            actions.push(Action::PupilReports(None));
        }
    });
}

/// What this is for, before there is anything to see.
fn explain(ui: &mut Ui, theme: &Theme) {
    ui.set_max_width(560.0);
    for said in [
        text!(
            "A hand-in is the session that “Hand in…” of a lesson writes. Put those of a class into one folder and choose it: \
             every run is trained again, on all cores, and a row for each pupil says what was reached, answered and predicted.",
            "作业就是用课程中的“提交…”保存的会话文件。把全班的作业放进一个文件夹并选择它：每次训练都会在所有核心上重新进行，每位学生一行，\
             列出达成的目标、回答和预测。"
        ),
        text!(
            "“Answers, without names” is for the projector: the spread of every prediction, and the commonest wrong answers.",
            "“回答（不含姓名）”供投影使用：每项预测的分布和最常见的错误回答。"
        ),
    ] {
        ui.label(theme.say(said));
        ui.add_space(space::HALF);
    }
}
