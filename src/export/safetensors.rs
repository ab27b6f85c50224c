//! safetensors: a length, a JSON header and raw numbers, <https://huggingface.co/docs/safetensors>.

use serde_json::{Map, Value, json};

use super::{
    Answer, Model,
    import::{Contents, Tensor},
};
use crate::{data::Scale, nn::Choice, training::meaning::Confidence};

/// Key of the scales of the inputs.
pub(super) const SCALES: &str = "input_offset_and_size";

pub(super) fn write(model: &Model<'_>) -> Vec<u8> {
    let (mut header, mut numbers) = (Map::new(), Vec::new());
    let mut tensor = |name: String, shape: &[usize], values: &mut dyn Iterator<Item = &f32>| {
        let start = numbers.len();
        numbers.extend(values.flat_map(|value| value.to_le_bytes()));
        header.insert(name, json!({ "dtype": "F32", "shape": shape, "data_offsets": [start, numbers.len()] }));
    };
    for layer in 0..model.layers() {
        let (weights, biases) = (model.network.parameters.weights(layer), model.network.parameters.biases(layer));
        tensor(format!("layer.{layer}.weight"), weights.shape(), &mut weights.iter());
        tensor(format!("layer.{layer}.bias"), biases.shape(), &mut biases.iter());
    }
    header.insert("__metadata__".into(), metadata(model).into());

    let mut header = serde_json::Value::from(header).to_string();
    // Padded so that the numbers begin at a multiple of eight bytes.
    header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(8) - header.len()));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(numbers);
    bytes
}

/// The tensors and the metadata of a file; nothing when it is damaged.
pub(super) fn read(bytes: &[u8]) -> Option<Contents> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (header, numbers) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let header: Map<String, Value> = serde_json::from_slice(header).ok()?;
    let mut contents = Contents::default();
    for (name, entry) in header {
        if name == "__metadata__" {
            contents.metadata = serde_json::from_value(entry).ok()?;
            continue;
        }
        let shape: Vec<u64> = serde_json::from_value(entry.get("shape")?.clone()).ok()?;
        let [start, end]: [usize; 2] = serde_json::from_value(entry.get("data_offsets")?.clone()).ok()?;
        let tensor = Tensor::of(shape, numbers.get(start..end)?)?;
        if entry.get("dtype")? != "F32" {
            return None;
        }
        contents.tensors.insert(name, tensor);
    }
    Some(contents)
}

/// Offset and size of each column, as text.
pub(super) fn scales(scales: &[Scale]) -> String {
    json!(scales.iter().map(|scale| [scale.offset, scale.size]).collect::<Vec<_>>()).to_string()
}

/// What the numbers alone do not tell; the format allows texts only, so lists are JSON within a text.
pub(super) fn metadata(model: &Model<'_>) -> Map<String, serde_json::Value> {
    let mut metadata = Map::new();
    let mut add = |key: &str, value: String| drop(metadata.insert(key.into(), value.into()));
    let activations: Vec<&str> = model.network.activations.iter().map(Choice::name).collect();
    let features: Vec<String> = model.features.iter().map(ToString::to_string).collect();
    add("made_by", format!("Neurarium {}", env!("CARGO_PKG_VERSION")));
    add("activations", json!(activations).to_string());
    add("inputs", json!(model.inputs).to_string());
    add(SCALES, scales(model.scales));
    add("experiment", model.recipe());
    add("features", json!(features).to_string());
    match &model.answer {
        Answer::Probabilities { target, classes, confidence } => {
            add("target", (*target).to_owned());
            add("classes", json!(classes).to_string());
            let name = match confidence {
                Confidence::Softmax => "softmax",
                Confidence::Sigmoid => "sigmoid",
                Confidence::Signed => "(1 + y) / 2",
                Confidence::Share => "y",
            };
            add("probability", name.into());
        }
        Answer::Values { targets, scales: target_scales } => {
            add("targets", json!(targets).to_string());
            add("target_offset_and_size", scales(target_scales));
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::{Experiment, Trainer};

    #[test]
    fn numbers_lie_where_the_header_says() {
        let trainer = Trainer::new(Experiment::default().validate().expect("the default is valid"));
        let bytes = write(&Model::of(&trainer.probe()).expect("all is finite"));
        let length = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
        assert_eq!(length % 8, 0);
        let header: serde_json::Value = serde_json::from_slice(&bytes[8..8 + length]).expect("a JSON header");
        let data = &bytes[8 + length..];
        assert_eq!(header.as_object().map(Map::len), Some(7), "three layers and the metadata");
        assert_eq!(header["__metadata__"]["activations"], r#"["tanh","tanh","tanh"]"#);
        for layer in 0..3 {
            let weights = trainer.network().parameters.weights(layer);
            let entry = &header[format!("layer.{layer}.weight")];
            assert_eq!(entry["shape"], json!(weights.shape()));
            let place = |end: usize| entry["data_offsets"][end].as_u64().expect("a number") as usize;
            let numbers = data[place(0)..place(1)].chunks_exact(4);
            let read: Vec<f32> = numbers.map(|four| f32::from_le_bytes(four.try_into().expect("four"))).collect();
            assert_eq!(read, weights.iter().copied().collect::<Vec<_>>());
        }
        assert_eq!(data.len(), 4 * trainer.network().parameters.values().len());
    }
}
