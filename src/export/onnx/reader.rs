//! Reads an ONNX file: constants, metadata, and the structure of its graph.

use super::{FLOAT, Outline};
use crate::{
    export::{
        contents::{Contents, MOST_ENTRIES, Tensor},
        protobuf::{Fields, Value},
    },
    language::Text,
    text,
};

/// Largest number of dimensions of a constant; ours have two.
const MOST_DIMENSIONS: usize = 16;

/// The constants and metadata of a file; `None` when it is damaged, or larger than any network of ours.
pub(in crate::export) fn read(bytes: &[u8]) -> Option<Contents> {
    let mut contents = Contents::default();
    let (mut outline, mut entries) = (Outline::default(), 0);
    for field in Fields::of(bytes) {
        match field? {
            (7, graph) => {
                for field in Fields::of(graph.bytes()?) {
                    let field = field?;
                    entries += usize::from(matches!(field.0, 1 | 5));
                    if entries > MOST_ENTRIES {
                        return None;
                    }
                    match field {
                        (1, node) => outline.add_node(node.bytes()?)?,
                        (5, tensor) => constant(tensor.bytes()?, &mut contents, &mut outline)?,
                        _ => {}
                    }
                }
            }
            (14, entry) => {
                entries += 1;
                if entries > MOST_ENTRIES {
                    return None;
                }
                let (mut key, mut value) = (String::new(), String::new());
                for field in Fields::of(entry.bytes()?) {
                    match field? {
                        (1, text) => key = text.text()?,
                        (2, text) => value = text.text()?,
                        _ => {}
                    }
                }
                contents.metadata.insert(key, value);
            }
            _ => {}
        }
    }
    contents.outline = Some(outline);
    Some(contents)
}

/// Reads a constant; `None` when it is damaged.
fn constant(bytes: &[u8], contents: &mut Contents, outline: &mut Outline) -> Option<()> {
    let (mut shape, mut kind, mut name, mut raw, mut elsewhere) = (Vec::new(), 0, "", &[][..], None);
    for field in Fields::of(bytes) {
        match field? {
            (1, Value::Number(size)) => shape.push(size),
            // Repeated numbers may be packed into one field, as some programs write them.
            (1, sizes) => {
                let sizes = Fields::packed(sizes.bytes()?).take(MOST_DIMENSIONS + 1);
                shape.extend(sizes.collect::<Option<Vec<_>>>()?);
            }
            (2, number) => kind = number.number()?,
            (4, _) => elsewhere = Some(text!("float_data", " float_data 字段")),
            (8, text) => name = std::str::from_utf8(text.bytes()?).ok()?,
            (9, bytes) => raw = bytes.bytes()?,
            (13, _) => elsewhere = Some(text!("another file", "另一个文件")),
            _ => {}
        }
        if shape.len() > MOST_DIMENSIONS {
            return None;
        }
    }
    if let Some(place) = elsewhere {
        contents.unread.get_or_insert_with(|| unread(&place));
        return Some(());
    }
    outline.add_constant(name, &shape, kind, raw);
    if kind == FLOAT {
        contents.tensors.insert(name.to_owned(), Tensor::of(shape, raw)?);
    }
    Some(())
}

fn unread(place: &Text) -> Text {
    let (place, place_zh) = place.both();
    text!(
        "this ONNX keeps its weights in {place}, which Neurarium does not read; write it with its weights as raw_data",
        "此 ONNX 把权重存放在{place_zh}中，Neurarium 无法读取；请以 raw_data 形式保存权重"
    )
}
