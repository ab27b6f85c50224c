//! `{check: delta 1.2 of row 1 within 0.0001}`: a number that the learner works out.

use super::{Fault, amount::not_a_number, lesson::Check, piece::Piece};
use crate::{
    experiment::Experiment,
    insight::arithmetic::{Batch, Quantity, Verdict},
    language::{Text, decimal},
    measure::Probe,
    text,
    training::Trainer,
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
    // The first row is always there; more are only counted where one is named.
    let rows = if row > 1 { training_rows(experiment) } else { None };
    if let (Some(rows), Some((_, place))) = (rows.filter(|rows| row > *rows), head.split_once(" of row ")) {
        return Err(place.fault(text!(
            "there are {rows} training rows, and no row {row}",
            "训练样本有 {rows} 个，没有第 {row} 个"
        )));
    }
    if !quantity.is_in(&experiment.sizes()) {
        return Err(what.fault(text!("the network has no such number", "网络中没有这个数")));
    }
    let number = within.text().parse().ok().filter(|within: &f64| within.is_finite() && *within > 0.0);
    let number = number.ok_or_else(|| within.fault(not_a_number(within.text())))?;
    let name = quantity.text(&experiment.sizes());
    Ok(Check { quantity, row, within: number, name, line: piece.line() })
}

fn training_rows(experiment: &Experiment) -> Option<usize> {
    let valid = experiment.clone().validate().ok()?;
    Some(Trainer::new(valid).data().train.rows.len())
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
    let given = decimal(typed);
    let gap = given.map(|given| (given - value).abs() / check.within);
    if gap.is_some_and(|gap| gap <= 1.0) {
        return Some((Verdict::Right, gap));
    }
    let verdict = example.check(check.quantity, typed, rate)?;
    // A number that is right to its given digits is right, however small the tolerance.
    Some((verdict, if verdict == Verdict::Right { gap.map(|gap| gap.min(1.0)) } else { gap }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_is_not_there_is_refused_where_it_is_named() {
        let read = |text| read(Piece::of_line(7, text), &Experiment::default());
        assert_eq!(read("z 1.1 of row 250 within 0.01").unwrap().row, 250);
        let fault = read("z 1.1 of row 251 within 0.01").unwrap_err();
        assert_eq!((fault.line, fault.column), (7, 14), "{fault}");
        assert!(fault.what.to_string().contains("there are 250 training rows, and no row 251"), "{fault}");
        assert!(read("z 1.1 of row 0 within 0.01").is_err());
    }
}
