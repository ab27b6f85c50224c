//! Colours, type and distances: the one place that knows what anything looks like.

use std::borrow::Cow;

use egui::{Color32, CornerRadius, FontFamily, FontId, Id, Margin, RichText, Stroke, TextStyle, Vec2, Visuals, vec2};

use super::palette::{Palette, rgb};
use crate::language::{Language, Text};

/// Sizes of type, in points; the body is 14.
pub mod text {
    /// Captions, axis numbers, values beside a picture.
    pub const SMALL: f32 = 12.0;
    /// Everything that is read in a line.
    pub const BODY: f32 = 14.0;
    /// Titles of regions.
    pub const TITLE: f32 = 16.0;
    /// The few numbers that are read from afar.
    pub const LARGE: f32 = 20.0;
}

/// Distances, in points: steps of 8 between things, 4 inside a control.
pub mod space {
    /// Inside a control.
    pub const HALF: f32 = 4.0;
    /// Between things that belong together.
    pub const ONE: f32 = 8.0;
    /// Between groups.
    pub const TWO: f32 = 16.0;
    /// From a region's edge to its content.
    pub const THREE: f32 = 24.0;
    /// The one outline weight.
    pub const LINE: f32 = 1.0;
    /// Rounding of controls, in whole points.
    pub const ROUND: u8 = 4;
    /// Height of a row that begins a region, so that the titles of all regions stand on one line.
    pub const HEADING: f32 = 28.0;
    /// The least width and height of anything that can be pressed.
    pub const TARGET: f32 = 24.0;
    /// Height of a list or a number to type in; a row is given it before its first label, which is then in line with them.
    pub const CONTROL: f32 = 28.0;
}

/// The colours of one look; contrasts are measured against `surface`.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// The language that everything is said in.
    pub language: Language,
    /// Which colours values and classes have.
    pub palette: Palette,
    /// Whether light stands on dark.
    pub dark: bool,
    /// Behind the network and the views.
    pub surface: Color32,
    /// Behind the bars and the left region.
    pub panel: Color32,
    /// Text, the decision boundary, outlines of points.
    pub ink: Color32,
    /// Text of second rank, 6:1 or more.
    pub muted: Color32,
    /// Decoration only: too faint for the outline of something that matters.
    pub rule: Color32,
    /// Outline of a control, 3:1 or more.
    pub outline: Color32,
    /// What is selected, what can be pressed.
    pub accent: Color32,
    /// The curve of the validation rows, beside that of the training rows in ink and of the test rows in the accent.
    pub validation: Color32,
    /// Text and icons on the accent.
    pub on_accent: Color32,
    /// Points, weights and numbers below zero.
    pub negative: Color32,
    /// Points, weights and numbers above zero.
    pub positive: Color32,
    /// The map at −1.
    pub map_negative: Color32,
    /// The map at 0.
    pub map_zero: Color32,
    /// The map at +1.
    pub map_positive: Color32,
    /// Points of many classes, the last in ink; two classes use `negative` and `positive`.
    pub classes: [Color32; 8],
}

impl Theme {
    /// Dark on light.
    #[must_use]
    pub const fn light() -> Self {
        Self::in_light(Palette::OrangeBlue)
    }

    const fn in_light(palette: Palette) -> Self {
        let ink = rgb(0x1C_1E21);
        let colors = palette.colors(false);
        Self {
            language: Language::English,
            palette,
            dark: false,
            surface: rgb(0xFB_FBFA),
            panel: rgb(0xF3_F3F1),
            ink,
            muted: rgb(0x5B_6066),
            rule: rgb(0xD9_DBDD),
            outline: rgb(0x85_8A90),
            accent: rgb(0x0B_63B0),
            validation: rgb(0x8A_6A00),
            on_accent: rgb(0xFF_FFFF),
            negative: colors.negative,
            positive: colors.positive,
            map_negative: colors.map_negative,
            map_zero: colors.map_zero,
            map_positive: colors.map_positive,
            classes: classes(colors.classes, ink),
        }
    }

    /// Light on dark.
    #[must_use]
    pub const fn dark() -> Self {
        Self::in_dark(Palette::OrangeBlue)
    }

    const fn in_dark(palette: Palette) -> Self {
        let ink = rgb(0xEC_EDEE);
        let colors = palette.colors(true);
        Self {
            language: Language::English,
            palette,
            dark: true,
            surface: rgb(0x16_181B),
            panel: rgb(0x1E_2125),
            ink,
            muted: rgb(0xA3_A9B0),
            rule: rgb(0x34_383D),
            outline: rgb(0x70_767D),
            accent: rgb(0x6C_B4F5),
            validation: rgb(0xE6_9F00),
            on_accent: rgb(0x10_1214),
            negative: colors.negative,
            positive: colors.positive,
            map_negative: colors.map_negative,
            map_zero: colors.map_zero,
            map_positive: colors.map_positive,
            classes: classes(colors.classes, ink),
        }
    }

