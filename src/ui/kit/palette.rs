//! The colours that values and classes can have, each set safe for people who see fewer colours.

use egui::Color32;
use serde::{Deserialize, Serialize};

use crate::language::Text;

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// Orange below zero, blue above.
    #[default]
    OrangeBlue,
    /// Yellow below zero, dark blue above: the ends of cividis (Nuñez, Anderton & Renslow 2018), apart in lightness too.
    YellowBlue,
    /// Greys with hatching, for print and for who sees no colours.
    Grey,
}

/// What a palette gives to a theme.
#[derive(Clone, Copy, Debug)]
pub(super) struct Colors {
    pub(super) negative: Color32,
    pub(super) positive: Color32,
    pub(super) map_negative: Color32,
    pub(super) map_zero: Color32,
    pub(super) map_positive: Color32,
    /// All classes but the last, which is in ink.
    pub(super) classes: [Color32; 7],
}

impl Palette {
    /// Every palette.
    pub const ALL: [Self; 3] = [Self::OrangeBlue, Self::YellowBlue, Self::Grey];

    /// What it is called.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::OrangeBlue => Text::fixed("Orange and blue", "橙与蓝"),
            Self::YellowBlue => Text::fixed("Yellow and blue", "黄与蓝"),
            Self::Grey => Text::fixed("Grey, hatched", "灰度加阴影线"),
        }
    }

    /// Whether regions carry lines, because their greys alone are too close.
    #[must_use]
    pub const fn hatched(self) -> bool {
        matches!(self, Self::Grey)
    }

    pub(super) const fn colors(self, dark: bool) -> Colors {
        let [negative, positive, map_negative, map_zero, map_positive] = match (self, dark) {
            (Self::OrangeBlue, false) => [0xC2_500A, 0x0B_63B0, 0xF0_B48A, 0xF2_F1EE, 0x9C_C3E6],
            (Self::OrangeBlue, true) => [0xF0_8A3C, 0x5A_A9EE, 0x7A_3A12, 0x24_272B, 0x16_4F82],
            (Self::YellowBlue, false) => [0x8A_6A00, 0x1F_3F8F, 0xEB_CF5C, 0xF2_F1EE, 0x8F_A6DC],
            (Self::YellowBlue, true) => [0xE5_C445, 0x7F_A0F0, 0x6B_5800, 0x24_272B, 0x2A_4391],
            (Self::Grey, false) => [0x26_282B, 0x74_777B, 0xA4_A6A8, 0xD2_D3D4, 0xFB_FBFA],
            (Self::Grey, true) => [0x8A_8E93, 0xF4_F5F6, 0x0A_0B0C, 0x34_373B, 0x62_666A],
        };
        let classes = match (self, dark) {
            (Self::Grey, false) => [0x26_282B, 0x74_777B, 0xB4_B6B9, 0x4C_4F53, 0x94_979B, 0xE0_E1E3, 0x5F_6266],
            (Self::Grey, true) => [0x8A_8E93, 0xF4_F5F6, 0x56_5A5E, 0xC4_C7CA, 0x70_7478, 0x3A_3E42, 0xA6_AAAE],
            // Okabe & Ito 2008, the first two in the order of two classes, so that a diamond always has the warm one.
            (Self::OrangeBlue, _) => [0xD5_5E00, 0x00_72B2, 0x00_9E73, 0xCC_79A7, 0xE6_9F00, 0x56_B4E9, 0xF0_E442],
            (Self::YellowBlue, _) => [0xE6_9F00, 0x00_72B2, 0x00_9E73, 0xCC_79A7, 0xD5_5E00, 0x56_B4E9, 0xF0_E442],
        };
        let mut painted = [Color32::BLACK; 7];
        let mut class = 0;
        while class < painted.len() {
            painted[class] = rgb(classes[class]);
            class += 1;
        }
        Colors {
            negative: rgb(negative),
            positive: rgb(positive),
            map_negative: rgb(map_negative),
            map_zero: rgb(map_zero),
            map_positive: rgb(map_positive),
            classes: painted,
        }
    }
}

