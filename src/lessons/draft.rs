//! A lesson template made from an experiment, to be completed in a text editor.

use super::preset::PRESETS;
use crate::{
    experiment::{Experiment, fields, stages},
    language::{Language, Text},
    text,
};

/// A lesson that starts with `experiment`: its settings as `start:`, everything but the network and the learning rate
/// locked, one prediction and one goal to be changed.
///
/// # Errors
/// A sentence when no preset and settings lead to it: painted points and own tables cannot be part of a lesson.
pub fn draft(experiment: &Experiment, title: &str, language: Language) -> Result<String, Text> {
    let (preset, settings) = start(experiment).ok_or_else(|| {
        text!(
            "a lesson begins with a preset and settings, which do not lead to these data; choose generated or shipped ones",
            "课程以预设和设置开始，而它们得不到这些数据；请选择生成的或自带的数据"
        )
    })?;
    let title = one_line(title);
    let title = if title.is_empty() { text!("My lesson", "我的课程").say(language).to_owned() } else { title };
    let tag = match language {
        Language::English => "en",
        Language::Chinese => "zh",
    };
    let mut lesson = format!("---\ntitle: {title}\nlanguage: {tag}\nminutes: 10\nstart: preset {preset}\n");
    for (key, value) in settings {
        lesson += &format!("start: {key} = {value}\n");
    }
    lesson += "show: network.hidden, network.activation, training.learning_rate\n---\n\n";
    let said = text!(
        "# Predict\n\nSay here, in two or three sentences, what is to be seen.\n\n{{predict: choice}}\nWhat will happen?\n\n    \
         [( )] one thing\n    [(X)] another thing, which is right\n    [[?]] a hint\n\n# Run\n\n\
         {{goal: train_loss <= 0.1 within 300 epochs in 3 of 5 starts}}\n\n# Why\n\nSay here what it shows.\n",
        "# 预测\n\n用两三句话说明要观察什么。\n\n{{predict: choice}}\n会发生什么？\n\n    [( )] 一种情况\n    [(X)] 另一种情况（正确）\n    \
         [[?]] 提示\n\n# 运行\n\n{{goal: train_loss <= 0.1 within 300 epochs in 3 of 5 starts}}\n\n# 为什么\n\n说明它说明了什么。\n"
    );
    Ok(lesson + said.say(language))
}

/// The preset and settings that lead to `experiment`, as few settings as possible.
fn start(experiment: &Experiment) -> Option<(&'static str, Vec<(String, String)>)> {
    let mut asked = experiment.clone();
    // A lesson begins with the first stage, whichever is at hand.
    asked.stages.take(0);
    let settings = |preset: &super::Preset| {
        let (mut now, mut settings) = (preset.experiment(), Vec::new());
        for field in fields::all() {
            let stages = if field.is_of_stage() { now.stages.list().len() } else { 1 };
            for stage in 0..stages {
                [&mut now, &mut asked].into_iter().for_each(|experiment| experiment.stages.take(stage));
                let Some(wanted) = field.get(&asked) else { continue };
                // “;” stands between the settings of a line.
                if field.get(&now).as_ref() != Some(&wanted)
                    && !wanted.contains([';', '\n'])
                    && field.set(&mut now, &wanted).is_ok()
                {
                    let key = if stage == 0 { field.key.to_owned() } else { stages::key_in(stage, field.key) };
                    settings.push((key, wanted));
                }
            }
            [&mut now, &mut asked].into_iter().for_each(|experiment| experiment.stages.take(0));
        }
        (now == asked).then_some((preset.name, settings))
    };
    PRESETS.iter().filter_map(settings).min_by_key(|(_, settings)| settings.len())
}

fn one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Painted, Source},
        lessons::{Lesson, Preset, play},
    };

    #[test]
    fn what_is_made_is_a_lesson_that_begins_with_the_experiment() {
        let mut changed = Experiment::default();
        for (key, value) in [
            ("data.set", "spiral"),
            ("data.features", "x1,sin(x2)"),
            ("network.hidden", "6,3"),
            ("training.optimizer", "adam"),
        ] {
            fields::set(&mut changed, key, value).unwrap();
        }
        let mut tuned = Preset::named("digits-pretrained").unwrap().experiment();
        for (key, value) in [("stages.2.rates", "0.1,1,1"), ("stages.1.training.learning_rate", "0.02")] {
            fields::set(&mut tuned, key, value).unwrap();
        }
        let presets = super::PRESETS.iter().map(Preset::experiment);
        for experiment in
            presets.filter(|experiment| !matches!(experiment.data.source, Source::Table { .. })).chain([changed, tuned])
        {
            for language in Language::ALL {
                let text = draft(&experiment, "A\n---\nb", language).unwrap();
                let lesson = Lesson::read(&text).unwrap_or_else(|faults| panic!("{faults:?}: {text}"));
                assert_eq!(*lesson.start, experiment, "{text}");
                assert_eq!((&*lesson.title, lesson.language, lesson.steps.len()), ("A --- b", language, 3));
                assert!(lesson.locks.is_open("network.hidden") && !lesson.locks.is_open("data.noise"));
            }
        }
        let text = draft(&Experiment::default(), "", Language::English).unwrap();
        assert!(text.contains("start: preset playground\nshow:"), "nothing was changed: {text}");
        assert!(play(&Lesson::read(&text).unwrap(), Some(2)).unwrap()[0].is_enough());
        let mut painted = Experiment::default();
        painted.data.source = Source::Painted(std::sync::Arc::new(Painted::default()));
        assert!(draft(&painted, "", Language::English).is_err());
    }
}
