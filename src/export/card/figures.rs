//! The evaluation section of a card: metrics overall, by class, by group.

use std::fmt::Write;

use super::{Model, has_rows, head, percent, plain, row};
use crate::{
    data::{Part, Split},
    measure::{Answers, Grouping, Groups, Hidden, Miss, NearestMean, PartReport, wilson},
};

pub(super) fn write(text: &mut String, model: &Model<'_>, groupings: &[Grouping]) {
    let (probe, data) = (&model.probe, model.probe.data);
    say!(text, "\n## Figures\n");
    if !has_rows(&data.test) {
        say!(text, "There are no test rows.");
        return;
    }
    match probe.answers(&data.test) {
        Some(answers) => {
            let validation = probe.answers(&data.validation);
            write_classes(text, model, &answers, validation.as_ref());
        }
        None => write_values(text, model),
    }
    let misses = if groupings.is_empty() { Vec::new() } else { probe.misses_by_target(&data.test) };
    for grouping in groupings {
        if let Some(answers) = probe.answers(&data.test) {
            write_groups(text, &grouping.by, &answers.by_group(grouping, &[], 1.0), true);
        }
        for (name, misses) in &misses {
            let by = name.as_ref().map_or_else(|| grouping.by.clone(), |name| format!("{}: {name}", grouping.by));
            write_groups(text, &by, &Miss::by_group(misses, grouping), false);
        }
    }
}

fn write_classes(text: &mut String, model: &Model<'_>, answers: &Answers, validation: Option<&Answers>) {
    let (report, data) = (answers.report(), model.probe.data);
    let (rows, right) = report.counts();
    let (low, high) = wilson(right, rows);
    say!(
        text,
        "{} of {rows} test rows are right: {} (95 % interval {} to {}).\n",
        right,
        percent(report.accuracy()),
        percent(low),
        percent(high)
    );
    say!(
        text,
        "- Log loss {:.4}, expected calibration error {} (15 bins).",
        answers.log_loss(1.0),
        percent(answers.reliability(1.0).expected_error())
    );
    if let Some(temperature) = validation.and_then(Answers::fitted_temperature) {
        say!(
            text,
            "- At temperature {temperature:.2}, fitted on the validation rows: log loss {:.4}, expected calibration error {}. \
             The probabilities that the program and its exports give are those at temperature 1.",
            answers.log_loss(temperature),
            percent(answers.reliability(temperature).expected_error())
        );
    }
    if let Some(score) = NearestMean::of(data).and_then(|plain| plain.accuracy(data, &data.test)) {
        say!(text, "- The plainest answer, the class whose mean training row is nearest: {}.", percent(score));
    }
    say!(text, "");
    head(text, &["class", "test rows", "found (recall)", "right when said (precision)", "most often read as"]);
    let super::super::Answer::Probabilities { classes, .. } = &model.answer else { return };
    let share = |share: Option<f64>| share.map_or_else(|| "–".into(), percent);
    for (class, name) in classes.iter().enumerate() {
        let read = report.most_read_as(class);
        let read = read.map_or_else(|| "–".into(), |hole| format!("{} ({})", plain(&classes[hole.said]), hole.rows));
        let rows = report.confusion.row(class).sum();
        let shares = [share(report.recall(class)), share(report.precision(class))];
        row(text, [plain(name), rows.to_string()].into_iter().chain(shares).chain([read]));
    }
}

fn write_values(text: &mut String, model: &Model<'_>) {
    let report = model.probe.report(usize::MAX);
    let super::super::Answer::Values { targets, .. } = &model.answer else { return };
    let Some(PartReport::Values(values)) = report.part(Split::Test) else { return };
    let rows = |part: &Part| part.rows.len();
    say!(text, "On {} test rows, in the unit of each target:\n", rows(&model.probe.data.test));
    head(text, &["target", "R²", "mean absolute error", "root mean squared error", "nine rows of ten are off by"]);
    for (name, value) in targets.iter().zip(values) {
        let figures = [value.r_squared, value.mean_absolute_error, value.root_mean_squared_error];
        let [low, .., high] = value.residuals;
        let off = format!("{low:.4} to {high:.4}");
        row(text, std::iter::once(plain(name)).chain(figures.map(|figure| format!("{figure:.4}"))).chain([off]));
    }
    if let Some(explained) = model.probe.explained(&model.probe.data.test) {
        say!(text, "\nAll of it together: {} of the spread is explained.", percent(explained));
    }
    let hidden = model.probe.hidden_by_share(&model.probe.data.test);
    if !hidden.is_empty() {
        let unit = if hidden[0].1.scaled { ", of scaled inputs" } else { "" };
        say!(text, "\nInputs that were hidden from it{unit}:\n");
        head(text, &["hidden", "root mean squared error", "of the mean of each input"]);
    }
    for (share, Hidden { network, mean, .. }) in hidden {
        row(text, [percent(share), format!("{network:.4}"), format!("{mean:.4}")]);
    }
}

fn write_groups(text: &mut String, by: &str, groups: &Groups, is_share: bool) {
    let figure = |number: f64| if is_share { percent(number) } else { format!("{number:.4}") };
    let distance = |number: f64| if is_share { format!("{:.1} points", 100.0 * number) } else { figure(number) };
    say!(text, "\n### By {}\n", plain(by));
    let what = if is_share { "right" } else { "mean absolute error" };
    head(text, &["group", "test rows", what, "95 % interval"]);
    for group in &groups.groups {
        let (low, high) = group.interval;
        let interval = format!("{} to {}", figure(low), figure(high));
        let figures = if group.rows > 0 { [figure(group.figure), interval] } else { ["–".into(), "–".into()] };
        row(text, [plain(&group.name), group.rows.to_string()].into_iter().chain(figures));
    }
    if groups.unknown > 0 {
        say!(text, "\n{} rows are of no known group.", groups.unknown);
    }
    if let Some(gap) = groups.gap {
        let name = |group: usize| plain(&groups.groups[group].name);
        let shown = if gap.is_shown() { "more than chance alone makes" } else { "not shown to be more than chance" };
        say!(
            text,
            "\nThe gap between {} and {} is {}; dealt at random, the same answers leave at most {} in 19 of 20 deals: {shown}.",
            name(gap.high),
            name(gap.low),
            distance(gap.size),
            distance(gap.by_chance)
        );
    }
}
