//! The lottery ticket: accuracy over what is left of the weights, from three starts.

use egui::{Ui, WidgetInfo, accesskit::Role, vec2};

use super::plot::{Pen, dots, legend, line};
use crate::{
    sweep::spread::median,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        line as lines, tab,
        theme::space,
    },
    worker::exhibit::{ARMS, EPOCHS, Round},
};

/// Exponents of the share of weights that is shown.
const LEFT: (f64, f64) = (-1.4, 0.02);

/// What is chosen.
#[derive(Debug, Default)]
pub(super) struct TicketViewState {
    /// Whether the accuracy after the last epochs is shown, not the early one.
    late: bool,
}

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut TicketViewState, tickets: &[Vec<Round>]) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        for (place, epochs) in EPOCHS.into_iter().enumerate() {
            let words = theme.say(text!("after {epochs} epochs", "{epochs} 轮后"));
            if tab::ui(ui, theme, &words, usize::from(state.late) == place).clicked() {
                state.late = place == 1;
            }
        }
    });
    let at = usize::from(state.late);
    let pens: [Pen; ARMS] = [
        Pen::whole(theme.accent),
        Pen::dashed(lines::color(theme, 0), 7.0, 4.0),
        Pen::dashed(lines::color(theme, 1), 2.0, 3.0),
    ];
    let names = [
        text!("the ticket: its own first weights", "彩票：保留原来的初始权重"),
        text!("the same places, drawn anew", "相同位置，重新抽取权重"),
        text!("other places, their own weights", "其他位置，原来的权重"),
    ];
    let named: Vec<_> = pens.into_iter().zip(names.map(|name| theme.say(name).into_owned())).collect();
    legend(ui, theme, &named);
    let name = theme.say(text!("share of the weights that is left", "剩余权重的比例"));
    let across = Side { range: LEFT, unit: 1.0, sign: "", name: &name };
    let up = Side { range: (0.0, 1.0), unit: 100.0, sign: " %", name: "" };
    let size = vec2(ui.available_width(), (ui.available_height() - space::ONE).clamp(160.0, 420.0));
    let chart = Chart::by_factors(ui, theme, size, (&across, true), (&up, false));
    let mut smallest = None;
    for (arm, pen) in pens.into_iter().enumerate() {
        let each = tickets.iter().flatten().map(|round| (libm::log10(round.left), round.accuracy[arm][at]));
        dots(ui, &chart, 2.0, pen.color.gamma_multiply(0.45), each);
        let rounds = tickets.iter().map(Vec::len).max().unwrap_or(0);
        let middle = |round: usize| {
            let there = || tickets.iter().filter_map(move |rounds| rounds.get(round));
            (libm::log10(median(there().map(|round| round.left))), median(there().map(|round| round.accuracy[arm][at])))
        };
        line(ui, &chart, pen, (0..rounds).map(middle));
        if let (0, Some(last)) = (arm, rounds.checked_sub(1)) {
            smallest = Some((100.0 * libm::pow(10.0, middle(last).0), 100.0 * middle(last).1));
        }
    }
    chart.response.widget_info(|| {
        let said = smallest.map_or_else(
            || text!("Accuracy over what is left: nothing yet", "准确率随剩余比例的变化：尚无"),
            |(left, accuracy)| {
                text!(
                    "Accuracy over what is left of the weights: {accuracy:.0} % with {left:.1} % of them",
                    "准确率随剩余权重的变化：剩 {left:.1} % 时为 {accuracy:.0} %"
                )
            },
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}
