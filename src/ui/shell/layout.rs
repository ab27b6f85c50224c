//! Where everything stands: a bar above, a line below, and three regions, always in the same places.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui, Vec2};

use crate::ui::{
    kit::{
        focus::follow_focus,
        theme::{Theme, space, text},
    },
    views::map,
};

/// Heights of the bar above, of the line below, and of the run's moments above it.
const BARS: [f32; 3] = [56.0, 32.0, 40.0];
/// The same in a low window.
const LOW_BARS: [f32; 3] = [48.0, 32.0, 32.0];
/// Windows narrower than this fold the left region into a drawer.
const NARROW: f32 = 1100.0;
/// Windows lower than this, as on a projector, fold what is seldom chosen into menus.
const LOW: f32 = 700.0;
/// Width of the left region with its margins: four data sets side by side, with their names.
const LEFT: f32 = 280.0;
/// Least and greatest width of a lesson: about 45 letters a line; where the window is narrow, and folded to a strip.
const LESSON: (f32, f32) = (320.0, 376.0);
const NARROW_LESSON: (f32, f32) = (264.0, 320.0);
const STRIP: f32 = 44.0;
/// Width that a network keeps beside a lesson in a narrow window.
const NETWORK: f32 = 200.0;
/// Height of what stands below a lesson.
const BELOW: f32 = 44.0;
/// Least width of the network beside an open drawer.
const BESIDE: f32 = 500.0;
/// Width of the tabs above the loss plot.
const TABS: f32 = 224.0;
/// Height of the loss plot that the map gives way to, and in a low window.
const PLOT: [f32; 2] = [120.0, 48.0];
/// Height of everything else in the right region.
const AROUND: [f32; 2] = [272.0, 140.0];

/// How the regions share a window of some size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Width of the window.
    width: f32,
    /// Whether the left region is a drawer in front of the network.
    pub drawer: bool,
    /// Whether the window is too low for everything to stand open.
    pub low: bool,
    /// Whether a lesson stands in the left region.
    pub lesson: bool,
}

impl Layout {
    /// What fits a window of `size` points.
    #[must_use]
    pub fn of(size: Vec2) -> Self {
        Self { width: size.x, drawer: size.x < NARROW, low: size.y < LOW, lesson: false }
    }

    /// The same with a lesson in the left region.
    #[must_use]
    pub const fn beside_lesson(self, lesson: bool) -> Self {
        Self { lesson, ..self }
    }

    /// Side of the map when the bars leave `height`: it grows with the window, but leaves the loss plot below it its
    /// room, so that network, map and loss are always seen at once.
    #[must_use]
    pub fn map(self, height: f32) -> f32 {
        let low = usize::from(self.low);
        // In a low window the network needs its width: it is drawn as large as it can be.
        // Beside a lesson everything is a little smaller, so that all of it is there.
        let share = if self.lesson && self.drawer { 0.24 } else { 0.282 };
        let (most, least) = [((self.width * 0.28).clamp(280.0, 560.0), 216.0), (self.width * share, 120.0)][low];
        most.min(height - AROUND[low] - PLOT[low]).max(least)
    }

    /// Width of the right region with its margins.
    fn right(self, height: f32) -> f32 {
        (map::GUTTER + self.map(height)).max(TABS) + 2.0 * space::THREE
    }

    /// Whether an open drawer leaves no room for the network beside it, and covers it.
    #[must_use]
    pub fn drawer_covers(self, height: f32) -> bool {
        if self.lesson {
            return self.drawer && self.width - self.right(height) - self.lesson_width() < NETWORK;
        }
        self.drawer && self.width - self.right(height) - LEFT < BESIDE
    }

    fn left(self, height: f32) -> f32 {
        if self.drawer_covers(height) { self.width - self.right(height) } else { LEFT }
    }

    /// Width of a lesson with its margins: never so much that the network has no room.
    fn lesson_width(self) -> f32 {
        let (least, most) = if self.drawer { NARROW_LESSON } else { LESSON };
        (if self.drawer { 0.3 } else { 0.25 } * self.width).clamp(least, most)
    }

    /// Height of what stands below the regions.
    #[must_use]
    pub const fn below(self) -> f32 {
        let [_, line, time] = self.bars();
        line + time
    }

    const fn bars(self) -> [f32; 3] {
        if self.low { LOW_BARS } else { BARS }
    }

    /// Above a region's content.
    const fn top_margin(self) -> i8 {
        if self.low { 8 } else { 24 }
    }
}

