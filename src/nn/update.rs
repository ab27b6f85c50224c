//! One parameter update: penalties and clipping on the gradient, the optimizer's rule, weight decay, frozen parameters.

use super::{
    L1Rule, Optimizer, Parameters, Regularizer, Workspace,
    kernel::{Kernel, LANES, Lanes, Real},
    optimizer::{Adagrad, Adam, GradientDescent, Momentum, RmsProp, Rule},
    threads,
};

/// Parameters below which an update is not worth sharing among threads.
const LONG: usize = 1 << 16;

/// Everything that decides how a gradient changes the parameters at one step.
#[derive(Clone, Copy, Debug)]
pub struct Update<'a> {
    /// The optimizer.
    pub optimizer: Optimizer,
    /// The learning rate of this step.
    pub rate: f32,
    /// Penalties on the weights, and their decay.
    pub regularizer: Regularizer,
    /// Largest L2 norm of the whole gradient, penalties included; a longer gradient is scaled down to it.
    pub clip_norm: Option<f32>,
    /// For each layer, whether it is frozen.
    pub frozen: &'a [bool],
    /// Layers with a learning rate of their own, as `(layer, factor)`: the factor multiplies `rate`.
    pub rates: &'a [(usize, f32)],
    /// Single frozen parameters, as indices into [`Parameters::values`].
    pub frozen_places: &'a [usize],
    /// Number of this update since the moments were zero, counted from 1: the `t` of Adam's bias correction.
    pub t: u64,
}

impl Update<'_> {
    /// Updates `parameters` and `moments` in place by the gradient in `workspace`.
    ///
    /// # Panics
    /// When there are fewer moments than [`Optimizer::moments`], or shapes disagree.
    pub fn apply(&self, parameters: &mut Parameters, moments: &mut [Parameters], workspace: &mut Workspace) {
        self.check(parameters, moments, workspace);
        workspace.dispatch.run(Apply { update: self, parameters, moments, workspace });
    }

    pub(super) fn check(&self, parameters: &Parameters, moments: &[Parameters], workspace: &Workspace) {
        assert!(moments.len() >= self.optimizer.moments(), "{} moments for {:?}", moments.len(), self.optimizer);
        let (numbers, expected) = (parameters.values().len(), workspace.gradient.values().len());
        assert_eq!(numbers, expected, "the workspace is for another shape");
    }

    fn keeps_before(&self) -> bool {
        self.dies() || !self.rates.is_empty() || !self.frozen_places.is_empty()
    }

    fn dies(&self) -> bool {
        self.regularizer.l1 > 0.0 && self.regularizer.l1_rule == L1Rule::Dies
    }
}

pub(super) struct Apply<'a> {
    pub(super) update: &'a Update<'a>,
    pub(super) parameters: &'a mut Parameters,
    pub(super) moments: &'a mut [Parameters],
    pub(super) workspace: &'a mut Workspace,
}

impl Kernel for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(mut self) {
        let update = self.update;
        if update.keeps_before() {
            self.workspace.before.values_mut().copy_from_slice(self.parameters.values());
        }
        if update.regularizer != Regularizer::default() {
            self.penalize::<L>();
        }
        for place in update.frozen_places {
            self.workspace.gradient.values_mut()[*place] = 0.0;
        }
        if let Some(limit) = update.clip_norm {
            clip(limit, self.workspace.gradient.values_mut());
        }
        let rate = update.rate;
        match update.optimizer {
            Optimizer::GradientDescent => self.step::<L, 0>(GradientDescent { rate }),
            Optimizer::Momentum { momentum } => self.step::<L, 1>(Momentum { rate, momentum, nesterov: false }),
            Optimizer::Nesterov { momentum } => self.step::<L, 1>(Momentum { rate, momentum, nesterov: true }),
            Optimizer::Adagrad { epsilon } => self.step::<L, 1>(Adagrad { rate, epsilon }),
            Optimizer::RmsProp { decay, epsilon } => self.step::<L, 1>(RmsProp { rate, decay, epsilon }),
            Optimizer::Adam { beta1, beta2, epsilon } => {
                self.step::<L, 2>(Adam::new(rate, [beta1, beta2], epsilon, 0.0, update.t));
            }
            Optimizer::AdamW { beta1, beta2, epsilon, weight_decay } => {
                self.step::<L, 2>(Adam::new(rate, [beta1, beta2], epsilon, weight_decay, update.t));
            }
        }
        if update.dies() {
            self.bury();
        }
        for (layer, factor) in update.rates {
            self.scale(*layer, *factor);
        }
        for place in update.frozen_places {
            self.parameters.values_mut()[*place] = self.workspace.before.values()[*place];
        }
    }
}

