//! Presets, and lessons that lead through them.
//!
//! | file | what stands there |
//! |---|---|
//! | [`preset`], `entry`, `first`, `real`, `pipelines` | experiments with a title and one plain sentence |
//! | [`phenomena`] | phenomena of training, with measurements and what would disprove them |
//! | [`lesson`] | a lesson: steps of text, questions, predictions, settings and goals |
//! | `reader`, `header`, `piece`, `amount`, [`fault`] | from a Markdown file to a lesson, with every mistake told |
//! | [`question`], [`prediction`], `sketch`, [`goal`], `check`, [`setting`], [`lock`] | what stands in it |
//! | [`metric`] | what goals and predictions speak of |
//! | `translation` | whether two languages say the same |
//! | [`mod@answered`], [`class`] | what was handed in: one, and all of a class |
//! | [`attempt`], `verdict` | a pupil on the way through a lesson, and what predictions came to |
//! | [`hashes`] | what lessons and experiments are recognized by |
//! | [`mod@draft`] | a lesson template made from an experiment |
//! | [`mod@play`] | playing a lesson with several seeds |
//! | `title` | what sessions are called that began as something built in |
//! | [`shipped`], [`own`] | the built-in lessons, in courses, and those from one's own files |

mod amount;
pub mod answered;
pub mod attempt;
mod check;
pub mod class;
pub mod draft;
mod entry;
pub mod fault;
mod first;
pub mod goal;
pub mod hashes;
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
mod title;
mod translation;
mod verdict;

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
pub use sketch::prolonged;
pub use title::titled;
