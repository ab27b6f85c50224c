//! Description of the screen in words: each view, what can be done with it, and what it shows now.

use egui::{RichText, Ui};

use crate::{
    insight::{
        Evidence,
        summary::{Seen, View},
    },
    language::Text,
    ui::{
        kit::{Theme, theme::bold, theme::space, theme::text as size},
        pages::Pages,
    },
    worker::Snapshot,
};

/// Tells of the page and of the views beside it.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, pages: &Pages, snapshot: Option<&Snapshot>) {
    let (name, about) = pages.about();
    let beside: &[View] = if pages.is_alone() { &[View::Timeline] } else { &[View::Map, View::Curves, View::Timeline] };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        let own = View::ALL.into_iter().find(|view| view.name() == name);
        part(ui, theme, name, about, own.and_then(|view| now(view, snapshot?)));
        for view in beside {
            part(ui, theme, view.name(), view.about(), snapshot.and_then(|snapshot| now(*view, snapshot)));
        }
    });
}

/// What a view shows now.
fn now(view: View, snapshot: &Snapshot) -> Option<Text> {
    let evidence = Evidence {
        experiment: &snapshot.experiment,
        history: &snapshot.history,
        edits: &snapshot.edits,
        first_loss: snapshot.newest.first_loss,
        statistics: &snapshot.detail.statistics,
        status: &snapshot.status,
    };
    view.now(&Seen { probe: snapshot.probe(), metrics: snapshot.metrics, epoch: snapshot.epoch, evidence })
}

fn part(ui: &mut Ui, theme: &Theme, name: Text, about: Text, now: Option<Text>) {
    ui.label(RichText::new(theme.say(name)).font(bold(size::BODY)));
    ui.label(theme.say(about));
    if let Some(now) = now {
        ui.label(RichText::new(theme.say(now)).color(theme.ink));
    }
    ui.add_space(space::HALF);
}