impl Apply<'_> {
    /// Adds the penalties' derivatives to the gradient and applies weight decay.
    #[inline(always)]
    fn penalize<L: Lanes>(&mut self) {
        let Regularizer { l1, l1_rule, l2, weight_decay } = self.update.regularizer;
        let l1 = if l1_rule == L1Rule::Subgradient { l1 } else { 0.0 };
        let kept = 1.0 - self.update.rate * weight_decay;
        for layer in 0..self.parameters.layers() {
            if self.update.frozen[layer] {
                continue;
            }
            let (start, end, _) = self.workspace.span(layer);
            let weights = &mut self.parameters.values_mut()[start..end];
            let gradient = &mut self.workspace.gradient.values_mut()[start..end];
            let (weights, last_weights) = weights.as_chunks_mut();
            let (gradient, last_gradient) = gradient.as_chunks_mut();
            for (w, g) in weights.iter_mut().zip(gradient) {
                let (new, derivative) = penalized(L::read(w), L::read(g), l1, l2, kept);
                new.write(w);
                derivative.write(g);
            }
            for (w, g) in last_weights.iter_mut().zip(last_gradient) {
                (*w, *g) = penalized(*w, *g, l1, l2, kept);
            }
        }
    }

    /// Applies the rule with its `M` moments to every run of consecutive layers that are not frozen.
    #[inline(always)]
    fn step<L: Lanes, const M: usize>(&mut self, rule: impl Rule) {
        let frozen = self.update.frozen;
        let mut layer = 0;
        while layer < frozen.len() {
            if frozen[layer] {
                layer += 1;
                continue;
            }
            let (start, ..) = self.workspace.span(layer);
            while layer + 1 < frozen.len() && !frozen[layer + 1] {
                layer += 1;
            }
            let (.., end) = self.workspace.span(layer);
            layer += 1;
            let w = &mut self.parameters.values_mut()[start..end];
            let g = &self.workspace.gradient.values()[start..end];
            let mut rest = self.moments.iter_mut().take(M).map(|moment| &mut moment.values_mut()[start..end]);
            let memory = [rest.next().unwrap_or_default(), rest.next().unwrap_or_default()];
            let threads = if w.len() < LONG { 1 } else { threads::at_hand() };
            share::<L, M>(threads, rule, w, g, memory);
        }
    }

    /// Scales a layer's update by `factor`, as if its learning rate were scaled: every update is proportional to its
    /// rate.
    fn scale(&mut self, layer: usize, factor: f32) {
        let (start, _, end) = self.workspace.span(layer);
        let before = &self.workspace.before.values()[start..end];
        for (w, before) in self.parameters.values_mut()[start..end].iter_mut().zip(before) {
            // What did not move keeps its bits: a dead weight is −0.
            if w.to_bits() != before.to_bits() {
                *w = factor.mul_add(*w - before, *before);
            }
        }
    }

    /// Applies L1 as a step towards zero; a weight whose sign would flip is clamped to zero for good.
    ///
    /// A dead weight is −0, which no other arithmetic here leaves behind, so that death is saved with the weights.
    fn bury(&mut self) {
        let pull = self.update.rate * self.update.regularizer.l1;
        for layer in 0..self.parameters.layers() {
            if self.update.frozen[layer] {
                continue;
            }
            let (start, end, _) = self.workspace.span(layer);
            let before = &self.workspace.before.values()[start..end];
            for (w, before) in self.parameters.values_mut()[start..end].iter_mut().zip(before) {
                let dead = before.to_bits() == (-0.0_f32).to_bits();
                let sign = if *before > 0.0 {
                    1.0
                } else if *before < 0.0 {
                    -1.0
                } else {
                    0.0
                };
                let pulled = (-pull).mul_add(sign, *w);
                *w = if dead || *w * pulled < 0.0 { -0.0 } else { pulled };
            }
        }
    }
}

