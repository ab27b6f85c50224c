//! The forward and backward pass of one example.

use super::{
    Quantity,
    functions::{activate, loss},
};
use crate::{
    experiment::Place,
    nn::{Activation, Loss, Network},
};

/// A network in f64.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact {
    /// Number of inputs, then of units in each layer.
    pub sizes: Vec<usize>,
    /// Activation of each layer.
    pub activations: Vec<Activation>,
    /// The loss.
    pub loss: Loss,
    /// Weights and biases, laid out as in [`Parameters::values`](crate::nn::Parameters::values).
    pub parameters: Vec<f64>,
}

/// Every number of one example. Layers count from 0, the first hidden layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    /// The network.
    pub network: Exact,
    /// The inputs.
    pub input: Vec<f64>,
    /// The targets.
    pub target: Vec<f64>,
    /// Weighted sums of each layer's units, biases included.
    pub sums: Vec<Vec<f64>>,
    /// Outputs of each layer's units.
    pub outputs: Vec<Vec<f64>>,
    /// Slopes of the activations at the sums.
    pub slopes: Vec<Vec<f64>>,
    /// Derivatives of the loss by the outputs.
    pub backs: Vec<Vec<f64>>,
    /// Derivatives of the loss by the sums.
    pub deltas: Vec<Vec<f64>>,
    /// Derivatives of the loss by the parameters, laid out like them.
    pub gradient: Vec<f64>,
    /// The loss.
    pub loss: f64,
}

/// A term of a sum: two factors and their product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The first factor.
    pub left: Quantity,
    /// The second factor; `None` for a bias, which stands alone.
    pub right: Option<Quantity>,
    /// Their product.
    pub value: f64,
}

impl Exact {
    /// A network of the engine, with its f32 numbers converted exactly.
    #[must_use]
    pub fn of(network: &Network, loss: Loss) -> Self {
        Self {
            sizes: network.parameters.sizes().to_vec(),
            activations: network.activations.clone(),
            loss,
            parameters: network.parameters.values().iter().map(|value| f64::from(*value)).collect(),
        }
    }

    /// Index of the parameter of `place` in [`parameters`](Self::parameters); `None` when there is none.
    #[must_use]
    pub fn index(&self, place: Place) -> Option<usize> {
        place.is_in(&self.sizes).then(|| {
            let start: usize = self.sizes[..=place.layer].windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
            let (inputs, units) = (self.sizes[place.layer], self.sizes[place.layer + 1]);
            place.from.map_or(start + inputs * units + place.unit, |from| start + place.unit * inputs + from)
        })
    }

    /// The place of the parameter at `index`; `None` when there is none.
    #[must_use]
    pub fn place(&self, index: usize) -> Option<Place> {
        let mut rest = index;
        for (layer, pair) in self.sizes.windows(2).enumerate() {
            let (inputs, units) = (pair[0], pair[1]);
            if rest < inputs * units {
                return Some(Place { layer, unit: rest / inputs, from: Some(rest % inputs) });
            }
            if rest < (inputs + 1) * units {
                return Some(Place { layer, unit: rest - inputs * units, from: None });
            }
            rest -= (inputs + 1) * units;
        }
        None
    }

    fn at(&self, layer: usize, unit: usize, from: Option<usize>) -> f64 {
        self.index(Place { layer, unit, from }).map_or(f64::NAN, |index| self.parameters[index])
    }

    /// Calculates one example.
    ///
    /// # Panics
    /// When `input` or `target` does not match the size of the network.
    #[must_use]
    pub fn calculate(&self, input: &[f64], target: &[f64]) -> Calculation {
        let (inputs, outputs) = (self.sizes[0], self.sizes[self.sizes.len() - 1]);
        assert_eq!((input.len(), target.len()), (inputs, outputs), "an example of another shape");
        let layers = self.activations.len();
        let (mut sums, mut outputs, mut slopes) = (Vec::new(), Vec::<Vec<f64>>::new(), Vec::new());
        for layer in 0..layers {
            let before = if layer == 0 { input } else { &outputs[layer - 1] };
            let sum = |unit: usize| {
                let products = before.iter().enumerate().map(|(from, x)| self.at(layer, unit, Some(from)) * x);
                products.sum::<f64>() + self.at(layer, unit, None)
            };
            let z: Vec<f64> = (0..self.sizes[layer + 1]).map(sum).collect();
            let (a, slope) = z.iter().map(|z| activate(self.activations[layer], *z)).unzip();
            sums.push(z);
            outputs.push(a);
            slopes.push(slope);
        }
        let (loss, last) = loss(self.loss, &outputs[layers - 1], target);
        let (mut backs, mut deltas) = (vec![Vec::new(); layers], vec![Vec::new(); layers]);
        backs[layers - 1] = last;
        for layer in (0..layers).rev() {
            deltas[layer] =
                backs[layer].iter().zip(&slopes[layer]).map(|(back, slope): (&f64, &f64)| back * slope).collect();
            if layer > 0 {
                let back = |from: usize| {
                    let above = deltas[layer].iter().enumerate();
                    above.map(|(unit, delta)| self.at(layer, unit, Some(from)) * delta).sum()
                };
                backs[layer - 1] = (0..self.sizes[layer]).map(back).collect();
            }
        }
        let mut gradient = Vec::with_capacity(self.parameters.len());
        for (layer, deltas) in deltas.iter().enumerate() {
            let before = if layer == 0 { input } else { &outputs[layer - 1] };
            gradient.extend(deltas.iter().flat_map(|delta| before.iter().map(move |x| delta * x)));
            gradient.extend(deltas);
        }
        let (network, input, target) = (self.clone(), input.to_vec(), target.to_vec());
        Calculation { network, input, target, sums, outputs, slopes, backs, deltas, gradient, loss }
    }

