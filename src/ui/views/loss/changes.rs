//! Where the run was changed on its way: a thin upright line across the curves, and what was changed in words.

use egui_plot::{LineStyle, PlotUi, VLine};

use super::across::Places;
use crate::{
    text,
    training::Change,
    ui::{difference, kit::Theme},
    worker::Snapshot,
};

/// Changes closer together than this fraction of the axis are drawn as one.
const APART: f64 = 0.004;
/// The pointer reads changes within this fraction of the axis.
const NEAR: f64 = 0.015;

/// The changes of a run, in order of time.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Where each lies across, and its place among the edits.
    all: Vec<(f64, usize)>,
    /// Length of the axis across.
    span: f64,
}

impl Changes {
    pub(super) fn of(snapshot: &Snapshot, places: &Places) -> Self {
        let records = snapshot.history.records();
        let span = records.last().map_or(0.0, |last| places.at(last));
        let edits = snapshot.edits.list().iter().enumerate();
        // The clock and a moment that was gone back to change nothing that a person set.
        let is_set = |change: &Change| matches!(change, Change::Experiment(_) | Change::Parameter(..));
        let all = edits.filter(|(_, edit)| is_set(&edit.change) && edit.step > 0);
        Self { all: all.map(|(index, edit)| (places.at_step(records, edit.step), index)).collect(), span }
    }

    pub(super) fn draw(&self, plot: &mut PlotUi<'_>, theme: &Theme) {
        let mut last = f64::NEG_INFINITY;
        for &(x, _) in &self.all {
            if x - last < APART * self.span {
                continue;
            }
            last = x;
            let style = LineStyle::Dotted { spacing: 4.0 };
            plot.vline(VLine::new("", x).color(theme.muted).width(1.0).style(style).allow_hover(false));
        }
    }

    /// Changes near `x`, one per line; empty if there are none.
    pub(super) fn words(&self, theme: &Theme, snapshot: &Snapshot, x: f64) -> Vec<String> {
        const MOST: usize = 3;
        let near: Vec<_> = self.all.iter().filter(|(at, _)| (at - x).abs() <= NEAR * self.span).collect();
        let mut words: Vec<String> = near.iter().take(MOST).map(|(_, index)| word(theme, snapshot, *index)).collect();
        if near.len() > MOST {
            let more = near.len() - MOST;
            words.push(theme.say(text!("and {more} more changes", "以及另外 {more} 处改动")).into_owned());
        }
        words
    }
}

/// One edit in words.
fn word(theme: &Theme, snapshot: &Snapshot, index: usize) -> String {
    let (edits, now) = (&snapshot.edits, &snapshot.newest_experiment);
    let said = match &edits.list()[index].change {
        Change::Experiment(before) => {
            let words = difference::words(edits.experiment_after(index + 1, now), before);
            let (english, chinese) = words.both();
            text!("changed: {english}", "改动：{chinese}")
        }
        Change::Parameter(place, value) => {
            let place = place.text();
            let (english, chinese) = place.both();
            text!("{english} set to {value}", "{chinese}设为 {value}")
        }
        Change::TimeUp | Change::Resumed => text!("", ""),
    };
    theme.say(said).into_owned()
}
