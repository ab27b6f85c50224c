//! The typefaces: Noto Sans in two cuts, with Noto Sans SC behind it for Chinese, and Hack for the signs that both lack;
//! Phosphor's icons apart from them.

use std::{
    io::Read,
    sync::{Arc, LazyLock},
};

use egui::{FontData, FontDefinitions, FontFamily, FontTweak};
use flate2::read::GzDecoder;

/// The family that has the icons and nothing else.
pub(super) const ICONS: &str = "icons";

/// The bytes of a typeface that is built in.
macro_rules! typeface {
    ($file:literal) => {
        include_bytes!(concat!("../../../assets/fonts/", $file)).as_slice()
    };
}

/// The bytes of a large typeface, which is built in packed and unpacked once.
macro_rules! packed_typeface {
    ($file:literal) => {{
        static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let mut bytes = Vec::new();
            let read = GzDecoder::new(typeface!($file)).read_to_end(&mut bytes);
            read.expect("the typefaces are packed as gzip");
            bytes
        });
        BYTES.as_slice()
    }};
}

/// Gives the typefaces to `context`; from its next frame on.
///
/// Noto Sans has digits of one width, so numbers that change do not dance; egui's own Ubuntu Light has no heavier cut
/// and is thin on a projector. A glyph costs nothing until it is drawn, so the Chinese ones are always there: names of
/// files and columns are in any language.
pub fn install(context: &egui::Context) {
    context.set_fonts(definitions());
}

/// The typefaces, each family with what stands behind it.
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let cuts = [
        (FontFamily::Proportional, typeface!("NotoSans-Regular.ttf"), packed_typeface!("NotoSansSC-Regular.otf.gz")),
        (FontFamily::Name("bold".into()), typeface!("NotoSans-Bold.ttf"), packed_typeface!("NotoSansSC-Bold.otf.gz")),
    ];
    let symbols = fonts.families.get(&FontFamily::Monospace).cloned().unwrap_or_default();
    let mut chinese = Vec::new();
    for (family, latin, han) in cuts {
        let mut names = Vec::new();
        // egui centres lines of different faces on each other; half of what their ascents and descents differ by, in
        // parts of the size, puts both on one baseline.
        let raised = FontTweak { y_offset_factor: -0.113, ..FontTweak::default() };
        for (script, data, tweak) in [("", latin, FontTweak::default()), (" SC", han, raised)] {
            let name = format!("Noto Sans{script} {family}");
            fonts.font_data.insert(name.clone(), Arc::new(FontData::from_static(data).tweak(tweak)));
            names.push(name);
        }
        // The bold cut lacks rare characters, which the regular one has.
        chinese.insert(0, names[1].clone());
        names.truncate(1);
        names.extend(chinese.iter().chain(&symbols).cloned());
        fonts.families.insert(family, names);
    }
    fonts.families.entry(FontFamily::Monospace).or_default().extend(chinese);
    fonts.font_data.insert(ICONS.into(), Arc::new(FontData::from_static(typeface!("Phosphor.ttf"))));
    fonts.families.insert(FontFamily::Name(ICONS.into()), vec![ICONS.into()]);
    fonts
}
