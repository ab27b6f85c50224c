//! Where the keyboard is.

use egui::{Id, Rect, Ui};

use super::theme::space;

/// Scrolls what has just got the keyboard's focus into sight; to be called at the end of what scrolls.
pub fn follow_focus(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused());
    let id = ui.scope_id().with("followed focus");
    let before = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<Option<Id>>(id), focused));
    // Whoever points at something sees it already.
    let by_pointer = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if focused != before
        && !by_pointer
        && let Some(response) = focused.and_then(|id| ui.ctx().read_response(id))
        && response.layer_id == ui.layer_id()
        && is_within(ui.min_rect(), ui.clip_rect(), response.rect, response.interact_rect)
    {
        ui.scroll_to_rect(response.rect.expand(space::ONE), None);
    }
}

/// How many controls of this layer can take the keyboard, of those that stand there so far.
#[must_use]
pub fn count(ui: &Ui) -> usize {
    of_layer(ui, |all| all.count())
}

/// Gives the keyboard to the control that came after the first `others` of this layer, if one came.
pub fn take(ui: &Ui, others: usize) {
    if let Some(id) = of_layer(ui, |all| all.nth(others)) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

fn of_layer<R>(ui: &Ui, read: impl FnOnce(&mut dyn Iterator<Item = Id>) -> R) -> R {
    ui.ctx().viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(ui.layer_id());
        read(&mut all.filter(|widget| widget.enabled && widget.sense.is_focusable()).map(|widget| widget.id))
    })
}

/// Whether what stands at `rect`, of which `seen` is seen, is part of a region that reaches over `all` and is seen through
/// `clip`: what scrolls reaches behind the bars above and below it, where others stand.
fn is_within(all: Rect, clip: Rect, rect: Rect, seen: Rect) -> bool {
    let is_between = rect.left() >= all.left() - 1.0 && rect.right() <= all.right() + 1.0;
    is_between && all.intersects(rect) && (!seen.is_positive() || clip.expand(1.0).intersects(seen))
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    #[test]
    fn what_stands_in_a_bar_below_is_not_scrolled_to() {
        let at = |x: f32, y: f32, wide: f32| Rect::from_min_size(pos2(x, y), vec2(wide, 24.0));
        let (all, clip) = (at(0.0, 0.0, 200.0).with_max_y(900.0), at(0.0, 50.0, 200.0).with_max_y(600.0));
        let within = |rect: Rect, seen: Rect| is_within(all, clip, rect, seen);
        assert!(within(at(20.0, 100.0, 80.0), at(20.0, 100.0, 80.0)), "in sight");
        assert!(within(at(20.0, 800.0, 80.0), Rect::NOTHING), "scrolled out of sight");
        assert!(!within(at(20.0, 620.0, 900.0), at(20.0, 620.0, 900.0)), "a slider along the window");
        assert!(!within(at(20.0, 620.0, 80.0), at(20.0, 620.0, 80.0)), "a button in a bar");
        assert!(!within(at(400.0, 100.0, 80.0), at(400.0, 100.0, 80.0)), "in another region");
    }
}
