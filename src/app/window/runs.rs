//! The runs beside the one at hand: kept, and gone back to.

use std::sync::Arc;

use super::Window;
use crate::{text, ui::Runs, worker::Command};

impl Window {
    /// Pins the run at hand as it is now.
    pub(super) fn pin(&mut self) {
        let Some(snapshot) = &self.snapshot else { return };
        if !self.runs.has_room() {
            let most = Runs::MOST;
            self.notices.add(text!(
                "{most} runs are pinned, and more cannot be told apart; unpin one first.",
                "已固定 {most} 次训练，再多便难以分辨；请先取消其中一次。"
            ));
            return;
        }
        let _letter = self.runs.pin(snapshot);
    }

    /// Goes on with the pinned run of this letter; it stays pinned, and the run at hand is set aside.
    pub(super) fn return_to(&mut self, letter: char) {
        let Some(pinned) = self.runs.get(letter) else { return };
        let (run, earlier) = (Box::new(pinned.run.clone()), Arc::clone(&pinned.earlier));
        self.doctor.forget();
        self.draft.adopt(&run.experiment);
        self.send(Command::Resume(run, earlier));
    }
}
