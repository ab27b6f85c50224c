//! Tiles turned into panels, for products that read a row at a time.

use super::{LANES, Lanes, Pack};

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
