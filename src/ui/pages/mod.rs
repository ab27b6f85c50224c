//! What the middle region shows, one page at a time.

pub mod tabs;
