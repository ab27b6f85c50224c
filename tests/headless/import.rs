//! What this program exports comes back as it was; any other bytes are refused.

use std::sync::Arc;

use neurarium::{
    data::{Source, Table},
    experiment::Experiment,
    export::{Format, Import, Model},
    session::Session,
    training::Trainer,
};
use proptest::prelude::*;

use crate::{export::cases, program::Folder};

const BOTH: [Format; 2] = [Format::Onnx, Format::Safetensors];

fn exported(trainer: &Trainer, format: Format) -> Vec<u8> {
    format.write(&Model::of(&trainer.probe()).unwrap())
}

#[test]
fn an_exported_network_comes_back_bit_for_bit() {
    for (number, case) in cases().iter().enumerate() {
        let trainer = &case.trainer;
        let table = match &trainer.experiment().data.source {
            Source::Table { table, .. } => Some(Arc::clone(table)),
            _ => None,
        };
        for format in BOTH {
            let import = Import::from_bytes(format, &exported(trainer, format)).unwrap();
            let (back, remark) = import.trainer(table.clone()).unwrap();
            assert_eq!(back.network().parameters, trainer.network().parameters, "case {number} as {format:?}");
            assert_eq!(back.experiment(), trainer.experiment());
            assert_eq!(back.metrics(), trainer.metrics(), "it answers alike");
            assert_eq!((back.steps(), back.history().records().len(), remark), (0, 1, None));
        }
    }
}

/// Exported by the build that wrote sessions of version 3, of the network in one of them.
#[test]
fn a_network_that_an_earlier_build_exported_comes_back() {
    let session = Session::from_bytes(include_bytes!("../data/session-v3.ron")).unwrap();
    let trainer = session.trainer().unwrap();
    for (format, bytes) in [
        (Format::Onnx, &include_bytes!("../data/network-v3.onnx")[..]),
        (Format::Safetensors, include_bytes!("../data/network-v3.safetensors")),
    ] {
        let (back, remark) = Import::from_bytes(format, bytes).unwrap().trainer(None).unwrap();
        assert_eq!(back.network().parameters, trainer.network().parameters, "{format:?}");
        assert_eq!((back.experiment(), remark), (trainer.experiment(), None));
        // An experiment without a pipeline is still written as it was, so that the earlier build reads it, too.
        assert_eq!(exported(&trainer, format), bytes, "{format:?}");
    }
}

#[test]
fn what_stands_first_in_its_dates_comes_back() {
    let folder = Folder::new("import-dates");
    folder.write("t.csv", "day,x,y\n1/2/2024,1,1.5\n3/4/2024,3,2.5\n5/6/2024,2,4.5\n7/8/2024,5,3.25\n");
    folder.write("o.csv", "day,x,y\n1/2/2024,1,1.5\n3/14/2024,3,2.5\n5/6/2024,2,4.5\n");
    folder.succeeds("new --preset playground -o start.ron");
    let set = "--set data.table.dates=month --set data.inputs=day,x --set data.target=y --set data.table.decimal=point";
    folder.succeeds(&format!("train start.ron --data t.csv {set} --epochs 2 -o a.ron"));
    let answers = folder.succeeds("predict a.ron --data t.csv");
    for extension in ["onnx", "safetensors"] {
        folder.succeeds(&format!("export a.ron -o a.{extension}"));
        let back = format!("import a.{extension} -o {extension}.ron --data");
        let printed = folder.succeeds(&format!("{back} t.csv --set data.table.headings=true"));
        assert!(!printed.contains("scale otherwise"), "{printed}");
        assert_eq!(folder.succeeds(&format!("predict {extension}.ron --data t.csv")), answers);
    }
    folder.write("d.csv", "day,x,y\n1/2/2024,1,1.5\n13/4/2024,3,2.5\n5/6/2024,2,4.5\n");
    let refused = folder.refuses("import a.onnx --data d.csv -o d.ron");
    assert!(refused.contains("“day” holds “13/4/2024”") && refused.contains("the month comes first"), "{refused}");
    // In the window the table is read before the network is.
    let bytes = std::fs::read(folder.0.join("a.onnx")).unwrap();
    let open = |name: &str| {
        let table = Table::read_csv(name, folder.read(name).as_bytes()).unwrap();
        Import::from_bytes(Format::Onnx, &bytes).unwrap().trainer(Some(Arc::new(table)))
    };
    assert!(open("t.csv").is_ok_and(|(_, remark)| remark.is_none()) && open("o.csv").is_ok() && open("d.csv").is_err());
}