    /// The loss of one example with the parameter at `index` moved by −`step` and +`step`, and the central difference:
    /// a check of the gradient.
    #[must_use]
    pub fn difference(&self, input: &[f64], target: &[f64], index: usize, step: f64) -> f64 {
        let loss = |moved: f64| {
            let mut network = self.clone();
            network.parameters[index] += moved;
            network.loss_of(input, target)
        };
        (loss(step) - loss(-step)) / (2.0 * step)
    }

    fn loss_of(&self, input: &[f64], target: &[f64]) -> f64 {
        let mut values = input.to_vec();
        for (layer, activation) in self.activations.iter().enumerate() {
            let sum = |unit: usize| {
                let products = values.iter().enumerate().map(|(from, x)| self.at(layer, unit, Some(from)) * x);
                activate(*activation, products.sum::<f64>() + self.at(layer, unit, None)).0
            };
            values = (0..self.sizes[layer + 1]).map(sum).collect();
        }
        loss(self.loss, &values, target).0
    }
}

impl Calculation {
    /// The value of a quantity; `None` when the network does not have it, or it is only known after a step.
    #[must_use]
    pub fn value(&self, quantity: Quantity) -> Option<f64> {
        let of = |values: &[Vec<f64>], layer: usize, unit: usize| values.get(layer)?.get(unit).copied();
        match quantity {
            Quantity::Input(input) => self.input.get(input).copied(),
            Quantity::Target(output) => self.target.get(output).copied(),
            Quantity::Sum(layer, unit) => of(&self.sums, layer, unit),
            Quantity::Output(layer, unit) => of(&self.outputs, layer, unit),
            Quantity::Slope(layer, unit) => of(&self.slopes, layer, unit),
            Quantity::Back(layer, unit) => of(&self.backs, layer, unit),
            Quantity::Delta(layer, unit) => of(&self.deltas, layer, unit),
            Quantity::Loss => Some(self.loss),
            Quantity::Parameter(layer, unit, from) => {
                Some(self.network.parameters[self.network.index(Place { layer, unit, from })?])
            }
            Quantity::Gradient(layer, unit, from) => {
                Some(self.gradient[self.network.index(Place { layer, unit, from })?])
            }
            Quantity::New(..) => None,
        }
    }

