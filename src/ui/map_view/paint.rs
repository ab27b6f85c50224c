//! Painting points: the tools, and what a stroke of each does to the draft.

use std::sync::Arc;

use egui::{
    Key, Modifiers, PointerButton, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

use super::Viewport;
use crate::{
    data::{Painted, Source},
    language::Text,
    text,
    training::Experiment,
    ui::{
        Theme,
        icon::{self, Icon, Weight},
        mark::{self, Mark, MarkSheet},
        slider,
        theme::space,
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
            Text::fixed("Drag a point to another place.", "把一个点拖到别处。"),
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
    /// The point that is being moved.
    held: Option<usize>,
}

impl Default for Paint {
    fn default() -> Self {
        Self { tool: Tool::Look, class: 0, size: 16.0, count: 0, last: None, held: None }
    }
}

/// Least radius of the eraser on the screen.
const LEAST: f32 = 8.0;
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
            let points = Painted::from_source(&draft.data.source, draft.seeds.data);
            draft.set_source(Source::Painted(Arc::new(points)));
        }
    }

    /// The tools in two rows.
    pub fn toolbar(&mut self, ui: &mut Ui, theme: &Theme) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            for (tool, icon, name, hint) in Tool::PAINTING {
                let chosen = self.tool == tool;
                let weight = if chosen { Weight::Main } else { Weight::Plain };
                let (name, hint) = (theme.say(name), theme.say(hint));
                let response = icon::button(ui, theme, icon, weight, 28.0, &name, &hint);
                response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &*name));
                if response.clicked() {
                    self.tool = tool;
                }
            }
            ui.add_space(space::ONE);
            let label = ui.label(theme.caption(theme.say(text!("Size", "大小"))));
            let done = theme.say(text!("Done", "完成"));
            let room = ui.available_width() - 64.0;
            ui.scope(|ui| {
                ui.set_max_width(room.max(48.0));
                slider::ui(ui, theme, &mut self.size, (0.0, 60.0), 4.0, false)
                    .labelled_by(label.id)
                    .on_hover_text(&*theme.say(text!("How wide brush and eraser are.", "画笔和橡皮的宽度。")));
            });
            let button = egui::Button::new(&*done).min_size(Vec2::splat(space::TARGET));
            let hint = theme.say(text!("Back to looking; the points stay.", "回到查看；各点会保留。"));
            if ui.add(button).on_hover_text(&*hint).clicked() {
                self.tool = Tool::Look;
            }
        });
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::HALF;
            (0..Painted::MOST_CLASSES).for_each(|class| self.swatch(ui, theme, class));
        });
    }

    fn swatch(&mut self, ui: &mut Ui, theme: &Theme, class: u32) {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(28.0), Sense::click());
        let number = class + 1;
        let name = theme.say(text!("Class {number}", "类别 {number}"));
        let chosen = self.class == class && self.tool == Tool::Brush;
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, &*name));
        let outline = if chosen { Stroke::new(2.0, theme.accent) } else { theme.rule_stroke() };
        ui.painter().rect(rect, space::ROUND, theme.surface, outline, StrokeKind::Inside);
        let sheet = MarkSheet::of(ui.ctx());
        let mut mesh = sheet.mesh();
        // Two classes have the colours of below and above zero, as on the map.
        let classes = if self.class.max(class) < 2 { 2 } else { Painted::MOST_CLASSES as usize };
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

    /// Keys while painting: a digit for the class, Enter paints at the cursor, Delete removes there.
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
        let (Some(cursor), Source::Painted(points)) = (cursor, &mut draft.data.source) else { return };
        if pressed(Key::Enter) {
            if self.tool == Tool::Erase {
                erase(points, view, view.screen(cursor), LEAST);
            } else {
                Arc::make_mut(points).add(cursor.x, cursor.y, self.class);
            }
        }
        if pressed(Key::Delete) || pressed(Key::Backspace) {
            erase(points, view, view.screen(cursor), LEAST);
        }
    }

    /// What the pointer does on the map in this frame.
    pub fn stroke(&mut self, ui: &Ui, response: &Response, view: &Viewport, draft: &mut Experiment) {
        let Source::Painted(points) = &mut draft.data.source else { return };
        let plain = ui.input(|input| !input.modifiers.shift && !input.modifiers.command);
        // A press and its release within one frame is a point too.
        let pressed = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_down())
            || response.clicked_by(PointerButton::Primary);
        let pointer = response.interact_pointer_pos().filter(|_| plain && pressed);
        let Some(pointer) = pointer else {
            (self.last, self.held) = (None, None);
            return;
        };
        let began = self.last.is_none();
        match self.tool {
            Tool::Look => {}
            Tool::Erase => {
                erase(points, view, pointer, (self.size as f32).max(LEAST));
                self.last = Some(pointer);
            }
            Tool::Move => {
                if began {
                    self.held = nearest(points, view, pointer);
                    self.last = Some(pointer);
                }
                let to = view.plane(pointer.clamp(view.rect.min, view.rect.max));
                if let Some(held) = self.held.filter(|held| *held < points.rows())
                    && (points.x1[held] - to.x, points.x2[held] - to.y) != (0.0, 0.0)
                {
                    let points = Arc::make_mut(points);
                    (points.x1[held], points.x2[held]) = (to.x, to.y);
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

    /// Shows how wide the tool is at the pointer.
    pub fn outline(&self, ui: &Ui, theme: &Theme, pointer: Option<Pos2>, map: Rect) {
        let Some(pointer) = pointer.filter(|_| matches!(self.tool, Tool::Brush | Tool::Erase)) else { return };
        let radius = if self.tool == Tool::Erase { (self.size as f32).max(LEAST) } else { (self.size as f32).max(3.0) };
        ui.painter().with_clip_rect(map).circle_stroke(pointer, radius, Stroke::new(1.0, theme.ink));
    }
}

fn erase(points: &mut Arc<Painted>, view: &Viewport, at: Pos2, radius: f32) {
    let hit = |x1: f32, x2: f32| view.screen(pos2(x1, x2)).distance(at) <= radius;
    if points.x1.iter().zip(&points.x2).any(|(x1, x2)| hit(*x1, *x2)) {
        Arc::make_mut(points).erase(hit);
    }
}

/// The point to be moved: the nearest within a finger's width.
fn nearest(points: &Painted, view: &Viewport, at: Pos2) -> Option<usize> {
    let distance = |row: &usize| view.screen(pos2(points.x1[*row], points.x2[*row])).distance(at);
    let nearest = (0..points.rows()).min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    (distance(&nearest) < 14.0).then_some(nearest)
}
