//! The sharpness along the run and the limit above which plain gradient descent is unstable, with the loss below.

use egui::{Align2, Color32, Shape, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    insight::landscape::sharpness::limit,
    language::{Text, compact},
    text,
    training::Record,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::{bold, space, text as size},
    },
    worker::{Snapshot, terrain::Curve},
};

/// Width in which both numbers have room side by side.
const BOTH: f32 = 400.0;
/// The line is drawn as far as so many times the highest sharpness, or the curve would be flat.
const ABOVE: f64 = 2.5;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, curve: Option<&Curve>) {
    ui.label(theme.title(theme.say(text!("Sharpness", "锐度"))));
    ui.label(theme.caption(theme.say(text!(
        "the largest eigenvalue of the Hessian of the training loss",
        "训练损失的 Hessian 矩阵的最大特征值"
    ))));
    let Some(curve) = curve.filter(|curve| !curve.points.is_empty()) else {
        ui.label(theme.say(text!("Computing the sharpness…", "正在计算锐度……")));
        return;
    };
    let now = numbers(ui, theme, snapshot, curve);
    ui.add_space(space::HALF);
    let end = snapshot.history.newest().map_or(1.0, |record| record.epoch as f64).max(1.0);
    let end = curve.points.last().map_or(end, |point| point.0.max(end));
    let height = (0.5 * ui.available_height()).clamp(120.0, 280.0);
    sharpness(ui, theme, snapshot, curve, (end, height));
    losses(ui, theme, snapshot, end);
    words(ui, theme, snapshot, curve, now);
}

/// The sharpness of the moment that is shown, and the limit there.
fn numbers(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, curve: &Curve) -> (f64, Option<f64>) {
    let here = at(snapshot);
    let nearest = curve.points.iter().min_by(|a, b| (a.0 - here).abs().total_cmp(&(b.0 - here).abs()));
    let now = nearest.map_or(f64::NAN, |point| point.1);
    let line = line_at(snapshot, here);
    let mut all = vec![(compact(now), theme.ink, text!("here", "此处"))];
    if let Some(line) = line {
        let rate = snapshot.history.learning_rate(snapshot.newest_experiment.training(), here);
        let words = text!("where steps at rate {rate} grow", "学习率 {rate} 的步开始发散之处");
        all.push((compact(line), theme.accent, words));
    }
    let show = |ui: &mut Ui, (number, ink, words): (String, Color32, Text)| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(egui::RichText::new(number).size(size::LARGE).color(ink));
        ui.label(theme.caption(theme.say(words)));
    };
    // Each in a line of its own where one line has no room for both.
    if ui.available_width() < BOTH {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            all.into_iter().for_each(|one| _ = ui.horizontal(|ui| show(ui, one)));
        });
    } else {
        ui.horizontal(|ui| all.into_iter().for_each(|one| show(ui, one)));
    }
    (now, line)
}

fn at(snapshot: &Snapshot) -> f64 {
    let checkpoint = &snapshot.checkpoint;
    checkpoint.epoch as f64 + checkpoint.position as f64 / checkpoint.order.len().max(1) as f64
}

/// The limit of stability at the learning rate of that time.
fn line_at(snapshot: &Snapshot, epochs: f64) -> Option<f64> {
    let training = snapshot.newest_experiment.training();
    let rate = snapshot.history.learning_rate(training, epochs);
    limit(training.optimizer, rate).filter(|line| line.is_finite())
}

