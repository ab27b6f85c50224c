//! Counted nouns: sentences are written for many, “3 runs are kept”, and one takes the singular by itself, “1 run is kept”.
//!
//! Chinese has no plural, so a sentence needs no second version of itself.

use std::borrow::Cow;

/// Nouns that the program counts.
const NOUNS: &[&str] = &[
    "answers",
    "bands",
    "batches",
    "bytes",
    "cells",
    "changes",
    "characters",
    "classes",
    "columns",
    "combinations",
    "days",
    "digits",
    "epochs",
    "errors",
    "examples",
    "features",
    "figures",
    "files",
    "goals",
    "groups",
    "hand-ins",
    "hints",
    "hours",
    "inputs",
    "items",
    "labels",
    "layers",
    "lessons",
    "letters",
    "lines",
    "minutes",
    "moments",
    "names",
    "networks",
    "numbers",
    "outputs",
    "parameters",
    "pictures",
    "pixels",
    "places",
    "points",
    "predictions",
    "pupils",
    "questions",
    "rows",
    "rungs",
    "runs",
    "seconds",
    "seeds",
    "settings",
    "stages",
    "starts",
    "steps",
    "targets",
    "things",
    "times",
    "trials",
    "tries",
    "units",
    "values",
    "weights",
    "words",
];

/// Words that stand between a number and its noun.
const BETWEEN: &[&str] = &[
    "additional",
    "different",
    "hidden",
    "kept",
    "labelled",
    "missing",
    "more",
    "other",
    "test",
    "training",
    "validation",
];

/// What numbers a thing instead of counting: “layer 1 units” are not one unit.
const ORDINALS: &[&str] =
    &["class", "column", "epoch", "input", "item", "layer", "line", "output", "row", "rung", "stage", "step", "unit"];

/// Verbs that go with the noun.
const VERBS: &[(&str, &str)] =
    &[("are", "is"), ("were", "was"), ("have", "has"), ("differ", "differs"), ("keep", "keeps"), ("do", "does")];

/// `sentence` with the singular behind every 1 that counts.
#[must_use]
pub fn counted(sentence: &str) -> Cow<'_, str> {
    let mut made = String::new();
    let mut kept = 0;
    // Nearly every sentence has none, and each is looked through whenever it is drawn.
    let ones = sentence.as_bytes().windows(2).enumerate().filter(|(_, pair)| pair == b"1 ");
    for (at, _) in ones {
        if at < kept || !counts(&sentence[..at]) {
            continue;
        }
        let mut from = at + 2;
        // The sentence may end with such a word.
        let rest = |from: usize| sentence.get(from..).unwrap_or_default();
        while let Some(word) = BETWEEN.iter().find(|word| begins_with(rest(from), word)) {
            from += word.len() + 1;
        }
        let Some(noun) = NOUNS.iter().find(|noun| begins_with(rest(from), noun)) else { continue };
        made += &sentence[kept..from];
        made += &singular(noun);
        kept = from + noun.len();
        let verb = VERBS
            .iter()
            .find(|(many, _)| sentence[kept..].strip_prefix(' ').is_some_and(|rest| begins_with(rest, many)));
        if let Some((many, one)) = verb {
            made.push(' ');
            made += one;
            kept += 1 + many.len();
        }
    }
    if kept == 0 { Cow::Borrowed(sentence) } else { Cow::Owned(made + &sentence[kept..]) }
}

/// Whether a number behind `before` counts: it begins a word, and numbers nothing.
fn counts(before: &str) -> bool {
    if !before.is_empty() && !before.ends_with([' ', '\n', '(', '·', '+']) {
        return false;
    }
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    !ORDINALS.contains(&last.to_lowercase().as_str())
}

/// Whether `text` begins with this whole word.
fn begins_with(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    // A name of a file may go on behind a full stop.
    let rest = rest.strip_prefix(['.', ',', ';', ':', ')']).unwrap_or(rest);
    rest.is_empty() || rest.starts_with([' ', '\n', ')', '”', '，', '。', ';', '<', '/'])
}

fn singular(noun: &str) -> String {
    match noun {
        "tries" => "try".into(),
        "classes" | "batches" => noun.trim_end_matches("es").into(),
        _ => noun.trim_end_matches('s').into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_takes_the_singular_and_its_verb() {
        for (many, one) in [
            ("1 steps", "1 step"),
            ("after 1 epochs (25 steps)", "after 1 epoch (25 steps)"),
            (
                "1 steps · 25 parameters · 1 training and 4 test rows",
                "1 step · 25 parameters · 1 training and 4 test rows",
            ),
            ("1 of 1 files, 1 hand-ins, 1 classes, 1 tries.", "1 of 1 file, 1 hand-in, 1 class, 1 try."),
            ("and 1 more changes", "and 1 more change"),
            ("1 hidden layers", "1 hidden layer"),
            ("1 runs are missing", "1 run is missing"),
            ("1 runs/s", "1 run/s"),
        ] {
            assert_eq!(counted(many), one);
            assert_eq!(counted(&many.replace('1', "2")), many.replace('1', "2"), "two stay two");
        }
        for same in [
            "11 steps",
            "0.1 steps",
            "layer 1 units",
            "−1 steps",
            "1 runs.ron",
            "x1 steps",
            "1,001 steps",
            "1 is",
            "and 1 more",
            "1 more，好",
        ] {
            assert_eq!(counted(same), same);
        }
    }
}
