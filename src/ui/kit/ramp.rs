//! The map's colours as a table, because a picture looks up a hundred thousand of them.

use egui::Color32;

use super::Theme;

const STEPS: usize = 512;

/// Colours from −1 to +1.
#[derive(Clone, Debug)]
pub struct Ramp {
    colors: Vec<Color32>,
    broken: Color32,
    /// Whether there is nothing between −1 and +1.
    discrete: bool,
}

impl Ramp {
    /// The colours of `theme`; only the two ends of them when `discrete`.
    #[must_use]
    pub fn new(theme: &Theme, discrete: bool) -> Self {
        let level = |step: usize| step as f32 / (STEPS / 2) as f32 - 1.0;
        Self { colors: (0..=STEPS).map(|step| theme.map(level(step))).collect(), broken: theme.rule, discrete }
    }

    /// From one colour at −1 to another at +1, in even steps; only the two of them when `discrete`.
    #[must_use]
    pub fn between(theme: &Theme, (low, high): (Color32, Color32), discrete: bool) -> Self {
        let color = |step: usize| low.lerp_to_gamma(high, step as f32 / STEPS as f32);
        Self { colors: (0..=STEPS).map(color).collect(), broken: theme.rule, discrete }
    }

    /// The colour of `level`, which counts as −1 below it and as +1 above it; grey for NaN.
    #[must_use]
    pub fn at(&self, level: f32) -> Color32 {
        if level.is_nan() {
            return self.broken;
        }
        let level = if self.discrete { if level > 0.0 { 1.0 } else { -1.0 } } else { level.clamp(-1.0, 1.0) };
        // To the nearest step: nothing here is negative, and rounding costs a call where the processor may lack it.
        self.colors[((level + 1.0) * (STEPS / 2) as f32 + 0.5) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_agrees_with_the_theme() {
        let theme = Theme::light();
        let ramp = Ramp::new(&theme, false);
        for level in [-1.0, -0.5, 0.0, 0.25, 1.0] {
            assert_eq!(ramp.at(level), theme.map(level), "at {level}");
        }
        assert_eq!((ramp.at(-9.0), ramp.at(f32::INFINITY)), (theme.map_negative, theme.map_positive));
        assert_eq!(ramp.at(f32::NAN), theme.rule);
    }

    #[test]
    fn a_discrete_ramp_has_two_colours() {
        let theme = Theme::dark();
        let ramp = Ramp::new(&theme, true);
        assert_eq!((ramp.at(-0.01), ramp.at(0.01)), (theme.map_negative, theme.map_positive));
    }
}
