//! Rows of a table without a target: they serve the stages that need none, and no others.

use std::sync::Arc;

use neurarium::{
    data::{Filling, Prepared, Source, Table},
    experiment::Experiment,
    training::Trainer,
};

use crate::program::Folder;

/// 60 rows of two numbers; of the first 24 a kind is known, of the others not, and one of those lacks an input.
fn csv() -> String {
    let kind = |row: usize| if row < 24 { ["a", "b", "c"][row % 3] } else { "" };
    let line = |row: usize| match row {
        30 => format!(",{},{}\n", row * 7 % 11, kind(row)),
        _ => format!("{row},{},{}\n", row * 7 % 11, kind(row)),
    };
    format!("x,y,kind\n{}", (0..60).map(line).collect::<String>())
}

/// A pipeline on a table: an autoencoder, then the target.
fn pipeline(csv: &str, keep: bool) -> Experiment {
    let mut experiment = Experiment::default();
    let table = Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap());
    let (inputs, target) = (["x", "y"].map(String::from).to_vec(), "kind".to_owned());
    experiment.set_source(Source::Table { table, inputs, target, classes: true });
    assert!(experiment.data.unlabelled, "so it begins where cells are empty");
    experiment.data.unlabelled = keep;
    experiment.pretrain_first();
    for stage in [0, 1] {
        experiment.stages.take(stage);
        experiment.training_mut().stop.epochs = Some(3);
    }
    experiment.stages.take(0);
    experiment
}

fn data(experiment: &Experiment, stage: usize) -> Prepared {
    let mut experiment = experiment.clone();
    experiment.stages.take(stage);
    Prepared::clone(Trainer::new(experiment.validate().unwrap()).data())
}

#[test]
fn rows_without_a_target_are_training_rows_of_stages_that_need_none() {
    let (kept, left_out) = (pipeline(&csv(), true), pipeline(&csv(), false));
    let (pretraining, target) = (data(&kept, 0), data(&kept, 1));
    let before = data(&left_out, 1);
    assert_eq!((pretraining.set.rows(), pretraining.known, before.set.rows()), (59, 24, 24));
    assert_eq!(target.train.rows, before.train.rows, "the labelled rows are split as they are without the others");
    let mut ordinary = kept;
    ordinary.train_without_pretraining();
    let ordinary = Trainer::new(ordinary.validate().unwrap());
    assert_eq!(ordinary.data().train.rows, before.train.rows, "so are those of a stage that may use all rows");
    for (with, without) in [(&pretraining.validation, &before.validation), (&pretraining.test, &before.test)] {
        assert_eq!(with.rows, without.rows);
        assert!(!with.rows.is_empty() && with.rows.iter().all(|row| *row < 24));
    }
    let behind: Vec<usize> = (24..59).collect();
    assert_eq!(pretraining.train.rows, [target.train.rows.clone(), behind].concat());
    // Scales of all training rows, by hand, and the same ones in each stage.
    let rows = &pretraining.train.rows;
    let mean = rows.iter().map(|row| f64::from(pretraining.set.inputs[(*row, 0)])).sum::<f64>() / rows.len() as f64;
    assert!((f64::from(pretraining.input_scales[0].offset) - mean).abs() < 1e-5);
    assert_eq!(pretraining.input_scales, target.input_scales);
    assert_ne!(pretraining.input_scales, before.input_scales);
    assert_eq!([23, 24].map(|row| pretraining.class_of(row)), [Some(2), None]);
}

#[test]
fn filled_cells_and_numbers_keep_to_what_is_known() {
    let mut filled = pipeline(&csv(), true);
    filled.data.missing = Filling::Mean;
    assert_eq!(
        (data(&filled, 0).set.rows(), data(&filled, 1).train.rows.len()),
        (60, data(&filled, 1).train.rows.len())
    );
    let numbers: String =
        (0..40)
            .map(|row| {
                if row % 4 == 0 { format!("{row},{},{}\n", row % 7, row * 2) } else { format!("{row},{},\n", row % 7) }
            })
            .collect();
    let mut experiment = Experiment::default();
    let table = Arc::new(Table::read_csv("t.csv", format!("x,z,y\n{numbers}").as_bytes()).unwrap());
    let (inputs, target) = (["x", "z"].map(String::from).to_vec(), "y".to_owned());
    experiment.set_source(Source::Table { table, inputs, target, classes: false });
    experiment.pretrain_first();
    let (pretraining, fine) = (data(&experiment, 0), data(&experiment, 1));
    assert_eq!((pretraining.known, pretraining.set.rows()), (10, 40));
    let known: Vec<f32> = fine.train.rows.iter().map(|row| (row * 4 * 2) as f32).collect();
    let mean = known.iter().sum::<f32>() / known.len() as f32;
    assert!((fine.target_scales[0].offset - mean).abs() < 1e-3, "{:?} {mean}", fine.target_scales);
}

#[test]
fn without_any_label_only_pretraining_is_possible() {
    let folder = Folder::new("no-labels");
    let rows: String = (0..40).map(|row| format!("{row},{},\n", row * 3 % 7)).collect();
    folder.write("t.csv", &format!("x,y,label\n{rows}"));
    folder.succeeds("new --preset modern -o p.ron");
    let told = folder.run("train p.ron --data t.csv --epochs 1 -o other.ron");
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("All cells of “label” are empty; chosen as the target"), "{told}");
    let line = "train p.ron --data t.csv --set data.target=label --set data.inputs=x,y";
    let refused = folder.refuses(line);
    assert!(refused.contains("no row has a value in “label”, so nothing can be learned from it"), "{refused}");
    let refused = folder.refuses(&format!("{line} --set data.unlabelled=false"));
    assert!(refused.contains("“label” has no value in any row"), "{refused}");
    let line = format!("{line} --set stage.task=reconstruct --set network.hidden=3,1 --set stage.layers=2");
    folder.succeeds(&format!("{line} --epochs 3 -o whole.ron"));
    folder.succeeds(&format!("{line} --epochs 1 -o half.ron"));
    folder.succeeds("train half.ron --epochs 2 -o done.ron");
    let held_out = folder.succeeds("evaluate whole.ron --json");
    assert!(held_out.contains("\"test\":{\"loss\""), "{held_out}");
    let rest = |name: &str| folder.succeeds(&format!("predict {name} --data t.csv"));
    assert_eq!(rest("whole.ron"), rest("done.ron"), "saved in the middle, it goes on to the same bits");
}
