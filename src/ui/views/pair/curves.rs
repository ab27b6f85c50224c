//! The loss of both over the same epochs.

use egui::{Color32, Pos2, Sense, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    language::compact,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        line,
    },
    worker::pair::Paired,
};

/// Colour and dashes of the one at this place.
fn pen(theme: &Theme, place: usize) -> (Color32, Option<(f32, f32)>) {
    if place == 0 { (theme.ink, None) } else { (line::color(theme, 0), Some(line::dashes(0))) }
}

fn stroke(painter: &egui::Painter, points: Vec<Pos2>, (color, dashes): (Color32, Option<(f32, f32)>), width: f32) {
    let stroke = Stroke::new(width, color);
    match dashes {
        Some((dash, gap)) => painter.extend(Shape::dashed_line(&points, stroke, dash, gap)),
        None => _ = painter.add(Shape::line(points, stroke)),
    }
}

/// A piece of the line of the one at this place.
pub(super) fn sample(ui: &mut Ui, theme: &Theme, place: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(26.0, 16.0), Sense::hover());
    stroke(ui.painter(), vec![rect.left_center(), rect.right_center()], pen(theme, place), 2.0);
}

pub(super) fn ui(ui: &mut Ui, theme: &Theme, paired: &Paired, height: f32) {
    ui.label(theme.caption(theme.say(text!(
        "Loss of both: thick on held-out rows, thin on training rows",
        "两者的损失：粗线为留出样本，细线为训练样本"
    ))));
    let losses =
        || paired.sides.iter().flat_map(|side| side.curve.iter().flat_map(|(_, train, judged)| [*train, *judged]));
    // A few that leap up must not press all others together.
    let first = paired.sides.iter().filter_map(|side| side.curve.first()).map(|first| first.1.max(first.2));
    let most = 2.0 * first.filter(|loss| loss.is_finite()).fold(0.0, f64::max);
    let top = losses().filter(|loss| loss.is_finite()).fold(1e-6, f64::max);
    let top = 1.05 * if most > 0.0 { top.min(most) } else { top };
    let name = theme.say(text!("epochs", "轮数"));
    let across = Side { range: (0.0, paired.epoch.max(1) as f64), unit: 1.0, sign: "", name: &name };
    let up = Side { range: (0.0, top), unit: 1.0, sign: "", name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width().max(1.0), height.min(260.0) - 24.0), &across, &up);
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    for (place, side) in paired.sides.iter().enumerate() {
        for (judged, width) in [(false, 1.0), (true, 2.0)] {
            let at = |(epoch, train, loss): &(f64, f64, f64)| chart.at(*epoch, if judged { *loss } else { *train });
            let points = side.curve.iter().map(at).filter(|point| point.y.is_finite()).collect();
            stroke(&painter, points, pen(theme, place), width);
        }
    }
    chart.response.widget_info(|| {
        let last = paired.sides.each_ref().map(|side| compact(side.curve.last().map_or(f64::NAN, |last| last.2)));
        let [left, right] = last;
        let said = text!("Loss of both: left {left}, right {right}", "两者的损失：左 {left}，右 {right}");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}
