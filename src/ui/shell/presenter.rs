//! In front of a class: where the pointer is, which keys are pressed, and a black screen while the teacher speaks.

use std::collections::VecDeque;

use egui::{
    Align2, Area, Color32, CornerRadius, Event, FontId, Id, Key, KeyboardShortcut, LayerId, Modifiers, Order, Popup,
    Pos2, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use crate::{
    text,
    ui::kit::{
        Theme,
        theme::{bold, space, text as size},
        words::{free, places},
    },
};

/// Radius of the halo; smaller while a button is held, so that a click is seen.
const HALO: [f32; 2] = [24.0, 15.0];
/// How long a key stays in sight, in seconds.
const STAYS: f64 = 1.8;
/// Most keys that are in sight.
const MOST: usize = 5;

/// What is shown beside the window's own picture in front of a class.
#[derive(Debug, Default)]
pub struct Presenter {
    is_on: bool,
    is_black: bool,
    /// What was pressed and when, oldest first.
    keys: VecDeque<(String, f64)>,
    /// Where that stands: the middle of its upper side, as long as any is in sight.
    at: Option<Pos2>,
}

impl Presenter {
    /// Whether one is in front of a class.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.is_on
    }

    /// Begins or ends it.
    pub fn turn(&mut self) {
        *self = Self { is_on: !self.is_on, ..Self::default() };
    }

    /// Hears the keys of this frame before anything else does: B and the full stop, which the button of a presenter's
    /// clicker sends, black the screen out, and whatever is pressed then only brings it back.
    ///
    /// `typing` says whether keys are letters of a text now, `single_keys` whether plain letters are shortcuts. Says whether
    /// Escape ended it, the other key that clickers send.
    pub fn hear(&mut self, ui: &Ui, theme: &Theme, typing: bool, single_keys: bool) -> bool {
        if !self.is_on {
            return false;
        }
        let now = ui.input(|input| input.time);
        if self.is_black {
            self.is_black = !ui.input_mut(|input| {
                let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
                let woken = input.events.iter().any(is_key) || input.pointer.any_click();
                input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_)));
                woken
            });
            return false;
        }
        let pressed = ui.input(|input| {
            let key = |event: &Event| match event {
                Event::Key { key, pressed: true, repeat: false, modifiers, .. } => Some((*modifiers, *key)),
                _ => None,
            };
            input.events.iter().filter_map(key).collect::<Vec<_>>()
        });
        for (modifiers, key) in pressed {
            // What is typed into a field stands there.
            if (!typing || modifiers.command || key >= Key::F1) && !is_held(key) {
                self.keys.push_back((name(ui, theme, modifiers, key), now));
            }
        }
        while self.keys.len() > MOST || self.keys.front().is_some_and(|(_, at)| now - at > STAYS) {
            self.keys.pop_front();
        }
        let mut takes = |key| !typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        self.is_black = single_keys && [Key::B, Key::Period].into_iter().any(&mut takes);
        // What is open or focused has Escape first.
        let is_free = ui.memory(|memory| memory.focused().is_none()) && !Popup::is_any_open(ui.ctx());
        is_free && takes(Key::Escape)
    }

    /// Shows it above everything; keys so many points above the bottom of the window at least, and where they cover no words.
    pub fn ui(&mut self, ui: &Ui, theme: &Theme, above: f32) {
        if !self.is_on {
            return;
        }
        let (context, screen) = (ui.ctx(), ui.ctx().content_rect());
        if self.is_black {
            black(ui, theme, screen);
            return;
        }
        let painter = context.layer_painter(LayerId::new(Order::Tooltip, Id::unique("presenter")));
        let (pointer, held) = ui.input(|input| (input.pointer.latest_pos(), input.pointer.any_down()));
        if let Some(at) = pointer {
            let radius = HALO[usize::from(held)];
            painter.circle_filled(at, radius, theme.validation.gamma_multiply(if held { 0.45 } else { 0.2 }));
            painter.circle_stroke(at, radius, Stroke::new(2.0, theme.validation));
        }
        if self.keys.is_empty() {
            self.at = None;
            return;
        }
        context.request_repaint_after_secs(STAYS as f32);
        let font = bold(size::LARGE);
        let words: Vec<_> =
            self.keys.iter().map(|(key, _)| painter.layout_no_wrap(key.clone(), font.clone(), theme.surface)).collect();
        let around = vec2(2.0 * space::ONE, space::ONE);
        let width = |word: &std::sync::Arc<egui::Galley>| word.size().x + 2.0 * around.x;
        let whole = words.iter().map(width).sum::<f32>() + space::ONE * (words.len() - 1) as f32;
        let height = words.iter().map(|word| word.size().y).fold(0.0, f32::max) + 2.0 * around.y;
        let most = screen.with_max_y(screen.bottom() - above - space::ONE);
        let place = free(&places(context), seats(most, vec2(whole, height), self.at));
        let Some(mut left) = place.map(|place| place.min) else { return };
        self.at = place.map(|place| place.center_top());
        for word in words {
            let rect = Rect::from_min_size(left, word.size() + 2.0 * around);
            painter.rect_filled(rect, CornerRadius::same(2 * space::ROUND), theme.ink);
            painter.galley(rect.min + around, word, theme.surface);
            left.x = rect.right() + space::ONE;
        }
    }
}

/// Where something of this size may stand in `screen`: where it stood, and then the lower the better, in the middle before
/// the right and the left end.
fn seats(screen: Rect, size: Vec2, before: Option<Pos2>) -> impl Iterator<Item = Rect> {
    let most = (screen.right() - space::THREE - size.x).max(space::THREE);
    let seat = move |x: f32, y: f32| Rect::from_min_size(pos2(x.clamp(space::THREE, most), y), size);
    let again = before.map(|at| seat(at.x - 0.5 * size.x, at.y));
    // None stands above the screen.
    let rows = ((screen.height() - size.y).max(0.0) / space::TWO) as usize + 1;
    let lines = (0..rows).map(move |row| screen.bottom() - size.y - row as f32 * space::TWO);
    let ends = [screen.center().x - 0.5 * size.x, most, space::THREE];
    again.into_iter().chain(lines.flat_map(move |y| ends.map(|x| seat(x, y))))
}

/// Black, above everything, until something is pressed.
fn black(ui: &Ui, theme: &Theme, screen: Rect) {
    Area::new(Id::unique("black screen")).order(Order::Debug).fixed_pos(Pos2::ZERO).show(ui.ctx(), |ui| {
        let response = ui.allocate_rect(screen, Sense::click());
        let words = theme.say(text!("Black screen: press any key.", "黑屏：按任意键返回。"));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*words));
        ui.painter().rect_filled(screen, 0.0, Color32::BLACK);
        // Who sits at it has to see that nothing has failed.
        let font = FontId::proportional(size::SMALL);
        let at = screen.center_bottom() - vec2(0.0, space::THREE);
        ui.painter().text(at, Align2::CENTER_BOTTOM, words, font, Color32::from_gray(112));
    });
}

/// Whether the key is one that is held for others, which are shown with it.
fn is_held(key: Key) -> bool {
    ["Shift", "Control", "Alt", "Super"].iter().any(|start| key.name().starts_with(start))
}

/// What is written on the key, with those that are held.
fn name(ui: &Ui, theme: &Theme, modifiers: Modifiers, key: Key) -> String {
    match key {
        Key::Space if modifiers.is_none() => theme.say(text!("Space", "空格")).into_owned(),
        Key::Questionmark => "?".into(),
        _ => ui.ctx().format_shortcut(&KeyboardShortcut::new(modifiers, key)),
    }
}
