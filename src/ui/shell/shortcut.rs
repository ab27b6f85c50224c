//! The keyboard: one table that the keys are read from and the list of shortcuts is written from.

use egui::{Event, Id, Key, KeyboardShortcut, Modifiers, Ui, text_edit::TextEditState};

use super::layout::Layout;
use crate::{
    language::{Language, Text},
    text,
    ui::{
        Action,
        kit::theme::{Theme, bold, text as size},
        page::Place,
        pages::Pages,
    },
};

/// Between the two columns of the list.
const GAP: f32 = 32.0;

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

static SHORTCUTS: [Shortcut; 22] = [
    plain(Key::Space, Text::fixed("Train or pause", "训练或暂停"), || Action::PlayOrPause),
    plain(Key::S, Text::fixed("Step one batch", "训练一批"), || Action::StepBatch),
    plain(Key::E, Text::fixed("Step one epoch", "训练一轮"), || Action::StepEpoch),
    plain(Key::R, Text::fixed("Reset to the same start", "重置到同一起点"), || Action::Reset),
    plain(Key::N, Text::fixed("New start from another seed", "用另一个种子重新开始"), || Action::NewStart),
    plain(Key::P, Text::fixed("Pin this run", "固定本次训练"), || Action::Pin),
    command(Key::O, Text::fixed("Open a session or a table", "打开会话或表格"), || Action::Open),
    command(Key::S, Text::fixed("Save session", "保存会话"), || Action::Save),
    Shortcut {
        keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::S),
        what: Text::fixed("Save session as", "会话另存为"),
        action: || Action::SaveAs,
    },
    command(Key::Z, Text::fixed("Undo the last change", "撤销上一次更改"), || Action::Undo),
    command(Key::Y, Text::fixed("Redo", "重做"), || Action::Redo),
    Shortcut {
        keys: KeyboardShortcut::new(SHIFT_COMMAND, Key::Z),
        what: Text::fixed("Redo", "重做"),
        action: || Action::Redo,
    },
    command(Key::Q, Text::fixed("Quit", "退出"), || Action::Quit),
    plain(Key::Comma, Text::fixed("Previous checkpoint", "上一个检查点"), || Action::Turn(-1)),
    plain(Key::Period, Text::fixed("Next checkpoint", "下一个检查点"), || Action::Turn(1)),
    plain(Key::Home, Text::fixed("Start of the run", "训练过程的起点"), || Action::Turn(isize::MIN)),
    plain(Key::End, Text::fixed("End of the run", "训练过程的终点"), || Action::Turn(isize::MAX)),
    plain(Key::PageUp, Text::fixed("Previous step of the lesson", "课程的上一步"), || Action::LessonStep(-1)),
    plain(Key::PageDown, Text::fixed("Next step of the lesson", "课程的下一步"), || Action::LessonStep(1)),
    plain(Key::F11, Text::fixed("Projector size", "投影大小"), || Action::Projector),
    plain(Key::F5, Text::fixed("Presenter mode", "演示模式"), || Action::Present),
    plain(Key::Questionmark, Text::fixed("This list", "本列表"), || Action::Shortcuts),
];

/// Keys of whoever leads a class, which are no letters.
const TO_LEAD: [Key; 4] = [Key::F11, Key::F5, Key::PageUp, Key::PageDown];

/// Together with Ctrl, the key of the page at this place among the tabs.
fn page_key(place: usize) -> Option<KeyboardShortcut> {
    const DIGITS: [Key; 10] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9, Key::Num0];
    DIGITS.get(place).map(|key| KeyboardShortcut::new(Modifiers::COMMAND, *key))
}

/// Takes the letters that came in the same frame after a combination which asks for a name: they are meant for that name,
/// and not for the window behind the dialog that does not stand there yet.
#[must_use]
pub fn typed_ahead(ui: &Ui) -> String {
    const ASK: [Key; 3] = [Key::S, Key::O, Key::Q];
    let asks = |event: &Event| matches!(event, Event::Key { key, pressed: true, modifiers, .. } if modifiers.command && ASK.contains(key));
    ui.input_mut(|input| {
        let Some(first) = input.events.iter().position(asks) else { return String::new() };
        let mut letters = String::new();
        let rest = input.events.split_off(first + 1);
        input.events.extend(rest.into_iter().filter(|event| match event {
            Event::Text(text) => {
                letters.push_str(text);
                false
            }
            Event::Key { pressed: true, modifiers, .. } => modifiers.command,
            _ => true,
        }));
        letters
    })
}

