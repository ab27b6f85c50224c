//! Sounds to choose from: a word of each class, another one each time, as its picture over time.

use egui::{Color32, Mesh, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{DeploymentViewState, known_rows};
use crate::{
    data::Target,
    text,
    ui::{
        kit::{Theme, theme::space},
        views::network::picture,
    },
    worker::Snapshot,
};

/// Numbers of a sound lie between these, near enough.
const REACH: f32 = 2.0;

/// Shows a button for each word, and the sound that was chosen.
pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut DeploymentViewState,
    ((moments, coefficients), side): ((usize, usize), f32),
) {
    ui.label(theme.title(theme.say(text!("Choose a sound", "选择一段声音"))));
    let Target::Class { classes, labels, .. } = snapshot.data.own_target() else { return };
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::HALF, space::HALF);
        for (class, name) in classes.iter().enumerate() {
            let is_it = state.row.is_some_and(|row| labels.get(row) == Some(&(class as u32)));
            if ui.selectable_label(is_it, name).clicked() {
                wanted = Some(class as u32);
            }
        }
    });
    if let Some(class) = wanted {
        let of_class = || known_rows(&snapshot.data).iter().copied().filter(|row| labels.get(*row) == Some(&class));
        // The next one after the one that is shown, and after the last the first.
        let after =
            of_class().find(|row| state.row.is_some_and(|shown| *row > shown && labels.get(shown) == Some(&class)));
        if let Some(row) = after.or_else(|| of_class().next()) {
            state.take_row(snapshot, row);
        }
    }
    let Some(raw) = &state.raw else { return };
    let height = (0.62 * side).min(ui.available_height());
    let (rect, response) = ui.allocate_exact_size(vec2(side, height), Sense::hover());
    let cell = vec2(rect.width() / moments as f32, rect.height() / coefficients as f32);
    let mut mesh = Mesh::default();
    for (index, value) in raw.iter().take(moments * coefficients).enumerate() {
        let corner = rect.min + cell * vec2((index % moments) as f32, (index / moments) as f32);
        let shade: Color32 = picture::grey(theme, ((value + REACH) / (2.0 * REACH)).clamp(0.0, 1.0));
        mesh.add_colored_rect(Rect::from_min_size(corner, cell), shade);
    }
    ui.painter().add(Shape::mesh(mesh));
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(space::LINE, theme.outline), StrokeKind::Outside);
    response.widget_info(|| {
        let said = theme.say(text!("Coefficients of the sound over time", "声音的系数随时间的变化"));
        WidgetInfo::labeled(Role::Image, true, said)
    });
    let said = text!(
        "Ten coefficients, one a line, over the moments of the word. Press a word again for another recording.",
        "十个系数各占一行，横向为词的各个时刻。再次点击同一个词可换一段录音。"
    );
    ui.label(theme.caption(theme.say(said)));
}
