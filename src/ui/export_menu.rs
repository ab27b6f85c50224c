//! The small menu at the title of a view: take what is seen along, as a picture or as numbers.

use egui::{Popup, PopupCloseBehavior, Ui, Vec2};

use super::{
    Action, Theme,
    icon::{self, Icon, Weight},
    theme::space,
};
use crate::{language::Text, text};

/// What can be taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// The page in the middle.
    Page,
    /// The large map.
    Map,
    /// The curves and the report.
    Curves,
}

/// Where a picture goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// The clipboard.
    Clipboard,
    /// A file that is asked for.
    File,
}

impl View {
    /// Name of a file of it, without ending.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Page => "network",
            Self::Map => "map",
            Self::Curves => "history",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Page => text!("Take this page along", "导出本页"),
            Self::Map => text!("Take the map along", "导出决策图"),
            Self::Curves => text!("Take the curves along", "导出曲线"),
        }
    }

    fn numbers(self) -> Text {
        match self {
            Self::Page => text!("Save weights as CSV…", "权重另存为 CSV…"),
            Self::Map => text!("Save map as CSV…", "决策图另存为 CSV…"),
            Self::Curves => text!("Save history as CSV…", "训练历史另存为 CSV…"),
        }
    }
}

/// Shows the button and, when it is open, the menu; while a picture of the view is taken, only its room.
pub fn ui(ui: &mut Ui, theme: &Theme, (view, taking): (View, bool)) -> Vec<Action> {
    with(ui, theme, (view, taking), false, |_| {})
}

/// The same with `more` to choose above, where there is no other room for it.
pub fn with(
    ui: &mut Ui,
    theme: &Theme,
    (view, taking): (View, bool),
    has_more: bool,
    more: impl FnOnce(&mut Ui),
) -> Vec<Action> {
    let mut actions = Vec::new();
    if taking {
        ui.allocate_space(Vec2::splat(space::TARGET));
        return actions;
    }
    let name = theme.say(view.name());
    let hint = theme.say(if has_more {
        text!("Choose what is shown, save it or copy it", "选择显示内容，保存或复制")
    } else {
        text!("Save or copy what is seen", "保存或复制所见内容")
    });
    let button = icon::button(ui, theme, Icon::More, Weight::Plain, space::TARGET, &name, &hint);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(180.0);
        if has_more {
            more(ui);
            ui.separator();
        }
        let mut item = |words: Text, action: Action| {
            if ui.button(theme.say(words)).clicked() {
                actions.push(action);
                ui.close();
            }
        };
        item(text!("Copy picture", "复制图片"), Action::Picture(view, To::Clipboard));
        item(text!("Save picture as PNG…", "图片另存为 PNG…"), Action::Picture(view, To::File));
        item(view.numbers(), Action::Table(view));
    });
    actions
}
