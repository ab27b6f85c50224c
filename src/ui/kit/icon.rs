//! Icons: signs of a typeface of their own, cut from Phosphor, sharp at every size.
//!
//! A new one is its line in the list below; one that is not in the typeface yet is first named in `assets/fonts/icons.py`.

use egui::{
    Align2, Color32, FontFamily, FontId, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::{
    fonts::ICONS,
    theme::{Theme, space},
};

/// Of a sign's square its ink takes up four fifths.
const SQUARE: f32 = 1.22;

/// The enum and its signs, from the list of both.
macro_rules! icons {
    ($($(#[$doc:meta])* $icon:ident: $sign:literal,)*) => {
        /// What is painted.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $icon,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &'static [Self] = &[$(Self::$icon,)*];

            /// Its sign in the typeface.
            #[must_use]
            pub const fn sign(self) -> char {
                match self {
                    $(Self::$icon => $sign,)*
                }
            }
        }
    };
}

icons! {
    /// A triangle.
    Play: '\u{e3d0}',
    /// Two bars.
    Pause: '\u{e39e}',
    /// A bar and an arrow from it: one batch.
    StepBatch: '\u{e520}',
    /// A triangle and a bar: to the end of the epoch.
    StepEpoch: '\u{e5a6}',
    /// An arrow round to where it began.
    Reset: '\u{e038}',
    /// A die: other random numbers.
    Die: '\u{e1ee}',
    /// A question mark.
    Help: '\u{e3e8}',
    /// Three dots.
    More: '\u{e204}',
    /// Three lines.
    Menu: '\u{e2f0}',
    /// A closed lock.
    Locked: '\u{e2fe}',
    /// An open lock.
    Unlocked: '\u{e300}',
    /// A cross.
    Close: '\u{e4f6}',
    /// Two sliders: the settings.
    Settings: '\u{e434}',
    /// A table's grid.
    Table: '\u{e476}',
    /// A brush: paint points.
    Brush: '\u{e6f0}',
    /// Arrows in four directions.
    Move: '\u{e0a4}',
    /// An eraser.
    Eraser: '\u{e21e}',
    /// A letter for functions.
    Formula: '\u{ebe4}',
    /// A plus: nearer.
    Plus: '\u{e3d4}',
    /// A minus: further away.
    Minus: '\u{e32a}',
    /// A frame's corners: everything.
    Fit: '\u{e1d0}',
}

/// How prominent an icon's button is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one that is pressed most.
    Main,
    /// The others.
    Plain,
}

/// A button with nothing but an icon; `name` is what a screen reader says and `hint` what the pointer shows.
pub fn button(ui: &mut Ui, theme: &Theme, icon: Icon, weight: Weight, size: f32, name: &str, hint: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let pressed = response.is_pointer_button_down_on();
    let (fill, ink) = match weight {
        Weight::Main if pressed || response.hovered() => (theme.accent.lerp_to_gamma(theme.ink, 0.15), theme.on_accent),
        Weight::Main => (theme.accent, theme.on_accent),
        Weight::Plain if pressed => (theme.panel.lerp_to_gamma(theme.ink, 0.14), theme.ink),
        Weight::Plain if response.hovered() => (theme.panel.lerp_to_gamma(theme.ink, 0.07), theme.ink),
        Weight::Plain => (Color32::TRANSPARENT, theme.ink),
    };
    let ink = if ui.is_enabled() { ink } else { theme.rule };
    ui.painter().rect_filled(rect, 1.5 * f32::from(space::ROUND), fill);
    focus_ring(ui, theme, &response, rect);
    paint(ui.painter(), icon, Rect::from_center_size(rect.center(), Vec2::splat((size * 0.5).clamp(14.0, 18.0))), ink);
    response.on_hover_text(hint)
}

/// Shows which painted control the keyboard is on.
pub fn focus_ring(ui: &Ui, theme: &Theme, response: &Response, rect: Rect) {
    if response.has_focus() {
        let ring = Stroke::new(2.0, theme.accent);
        ui.painter().rect_stroke(rect.expand(2.0), 2.0 * f32::from(space::ROUND), ring, StrokeKind::Outside);
    }
}

/// Paints `icon` into `rect`.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, ink: Color32) {
    // A whole number of pixels, so that an icon looks the same wherever it stands.
    let pixels = painter.pixels_per_point();
    let size = (SQUARE * rect.width() * pixels).round() / pixels;
    painter.text(rect.center(), Align2::CENTER_CENTER, icon.sign(), font(size), ink);
}

/// The typeface of icons.
#[must_use]
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICONS.into()))
}
