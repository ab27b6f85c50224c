//! The columns of a table to choose from: kind, number of missing cells, and first rows.

use egui::{Align, Layout, Response, TextWrapMode, Ui, vec2};

use crate::{
    data::{Column, Table, limited::MOST_COLUMNS},
    language::{grouped, shortened},
    text,
    ui::kit::{Theme, check, menu, theme::space},
};

/// Widths of name, kind, empty cells and first rows.
const WIDTHS: [f32; 4] = [170.0, 92.0, 64.0, 170.0];
/// Rows whose cells are shown.
const ROWS: usize = 5;

/// Checkboxes for the input columns; `targets` are the target columns.
pub(super) fn inputs(ui: &mut Ui, theme: &Theme, table: &Table, inputs: &mut Vec<String>, targets: &[String]) {
    ui.horizontal(|ui| {
        let of = |column: &&Column| column.kind().is_read() && !targets.contains(&column.name);
        let readable = || table.columns.iter().filter(of).flat_map(|column| table.as_inputs(&column.name));
        let hint = text!("Every column that a network can make something of.", "网络能够利用的所有列。");
        if ui.button(theme.say(text!("All", "全部"))).on_hover_text(theme.say(hint)).clicked() {
            *inputs = readable().take(MOST_COLUMNS).collect();
        }
        if ui.button(theme.say(text!("None", "无"))).clicked() {
            inputs.clear();
        }
    });
    heading(ui, theme);
    for column in &table.columns {
        if targets.contains(&column.name) {
            let said = theme.say(text!("predicted", "预测目标")).into_owned();
            let name = shortened(&column.name, 80).into_owned();
            line(ui, theme, column, |ui| ui.label(theme.caption(format!("{name} · {said}"))));
            continue;
        }
        let own = table.as_inputs(&column.name);
        let is_own_input = column.is_of_numbers() || column.is_yes_no() || column.dated().is_some();
        let is_offered = is_own_input || own.first() != Some(&column.name);
        let is_own = |name: &String| *name == column.name || table.is_text_of(name, &column.name);
        let mut on = inputs.iter().any(is_own);
        let response = line(ui, theme, column, |ui| {
            ui.add_enabled_ui(is_offered, |ui| check::ui(ui, theme, &mut on, shortened(&column.name, 80))).inner
        });
        if response.changed() {
            inputs.retain(|name| !is_own(name));
            if on {
                inputs.extend(own);
            }
        }
    }
}

/// Radio buttons for the target column; returns another one when chosen.
pub(super) fn target(ui: &mut Ui, theme: &Theme, table: &Table, target: &str) -> Option<String> {
    heading(ui, theme);
    let mut chosen = None;
    for column in &table.columns {
        let name = shortened(&column.name, 80);
        let shown = |ui: &mut Ui| ui.selectable_label(column.name == *target, name);
        if menu::closing(line(ui, theme, column, shown), ui).clicked() {
            chosen = Some(column.name.clone());
        }
    }
    chosen
}

fn heading(ui: &mut Ui, theme: &Theme) {
    ui.set_min_width(WIDTHS.iter().sum::<f32>() + 3.0 * space::ONE);
    ui.horizontal(|ui| {
        let heads = [text!("Column", "列"), text!("Kind", "类型"), text!("Empty", "空"), text!("First rows", "前几行")];
        for (head, width) in heads.into_iter().zip(WIDTHS) {
            cell(ui, width, |ui| ui.label(theme.caption(theme.say(head))));
        }
    });
}

/// A line about `column` that begins with its name.
fn line(ui: &mut Ui, theme: &Theme, column: &Column, name: impl FnOnce(&mut Ui) -> Response) -> Response {
    ui.horizontal(|ui| {
        let response = cell(ui, WIDTHS[0], name);
        cell(ui, WIDTHS[1], |ui| ui.label(theme.caption(theme.say(column.kind().name()))));
        let empty = column.missing.len();
        let empty = if empty == 0 { String::new() } else { grouped(empty as u64) };
        cell(ui, WIDTHS[2], |ui| ui.label(theme.caption(empty)));
        let first = (0..column.rows().min(ROWS)).map(|row| match column.shown(row) {
            empty if empty.is_empty() => "–".into(),
            text => shortened(&text, 24).into_owned(),
        });
        let first = first.collect::<Vec<String>>().join(" · ");
        cell(ui, WIDTHS[3], |ui| ui.label(theme.caption(first)));
        response
    })
    .inner
}

/// Something of a fixed width, cut where it is longer.
fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let size = vec2(width, space::TARGET);
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        add(ui)
    })
    .inner
}
