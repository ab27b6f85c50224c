//! From older versions of the document to this one: one total function for each step.
//!
//! When version 2 comes, its document keeps the name `Document`, today's becomes `Document1` with a
//! `fn next(self) -> Document`, and `read` gets one more line.

use ron::error::SpannedResult;

use super::document::{Document, dialect};

/// The newest version that is known.
pub(super) const VERSION: u32 = 1;

/// Reads a document of `version`, which is known, and brings it up to the newest.
pub(super) fn read(text: &str, version: u32) -> SpannedResult<Document> {
    debug_assert!((1..=VERSION).contains(&version), "version {version} was let through");
    dialect().from_str::<Document>(text)
}
