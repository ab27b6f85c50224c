//! Dropout: units that are dropped at random in a training pass (Srivastava et al. 2014).

use super::{
    Random,
    kernel::{Lanes, Pack},
};

/// Dropout for one pass.
#[derive(Debug)]
pub struct Dropout<'a> {
    /// Probability that a unit is dropped, for each layer, 0…0.9; 0 for the last layer.
    pub shares: &'a [f32],
    /// Random stream of the masks.
    pub noise: &'a mut Random,
}

impl Dropout<'_> {
    /// Whether no layer drops units.
    #[inline(always)]
    pub(super) fn keeps_all(&self) -> bool {
        self.shares.iter().all(|share| *share == 0.0)
    }

    /// Drops units of a layer at random and divides the others by the probability to stay, which keeps the mean
    /// (“inverted” dropout).
    #[inline(always)]
    pub(super) fn leave_out<L: Lanes>(&mut self, layer: usize, values: &mut [Pack], slopes: &mut [Pack]) {
        let share = self.shares[layer];
        if share == 0.0 {
            return;
        }
        let limit = (f64::from(share) * 4_294_967_296.0) as u32;
        let raise = 1.0 / (1.0 - share);
        for (value, slope) in values.iter_mut().zip(slopes) {
            let mask = Pack(std::array::from_fn(|_| if self.noise.bits() < limit { 0.0 } else { raise }));
            let mask = L::load(&mask);
            L::load(value).mul(mask).store(value);
            L::load(slope).mul(mask).store(slope);
        }
    }
}
