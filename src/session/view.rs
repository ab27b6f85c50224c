//! Display options that are stored with a session: names and numbers only.

use serde::{Deserialize, Serialize};

use crate::{data::Source, experiment::Experiment, measure::Area};

/// Display options that are stored with a session; they do not affect training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// Layer and index of the unit in the large map, both from 0, the features being layer 0; `None` for the decision
    /// map.
    pub unit: Option<(usize, usize)>,
    /// The inputs on the horizontal and vertical axis of the maps, counted from 0; default the first two.
    pub axes: (usize, usize),
    /// Whether test points are hidden in the map.
    pub hide_test: bool,
    /// Whether the map shows only the predicted class, not the confidence.
    pub discretize: bool,
    /// The curve shown.
    pub curve: Curve,
    /// Whether a logarithmic loss axis was chosen; otherwise it is used automatically when the curve spans decades.
    pub log_scale: bool,
    /// Whether a linear loss axis was chosen, whatever the curve spans.
    #[serde(skip_serializing_if = "is_not")]
    pub even_scale: bool,
    /// Whether the drawing of the network is larger than its region.
    pub enlarged: bool,
    /// Whether the axes are principal components instead of inputs.
    pub components: bool,
    /// The visible area of the plane, when it is not that of all data.
    pub area: Option<Area>,
    /// Whether the map shows the confidence, not the class.
    pub confidence: bool,
    /// Whether the points of a regression show the residuals.
    pub residuals: bool,
}

/// A curve over the epochs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// The loss.
    #[default]
    Loss,
    /// Accuracy, or R².
    Score,
    /// The learning rate.
    Rate,
    /// No curve, but the full report.
    Report,
}

impl Default for View {
    fn default() -> Self {
        Self {
            unit: None,
            axes: (0, 1),
            hide_test: false,
            discretize: false,
            curve: Curve::Loss,
            log_scale: false,
            even_scale: false,
            enlarged: false,
            components: false,
            area: None,
            confidence: false,
            residuals: false,
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_not(choice: &bool) -> bool {
    !*choice
}

impl View {
    /// The default for new data: principal components if there are many columns, so that all of them have a part.
    #[must_use]
    pub fn of_new(experiment: &Experiment) -> Self {
        let source = &experiment.data.source;
        let is_table = matches!(source, Source::Table { .. } | Source::Shipped(_));
        Self { components: is_table && source.inputs() > 2, ..Self::default() }
    }

    /// The same without what `experiment` does not have, since an experiment can change afterwards.
    #[must_use]
    pub fn fitting(self, experiment: &Experiment) -> Self {
        let (sizes, inputs) = (experiment.sizes(), experiment.data.source.inputs());
        let is_there = |(layer, place): &(usize, usize)| sizes.get(*layer).is_some_and(|units| place < units);
        let axes = if self.axes.0.max(self.axes.1) < inputs { self.axes } else { Self::default().axes };
        let is_some = |(low, high): (f32, f32)| (high - low).is_finite() && low < high;
        let area = self.area.filter(|area| is_some(area.x) && is_some(area.y));
        Self { unit: self.unit.filter(is_there), axes, area, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_not_looked_at() {
        let experiment = Experiment::default();
        let view = |unit, axes| View { unit, axes, hide_test: true, ..View::default() };
        let fits = view(Some((1, 3)), (1, 0));
        assert_eq!(fits.clone().fitting(&experiment), fits);
        assert_eq!(view(Some((1, 4)), (0, 2)).fitting(&experiment), view(None, (0, 1)));
        assert_eq!(view(Some((9, 0)), (1, 1)).fitting(&experiment), view(None, (1, 1)));
        let zoomed = |x| View { area: Some(Area { x, y: (0.0, 2.0) }), ..View::default() };
        assert_eq!(zoomed((-1.0, 1.0)).fitting(&experiment), zoomed((-1.0, 1.0)));
        for no_width in [(1.0, 1.0), (0.0, f32::INFINITY), (f32::NAN, 1.0)] {
            assert_eq!(zoomed(no_width).fitting(&experiment), View::default());
        }
    }
}
