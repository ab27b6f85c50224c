//! The hidden layers of a stage's decoder: the encoder's in reverse, none, or layers of its own.

use egui::{RichText, TextEdit, Ui};

use crate::{
    experiment::{Experiment, fields},
    text,
    ui::kit::{
        Theme,
        field::{entry, pick},
    },
};

const KEY: &str = "stage.decoder";

/// Edits the decoder; shows nothing when the stage has none.
pub fn ui(ui: &mut Ui, theme: &Theme, draft: &mut Experiment) {
    let (Some(field), Some(now)) = (fields::named(KEY, draft), fields::value(draft, KEY)) else { return };
    let mirrored = written_mirrored(draft);
    let is_own = !matches!(now.as_str(), "mirrored" | "none");
    let alternatives = [
        ("mirrored".to_owned(), text!("Mirrored", "镜像")),
        ("none".to_owned(), text!("No hidden layer", "没有隐藏层")),
        (if is_own { now.clone() } else { mirrored }, text!("Its own layers", "自己的层")),
    ];
    let shown =
        |value: &str| alternatives.iter().find(|(of, _)| of == value).map(|(_, words)| theme.say(words.clone()));
    let mut chosen = None;
    pick(ui, theme, (field.name(), field.hint()), shown(&now).unwrap_or_default().into_owned(), |ui| {
        for (value, words) in &alternatives {
            if entry(ui, *value == now, theme.say(words.clone())).clicked() && *value != now {
                chosen = Some(value.clone());
            }
        }
    });
    if let Some(chosen) = chosen {
        // Each alternative can be read, and applies where there is a decoder.
        let _read = fields::set(draft, KEY, &chosen);
    } else if is_own {
        own(ui, theme, draft, &now);
    }
}

/// The mirrored decoder written out, to begin one of its own with; one layer at least.
fn written_mirrored(draft: &Experiment) -> String {
    let hidden = &draft.network.hidden;
    let layers = draft.autoencoder().map(|autoencoder| autoencoder.decoder(hidden)).unwrap_or_default();
    let units: Vec<String> = layers.iter().map(|layer| layer.units.to_string()).collect();
    if units.is_empty() { "8".into() } else { units.join(",") }
}

/// The layers as a text, which is taken over when it is left; what cannot be read stays, with what is wrong with it.
fn own(ui: &mut Ui, theme: &Theme, draft: &mut Experiment, now: &str) {
    let id = ui.scope_id().with(KEY);
    let mut typed = ui.data(|data| data.get_temp::<String>(id)).unwrap_or_else(|| now.replace(',', ", "));
    let hint = text!(
        "Units of each layer from the code on, with commas; activation and dropout may follow: 16:relu:0.2",
        "从编码开始每层的单元数，用逗号分隔；其后可写激活函数和丢弃率：16:relu:0.2"
    );
    let field = ui.add(TextEdit::singleline(&mut typed).id_salt(KEY).desired_width(f32::INFINITY).char_limit(400));
    let name = theme.say(text!("Layers of the decoder", "解码器的层"));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(&*name));
    let mut read = draft.clone();
    let problem = fields::set(&mut read, KEY, &typed).err();
    if let Some(problem) = &problem {
        ui.label(RichText::new(problem.to_string()).color(theme.negative));
    }
    if field.has_focus() || problem.is_some() {
        ui.data_mut(|data| data.insert_temp(id, typed));
    } else {
        ui.data_mut(|data| data.remove::<String>(id));
    }
    if field.lost_focus() && problem.is_none() {
        *draft = read;
    }
    field.on_hover_text(theme.say(hint));
}
