//! Messages in the wire format of Protocol Buffers, as far as ONNX needs it.
//!
//! The format is three rules, <https://protobuf.dev/programming-guides/encoding>; a library with a code generator would
//! be more to read than this.

/// A message; each method appends one field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Message(Vec<u8>);

impl Message {
    /// A whole number.
    pub(super) fn number(mut self, field: u32, number: u64) -> Self {
        self.tag(field, 0);
        self.varint(number);
        self
    }

    /// An f32.
    pub(super) fn float(mut self, field: u32, number: f32) -> Self {
        self.tag(field, 5);
        self.0.extend(number.to_le_bytes());
        self
    }

    /// Raw bytes, or a text.
    pub(super) fn bytes(mut self, field: u32, bytes: impl AsRef<[u8]>) -> Self {
        self.tag(field, 2);
        self.varint(bytes.as_ref().len() as u64);
        self.0.extend(bytes.as_ref());
        self
    }

    /// A message within this one.
    pub(super) fn message(self, field: u32, message: &Self) -> Self {
        self.bytes(field, &message.0)
    }

    /// Several messages under one field.
    pub(super) fn messages(self, field: u32, messages: &[Self]) -> Self {
        messages.iter().fold(self, |whole, message| whole.message(field, message))
    }

    /// The finished bytes.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    fn tag(&mut self, field: u32, wire_type: u32) {
        self.varint(u64::from(field << 3 | wire_type));
    }

    /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_as_in_the_specification() {
        assert_eq!(Message::default().number(1, 150).0, [0x08, 0x96, 0x01]);
        assert_eq!(Message::default().bytes(2, "testing").0, *b"\x12\x07testing");
        let inner = Message::default().number(1, 150);
        assert_eq!(Message::default().message(3, &inner).0, [0x1a, 0x03, 0x08, 0x96, 0x01]);
        assert_eq!(Message::default().float(20, 1.0).into_bytes(), [0xa5, 0x01, 0, 0, 0x80, 0x3f]);
    }
}
