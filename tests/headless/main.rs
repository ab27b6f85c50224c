//! Everything that can be tested without a window, in one binary.

mod architecture;
