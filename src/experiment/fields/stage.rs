//! Fields of what a stage learns, from which rows, with which layers.

use super::{
    Field, Kind, Range, Unit, Whole, Written,
    choices::{Choices, alternatives, choose, named},
    reading::{list, listed, number, whole},
};
use crate::{
    experiment::{Alignment, Autoencoder, Experiment, HiddenLayer, NetworkSettings, Rows, Task},
    nn::{Activation, Choice},
};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "stage.task",
        ("Task", "任务"),
        (
            "What the stage learns: the target; what goes into some layers again from what comes out of them; another view of the \
             same rows; or to align both views in a common space.",
            "该阶段学习的内容：目标；由若干层的输出重建其输入；同一样本的另一视图；或把两种视图对齐到同一空间。",
        ),
        Kind::Choice(Choices::of::<Task>(
            |e| Some(e.stages.at_hand().task.name()),
            |e, name| choose(&mut e.stages.at_hand_mut().task, name),
        )),
    ),
    Field::new(
        "stage.below",
        ("Layers below", "下方的层数"),
        (
            "Hidden layers below the encoder, which stay as they are and whose values are reconstructed.",
            "编码器下方的隐藏层数；这些层保持不变，其值被重建。",
        ),
        Kind::Whole(Whole::of(0, NetworkSettings::MOST_LAYERS as u64, 1), |e| {
            autoencoder(e).map(|autoencoder| &mut autoencoder.below as _)
        }),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.layers",
        ("Layers of the encoder", "编码器层数"),
        ("Hidden layers that become the encoder.", "作为编码器的隐藏层数。"),
        Kind::Whole(Whole::of(1, NetworkSettings::MOST_LAYERS as u64, 1), |e| {
            match &mut e.stages.at_hand_mut().task {
                Task::Target => None,
                Task::Reconstruct(autoencoder) | Task::OtherView(autoencoder) => Some(&mut autoencoder.layers as _),
                Task::Align(alignment) => Some(&mut alignment.layers as _),
            }
        }),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.space",
        ("Common space", "公共空间"),
        ("Dimensions of the space to which both encoders lead.", "两个编码器共同映射到的空间的维数。"),
        Kind::Whole(Whole::of(2, 256, 16), |e| alignment(e).map(|alignment| &mut alignment.space as _)),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.temperature",
        ("Temperature", "温度"),
        (
            "What cosines are divided by before they become probabilities; the smaller, the more a near miss counts.",
            "余弦相似度先除以它再变成概率；越小，相近的错误配对越受惩罚。",
        ),
        Kind::Number(Range::of(0.01, 1.0, 0.1), |e| alignment(e).map(|alignment| &mut alignment.temperature)),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.decoder",
        ("Decoder", "解码器"),
        (
            "Hidden layers of the decoder: the encoder's in reverse, none, or layers of its own.",
            "解码器的隐藏层：编码器的倒序、没有，或自己的层。",
        ),
        Kind::Written(Written {
            takes: "mirrored, none, or layers such as 16,32 or 16:relu,32:tanh:0.2 (units, activation, dropout) with commas \
                    between them",
            get: |e| e.autoencoder().map(|autoencoder| autoencoder.decoder.as_deref().map_or("mirrored".into(), of_layers)),
            set: set_decoder,
        }),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.masked",
        ("Masked inputs", "遮蔽的输入"),
        ("Share of the inputs that are set to 0 at each training step.", "每个训练步中随机置零的输入比例。"),
        Kind::Number(Range::of(0.0, 0.95, 0.3), |e| autoencoder(e).map(|autoencoder| &mut autoencoder.masked)),
    )
    .in_units(Unit::Share)
    .of_choice("stage.task"),
    Field::new(
        "stage.noise",
        ("Noise of the inputs", "输入噪声"),
        (
            "Standard deviation of what is added to each input at each training step.",
            "每个训练步中加到每个输入上的噪声的标准差。",
        ),
        Kind::Number(Range::of(0.0, 10.0, 0.1), |e| autoencoder(e).map(|autoencoder| &mut autoencoder.noise)),
    )
    .of_choice("stage.task"),
    Field::new(
        "stage.rows",
        ("Rows", "样本"),
        (
            "Which of the training rows are used: all, those with a label, or those of a neighbouring set.",
            "使用哪些训练样本：全部、有标签的，或邻近数据集的。",
        ),
        Kind::Choice(Choices::of::<Rows>(
            |e| Some(e.stages.at_hand().rows.name()),
            |e, name| choose(&mut e.stages.at_hand_mut().rows, name),
        )),
    ),
    Field::new(
        "stage.rates",
        ("Rate of each layer", "各层学习率系数"),
        (
            "What each layer's learning rate is multiplied by, from the first hidden layer on; 0 keeps a layer as it is.",
            "从第一个隐藏层开始，每层学习率所乘的系数；0 表示该层保持不变。",
        ),
        Kind::Numbers(Range::of(0.0, 100.0, 0.1), |e| Some(&mut e.stages.at_hand_mut().rates)),
    ),
    Field::new(
        "stage.thaw",
        ("Unfreeze after", "解冻轮数"),
        (
            "After so many epochs, layers that a rate of 0 keeps as they are learn like the others.",
            "经过这么多轮后，系数为 0（冻结）的层像其他层一样学习。",
        ),
        Kind::OptionalWhole(Whole::from(1, 20), |e| Some(&mut e.stages.at_hand_mut().thaw)),
    ),
];

fn autoencoder(e: &mut Experiment) -> Option<&mut Autoencoder> {
    match &mut e.stages.at_hand_mut().task {
        Task::Target | Task::Align(_) => None,
        Task::Reconstruct(autoencoder) | Task::OtherView(autoencoder) => Some(autoencoder),
    }
}

fn alignment(e: &mut Experiment) -> Option<&mut Alignment> {
    if let Task::Align(alignment) = &mut e.stages.at_hand_mut().task { Some(alignment) } else { None }
}

fn of_layers(layers: &[HiddenLayer]) -> String {
    listed(layers.iter().map(|layer| {
        let (units, activation) = (layer.units, layer.activation.name());
        let dropout = if layer.dropout == 0.0 { String::new() } else { format!(":{}", layer.dropout) };
        format!("{units}:{activation}{dropout}")
    }))
}

fn set_decoder(e: &mut Experiment, text: &str) -> Result<(), String> {
    // A layer without an activation takes that of the encoder's first layer.
    let first = e.autoencoder().and_then(|autoencoder| e.network.hidden.get(autoencoder.below));
    let activation = first.map_or(Activation::Tanh, |layer| layer.activation);
    let decoder = if text == "mirrored" { None } else { Some(list(text, |item| decoder_layer(item, activation))?) };
    let autoencoder = autoencoder(e).ok_or("the target is learned without a decoder; set stage.task first")?;
    autoencoder.decoder = decoder;
    Ok(())
}

/// Parses units, activation and dropout, separated by colons; the last two are optional.
fn decoder_layer(item: &str, activation: Activation) -> Result<HiddenLayer, String> {
    let mut parts = item.split(':').map(str::trim);
    let units = whole(parts.next().unwrap_or_default())?;
    let mut layer = HiddenLayer { units, activation, dropout: 0.0, frozen: false };
    if let Some(name) = parts.next() {
        choose(&mut layer.activation, named(Activation::WHAT, alternatives::<Activation>, name)?);
    }
    if let Some(dropout) = parts.next() {
        layer.dropout = number(dropout)?;
    }
    match parts.next() {
        Some(rest) => Err(format!("“{rest}” comes after units, activation and dropout, which is all that a layer has")),
        None => Ok(layer),
    }
}
