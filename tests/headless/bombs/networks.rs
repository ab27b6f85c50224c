//! Networks: headers and graphs of ten megabytes.

use std::fs;

use neurarium::{
    experiment::Experiment,
    export::{Format, Model},
    training::Trainer,
};

use super::{LENGTH, defuse, many};
use crate::program::Folder;

#[test]
fn networks_that_unfold() {
    let folder = Folder::new("bombs-networks");
    let trainer = Trainer::new(Experiment::default().validate().unwrap());
    let written = |format: Format| format.write(&Model::of(&trainer.probe()).unwrap());
    let recipe = ron::to_string(&**trainer.experiment()).unwrap();
    let safetensors = |header: &str, numbers: usize| {
        [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &vec![0; numbers]].concat()
    };
    let entries = |count: usize, entry: &dyn Fn(usize) -> String| {
        (0..count).map(|i| format!("\"t{i}\":{}", entry(i))).collect::<Vec<_>>().join(",")
    };
    let whole =
        |numbers: usize| format!("{{\"dtype\":\"F32\",\"shape\":[{}],\"data_offsets\":[0,{numbers}]}}", numbers / 4);
    let empty = |_| "{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}".to_owned();
    let with_recipe = |recipe: &str| {
        let text = serde_json::json!({ "__metadata__": { "experiment": recipe } }).to_string();
        safetensors(&text, 0)
    };
    let nine = 9 << 20;
    for (what, bytes) in [
        ("tensors over each other", safetensors(&format!("{{{}}}", entries(300, &|_| whole(nine))), nine)),
        (
            "many tensors over each other",
            safetensors(&format!("{{{}}}", entries(60_000, &|_| whole(5 << 20))), 5 << 20),
        ),
        ("a shape", safetensors(&format!("{{\"a\":{{\"shape\":[{}1]}}}}", many("1,")), 4)),
        ("empty tensors", safetensors(&format!("{{{}}}", entries(160_000, &empty)), 0)),
        ("one tensor", safetensors(&format!("{{{}}}", entries(1, &|_| whole(nine))), nine)),
        ("texts", safetensors(&format!("{{\"__metadata__\":{{{}}}}}", entries(900_000, &|_| "\"\"".into())), 0)),
        ("a name", safetensors(&format!("{{\"{}\":{}}}", many("n"), empty(0)), 0)),
        ("a type", safetensors(&format!("{{\"t\":{{\"dtype\":\"{}\"}}}}", many("F")), 0)),
        ("an unknown field", safetensors(&format!("{{\"t\":{{\"x\":{}}}}}", many("[")), 0)),
        ("a list in an unknown field", safetensors(&format!("{{\"t\":{{\"x\":[{}0]}}}}", many("0,")), 0)),
        ("brackets", safetensors(&many("{\"a\":"), 0)),
        ("a recipe", with_recipe(&many("r"))),
        (
            "a recipe of layers",
            with_recipe(&recipe.replace("hidden:[", &format!("hidden:[{}", many("(units:4,activation:tanh),")))),
        ),
        ("a recipe of features", with_recipe(&recipe.replace("features:[", &format!("features:[{}", many("\"x1\","))))),
        ("a recipe with an unknown field", with_recipe(&recipe.replace("network:", &format!("{}:", many("n"))))),
        (
            "scales",
            safetensors(
                &serde_json::json!({ "__metadata__": {
            "experiment": recipe, "input_offset_and_size": format!("[{}[0,1]]", many("[0,1],")) } })
                .to_string(),
                0,
            ),
        ),
        ("numbers behind the end", [written(Format::Safetensors), vec![0; LENGTH]].concat()),
    ] {
        defuse(
            &folder,
            &format!("safetensors, {what}"),
            "bomb.safetensors",
            &bytes,
            "import bomb.safetensors -o n.ron",
        );
    }
    let repeated = |bytes: &[u8]| bytes.repeat(LENGTH / bytes.len());
    let entry = |key: &[u8], value: &[u8]| field(14, &[field(1, key), field(2, value)].concat());
    let ours = written(Format::Onnx);
    for (what, bytes) in [
        ("empty nodes", field(7, &repeated(&[0x0a, 0]))),
        ("a node", field(7, &field(1, &field(4, &repeated(b"N"))))),
        ("inputs of a node", field(7, &field(1, &repeated(&[0x0a, 0])))),
        ("empty constants", field(7, &repeated(&[0x2a, 0]))),
        ("constants", field(7, &repeated(&field(5, b"\x08\x01\x10\x01\x42\x01a\x4a\x04\0\0\0\0")))),
        ("dimensions", field(7, &field(5, &repeated(&[0x08, 0x01])))),
        ("packed dimensions", field(7, &field(5, &field(1, &repeated(&[0x01]))))),
        ("packed dimensions, one by one", field(7, &field(5, &repeated(&[0x0a, 0x01, 0x01])))),
        ("names of a constant", field(7, &field(5, &repeated(b"\x42\x01a")))),
        ("numbers in float_data", field(7, &field(5, &field(4, &repeated(&[0]))))),
        ("empty texts", repeated(&entry(b"", b""))),
        ("texts", (0..800_000_u32).flat_map(|i| entry(&i.to_le_bytes().map(|b| b & 0x7f), b"")).collect()),
        ("a recipe", entry(b"experiment", &repeated(b"r"))),
        ("a recipe of brackets", entry(b"experiment", &repeated(b"["))),
        ("ours with more nodes", [ours.clone(), field(7, &repeated(&[0x0a, 0]))].concat()),
        ("ours with an unknown field", [ours, field(30, &repeated(b"x"))].concat()),
        ("zeros", repeated(&[0])),
        ("fields", repeated(&[0x08, 0x01])),
    ] {
        defuse(&folder, &format!("onnx, {what}"), "bomb.onnx", &bytes, "import bomb.onnx -o n.ron");
        drop(fs::remove_file(folder.0.join("n.ron")));
    }
}

/// A field of bytes in the wire format of Protocol Buffers.
fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let varint = |mut number: usize| {
        let mut bytes = Vec::new();
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
        bytes
    };
    [varint(usize::from(number) << 3 | 2), varint(bytes.len()), bytes.to_vec()].concat()
}
