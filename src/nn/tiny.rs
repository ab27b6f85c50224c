//! The two passes through a network whose layers all have at most four inputs and four units, for a batch of at most
//! eight rows: one tile a layer, and nothing to set up.

use super::{
    Activation,
    backpropagation::{Backpropagation, drop_out, measure_tile},
    kernel::{
        Kernel, LANES, Lanes,
        tile::{self, EMPTY, FEWER, Tile},
    },
    workspace::{Place, Workspace},
};

/// The tiles of a tiny network: those of the inputs, then those of each layer.
#[derive(Clone, Debug)]
pub(super) struct Tiny(Vec<Tiles>);

#[derive(Clone, Debug)]
struct Tiles {
    values: Tile,
    slopes: Tile,
}

impl Tiny {
    /// For layers of these sizes, if all are tiny.
    pub(super) fn new(sizes: &[usize]) -> Option<Self> {
        let tiles = Tiles { values: EMPTY, slopes: EMPTY };
        sizes.iter().all(|size| *size <= FEWER).then(|| Self(vec![tiles; sizes.len()]))
    }
}

/// Both passes for a batch of at most eight rows.
pub(super) struct TinyPasses<'a, 'b> {
    pub(super) all: &'a mut Backpropagation<'b>,
    pub(super) losses: &'a mut [f64; LANES],
}

impl Kernel for TinyPasses<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let lowest = self.all.lowest_trained();
        let Backpropagation { network, batch, loss, dropout, frozen, workspace } = self.all;
        let Workspace { places, tiny: Some(Tiny(tiles)), gradient, .. } = &mut **workspace else { return };
        let parameters = network.parameters.values();
        let rows = batch.rows.len();

        tile::load::<L>(batch.rows, batch.inputs, places[0].inputs, &mut tiles[0].values);
        for (layer, place) in places.iter().enumerate() {
            let [Tiles { values: x, .. }, Tiles { values: z, slopes }, ..] = &mut tiles[layer..] else { return };
            let (parameters, activation) = (&parameters[place.weights..place.end], network.activations[layer]);
            L::call(Forward { place, parameters, activation, x, z, slopes });
            if dropout.shares[layer] > 0.0 {
                drop_out::<L>(
                    dropout.shares[layer],
                    dropout.noise,
                    &mut z[..place.outputs],
                    &mut slopes[..place.outputs],
                );
            }
        }

        let outputs = places[places.len() - 1].outputs;
        let (mut targets, mut dz) = (EMPTY, EMPTY);
        tile::load::<L>(batch.rows, batch.targets, outputs, &mut targets);
        let Tiles { values, slopes } = &tiles[places.len()];
        let scale = loss.scale(outputs, rows);
        let last = (&values[..outputs], &slopes[..outputs]);
        measure_tile::<L>(*loss, scale, rows, last, &targets[..outputs], &mut dz[..outputs], self.losses);

        for (layer, place) in places.iter().enumerate().rev() {
            let Tiles { values: x, slopes } = &tiles[layer];
            let (parameters, gradient) =
                (&parameters[place.weights..place.end], &mut gradient.values_mut()[place.weights..place.end]);
            let (frozen, deeper) = (frozen[layer], layer > lowest);
            L::call(Backward { rows, place, parameters, x, slopes, frozen, deeper, dz: &mut dz, gradient });
        }
    }
}

/// One layer on the way forward.
struct Forward<'a> {
    place: &'a Place,
    parameters: &'a [f32],
    activation: Activation,
    x: &'a Tile,
    z: &'a mut Tile,
    slopes: &'a mut Tile,
}

impl Kernel for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { place: Place { inputs, outputs, .. }, parameters, activation, x, z, slopes } = self;
        tile::forward::<L>(*inputs, *outputs, parameters, x, z);
        activation.activate::<L>(&mut z[..*outputs], &mut slopes[..*outputs]);
    }
}

/// One layer on the way back.
struct Backward<'a> {
    rows: usize,
    place: &'a Place,
    parameters: &'a [f32],
    /// The layer's inputs, and the slopes with which they were made.
    x: &'a Tile,
    slopes: &'a Tile,
    frozen: bool,
    /// Whether anything before this layer is trained.
    deeper: bool,
    /// Derivatives by the weighted sums of this layer, which those of the layer before it take the place of.
    dz: &'a mut Tile,
    gradient: &'a mut [f32],
}

impl Kernel for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self) {
        let Self { rows, place: Place { inputs, outputs, .. }, parameters, x, slopes, frozen, deeper, dz, gradient } =
            self;
        if frozen {
            gradient.fill(0.0);
        } else {
            tile::gradient::<L>(rows, *inputs, *outputs, dz, x, gradient);
        }
        if deeper {
            tile::backward::<L>(*inputs, *outputs, parameters, slopes, dz);
        }
    }
}
