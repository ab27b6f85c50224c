//! A class from its hand-ins: a table by pupil and step, and what the class answered, without names.
//!
//! | file | what stands there |
//! |---|---|
//! | `submission` | one file: who, what, when, and whether it is what it says it is |
//! | `table` | all of them as rows of words |
//! | `spread` | what the class answered: for the projector, without names |
//! | `sheet` | both as sheets and as CSV |
//! | [`folder`] | a folder of files, and how far it has been read |
//! | `due` | a deadline as it is typed |

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
    table::{Class, Row, class},
};
