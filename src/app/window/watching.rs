//! From the gallery to a phenomenon that is watched live.

use super::Window;
use crate::{
    language::Text,
    lessons::phenomena::{PHENOMENA, Phenomenon, Stage},
    sweep::{Axis, Plan, Sampler},
    ui::{Page, pages},
    worker::{Command, starts::Wanted},
};

impl Window {
    /// Begins the experiment of the phenomenon of this name, and shows the page that it is watched on.
    pub(super) fn watch(&mut self, name: &str) {
        let Some(phenomenon) = PHENOMENA.iter().find(|phenomenon| phenomenon.name == name) else { return };
        let Phenomenon { stage, .. } = *phenomenon;
        let experiment = phenomenon.experiment();
        self.gaze.forget_axes();
        self.begin_with(experiment.clone());
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
        }
    }

    fn show_page(&mut self, name: &Text) {
        let place = self.pages.iter().position(|page| page.name() == *name);
        place.into_iter().for_each(|place| self.pages.show(place));
    }

    fn at_full_speed_now(&mut self) {
        self.speed = None;
        self.send(Command::Speed(None));
        self.send(Command::Run);
    }
}
