//! Attribution: which inputs the prediction depends on.

use egui::{
    Align2, FontId, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2,
    vec2,
};

use super::DeploymentViewState;
use crate::{
    data::Target,
    insight::{Answered, attribution::Attribution},
    language::{Text, shortened, signed},
    text,
    ui::{
        kit::{
            Theme, fitted,
            theme::{space, text},
        },
        naming,
        views::network::picture::Grid,
    },
    worker::Snapshot,
};

/// A pixel whose number is less than this share of the largest has none written.
const WRITTEN: f32 = 0.3;

/// Width in which the choice stands beside the title.
const ONE_LINE: f32 = 320.0;

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    answered: Option<&Answered>,
    state: &mut DeploymentViewState,
    side: f32,
) {
    let shares = answered.and_then(|answered| answered.typed.as_ref()).map(|typed| typed.shares.as_slice());
    let title = theme.title(theme.say(text!("What mattered", "哪些输入重要")));
    let mut lines = 1.0;
    // Of a text something is left out word by word.
    if shares.is_some() {
        ui.label(title);
    } else if side < ONE_LINE {
        lines = 2.0;
        ui.label(title);
        ui.horizontal(|ui| choose(ui, theme, state));
    } else {
        ui.horizontal(|ui| {
            ui.label(title);
            ui.add_space(space::ONE);
            choose(ui, theme, state);
        });
    }
    let room = Vec2::splat(side - 28.0 * lines);
    // Bars need no square, and leave room for a caption of four lines.
    let above = room - vec2(0.0, 32.0);
    let Some(answered) = answered else {
        ui.allocate_exact_size(room, Sense::hover());
        return;
    };
    if let Some(shares) = shares {
        let most = shares.iter().fold(f32::MIN_POSITIVE, |most, (_, share)| most.max(share.abs()));
        bars(ui, theme, shares.iter().cloned(), (most, above));
        let said = match snapshot.data.own_target() {
            // Of several numbers the first is explained, and said to be.
            Target::Value { names, .. } if names.len() > 1 => {
                let first = naming::input(&snapshot.experiment.data.source, &names[0]);
                let (first, first_zh) = first.both();
                text!(
                    "How far “{first}” falls when the word is left out or the letter blanked: to the right what raises it, to the left what lowers it.",
                    "去掉该词或抹去该字母后“{first_zh}”下降多少：向右使其升高，向左使其降低。"
                )
            }
            _ => text!(
                "How far the score of the answer falls when the word is left out or the letter blanked: blue speaks for it, orange against.",
                "去掉该词或抹去该字母后答案得分下降多少：蓝色支持，橙色反对。"
            ),
        };
        ui.label(theme.caption(theme.say(said)));
        return;
    }
    let most =
        answered.attribution.iter().fold(snapshot.probe().least_attribution(), |most, value| most.max(value.abs()));
    match &state.sheet {
        Some(sheet) => heat(ui, theme, answered, state, ((sheet.side, sheet.side), most, room)),
        None if let Some(grid) = Grid::of(snapshot).filter(|grid| grid.is_sound) => {
            let size = (grid.columns, grid.rows);
            heat(ui, theme, answered, state, (size, most, vec2(room.x, 0.62 * side)));
        }
        None => {
            let source = &snapshot.experiment.data.source;
            let said = |name: &String| theme.say(naming::input(source, name)).into_owned();
            let names = snapshot.data.set.input_names.iter().map(said);
            bars(ui, theme, names.zip(answered.attribution.iter().copied()), (most, above));
        }
    }
    let answer = match snapshot.data.own_target() {
        Target::Class { classes, .. } => classes.get(answered.best),
        Target::Value { names, .. } => names.first(),
    };
    let answer = answer.map_or_else(|| Text::same(""), |name| naming::input(&snapshot.experiment.data.source, name));
    let answer = shortened(&theme.say(answer), 12).into_owned();
    let said: Text = match state.how {
        Attribution::Occlusion => text!(
            "Blue speaks for {answer}, orange against it: how far its score falls when the input is blanked.",
            "蓝色支持 {answer}，橙色反对：遮蔽该输入后其得分下降多少。"
        ),
        Attribution::Gradient => text!(
            "Blue speaks for {answer}, orange against it: the slope of its score, times the input.",
            "蓝色支持 {answer}，橙色反对：得分对输入的斜率乘以输入。"
        ),
    };
    ui.label(theme.caption(theme.say(said)));
}

