//! The network in small: the current number and those from which it is calculated are highlighted in place.

use std::collections::BTreeMap;

use egui::{Align2, Color32, FontId, Pos2, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{ArithmeticViewState, Sheet};
use crate::{insight::arithmetic::Quantity, text, ui::kit::theme::text as size};

/// Height of the drawing.
const HEIGHT: f32 = 132.0;
/// Radius of a unit.
const RADIUS: f32 = 7.0;
/// Most units of a layer that are drawn; of more, the first ones and those that are lit.
const MOST: usize = 8;

/// Where a unit stands: its layer, counted from 0 for the inputs, and its number.
type Unit = (usize, usize);

/// What of the drawing a number lights: units, and lines between them.
fn lights(quantity: Quantity, layers: usize) -> (Vec<Unit>, Vec<(Unit, Unit)>) {
    match quantity {
        Quantity::Input(input) => (vec![(0, input)], vec![]),
        Quantity::Target(output) => (vec![(layers - 1, output)], vec![]),
        Quantity::Parameter(layer, unit, Some(from))
        | Quantity::Gradient(layer, unit, Some(from))
        | Quantity::New(layer, unit, Some(from)) => (vec![], vec![((layer, from), (layer + 1, unit))]),
        Quantity::Parameter(layer, unit, None)
        | Quantity::Gradient(layer, unit, None)
        | Quantity::New(layer, unit, None)
        | Quantity::Sum(layer, unit)
        | Quantity::Output(layer, unit)
        | Quantity::Slope(layer, unit)
        | Quantity::Back(layer, unit)
        | Quantity::Delta(layer, unit) => (vec![(layer + 1, unit)], vec![]),
        Quantity::Loss => (vec![], vec![]),
    }
}

pub(super) fn ui(ui: &mut Ui, sheet: &Sheet<'_>, state: &ArithmeticViewState) {
    let theme = sheet.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(360.0), HEIGHT), Sense::hover());
    let lit = state.lit(sheet);
    let parents = sheet.example.parents(lit);
    let said = parents.iter().take(12).map(|parent| sheet.name(*parent)).collect::<Vec<_>>().join(", ");
    let name = sheet.name(lit);
    let words = theme.say(text!("{name} in the network, from {said}", "网络中的 {name}，来自 {said}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*words));
    let sizes = &sheet.example.network.sizes;
    let mut units: BTreeMap<Unit, Color32> = BTreeMap::new();
    let mut lines: BTreeMap<(Unit, Unit), Color32> = BTreeMap::new();
    let all = parents.iter().map(|parent| (*parent, theme.validation)).chain([(lit, theme.accent)]);
    for (quantity, color) in all {
        let (of_units, of_lines) = lights(quantity, sizes.len());
        units.extend(of_units.into_iter().map(|unit| (unit, color)));
        lines.extend(of_lines.into_iter().map(|line| (line, color)));
    }
    let ends = lines.keys().flat_map(|(from, to)| [*from, *to]);
    let needed: std::collections::BTreeSet<Unit> = units.keys().copied().chain(ends).collect();
    let mut places: BTreeMap<Unit, Pos2> = BTreeMap::new();
    for (layer, count) in sizes.iter().enumerate() {
        let mut shown: Vec<usize> =
            needed.range((layer, 0)..(layer + 1, 0)).map(|(_, unit)| *unit).take(MOST).collect();
        shown.extend((0..*count).filter(|unit| !needed.contains(&(layer, *unit))).take(MOST - shown.len()));
        shown.sort_unstable();
        let x = rect.left() + (layer as f32 + 0.5) / sizes.len() as f32 * rect.width();
        let apart = ((HEIGHT - 24.0) / shown.len() as f32).min(36.0);
        for (place, unit) in shown.iter().enumerate() {
            let y = rect.center().y - 6.0 + (place as f32 - 0.5 * (shown.len() - 1) as f32) * apart;
            places.insert((layer, *unit), pos2(x, y));
        }
        let caption = if *count > shown.len() { format!("{} / {count}", shown.len()) } else { String::new() };
        let font = FontId::proportional(size::SMALL);
        ui.painter().text(pos2(x, rect.bottom()), Align2::CENTER_BOTTOM, caption, font, theme.muted);
    }
    for (from, to) in places.keys().flat_map(|from| places.keys().map(move |to| (*from, *to))) {
        if to.0 == from.0 + 1 && !lines.contains_key(&(from, to)) {
            ui.painter().line_segment([places[&from], places[&to]], Stroke::new(1.0, theme.rule));
        }
    }
    for ((from, to), color) in &lines {
        if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
            ui.painter().line_segment([*from, *to], Stroke::new(3.0, *color));
        }
    }
    for (unit, at) in &places {
        let color = units.get(unit).copied();
        ui.painter().circle_filled(*at, RADIUS, color.unwrap_or(theme.surface));
        ui.painter().circle_stroke(*at, RADIUS, Stroke::new(1.0, color.unwrap_or(theme.outline)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_a_line_and_a_sum_is_a_unit() {
        let (units, lines) = lights(Quantity::Parameter(1, 0, Some(2)), 3);
        assert_eq!((units, lines), (vec![], vec![((1, 2), (2, 0))]));
        assert_eq!(lights(Quantity::Sum(0, 1), 3).0, [(1, 1)]);
        assert_eq!((lights(Quantity::Input(1), 3).0, lights(Quantity::Target(0), 3).0), (vec![(0, 1)], vec![(2, 0)]));
    }
}
