//! The menu: files, looks, and the way out.

use std::{borrow::Cow, path::PathBuf};

use egui::{Button, Popup, RectAlign, ScrollArea, Ui};

use super::layout::Layout;
use crate::{
    language::{Language, Text},
    text,
    ui::{
        Action,
        exports::EXPORTS,
        kit::{
            Palette, Preferences, Theme, check,
            icon::{self, Icon, Weight},
            theme::space,
        },
        pages::Pages,
    },
};

/// The sizes that text can have; the last is for a projector.
pub const SCALES: [(f32, Text); 4] = [
    (1.0, Text::fixed("Normal", "标准")),
    (1.2, Text::fixed("Larger", "较大")),
    (1.4, Text::fixed("Largest", "最大")),
    (PROJECTOR, Text::fixed("Projector", "投影")),
];
/// The largest size that can be kept; F11 goes further where the screen is high.
pub const PROJECTOR: f32 = 1.6;

/// Between the lines of the menu ...
const TIGHT: f32 = 2.0;
/// ... and where it has to fit a projector's few large lines.
const TIGHTEST: f32 = 0.0;

/// A place to begin, as the menu shows it.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Its name for [`Action::New`].
    pub name: &'static str,
    /// Its title.
    pub title: Text,
    /// What it shows.
    pub sentence: Text,
}

/// Shows the menu's button and, when it is open, the menu.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    (presets, recent, pages): (&[Preset], &[PathBuf], &Pages),
    now: &Preferences,
    actions: &mut Vec<Action>,
) {
    let name = theme.say(text!("Menu", "菜单"));
    let button = icon::button(ui, theme, Icon::Menu, Weight::Plain, 36.0, &name, &name);
    let before = actions.len();
    let window = ui.ctx().content_rect().size();
    let is_low = Layout::of(window).low;
    // Where it is as high as the window, it would lie over its button, and under the pointer.
    let align = if is_low { RectAlign::LEFT_START } else { RectAlign::BOTTOM_START };
    Popup::menu(&button).align(align).show(|ui| {
        ui.set_min_width(220.0);
        ui.spacing_mut().item_spacing.y = if is_low { TIGHTEST } else { TIGHT };
        ui.menu_button(theme.say(text!("New from preset", "从预设新建")), |ui| {
            ui.spacing_mut().item_spacing.y = TIGHT;
            ScrollArea::vertical().max_height(window.y - 48.0).show(ui, |ui| {
                for preset in presets {
                    if ui
                        .button(preset.title.say(theme.language))
                        .on_hover_text(preset.sentence.say(theme.language))
                        .clicked()
                    {
                        actions.push(Action::New(preset.name.to_owned()));
                    }
                }
            });
        });
        item(ui, theme.say(text!("Lessons…", "课程…")), "", Action::Lessons, actions);
        item(ui, theme.say(text!("Make a lesson…", "制作课程…")), "", Action::MakeLesson, actions);
        for (place, page) in pages.aside().filter(|(_, page)| page.is_of_lessons()) {
            item(ui, theme.say(page.name()) + "…", "", Action::Page(place), actions);
        }
        item(ui, theme.say(text!("Open…", "打开…")), "Ctrl+O", Action::Open, actions);
        ui.add_enabled_ui(!recent.is_empty(), |ui| {
            ui.menu_button(theme.say(text!("Open recent", "最近打开")), |ui| {
                ui.spacing_mut().item_spacing.y = TIGHT;
                for path in recent {
                    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
                    if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                        actions.push(Action::OpenFile(path.clone()));
                    }
                }
            });
        });
        item(ui, theme.say(text!("Save", "保存")), "Ctrl+S", Action::Save, actions);
        item(ui, theme.say(text!("Save as…", "另存为…")), "Ctrl+Shift+S", Action::SaveAs, actions);
        sharing(ui, theme, actions);
        ui.separator();
        item(ui, theme.say(text!("Undo", "撤销")), "Ctrl+Z", Action::Undo, actions);
        item(ui, theme.say(text!("Redo", "重做")), "Ctrl+Y", Action::Redo, actions);
        ui.separator();
        item(ui, theme.say(text!("Pin this run", "固定本次训练")), "P", Action::Pin, actions);
        ui.menu_button(theme.say(text!("Explore", "探索")), |ui| {
            ui.spacing_mut().item_spacing.y = TIGHT;
            for (place, page) in pages.aside().filter(|(_, page)| !page.is_of_lessons()) {
                // There are ten digits.
                let keys = match place + 1 {
                    10 => "Ctrl+0".to_owned(),
                    place if place < 10 => format!("Ctrl+{place}"),
                    _ => String::new(),
                };
                item(ui, theme.say(page.name()) + "…", &keys, Action::Page(place), actions);
            }
        });
        ui.separator();
        self::preferences(ui, theme, now, actions);
        item(ui, theme.say(text!("Projector size", "投影大小")), "F11", Action::Projector, actions);
        item(ui, theme.say(text!("Presenter mode", "演示模式")), "F5", Action::Present, actions);
        item(ui, theme.say(text!("Shortcuts", "快捷键")), "?", Action::Shortcuts, actions);
        ui.separator();
        item(ui, theme.say(text!("Quit", "退出")), "Ctrl+Q", Action::Quit, actions);
        // A click closes it by itself; a key does not.
        if actions.len() > before {
            ui.close();
        }
    });
}

