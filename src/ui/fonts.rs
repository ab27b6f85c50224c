//! The typefaces: Noto Sans in two cuts, with Hack behind them for the signs that it lacks.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily};

/// Gives the typefaces to `context`; from its next frame on.
///
/// Noto Sans has digits of one width, so numbers that change do not dance; egui's own Ubuntu Light has no heavier cut
/// and is thin on a projector.
pub fn install(context: &egui::Context) {
    let mut fonts = FontDefinitions::default();
    let cuts: [(&str, &'static [u8], FontFamily); 2] = [
        ("Noto Sans", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"), FontFamily::Proportional),
        ("Noto Sans Bold", include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"), FontFamily::Name("bold".into())),
    ];
    let symbols = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    for (name, data, family) in cuts {
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(data)));
        fonts.families.insert(family, std::iter::once(name.into()).chain(symbols.clone()).collect());
    }
    context.set_fonts(fonts);
}
