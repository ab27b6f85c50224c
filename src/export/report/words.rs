//! Settings in words, and the commands that repeat a run.

use super::page::{Table, escaped};
use crate::{
    data::Source,
    experiment::{Experiment, fields},
    language::Language,
    text,
    training::Trainer,
};

/// Longest value that is shown, in characters: a table can name a thousand columns.
const LONGEST: usize = 200;

/// Every setting that applies, by name and key; in a pipeline those of each stage.
pub(super) fn settings(experiment: &Experiment, language: Language) -> String {
    let head = [text!("Setting", "设置"), text!("Value", "值"), text!("Key", "键")];
    let mut table = Table::new(&head.map(|word| escaped(word.say(language))));
    let mut row = |name: String, value: &str, key: &str| {
        let short: String = value.chars().take(LONGEST).collect();
        let cut = if short.len() < value.len() { " …" } else { "" };
        table.row(&[escaped(&name), escaped(&short) + cut, format!("<code>{}</code>", escaped(key))]);
    };
    let stages = experiment.stages.list().len();
    for field in fields::all().filter(|field| stages == 1 || !field.is_of_stage()) {
        if let Some(value) = field.get(experiment) {
            row(field.name().say(language).to_owned(), &value, field.key);
        }
    }
    for stage in (0..stages).filter(|_| stages > 1) {
        let mut then = experiment.clone();
        then.stages.take(stage);
        let number = stage + 1;
        for field in fields::all().filter(|field| field.is_of_stage()) {
            if let Some(value) = field.get(&then) {
                let name = field.name();
                let (english, chinese) = name.both();
                let name = text!("Stage {number}: {english}", "第 {number} 阶段：{chinese}");
                let key = field.key.strip_prefix("stage.").unwrap_or(field.key);
                row(name.say(language).to_owned(), &value, &format!("stages.{number}.{key}"));
            }
        }
    }
    table.html()
}

/// The commands, and whether they suffice: painted points and tables are not included.
pub(super) fn commands(trainer: &Trainer) -> (String, bool) {
    let experiment: &Experiment = trainer.experiment();
    let whole = experiment.stages.list().len() == 1
        && matches!(
            experiment.data.source,
            Source::Generated { .. } | Source::Gate(_) | Source::Formula { .. } | Source::Shipped(_)
        );
    let mut said = String::new();
    if whole {
        said += "neurarium new --preset playground";
        // Each setting as it is after those before it, so that setting them in this order leads to the experiment.
        let mut now = Experiment::default();
        for field in fields::all() {
            let Some(wanted) = field.get(experiment) else { continue };
            if field.get(&now).as_ref() != Some(&wanted) && field.set(&mut now, &wanted).is_ok() {
                said += &format!(" \\\n    --set {}={}", field.key, quoted(&wanted));
            }
        }
        said += " \\\n    -o run.ron\n";
    }
    said += &if trainer.progress().fract() == 0.0 {
        format!("neurarium train run.ron --epochs {} -o trained.ron\n", trainer.epochs())
    } else {
        format!("neurarium train run.ron --steps {} -o trained.ron\n", trainer.steps())
    };
    (said + "neurarium verify trained.ron\n", whole)
}

/// Quoted for a shell, as one word.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ",.:_-+".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        value.into()
    } else {
        format!("'{}'", value.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Generator, Shipped};

    #[test]
    fn the_commands_lead_to_the_same_experiment() {
        let changed = |change: &dyn Fn(&mut Experiment)| {
            let mut experiment = Experiment::default();
            change(&mut experiment);
            experiment
        };
        let set = |experiment: &mut Experiment, key: &str, value: &str| fields::set(experiment, key, value).unwrap();
        let experiments = [
            Experiment::default(),
            changed(&|e| set(e, "rules", "modern")),
            changed(&|e| e.set_source(Source::generated(Generator::Blobs { classes: 4 }))),
            changed(&|e| {
                set(e, "data.set", "spiral");
                set(e, "data.features", "x1,sin(x2),x1*x2");
                set(e, "network.hidden", "8,8,3");
                set(e, "network.activation", "relu,tanh,sine");
                set(e, "training.optimizer", "adam");
                set(e, "training.optimizer.beta1", "0.8");
                set(e, "training.regularizer.l1", "0.001");
            }),
            changed(&|e| {
                e.set_source(Source::Shipped(Shipped::Digits));
                set(e, "network.hidden", "16");
            }),
        ];
        for experiment in experiments {
            let trainer = Trainer::new(experiment.clone().validate().unwrap());
            let (commands, whole) = commands(&trainer);
            assert!(whole);
            let mut again = Experiment::default();
            for part in commands.split("--set ").skip(1) {
                let (key, rest) = part.split_once('=').unwrap();
                let value = rest.split(" \\\n").next().unwrap().trim_matches('\'');
                fields::set(&mut again, key, value).unwrap();
            }
            assert_eq!(again, experiment, "{commands}");
        }
    }

    #[test]
    fn a_value_is_one_word_for_the_shell() {
        assert_eq!(
            (quoted("0.03"), quoted("x1*x2"), quoted("a'b")),
            ("0.03".into(), "'x1*x2'".into(), "'a'\\''b'".into())
        );
    }
}
