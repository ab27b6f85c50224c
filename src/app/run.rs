//! From the command line to an open window.

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind},
    process,
    sync::Arc,
};

use eframe::{NativeOptions, Renderer};
use egui::ViewportBuilder;

use super::{Look, Rescue, Start, Window};
use crate::session::Folders;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// A sentence when there is no display, or no way to draw on it.
pub fn run(start: Start, look: Look) -> Result<(), String> {
    let viewport = ViewportBuilder::default()
        .with_title("Neurarium")
        .with_app_id("neurarium")
        .with_inner_size(look.size)
        .with_min_inner_size([640.0, 480.0]);
    // A Windows machine without a graphics driver has only OpenGL 1.1, so the other renderer is tried first there.
    let renderers: &[Renderer] = if cfg!(windows) { &[OTHER, Renderer::Glow] } else { &[Renderer::Glow] };
    let mut reason = String::new();
    let start = Arc::new(start);
    for &renderer in renderers {
        let options = NativeOptions { viewport: viewport.clone(), renderer, ..NativeOptions::default() };
        let rescue = Rescue::default();
        let (start, given) = (Arc::clone(&start), rescue.clone());
        let open = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            let window = Window::new(&context.egui_ctx, (*start).clone(), look).sharing(given);
            Ok(Box::new(match Folders::of_user() {
                Some(folders) => window.keeping_in(&folders),
                None => window.keeping_nothing(),
            }))
        };
        let run = AssertUnwindSafe(|| eframe::run_native("Neurarium", options, Box::new(open)));
        match catch_unwind(run) {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => reason = why(&error),
            Err(panic) => {
                let kept = rescue.save(panic.as_ref());
                if kept.is_ok() {
                    start_again();
                }
                return Err(kept.unwrap_or_else(|sentence| sentence).to_string());
            }
        }
    }
    Err(format!(
        "The window cannot be opened ({reason}). Without a display these commands do the same work: neurarium presets, \
         new, train, evaluate, predict and settings; “neurarium --help” says how."
    ))
}

/// Why the window cannot be opened, without the source locations in the long form.
fn why(error: &eframe::Error) -> String {
    match error {
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => "no display answers".into(),
        other => other.to_string(),
    }
}

/// Starts the program again in a new process, since a process whose first window failed cannot open a second one: a
/// person who started it from a menu sees no terminal, and is informed, and offered the work, in a window. A program
/// started this way does not do it again. If nothing can be started, the offer waits for the next start.
fn start_again() {
    const AGAIN: &str = "NEURARIUM_STARTED_AGAIN";
    if env::var_os(AGAIN).is_none()
        && let Ok(program) = env::current_exe()
    {
        drop(process::Command::new(program).env(AGAIN, "1").stdin(process::Stdio::null()).spawn());
    }
}

#[cfg(windows)]
const OTHER: Renderer = Renderer::Wgpu;
#[cfg(not(windows))]
const OTHER: Renderer = Renderer::Glow;
