//! Whether the vertical axis is logarithmic.

/// Ratio of the largest to the smallest value from which on the axis turns logarithmic automatically, about a decade
/// and a half, and below which it turns back. They differ, so that a curve at the border does not make it flicker.
const DECADES: (f64, f64) = (30.0, 15.0);

/// Scale of the vertical axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    /// Logarithmic when the curve spans decades.
    #[default]
    Automatic,
    /// Linear.
    Linear,
    /// Logarithmic.
    Logarithmic,
}

impl Scale {
    /// Whether the axis is logarithmic, when it would be `by_itself`.
    #[must_use]
    pub const fn is_logarithmic(self, by_itself: bool) -> bool {
        match self {
            Self::Automatic => by_itself,
            Self::Linear => false,
            Self::Logarithmic => true,
        }
    }

    /// What a person chooses who wants it `logarithmic`: what it is by itself needs no choice.
    #[must_use]
    pub const fn chosen(logarithmic: bool, by_itself: bool) -> Self {
        match (logarithmic, by_itself) {
            (true, true) | (false, false) => Self::Automatic,
            (true, false) => Self::Logarithmic,
            (false, true) => Self::Linear,
        }
    }
}

/// Whether `values` span so many decades that only a logarithmic axis shows all of them; `before` is what was said of
/// those a moment ago. Values that are none do not count, and one at zero or below has no place on such an axis.
#[must_use]
pub fn spans_decades(values: impl IntoIterator<Item = f64>, before: bool) -> bool {
    let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
    for value in values.into_iter().filter(|value| value.is_finite()) {
        (least, most) = (least.min(value), most.max(value));
    }
    least > 0.0 && most >= least * if before { DECADES.1 } else { DECADES.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decades_turn_the_axis_and_a_little_less_does_not_turn_it_back() {
        assert!(!spans_decades([0.6, 0.025], false) && spans_decades([0.6, 0.02, f64::NAN], false));
        assert!(spans_decades([0.6, 0.025], true) && !spans_decades([0.6, 0.05], true));
        assert!(!spans_decades([0.5, 0.0], false), "zero has no logarithm");
        assert!(!spans_decades([], false));
    }

    #[test]
    fn a_choice_stands_against_what_the_axis_does_by_itself() {
        for by_itself in [false, true] {
            for wanted in [false, true] {
                assert_eq!(Scale::chosen(wanted, by_itself).is_logarithmic(by_itself), wanted);
            }
            assert_eq!(Scale::chosen(by_itself, by_itself), Scale::Automatic);
        }
    }
}
