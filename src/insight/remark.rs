//! What is allowed but should be known of an experiment: a bottleneck that can copy, a batch of all rows, classes without rows.

use crate::{
    data::{Prepared, Split, Target, listed},
    experiment::{ALL_ROWS, Autoencoder, Experiment, Task},
    language::Text,
    text,
};

/// Everything that should be known of the current stage on its rows.
#[must_use]
pub fn remarks(experiment: &Experiment, data: &Prepared) -> Vec<Text> {
    let alone = [bottleneck(experiment), untrained(experiment), batch(experiment, data)];
    let absent = if experiment.learns_target() { absent(data) } else { Vec::new() };
    alone.into_iter().flatten().chain(absent).collect()
}

/// That an autoencoder has no layer narrower than what it redraws, and sees that as it is.
#[must_use]
pub fn bottleneck(experiment: &Experiment) -> Option<Text> {
    let Autoencoder { below, masked, noise, .. } = experiment.autoencoder()?;
    let sizes = experiment.sizes();
    let (redrawn, inner) = (*sizes.last()?, sizes.get(below + 1..sizes.len().saturating_sub(1))?);
    let narrowest = *inner.iter().min()?;
    let is_dropped = experiment.hidden().iter().any(|layer| layer.dropout > 0.0);
    if narrowest < redrawn || *masked > 0.0 || *noise > 0.0 || is_dropped {
        return None;
    }
    Some(text!(
        "With {narrowest} units at its narrowest, the network can copy the {redrawn} numbers that it redraws instead of \
         learning what they have in common: give it a narrower layer, or mask its inputs.",
        "网络最窄处有 {narrowest} 个单元，足以直接照抄所要重建的 {redrawn} 个数，而不必学习其中的规律：请加一个更窄的层，或遮住部分输入。"
    ))
}

/// That an autoencoder stands on layers which no earlier stage has trained.
#[must_use]
pub fn untrained(experiment: &Experiment) -> Option<Text> {
    let below = experiment.autoencoder()?.below;
    let earlier = &experiment.stages.list()[..experiment.stages.at()];
    let trained = earlier.iter().map(|stage| match &stage.task {
        Task::Target => experiment.network.hidden.len(),
        Task::Reconstruct(it) | Task::OtherView(it) => it.below + it.layers,
        Task::Align(it) => it.layers,
    });
    let trained = trained.max().unwrap_or_default();
    (trained < below).then(|| {
        text!(
            "No earlier stage trains what lies below this encoder, so it redraws what random weights make of the inputs; begin \
             with a stage whose stage.below is {trained}.",
            "此编码器之下的层没有在之前的阶段训练过，它重建的只是随机权重的输出；请先设一个 stage.below 为 {trained} 的阶段。"
        )
    })
}

/// That there are fewer training rows than a batch takes.
#[must_use]
pub fn batch(experiment: &Experiment, data: &Prepared) -> Option<Text> {
    let (batch, rows) = (experiment.training().batch_size, data.train.rows.len());
    let is_short = batch != ALL_ROWS && rows < batch;
    is_short.then(|| {
        text!(
            "A batch would be {batch} rows, but there are only {rows} training rows: each step takes all of them.",
            "一批应有 {batch} 个样本，但训练样本只有 {rows} 个：每一步都用上全部样本。"
        )
    })
}

