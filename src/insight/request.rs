//! What is to be computed about a network; nothing is computed without a request.

use std::sync::Arc;

use super::{Axes, Ghost, Given, Judging, MapRequest, Redrawing};
use crate::measure::Area;

/// What the next snapshots shall contain. Every view adds what it needs; the default requests nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The axes of the plane in which all of this lies.
    pub axes: Axes,
    /// The visible part of the plane; `None` for the area of the data.
    pub area: Option<Area>,
    /// Cells along each side of the decision map; 0 for none.
    pub map: usize,
    /// Whether maps of all units are requested with the decision map.
    pub units: bool,
    /// Whether the plane as transformed by each layer is requested.
    pub space: bool,
    /// Largest number of rows shown as points of the plane; 0 for none.
    pub points: usize,
    /// Index of a row of the data set whose activations are requested.
    pub row: Option<usize>,
    /// How the predictions on held-out rows are evaluated.
    pub judging: Option<Judging>,
    /// A row that a person has entered, to be predicted.
    pub given: Option<Box<Given>>,
    /// What an autoencoder's decoder shall decode.
    pub redrawing: Option<Redrawing>,
    /// Whether rows are to find their other view.
    pub matching: bool,
    /// Other runs whose decision maps are shown on the same plane; those with other inputs are left out.
    pub ghosts: Vec<Arc<Ghost>>,
}

impl Request {
    /// Whether anything requested lies in the plane.
    #[must_use]
    pub const fn has_plane(&self) -> bool {
        self.map > 0 || self.space || self.points > 0 || !self.ghosts.is_empty()
    }

    /// The requested maps, with `resolution` cells along each side.
    #[must_use]
    pub(super) const fn maps(&self, resolution: usize) -> MapRequest {
        MapRequest { resolution, axes: self.axes, area: self.area, units: self.units }
    }
}
