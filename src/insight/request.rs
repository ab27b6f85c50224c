//! What is to be seen of a network; what nobody asks for is not computed.

use std::sync::Arc;

use super::{Axes, Ghost, Given, Judging, MapRequest, Redrawing};
use crate::measure::Area;

/// What the next snapshots shall show. Everything that is shown adds what it needs; the default asks for nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// What stands along the axes of the plane that all of this lies in.
    pub axes: Axes,
    /// What is looked at of the plane; nothing for the area of the data.
    pub area: Option<Area>,
    /// Cells along each side of the decision map; 0 for none.
    pub map: usize,
    /// Whether the decision map comes with the maps of all units.
    pub units: bool,
    /// Whether the plane is wanted as each layer sees it.
    pub space: bool,
    /// Most rows that are answered as points of the plane; 0 for none.
    pub points: usize,
    /// A row of the data set that is followed through the network.
    pub row: Option<usize>,
    /// How the answers are to be judged on rows that training has not seen.
    pub judging: Option<Judging>,
    /// A row that a person has made, to be answered.
    pub given: Option<Given>,
    /// What an autoencoder's decoder is to draw.
    pub redrawing: Option<Redrawing>,
    /// Whether rows are to find their other view.
    pub matching: bool,
    /// Runs whose decision is seen on the same plane; those with other inputs are left out.
    pub ghosts: Vec<Arc<Ghost>>,
}

impl Request {
    /// Whether anything is asked for that lies in the plane.
    #[must_use]
    pub const fn has_plane(&self) -> bool {
        self.map > 0 || self.space || self.points > 0 || !self.ghosts.is_empty()
    }

    /// The maps, with so many cells along each side.
    #[must_use]
    pub(super) const fn maps(&self, resolution: usize) -> MapRequest {
        MapRequest { resolution, axes: self.axes, area: self.area, units: self.units }
    }
}
