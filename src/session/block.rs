//! Many numbers as one text: base64 of their little-endian bytes, for what nobody reads number by number.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Words of 32 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block(pub(super) Vec<u32>);

impl Block {
    pub(super) fn of_numbers<'n>(numbers: impl Iterator<Item = &'n f32>) -> Self {
        Self(numbers.map(|number| number.to_bits()).collect())
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = f32> {
        self.0.iter().map(|bits| f32::from_bits(*bits))
    }
}

impl Serialize for Block {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|word| word.to_le_bytes()).collect();
        target.serialize_str(&STANDARD.encode(bytes))
    }
}

impl<'de> Deserialize<'de> for Block {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_str(Text)
    }
}

struct Text;

impl de::Visitor<'_> for Text {
    type Value = Block;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("numbers in base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Block, E> {
        let bytes = STANDARD.decode(text).map_err(|error| E::custom(format!("this is no base64: {error}")))?;
        let words = bytes.chunks_exact(4);
        if !words.remainder().is_empty() {
            return Err(E::custom(format!("{} bytes are no whole numbers of 4 bytes", bytes.len())));
        }
        let word = |four: &[u8]| u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        Ok(Block(words.map(word).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_bits_and_half_numbers_are_refused() {
        let numbers = [0.0_f32, -0.0, 1.5, f32::MIN_POSITIVE, f32::MAX];
        let text = ron::to_string(&Block::of_numbers(numbers.iter())).unwrap();
        let read: Block = ron::from_str(&text).unwrap();
        let bits = |number: f32| number.to_bits();
        assert_eq!(read.numbers().map(bits).collect::<Vec<_>>(), numbers.map(bits));
        assert_eq!(ron::from_str::<Block>("\"\"").unwrap(), Block::default());
        for (text, expected) in [("\"AAAA\"", "no whole numbers"), ("\"?\"", "no base64"), ("7", "Expected string")] {
            let error = ron::from_str::<Block>(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
