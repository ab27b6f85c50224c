//! Eight numbers side by side in memory, and how a matrix is laid out in them.

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