/// A colour as it is written: `0xRR_GGBB`.
pub(super) const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Whether the hatching of region `class` covers the place at shares of the way right and up; the first has none.
#[must_use]
pub fn is_hatched(class: usize, right: f32, up: f32) -> bool {
    /// Lines across the whole picture.
    const LINES: f32 = 36.0;
    /// Width of a line, in parts of its distance to the next.
    const WIDTH: f32 = 0.22;
    let line = |along: f32| (along * LINES).rem_euclid(1.0) < WIDTH;
    match class % 8 {
        0 => false,
        1 => line(right + up),
        2 => line(right - up),
        3 => line(up),
        4 => line(right),
        5 => line(right + up) || line(right - up),
        6 => line(right) || line(up),
        _ => line(right + up) && line(right - up),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    type Matrix = [[f64; 3]; 3];

    /// Machado, Oliveira & Fernandes 2009, “A physiologically-based model for simulation of color vision deficiency”,
    /// table 1 at severity 1, for linear RGB.
    const DEFICIENCIES: [(&str, Matrix); 3] = [
        (
            "protan",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deutan",
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
        ),
        (
            "tritan",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
    ];

    fn linear(color: Color32) -> [f64; 3] {
        let [r, g, b, _] = color.to_array();
        [r, g, b].map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        })
    }

    fn seen(matrix: &Matrix, color: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(color).map(|(share, light)| share * light).sum::<f64>().clamp(0.0, 1.0))
    }

    /// CIELAB of linear sRGB, white point D65.
    fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
        let x = (0.412_456 * r + 0.357_576 * g + 0.180_438 * b) / 0.950_47;
        let y = 0.212_673 * r + 0.715_152 * g + 0.072_175 * b;
        let z = (0.019_334 * r + 0.119_192 * g + 0.950_304 * b) / 1.088_83;
        let [x, y, z] =
            [x, y, z].map(|t| if t > 216.0 / 24_389.0 { libm::cbrt(t) } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// ΔE*ab of 1976.
    fn difference(a: [f64; 3], b: [f64; 3]) -> f64 {
        let (a, b) = (lab(a), lab(b));
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    /// The difference of two colours for whom it is smallest of those who see fewer.
    pub(in super::super) fn least_difference(a: Color32, b: Color32) -> f64 {
        let seen_by = |matrix| difference(seen(matrix, linear(a)), seen(matrix, linear(b)));
        DEFICIENCIES.iter().map(|(_, matrix)| seen_by(matrix)).fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn the_signs_stay_apart_for_every_eye() {
        for palette in Palette::ALL {
            for dark in [false, true] {
                let colors = palette.colors(dark);
                for (what, a, b) in [
                    ("points", colors.negative, colors.positive),
                    ("regions", colors.map_negative, colors.map_positive),
                ] {
                    for (who, matrix) in &DEFICIENCIES {
                        let found = difference(seen(matrix, linear(a)), seen(matrix, linear(b)));
                        assert!(found >= 20.0, "{palette:?}, dark {dark}: {what} differ by {found:.0} for {who}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_grey_palette_needs_no_colour_at_all() {
        for dark in [false, true] {
            let colors = Palette::Grey.colors(dark);
            let lightness = |color: Color32| lab(linear(color))[0];
            assert!((lightness(colors.negative) - lightness(colors.positive)).abs() >= 25.0);
            assert!(lightness(colors.map_negative) + 12.0 < lightness(colors.map_zero));
            assert!(lightness(colors.map_zero) + 12.0 < lightness(colors.map_positive));
        }
        assert!(Palette::Grey.hatched());
    }

    #[test]
    fn every_region_has_its_own_hatching() {
        let pattern = |class: usize| -> Vec<bool> {
            (0..64 * 64).map(|i| is_hatched(class, (i % 64) as f32 / 640.0, (i / 64) as f32 / 640.0)).collect()
        };
        for a in 0..8 {
            for b in 0..a {
                let differ = pattern(a).iter().zip(pattern(b)).filter(|(a, b)| **a != *b).count();
                assert!(differ > 100, "{a} and {b} differ in {differ} places");
            }
        }
    }
}
