//! A drawing by hand, as one of the pictures of a data set.
//!
//! Pictures of a set share size, position and amount of ink. A drawing is normalized to that form before a network sees
//! it, which was trained on no other. The same calculation is in `export/html/pad.js`, and a test compares the two.

use ndarray::Array2;

/// A pixel's grey value is the fraction of so many points across and as many down that the pen covers; the shipped
/// digits were made likewise, from bitmaps of 32×32.
const POINTS: usize = 4;
/// Bisection steps for the pen's radius.
const TURNS: usize = 10;
/// Range of the pen's radius, relative to the sheet and to the size of the drawing on it.
const RADII: (f64, f64) = (0.01, 0.25);
/// A pixel darker than this belongs to the picture.
const DARK: f32 = 0.25;

/// A drawing as strokes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The strokes, each of at least one point `[across, down]`, 0…1 of the pad.
    pub strokes: Vec<Vec<[f64; 2]>>,
}

/// Average size and ink of the pictures of a data set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Side in pixels.
    pub side: usize,
    /// Fraction of the side that the longer side of the drawn part takes, 0…1.
    pub reach: f64,
    /// Fraction of the sheet that is ink, 0…1.
    pub ink: f64,
}

impl Sheet {
    /// Measures the pictures of `side` × `side` pixels in some rows of `inputs`.
    ///
    /// # Shapes
    /// `inputs` is `[all rows, side · side]`, one picture per row, row by row, from 0 (paper) to 1 (ink).
    ///
    /// # Panics
    /// When there is no such row or the rows are shorter.
    #[must_use]
    pub fn of(inputs: &Array2<f32>, rows: &[usize], side: usize) -> Self {
        let (mut ink, mut reach) = (0.0, 0.0);
        for row in rows {
            let picture = inputs.row(*row);
            ink += picture.iter().map(|grey| f64::from(*grey)).sum::<f64>();
            let span = |place: fn(usize, usize) -> usize| {
                let dark = (0..side * side).filter(|pixel| picture[*pixel] > DARK).map(|pixel| place(pixel, side));
                let (low, high) = dark.fold((side, 0), |(low, high), at| (low.min(at), high.max(at + 1)));
                high.saturating_sub(low)
            };
            reach += span(|pixel, side| pixel / side).max(span(|pixel, side| pixel % side)) as f64 / side as f64;
        }
        let count = rows.len().max(1) as f64;
        Self { side, reach: reach / count, ink: ink / (count * (side * side) as f64) }
    }
}

impl Drawing {
    /// Whether nothing is drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strokes.iter().all(Vec::is_empty)
    }

    /// The drawing normalized to the pictures of a set: centred, its longer side as long as theirs, and drawn with a
    /// pen that leaves as much ink. Grey values row by row, 0…1; all 0 when nothing is drawn.
    #[must_use]
    pub fn like(&self, sheet: &Sheet) -> Vec<f32> {
        if self.is_empty() {
            return vec![0.0; sheet.side * sheet.side];
        }
        let (mut thin, mut thick) = (RADII.0, RADII.1 * sheet.reach);
        let mut seen = Vec::new();
        for _ in 0..TURNS {
            let radius = 0.5 * (thin + thick);
            seen = self.centred(radius, sheet.reach).pixels(sheet.side, radius);
            let ink: f64 = seen.iter().map(|grey| f64::from(*grey)).sum();
            if ink < sheet.ink * (sheet.side * sheet.side) as f64 {
                thin = radius;
            } else {
                thick = radius;
            }
        }
        seen
    }

    /// The drawing where it is, with a pen of this radius relative to the pad. Grey values row by row, 0…1.
    #[must_use]
    pub fn pixels(&self, side: usize, radius: f64) -> Vec<f32> {
        let pieces: Vec<Piece> = self.strokes.iter().flat_map(|stroke| Piece::of(stroke)).collect();
        let mut covered = vec![0_u32; side * side];
        let fine = side * POINTS;
        let middle = |place: usize| (place as f64 + 0.5) / fine as f64;
        for down in 0..fine {
            let y = middle(down);
            let beside: Vec<&Piece> = pieces.iter().filter(|piece| piece.reaches(1, y, radius)).collect();
            for across in 0..fine {
                let x = middle(across);
                if beside.iter().any(|piece| piece.reaches(0, x, radius) && piece.is_near([x, y], radius)) {
                    covered[down / POINTS * side + across / POINTS] += 1;
                }
            }
        }
        covered.into_iter().map(|count| count as f32 / (POINTS * POINTS) as f32).collect()
    }

    /// The drawing, centred, and scaled so that with a pen of this radius its longer side takes `reach` of the sheet.
    fn centred(&self, radius: f64, reach: f64) -> Self {
        let span = |axis: usize| {
            let all = self.strokes.iter().flatten().map(|point| point[axis]);
            all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
        };
        let ((left, right), (top, bottom)) = (span(0), span(1));
        let long = (right - left).max(bottom - top);
        // A dot has no length.
        let size = if long > 1e-3 { (reach - 2.0 * radius) / long } else { 0.0 };
        let place = |point: &[f64; 2]| {
            [0.5 + (point[0] - 0.5 * (left + right)) * size, 0.5 + (point[1] - 0.5 * (top + bottom)) * size]
        };
        Self { strokes: self.strokes.iter().map(|stroke| stroke.iter().map(place).collect()).collect() }
    }
}

