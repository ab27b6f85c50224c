//! One setting of the experiment in a panel, and what is wrong with it.

use std::{cell::RefCell, collections::BTreeSet};

use egui::{Rect, Ui, Vec2, vec2};

use crate::{
    experiment::{
        Field, Problem,
        fields::{self, Kind, Range, Slot},
    },
    language::Text,
    lessons::Locks,
    nn::Choice,
    ui::{
        guard,
        kit::{
            Theme,
            field::{entry, pick},
            icon::{self, Icon},
        },
        naming::title,
    },
};

/// The field of this key, when it is of a number: with its range, and where that stands.
#[must_use]
pub fn number(key: &str) -> Option<(&'static Field, Range, Slot<f32>)> {
    fields::all().filter(|field| field.key == key).find_map(|field| match field.kind {
        Kind::Number(range, slot) => Some((field, range, slot)),
        _ => None,
    })
}

/// The first field of this key.
#[must_use]
pub fn first(key: &str) -> Option<&'static Field> {
    fields::all().find(|field| field.key == key)
}

/// What is common to the fields of a panel.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    /// The look.
    pub theme: &'a Theme,
    /// What is wrong with the draft now.
    pub problems: &'a [Problem],
    /// Which of them were said beside a control.
    pub said: &'a Said,
    /// What the lesson locks that is being taken.
    pub locks: Option<&'a Locks>,
}

/// Which problems were said in this frame, by their index.
pub type Said = RefCell<BTreeSet<usize>>;

impl Fields<'_> {
    /// Shows the control of the setting of this key: greyed with a lock beside it where the lesson locks it, and lit where the
    /// lesson leaves it open among others that are locked.
    pub fn guarded<R>(self, ui: &mut Ui, key: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
        let Some(locks) = self.locks.filter(|locks| !locks.is_empty()) else { return control(ui) };
        let is_open = locks.is_open(key);
        let shown = ui.add_enabled_ui(is_open, control);
        let rect = shown.response.rect;
        if rect.height() < 1.0 {
            return shown.inner;
        }
        // Beside the control, in the margin of its region.
        let margin = rect.with_max_x(rect.left() - 4.0).with_min_x(rect.left() - 20.0).intersect(ui.clip_rect());
        let painter = ui.painter();
        if is_open {
            painter.rect_filled(margin.with_min_x(margin.right() - 3.0), 1.5, self.theme.accent);
        } else {
            let place = Rect::from_min_size(margin.left_top() + vec2(0.0, 4.0), Vec2::splat(16.0));
            icon::paint(painter, Icon::Locked, place, self.theme.muted);
            shown.response.on_hover_text(self.theme.say(guard::words()));
        }
        shown.inner
    }

    /// One of a fixed list, by its title.
    pub fn choice<C: Choice>(self, ui: &mut Ui, name: Text, hint: Text, value: &mut C) {
        let same = |a: &C, b: &C| a.name() == b.name();
        let current = value.clone();
        self.pick(ui, name, hint, self.theme.say(title(&current)), |ui| {
            for choice in C::ALL {
                let selected = same(choice, &current);
                if entry(ui, selected, self.theme.say(title(choice))).clicked() && !selected {
                    *value = choice.clone();
                }
            }
        });
    }

    /// A list to choose the value of `field` from, with `shown` as what is chosen now.
    pub fn list<R>(
        self,
        ui: &mut Ui,
        field: Option<&Field>,
        shown: impl Into<String>,
        list: impl FnOnce(&mut Ui) -> R,
    ) {
        if let Some(field) = field {
            self.pick(ui, field.name(), field.hint(), shown, list);
        }
    }

    /// A list to choose from, with `shown` as what is chosen now.
    pub fn pick<R>(
        self,
        ui: &mut Ui,
        name: Text,
        hint: Text,
        shown: impl Into<String>,
        list: impl FnOnce(&mut Ui) -> R,
    ) {
        pick(ui, self.theme, (name, hint), shown, list);
    }

    /// What is wrong with the field of this key, right below its control.
    pub fn problem(self, ui: &mut Ui, key: &str) {
        self.say(ui, |problem| problem.field == key);
    }

    /// What is wrong and has no control beside which it could be said, or whose control is folded away.
    pub fn other_problems(self, ui: &mut Ui) {
        self.say(ui, |_| true);
    }

    /// A problem of this key is said elsewhere.
    pub fn is_said(self, key: &str) {
        let of_key = self.problems.iter().enumerate().filter(|(_, problem)| problem.field == key);
        self.said.borrow_mut().extend(of_key.map(|(index, _)| index));
    }

    /// Says the problems that are wanted here, each once a frame.
    fn say(self, ui: &mut Ui, wanted: impl Fn(&Problem) -> bool) {
        for (index, problem) in self.problems.iter().enumerate() {
            if wanted(problem) && self.said.borrow_mut().insert(index) {
                let message = problem.message.say(self.theme.language);
                ui.label(egui::RichText::new(message).color(self.theme.negative));
            }
        }
    }
}