    /// The quantities from which `quantity` is calculated.
    #[must_use]
    pub fn parents(&self, quantity: Quantity) -> Vec<Quantity> {
        let last = self.network.activations.len() - 1;
        match quantity {
            Quantity::Input(_) | Quantity::Target(_) | Quantity::Parameter(..) => Vec::new(),
            Quantity::Sum(..) => {
                self.terms(quantity).into_iter().flat_map(|term| [Some(term.left), term.right]).flatten().collect()
            }
            Quantity::Output(layer, unit) | Quantity::Slope(layer, unit) => vec![Quantity::Sum(layer, unit)],
            Quantity::Back(layer, unit) if layer == last => {
                // A softmax output depends on all logits.
                let outputs = self.outputs[last].len();
                let read = if self.network.loss == Loss::SoftmaxCrossEntropy { 0..outputs } else { unit..unit + 1 };
                let outputs = read.map(|output| Quantity::Output(last, output));
                outputs.chain([Quantity::Target(unit)]).collect()
            }
            Quantity::Back(..) => {
                self.terms(quantity).into_iter().flat_map(|term| [Some(term.left), term.right]).flatten().collect()
            }
            Quantity::Delta(layer, unit) => vec![Quantity::Back(layer, unit), Quantity::Slope(layer, unit)],
            Quantity::Gradient(layer, unit, from) => {
                [Some(Quantity::Delta(layer, unit)), from.map(|from| before(layer, from))]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Quantity::New(layer, unit, from) => {
                vec![Quantity::Parameter(layer, unit, from), Quantity::Gradient(layer, unit, from)]
            }
            Quantity::Loss => {
                let outputs = 0..self.target.len();
                outputs.flat_map(|output| [Quantity::Output(last, output), Quantity::Target(output)]).collect()
            }
        }
    }

    /// The products summed up in a weighted sum, or in a derivative by an output; empty for any other quantity.
    #[must_use]
    pub fn terms(&self, quantity: Quantity) -> Vec<Term> {
        let term = |left: Quantity, right: Option<Quantity>| {
            let value = |quantity| self.value(quantity).unwrap_or(f64::NAN);
            Term { left, right, value: value(left) * right.map_or(1.0, value) }
        };
        match quantity {
            Quantity::Sum(layer, unit) if layer < self.sums.len() => {
                let inputs = 0..self.network.sizes[layer];
                let products =
                    inputs.map(|from| term(Quantity::Parameter(layer, unit, Some(from)), Some(before(layer, from))));
                products.chain([term(Quantity::Parameter(layer, unit, None), None)]).collect()
            }
            Quantity::Back(layer, unit) if layer + 1 < self.sums.len() => {
                let above = 0..self.network.sizes[layer + 2];
                let product =
                    |to| term(Quantity::Parameter(layer + 1, to, Some(unit)), Some(Quantity::Delta(layer + 1, to)));
                above.map(product).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The input `from` of the units of `layer`.
const fn before(layer: usize, from: usize) -> Quantity {
    if layer == 0 { Quantity::Input(from) } else { Quantity::Output(layer - 1, from) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, nn::Choice, training::Trainer};

    fn some(loss: Loss) -> (Exact, Vec<f64>, Vec<f64>) {
        let sizes = vec![2, 3, 2];
        let parameters = (0..17).map(|i| 0.3 * libm::sin(f64::from(i) * 1.7)).collect();
        let activations = vec![Activation::Tanh, Activation::Linear];
        (Exact { sizes, activations, loss, parameters }, vec![0.7, -1.2], vec![1.0, 0.0])
    }

    #[test]
    fn the_gradient_is_that_of_differences_for_every_loss() {
        for loss in Loss::ALL {
            let (network, input, target) = some(*loss);
            let calculation = network.calculate(&input, &target);
            for (index, slope) in calculation.gradient.iter().enumerate() {
                let difference = network.difference(&input, &target, index, 1e-5);
                assert!((slope - difference).abs() < 1e-9, "{loss:?} {index}: {slope} {difference}");
            }
        }
    }

    #[test]
    fn every_number_follows_from_its_parents() {
        let (network, input, target) = some(Loss::SoftmaxCrossEntropy);
        let c = network.calculate(&input, &target);
        let value = |name: &str| c.value(name.parse().unwrap()).unwrap();
        let parents =
            |name: &str| -> Vec<String> { c.parents(name.parse().unwrap()).iter().map(ToString::to_string).collect() };
        assert_eq!(parents("z 1.2"), ["w 1.2.1", "x 1", "w 1.2.2", "x 2", "b 1.2"]);
        assert_eq!(value("z 1.2"), value("w 1.2.1") * 0.7 + value("w 1.2.2") * -1.2 + value("b 1.2"));
        assert_eq!(parents("a 1.2"), ["z 1.2"]);
        assert_eq!(parents("back 1.3"), ["w 2.1.3", "delta 2.1", "w 2.2.3", "delta 2.2"]);
        assert_eq!(value("back 1.3"), value("w 2.1.3") * value("delta 2.1") + value("w 2.2.3") * value("delta 2.2"));
        assert_eq!(parents("back 2.1"), ["a 2.1", "a 2.2", "t 1"]);
        assert_eq!(value("delta 1.3"), value("back 1.3") * value("slope 1.3"));
        assert_eq!(
            (parents("gradient 2.1.3"), parents("gradient 2.1")),
            (vec!["delta 2.1".into(), "a 1.3".into()], vec!["delta 2.1".into()])
        );
        assert_eq!(value("gradient 2.1.3"), value("delta 2.1") * value("a 1.3"));
        assert_eq!(value("gradient 1.1.2"), value("delta 1.1") * -1.2);
        assert_eq!(parents("loss"), ["a 2.1", "t 1", "a 2.2", "t 2"]);
        assert!(parents("x 1").is_empty() && parents("b 1.1").is_empty());
        let terms = c.terms("z 1.2".parse().unwrap());
        assert_eq!(terms.iter().map(|term| term.value).sum::<f64>(), value("z 1.2"));
        assert!(c.value(Quantity::Sum(9, 0)).is_none() && c.value(Quantity::Gradient(0, 0, Some(2))).is_none());
        assert!(c.terms(Quantity::Sum(9, 0)).is_empty());
    }

    #[test]
    fn it_answers_as_the_engine_does() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let network = Exact::of(trainer.network(), trainer.experiment().training().loss);
        let c = network.calculate(&[1.5, -0.5], &[1.0]);
        let engine = trainer.network().forward(&[1.5, -0.5]);
        for (layer, values) in engine.iter().skip(1).enumerate() {
            for (unit, value) in values.iter().enumerate() {
                assert!((c.outputs[layer][unit] - f64::from(*value)).abs() < 1e-6);
            }
        }
        for index in 0..network.parameters.len() {
            assert_eq!(network.place(index).and_then(|place| network.index(place)), Some(index));
        }
        assert_eq!(network.place(network.parameters.len()), None);
    }
}
