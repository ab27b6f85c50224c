//! The weights of a layer as a heat map: a row for each unit, a column for each input, both by name.

use egui::{
    Align2, Color32, FontId, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, text::LayoutJob, vec2,
};

use super::layer::mark;
use crate::{
    insight::UnitState,
    language::within,
    nn::Parameters,
    text,
    ui::{
        Unit,
        kit::{
            Theme,
            theme::{space, text},
        },
        views::features,
    },
    worker::Snapshot,
};

/// Largest sides of a cell.
const CELL: Vec2 = vec2(48.0, 28.0);
/// Least height of a cell of a large layer.
const LEAST_CELL: f32 = 3.0;
/// Width for all cells.
const WIDTH: f32 = 248.0;
/// Left of the rows and above the columns, for their names.
const NAMES: Vec2 = vec2(64.0, 18.0);
/// For the marks on the right.
const MARKS: f32 = 16.0;
/// Cells from this size on have room for their number, and rows and columns for their names.
const NUMBER: Vec2 = vec2(40.0, 16.0);

/// Where the cells of a layer stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heat<'a> {
    pub(super) theme: &'a Theme,
    pub(super) snapshot: &'a Snapshot,
    pub(super) numbers: &'a Parameters,
    /// Counted from 0.
    pub(super) layer: usize,
    pub(super) health: &'a [UnitState],
    /// Height for all cells.
    pub(super) height: f32,
    /// What the numbers in the cells are multiples of.
    pub(super) unit: f64,
}

