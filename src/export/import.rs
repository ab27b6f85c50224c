//! Imports our own ONNX and safetensors files as an experiment with parameters.
//!
//! Both contain the recipe as metadata, and weights and biases under the same names. They do not contain tables: to
//! import a network trained on one, provide the table again.

use std::{path::Path, sync::Arc};

use super::{
    Answer, Format, Model,
    contents::Contents,
    metadata::{self, FILLS, FILLS_AFTER, ORIGINS, SCALES, SCALES_AFTER, TARGET_SCALES},
    model::Origins,
    onnx, safetensors,
};
use crate::{
    data::{Dates, Source, Table},
    experiment::{Experiment, Problem},
    language::{Text, brief},
    nn::Parameters,
    text,
    training::Trainer,
};

/// Size limit of a network file.
pub const MOST_BYTES: u64 = 64 << 20;
/// A network read from a file, with its recipe.
#[derive(Debug)]
pub struct Import {
    experiment: Experiment,
    contents: Contents,
}

impl Import {
    /// Reads the bytes of the file at `path`, whose extension determines the format.
    ///
    /// # Errors
    /// A sentence without its full stop, which names the file.
    pub fn of_file(path: &Path, bytes: &[u8]) -> Result<Self, Text> {
        Format::of(path).ok_or_else(unknown).and_then(|format| Self::from_bytes(format, bytes)).map_err(|why| {
            let (name, (english, chinese)) = (path.display(), why.both());
            text!("{name}: {english}", "{name}：{chinese}")
        })
    }

