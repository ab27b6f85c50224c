//! Checks of the network.

use super::Problems;
use crate::{
    experiment::{Experiment, NetworkSettings},
    nn::{Activation, Choice},
    text,
};

pub(super) fn check(experiment: &Experiment, problems: &mut Problems) {
    let network = &experiment.network;
    if network.hidden.len() > NetworkSettings::MOST_LAYERS {
        return; // enough has been reported, and checking all of them may take long
    }
    check_steps(experiment, problems);
    check_frozen(experiment, problems);
    let (loss, output) = (experiment.training().loss, network.output.activation);
    if loss.from_logits() && output != Activation::Linear {
        let message = text!(
            "the loss {} has the output's function built in, so the output must be linear, not {}",
            "损失函数 {} 已包含输出函数，因此输出激活必须为线性，而不是 {}",
            loss.name(),
            output.name()
        );
        problems.add("network.output.activation", message);
    }
}

/// A place that does not exist would be frozen without effect; most likely it was mistyped.
fn check_frozen(experiment: &Experiment, problems: &mut Problems) {
    let sizes = experiment.target_sizes();
    let numbers = |pair: &[usize]| pair[0].saturating_add(1).saturating_mul(pair[1]);
    let most = sizes.windows(2).map(numbers).fold(0, usize::saturating_add);
    let places = experiment.network.frozen.len();
    if places > most {
        problems.add(
            "network.frozen.places",
            text!(
                "{places} places are more than the {most} weights and biases of the network; name each once",
                "{places} 个位置多于网络的 {most} 个权重和偏置；每个只写一次"
            ),
        );
        return;
    }
    for place in experiment.network.frozen.iter().filter(|place| !place.is_in(&sizes)) {
        if problems.enough("network.frozen.places") {
            return;
        }
        let what = place.text();
        let (english, chinese) = what.both();
        problems.add("network.frozen.places", text!("there is no {english}; take it out", "不存在{chinese}；请去掉它"));
    }
}

/// No gradient passes through a step function, so layers at or before one cannot learn.
fn check_steps(experiment: &Experiment, problems: &mut Problems) {
    let network = &experiment.network;
    let hidden = network.hidden.iter().map(|layer| (layer.activation, layer.frozen, "network.activation"));
    let output = (network.output.activation, network.output.frozen, "network.output.activation");
    let mut frozen_so_far = true;
    for (place, (activation, frozen, field)) in hidden.chain([output]).enumerate() {
        frozen_so_far &= frozen;
        if !activation.trainable() && !frozen_so_far {
            problems.add(
                field,
                text!(
                    "layer {} is of step units, which have no slope to learn by; freeze all layers up to it, or choose \
                     another function, such as sigmoid",
                    "第 {} 层是阶跃单元，没有可供学习的梯度；请冻结到该层为止的所有层，或改用其他函数，例如 Sigmoid",
                    place + 1
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::each_is_found;
    use super::*;
    use crate::{
        experiment::Place,
        nn::{BiasInitializer, Initializer, Loss},
    };

    #[test]
    fn problems_of_layers_are_found() {
        each_is_found(&[
            (
                |e| e.network.hidden = vec![e.network.hidden[0]; 9],
                "network.hidden",
                "9 hidden layers are too many; the most is 8",
            ),
            (
                |e| e.network.hidden[1].units = 2000,
                "network.hidden",
                "layer 2: 2000 is not a whole number from 1 to 1024, such as 4",
            ),
            (
                |e| e.network.hidden[0].dropout = f32::INFINITY,
                "network.dropout",
                "layer 1: inf is not a number from 0 to 0.9, such as 0.2",
            ),
            (
                |e| e.network.output.activation = Activation::Step,
                "network.output.activation",
                "layer 3 is of step units, which have no slope to learn by; freeze all layers up to it, or choose another \
                 function, such as sigmoid",
            ),
            (
                |e| e.training_mut().loss = Loss::SoftmaxCrossEntropy,
                "network.output.activation",
                "the loss softmax_cross_entropy has the output's function built in, so the output must be linear, not tanh",
            ),
        ]);
    }

    #[test]
    fn problems_of_the_start_are_found() {
        each_is_found(&[
            (
                |e| e.network.weights = Initializer::Uniform { range: f32::NAN },
                "network.weights.range",
                "NaN is not a number from 0 to 100, such as 0.5",
            ),
            (
                |e| e.network.weights = Initializer::Normal { deviation: -1.0 },
                "network.weights.deviation",
                "-1 is not a number from 0 to 100, such as 1",
            ),
            (
                |e| e.network.biases = BiasInitializer::Constant { value: f32::NEG_INFINITY },
                "network.biases.value",
                "-inf is not a number from -100 to 100, such as 0.1",
            ),
        ]);
    }

    #[test]
    fn frozen_places_must_be_there() {
        each_is_found(&[(
            |e| e.network.frozen = vec![Place { layer: 1, unit: 2, from: Some(0) }],
            "network.frozen.places",
            "there is no layer 2, weight from unit 1 to unit 3; take it out",
        )]);
        let mut experiment = Experiment::default();
        experiment.network.frozen = vec![
            Place { layer: 2, unit: 0, from: Some(1) },
            Place { layer: 2, unit: 0, from: None },
            Place { layer: 0, unit: 3, from: Some(1) },
        ];
        assert_eq!(experiment.problems(), []);
        experiment.network.hidden.pop();
        experiment.forget_missing_places();
        assert_eq!(experiment.network.frozen, [Place { layer: 0, unit: 3, from: Some(1) }]);
    }

    #[test]
    fn of_many_problems_the_first_are_told() {
        let mut experiment = Experiment::default();
        experiment.network.frozen = vec![Place { layer: 9, unit: 0, from: None }; 25];
        let problems = experiment.problems();
        assert_eq!(problems.len(), 11);
        experiment.network.frozen = vec![Place { layer: 0, unit: 0, from: None }; 26];
        assert!(experiment.problems()[0].message.to_string().starts_with("26 places are more than the 25 weights"));
        let said = super::super::Problem::all(&problems).to_string();
        assert!(said.ends_with("; and 1 more") && said.len() < 2000, "{said}");
        experiment.network.hidden = vec![experiment.network.hidden[0]; 200_000];
        assert!(experiment.problems().iter().any(|problem| problem.message.to_string().starts_with("200000 hidden")));
    }

    #[test]
    fn steps_may_stand_in_a_frozen_beginning() {
        let mut experiment = Experiment::default();
        experiment.network.hidden[1].activation = Activation::Step;
        experiment.network.hidden[1].frozen = true;
        assert_eq!(experiment.problems()[0].field, "network.activation", "the first layer still learns");
        experiment.network.hidden[0].frozen = true;
        assert_eq!(experiment.problems(), []);
    }
}
