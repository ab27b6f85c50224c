//! The small menu at the title of a view: take what is seen along, as a picture or as numbers.

use egui::{Popup, PopupCloseBehavior, Ui, Vec2};

use crate::{
    language::Text,
    text,
    ui::{
        Action, Region,
        kit::{
            Theme,
            icon::{self, Icon, Weight},
            theme::space,
        },
        region::Destination,
    },
};

/// Shows the button and, when it is open, the menu; while a picture of the view is taken, only its room. `numbers` is
/// what saving its numbers is called.
pub fn ui(ui: &mut Ui, theme: &Theme, view: (Region, bool), numbers: Text) -> Vec<Action> {
    with(ui, theme, view, numbers, false, |_| {})
}

/// The same with `more` to choose above, where there is no other room for it.
pub fn with(
    ui: &mut Ui,
    theme: &Theme,
    (view, taking): (Region, bool),
    numbers: Text,
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
        item(text!("Copy picture", "复制图片"), Action::Picture(view, Destination::Clipboard));
        item(text!("Save picture as PNG…", "图片另存为 PNG…"), Action::Picture(view, Destination::File));
        item(numbers, Action::Table(view));
    });
    actions
}
