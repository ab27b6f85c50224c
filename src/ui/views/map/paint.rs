//! Painting points: the tools, and what a stroke of each does to the draft.

use std::sync::Arc;

use egui::{
    Key, Modifiers, PointerButton, Pos2, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::Viewport;
use crate::{
    data::{Painted, Source},
    experiment::Experiment,
    language::Text,
    text,
    ui::kit::{
        Theme,
        icon::{self, Icon, Weight},
        mark::{self, Mark, MarkSheet},
        slider,
        theme::{space, text as size},
    },
};

/// What the pointer does on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Moves the map and follows points.
    #[default]
    Look,
    /// Adds points.
    Brush,
    /// Takes points along.
    Move,
    /// Removes points.
    Erase,
}

impl Tool {
    const PAINTING: [(Self, Icon, Text, Text); 3] = [
        (
            Self::Brush,
            Icon::Brush,
            Text::fixed("Brush", "画笔"),
            Text::fixed("Drag to add points of the chosen class.", "拖动以添加所选类别的点。"),
        ),
        (
            Self::Move,
            Icon::Move,
            Text::fixed("Move a point", "移动点"),
            Text::fixed(
                "Drag a point, or click it and then the place where it shall go.",
                "拖动一个点；或先点击它，再点击要放的位置。",
            ),
        ),
        (
            Self::Erase,
            Icon::Eraser,
            Text::fixed("Eraser", "橡皮"),
            Text::fixed("Drag over points to remove them.", "拖过各点以删除它们。"),
        ),
    ];
}

/// The tool in hand.
#[derive(Clone, Debug)]
pub struct Paint {
    /// The tool.
    pub tool: Tool,
    /// The class that the brush gives, from 0.
    pub class: u32,
    /// Radius of the brush on the screen, 0 for one point at a time.
    pub size: f64,
    /// Points that the brush has left, which spreads the next ones.
    count: u32,
    /// Where on the screen the brush left points last.
    last: Option<Pos2>,
    /// The point under the pointer that is pressed, and whether it goes along.
    held: Option<(usize, bool)>,
    /// The point that was clicked, and goes where the next click is.
    picked: Option<usize>,
}

impl Default for Paint {
    fn default() -> Self {
        Self { tool: Tool::Look, class: 0, size: 16.0, count: 0, last: None, held: None, picked: None }
    }
}

/// Least radius of the eraser on the screen.
const LEAST: f32 = 8.0;
/// A point is meant from this distance, by the pointer and by the cursor, which moves in steps.
const REACH: (f32, f32) = (14.0, 24.0);
/// A pointer that is pressed and moves this far drags.
const DRAG: f32 = 3.0;
/// A brush leaves a point to this many square points of the screen.
const AREA: f32 = 260.0;

