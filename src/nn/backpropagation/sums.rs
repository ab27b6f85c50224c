//! The gradient: sums over the rows of all microbatches. Threads share its units, and update what they have summed.

use crate::nn::{
    Parameters, Update, Workspace,
    kernel::{
        Kernel, LANES, Lanes,
        product::{self, Summand},
    },
    microbatch::{Microbatch, Place},
    span::Span,
    update::AnyRule,
};

/// Parameters whose gradient is summed and then updated while it is still in the cache.
const PIECE: usize = 1 << 14;

/// Sums that are still to be taken.
#[derive(Clone, Copy, Debug)]
pub(in crate::nn) struct Sums {
    /// Microbatches with rows.
    pub(super) microbatches: usize,
    pub(super) threads: usize,
    /// Whether they replace the gradient so far.
    pub(super) first: bool,
}

impl Sums {
    /// Adds them to the gradient; that of a frozen layer is 0.
    #[inline(always)]
    pub(in crate::nn) fn add_up<L: Lanes>(self, frozen: &[bool], workspace: &mut Workspace) {
        let Workspace { microbatches, gradient, .. } = workspace;
        let span = Span::of_gradient(gradient.values_mut());
        Summing { microbatches: &microbatches[..self.microbatches], first: self.first, frozen, update: None }
            .share::<L>(self.threads, span);
    }

    /// Adds them to the gradient, and updates each parameter by its own, as a [separate](Update::is_separate) update may.
    #[inline(always)]
    pub(in crate::nn) fn update<L: Lanes>(
        self,
        update: &Update<'_>,
        parameters: &mut Parameters,
        moments: &mut [Parameters],
        workspace: &mut Workspace,
    ) {
        let Workspace { microbatches, gradient, .. } = workspace;
        let span = Span::new(gradient.values_mut(), parameters, moments);
        let microbatches = &microbatches[..self.microbatches];
        Summing { microbatches, first: self.first, frozen: update.frozen, update: Some(update) }
            .share::<L>(self.threads, span);
    }
}

/// What the sums are taken of, and what then becomes of the parameters.
#[derive(Clone, Copy)]
struct Summing<'a> {
    microbatches: &'a [Microbatch],
    first: bool,
    frozen: &'a [bool],
    update: Option<&'a Update<'a>>,
}

impl Summing<'_> {
    /// Works on a span, shared by this many threads.
    fn share<L: Lanes>(self, threads: usize, mut span: Span<'_>) {
        if threads == 1 {
            return L::call(Part { summing: self, span });
        }
        let fewer = threads / 2;
        let middle = self.boundary(span.from + span.gradient.len() * fewer / threads);
        let (some, others) = span.split_at(middle);
        rayon::join(|| self.share::<L>(fewer, some), || self.share::<L>(threads - fewer, others));
    }

    /// Where the unit begins in whose weights this parameter is; a layer's biases go with its last unit.
    fn boundary(self, parameter: usize) -> usize {
        let place = self.microbatches[0].places.iter().find(|place| parameter < place.end);
        place.map_or(parameter, |place| {
            let unit = ((parameter - place.weights) / place.inputs).min(place.outputs - 1);
            place.weights + unit * place.inputs
        })
    }
}

/// The part of one thread.
struct Part<'a> {
    summing: Summing<'a>,
    span: Span<'a>,
}

impl Kernel for Part<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { summing, mut span } = self;
        let rule = summing.update.map(Update::rule);
        for (layer, place) in summing.microbatches[0].places.iter().enumerate() {
            let Place { inputs, weights, biases, end, .. } = *place;
            let (mut start, stop) = (span.from.max(weights), span.to().min(end));
            while start < stop {
                // Whole units, and the biases with the last.
                let next = start + (PIECE / inputs).max(1) * inputs;
                let next = if next >= biases { stop } else { next.min(stop) };
                let piece = span.part(start, next);
                L::call(Piece { summing, rule, layer, piece });
                start = next;
            }
        }
    }
}

/// Some units of one layer.
struct Piece<'a> {
    summing: Summing<'a>,
    rule: Option<AnyRule>,
    layer: usize,
    piece: Span<'a>,
}

impl Kernel for Piece<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { summing: Summing { microbatches, first, frozen, .. }, rule, layer, piece } = self;
        if frozen[layer] {
            piece.gradient.fill(0.0);
            return;
        }
        let Place { inputs, outputs, weights, biases, .. } = microbatches[0].places[layer];
        let (dw, db) = piece.gradient.split_at_mut(piece.to().min(biases) - piece.from);
        let unit = (piece.from - weights) / inputs;
        let summands = microbatches.iter().map(|microbatch| {
            let Place { to, panels, .. } = microbatch.places[layer];
            let (dz, x) = (&microbatch.deltas[to..], &microbatch.panels[panels..]);
            Summand { rows: microbatch.rows, dz, x }
        });
        let some = summands.clone().map(|summand| Summand { dz: &summand.dz[unit..], ..summand });
        product::gradient::<L>(first, inputs, outputs, &some, dw);
        add_biases::<L>(first, &summands, db);
        if let Some(rule) = rule {
            rule.step::<L>(piece);
        }
    }
}

/// Sums each unit's derivatives over the rows: the gradient of its bias.
#[inline(always)]
fn add_biases<'a, L: Lanes>(first: bool, summands: &(impl Iterator<Item = Summand<'a>> + Clone), db: &mut [f32]) {
    for unit in 0..db.len() {
        let mut sum: Option<L> = None;
        for Summand { rows, dz, .. } in summands.clone() {
            for tile in 0..rows.div_ceil(LANES) {
                let delta = L::load(&dz[tile * db.len() + unit]);
                sum = Some(sum.map_or(delta, |sum| sum.add(delta)));
            }
        }
        let sum = sum.map_or(0.0, L::sum);
        db[unit] = if first { sum } else { db[unit] + sum };
    }
}
