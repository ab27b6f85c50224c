//! The forward pass through layers of any size, for training and for evaluation.

use super::{
    Dropout, Network,
    kernel::{LANES, Lanes, Pack, few},
    layer::LayerForward,
    microbatch::Place,
};

/// Copies rows of a table into panels and from there into tiles.
#[inline(always)]
pub(super) fn load_rows<L: Lanes>(
    rows: impl ExactSizeIterator<Item = usize> + Clone,
    table: &[f32],
    columns: usize,
    tiles: usize,
    panels: &mut [Pack],
    values: &mut [Pack],
) {
    if columns < LANES {
        // Few columns are sooner put one by one than transposed.
        if rows.len() < tiles * LANES {
            values[(tiles - 1) * columns..tiles * columns].fill(Pack::ZERO);
        }
        return few::load_rows(rows, table, columns, values, panels);
    }
    for (panel, packs) in panels[..columns.div_ceil(LANES) * tiles * LANES].chunks_exact_mut(tiles * LANES).enumerate()
    {
        let (from, to) = (panel * LANES, columns.min(panel * LANES + LANES));
        for (row, pack) in rows.clone().zip(packs.iter_mut()) {
            let row = &table[row * columns + from..row * columns + to];
            if let Some(full) = row.first_chunk() {
                L::read(full).store(pack);
            } else {
                for (to, from) in pack.0.iter_mut().zip(row) {
                    *to = *from;
                }
            }
        }
        packs[rows.len()..].fill(Pack::ZERO);
        for tile in 0..tiles {
            let block = &packs[tile * LANES..][..LANES];
            let values = &mut values[tile * columns + from..tile * columns + to];
            if to - from == LANES {
                L::transpose(block, values);
            } else {
                let mut transposed = [Pack::ZERO; LANES];
                L::transpose(block, &mut transposed);
                values.copy_from_slice(&transposed[..to - from]);
            }
        }
    }
}

/// Values and slopes of every layer from the inputs, which stand first in `values`.
#[inline(always)]
pub(super) fn pass_forward<L: Lanes>(
    network: &Network,
    places: &[Place],
    tiles: usize,
    values: &mut [Pack],
    slopes: &mut [Pack],
    mut dropout: Option<&mut Dropout<'_>>,
) {
    for (layer, activation) in network.activations.iter().enumerate() {
        let Place { inputs, outputs, weights, biases, end, from, to, .. } = places[layer];
        let (x, z) = values[from..].split_at_mut(to - from);
        let (z, slopes) = (&mut z[..tiles * outputs], &mut slopes[to..][..tiles * outputs]);
        let (weights, biases) = network.parameters.values()[weights..end].split_at(biases - weights);
        L::call(LayerForward { tiles, inputs, weights, biases, x, z, slopes, activation: *activation });
        if let Some(dropout) = &mut dropout {
            dropout.leave_out::<L>(layer, z, slopes);
        }
    }
}
