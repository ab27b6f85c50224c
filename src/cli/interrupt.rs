//! Ctrl-C, and the signals that end a process, handled between two steps.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// Catches the signals that ask a process to end; a second Ctrl-C ends it immediately.
pub(super) struct Interrupt {
    /// The latest signal; 0 before one comes.
    signal: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens from now until the process ends.
    pub(super) fn listen() -> Self {
        let interrupt = Self { signal: Arc::default() };
        #[cfg(any(unix, windows))]
        interrupt.register();
        interrupt
    }

    #[cfg(any(unix, windows))]
    fn register(&self) {
        use std::sync::atomic::AtomicBool;

        use signal_hook::{consts, flag};
        let pressed = Arc::new(AtomicBool::new(false));
        let signals = [
            consts::SIGINT,
            consts::SIGTERM,
            #[cfg(unix)]
            consts::SIGHUP,
        ];
        // A signal that cannot be caught ends the process as it would without us.
        for signal in signals.into_iter().filter(|signal| !is_ignored(*signal)) {
            let code = usize::try_from(signal).unwrap_or_default();
            if signal == consts::SIGINT {
                // In this order, since the first must not see what the second has just set.
                drop(flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&pressed)));
                drop(flag::register(signal, Arc::clone(&pressed)));
            }
            drop(flag::register_usize(signal, Arc::clone(&self.signal), code));
        }
    }

    /// The exit code of a process that was asked to end: 130 for Ctrl-C.
    pub(super) fn exit_code(&self) -> Option<u8> {
        match self.signal.load(Ordering::Relaxed) {
            0 => None,
            signal => Some(u8::try_from(signal).map_or(u8::MAX, |signal| signal.saturating_add(128))),
        }
    }
}

/// Whether the process was started so that it ignores the signal, as by `nohup`, or by a script in the background.
#[cfg(any(unix, windows))]
fn is_ignored(signal: i32) -> bool {
    // Only Linux reports it without unsafe code; elsewhere the work is saved, and the process ends.
    let status = if cfg!(target_os = "linux") { std::fs::read_to_string("/proc/self/status") } else { return false };
    let mask = status.ok().and_then(|status| {
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    });
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
