//! A field of every hidden layer: one value for all, or one per layer.

use super::{
    choices::{self, alternatives, choose},
    range::{Range, Whole},
    reading::{list, listed, number, switch, whole},
};
use crate::{
    experiment::{HiddenLayer, NetworkSettings},
    language::Text,
    nn::{Activation, Choice},
    text,
};

/// The type of the value, and its location in a layer.
#[derive(Clone, Copy, Debug)]
pub enum Layers {
    /// Number of units; a list of numbers also sets the number of layers.
    Units(Whole),
    /// A number.
    Number(Range, fn(&mut HiddenLayer) -> &mut f32),
    /// On or off.
    Switch(fn(&mut HiddenLayer) -> &mut bool),
    /// The activation.
    Activation,
}

impl Layers {
    pub(super) fn takes(&self) -> Text {
        match self {
            Self::Units(range) => {
                let (most, words) = (NetworkSettings::MOST_LAYERS, range.words());
                let (english, chinese) = words.both();
                text!(
                    "up to {most} whole numbers {english}, with commas between them, or none",
                    "至多 {most} 个{chinese}的整数，用逗号分隔，或 none"
                )
            }
            Self::Number(range, _) => or_one_each(&range.takes()),
            Self::Switch(_) => or_one_each(&text!("true or false", "true 或 false")),
            Self::Activation => choices::one_of(alternatives::<Activation>),
        }
    }

    pub(super) fn get(&self, hidden: &mut [HiddenLayer]) -> Option<String> {
        let is_shown = !hidden.is_empty() || matches!(self, Self::Units(_));
        is_shown.then(|| {
            listed(hidden.iter_mut().map(|layer| match self {
                Self::Units(_) => layer.units.to_string(),
                Self::Number(_, at) => at(layer).to_string(),
                Self::Switch(at) => at(layer).to_string(),
                Self::Activation => layer.activation.name().into(),
            }))
        })
    }

    pub(super) fn set(&self, hidden: &mut Vec<HiddenLayer>, text: &str) -> Result<(), String> {
        match self {
            Self::Units(_) => list(text, whole).map(|units| {
                let units = units.into_iter().enumerate();
                *hidden = units.map(|(index, units)| HiddenLayer { units, ..like(hidden, index) }).collect();
            }),
            Self::Number(_, at) => set_each(hidden, text, number, |layer, value| *at(layer) = value),
            Self::Switch(at) => set_each(hidden, text, switch, |layer, value| *at(layer) = value),
            Self::Activation => {
                let read = |name: &str| choices::named(Activation::WHAT, alternatives::<Activation>, name);
                set_each(hidden, text, read, |layer, name| choose(&mut layer.activation, name))
            }
        }
    }

    /// Problems of these layers with its range, and of their number.
    pub(in crate::experiment) fn problems(&self, hidden: &mut [HiddenLayer]) -> Vec<Text> {
        let (layers, most) = (hidden.len(), NetworkSettings::MOST_LAYERS);
        if layers > most {
            let is_told = matches!(self, Self::Units(_));
            let message = text!(
                "{layers} hidden layers are too many; the most is {most}",
                "{layers} 个隐藏层太多；最多 {most} 个"
            );
            return if is_told { vec![message] } else { Vec::new() };
        }
        let of_layer = |(index, layer): (usize, &mut HiddenLayer)| {
            let problem = match self {
                Self::Units(range) => range.problem(layer.units as u64),
                Self::Number(range, at) => range.problem(*at(layer)),
                Self::Switch(_) | Self::Activation => None,
            }?;
            Some(in_layer(index, &problem))
        };
        hidden.iter_mut().enumerate().filter_map(of_layer).collect()
    }
}

/// The layer that a new one at `index` copies: the one that is there, or else the last.
fn like(hidden: &[HiddenLayer], index: usize) -> HiddenLayer {
    let new = HiddenLayer { units: 0, activation: Activation::Tanh, dropout: 0.0, frozen: false };
    hidden.get(index).or(hidden.last()).copied().unwrap_or(new)
}

/// A problem of the layer at `index`.
pub(super) fn in_layer(index: usize, problem: &Text) -> Text {
    let (number, (english, chinese)) = (index + 1, problem.both());
    text!("layer {number}: {english}", "第 {number} 层：{chinese}")
}

fn or_one_each(takes: &Text) -> Text {
    let (english, chinese) = takes.both();
    text!("{english}, or one a layer with commas between them", "{chinese}，或每层一个，用逗号分隔")
}

/// Sets one field of each hidden layer, from one value for all or one per layer.
fn set_each<T: Copy>(
    hidden: &mut [HiddenLayer],
    text: &str,
    read: impl Fn(&str) -> Result<T, String>,
    assign: impl Fn(&mut HiddenLayer, T),
) -> Result<(), String> {
    let values = list(text, read)?;
    let layers = hidden.len();
    if values.len() != 1 && values.len() != layers {
        return Err(format!("{} values for {layers} hidden layers, give one or one for each", values.len()));
    }
    for (layer, value) in hidden.iter_mut().zip(values.into_iter().cycle()) {
        assign(layer, value);
    }
    Ok(())
}
