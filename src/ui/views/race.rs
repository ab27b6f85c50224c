//! A race of two ways of training one network: preferred inputs of the units, learning curves, and the conclusion.

pub mod by_labels;
mod curves;
mod tiles;
mod ways;

use egui::{Sense, Ui, UiBuilder, vec2};

use self::tiles::Tiles;
use super::network::picture;
use crate::{
    data::{Look, Source, Split},
    experiment::Experiment,
    language::{Language, Text, grouped, unbroken},
    sweep::Comparison,
    text,
    ui::{
        Action,
        kit::{
            Theme,
            theme::{bold, space, text},
        },
        page::RaceSeen,
    },
    worker::{Snapshot, label_counts::Counted, race::WATCHED},
};

/// Share of the width that the two networks take.
const NETWORKS: f32 = 0.56;
/// Height of the curves.
const CURVES: (f32, f32) = (176.0, 320.0);

/// What is remembered between frames.
#[derive(Debug, Default)]
pub struct RaceViewState {
    tiles: [Tiles; WATCHED],
}

/// Shows the race, or what one would be.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut RaceViewState,
    (race, labels): (Option<&RaceSeen>, Option<&Counted>),
    experiment: &Experiment,
    actions: &mut Vec<Action>,
) {
    let Some(race) = race else {
        explain(ui, theme, experiment);
        if experiment.data.source.classes().is_some() {
            by_labels::ui(ui, theme, labels, &experiment.data.source, actions);
        }
        return;
    };
    let side = picture::side(snapshot);
    let whole = ui.available_rect_before_wrap();
    let networks = if side.is_some() { (NETWORKS * whole.width()).round() } else { 0.0 };
    if let Some(side) = side {
        let left = whole.with_max_x(whole.left() + networks - space::THREE);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
            ways::ui(ui, theme, &race.standing, &mut state.tiles, (side, judges(race)), experiment);
        });
    }
    let right = whole.with_min_x(whole.left() + networks);
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        let height = (0.42 * whole.height()).clamp(CURVES.0, CURVES.1);
        curves::ui(ui, theme, &race.standing, height);
        verdict(ui, theme, race);
        if let Some(comparison) = &race.standing.comparison {
            ui.add_space(space::ONE);
            table(ui, theme, comparison);
        }
        if experiment.data.source.classes().is_some() {
            by_labels::ui(ui, theme, labels, &experiment.data.source, actions);
        }
    });
}

/// What a race is, before there is one.
fn explain(ui: &mut Ui, theme: &Theme, experiment: &Experiment) {
    ui.set_max_width(560.0);
    let is_letters =
        matches!(experiment.data.source, Source::Shipped(set) if matches!(set.look(), Look::Letters { .. }));
    let (plain, plain_zh) = match experiment.data.source.classes() {
        Some(_) if is_letters => ("logistic regression, and the frequencies of the letters", "逻辑回归和字母频率"),
        Some(_) => ("logistic regression, and the nearest class mean", "逻辑回归和最近类均值"),
        None => ("linear regression, and the mean of the target", "线性回归和目标的平均值"),
    };
    let said = [
        text!(
            "Does pretraining help here? Train both ways and see: the pipeline, and the same network from scratch, with the \
             same labels and the same number of steps, several times from other seeds.",
            "预训练在这里有用吗？两种方式都训练一遍便知：整个流程，以及从头训练的同一网络，标签和步数相同，用不同种子重复多次。"
        ),
        text!(
            "Beside them stand plain answers that both should beat: {plain}.",
            "旁边还有应当超过的简单做法：{plain_zh}。"
        ),
    ];
    for said in said {
        ui.label(theme.say(said));
        ui.add_space(space::HALF);
    }
}

/// The rows used for evaluation, in words.
fn judges(race: &RaceSeen) -> Text {
    let rows = race.standing.ways.iter().flatten().next().map_or(0, |way| match race.split {
        Split::Validation => way.data.validation.rows.len(),
        _ => way.data.test.rows.len(),
    });
    let rows = grouped(rows as u64);
    match race.split {
        Split::Validation => text!("on {rows} validation rows", "基于 {rows} 个验证样本"),
        _ => text!("on {rows} test rows", "基于 {rows} 个测试样本"),
    }
}

/// The conclusion so far.
fn verdict(ui: &mut Ui, theme: &Theme, race: &RaceSeen) {
    let Some(comparison) = &race.standing.comparison else {
        ui.label(theme.caption(theme.say(text!("The first seed is on its way.", "第一个种子正在训练。"))));
        return;
    };
    ui.label(theme.large(theme.say(comparison.headline())));
    let sentences = std::iter::once(comparison.detail()).chain(comparison.plain_ahead());
    let said: Vec<_> = sentences.map(|said| theme.say(said.stopped()).into_owned()).collect();
    ui.label(unbroken(&said.join(if theme.language == Language::Chinese { "" } else { " " })));
    ui.label(theme.caption(theme.say(judges(race))));
}

/// Each way with its mean, its standard deviation, and a dot for each seed.
fn table(ui: &mut Ui, theme: &Theme, comparison: &Comparison) {
    const ROW: f32 = 26.0;
    const NAME: f32 = 152.0;
    const NUMBER: f32 = 104.0;
    let all = comparison.ways.iter().flat_map(|way| way.values.iter().copied()).filter(|value| value.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let room = (0.05 * (high - low)).max(0.005);
    let (low, high) = (low - room, high + room);
    for (place, way) in comparison.ways.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let (mean, deviation) = way.mean_and_deviation();
        let spread =
            if deviation.is_nan() { String::new() } else { format!(" ± {}", comparison.metric.written(deviation)) };
        let number = format!("{}{spread}", comparison.metric.written(mean));
        let name = theme.say(way.name.clone());
        let font = if place < 2 { bold(text::BODY) } else { egui::FontId::proportional(text::BODY) };
        let painter = ui.painter();
        painter.text(rect.left_center(), egui::Align2::LEFT_CENTER, &*name, font.clone(), theme.ink);
        let at = rect.left_center() + vec2(NAME + NUMBER, 0.0);
        painter.text(at, egui::Align2::RIGHT_CENTER, &number, font, theme.ink);
        let dots = rect.with_min_x((at.x + space::TWO).min(rect.right())).shrink2(vec2(4.0, 0.0));
        painter.hline(dots.x_range(), dots.center().y, (space::LINE, theme.rule));
        let x = |value: f64| dots.left() + ((value - low) / (high - low)) as f32 * dots.width();
        let color = if place == 0 { theme.accent } else { theme.muted };
        for value in way.values.iter().filter(|value| value.is_finite()) {
            painter.circle_filled(egui::pos2(x(*value), dots.center().y), 3.5, color.gamma_multiply(0.6));
        }
        if mean.is_finite() {
            painter.vline(x(mean), dots.center().y - 8.0..=dots.center().y + 8.0, (2.0, theme.ink));
        }
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, format!("{name}: {number}")));
    }
}
