//! Setting a field by its key, in the current stage or any other.

use super::{Field, all, named};
use crate::experiment::Experiment;

impl Field {
    /// Whether each stage has its own value.
    #[must_use]
    pub fn is_of_stage(&self) -> bool {
        self.key.starts_with("training.") || self.key.starts_with("stage.")
    }
}

/// Sets the field of `experiment` named by `key`: `training.learning_rate` means the current stage, and
/// `stages.2.training.learning_rate` the second.
///
/// # Errors
/// A sentence when there is no such key (with the nearest one), no such stage, or the value is not accepted.
pub fn set(experiment: &mut Experiment, key: &str, value: &str) -> Result<(), String> {
    let (field, stage) = find(experiment, key)?;
    let at = experiment.stages.at();
    experiment.stages.take(stage);
    let set = field.set(experiment, value);
    experiment.stages.take(at);
    set
}

/// The field named by `key`, and the index of its stage, counted from 0.
///
/// # Errors
/// A sentence when there is no such key (with the nearest one), or no such stage.
pub fn find(experiment: &Experiment, key: &str) -> Result<(&'static Field, usize), String> {
    let key = key.trim();
    if let Some((stage, rest)) = key.strip_prefix("stages.").and_then(|rest| rest.split_once('.')) {
        return find_in(experiment, (key, stage, rest));
    }
    named(key, experiment).map(|field| (field, experiment.stages.at())).ok_or_else(|| unknown(key))
}

/// The field `rest` of the stage with this number, counted from 1.
fn find_in(experiment: &Experiment, (key, stage, rest): (&str, &str, &str)) -> Result<(&'static Field, usize), String> {
    let count = experiment.stages.list().len();
    let index = stage.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|index| *index < count);
    let index = index.ok_or_else(|| match count {
        1 => format!("{key}: there is no stage {stage}; the experiment has one, stage 1"),
        _ => format!("{key}: there is no stage {stage}; the experiment has {count}, stages 1 to {count}"),
    })?;
    let own = format!("stage.{rest}");
    let field = all().find(|field| field.is_of_stage() && (field.key == rest || field.key == own));
    field.map(|field| (field, index)).ok_or_else(|| unknown(key))
}

fn unknown(key: &str) -> String {
    let nearest = nearest(key).map(|near| format!(" Did you mean “{near}”?")).unwrap_or_default();
    format!("There is no setting “{key}”.{nearest} The command “neurarium settings” lists them all")
}

/// The most similar key, if any is similar; the part after the last dot is also compared by itself.
fn nearest(key: &str) -> Option<&'static str> {
    let last = |path: &str| path.rsplit('.').next().map(str::to_owned).unwrap_or_default();
    all()
        .map(|field| {
            let whole = strsim::jaro_winkler(key, field.key);
            let end = strsim::jaro_winkler(&last(key), &last(field.key));
            (field.key, 0.5f64.mul_add(whole.min(end), whole.max(end)))
        })
        .filter(|(_, likeness)| *likeness > 1.0)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Stage, Stages, fields::differences},
        nn::Optimizer,
    };

    fn two_stages() -> Experiment {
        let list = vec![Stage::default(), Stage::default()];
        Experiment { stages: Stages::new(list, 0).expect("two stages"), ..Experiment::default() }
    }

    #[test]
    fn a_key_reaches_the_stage_at_hand_or_the_one_that_it_names() {
        let mut e = two_stages();
        set(&mut e, "training.learning_rate", "0.5").unwrap();
        set(&mut e, "stages.2.training.learning_rate", "0.25").unwrap();
        set(&mut e, "stages.2.training.optimizer", "adam").unwrap();
        set(&mut e, "stages.2.training.optimizer.beta1", "0.75").unwrap();
        let [first, second] = e.stages.list() else { panic!("two stages") };
        assert_eq!((first.training.learning_rate, second.training.learning_rate), (0.5, 0.25));
        assert_eq!(first.training.optimizer, Optimizer::GradientDescent);
        assert!(matches!(second.training.optimizer, Optimizer::Adam { beta1: 0.75, .. }));
        assert_eq!(e.stages.at(), 0);
        let told: Vec<_> = differences(&two_stages(), &e).into_iter().map(|difference| difference.key).collect();
        assert_eq!(
            told,
            [
                "stages.2.training.optimizer",
                "stages.2.training.optimizer.beta1",
                "stages.2.training.optimizer.beta2",
                "stages.2.training.optimizer.epsilon",
                "stages.1.training.learning_rate",
                "stages.2.training.learning_rate",
            ]
        );
    }

    #[test]
    fn a_stage_that_is_not_there_is_refused_in_a_sentence() {
        let mut e = Experiment::default();
        for (key, expected) in [
            ("stages.2.training.learning_rate", "there is no stage 2; the experiment has one, stage 1"),
            ("stages.0.training.learning_rate", "there is no stage 0"),
            ("stages.x.training.learning_rate", "there is no stage x"),
            ("stages.1.data.noise", "There is no setting “stages.1.data.noise”"),
            ("stages.1.training.learning_rte", "Did you mean “training.learning_rate”?"),
        ] {
            let message = set(&mut e, key, "0.1").unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
        let message = set(&mut two_stages(), "stages.3.training.loss", "huber").unwrap_err();
        assert!(message.contains("the experiment has 2, stages 1 to 2"), "{message}");
        assert_eq!(e, Experiment::default());
        let mut e = two_stages();
        assert!(set(&mut e, "stages.2.training.learning_rate", "fast").is_err());
        assert_eq!(e, two_stages());
    }
}
