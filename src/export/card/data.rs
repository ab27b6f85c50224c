//! The data section of a card: origin, licence and split of the rows.

use std::fmt::Write;

use super::{Model, NAMED, count_by_class, has_rows, head, name_of, plain, row};
use crate::data::{Source, SplitBy, Target, shipped};

/// The data card of a shipped set.
pub(super) fn card(model: &Model<'_>) -> Option<&'static shipped::Card> {
    if let Source::Shipped(set) = model.experiment.data.source { Some(set.card()) } else { None }
}

pub(super) fn write(text: &mut String, model: &Model<'_>) {
    let (data, source) = (model.probe.data, &model.experiment.data.source);
    say!(text, "\n## Data\n");
    say!(text, "{}, {} rows.", plain(&name_of(source)), data.set.rows());
    if let Some(card) = card(model) {
        say!(text, "{}", card.is.both().0);
        say!(text, "\n- Source: {}", card.source);
        say!(text, "- Licence: {}{}", card.licence, if card.share_alike { " (what is made of it, alike)" } else { "" });
        if let Some(cleaned) = &card.cleaned {
            say!(text, "- Cleaned: {}", cleaned.both().0);
        }
        if let Some(statement) = &card.to_confirm {
            say!(text, "- To be confirmed before a release: {}", statement.both().0);
        }
    } else if source.is_made() || matches!(source, Source::Gate(_)) {
        say!(text, "\n- Source: calculated by the program; it shows nothing of the world.");
    } else {
        say!(text, "\n- Source: [where the rows come from, and how they were gathered]");
        say!(text, "- Licence: [under which they may be used, and the network handed on]");
        say!(text, "- People in it: [whether rows are of persons, and whether they agreed]");
    }
    let inputs = model.inputs.len();
    if inputs <= NAMED {
        let names: Vec<String> = model.inputs.iter().map(|name| plain(name)).collect();
        say!(text, "- Inputs: {}", names.join(", "));
    } else {
        say!(text, "- Inputs: {inputs}, {} to {}", plain(&model.inputs[0]), plain(&model.inputs[inputs - 1]));
    }
    say!(text, "- Checksum of the rows: `{:016x}` (FNV-1a over their bits)", data.checksum());
    write_split(text, model);
}

/// What the rows were split by, and the names of those that are tested on; `None` where single rows were drawn.
pub(super) fn held_back<'a>(model: &Model<'a>) -> Option<(&'static str, Vec<&'a str>)> {
    let groups = model.experiment.data.source.groups()?;
    if model.experiment.data.split_by != SplitBy::Groups || !has_rows(&model.probe.data.test) {
        return None;
    }
    let mut held: Vec<u32> = model.probe.data.test.rows.iter().map(|row| groups.of[*row]).collect();
    held.sort_unstable();
    held.dedup();
    Some((groups.what.both().0, held.into_iter().map(|group| &*groups.names[group as usize]).collect()))
}

fn write_split(text: &mut String, model: &Model<'_>) {
    let data = model.probe.data;
    say!(text, "\n## Split\n");
    let parts = data.parts().into_iter().filter(|(_, part)| has_rows(part));
    let named = |split| match split {
        crate::data::Split::Train => "training",
        crate::data::Split::Validation => "validation",
        crate::data::Split::Test => "test",
    };
    match data.own_target() {
        Target::Class { classes, .. } => {
            let names: Vec<String> = classes.iter().map(|class| plain(class)).collect();
            let heads: Vec<&str> = ["part", "rows"].into_iter().chain(names.iter().map(String::as_str)).collect();
            head(text, &heads);
            for (split, part) in parts {
                let counts = count_by_class(data, part, classes.len()).into_iter().map(|count| count.to_string());
                row(text, [named(split).to_owned(), part.rows.len().to_string()].into_iter().chain(counts));
            }
        }
        Target::Value { .. } => {
            head(text, &["part", "rows"]);
            for (split, part) in parts {
                row(text, [named(split).to_owned(), part.rows.len().to_string()]);
            }
        }
    }
    if let Some(labels) = model.experiment.data.labels {
        say!(text, "\nOf the training rows, at most {labels} labels a class were used.");
    }
    let unlabelled = model.experiment.data.usable().map_or(0, |usable| usable.unlabelled);
    if unlabelled > 0 {
        let (have, were) = if unlabelled == 1 { ("row has", "was") } else { ("rows have", "were") };
        say!(
            text,
            "\n{unlabelled} more {have} no target and {were} used by stages that need none, and to fit the scales."
        );
    }
    let twice = if model.experiment.data.without_repeats {
        "rows that occur twice were left out"
    } else {
        "rows that occur twice may stand on both sides"
    };
    say!(text, "\nScales, weights and the temperature below were found without the test rows; {twice}.");
    if let Some((what, names)) = held_back(model) {
        let (are, no) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let names: Vec<String> = names.into_iter().map(plain).collect();
        say!(
            text,
            "\nSplit by {what}: held back for testing {are} {}, and no training row is of {no}. Validation rows are of those that \
             were learned from.",
            names.join(", ")
        );
    }
}
