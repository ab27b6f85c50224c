//! The real data that comes with the program, as small pictures of its rows.

use egui::{
    Align2, Color32, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use crate::{
    data::{Shipped, Source, shipped::Thumbnail},
    experiment::Experiment,
    language::{Text, grouped, shortened},
    text,
    ui::{
        kit::{
            Theme, icon,
            mark::{Mark, MarkSheet, Part},
            theme::{bold, space, text},
        },
        naming,
    },
};

/// Size of a picture.
const PICTURE: Vec2 = vec2(90.0, 66.0);
/// From one tile to the next.
const PITCH: Vec2 = vec2(PICTURE.x + 18.0, PICTURE.y + 20.0 + 54.0);
/// What a row of tiles has above it: the field that the next ones are of.
const ABOVE: f32 = 20.0;

/// Fields and their sets, in the order of the shelf.
static FIELDS: [(Text, &[Shipped]); 6] = [
    (Text::fixed("Vision", "视觉"), &[Shipped::Digits, Shipped::Mnist]),
    (Text::fixed("Speech", "语音"), &[Shipped::Spoken, Shipped::Vowels]),
    (Text::fixed("Language", "语言"), &[Shipped::Languages, Shipped::Danish, Shipped::Swahili]),
    (Text::fixed("Recommender", "推荐"), &[Shipped::Ratings]),
    (Text::fixed("Two kinds at once", "两种形式"), &[Shipped::TwoViews, Shipped::SeenAndHeard, Shipped::Colours]),
    (Text::fixed("Tables", "表格"), &[Shipped::Penguins, Shipped::Iris, Shipped::Wine]),
];

/// The pictures, made one per frame: reading a set takes a moment.
#[derive(Debug, Default)]
pub struct Shelf {
    thumbnails: Vec<(Shipped, Thumbnail)>,
}

impl Shelf {
    /// Shows the sets; a click makes the draft learn from one.
    pub fn ui(&mut self, ui: &mut Ui, theme: &Theme, draft: &mut Experiment) {
        let all: Vec<(Option<&Text>, Shipped)> = FIELDS
            .iter()
            .flat_map(|(field, sets)| {
                sets.iter().enumerate().map(move |(place, set)| ((place == 0).then_some(field), *set))
            })
            .collect();
        if let Some((_, next)) = all.get(self.thumbnails.len()) {
            self.thumbnails.push((*next, next.thumbnail()));
            ui.ctx().request_repaint();
        }
        let across = (((ui.available_width() + PITCH.x - PICTURE.x) / PITCH.x) as usize).max(1);
        let rows = all.len().div_ceil(across);
        let size = vec2(ui.available_width(), rows as f32 * PITCH.y);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut chosen = None;
        for (place, (field, set)) in all.into_iter().enumerate() {
            let corner = area.min + vec2((place % across) as f32 * PITCH.x, (place / across) as f32 * PITCH.y);
            if let Some(field) = field {
                ui.painter().text(corner, Align2::LEFT_TOP, theme.say(field.clone()), bold(text::SMALL), theme.muted);
            }
            let is_chosen = matches!(draft.data.source, Source::Shipped(now) if now == set);
            let thumbnail = self.thumbnails.get(place).map(|(_, thumbnail)| thumbnail);
            if tile(ui, theme, corner + vec2(0.0, ABOVE), (set, thumbnail), is_chosen) && !is_chosen {
                chosen = Some(set);
            }
        }
        if let Some(set) = chosen {
            draft.set_source(Source::Shipped(set));
        }
    }
}

/// One set; whether it was clicked.
fn tile(
    ui: &mut Ui,
    theme: &Theme,
    corner: egui::Pos2,
    (set, thumbnail): (Shipped, Option<&Thumbnail>),
    is_chosen: bool,
) -> bool {
    let rect = Rect::from_min_size(corner, PICTURE + vec2(0.0, 50.0));
    let frame = Rect::from_min_size(corner, PICTURE);
    let name = theme.say(naming::title(&set));
    let response = ui.interact(rect, ui.scope_id().with(("shelf", &*name)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, &*name));
    let outline = match (is_chosen, response.hovered()) {
        (true, _) => Stroke::new(2.0, theme.accent),
        (false, true) => Stroke::new(space::LINE, theme.outline),
        (false, false) => theme.rule_stroke(),
    };
    ui.painter().rect(frame, space::ROUND, theme.surface, outline, StrokeKind::Inside);
    icon::focus_ring(ui, theme, &response, frame);
    if let Some(thumbnail) = thumbnail {
        paint(ui, theme, frame.shrink(4.0), thumbnail, set.classes().unwrap_or(1));
    }
    let font = if is_chosen { bold(text::SMALL) } else { FontId::proportional(text::SMALL) };
    let painter = ui.painter().with_clip_rect(rect.expand2(vec2(6.0, 4.0)));
    // In two lines where it is long.
    let mut job = LayoutJob::simple(name.clone().into_owned(), font, theme.ink, PITCH.x - 8.0);
    job.wrap.max_rows = 2;
    let name_at = frame.left_bottom() + vec2(0.0, 4.0);
    let written = painter.layout_job(job);
    let below = name_at + vec2(0.0, written.size().y);
    painter.galley(name_at, written, theme.ink);
    let rows = set.own_rows();
    let (rows, inputs) = (grouped(rows as u64), grouped(set.inputs() as u64));
    let facts = match set.classes() {
        Some(classes) => format!("{rows} × {inputs} · {classes}"),
        None => format!("{rows} × {inputs}"),
    };
    painter.text(below, Align2::LEFT_TOP, facts, FontId::proportional(text::SMALL), theme.muted);
    let card = set.card();
    let hint = theme.say(text!("{} Click to learn from it.", "{}点击即可使用。", theme.say(card.is.clone())));
    response.on_hover_text(hint).clicked()
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, thumbnail: &Thumbnail, classes: usize) {
    let painter = ui.painter().with_clip_rect(rect);
    match thumbnail {
        Thumbnail::Pictures { width, height, grey } => {
            let (across, down) = if *width == *height { (3, 2) } else { (2, 1) };
            let cell = vec2(rect.width() / across as f32, rect.height() / down as f32);
            let pixel = (cell.x / *width as f32).min(cell.y / *height as f32) * 0.94;
            for (place, picture) in grey.iter().take(across * down).enumerate() {
                let middle = rect.min + vec2((place % across) as f32 + 0.5, (place / across) as f32 + 0.5) * cell;
                let corner = middle - 0.5 * pixel * vec2(*width as f32, *height as f32);
                for (index, value) in picture.iter().enumerate() {
                    let at = corner + pixel * vec2((index % width) as f32, (index / width) as f32);
                    let color = theme.surface.lerp_to_gamma(theme.ink, *value);
                    painter.rect_filled(Rect::from_min_size(at, Vec2::splat(pixel + 0.2)), 0.0, color);
                }
            }
        }
        Thumbnail::Points(points) => {
            for (x, y, class) in points {
                let at = rect.shrink(2.0).lerp_inside(vec2(*x, 1.0 - y));
                painter.circle_filled(at, 1.5, theme.class(*class as usize, classes));
            }
        }
        Thumbnail::Lines(lines) => {
            let sheet = MarkSheet::of(ui.ctx());
            let mut mesh = sheet.mesh();
            for (line, (words, class)) in lines.iter().take(4).enumerate() {
                let y = rect.top() + (line as f32 + 0.5) * rect.height() / 4.0;
                let (color, at) = (theme.class(*class as usize, classes), pos2(rect.left() + 4.0, y));
                sheet.add(&mut mesh, Mark::of_class(*class as usize), Part::Body, at, 0.8, color);
                let font = FontId::proportional(text::SMALL);
                painter.text(pos2(rect.left() + 12.0, y), Align2::LEFT_CENTER, shortened(words, 12), font, theme.ink);
            }
            painter.add(mesh);
        }
        Thumbnail::Colours(colours) => {
            let rows = colours.len().min(4);
            for (place, (name, rgb)) in colours.iter().take(rows).enumerate() {
                let height = rect.height() / rows as f32;
                let row = Rect::from_min_size(rect.min + vec2(0.0, place as f32 * height), vec2(rect.width(), height));
                let [r, g, b] = rgb.map(|part| (255.0 * part) as u8);
                painter.rect_filled(row, 0.0, Color32::from_rgb(r, g, b));
                let is_light = 0.3 * rgb[0] + 0.6 * rgb[1] + 0.1 * rgb[2] > 0.5;
                let ink = if is_light { Color32::BLACK } else { Color32::WHITE };
                let font = FontId::proportional(text::SMALL);
                let at = row.left_center() + vec2(4.0, 0.0);
                painter.text(at, Align2::LEFT_CENTER, shortened(name, 13), font, ink);
            }
        }
        Thumbnail::Bars(rows) => {
            for (place, bars) in rows.iter().take(3).enumerate() {
                let height = rect.height() / 3.0;
                let bottom = rect.top() + (place + 1) as f32 * height - 2.0;
                let wide = rect.width() / bars.len().max(1) as f32;
                for (number, bar) in bars.iter().enumerate() {
                    let left = rect.left() + number as f32 * wide;
                    let top = bottom - (height - 4.0) * bar.max(0.05);
                    let bar = Rect::from_min_max(pos2(left, top), pos2(left + wide - 1.0, bottom));
                    painter.rect_filled(bar, 0.0, theme.accent.gamma_multiply(0.8));
                }
            }
        }
    }
}
