//! A pad to draw on, which the network sees as one of the pictures that it knows.

use egui::{Rect, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use super::DeploymentViewState;
use crate::{
    data::Drawing,
    text,
    ui::{
        kit::{Theme, check, icon},
        views::network::picture,
    },
};

/// Width of the brush, as a share of the pad.
const BRUSH: f32 = 0.055;
/// Radius of the pen that leaves a drawing as it is, as a share of the pad: what the exported page takes.
const PEN: f64 = 0.05;
/// A pad this wide has room for a sentence and two links below it.
const ONE_LINE: f32 = 320.0;
/// Points closer than this share of the pad are one.
const CLOSE: f64 = 0.008;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, state: &mut DeploymentViewState, side: f32) {
    let Some(sheet) = state.sheet else { return };
    ui.label(theme.title(theme.say(text!("Draw here", "在此绘制"))));
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side - 28.0), Sense::click_and_drag());
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    painter.rect_filled(rect, 0.0, picture::grey(theme, 0.0));
    let cells = sheet.side;
    if state.drawing.is_empty() {
        // A row of the data is shown as it is.
        picture::paint(ui, theme, rect, (cells, cells), state.ink());
    }
    for line in 1..cells {
        let at = line as f32 / cells as f32;
        let stroke = Stroke::new(1.0, theme.rule.gamma_multiply(0.6));
        painter.hline(rect.x_range(), rect.top() + at * rect.height(), stroke);
        painter.vline(rect.left() + at * rect.width(), rect.y_range(), stroke);
    }
    let width = BRUSH * rect.width();
    for stroke in &state.drawing.strokes {
        let place = |point: &[f64; 2]| rect.min + vec2(point[0] as f32 * rect.width(), point[1] as f32 * rect.height());
        let points: Vec<_> = stroke.iter().map(place).collect();
        points.iter().for_each(|point| _ = painter.circle_filled(*point, width / 2.0, theme.ink));
        painter.add(Shape::line(points, Stroke::new(width, theme.ink)));
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme.outline), StrokeKind::Outside);
    icon::focus_ring(ui, theme, &response, rect);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, theme.say(text!("Pad to draw on", "绘图板"))));
    let begins = response.drag_started() || response.clicked();
    if let Some(at) = response.interact_pointer_pos().filter(|_| begins || response.dragged()) {
        let point = [f64::from((at.x - rect.left()) / rect.width()), f64::from((at.y - rect.top()) / rect.height())];
        if begins {
            state.row = None;
            state.drawing.strokes.push(vec![point]);
            see(state);
        } else if let Some(stroke) = state.drawing.strokes.last_mut()
            && stroke.last().is_none_or(|last| libm::hypot(last[0] - point[0], last[1] - point[1]) > CLOSE)
        {
            stroke.push(point);
            see(state);
        }
    }
    let said =
        theme.caption(theme.say(text!("Drawn here, seen at {cells}×{cells}", "在此绘制，以 {cells}×{cells} 观看")));
    // Below a small pad there is no room for the sentence.
    let is_small = side < ONE_LINE;
    if is_small {
        centre(ui, theme, state);
    }
    ui.horizontal(|ui| {
        ui.set_max_width(rect.width());
        if !is_small {
            ui.label(said);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| take_back(ui, theme, state));
    });
    if !is_small {
        centre(ui, theme, state);
    }
    seen(ui, theme, state, pos2(rect.right(), rect.top()));
}

/// Whether a drawing is moved to the middle and made as large as those that the network knows.
fn centre(ui: &mut Ui, theme: &Theme, state: &mut DeploymentViewState) {
    let was = !state.as_drawn;
    let mut is_centred = was;
    check::ui(ui, theme, &mut is_centred, theme.say(text!("Centre like the data", "像数据一样居中")));
    if is_centred != was {
        state.as_drawn = !is_centred;
        if !state.drawing.is_empty() {
            see(state);
        }
    }
}

/// Takes the drawing back, all of it or stroke by stroke.
fn take_back(ui: &mut Ui, theme: &Theme, state: &mut DeploymentViewState) {
    if ui.link(theme.say(text!("Clear", "清空"))).clicked() {
        (state.drawing, state.raw, state.row) = (Drawing::default(), None, None);
    }
    let may_undo = !state.drawing.is_empty();
    let words = theme.say(text!("Undo stroke", "撤销一笔"));
    if ui.add_enabled(may_undo, egui::Link::new(words)).clicked() {
        state.drawing.strokes.pop();
        see(state);
    }
}

/// What the network sees of the drawing.
fn see(state: &mut DeploymentViewState) {
    let Some((sheet, data)) = state.sheet.as_ref().zip(state.data.as_ref()) else { return };
    let drawing = &state.drawing;
    let ink = || if state.as_drawn { drawing.pixels(sheet.side, PEN) } else { drawing.like(sheet) };
    state.raw = (!drawing.is_empty()).then(|| data.raw_of_ink(&ink()));
}

/// The picture that the network sees, small in a corner of the pad, while it is another than what is drawn.
fn seen(ui: &Ui, theme: &Theme, state: &DeploymentViewState, corner: egui::Pos2) {
    const SIDE: f32 = 56.0;
    let Some(sheet) = state.sheet.as_ref().filter(|_| !state.drawing.is_empty()) else { return };
    let frame = Rect::from_min_size(corner + vec2(-SIDE - 8.0, 8.0), Vec2::splat(SIDE));
    picture::paint(ui, theme, frame, (sheet.side, sheet.side), state.ink());
    picture::frame(ui, theme, frame);
}
