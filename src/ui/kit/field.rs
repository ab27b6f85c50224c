//! One setting in a panel: its name, its hint, its control.

use std::ops::RangeInclusive;

use egui::{Align, ComboBox, Layout, Response, Ui, emath::Numeric};

use super::{
    focus::follow_focus,
    hint, menu, number, slider,
    theme::{Theme, space},
};
use crate::language::{Language, Text};

/// The longest list that opens without scrolling.
const LONGEST: f32 = 480.0;

/// A number on a slider, with the number itself to be typed or dragged at the right.
#[derive(Clone)]
pub struct Number {
    name: Text,
    hint: Text,
    range: (f64, f64),
    typed: (f64, f64),
    step: f64,
    percent: bool,
    highest: Option<Text>,
}

impl Number {
    /// From `range.start()` to `range.end()` in whole steps.
    pub fn new<Num: Numeric>(name: Text, hint: Text, range: RangeInclusive<Num>) -> Self {
        let range = (range.start().to_f64(), range.end().to_f64());
        Self { name, hint, range, typed: range, step: 1.0, percent: false, highest: None }
    }

    /// More can be typed than the slider offers.
    #[must_use]
    pub fn typed<Num: Numeric>(self, range: RangeInclusive<Num>) -> Self {
        Self { typed: (range.start().to_f64(), range.end().to_f64()), ..self }
    }

    /// In steps of another size.
    #[must_use]
    pub fn step(self, step: f64) -> Self {
        Self { step, ..self }
    }

    /// A share, shown as per cent.
    #[must_use]
    pub fn percent(self) -> Self {
        Self { percent: true, ..self }
    }

    /// The word that stands for the end of the range.
    #[must_use]
    pub fn highest(self, word: Text) -> Self {
        Self { highest: Some(word), ..self }
    }

    /// Shows it; `value` changes only when the person changes it, so one out of range or between the steps stays.
    pub fn show<Num: Numeric>(self, ui: &mut Ui, theme: &Theme, value: &mut Num) {
        let scale = if self.percent { 100.0 } else { 1.0 };
        let (low, high, step) = (self.range.0 * scale, self.range.1 * scale, self.step * scale);
        let (name, hint) = (theme.say(self.name), theme.say(self.hint));
        let word = self.highest.map(|word| theme.say(word));
        let number = number::Number::new(self.typed.0..=self.typed.1);
        let number = if self.percent { number.percent() } else { number }.speed(step);
        let number = word.as_deref().map_or(number.clone(), |word| number.highest(word));
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut typed = None;
            let label = line(ui, &name, &hint, |ui| {
                let (response, made) = number.show(ui, *value);
                typed = made;
                response
            });
            *value = typed.unwrap_or(*value);
            // Wide ranges are spread by factors, so that small numbers can be hit.
            let by_factors = low > 0.0 && high > 100.0 * low;
            let step = if by_factors { 0.0 } else { step };
            let shown = value.to_f64() * scale;
            let (slider, moved) = slider::ui(ui, theme, shown, (low, high), step, by_factors);
            *value = moved.map_or(*value, |moved| Num::from_f64(moved / scale));
            hint::beside(ui, &slider.labelled_by(label.id), &hint);
        });
    }
}

/// A list to choose from, with `shown` as what is chosen now.
pub fn pick<R>(
    ui: &mut Ui,
    theme: &Theme,
    (name, hint): (Text, Text),
    shown: impl Into<String>,
    list: impl FnOnce(&mut Ui) -> R,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // The list keeps its place when the language changes.
        let id = name.say(Language::English).to_owned();
        let hint = theme.say(hint);
        let label = ui.label(theme.say(name));
        hint::beside(ui, &label, &hint);
        let width = ui.available_width();
        ui.spacing_mut().interact_size.y = space::CONTROL;
        let list = ComboBox::from_id_salt(id)
            .width(width)
            .height(list_height(ui))
            .truncate()
            .selected_text(shown.into())
            .show_ui(ui, |ui| {
                ui.spacing_mut().interact_size.y = space::TARGET;
                ui.spacing_mut().item_spacing.y = 0.0;
                let chosen = list(ui);
                follow_focus(ui);
                chosen
            });
        let list = menu::keeps_keys(list).labelled_by(label.id);
        hint::beside(ui, &list, &hint);
    });
}

/// How far a list may open: as far as the window is high, so that most need no scrolling.
#[must_use]
pub fn list_height(ui: &Ui) -> f32 {
    (0.8 * ui.ctx().content_rect().height()).min(LONGEST)
}

/// One of the entries of a list; the one that is chosen is in sight when the list opens, and has the keyboard if that opened
/// it, so that the arrows go to its neighbours.
pub fn entry(ui: &mut Ui, chosen: bool, words: impl Into<String>) -> Response {
    let response = menu::closing(ui.selectable_label(chosen, words.into()), ui);
    if chosen {
        let (id, now) = (ui.scope_id().with("opened"), ui.ctx().cumulative_frame_nr());
        let (first, last) = ui.data(|data| data.get_temp::<(u64, u64)>(id)).unwrap_or((now, 0));
        let first = if now > last + 1 { now } else { first };
        ui.data_mut(|data| data.insert_temp(id, (first, now)));
        // Its place is known only when the list has been laid out once.
        if now < first + 3 {
            response.scroll_to_me(Some(Align::Center));
        }
        if now == first + 1 && menu::is_by_key(ui.ctx()) {
            response.request_focus();
        }
    }
    response
}

/// A name at the left and a control at the right end of the line; gives back the name's response.
pub fn line(ui: &mut Ui, name: &str, hint: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    ui.horizontal(|ui| {
        ui.set_height(space::TARGET);
        let label = ui.label(name);
        hint::beside(ui, &label, hint);
        // A number narrower than its target ends where the line ends, not in the middle of the target.
        ui.with_layout(Layout::right_to_left(Align::Center).with_main_align(Align::Max), |ui| {
            // A number in a line of text needs no box around it, and ends where the line ends.
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            widgets.inactive.bg_stroke = egui::Stroke::NONE;
            ui.spacing_mut().button_padding = egui::vec2(0.0, 2.0);
            ui.spacing_mut().interact_size.x = space::TARGET;
            let response = control(ui);
            // Without a name here, it has one of its own.
            if !name.is_empty() {
                response.labelled_by(label.id);
            }
        });
        label
    })
    .inner
}
