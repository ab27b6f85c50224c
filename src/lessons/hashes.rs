//! What lessons and experiments are recognized by: 64 bits of their text (FNV-1a).

use crate::experiment::{
    Experiment,
    fields::{self, Field},
};

/// 64-bit FNV-1a hash (Fowler, Noll and Vo), by which a changed lesson or recipe is detected. It proves nothing against
/// deliberate forgery; repeating the training does.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

/// The hash of a lesson's text, independent of line endings.
#[must_use]
pub fn hash_of_text(text: &str) -> u64 {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    hash(lines.join("\n").trim_end().as_bytes())
}

/// The hash of an experiment: of every setting with its value, in a fixed order, without the seeds. It changes when the
/// program gets one more setting.
#[must_use]
pub fn hash_of_recipe(experiment: &Experiment) -> u64 {
    hash_of(experiment, |_, _| true)
}

/// The hash of what an experiment has set otherwise than the default, without the seeds: the same in every version of the
/// program that knows these settings, as the computers of a class do not all have the same one.
#[must_use]
pub fn hash_of_changes(experiment: &Experiment) -> u64 {
    let default = Experiment::default();
    hash_of(experiment, |field, value| field.get(&default).as_ref() != Some(value))
}

fn hash_of(experiment: &Experiment, counts: impl Fn(&Field, &String) -> bool) -> u64 {
    let mut text = String::new();
    for field in fields::all().filter(|field| !field.key.starts_with("seeds.")) {
        if let Some(value) = field.get(experiment).filter(|value| counts(field, value)) {
            text += &format!("{}={value}\n", field.key);
        }
    }
    hash(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_that_stays_as_it_is_without_it_does_not_count() {
        let mut other = Experiment::default();
        let before = hash_of_changes(&other);
        assert_eq!(before, hash(b""), "nothing is set otherwise");
        other.seeds.weights += 1;
        assert_eq!(hash_of_changes(&other), before, "a start is no setting");
        fields::set(&mut other, "training.learning_rate", "0.1").unwrap();
        assert_eq!(hash_of_changes(&other), hash(b"training.learning_rate=0.1\n"));
    }
}
