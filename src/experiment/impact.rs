//! What an edit means for a run in progress, decided here for the window, the command line and any other editor.

use super::{Experiment, Problem, ValidExperiment};
use crate::{data::Source, language::Text, text};

/// What happens to a run when its experiment is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Impact {
    /// It continues: nothing learned is lost.
    GoesOn,
    /// Weights that still fit are kept, new ones are drawn, and kept moments are discarded; why.
    KeepsWhatFits(Text),
    /// All weights are drawn anew, and training restarts at epoch 0; why.
    BeginsAnew(Text),
    /// The same from the first stage on, since stages before the current one would have gone differently; why.
    PipelineBeginsAnew(Text),
}

/// What changing `before` into `after` means for a run of `before`, and the validated `after`: with its first stage as
/// the current one when the whole pipeline restarts.
///
/// # Errors
/// The problems of `after`, when it is invalid.
pub fn impact(before: &Experiment, after: Experiment) -> Result<(ValidExperiment, Impact), Vec<Problem>> {
    let after = after.validate()?;
    let impact = Impact::of(before, &after);
    if !matches!(impact, Impact::PipelineBeginsAnew(_)) || after.stages.at() == 0 {
        return Ok((after, impact));
    }
    let mut first = (*after).clone();
    first.stages.take(0);
    Ok((first.validate()?, impact))
}

impl Impact {
    fn of(before: &Experiment, after: &Experiment) -> Self {
        let at = after.stages.at();
        let earlier = |experiment: &Experiment| experiment.stages.list().get(..at).map(<[_]>::to_vec);
        if earlier(before) != earlier(after) {
            return Self::PipelineBeginsAnew(text!("an earlier stage has changed", "之前的阶段已改变"));
        }
        if at != before.stages.at() {
            return Self::KeepsWhatFits(text!("a different stage is current", "当前阶段已改变"));
        }
        if let Some(why) = another_start(before, after) {
            return if at > 0 { Self::PipelineBeginsAnew(why) } else { Self::BeginsAnew(why) };
        }
        if let Some(why) = another_goal(before, after) {
            return Self::BeginsAnew(why);
        }
        if before.sizes() != after.sizes() {
            return Self::KeepsWhatFits(text!("the network has another shape", "网络的形状已改变"));
        }
        if !before.has_rows_of(after) {
            return Self::KeepsWhatFits(text!(
                "the rows or what is read of them are others",
                "样本或所读取的内容已改变"
            ));
        }
        Self::GoesOn
    }

    /// What happens and why, as a sentence without its full stop; `None` when the run just continues.
    #[must_use]
    pub fn sentence(&self) -> Option<Text> {
        let (Self::KeepsWhatFits(why) | Self::BeginsAnew(why) | Self::PipelineBeginsAnew(why)) = self else {
            return None;
        };
        let (english, chinese) = why.both();
        Some(match self {
            Self::BeginsAnew(_) => text!("Training starts over: {english}", "训练重新开始：{chinese}"),
            Self::PipelineBeginsAnew(_) => {
                text!("Training starts over from the first stage: {english}", "训练从第一阶段重新开始：{chinese}")
            }
            Self::GoesOn | Self::KeepsWhatFits(_) => {
                text!("Weights that still fit are kept: {english}", "仍有位置的权重会保留：{chinese}")
            }
        })
    }
}

impl Experiment {
    /// Whether it is trained on the rows of `other`, read and encoded in the same way.
    #[must_use]
    pub fn has_rows_of(&self, other: &Self) -> bool {
        self.data == other.data
            && self.seeds.data == other.seeds.data
            && self.coding() == other.coding()
            && self.outputs() == other.outputs()
            && self.stages.at_hand().rows == other.stages.at_hand().rows
            && self.other_view().is_some() == other.other_view().is_some()
            && self.aligned_view().is_some() == other.aligned_view().is_some()
            && self.has_codes_of(other)
    }

    /// Whether what its current stage reconstructs is computed by the same layers, frozen as they are.
    fn has_codes_of(&self, other: &Self) -> bool {
        let below = |experiment: &Self| experiment.autoencoder().map(|autoencoder| autoencoder.below);
        let are_inputs = below(self).unwrap_or_default() == 0;
        let are_same = self.network == other.network && self.seeds.weights == other.seeds.weights;
        below(self) == below(other) && (are_inputs || are_same)
    }
}