#[test]
fn what_is_missing_or_does_not_fit_is_told() {
    let table = |factor: i32| {
        let rows: String =
            (0..30).map(|i| format!("{},{},{}\n", i % 11 * factor, i % 7, ["a", "b"][i as usize % 2])).collect();
        Arc::new(Table::read_csv("t.csv", format!("x,y,kind\n{rows}").as_bytes()).unwrap())
    };
    let mut experiment = Experiment::default();
    experiment.set_source(Source::table(table(1)).unwrap());
    experiment.data.scaling = neurarium::data::Scaling::Standardize;
    let trainer = Trainer::new(experiment.validate().unwrap());
    let bytes = exported(&trainer, Format::Onnx);
    let import = || Import::from_bytes(Format::Onnx, &bytes).unwrap();
    let told = import().trainer(None).unwrap_err().to_string();
    assert!(told.contains("trained on the table t.csv"), "{told}");
    let remark = import().trainer(Some(table(3))).unwrap().1.unwrap().to_string();
    assert!(remark.contains("scale otherwise"), "{remark}");
    let other = Table::read_csv("u.csv", b"p,q\n1,2\n3,4\n").unwrap();
    assert!(import().trainer(Some(Arc::new(other))).unwrap_err().to_string().contains("not valid"));
    for (format, bytes, expected) in [
        (Format::Onnx, &b""[..], "not written by this program"),
        (Format::Onnx, b"hello", "damaged"),
        (Format::Safetensors, b"", "damaged"),
        (Format::Safetensors, b"\xff\xff\xff\xff\xff\xff\xff\xff{}", "damaged"),
        (Format::Safetensors, b"\x02\0\0\0\0\0\0\0{}", "not written by this program"),
        (Format::Python, b"", "only .onnx and .safetensors"),
    ] {
        let told = Import::from_bytes(format, bytes).unwrap_err().to_string();
        assert!(told.contains(expected), "{told}");
    }
}

/// What becomes of a field of a graph, by its number and bytes.
type Change<'a> = &'a dyn Fn(u64, &[u8]) -> Option<Vec<u8>>;

/// The same ONNX file as another program could have written it: with `change` made to every field of its graph.
fn rewritten(bytes: &[u8], change: Change<'_>) -> Vec<u8> {
    let mut whole = Vec::new();
    for (number, field) in fields(bytes) {
        let Some(graph) = field.filter(|_| number == 7) else {
            whole.extend(field.map_or_else(|| vec![number as u8 * 8, 8], |bytes| written(number, bytes)));
            continue;
        };
        let parts = fields(graph)
            .into_iter()
            .filter_map(|(number, part)| change(number, part.unwrap()).map(|part| written(number, &part)));
        whole.extend(written(7, &parts.flatten().collect::<Vec<_>>()));
    }
    whole
}

/// Number and bytes of each field; nothing in place of the bytes of a number.
fn fields(mut bytes: &[u8]) -> Vec<(u64, Option<&[u8]>)> {
    fn varint(bytes: &mut &[u8]) -> u64 {
        let end = bytes.iter().position(|byte| *byte < 0x80).unwrap();
        let number = bytes[..=end].iter().rev().fold(0, |number, byte| number << 7 | u64::from(byte & 0x7f));
        *bytes = &bytes[end + 1..];
        number
    }
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes);
        let length = varint(&mut bytes) as usize;
        let field = (tag & 7 == 2).then(|| {
            let (field, rest) = bytes.split_at(length);
            bytes = rest;
            field
        });
        found.push((tag >> 3, field));
    }
    found
}

fn written(number: u64, bytes: &[u8]) -> Vec<u8> {
    let mut field = vec![number as u8 * 8 + 2];
    let mut length = bytes.len();
    while length >= 0x80 {
        field.push(length as u8 | 0x80);
        length >>= 7;
    }
    field.push(length as u8);
    field.extend(bytes);
    field
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|part| part == from);
    at.map_or_else(|| bytes.to_vec(), |at| [&bytes[..at], to, &bytes[at + from.len()..]].concat())
}

