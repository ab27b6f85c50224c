//! The numbers of this moment, each with the line that stands for it.

use egui::{Rect, RichText, Sense, Stroke, Ui, pos2, vec2};
use egui_plot::LineStyle;

use super::{LossViewState, Measure, look, word};
use crate::{
    data::Split,
    language::{Text, exact, grouped},
    measure::{Metrics, PartMetrics},
    text,
    ui::kit::{
        Theme,
        theme::{space, text},
    },
    worker::Snapshot,
};

/// A number of one part.
struct Entry {
    name: Text,
    split: Split,
    /// As people read it.
    said: String,
    /// A word in its place, when there is no number.
    lack: Option<Text>,
    /// What the pointer says of it.
    hint: Text,
}

impl Entry {
    fn of(
        (measure, classes): (Measure, bool),
        split: Split,
        name: Text,
        value: Option<f64>,
        sample: Option<usize>,
    ) -> Self {
        let said = value.map_or_else(|| "–".into(), |value| measure.text(value, classes));
        let lack = value.and_then(|value| lack(measure, value));
        let hint = match (value, &lack) {
            (None, _) => text!("there are no such rows any more", "现在已没有这部分数据"),
            (_, Some(_)) => text!(
                "for at least one of these rows the network's answer is too large to be counted, so there is no number for all of them",
                "至少有一行数据，网络的回答大到无法计算，因此得不到这部分数据的数值"
            ),
            (Some(value), None) => {
                let exact = exact(value);
                match sample.map(|rows| grouped(rows as u64)) {
                    Some(rows) => text!(
                        "in full {exact}; while it trains, of about {rows} evenly spaced rows",
                        "完整数值 {exact}；训练期间只计算均匀抽取的约 {rows} 个样本"
                    ),
                    None => text!("in full {exact}", "完整数值 {exact}"),
                }
            }
        };
        Self { name, split, said, lack, hint }
    }
}

/// Of how many rows of a part its numbers are, where they are of some of them.
fn sample(snapshot: &Snapshot, split: Split) -> Option<usize> {
    let most = Metrics::sample(&snapshot.network.parameters);
    let mut parts = snapshot.data.parts().into_iter();
    let is_sampled = parts.any(|(of, part)| of == split && part.rows.len() > most);
    (is_sampled && snapshot.running).then_some(most)
}

/// The word for a value that is NaN or infinite.
fn lack(measure: Measure, value: f64) -> Option<Text> {
    match measure {
        _ if value.is_finite() => None,
        Measure::Loss if value.is_infinite() => Some(text!("infinite", "无穷大")),
        _ => Some(text!("no number", "非数")),
    }
}

/// Shows them side by side; in a low window, each in one line.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &LossViewState, classes: bool) {
    ui.spacing_mut().item_spacing = vec2(space::TWO, 0.0);
    let measure = state.measure;
    let value = |part: &PartMetrics| measure.of(part);
    let entries: Vec<Entry> = if measure == Measure::Rate {
        let rate = snapshot.history.learning_rate(snapshot.newest_experiment.training(), snapshot.epoch as f64);
        let (name, rate) = (text!("now", "现在"), Some(f64::from(rate)));
        vec![Entry::of((measure, classes), Split::Train, name, rate, None)]
    } else {
        // A part that had rows earlier in the run still has its curve.
        let had = |split| state.curves.iter().any(|curve| curve.split == split);
        let entry = |split| match snapshot.metrics.part(split).map(value) {
            None if !had(split) => None,
            value => Some(Entry::of((measure, classes), split, word(split), value, sample(snapshot, split))),
        };
        [Split::Train, Split::Validation, Split::Test].into_iter().filter_map(entry).collect()
    };
    // Three of them leave little room for what can be chosen beside them.
    let least = if entries.len() > 2 { 56.0 } else { 64.0 };
    if entries.len() > 2 {
        ui.spacing_mut().item_spacing.x = space::ONE;
    }
    // In a line of three there is no room for their names.
    let named = !state.low || entries.len() < 3;
    for entry in entries {
        let line = |ui: &mut Ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, 16.0), Sense::hover());
            example(ui, theme, rect, entry.split);
            if named {
                ui.label(theme.caption(theme.say(entry.name.clone())));
            }
        };
        let number = |ui: &mut Ui, size: f32| {
            let words = match &entry.lack {
                Some(lack) => theme.caption(theme.say(lack.clone())).color(theme.ink),
                None => RichText::new(&entry.said).size(size).color(theme.ink),
            };
            let ((name, name_zh), (hint, hint_zh)) = (entry.name.both(), entry.hint.both());
            ui.label(words).on_hover_text(theme.say(text!("{name}: {hint}", "{name_zh}：{hint_zh}")));
        };
        if state.low {
            ui.spacing_mut().interact_size.y = 16.0;
            ui.spacing_mut().item_spacing.x = space::ONE;
            ui.horizontal(|ui| {
                line(ui);
                number(ui, text::SMALL);
            });
        } else {
            ui.vertical(|ui| {
                ui.set_min_width(least);
                ui.horizontal(line);
                number(ui, text::LARGE);
            });
        }
    }
}

/// A piece of the line that stands for a part.
fn example(ui: &Ui, theme: &Theme, rect: Rect, split: Split) {
    let (color, style) = look(theme, split);
    let at = |x: f32| pos2(rect.left() + x, rect.center().y);
    let pieces: &[(f32, f32)] = match style {
        LineStyle::Solid => &[(0.0, 20.0)],
        LineStyle::Dashed { .. } => &[(0.0, 8.0), (12.0, 20.0)],
        LineStyle::Dotted { .. } => {
            for x in [2.5, 7.5, 12.5, 17.5] {
                ui.painter().circle_filled(at(x), 1.5, color);
            }
            &[]
        }
    };
    for (from, to) in pieces {
        ui.painter().line_segment([at(*from), at(*to)], Stroke::new(2.0, color));
    }
}
