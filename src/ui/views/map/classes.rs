//! The classes by name, each with its shape and colour, in as few lines as they need and never wider than their region.

use std::sync::Arc;

use egui::{FontId, Galley, Rect, Role, Sense, Ui, WidgetInfo, pos2, text::LayoutJob, vec2};

use crate::{
    language::brief,
    text,
    ui::kit::{
        Theme,
        mark::{Mark, MarkSheet, Part},
        theme::{space, text as size},
    },
};

/// More classes than this have colours that were there before.
const MOST: usize = 8;
/// Room for a shape, left of its name.
const SHAPE: f32 = 16.0;
/// Least room for a name that is cut.
const READABLE: f32 = 24.0;
/// Height of a line of names.
const LINE: f32 = 18.0;

/// The names, laid out.
pub(super) struct Classes<'a> {
    names: &'a [String],
    /// How many of them are shown.
    shown: usize,
    lines: Vec<Vec<(usize, Arc<Galley>)>>,
}

impl<'a> Classes<'a> {
    /// Lays out `names` in at most so many lines of this width; where they do not fit, all that are too long are cut to
    /// the same length, and where that leaves too little of them, fewer are shown.
    pub(super) fn new(ui: &Ui, theme: &Theme, names: &'a [String], width: f32, most: usize) -> Self {
        let cut = |text: &str, room: f32| {
            let font = FontId::proportional(size::SMALL);
            let mut job = LayoutJob::simple_singleline(text.into(), font, theme.muted);
            (job.wrap.max_width, job.wrap.max_rows, job.wrap.break_anywhere) = (room.max(8.0), 1, true);
            ui.painter().layout_job(job)
        };
        let mut classes = Self { names, shown: 0, lines: Vec::new() };
        for shown in (1..=names.len().min(MOST)).rev() {
            for side_by_side in 1..=MOST + 1 {
                let each = (width - (side_by_side - 1) as f32 * space::ONE) / side_by_side as f32;
                let named = |name: &String| cut(&brief(name), each - SHAPE);
                let mut galleys: Vec<_> = names[..shown].iter().map(named).collect();
                let is_readable = each - SHAPE >= READABLE || galleys.iter().all(|galley| !galley.elided);
                if names.len() > shown {
                    galleys.push(cut(&theme.say(text!("and {} more", "另有 {} 个", names.len() - shown)), width));
                }
                classes = Self { names, shown, lines: broken(galleys, width, shown) };
                if classes.lines.len() <= most {
                    if is_readable {
                        return classes;
                    }
                    break;
                }
            }
        }
        classes
    }

    /// Height of all lines.
    pub(super) fn height(&self) -> f32 {
        LINE * self.lines.len() as f32
    }

    /// Width of the widest line.
    pub(super) fn width(&self) -> f32 {
        let line = |line: &Vec<(usize, Arc<Galley>)>| {
            let names: f32 = line.iter().map(|(class, galley)| wide(*class < self.shown, galley) + space::ONE).sum();
            (names - space::ONE).max(0.0)
        };
        self.lines.iter().map(line).fold(0.0, f32::max)
    }

    /// Shows them; pointing at a name that is cut says all of it.
    pub(super) fn show(&self, ui: &mut Ui, theme: &Theme) {
        let (whole, _) = ui.allocate_exact_size(vec2(self.width(), self.height()), Sense::hover());
        let sheet = MarkSheet::of(ui.ctx());
        let mut mesh = sheet.mesh();
        for (number, line) in self.lines.iter().enumerate() {
            let mut at = whole.left_top() + vec2(0.0, LINE * number as f32);
            for (class, galley) in line {
                let rect = Rect::from_min_size(at, vec2(wide(*class < self.shown, galley), LINE));
                at.x = rect.right() + space::ONE;
                let mut left = rect.left();
                if *class < self.shown {
                    let (shape, color) = (Mark::of_class(*class), theme.class(*class, self.names.len()));
                    let place = pos2(rect.left() + 7.0, rect.center().y);
                    sheet.add(&mut mesh, shape, Part::Body, place, 1.0, color);
                    sheet.add(&mut mesh, shape, Part::Outline, place, 1.0, theme.ink);
                    left += SHAPE;
                }
                let corner = pos2(left, rect.center().y - 0.5 * galley.size().y);
                ui.painter().galley(corner, Arc::clone(galley), theme.muted);
                let response = ui.interact(rect, ui.scope_id().with(("class", *class)), Sense::hover());
                let name = self.names.get(*class).filter(|_| *class < self.shown);
                let name = name.map_or_else(|| galley.text().into(), |name| brief(name));
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*name));
                if galley.elided {
                    response.on_hover_text(&*name);
                } else if *class == self.shown {
                    let rest: Vec<_> = self.names[self.shown..].iter().take(40).map(|name| brief(name)).collect();
                    response.on_hover_text(rest.join(", "));
                }
            }
        }
        ui.painter().add(mesh);
    }
}

/// Width of a name with its shape; what comes after the last shape has none.
fn wide(has_shape: bool, galley: &Galley) -> f32 {
    galley.size().x + if has_shape { SHAPE } else { 0.0 }
}

/// Breaks the names into lines of `width`.
fn broken(galleys: Vec<Arc<Galley>>, width: f32, shown: usize) -> Vec<Vec<(usize, Arc<Galley>)>> {
    let mut lines: Vec<Vec<_>> = Vec::new();
    let mut left = 0.0;
    for (class, galley) in galleys.into_iter().enumerate() {
        let wide = wide(class < shown, &galley);
        if lines.is_empty() || wide > left {
            lines.push(Vec::new());
            left = width + 0.5;
        }
        left -= wide + space::ONE;
        if let Some(line) = lines.last_mut() {
            line.push((class, galley));
        }
    }
    lines
}
