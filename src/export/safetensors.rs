//! safetensors: a length, a JSON header and raw numbers, <https://huggingface.co/docs/safetensors>.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};
use serde_json::{Map, json};

use super::{
    Model,
    contents::{Contents, MOST_ENTRIES, Tensor},
    metadata::metadata,
};
use crate::data::limited;

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
    let Header { metadata, tensors } = serde_json::from_slice(header).ok()?;
    if !tiles(tensors.values(), numbers.len()) {
        return None;
    }
    let mut contents = Contents { metadata, ..Contents::default() };
    for (name, Entry { dtype, shape, data_offsets: [start, end] }) in tensors {
        // Numbers of another kind may be sound, but they are none of ours.
        if dtype == "F32" {
            contents.tensors.insert(name, Tensor::of(shape, numbers.get(start..end)?)?);
        }
    }
    Some(contents)
}

/// Whether the entries lie one behind the other in `bytes` bytes, without a hole: what the format asks for. Were they to
/// overlap, a small file would unfold to many times its size.
fn tiles<'e>(entries: impl Iterator<Item = &'e Entry>, bytes: usize) -> bool {
    let mut ranges: Vec<[usize; 2]> = entries.map(|entry| entry.data_offsets).collect();
    ranges.sort_unstable();
    let end = ranges.iter().try_fold(0, |last, [start, end]| (*start == last && end >= start).then_some(*end));
    end == Some(bytes)
}

/// The header, with its entries counted while they are read.
#[derive(Default)]
struct Header {
    metadata: BTreeMap<String, String>,
    tensors: BTreeMap<String, Entry>,
}

/// Where a tensor lies.
#[derive(Deserialize)]
struct Entry {
    #[serde(deserialize_with = "limited::text::<_, 16>")]
    dtype: String,
    #[serde(deserialize_with = "limited::list::<_, _, 16>")]
    shape: Vec<u64>,
    data_offsets: [usize; 2],
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(HeaderVisitor)
    }
}

struct HeaderVisitor;

impl<'de> Visitor<'de> for HeaderVisitor {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tensors by their names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Header, A::Error> {
        let mut header = Header::default();
        while let Some(name) = entries.next_key::<String>()? {
            if name == "__metadata__" {
                header.metadata = entries.next_value::<Texts>()?.0;
            } else if header.tensors.len() == MOST_ENTRIES {
                return Err(A::Error::custom("too many tensors"));
            } else if header.tensors.insert(name, entries.next_value()?).is_some() {
                return Err(A::Error::custom("two tensors of one name"));
            }
        }
        Ok(header)
    }
}

/// Texts by their names, counted while they are read.
struct Texts(BTreeMap<String, String>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(TextsVisitor).map(Self)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = BTreeMap<String, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("texts by their names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some((name, text)) = entries.next_entry()? {
            if texts.len() == MOST_ENTRIES {
                return Err(A::Error::custom("too many texts"));
            }
            texts.insert(name, text);
        }
        Ok(texts)
    }
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
