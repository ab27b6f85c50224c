//! What the person points at: a unit, a row, an area of the plane. Shared by all views, so that each shows it in its
//! own way.

use std::sync::Arc;

use egui::Pos2;

use super::Unit;
use crate::{
    data::{Source, shipped::Look},
    insight::{Axes, Request},
    measure::Area,
    worker::Snapshot,
};

/// What the person points at, follows and has turned to.
#[derive(Debug, Default)]
pub struct Gaze {
    /// The unit that was clicked, and stays.
    pub pinned: Option<Unit>,
    /// The unit under the pointer, or with the keyboard's focus.
    pub hovered: Option<Unit>,
    /// The visible area of the plane; `None` for all of the data.
    pub area: Option<Area>,
    /// Where the keyboard points, on the plane.
    pub cursor: Option<Pos2>,
    /// The axes of the plane, once they were chosen.
    axes: Option<Axes>,
    /// The inputs that were last on the axes.
    inputs: Option<(usize, usize)>,
    /// The area of the data; when that changes, another area is worth looking at.
    whole: Option<Area>,
    followed: Option<Followed>,
    /// The source of the rows; when that changes, the clicked unit is another one.
    source: Option<Source>,
}

/// A row whose activations are shown.
#[derive(Clone, Debug)]
struct Followed {
    row: usize,
    /// Its raw inputs, by which it is recognized when the rows change.
    inputs: Vec<f32>,
}

impl Gaze {
    /// The unit to be shown large: the one pointed at, or else the one that was clicked.
    #[must_use]
    pub fn unit(&self) -> Option<Unit> {
        self.hovered.or(self.pinned)
    }

    /// Drops what `snapshot` does not have: layers, rows and inputs can be removed at any time.
    pub fn fit(&mut self, snapshot: &Snapshot) {
        let sizes = snapshot.network.parameters.sizes();
        let source = &snapshot.experiment.data.source;
        if !self.source.as_ref().is_some_and(|known| are_alike(known, source))
            && self.source.replace(source.clone()).is_some()
        {
            self.pinned = None;
        }
        self.pinned = self.pinned.filter(|unit| unit.is_in(sizes));
        self.hovered = self.hovered.filter(|unit| unit.is_in(sizes));
        let whole = snapshot.looks.maps.as_ref().map(|maps| maps.plane.area);
        if let Some(whole) = whole
            && self.whole.replace(whole).is_some_and(|last| last != whole)
        {
            (self.area, self.cursor) = (None, None);
        }
        let inputs = &snapshot.data.set.inputs;
        let still_there =
            |followed: &Followed| followed.row < inputs.nrows() && inputs.row(followed.row).iter().eq(&followed.inputs);
        self.followed = self.followed.take().filter(still_there);
    }

    /// Keeps this unit, or the decision, visible, for the data of the next snapshot.
    pub fn keep(&mut self, unit: Option<Unit>) {
        (self.pinned, self.source) = (unit, None);
    }

    /// Adds what is pointed at to the worker's request.
    pub fn request(&self, snapshot: &Snapshot, request: &mut Request) {
        let outputs = snapshot.network.parameters.sizes().len() - 1;
        (request.axes, request.area) = (self.axes(snapshot), self.area);
        request.units |= self.unit().is_some_and(|unit| unit.layer < outputs);
        request.row = self.watched(snapshot);
    }

    /// The row of the data set whose activations are shown.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.followed.as_ref().map(|followed| followed.row)
    }

    /// The followed row; for pictures and sounds, the first test row until a person chooses one.
    fn watched(&self, snapshot: &Snapshot) -> Option<usize> {
        let first = || match snapshot.experiment.data.look() {
            Look::Picture { .. } | Look::Sound { .. } => snapshot.data.test.rows.first().copied(),
            _ => None,
        };
        self.row().or_else(first)
    }

    /// The activation of each unit for the followed row, the features first, once the worker has computed them.
    #[must_use]
    pub fn activations<'a>(&self, snapshot: &'a Snapshot) -> Option<&'a Vec<Vec<f32>>> {
        let trace = snapshot.looks.trace.as_ref()?;
        (Some(trace.row) == self.watched(snapshot)).then_some(&trace.values)
    }

    /// Follows this row of the data set of `snapshot` through the network.
    pub fn follow(&mut self, snapshot: &Snapshot, row: usize) {
        self.followed = Some(Followed { row, inputs: snapshot.data.set.inputs.row(row).to_vec() });
    }

    /// Stops following a row.
    pub fn let_go(&mut self) {
        self.followed = None;
    }

    /// The axes for `snapshot`.
    #[must_use]
    pub fn axes(&self, snapshot: &Snapshot) -> Axes {
        let inputs = snapshot.data.set.inputs.ncols();
        let is_table = matches!(snapshot.experiment.data.source, Source::Table { .. } | Source::Shipped(_));
        self.axes.unwrap_or_else(|| Axes::usual(is_table, inputs)).fitting(inputs)
    }

    /// Whether the axes are principal components, or would be with more inputs.
    #[must_use]
    pub fn has_components(&self, snapshot: &Snapshot) -> bool {
        self.axes == Some(Axes::Components) || self.axes(snapshot) == Axes::Components
    }

    /// Resets the axes to the default, as for new data.
    pub const fn forget_axes(&mut self) {
        (self.axes, self.inputs, self.area, self.cursor) = (None, None, None, None);
    }

    /// The inputs on the axes, or those replaced by principal components.
    #[must_use]
    pub fn inputs(&self) -> (usize, usize) {
        self.inputs.unwrap_or((0, 1))
    }

    /// Looks at this area of the plane, for the data of the next snapshot.
    pub const fn look_at(&mut self, area: Area) {
        (self.area, self.whole) = (Some(area), None);
    }

    /// Switches to other axes, showing everything.
    pub const fn turn(&mut self, axes: Axes) {
        (self.axes, self.area, self.cursor) = (Some(axes), None, None);
        if let Axes::Inputs(across, upward) = axes {
            self.inputs = Some((across, upward));
        }
    }
}

/// Whether both are the same source, possibly with other noise or more points.
fn are_alike(a: &Source, b: &Source) -> bool {
    match (a, b) {
        (Source::Generated { generator: a, .. }, Source::Generated { generator: b, .. }) => {
            std::mem::discriminant(a) == std::mem::discriminant(b)
        }
        (Source::Gate(a), Source::Gate(b)) => a == b,
        (Source::Table { table: a, target: to_a, .. }, Source::Table { table: b, target: to_b, .. }) => {
            Arc::ptr_eq(a, b) && to_a == to_b
        }
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}
