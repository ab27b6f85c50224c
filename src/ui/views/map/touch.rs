//! What pointer, keys and buttons do on the map.

use egui::{CursorIcon, Key, Modifiers, Rect, Response, Ui, Vec2, pos2, vec2};

use super::{MapViewState, NEAR, Viewport, viewport::ARROWS};
use crate::{
    data::{Painted, Source},
    experiment::Experiment,
    language::Text,
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

/// Whether what is typed is meant for the map: it has the keyboard, or nothing has and the map was clicked last.
///
/// A click does not give it the keyboard, since Space would then press the map in place of going on with training.
fn has_keys(ui: &Ui, state: &mut MapViewState, response: &Response) -> bool {
    let free = !egui::Popup::is_any_open(ui.ctx()) && ui.memory(|memory| memory.top_modal_layer().is_none());
    if ui.input(|input| input.pointer.any_pressed()) {
        state.clicked = response.is_pointer_button_down_on() || response.clicked();
    } else if response.clicked() {
        state.clicked = true;
    }
    response.has_focus() || state.clicked && free && ui.memory(|memory| memory.focused().is_none())
}

/// Pointer and keys over the map; whether keys are meant for it.
pub(super) fn pointer_and_keys(
    ui: &Ui,
    snapshot: &Snapshot,
    (state, gaze): (&mut MapViewState, &mut Gaze),
    view: &Viewport,
    response: &Response,
    draft: &mut Experiment,
) -> bool {
    let Some(whole) = whole(snapshot) else { return false };
    let painting = state.paint.is_on();
    let keys = has_keys(ui, state, response);
    if let Some(area) = view.steered(ui, response, whole, (!painting, keys)) {
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
    }
    if keys {
        move_cursor(ui, gaze, view);
    }
    if painting {
        state.paint.stroke(ui, response, view, draft);
        state.paint.keys(ui, view, gaze.cursor.filter(|_| keys), draft);
    } else {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let by_key = gaze.cursor.filter(|_| keys).filter(|_| pressed(Key::Enter));
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
    let held = gaze.row().is_some() || gaze.pinned.is_some();
    if held && free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        // One thing at a time: the point that is followed, then the unit that is shown.
        if gaze.row().is_some() {
            gaze.let_go();
        } else {
            gaze.pinned = None;
        }
    }
    keys
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

/// What can be done to the map: a sign, its name and a hint.
type Entry = (Icon, Text, Text);

/// The buttons beside the title: paint, nearer, further, everything.
fn entries(state: &MapViewState, draft: &Experiment) -> Vec<Entry> {
    let paintable = draft.data.source.inputs() == 2
        && draft.classes().is_some_and(|classes| classes <= Painted::MOST_CLASSES as usize)
        && !matches!(draft.data.source, Source::Table { .. });
    let mut entries = vec![
        (
            Icon::Plus,
            text!("Zoom in", "放大"),
            text!(
                "Nearer; Ctrl and the wheel do it too. A right click brings a place to the middle.",
                "放大；也可按住 Ctrl 滚动滚轮。右键单击可把该处移到中央。"
            ),
        ),
        (
            Icon::Minus,
            text!("Zoom out", "缩小"),
            text!("Further away; Ctrl and the wheel do it too.", "缩小；也可按住 Ctrl 滚动滚轮。"),
        ),
        (
            Icon::Fit,
            text!("Show all", "显示全部"),
            text!("The whole of the data; a double click does it too.", "显示全部数据；也可双击。"),
        ),
    ];
    if paintable && !state.paint.is_on() {
        let hint = text!("Add, move and remove points by hand.", "手动添加、移动和删除数据点。");
        entries.insert(0, (Icon::Brush, text!("Paint points", "绘制数据点"), hint));
    }
    entries
}

/// Room for the tools.
pub(super) fn width_of_tools(state: &MapViewState, draft: &Experiment) -> f32 {
    entries(state, draft).len() as f32 * space::TARGET
}

/// Shows the tools, from right to left; while a picture is taken, only their room.
pub(super) fn tools(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (state, gaze): (&mut MapViewState, &mut Gaze),
    draft: &mut Experiment,
) {
    let Some(whole) = whole(snapshot) else { return };
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let view = Viewport { rect: Rect::ZERO, area: gaze.area.unwrap_or(whole) };
    for (icon, name, hint) in entries(state, draft).into_iter().rev() {
        if state.taking {
            ui.allocate_space(Vec2::splat(space::TARGET));
            continue;
        }
        let (name, hint) = (theme.say(name), theme.say(hint));
        let zoomed = gaze.area.is_some();
        // Always in its place, so that the others stay in theirs.
        let enabled = icon != Icon::Fit || zoomed;
        let button = |ui: &mut Ui| icon::button(ui, theme, icon, Weight::Plain, space::TARGET, &name, &hint).clicked();
        if ui.add_enabled_ui(enabled, button).inner {
            match icon {
                Icon::Brush => state.paint.begin(draft),
                Icon::Plus => gaze.area = Some(view.nearer(whole, true)),
                Icon::Minus => gaze.area = Some(view.nearer(whole, false)),
                _ => gaze.area = None,
            }
        }
    }
}
