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
/// Height of a line of names.
const LINE: f32 = 18.0;

/// The names, laid out.
pub(super) struct Classes<'a> {
    names: &'a [String],
    lines: Vec<Vec<(usize, Arc<Galley>)>>,
}

impl<'a> Classes<'a> {
    /// Lays out `names` in at most so many lines of this width; where they do not fit, all that are too long are cut to
    /// the same length.
    pub(super) fn new(ui: &Ui, theme: &Theme, names: &'a [String], width: f32, most: usize) -> Self {
        let shown: Vec<String> = names.iter().take(MOST).map(|name| brief(name).into_owned()).collect();
        let mut lines = Vec::new();
        for side_by_side in 1..=MOST + 1 {
            let each = (width - (side_by_side - 1) as f32 * space::ONE) / side_by_side as f32;
            let cut = |text: &str, room: f32| {
                let font = FontId::proportional(size::SMALL);
                let mut job = LayoutJob::simple_singleline(text.into(), font, theme.muted);
                (job.wrap.max_width, job.wrap.max_rows, job.wrap.break_anywhere) = (room.max(8.0), 1, true);
                ui.painter().layout_job(job)
            };
            let mut galleys: Vec<_> = shown.iter().map(|name| cut(name, each - SHAPE)).collect();
            if let Some(more) = names.len().checked_sub(MOST + 1) {
                galleys.push(cut(&theme.say(text!("and {} more", "另有 {} 个", more + 1)), each));
            }
            lines = broken(galleys, width);
            if lines.len() <= most {
                break;
            }
        }
        Self { names, lines }
    }

    /// Height of all lines.
    pub(super) fn height(&self) -> f32 {
        LINE * self.lines.len() as f32
    }

    /// Width of the widest line.
    pub(super) fn width(&self) -> f32 {
        let line = |line: &Vec<(usize, Arc<Galley>)>| {
            let names: f32 = line.iter().map(|(class, galley)| wide(*class, galley) + space::ONE).sum();
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
                let rect = Rect::from_min_size(at, vec2(wide(*class, galley), LINE));
                at.x = rect.right() + space::ONE;
                let mut left = rect.left();
                if *class < MOST {
                    let (shape, color) = (Mark::of_class(*class), theme.class(*class, self.names.len()));
                    let place = pos2(rect.left() + 7.0, rect.center().y);
                    sheet.add(&mut mesh, shape, Part::Body, place, 1.0, color);
                    sheet.add(&mut mesh, shape, Part::Outline, place, 1.0, theme.ink);
                    left += SHAPE;
                }
                let corner = pos2(left, rect.center().y - 0.5 * galley.size().y);
                ui.painter().galley(corner, Arc::clone(galley), theme.muted);
                let response = ui.interact(rect, ui.scope_id().with(("class", *class)), Sense::hover());
                let name = self.names.get(*class).filter(|_| *class < MOST);
                let name = name.map_or_else(|| galley.text().into(), |name| brief(name));
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*name));
                if galley.elided {
                    response.on_hover_text(&*name);
                } else if *class == MOST {
                    let rest: Vec<_> = self.names[MOST..].iter().take(40).map(|name| brief(name)).collect();
                    response.on_hover_text(rest.join(", "));
                }
            }
        }
        ui.painter().add(mesh);
    }
}

/// Width of a name with its shape; what comes after the last shape has none.
fn wide(class: usize, galley: &Galley) -> f32 {
    galley.size().x + if class < MOST { SHAPE } else { 0.0 }
}

/// Breaks the names into lines of `width`.
fn broken(galleys: Vec<Arc<Galley>>, width: f32) -> Vec<Vec<(usize, Arc<Galley>)>> {
    let mut lines: Vec<Vec<_>> = Vec::new();
    let mut left = 0.0;
    for (class, galley) in galleys.into_iter().enumerate() {
        let wide = wide(class, &galley);
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