/// The straight line between two points of a stroke.
struct Piece([f64; 2], [f64; 2]);

impl Piece {
    /// Those of a stroke, the last of which has no length, so that a dot is seen.
    fn of(stroke: &[[f64; 2]]) -> impl Iterator<Item = Self> {
        stroke.iter().enumerate().map(|(place, from)| Self(*from, *stroke.get(place + 1).unwrap_or(from)))
    }

    /// Whether a pen of this radius comes to `at` on an axis: quick, and true where it matters.
    fn reaches(&self, axis: usize, at: f64, radius: f64) -> bool {
        let (a, b) = (self.0[axis], self.1[axis]);
        a.min(b) - radius <= at && at <= a.max(b) + radius
    }

    /// Whether the point lies within `reach`.
    fn is_near(&self, [x, y]: [f64; 2], reach: f64) -> bool {
        let (Self([ax, ay], [bx, by]), square) = (self, |dx: f64, dy: f64| dx * dx + dy * dy);
        let (dx, dy) = (bx - ax, by - ay);
        let length = square(dx, dy);
        let along = if length > 0.0 { (((x - ax) * dx + (y - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        square(x - (ax + along * dx), y - (ay + along * dy)) <= reach * reach
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shipped;

    fn line(points: &[[f64; 2]]) -> Drawing {
        Drawing { strokes: vec![points.to_vec()] }
    }

    #[test]
    fn a_line_covers_what_lies_within_the_pens_reach() {
        // From the left edge to the right one, along the border of the second and the third row of four.
        let seen = line(&[[0.0, 0.5], [1.0, 0.5]]).pixels(4, 0.125);
        let rows: Vec<f32> = seen.chunks(4).map(|row| row.iter().sum::<f32>() / 4.0).collect();
        assert_eq!(rows, [0.0, 0.5, 0.5, 0.0]);
        // A dot in the middle of a pixel of 8, of a quarter of its side: four of sixteen points.
        let dot = line(&[[0.5625, 0.0625]]).pixels(8, 0.03125);
        assert_eq!((dot[4], dot.iter().sum::<f32>()), (0.25, 0.25));
    }

    #[test]
    fn place_and_size_on_the_pad_do_not_matter() {
        let sheet = Sheet { side: 8, reach: 1.0, ink: 0.3 };
        let small = line(&[[0.1, 0.1], [0.2, 0.1], [0.1, 0.3]]);
        let large = line(&[[0.125, 0.0], [0.625, 0.0], [0.125, 1.0]]);
        assert_eq!(small.like(&sheet), large.like(&sheet));
        let seen = small.like(&sheet);
        let ink: f32 = seen.iter().sum();
        assert!((ink / 64.0 - 0.3).abs() < 0.01, "{ink}");
        assert!(seen[..8].iter().any(|grey| *grey > 0.5) && seen[56..].iter().any(|grey| *grey > 0.5), "{seen:?}");
        assert_eq!(Drawing::default().like(&sheet), [0.0; 64]);
        assert!(line(&[[0.9, 0.2]]).like(&sheet)[27] == 1.0, "a dot is in the middle");
    }

    #[test]
    fn the_sheet_is_that_of_the_shipped_digits() {
        let set = Shipped::Digits.set();
        let sheet = Sheet::of(&set.inputs, &(0..set.rows()).collect::<Vec<_>>(), 8);
        // All of them are as high as the picture, but for pale edges; the ink is the sum that scikit-learn has.
        assert!((sheet.ink - 561_718.0 / 16.0 / 1797.0 / 64.0).abs() < 1e-9 && sheet.reach > 0.95, "{sheet:?}");
    }
}
