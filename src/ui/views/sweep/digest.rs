//! Sweep data prepared for drawing, computed once per change and not once per frame.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::along::{Along, Spread};
use crate::{
    sweep::{Plan, Values, spread::quantile},
    worker::search::Found,
};

/// A part of an axis that is marked: only trials in all such parts are looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marked {
    /// Which axis: a setting, or the objective behind the last of them.
    pub axis: usize,
    /// From here, as a place on the axis; 0 is its lower end.
    pub low: f64,
    /// To there; above 1 with those that diverged.
    pub high: f64,
}

/// What the rows are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// What they came to: the best first.
    #[default]
    Worth,
    /// The number of the trial.
    Trial,
    /// A setting.
    Setting(usize),
}

/// How the rows are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// By this.
    pub by: Column,
    /// The other way round.
    pub reversed: bool,
}

impl Sorting {
    /// After a click on the heading of `column`: by it, or the other way round.
    #[must_use]
    pub fn after(self, column: Column) -> Self {
        Self { by: column, reversed: self.by == column && !self.reversed }
    }
}

/// Where those stand on the objective's axis that diverged.
pub const DIVERGED: f64 = 1.1;

/// A trial, ready to be drawn.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its place among the rows that were found.
    pub row: usize,
    /// Where it crosses each axis, 0…1, that of the objective last: its rank, the best at 0.
    pub places: Vec<f64>,
    /// The same on the scales that were chosen for the axes.
    pub crossings: Vec<f64>,
    /// Whether half of its seeds diverged.
    pub diverged: bool,
    /// Whether it lies in every marked part.
    pub marked: bool,
}

/// All that is drawn.
#[derive(Debug)]
pub struct Digest {
    /// What it is of.
    pub found: Arc<Found>,
    /// The trials that were not excluded, best first.
    pub lines: Vec<Line>,
    /// The selected ones, as indices into the lines, sorted as requested.
    pub looked: Vec<usize>,
    /// The best of those, as places among the lines, at most [`BEST`](Self::BEST).
    pub best: Vec<usize>,
    /// How many diverged.
    pub diverged: usize,
    /// Medians that are numbers, smallest first.
    pub medians: Vec<f64>,
    /// Counts up with each change.
    pub number: u64,
    /// What it was when the lines were made, whatever was marked since.
    pub made: u64,
    /// The scale of each axis, the objective's last; nothing of a list.
    pub along: Vec<Option<Along>>,
    view: View,
    sorting: Sorting,
}

/// What was chosen of a sweep for all that is drawn of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Trials that are left out; the same list as long as nobody changes it.
    pub excluded: Arc<BTreeSet<usize>>,
    /// Marked parts, one an axis at most.
    pub marks: Vec<Marked>,
    /// Scales that are other than the plan's, by axis.
    pub spreads: BTreeMap<usize, Spread>,
}

impl View {
    /// Marks a part of an axis, in place of the one that was marked there.
    pub fn mark(&mut self, mark: Marked) {
        self.unmark(mark.axis);
        self.marks.push(mark);
    }

    /// Takes the mark of an axis away.
    pub fn unmark(&mut self, axis: usize) {
        self.marks.retain(|other| other.axis != axis);
    }

    /// Whether it leaves out the same and spreads the same.
    fn is_alike(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.excluded, &other.excluded) && self.spreads == other.spreads
    }
}

impl Digest {
    /// Most of the best that are shown by themselves.
    pub const BEST: usize = 12;

    /// Of `found`, as it is looked at.
    pub fn new(found: &Arc<Found>, view: &View, number: u64) -> Self {
        let mut medians: Vec<f64> =
            found.rows.iter().map(|row| row.median).filter(|median| median.is_finite()).collect();
        medians.sort_by(f64::total_cmp);
        let along = along(found, view, &medians);
        let kept = found.rows.iter().enumerate().filter(|(_, row)| !view.excluded.contains(&row.trial));
        let lines = kept.map(|(row, of)| {
            let own = rank(&medians, of.median);
            let places: Vec<f64> = places(&found.plan, &found.values[row]).chain([own]).collect();
            let number =
                |axis: usize| found.values[row].get(axis).map_or(of.median, |value| value.parse().unwrap_or(f64::NAN));
            let crossing = |(axis, along): (usize, &Option<Along>)| match along {
                Some(_) if places[axis] > 1.0 => DIVERGED,
                Some(along) => along.place(number(axis)),
                None => places[axis],
            };
            let crossings = along.iter().enumerate().map(crossing).collect();
            Line { row, places, crossings, diverged: of.median.is_nan(), marked: false }
        });
        let lines: Vec<Line> = lines.collect();
        let diverged = lines.iter().filter(|line| line.diverged).count();
        let mut digest = Self {
            found: Arc::clone(found),
            lines,
            looked: Vec::new(),
            best: Vec::new(),
            diverged,
            medians,
            number,
            made: number,
            along,
            view: view.clone(),
            sorting: Sorting::default(),
        };
        digest.mark(&view.marks);
        digest.number = number;
        digest
    }

