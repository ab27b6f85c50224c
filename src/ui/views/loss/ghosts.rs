//! The curves of pinned runs, beside those of the current run.

use egui::{Align2, Popup, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints, PlotUi};

use super::{
    Across, LEAST, MOST, Measure,
    across::Places,
    curve::{drawable, smooth},
};
use crate::{
    experiment::Experiment,
    language::grouped,
    text,
    training::Record,
    ui::{
        Action, Runs, difference,
        kit::{
            Theme, icon, line,
            theme::{bold, space, text},
        },
        runs::Pinned,
    },
};

/// Width of a run's mark and letter.
const MARK: f32 = 40.0;

/// Their curves, prepared once.
#[derive(Debug, Default)]
pub(super) struct Ghosts {
    curves: Vec<Curve>,
    made: Option<(u64, Measure, bool, Across, u64)>,
}

#[derive(Debug)]
struct Curve {
    letter: char,
    look: line::Look,
    line: Vec<PlotPoint>,
}

impl Ghosts {
    /// Prepares the curves of `runs`, of their test rows where they have any, so that a few lines do not become twice as
    /// many.
    pub(super) fn update(&mut self, runs: &Runs, measure: Measure, logarithmic: bool, across: Across, smoothing: f64) {
        let made = (runs.number(), measure, logarithmic, across, smoothing.to_bits());
        if self.made.replace(made) == Some(made) {
            return;
        }
        let height = |value: f64| if logarithmic { libm::log10(value.max(LEAST)) } else { value };
        let value = |record: &Record| measure.of(record.metrics.test.as_ref().unwrap_or(&record.metrics.train));
        let curve = |pinned: &Pinned| {
            let run = &pinned.run.last;
            let places = Places::of_run(run.timeline.moments(), &run.checkpoint, across);
            let points =
                run.edits.shown_of(&run.history).iter().map(|record| (places.at(record), height(value(record))));
            let points: Vec<_> = if smoothing > 0.0 { smooth(points, smoothing) } else { points.collect() };
            Curve { letter: pinned.letter, look: pinned.look(), line: drawable(points, MOST) }
        };
        let is_shown = matches!(measure, Measure::Loss | Measure::Score);
        self.curves = runs.shown().filter(|_| is_shown).map(curve).collect();
    }

    /// Whether there is any.
    pub(super) const fn has_curves(&self) -> bool {
        !self.curves.is_empty()
    }

    /// Draws them, with their letters at their ends.
    pub(super) fn draw<'a>(&'a self, plot: &mut PlotUi<'a>, theme: &Theme) {
        for curve in &self.curves {
            let (color, (dash, _)) = (line::color(theme, curve.look), line::dashes(curve.look.place));
            let style = LineStyle::Dashed { length: dash };
            let line = Line::new("", PlotPoints::Borrowed(&curve.line)).color(color).width(line::WIDTH).style(style);
            plot.line(line.allow_hover(false));
            if let Some(end) = curve.line.last() {
                let letter = RichText::new(curve.letter).font(bold(text::SMALL));
                let letter = egui_plot::Text::new("", *end, letter).color(color).anchor(Align2::RIGHT_BOTTOM);
                plot.text(letter.allow_hover(false));
            }
        }
    }
}

/// Names the pinned runs; each can be pressed for what is to be done with it.
pub(super) fn legend(ui: &mut Ui, theme: &Theme, runs: &Runs, now: &Experiment) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.spacing_mut().item_spacing = vec2(space::HALF, 0.0);
    for pinned in runs.all() {
        let response = mark(ui, theme, pinned);
        let words = theme.say(difference::words(pinned.run.experiment(), now)).into_owned();
        Popup::menu(&response).show(|ui| {
            ui.set_min_width(180.0);
            let letter = pinned.letter;
            let shown = if pinned.shown { text!("Hide it", "隐藏") } else { text!("Show it", "显示") };
            for (words, action) in [
                (shown, Action::ShowRun(letter, !pinned.shown)),
                (text!("Return to this run", "换回这次训练"), Action::ReturnTo(letter)),
                (text!("Unpin", "取消固定"), Action::Unpin(letter)),
            ] {
                if ui.button(theme.say(words)).clicked() {
                    actions.push(action);
                    ui.close();
                }
            }
        });
        let (title, epochs) = (pinned.title(), grouped(pinned.run.epochs()));
        let hint = text!("Pinned run {title}, {epochs} epochs: {words}", "固定的训练 {title}，{epochs} 轮：{words}");
        response.on_hover_text(theme.say(hint));
    }
    actions
}

/// A run's line and letter, to be pressed.
fn mark(ui: &mut Ui, theme: &Theme, pinned: &Pinned) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(MARK, space::TARGET), Sense::click());
    let name = theme.say(text!("Pinned run {}", "固定的训练 {}", pinned.letter));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*name));
    let shade = if pinned.shown { 1.0 } else { 0.4 };
    let color = line::color(theme, pinned.look());
    if response.hovered() {
        ui.painter().rect_filled(rect, space::ROUND, theme.panel.lerp_to_gamma(theme.ink, 0.07));
    }
    if pinned.shown {
        let line = Rect::from_min_max(rect.left_center() + vec2(4.0, 0.0), rect.center() + vec2(2.0, 0.0));
        line::paint(ui.painter(), theme, pinned.look(), vec![line.min, pos2(line.max.x, line.min.y)], false);
    }
    let at = rect.right_center() - vec2(10.0, 0.0);
    ui.painter().text(at, Align2::CENTER_CENTER, pinned.letter, bold(text::SMALL), color.gamma_multiply(shade));
    icon::focus_ring(ui, theme, &response, rect);
    response
}
