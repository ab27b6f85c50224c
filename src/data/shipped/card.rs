//! Data cards: what a person has to know of a set before trusting what is learned from it.

use crate::language::Text;

/// A data card: what a person has to know of a set before trusting what is learned from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub is: Text,
    /// What it is not, though it may seem so.
    pub is_not: Text,
    /// How it makes a network look better than it is.
    pub flatters: Text,
    /// The simple baseline that a network has to beat.
    pub to_beat: Text,
    /// What was missing or wrong in it, and how that was fixed; `None` if nothing was.
    pub cleaned: Option<Text>,
    /// Who made it, and where it comes from.
    pub source: &'static str,
    /// Under which licence.
    pub licence: &'static str,
    /// Whether derived work has to be shared under the same licence.
    pub share_alike: bool,
    /// The statement to be verified before a release; `None` if the source states the licence.
    pub to_confirm: Option<Text>,
}
