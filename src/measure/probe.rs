//! A network with its data, to be measured without being changed.

use std::borrow::Cow;

use super::Meaning;
use crate::{
    data::{Feature, Part, Prepared, Scale, Source},
    experiment::ValidExperiment,
    nn::{Network, Workspace, evaluation::Tile},
};

/// What measuring a network needs; cheap to make and independent of the trainer, so that another thread can hold one.
#[derive(Clone, Copy, Debug)]
pub struct Probe<'a> {
    /// The experiment.
    pub experiment: &'a ValidExperiment,
    /// The rows.
    pub data: &'a Prepared,
    /// The network.
    pub network: &'a Network,
}

impl<'a> Probe<'a> {
    /// Whether the points lie in −6…6 by construction.
    #[must_use]
    pub fn lies_in_six(&self) -> bool {
        matches!(self.experiment.data.source, Source::Generated { .. } | Source::Formula { .. } | Source::Painted(_))
    }

    /// How to read the outputs.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        Meaning::of(self.experiment, self.data)
    }

    /// Whether the outputs are the features again, as they stand in the row.
    #[must_use]
    pub fn redraws_inputs(&self) -> bool {
        self.experiment.redraws_inputs()
    }

    /// How each output becomes a number in the unit of the file: the scales of the targets, or of the inputs where those are
    /// redrawn; a feature that is no plain input has no unit.
    #[must_use]
    pub fn answer_scales(&self) -> Cow<'a, [Scale]> {
        let data: &'a Prepared = self.data;
        if !self.redraws_inputs() {
            return (&data.target_scales).into();
        }
        let scales = data.scales_from_zero();
        let scale = |feature: &Feature| match feature {
            Feature::Input(input) => scales[*input],
            _ => Scale::NONE,
        };
        data.features.iter().map(scale).collect()
    }

    pub(crate) fn workspace(&self) -> Workspace {
        Workspace::new(self.network.parameters.sizes())
    }

    /// Calls `visit` with the values of every unit for at most about `rows` rows of a part, evenly spaced, and with the
    /// index of each tile's first row in the part and the stride to the next.
    pub(crate) fn evaluate(
        &self,
        part: &Part,
        rows: usize,
        workspace: &mut Workspace,
        mut visit: impl FnMut(usize, usize, &Tile<'_>),
    ) {
        let stride = stride(part.rows.len(), rows);
        let inputs = part.inputs.as_slice().expect("rows are contiguous");
        let inputs = if stride == 1 {
            Cow::Borrowed(inputs)
        } else {
            Cow::Owned(inputs.chunks(part.inputs.ncols()).step_by(stride).flatten().copied().collect())
        };
        self.network.evaluate(&inputs, workspace, |tile| visit(tile.row * stride, stride, tile));
    }

    /// Calls `visit` with the outputs for at most about `rows` rows of a part, and with the index of the row in the
    /// part.
    pub(crate) fn outputs(
        &self,
        part: &Part,
        rows: usize,
        workspace: &mut Workspace,
        mut visit: impl FnMut(usize, &[f32]),
    ) {
        let last = self.network.activations.len();
        let mut output = vec![0.0; self.network.parameters.sizes()[last]];
        self.evaluate(part, rows, workspace, |first, stride, tile| {
            for row in 0..tile.rows {
                output.iter_mut().enumerate().for_each(|(unit, y)| *y = tile.values(last, unit)[row]);
                visit(first + row * stride, &output);
            }
        });
    }
}

/// The stride at which at most `wanted` of the rows are measured, evenly spaced.
pub(crate) fn stride(rows: usize, wanted: usize) -> usize {
    rows.div_ceil(wanted.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Shipped, experiment::Experiment, training::Trainer};

    #[test]
    fn real_rows_lie_where_they_do() {
        let mut experiment = Experiment::default();
        assert!(Trainer::new(experiment.clone().validate().unwrap()).probe().lies_in_six());
        experiment.set_source(Source::Shipped(Shipped::Vowels));
        assert!(!Trainer::new(experiment.validate().unwrap()).probe().lies_in_six(), "in hertz");
    }

    #[test]
    fn a_sample_is_never_larger_than_wanted() {
        for (rows, wanted) in [(1, 10), (10, 10), (11, 10), (1_000_000, 20_000), (5, 0)] {
            assert!((0..rows).step_by(stride(rows, wanted)).count() <= wanted.max(1), "{rows} {wanted}");
        }
    }

    #[test]
    fn a_sample_shows_each_row_its_own_output() {
        let trainer = Trainer::new(Experiment::default().validate().unwrap());
        let probe = trainer.probe();
        let part = &trainer.data().train;
        for wanted in [250, 100, 7, 1] {
            let mut seen = 0;
            probe.outputs(part, wanted, &mut probe.workspace(), |row, output| {
                let alone = trainer.network().forward(&part.inputs.row(row).to_vec()).pop().unwrap();
                assert_eq!(output, alone, "row {row}");
                seen += 1;
            });
            assert_eq!(seen, 250_usize.div_ceil(stride(250, wanted)));
        }
    }
}