    /// The look and the language that `context` is showing now.
    #[must_use]
    pub fn of(context: &egui::Context) -> Self {
        let language = context.data(|data| data.get_temp(Id::NULL)).unwrap_or_default();
        let palette = context.data(|data| data.get_temp(Id::NULL)).unwrap_or_default();
        let dark = context.theme() == egui::Theme::Dark;
        Self { language, ..if dark { Self::in_dark(palette) } else { Self::in_light(palette) } }
    }

    /// Has everything said in `language` from the next frame on.
    pub fn speak(context: &egui::Context, language: Language) {
        context.data_mut(|data| data.insert_temp(Id::NULL, language));
        context.request_repaint();
    }

    /// Has everything drawn in the colours of `palette` from the next frame on.
    pub fn paint(context: &egui::Context, palette: Palette) {
        context.data_mut(|data| data.insert_temp(Id::NULL, palette));
        for (which, theme) in
            [(egui::Theme::Light, Self::in_light(palette)), (egui::Theme::Dark, Self::in_dark(palette))]
        {
            context.style_mut_of(which, |style| style.visuals = theme.visuals());
        }
        context.request_repaint();
    }

    /// What a picture depends on: it has to be painted anew when this changes.
    #[must_use]
    pub const fn look(&self) -> (bool, Palette) {
        (self.dark, self.palette)
    }

    /// `text` in the language of the window.
    #[must_use]
    pub fn say(&self, text: Text) -> Cow<'static, str> {
        text.said(self.language)
    }

    /// The map's colour at `value`, which counts as −1 below it and as +1 above it.
    #[must_use]
    pub fn map(&self, value: f32) -> Color32 {
        let end = if value < 0.0 { self.map_negative } else { self.map_positive };
        self.map_zero.lerp_to_gamma(end, value.abs().min(1.0))
    }

    /// The colour of a number by its sign.
    #[must_use]
    pub fn signed(&self, value: f32) -> Color32 {
        if value < 0.0 { self.negative } else { self.positive }
    }

    /// The colour of a point of class `index` out of `count`.
    #[must_use]
    pub fn class(&self, index: usize, count: usize) -> Color32 {
        match (count, index) {
            (2, 0) => self.negative,
            (2, _) => self.positive,
            _ => self.classes[index % self.classes.len()],
        }
    }

    /// The title of a region.
    #[must_use]
    pub fn title(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).font(bold(text::TITLE)).color(self.ink)
    }

    /// A caption of second rank.
    #[must_use]
    pub fn caption(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(text::SMALL).color(self.muted)
    }

    /// A number that is read from afar.
    #[must_use]
    pub fn large(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(text::LARGE).color(self.ink)
    }

    /// The outline of a control or a picture that nothing is happening to.
    #[must_use]
    pub const fn rule_stroke(&self) -> Stroke {
        Stroke { width: space::LINE, color: self.rule }
    }

    /// The map's colour of confidence, from none at 0 to full at 1: a grey, since every hue is that of some class.
    #[must_use]
    pub fn sure(&self, share: f32) -> Color32 {
        let full = if self.dark { 0.25 } else { 0.35 };
        self.map_zero.lerp_to_gamma(self.ink, full * share)
    }

    /// Gives both looks to every window of `context`.
    pub fn install(context: &egui::Context) {
        for (which, theme) in [(egui::Theme::Light, Self::light()), (egui::Theme::Dark, Self::dark())] {
            context.style_mut_of(which, |style| theme.apply(style));
        }
    }

    fn apply(&self, style: &mut egui::Style) {
        style.text_styles = [
            (TextStyle::Small, text::SMALL),
            (TextStyle::Body, text::BODY),
            (TextStyle::Button, text::BODY),
            (TextStyle::Heading, text::TITLE),
        ]
        .map(|(name, size)| (name, FontId::proportional(size)))
        .into();
        style.text_styles.insert(TextStyle::Monospace, FontId::monospace(text::BODY));
        style.spacing.item_spacing = Vec2::splat(space::ONE);
        style.spacing.button_padding = vec2(space::ONE, space::HALF);
        style.spacing.interact_size.y = space::TARGET;
        style.spacing.window_margin = Margin::same(space::THREE as i8);
        style.spacing.menu_margin = Margin::same(space::ONE as i8);
        style.spacing.slider_rail_height = 3.0;
        // A handle in the margin, there to be found and not to be looked at.
        style.spacing.scroll.dormant_handle_opacity = 0.2;
        style.spacing.scroll.active_handle_opacity = 0.3;
        style.spacing.scroll.interact_handle_opacity = 0.6;
        style.visuals = self.visuals();
        style.interaction.selectable_labels = false;
        style.interaction.tooltip_delay = 0.4;
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        let round = CornerRadius::same(space::ROUND);
        let blend = |toward: Color32, share: f32| self.surface.lerp_to_gamma(toward, share);
        let control = |fill: Color32, outline: Color32, ink: Color32| egui::style::WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(space::LINE, outline),
            corner_radius: round,
            fg_stroke: Stroke::new(1.5, ink),
            expansion: 0.0,
        };
        visuals.widgets.noninteractive = control(self.surface, self.rule, self.ink);
        visuals.widgets.inactive = control(self.surface, self.rule, self.ink);
        visuals.widgets.hovered = control(blend(self.accent, 0.06), self.outline, self.ink);
        visuals.widgets.active = control(blend(self.accent, 0.12), self.accent, self.ink);
        visuals.widgets.open = control(self.surface, self.accent, self.ink);
        visuals.selection.bg_fill = blend(self.accent, 0.25);
        visuals.selection.stroke = Stroke::new(space::LINE, self.ink);
        visuals.override_text_color = None;
        visuals.weak_text_color = Some(self.muted);
        visuals.hyperlink_color = self.accent;
        visuals.panel_fill = self.surface;
        visuals.window_fill = self.surface;
        visuals.window_stroke = self.rule_stroke();
        visuals.window_corner_radius = CornerRadius::same(2 * space::ROUND);
        visuals.menu_corner_radius = CornerRadius::same(2 * space::ROUND);
        visuals.extreme_bg_color = self.surface;
        visuals.faint_bg_color = self.panel;
        visuals.code_bg_color = self.panel;
        visuals.warn_fg_color = self.negative;
        visuals.error_fg_color = self.negative;
        visuals.slider_trailing_fill = true;
        visuals
    }
}

