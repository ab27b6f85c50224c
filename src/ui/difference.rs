//! What two experiments differ in, in words.

use crate::{
    data::Source,
    experiment::{
        Experiment,
        fields::{Difference, Field, Kind, Layers, differences},
    },
    language::{Text, brief},
    nn::{Activation, Choice},
    text,
    ui::naming,
};

/// Number of differences that are named; the others are counted.
const TOLD: usize = 3;

/// The settings of `then` that differ from `now`, in words: “learning rate 0.1, not 0.03”.
#[must_use]
pub fn words(then: &Experiment, now: &Experiment) -> Text {
    let mut told: Vec<Text> = Vec::new();
    if then.stages.at() != now.stages.at() {
        told.push(naming::stage(then.stages.list(), then.stages.at_hand()));
    }
    let (stages, other) = (then.stages.list().len(), now.stages.list().len());
    if stages != other {
        told.push(match stages {
            1 => text!("one stage, not {other}", "一个阶段，而非 {other} 个"),
            _ => text!("{stages} stages, not {other}", "{stages} 个阶段，而非 {other} 个"),
        });
    }
    if then.data.source != now.data.source && !same_kind(&then.data.source, &now.data.source) {
        told.push(text!("other data", "数据不同"));
    }
    let all = differences(then, now);
    // Differences of other stages are not listed one by one.
    for Difference { field, stage, before: was, after: is, .. } in
        all.into_iter().filter(|difference| stages == other || difference.stage.is_none())
    {
        let Some(was) = was.map(|was| plain(field, &was)) else { continue };
        let (was, was_zh) = was.both();
        let name = inline(&field.name(), stage);
        let (name, name_zh) = name.both();
        told.push(match is {
            Some(is) => {
                let is = plain(field, &is);
                let (is, is_zh) = is.both();
                text!("{name} {was}, not {is}", "{name_zh} {was_zh}，而非 {is_zh}")
            }
            None => text!("{name} {was}", "{name_zh} {was_zh}"),
        });
    }
    if told.is_empty() {
        return text!("the same settings", "设置相同");
    }
    let more = told.len().saturating_sub(TOLD);
    if more > 0 {
        told.truncate(TOLD);
        told.push(text!("{more} more", "另有 {more} 项"));
    }
    let join = |said: Vec<&str>| said.join(" · ");
    let english = join(told.iter().map(|text| text.both().0).collect());
    let chinese = join(told.iter().map(|text| text.both().1).collect());
    Text::in_each(english, chinese)
}

/// Whether their settings cover all their differences.
fn same_kind(then: &Source, now: &Source) -> bool {
    use Source::{Formula, Gate, Generated};
    matches!((then, now), (Generated { .. } | Gate(_) | Formula { .. }, Generated { .. } | Gate(_) | Formula { .. }))
}

/// The name of a field in the middle of a sentence, with its stage where there are several.
fn inline(name: &Text, stage: Option<usize>) -> Text {
    let (english, chinese) = name.both();
    let mut letters = english.chars();
    // “L1” and “β₁” stay as they are.
    let lower = match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => english.to_owned(),
    };
    match stage.map(|stage| stage + 1) {
        Some(stage) => text!("stage {stage}: {lower}", "第 {stage} 阶段：{chinese}"),
        None => text!("{lower}", "{chinese}"),
    }
}

/// A value for people; what all layers share is said once.
fn plain(field: &Field, value: &str) -> Text {
    let is_of_layers = matches!(field.kind, Kind::Layers(Layers::Number(..) | Layers::Switch(_) | Layers::Activation));
    let alike = value.split(',').next().filter(|first| is_of_layers && value.split(',').all(|each| each == *first));
    let value = alike.unwrap_or(value);
    let written = brief(&value.replace('_', " ").replace(',', ", ")).into_owned();
    let chinese = match field.kind {
        Kind::Choice(choices) => {
            let all = (choices.all)();
            all.iter().find(|one| one.name == value).map(|one| naming::title_of(choices.what, one).both().1.to_owned())
        }
        Kind::Layers(Layers::Activation) => {
            let activation = Activation::ALL.iter().find(|one| one.name() == value);
            activation.map(|one| naming::inline(one).both().1.to_owned())
        }
        _ => None,
    };
    match chinese {
        Some(chinese) => Text::in_each(written, chinese),
        None => Text::same(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Generator, nn::Loss};

    fn changed(change: impl FnOnce(&mut Experiment)) -> String {
        let mut then = Experiment::default();
        change(&mut then);
        words(&then, &Experiment::default()).to_string()
    }

    #[test]
    fn differences_are_told_in_words() {
        assert_eq!(changed(|_| ()), "the same settings");
        assert_eq!(changed(|e| e.training_mut().learning_rate = 0.1), "learning rate 0.1, not 0.03");
        assert_eq!(changed(|e| e.seeds.weights = 7), "weights seed 7, not 42");
        assert_eq!(changed(|e| e.training_mut().regularizer.l1 = 0.5), "L1 rate 0.5, not 0");
        let relu = changed(|e| e.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Relu));
        assert_eq!(relu, "activation relu, not tanh");
        assert_eq!(changed(Experiment::pretrain_first), "2 stages, not 1");
    }

    #[test]
    fn values_are_told_in_both_languages() {
        let mut then = Experiment::default();
        then.training_mut().loss = Loss::MeanSquaredError;
        let said = words(&then, &Experiment::default());
        assert_eq!(said.both().1, "损失函数 均方误差，而非 半平方误差");
    }

    #[test]
    fn of_many_differences_the_first_are_told() {
        let said = changed(|e| {
            e.training_mut().learning_rate = 0.1;
            e.training_mut().batch_size = 3;
            e.data.source = Source::generated(Generator::Spiral);
            e.network.hidden.pop();
            (e.seeds.weights, e.seeds.batches) = (7, 7);
        });
        assert_eq!(said.matches(" · ").count(), TOLD, "{said}");
        assert!(said.starts_with("data set spiral, not circle · ") && said.ends_with(" more"), "{said}");
    }
}