    /// Reads the bytes of a file written by this program.
    ///
    /// # Errors
    /// A sentence without its full stop.
    pub fn from_bytes(format: Format, bytes: &[u8]) -> Result<Self, Text> {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(Self::too_long());
        }
        let contents = match format {
            Format::Onnx => onnx::read(bytes),
            Format::Safetensors => safetensors::read(bytes),
            Format::Python | Format::Rust | Format::Html => return Err(unknown()),
        };
        let contents =
            contents.ok_or_else(|| text!("the file is damaged, or of another kind", "文件已损坏，或是别的格式"))?;
        let recipe = contents.metadata.get("experiment").ok_or_else(|| {
            text!(
                "the file was not written by this program: it does not say by what recipe it was trained",
                "文件不是由本程序写出的：其中没有训练所用的实验配置"
            )
        })?;
        let experiment = ron::from_str(recipe).map_err(|error| {
            let error = error.to_string();
            let error = brief(&error);
            text!("its recipe cannot be read: {error}", "无法读取其中的实验配置：{error}")
        })?;
        Ok(Self { experiment, contents })
    }

    /// Columns of its table that hold dates, with what stands first in them.
    #[must_use]
    pub fn date_orders(&self) -> Vec<(String, Dates)> {
        metadata::date_orders(&self.contents.metadata)
    }

    /// The message for a file that is too large to be read.
    #[must_use]
    pub fn too_long() -> Text {
        let most = MOST_BYTES >> 20;
        text!(
            "the file has more than {most} MB, and no network of this program has",
            "文件超过 {most} MB，本程序的网络没有这么大"
        )
    }

    /// A trainer before its first step, with the network's weights and biases; `table` is the training data, if that
    /// was a table. The second value is a warning when its rows scale differently, so that the network's predictions
    /// differ, or when what it learned from them came from a stage that the file does not hold.
    ///
    /// # Errors
    /// A sentence without its full stop: what is missing, or inconsistent.
    pub fn trainer(self, table: Option<Arc<Table>>) -> Result<(Trainer, Option<Text>), Text> {
        let orders = self.date_orders();
        let Self { mut experiment, mut contents } = self;
        if let Source::Table { table: own, .. } = &mut experiment.data.source {
            let name = brief(&own.name).into_owned();
            *own = table.ok_or_else(|| {
                text!(
                    "the network was trained on the table {name}, which the file does not hold; give or open that first",
                    "该网络是用表格 {name} 训练的，而文件中不含此表格；请先提供或打开该表格"
                )
            })?;
            if !orders.is_empty() {
                Arc::make_mut(own).read_dates_in(&orders).map_err(|error| error.text())?;
            }
        }
        let valid = experiment.validate().map_err(|problems| {
            let problems = Problem::all(&problems);
            let (english, chinese) = problems.both();
            text!("its recipe is not valid: {english}", "其中的实验配置无效：{chinese}")
        })?;
        let parameters = parameters(&contents, &valid.sizes())?;
        contents.tensors.clear();
        let trainer = Trainer::starting_from(valid, parameters)
            .map_err(|problem| text!("it does not fit together: {problem}", "内容不一致：{problem}"))?;
        check_graph(&contents, &trainer)?;
        if trainer.experiment().autoencoder().is_some_and(|autoencoder| autoencoder.below > 0) {
            let remark = text!(
                "It learned to redraw what the layers below made of each row. A network file does not hold the stage that trained \
                 those, so the losses shown here are of other layers; its answers are the same.",
                "它学的是重画下方各层对每行数据的输出。网络文件不含训练那些层的阶段，因此这里显示的损失是相对于别的层的；它的输出不变。"
            );
            return Ok((trainer, Some(remark)));
        }
        let scales = contents.metadata.get(SCALES);
        let same = scales.is_none_or(|scales| *scales == metadata::scales(&trainer.data().scales_from_zero()));
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

/// A graph that computes something other than its recipe would be misleading.
fn check_graph(contents: &Contents, trainer: &Trainer) -> Result<(), Text> {
    let Some(outline) = &contents.outline else { return Ok(()) };
    let probe = trainer.probe();
    let mut model = Model::of(&probe).map_err(|error| error.text())?;
    // The given rows may scale differently from the training data, which is reported elsewhere.
    let scales_of = |key| contents.metadata.get(key).and_then(|text| metadata::scales_of(text));
    let (own, own_targets) = (scales_of(SCALES), scales_of(TARGET_SCALES));
    if let Some(own) = own.as_ref().filter(|own| own.len() == model.scales.len()) {
        model.scales = own.into();
    }
    let numbers = |key| contents.metadata.get(key).and_then(|text| serde_json::from_str::<Vec<f64>>(text).ok());
    let fills = |key| numbers(key).map(|fills| fills.into_iter().map(|fill| fill as f32).collect::<Vec<f32>>());
    if let Some(own) = fills(FILLS).filter(|own| own.len() == model.fills.len()) {
        model.fills = own;
    }
    let inputs = model.inputs.len();
    if let (Some(taken), Some(scales)) = (numbers(ORIGINS), scales_of(SCALES_AFTER))
        && taken.len() == inputs
        && scales.len() == inputs
    {
        let fills = fills(FILLS_AFTER).unwrap_or_default();
        model.origins = Some(Origins { taken, scales: scales.into(), fills: fills.into() });
    }
    if let (Answer::Values { scales, .. }, Some(own)) = (&mut model.answer, &own_targets)
        && own.len() == scales.len()
    {
        *scales = own.into();
    }
    let is_of = |form: &onnx::Form| {
        onnx::read(&onnx::write_as(&model, *form)).and_then(|expected| expected.outline).as_ref() == Some(outline)
    };
    if onnx::Form::ALL.iter().any(is_of) {
        return Ok(());
    }
    Err(text!(
        "its graph is not the one of its recipe: it was changed, or another version wrote it, so it would answer otherwise \
         here",
        "其计算图与其中的实验配置不符：它被修改过，或由其他版本写出，在这里的输出会不同"
    ))
}

fn parameters(contents: &Contents, sizes: &[usize]) -> Result<Parameters, Text> {
    let mut numbers = Vec::new();
    for (layer, pair) in sizes.windows(2).enumerate() {
        let (inputs, units) = (pair[0] as u64, pair[1] as u64);
        for (name, shape) in [("weight", vec![units, inputs]), ("bias", vec![units])] {
            let name = format!("layer.{layer}.{name}");
            let missing = || text!("{name} of shape {shape:?} is missing", "缺少形状为 {shape:?} 的 {name}");
            let tensor = contents.tensors.get(&name).filter(|tensor| tensor.shape == shape);
            let tensor = tensor.ok_or_else(|| contents.unread.clone().unwrap_or_else(missing))?;
            numbers.extend(&tensor.numbers);
        }
    }
    let mut parameters = Parameters::zeros(sizes);
    parameters.values_mut().copy_from_slice(&numbers);
    Ok(parameters)
}
