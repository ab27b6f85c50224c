//! What a stage starts with: its rows, and parameters that are drawn or come from earlier stages.

use ndarray::{Array2, s};

use super::StageRun;
use crate::{
    data::{CODE, OTHER_VIEW, Prepared, numbered},
    experiment::{Experiment, Rows, Task, ValidExperiment},
    nn::{Network, Parameters, Random, Stream},
};

/// Parameters at the start of the current stage: drawn as `experiment` says, then overwritten by what `earlier` stages
/// have learned.
///
/// A later stage's layers replace an earlier one's. The output layer is carried from one stage to another when both
/// learn the target with the same layers.
pub(super) fn first_parameters(experiment: &ValidExperiment, earlier: &[StageRun]) -> Parameters {
    let settings = &experiment.network;
    let mut random = Random::new(experiment.seeds.weights, Stream::Weights);
    let (sizes, activations) = (experiment.sizes(), experiment.activations());
    let mut drawn =
        |sizes: &[usize]| Parameters::initial(sizes, &activations, settings.weights, settings.biases, &mut random);
    let own = experiment.own_sizes();
    let mut parameters = if experiment.alignment().is_some() {
        let beside: Vec<usize> = sizes.iter().zip(&own).map(|(all, own)| all - own).collect();
        side_by_side(&drawn(&own), &drawn(&beside))
    } else {
        drawn(&sizes)
    };
    // Weights learned from other inputs mean nothing here.
    for run in earlier.iter().filter(|run| run.experiment.data.features == experiment.data.features) {
        let learned = &run.checkpoint.parameters;
        let before = run.experiment.own_sizes();
        for layer in 0..common_layers(&run.experiment, experiment) {
            let ends = |of: &[usize]| (of[layer], of[layer + 1]);
            if ends(&before) == ends(&own) {
                // What stands beside it is of a second encoder.
                let (inputs, units) = ends(&own);
                let learned_weights = learned.weights(layer);
                let mut weights = parameters.weights_mut(layer);
                weights.slice_mut(s![..units, ..inputs]).assign(&learned_weights.slice(s![..units, ..inputs]));
                parameters.biases_mut(layer).slice_mut(s![..units]).assign(&learned.biases(layer).slice(s![..units]));
            }
        }
    }
    parameters
}

/// Two networks as one, the layers of which are as wide as both; between them all weights are 0.
fn side_by_side(first: &Parameters, second: &Parameters) -> Parameters {
    let sizes: Vec<usize> = first.sizes().iter().zip(second.sizes()).map(|(a, b)| a + b).collect();
    let mut both = Parameters::zeros(&sizes);
    for layer in 0..both.layers() {
        let (units, inputs) = first.weights(layer).dim();
        both.weights_mut(layer).slice_mut(s![..units, ..inputs]).assign(&first.weights(layer));
        both.weights_mut(layer).slice_mut(s![units.., inputs..]).assign(&second.weights(layer));
        both.biases_mut(layer).slice_mut(s![..units]).assign(&first.biases(layer));
        both.biases_mut(layer).slice_mut(s![units..]).assign(&second.biases(layer));
    }
    both
}

/// Number of layers, from the inputs on, that mean the same in two stages.
fn common_layers(before: &Experiment, after: &Experiment) -> usize {
    let both_learn_the_target = [before, after].iter().all(|stage| stage.stages.at_hand().task == Task::Target);
    let hidden = [before, after].map(|stage| stage.shared_layers());
    if both_learn_the_target && hidden[0] == hidden[1] { hidden[0] + 1 } else { hidden[0].min(hidden[1]) }
}

/// The rows of the current stage: those that it may use, with what it has to learn from each.
pub(super) fn rows(experiment: &ValidExperiment, earlier: &[StageRun]) -> Prepared {
    let settings = &experiment.data;
    let prepared = Prepared::new(settings, experiment.seeds.data, experiment.coding(), experiment.target_outputs());
    let source = &settings.source;
    let prepared = match experiment.stages.at_hand().rows {
        Rows::All if experiment.learns_target() => prepared.with_targets(),
        Rows::All => prepared,
        Rows::Labelled => prepared.labelled(settings.labels, source.own_rows(), source.is_in_order()),
        Rows::Neighbours => prepared.neighbours(source.own_rows()),
    };
    if let Some(view) = experiment.other_view() {
        return prepared.reconstructing(view, numbered(OTHER_VIEW, view.ncols()));
    }
    if let Some(view) = experiment.aligned_view() {
        return prepared.aligned_with(view, experiment.outputs());
    }
    match experiment.autoencoder() {
        None => prepared,
        Some(autoencoder) => {
            let inputs = prepared.all_features();
            if autoencoder.below == 0 {
                let names = prepared.feature_names();
                return prepared.reconstructing(&inputs, names);
            }
            let values = codes(experiment, first_parameters(experiment, earlier), autoencoder.below, &inputs);
            let names = numbered(CODE, values.ncols());
            prepared.reconstructing(&values, names)
        }
    }
}

/// Output of the first `layers` layers for each row: `[rows, units]`.
fn codes(experiment: &Experiment, parameters: Parameters, layers: usize, inputs: &Array2<f32>) -> Array2<f32> {
    let network = Network { parameters, activations: experiment.activations() };
    let units = network.parameters.sizes()[layers];
    let mut codes = Array2::zeros((inputs.nrows(), units));
    for (row, mut code) in inputs.rows().into_iter().zip(codes.rows_mut()) {
        let values = network.forward(&row.to_vec());
        code.iter_mut().zip(&values[layers]).for_each(|(code, value)| *code = *value);
    }
    codes
}
