//! The score of both ways against the number of labels.

use egui::{Align2, Button, FontId, Shape, Stroke, Ui, vec2};

use crate::{
    data::{Source, Split},
    language::{Text, grouped},
    measure::Metric,
    sweep::comparison::{Comparison, Way},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            chart::{Chart, Side, apart, name_line},
            theme::{bold, space, text},
        },
    },
    worker::{label_counts::Counted, race::WATCHED},
};

/// Height of the chart, and how wide it is at most.
const HEIGHT: f32 = 200.0;
const WIDEST: f32 = 720.0;
/// Height of the name of a line.
const NAME: f32 = 15.0;
/// Seeds of each number of labels.
const SEEDS: u64 = 4;

/// Shows the chart, or the button that begins it; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, counted: Option<&Counted>, source: &Source, actions: &mut Vec<Action>) {
    ui.add_space(space::TWO);
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("By the number of labels", "随标签数的变化"))));
        let runs = counted.is_some_and(Counted::goes_on);
        let words = match (runs, counted) {
            (true, _) => text!("Stop", "停止"),
            (false, None) => text!("Measure", "测量"),
            (false, Some(_)) => text!("Measure again", "重新测量"),
        };
        if ui.add(Button::new(theme.say(words)).min_size(vec2(72.0, 28.0))).clicked() {
            actions.push(if runs { Action::EndLabels } else { Action::CountLabels(SEEDS) });
        }
        ui.label(theme.caption(theme.say(said(counted, source))));
    });
    if let Some(counted) = counted.filter(|counted| counted.counts.iter().any(|(_, comparison)| comparison.is_some())) {
        chart(ui, theme, counted);
    }
}

/// What it is, or how far it has come.
fn said(counted: Option<&Counted>, source: &Source) -> Text {
    let Some(counted) = counted else {
        if source.is_in_order() {
            return text!(
                "the first 100, 200, 500, 1,000, 2,000 and all labels, both ways, {SEEDS} seeds each: some minutes",
                "前 100、200、500、1,000、2,000 个及全部标签，两种方式，各 {SEEDS} 个种子：几分钟"
            );
        }
        return text!(
            "1, 2, 5, 10, 20 and all labels a class, both ways, {SEEDS} seeds each: a minute or so",
            "每类 1、2、5、10、20 个及全部标签，两种方式，各 {SEEDS} 个种子：约一分钟"
        );
    };
    let ((done, of), seeds) = (counted.done, counted.seeds);
    let (rows, rows_zh) = match counted.split {
        Split::Validation => ("validation rows", "验证样本"),
        _ => ("test rows", "测试样本"),
    };
    if counted.goes_on() {
        text!("{done} of {of} runs are done", "{of} 次运行已完成 {done} 次")
    } else {
        let (labels, labels_zh) = if source.is_in_order() {
            ("labels in all", "标签总数")
        } else {
            ("labels a class", "每类标签数")
        };
        text!(
            "mean and spread of {seeds} seeds on {rows}, by {labels}",
            "{seeds} 个种子在{rows_zh}上的均值与离散，按{labels_zh}"
        )
    }
}

fn chart(ui: &mut Ui, theme: &Theme, counted: &Counted) {
    let metric = counted.metric;
    let (unit, sign) = if metric == Metric::Accuracy { (100.0, " %") } else { (1.0, "") };
    let ways = counted.counts.iter().flat_map(|(_, comparison)| comparison.iter().flat_map(|all| &all.ways));
    let all = ways.map(|way| way.mean_and_deviation().0).filter(|mean| mean.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), mean| (low.min(mean), high.max(mean)));
    let room = (0.1 * (high - low)).max(0.02);
    let last = counted.counts.len() - 1;
    let upward = Side { range: (low - room, high + room), unit, sign, name: "" };
    // Numbers of labels stand where the chart would write places: times 0 it writes none.
    let across = Side { range: (0.0, last.max(1) as f64), unit: 0.0, sign: "", name: "" };
    let chart = Chart::new(ui, theme, vec2(ui.available_width().min(WIDEST), HEIGHT), &across, &upward);
    let small = || FontId::proportional(text::SMALL);
    for (place, (labels, _)) in counted.counts.iter().enumerate() {
        let words =
            labels.map_or_else(|| theme.say(text!("all", "全部")).into_owned(), |labels| grouped(labels.into()));
        let at = egui::pos2(chart.at(place as f64, low).x, chart.frame.bottom() + 4.0);
        let align = if place == last { Align2::RIGHT_TOP } else { Align2::CENTER_TOP };
        ui.painter().text(at, align, words, small(), theme.muted);
    }
    let of = |number: usize| -> Vec<(f64, f64, f64)> {
        let point = |(place, (_, comparison)): (usize, &(Option<u32>, Option<Comparison>))| {
            let way: &Way = comparison.as_ref()?.ways.get(number)?;
            let (mean, deviation) = way.mean_and_deviation();
            mean.is_finite().then_some((place as f64, mean, if deviation.is_finite() { deviation } else { 0.0 }))
        };
        counted.counts.iter().enumerate().filter_map(point).collect()
    };
    let names = counted.counts.iter().find_map(|(_, comparison)| comparison.as_ref()).map_or(&[][..], |all| &all.ways);
    let mut labels = Vec::new();
    for (number, way) in names.iter().enumerate().skip(WATCHED) {
        let points: Vec<_> = of(number).iter().map(|(x, mean, _)| chart.at(*x, *mean)).collect();
        ui.painter().extend(Shape::dashed_line(&points, Stroke::new(1.0, theme.muted), [2.0, 6.0][number % 2], 3.0));
        labels.extend(points.last().map(|at| (*at, theme.say(way.name.clone()), small(), theme.muted)));
    }
    for (number, color) in [(1, theme.ink), (0, theme.accent)] {
        let points = of(number);
        chart.band(ui, theme, &points, color, (number == 1).then_some((6.0, 4.0)));
        if let (Some((x, mean, _)), Some(way)) = (points.last(), names.get(number)) {
            labels.push((chart.at(*x, *mean), theme.say(way.name.clone()), bold(text::SMALL), color));
        }
    }
    // A name stands at the end of its own line, and moves only where it would stand on another name.
    let mut tops: Vec<f32> = labels.iter().map(|(at, ..)| at.y - 0.5 * NAME).collect();
    apart(&mut tops, NAME);
    for ((at, words, font, color), top) in labels.into_iter().zip(tops) {
        let place = (egui::pos2(at.x - 4.0, top), Align2::RIGHT_TOP);
        name_line(ui, theme, place, words.into_owned(), (font, color));
    }
    chart.response.widget_info(|| {
        let first = |way: usize| of(way).first().map_or(f64::NAN, |(_, mean, _)| unit * mean);
        let (pretrained, scratch) = (first(0), first(1));
        let said = text!(
            "Score by labels: with the fewest, pretrained {pretrained:.1}{sign}, from scratch {scratch:.1}{sign}",
            "得分随标签数：标签最少时，预训练 {pretrained:.1}{sign}，从头训练 {scratch:.1}{sign}"
        );
        egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, theme.say(said))
    });
}
