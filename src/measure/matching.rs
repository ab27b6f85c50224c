//! How two encoders that share a space find the one view of a row from the other.

use ndarray::{Array2, ArrayView1, Axis, s};

use super::{NearestMean, Probe};
use crate::data::{Part, Target};

/// Labelled rows of each class whose other view alone is named, to name the inputs of others by.
const NAMED: usize = 3;

/// Codes at length 1 of some rows, the inputs' and the other view's: `[rows, dimensions]` each.
#[derive(Clone, Debug, PartialEq)]
pub struct Codes {
    /// Of the inputs.
    pub inputs: Array2<f32>,
    /// Of the other view.
    pub views: Array2<f32>,
}

/// What was found for the rows of a part, whose inputs look among the other views of the same part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matching {
    /// How many rows there are.
    pub rows: usize,
    /// For how many the nearest other view is the row's own.
    pub own: usize,
    /// For how many it is one of the same class; nothing without classes.
    pub same_class: Option<usize>,
    /// For how many the nearest class mean is right, of the codes of three *other views* a class: no input was ever named.
    pub by_views: Option<usize>,
}

impl Codes {
    /// Rows whose other view is nearest to the input of the row `place`, the nearest first.
    #[must_use]
    pub fn nearest(&self, place: usize, count: usize) -> Vec<usize> {
        let near = self.similarities(&self.inputs.row(place));
        let mut order: Vec<usize> = (0..near.len()).collect();
        order.sort_by(|a, b| near[*b].total_cmp(&near[*a]).then(a.cmp(b)));
        order.truncate(count);
        order
    }

    /// The first of these.
    fn first(&self, place: usize) -> usize {
        let near = self.similarities(&self.inputs.row(place));
        let best = (0..near.len()).reduce(|best, other| if near[other] > near[best] { other } else { best });
        best.unwrap_or_default()
    }

    fn similarities(&self, code: &ArrayView1<'_, f32>) -> Vec<f32> {
        self.views.rows().into_iter().map(|view| view.dot(code)).collect()
    }
}

impl Probe<'_> {
    /// The codes of the rows of `part`; nothing unless the stage at hand aligns two views.
    #[must_use]
    pub fn aligned_codes(&self, part: &Part) -> Option<Codes> {
        let space = self.experiment.alignment()?.space;
        let mut codes = Array2::zeros((part.rows.len(), 2 * space));
        self.outputs(part, usize::MAX, &mut self.workspace(), |row, output| {
            codes.row_mut(row).iter_mut().zip(output).for_each(|(code, y)| *code = *y);
        });
        let half = |from: usize| {
            let mut half = codes.slice(s![.., from..from + space]).to_owned();
            for mut code in half.rows_mut() {
                let length = code.dot(&code).sqrt();
                if length > 0.0 && length.is_finite() {
                    code /= length;
                }
            }
            half
        };
        Some(Codes { inputs: half(0), views: half(space) })
    }

    /// How the rows of `part` are found; nothing unless the stage at hand aligns two views.
    #[must_use]
    pub fn matching(&self, part: &Part) -> Option<Matching> {
        let codes = self.aligned_codes(part)?;
        let found: Vec<usize> = (0..part.rows.len()).map(|place| codes.first(place)).collect();
        let count = |is_it: &dyn Fn(usize, usize) -> bool| {
            found.iter().enumerate().filter(|(place, found)| is_it(*place, **found)).count()
        };
        let classes = match self.data.own_target() {
            Target::Class { labels, classes, .. } => Some((labels, classes.len())),
            Target::Value { .. } => None,
        };
        let same_class =
            classes.map(|(labels, _)| count(&|place, found| labels[part.rows[place]] == labels[part.rows[found]]));
        let by_views = classes.and_then(|(labels, classes)| {
            let named = self.named_views(labels, classes)?;
            let right = |place: &usize| {
                named.class(&codes.inputs.row(*place).to_vec()) == Some(labels[part.rows[*place]] as usize)
            };
            Some((0..part.rows.len()).filter(right).count())
        });
        Some(Matching { rows: part.rows.len(), own: count(&|place, found| place == found), same_class, by_views })
    }

    /// The class means of the other views of the first few training rows of each class.
    fn named_views(&self, labels: &[u32], classes: usize) -> Option<NearestMean> {
        let train = &self.data.train;
        let mut seen = vec![0; classes];
        let is_named = |place: &usize| {
            let seen = &mut seen[labels[train.rows[*place]] as usize];
            *seen += 1;
            *seen <= NAMED
        };
        let chosen: Vec<usize> = (0..train.rows.len()).filter(is_named).collect();
        let part = Part {
            rows: chosen.iter().map(|place| train.rows[*place]).collect(),
            inputs: train.inputs.select(Axis(0), &chosen),
            targets: Array2::zeros((chosen.len(), train.targets.ncols())),
        };
        let views = self.aligned_codes(&part)?.views;
        Some(NearestMean::among(&Part { inputs: views, ..part }, labels, classes))
    }
}