impl Heat<'_> {
    fn dim(&self) -> (usize, usize) {
        self.numbers.weights(self.layer).dim()
    }

    /// Room for the cells of any layer, so that what stands beside them is one column.
    fn widest(&self) -> f32 {
        let of = |layer| {
            let this = Heat { layer, ..*self };
            let (cell, gap) = this.cell();
            cell.x * (this.dim().1 as f32 + 1.0) + gap
        };
        (0..self.numbers.layers()).map(of).fold(0.0, f32::max)
    }

    /// Size of a cell, and what the biases, which stand last, are apart.
    fn cell(&self) -> (Vec2, f32) {
        let (units, inputs) = self.dim();
        let wide = (WIDTH / (inputs as f32 + 1.0)).min(CELL.x);
        let high = (self.height / units as f32).clamp(LEAST_CELL, CELL.y);
        // A picture of many cells keeps them square.
        let wide = if wide < NUMBER.x { wide.min(high.max(8.0)) } else { wide };
        (vec2(wide, high), if high > 8.0 { space::HALF } else { 2.0 })
    }

    /// Shows the cells, painted in `texture`; gives back what is under the pointer, as unit and input (nothing for the
    /// bias).
    pub(super) fn show(
        self,
        ui: &mut Ui,
        texture: Option<egui::TextureId>,
    ) -> (Response, Option<(usize, Option<usize>)>) {
        let ((units, inputs), (cell, gap)) = (self.dim(), self.cell());
        let size = vec2(cell.x * (inputs as f32 + 1.0) + gap, cell.y * units as f32);
        let whole = NAMES + vec2(self.widest() + MARKS, size.y.max(self.height));
        let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
        let rect = Rect::from_min_size(rect.min + NAMES, size);
        let edge = rect.left() + cell.x * inputs as f32;
        let painter = ui.painter();
        if let Some(id) = texture {
            let share = inputs as f32 / (inputs as f32 + 1.0);
            let uv = |from: f32, to: f32| Rect::from_min_max(pos2(from, 0.0), pos2(to, 1.0));
            painter.image(id, rect.with_max_x(edge), uv(0.0, share), Color32::WHITE);
            painter.image(id, rect.with_min_x(edge + gap), uv(share, 1.0), Color32::WHITE);
        }
        let place = |unit: usize, from: Option<usize>| {
            let left = from.map_or(edge + gap, |input| rect.left() + cell.x * input as f32);
            Rect::from_min_size(pos2(left, rect.top() + cell.y * unit as f32), cell)
        };
        if cell.y >= NUMBER.y {
            self.name_rows(painter, rect, cell.y);
        }
        if cell.x >= NUMBER.x {
            self.name_columns(painter, |from| place(0, from).center_top());
        }
        if cell.x >= NUMBER.x && cell.y >= NUMBER.y {
            for unit in 0..units {
                for from in (0..inputs).map(Some).chain([None]) {
                    let words = within(f64::from(self.number(unit, from)) / self.unit, 2.0);
                    self.write(painter, (&words, cell.x), place(unit, from).center(), Align2::CENTER_CENTER);
                }
            }
        }
        for (unit, state) in self.health.iter().enumerate() {
            let middle = pos2(rect.right() + 0.5 * MARKS, rect.top() + (unit as f32 + 0.5) * cell.y);
            mark(ui, self.theme, *state, middle, (0.4 * cell.y).clamp(1.5, 4.0));
        }
        let under = response.hover_pos().filter(|pointer| rect.contains(*pointer)).and_then(|pointer| {
            let unit = ((pointer.y - rect.top()) / cell.y) as usize;
            let from = if pointer.x < edge { Some(((pointer.x - rect.left()) / cell.x) as usize) } else { None };
            let frame = place(unit, from);
            ui.painter().rect_stroke(frame, 0.0, Stroke::new(1.5, self.theme.ink), StrokeKind::Middle);
            (unit < units).then_some((unit, from))
        });
        (response, under)
    }

    fn number(&self, unit: usize, from: Option<usize>) -> f32 {
        match from {
            Some(from) => self.numbers.weights(self.layer)[(unit, from)],
            None => self.numbers.biases(self.layer)[unit],
        }
    }

    /// The names of the units, left of their rows.
    fn name_rows(&self, painter: &Painter, rect: Rect, high: f32) {
        for unit in 0..self.dim().0 {
            let name = self.name(Unit { layer: self.layer + 1, index: unit });
            let at = pos2(rect.left() - 6.0, rect.top() + (unit as f32 + 0.5) * high);
            self.write(painter, (&name, NAMES.x - 8.0), at, Align2::RIGHT_CENTER);
        }
    }

    /// The names of the inputs, and of the biases, above their columns.
    fn name_columns(&self, painter: &Painter, top: impl Fn(Option<usize>) -> egui::Pos2) {
        let wide = self.cell().0.x;
        for from in 0..self.dim().1 {
            let name = self.name(Unit { layer: self.layer, index: from });
            self.write(painter, (&name, wide - 2.0), top(Some(from)) - vec2(0.0, 2.0), Align2::CENTER_BOTTOM);
        }
        let bias = self.theme.say(text!("bias", "偏置"));
        self.write(painter, (&bias, wide), top(None) - vec2(0.0, 2.0), Align2::CENTER_BOTTOM);
    }

    /// A unit in few letters: its layer stands above.
    fn name(&self, unit: Unit) -> String {
        let sizes = self.snapshot.network.parameters.sizes();
        let number = unit.index + 1;
        match self.snapshot.experiment.data.features.get(unit.index) {
            Some(feature) if unit.layer == 0 => self.theme.say(features::said(*feature, self.snapshot)).into_owned(),
            _ if unit.layer + 1 < sizes.len() => self.theme.say(text!("unit {number}", "单元 {number}")).into_owned(),
            // “The output” would be cut.
            _ if sizes[unit.layer] == 1 => self.theme.say(text!("output", "输出")).into_owned(),
            _ => self.theme.say(unit.called(self.snapshot)).into_owned(),
        }
    }

    /// Writes as much of `words` as the width after them holds.
    fn write(&self, painter: &Painter, (words, wide): (&str, f32), at: egui::Pos2, align: Align2) {
        let font = FontId::proportional(text::SMALL);
        let mut job = LayoutJob::simple_singleline(words.into(), font, self.theme.ink);
        (job.wrap.max_width, job.wrap.max_rows, job.wrap.break_anywhere) = (wide, 1, true);
        let galley = painter.layout_job(job);
        let rect = align.anchor_size(at, galley.size());
        painter.galley(rect.min, galley, self.theme.ink);
    }
}