impl Paint {
    /// Whether points are painted now.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.tool != Tool::Look
    }

    /// Takes the brush, and makes the points of `draft` painted ones if they are not.
    pub fn begin(&mut self, draft: &mut Experiment) {
        self.tool = Tool::Brush;
        if !matches!(draft.data.source, Source::Painted(_)) {
            let points = draft.data.painted(draft.seeds.data);
            draft.set_source(Source::Painted(Arc::new(points)));
        }
    }

    /// The tools in two rows, for the points of `draft`.
    pub fn toolbar(&mut self, ui: &mut Ui, theme: &Theme, draft: &mut Experiment) {
        let classes = draft.classes().unwrap_or(2);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            for (tool, icon, name, hint) in Tool::PAINTING {
                let chosen = self.tool == tool;
                let weight = if chosen { Weight::Main } else { Weight::Plain };
                let (name, hint) = (theme.say(name), theme.say(hint));
                let response = icon::button(ui, theme, icon, weight, 28.0, &name, &hint);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &*name));
                if response.clicked() {
                    (self.tool, self.picked) = (tool, None);
                }
            }
            ui.add_space(space::ONE);
            let label = ui.label(theme.caption(theme.say(text!("Size", "大小"))));
            let done = theme.say(text!("Done", "完成"));
            let room = ui.available_width() - 64.0;
            ui.scope(|ui| {
                ui.set_max_width(room.max(48.0));
                let (slider, moved) = slider::ui(ui, theme, self.size, (0.0, 60.0), 4.0, false);
                self.size = moved.unwrap_or(self.size);
                slider
                    .labelled_by(label.id)
                    .on_hover_text(&*theme.say(text!("How wide brush and eraser are.", "画笔和橡皮的宽度。")));
            });
            let button = egui::Button::new(&*done).min_size(Vec2::splat(space::TARGET));
            let hint = theme.say(text!("Back to looking; the points stay.", "回到查看；各点会保留。"));
            if ui.add(button).on_hover_text(&*hint).clicked() {
                self.tool = Tool::Look;
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::HALF);
            let most = Painted::MOST_CLASSES;
            let side = (ui.available_width() + space::HALF) / most as f32 - space::HALF;
            let side = side.floor().clamp(space::TARGET, 28.0);
            (0..most).for_each(|class| self.swatch(ui, theme, (class, classes), side));
            let words = egui::RichText::new(theme.say(text!("Clear all", "全部清除"))).size(size::SMALL);
            let button = ui.add(egui::Button::new(words).min_size(vec2(0.0, side)));
            let hint =
                theme.say(text!("Remove every point. Ctrl+Z brings them back.", "移除所有点。按 Ctrl+Z 可恢复。"));
            if button.on_hover_text(hint).clicked() {
                self.picked = None;
                draft.data.source = Source::Painted(Arc::default());
            }
        });
    }

    fn swatch(&mut self, ui: &mut Ui, theme: &Theme, (class, classes): (u32, usize), side: f32) {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click());
        let number = class + 1;
        let name = theme.say(text!("Class {number}", "类别 {number}"));
        let chosen = self.class == class && self.tool == Tool::Brush;
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &*name));
        let outline = if chosen { Stroke::new(2.0, theme.accent) } else { theme.rule_stroke() };
        ui.painter().rect(rect, space::ROUND, theme.surface, outline, StrokeKind::Inside);
        let sheet = MarkSheet::of(ui.ctx());
        let mut mesh = sheet.mesh();
        let classes = colors_for(self.class.max(class), classes);
        let shape = Mark::of_class(class as usize);
        sheet.add(&mut mesh, shape, mark::Part::Body, rect.center(), 1.2, theme.class(class as usize, classes));
        sheet.add(&mut mesh, shape, mark::Part::Outline, rect.center(), 1.2, theme.ink);
        ui.painter().add(mesh);
        icon::focus_ring(ui, theme, &response, rect);
        if response.clicked() {
            (self.class, self.tool) = (class, Tool::Brush);
        }
        response.on_hover_text(&*theme.say(text!("{name}, key {number}", "{name}，按键 {number}")));
    }

    /// Keys while painting: a digit for the class, Enter uses the tool at the cursor, Delete removes there, Escape lets
    /// the point go that was to be moved.
    pub fn keys(&mut self, ui: &Ui, view: &Viewport, cursor: Option<Pos2>, draft: &mut Experiment) {
        const DIGITS: [Key; 8] =
            [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];
        if ui.text_edit_focused() {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (class, key) in (0..).zip(DIGITS) {
            if pressed(key) {
                (self.class, self.tool) = (class, Tool::Brush);
            }
        }
        if self.picked.is_some() && pressed(Key::Escape) {
            self.picked = None;
        }
        let shares = (draft.data.train_share, draft.data.validation_share);
        let (Some(cursor), Source::Painted(points)) = (cursor, &mut draft.data.source) else { return };
        if pressed(Key::Enter) {
            match self.tool {
                Tool::Erase => erase(points, shares, view, (view.screen(cursor), LEAST)),
                Tool::Move => match self.picked.take() {
                    Some(picked) => put(points, picked, cursor),
                    None => self.picked = nearest(points, view, view.screen(cursor), REACH.1),
                },
                Tool::Look | Tool::Brush => Arc::make_mut(points).add(cursor.x, cursor.y, self.class),
            }
        }
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            erase(points, shares, view, (view.screen(cursor), LEAST));
        }
    }

    /// What the pointer does on the map in this frame.
    pub fn stroke(&mut self, ui: &Ui, response: &Response, view: &Viewport, draft: &mut Experiment) {
        let shares = (draft.data.train_share, draft.data.validation_share);
        let Source::Painted(points) = &mut draft.data.source else { return };
        let plain = ui.input(|input| !input.modifiers.shift && !input.modifiers.command);
        // A press and its release within one frame is a point too.
        let pressed = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_down())
            || response.clicked_by(PointerButton::Primary);
        let pointer = response.interact_pointer_pos().filter(|_| plain && pressed);
        let Some(pointer) = pointer else {
            // Pressed and released in one place: a click.
            if let Some((point, false)) = self.held {
                self.picked = Some(point);
            }
            (self.last, self.held) = (None, None);
            return;
        };
        let began = self.last.is_none();
        match self.tool {
            Tool::Look => {}
            Tool::Erase => {
                erase(points, shares, view, (pointer, (self.size as f32).max(LEAST)));
                self.last = Some(pointer);
            }
            Tool::Move => {
                if began {
                    let picked = self.picked.take().map(|point| (point, true));
                    self.held = picked.or_else(|| Some((nearest(points, view, pointer, REACH.0)?, false)));
                    self.last = Some(pointer);
                }
                let is_far = self.last.is_some_and(|began| began.distance(pointer) > DRAG);
                if let Some((point, goes_along)) = &mut self.held {
                    *goes_along |= is_far;
                    if *goes_along {
                        put(points, *point, view.plane(pointer.clamp(view.rect.min, view.rect.max)));
                    }
                }
            }
            Tool::Brush => {
                let size = self.size as f32;
                let far = self.last.is_none_or(|last| last.distance(pointer) > (0.6 * size).max(12.0));
                if far && view.rect.contains(pointer) {
                    self.last = Some(pointer);
                    self.leave(points, view, pointer, size);
                }
            }
        }
    }

    /// Leaves points around `at`, spread evenly like the seeds of a sunflower (Vogel 1979), turned a little each time.
    fn leave(&mut self, points: &mut Arc<Painted>, view: &Viewport, at: Pos2, size: f32) {
        const GOLDEN: f32 = 2.399_963_2;
        let points = Arc::make_mut(points);
        let wanted = ((std::f32::consts::PI * size * size / AREA).round() as u32).max(1);
        for i in 0..wanted {
            let radius = if wanted == 1 { 0.0 } else { size * ((i as f32 + 0.5) / wanted as f32).sqrt() };
            let place = view.plane(at + radius * Vec2::angled(GOLDEN * (i as f32 + 0.618 * self.count as f32)));
            points.add(place.x, place.y, self.class);
        }
        self.count = self.count.wrapping_add(1) % 1000;
    }

    /// Shows how wide the tool is at the pointer, and which of the points of `source` is to be moved.
    pub fn outline(&self, ui: &Ui, theme: &Theme, pointer: Option<Pos2>, view: &Viewport, source: &Source) {
        let map = view.rect;
        if let (Source::Painted(points), Some(point)) = (source, self.picked.filter(|_| self.tool == Tool::Move))
            && let (Some(x), Some(y)) = (points.x1.get(point), points.x2.get(point))
        {
            let (painter, at) = (ui.painter().with_clip_rect(map), view.screen(pos2(*x, *y)));
            painter.circle_stroke(at, 9.0, Stroke::new(4.0, theme.surface));
            painter.circle_stroke(at, 9.0, Stroke::new(2.5, theme.accent));
        }
        let Some(pointer) = pointer.filter(|_| matches!(self.tool, Tool::Brush | Tool::Erase)) else { return };
        let radius = if self.tool == Tool::Erase { (self.size as f32).max(LEAST) } else { (self.size as f32).max(3.0) };
        ui.painter().with_clip_rect(map).circle_stroke(pointer, radius, Stroke::new(1.0, theme.ink));
    }
}

