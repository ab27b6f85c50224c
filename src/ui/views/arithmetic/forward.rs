//! Forward pass: Z = f(W X + b) with the numbers in it, and the sum of one unit term by term.

use egui::{Grid, Ui};

use super::{ArithmeticViewState, FOLD, Sheet, number, strong};
use crate::{
    insight::arithmetic::Quantity,
    text,
    ui::{kit::theme::space, naming::title},
};

/// The formula of the current layer; for a large layer of the current unit alone.
pub(super) fn formula(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let theme = sheet.theme;
    let (layer, sizes) = (sheet.layer, &sheet.example.network.sizes);
    let (inputs, units) = (sizes[layer], sizes[layer + 1]);
    let name = theme.say(title(&sheet.example.network.activations[layer]));
    let number_of = layer + 1;
    ui.label(theme.title(theme.say(text!(
        "Layer {number_of}: a = f(W x + b), f is {name}",
        "第 {number_of} 层：a = f(W x + b)，f 为 {name}"
    ))));
    let shown: Vec<usize> = if units <= FOLD { (0..units).collect() } else { vec![sheet.unit] };
    let columns: Vec<usize> = if inputs <= FOLD { (0..inputs).collect() } else { largest(sheet, inputs) };
    Grid::new("formula").spacing([space::HALF, 2.0]).show(ui, |ui| {
        for heading in ["a", "= f(", "W"] {
            ui.label(strong(theme, heading));
        }
        (1..columns.len()).for_each(|_| _ = ui.label(""));
        for heading in ["·", "x", "+", "b", ")", "= f(", "z", ")"] {
            ui.label(strong(theme, heading));
        }
        ui.end_row();
        let rows = shown.len().max(columns.len());
        for row in 0..rows {
            let unit = shown.get(row).copied();
            match unit {
                Some(unit) => number::ui(ui, sheet, state, Quantity::Output(layer, unit)),
                None => _ = ui.label(""),
            }
            ui.label("");
            for &from in &columns {
                match unit {
                    Some(unit) => number::ui(ui, sheet, state, Quantity::Parameter(layer, unit, Some(from))),
                    None => _ = ui.label(""),
                }
            }
            ui.label("");
            match columns.get(row) {
                Some(&from) => number::ui(ui, sheet, state, reads(layer, from)),
                None => _ = ui.label(""),
            }
            ui.label("");
            match unit {
                Some(unit) => number::ui(ui, sheet, state, Quantity::Parameter(layer, unit, None)),
                None => _ = ui.label(""),
            }
            ui.label("");
            ui.label("");
            match unit {
                Some(unit) => number::ui(ui, sheet, state, Quantity::Sum(layer, unit)),
                None => _ = ui.label(""),
            }
            ui.end_row();
        }
    });
    if units > shown.len() || inputs > columns.len() {
        let (units, inputs) = (units - shown.len(), inputs - columns.len());
        ui.label(theme.caption(theme.say(text!(
            "Folded: {units} more units, {inputs} more inputs; the largest terms are shown.",
            "已折叠：另有 {units} 个单元、{inputs} 个输入；只显示最大的项。"
        ))));
    }
}

/// What a unit of `layer` reads.
pub(super) const fn reads(layer: usize, from: usize) -> Quantity {
    if layer == 0 { Quantity::Input(from) } else { Quantity::Output(layer - 1, from) }
}

/// The inputs whose terms weigh most in the sum of the current unit, including the current one, in order.
fn largest(sheet: &Sheet<'_>, inputs: usize) -> Vec<usize> {
    let terms = sheet.example.terms(Quantity::Sum(sheet.layer, sheet.unit));
    let mut order: Vec<usize> = (0..inputs).collect();
    order.sort_by(|a, b| terms[*b].value.abs().total_cmp(&terms[*a].value.abs()));
    if let Some(at) = sheet.from().and_then(|from| order.iter().position(|one| *one == from)) {
        let own = order.remove(at);
        order.insert(0, own);
    }
    order.truncate(FOLD - 1);
    order.sort_unstable();
    order
}

/// The sum of the current unit, term by term.
pub(super) fn terms(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let (theme, layer, unit) = (sheet.theme, sheet.layer, sheet.unit);
    let (unit_name, layer_name) = (unit + 1, layer + 1);
    ui.label(theme.title(theme.say(text!(
        "Unit {unit_name} of layer {layer_name}, term by term",
        "第 {layer_name} 层单元 {unit_name}，逐项计算"
    ))));
    let terms = sheet.example.terms(Quantity::Sum(layer, unit));
    let inputs = terms.len() - 1;
    let mut shown = if inputs <= FOLD { (0..inputs).collect() } else { largest(sheet, inputs) };
    let rest: f64 = (0..inputs).filter(|from| !shown.contains(from)).map(|from| terms[from].value).sum();
    let folded = inputs - shown.len();
    shown.push(inputs);
    Grid::new("terms").num_columns(6).spacing([space::ONE, 2.0]).show(ui, |ui| {
        for heading in [
            text!("from", "来自"),
            text!("weight", "权重"),
            text!("", ""),
            text!("input", "输入"),
            text!("", ""),
            text!("product", "乘积"),
        ] {
            ui.label(theme.caption(theme.say(heading)));
        }
        ui.end_row();
        for from in shown {
            let term = &terms[from];
            let name = match term.right {
                Some(Quantity::Input(input)) => sheet.input(input),
                Some(Quantity::Output(_, input)) => format!("a{}", input + 1),
                _ => theme.say(text!("bias", "偏置")).into_owned(),
            };
            let words = if from == sheet.term { strong(theme, name).color(theme.accent) } else { name.into() };
            if ui.add(egui::Button::new(words).frame_when_inactive(false)).clicked() {
                state.at[3] = from;
            }
            number::ui(ui, sheet, state, term.left);
            ui.label(if term.right.is_some() { "×" } else { "" });
            match term.right {
                Some(right) => number::ui(ui, sheet, state, right),
                None => _ = ui.label(""),
            }
            ui.label("=");
            value(ui, term.value);
            ui.end_row();
        }
        if folded > 0 {
            ui.label(theme.caption(theme.say(text!("{folded} more", "另 {folded} 项"))));
            (0..4).for_each(|_| _ = ui.label(""));
            value(ui, rest);
            ui.end_row();
        }
        for (name, quantity) in [("z", Quantity::Sum(layer, unit)), ("a = f(z)", Quantity::Output(layer, unit))] {
            ui.label(strong(theme, name));
            (0..4).for_each(|_| _ = ui.label(""));
            number::ui(ui, sheet, state, quantity);
            ui.end_row();
        }
    });
    if layer + 2 == sheet.example.network.sizes.len() {
        ui.horizontal(|ui| {
            ui.label(theme.say(text!("target", "目标")));
            number::ui(ui, sheet, state, Quantity::Target(unit));
            ui.label(theme.say(text!("loss of this example", "该样本的损失")));
            number::ui(ui, sheet, state, Quantity::Loss);
        });
    }
}

/// A number that nothing is calculated from elsewhere, where those that can be clicked begin.
fn value(ui: &mut Ui, value: f64) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(ui.spacing().button_padding.x);
        ui.label(number::written(value));
    });
}
