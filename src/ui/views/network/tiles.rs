//! The tiles of features, units and outputs, and the biases under them: what they show and what touching them does.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, FontId, Mesh, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, epaint::RectShape, pos2, vec2,
};

use super::{
    NetworkViewState,
    editor::Editing,
    explanation::{Thing, capital},
    follow::Answer,
    layout::{BIAS, Layout, NAME},
    picture::{self, Grid},
};
use crate::{
    data::{Feature, Target},
    experiment::{Experiment, Place},
    insight::UnitState,
    language::{brief, signed},
    lessons::Locks,
    text,
    ui::{
        Gaze, Unit, guard,
        kit::{
            Theme,
            icon::{self, Icon},
            mark::{Mark, MarkSheet, Part},
            theme::{space, text as size},
        },
        naming,
        views::{features, weights},
    },
    worker::Snapshot,
};

/// Where the two lines of the head over the outputs end.
const TITLES: f32 = 46.0;
/// Height of the name of an output.
const LINE: f32 = 18.0;
/// Tiles of this side or less stand close together, as parts of a pattern.
const SMALL: f32 = 20.0;

/// The tiles while they are being drawn.
pub(super) struct Tiles<'a> {
    pub(super) theme: &'a Theme,
    pub(super) snapshot: &'a Snapshot,
    pub(super) gaze: &'a mut Gaze,
    /// The activation of each unit for the followed row, the features first; shown in place of the maps.
    pub(super) followed: Option<&'a Vec<Vec<f32>>>,
    pub(super) origin: Vec2,
    /// What the features are together, if they are seen at once, and whether the outputs are the same redrawn.
    pub(super) grid: Option<Grid>,
    pub(super) is_redrawn: bool,
    pub(super) pointed: Option<Thing>,
}

