//! What pointer, keys and buttons do on the map.

use egui::{CursorIcon, Key, Modifiers, Rect, Response, Ui, Vec2, pos2, vec2};

use super::{MapViewState, NEAR, Viewport, viewport::ARROWS};
use crate::{
    data::{Painted, Source},
    experiment::Experiment,
    measure::Area,
    text,
    ui::{
        Gaze,
        kit::{
            Theme,
            icon::{self, Icon, Weight},
            theme::space,
        },
    },
    worker::Snapshot,
};

/// Part of the map's width that an arrow key moves the cursor.
const CURSOR_STEP: f32 = 1.0 / 24.0;

/// What the data cover of the plane.
fn whole(snapshot: &Snapshot) -> Option<Area> {
    snapshot.looks.maps.as_ref().map(|maps| maps.plane.area)
}

/// Pointer and keys over the map.
pub(super) fn pointer_and_keys(
    ui: &Ui,
    snapshot: &Snapshot,
    (state, gaze): (&mut MapViewState, &mut Gaze),
    view: &Viewport,
    response: &Response,
    draft: &mut Experiment,
) {
    let Some(whole) = whole(snapshot) else { return };
    let painting = state.paint.is_on();
    if let Some(area) = view.steered(ui, response, whole, !painting) {
        gaze.area = Some(area);
    }
    if response.double_clicked() && !painting {
        gaze.area = None;
    }
    if response.has_focus() {
        // The arrows move the cursor, not the focus.
        ui.memory_mut(|memory| {
            let filter =
                egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..egui::EventFilter::default() };
            memory.set_focus_lock_filter(response.id, filter);
        });
        move_cursor(ui, gaze, view);
    }
    if painting {
        state.paint.stroke(ui, response, view, draft);
        state.paint.keys(ui, view, gaze.cursor.filter(|_| response.has_focus()), draft);
    } else {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let by_key = gaze.cursor.filter(|_| response.has_focus()).filter(|_| pressed(Key::Enter));
        let clicked =
            by_key.map(|at| view.screen(at)).or(response.interact_pointer_pos().filter(|_| response.clicked()));
        let pointed = clicked.or(response.hover_pos());
        let near = pointed
            .and_then(|at| state.points.nearest(view, at, !state.hide_test))
            .filter(|(_, distance)| *distance < if by_key.is_some() { 2.0 * NEAR } else { NEAR });
        match (near, clicked) {
            (Some((point, _)), Some(_)) if point.row < snapshot.data.set.rows() => gaze.follow(snapshot, point.row),
            (None, Some(_)) => gaze.let_go(),
            (Some(_), None) => ui.ctx().set_cursor_icon(CursorIcon::PointingHand),
            _ => {}
        }
    }
    let free = !egui::Popup::is_any_open(ui.ctx()) && ui.memory(|memory| memory.top_modal_layer().is_none());
    if gaze.row().is_some() && free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        gaze.let_go();
    }
}

fn move_cursor(ui: &Ui, gaze: &mut Gaze, view: &Viewport) {
    let step = view.step(CURSOR_STEP * view.rect.width() * vec2(1.0, -1.0));
    for (key, x, y) in ARROWS {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            let from = gaze.cursor.unwrap_or_else(|| view.plane(view.rect.center()));
            let to = from + vec2(x * step.x, y * step.y);
            let Area { x, y } = view.area;
            gaze.cursor = Some(pos2(to.x.clamp(x.0, x.1), to.y.clamp(y.0, y.1)));
        }
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Num0)) {
        gaze.area = None;
    }
}

/// The buttons in the map's corner: paint, nearer, further, everything.
pub(super) fn buttons(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (state, gaze): (&mut MapViewState, &mut Gaze),
    view: &Viewport,
    draft: &mut Experiment,
) {
    let Some(whole) = whole(snapshot) else { return };
    let paintable = draft.data.source.inputs() == 2
        && draft.classes().is_some_and(|classes| classes <= Painted::MOST_CLASSES as usize)
        && !matches!(draft.data.source, Source::Table { .. });
    let entries = [
        (
            Icon::Brush,
            text!("Paint points", "绘制数据点"),
            text!("Add, move and remove points by hand.", "手动添加、移动和删除数据点。"),
        ),
        (
            Icon::Plus,
            text!("Zoom in", "放大"),
            text!(
                "Nearer; the wheel does it too. A right click brings a place to the middle.",
                "放大；也可用滚轮。右键单击可把该处移到中央。"
            ),
        ),
        (Icon::Minus, text!("Zoom out", "缩小"), text!("Further away; the wheel does it too.", "缩小；也可用滚轮。")),
        (
            Icon::Fit,
            text!("Show all", "显示全部"),
            text!("The whole of the data; a double click does it too.", "显示全部数据；也可双击。"),
        ),
    ];
    let shown: Vec<_> = entries
        .into_iter()
        .filter(|(icon, ..)| match icon {
            Icon::Brush => paintable && !state.paint.is_on(),
            Icon::Fit => gaze.area.is_some(),
            _ => true,
        })
        .collect();
    let width = shown.len() as f32 * space::TARGET;
    let ground = Rect::from_min_size(view.rect.right_top() + vec2(-width - 4.0, 4.0), vec2(width, space::TARGET));
    ui.painter().rect_filled(ground, space::ROUND, theme.surface.gamma_multiply(0.8));
    let mut child = ui.new_child(
        egui::UiBuilder::new()
            .id_salt("map buttons")
            .max_rect(ground)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
    );
    child.spacing_mut().item_spacing = Vec2::ZERO;
    for (icon, name, hint) in shown {
        let (name, hint) = (theme.say(name), theme.say(hint));
        if icon::button(&mut child, theme, icon, Weight::Plain, space::TARGET, &name, &hint).clicked() {
            match icon {
                Icon::Brush => state.paint.begin(draft),
                Icon::Plus => gaze.area = Some(view.nearer(whole, true)),
                Icon::Minus => gaze.area = Some(view.nearer(whole, false)),
                _ => gaze.area = None,
            }
        }
    }
}