/// Removes the points within a radius of a place; the others stay what these shares have made them.
fn erase(points: &mut Arc<Painted>, shares: (f32, f32), view: &Viewport, (at, radius): (Pos2, f32)) {
    let hit = |x1: f32, x2: f32| view.screen(pos2(x1, x2)).distance(at) <= radius;
    if points.x1.iter().zip(&points.x2).any(|(x1, x2)| hit(*x1, *x2)) {
        Arc::make_mut(points).erase(shares.0, shares.1, hit);
    }
}

/// The number of classes whose colours a swatch has: two classes have those of below and above zero, as on the map.
fn colors_for(class: u32, classes: usize) -> usize {
    if class < 2 { classes.max(2) } else { Painted::MOST_CLASSES as usize }
}

/// The point to be moved: the nearest within `reach`.
fn nearest(points: &Painted, view: &Viewport, at: Pos2, reach: f32) -> Option<usize> {
    let distance = |row: &usize| view.screen(pos2(points.x1[*row], points.x2[*row])).distance(at);
    let nearest = (0..points.rows()).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    (distance(&nearest) < reach).then_some(nearest)
}

/// Puts a point to another place; one that has been taken back meanwhile is left alone.
fn put(points: &mut Arc<Painted>, point: usize, to: Pos2) {
    if point < points.rows() && (points.x1[point], points.x2[point]) != (to.x, to.y) {
        let points = Arc::make_mut(points);
        (points.x1[point], points.x2[point]) = (to.x, to.y);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swatches_have_the_colours_of_the_map() {
        assert_eq!([colors_for(1, 2), colors_for(1, 1)], [2, 2]);
        assert!(colors_for(0, 3) > 2, "the points have three colours, whichever brush is in hand");
        assert!(colors_for(2, 2) > 2, "a third class is about to be painted");
    }
}
