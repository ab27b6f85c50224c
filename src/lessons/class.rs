//! A class from its hand-ins: a table by pupil and step, and anonymous summaries of the answers.
//!
//! | file | what stands there |
//! |---|---|
//! | `submission` | one file: author, contents, time, and whether it is genuine |
//! | `table` | all of them as table rows |
//! | `spread` | the distribution of the answers: for the projector, without names |
//! | `sheet` | both as sheets and as CSV |
//! | [`folder`] | a folder of files, and reading progress |
//! | `due` | parsing a deadline |

mod due;
pub mod folder;
mod sheet;
mod spread;
mod submission;
mod table;

pub use self::{
    due::due,
    folder::{Gathered, Wanted},
    sheet::{Sheet, Taken, csv, sheets},
    spread::{Losses, Spread, losses, spread},
    submission::{Lessons, Submission, Verified, lesson_of, submission, verified},
    table::{Class, DIFFERS, Row, class},
};
