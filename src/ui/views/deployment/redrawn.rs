//! What an autoencoder makes of the inputs: the code in its middle, and the row that it draws from it.

use egui::{Align, Layout, Rect, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::mattered;
use crate::{
    data::{Feature, Target},
    experiment::Autoencoder,
    insight::Answered,
    language::{compact, shortened},
    text,
    ui::{
        kit::{Theme, theme::space},
        naming,
        views::network::picture::{self, Grid},
    },
    worker::Snapshot,
};

/// The numbers of the middle layer, from which all of the reconstruction comes.
pub(super) fn code(ui: &mut Ui, theme: &Theme, answered: &Answered, autoencoder: &Autoencoder) {
    ui.label(theme.title(theme.say(text!("Code", "编码"))));
    let Some(code) = answered.values.get(autoencoder.end()) else { return };
    let units = code.len();
    ui.label(theme.caption(theme.say(text!(
        "The input becomes {units} numbers; the decoder sees nothing else.",
        "输入变成 {units} 个数；解码器只看得到它们。"
    ))));
    ui.add_space(space::ONE);
    // As long for one row as for the next, as far as units have a limit of 1.
    let most = code.iter().fold(1.0_f32, |most, value| most.max(value.abs()));
    let named = code.iter().zip(1..).map(|(value, unit)| {
        let name = theme.say(text!("Unit {unit}", "单元 {unit}"));
        (name.into_owned(), *value)
    });
    let room = vec2(ui.available_width(), ui.available_height());
    mattered::bars(ui, theme, named, (most, room));
}

/// The reconstruction: as a picture if it is one, else number by number beside what was entered.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, answered: Option<&Answered>, side: f32) {
    let is_other = snapshot.experiment.other_view().is_some();
    let title = if is_other { text!("Other view", "另一视图") } else { text!("Drawn again", "重建") };
    ui.label(theme.title(theme.say(title)));
    let Some(answered) = answered else { return };
    let Some(outputs) = answered.values.last() else { return };
    if let Some(grid) = Grid::of_outputs(snapshot) {
        picture(ui, theme, grid, outputs, side - 28.0);
    } else {
        numbers(ui, theme, snapshot, answered, side - 28.0);
    }
}

fn picture(ui: &mut Ui, theme: &Theme, grid: Grid, outputs: &[f32], side: f32) {
    let (room, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let cell = side / grid.columns.max(grid.rows) as f32;
    let frame = Rect::from_min_size(room.min, cell * vec2(grid.columns as f32, grid.rows as f32));
    let ink = outputs.iter().map(|value| grid.grey(*value).clamp(0.0, 1.0));
    picture::paint(ui, theme, frame, (grid.columns, grid.rows), ink);
    picture::frame(ui, theme, frame);
    let said = theme.say(text!("What the decoder draws from the code", "解码器根据编码画出的图像"));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*said));
    ui.label(theme.caption(&*said));
}

/// A line for each number: its name, what was entered where it is an input, and what the decoder says.
fn numbers(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, answered: &Answered, height: f32) {
    let data = &snapshot.data;
    let Target::Value { names, .. } = &data.set.target else { return };
    let given = |place: usize| match data.features.get(place) {
        Some(Feature::Input(input)) if snapshot.experiment.redraws_inputs() => {
            Some(compact(f64::from(answered.given.raw[*input]) + data.set.origin(*input)))
        }
        _ => None,
    };
    ScrollArea::vertical().id_salt("redrawn").max_height(height).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - space::TWO);
        for (place, (name, value)) in names.iter().zip(&answered.answer).enumerate() {
            ui.horizontal(|ui| {
                let name = theme.say(naming::input(&snapshot.experiment.data.source, name));
                ui.label(shortened(&name, 24));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(compact(f64::from(*value)));
                    if let Some(given) = given(place) {
                        ui.label(theme.caption(theme.say(text!("{given} becomes", "{given} 变为"))));
                    }
                });
            });
        }
    });
}
