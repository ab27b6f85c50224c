//! What the best of the trials that are looked at decide over the plane, side by side.

use std::sync::Arc;

use egui::{Align2, Color32, ColorImage, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{SweepViewState, digest::Digest, open, sentence, worth};
use crate::{
    insight::Decision,
    text,
    ui::{
        Action,
        kit::{
            Palette, Ramp, Texture, Theme,
            theme::{space, text},
        },
    },
    worker::portraits::{CELLS, Drawn},
};

/// Most maps.
const MOST: usize = Digest::BEST;
/// Maps side by side.
const ACROSS: usize = 6;
/// Height of what stands below a map.
const BELOW: f32 = 18.0;

/// What is painted: maps, trials, colours.
type Key = (Arc<Drawn>, Vec<(usize, u64)>, (bool, Palette));

/// The maps, painted anew when there are more, or others.
#[derive(Debug, Default)]
pub struct Maps {
    /// The trials that were asked for.
    asked: Vec<(usize, u64)>,
    texture: Texture,
    of: Option<Key>,
}

/// Shows the maps, once the sweep is over; asks for those that are not there.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    digest: &Digest,
    drawn: Option<&Arc<Drawn>>,
    actions: &mut Vec<Action>,
) {
    let found = &digest.found;
    let plan = &found.plan;
    if plan.experiment.data.source.inputs() != 2 || plan.experiment.autoencoder().is_some() {
        return;
    }
    ui.add_space(space::TWO);
    ui.label(theme.title(theme.say(text!("Maps of the best", "最好者的决策图"))));
    if !found.ended {
        ui.label(theme.caption(theme.say(text!("They are drawn when the sweep is over.", "扫描结束后绘制。"))));
        return;
    }
    let best = &digest.best;
    let rows = best.iter().map(|place| &found.rows[digest.lines[*place].row]);
    let wanted: Vec<(usize, u64)> = rows.map(|row| (row.trial, row.epochs)).collect();
    let drawn = drawn.filter(|drawn| Arc::ptr_eq(&drawn.plan, plan));
    let is_there = drawn.is_some_and(|drawn| wanted.iter().all(|(trial, _)| drawn.maps.contains_key(trial)));
    // Not while a mark is being drawn: every frame would ask for others.
    if !is_there && state.drag.is_none() && (state.maps.asked != wanted || drawn.is_none_or(|drawn| drawn.ended)) {
        state.maps.asked = wanted.clone();
        actions.push(Action::Portraits(Arc::clone(plan), wanted.clone()));
    }
    let Some(drawn) = drawn else { return };
    state.maps.update(ui, theme, drawn, &wanted, plan.experiment.classes().unwrap_or(2));
    let side = ((ui.available_width() - space::HALF * (ACROSS - 1) as f32) / ACROSS as f32).clamp(16.0, 80.0);
    for (row, places) in best.chunks(ACROSS).enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            for (column, place) in places.iter().enumerate() {
                let number = row * ACROSS + column;
                tile(
                    ui,
                    theme,
                    state,
                    digest,
                    (*place, number, side),
                    drawn.maps.contains_key(&wanted[number].0),
                    actions,
                );
            }
        });
    }
    ui.label(theme.caption(theme.say(text!("first seed, trained again", "第一个种子，重新训练"))));
}

impl Maps {
    fn update(&mut self, ui: &Ui, theme: &Theme, drawn: &Arc<Drawn>, wanted: &[(usize, u64)], classes: usize) {
        let look = theme.look();
        let is_same = |(of, trials, seen): &Key| Arc::ptr_eq(of, drawn) && trials == wanted && *seen == look;
        if self.of.as_ref().is_some_and(is_same) {
            return;
        }
        let (ramp, width) = (Ramp::new(theme, false), MOST * CELLS);
        let mut pixels = vec![theme.map_zero; width * CELLS];
        for (number, (trial, _)) in wanted.iter().enumerate() {
            let Some(Some(map)) = drawn.maps.get(trial) else { continue };
            for cell in 0..CELLS * CELLS {
                pixels[cell / CELLS * width + number * CELLS + cell % CELLS] = color(theme, &ramp, map, cell, classes);
            }
        }
        self.texture.set_sharp(ui.ctx(), "sweep maps", ColorImage::new([width, CELLS], pixels));
        self.of = Some((Arc::clone(drawn), wanted.to_vec(), look));
    }
}

fn color(theme: &Theme, ramp: &Ramp, map: &Decision, cell: usize, classes: usize) -> Color32 {
    match map {
        Decision::Level(levels) => ramp.at(levels[cell]),
        Decision::Classes { classes: won, confidence } => {
            let least = 1.0 / classes.max(2) as f32;
            let lead = ((confidence[cell] - least) / (1.0 - least)).clamp(0.0, 1.0);
            theme.map_zero.lerp_to_gamma(theme.class(won[cell].into(), classes), 0.12 + 0.4 * lead)
        }
    }
}

/// One map: a click chooses its trial, a double click opens it.
fn tile(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut SweepViewState,
    digest: &Digest,
    (place, number, side): (usize, usize, f32),
    is_drawn: bool,
    actions: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side + BELOW), Sense::click());
    let row = &digest.found.rows[digest.lines[place].row];
    let map = rect.with_max_y(rect.top() + side);
    if let Some(texture) = state.maps.texture.id().filter(|_| is_drawn) {
        let share = |number: usize| number as f32 / MOST as f32;
        let part = Rect::from_min_max(pos2(share(number), 0.0), pos2(share(number + 1), 1.0));
        ui.painter().image(texture, map, part, Color32::WHITE);
    } else {
        ui.painter().rect_filled(map, 2.0, theme.panel);
    }
    let is_lit = state.chosen == Some(row.trial) || state.pointed == Some(row.trial) || response.has_focus();
    if is_lit {
        ui.painter().rect_stroke(map, 2.0, Stroke::new(2.0, theme.accent), egui::StrokeKind::Outside);
    }
    let said = theme.say(worth(digest.found.plan.objective, row.median)).into_owned();
    let font = FontId::proportional(text::SMALL);
    ui.painter().text(map.center_bottom() + vec2(0.0, 2.0), Align2::CENTER_TOP, said, font, theme.muted);
    if response.hovered() {
        state.pointed = Some(row.trial);
    }
    if response.clicked() {
        state.chosen = Some(row.trial);
    }
    if response.double_clicked() {
        open(&digest.found.plan, row.trial, 0, actions);
    }
    let told = sentence(theme, &digest.found, digest.lines[place].row);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{} · {told}", theme.say(text!("Map", "图")))));
    response.on_hover_text(told);
}