#[test]
fn a_graph_that_was_changed_is_refused_and_one_that_was_written_again_is_not() {
    let trainer = Trainer::new(Experiment::default().validate().unwrap());
    let ours = exported(&trainer, Format::Onnx);
    let tensors = |change: &dyn Fn(&[u8]) -> Vec<u8>| {
        rewritten(&ours, &|number, part| Some(if number == 5 { change(part) } else { part.to_vec() }))
    };
    let keep: Change<'_> = &|_, part| Some(part.to_vec());
    assert_eq!(rewritten(&ours, keep), ours);
    let is_weight = |part: &[u8]| part.windows(6).any(|name| name == b"weight");
    // Dimensions in one field; a name that a node does not need; a remark.
    let packed = tensors(&|part| {
        if !is_weight(part) {
            return part.to_vec();
        }
        [&[0x0a, 2, part[1], part[3]], &part[4..]].concat()
    });
    let renamed = rewritten(&ours, &|number, part| {
        let named = |number| if number == 1 { written(3, b"another name") } else { Vec::new() };
        Some([part, &named(number), &written(6, b"remark")].concat())
    });
    for (what, bytes) in [("packed", packed), ("renamed", renamed)] {
        let (back, _) = Import::from_bytes(Format::Onnx, &bytes).unwrap().trainer(None).unwrap();
        assert_eq!(back.network().parameters, trainer.network().parameters, "{what}");
    }
    let in_floats = |part: &[u8]| {
        let mut tensor = Vec::new();
        for (number, bytes) in fields(part) {
            match bytes {
                Some(bytes) => tensor.extend(written(if number == 9 { 4 } else { number }, bytes)),
                None => tensor.extend([16, 1]),
            }
        }
        tensor
    };
    for (what, bytes, expected) in [
        ("an activation", replaced(&ours, b"\x22\x04Tanh", b"\x22\x04Relu"), "its graph is not the one of its recipe"),
        ("an attribute", replaced(&ours, b"transB\x18\x01", b"transB\x18\0"), "its graph is not the one of its recipe"),
        ("a constant", replaced(&ours, &0.5_f32.to_le_bytes(), &0.6_f32.to_le_bytes()), "its graph is not"),
        ("no nodes", rewritten(&ours, &|number, part| (number != 1).then(|| part.to_vec())), "its graph is not"),
        ("float_data", tensors(&in_floats), "keeps its weights in float_data"),
        ("elsewhere", tensors(&|part| [part, &written(13, b"")].concat()), "keeps its weights in another file"),
    ] {
        let import = Import::from_bytes(Format::Onnx, &bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
        let told = import.trainer(None).map(drop).expect_err(what).to_string();
        assert!(told.contains(expected), "{what}: {told}");
    }
    let foreign = written(7, &written(5, &in_floats(b"\x08\x01\x10\x01\x4a\x04\0\0\0\0")));
    let told = Import::from_bytes(Format::Onnx, &foreign).unwrap_err().to_string();
    assert!(told.contains("not written by this program"), "{told}");
}

#[test]
fn tensors_must_lie_one_behind_the_other() {
    let read = |entries: &str, numbers: usize| {
        let bytes = [&(entries.len() as u64).to_le_bytes(), entries.as_bytes(), &vec![0; numbers]].concat();
        Import::from_bytes(Format::Safetensors, &bytes).unwrap_err().to_string()
    };
    let two = |first: &str, second: &str, kind: &str| {
        format!(
            r#"{{"a":{{"dtype":"{kind}","shape":[1],"data_offsets":{first}}},"b":{{"dtype":"F32","shape":[1],"data_offsets":{second}}}}}"#
        )
    };
    let sound = "not written by this program";
    for (entries, numbers, expected) in [
        (two("[4,8]", "[0,4]", "F32"), 8, sound),
        (two("[0,2]", "[2,6]", "BF16"), 6, sound),
        (two("[0,4]", "[0,4]", "F32"), 4, "damaged"),
        (two("[0,4]", "[2,6]", "F32"), 6, "damaged"),
        (two("[0,4]", "[8,12]", "F32"), 12, "damaged"),
        (two("[0,4]", "[4,8]", "F32"), 12, "damaged"),
        (two("[0,4]", "[4,8]", "F32"), 4, "damaged"),
        (two("[0,4]", "[8,4]", "F32"), 8, "damaged"),
        (two("[0,4]", "[4,8]", "F32").replace("\"b\"", "\"a\""), 8, "damaged"),
    ] {
        let told = read(&entries, numbers);
        assert!(told.contains(expected), "{entries}: {told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_networks_are_read_or_refused(
        which in 0..2_usize,
        changes in prop::collection::vec((any::<usize>(), any::<u8>(), 0..3_u8), 1..6),
    ) {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let mut bytes = exported(&trainer, BOTH[which]);
        for (place, byte, what) in changes {
            let place = place % bytes.len();
            match what {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => drop(bytes.remove(place)),
            }
        }
        if let Ok(import) = Import::from_bytes(BOTH[which], &bytes)
            && let Ok((mut trainer, _)) = import.trainer(None)
        {
            trainer.step();
        }
    }
}

#[test]
fn the_command_makes_a_session_of_a_network() {
    let folder = Folder::new("import-command");
    folder.succeeds("new --preset playground -o a.ron");
    folder.succeeds("train a.ron --epochs 20 -o b.ron");
    for format in ["onnx", "safetensors"] {
        folder.succeeds(&format!("export b.ron -o b.{format}"));
        folder.succeeds(&format!("import b.{format} -o {format}.ron"));
        let first_line_off = |text: String| text.lines().skip(1).collect::<Vec<_>>().join("\n");
        let results = |file: &str| first_line_off(folder.succeeds(&format!("evaluate {file}")));
        assert_eq!(results(&format!("{format}.ron")), results("b.ron"));
    }
    assert!(folder.refuses("import b.onnx -o onnx.ron").contains("is there already"));
    assert!(folder.refuses("import b.ron -o c.ron").contains("only .onnx and .safetensors"));
    assert!(folder.refuses("import missing.onnx -o c.ron").contains("cannot be opened"));
}
