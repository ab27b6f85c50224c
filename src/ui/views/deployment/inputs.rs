//! A slider for each input of a row.

use egui::{ScrollArea, Ui};

use super::DeploymentViewState;
use crate::{
    language::{Text, compact, shortened},
    text,
    ui::{
        kit::{Theme, slider, theme::space},
        naming,
    },
    worker::Snapshot,
};

pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState, side: f32) {
    ui.label(theme.title(theme.say(text!("Set the inputs", "设定输入"))));
    let set = &snapshot.data.set;
    let Some(raw) = &mut state.raw else { return };
    let mut changed = false;
    ScrollArea::vertical().id_salt("inputs").max_height(side).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - space::TWO);
        for (input, (name, value)) in set.input_names.iter().zip(raw.iter_mut()).enumerate() {
            let (low, high, _) = state.ranges.get(input).copied().unwrap_or((-1.0, 1.0, 0.0));
            let origin = set.origin(input);
            ui.spacing_mut().item_spacing.y = 0.0;
            let label = ui
                .horizontal(|ui| {
                    let name = naming::input(&snapshot.experiment.data.source, name);
                    let label = ui.label(shortened(&theme.say(name), 28));
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.label(compact(f64::from(*value) + origin));
                    });
                    label
                })
                .inner;
            if low >= high {
                ui.label(theme.caption(theme.say(text!("always the same", "恒定不变"))));
                continue;
            }
            // A column of two numbers knows nothing between them.
            let is_switch =
                (low, high) == (0.0, 1.0) && set.inputs.column(input).iter().all(|x| *x == 0.0 || *x == 1.0);
            let step = if is_switch { 1.0 } else { 0.0 };
            let (response, made) =
                slider::ui(ui, theme, f64::from(*value), (f64::from(low), f64::from(high)), step, false);
            response.labelled_by(label.id);
            if let Some(made) = made {
                *value = made as f32;
                changed = true;
            }
        }
    });
    if changed {
        state.row = None;
    }
    let said: Text = text!("Ranges are those of the data.", "取值范围来自数据。");
    ui.label(theme.caption(theme.say(said)));
}
