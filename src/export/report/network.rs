//! Network diagram.

use super::page::escaped;
use crate::{language::Language, nn::Choice, text, training::Trainer};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
/// Largest number of units of a layer that are drawn; the middle of a larger one is left out.
const UNITS: usize = 12;
/// Largest number of lines into a layer that are drawn: the largest weights.
const LINES: usize = 150;

/// Units as dots, weights as lines: blue for positive, orange and dashed for negative ones, as wide as they are large.
pub(super) fn svg(trainer: &Trainer, language: Language) -> String {
    let network = trainer.network();
    let sizes = network.parameters.sizes();
    let label = text!("The network's layers and weights", "网络的层与权重");
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-label=\"{}\">\n",
        escaped(label.say(language))
    );
    let x = |layer: usize| 50.0 + (WIDTH - 100.0) * layer as f64 / (sizes.len() - 1) as f64;
    let mut dots = String::new();
    for (layer, units) in sizes.iter().enumerate() {
        let places = shown(*units);
        if let Some(before) = layer.checked_sub(1) {
            svg += &lines(trainer, before, x(before), x(layer));
        }
        for (place, unit) in places.iter().enumerate() {
            let y = height(place, places.len());
            dots += &match unit {
                Some(_) => {
                    format!("<circle cx=\"{:.1}\" cy=\"{y:.1}\" r=\"6\" fill=\"#fff\" stroke=\"#1d2327\"/>\n", x(layer))
                }
                None => format!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">…</text>\n", x(layer), y + 4.0),
            };
        }
        let function = layer.checked_sub(1).map(|layer| network.activations[layer].name()).unwrap_or_default();
        dots += &format!(
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\" fill=\"#50575e\">{units} {function}</text>\n",
            x(layer),
            HEIGHT - 6.0
        );
    }
    let told = text!(
        "Blue lines are positive weights, orange and dashed ones negative; width is size. Large is not the same as important.",
        "蓝线是正权重，橙色虚线是负权重；宽度表示大小。大不等于重要。"
    );
    format!("{svg}{dots}</svg>\n<p>{}</p>\n", escaped(told.say(language)))
}

/// The units of a layer that are drawn, one per position; `None` where the middle is left out.
fn shown(units: usize) -> Vec<Option<usize>> {
    if units <= UNITS {
        return (0..units).map(Some).collect();
    }
    let half = UNITS / 2;
    (0..half).map(Some).chain([None]).chain((units - half..units).map(Some)).collect()
}

fn height(place: usize, places: usize) -> f64 {
    let room = HEIGHT - 50.0;
    16.0 + room * (place as f64 + 0.5) / places as f64
}

fn lines(trainer: &Trainer, layer: usize, from_x: f64, to_x: f64) -> String {
    let parameters = &trainer.network().parameters;
    let (weights, sizes) = (parameters.weights(layer), parameters.sizes());
    let (from, to) = (shown(sizes[layer]), shown(sizes[layer + 1]));
    let largest = weights.iter().map(|weight| weight.abs()).filter(|weight| weight.is_finite()).fold(1e-12, f32::max);
    let mut all = Vec::new();
    for (row, unit) in to.iter().enumerate() {
        for (column, input) in from.iter().enumerate() {
            if let (Some(unit), Some(input)) = (unit, input) {
                all.push((weights[[*unit, *input]], height(column, from.len()), height(row, to.len())));
            }
        }
    }
    all.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let line = |(weight, from_y, to_y): &(f32, f64, f64)| {
        let (colour, dashes) = if *weight < 0.0 { ("#b54b00", "4 3") } else { ("#0b57a4", "") };
        let width = 0.3 + 3.7 * f64::from((weight.abs() / largest).min(1.0));
        format!(
            "<path d=\"M{from_x:.1} {from_y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.2}\" \
             stroke-dasharray=\"{dashes}\" opacity=\"0.75\"/>\n"
        )
    };
    all.iter().take(LINES).map(line).collect()
}
