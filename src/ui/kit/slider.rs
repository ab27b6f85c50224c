//! A slider in the house's look: a thin rail, filled up to a round handle.

use egui::{Response, Shape, Slider, SliderClamping, Stroke, Ui, style::HandleShape};

use super::theme::{Theme, space};

/// Height of a slider; the handle's radius is two fifths of it.
const HEIGHT: f32 = space::TARGET;
const RAIL: f32 = 3.0;

/// Shows a slider as wide as there is room; the second is what the person made of `value` in this frame, rounded to
/// `step`, if there is one. A value that lies elsewhere is shown, and stays, as it is.
///
/// With `by_factors`, equal distances are equal factors, and `low` must be above zero.
#[allow(clippy::disallowed_methods, reason = "egui writes into a copy, and only what the person did leaves here")]
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    value: f64,
    (low, high): (f64, f64),
    step: f64,
    by_factors: bool,
) -> (Response, Option<f64>) {
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = ui.available_width();
        ui.spacing_mut().interact_size.y = HEIGHT;
        // egui gives rail and resting handle one fill, so the rail is painted here.
        ui.spacing_mut().slider_rail_height = 0.0;
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.bg_fill = theme.surface;
            state.fg_stroke = Stroke::new(2.0, theme.accent);
        }
        widgets.hovered.expansion = 1.0;
        widgets.active.expansion = 1.0;
        let behind = ui.painter().add(Shape::Noop);
        let mut moved = value;
        let slider = Slider::new(&mut moved, low..=high)
            .clamping(SliderClamping::Edits)
            .show_value(false)
            .handle_shape(HandleShape::Circle)
            .logarithmic(by_factors)
            .step_by(step);
        let mut response = ui.add(slider);
        let handle = response.rect.x_range().shrink(response.rect.height() / 2.5);
        // A press and its release within one frame is a click too, but egui's slider only knows drags.
        let tap = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.primary_pressed() && pointer.primary_released()).then(|| pointer.interact_pos()).flatten()
        });
        if let Some(tap) = tap.filter(|_| response.contains_pointer()) {
            let share = f64::from(((tap.x - handle.min) / (handle.max - handle.min)).clamp(0.0, 1.0));
            let exact = if by_factors { low * libm::pow(high / low, share) } else { low + (high - low) * share };
            moved = if step > 0.0 { ((exact / step).round() * step).clamp(low, high) } else { exact };
            response.mark_changed();
        }
        let share =
            if by_factors { libm::log(moved / low) / libm::log(high / low) } else { (moved - low) / (high - low) };
        let rail = response.rect.shrink2(egui::vec2(0.0, 0.5 * (response.rect.height() - RAIL)));
        let at = handle.min + (handle.max - handle.min) * if share > 0.0 { share.min(1.0) } else { 0.0 } as f32;
        let line = |right: f32, color| Shape::rect_filled(rail.with_max_x(right), 2.0, color);
        ui.painter().set(behind, Shape::Vec(vec![line(rail.right(), theme.rule), line(at, theme.accent)]));
        if response.has_focus() {
            let ring = Stroke::new(2.0, theme.accent);
            let center = egui::pos2(at, rail.center().y);
            ui.painter().circle_stroke(center, response.rect.height() / 2.5 + space::HALF, ring);
        }
        (response, (moved != value).then_some(moved))
    })
    .inner
}
