//! From the command line to an open window.

use std::path::PathBuf;

use eframe::{NativeOptions, Renderer};
use egui::{ThemePreference, Vec2, ViewportBuilder, vec2};

use super::Window;

/// What the window opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The opening experiment.
    #[default]
    Opening,
    /// The preset of this name.
    Preset(String),
    /// A session or a table.
    File(PathBuf),
}

/// How the window looks at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Light, dark, or as the system has it.
    pub theme: ThemePreference,
    /// Width and height in points.
    pub size: Vec2,
    /// Size of everything, 1 for the plain size.
    pub scale: f32,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: ThemePreference::System, size: vec2(1440.0, 900.0), scale: 1.0 }
    }
}

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
    for &renderer in renderers {
        let options = NativeOptions { viewport: viewport.clone(), renderer, ..NativeOptions::default() };
        let start = start.clone();
        let window = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            Ok(Box::new(Window::new(&context.egui_ctx, start, look)))
        };
        match eframe::run_native("Neurarium", options, Box::new(window)) {
            Ok(()) => return Ok(()),
            Err(error) => reason = error.to_string(),
        }
    }
    Err(format!(
        "The window cannot be opened ({reason}). Without a display these commands do the same work: neurarium presets, \
         new, train, evaluate, predict and settings; “neurarium --help” says how."
    ))
}

#[cfg(windows)]
const OTHER: Renderer = Renderer::Wgpu;
#[cfg(not(windows))]
const OTHER: Renderer = Renderer::Glow;
