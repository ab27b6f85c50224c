//! Every weight of the network: each layer as a map of heat.

use egui::{Rect, ScrollArea, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{Theme, theme::space};
use crate::{text, worker::Snapshot};

/// Largest side of a cell.
const CELL: f32 = 24.0;

/// How the weights are looked at.
#[derive(Debug, Default)]
pub struct WeightsViewState {}

/// Shows the weights of `snapshot`.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, _state: &mut WeightsViewState) {
    let parameters = &snapshot.network.parameters;
    ScrollArea::vertical().id_salt("weights").auto_shrink(false).show(ui, |ui| {
        for layer in 0..parameters.layers() {
            let number = layer + 1;
            ui.label(theme.caption(theme.say(text!("Layer {number}", "第 {number} 层"))));
            let weights = parameters.weights(layer);
            let (units, inputs) = weights.dim();
            let side = (ui.available_width() / inputs as f32).min(CELL);
            let (rect, response) =
                ui.allocate_exact_size(vec2(side * inputs as f32, side * units as f32), Sense::hover());
            let largest = weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
            for ((unit, input), weight) in weights.indexed_iter() {
                let corner = rect.min + side * vec2(input as f32, unit as f32);
                let cell = Rect::from_min_size(pos2(corner.x, corner.y), Vec2::splat(side));
                ui.painter().rect_filled(cell, 0.0, theme.map(weight / largest.max(f32::MIN_POSITIVE)));
            }
            response.widget_info(|| {
                let name = theme.say(text!(
                    "Weights of layer {number}: {units} units, {inputs} inputs",
                    "第 {number} 层的权重：{units} 个单元，{inputs} 个输入"
                ));
                WidgetInfo::labeled(Role::Image, true, name)
            });
            ui.add_space(space::TWO);
        }
    });
}
