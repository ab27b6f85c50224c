//! Double descent, draw after draw.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Seen, Stage};
use crate::{
    insight::phenomena::descent::{COUNTS, Errors, UNITS, linear, random_layer},
    worker::fleet,
};

/// Draws of rows and weights for each number of units; ten times as many for each number of rows of the linear model.
pub const DRAWS: usize = 20;
/// Draws of the linear model that are made at once.
const AT_ONCE: u64 = 10;

/// The errors of all draws so far.
#[derive(Clone, Debug)]
pub struct Fits {
    /// Of the random layer, for each of [`UNITS`].
    pub layer: Vec<Vec<Errors>>,
    /// Beyond the noise, of the linear model, for each of [`COUNTS`].
    pub linear: Vec<Vec<f64>>,
}

impl Default for Fits {
    fn default() -> Self {
        Self { layer: vec![Vec::new(); UNITS.len()], linear: vec![Vec::new(); COUNTS.len()] }
    }
}

pub(super) fn run(stage: &Stage<'_>) {
    let across = UNITS.len() + COUNTS.len();
    let all = DRAWS * across;
    let done = AtomicUsize::new(0);
    let fit = |number: u64| {
        if !stage.goes_on() {
            return;
        }
        let (draw, place) = (number / across as u64, number as usize % across);
        let share = || (done.fetch_add(1, Ordering::Relaxed) + 1) as f32 / all as f32;
        if let Some(units) = UNITS.get(place) {
            let errors = random_layer(*units, draw);
            stage.change(share(), |seen| {
                if let Seen::Descent(fits) = seen {
                    fits.layer[place].push(errors);
                }
            });
        } else {
            let place = place - UNITS.len();
            let errors: Vec<f64> = (0..AT_ONCE).map(|more| linear(COUNTS[place], draw * AT_ONCE + more)).collect();
            stage.change(share(), |seen| {
                if let Seen::Descent(fits) = seen {
                    fits.linear[place].extend(errors);
                }
            });
        }
    };
    let _fits = fleet::each(all as u64, |_| (), fit);
}
