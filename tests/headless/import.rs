//! What this program exports comes back as it was; any other bytes are refused.

use std::sync::Arc;

use neurarium::{
    data::{Source, Table},
    export::{Format, Import, Model},
    training::{Experiment, Trainer},
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
