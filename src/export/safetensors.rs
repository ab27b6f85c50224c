//! safetensors: a length, a JSON header and raw numbers, <https://huggingface.co/docs/safetensors>.

use safetensors::{Dtype, SafeTensors};
use serde_json::{Map, json};

use super::{
    Model,
    contents::{Contents, MOST_ENTRIES, Tensor},
    metadata::metadata,
};

/// Largest size in bytes of a header, which takes several times as much in memory: a recipe with 1000 features needs a
/// tenth of it.
const MOST_HEADER: u64 = 4 << 20;

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
    // Padded so that the data begin at a multiple of eight bytes.
    header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(8) - header.len()));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(numbers);
    bytes
}

/// The tensors and metadata of a file; `None` when it is damaged. The format's own reader checks that the tensors are
/// contiguous without gaps: if they could overlap, a small file could expand to many times its size.
pub(super) fn read(bytes: &[u8]) -> Option<Contents> {
    let length = u64::from_le_bytes(*bytes.first_chunk::<8>()?);
    if length > MOST_HEADER {
        return None;
    }
    let (header, outline) = SafeTensors::read_metadata(bytes).ok()?;
    let numbers = bytes.get(8 + header..)?;
    let tensors = outline.tensors();
    if tensors.len() > MOST_ENTRIES {
        return None;
    }
    let metadata = outline.metadata().clone().unwrap_or_default().into_iter().collect();
    let mut contents = Contents { metadata, ..Contents::default() };
    for (name, info) in tensors {
        // Other data types may be valid, but none of ours has them.
        if info.dtype == Dtype::F32 {
            let (start, end) = info.data_offsets;
            let shape = info.shape.iter().map(|size| *size as u64).collect();
            contents.tensors.insert(name, Tensor::of(shape, numbers.get(start..end)?)?);
        }
    }
    Some(contents)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

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
