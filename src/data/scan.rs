//! A picture from elsewhere, normalized to the pictures of a data set.

use super::Sheet;

/// Ink darker than this fraction of the darkest belongs to the drawing.
const DARK: f32 = 0.25;
/// Below this difference of light and dark there is nothing to see.
const CONTRAST: f32 = 0.05;

/// Grey values of a picture of any size.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    /// Width in pixels, at least 1.
    pub width: usize,
    /// Height in pixels, at least 1.
    pub height: usize,
    /// Brightness of each pixel, row by row, from 0 (black) to 1 (white).
    pub light: Vec<f32>,
}

impl Scan {
    /// The picture in the form of a set's: ink on paper, from 0 to 1, row by row.
    ///
    /// Paper, light or dark, is what most of the border is. A picture of the set's size is taken as it is; of any
    /// other, the drawn part is cut out, scaled to the size of the set's drawings, and centred. `None` when it is
    /// uniform.
    ///
    /// # Panics
    /// When `light` does not have one number per pixel.
    #[must_use]
    pub fn like(&self, sheet: &Sheet) -> Option<Vec<f32>> {
        assert_eq!(self.light.len(), self.width * self.height, "one light a pixel");
        let (low, high) = self.light.iter().fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
        if high - low < CONTRAST {
            return None;
        }
        let is_dark = self.paper() < 0.5 * (low + high);
        let ink = |light: f32| if is_dark { light } else { 1.0 - light };
        if (self.width, self.height) == (sheet.side, sheet.side) {
            return Some(self.light.iter().map(|light| ink(*light)).collect());
        }
        // The darkest pixel is ink, the lightest paper, whatever the lighting.
        let (paper, full) = if is_dark { (low, high) } else { (1.0 - high, 1.0 - low) };
        let ink: Vec<f32> = self.light.iter().map(|light| (ink(*light) - paper) / (full - paper)).collect();
        let dark = |pixel: &usize| ink[*pixel] > DARK;
        let span = |place: fn(usize, usize) -> usize| {
            let places = (0..ink.len()).filter(dark).map(|pixel| place(pixel, self.width));
            places.fold((usize::MAX, 0), |(low, high), at| (low.min(at), high.max(at + 1)))
        };
        let ((left, right), (top, bottom)) = (span(|pixel, width| pixel % width), span(|pixel, width| pixel / width));
        let long = (right - left).max(bottom - top) as f64;
        // Pixels of the picture per pixel of the sheet.
        let size = long / (sheet.reach * sheet.side as f64);
        let middle = (0.5 * (left + right) as f64, 0.5 * (top + bottom) as f64);
        let at = |place: usize, middle: f64| middle + (place as f64 - 0.5 * sheet.side as f64) * size;
        let pixel = |pixel: usize| {
            let (across, down) = (at(pixel % sheet.side, middle.0), at(pixel / sheet.side, middle.1));
            self.mean(&ink, (across, across + size), (down, down + size))
        };
        Some((0..sheet.side * sheet.side).map(pixel).collect())
    }

    /// The median brightness of the border.
    fn paper(&self) -> f32 {
        let is_border = |pixel: &usize| {
            let (across, down) = (pixel % self.width, pixel / self.width);
            across == 0 || down == 0 || across + 1 == self.width || down + 1 == self.height
        };
        let mut border: Vec<f32> = (0..self.light.len()).filter(is_border).map(|pixel| self.light[pixel]).collect();
        border.sort_by(f32::total_cmp);
        border[border.len() / 2]
    }

    /// Mean of `ink` over a rectangle, weighted by the covered area of each pixel; outside is paper.
    fn mean(&self, ink: &[f32], across: (f64, f64), down: (f64, f64)) -> f32 {
        let within = |(low, high): (f64, f64), at: usize| (high.min(at as f64 + 1.0) - low.max(at as f64)).max(0.0);
        let places = |(low, high): (f64, f64), all: usize| {
            (low.max(0.0) as usize).min(all)..(libm::ceil(high).max(0.0) as usize).min(all)
        };
        let mut sum = 0.0;
        for y in places(down, self.height) {
            let row = within(down, y);
            let cells = places(across, self.width).map(|x| f64::from(ink[y * self.width + x]) * within(across, x));
            sum += row * cells.sum::<f64>();
        }
        (sum / ((across.1 - across.0) * (down.1 - down.0))) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Sheet = Sheet { side: 4, reach: 1.0, ink: 0.3 };

    fn scan(width: usize, height: usize, light: impl Fn(usize, usize) -> f32) -> Scan {
        Scan { width, height, light: (0..width * height).map(|at| light(at % width, at / width)).collect() }
    }

    #[test]
    fn a_bar_is_found_wherever_and_in_whatever_light() {
        // A bar of 8 by 40 in a picture of 100 by 60.
        let is_bar = |x: usize, y: usize| (70..78).contains(&x) && (10..50).contains(&y);
        let seen = scan(100, 60, |x, y| if is_bar(x, y) { 0.2 } else { 0.8 }).like(&SHEET).unwrap();
        // As high as the sheet, and 8/10 of a pixel wide, halved by the middle.
        for row in seen.chunks(4) {
            let near = |a: f32, b: f32| (a - b).abs() < 1e-5;
            assert!(near(row[0], 0.0) && near(row[1], 0.4) && near(row[2], 0.4) && near(row[3], 0.0), "{seen:?}");
        }
        let dark = scan(100, 60, |x, y| if is_bar(x, y) { 1.0 } else { 0.1 }).like(&SHEET).unwrap();
        assert!(dark.iter().zip(&seen).all(|(a, b)| (a - b).abs() < 1e-5), "light on dark is the same");
        assert_eq!(scan(9, 9, |_, _| 0.7).like(&SHEET), None);
    }

    #[test]
    fn a_picture_of_the_sets_size_is_taken_as_it_is() {
        let light = |x: usize, y: usize| if (x, y) == (1, 2) { 0.25 } else { 1.0 };
        let seen = scan(4, 4, light).like(&SHEET).unwrap();
        assert_eq!((seen[9], seen.iter().sum::<f32>()), (0.75, 0.75));
    }
}
