//! Places to begin: experiments that are built in, and lessons that lead through them.
//!
//! | file | what stands there |
//! |---|---|
//! | [`preset`], `entry`, `first`, `real`, `pipelines` | experiments with a title and one plain sentence |
//! | [`phenomena`] | what networks do by themselves, with figures and what would disprove them |
//! | [`lesson`] | a lesson: steps of text, questions, predictions, settings and goals |
//! | `reader`, `header`, `piece`, [`fault`] | from a Markdown file to a lesson, with every mistake told |
//! | [`question`], [`prediction`], `sketch`, [`goal`], `check`, [`setting`], [`lock`] | what stands in it |
//! | [`metric`] | what goals and predictions speak of |
//! | `translation` | whether two languages say the same |
//! | [`mod@answered`], [`class`] | what was handed in: one, and all of a class |
//! | [`attempt`] | a pupil on the way through a lesson |
//! | [`mod@draft`] | a lesson made from an experiment, to be filled in |
//! | [`mod@play`] | a lesson played over several starts |
//! | [`shipped`], [`own`] | the lessons that are built in, in courses, and those of one's own files |

pub mod answered;
pub mod attempt;
mod check;
pub mod class;
pub mod draft;
mod entry;
pub mod fault;
mod first;
pub mod goal;
mod header;
pub mod lesson;
pub mod lock;
pub mod metric;
pub mod own;
pub mod phenomena;
mod piece;
mod pipelines;
pub mod play;
pub mod prediction;
pub mod preset;
pub mod question;
mod reader;
mod real;
pub mod setting;
pub mod shipped;
mod sketch;
mod translation;

pub use answered::{Answered, answered};
pub use attempt::Attempt;
pub use draft::draft;
pub use fault::Fault;
pub use goal::{Goal, Reached};
pub use lesson::{Block, Item, Lesson, Step};
pub use lock::Locks;
pub use metric::{Metric, Moment};
pub use play::{Played, play};
pub use prediction::{Predicted, Prediction, Score};
pub use preset::Preset;
pub use question::Question;
pub use reader::MOST_BYTES;
pub use setting::Setting;
