//! Fields of the network.

use super::{
    Field, Kind, Layers, Range, Unit, Whole, Written,
    choices::{Choices, choose},
    reading::{list, listed},
};
use crate::{
    experiment::{HiddenLayer, Place},
    nn::{Activation, BiasInitializer, Choice, Initializer},
};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "network.hidden",
        ("Hidden layers", "隐藏层"),
        ("Units of each hidden layer, from the inputs on.", "从输入开始，每个隐藏层的单元数。"),
        Kind::Layers(Layers::Units(
            Whole::of(1, HiddenLayer::MOST_UNITS as u64, 4).offering(1, HiddenLayer::OFFERED_UNITS as u64),
        )),
    ),
    Field::new(
        "network.activation",
        ("Activation", "激活函数"),
        (
            "Function of the hidden units: one for all layers, or one a layer with commas between them.",
            "隐藏单元的函数：所有层共用一个，或每层一个，用逗号分隔。",
        ),
        Kind::Layers(Layers::Activation),
    ),
    Field::new(
        "network.dropout",
        ("Dropout", "丢弃率"),
        ("Share of the units left out at each training step.", "每个训练步中随机丢弃的单元比例。"),
        Kind::Layers(Layers::Number(Range::of(0.0, 0.9, 0.2), |layer| &mut layer.dropout)),
    )
    .in_units(Unit::Share),
    Field::new(
        "network.frozen",
        ("Frozen", "冻结"),
        ("Its weights and biases stay as they are.", "其权重和偏置保持不变。"),
        Kind::Layers(Layers::Switch(|layer| &mut layer.frozen)),
    ),
    Field::new(
        "network.frozen.places",
        ("Frozen weights", "冻结的权重"),
        (
            "Single weights and biases that stay as they are, as layer:unit:from, counted from 1.",
            "保持不变的单个权重和偏置，写作“层:单元:来源”，从 1 数起。",
        ),
        Kind::Written(Written {
            takes: "places such as 1:2:1 or 1:2:bias with commas between them, or none",
            get: |e| Some(listed(e.network.frozen.iter().map(written))),
            set: |e, text| list(text, place).map(|places| e.network.frozen = places),
        }),
    ),
    Field::new(
        "network.output.activation",
        ("Output activation", "输出激活函数"),
        ("The function of the last layer; a cross-entropy wants linear.", "最后一层的函数；交叉熵要求线性。"),
        Kind::Choice(Choices::of::<Activation>(
            |e| Some(e.network.output.activation.name()),
            |e, name| choose(&mut e.network.output.activation, name),
        )),
    ),
    Field::new(
        "network.output.frozen",
        ("Output frozen", "冻结输出层"),
        ("The output layer's weights and biases stay as they are.", "输出层的权重和偏置保持不变。"),
        Kind::Switch(|e| Some(&mut e.network.output.frozen)),
    ),
    Field::new(
        "network.weights",
        ("Weight initialization", "权重初始化"),
        ("What the weights are drawn from before the first step.", "第一步之前，权重从何种分布抽取。"),
        Kind::Choice(Choices::of::<Initializer>(
            |e| Some(e.network.weights.name()),
            |e, name| choose(&mut e.network.weights, name),
        )),
    ),
    Field::new(
        "network.weights.range",
        ("Range of the weights", "权重范围"),
        ("Largest size of an initial weight, for uniform.", "均匀分布时初始权重的最大绝对值。"),
        Kind::Number(Range::of(0.0, 100.0, 0.5), |e| match &mut e.network.weights {
            Initializer::Uniform { range } => Some(range),
            _ => None,
        }),
    )
    .of_choice("network.weights"),
    Field::new(
        "network.weights.deviation",
        ("Deviation of the weights", "权重标准差"),
        ("Standard deviation of the initial weights, for normal.", "正态分布时初始权重的标准差。"),
        Kind::Number(Range::of(0.0, 100.0, 1.0), |e| match &mut e.network.weights {
            Initializer::Normal { deviation } => Some(deviation),
            _ => None,
        }),
    )
    .of_choice("network.weights"),
    Field::new(
        "network.biases",
        ("Bias initialization", "偏置初始化"),
        ("What the biases are before the first step.", "第一步之前偏置的取值。"),
        Kind::Choice(Choices::of::<BiasInitializer>(
            |e| Some(e.network.biases.name()),
            |e, name| choose(&mut e.network.biases, name),
        )),
    ),
    Field::new(
        "network.biases.value",
        ("Initial bias", "初始偏置"),
        ("What every bias starts with, for constant.", "常数方式下每个偏置的初始值。"),
        Kind::Number(Range::of(-100.0, 100.0, 0.1), |e| match &mut e.network.biases {
            BiasInitializer::Constant { value } => Some(value),
            BiasInitializer::LikeWeights => None,
        }),
    )
    .of_choice("network.biases"),
];

fn written(place: &Place) -> String {
    let from = place.from.map_or_else(|| "bias".into(), |from| (from + 1).to_string());
    format!("{}:{}:{from}", place.layer + 1, place.unit + 1)
}

fn place(text: &str) -> Result<Place, String> {
    let wrong = || format!("“{text}” is not a place");
    let index = |part: &str| part.parse().ok().and_then(|number: usize| number.checked_sub(1)).ok_or_else(wrong);
    match text.split(':').collect::<Vec<_>>()[..] {
        [layer, unit, "bias"] => Ok(Place { layer: index(layer)?, unit: index(unit)?, from: None }),
        [layer, unit, from] => Ok(Place { layer: index(layer)?, unit: index(unit)?, from: Some(index(from)?) }),
        _ => Err(wrong()),
    }
}
