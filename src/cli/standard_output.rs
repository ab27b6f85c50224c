//! Whether there is somebody to print for.

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether standard output was closed when the process began, as by `>&-`.
///
/// The standard library puts `/dev/null` in its place before `main`, after which results go nowhere without an error, and
/// nothing tells that from a `/dev/null` which somebody wanted. So Linux is asked before; other systems are not.
pub(super) fn was_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

/// Run by the loader of the program, before the standard library begins.
#[cfg(target_os = "linux")]
extern "C" fn look() {
    let is_missing = |place| std::fs::symlink_metadata(place).is_err();
    CLOSED.store(is_missing("/proc/self/fd/1") && !is_missing("/proc/self/fd"), Ordering::Relaxed);
}

#[cfg(target_os = "linux")]
#[allow(
    unsafe_code,
    reason = "a function that neither unwinds nor needs the runtime: it asks for one file's attributes"
)]
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;
