//! What the middle region shows.

use egui::{RichText, Role, Ui, WidgetInfo, vec2};

use super::theme::{Theme, bold, space, text};
use crate::language::Text;

/// One of the looks into a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Units with their maps, and the weights between them.
    #[default]
    Network,
    /// The plane and the points as each layer sees them.
    Space,
    /// Every weight as a number, as a colour and in a histogram.
    Weights,
}

impl Page {
    /// Every page, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Network, Self::Space, Self::Weights];

    /// What its tab says.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Network => Text::fixed("Network", "网络"),
            Self::Space => Text::fixed("Bent space", "弯曲空间"),
            Self::Weights => Text::fixed("Weights", "权重"),
        }
    }

    /// Shows the tabs, the first things in a row.
    pub fn tabs(&mut self, ui: &mut Ui, theme: &Theme) {
        ui.spacing_mut().item_spacing.x = space::TWO;
        for page in Self::ALL {
            let chosen = *self == page;
            let name = theme.say(page.name());
            let words = RichText::new(&*name).font(bold(text::TITLE));
            let words = words.color(if chosen { theme.ink } else { theme.muted });
            let button = egui::Button::new(words).frame(false).min_size(vec2(space::TARGET, space::HEADING));
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, &*name));
            if chosen {
                let line = response.rect.with_min_y(response.rect.bottom() - 3.0);
                ui.painter().rect_filled(line, 0.0, theme.accent);
            }
            if response.clicked() {
                *self = page;
            }
        }
    }
}
