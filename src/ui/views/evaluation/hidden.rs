//! Inputs that were hidden from a network that reconstructs them: how far off it is, by how many were.

use egui::{Ui, WidgetInfo, accesskit::Role, vec2};

use crate::{
    data::{Look, Source},
    insight::Judged,
    language::compact,
    measure::Hidden,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::space,
    },
    worker::Snapshot,
};

/// Largest size of the plot.
const PLOT: egui::Vec2 = vec2(880.0, 400.0);
/// Widest a sentence is written.
const WIDTH: f32 = 880.0;
/// The share for which the errors are said in words, where the network never practised one.
const SAID: f64 = 0.2;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, judged: &Judged) {
    ui.set_max_width(ui.available_width().min(WIDTH));
    let stages = &snapshot.experiment.stages;
    let goes_on = stages.at() + 1 < stages.list().len();
    if judged.hidden.is_empty() {
        ui.label(theme.title(theme.say(text!("Nothing to judge yet", "尚无可评估的内容"))));
        ui.label(theme.say(text!(
            "This stage learns something else than the target; the curve of its loss shows how well.",
            "这一阶段学习的不是目标；学得如何，请看它的损失曲线。"
        )));
    } else {
        errors(ui, theme, snapshot, judged);
    }
    if goes_on {
        ui.add_space(space::ONE);
        ui.label(theme.say(text!(
            "How well it learns the target is seen in the stage that learns it.",
            "它学习目标的效果，要到学习目标的阶段才能评估。"
        )));
    }
}

fn errors(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, judged: &Judged) {
    ui.label(theme.title(theme.say(text!("What it was not shown", "补全被遮住的输入"))));
    let rows = super::judges(snapshot, judged.split);
    let (rows, rows_zh) = rows.both();
    ui.label(theme.say(text!(
        "{rows}: some inputs of each are hidden at random, and the network fills them in.",
        "{rows_zh}：随机遮住每个样本的部分输入，由网络补全。"
    )));
    ui.add_space(space::ONE);
    let points = |of: fn(&Hidden) -> f64| -> Vec<_> {
        judged.hidden.iter().map(|(share, hidden)| (*share, of(hidden), 0.0)).collect()
    };
    let (network, mean) = (points(|hidden| hidden.network), points(|hidden| hidden.mean));
    let errors = || network.iter().chain(&mean).map(|point| point.1).filter(|error| error.is_finite());
    let (low, high) = (errors().fold(f64::INFINITY, f64::min), errors().fold(0.0, f64::max));
    let room = (0.1 * (high - low)).max(1e-6);
    let name = theme.say(text!("hidden", "遮住的比例"));
    let across = Side { range: (0.0, 1.0), unit: 100.0, sign: " %", name: &name };
    let upward = Side { range: ((low - room).max(0.0).min(high), high + room), unit: 1.0, sign: "", name: "" };
    ui.label(theme.caption(theme.say(text!("root mean squared error", "均方根误差"))));
    let size = PLOT.min(vec2(ui.available_width(), 0.5 * ui.clip_rect().height()).max(vec2(200.0, 140.0)));
    let chart = Chart::new(ui, theme, size, &across, &upward);
    chart.band(ui, theme, &mean, theme.muted, Some((2.0, 3.0)));
    chart.band(ui, theme, &network, theme.accent, None);
    let masked = snapshot.experiment.autoencoder().map_or(0.0, |autoencoder| f64::from(autoencoder.masked));
    let wanted = if masked > 0.0 { masked } else { SAID };
    let off = |(share, _): &(f64, Hidden)| (share - wanted).abs();
    let said = judged.hidden.iter().min_by(|a, b| off(a).total_cmp(&off(b)));
    let Some((share, Hidden { network, mean, scaled })) = said else { return };
    let is_better = network < mean;
    let (network, mean, percent) = (compact(*network), compact(*mean), 100.0 * share);
    let said = text!(
        "With {percent:.0} % hidden the network is off by {network}; always saying the mean of each input is off by {mean}.",
        "遮住 {percent:.0} % 时，网络的误差为 {network}；总是回答该输入的平均值，误差为 {mean}。"
    );
    chart.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, theme.say(said.clone())));
    ui.add_space(space::HALF);
    for (words, color) in [
        (text!("network", "网络"), theme.accent),
        (text!("mean of each input over the training rows", "各输入在训练样本上的平均值"), theme.muted),
    ] {
        ui.label(theme.caption(theme.say(words)).color(color));
    }
    ui.add_space(space::HALF);
    ui.label(theme.say(said));
    if !is_better && !snapshot.running {
        let words = text!("So it has not learned yet how the inputs are related.", "可见它还没有学到输入之间的联系。");
        ui.label(theme.say(words));
    }
    let masked = 100.0 * masked;
    let practised = if masked > 0.0 {
        text!("While it learned, {masked:.0} % were hidden.", "训练时遮住了 {masked:.0} %。")
    } else {
        text!(
            "While it learned, nothing was hidden: it never practised this.",
            "训练时没有遮住任何输入：它从未练习过补全。"
        )
    };
    ui.label(theme.caption(theme.say(practised)));
    if *scaled {
        let words = text!("Errors are of the scaled inputs.", "误差按缩放后的输入计算。");
        ui.label(theme.caption(theme.say(words)));
    }
    let is_rated =
        matches!(&snapshot.experiment.data.source, Source::Shipped(set) if matches!(set.look(), Look::Ratings { .. }));
    if is_rated {
        ui.label(theme.caption(theme.say(text!(
            "Errors are in points of the ratings; this is how a shop guesses what somebody will like.",
            "误差以评分的分数为单位；商店就是这样推测一个人会喜欢什么的。"
        ))));
    }
}