impl Tiles<'_> {
    /// The features: a click takes one in or out.
    pub(super) fn features(
        &mut self,
        ui: &Ui,
        state: &mut NetworkViewState,
        (draft, locks): (&mut Experiment, Option<&Locks>),
        layout: &Layout,
        offered: &[Feature],
    ) {
        let theme = self.theme;
        let is_open = guard::is_open(locks, "data.features");
        let mut ghosts = 0;
        // Tiles lower than a line have names for as many of them as there are lines.
        let every = (1.3 * size::SMALL / (layout.columns[0].side + 1.0)).ceil().max(1.0) as usize;
        for (place, (feature, tile)) in offered.iter().zip(&layout.columns[0].tiles).enumerate() {
            let tile = tile.translate(self.origin);
            let name = theme.say(features::said(*feature, self.snapshot)).into_owned();
            let read = self.snapshot.experiment.data.features.iter().position(|other| other == feature);
            let chosen = draft.data.features.contains(feature);
            let area = tile.expand2(vec2(0.0, (0.5 * (space::TARGET - tile.height())).clamp(0.0, 2.0)));
            // In a folded column only the first tile of a row has room for its name; the others say theirs when pointed at.
            let is_first = tile.left() - self.origin.x < layout.columns[0].block.left() + 1.0;
            let named = self.grid.is_none() && is_first && place % every == 0;
            let area = if named { area.with_min_x(tile.left() - NAME + 4.0) } else { area };
            let response = ui.interact(area, ui.scope_id().with(("feature", *feature)), Sense::click());
            response.widget_info(|| {
                WidgetInfo::selected(Role::CheckBox, is_open, chosen, theme.say(text!("Feature {name}", "特征 {name}")))
            });
            if !is_open {
                response.clone().on_hover_text(theme.say(guard::words()));
            }
            if response.clicked() && is_open {
                features::toggle(&mut draft.data, *feature);
            }
            let touched = response.hovered() || response.has_focus();
            if touched {
                ui.ctx().set_cursor_icon(if is_open { CursorIcon::PointingHand } else { CursorIcon::NotAllowed });
                self.pointed = Some(Thing::Feature(*feature));
                self.gaze.hovered = read.map(|index| Unit { layer: 0, index });
            }
            let ink = if chosen { theme.ink } else { theme.muted };
            let size = if name.chars().count() > 8 { size::SMALL } else { size::BODY };
            let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), FontId::proportional(size), ink);
            // A network with room to spare lends some of it to the names.
            job.wrap.max_width = (tile.left() - self.origin.x - 8.0).clamp(NAME - 12.0, 84.0);
            // A column's name takes as many lines as its tile is high.
            job.wrap.max_rows = (tile.height() / (size::SMALL * 1.3)).floor().clamp(1.0, 3.0) as usize;
            job.wrap.break_anywhere = job.wrap.max_rows == 1;
            job.halign = egui::Align::RIGHT;
            let galley = ui.painter().layout_job(job);
            let edge = pos2(tile.left() - 8.0, tile.center().y - 0.5 * galley.size().y);
            if self.followed.is_none() && (!named || galley.elided) {
                response.clone().on_hover_text(&name);
            }
            if named {
                ui.painter().galley(edge, galley, ink);
            }
            let uv = match read {
                Some(index) => state.atlas.uv(Unit { layer: 0, index }),
                None => state.atlas.ghost(ghosts),
            };
            ghosts += usize::from(read.is_none());
            let answer = read.and_then(|index| Answer::of(self.followed, self.snapshot, Unit { layer: 0, index }));
            if let (Some(grid), Some(index), Some(values)) =
                (self.grid, read, self.followed.and_then(|layers| layers.first()))
            {
                picture::pixel(ui, theme, tile, grid.grey(values[index]));
            } else if let Some(answer) = answer {
                answer.show(ui, theme, tile, &name, &response);
            } else if let (Some(uv), Some(atlas)) = (uv, state.atlas.id()) {
                // Faint, so that what the network reads stands out.
                let strength = if read.is_some() || touched { 255 } else { 110 };
                picture(ui, tile, atlas, uv, Color32::from_white_alpha(strength));
            }
            let shown = self.gaze.pinned.is_some_and(|unit| unit.layer == 0 && Some(unit.index) == read);
            if self.grid.is_none() || shown || touched {
                outline(ui, theme, tile, shown, touched, chosen);
            }
        }
        if self.grid.is_some() {
            picture::frame(ui, theme, layout.columns[0].block.translate(self.origin));
        }
    }

    /// Units and outputs: a click keeps one in the large map.
    pub(super) fn units(&mut self, ui: &Ui, state: &mut NetworkViewState, layout: &Layout) {
        let theme = self.theme;
        let sizes = self.snapshot.network.parameters.sizes();
        let last = sizes.len() - 1;
        let Some(id) = state.atlas.id() else { return };
        let (mut outlines, mut ill) = (Vec::new(), Vec::new());
        // Hundreds of small tiles are painted as two meshes.
        let (mut small, mut seams) = (Mesh::with_texture(id), Mesh::default());
        for (layer, column) in layout.columns.iter().enumerate().skip(1) {
            for (index, tile) in column.tiles.iter().enumerate().take(sizes[layer]) {
                let tile = tile.translate(self.origin);
                let unit = Unit { layer, index };
                let response =
                    ui.interact(tile.expand(1.0), ui.scope_id().with(("unit", layer, index)), Sense::click());
                let pinned = self.gaze.pinned == Some(unit);
                let statistics = self.snapshot.detail.statistics.get(layer - 1);
                let health = statistics.and_then(|statistics| statistics.units.get(index)).copied();
                // The output of a classifier is meant to saturate.
                let health = health.filter(|_| layer < last).unwrap_or(UnitState::Alive);
                response.widget_info(|| {
                    let name = capital(&theme.say(unit.called(self.snapshot)));
                    let label = match health {
                        UnitState::Alive => name,
                        UnitState::Dead => theme.say(text!("{name}, dead", "{name}，死亡")).into_owned(),
                        UnitState::Saturated => theme.say(text!("{name}, saturated", "{name}，饱和")).into_owned(),
                    };
                    WidgetInfo::selected(Role::Button, true, pinned, label)
                });
                let touched = response.hovered() || response.has_focus();
                if touched {
                    self.pointed = Some(Thing::Unit(unit));
                    self.gaze.hovered = Some(unit);
                    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                }
                if response.clicked() {
                    self.gaze.pinned = if pinned || layer == last && last_is_single(sizes) { None } else { Some(unit) };
                }
                // For a picture, the weights of a first-layer unit say more than its activation.
                let is_template = self.grid.is_some() && layer == 1;
                let answer = Answer::of(self.followed, self.snapshot, unit).filter(|_| ui.is_rect_visible(tile));
                if let (Some(grid), Some(values)) = (
                    self.grid.filter(|_| self.is_redrawn && layer == last),
                    self.followed.and_then(|layers| layers.get(layer)),
                ) {
                    picture::pixel(ui, theme, tile, grid.grey(values[index]));
                    if pinned || touched {
                        outlines.push((tile, pinned, touched));
                    }
                } else if let Some(answer) = answer.filter(|_| !is_template) {
                    answer.show(ui, theme, tile, &theme.say(unit.called(self.snapshot)), &response);
                    if tile.width() > SMALL || pinned || touched {
                        outlines.push((tile, pinned, touched));
                    }
                } else if ui.is_rect_visible(tile)
                    && let Some(uv) = state.atlas.uv(unit)
                {
                    if tile.width() > SMALL {
                        picture(ui, tile, id, uv, Color32::WHITE);
                    } else {
                        small.add_rect_with_uv(tile, uv, Color32::WHITE);
                        border(&mut seams, tile, theme.outline);
                    }
                    if health != UnitState::Alive {
                        ill.push((tile, health));
                    }
                    let decision = self.gaze.pinned.is_none() && layer == last && last_is_single(sizes);
                    if tile.width() > SMALL || pinned || decision || touched {
                        outlines.push((tile, pinned || decision, touched));
                    }
                }
            }
        }
        ui.painter().add(small);
        ui.painter().add(seams);
        if self.is_redrawn {
            picture::frame(ui, theme, layout.columns[last].block.translate(self.origin));
        }
        for (tile, shown, touched) in outlines {
            outline(ui, theme, tile, shown, touched, true);
        }
        for (tile, health) in ill {
            badge(ui, theme, tile, health);
        }
    }

    /// The biases under their units: a click opens the editor.
    pub(super) fn biases(&mut self, ui: &Ui, state: &mut NetworkViewState, layout: &Layout) {
        let theme = self.theme;
        let parameters = &self.snapshot.network.parameters;
        let sizes = parameters.sizes();
        let font = FontId::proportional(size::SMALL);
        for (layer, column) in layout.columns.iter().enumerate().skip(1).filter(|(_, column)| column.labelled) {
            let biases = parameters.biases(layer - 1);
            for (index, tile) in column.tiles.iter().enumerate().take(sizes[layer]) {
                let tile = tile.translate(self.origin);
                let size = vec2(column.side.max(56.0), BIAS);
                let area = Rect::from_center_size(pos2(tile.center().x, tile.bottom() + 0.5 * BIAS + 1.0), size);
                let unit = Unit { layer, index };
                let response = ui.interact(area, ui.scope_id().with(("bias", layer, index)), Sense::click());
                let value = signed(biases[index]);
                response.widget_info(|| {
                    let name = theme.say(unit.called(self.snapshot));
                    WidgetInfo::labeled(
                        Role::Button,
                        true,
                        theme.say(text!("Bias of {name}: {value}", "{name}的偏置：{value}")),
                    )
                });
                let touched = response.hovered() || response.has_focus();
                if touched {
                    self.pointed = Some(Thing::Bias(unit));
                    ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
                }
                if response.clicked() {
                    let at = area.center_bottom();
                    state.editing = Some(Editing { place: Place { layer: layer - 1, unit: index, from: None }, at });
                }
                let ink = if touched { theme.accent } else { theme.muted };
                let place = Place { layer: layer - 1, unit: index, from: None };
                if self.snapshot.experiment.network.frozen.contains(&place) {
                    let at = Rect::from_center_size(area.right_center() + vec2(2.0, -1.0), Vec2::splat(11.0));
                    icon::paint(ui.painter(), Icon::Locked, at, theme.ink);
                }
                ui.painter().text(
                    area.center() - vec2(0.0, 1.0),
                    Align2::CENTER_CENTER,
                    format!("b {value}"),
                    font.clone(),
                    ink,
                );
            }
        }
    }
}

