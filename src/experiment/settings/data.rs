//! Settings of what is learned from.

use super::{
    Setting,
    Takes::{OneOf, Words},
    value::{list, listed, number, one_of, switch, whole},
};
use crate::{
    data::{Feature, Gate, Generator, Scaling, Source},
    experiment::{Experiment, Rules},
    nn::Choice,
};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "rules",
        meaning: "A set of choices that belong together: first weights, output, loss, order of the rows, rule of L1.",
        takes: one_of::<Rules>(),
        get: |e| Rules::of(e).map(|rules| rules.name().into()),
        set: |e, text| super::value::choice(text).map(|rules: Rules| rules.apply(e)),
    },
    Setting {
        key: "data.set",
        meaning: "The points: a generator or a logic gate. A table is given with --data.",
        takes: OneOf(|| Generator::ALL.iter().map(Choice::name).chain(Gate::ALL.iter().map(Choice::name)).collect()),
        get: |e| set_name(&e.data.source).map(str::to_owned),
        set: |e, text| {
            let source = if let Ok(gate) = Gate::from_name(text) {
                Source::Gate(gate)
            } else {
                let generator = super::value::choice(text)?;
                match e.data.source {
                    Source::Generated { samples, noise, .. } | Source::Formula { samples, noise, .. } => {
                        Source::Generated { generator, samples, noise }
                    }
                    _ => Source::generated(generator),
                }
            };
            if Some(text) != set_name(&e.data.source) {
                e.set_source(source);
            }
            Ok(())
        },
    },
    Setting {
        key: "data.formula",
        meaning: "A target as a formula of the inputs x1 and x2; sets the data to points of it.",
        takes: Words("a formula such as sin(x1)*x2"),
        get: |e| match &e.data.source {
            Source::Formula { formula, .. } => Some(formula.clone()),
            _ => None,
        },
        set: |e, text| {
            if let Source::Formula { formula, .. } = &mut e.data.source {
                text.clone_into(formula);
            } else {
                e.set_source(Source::formula(text));
            }
            Ok(())
        },
    },
    Setting {
        key: "data.samples",
        meaning: "Number of generated points.",
        takes: Words("a whole number, 10 to 1000000"),
        get: |e| e.data.source.clone().drawn_mut().map(|(samples, _)| samples.to_string()),
        set: |e, text| match e.data.source.drawn_mut() {
            Some((samples, _)) => whole(text).map(|value| *samples = value),
            None => Err(NOT_GENERATED.into()),
        },
    },
    Setting {
        key: "data.noise",
        meaning: "How far generated points stray.",
        takes: Words("a number from 0 to 0.8"),
        get: |e| e.data.source.clone().drawn_mut().map(|(_, noise)| noise.to_string()),
        set: |e, text| match e.data.source.drawn_mut() {
            Some((_, noise)) => number(text).map(|value| *noise = value),
            None => Err(NOT_GENERATED.into()),
        },
    },
    Setting {
        key: "data.inputs",
        meaning: "Headings of a table's input columns; the features become these columns.",
        takes: Words("headings of columns of numbers, with commas between them"),
        get: |e| match &e.data.source {
            Source::Table { inputs, .. } => Some(listed(inputs.iter().cloned())),
            _ => None,
        },
        set: |e, text| {
            let headings = list(text, |heading| Ok(heading.to_owned()))?;
            change_source(e, |source| match source {
                Source::Table { inputs, .. } => {
                    *inputs = headings;
                    Ok(())
                }
                _ => Err(NOT_A_TABLE.into()),
            })
        },
    },
    Setting {
        key: "data.target",
        meaning: "Heading of the table's column to predict.",
        takes: Words("the heading of a column"),
        get: |e| match &e.data.source {
            Source::Table { target, .. } => Some(target.clone()),
            _ => None,
        },
        set: |e, text| {
            change_source(e, |source| match source {
                Source::Table { table, target, classes, .. } => {
                    if target != text {
                        text.clone_into(target);
                        let column = table.column(text).map_err(|error| error.to_string())?;
                        *classes = column.numbers().is_none() || column.distinct() <= 10 && column.summary().whole;
                    }
                    Ok(())
                }
                _ => Err(NOT_A_TABLE.into()),
            })
        },
    },
    Setting {
        key: "data.classes",
        meaning: "How many classes are generated; for a table, whether the target's different values are classes.",
        takes: Words("a whole number, 2 to 10, or true or false for a table"),
        get: |e| match &e.data.source {
            Source::Generated { generator, .. } => { *generator }.classes_mut().map(|classes| classes.to_string()),
            Source::Gate(_) | Source::Painted(_) | Source::Formula { .. } => None,
            Source::Table { classes, .. } => Some(classes.to_string()),
        },
        set: |e, text| {
            change_source(e, |source| match source {
                Source::Generated { generator, .. } => {
                    let name = generator.name();
                    let classes = generator.classes_mut().ok_or_else(|| format!("{name} always has the same"))?;
                    whole(text).map(|value| *classes = value)
                }
                Source::Gate(_) => Err("a gate always has two".into()),
                Source::Painted(_) => Err("painted points have as many as were painted".into()),
                Source::Formula { .. } => Err("a formula has none, its value is fitted".into()),
                Source::Table { classes, .. } => switch(text).map(|value| *classes = value),
            })
        },
    },
    Setting {
        key: "data.features",
        meaning: "What the network reads; x1 is the first input.",
        takes: Words("features such as x1,x2,x1^2,x1*x2,sin(x1), with commas between them"),
        get: |e| Some(listed(e.data.features.iter().map(Feature::to_string))),
        set: |e, text| list(text, str::parse).map(|features| e.data.features = features),
    },
    Setting {
        key: "data.scaling",
        meaning: "What is done to each column first.",
        takes: one_of::<Scaling>(),
        get: |e| Some(e.data.scaling.name().into()),
        set: |e, text| super::value::choice(text).map(|scaling| e.data.scaling = scaling),
    },
    Setting {
        key: "data.train_share",
        meaning: "Share of the rows for training; the others are for testing.",
        takes: Words("a number above 0, up to 1"),
        get: |e| Some(e.data.train_share.to_string()),
        set: |e, text| number(text).map(|share| e.data.train_share = share),
    },
    Setting {
        key: "seeds.data",
        meaning: "Seed of the generated points and of the split.",
        takes: Words(SEED),
        get: |e| Some(e.seeds.data.to_string()),
        set: |e, text| whole(text).map(|seed| e.seeds.data = seed),
    },
    Setting {
        key: "seeds.weights",
        meaning: "Seed of the first weights and biases.",
        takes: Words(SEED),
        get: |e| Some(e.seeds.weights.to_string()),
        set: |e, text| whole(text).map(|seed| e.seeds.weights = seed),
    },
    Setting {
        key: "seeds.batches",
        meaning: "Seed of the order of the rows.",
        takes: Words(SEED),
        get: |e| Some(e.seeds.batches.to_string()),
        set: |e, text| whole(text).map(|seed| e.seeds.batches = seed),
    },
    Setting {
        key: "seeds.noise",
        meaning: "Seed of dropout.",
        takes: Words(SEED),
        get: |e| Some(e.seeds.noise.to_string()),
        set: |e, text| whole(text).map(|seed| e.seeds.noise = seed),
    },
];

const SEED: &str = "a whole number, 0 to 18446744073709551615";
const NOT_GENERATED: &str = "only generated points have it, set data.set first";
const NOT_A_TABLE: &str = "only a table has it, give one with --data";

fn set_name(source: &Source) -> Option<&'static str> {
    match source {
        Source::Generated { generator, .. } => Some(generator.name()),
        Source::Gate(gate) => Some(gate.name()),
        Source::Painted(_) | Source::Formula { .. } | Source::Table { .. } => None,
    }
}

/// Changes the source in place; features, output and loss follow when it is another one then.
fn change_source(e: &mut Experiment, change: impl FnOnce(&mut Source) -> Result<(), String>) -> Result<(), String> {
    let (rules, before) = (Rules::of(e), e.data.source.clone());
    change(&mut e.data.source)?;
    if e.data.source != before {
        e.fit_to_data(rules);
    }
    Ok(())
}