/// The way in which it is found out.
fn choose(ui: &mut Ui, theme: &Theme, state: &mut DeploymentViewState) {
    for (how, name) in [
        (Attribution::Occlusion, text!("Blank one", "逐一遮蔽")),
        (Attribution::Gradient, text!("Gradient × input", "梯度 × 输入")),
    ] {
        let words = egui::RichText::new(theme.say(name)).size(text::SMALL);
        if ui.selectable_label(state.how == how, words).clicked() {
            state.how = how;
        }
    }
}

/// A colour per pixel and, where it is large, its number; the drawing shows through.
fn heat(
    ui: &mut Ui,
    theme: &Theme,
    answered: &Answered,
    state: &DeploymentViewState,
    ((columns, lines), most, room): ((usize, usize), f32, Vec2),
) {
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    let pixel = vec2(rect.width() / columns as f32, rect.height() / lines as f32);
    let drawn = if state.sheet.is_some() { state.ink() } else { Vec::new() };
    let writes = pixel.x >= 32.0 && pixel.y >= 18.0;
    for (index, value) in answered.attribution.iter().take(columns * lines).enumerate() {
        let corner = rect.min + pixel * vec2((index % columns) as f32, (index / columns) as f32);
        let cell = Rect::from_min_size(corner, pixel);
        let share = value / most;
        painter.rect_filled(cell.expand(0.15), 0.0, theme.map(share));
        // Of a drawing the ink shows through; the numbers of a sound are none.
        if let Some(ink) = drawn.get(index) {
            painter.rect_filled(cell.expand(0.15), 0.0, theme.ink.gamma_multiply(0.16 * ink));
        }
        if writes && share.abs() >= WRITTEN {
            let font = FontId::proportional(text::SMALL);
            painter.text(cell.center(), Align2::CENTER_CENTER, signed(*value), font, theme.ink);
        }
    }
    for stroke in &state.drawing.strokes {
        let place = |point: &[f64; 2]| rect.min + vec2(point[0] as f32 * rect.width(), point[1] as f32 * rect.height());
        let line = Stroke::new(2.0, theme.ink.gamma_multiply(0.25));
        painter.add(Shape::line(stroke.iter().map(place).collect(), line));
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme.outline), StrokeKind::Outside);
    if let Some(at) = response.hover_pos() {
        let place = ((at - rect.min) / pixel).floor();
        let index = place.y as usize * columns + place.x as usize;
        if let Some(value) = answered.attribution.get(index) {
            response.clone().on_hover_text_at_pointer(signed(*value));
        }
    }
    response.widget_info(|| {
        let said = theme.say(text!("Picture of which pixels mattered", "各像素重要性图"));
        WidgetInfo::labeled(Role::Image, true, said)
    });
}

/// A signed bar an input.
pub(super) fn bars(ui: &mut Ui, theme: &Theme, shares: impl Iterator<Item = (String, f32)>, (most, room): (f32, Vec2)) {
    const ROW: f32 = 24.0;
    ScrollArea::vertical().id_salt("mattered").max_height(room.y).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (name, value) in shares {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - space::TWO, ROW), Sense::hover());
            let name = shortened(&name, 20);
            let small = || FontId::proportional(text::SMALL);
            let room = (0.45 * rect.width()).min(136.0);
            let words = fitted::line(ui, &name, small(), theme.ink, room - space::HALF);
            let painter = ui.painter();
            painter.galley(rect.left_center() - vec2(0.0, 0.5 * words.size().y), words, theme.ink);
            let line = rect.with_min_x(rect.left() + room).with_max_x(rect.right() - 48.0);
            let middle = line.center();
            painter.vline(middle.x, rect.y_range(), (space::LINE, theme.rule));
            let end = middle.x + value / most * 0.5 * line.width();
            let bar = Rect::from_two_pos(pos2(middle.x, middle.y - 6.0), pos2(end, middle.y + 6.0));
            painter.rect_filled(bar, 1.0, theme.signed(value));
            painter.text(rect.right_center(), Align2::RIGHT_CENTER, signed(value), small(), theme.ink);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {}", signed(value))));
        }
    });
}
