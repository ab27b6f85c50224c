//! Buffers and per-layer options of a training step.

use super::{Checkpoint, aligned::Aligned, presented::Presented, private::Private, spending::Poisson};
use crate::{
    data::Part,
    experiment::{BatchOrder, Experiment, TrainingSettings},
    nn::{Batch, Dropout, Network, Parameters, Update, Workspace},
};

/// Takes the bare steps of one experiment.
#[derive(Clone, Debug)]
pub(super) struct Learner {
    workspace: Workspace,
    /// Share of each layer's units that is left out.
    dropout: Vec<f32>,
    layers: Layers,
    /// How a step sees the rows, where it is not as they stand.
    presented: Option<Presented>,
    /// How steps hide the single row, where they do.
    private: Option<Private>,
    /// How steps compare the rows of a batch with each other, where they do.
    aligned: Option<Aligned>,
    /// The rows of the batch at hand.
    rows: Vec<u32>,
}

/// What the experiment says of how far each layer may go.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    /// Whether each layer stays as it is: frozen in the network, or in the stage at hand.
    frozen: Vec<bool>,
    /// Factors of learning rates, where they are not 1.
    rates: Vec<(usize, f32)>,
    /// Single parameters that stay as they are, as places among them all.
    frozen_places: Vec<usize>,
}

impl Layers {
    pub(crate) fn of(experiment: &Experiment) -> Self {
        let autoencoder = experiment.autoencoder();
        let hidden = experiment.hidden();
        let rates = &experiment.stages.at_hand().rates;
        let rate = |layer: usize| rates.get(layer).copied().unwrap_or(1.0);
        let below = autoencoder.map_or(0, |autoencoder| autoencoder.below);
        let output = experiment.learns_target() && experiment.network.output.frozen;
        let frozen = hidden.iter().map(|layer| layer.frozen).chain([output]).enumerate();
        let frozen: Vec<bool> = frozen.map(|(layer, frozen)| frozen || layer < below || rate(layer) == 0.0).collect();
        let is_slowed = |layer: &usize| !frozen[*layer] && rate(*layer) != 1.0;
        let rates = (0..frozen.len()).filter(is_slowed).map(|layer| (layer, rate(layer))).collect();
        // A decoder has no places of its own.
        let own = experiment.shared_layers() + usize::from(experiment.learns_target());
        let parameters = Parameters::zeros(&experiment.sizes());
        let places = experiment.network.frozen.iter().filter(|place| place.layer < own);
        let mut frozen_places: Vec<usize> = places.filter_map(|place| place.index(&parameters)).collect();
        if experiment.alignment().is_some() {
            frozen_places.extend(between(&parameters, &experiment.own_sizes()));
        }
        Self { frozen, rates, frozen_places }
    }

    /// The rule of the step that is the `t`-th for the optimizer's memory, after `epochs` epochs.
    pub(crate) fn rule(&self, training: &TrainingSettings, epochs: f64, t: u64) -> Update<'_> {
        Update {
            optimizer: training.optimizer,
            rate: training.learning_rate * training.schedule.factor(epochs),
            regularizer: training.regularizer,
            clip_norm: training.clip_norm,
            frozen: &self.frozen,
            rates: &self.rates,
            frozen_places: &self.frozen_places,
            t,
        }
    }
}

impl Learner {
    pub(super) fn new(experiment: &Experiment) -> Self {
        let hidden = experiment.hidden();
        Self {
            workspace: Workspace::new(&experiment.sizes()),
            dropout: hidden.iter().map(|layer| layer.dropout).chain([0.0]).collect(),
            layers: Layers::of(experiment),
            presented: Presented::of(experiment),
            private: Private::of(experiment),
            aligned: Aligned::of(experiment),
            rows: Vec::new(),
        }
    }

    /// Buffers for passes between the steps.
    pub(super) const fn workspace(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// Updates the parameters from the `count` rows that follow `state`'s position, at the experiment's rate or another one;
    /// gives the batch's loss before.
    pub(super) fn update(
        &mut self,
        experiment: &Experiment,
        part: &Part,
        count: usize,
        state: &mut Checkpoint,
        network: &mut Network,
        rate: Option<f32>,
    ) -> f64 {
        let training = experiment.training();
        let rows = part.rows.len();
        let until_end = count.min(rows - state.position);
        let poisson = Poisson { rows, expected: count };
        match (training.order, &mut self.private) {
            (BatchOrder::Poisson, Some(private)) => private.draw(poisson, &mut self.rows),
            (BatchOrder::Poisson, None) => poisson.draw(&mut state.batches, &mut self.rows),
            (BatchOrder::Shuffled | BatchOrder::Sequential, _) => {
                self.rows.clear();
                self.rows.extend_from_slice(&state.order[state.position..state.position + until_end]);
                self.rows.extend_from_slice(&state.order[..count - until_end]);
            }
        }
        let batch = Batch {
            inputs: part.inputs.as_slice().expect("rows are contiguous"),
            targets: part.targets.as_slice().expect("rows are contiguous"),
            rows: &self.rows,
        };
        let batch = match &mut self.presented {
            Some(presented) => presented.present(batch, part, &mut state.noise),
            None => batch,
        };
        let dropout = Dropout { shares: &self.dropout, noise: &mut state.noise };
        if state.moments.len() != training.optimizer.moments() {
            state.moments = vec![Parameters::zeros(network.parameters.sizes()); training.optimizer.moments()];
            state.moments_age = 0;
        }
        let epochs = state.epoch as f64 + state.position as f64 / rows as f64;
        let mut update = self.layers.rule(training, epochs, state.moments_age + 1);
        update.rate = rate.unwrap_or(update.rate);
        let (moments, workspace) = (&mut state.moments, &mut self.workspace);
        if let Some(private) = &mut self.private {
            let (batch, mut dropout) = ((batch, count as f64), dropout);
            let (loss, frozen) = (training.loss, update.frozen);
            let loss = private.backpropagate(network, batch, loss, &mut dropout, frozen, workspace);
            update.apply(&mut network.parameters, moments, workspace);
            return loss;
        }
        if batch.rows.is_empty() {
            // The mean of no rows is no gradient; what an optimizer remembers moves on.
            workspace.gradient_mut().values_mut().fill(0.0);
            update.apply(&mut network.parameters, moments, workspace);
            return 0.0;
        }
        match &mut self.aligned {
            Some(aligned) => aligned.learn(network, batch, dropout, &update, moments, workspace),
            None => network.learn(batch, training.loss, dropout, &update, moments, workspace),
        }
    }
}

/// Places of the weights between two networks side by side, of which the first has layers of the sizes `own`: they stay 0.
fn between<'p>(parameters: &'p Parameters, own: &'p [usize]) -> impl Iterator<Item = usize> + 'p {
    (0..parameters.layers()).flat_map(move |layer| {
        let (start, ..) = parameters.span(layer);
        let (units, inputs) = parameters.weights(layer).dim();
        let places = (0..units).flat_map(move |unit| (0..inputs).map(move |input| (unit, input)));
        let is_between = move |(unit, input): &(usize, usize)| (*unit < own[layer + 1]) != (*input < own[layer]);
        places.filter(is_between).map(move |(unit, input)| start + unit * inputs + input)
    })
}
