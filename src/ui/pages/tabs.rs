//! The tabs above the middle region, one a page.

use egui::{RichText, Role, Ui, WidgetInfo, vec2};

use super::Pages;
use crate::{
    text,
    ui::{
        Page,
        kit::theme::{Theme, bold, space, text as size},
        page::Place,
    },
    worker::Snapshot,
};

/// Shows the tabs of the pages on which there is something to see, the first things in a row.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, pages: &mut Pages) {
    ui.spacing_mut().item_spacing.x = space::TWO;
    let mut pressed = None;
    let is_here = |(place, page): &(usize, &dyn Page)| {
        page.place() == Place::Middle && page.is_offered(snapshot) && !pages.hides(*place)
    };
    for (place, page) in pages.iter().enumerate().filter(is_here) {
        let chosen = pages.at() == place;
        let name = theme.say(page.name());
        let words = RichText::new(&*name).font(bold(size::TITLE));
        let words = words.color(if chosen { theme.ink } else { theme.muted });
        let button = egui::Button::new(words).frame(false).min_size(vec2(space::TARGET, space::HEADING));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, &*name));
        if chosen {
            let line = response.rect.with_min_y(response.rect.bottom() - 3.0);
            ui.painter().rect_filled(line, 0.0, theme.accent);
        }
        if response.clicked() {
            pressed = Some(place);
        }
    }
    if let (hidden @ 1.., all) = pages.hidden(snapshot) {
        let shown = all - hidden;
        let words = text!("this lesson shows {shown} of {all} views", "本课程显示 {all} 个视图中的 {shown} 个");
        ui.label(theme.caption(theme.say(words)));
    }
    pressed.into_iter().for_each(|place| pages.show(place));
}
