//! The answer in large, and all of them as bars.

use egui::{
    Align2, Color32, FontId, RichText, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};
use ndarray::ArrayView1;

use crate::{
    data::{Look, Source, Target},
    insight::Answered,
    language::{compact, shortened},
    text,
    ui::{
        kit::{
            Theme,
            theme::{bold, space, text},
        },
        naming,
        views::answer,
    },
    worker::Snapshot,
};

/// Least distance of two classes of the answer.
const LEAST_PITCH: f32 = 17.0;

/// The prediction, the second best, and all of them as bars.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, answered: &Answered, row: Option<usize>) {
    ui.label(theme.title(theme.say(text!("Answer", "回答"))));
    let (classes, labels) = match snapshot.data.own_target() {
        Target::Class { classes, labels, .. } => {
            (naming::classes(theme.language, &snapshot.experiment.data.source, classes), labels)
        }
        Target::Value { names, values } => {
            values_of(ui, theme, snapshot, answered, names, row.map(|row| values.row(row)));
            return;
        }
    };
    let truth = row.and_then(|row| labels.get(row)).map(|label| *label as usize);
    let mut order: Vec<usize> = (0..answered.answer.len()).collect();
    order.sort_by(|a, b| answered.answer[*b].total_cmp(&answered.answer[*a]));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 76.0), Sense::hover());
    let name = shortened(&classes[answered.best], 12);
    let size = if name.chars().count() > 2 { 28.0 } else { 64.0 };
    let painter = ui.painter();
    let large = painter.text(rect.left_center(), Align2::LEFT_CENTER, &name, bold(size), theme.ink);
    let sure = format!("{:.0} %", 100.0 * answered.answer[answered.best]);
    let corner = if size > 40.0 {
        pos2(large.right() + space::TWO, rect.top() + 14.0)
    } else {
        rect.left_bottom() - vec2(0.0, 22.0)
    };
    let shown = painter.text(corner, Align2::LEFT_TOP, &sure, FontId::proportional(text::LARGE), theme.ink);
    let then = order.iter().find(|class| **class != answered.best).map(|second| {
        let (next, share) = (shortened(&classes[*second], 10), format!("{:.0} %", 100.0 * answered.answer[*second]));
        theme.say(text!("then {next} with {share}", "其次 {share}：{next}"))
    });
    if let (Some(then), true) = (&then, size > 40.0) {
        let mut job = LayoutJob::simple_singleline(then.to_string(), FontId::proportional(text::SMALL), theme.muted);
        job.wrap = TextWrapping::truncate_at_width(rect.right() - shown.left());
        painter.galley(shown.left_bottom() + vec2(0.0, 2.0), painter.layout_job(job), theme.muted);
    }
    response.widget_info(|| {
        let said = theme.say(text!("Answer: {name}, {sure}", "回答：{name}，{sure}"));
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, said)
    });
    if let Some(truth) = truth {
        let class = shortened(&classes[truth], 16);
        let said = if truth == answered.best {
            text!("true: {class}, so it is right", "真实：{class}，回答正确")
        } else {
            text!("true: {class}, so it is wrong", "真实：{class}，回答错误")
        };
        ui.label(theme.caption(theme.say(said)));
    }
    if (answered.answer.iter().sum::<f32>() - 1.0).abs() > 0.01 {
        ui.label(theme.caption(theme.say(text!(
            "Each class is answered on its own here; the shares need not add up to 100\u{a0}%.",
            "各类别分别作答，比例之和不一定是 100\u{a0}%。"
        ))));
    }
    let room = ui.available_rect_before_wrap();
    // Where not all have room, the surest of them, and the true one.
    let most = ((room.height() / LEAST_PITCH) as usize).max(3);
    let mut shown: Vec<usize> = (0..classes.len()).collect();
    if classes.len() > most {
        shown = order;
        let truth = truth.and_then(|truth| shown.iter().position(|class| *class == truth));
        if let Some(place) = truth.filter(|place| *place >= most) {
            shown.swap(place, most - 1);
        }
        shown.truncate(most);
    }
    let names: Vec<String> = shown.iter().map(|class| classes[*class].clone()).collect();
    let shares: Vec<f32> = shown.iter().map(|class| answered.answer[*class]).collect();
    let truth = truth.and_then(|truth| shown.iter().position(|class| *class == truth));
    let height = room.height().min(28.0 * names.len() as f32);
    answer::bars(ui, theme, room.with_max_y(room.top() + height), &names, &shares, truth);
}

/// Predicted numbers, below each other, with the true ones where they are known.
fn values_of(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    answered: &Answered,
    names: &[String],
    truth: Option<ArrayView1<'_, f32>>,
) {
    if is_colour(snapshot) && answered.answer.len() == 3 {
        let part = |place: usize| (255.0 * answered.answer[place].clamp(0.0, 1.0)).round() as u8;
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 64.0), Sense::hover());
        let color = Color32::from_rgb(part(0), part(1), part(2));
        ui.painter().rect(rect, space::ROUND, color, theme.rule_stroke(), StrokeKind::Inside);
        let (red, green, blue) = (part(0), part(1), part(2));
        let said = text!("Colour: red {red}, green {green}, blue {blue}", "颜色：红 {red}，绿 {green}，蓝 {blue}");
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, theme.say(said.clone())));
    }
    // Several numbers stand below each other.
    let size = if names.len() > 1 { text::LARGE } else { 2.0 * text::LARGE };
    for (place, (name, value)) in names.iter().zip(&answered.answer).enumerate() {
        let name = theme.say(naming::input(&snapshot.experiment.data.source, name)).into_owned();
        ui.label(theme.caption(shortened(&name, 24)));
        ui.horizontal(|ui| {
            ui.label(RichText::new(compact(f64::from(*value))).size(size).color(theme.ink));
            if let Some(truth) = truth {
                let truth = compact(f64::from(truth[place]));
                ui.label(theme.caption(theme.say(text!("true: {truth}", "真实：{truth}"))));
            }
        });
    }
}

/// Whether the answer is a colour.
fn is_colour(snapshot: &Snapshot) -> bool {
    matches!(snapshot.experiment.data.source, Source::Shipped(set) if set.look() == Look::Colours)
}
