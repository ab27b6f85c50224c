//! Where the keyboard is.

use egui::{Id, Ui};

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
        && ui.min_rect().intersects(response.rect)
    {
        ui.scroll_to_rect(response.rect.expand(space::ONE), None);
    }
}
