//! A plane through weight space: a point, two directions from it, and the loss over them.

use super::{Ground, eigen::dot};

/// Two directions from a point in the space of all weights and biases.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    /// The point at which both coordinates are 0.
    pub origin: Vec<f64>,
    /// The horizontal direction.
    pub across: Vec<f64>,
    /// The vertical direction.
    pub up: Vec<f64>,
    /// Horizontal range of the picture.
    pub x: (f64, f64),
    /// Vertical range of the picture.
    pub y: (f64, f64),
}

impl Plane {
    /// The parameters at a point of the plane.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Vec<f32> {
        let steps = self.across.iter().zip(&self.up);
        self.origin.iter().zip(steps).map(|(origin, (across, up))| (origin + x * across + y * up) as f32).collect()
    }

    /// The point of the plane nearest to these parameters, and their distance from it.
    #[must_use]
    pub fn place(&self, parameters: &[f32]) -> (f64, f64, f64) {
        let away: Vec<f64> = parameters.iter().zip(&self.origin).map(|(p, o)| f64::from(*p) - o).collect();
        let (a, b, c) = (dot(&self.across, &self.across), dot(&self.across, &self.up), dot(&self.up, &self.up));
        let (p, q) = (dot(&self.across, &away), dot(&self.up, &away));
        let determinant = a * c - b * b;
        if determinant.is_nan() || determinant <= 0.0 {
            let x = if a > 0.0 { p / a } else { 0.0 };
            return (x, 0.0, (dot(&away, &away) - x * p).max(0.0).sqrt());
        }
        let (x, y) = ((c * p - b * q) / determinant, (a * q - b * p) / determinant);
        let beside = dot(&away, &away) - x * p - y * q;
        (x, y, beside.max(0.0).sqrt())
    }

    /// The coordinate of the centre of cell number `cell` of `cells`.
    #[must_use]
    pub fn along((low, high): (f64, f64), cell: usize, cells: usize) -> f64 {
        low + (high - low) * (cell as f64 + 0.5) / cells as f64
    }

    /// The losses of one row of cells; row 0 is the lowest.
    pub fn row(&self, ground: &mut Ground, row: usize, cells: usize) -> Vec<f64> {
        let y = Self::along(self.y, row, cells);
        (0..cells).map(|cell| ground.loss(&self.at(Self::along(self.x, cell, cells), y))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{experiment::Experiment, training::Trainer};

    fn plane() -> Plane {
        Plane {
            origin: vec![1.0, 2.0, 3.0, 4.0],
            across: vec![1.0, 1.0, 0.0, 0.0],
            up: vec![0.0, 1.0, 2.0, 0.0],
            x: (-1.0, 1.0),
            y: (-2.0, 2.0),
        }
    }

    #[test]
    fn the_nearest_place_is_found_between_slanted_directions() {
        let plane = plane();
        let (x, y, beside) = plane.place(&plane.at(0.3, -1.2));
        assert!((x - 0.3).abs() < 1e-6 && (y + 1.2).abs() < 1e-6 && beside < 1e-6, "{x} {y} {beside}");
        let mut off = plane.at(0.3, -1.2);
        off[3] += 5.0;
        let (x, y, beside) = plane.place(&off);
        assert!((x - 0.3).abs() < 1e-6 && (y + 1.2).abs() < 1e-6 && (beside - 5.0).abs() < 1e-6, "{x} {y} {beside}");
        let flat = Plane { up: vec![0.0; 4], ..plane };
        assert_eq!(flat.place(&flat.at(0.5, 0.0)), (0.5, 0.0, 0.0), "a path that is straight");
    }

    #[test]
    fn cells_are_looked_at_in_their_middle() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let mut ground = Ground::new(trainer.experiment(), trainer.data(), usize::MAX);
        let size = ground.size();
        let unit = |place: usize| (0..size).map(|i| f64::from(u8::from(i == place))).collect::<Vec<f64>>();
        let origin = trainer.network().parameters.values().iter().map(|p| f64::from(*p)).collect();
        let plane = Plane { origin, across: unit(0), up: unit(5), x: (-1.5, 1.5), y: (-0.75, 0.75) };
        let row = plane.row(&mut ground, 1, 3);
        assert_eq!(row[1].to_bits(), ground.loss(trainer.network().parameters.values()).to_bits());
        let mut moved = trainer.network().parameters.values().to_vec();
        (moved[0], moved[5]) = ((f64::from(moved[0]) + 1.0) as f32, (f64::from(moved[5]) + 0.5) as f32);
        assert_eq!(plane.row(&mut ground, 2, 3)[2].to_bits(), ground.loss(&moved).to_bits());
    }
}