    /// Whether it is of this still.
    pub fn is_of(&self, found: &Arc<Found>, view: &View) -> bool {
        Arc::ptr_eq(&self.found, found) && self.view.is_alike(view)
    }

    /// Marks other parts of the axes.
    pub fn mark(&mut self, marks: &[Marked]) {
        for line in &mut self.lines {
            let holds = |mark: &Marked| {
                line.crossings.get(mark.axis).is_some_and(|place| (mark.low..=mark.high).contains(place))
            };
            line.marked = !marks.is_empty() && marks.iter().all(holds);
        }
        let looked = |(_, line): &(usize, &Line)| marks.is_empty() || line.marked;
        self.looked = self.lines.iter().enumerate().filter(looked).map(|(place, _)| place).collect();
        // The lines stand best first.
        self.best = self.looked.iter().copied().take(Self::BEST).collect();
        self.number += 1;
        self.view.marks = marks.to_vec();
        self.sort();
    }

    /// Sorts the rows.
    pub fn sort_by(&mut self, sorting: Sorting) {
        if self.sorting != sorting {
            self.sorting = sorting;
            self.sort();
        }
    }

    /// Those that are equal stay with the best first.
    fn sort(&mut self) {
        self.looked.sort_unstable();
        let (lines, rows) = (&self.lines, &self.found.rows);
        match self.sorting.by {
            Column::Worth => {}
            Column::Trial => self.looked.sort_by_key(|place| rows[lines[*place].row].trial),
            Column::Setting(axis) => {
                let place = |line: &usize| lines[*line].places.get(axis).copied().unwrap_or_default();
                self.looked.sort_by(|a, b| place(a).total_cmp(&place(b)));
            }
        }
        if self.sorting.reversed {
            self.looked.reverse();
        }
    }

    /// The marked parts.
    pub fn marks(&self) -> &[Marked] {
        &self.view.marks
    }

    /// How the rows are sorted.
    pub const fn sorting(&self) -> Sorting {
        self.sorting
    }

    /// The lines that are drawn, best first: of those that are looked at and of the others `most` at most together.
    pub fn drawn(&self, most: usize) -> (Vec<&Line>, Vec<&Line>) {
        let is_looked = |line: &&Line| self.view.marks.is_empty() || line.marked;
        let looked: Vec<&Line> = self.lines.iter().filter(is_looked).take(most).collect();
        let rest = most - looked.len();
        let others = self.lines.iter().filter(|line| !is_looked(line)).take(rest).collect();
        (looked, others)
    }

    /// The line of this trial, if it is drawn.
    pub fn line(&self, trial: usize) -> Option<&Line> {
        self.lines.iter().find(|line| self.found.rows[line.row].trial == trial)
    }

    /// The median at a place on the axis of the objective.
    pub fn median_at(&self, place: f64) -> f64 {
        quantile(&self.medians, place.clamp(0.0, 1.0))
    }
}

/// The scale of each axis, the objective's last: by rank unless something else was chosen.
fn along(found: &Found, view: &View, medians: &[f64]) -> Vec<Option<Along>> {
    let setting = |(number, axis): (usize, &crate::sweep::Axis)| {
        let (Values::Linear { low, high, .. } | Values::Log { low, high, .. }) = axis.values else { return None };
        let spread = view.spreads.get(&number).copied().or_else(|| Spread::of(axis))?;
        let mut numbers: Vec<f64> = found.values.iter().filter_map(|values| values[number].parse().ok()).collect();
        numbers.sort_by(f64::total_cmp);
        Some(Along::new(spread, (low, high), numbers))
    };
    let axes = &found.plan.axes;
    let ends = (medians.first().copied().unwrap_or(0.0), medians.last().copied().unwrap_or(1.0));
    let spread = view.spreads.get(&axes.len()).copied().unwrap_or(Spread::Percentile);
    let own = Along::new(spread, ends, medians.to_vec());
    axes.iter().enumerate().map(setting).chain([Some(own)]).collect()
}

/// Where the values lie along the axes of the plan.
fn places<'a>(plan: &'a Plan, values: &'a [String]) -> impl Iterator<Item = f64> + 'a {
    plan.axes.iter().zip(values).map(|(axis, value)| axis.place_of(value).unwrap_or(0.5))
}

/// Share of the medians below `median`; those that never reached a goal stand at the end, and those that diverged above it.
pub fn rank(medians: &[f64], median: f64) -> f64 {
    if median.is_nan() {
        return DIVERGED;
    }
    let last = medians.len().saturating_sub(1).max(1) as f64;
    (medians.partition_point(|other| *other < median) as f64 / last).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_go_from_the_best_to_the_worst_and_what_diverged_stands_above() {
        let medians = [0.1, 0.2, 0.2, 0.9, 5.0];
        assert_eq!([0.1, 0.2, 0.9, 5.0].map(|median| rank(&medians, median)), [0.0, 0.25, 0.75, 1.0]);
        assert_eq!((rank(&medians, f64::INFINITY), rank(&medians, f64::NAN)), (1.0, DIVERGED));
    }
}
