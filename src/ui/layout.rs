//! Where everything stands: a bar above, a line below, and three regions, always in the same places.

use egui::{CentralPanel, Frame, Margin, Panel, ScrollArea, Ui};

use super::theme::{Theme, space, text};

/// Height of the bar above.
const BAR: f32 = 56.0;
/// Height of the line below.
const LINE: f32 = 32.0;
/// Height of the run's moments above it.
const TIME: f32 = 40.0;
/// Windows narrower than this fold the left region into a drawer.
const NARROW: f32 = 1100.0;

/// The sizes of the regions in a window of some size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Width of the left region with its margins.
    pub left: f32,
    /// Width of the right region with its margins.
    pub right: f32,
    /// Whether the left region is a drawer in front of the network.
    pub drawer: bool,
}

impl Layout {
    /// What fits a window of `size` points: the map grows with it, but leaves the loss plot its room.
    #[must_use]
    pub fn of(size: egui::Vec2) -> Self {
        let map = (size.x * 0.28).clamp(280.0, 560.0).min(size.y - BAR - LINE - TIME - 336.0).max(280.0);
        let right = map + 2.0 * space::THREE;
        let drawer = size.x < NARROW;
        let left = match size.x {
            _ if drawer => size.x - right,
            narrow if narrow < 1400.0 => 248.0,
            _ => 288.0,
        };
        Self { left, right, drawer }
    }
}

/// Makes everything in `context` so large that its smallest text is one fiftieth of the window's height, as whoever sits
/// eight heights away needs it; never smaller than `least`.
pub fn project(context: &egui::Context, least: f32) {
    let zoom = context.zoom_factor();
    let height = context.content_rect().height() * zoom;
    let wanted = (height / 50.0 / text::SMALL).clamp(least, 4.0_f32.max(least));
    // A window that is being drawn larger changes its height by a part of a pixel; that is no reason to start again.
    if (wanted - zoom).abs() > 0.01 {
        context.set_zoom_factor(wanted);
    }
}

/// The bar above everything.
pub fn top<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(16, 6));
    plain(Panel::top("bar"), BAR, frame).show(ui, contents).inner
}

/// What has to be read, right below the bar.
pub fn notices<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.surface).inner_margin(Margin::symmetric(24, 8));
    Panel::top("notices").frame(frame).resizable(false).show_separator_line(false).show(ui, contents).inner
}

/// The line below everything.
pub fn bottom<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(24, 4));
    plain(Panel::bottom("line"), LINE, frame).show(ui, contents).inner
}

/// The run's moments, right above the line.
pub fn time<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 24, top: 4, bottom: 0 });
    plain(Panel::bottom("time"), TIME, frame).show(ui, contents).inner
}

/// What goes in.
pub fn left<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin { left: 24, right: 0, top: 0, bottom: 0 });
    plain(Panel::left("left"), layout.left, frame).show(ui, |ui| scrolling(ui, "left scroll", contents)).inner
}

/// What comes out.
pub fn right<R>(ui: &mut Ui, theme: &Theme, layout: Layout, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.surface).inner_margin(Margin { left: 24, right: 0, top: 0, bottom: 0 });
    plain(Panel::right("right"), layout.right, frame).show(ui, |ui| scrolling(ui, "right scroll", contents)).inner
}

/// The network.
pub fn middle<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let frame = Frame::new().fill(theme.surface).inner_margin(Margin { left: 32, right: 8, top: 24, bottom: 16 });
    CentralPanel::default().frame(frame).show(ui, contents).inner
}

fn plain(panel: Panel, size: f32, frame: Frame) -> Panel {
    panel.frame(frame).exact_size(size).resizable(false).show_separator_line(false)
}

/// A region that does not fit scrolls by itself; its bar stands in the margin.
fn scrolling<R>(ui: &mut Ui, id: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ScrollArea::vertical()
        .id_salt(id)
        .auto_shrink(false)
        .show(ui, |ui| {
            Frame::new().inner_margin(Margin { left: 0, right: 24, top: 24, bottom: 8 }).show(ui, contents).inner
        })
        .inner
}
