//! Lines of runs: each has a colour and dashes of its own, and a letter, for colour alone tells nobody enough.

use egui::{Color32, Painter, Pos2, Shape, Stroke};

use super::{Palette, Theme, palette::rgb};

/// Width of the line of a run other than the current one.
pub const WIDTH: f32 = 1.75;

/// How many colours there are; after them they come again, with other dashes.
pub const COLOURS: u8 = 4;

/// What tells the line of a run from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its place among the lines, which gives it its dashes and its colour.
    pub place: usize,
    /// Another colour, that a person chose.
    pub colour: Option<u8>,
}

impl From<usize> for Look {
    fn from(place: usize) -> Self {
        Self { place, colour: None }
    }
}

/// The colour of a line, 4.5:1 or more on the surface.
#[must_use]
pub fn color(theme: &Theme, look: impl Into<Look>) -> Color32 {
    let look = look.into();
    let place = look.colour.map_or(look.place, usize::from);
    const LIGHT: [Color32; COLOURS as usize] = [rgb(0x0B_7350), rgb(0x8E_3A80), rgb(0x7A_5B00), rgb(0x46_5496)];
    const DARK: [Color32; COLOURS as usize] = [rgb(0x4C_C79A), rgb(0xE0_8BD3), rgb(0xD9_B44A), rgb(0xA3_ADE8)];
    match (theme.palette, theme.dark) {
        (Palette::Grey, _) => theme.muted,
        (_, false) => LIGHT[place % LIGHT.len()],
        (_, true) => DARK[place % DARK.len()],
    }
}

/// Length of a dash and of the gap after it, in points, of the line at `place`.
#[must_use]
pub const fn dashes(place: usize) -> (f32, f32) {
    const DASHES: [(f32, f32); 4] = [(7.0, 4.0), (2.0, 3.0), (12.0, 3.0), (4.0, 4.0)];
    // Colours come again after four, and then with other dashes.
    DASHES[(place + place / DASHES.len()) % DASHES.len()]
}

/// Paints `points` as a line that looks like this, on a halo that sets it off from any ground.
pub fn paint(painter: &Painter, theme: &Theme, look: Look, points: Vec<Pos2>, halo: bool) {
    let (dash, gap) = dashes(look.place);
    let line = Shape::dashed_line(&points, Stroke::new(WIDTH, color(theme, look)), dash, gap);
    if halo {
        painter.add(Shape::line(points, Stroke::new(4.0, theme.surface.gamma_multiply(0.9))));
    }
    painter.extend(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_of_eight_look_alike() {
        let theme = Theme::light();
        for a in 0..8 {
            for b in 0..a {
                assert!(color(&theme, a) != color(&theme, b) || dashes(a) != dashes(b), "{a} and {b}");
            }
        }
    }
}
