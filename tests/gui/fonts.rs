//! Every character that the program can say can be drawn.

use std::{collections::BTreeMap, fs, path::Path};

use egui::{
    FontId,
    epaint::text::{Fonts, TextOptions},
};
use neurarium::ui::kit::{
    fonts,
    icon::{self, Icon},
    theme,
};

/// The characters of all lines that are no comments, with a file that has them.
fn characters(folder: &Path, found: &mut BTreeMap<char, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What these write is read in a browser.
        if path.ends_with("src/lessons/class") || path.ends_with("src/export") {
            continue;
        }
        if path.is_dir() {
            characters(&path, found);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for character in line.chars().filter(|character| !character.is_whitespace()) {
                    found.insert(character, path.display().to_string());
                }
            }
        }
    }
}

#[test]
fn every_character_of_the_sources_can_be_drawn() {
    let mut found = BTreeMap::new();
    characters(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
    assert!(found.contains_key(&'简') && found.contains_key(&'²'), "the sources were read");
    let mut fonts = Fonts::new(TextOptions::default(), fonts::definitions());
    for font in [FontId::proportional(14.0), theme::bold(14.0)] {
        let missing: Vec<_> = found.iter().filter(|(sign, _)| !fonts.has_glyph(&font, **sign)).collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", font.family);
    }
}

#[test]
fn every_icon_can_be_drawn() {
    let mut fonts = Fonts::new(TextOptions::default(), fonts::definitions());
    let font = icon::font(14.0);
    for icon in Icon::ALL {
        assert!(fonts.has_glyph(&font, icon.sign()), "the typeface of icons lacks {icon:?}");
    }
}
