//! Rollback for a run that diverges: copies of its state, renewed as it goes on.

use super::Checkpoint;
use crate::nn::Parameters;

/// Two copies of the state, of which the older one is known to be good.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    pub(super) older: Checkpoint,
    newer: Checkpoint,
}

impl Guard {
    pub(super) fn new(state: &Checkpoint) -> Self {
        Self { older: state.clone(), newer: state.clone() }
    }

    /// The newer copy becomes the older one, and the current state, with these parameters, the newer.
    pub(super) fn renew(&mut self, state: &Checkpoint, parameters: &Parameters) {
        std::mem::swap(&mut self.older, &mut self.newer);
        copy(state, parameters, &mut self.newer);
    }
}

/// Copies a state into existing buffers, since a step allocates nothing.
fn copy(from: &Checkpoint, now: &Parameters, to: &mut Checkpoint) {
    // Every field by name, so that a new one is not forgotten here.
    let Checkpoint {
        step,
        epoch,
        position,
        rows_seen,
        rows_evaluated: _,
        parameters: _,
        moments,
        moments_age,
        order,
        batches,
        noise,
        first_loss,
        best: _,
        seconds: _,
        status,
    } = from;
    // The order changes only at the start of an epoch; a million rows are not copied for nothing.
    if to.epoch != *epoch || to.position == 0 || to.order.len() != order.len() {
        to.order.clone_from(order);
    }
    if to.moments.len() == moments.len() {
        to.moments.iter_mut().zip(moments).for_each(|(to, from)| to.values_mut().copy_from_slice(from.values()));
    } else {
        to.moments.clone_from(moments);
    }
    to.parameters.values_mut().copy_from_slice(now.values());
    (to.step, to.epoch, to.position, to.rows_seen) = (*step, *epoch, *position, *rows_seen);
    (to.moments_age, to.first_loss) = (*moments_age, *first_loss);
    (to.batches, to.noise, to.status) = (batches.clone(), noise.clone(), status.clone());
}
