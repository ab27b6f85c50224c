//! `{check: delta 1.2 of row 1 within 0.0001}`: a number that the learner works out.

use super::{Fault, goal::not_a_number, lesson::Check, piece::Piece};
use crate::{
    experiment::Experiment,
    insight::arithmetic::{Batch, Quantity, Verdict},
    language::Text,
    measure::Probe,
    text,
};

/// Parses what follows `check:`.
pub(super) fn read(piece: Piece<'_>, experiment: &Experiment) -> Result<Check, Fault> {
    let (head, within) = piece.split_once(" within ").ok_or_else(|| piece.fault(shape()))?;
    let (what, row) = match head.split_once(" of row ") {
        Some((what, row)) => {
            let number = row.text().parse().ok().filter(|number: &usize| *number > 0);
            (what, number.ok_or_else(|| row.fault(not_a_number(row.text())))?)
        }
        None => (head, 1),
    };
    let quantity: Quantity = what.text().parse().map_err(|why| what.fault(why))?;
    if !quantity.is_in(&experiment.sizes()) {
        return Err(what.fault(text!("the network has no such number", "网络中没有这个数")));
    }
    let number = within.text().parse().ok().filter(|within: &f64| within.is_finite() && *within > 0.0);
    let number = number.ok_or_else(|| within.fault(not_a_number(within.text())))?;
    Ok(Check { quantity, row, within: number, line: piece.line() })
}

fn shape() -> Text {
    text!(
        "write a number of the network and how far off it may be, such as delta 1.2 of row 1 within 0.0001",
        "请写网络中的一个数和允许的误差，例如 delta 1.2 of row 1 within 0.0001"
    )
}

/// Grades `typed`, and its error in tolerances; `None` when the network has no such number or row. A parameter after
/// the step means a plain gradient step on this row alone.
pub(super) fn judge(check: &Check, typed: &str, probe: &Probe<'_>) -> Option<(Verdict, Option<f64>)> {
    let batch = Batch::of(probe, &[check.row.checked_sub(1)?]);
    let example = batch.examples.first()?;
    let rate = f64::from(probe.experiment.training().learning_rate);
    let value = example.value_after(check.quantity, rate)?;
    let given = typed.trim().replace('−', "-").replace(',', ".").parse::<f64>().ok().filter(|given| given.is_finite());
    let gap = given.map(|given| (given - value).abs() / check.within);
    if gap.is_some_and(|gap| gap <= 1.0) {
        return Some((Verdict::Right, gap));
    }
    let verdict = example.check(check.quantity, typed, rate)?;
    // A number that is right to its given digits is right, however small the tolerance.
    Some((verdict, if verdict == Verdict::Right { gap.map(|gap| gap.min(1.0)) } else { gap }))
}
