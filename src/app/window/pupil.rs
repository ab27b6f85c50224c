//! The name of the pupil: asked for before a run whose start follows from it, and when the lesson is handed in.

use std::path::Path;

use super::Window;
use crate::{
    text,
    ui::{
        Action,
        shell::{dialog::Dialog, path::Purpose},
    },
};

impl Window {
    /// Whether `action` would begin the run of a start that follows from a name which nobody has typed; if so, asks for it.
    ///
    /// The run would fix the predictions, and typing the name afterwards would begin another run: whoever forgot the name
    /// would have predicted nothing.
    pub(super) fn is_name_missing(&mut self, action: &Action) -> bool {
        let Some(teaching) = &self.lesson else { return false };
        let begins = matches!(action, Action::PlayOrPause | Action::StepBatch | Action::StepEpoch);
        let attempt = &teaching.view.attempt;
        let is_named = !attempt.lesson().seeds_from_name || !attempt.hand_in().name.is_empty();
        let has_begun = self.snapshot.as_ref().is_none_or(|snapshot| snapshot.newest.step > 0);
        if !begins || is_named || has_begun || teaching.is_unnamed {
            return false;
        }
        self.dialog = Some(Dialog::NameFirst { name: String::new(), then: action.clone() });
        true
    }

    /// Takes the name that a start follows from, and begins there.
    pub(super) fn name_pupil(&mut self, name: &str) {
        if let Some(teaching) = &mut self.lesson {
            teaching.view.attempt.set_name(name);
            self.begin_lesson_step();
        }
    }

    /// Trains from everybody's start; the name is not asked for again.
    pub(super) fn leave_unnamed(&mut self, frame: Option<&eframe::Frame>, then: Action) {
        if let Some(teaching) = &mut self.lesson {
            teaching.is_unnamed = true;
            self.run(frame, then);
        }
    }

    /// Asks for the name under which the lesson is handed in.
    pub(super) fn ask_for_name(&mut self) {
        if let Some(teaching) = &self.lesson {
            let attempt = &teaching.view.attempt;
            self.dialog = Some(Dialog::HandIn { name: attempt.hand_in().name.clone(), open: attempt.open_steps() });
        }
    }

    /// Hands the lesson in under this name, in a file that is asked for.
    pub(super) fn hand_in(&mut self, frame: Option<&eframe::Frame>, name: &str) {
        let Some(teaching) = &mut self.lesson else { return };
        teaching.view.attempt.set_name(name);
        teaching.hands_in = true;
        let file = format!("{} – {name}", teaching.view.attempt.hand_in().lesson);
        self.ask(frame, Purpose::HandIn, &file);
    }

    /// The session was saved at `path`; says so when that was handing in.
    pub(super) fn has_handed_in(&mut self, path: &Path) {
        let Some(teaching) = &mut self.lesson else { return };
        if std::mem::take(&mut teaching.hands_in) {
            let path = path.display();
            self.notices.say(text!("Handed in: {path}", "已提交：{path}"));
        }
    }

    /// What is saved next is saved, and not handed in.
    pub(super) fn saves_only(&mut self) {
        self.lesson.iter_mut().for_each(|teaching| teaching.hands_in = false);
    }
}