fn sharpness(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, curve: &Curve, (end, height): (f64, f32)) {
    let most = curve.points.iter().map(|point| point.1).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let lines: Vec<(f64, f64)> =
        curve.points.iter().filter_map(|(epochs, _)| Some((*epochs, line_at(snapshot, *epochs)?))).collect();
    let highest = lines.iter().map(|line| line.1).filter(|line| *line < ABOVE * most).fold(most, f64::max);
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: "" };
    let up = Side { range: (0.0, 1.15 * highest.max(1e-6)), unit: 1.0, sign: "", name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width(), height), &across, &up);
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    // Dashes begin anew at each point, so that only the ends of level stretches are points.
    let is_end = |place: usize| {
        let same = |other: Option<&(f64, f64)>| other.is_some_and(|other| other.1 == lines[place].1);
        !(same(place.checked_sub(1).and_then(|before| lines.get(before))) && same(lines.get(place + 1)))
    };
    let ends = (0..lines.len()).filter(|place| is_end(*place));
    let dashed: Vec<_> = ends.map(|place| chart.at(lines[place].0, lines[place].1)).collect();
    painter.extend(Shape::dashed_line(&dashed, Stroke::new(1.75, theme.accent), 6.0, 4.0));
    let points =
        curve.points.iter().map(|(epochs, value)| chart.at(*epochs, if value.is_finite() { *value } else { 0.0 }));
    painter.add(Shape::line(points.collect(), Stroke::new(2.0, theme.ink)));
    let here = at(snapshot);
    if let Some((epochs, value)) = curve.points.iter().min_by(|a, b| (a.0 - here).abs().total_cmp(&(b.0 - here).abs()))
    {
        // Whole at the edge, too.
        ui.painter().circle(chart.at(*epochs, *value), 5.0, theme.surface, Stroke::new(2.0, theme.accent));
    }
    if let Some(last) = dashed.last().filter(|last| chart.frame.contains(**last)) {
        let name = if matches!(snapshot.newest_experiment.training().optimizer, crate::nn::Optimizer::GradientDescent) {
            text!("2 ÷ rate", "2 ÷ 学习率")
        } else {
            text!("limit", "极限")
        };
        painter.text(*last - vec2(2.0, 4.0), Align2::RIGHT_BOTTOM, theme.say(name), bold(size::SMALL), theme.accent);
    }
    chart.response.widget_info(|| {
        let (count, last) = (curve.points.len(), compact(curve.points.last().map_or(f64::NAN, |point| point.1)));
        let said = text!("Sharpness at {count} moments, {last} at the last", "{count} 个时刻的锐度，最后为 {last}");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}

/// The training loss on the same epochs.
fn losses(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, end: f64) {
    let records = snapshot.history.records();
    let log = |record: &Record| libm::log10(record.metrics.train.loss.max(1e-12));
    let finite = || records.iter().map(log).filter(|log| log.is_finite());
    let (low, high) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    if !low.is_finite() || low >= high || ui.available_height() < 180.0 {
        return;
    }
    let name = theme.say(text!("epochs", "轮数"));
    let across = Side { range: (0.0, end), unit: 1.0, sign: "", name: &name };
    let up = Side { range: (low - 0.1, high + 0.1), unit: 1.0, sign: "", name: "" };
    let chart = Chart::by_factors(ui, theme, vec2(ui.available_width(), 96.0), (&across, false), (&up, true));
    let painter = ui.painter().with_clip_rect(chart.frame.expand(1.0));
    let points = records.iter().filter(|record| log(record).is_finite());
    let points = points.map(|record| chart.at(record.epoch as f64, log(record))).collect();
    painter.add(Shape::line(points, Stroke::new(1.25, theme.ink)));
    chart.response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Image,
            true,
            theme.say(text!("Training loss on the same epochs", "同样轮数的训练损失")),
        )
    });
}

/// What is seen, in words.
fn words(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, curve: &Curve, (now, line): (f64, Option<f64>)) {
    let losses: Vec<f64> = snapshot.history.records().iter().map(|record| record.metrics.train.loss).collect();
    let rises = losses.windows(2).filter(|pair| pair[1] > pair[0]).count();
    if losses.len() > 20 {
        let share = 100.0 * rises as f64 / (losses.len() - 1) as f64;
        let (from, to) = (compact(losses[0]), compact(losses[losses.len() - 1]));
        ui.label(theme.say(text!(
            "The loss rises in {share:.0} % of the recorded epochs; it went from {from} to {to}.",
            "在 {share:.0} % 的记录轮次中损失上升；总体从 {from} 变为 {to}。"
        )));
    }
    let training = snapshot.newest_experiment.training();
    let is_whole = training.batch_size >= snapshot.newest_data.train.rows.len();
    let said = match line {
        None => text!(
            "Gradient descent swings where the sharpness is above 2 ÷ rate. This optimizer scales its steps by earlier \
             gradients, so no one line can be drawn for it.",
            "梯度下降在锐度高于 2 ÷ 学习率时会来回摆动。该优化器按以往梯度缩放更新，因此画不出一条固定的界线。"
        ),
        Some(line) if is_whole && (0.8..1.25).contains(&(now / line)) => text!(
            "It stays at the line, where steps along the sharpest direction only just do not grow: the edge of stability \
             (Cohen et al. 2021).",
            "它停留在虚线附近，沿曲率最大方向的更新刚好不会越来越大：稳定性边缘（Cohen 等 2021）。"
        ),
        Some(_) if is_whole => text!(
            "With all rows in one batch, the sharpness tends to climb to the dashed line and to stay there.",
            "所有样本在同一批次时，锐度往往升到虚线并停在那里。"
        ),
        Some(_) => text!(
            "With small batches the sharpness stays below the dashed line; only with all rows in one batch does it climb to it.",
            "小批次时锐度保持在虚线之下；只有所有样本在同一批次时才会升到虚线。"
        ),
    };
    ui.label(theme.caption(theme.say(said)));
    let (rows, of) = curve.rows;
    if rows < of {
        ui.label(
            theme.caption(theme.say(text!("on {rows} of {of} training rows", "使用 {of} 个训练样本中的 {rows} 个"))),
        );
    }
}
