//! The display options of versions 2 and 3.

use serde::Deserialize;

use super::choices::Curve;
use crate::{measure, session};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(default, deny_unknown_fields)]
pub(crate) struct View {
    unit: Option<(usize, usize)>,
    axes: (usize, usize),
    hide_test: bool,
    discretize: bool,
    curve: Curve,
    log_scale: bool,
    enlarged: bool,
    components: bool,
    area: Option<Area>,
    confidence: bool,
    residuals: bool,
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
            enlarged: false,
            components: false,
            area: None,
            confidence: false,
            residuals: false,
        }
    }
}

impl From<View> for session::View {
    fn from(old: View) -> Self {
        Self {
            unit: old.unit,
            axes: old.axes,
            hide_test: old.hide_test,
            discretize: old.discretize,
            curve: old.curve.into(),
            log_scale: old.log_scale,
            even_scale: false,
            enlarged: old.enlarged,
            components: old.components,
            area: old.area.map(Into::into),
            confidence: old.confidence,
            residuals: old.residuals,
        }
    }
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct Area {
    x: (f32, f32),
    y: (f32, f32),
}

impl From<Area> for measure::Area {
    fn from(old: Area) -> Self {
        Self { x: old.x, y: old.y }
    }
}
