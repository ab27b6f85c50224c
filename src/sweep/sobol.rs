//! Quasi-random points that fill a cube evenly, however many are taken: the sequence of Sobol (1967).
//!
//! Direction numbers of S. Joe and F. Y. Kuo, “Constructing Sobol sequences with better two-dimensional projections” (2008),
//! table new-joe-kuo-6; the order of the points is that of Antonov and Saleev, by Gray code.

/// Largest number of dimensions.
pub const MOST_AXES: usize = 1 + TABLE.len();

/// Degree, coefficients and first direction numbers of the primitive polynomial of each dimension from the second on.
const TABLE: [(u32, u32, &[u32]); 19] = [
    (1, 0, &[1]),
    (2, 1, &[1, 3]),
    (3, 1, &[1, 3, 1]),
    (3, 2, &[1, 1, 1]),
    (4, 1, &[1, 1, 3, 3]),
    (4, 4, &[1, 3, 5, 13]),
    (5, 2, &[1, 1, 5, 5, 17]),
    (5, 4, &[1, 1, 5, 5, 5]),
    (5, 7, &[1, 1, 7, 11, 19]),
    (5, 11, &[1, 1, 5, 1, 1]),
    (5, 13, &[1, 1, 1, 3, 11]),
    (5, 14, &[1, 3, 5, 5, 31]),
    (6, 1, &[1, 3, 3, 9, 7, 49]),
    (6, 13, &[1, 1, 1, 15, 21, 21]),
    (6, 16, &[1, 3, 1, 13, 27, 49]),
    (6, 19, &[1, 1, 1, 15, 7, 5]),
    (6, 22, &[1, 3, 1, 15, 13, 25]),
    (6, 25, &[1, 1, 5, 5, 19, 61]),
    (7, 1, &[1, 3, 7, 11, 23, 15, 103]),
];

/// Coordinate of point `index` along `axis`, in units of 2⁻³²; the first point is the corner of zeros.
///
/// # Panics
/// When there are fewer dimensions.
#[must_use]
pub fn coordinate(index: u32, axis: usize) -> u32 {
    let gray = index ^ (index >> 1);
    let directions = directions(axis);
    (0..32).filter(|bit| gray >> bit & 1 == 1).fold(0, |sum, bit| sum ^ directions[bit])
}

/// The direction numbers of an axis, that of the lowest bit of an index first.
fn directions(axis: usize) -> [u32; 32] {
    let mut directions: [u32; 32] = std::array::from_fn(|bit| 1 << (31 - bit));
    if axis > 0 {
        let (degree, coefficients, first) = TABLE[axis - 1];
        let degree = degree as usize;
        for bit in 0..32 {
            directions[bit] = if bit < degree {
                first[bit] << (31 - bit)
            } else {
                let before = directions[bit - degree];
                (1..degree)
                    .filter(|term| coefficients >> (degree - 1 - term) & 1 == 1)
                    .fold(before ^ (before >> degree), |sum, term| sum ^ directions[bit - term])
            };
        }
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first points along the first six axes, from the published table by an independent program.
    const FIRST: [[f64; 6]; 8] = [
        [0.0; 6],
        [0.5; 6],
        [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
        [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
        [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
        [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
        [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
        [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
    ];

    #[test]
    fn the_first_points_are_those_of_the_table() {
        for (index, point) in FIRST.iter().enumerate() {
            for (axis, expected) in point.iter().enumerate() {
                assert_eq!(f64::from(coordinate(index as u32, axis)) / 4_294_967_296.0, *expected, "{index} {axis}");
            }
        }
    }

    #[test]
    fn every_axis_takes_each_of_1024_parts_once() {
        for axis in 0..MOST_AXES {
            let mut parts: Vec<u32> = (0..1024).map(|index| coordinate(index, axis) >> 22).collect();
            parts.sort_unstable();
            assert!(parts.into_iter().eq(0..1024), "axis {axis}");
        }
    }

    #[test]
    fn any_two_axes_are_not_the_same() {
        let lines: Vec<Vec<u32>> =
            (0..MOST_AXES).map(|axis| (0..64).map(|index| coordinate(index, axis)).collect()).collect();
        for (axis, line) in lines.iter().enumerate() {
            assert!(!lines[..axis].contains(line), "axis {axis}");
        }
    }
}