/// The heavier cut of the body's typeface.
#[must_use]
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

const fn classes(of: [Color32; 7], ink: Color32) -> [Color32; 8] {
    let [a, b, c, d, e, f, g] = of;
    [a, b, c, d, e, f, g, ink]
}

#[cfg(test)]
mod tests {
    use super::{super::palette::tests::least_difference, *};

    /// Contrast of two colours by WCAG 2.2, 1…21.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |color: Color32| {
            let [r, g, b, _] = color.to_array().map(|channel| {
                let value = f64::from(channel) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_controls_stand_out() {
        for theme in Palette::ALL.into_iter().flat_map(|palette| [Theme::in_light(palette), Theme::in_dark(palette)]) {
            let look = theme.look();
            for ground in [theme.surface, theme.panel] {
                for (what, color, least) in [
                    ("ink", theme.ink, 7.0),
                    ("muted", theme.muted, 4.5),
                    ("accent", theme.accent, 4.5),
                    ("validation", theme.validation, 4.5),
                    ("outline", theme.outline, 3.0),
                    ("negative", theme.negative, 3.0),
                    ("positive", theme.positive, 3.0),
                ] {
                    let found = contrast(color, ground);
                    assert!(found >= least, "{look:?}: {what} has {found:.2}:1, wants {least}:1");
                }
            }
            for map in [theme.map_negative, theme.map_zero, theme.map_positive, theme.sure(1.0)] {
                let found = contrast(theme.ink, map);
                assert!(found >= 4.5, "{look:?}: the boundary has {found:.2}:1 on the map");
            }
            let found = contrast(theme.on_accent, theme.accent);
            assert!(found >= 4.5, "{look:?}: a pressed icon has {found:.2}:1");
        }
    }

    #[test]
    fn the_curves_stay_apart_for_every_eye() {
        for theme in [Theme::light(), Theme::dark()] {
            let curves = [theme.ink, theme.validation, theme.accent];
            for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                let found = least_difference(curves[a], curves[b]);
                assert!(found >= 20.0, "dark {}: curves {a} and {b} differ by {found:.0}", theme.dark);
            }
        }
    }

    #[test]
    fn the_map_is_neutral_at_zero_and_full_at_one() {
        let theme = Theme::light();
        assert_eq!(theme.map(0.0), theme.map_zero);
        assert_eq!((theme.map(-3.0), theme.map(1.0)), (theme.map_negative, theme.map_positive));
    }
}
