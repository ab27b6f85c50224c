//! What a step has at hand: the buffers, and what the experiment says of each layer.

use super::Checkpoint;
use crate::{
    data::Part,
    experiment::Experiment,
    nn::{Batch, Dropout, Network, Parameters, Update, Workspace},
};

/// Takes the bare steps of one experiment.
#[derive(Clone, Debug)]
pub(super) struct Learner {
    workspace: Workspace,
    /// Share of each layer's units that is left out.
    dropout: Vec<f32>,
    /// Whether each layer stays as it is.
    frozen: Vec<bool>,
    /// Single parameters that stay as they are, as places among them all.
    frozen_places: Vec<usize>,
    /// The rows of the batch at hand.
    rows: Vec<u32>,
}

impl Learner {
    pub(super) fn new(experiment: &Experiment) -> Self {
        let hidden = experiment.hidden();
        Self {
            workspace: Workspace::new(&experiment.sizes()),
            dropout: hidden.iter().map(|layer| layer.dropout).chain([0.0]).collect(),
            frozen: frozen_layers(experiment),
            frozen_places: frozen_places(experiment),
            rows: Vec::new(),
        }
    }

    /// Buffers for passes between the steps.
    pub(super) const fn workspace(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// Updates the parameters from the `count` rows that follow `state`'s position; gives the batch's loss before.
    pub(super) fn update(
        &mut self,
        experiment: &Experiment,
        part: &Part,
        count: usize,
        state: &mut Checkpoint,
        network: &mut Network,
    ) -> f64 {
        let training = experiment.training();
        let rows = part.rows.len();
        let until_end = count.min(rows - state.position);
        self.rows.clear();
        self.rows.extend_from_slice(&state.order[state.position..state.position + until_end]);
        self.rows.extend_from_slice(&state.order[..count - until_end]);
        let batch = Batch {
            inputs: part.inputs.as_slice().expect("rows are contiguous"),
            targets: part.targets.as_slice().expect("rows are contiguous"),
            rows: &self.rows,
        };
        let dropout = Dropout { shares: &self.dropout, noise: &mut state.noise };
        if state.moments.len() != training.optimizer.moments() {
            state.moments = vec![Parameters::zeros(network.parameters.sizes()); training.optimizer.moments()];
            state.moments_age = 0;
        }
        let epochs = state.epoch as f64 + state.position as f64 / rows as f64;
        let update = rule(experiment, &self.frozen, &self.frozen_places, epochs, state.moments_age + 1);
        network.learn(batch, training.loss, dropout, &update, &mut state.moments, &mut self.workspace)
    }
}

/// The rule of the step that is the `t`-th for the optimizer's memory, after `epochs` epochs.
pub(crate) fn rule<'a>(
    experiment: &Experiment,
    frozen: &'a [bool],
    frozen_places: &'a [usize],
    epochs: f64,
    t: u64,
) -> Update<'a> {
    let training = experiment.training();
    Update {
        optimizer: training.optimizer,
        rate: training.learning_rate * training.schedule.factor(epochs),
        regularizer: training.regularizer,
        clip_norm: training.clip_norm,
        frozen,
        frozen_places,
        t,
    }
}

/// Whether each layer stays as it is: frozen in the network, or in the stage at hand.
pub(crate) fn frozen_layers(experiment: &Experiment) -> Vec<bool> {
    let autoencoder = experiment.autoencoder();
    let output = autoencoder.is_none() && experiment.network.output.frozen;
    let below = autoencoder.map_or(0, |autoencoder| autoencoder.below);
    let layers = experiment.hidden().iter().map(|layer| layer.frozen).chain([output]).collect::<Vec<_>>();
    let rate = |layer| experiment.stages.at_hand().rates.get(layer).copied().unwrap_or(1.0);
    layers.iter().enumerate().map(|(layer, frozen)| *frozen || layer < below || rate(layer) == 0.0).collect()
}

/// Single parameters that stay as they are, as places among them all.
pub(crate) fn frozen_places(experiment: &Experiment) -> Vec<usize> {
    let parameters = Parameters::zeros(&experiment.sizes());
    let shared = experiment.shared_layers() + usize::from(experiment.autoencoder().is_none());
    let places = experiment.network.frozen.iter().filter(|place| place.layer < shared);
    places.filter_map(|place| place.index(&parameters)).collect()
}
