//! The map's colours as a table, because a picture looks up a hundred thousand of them.

use egui::Color32;

use super::Theme;

const STEPS: usize = 512;
/// Length of the table, of which a place within it needs no check.
const LENGTH: usize = 1024;

/// Colours from −1 to +1.
#[derive(Clone, Debug)]
pub struct Ramp {
    /// The colour of what is no number, and those of the steps.
    colors: Box<[Color32; LENGTH]>,
    /// Whether there is nothing between −1 and +1.
    discrete: bool,
}

impl Ramp {
    /// The colours of `theme`; only the two ends of them when `discrete`.
    #[must_use]
    pub fn new(theme: &Theme, discrete: bool) -> Self {
        Self::of(theme, discrete, |step| theme.map(step as f32 / (STEPS / 2) as f32 - 1.0))
    }

    /// From one colour at −1 to another at +1, in even steps; only the two of them when `discrete`.
    #[must_use]
    pub fn between(theme: &Theme, (low, high): (Color32, Color32), discrete: bool) -> Self {
        Self::of(theme, discrete, |step| low.lerp_to_gamma(high, step as f32 / STEPS as f32))
    }

    fn of(theme: &Theme, discrete: bool, color: impl Fn(usize) -> Color32) -> Self {
        let mut colors = Box::new([theme.rule; LENGTH]);
        (0..=STEPS).for_each(|step| colors[step + 1] = color(step));
        Self { colors, discrete }
    }

    /// The colour of `level`, which counts as −1 below it and as +1 above it; grey for NaN.
    #[must_use]
    pub fn at(&self, level: f32) -> Color32 {
        let whole = |level: f32| if level > 0.0 { 1.0 } else { -1.0 };
        let level = if self.discrete && !level.is_nan() { whole(level) } else { level };
        // To the nearest step: nothing here is negative, and rounding costs a call where the processor may lack it. What is no
        // number becomes 0.
        let place = ((level.clamp(-1.0, 1.0) + 1.0) * (STEPS / 2) as f32 + 1.5) as i32;
        self.colors[place as usize % LENGTH]
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
