//! Actions that a bar, a menu or a view can request.

use std::{path::PathBuf, sync::Arc};

use super::{Region, kit::Preferences, region::Destination, runs::Listed};
use crate::{
    experiment::{Experiment, Place},
    insight::Remedy,
    lessons::class::{Taken, Wanted},
    nn::Parameters,
    sweep::Plan,
    worker::{exhibit::Exhibit, pair::Order, starts, survey::Question},
};

/// An action requested by the person; the application carries them out after drawing, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Train until told otherwise, or pause when training.
    PlayOrPause,
    /// One batch, then pause.
    StepBatch,
    /// To the end of this epoch, then pause.
    StepEpoch,
    /// Restart from the same initial weights, paused.
    Reset,
    /// New initial weights, from a seed not used before.
    NewStart,
    /// Largest number of epochs per second; `None` for no limit.
    Speed(Option<f64>),
    /// Show the page at this place among the tabs.
    Page(usize),
    /// Show the newest kept moment at or before this step, or the latest.
    Look(Option<u64>),
    /// Show the moment so many places from the one shown, backward when negative.
    Turn(isize),
    /// Go to this stage of a pipeline, counted from 0: on to a later one, or back to an earlier one as it ended.
    Stage(usize),
    /// Insert a first stage in which the hidden layers are pretrained without labels; the previous run is left for it.
    PretrainFirst,
    /// Remove the stages that learn without labels; the previous run is left for it.
    WithoutPretraining,
    /// Race the pipeline against the same network from scratch, with this many seeds; an earlier race ends.
    Race(u64),
    /// End the race.
    EndRace,
    /// Race both with several numbers of labels, with this many seeds each; earlier ones end.
    CountLabels(u64),
    /// End the races with several numbers of labels; their results are dropped.
    EndLabels,
    /// Train two clouds with one point and without it; earlier runs end.
    OnePoint(crate::worker::one_point::Wanted),
    /// End these runs; their results go.
    EndOnePoint,
    /// Run this sweep; a stopped one continues from its results.
    Sweep(Box<Plan>),
    /// Draw what the first seeds of these trials decide after so many epochs; those of before end.
    Portraits(Arc<Plan>, Vec<(usize, u64)>),
    /// End the sweep; what it has stays.
    EndSweep,
    /// Run this with many seeds; earlier ones end.
    RunSeeds(Box<starts::Wanted>),
    /// Stop the runs with many seeds; their results are kept.
    EndSeeds,
    /// Ask for a folder of hand-ins, which are read like this.
    AskForClass(Wanted),
    /// Read the hand-ins of this folder.
    ReadClassIn(PathBuf),
    /// Read these hand-ins; reading of earlier ones stops.
    ReadClass(Wanted),
    /// Stop reading hand-ins; what was read is kept.
    EndClass,
    /// Export this of the class, to a file that is asked for.
    TakeClass(Taken),
    /// Write the report of the run in this file of the class, or of every one.
    PupilReports(Option<String>),
    /// Answer this question about a moment of the run, in the background; a waiting question is dropped.
    Ask(Box<Question>),
    /// Start the phenomenon of this name and show where it is watched; the previous run is left for it.
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
    /// Start with these settings, from their first step; the previous run is left for it.
    BeginWith(Box<Experiment>),
    /// Record that the test rows are shown, unless that was recorded before.
    OpenTestRows,
    /// Predict this row of the data set on the page of the model in use.
    TryRow(usize),
    /// Go back to this step; the previous run is left for it.
    GoBack(u64),
    /// Resume the abandoned run with this number; this one is left for it.
    ReturnToLeft(u64),
    /// Pin the run in its current state, so that it stays visible beside what comes next.
    Pin,
    /// Unpin the run with this letter, which then stands among the abandoned ones.
    Unpin(char),
    /// Show or hide the curve and the boundary of the pinned run with this letter.
    ShowRun(char, bool),
    /// Name a run, give it a colour, or delete it from the list.
    List(Listed),
    /// Resume the pinned run with this letter; this one is left for it.
    ReturnTo(char),
    /// Apply this remedy of the diagnosis; the previous run is left for it.
    Try {
        /// The remedy.
        remedy: Remedy,
        /// The step to go back to first, when the current weights are spoilt.
        back: Option<u64>,
    },
    /// A picture of what is seen there.
    Picture(Region, Destination),
    /// The numbers of what is seen there, to a file that is asked for.
    Table(Region),
    /// Write the requested export to this path.
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
    /// Ask what a lesson that begins with the settings at hand is called.
    MakeLesson,
    /// Ask where to write it, under this title.
    MakeLessonCalled(String),
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
    /// Take the name that the start of the lesson follows from, and begin there.
    NamePupil(String),
    /// Do this from the start of whoever has given no name.
    LeaveUnnamed(Box<Self>),
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