/// The preferences, with what is chosen now.
fn preferences(ui: &mut Ui, theme: &Theme, now: &Preferences, actions: &mut Vec<Action>) {
    let mut chosen = *now;
    ui.menu_button(theme.say(text!("Preferences", "偏好设置")), |ui| {
        ui.spacing_mut().item_spacing.y = TIGHT;
        ui.label(theme.caption(theme.say(text!("Theme", "主题"))));
        for (preference, name) in [
            (egui::ThemePreference::Light, text!("Light", "浅色")),
            (egui::ThemePreference::Dark, text!("Dark", "深色")),
            (egui::ThemePreference::System, text!("Follow system", "跟随系统")),
        ] {
            ui.selectable_value(&mut chosen.theme, preference, &*theme.say(name));
        }
        ui.add_space(space::HALF);
        ui.label(theme.caption(theme.say(text!("Colours", "配色"))));
        for palette in Palette::ALL {
            ui.selectable_value(&mut chosen.palette, palette, &*theme.say(palette.name()));
        }
        ui.add_space(space::HALF);
        ui.label(theme.caption(theme.say(text!("Text size", "文字大小"))));
        for (scale, name) in SCALES {
            if ui.selectable_label((now.scale - scale).abs() < 0.01, &*theme.say(name)).clicked() {
                chosen.scale = scale;
            }
        }
        ui.add_space(space::HALF);
        check::ui(ui, theme, &mut chosen.reduced_motion, theme.say(text!("Reduced motion", "减少动态效果")))
            .on_hover_text(theme.say(text!("Pictures change three times a second at most.", "画面每秒最多变化三次。")));
        check::ui(ui, theme, &mut chosen.single_keys, theme.say(text!("Single-key shortcuts", "单键快捷键")))
            .on_hover_text(
                theme
                    .say(text!("Off: only combinations with Ctrl do something.", "不勾选：只有含 Ctrl 的组合键有效。")),
            );
    });
    // In both languages, for whoever cannot read the one that is set.
    ui.menu_button("Language · 语言", |ui| {
        ui.spacing_mut().item_spacing.y = TIGHT;
        for language in Language::ALL {
            ui.selectable_value(&mut chosen.language, language, language.name());
        }
    });
    if chosen != *now {
        actions.push(Action::Prefer(chosen));
    }
}

/// What leaves the program and comes back without a file of its own.
fn sharing(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) {
    ui.menu_button(theme.say(text!("Export network", "导出网络")), |ui| {
        ui.spacing_mut().item_spacing.y = TIGHT;
        for (format, name, hint) in EXPORTS {
            if ui.button(format!("{name}…")).on_hover_text(theme.say(hint)).clicked() {
                actions.push(Action::Export(format));
            }
        }
    });
    item(ui, theme.say(text!("Report…", "报告…")), "", Action::Report, actions);
    item(ui, theme.say(text!("Notes…", "备注…")), "", Action::EditNotes, actions);
    ui.separator();
    item(ui, theme.say(text!("Copy session as text", "将会话复制为文本")), "", Action::Copy, actions);
    item(ui, theme.say(text!("Paste session", "粘贴会话")), "Ctrl+V", Action::Paste, actions);
}

fn item(ui: &mut Ui, name: Cow<'static, str>, keys: &str, action: Action, actions: &mut Vec<Action>) {
    let button = Button::new(name.into_owned());
    if ui.add(if keys.is_empty() { button } else { button.shortcut_text(keys) }).clicked() {
        actions.push(action);
    }
}
