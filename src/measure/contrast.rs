//! How well two encoders agree on pairs: the symmetric contrastive loss over the pairs of a batch, and its gradient.

/// Below this a code has no direction.
const SHORTEST: f64 = 1e-12;

/// The contrastive loss of pairs of codes (`InfoNCE`, van den Oord et al. 2018; both ways, Radford et al. 2021), with buffers that
/// grow to the largest batch.
///
/// Of n pairs, aᵢ and bᵢ are the codes at length 1 and `s_ij = aᵢ · bⱼ / τ`. The loss is the mean cross-entropy of finding j = i
/// among the bⱼ by the softmax of a row of s, and of finding i = j among the aᵢ by that of a column, half of each. Blind guessing
/// gives ln n.
#[derive(Clone, Debug)]
pub struct Contrast {
    space: usize,
    temperature: f64,
    /// Codes at length 1, the first encoder's and then the second's of each pair, and how long each was.
    codes: Vec<f64>,
    lengths: Vec<f64>,
    /// `s_ij`, and what becomes of it.
    similar: Vec<f64>,
    slopes: Vec<f64>,
}

/// What some pairs came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Sum of the losses over the pairs.
    pub loss: f64,
    /// For how many codes of the first encoder the nearest of the second's is their own partner's.
    pub found: usize,
}

impl Contrast {
    /// For codes of so many dimensions, at this temperature.
    #[must_use]
    pub fn new(space: usize, temperature: f32) -> Self {
        let (codes, lengths, similar, slopes) = Default::default();
        Self { space, temperature: f64::from(temperature), codes, lengths, similar, slopes }
    }

    /// What the pairs in `outputs` come to, which belong together.
    ///
    /// # Shapes
    /// `outputs` is `[pairs, 2 · space]`: the code of the first encoder, then that of the second.
    pub fn agreement(&mut self, outputs: &[f32]) -> Agreement {
        let pairs = self.read(outputs);
        let (mut loss, mut found) = (0.0, 0);
        for i in 0..pairs {
            let of_row = |j: usize| self.similar[i * pairs + j];
            let of_column = |j: usize| self.similar[j * pairs + i];
            let own = of_row(i);
            loss += 0.5 * (log_sum(pairs, of_row) + log_sum(pairs, of_column)) - own;
            found += usize::from((0..pairs).all(|j| j == i || of_row(j) < own));
        }
        Agreement { loss, found }
    }

    /// The same with the slope of the mean loss by each number of `outputs`, which is written over `slopes`.
    ///
    /// # Shapes
    /// `slopes` as `outputs`.
    pub fn backpropagate(&mut self, outputs: &[f32], slopes: &mut [f32]) -> Agreement {
        let agreement = self.agreement(outputs);
        let (space, pairs) = (self.space, self.lengths.len() / 2);
        self.slopes.clear();
        self.slopes.resize(pairs * pairs, 0.0);
        for i in 0..pairs {
            let row = log_sum(pairs, |j| self.similar[i * pairs + j]);
            let column = log_sum(pairs, |j| self.similar[j * pairs + i]);
            for j in 0..pairs {
                self.slopes[i * pairs + j] += libm::exp(self.similar[i * pairs + j] - row);
                self.slopes[j * pairs + i] += libm::exp(self.similar[j * pairs + i] - column);
            }
            self.slopes[i * pairs + i] -= 2.0;
        }
        let scale = 1.0 / (2.0 * pairs as f64 * self.temperature);
        for i in 0..pairs {
            for (side, other) in [(0, space), (space, 0)] {
                let own = &self.codes[2 * i * space + side..][..space];
                let out = &mut slopes[2 * i * space + side..][..space];
                let slope = |j: usize| {
                    let place = if side == 0 { i * pairs + j } else { j * pairs + i };
                    scale * self.slopes[place]
                };
                // Along the code itself nothing changes, since only its direction counts.
                let pull = |k: usize| (0..pairs).map(|j| slope(j) * self.codes[2 * j * space + other + k]).sum::<f64>();
                let along: f64 = (0..space).map(|k| pull(k) * own[k]).sum();
                let length = self.lengths[2 * i + usize::from(side > 0)];
                for (k, out) in out.iter_mut().enumerate() {
                    *out = if length > SHORTEST { ((pull(k) - along * own[k]) / length) as f32 } else { 0.0 };
                }
            }
        }
        agreement
    }

