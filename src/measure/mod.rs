//! Measuring a network: loss and score, the full report, and the meaning of its outputs.
//!
//! | file | what it holds |
//! |---|---|
//! | [`probe`] | [`Probe`], a network with its rows, to be measured and looked at |
//! | [`metric`] | [`Metric`]: the metric by which models are compared |
//! | [`metrics`] | loss and score of every part |
//! | [`report`] | confusion matrix, calibration and residuals |
//! | [`hidden`] | how well masked inputs are reconstructed |
//! | `explained` | the share of the spread that a reconstruction explains |
//! | [`meaning`] | the outputs as logit, probability, class scores or value |
//! | [`answers`] | the answers for some rows of classes, and the rows that are surest and wrong |
//! | [`reliability`] | how right a network is when it is so sure; log loss, and the temperature that repairs it |
//! | [`contrast`], [`matching`] | how well two encoders agree on pairs, and how they find them |
//! | [`confusion`] | what stands out in a confusion matrix |
//! | [`misses`] | how far a regression is off, row by row |
//! | [`noise`] | the score when inputs are blurred |
//! | [`grouping`], [`groups`], `by_group` | rows by any column; the figures of each group, and the gap between them |
//! | [`privacy`] | how much a training with noise gives away of any one row |
//! | [`interval`] | what the number of rows leaves open |
//! | `nearest_mean` | the plainest answer, which a network has to beat |
//! | [`area`] | a rectangle of the plane |

pub mod answers;
pub mod area;
mod by_group;
pub mod confusion;
pub mod contrast;
mod explained;
pub mod grouping;
pub mod groups;
pub mod hidden;
pub mod interval;
pub mod matching;
pub mod meaning;
pub mod metric;
pub mod metrics;
pub mod misses;
mod nearest_mean;
pub mod noise;
pub mod privacy;
pub mod probe;
pub mod reliability;
pub mod report;

pub use answers::{Answers, Wrong};
pub use area::Area;
pub use confusion::Hole;
pub use contrast::{Agreement, Contrast};
pub use grouping::{GroupError, Grouping};
pub use groups::{Gap, Group, Groups};
pub use hidden::Hidden;
pub use interval::wilson;
pub use matching::{Codes, Matching};
pub use meaning::Meaning;
pub use metric::Metric;
pub use metrics::{Metrics, PartMetrics};
pub use misses::Miss;
pub use nearest_mean::{NearestMean, nearest_mean, nearest_mean_behind};
pub use noise::{Noise, Noisy};
pub use probe::Probe;
pub use reliability::Reliability;
pub use report::{Calibration, ClassReport, PartReport, Report, SHARES, ValueReport};