/// What the keys of this frame ask for; without `single_keys`, plain letters and signs ask for nothing.
///
/// `focused` had the keyboard when these keys were pressed: Enter and Escape end a text in the frame that brings its
/// last letters.
#[must_use]
pub fn pressed(ui: &Ui, pages: &Pages, single_keys: bool, focused: Option<Id>) -> Vec<Action> {
    let was_typing = focused.is_some_and(|id| TextEditState::load(ui.ctx(), id).is_some());
    let typing = was_typing || ui.text_edit_focused();
    let on_a_control = ui.memory(|memory| memory.focused().is_some());
    let mut actions = Vec::new();
    // Longer combinations come before the shorter ones that they contain.
    let is_long = |shortcut: &&Shortcut| shortcut.keys.modifiers == SHIFT_COMMAND;
    let (long, short): (Vec<_>, Vec<_>) = SHORTCUTS.iter().partition(is_long);
    for shortcut in long.into_iter().chain(short) {
        let keys = shortcut.keys;
        let is_plain = keys.modifiers == Modifiers::NONE;
        // A text takes plain keys, and a control that is focused takes Space as its press.
        let letter = is_plain && !TO_LEAD.contains(&keys.logical_key);
        if typing && !TO_LEAD.contains(&keys.logical_key) && is_plain {
            continue;
        }
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
            // Another step is another place: Space trains there, whatever control was used on the one before.
            if [Key::PageUp, Key::PageDown].contains(&keys.logical_key) {
                ui.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
            }
            actions.push((shortcut.action)());
        }
    }
    for place in 0..pages.iter().count() {
        if page_key(place).is_some_and(|keys| ui.input_mut(|input| input.consume_shortcut(&keys))) {
            actions.push(Action::Page(place));
        }
    }
    actions
}

/// Keys that a part of the window answers while it has the keyboard's focus, for the list.
struct Local {
    /// Which part.
    title: Text,
    keys: &'static [(Text, Text)],
}

static LOCAL: [Local; 5] = [
    Local {
        title: Text::fixed("On the decision map", "在决策图上"),
        keys: &[
            (Text::fixed("Arrows", "方向键"), Text::fixed("Move the cursor and read the values", "移动光标并读数")),
            (Text::fixed("Enter", "回车"), Text::fixed("Follow the point there", "跟踪该处的点")),
            (Text::fixed("Escape", "Esc"), Text::fixed("Stop following the point", "不再跟踪该点")),
            (Text::fixed("+  −", "+  −"), Text::fixed("Zoom in, zoom out", "放大、缩小")),
            (Text::fixed("Shift+Arrows", "Shift+方向键"), Text::fixed("Move the map", "移动决策图")),
            (Text::fixed("0", "0"), Text::fixed("Show all of it", "显示全部")),
        ],
    },
    Local {
        title: Text::fixed("While painting points", "绘制数据点时"),
        keys: &[
            (Text::fixed("1 to 8", "1 至 8"), Text::fixed("Brush of this class", "用该类别的画笔")),
            (Text::fixed("Enter", "回车"), Text::fixed("Use the tool at the cursor", "在光标处使用工具")),
            (Text::fixed("Delete", "Delete"), Text::fixed("Remove the points there", "删除该处的点")),
            (Text::fixed("Escape", "Esc"), Text::fixed("Leave the point where it is", "让点留在原处")),
        ],
    },
    Local {
        title: Text::fixed("In a lesson", "课程中"),
        keys: &[(
            Text::fixed("Page Up, Down", "上、下翻页键"),
            Text::fixed("Previous step, next step", "上一步、下一步"),
        )],
    },
    Local {
        title: Text::fixed("In front of a class", "面对全班时"),
        keys: &[
            (Text::fixed("F5, Escape", "F5、Esc"), Text::fixed("Presenter mode and back", "进入、退出演示模式")),
            (Text::fixed("B or full stop", "B 或句号"), Text::fixed("Black screen", "黑屏")),
        ],
    },
    Local {
        title: Text::fixed("Everywhere", "任何地方"),
        keys: &[
            (Text::fixed("Tab", "Tab"), Text::fixed("The next control", "下一个控件")),
            (Text::fixed("Space, Enter", "空格、回车"), Text::fixed("Press what has the focus", "按下获得焦点的控件")),
            (Text::fixed("Arrows", "方向键"), Text::fixed("Move a slider or a number", "移动滑块或数值")),
        ],
    },
];

