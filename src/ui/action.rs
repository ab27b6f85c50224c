//! What a bar, a menu or a view can ask for.

use std::{path::PathBuf, sync::Arc};

use super::{Region, kit::Preferences, region::Destination};
use crate::{
    experiment::{Experiment, Place},
    insight::Remedy,
    lessons::class::{Taken, Wanted},
    nn::Parameters,
    sweep::Plan,
    worker::{exhibit::Exhibit, pair::Order, starts, survey::Question},
};

/// One wish of the person; the application carries them out after drawing, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Train until told otherwise, or pause when training.
    PlayOrPause,
    /// One batch, then pause.
    StepBatch,
    /// To the end of this epoch, then pause.
    StepEpoch,
    /// Back to the same start, paused.
    Reset,
    /// Other first weights, from a seed not used before.
    NewStart,
    /// Epochs per second at most; nothing for as fast as it goes.
    Speed(Option<f64>),
    /// Show the page at this place among the tabs.
    Page(usize),
    /// Show the newest kept moment that is not after this step, or now.
    Look(Option<u64>),
    /// Show the moment so many places from the one shown, backward when negative.
    Turn(isize),
    /// Go to this stage of a pipeline, counted from 0: on to a later one, or back to an earlier one as it ended.
    Stage(usize),
    /// Put a stage before all others in which the hidden layers learn without labels; the run as it was is left for it.
    PretrainFirst,
    /// Take the stages away that learn without labels; the run as it was is left for it.
    WithoutPretraining,
    /// Race the pipeline against the same network from scratch, with this many seeds; any race of before ends.
    Race(u64),
    /// End the race.
    EndRace,
    /// Race both at several numbers of labels, with this many seeds each; those of before end.
    CountLabels(u64),
    /// End the races at several numbers of labels; what they have goes.
    EndLabels,
    /// Run this sweep; one that was stopped goes on from what it has.
    Sweep(Box<Plan>),
    /// Draw what the first seeds of these trials decide after so many epochs; those of before end.
    Portraits(Arc<Plan>, Vec<(usize, u64)>),
    /// End the sweep; what it has stays.
    EndSweep,
    /// Run this from many seeds; those of before end.
    RunSeeds(Box<starts::Wanted>),
    /// End the runs from many seeds; what they have stays.
    EndSeeds,
    /// Ask for a folder of hand-ins, which are read like this.
    AskForClass(Wanted),
    /// Read the hand-ins of this folder.
    ReadClassIn(PathBuf),
    /// Read these hand-ins; those of before are given up.
    ReadClass(Wanted),
    /// Read no more of them; what was read stays.
    EndClass,
    /// Take this of the class along, to a file that is asked for.
    TakeClass(Taken),
    /// Answer this about a moment of the run, beside it; a question that waits is given up.
    Ask(Box<Question>),
    /// Begin the phenomenon of this name and show where it is watched; the run as it was is left for it.
    Phenomenon(&'static str),
    /// Train both of these side by side, from their starts; two of before end.
    Pair(Box<[Experiment; 2]>),
    /// Ask this of the two that are trained side by side.
    PairOrder(Order),
    /// Run this sweep and show it.
    SweepOf(Box<Plan>),
    /// Compute this beside the run at hand; what was computed before ends.
    Exhibit(Exhibit),
    /// End it; what is there stays.
    EndExhibit,
    /// Put a network of the same layers with these weights and biases in the window; the run at hand is left for it.
    Stand(Box<Parameters>),
    /// Begin with these settings, from their first step; the run as it was is left for it.
    BeginWith(Box<Experiment>),
    /// Take note that the test rows are looked at, where that was not done before.
    OpenTestRows,
    /// Have this row of the data set answered on the page of the model in use.
    TryRow(usize),
    /// Go on from this step; the run as it was is left for it.
    GoBack(u64),
    /// Go on with the run of this number, which was left; this one is left for it.
    ReturnToLeft(u64),
    /// Pin the run as it is, so that it stays in sight beside what comes next.
    Pin,
    /// Forget the pinned run of this letter.
    Unpin(char),
    /// Show or hide the curve and the boundary of the pinned run of this letter.
    ShowRun(char, bool),
    /// Go on with the pinned run of this letter; this one is left for it.
    ReturnTo(char),
    /// Try this against what the doctor has found; the run as it was is left for it.
    Try {
        /// What to try.
        remedy: Remedy,
        /// The step to go back to first, when the weights of now are spoilt.
        back: Option<u64>,
    },
    /// A picture of what is seen there.
    Picture(Region, Destination),
    /// The numbers of what is seen there, to a file that is asked for.
    Table(Region),
    /// Write what was asked to be taken along there.
    WriteTo(PathBuf),
    /// Give this weight or bias this value.
    Set(Place, f32),
    /// Paint points by hand, from those that there are.
    Draw,
    /// Learn from a formula.
    Formula,
    /// Start from the preset of this name.
    New(String),
    /// Show all lessons, to choose one.
    Lessons,
    /// Begin the lesson of this name.
    Lesson(String),
    /// Ask where to write a lesson that begins with the settings at hand.
    MakeLesson,
    /// Write it there.
    LessonTo(PathBuf),
    /// Go so many steps on in the lesson, back when negative.
    LessonStep(isize),
    /// Begin the step of the lesson anew, with its settings.
    LessonAgain,
    /// Close the lesson; the run stays.
    LeaveLesson,
    /// Ask whether the locks of the lesson are to be taken off.
    AskToUnlock,
    /// Take them off.
    Unlock,
    /// Ask for the name under which the lesson is handed in.
    HandIn,
    /// Hand the lesson in under this name, in a file that is asked for.
    HandInAs(String),
    /// Ask where to write a report of the run.
    Report,
    /// Write a report of the run there.
    ReportTo(PathBuf),
    /// Ask which session or table to open.
    Open,
    /// Open this session or table.
    OpenFile(PathBuf),
    /// Save the session there.
    SaveTo(PathBuf),
    /// Write to a path that was typed, after asking when there is a file already.
    Typed(Box<Self>),
    /// Show what lies in this folder, where a path is typed.
    Visit(PathBuf),
    /// Do it without asking about changes that no file holds.
    Anyway(Box<Self>),
    /// Go on with this one of the unsaved sessions that were offered.
    Recover(usize),
    /// Remove this one of them.
    Discard(usize),
    /// Save the session where it came from.
    Save,
    /// Save the session, then do this.
    SaveThen(Box<Self>),
    /// Ask where to save the session.
    SaveAs,
    /// Copy the session as text.
    Copy,
    /// Ask the system for what was copied.
    Paste,
    /// Open the session that this text is.
    PasteText(String),
    /// Ask where to export the network to, in this format.
    Export(&'static str),
    /// Export the network there; the format is for a name without an extension.
    ExportTo(&'static str, PathBuf),
    /// Write about the session.
    EditNotes,
    /// This is what its owner wrote about the session.
    Notes(String),
    /// Take back the last change of the experiment.
    Undo,
    /// Make the last change that was taken back again.
    Redo,
    /// Look, speak and move like this from now on.
    Prefer(Preferences),
    /// To projector size, and back.
    Projector,
    /// In front of a class: projector size, the pointer and the keys to be seen; and back.
    Present,
    /// Show or hide the settings.
    Drawer,
    /// Show or hide the list of shortcuts.
    Shortcuts,
    /// Close the window.
    Quit,
}

impl Action {
    /// Whether it moves weights.
    #[must_use]
    pub const fn trains(&self) -> bool {
        use Action::{GoBack, NewStart, PlayOrPause, Redo, Reset, Set, Stand, StepBatch, StepEpoch, Try, Undo};
        matches!(
            self,
            PlayOrPause
                | StepBatch
                | StepEpoch
                | Reset
                | NewStart
                | GoBack(_)
                | Try { .. }
                | Set(..)
                | Stand(_)
                | Undo
                | Redo
        )
    }
}
