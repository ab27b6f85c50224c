//! What a person has to know of a set before believing what is learned from it.

use crate::language::Text;

/// What a person has to know of a set before believing what is learned from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub is: Text,
    /// What it is not, though one could think so.
    pub is_not: Text,
    /// How it makes a network look better than it is.
    pub flatters: Text,
    /// The plain answer that a network has to beat.
    pub to_beat: Text,
    /// What was found missing or wrong in it, and what was done about it; nothing where nothing was.
    pub cleaned: Option<Text>,
    /// Who made it, and where it comes from.
    pub source: &'static str,
    /// Under which licence.
    pub licence: &'static str,
    /// Whether what is made of it has to be given on under the same licence.
    pub share_alike: bool,
    /// Which statement a person has to look up again before a release; nothing where its source states the licence.
    pub to_confirm: Option<Text>,
}
