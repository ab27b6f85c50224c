//! The formula of a layer, a = f(W x + b), with the numbers in it, set so that it fits its column.

use egui::{Grid, Ui};

use super::{ArithmeticViewState, FOLD, Sheet, number, strong};
use crate::{
    insight::arithmetic::Quantity,
    text,
    ui::{kit::theme::space, naming::title},
};

/// Around a number that has little room.
const TIGHT: f32 = 2.0;
/// The signs between the numbers up to the bias, and those around the sums.
const SIGNS: [&[&str]; 2] = [&["= f(", "·", "+", ")"], &["= f(", ")"]];

/// How the formula is set.
struct Setting {
    /// The units and the inputs that are written out.
    units: Vec<usize>,
    columns: Vec<usize>,
    /// Room on either side of a number.
    padding: f32,
    /// Whether the sums stand in the same line.
    has_sums: bool,
}

impl Setting {
    /// The widest one that there is room for: numbers move together first, then the sums go below, then inputs are folded.
    fn of(ui: &Ui, sheet: &Sheet<'_>) -> Self {
        let (inputs, units) = (sheet.example.network.sizes[sheet.layer], sheet.example.network.sizes[sheet.layer + 1]);
        let units = if units <= FOLD { (0..units).collect() } else { vec![sheet.unit] };
        let columns = if inputs <= FOLD { (0..inputs).collect() } else { largest(sheet, inputs, FOLD - 1) };
        let mut setting = Self { units, columns, padding: ui.spacing().button_padding.x, has_sums: true };
        let room = ui.available_width();
        if setting.width(ui, sheet) > room {
            setting.padding = TIGHT;
        }
        setting.has_sums = setting.width(ui, sheet) <= room;
        while setting.width(ui, sheet) > room && setting.columns.len() > 1 {
            setting.columns = largest(sheet, inputs, setting.columns.len() - 1);
        }
        setting
    }

    /// How wide it is: the columns of numbers, the signs, and the gaps between all of them.
    fn width(&self, ui: &Ui, sheet: &Sheet<'_>) -> f32 {
        let layer = sheet.layer;
        let number = |quantity: Quantity| {
            let value = sheet.example.value(quantity).unwrap_or_default();
            number::width(ui, &number::written(value)) + 2.0 * self.padding
        };
        let widest = |all: &[usize], quantity: &dyn Fn(usize) -> Quantity| {
            all.iter().map(|one| number(quantity(*one))).fold(0.0, f32::max)
        };
        let weights = |from: &usize| widest(&self.units, &|unit| Quantity::Parameter(layer, unit, Some(*from)));
        let mut wide = widest(&self.units, &|unit| Quantity::Output(layer, unit))
            + self.columns.iter().map(weights).sum::<f32>()
            + widest(&self.columns, &|from| reads(layer, from))
            + widest(&self.units, &|unit| Quantity::Parameter(layer, unit, None));
        if self.has_sums {
            wide += widest(&self.units, &|unit| Quantity::Sum(layer, unit));
        }
        let signs = SIGNS.iter().take(1 + usize::from(self.has_sums)).copied().flatten();
        let (count, signs) = signs.fold((0, 0.0), |(count, wide), sign| (count + 1, wide + number::width(ui, sign)));
        let numbers = 3 + self.columns.len() + usize::from(self.has_sums);
        wide + signs + space::HALF * (numbers + count - 1) as f32
    }
}

/// Shows the formula of the current layer; for a large layer that of the current unit alone.
pub(super) fn ui(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState) {
    let (theme, layer) = (sheet.theme, sheet.layer);
    let name = theme.say(title(&sheet.example.network.activations[layer]));
    let number_of = layer + 1;
    ui.label(theme.title(theme.say(text!(
        "Layer {number_of}: a = f(W x + b), f is {name}",
        "第 {number_of} 层：a = f(W x + b)，f 为 {name}"
    ))));
    let setting = Setting::of(ui, sheet);
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = setting.padding;
        // Signs take no more room than they need.
        let columns = Grid::new("formula").spacing([space::HALF, 2.0]).min_col_width(0.0);
        columns.show(ui, |ui| grid(ui, sheet, state, &setting));
        if !setting.has_sums {
            ui.horizontal_wrapped(|ui| {
                ui.label(strong(theme, "z = W x + b ="));
                setting.units.iter().for_each(|unit| number::ui(ui, sheet, state, Quantity::Sum(layer, *unit)));
            });
        }
    });
    let sizes = &sheet.example.network.sizes;
    let (units, inputs) = (sizes[layer + 1] - setting.units.len(), sizes[layer] - setting.columns.len());
    if units > 0 || inputs > 0 {
        ui.label(theme.caption(theme.say(text!(
            "Folded: {units} more units, {inputs} more inputs; the largest terms are shown.",
            "已折叠：另有 {units} 个单元、{inputs} 个输入；只显示最大的项。"
        ))));
    }
}

/// The rows of the formula, below its signs.
fn grid(ui: &mut Ui, sheet: &Sheet<'_>, state: &mut ArithmeticViewState, setting: &Setting) {
    let (theme, layer) = (sheet.theme, sheet.layer);
    for heading in ["a", "= f(", "W"] {
        ui.label(strong(theme, heading));
    }
    (1..setting.columns.len()).for_each(|_| _ = ui.label(""));
    let headings = ["·", "x", "+", "b", ")", "= f(", "z", ")"];
    for heading in &headings[..if setting.has_sums { 8 } else { 5 }] {
        ui.label(strong(theme, *heading));
    }
    ui.end_row();
    for row in 0..setting.units.len().max(setting.columns.len()) {
        let unit = setting.units.get(row).copied();
        let mut show = |ui: &mut Ui, quantity: Option<Quantity>| match quantity {
            Some(quantity) => number::ui(ui, sheet, state, quantity),
            None => _ = ui.label(""),
        };
        show(ui, unit.map(|unit| Quantity::Output(layer, unit)));
        ui.label("");
        for from in &setting.columns {
            show(ui, unit.map(|unit| Quantity::Parameter(layer, unit, Some(*from))));
        }
        ui.label("");
        show(ui, setting.columns.get(row).map(|from| reads(layer, *from)));
        ui.label("");
        show(ui, unit.map(|unit| Quantity::Parameter(layer, unit, None)));
        if setting.has_sums {
            (0..2).for_each(|_| _ = ui.label(""));
            show(ui, unit.map(|unit| Quantity::Sum(layer, unit)));
        }
        ui.end_row();
    }
}

/// What a unit of `layer` reads.
const fn reads(layer: usize, from: usize) -> Quantity {
    if layer == 0 { Quantity::Input(from) } else { Quantity::Output(layer - 1, from) }
}

/// The `most` inputs whose terms weigh most in the sum of the current unit, including the current one, in order.
pub(super) fn largest(sheet: &Sheet<'_>, inputs: usize, most: usize) -> Vec<usize> {
    let terms = sheet.example.terms(Quantity::Sum(sheet.layer, sheet.unit));
    let mut order: Vec<usize> = (0..inputs).collect();
    order.sort_by(|a, b| terms[*b].value.abs().total_cmp(&terms[*a].value.abs()));
    if let Some(at) = sheet.from().and_then(|from| order.iter().position(|one| *one == from)) {
        let own = order.remove(at);
        order.insert(0, own);
    }
    order.truncate(most);
    order.sort_unstable();
    order
}
