//! What two experiments differ in, in words.

use crate::{
    data::Source,
    experiment::{Experiment, settings},
    language::{Text, brief},
    text,
};

/// So many differences are told; the others are counted.
const TOLD: usize = 3;

/// What `then` had that `now` has not, in words: “learning rate 0.1, not 0.03”.
#[must_use]
pub fn words(then: &Experiment, now: &Experiment) -> Text {
    let mut told: Vec<Text> = Vec::new();
    if then.data.source != now.data.source && !same_kind(&then.data.source, &now.data.source) {
        told.push(text!("other data", "数据不同"));
    }
    for setting in settings::all() {
        let (was, is) = (setting.get(then), setting.get(now));
        let Some(was) = was.filter(|was| is.as_ref() != Some(was)) else { continue };
        let name = name(setting.key);
        let (name, name_zh) = name.both();
        let was = plain(&was);
        told.push(match is {
            Some(is) => {
                let is = plain(&is);
                text!("{name} {was}, not {is}", "{name_zh} {was}，而非 {is}")
            }
            None => text!("{name} {was}", "{name_zh} {was}"),
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

/// Whether the settings say all that is different about them.
fn same_kind(then: &Source, now: &Source) -> bool {
    use Source::{Formula, Gate, Generated};
    matches!((then, now), (Generated { .. } | Gate(_) | Formula { .. }, Generated { .. } | Gate(_) | Formula { .. }))
}

/// What people call the setting of this key.
fn name(key: &str) -> Text {
    match key {
        "data.set" => text!("data", "数据"),
        "data.noise" => text!("noise", "噪声"),
        "data.samples" => text!("samples", "样本数"),
        "data.train_share" => text!("training share", "训练比例"),
        "data.features" => text!("features", "特征"),
        "network.hidden" => text!("hidden units", "隐藏单元"),
        "network.activation" => text!("activation", "激活函数"),
        "network.dropout" => text!("dropout", "随机失活"),
        "network.weights" => text!("weight initialization", "权重初始化"),
        "network.output.activation" => text!("output activation", "输出激活函数"),
        "training.learning_rate" => text!("learning rate", "学习率"),
        "training.batch_size" => text!("batch size", "批大小"),
        "training.optimizer" => text!("optimizer", "优化器"),
        "training.loss" => text!("loss", "损失函数"),
        "training.schedule" => text!("schedule", "学习率计划"),
        "training.l1" => text!("L1 penalty", "L1 正则化"),
        "training.l2" => text!("L2 penalty", "L2 正则化"),
        "training.clip_norm" => text!("clipping", "梯度裁剪"),
        "seeds.data" => text!("seed of the data", "数据种子"),
        "seeds.weights" => text!("seed of the weights", "权重种子"),
        "seeds.batches" => text!("seed of the batches", "批次种子"),
        _ => Text::same(key.rsplit_once('.').map_or(key, |(_, last)| last).replace('_', " ")),
    }
}

/// A value as people read it.
fn plain(value: &str) -> String {
    brief(&value.replace('_', " ").replace(',', ", ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Generator, nn::Activation};

    fn changed(change: impl FnOnce(&mut Experiment)) -> String {
        let mut then = Experiment::default();
        change(&mut then);
        words(&then, &Experiment::default()).to_string()
    }

    #[test]
    fn differences_are_told_in_words() {
        assert_eq!(changed(|_| ()), "the same settings");
        assert_eq!(changed(|e| e.training_mut().learning_rate = 0.1), "learning rate 0.1, not 0.03");
        assert_eq!(changed(|e| e.seeds.weights = 7), "seed of the weights 7, not 42");
        let relu = changed(|e| e.network.hidden.iter_mut().for_each(|layer| layer.activation = Activation::Relu));
        assert_eq!(relu, "activation relu, not tanh");
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
        assert!(said.starts_with("data spiral, not circle · ") && said.ends_with(" more"), "{said}");
    }
}
