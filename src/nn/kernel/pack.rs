//! Eight numbers side by side in memory, and how a matrix is laid out in them.

use super::Lanes;

/// How many numbers a pack holds, on every path.
pub const LANES: usize = 8;

/// Eight numbers that a vector register loads at once.
///
/// A layer's values lie in *tiles* of eight rows, `[tile][unit]`, one row of the batch in each lane. Read as
/// *panels*, `[panel][row]`, a pack holds eight units of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C, align(32))]
pub struct Pack(pub [f32; LANES]);

impl Pack {
    /// All zero.
    pub const ZERO: Self = Self([0.0; LANES]);

    /// For each number of lanes from none to all, all bits of as many.
    pub const MASKS: [Self; LANES + 1] = {
        let mut masks = [Self::ZERO; LANES + 1];
        let mut count = 0;
        while count <= LANES {
            let mut lane = 0;
            while lane < count {
                masks[count].0[lane] = f32::from_bits(u32::MAX);
                lane += 1;
            }
            count += 1;
        }
        masks
    };
}

/// Turns tiles into panels, or panels into tiles: block by block of eight packs, each transposed.
///
/// # Shapes
/// `from`: `[rows][columns]` of which `columns` may be ragged (not a multiple of eight); `to`: `[⌈columns / 8⌉][8 rows]`.
/// Lanes beyond the last column become zero.
#[inline(always)]
pub fn tiles_to_panels<L: Lanes>(tiles: usize, units: usize, from: &[Pack], to: &mut [Pack]) {
    for panel in 0..units.div_ceil(LANES) {
        let (first, last) = (panel * LANES, units.min(panel * LANES + LANES));
        for tile in 0..tiles {
            let to = &mut to[(panel * tiles + tile) * LANES..][..LANES];
            if last - first == LANES {
                L::transpose(&from[tile * units + first..][..LANES], to);
            } else if last - first <= 2 {
                // One or two columns are sooner put one by one than transposed.
                for (lane, pack) in to.iter_mut().enumerate() {
                    for column in first..last {
                        pack.0[column - first] = from[tile * units + column].0[lane];
                    }
                }
            } else {
                let mut block = [Pack::ZERO; LANES];
                block[..last - first].copy_from_slice(&from[tile * units + first..tile * units + last]);
                L::transpose(&block, to);
            }
        }
    }
}
