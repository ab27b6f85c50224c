//! Both networks, one above the other: the input, preferred inputs of each layer's units, and the prediction.

use std::sync::Arc;

use egui::{Align2, FontId, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use super::tiles::Tiles;
use crate::{
    data::Target,
    experiment::Experiment,
    language::{Text, shortened},
    measure::Metric,
    text,
    ui::{
        kit::{
            Theme,
            theme::{bold, space, text},
        },
        views::{answer, network::picture},
    },
    worker::race::{Standing, WATCHED, WaySeen},
};

/// Side of the picture that goes in.
const INPUT: f32 = 64.0;
/// Room for the prediction.
const ANSWER: f32 = 176.0;
/// Between two layers.
const BETWEEN: f32 = 20.0;
/// Tiles from one to the next, at most and at least.
const PITCH: (f32, f32) = (32.0, 10.0);

/// Shows both ways of a race whose inputs are pictures of this `side`; `judges` says which rows judge.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    standing: &Standing,
    tiles: &mut [Tiles; WATCHED],
    (side, judges): (usize, Text),
    experiment: &Experiment,
) {
    let height = ((ui.available_height() - space::ONE) / 2.0).max(200.0);
    // From scratch first: it is what the other is measured by.
    for way in [1, 0] {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height - space::ONE), Sense::hover());
        let name = [text!("Pretrained", "预训练"), text!("From scratch", "从头训练")][way].clone();
        ui.painter().text(rect.left_top(), Align2::LEFT_TOP, theme.say(name), bold(text::TITLE), theme.ink);
        let Some(seen) = &standing.ways[way] else {
            let words = theme.say(text!("waits for its turn", "等待中"));
            let at = rect.left_top() + vec2(0.0, 28.0);
            ui.painter().text(at, Align2::LEFT_TOP, words, FontId::proportional(text::SMALL), theme.muted);
            continue;
        };
        let metric = standing.metric.unwrap_or(Metric::Accuracy);
        let sign = if metric == Metric::Accuracy { " %" } else { "" };
        let score = if seen.score.is_finite() { metric.written(seen.score) + sign } else { "–".into() };
        let number = FontId::proportional(text::LARGE);
        let written = ui.painter().text(rect.right_top(), Align2::RIGHT_TOP, score, number, theme.ink);
        let at = pos2(written.left() - space::ONE, written.bottom() - 3.0);
        let small = FontId::proportional(text::SMALL);
        ui.painter().text(at, Align2::RIGHT_BOTTOM, theme.say(first(&judges, standing.seeds)), small, theme.muted);
        network(ui, theme, seen, &mut tiles[way], (rect.with_min_y(rect.top() + 28.0), side, way), experiment);
    }
}

fn network(
    ui: &mut Ui,
    theme: &Theme,
    way: &Arc<WaySeen>,
    tiles: &mut Tiles,
    (rect, side, number): (Rect, usize, usize),
    experiment: &Experiment,
) {
    let height = rect.height() - 20.0;
    let layers = way.portraits.len() as f32;
    let room = rect.width() - INPUT - ANSWER - (layers + 1.0) * BETWEEN;
    let mut pitch = PITCH.0;
    loop {
        tiles.fit(ui, theme, way, side, pitch, height);
        let wide: f32 = tiles.grids().iter().map(|grid| grid.size(pitch).x).sum();
        if wide <= room || pitch <= PITCH.1 {
            break;
        }
        pitch = (pitch - 2.0).max(PITCH.1);
    }
    let middle = rect.top() + height / 2.0;
    let input = Rect::from_min_size(pos2(rect.left() + 1.0, middle - INPUT / 2.0), Vec2::splat(INPUT));
    let row = way.data.features_of(&way.data.set.inputs, &[way.row]);
    picture::paint(ui, theme, input, (side, side), row.row(0).iter().copied());
    picture::frame(ui, theme, input);
    if let Target::Class { classes, labels, .. } = way.data.own_target()
        && let Some(class) = labels.get(way.row).and_then(|label| classes.get(*label as usize))
    {
        let (words, class) = (FontId::proportional(text::SMALL), shortened(class, 8));
        let said = theme.say(text!("true: {class}", "真实：{class}"));
        ui.painter().text(input.center_bottom() + vec2(0.0, 6.0), Align2::CENTER_TOP, said, words, theme.muted);
    }
    let mut left = input.right() + BETWEEN;
    let line = Stroke::new(1.0, theme.rule);
    ui.painter().hline(input.right() + 4.0..=left - 4.0, middle, line);
    for (layer, grid) in tiles.grids().iter().enumerate() {
        let size = grid.size(pitch);
        let corner = pos2(left, middle - size.y / 2.0);
        tiles.paint(ui.painter(), layer, corner, pitch);
        let badge = badge(theme, number, experiment, layer);
        let at = pos2(left, rect.bottom());
        ui.painter().text(at, Align2::LEFT_BOTTOM, badge, FontId::proportional(text::SMALL), theme.muted);
        left += size.x;
        ui.painter().hline(left + 2.0..=left + BETWEEN - 4.0, middle, line);
        left += BETWEEN;
    }
    answer(ui, theme, way, Rect::from_min_max(pos2(left, rect.top()), pos2(rect.right(), rect.top() + height)));
}

/// What `judges` says, and that the network is one of several where the table beside it has the mean of all.
fn first(judges: &Text, seeds: u64) -> Text {
    let (english, chinese) = judges.both();
    if seeds > 1 { text!("first seed, {english}", "第一个种子，{chinese}") } else { judges.clone() }
}

/// Where a layer comes from.
fn badge(theme: &Theme, way: usize, experiment: &Experiment, layer: usize) -> String {
    let rate = experiment.stages.list().last().and_then(|last| last.rates.get(layer)).copied().unwrap_or(1.0);
    let said = match (way, rate) {
        (1, _) => text!("new", "全新"),
        (_, 0.0) => text!("frozen", "冻结"),
        _ => text!("tuned", "微调"),
    };
    theme.say(said).into_owned()
}

/// How sure the network is of each class.
fn answer(ui: &Ui, theme: &Theme, way: &WaySeen, rect: Rect) {
    let Target::Class { classes, labels, .. } = way.data.own_target() else { return };
    let truth = labels.get(way.row).copied().unwrap_or_default() as usize;
    answer::bars(ui, theme, rect, classes, &way.answer, Some(truth));
}
