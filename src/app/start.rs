//! From the command line to an open window.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Arc,
};

use eframe::{NativeOptions, Renderer};
use egui::{ThemePreference, Vec2, ViewportBuilder, vec2};

use super::{Rescue, Window};
use crate::{
    language::Language,
    session::Folders,
    text,
    ui::{Palette, Preferences, Theme, fonts},
};

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
    /// The experiment of a session, begun anew on a table.
    On {
        /// The session.
        session: PathBuf,
        /// The table.
        table: PathBuf,
    },
}

/// How the window looks at first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Width and height in points.
    pub size: Vec2,
    /// Light, dark, or as the system has it; nothing for what the person prefers, here and below.
    pub theme: Option<ThemePreference>,
    /// The colours of values and classes.
    pub palette: Option<Palette>,
    /// Size of everything, 1 for the plain size.
    pub scale: Option<f32>,
    /// The language of the window.
    pub language: Option<Language>,
}

impl Default for Look {
    fn default() -> Self {
        Self { size: vec2(1440.0, 900.0), theme: None, palette: None, scale: None, language: None }
    }
}

impl Look {
    /// `preferences`, but for what is asked for here.
    pub(super) fn over(self, preferences: Preferences) -> Preferences {
        Preferences {
            theme: self.theme.unwrap_or(preferences.theme),
            palette: self.palette.unwrap_or(preferences.palette),
            scale: self.scale.unwrap_or(preferences.scale),
            language: self.language.unwrap_or(preferences.language),
            ..preferences
        }
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
                let sentence = rescue.save(panic.as_ref());
                tell(sentence.say(rescue.language()).to_owned(), rescue.language());
                return Err(sentence.to_string());
            }
        }
    }
    Err(format!(
        "The window cannot be opened ({reason}). Without a display these commands do the same work: neurarium presets, \
         new, train, evaluate, predict and settings; “neurarium --help” says how."
    ))
}

/// Why the window cannot be opened, without the places in other people's sources that the long form names.
fn why(error: &eframe::Error) -> String {
    match error {
        eframe::Error::WinitEventLoop(_) | eframe::Error::Winit(_) => "no display answers".into(),
        other => other.to_string(),
    }
}

/// Says `sentence` in a plain small window, for whoever started the program from a menu and sees no terminal. Where no
/// second window can be opened after the first has failed, the offer at the next start has to do.
fn tell(sentence: String, language: Language) {
    let viewport = ViewportBuilder::default().with_title("Neurarium").with_inner_size([520.0, 140.0]);
    let options = NativeOptions { viewport, ..NativeOptions::default() };
    let told = AssertUnwindSafe(|| {
        let open = move |context: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
            fonts::install(&context.egui_ctx);
            Theme::install(&context.egui_ctx);
            Ok(Box::new(Told { sentence, language }))
        };
        eframe::run_native("Neurarium", options, Box::new(open))
    });
    // A panic or an error here loses nothing: the sentence goes to the terminal as well.
    drop(catch_unwind(told));
}

/// A sentence and a way out.
struct Told {
    sentence: String,
    language: Language,
}

impl eframe::App for Told {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.label(&self.sentence);
            ui.add_space(16.0);
            if ui.button(text!("Close", "关闭").say(self.language)).clicked() {
                ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
            }
        });
    }
}

#[cfg(windows)]
const OTHER: Renderer = Renderer::Wgpu;
#[cfg(not(windows))]
const OTHER: Renderer = Renderer::Glow;