/// Why the initial weights of `after` differ from those of `before`, or solve a different task.
fn another_start(before: &Experiment, after: &Experiment) -> Option<Text> {
    let (network, last) = (&after.network, &before.network);
    let (more, fewer) = (&after.data.more_targets, &before.data.more_targets);
    let same_outputs = more.starts_with(fewer) || fewer.starts_with(more);
    if !same_question(&before.data.source, &after.data.source) || !same_outputs {
        return Some(text!("the data ask another question", "数据提出了另一个问题"));
    }
    if network.weights != last.weights || network.biases != last.biases {
        return Some(text!("weights or biases are initialized in another way", "权重和偏置的初始化方式已改变"));
    }
    if after.seeds.weights != before.seeds.weights {
        return Some(text!("another seed initializes the weights", "权重的种子已改变"));
    }
    None
}

/// Why the objective of the current stage of `after` cannot be compared with that of `before`.
fn another_goal(before: &Experiment, after: &Experiment) -> Option<Text> {
    let below = |experiment: &Experiment| experiment.autoencoder().map(|autoencoder| autoencoder.below);
    let encoders = |experiment: &Experiment| Some((*experiment.alignment()?, experiment.sizes()));
    if below(after) != below(before)
        || after.other_view().is_some() != before.other_view().is_some()
        || encoders(after) != encoders(before)
    {
        return Some(text!("the stage learns something else", "该阶段学习的内容已改变"));
    }
    if after.network.output.activation != before.network.output.activation {
        return Some(text!("the output has another activation", "输出激活函数已改变"));
    }
    if after.training().privacy != before.training().privacy
        || after.training().privacy.is_some() && !same_steps(before, after)
    {
        return Some(text!("what was given away of each row is counted anew", "每个样本的隐私损失需要重新计算"));
    }
    if after.training().loss != before.training().loss {
        return Some(text!("another loss is minimized", "损失函数已改变"));
    }
    None
}

/// Whether all steps of both sample their batches from the same rows with the same probability.
fn same_steps(before: &Experiment, after: &Experiment) -> bool {
    let batches = |experiment: &Experiment| (experiment.training().batch_size, experiment.training().order);
    batches(before) == batches(after) && before.has_rows_of(after) && before.sizes() == after.sizes()
}

