//! The activation of a unit for the followed point, in place of its map.

use egui::{Align2, FontId, Rect, Response, Ui};

use crate::{
    language::signed,
    ui::{
        Unit,
        kit::{Theme, theme::text},
    },
    worker::Snapshot,
};

/// Tiles from this width on have room for a number.
const ROOM: f32 = 36.0;

/// One unit's activation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answer {
    value: f32,
    /// −1…1 for the map's colours.
    level: f32,
}

impl Answer {
    /// The activation of `unit`, when a point is followed.
    pub(super) fn of(followed: Option<&Vec<Vec<f32>>>, snapshot: &Snapshot, unit: Unit) -> Option<Self> {
        let layer = followed?.get(unit.layer)?;
        let value = *layer.get(unit.index)?;
        let activation = unit.layer.checked_sub(1).and_then(|layer| snapshot.network.activations.get(layer));
        let level = match activation.and_then(|activation| activation.spread()) {
            Some((middle, extent)) => (value - middle) / extent,
            // Without a bound the layer's strongest activation has the full colour.
            None => value / layer.iter().fold(1e-6, |most: f32, value| most.max(value.abs())),
        };
        Some(Self { value, level })
    }

    /// Paints it into a tile; pointing at the tile says it in words.
    pub(super) fn show(self, ui: &Ui, theme: &Theme, tile: Rect, name: &str, response: &Response) {
        let color = theme.map(self.level);
        let round = if tile.width() > 24.0 { f32::from(crate::ui::kit::theme::space::ROUND) } else { 2.0 };
        ui.painter().rect_filled(tile, round, color);
        let number = signed(self.value);
        if tile.width() >= ROOM {
            let font = FontId::proportional(text::SMALL);
            ui.painter().text(tile.center(), Align2::CENTER_CENTER, &number, font, theme.ink);
        }
        if response.hovered() {
            response.clone().on_hover_text(format!("{name}: {number}"));
        }
    }
}
