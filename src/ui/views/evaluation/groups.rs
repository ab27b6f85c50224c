//! The metric of every group of rows, the gap between groups, and a confidence threshold for each.

use egui::{Align2, FontId, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::EvaluationViewState;
use crate::{
    data::Source,
    insight::Judged,
    language::{Text, compact, grouped, shortened},
    measure::Groups,
    text,
    ui::{
        kit::{
            Theme,
            field::Number,
            theme::{bold, space, text},
        },
        naming,
    },
};

/// Height of a group.
const ROW: f32 = 28.0;
/// Room for the name and the number of rows.
const NAME: f32 = 144.0;
/// Room for the figure.
const FIGURE: f32 = 64.0;
/// Most groups that are shown.
const MOST: usize = 12;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, source: &Source, judged: &Judged, state: &mut EvaluationViewState) {
    ui.horizontal(|ui| {
        ui.label(theme.title(theme.say(text!("Groups", "分组"))));
        ui.label(theme.caption(theme.say(text!("with 95 % intervals", "含 95 % 区间"))));
    });
    match &judged.groups {
        None => {
            ui.label(theme.caption(theme.say(text!(
                "Choose at the left what the rows are grouped by: a figure that is good on the whole can be poor for some.",
                "请在左侧选择分组依据：总体表现良好，对某些组却可能很差。"
            ))));
        }
        Some(Err(why)) => {
            ui.label(egui::RichText::new(why).color(theme.negative));
        }
        Some(Ok(groups)) => {
            let (is_share, mut groups) = (judged.answers.is_some(), groups.clone());
            for group in &mut groups.groups {
                group.name = theme.say(naming::input(source, &group.name)).into_owned();
            }
            rows(ui, theme, &groups, is_share);
            gap(ui, theme, &groups, is_share);
            if is_share {
                thresholds(ui, theme, &groups, state);
            }
        }
    }
}

fn rows(ui: &mut Ui, theme: &Theme, groups: &Groups, is_share: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let shown = &groups.groups[..groups.groups.len().min(MOST)];
    let answered = shown.iter().filter(|group| group.answered > 0);
    let (low, high) = answered.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), group| {
        (low.min(group.interval.0), high.max(group.interval.1))
    });
    let room = (0.08 * (high - low)).max(1e-6);
    let (low, high) = (low - room, high + room);
    for (number, group) in shown.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let painter = ui.painter();
        let (font, small) = (FontId::proportional(text::BODY), FontId::proportional(text::SMALL));
        let (name, count) = (shortened(&group.name, 14), grouped(group.answered as u64));
        painter.text(rect.left_center(), Align2::LEFT_CENTER, &name, font.clone(), theme.ink);
        let at = rect.left_center() + vec2(NAME, 0.0);
        painter.text(at, Align2::RIGHT_CENTER, count, small, theme.muted);
        let figure = match group.answered {
            0 => "–".to_owned(),
            _ if is_share => format!("{:.1} %", 100.0 * group.figure),
            _ => compact(group.figure),
        };
        let is_end = groups.gap.is_some_and(|gap| gap.low == number || gap.high == number);
        let font = if is_end { bold(text::BODY) } else { font };
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, &figure, font, theme.ink);
        let line = rect.with_min_x(at.x + space::TWO).with_max_x(rect.right() - FIGURE);
        painter.hline(line.x_range(), line.center().y, (space::LINE, theme.rule));
        if group.answered > 0 {
            let x = |value: f64| line.left() + ((value - low) / (high - low)) as f32 * line.width();
            let y = line.center().y;
            painter.hline(x(group.interval.0)..=x(group.interval.1), y, Stroke::new(2.0, theme.ink));
            painter.circle(pos2(x(group.figure), y), 5.0, theme.accent, Stroke::new(1.0, theme.ink));
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {figure}")));
    }
    let more = groups.groups.len() - shown.len();
    if more > 0 {
        ui.label(theme.caption(theme.say(text!("and {more} more groups", "另有 {more} 组"))));
    }
    if groups.unknown > 0 {
        let unknown = grouped(groups.unknown as u64);
        ui.label(
            theme.caption(theme.say(text!("{unknown} rows are of no known group", "{unknown} 个样本不属于已知的组"))),
        );
    }
}

/// The size of the gap, and whether it can be explained by chance.
fn gap(ui: &mut Ui, theme: &Theme, groups: &Groups, is_share: bool) {
    let Some(gap) = groups.gap else { return };
    let (high, low) = (&groups.groups[gap.high].name, &groups.groups[gap.low].name);
    let (high, low) = (shortened(high, 16), shortened(low, 16));
    let number = |value: f64| {
        if is_share { format!("{:.1}", 100.0 * value) } else { compact(value) }
    };
    let (size, chance) = (number(gap.size), number(gap.by_chance));
    let (points, points_zh) = if is_share { (" points", " 个百分点") } else { ("", "") };
    ui.label(theme.large(
        theme.say(text!("Gap {size}{points}: {low} below {high}", "差距 {size}{points_zh}：{low} 低于 {high}")),
    ));
    let said = if gap.is_shown() {
        text!(
            "By chance alone, one such sample in twenty would show a gap of {chance} or more; this one is wider.",
            "仅凭偶然，二十次中有一次会出现 {chance} 以上的差距：此处更大。"
        )
    } else {
        text!(
            "With so few rows, chance alone can give up to {chance}: not significant.",
            "样本这么少，仅凭偶然就可达 {chance}：尚不能说明差距真实存在。"
        )
    };
    ui.label(theme.say(said));
}

/// The confidence threshold of each group.
fn thresholds(ui: &mut Ui, theme: &Theme, groups: &Groups, state: &mut EvaluationViewState) {
    const FEW: usize = 4;
    if groups.groups.len() > FEW {
        return;
    }
    ui.add_space(space::ONE);
    let thresholds = &mut state.judging.thresholds;
    let mut now = thresholds.clone();
    now.resize(groups.groups.len(), 0.0);
    let hint = text!(
        "Rows of this group of which the network is less sure are handed to a person.",
        "该组中网络把握较低的样本交给人来处理。"
    );
    ui.columns(groups.groups.len(), |columns| {
        for ((ui, group), threshold) in columns.iter_mut().zip(&groups.groups).zip(&mut now) {
            let name = Text::same(shortened(&group.name, 12));
            Number::new(name, hint.clone(), 0.0..=0.99_f64).step(0.01).percent().show(ui, theme, threshold);
        }
    });
    if now.iter().any(|threshold| *threshold > 0.0) || !thresholds.is_empty() {
        *thresholds = now;
    }
    let (answered, all) = groups.groups.iter().fold((0, 0), |(a, b), group| (a + group.answered, b + group.rows));
    ui.label(theme.caption(
        theme.say(text!("Thresholds: {answered} of {all} rows answered", "阈值：{all} 个样本中回答了 {answered} 个")),
    ));
}
