//! The loss landscape around a run: over a plane in weight space or on the line to another run, and the sharpness along
//! the run.

mod between;
mod curve;
mod terrain;

use std::sync::Arc;

use egui::{Label, Rect, Ui, UiBuilder};

use self::terrain::Shown;
use super::matched;
use crate::{
    insight::Ghost,
    text,
    ui::{
        Action, Runs,
        kit::{Theme, check, tab, theme::space},
        page::Scene,
    },
    worker::{
        survey::Question,
        terrain::{Asked, Look},
    },
};

/// Width of the sharpness, as a share of the page.
const SIDE: f32 = 0.36;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Path,
    Random,
    /// The line to the pinned run of this letter.
    To(char),
}

/// What is chosen on the page.
#[derive(Debug, Default)]
pub struct LandscapeViewState {
    view: View,
    /// Which random directions.
    number: u64,
    biases: bool,
    /// What was asked last, and the snapshot that it is about.
    asked: Option<(u64, Asked)>,
    /// The plane as it is shown.
    shown: Shown,
}

impl LandscapeViewState {
    fn look(&mut self, runs: &Runs) -> Look {
        match self.view {
            View::Path => Look::Path,
            View::Random => Look::Random { number: self.number, biases: self.biases },
            View::To(letter) => match runs.get(letter) {
                Some(pinned) => Look::To(Arc::<Ghost>::clone(&pinned.ghost)),
                None => {
                    self.view = View::Path;
                    Look::Path
                }
            },
        }
    }

    /// Asks about what is shown, unless that was asked last or the last question is not answered yet.
    fn ask(&mut self, scene: &Scene<'_>) -> Option<Action> {
        let look = self.look(scene.runs);
        let snapshot = scene.snapshot;
        if let Some((number, asked)) = &mut self.asked {
            let is_same = asked.look == look && (*number == snapshot.number || asked.is_about(snapshot, &look));
            if is_same {
                *number = snapshot.number;
                return None;
            }
            let is_busy = scene.surveyed.is_some_and(|surveyed| surveyed.busy);
            if is_busy && asked.look == look {
                return None;
            }
        }
        let asked = Asked::about(snapshot, look);
        self.asked = Some((snapshot.number, asked.clone()));
        Some(Action::Ask(Box::new(Question::Landscape(asked))))
    }
}

/// Shows the page; what was asked for.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut LandscapeViewState) -> Vec<Action> {
    let theme = scene.theme;
    let mut actions: Vec<Action> = Vec::new();
    if scene.snapshot.experiment.alignment().is_some() {
        matched::not_by_row(ui, theme);
        return actions;
    }
    head(ui, theme, state, scene.runs);
    actions.extend(state.ask(scene));
    ui.add_space(space::ONE);
    let whole = ui.available_rect_before_wrap();
    let width = (SIDE * whole.width()).round();
    let left = whole.with_max_x(whole.right() - width - space::THREE);
    let right = whole.with_min_x(whole.right() - width);
    let surveyed = scene.surveyed.map(Arc::clone);
    region(ui, "plane", left, |ui| {
        let Some(surveyed) = &surveyed else { return };
        if let Some(fault) = surveyed.fault.clone() {
            ui.label(theme.say(fault));
        }
        let is_of = |asked: &Asked| state.asked.as_ref().is_some_and(|(_, last)| last.look == asked.look);
        if let View::To(letter) = state.view {
            let between = surveyed.between.as_deref().filter(|between| is_of(&between.asked));
            between::ui(ui, theme, between, letter, surveyed.busy);
        } else {
            let terrain = surveyed.terrain.as_ref().filter(|terrain| is_of(&terrain.asked));
            terrain::ui(ui, scene, &mut state.shown, (terrain, surveyed.busy), &mut actions);
        }
    });
    region(ui, "sharpness", right, |ui| {
        curve::ui(ui, theme, scene.snapshot, surveyed.as_ref().and_then(|surveyed| surveyed.curve.as_deref()));
    });
    actions
}

fn region(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().id_salt(name).max_rect(rect), |ui| {
        ui.set_max_width(rect.width());
        contents(ui);
    });
}

/// The choice of what is shown.
fn head(ui: &mut Ui, theme: &Theme, state: &mut LandscapeViewState, runs: &Runs) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        ui.label(theme.title(theme.say(text!("Landscape of the loss", "损失地形"))));
        let mut views = vec![
            (View::Path, theme.say(text!("Along the path", "沿路径")).into_owned()),
            (View::Random, theme.say(text!("Random plane", "随机平面")).into_owned()),
        ];
        for pinned in runs.all() {
            let title = pinned.title();
            views.push((View::To(pinned.letter), theme.say(text!("To run {title}", "到训练 {title}")).into_owned()));
        }
        for (view, name) in views {
            if tab::ui(ui, theme, &name, state.view == view).clicked() {
                state.view = view;
            }
        }
        if state.view == View::Random {
            check::ui(ui, theme, &mut state.biases, theme.say(text!("biases, too", "包括偏置")));
            let words = theme.say(text!("Other directions", "换一组方向"));
            if ui.add(egui::Button::new(words).min_size(egui::vec2(0.0, 28.0))).clicked() {
                state.number += 1;
            }
        } else if runs.all().is_empty() {
            let words = text!(
                "Pin a run (P) to see the way from this one to it.",
                "固定一次训练（P）即可查看从当前训练到它的路线。"
            );
            // Whole in this line or the next.
            ui.add(Label::new(theme.caption(theme.say(words))).extend());
        }
    });
}
