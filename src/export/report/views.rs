//! The views of the window in words, as its help tells them, less what a hand can do there: what each is, and what it showed of this run.

use super::page::escaped;
use crate::{
    insight::{
        Evidence,
        summary::{Seen, View},
    },
    language::Language,
    training::Trainer,
};

/// A paragraph a view that has something to tell of this run.
pub(super) fn told(trainer: &Trainer, language: Language) -> String {
    let statistics = trainer.probe().statistics();
    let evidence = Evidence::of(trainer, &statistics);
    let seen = Seen { probe: trainer.probe(), metrics: trainer.metrics(), epoch: trainer.epochs(), evidence };
    let paragraph = |view: &View| {
        let now = view.now(&seen)?;
        let [name, about, now] = [view.name(), view.is(), now].map(|text| escaped(text.say(language)));
        Some(format!("<p><strong>{name}.</strong> {now} <span class=\"about\">{about}</span></p>\n"))
    };
    View::ALL.iter().filter_map(paragraph).collect()
}