impl Tiles<'_> {
    /// What each of several outputs stands for: a class with its shape and colour, or a number.
    pub(super) fn output_names(&self, ui: &Ui, layout: &Layout) {
        let theme = self.theme;
        if self.is_redrawn {
            return;
        }
        let Some(column) = layout.columns.last().filter(|column| column.tiles.len() > 1) else { return };
        // Side by side, the tiles leave no room for names, and a shape between two would be either's.
        let is_one_column = column.tiles.iter().all(|tile| tile.left() == column.tiles[0].left());
        let (names, classes): (&[String], _) = match &self.snapshot.data.set.target {
            Target::Class { classes, .. } => (classes, Some(classes.len())),
            Target::Value { names, .. } => (names, None),
        };
        let names = &naming::classes(theme.language, &self.snapshot.experiment.data.source, names)[..];
        let sheet = MarkSheet::of(ui.ctx());
        let mut mesh = sheet.mesh();
        let below = if column.labelled { BIAS } else { 0.0 };
        for (index, (tile, name)) in column.tiles.iter().zip(names).enumerate() {
            let above = index.checked_sub(1).map_or(TITLES, |before| column.tiles[before].bottom() + below);
            let tile = tile.translate(self.origin);
            let mut at = if is_one_column { tile.right_center() + vec2(8.0, 0.0) } else { tile.center() };
            if is_one_column && tile.top() - self.origin.y - above >= LINE {
                let shape = if classes.is_some() { 16.0 } else { 0.0 };
                let mut job = egui::text::LayoutJob::simple_singleline(
                    brief(name).into_owned(),
                    FontId::proportional(size::SMALL),
                    theme.ink,
                );
                let room = column.head.width().min(2.0 * (layout.size.x + self.origin.x - tile.center().x));
                (job.wrap.max_width, job.wrap.max_rows) = (room - shape, 1);
                job.wrap.break_anywhere = true;
                let galley = ui.painter().layout_job(job);
                let left = tile.center().x - 0.5 * (galley.size().x + shape);
                let middle = tile.top() - 0.5 * LINE - 1.0;
                at = pos2(left + 6.0, middle);
                ui.painter().galley(pos2(left + shape, middle - 0.5 * galley.size().y), galley, theme.ink);
            }
            if let Some(classes) = classes {
                let (shape, color) = (Mark::of_class(index), theme.class(index, classes));
                sheet.add(&mut mesh, shape, Part::Body, at, 1.0, color);
                sheet.add(&mut mesh, shape, Part::Outline, at, 1.0, theme.ink);
            }
        }
        ui.painter().add(mesh);
    }
}

