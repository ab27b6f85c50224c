//! The loss on the line from the run to another one, directly and after matching the other's units.

use egui::{Shape, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::{
    insight::landscape::{Line, line::ENDS},
    language::compact,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::{bold, space, text as size},
    },
    worker::terrain::Between,
};

/// Least and greatest exponent of ten that is shown.
const EXPONENTS: (f64, f64) = (-8.0, 4.0);

pub(super) fn ui(ui: &mut Ui, theme: &Theme, between: Option<&Between>, letter: char, busy: bool) {
    let Some(between) = between else {
        ui.label(theme.say(if busy {
            text!("Computing the path…", "正在计算路径……")
        } else {
            text!(
                "Run {letter} has other layers, so there is no straight way to it.",
                "训练 {letter} 的层不同，因此没有通向它的直线。"
            )
        }));
        return;
    };
    let logs: Vec<Vec<f64>> = between.lines.iter().map(logs).collect();
    let all = || logs.iter().flatten().copied();
    let low = all().fold(f64::INFINITY, f64::min) - 0.2;
    let high = all().fold(f64::NEG_INFINITY, f64::max) + 0.2;
    let name = theme.say(text!("0 is this run, 1 is run {letter}", "0 为当前训练，1 为训练 {letter}"));
    let across = Side { range: ENDS, unit: 1.0, sign: "", name: &name };
    let up = Side { range: (low, high.max(low + 0.5)), unit: 1.0, sign: "", name: "" };
    let height = (ui.available_height() - 96.0).clamp(180.0, 460.0);
    let chart = Chart::by_factors(ui, theme, vec2(ui.available_width(), height), (&across, false), (&up, true));
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    for end in [0.0, 1.0] {
        let x = chart.at(end, low).x;
        let ends = [pos2(x, chart.frame.top()), pos2(x, chart.frame.bottom())];
        painter.extend(Shape::dashed_line(&ends, Stroke::new(1.0, theme.muted), 2.0, 4.0));
    }
    for (place, (line, logs)) in between.lines.iter().zip(&logs).enumerate() {
        let points: Vec<_> =
            logs.iter().enumerate().map(|(at, log)| chart.at(Line::share(at, logs.len()), *log)).collect();
        let (color, is_dashed) = if place == 0 { (theme.ink, false) } else { (theme.accent, true) };
        let stroke = Stroke::new(2.25, color);
        if is_dashed {
            painter.extend(Shape::dashed_line(&points, stroke, 7.0, 4.0));
        } else {
            painter.add(Shape::line(points, stroke));
        }
        let (height, share) = line.barrier();
        if height > 0.0 {
            let index = ((share - ENDS.0) / (ENDS.1 - ENDS.0) * (logs.len() - 1) as f64).round() as usize;
            painter.circle_filled(chart.at(share, logs[index]), 4.0, color);
        }
    }
    legend(ui, theme, between);
    chart.response.widget_info(|| {
        let [straight, matched] = [0, 1].map(|place| compact(between.lines[place].barrier().0));
        let said = text!(
            "Loss on the way to run {letter}: barrier {straight}, after matching {matched}",
            "到训练 {letter} 的路线上的损失：障碍 {straight}，匹配后 {matched}"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}

fn logs(line: &Line) -> Vec<f64> {
    let log = |loss: &f64| {
        if loss.is_nan() { EXPONENTS.1 } else { libm::log10(loss.max(1e-300)).clamp(EXPONENTS.0, EXPONENTS.1) }
    };
    line.losses.iter().map(log).collect()
}

fn legend(ui: &mut Ui, theme: &Theme, between: &Between) {
    ui.add_space(space::ONE);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        for (place, name) in
            [text!("straight", "直线"), text!("after matching the units", "匹配单元之后")].into_iter().enumerate()
        {
            let (rect, _) = ui.allocate_exact_size(vec2(28.0, space::TARGET), egui::Sense::hover());
            let ends = [rect.left_center(), rect.right_center()];
            let color = if place == 0 { theme.ink } else { theme.accent };
            if place == 0 {
                ui.painter().line_segment(ends, Stroke::new(2.25, color));
            } else {
                ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(2.25, color), 7.0, 4.0));
            }
            let barrier = compact(between.lines[place].barrier().0);
            ui.label(theme.say(name));
            let words = theme.say(text!("barrier {barrier}", "障碍 {barrier}"));
            ui.label(egui::RichText::new(words).font(bold(size::BODY)).color(color));
            ui.add_space(space::TWO);
        }
    });
    ui.label(theme.caption(theme.say(text!(
        "The barrier is how far the loss rises above the line from one run’s loss to the other’s. The order of units, and the \
         sign of tanh units, changes no answer: matched to this run’s, the other one may turn out to lie near.",
        "障碍是损失高出两次训练损失连线的程度。单元的顺序以及 tanh 单元的符号不改变输出：按当前训练匹配之后，另一网络也许就在近旁。"
    ))));
}
