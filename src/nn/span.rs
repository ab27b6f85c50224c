//! Consecutive parameters with all that changes them: what one thread updates.

use super::Parameters;

/// Some consecutive parameters, with their gradient and moments.
#[derive(Debug)]
pub(super) struct Span<'a> {
    /// The first of them, as an index into all parameters.
    pub from: usize,
    pub gradient: &'a mut [f32],
    /// Empty when only the gradient is asked for.
    pub parameters: &'a mut [f32],
    /// The optimizer's moments, as far as it has any.
    pub moments: [&'a mut [f32]; 2],
}

impl<'a> Span<'a> {
    /// All parameters.
    #[inline(always)]
    pub fn new(gradient: &'a mut [f32], parameters: &'a mut Parameters, moments: &'a mut [Parameters]) -> Self {
        let mut moments = moments.iter_mut().map(Parameters::values_mut);
        let moments = [moments.next().unwrap_or_default(), moments.next().unwrap_or_default()];
        Self { from: 0, gradient, parameters: parameters.values_mut(), moments }
    }

    /// All of a gradient, without the parameters.
    pub const fn of_gradient(gradient: &'a mut [f32]) -> Self {
        Self { from: 0, gradient, parameters: &mut [], moments: [&mut [], &mut []] }
    }

    /// Where the span ends.
    pub const fn to(&self) -> usize {
        self.from + self.gradient.len()
    }

    /// The parameters before `middle`, an index into all parameters, and those from there on.
    pub fn split_at(&mut self, middle: usize) -> (Span<'_>, Span<'_>) {
        fn split(numbers: &mut [f32], place: usize) -> (&mut [f32], &mut [f32]) {
            numbers.split_at_mut(place.min(numbers.len()))
        }
        let place = middle - self.from;
        let [a, b] = &mut self.moments;
        let (gradient, other_gradient) = split(self.gradient, place);
        let (parameters, other_parameters) = split(self.parameters, place);
        let ((a, other_a), (b, other_b)) = (split(a, place), split(b, place));
        (
            Span { from: self.from, gradient, parameters, moments: [a, b] },
            Span { from: middle, gradient: other_gradient, parameters: other_parameters, moments: [other_a, other_b] },
        )
    }

    /// The parameters from `start` to `stop`, indices into all parameters.
    pub fn part(&mut self, start: usize, stop: usize) -> Span<'_> {
        fn part(numbers: &mut [f32], start: usize, stop: usize) -> &mut [f32] {
            if numbers.is_empty() { numbers } else { &mut numbers[start..stop] }
        }
        let (first, last) = (start - self.from, stop - self.from);
        let [a, b] = &mut self.moments;
        Span {
            from: start,
            gradient: &mut self.gradient[first..last],
            parameters: part(self.parameters, first, last),
            moments: [part(a, first, last), part(b, first, last)],
        }
    }
}
