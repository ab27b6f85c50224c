//! Sentences that a person should read: they float over the picture, and go by themselves unless something has failed.

use egui::{Align, Align2, Area, Context, Frame, Id, Label, Layout, Margin, Order, Shadow, Ui, accesskit, vec2};

use crate::{
    language::Text,
    text,
    ui::kit::{
        Theme, explained,
        icon::{self, Icon, Weight},
        theme::space,
    },
};

/// The widest a sentence is written.
const WIDTH: f32 = 560.0;
/// How long a sentence stays at least, in seconds ...
const STAYS: f64 = 4.0;
/// ... and longer for each of its letters, as long as reading and understanding it takes twice.
const PER_LETTER: f64 = 0.08;
/// What is shown at once; older sentences come into sight again as newer ones go.
const MOST: usize = 4;

/// The sentences that have not gone, oldest first.
#[derive(Debug, Default)]
pub struct Notices(Vec<Notice>);

#[derive(Debug)]
struct Notice {
    sentence: Text,
    /// Whether it says that something has failed, and so stays until it is closed.
    failed: bool,
    /// When it goes; nothing as long as nobody has seen it.
    until: Option<f64>,
}

impl Notices {
    /// Shows for a while what has been done or is worth knowing.
    pub fn say(&mut self, sentence: Text) {
        self.add(Notice { sentence, failed: false, until: None });
    }

    /// Shows until it is closed what has failed.
    pub fn fail(&mut self, sentence: Text) {
        self.add(Notice { sentence, failed: true, until: None });
    }

    /// Takes away what has failed with this file, which is now as it should be.
    pub fn forget(&mut self, file: &str) {
        self.0.retain(|notice| !(notice.failed && notice.sentence.to_string().contains(file)));
    }

    /// The same sentence is not shown twice.
    fn add(&mut self, notice: Notice) {
        self.0.retain(|shown| shown.sentence != notice.sentence);
        self.0.push(notice);
    }

    /// Shows them one above the other, the newest lowest, `above` so many points at the bottom of the window.
    pub fn ui(&mut self, context: &Context, theme: &Theme, above: f32) {
        if self.0.is_empty() {
            return;
        }
        let now = context.input(|input| input.time);
        let first = self.0.len().saturating_sub(MOST);
        let mut closed = None;
        let above = explained::above(context, above);
        let place =
            Area::new(Id::unique("notices")).order(Order::Foreground).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -above));
        let shown = place.show(context, |ui| {
            ui.spacing_mut().item_spacing.y = space::ONE;
            for (index, notice) in self.0.iter().enumerate().skip(first) {
                if one(ui, theme, notice) {
                    closed = Some(index);
                }
            }
        });
        // Whoever points at a sentence is reading it; a pointer that only rests where the sentence came up is not pointing.
        let is_read = shown.response.contains_pointer() && context.input(|input| input.pointer.is_moving());
        for notice in self.0[first..].iter_mut().filter(|notice| !notice.failed) {
            let stays = PER_LETTER.mul_add(notice.sentence.say(theme.language).chars().count() as f64, STAYS);
            let until = notice.until.get_or_insert(now + stays);
            *until = if is_read { until.max(now + STAYS) } else { *until };
        }
        if let Some(index) = closed {
            self.0.remove(index);
        }
        self.0.retain(|notice| notice.until.is_none_or(|until| now < until));
        let next = self.0.iter().filter_map(|notice| notice.until).fold(f64::INFINITY, f64::min);
        if next.is_finite() {
            context.request_repaint_after(std::time::Duration::from_secs_f64((next - now).max(0.02)));
        }
    }
}

/// One sentence on its sheet; whether it was closed.
fn one(ui: &mut Ui, theme: &Theme, notice: &Notice) -> bool {
    let sentence = notice.sentence.say(theme.language);
    let (fill, edge) = if notice.failed {
        (theme.surface.lerp_to_gamma(theme.negative, 0.12), theme.negative)
    } else {
        (theme.panel, theme.outline)
    };
    let shadow = Shadow { offset: [0, 2], blur: 12, spread: 0, color: egui::Color32::from_black_alpha(40) };
    let frame = Frame::new().fill(fill).stroke(egui::Stroke::new(space::LINE, edge)).shadow(shadow);
    let sheet = frame.corner_radius(2.0 * f32::from(space::ROUND)).inner_margin(Margin {
        left: 12,
        right: 4,
        top: 4,
        bottom: 4,
    });
    let wide = WIDTH.min(ui.ctx().content_rect().width() - 64.0);
    sheet
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let font = egui::TextStyle::Body.resolve(ui.style());
                let needed =
                    ui.fonts_mut(|fonts| fonts.layout_no_wrap(sentence.to_owned(), font, theme.ink).size().x.ceil());
                let words = (wide - space::TARGET - space::ONE).min(needed);
                let label = ui.allocate_ui_with_layout(
                    vec2(words, space::TARGET),
                    Layout::left_to_right(Align::Center),
                    |ui| {
                        ui.set_width(words);
                        ui.add(Label::new(sentence).wrap().selectable(true))
                    },
                );
                let label = label.inner;
                label.ctx.accesskit_node_builder(label.id, |node| node.set_live(accesskit::Live::Polite));
                let name = theme.say(text!("Close: {sentence}", "关闭：{sentence}"));
                let hint = theme.say(text!("Close", "关闭"));
                icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked()
            })
            .inner
        })
        .inner
}
