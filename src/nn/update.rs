//! One parameter update: penalties and clipping on the gradient, the optimizer's rule, weight decay, frozen parameters.

use super::{
    L1Rule, Optimizer, Parameters, Regularizer, Workspace,
    kernel::{Kernel, LANES, Lanes, Real},
    optimizer::{Adagrad, Adam, GradientDescent, Momentum, RmsProp, Rule},
    span::Span,
};

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

    /// Whether each parameter moves by its own gradient and moments alone, so that some can move before the gradient of
    /// the others is known.
    pub(super) fn is_separate(&self) -> bool {
        self.regularizer == Regularizer::default() && self.clip_norm.is_none() && !self.keeps_before()
    }

    /// The optimizer with its coefficients for this step.
    #[inline(always)]
    pub(super) fn rule(&self) -> AnyRule {
        let rate = self.rate;
        match self.optimizer {
            Optimizer::GradientDescent => AnyRule::GradientDescent(GradientDescent { rate }),
            Optimizer::Momentum { momentum } => AnyRule::Momentum(Momentum { rate, momentum, nesterov: false }),
            Optimizer::Nesterov { momentum } => AnyRule::Momentum(Momentum { rate, momentum, nesterov: true }),
            Optimizer::Adagrad { epsilon } => AnyRule::Adagrad(Adagrad { rate, epsilon }),
            Optimizer::RmsProp { decay, epsilon } => AnyRule::RmsProp(RmsProp { rate, decay, epsilon }),
            Optimizer::Adam { beta1, beta2, epsilon } => {
                AnyRule::Adam(Adam::new(rate, [beta1, beta2], epsilon, 0.0, self.t))
            }
            Optimizer::AdamW { beta1, beta2, epsilon, weight_decay } => {
                AnyRule::Adam(Adam::new(rate, [beta1, beta2], epsilon, weight_decay, self.t))
            }
        }
    }

    fn keeps_before(&self) -> bool {
        self.dies() || !self.rates.is_empty() || !self.frozen_places.is_empty()
    }

    fn dies(&self) -> bool {
        self.regularizer.l1 > 0.0 && self.regularizer.l1_rule == L1Rule::Dies
    }
}

/// The rule of any optimizer.
#[derive(Clone, Copy)]
pub(super) enum AnyRule {
    GradientDescent(GradientDescent),
    Momentum(Momentum),
    Adagrad(Adagrad),
    RmsProp(RmsProp),
    Adam(Adam),
}

impl AnyRule {
    /// Moves parameters of layers that are not frozen.
    #[inline(always)]
    pub(super) fn step<L: Lanes>(self, span: Span<'_>) {
        match self {
            Self::GradientDescent(rule) => step_run::<L, 0>(rule, span),
            Self::Momentum(rule) => step_run::<L, 1>(rule, span),
            Self::Adagrad(rule) => step_run::<L, 1>(rule, span),
            Self::RmsProp(rule) => step_run::<L, 1>(rule, span),
            Self::Adam(rule) => step_run::<L, 2>(rule, span),
        }
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
        self.step::<L>();
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

    /// Applies the rule to every run of consecutive layers that are not frozen.
    #[inline(always)]
    fn step<L: Lanes>(&mut self) {
        let (frozen, rule) = (self.update.frozen, self.update.rule());
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
            let gradient = self.workspace.gradient.values_mut();
            let mut all = Span::new(gradient, self.parameters, self.moments);
            rule.step::<L>(all.part(start, end));
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

#[inline(always)]
fn step_run<L: Lanes, const M: usize>(rule: impl Rule, span: Span<'_>) {
    let Span { gradient, parameters, moments: [a, b], .. } = span;
    let (w, last_w) = parameters.as_chunks_mut::<LANES>();
    let (g, last_g) = gradient.as_chunks::<LANES>();
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
