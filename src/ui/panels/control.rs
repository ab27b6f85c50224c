//! The control of a field, by what the field says of itself.

use egui::Ui;

use super::fields::Fields;
use crate::{
    experiment::{
        Experiment, Field,
        fields::{Choices, Count, Kind, Offered, Range, Scale, Switch, Unit, Whole, all},
    },
    language::Text,
    text,
    ui::{
        kit::{
            Theme, check,
            field::{Number, entry, line, pick},
            number,
        },
        naming,
    },
};

impl Fields<'_> {
    /// The control of the field of this key where it applies, and what is wrong with it.
    ///
    /// Lists of layers, columns and features have controls of their own elsewhere.
    pub fn field(self, ui: &mut Ui, draft: &mut Experiment, key: &str) {
        self.guarded(ui, key, |ui| {
            for field in all().filter(|field| field.key == key) {
                control(ui, self.theme, draft, field);
            }
        });
        self.problem(ui, key);
    }
}

/// The control of `field`; nothing when it does not apply to `draft`.
fn control(ui: &mut Ui, theme: &Theme, draft: &mut Experiment, field: &Field) {
    match field.kind {
        Kind::Number(range, slot) => {
            if let Some(value) = slot(draft) {
                shown(ui, theme, field, &range, value);
            }
        }
        Kind::OptionalNumber(range, slot) => {
            if let Some(value) = slot(draft)
                && ticked(ui, theme, field, value, range.example)
                && let Some(value) = value
            {
                typed(ui, theme, field, &range, value, false);
            }
        }
        Kind::Whole(range, slot) => {
            if let Some(value) = slot(draft) {
                whole(ui, theme, field, &range, value);
            }
        }
        Kind::OptionalWhole(range, slot) => {
            if let Some(place) = slot(draft) {
                let mut value = place.get();
                if ticked(ui, theme, field, &mut value, range.example)
                    && let Some(value) = &mut value
                {
                    counted(ui, theme, field, &range, value, false);
                }
                let _fits = place.set(value);
            }
        }
        Kind::Switch(slot) => {
            if let Some(value) = slot(draft) {
                switch(ui, theme, field, value);
            }
        }
        Kind::Choice(choices) => choice(ui, theme, field, choices, draft),
        Kind::Layers(_) | Kind::Numbers(..) | Kind::Written(_) => {}
    }
}

/// A number on a slider where the field says what a slider offers, else to be typed or dragged.
fn shown(ui: &mut Ui, theme: &Theme, field: &Field, range: &Range, value: &mut f32) {
    let Some(Offered { low, high, step }) = range.offered else {
        return typed(ui, theme, field, range, value, true);
    };
    let (lowest, highest) = range.ends();
    // A tenth of 32 bits is a little more than one of 64, and ten of them would not be 1.
    let step = step.to_string().parse().unwrap_or(f64::from(step));
    let slider = Number::new(field.name(), field.hint(), low..=high).step(step).typed(lowest..=highest);
    let slider = if field.unit == Unit::Share { slider.percent() } else { slider };
    let mut made = *value;
    slider.show(ui, theme, &mut made);
    if range.contains(made) {
        *value = made;
    }
}

/// A number to be typed or dragged, in a line with its name, or without it below a tick that has it.
fn typed(ui: &mut Ui, theme: &Theme, field: &Field, range: &Range, value: &mut f32, named: bool) {
    let (lowest, highest) = range.ends();
    let speed = match (range.scale, range.is_bounded()) {
        (Scale::Linear, true) => f64::from(((highest - lowest) / 200.0).min(range.example.abs() * 0.02)),
        _ => f64::from(value.abs().max(range.example.abs() * 0.1)) * 0.01,
    };
    let (suffix, text) = (theme.say(unit(field.unit)), written(*value));
    let number = number::Number::new(lowest..=highest).late();
    let number = if field.unit == Unit::Share {
        number.percent().speed(100.0 * speed)
    } else {
        number.speed(speed).suffix(&suffix).in_full(&text)
    };
    let made = in_line(ui, theme, field, named, |ui| number.show(ui, *value));
    *value = made.filter(|made| range.contains(*made)).unwrap_or(*value);
}

