//! Buffers and per-layer options of a training step.

use super::{Checkpoint, aligned::Aligned, presented::Presented, private::Private, spending::Poisson};
use crate::{
    data::Part,
    experiment::{BatchOrder, Experiment, TrainingSettings},
    nn::{Batch, Dropout, Network, Parameters, Update, Workspace},
};

/// Takes the plain steps of one experiment: no recording, no checks.
#[derive(Clone, Debug)]
pub(super) struct Learner {
    workspace: Workspace,
    /// Dropout probability of each layer.
    dropout: Vec<f32>,
    layers: Layers,
    /// Changes the rows that a step reads; `None` when it reads them unchanged.
    presented: Option<Presented>,
    /// Differentially private steps; `None` for ordinary ones.
    private: Option<Private>,
    /// How steps compare the rows of a batch with each other, where they do.
    aligned: Option<Aligned>,
    /// Rows of a batch that does not stand in one piece in the order, as indices into the training rows.
    rows: Vec<u32>,
}

/// Which layers and parameters are frozen, and learning rates by layer.
#[derive(Clone, Debug)]
pub(crate) struct Layers {
    /// For each layer, whether it is frozen, in the network or in the current stage.
    frozen: Vec<bool>,
    /// The epoch from which a rate factor of 0 no longer freezes a layer, and which layers are frozen even then.
    thawed: Option<(f64, Vec<bool>)>,
    /// `(layer, factor)` for learning rates whose factor is neither 1 nor 0.
    rates: Vec<(usize, f32)>,
    /// Single frozen parameters, as indices into [`Parameters::values`].
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
        let always = hidden.iter().map(|layer| layer.frozen).chain([output]).enumerate();
        let always: Vec<bool> = always.map(|(layer, frozen)| frozen || layer < below).collect();
        let frozen: Vec<bool> = (0..always.len()).map(|layer| always[layer] || rate(layer) == 0.0).collect();
        let thawed = experiment.stages.at_hand().thaw.map(|epochs| (f64::from(epochs), always));
        let is_slowed = |layer: &usize| !frozen[*layer] && rate(*layer) != 1.0;
        let rates = (0..frozen.len()).filter(is_slowed).map(|layer| (layer, rate(layer))).collect();
        // Places refer to the network, so a decoder has none.
        let own = experiment.shared_layers() + usize::from(experiment.learns_target());
        let parameters = Parameters::zeros(&experiment.sizes());
        let places = experiment.network.frozen.iter().filter(|place| place.layer < own);
        let mut frozen_places: Vec<usize> = places.filter_map(|place| place.index(&parameters)).collect();
        if experiment.alignment().is_some() {
            frozen_places.extend(between(&parameters, &experiment.own_sizes()));
        }
        Self { frozen, thawed, rates, frozen_places }
    }

    /// The update of a step after `epochs` epochs; `t` counts the steps of the moments from 1.
    pub(crate) fn rule(&self, training: &TrainingSettings, epochs: f64, t: u64) -> Update<'_> {
        Update {
            optimizer: training.optimizer,
            rate: training.learning_rate * training.schedule.factor(epochs),
            regularizer: training.regularizer,
            clip_norm: training.clip_norm,
            frozen: match &self.thawed {
                Some((from, thawed)) if epochs >= *from => thawed,
                _ => &self.frozen,
            },
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

    /// Buffers, for passes between the steps.
    pub(super) const fn workspace(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// Updates the parameters from the `count` rows that follow `state`'s position, at the scheduled rate or at `rate`;
    /// returns the batch's mean loss before the update.
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
        let all = part.rows.len();
        let until_end = count.min(all - state.position);
        let poisson = Poisson { rows: all, expected: count };
        let rows: &[u32] = match (training.order, &mut self.private) {
            (BatchOrder::Poisson, Some(private)) => {
                private.draw(poisson, &mut self.rows);
                &self.rows
            }
            (BatchOrder::Poisson, None) => {
                poisson.draw(&mut state.batches, &mut self.rows);
                &self.rows
            }
            (BatchOrder::Shuffled | BatchOrder::Sequential, _) if until_end == count => {
                &state.order[state.position..state.position + count]
            }
            (BatchOrder::Shuffled | BatchOrder::Sequential, _) => {
                self.rows.clear();
                self.rows.extend_from_slice(&state.order[state.position..]);
                self.rows.extend_from_slice(&state.order[..count - until_end]);
                &self.rows
            }
        };
        let batch = Batch {
            inputs: part.inputs.as_slice().expect("rows are contiguous"),
            targets: part.targets.as_slice().expect("rows are contiguous"),
            rows,
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
        let epochs = state.epoch as f64 + state.position as f64 / all as f64;
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
            // An empty batch has gradient 0; the optimizer's moments still decay.
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
