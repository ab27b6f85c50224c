//! What a person set by hand in the network itself, so that it can be taken back and made again.

use crate::experiment::Place;

/// One weight or bias that was given another value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Touch {
    /// Which it is.
    pub(super) place: Place,
    /// What it was.
    pub(super) before: f32,
    /// What it was given.
    pub(super) after: f32,
}

/// Everything that was set by hand in one run, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Hand {
    /// Which run: what was set in another, or before it began anew, means nothing in this one.
    pub(super) run: u64,
    pub(super) touches: Vec<Touch>,
}

impl Hand {
    /// What has to be set, in this order, to come from here to `there`.
    pub(super) fn way_to(&self, there: &Self) -> Vec<(Place, f32)> {
        if self.run != there.run {
            return Vec::new();
        }
        let common = self.touches.iter().zip(&there.touches).take_while(|(here, there)| here == there).count();
        let back = self.touches[common..].iter().rev().map(|touch| (touch.place, touch.before));
        back.chain(there.touches[common..].iter().map(|touch| (touch.place, touch.after))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Place = Place { layer: 0, unit: 0, from: None };
    const B: Place = Place { layer: 1, unit: 0, from: Some(2) };

    fn hand(touches: &[(Place, f32, f32)]) -> Hand {
        let touches = touches.iter().map(|&(place, before, after)| Touch { place, before, after }).collect();
        Hand { run: 0, touches }
    }

    #[test]
    fn the_way_back_is_the_way_there_in_reverse() {
        let (none, one) = (hand(&[]), hand(&[(A, 0.1, 5.0)]));
        let three = hand(&[(A, 0.1, 5.0), (B, 0.2, 6.0), (A, 5.0, 7.0)]);
        assert_eq!(none.way_to(&three), [(A, 5.0), (B, 6.0), (A, 7.0)]);
        assert_eq!(three.way_to(&none), [(A, 5.0), (B, 0.2), (A, 0.1)]);
        assert_eq!(three.way_to(&one), [(A, 5.0), (B, 0.2)]);
        let dragged = hand(&[(A, 0.1, 5.5)]);
        assert_eq!(one.way_to(&dragged), [(A, 0.1), (A, 5.5)], "the same drag, further on");
        assert!(three.way_to(&Hand { run: 1, ..none }).is_empty(), "another run");
    }
}