/// A whole number on a slider where it has an end, else to be typed or dragged.
fn whole(ui: &mut Ui, theme: &Theme, field: &Field, range: &Whole, value: &mut dyn Count) {
    let before = value.get();
    let mut made = before;
    let offered = range.offered.or(range.high.map(|high| (range.low, high)));
    if let Some((low, high)) = offered {
        let number = Number::new(field.name(), field.hint(), low..=high).typed(range.low..=range.most());
        number.show(ui, theme, &mut made);
    } else {
        counted(ui, theme, field, range, &mut made, true);
    }
    if made != before {
        let _fits = value.set(made);
    }
}

fn counted(ui: &mut Ui, theme: &Theme, field: &Field, range: &Whole, value: &mut u64, named: bool) {
    let suffix = theme.say(unit(field.unit));
    let number = number::Number::new(range.low..=range.most()).speed((*value as f64 * 0.01).max(0.1)).suffix(&suffix);
    let made = in_line(ui, theme, field, named, |ui| number.show(ui, *value));
    *value = made.unwrap_or(*value);
}

/// A control at the end of a line that begins with the field's name, or with nothing below a tick that has the name.
fn in_line<T>(
    ui: &mut Ui,
    theme: &Theme,
    field: &Field,
    named: bool,
    control: impl FnOnce(&mut Ui) -> (egui::Response, Option<T>),
) -> Option<T> {
    let (name, hint) = (theme.say(field.name()), theme.say(field.hint()));
    let mut made = None;
    line(ui, if named { &name } else { "" }, &hint, |ui| {
        let (response, new) = control(ui);
        made = new;
        if !named {
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(&*name));
        }
        response.on_hover_text(if named { &*hint } else { &*name })
    });
    made
}

/// A tick for whether there is a value at all, which begins as `first`; whether there is one now.
fn ticked<T>(ui: &mut Ui, theme: &Theme, field: &Field, value: &mut Option<T>, first: T) -> bool {
    let mut on = value.is_some();
    if tick(ui, theme, field, &mut on) {
        *value = on.then_some(first);
    }
    on
}

fn switch(ui: &mut Ui, theme: &Theme, field: &Field, value: &mut dyn Switch) {
    let mut on = value.is_on();
    if tick(ui, theme, field, &mut on) {
        value.turn(on);
    }
}

/// A tick; whether the person changed it.
fn tick(ui: &mut Ui, theme: &Theme, field: &Field, on: &mut bool) -> bool {
    let (name, hint) = (theme.say(field.name()), theme.say(field.hint()));
    // In a column of its own a long name is broken, and does not widen the region.
    ui.vertical(|ui| check::ui(ui, theme, on, &*name).on_hover_text(&*hint).changed()).inner
}

fn choice(ui: &mut Ui, theme: &Theme, field: &Field, choices: Choices, draft: &mut Experiment) {
    let now = (choices.get)(draft);
    let all = (choices.all)();
    let title = |name: &str| all.iter().find(|one| one.name == name).map(|one| naming::title_of(choices.what, one));
    let shown = now.and_then(title).map_or_else(String::new, |title| theme.say(title).into_owned());
    pick(ui, theme, (field.name(), field.hint()), shown, |ui| {
        for alternative in &all {
            let (selected, title) = (now == Some(alternative.name), naming::title_of(choices.what, alternative));
            if entry(ui, selected, theme.say(title)).clicked() && !selected {
                (choices.set)(draft, alternative.name);
            }
        }
    });
}

/// A number without zeros that say nothing, a small one by its power of ten.
pub(super) fn written(number: f32) -> String {
    if number == 0.0 || number.abs() >= 1e-5 { number.to_string() } else { format!("{number:e}") }
}

/// What stands after a number of this unit.
fn unit(unit: Unit) -> Text {
    match unit {
        Unit::None | Unit::Share => Text::fixed("", ""),
        Unit::Epochs => text!(" epochs", " 轮"),
        Unit::Seconds => text!(" s", " 秒"),
    }
}