/// In the corner of `tile`: a unit that does not learn any more.
fn badge(ui: &Ui, theme: &Theme, tile: Rect, health: UnitState) {
    let radius = (0.2 * tile.width()).clamp(2.0, 7.0);
    let at = if tile.width() > SMALL { tile.right_top() } else { tile.center() };
    if tile.width() > SMALL {
        ui.painter().circle(at, radius, theme.surface, Stroke::new(space::LINE, theme.ink));
    }
    weights::layer::mark(ui, theme, health, at, 0.55 * radius);
}

/// Whether the only output is what the large map shows by itself.
fn last_is_single(sizes: &[usize]) -> bool {
    sizes.last() == Some(&1)
}

fn picture(ui: &Ui, tile: Rect, texture: egui::TextureId, uv: Rect, tint: Color32) {
    let shape = RectShape::filled(tile, rounding(tile), tint).with_texture(texture, uv);
    ui.painter().add(shape);
}

fn rounding(tile: Rect) -> CornerRadius {
    CornerRadius::same(if tile.width() > 24.0 { space::ROUND } else { 2 })
}

/// A thin border inside `tile`.
fn border(mesh: &mut Mesh, tile: Rect, color: Color32) {
    let inner = tile.shrink(space::LINE);
    mesh.add_colored_rect(tile.with_max_y(inner.top()), color);
    mesh.add_colored_rect(tile.with_min_y(inner.bottom()), color);
    mesh.add_colored_rect(tile.with_max_x(inner.left()), color);
    mesh.add_colored_rect(tile.with_min_x(inner.right()), color);
}

/// The border of a tile: the accent when it is shown in the large map or pointed at, faint when it is not in use.
fn outline(ui: &Ui, theme: &Theme, tile: Rect, shown: bool, touched: bool, used: bool) {
    let stroke = match (shown, touched, used) {
        (true, ..) => Stroke::new(3.0, theme.accent),
        (_, true, _) => Stroke::new(2.0, theme.accent),
        // Between small tiles, ink would be louder than the maps.
        (_, _, true) if tile.width() > SMALL => Stroke::new(space::LINE, theme.ink),
        _ => Stroke::new(space::LINE, theme.outline),
    };
    let kind = if shown || touched { StrokeKind::Middle } else { StrokeKind::Inside };
    ui.painter().rect_stroke(tile, rounding(tile), stroke, kind);
}
