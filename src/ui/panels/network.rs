//! The layers as numbers, for whoever has no pointer or wants an exact shape.

use egui::Ui;

use super::fields::Fields;
use crate::{
    experiment::{HiddenLayer, NetworkSettings},
    nn::{Activation, Choice},
    text,
    ui::{
        kit::{
            field::{line, list_height},
            menu,
            number::Number,
            theme::space,
        },
        naming::title,
    },
};

/// Edits the number of hidden layers and what each of them is.
pub fn ui(ui: &mut Ui, fields: Fields<'_>, network: &mut NetworkSettings) {
    let theme = fields.theme;
    let name = theme.say(text!("Hidden layers", "隐藏层"));
    let hint = theme.say(text!("Layers between the features and the output.", "输入特征与输出之间的层数。"));
    let mut wanted = None;
    line(ui, &name, &hint, |ui| {
        let (response, made) = Number::new(0..=NetworkSettings::MOST_LAYERS).speed(0.05).show(ui, network.hidden.len());
        wanted = made;
        response
    });
    if let Some(layers) = wanted {
        let last = network.hidden.last().copied();
        let new = HiddenLayer { units: 2, activation: Activation::Tanh, dropout: 0.0, frozen: false };
        network.hidden.resize(layers, HiddenLayer { units: 2, frozen: false, ..last.unwrap_or(new) });
    }
    for (index, layer) in network.hidden.iter_mut().enumerate() {
        let number = index + 1;
        let name = theme.say(text!("Layer {number}", "第 {number} 层"));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            ui.set_height(space::HEADING);
            ui.label(&*name);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let activation = egui::ComboBox::from_id_salt((index, "activation"))
                    .width(84.0)
                    .height(list_height(ui))
                    .selected_text(&*theme.say(title(&layer.activation)))
                    .show_ui(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for &choice in Activation::ALL {
                            let words = &*theme.say(title(&choice));
                            menu::closing(ui.selectable_value(&mut layer.activation, choice, words), ui);
                        }
                    });
                named(menu::keeps_keys(activation), &theme.say(text!("{name}: activation", "{name}：激活函数")));
                let suffix = theme.say(text!(" units", " 个单元"));
                let number = Number::new(1..=HiddenLayer::MOST_UNITS).speed(0.1).suffix(&suffix).late();
                let (units, made) = number.show(ui, layer.units);
                named(units, &theme.say(text!("{name}: units", "{name}：单元数")));
                layer.units = made.unwrap_or(layer.units);
            });
        });
    }
    fields.problem(ui, "network.hidden");
    fields.problem(ui, "network.dropout");
}

fn named(response: egui::Response, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(name));
    response.on_hover_text(name);
}
