//! Feature scaling: bringing columns of different size to one scale.

use ndarray::{Array2, Axis};
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::nn::Choice;

/// The transformation of each input column, and of each target of a regression, before training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Scaling {
    /// None.
    None,
    /// Standardization: mean 0 and standard deviation 1 over the training rows.
    Standardize,
    /// Min-max scaling: −1…1 over the training rows.
    Range,
    /// Pixels of a picture: all columns alike, 0 (paper) to 1 (ink) over the training rows. Paper is what most pixels are
    /// closer to, be it dark or light.
    Pixels,
}

impl Choice for Scaling {
    const WHAT: &'static str = "scaling";
    const ALL: &'static [Self] = &[Self::None, Self::Standardize, Self::Range, Self::Pixels];

    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Scaling {
    /// The scaling of targets beside inputs of this one.
    #[must_use]
    pub const fn of_targets(self) -> Self {
        if let Self::Pixels = self { Self::Standardize } else { self }
    }

    /// Fits the scale of each column of `values` to the given rows; a constant column is only shifted.
    ///
    /// # Shapes
    /// `values` is `[all rows, columns]`, minus the `origins` of the columns, which are 0 where none is given; returns one
    /// scale per column.
    #[must_use]
    pub fn scales(self, values: &Array2<f32>, origins: &[f64], rows: &[usize]) -> Vec<Scale> {
        if self == Self::Pixels {
            return pixels(values, origins, rows);
        }
        values
            .axis_iter(Axis(1))
            .map(|column| {
                let numbers = || rows.iter().map(|&row| f64::from(column[row]));
                match self {
                    Self::None | Self::Pixels => Scale::NONE,
                    Self::Standardize => {
                        let count = rows.len().max(1) as f64;
                        let mean = numbers().sum::<f64>() / count;
                        let variance = numbers().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
                        Scale::of(mean, libm::sqrt(variance))
                    }
                    Self::Range => {
                        let (low, high) = numbers()
                            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
                        Scale::of((low + high) / 2.0, (high - low) / 2.0)
                    }
                }
            })
            .collect()
    }
}

/// One scale for all columns, from paper to ink.
fn pixels(values: &Array2<f32>, origins: &[f64], rows: &[usize]) -> Vec<Scale> {
    let origin = |column: usize| origins.get(column).copied().unwrap_or_default();
    let (mut low, mut high, mut sum) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
    for row in rows {
        for (column, value) in values.row(*row).iter().enumerate() {
            let raw = f64::from(*value) + origin(column);
            (low, high, sum) = (low.min(raw), high.max(raw), sum + raw);
        }
    }
    let mean = sum / (rows.len() * values.ncols()).max(1) as f64;
    let (paper, ink) = if mean > 0.5 * (low + high) { (high, low) } else { (low, high) };
    (0..values.ncols()).map(|column| Scale::of(paper - origin(column), ink - paper)).collect()
}

/// `scaled = (raw − offset) / size`, for one column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// What is subtracted.
    pub offset: f32,
    /// The divisor; above zero, but for pixels whose paper is light.
    pub size: f32,
}

impl Scale {
    /// Leaves numbers unchanged.
    pub const NONE: Self = Self { offset: 0.0, size: 1.0 };

    /// Sizes that are mere rounding errors, or not finite, become 1.
    fn of(offset: f64, size: f64) -> Self {
        let (offset, size) = (offset as f32, size as f32);
        let offset = if offset.is_finite() { offset } else { 0.0 };
        let means_something =
            size.is_finite() && size.abs() > offset.abs() * f32::EPSILON && size.abs() > f32::MIN_POSITIVE;
        Self { offset, size: if means_something { size } else { 1.0 } }
    }

    /// Raw to scaled.
    #[must_use]
    pub fn scaled(self, raw: f32) -> f32 {
        (raw - self.offset) / self.size
    }

    /// Scaled to raw.
    #[must_use]
    pub fn raw(self, scaled: f32) -> f32 {
        scaled.mul_add(self.size, self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn scales_are_found_over_the_given_rows() {
        let values = array![[1.0, 7.0], [3.0, 7.0], [500.0, 8.0]];
        let of = |scaling: Scaling| scaling.scales(&values, &[], &[0, 1]);
        let constant = Scale { offset: 7.0, size: 1.0 };
        assert_eq!(of(Scaling::Standardize), [Scale { offset: 2.0, size: 1.0 }, constant]);
        assert_eq!(of(Scaling::Range), [Scale { offset: 2.0, size: 1.0 }, constant]);
        assert_eq!(of(Scaling::None), [Scale::NONE; 2]);
        let wide = Scaling::Range.scales(&values, &[], &[0, 1, 2])[0];
        assert_eq!((wide.scaled(1.0), wide.scaled(500.0), wide.raw(-1.0)), (-1.0, 1.0, 1.0));
        let deviation = Scaling::Standardize.scales(&array![[1.0], [5.0]], &[], &[0, 1])[0];
        assert_eq!((deviation.offset, deviation.size), (3.0, 2.0));
    }

    #[test]
    fn rounding_is_not_a_size() {
        let values = array![[0.1], [0.1], [0.1]];
        assert_eq!(Scaling::Standardize.scales(&values, &[], &[0, 1, 2])[0].size, 1.0);
    }
}
