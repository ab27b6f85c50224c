//! A class from its hand-ins: a table by pupil and step, and anonymous summaries of the answers.
//!
//! | file | what stands there |
//! |---|---|
//! | `submission` | one file: author, contents, time, and whether it is genuine |
//! | `doubt` | what a hand-in says that cannot be so |
//! | `remark` | what the teacher is told of it |
//! | `table` | all of them as table rows |
//! | `spread` | the distribution of the answers: for the projector, without names |
//! | `sheet` | both as sheets and as CSV |
//! | [`folder`] | a folder of files, and reading progress |
//! | `due` | parsing a deadline |

mod doubt;
mod due;
pub mod folder;
mod remark;
mod sheet;
mod spread;
mod submission;
mod table;

pub use self::{
    doubt::Doubt,
    due::due,
    folder::{Gathered, Wanted},
    sheet::{Sheet, Taken, csv, sheets},
    spread::{Losses, Spread, losses, spread},
    submission::{Lessons, StartFrom, Submission, Verified, lesson_of, submission, verified},
    table::{Class, DIFFERS, Row, class},
};
