//! Menus and lists that are chosen from with the keyboard: a click closes them by itself, a key or a screen reader would not.

use egui::{Context, InnerResponse, Popup, Response, Ui};

/// `entry` of a menu, which closes when it is chosen, however that was done.
#[expect(clippy::must_use_candidate, reason = "it closes the menu, whether or not its answer is read")]
pub fn closing(entry: Response, ui: &Ui) -> Response {
    if entry.clicked() {
        ui.close();
    }
    entry
}

/// A list that has been shown: when a key has closed it just now, the keyboard is back on the button that opened it. What a
/// pointer or a screen reader chose leaves it where it was.
pub fn keeps_keys<R>(list: InnerResponse<Option<R>>) -> Response {
    let InnerResponse { inner, response } = list;
    if inner.is_some() && is_by_key(&response.ctx) && !Popup::is_any_open(&response.ctx) {
        response.request_focus();
    }
    response
}

/// Whether what is done now is done by a key, and not by a pointer or a screen reader.
#[must_use]
pub fn is_by_key(context: &Context) -> bool {
    context.memory(|memory| memory.focused().is_some()) && context.input(|input| !input.pointer.any_click())
}
