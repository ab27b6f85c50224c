//! Loss curves.

use super::page::escaped;
use crate::{
    data::Split,
    language::{Language, Text},
    text,
    training::Trainer,
};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 56.0;
const BOTTOM: f64 = 28.0;
const TOP: f64 = 10.0;
const RIGHT: f64 = 12.0;
/// Largest number of points of a curve.
const POINTS: usize = 600;

/// The losses of all parts; empty with fewer than two records.
pub(super) fn svg(trainer: &Trainer, language: Language) -> String {
    let records = trainer.edits().shown_of(trainer.history());
    let say = |text: Text| escaped(text.say(language));
    let curve = |split: Split| -> Vec<(f64, f64)> {
        let value = |record: &crate::training::Record| Some((record.epoch as f64, record.metrics.part(split)?.loss));
        records.iter().filter_map(value).filter(|(_, loss)| loss.is_finite()).collect()
    };
    let curves = [
        (curve(Split::Train), "#1d2327", "", text!("training", "训练")),
        (curve(Split::Validation), "#8a5a00", "2 3", text!("validation", "验证")),
        (curve(Split::Test), "#0b57a4", "6 3", text!("test", "测试")),
    ];
    let all: Vec<(f64, f64)> = curves.iter().flat_map(|curve| curve.0.iter().copied()).collect();
    let last = all.iter().map(|point| point.0).fold(0.0, f64::max);
    if last <= 0.0 {
        return String::new();
    }
    let step = step(all.iter().map(|point| point.1).fold(0.0, f64::max).max(1e-9));
    let top = step * (all.iter().map(|point| point.1).fold(0.0, f64::max) / step).ceil().max(1.0);
    let x = |epoch: f64| LEFT + (WIDTH - LEFT - RIGHT) * epoch / last;
    let y = |loss: f64| HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (loss / top).clamp(0.0, 1.0);
    let label = say(text!("Loss over the epochs", "损失随轮数的变化"));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-label=\"{label}\">\n"
    );
    for number in 0..=(top / step).round() as usize {
        let value = step * number as f64;
        svg += &format!(
            "<path d=\"M{LEFT} {0:.1}H{1}\" stroke=\"#dcdee1\"/><text x=\"{2}\" y=\"{3:.1}\" text-anchor=\"end\" fill=\"#50575e\">{4}</text>\n",
            y(value),
            WIDTH - RIGHT,
            LEFT - 6.0,
            y(value) + 4.0,
            tick(value, step)
        );
    }
    for (share, anchor) in [(0.0, "start"), (0.5, "middle"), (1.0, "end")] {
        let epoch = (share * last).round();
        // Half of one epoch is none.
        if anchor == "middle" && last < 2.0 {
            continue;
        }
        let name = if anchor == "end" { say(text!("{epoch} epochs", "{epoch} 轮")) } else { epoch.to_string() };
        svg += &format!(
            "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"{anchor}\" fill=\"#50575e\">{name}</text>\n",
            x(epoch),
            HEIGHT - 8.0
        );
    }
    let mut legend = String::new();
    for (curve, colour, dashes, name) in curves {
        if curve.is_empty() {
            continue;
        }
        let every = curve.len().div_ceil(POINTS).max(1);
        let end = curve.len() - 1;
        let shown = curve.iter().enumerate().filter(|(number, _)| number % every == 0 || *number == end);
        let points: Vec<String> = shown.map(|(_, (epoch, loss))| format!("{:.1},{:.1}", x(*epoch), y(*loss))).collect();
        svg += &format!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.75\" stroke-dasharray=\"{dashes}\"/>\n",
            points.join(" ")
        );
        legend += &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"28\" height=\"8\"><path d=\"M0 4H24\" stroke=\"{colour}\" stroke-width=\"2\" \
             stroke-dasharray=\"{dashes}\"/></svg>{} {:.4} &#160; ",
            say(name),
            curve[end].1
        );
    }
    format!("{svg}</svg>\n<p>{legend}</p>\n")
}

/// A round distance between grid lines: about four up to `top`.
fn step(top: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(top / 4.0)));
    let digit = top / 4.0 / power;
    power
        * if digit <= 1.0 {
            1.0
        } else if digit <= 2.0 {
            2.0
        } else if digit <= 5.0 {
            5.0
        } else {
            10.0
        }
}

fn tick(value: f64, step: f64) -> String {
    if !(1e-5..1e5).contains(&step) {
        return format!("{value:.0e}");
    }
    let places = (-libm::floor(libm::log10(step))).max(0.0) as usize;
    format!("{value:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_round_and_few() {
        for (top, distance) in [(0.5, 0.2), (0.54, 0.2), (1.0, 0.5), (3.9, 1.0), (0.000_3, 0.000_1), (7e8, 2e8)] {
            assert!((step(top) / distance - 1.0).abs() < 1e-9, "{top}: {}", step(top));
        }
        assert_eq!((tick(0.4, 0.2), tick(2.0, 1.0), tick(4e8, 2e8)), ("0.4".into(), "2".into(), "4e8".into()));
    }
}