/// Whether other points pose the same task: painting more of them, painting on generated ones, or another table of the
/// same columns and classes changes no rule.
fn same_question(before: &Source, after: &Source) -> bool {
    use Source::{Formula, Generated, Painted, Table};
    match (before, after) {
        (Generated { generator: a, .. }, Generated { generator: b, .. }) => a == b,
        (Formula { formula: a, .. }, Formula { formula: b, .. }) => a == b,
        (Painted(_) | Generated { .. }, Painted(_)) => {
            before.classes() == after.classes() && before.inputs() == after.inputs()
        }
        (
            Table { table: _, inputs: a_inputs, target: a_target, classes: a_classes },
            Table { table: _, inputs: b_inputs, target: b_target, classes: b_classes },
        ) => {
            a_inputs == b_inputs
                && a_target == b_target
                && a_classes == b_classes
                && before.class_names() == after.class_names()
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        data::{Generator, Table},
        experiment::{Rows, Stage, Stages},
        nn::Loss,
    };

    fn of(before: &Experiment, change: impl FnOnce(&mut Experiment)) -> Impact {
        let mut after = before.clone();
        change(&mut after);
        impact(before, after).expect("the change is valid").1
    }

    fn on(source: Source) -> Experiment {
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        experiment
    }

    fn goes_on(impact: &Impact) -> bool {
        *impact == Impact::GoesOn
    }

    fn keeps(impact: &Impact) -> bool {
        matches!(impact, Impact::KeepsWhatFits(_))
    }

    fn begins(impact: &Impact) -> bool {
        matches!(impact, Impact::BeginsAnew(_))
    }

    #[test]
    fn a_rate_goes_on_a_shape_keeps_what_fits_and_another_question_begins_anew() {
        let before = Experiment::default();
        assert!(goes_on(&of(&before, |e| e.training_mut().learning_rate = 0.1)));
        assert!(goes_on(&of(&before, |e| e.network.hidden[0].frozen = true)));
        assert!(keeps(&of(&before, |e| e.network.hidden[0].units = 6)));
        assert!(keeps(&of(&before, |e| e.data.train_share = 0.8)));
        assert!(keeps(&of(&before, |e| e.seeds.data = 7)));
        assert!(begins(&of(&before, |e| e.data.source = Source::generated(Generator::Spiral))));
        assert!(begins(&of(&before, |e| e.seeds.weights = 7)));
        assert!(begins(&of(&before, |e| e.training_mut().loss = Loss::Huber)));
        let mut refused = before.clone();
        refused.training_mut().learning_rate = 0.0;
        assert_eq!(impact(&before, refused).unwrap_err()[0].field, "training.learning_rate");
    }

    #[test]
    fn painting_goes_on_with_the_weights() {
        let circle = on(Source::generated(Generator::Circle));
        let mut points = circle.data.source.painted(1);
        let painted = Source::Painted(points.clone().into());
        points.add(0.0, 0.0, 1);
        let more = on(Source::Painted(points.clone().into()));
        assert!(keeps(&of(&circle, |e| e.set_source(painted))));
        assert!(keeps(&of(&circle, |e| e.set_source(more.data.source.clone()))));
        assert!(begins(&of(&on(Source::generated(Generator::Plane)), |e| e.set_source(more.data.source.clone()))));
        points.add(0.0, 0.0, 2);
        assert!(begins(&of(&more, |e| e.set_source(Source::Painted(points.into())))), "a third class");
        assert!(begins(&of(&on(Source::formula("x1")), |e| e.set_source(Source::formula("x2")))));
    }

    #[test]
    fn other_rows_of_the_same_columns_ask_the_same() {
        let table = |csv: &str| Source::table(Arc::new(Table::read_csv("t.csv", csv.as_bytes()).unwrap())).unwrap();
        let before = on(table("x,y,kind\n1,2,a\n3,4.5,b\n2,1,a\n"));
        let rows = table("x,y,kind\n1,7,a\n3,4.5,b\n2,9,b\n3,3,a\n");
        assert!(keeps(&of(&before, |e| e.set_source(rows))));
        let classes = table("x,y,kind\n1,7,a\n3,4.5,b\n2,9,c\n3,3,b\n4,2,a\n1,1,c\n");
        assert!(begins(&of(&before, |e| e.set_source(classes))), "a third class");
        let mut numbers = on(table("x,y,z,w\n1.5,2,1,2.5\n3,4.5,2,1\n2,1,7,9\n"));
        let Source::Table { inputs: read, .. } = &mut numbers.data.source else { panic!("a table") };
        *read = vec!["x".into(), "y".into()];
        numbers.fit_to_data(None);
        let more = |columns: &[&str]| {
            let mut experiment = numbers.clone();
            experiment.data.more_targets = columns.iter().map(ToString::to_string).collect();
            experiment
        };
        assert!(keeps(&of(&more(&[]), |e| e.data = more(&["z"]).data)), "an output more");
        assert!(keeps(&of(&more(&["z"]), |e| e.data.more_targets.clear())), "an output less");
        let mut inputs = more(&["z"]);
        let Source::Table { inputs: read, .. } = &mut inputs.data.source else { panic!("a table") };
        read.truncate(1);
        inputs.data.features.truncate(1);
        assert!(begins(&of(&inputs, |e| e.data.more_targets = vec!["y".into()])), "another output");
        let columns = table("x,z,kind\n1,2,a\n3,4.5,b\n2,1,a\n");
        assert!(begins(&of(&before, |e| e.set_source(columns))));
    }

    #[test]
    fn a_pipeline_begins_anew_when_an_earlier_stage_would_have_gone_another_way() {
        let list = vec![Stage::default(); 3];
        let before = Experiment { stages: Stages::new(list, 1).unwrap(), ..Experiment::default() };
        let in_stage = |at: usize, change: fn(&mut Stage)| {
            of(&before, |e| {
                let mut list = e.stages.list().to_vec();
                change(&mut list[at]);
                e.stages = Stages::new(list, 1).unwrap();
            })
        };
        assert!(matches!(in_stage(0, |stage| stage.training.learning_rate = 0.5), Impact::PipelineBeginsAnew(_)));
        let mut after = before.clone();
        after.seeds.weights = 7;
        let (after, _) = impact(&before, after).unwrap();
        assert_eq!((after.stages.at(), after.seeds.weights), (0, 7), "it begins where all begins");
        assert!(goes_on(&in_stage(1, |stage| stage.training.learning_rate = 0.5)));
        assert!(goes_on(&in_stage(2, |stage| stage.training.learning_rate = 0.5)));
        assert!(begins(&in_stage(1, |stage| stage.training.loss = Loss::Huber)));
        assert!(keeps(&in_stage(1, |stage| stage.rows = Rows::Labelled)));
        assert!(matches!(of(&before, |e| e.seeds.weights = 7), Impact::PipelineBeginsAnew(_)));
        assert!(keeps(&of(&before, |e| e.stages.take(2))));
    }

    #[test]
    fn what_happens_is_said_with_the_reason() {
        let impact = of(&Experiment::default(), |e| e.seeds.weights = 7);
        let sentence = impact.sentence().map(|text| text.to_string());
        assert_eq!(sentence.as_deref(), Some("Training starts over: another seed initializes the weights"));
        assert_eq!(Impact::GoesOn.sentence(), None);
    }
}
