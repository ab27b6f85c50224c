//! What is locked in a lesson, and what is shown of the window.

use super::{Fault, fault::unknown, piece::Piece};
use crate::experiment::{Experiment, fields};

/// Places of the window that a lesson can hide, or show alone, besides the keys of settings.
pub const PLACES: &[&str] = &[
    "page.network",
    "page.space",
    "page.weights",
    "page.runs",
    "page.data",
    "page.arithmetic",
    "page.evaluate",
    "page.deploy",
    "page.compare",
    "page.sweep",
    "page.seeds",
    "page.class",
    "page.redrawn",
    "page.matched",
    "page.point",
    "page.finder",
    "page.landscape",
    "page.phenomena",
    "page.side",
    "panel.data",
    "panel.network",
    "panel.training",
    "view.map",
    "view.loss",
    "view.doctor",
    "view.time",
];

/// Groups of settings: all whose keys begin so.
pub const GROUPS: &[&str] = &["all", "data", "data.table", "seeds", "network", "stage", "training"];

/// `lock:` and `show:` of a lesson.
///
/// If `show` names settings, all others are locked, and if it names places of a kind (`page.`, `panel.`, `view.`), all
/// others of that kind are hidden. `lock` takes away from what is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// What is locked or hidden.
    pub lock: Vec<String>,
    /// What alone is unlocked or shown.
    pub show: Vec<String>,
}

impl Locks {
    /// Whether the setting of this key may be changed.
    #[must_use]
    pub fn is_open(&self, key: &str) -> bool {
        let key = without_stage(key);
        let names = |word: &String| covers(word, key);
        let mut settings = self.show.iter().filter(|word| !is_place(word)).peekable();
        let is_shown = settings.peek().is_none() || settings.any(names);
        is_shown && !self.lock.iter().any(names)
    }

    /// Whether the place (`page.space`, `view.map`) is shown.
    #[must_use]
    pub fn shows(&self, place: &str) -> bool {
        let kind = place.split('.').next().unwrap_or_default();
        let mut of_kind =
            self.show.iter().filter(|word| is_place(word) && word.split('.').next() == Some(kind)).peekable();
        let is_shown = of_kind.peek().is_none() || of_kind.any(|word| word == place);
        is_shown && !self.lock.iter().any(|word| word == place)
    }

    /// The key of a locked setting that `before` and `after` differ in, when there is one.
    #[must_use]
    pub fn forbidden(&self, before: &Experiment, after: &Experiment) -> Option<&'static str> {
        let differs = |field: &&fields::Field| !self.is_open(field.key) && field.get(before) != field.get(after);
        if let Some(field) = fields::all().find(differs) {
            return Some(field.key);
        }
        // Points that are painted have no key of their own.
        (!self.is_open("data.set") && before.data.source != after.data.source).then_some("data.set")
    }

    /// Whether anything is locked or hidden.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lock.is_empty() && self.show.is_empty()
    }
}

/// `stages.2.training.loss` as `training.loss`.
fn without_stage(key: &str) -> &str {
    key.strip_prefix("stages.").and_then(|rest| rest.split_once('.')).map_or(key, |(_, rest)| rest)
}

fn covers(word: &str, key: &str) -> bool {
    word == "all" || word == key || key.strip_prefix(word).is_some_and(|rest| rest.starts_with('.'))
}

fn is_place(word: &str) -> bool {
    ["page.", "panel.", "view."].iter().any(|kind| word.starts_with(kind))
}

/// Parses keys, groups and places, separated by commas.
pub(super) fn read(piece: Piece<'_>) -> Result<Vec<String>, Fault> {
    let known = || fields::all().map(|field| field.key).chain(GROUPS.iter().copied()).chain(PLACES.iter().copied());
    let word = |part: Piece<'_>| {
        let word = part.text();
        if known().any(|known| known == word) {
            return Ok(word.to_owned());
        }
        let known = known().collect::<Vec<_>>();
        Err(part.fault(unknown(("setting or place", "设置或位置"), word, known.iter().copied())))
    };
    piece.split(',').into_iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locks(lock: &str, show: &str) -> Locks {
        let read = |text| read(Piece::of_line(1, text)).unwrap();
        Locks { lock: read(lock), show: read(show) }
    }

    #[test]
    fn what_is_shown_leaves_all_else_locked_and_locks_take_away() {
        let some = locks("network.dropout", "network, training.learning_rate, page.network");
        for (key, is_open) in [
            ("network.hidden", true),
            ("network.dropout", false),
            ("training.learning_rate", true),
            ("stages.2.training.learning_rate", true),
            ("training.loss", false),
            ("data.noise", false),
        ] {
            assert_eq!(some.is_open(key), is_open, "{key}");
        }
        assert!(some.shows("page.network") && !some.shows("page.space") && some.shows("view.map"));
        let closed = locks("seeds, view.doctor, training.optimizer", "");
        assert!(!closed.is_open("seeds.data") && closed.is_open("training.loss"));
        assert!(!closed.is_open("training.optimizer.beta1"), "with all that belongs to it");
        assert!(!closed.shows("view.doctor") && closed.shows("page.space"));
        assert!(!locks("all", "").is_open("data.noise") && Locks::default().is_open("data.noise"));
    }

    #[test]
    fn an_unknown_word_is_told_the_nearest() {
        let fault = read(Piece::of_line(2, "seeds, network.hiden")).unwrap_err();
        assert_eq!((fault.line, fault.column), (2, 8));
        assert!(fault.what.to_string().contains("did you mean “network.hidden”?"), "{fault}");
    }
}