/// The list of shortcuts, in two columns.
pub fn list(ui: &mut Ui, theme: &Theme, pages: &Pages) {
    let half = 0.5 * (ui.available_width() - GAP);
    let column = |ui: &mut Ui, contents: &mut dyn FnMut(&mut Ui)| {
        ui.allocate_ui(egui::vec2(half, 0.0), |ui| {
            ui.vertical(|ui| {
                ui.set_width(half);
                ui.spacing_mut().item_spacing.y = 8.0;
                contents(ui);
            });
        });
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        column(ui, &mut |ui| {
            let name = |keys: &KeyboardShortcut| match keys.logical_key {
                Key::Questionmark => "?".to_owned(),
                Key::Space => theme.say(text!("Space", "空格")).into_owned(),
                Key::Comma => theme.say(text!("Comma", "逗号")).into_owned(),
                Key::Period => theme.say(text!("Period", "句号")).into_owned(),
                _ => ui.ctx().format_shortcut(keys),
            };
            // What has two keys is listed with the shorter one, which stands first.
            let is_first =
                |index: usize| SHORTCUTS[..index].iter().all(|earlier| earlier.what != SHORTCUTS[index].what);
            let once = SHORTCUTS.iter().enumerate().filter(|(index, _)| is_first(*index)).map(|(_, entry)| entry);
            // What a class is led with stands beside the other keys of a part of the window.
            let is_of_class =
                |entry: &&Shortcut| entry.keys.logical_key != Key::F11 && TO_LEAD.contains(&entry.keys.logical_key);
            let once = once.filter(|entry| !is_of_class(entry));
            let rows = once.map(|entry| (name(&entry.keys), entry.what.clone()));
            // Pages that the menu opens share a line, in a list that has to fit a projector.
            let turns = pages.iter().enumerate().filter(|(_, page)| page.place() != Place::Aside);
            let turns = turns.filter_map(|(place, page)| Some((name(&page_key(place)?), page.shortcut())));
            let rows: Vec<_> = rows.chain(turns).chain(of_menu(theme, pages, name)).collect();
            let rows = rows.iter().map(|(keys, what)| (keys.as_str(), what.say(theme.language)));
            rows_of(ui, theme, "everywhere", rows);
        });
        column(ui, &mut |ui| {
            for local in &LOCAL {
                ui.label(theme.caption(local.title.say(theme.language)));
                let say = |words: &'static Text| words.say(theme.language);
                let id = local.title.say(Language::English);
                rows_of(ui, theme, id, local.keys.iter().map(|(keys, what)| (say(keys), say(what))));
            }
        });
    });
}

/// The keys of the pages that the menu opens, and what those are called, in one line.
fn of_menu(theme: &Theme, pages: &Pages, name: impl Fn(&KeyboardShortcut) -> String) -> Option<(String, Text)> {
    let aside = pages.iter().enumerate().filter(|(_, page)| page.place() == Place::Aside);
    let keyed: Vec<_> = aside.filter_map(|(place, page)| Some((name(&page_key(place)?), page.name()))).collect();
    let keys = keyed.iter().map(|(keys, _)| keys.as_str()).collect::<Vec<_>>().join(", ");
    let names = keyed.iter().map(|(_, name)| theme.say(name.clone())).collect::<Vec<_>>();
    let (english, chinese) = (names.join(", "), names.join("、"));
    (!keyed.is_empty()).then(|| (keys, text!("Pages of the menu: {english}", "菜单中的页面：{chinese}")))
}

fn rows_of<'a>(ui: &mut Ui, theme: &Theme, id: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    // A low window, as a projector's is, has no room to waste.
    let space = if Layout::of(ui.ctx().content_rect().size()).low { 2.0 } else { 5.0 };
    let grid = egui::Grid::new(("shortcuts", id)).num_columns(2).spacing([16.0, space]);
    grid.min_row_height(18.0).min_col_width(96.0).show(ui, |ui| {
        for (keys, what) in rows {
            ui.label(egui::RichText::new(keys).font(bold(size::BODY)).color(theme.ink));
            ui.label(what);
            ui.end_row();
        }
    });
}