    /// Brings the codes to length 1 and compares all; gives how many pairs there are.
    fn read(&mut self, outputs: &[f32]) -> usize {
        let (space, pairs) = (self.space, outputs.len() / (2 * self.space));
        self.codes.clear();
        self.lengths.clear();
        for code in outputs.chunks_exact(space) {
            let length = code.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>().sqrt();
            self.lengths.push(length);
            let whole = if length > SHORTEST { length } else { 1.0 };
            self.codes.extend(code.iter().map(|x| f64::from(*x) / whole));
        }
        self.similar.clear();
        let code = |number: usize| &self.codes[number * space..][..space];
        for i in 0..pairs {
            for j in 0..pairs {
                let cosine: f64 = code(2 * i).iter().zip(code(2 * j + 1)).map(|(a, b)| a * b).sum();
                self.similar.push(cosine / self.temperature);
            }
        }
        pairs
    }
}

/// `ln Σ exp` of so many numbers.
fn log_sum(count: usize, number: impl Fn(usize) -> f64) -> f64 {
    let top = (0..count).map(&number).fold(f64::NEG_INFINITY, f64::max);
    top + libm::log((0..count).map(|j| libm::exp(number(j) - top)).sum::<f64>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::{Random, Stream};

    fn codes(pairs: usize, space: usize) -> Vec<f32> {
        let mut random = Random::new(7, Stream::Noise);
        (0..2 * pairs * space).map(|_| random.normal() as f32).collect()
    }

    #[test]
    fn by_hand() {
        let mut contrast = Contrast::new(2, 0.5);
        // Two pairs at right angles: s is 2 for the own partner and 0 for the other.
        let told = contrast.agreement(&[3.0, 0.0, 1.0, 0.0, 0.0, 0.2, 0.0, 9.0]);
        assert!((told.loss / 2.0 - libm::log1p(libm::exp(-2.0))).abs() < 1e-12, "{told:?}");
        assert_eq!(told.found, 2);
        let swapped = contrast.agreement(&[3.0, 0.0, 0.0, 1.0, 0.0, 0.2, 9.0, 0.0]);
        assert!((swapped.loss / 2.0 - (2.0 + libm::log1p(libm::exp(-2.0)))).abs() < 1e-12 && swapped.found == 0);
        // All alike: nothing but guessing.
        let blind = contrast.agreement(&[1.0; 20]);
        assert!((blind.loss / 5.0 - libm::log(5.0)).abs() < 1e-12 && blind.found == 0);
    }

    #[test]
    fn slopes_are_those_of_small_changes() {
        let (pairs, space) = (5, 3);
        let (mut contrast, outputs) = (Contrast::new(space, 0.3), codes(5, 3));
        let mut slopes = vec![0.0; outputs.len()];
        let told = contrast.backpropagate(&outputs, &mut slopes);
        assert_eq!(told, contrast.agreement(&outputs));
        for (place, slope) in slopes.iter().enumerate() {
            let mut at = |by: f32| {
                let mut moved = outputs.clone();
                moved[place] += by;
                contrast.agreement(&moved).loss / pairs as f64
            };
            let numeric = (at(0.01) - at(-0.01)) / 0.02;
            assert!((numeric - f64::from(*slope)).abs() < 2e-4, "{place}: {slope}, not {numeric}");
        }
    }

    #[test]
    fn a_code_without_direction_is_left_alone() {
        let mut outputs = codes(3, 2);
        outputs[..2].fill(0.0);
        let mut slopes = vec![1.0; outputs.len()];
        let told = Contrast::new(2, 0.1).backpropagate(&outputs, &mut slopes);
        assert!(told.loss.is_finite() && slopes.iter().all(|slope| slope.is_finite()));
        assert_eq!(slopes[..2], [0.0, 0.0]);
    }
}