/// Which classes have no row in a part that has rows.
#[must_use]
pub fn absent(data: &Prepared) -> Vec<Text> {
    let Target::Class { classes, .. } = data.own_target() else { return Vec::new() };
    let of_part = |(split, rows): (Split, &[usize])| {
        let mut is_there = vec![false; classes.len()];
        rows.iter().filter_map(|row| data.class_of(*row)).for_each(|class| is_there[class] = true);
        let absent: Vec<&str> = classes
            .iter()
            .zip(&is_there)
            .filter(|(_, is_there)| !**is_there)
            .map(|(class, _)| class.as_str())
            .collect();
        if rows.is_empty() || absent.is_empty() {
            return None;
        }
        let names = listed(absent.iter().copied());
        let (names, names_zh) = names.both();
        Some(match split {
            Split::Train => text!(
                "No training row is of {names}, so the network cannot learn to say that.",
                "训练样本中没有 {names_zh}，网络学不会这样回答。"
            ),
            Split::Validation => text!(
                "No validation row is of {names}: what is chosen by those rows is blind to that.",
                "验证样本中没有 {names_zh}：依据验证样本所作的选择看不到它。"
            ),
            Split::Test => text!(
                "No test row is of {names}: the test score says nothing of that.",
                "测试样本中没有 {names_zh}：测试得分对它一无所知。"
            ),
        })
    };
    data.parts().into_iter().map(|(split, part)| (split, &*part.rows)).filter_map(of_part).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Source, Table},
        experiment::{HiddenLayer, Stage, Stages},
        training::Trainer,
    };

    fn table(rows: usize) -> Experiment {
        let row =
            |row: usize| format!("{row},{},{}\n", row * row % 7, if row == 0 { "rare" } else { ["a", "b"][row % 2] });
        let csv = format!("x,y,kind\n{}", (0..rows).map(row).collect::<String>());
        let table = Table::read_csv("t.csv", csv.as_bytes()).expect("a table");
        let mut experiment = Experiment::default();
        let inputs = ["x", "y"].map(String::from).to_vec();
        experiment.set_source(Source::Table { table: Arc::new(table), inputs, target: "kind".into(), classes: true });
        experiment
    }

    fn encoder(below: usize, layers: usize) -> Autoencoder {
        Autoencoder { below, layers, decoder: None, masked: 0.0, noise: 0.0 }
    }

    fn told(experiment: &Experiment) -> String {
        let trainer = Trainer::new(experiment.clone().validate().expect("valid"));
        remarks(experiment, trainer.data()).iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn classes_without_rows_and_short_batches_are_told() {
        let mut experiment = table(30);
        experiment.training_mut().batch_size = 10;
        experiment.data.validation_share = 0.2;
        let said = told(&experiment);
        assert!(said.contains("No test row is of “rare”") && said.contains("No validation row is of “rare”"), "{said}");
        experiment.training_mut().batch_size = 100;
        assert!(
            told(&experiment).starts_with("A batch would be 100 rows, but there are only"),
            "{}",
            told(&experiment)
        );
        experiment.training_mut().batch_size = ALL_ROWS;
        assert!(!told(&experiment).contains("A batch"));
        assert_eq!(told(&Experiment::default()), "");
    }

    #[test]
    fn layers_that_no_stage_has_trained_are_told() {
        let mut experiment = table(30);
        let mut at = |below: &[usize], at: usize| {
            let stage = |below: &usize| Stage { task: Task::Reconstruct(encoder(*below, 1)), ..Stage::default() };
            experiment.stages = Stages::new(below.iter().map(stage).collect(), at).expect("stages");
            untrained(&experiment).map(|said| said.to_string())
        };
        assert_eq!((at(&[0, 1], 0), at(&[0, 1], 1), at(&[0, 1, 2], 2)), (None, None, None));
        assert!(at(&[1], 0).is_some_and(|said| said.contains("stage.below is 0")));
        assert!(at(&[0, 2], 1).is_some_and(|said| said.contains("stage.below is 1")));
    }

    #[test]
    fn a_bottleneck_that_can_copy_is_told() {
        let mut experiment = table(30);
        let mut with = |task: Autoencoder, units: &[usize]| {
            let layer = experiment.network.hidden[0];
            experiment.network.hidden = units.iter().map(|units| HiddenLayer { units: *units, ..layer }).collect();
            let stage = Stage { task: Task::Reconstruct(task), ..Stage::default() };
            experiment.stages = Stages::new(vec![stage, Stage::default()], 0).expect("two stages");
            bottleneck(&experiment).map(|said| said.to_string())
        };
        assert!(with(encoder(0, 2), &[8, 2]).is_some_and(|said| said.starts_with("With 2 units at its narrowest")));
        assert_eq!(with(encoder(0, 2), &[8, 1]), None);
        assert_eq!(with(Autoencoder { masked: 0.3, ..encoder(0, 2) }, &[8, 4]), None);
        assert_eq!(with(Autoencoder { noise: 0.1, ..encoder(0, 2) }, &[8, 4]), None);
        assert!(with(encoder(1, 1), &[3, 4]).is_some_and(|said| said.contains("the 3 numbers")));
        assert_eq!(with(encoder(1, 1), &[3, 2]), None);
    }
}
