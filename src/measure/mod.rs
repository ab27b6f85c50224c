//! What is measured of a network: loss and score, the report in full, and what the outputs mean.
//!
//! | file | what stands there |
//! |---|---|
//! | [`probe`] | [`Probe`], a network with the rows it learns from, to be measured and looked at |
//! | [`metrics`] | loss and score of both parts |
//! | [`report`] | confusion matrix, calibration and residuals |
//! | [`meaning`] | the outputs as logit, probability, class scores or value |
//! | `nearest_mean` | the plainest answer, which a network has to beat |
//! | [`area`] | a rectangle of the plane |

pub mod area;
pub mod meaning;
pub mod metrics;
mod nearest_mean;
pub mod probe;
pub mod report;

pub use area::Area;
pub use meaning::Meaning;
pub use metrics::{Metrics, PartMetrics};
pub use nearest_mean::nearest_mean;
pub use probe::Probe;
pub use report::{Calibration, ClassReport, PartReport, Report, SHARES, ValueReport};