/// A weight after decay, and its gradient with the penalties' derivatives.
#[inline(always)]
fn penalized<R: Real>(w: R, g: R, l1: f32, l2: f32, kept: f32) -> (R, R) {
    let zero = R::splat(0.0);
    let sign = zero.less(w).and(R::splat(1.0)).sub(w.less(zero).and(R::splat(1.0)));
    let g = sign.mul_add(R::splat(l1), w.mul_add(R::splat(l2), g));
    (w.mul(R::splat(kept)), g)
}

/// Scales `gradient` down to the L2 norm `limit` where it is longer; the norm is summed in f64.
#[inline(always)]
fn clip(limit: f32, gradient: &mut [f32]) {
    let mut sums = [0.0_f64; LANES];
    let (chunks, rest) = gradient.as_chunks::<LANES>();
    for chunk in chunks {
        for (sum, g) in sums.iter_mut().zip(chunk) {
            *sum += f64::from(*g) * f64::from(*g);
        }
    }
    for (sum, g) in sums.iter_mut().zip(rest) {
        *sum += f64::from(*g) * f64::from(*g);
    }
    let norm = libm::sqrt(sums.iter().sum());
    if norm > f64::from(limit) {
        let factor = (f64::from(limit) / norm) as f32;
        for g in gradient {
            *g *= factor;
        }
    }
}

/// Applies the rule to a run of parameters, shared by this many threads.
#[inline(always)]
fn share<L: Lanes, const M: usize>(threads: usize, rule: impl Rule, w: &mut [f32], g: &[f32], memory: [&mut [f32]; 2]) {
    if threads == 1 {
        step_run::<L, M>(rule, w, g, memory);
    } else {
        share_out::<L, M>(threads, rule, w, g, memory);
    }
}

fn share_out<L: Lanes, const M: usize>(
    threads: usize,
    rule: impl Rule,
    w: &mut [f32],
    g: &[f32],
    [a, b]: [&mut [f32]; 2],
) {
    if threads == 1 {
        return L::call(Run::<_, M> { rule, w, g, memory: [a, b] });
    }
    let fewer = threads / 2;
    let middle = (w.len() * fewer / threads).next_multiple_of(LANES);
    let ((w, other_w), (g, other_g)) = (w.split_at_mut(middle), g.split_at(middle));
    let ((a, other_a), (b, other_b)) = (a.split_at_mut(middle.min(a.len())), b.split_at_mut(middle.min(b.len())));
    rayon::join(
        || share_out::<L, M>(fewer, rule, w, g, [a, b]),
        || share_out::<L, M>(threads - fewer, rule, other_w, other_g, [other_a, other_b]),
    );
}

/// A run of parameters, their gradients and moments, for a thread of its own.
struct Run<'a, R, const M: usize> {
    rule: R,
    w: &'a mut [f32],
    g: &'a [f32],
    memory: [&'a mut [f32]; 2],
}

impl<R: Rule, const M: usize> Kernel for Run<'_, R, M> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        step_run::<L, M>(self.rule, self.w, self.g, self.memory);
    }
}

#[inline(always)]
fn step_run<L: Lanes, const M: usize>(rule: impl Rule, w: &mut [f32], g: &[f32], [a, b]: [&mut [f32]; 2]) {
    let (w, last_w) = w.as_chunks_mut::<LANES>();
    let (g, last_g) = g.as_chunks::<LANES>();
    let (a, last_a) = a.as_chunks_mut::<LANES>();
    let (b, last_b) = b.as_chunks_mut::<LANES>();
    for i in 0..w.len() {
        let memory =
            [if M > 0 { L::read(&a[i]) } else { L::splat(0.0) }, if M > 1 { L::read(&b[i]) } else { L::splat(0.0) }];
        let (moved, memory) = rule.step(L::read(&w[i]), L::read(&g[i]), memory);
        moved.write(&mut w[i]);
        if M > 0 {
            memory[0].write(&mut a[i]);
        }
        if M > 1 {
            memory[1].write(&mut b[i]);
        }
    }
    for i in 0..last_w.len() {
        let memory = [if M > 0 { last_a[i] } else { 0.0 }, if M > 1 { last_b[i] } else { 0.0 }];
        let (moved, memory) = rule.step(last_w[i], last_g[i], memory);
        last_w[i] = moved;
        if M > 0 {
            last_a[i] = memory[0];
        }
        if M > 1 {
            last_b[i] = memory[1];
        }
    }
}
