//! What stands below the network: a legend, and the sentence about what is pointed at.

use egui::{FontId, Pos2, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::explanation::{Thing, sentence};
use crate::{
    insight::UnitState,
    language::Text,
    text,
    ui::{
        kit::{Theme, explained::explains, theme::text},
        views::weights,
    },
    worker::Snapshot,
};

/// The legend of the lines and of the marks that some units bear, and the sentence about what is pointed at.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, pointed: Option<Thing>, height: f32) {
    let before = ui.spacing().item_spacing.y;
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height - before), Sense::hover());
    let (legend, area) = whole.split_top_bottom_at_y(whole.top() + 20.0);
    let font = FontId::proportional(text::SMALL);
    let galley = |words: Text| ui.painter().layout_no_wrap(theme.say(words).into_owned(), font.clone(), theme.muted);
    let hidden = snapshot.network.parameters.layers() - 1;
    let units = || snapshot.detail.statistics.iter().take(hidden).flat_map(|layer| &layer.units);
    let bears = |state: UnitState| units().any(|unit| *unit == state);
    let mut entries = vec![
        (Sign::Line(true), galley(text!("positive", "正"))),
        (Sign::Line(false), galley(text!("negative", "负"))),
        (Sign::None, galley(text!("width is size", "粗细表示大小"))),
    ];
    if bears(UnitState::Dead) {
        entries.push((Sign::Mark(UnitState::Dead), galley(text!("dead: always 0", "死亡：恒为 0"))));
    }
    if bears(UnitState::Saturated) {
        let words = text!("saturated: always at a limit", "饱和：总处在极限");
        entries.push((Sign::Mark(UnitState::Saturated), galley(words)));
    }
    let wide: f32 = entries.iter().map(|(sign, words)| sign.width() + words.size().x + 20.0).sum::<f32>() - 20.0;
    let mut at = pos2((legend.center().x - 0.5 * wide).max(legend.left()), legend.center().y);
    for (sign, words) in entries {
        sign.paint(ui, theme, at);
        at.x += sign.width();
        let width = words.size().x;
        ui.painter().galley(pos2(at.x, at.y - 0.5 * words.size().y), words, theme.muted);
        at.x += width + 20.0;
    }
    let area = area.with_min_y((area.top() + before).min(area.bottom() - 38.0));
    explains(ui.ctx(), area);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(area));
    child.label(egui::RichText::new(theme.say(sentence(snapshot, pointed))).color(theme.muted));
}

/// What stands before a word of the legend.
#[derive(Clone, Copy)]
enum Sign {
    /// The line of a weight, positive or negative.
    Line(bool),
    /// The mark of a unit.
    Mark(UnitState),
    None,
}

impl Sign {
    /// Room for it.
    const fn width(self) -> f32 {
        match self {
            Self::Line(_) => 30.0,
            Self::Mark(_) => 14.0,
            Self::None => 0.0,
        }
    }

    fn paint(self, ui: &Ui, theme: &Theme, at: Pos2) {
        let ends = [at, at + vec2(24.0, 0.0)];
        match self {
            Self::Line(true) => drop(ui.painter().line_segment(ends, Stroke::new(2.0, theme.positive))),
            Self::Line(false) => {
                ui.painter().extend(Shape::dashed_line(&ends, Stroke::new(2.0, theme.negative), 6.0, 3.0));
            }
            Self::Mark(state) => weights::layer::mark(ui, theme, state, at + vec2(5.0, 0.0), 4.0),
            Self::None => {}
        }
    }
}
