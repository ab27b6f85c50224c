//! How a table was read from its file: assumptions, and the other choices.

use egui::{Id, Ui};

use super::fields::{Fields, first};
use crate::{
    data::{
        Source,
        reading::{AUTO, Choice},
    },
    experiment::{Experiment, fields},
    language::Text,
    text,
    ui::kit::field::entry,
};

/// Says what was assumed, below a line that opens, and offers to read the file otherwise.
pub(super) fn ui(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment) {
    let Source::Table { table, .. } = &draft.data.source else { return };
    if table.reading.is_none() {
        return;
    }
    let (theme, notes) = (fields.theme, table.notes.clone());
    let title = match notes.len() {
        0 => text!("How the file was read", "文件的读取方式"),
        count => text!("How the file was read: {count} assumed", "文件的读取方式：{count} 项推断"),
    };
    egui::CollapsingHeader::new(theme.caption(theme.say(title))).id_salt("how the table was read").show(ui, |ui| {
        for note in notes {
            ui.label(theme.caption(theme.say(note)));
        }
        for choice in Choice::ALL {
            pick(ui, fields, draft, choice);
        }
        // The file may not be readable in the way that was chosen last.
        if let Some(error) = ui.data(|data| data.get_temp::<Option<String>>(id())).flatten() {
            ui.label(egui::RichText::new(error).color(theme.negative));
        }
    });
}

fn id() -> Id {
    Id::unique("why the table cannot be read otherwise")
}

fn pick(ui: &mut Ui, fields: Fields<'_>, draft: &mut Experiment, choice: Choice) {
    let key = format!("data.table.{}", choice.name());
    let Source::Table { table, .. } = &draft.data.source else { return };
    let Some(reading) = &table.reading else { return };
    let chosen = reading.choices.get(choice);
    let found = match choice {
        Choice::Headings => Some(if reading.headings { "true" } else { "false" }.to_owned()),
        Choice::Separator => Some(reading.separator.name().to_owned()),
        Choice::Encoding => Some(reading.encoding.to_lowercase()),
        Choice::Decimal | Choice::Signs | Choice::Dates => None,
    };
    let theme = fields.theme;
    let said = |value: &str| theme.say(words(choice, value)).into_owned();
    let automatic = match &found {
        Some(found) => {
            let found = words(choice, found);
            let (english, chinese) = found.both();
            theme.say(text!("As found: {english}", "自动：{chinese}")).into_owned()
        }
        None => said(AUTO),
    };
    let shown = if chosen == AUTO { automatic.clone() } else { said(&chosen) };
    let mut wanted = None;
    fields.list(ui, first(&key), shown, |ui| {
        for value in choice.offered() {
            let name = if *value == AUTO { automatic.clone() } else { said(value) };
            if entry(ui, *value == chosen, name).clicked() {
                wanted = Some(*value);
            }
        }
    });
    if let Some(value) = wanted {
        let error = fields::set(draft, &key, value).err();
        ui.data_mut(|data| data.insert_temp(id(), error));
    }
}

/// A value in words.
fn words(choice: Choice, value: &str) -> Text {
    match (choice, value) {
        (Choice::Headings, "true") => text!("line 1 is headings", "第一行是标题"),
        (Choice::Headings, "false") => text!("line 1 is a row", "第一行是数据"),
        (Choice::Signs, "true") => text!("taken for what they mean", "按含义理解"),
        (Choice::Signs, "false") => text!("left as texts", "保留为文本"),
        (Choice::Decimal, "point") => text!("point, as in 1.5", "点，如 1.5"),
        (Choice::Decimal, "comma") => text!("comma, as in 1,5", "逗号，如 1,5"),
        (Choice::Dates, "day") => text!("day first, as in 31/5/2024", "日在前，如 31/5/2024"),
        (Choice::Dates, "month") => text!("month first, as in 5/31/2024", "月在前，如 5/31/2024"),
        (Choice::Dates, "year") => text!("year first, as in 24/5/31", "年在前，如 24/5/31"),
        (Choice::Separator, "comma") => text!("comma", "逗号"),
        (Choice::Separator, "semicolon") => text!("semicolon", "分号"),
        (Choice::Separator, "tab") => text!("tab", "制表符"),
        (Choice::Separator, "bar") => text!("bar |", "竖线 |"),
        (Choice::Separator, "blanks") => text!("blanks", "空格"),
        (_, AUTO) => text!("By each column", "按各列判断"),
        (_, other) => Text::same(other),
    }
}