/// Makes everything in `context` so large that its smallest text is one fiftieth of the window's height, as whoever sits
/// eight heights away needs it; in front of a class (`presents`) 22 pixels of 1080, a little more. Never smaller than `least`.
pub fn project(context: &egui::Context, least: f32, presents: bool) {
    let share = if presents { 22.0 / 1080.0 } else { 1.0 / 50.0 };
    let zoom = context.zoom_factor();
    let height = context.content_rect().height() * zoom;
    let wanted = (height * share / text::SMALL).clamp(least, 4.0_f32.max(least));
    // A window that is being drawn larger changes its height by a part of a pixel; that is no reason to start again.
    if (wanted - zoom).abs() > 0.01 {
        context.set_zoom_factor(wanted);
    }
}

/// The bar above everything.
pub fn top<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(16, if layout.low { 2 } else { 6 }));
    plain(Panel::top("bar"), layout.bars()[0], frame).show(ui, contents).inner
}

/// The stages of a pipeline, right below the bar.
pub fn rail<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 24, top: 0, bottom: 4 });
    plain(Panel::top("rail"), if layout.low { 28.0 } else { 32.0 }, frame).show(ui, contents).inner
}

/// The line below everything.
pub fn bottom<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(24, 4));
    plain(Panel::bottom("line"), layout.bars()[1], frame).show(ui, contents).inner
}

/// The run's moments, right above the line.
pub fn time<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 0 });
    plain(Panel::bottom("time"), layout.bars()[2], frame).show(ui, contents).inner
}

/// What goes in.
pub fn left<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 0, top: 0, bottom: 0 });
    let width = layout.left(ui.available_height());
    plain(Panel::left("left"), width, frame).show(ui, |ui| scrolling(ui, "left scroll", layout, contents)).inner
}

/// A lesson in the place of what goes in: it scrolls, and what stands below it stays. `step` is that of the lesson, each of
/// which begins at its top; `state` is lent to both parts.
pub fn lesson<S>(
    ui: &mut Ui,
    theme: &Theme,
    layout: Layout,
    step: usize,
    state: &mut S,
    contents: impl FnOnce(&mut Ui, &mut S),
    below: impl FnOnce(&mut Ui, &mut S),
) {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 0, top: 0, bottom: 0 });
    let covers = layout.drawer_covers(ui.available_height());
    let width = if covers { layout.left(ui.available_height()) } else { layout.lesson_width() };
    plain(Panel::left("lesson"), width, frame).show(ui, |ui| {
        let frame = Frame::new().inner_margin(Margin { left: 0, right: 24, top: 4, bottom: 4 });
        plain(Panel::bottom("below the lesson"), BELOW, frame).show(ui, |ui| below(ui, state));
        scrolling(ui, &format!("lesson {step}"), layout, |ui| contents(ui, state));
    });
}

/// A lesson folded to a strip, so that the rest of the window has its room.
pub fn strip<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(4, 12));
    plain(Panel::left("lesson strip"), STRIP, frame).show(ui, contents).inner
}

/// What comes out.
pub fn right<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.surface).inner_margin(Margin { left: 24, right: 0, top: 0, bottom: 0 });
    let width = layout.right(ui.available_height());
    plain(Panel::right("right"), width, frame).show(ui, |ui| scrolling(ui, "right scroll", layout, contents)).inner
}

/// The network.
pub fn middle<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let bottom = if layout.low { 8 } else { 16 };
    let margin = Margin { left: 32, right: 8, top: layout.top_margin(), bottom };
    CentralPanel::default().frame(Frame::new().fill(theme.surface).inner_margin(margin)).show(ui, contents).inner
}

/// A page that stands alone; in a window that is narrower than the page needs, it scrolls sideways, too.
pub fn alone<R>(ui: &mut Ui, theme: &Theme, layout: Layout, least: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.surface).inner_margin(Margin { left: 32, right: 8, top: 0, bottom: 0 });
    let page = |ui: &mut Ui| wide(ui, least, |ui| scrolling(ui, "page scroll", layout, contents));
    CentralPanel::default().frame(frame).show(ui, page).inner
}

/// Gives the contents at least a width.
fn wide<R>(ui: &mut Ui, least: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    if ui.available_width() >= least {
        return contents(ui);
    }
    let sideways = ScrollArea::horizontal().id_salt("page sideways").auto_shrink(false);
    let wider = |ui: &mut Ui| {
        ui.set_width(least);
        contents(ui)
    };
    sideways.show(ui, wider).inner
}

fn plain(panel: Panel, size: f32, frame: Frame) -> Panel {
    panel.frame(frame).exact_size(size).resizable(false).show_separator_line(false)
}

/// A region that does not fit scrolls by itself; its bar stands in the margin.
fn scrolling<R>(ui: &mut Ui, id: &str, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let margin = Margin { left: 0, right: 24, top: layout.top_margin(), bottom: 8 };
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            let inner = Frame::new().inner_margin(margin).show(ui, contents).inner;
            follow_focus(ui);
            inner
        })
        .inner
}
