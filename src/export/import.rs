//! Our own ONNX and safetensors back into an experiment with its parameters.
//!
//! Both carry the recipe as metadata and the weights and biases under the same names. A table stays out of them: whoever
//! imports a network that was trained on one gives it again.

use std::{collections::BTreeMap, fs::File, io::Read, path::Path, sync::Arc};

use super::{Format, onnx, safetensors};
use crate::{
    data::{Source, Table},
    language::Text,
    nn::Parameters,
    text,
    training::{Experiment, Trainer},
};

/// A network is smaller than this.
const MOST_MEGABYTES: u64 = 64;

/// What a file holds, before it is known to fit together.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) tensors: BTreeMap<String, Tensor>,
}

/// Numbers in rows.
#[derive(Debug, PartialEq)]
pub(super) struct Tensor {
    pub(super) shape: Vec<u64>,
    pub(super) numbers: Vec<f32>,
}

impl Tensor {
    /// The tensor of these bytes, unless the shape has another number of places.
    pub(super) fn of(shape: Vec<u64>, bytes: &[u8]) -> Option<Self> {
        let places = shape.iter().try_fold(4_u64, |places, size| places.checked_mul(*size))?;
        let number = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        (places == bytes.len() as u64).then(|| Self { shape, numbers: bytes.chunks_exact(4).map(number).collect() })
    }
}

/// A network that was read from a file, and the recipe that it was trained by.
#[derive(Debug)]
pub struct Import {
    experiment: Experiment,
    tensors: BTreeMap<String, Tensor>,
    scales: Option<String>,
}

impl Import {
    /// Reads a file of ours.
    ///
    /// # Errors
    /// A sentence without its full stop.
    pub fn open(path: &Path) -> Result<Self, Text> {
        let name = path.display();
        let wrong = |why: Text| {
            let (english, chinese) = why.both();
            text!("{name}: {english}", "{name}：{chinese}")
        };
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take((MOST_MEGABYTES << 20) + 1).read_to_end(&mut bytes));
        read.map_err(|error| text!("{name} cannot be opened: {error}", "无法打开 {name}：{error}"))?;
        Format::of(path).ok_or_else(unknown).and_then(|format| Self::from_bytes(format, &bytes)).map_err(wrong)
    }

    /// Reads the bytes of a file of ours.
    ///
    /// # Errors
    /// A sentence without its full stop.
    pub fn from_bytes(format: Format, bytes: &[u8]) -> Result<Self, Text> {
        if bytes.len() as u64 > MOST_MEGABYTES << 20 {
            return Err(text!(
                "the file has more than {MOST_MEGABYTES} MB, and no network of this program has",
                "文件超过 {MOST_MEGABYTES} MB，本程序的网络没有这么大"
            ));
        }
        let contents = match format {
            Format::Onnx => onnx::read(bytes),
            Format::Safetensors => safetensors::read(bytes),
            Format::Python | Format::Rust => return Err(unknown()),
        };
        let Contents { metadata, tensors } =
            contents.ok_or_else(|| text!("the file is damaged, or of another kind", "文件已损坏，或是别的格式"))?;
        let recipe = metadata.get("experiment").ok_or_else(|| {
            text!(
                "the file was not written by this program: it does not say by what recipe it was trained",
                "文件不是由本程序写出的：其中没有训练所用的实验配置"
            )
        })?;
        let experiment = ron::from_str(recipe)
            .map_err(|error| text!("its recipe cannot be read: {error}", "无法读取其中的实验配置：{error}"))?;
        Ok(Self { experiment, tensors, scales: metadata.get(safetensors::SCALES).cloned() })
    }

    /// A trainer before its first step, with the network's weights and biases; `table` is what it was trained on, if that
    /// was a table. A remark says when its rows scale otherwise than those, so that the network answers differently.
    ///
    /// # Errors
    /// A sentence without its full stop: what is missing, or does not fit together.
    pub fn trainer(self, table: Option<Arc<Table>>) -> Result<(Trainer, Option<Text>), Text> {
        let Self { mut experiment, tensors, scales } = self;
        if let Source::Table { table: own, .. } = &mut experiment.data.source {
            let name = own.name.clone();
            *own = table.ok_or_else(|| {
                text!(
                    "the network was trained on the table {name}, which the file does not hold; give or open that first",
                    "该网络是用表格 {name} 训练的，而文件中不含此表格；请先提供或打开该表格"
                )
            })?;
        }
        let valid = experiment.validate().map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            let problems = problems.join("; ");
            text!("its recipe is not valid: {problems}", "其中的实验配置无效：{problems}")
        })?;
        let parameters = parameters(&tensors, &valid.sizes())?;
        let trainer = Trainer::starting_from(valid, parameters)
            .map_err(|problem| text!("it does not fit together: {problem}", "内容不一致：{problem}"))?;
        let same = scales.is_none_or(|scales| scales == safetensors::scales(&trainer.data().input_scales));
        let remark = text!(
            "The rows scale otherwise than those that the network was trained on, so it answers differently until it is \
             trained again.",
            "数据的缩放与训练该网络时不同，因此重新训练之前，网络的输出会有差别。"
        );
        Ok((trainer, (!same).then_some(remark)))
    }
}

fn unknown() -> Text {
    text!("only .onnx and .safetensors can be imported", "只能导入 .onnx 和 .safetensors")
}

fn parameters(tensors: &BTreeMap<String, Tensor>, sizes: &[usize]) -> Result<Parameters, Text> {
    let mut numbers = Vec::new();
    for (layer, pair) in sizes.windows(2).enumerate() {
        let (inputs, units) = (pair[0] as u64, pair[1] as u64);
        for (name, shape) in [("weight", vec![units, inputs]), ("bias", vec![units])] {
            let name = format!("layer.{layer}.{name}");
            let tensor = tensors
                .get(&name)
                .filter(|tensor| tensor.shape == shape)
                .ok_or_else(|| text!("{name} of shape {shape:?} is missing", "缺少形状为 {shape:?} 的 {name}"))?;
            numbers.extend(&tensor.numbers);
        }
    }
    let mut parameters = Parameters::zeros(sizes);
    parameters.values_mut().copy_from_slice(&numbers);
    Ok(parameters)
}
