//! Chooses between the window and the command line.

use std::process::ExitCode;

use neurarium::cli::{self, Outcome, WindowOptions};

/// A frame allocates and frees megabytes. Some systems' allocators return them to the system each time, which then
/// clears them again: half of a frame's time.
#[cfg(feature = "gui")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        Outcome::Done(code) => code,
        Outcome::Window(options) => open(options),
    }
}

#[cfg(feature = "gui")]
fn open(options: WindowOptions) -> ExitCode {
    use egui::ThemePreference;
    use neurarium::{
        app::{Look, Start, run},
        cli::{Colours, Theme, Tongue},
        language::Language,
        ui::kit::Palette,
    };
    let start = match (options.preset, options.file, options.data) {
        (Some(preset), ..) => Start::Preset(preset),
        (None, Some(session), Some(table)) => Start::On { session, table },
        (None, Some(path), None) | (None, None, Some(path)) => Start::File(path),
        (None, None, None) => Start::Opening,
    };
    let theme = options.theme.map(|theme| match theme {
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
        Theme::System => ThemePreference::System,
    });
    let palette = options.palette.map(|palette| match palette {
        Colours::OrangeBlue => Palette::OrangeBlue,
        Colours::YellowBlue => Palette::YellowBlue,
        Colours::Grey => Palette::Grey,
    });
    let language = options.language.map(|language| match language {
        Tongue::En => Language::English,
        Tongue::Zh => Language::Chinese,
    });
    let usual = Look::default();
    let size = options.size.map_or(usual.size, |(width, height)| egui::vec2(f32::from(width), f32::from(height)));
    match run(start, Look { size, theme, palette, scale: options.scale, language }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => cli::complain(&sentence),
    }
}

#[cfg(not(feature = "gui"))]
fn open(_options: WindowOptions) -> ExitCode {
    cli::complain("This build of Neurarium has no window; “neurarium --help” lists the commands")
}
