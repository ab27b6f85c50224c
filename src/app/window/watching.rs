//! Showing a phenomenon from the gallery live.

use std::sync::Arc;

use super::Window;
use crate::{
    insight::phenomena::trainability::Area,
    language::Text,
    lessons::phenomena::{PHENOMENA, Phenomenon, Stage},
    sweep::{Axis, Plan, Sampler},
    ui::{Page, pages},
    worker::{
        Command,
        exhibit::{Exhibit, Exhibition, Shown},
        starts::Wanted,
    },
};

impl Window {
    /// Starts the experiment of the phenomenon of this name, and shows the page on which it is watched.
    pub(super) fn watch(&mut self, name: &str) {
        let Some(phenomenon) = PHENOMENA.iter().find(|phenomenon| phenomenon.name == name) else { return };
        let Phenomenon { stage, .. } = *phenomenon;
        let experiment = phenomenon.experiment();
        if stage.is_beside() {
            return self.exhibit(match stage {
                Stage::Descent => Exhibit::Descent,
                Stage::Ticket => Exhibit::Ticket(Box::new(experiment)),
                Stage::Parity => Exhibit::Parity(Box::new(experiment)),
                _ => Exhibit::Boundary(Area::default()),
            });
        }
        self.gaze.forget_axes();
        self.begin_with(experiment.clone());
        self.document.title = phenomenon.title.clone();
        match stage {
            Stage::Landscape => {
                self.show_page(&pages::landscape::LandscapePage::default().name());
                self.at_full_speed_now();
            }
            Stage::Seeds { seeds, epochs } => {
                self.show_page(&pages::seeds::SeedsPage::default().name());
                self.begin_starts(Wanted { experiment, seeds, epochs, other_rows: false });
            }
            Stage::RatesAndBatches => {
                self.show_page(&pages::sweep::SweepPage::default().name());
                let axes = ["training.learning_rate=log:0.001..10/13", "training.batch_size=1,3,10,30,100"];
                let axes = axes.into_iter().filter_map(|axis| Axis::read(axis).ok()).collect();
                let plan = Plan {
                    axes,
                    sampler: Sampler::Grid,
                    seed: 0,
                    trials: 65,
                    seeds: 3,
                    epochs: 100,
                    objective: crate::sweep::Objective::Loss,
                    halving: None,
                    experiment,
                };
                self.begin_search(plan);
            }
            Stage::TwoRuns => self.at_full_speed_now(),
            Stage::Boundary | Stage::Descent | Stage::Ticket | Stage::Parity => {
                unreachable!("{stage:?} is watched beside the run")
            }
        }
    }

    /// Computes this beside the run at hand; what was computed before ends.
    pub(super) fn exhibit(&mut self, exhibit: Exhibit) {
        let context = self.context.clone();
        self.beside.exhibition = None;
        self.beside.exhibition = Some(Exhibition::new(exhibit, move || context.request_repaint()));
    }

    /// Ends what is computed; what is there stays.
    pub(super) fn end_exhibit(&self) {
        self.beside.exhibition.iter().for_each(Exhibition::stop);
    }

    /// What is computed beside the run, when something is.
    #[must_use]
    pub fn exhibited(&self) -> Option<Arc<Shown>> {
        self.beside.exhibition.as_ref().map(Exhibition::shown)
    }

    pub(super) fn show_page(&mut self, name: &Text) {
        let place = self.pages.iter().position(|page| page.name() == *name);
        place.into_iter().for_each(|place| self.pages.show(place));
    }

    fn at_full_speed_now(&mut self) {
        self.speed = None;
        self.send(Command::Speed(None));
        self.send(Command::Run);
    }
}
