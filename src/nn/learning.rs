//! One training step: forward pass, backward pass and update in one call.

use super::{
    Batch, Dropout, Loss, Network, Parameters, Update, Workspace,
    backpropagation::Backpropagation,
    kernel::{Kernel, Lanes},
    update::Apply,
};

impl Network {
    /// [`backpropagate`](Self::backpropagate), then [`Update::apply`], dispatched to a path once. Returns the mean loss
    /// of the batch before the update.
    ///
    /// # Panics
    /// Where one of the two does.
    pub fn learn(
        &mut self,
        batch: Batch<'_>,
        loss: Loss,
        dropout: Dropout<'_>,
        update: &Update<'_>,
        moments: &mut [Parameters],
        workspace: &mut Workspace,
    ) -> f64 {
        self.check(batch, workspace);
        update.check(&self.parameters, moments, workspace);
        let batch = &batch;
        workspace.dispatch.run(Learning { network: self, batch, loss, dropout, update, moments, workspace })
    }
}

struct Learning<'a> {
    network: &'a mut Network,
    batch: &'a Batch<'a>,
    loss: Loss,
    dropout: Dropout<'a>,
    update: &'a Update<'a>,
    moments: &'a mut [Parameters],
    workspace: &'a mut Workspace,
}

impl Kernel for Learning<'_> {
    type Output = f64;

    #[inline(always)]
    fn run<L: Lanes>(self) -> f64 {
        let Self { network, batch, loss, dropout, update, moments, workspace } = self;
        let mut passes = Backpropagation { network, batch, loss, dropout, frozen: update.frozen, workspace };
        let (loss, sums) = passes.passes::<L>();
        let parameters = &mut network.parameters;
        match sums {
            Some(sums) if update.is_separate() => sums.update::<L>(update, parameters, moments, workspace),
            sums => {
                if let Some(sums) = sums {
                    sums.add_up::<L>(update.frozen, workspace);
                }
                // Anything that changes the gradient, and is no part of the update's rule, belongs here.
                Apply { update, parameters, moments, workspace }.run::<L>();
            }
        }
        loss
    }
}
