//! What the networks of some trials of a sweep decide: trained again, on all cores, since a sweep keeps numbers only.

use std::{collections::BTreeMap, sync::Arc};

use super::{fleet, spawn, watched::Watched};
use crate::{
    insight::{Axes, Decision, MapRequest},
    sweep::{Plan, Run, trial::advance},
};

/// Cells along each side of a map.
pub const CELLS: usize = 32;
/// Most maps that are kept of the trials that were asked for before.
const KEPT: usize = 256;

/// Maps by their trials.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The sweep.
    pub plan: Arc<Plan>,
    /// What each network decides, of the first seed; nothing where it cannot be drawn on a plane.
    pub maps: BTreeMap<usize, Option<Arc<Decision>>>,
    /// Whether nothing more comes.
    pub ended: bool,
}

/// The maps on their way; it ends when this is dropped.
#[derive(Debug)]
pub struct Portraits {
    shared: Arc<Watched<Drawn>>,
}

impl Portraits {
    /// Draws the first seed of each of these trials of `plan` after so many epochs, unless `known` has it; `wake` is called when
    /// there is something new to see.
    #[must_use]
    pub fn new(
        plan: Arc<Plan>,
        trials: Vec<(usize, u64)>,
        known: Option<&Drawn>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let known = known.filter(|known| known.plan == plan && known.maps.len() < KEPT);
        let maps = known.map(|known| known.maps.clone()).unwrap_or_default();
        let missing: Vec<_> = trials.into_iter().filter(|(trial, _)| !maps.contains_key(trial)).collect();
        let shared = Arc::new(Watched::new(Drawn { plan, maps, ended: false }));
        let own = Arc::clone(&shared);
        // A system without threads shows no maps.
        let _thread = spawn("portraits", move || {
            let plan = Arc::clone(&own.now().plan);
            let rows = plan.rows();
            let draw = |number: u64| {
                let (trial, epochs) = missing[number as usize];
                let goes_on = || own.goes_on();
                let mut trainer = plan.trial(trial).ok()?.begin(0, &rows).ok()?;
                advance(&mut trainer, Run { rung: 0, trial, seed: 0 }, epochs, plan.objective, &goes_on)?;
                let plane =
                    trainer.experiment().data.source.inputs() == 2 && trainer.experiment().autoencoder().is_none();
                let request = MapRequest { resolution: CELLS, axes: Axes::default(), area: None, units: false };
                let map = plane.then(|| Arc::new(trainer.probe().maps(request).decision));
                own.change(|drawn| _ = drawn.maps.insert(trial, map));
                wake();
                Some(())
            };
            let _drawn = fleet::each(missing.len() as u64, |_| (), draw);
            own.change(|drawn| drawn.ended = true);
            wake();
        });
        Self { shared }
    }

    /// The maps so far.
    #[must_use]
    pub fn drawn(&self) -> Arc<Drawn> {
        self.shared.now()
    }
}

impl Drop for Portraits {
    fn drop(&mut self) {
        self.shared.end();
    }
}
