//! The misclassified rows, most confident first.

use std::sync::Arc;

use egui::{Align2, FontId, Rect, Sense, Ui, Vec2, WidgetInfo, accesskit::Role, vec2};

use super::EvaluationViewState;
use crate::{
    data::Target,
    language::{compact, grouped, shortened},
    measure::{Answers, Wrong},
    text,
    ui::{
        Action,
        kit::{
            Theme, icon,
            theme::{bold, space, text},
        },
        naming,
        views::{looks::Shown, network::picture},
    },
    worker::Snapshot,
};

/// Side of a picture with its frame, and its distance to the next.
const PICTURE: (f32, f32) = (56.0, 72.0);
/// How much farther the next one is where classes have long names.
const LONG: f32 = 32.0;
/// Room below a picture.
const BELOW: f32 = 36.0;
/// Most rows that are shown.
const MOST: usize = 40;

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    answers: &Arc<Answers>,
    temperature: f64,
    state: &mut EvaluationViewState,
) -> Vec<Action> {
    let Target::Class { classes, .. } = snapshot.data.own_target() else { return Vec::new() };
    let source = &snapshot.experiment.data.source;
    let names = &naming::classes(theme.language, source, classes);
    let known =
        state.wrong.take().filter(|(of, at, _)| Arc::ptr_eq(of, answers) && at.to_bits() == temperature.to_bits());
    let (_, _, all) =
        state.wrong.insert(known.unwrap_or_else(|| (Arc::clone(answers), temperature, answers.wrong(temperature))));
    let cell = state.cell;
    let shown: Vec<Wrong> = match cell {
        Some((truth, said)) if truth != said => {
            all.iter().filter(|wrong| (wrong.truth, wrong.said) == (truth, said)).copied().collect()
        }
        _ => all.clone(),
    };
    let count = shown.len();
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.title(theme.say(text!("Most confident mistakes", "错得最离谱的样本"))));
        let said = match cell {
            Some((truth, said)) if truth != said => {
                let (truth, said) = (shortened(&names[truth], 12), shortened(&names[said], 12));
                text!("{count} of “{truth}” read as “{said}”", "{count} 个“{truth}”被判为“{said}”")
            }
            _ => {
                let count = grouped(count as u64);
                text!("{count} mistakes, surest first", "{count} 个错误样本，把握最大的在前")
            }
        };
        // Whole on the line below, where there is no room beside the title.
        ui.add(egui::Label::new(theme.caption(theme.say(said))).extend());
    });
    if count == 0 {
        ui.label(theme.caption(theme.say(text!("Nothing is wrong here.", "这里没有错误。"))));
        return Vec::new();
    }
    let shown = &shown[..count.min(MOST)];
    match Shown::of(&snapshot.experiment.data, &snapshot.data, shown[0].row) {
        Some(Shown::Picture { .. }) => pictures(ui, theme, snapshot, names, shown),
        _ => rows(ui, theme, snapshot, names, shown),
    }
}

fn pictures(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, names: &[String], shown: &[Wrong]) -> Vec<Action> {
    let mut actions = Vec::new();
    let is_long = names.iter().any(|name| name.chars().count() > 3);
    let pitch = PICTURE.1 + if is_long { LONG } else { 0.0 };
    let across = ((ui.available_width() / pitch) as usize).max(1);
    for line in shown.chunks(across) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = pitch - PICTURE.0;
            for wrong in line {
                let (rect, response) = ui.allocate_exact_size(vec2(PICTURE.0, PICTURE.0 + BELOW), Sense::click());
                let frame = Rect::from_min_size(rect.min, Vec2::splat(PICTURE.0)).shrink(1.0);
                let look = Shown::of(&snapshot.experiment.data, &snapshot.data, wrong.row);
                if let Some(Shown::Picture { size, values }) = look {
                    picture::paint(ui, theme, frame, size, values);
                }
                let outline = if response.hovered() { theme.accent } else { theme.outline };
                ui.painter().rect_stroke(frame, 0.0, (1.0, outline), egui::StrokeKind::Outside);
                icon::focus_ring(ui, theme, &response, rect);
                let (said, truth) = (shortened(&names[wrong.said], 8), shortened(&names[wrong.truth], 8));
                let sure = format!("{:.0} %", 100.0 * wrong.confidence);
                let at = frame.left_bottom() + vec2(0.0, 4.0);
                let words = ui.painter().text(at, Align2::LEFT_TOP, &said, bold(text::SMALL), theme.ink);
                let small = || FontId::proportional(text::SMALL);
                // Beside a long name there is no edge to keep to.
                let at_right = frame.right_bottom() + vec2(0.0, 4.0);
                let (at_right, align) = match is_long {
                    true => (words.right_top() + vec2(6.0, 0.0), Align2::LEFT_TOP),
                    false => (at_right, Align2::RIGHT_TOP),
                };
                ui.painter().text(at_right, align, &sure, small(), theme.muted);
                let below = words.left_bottom() + vec2(0.0, 1.0);
                let is = theme.say(text!("true {truth}", "真实 {truth}"));
                ui.painter().text(below, Align2::LEFT_TOP, is, small(), theme.muted);
                actions.extend(asked(theme, wrong, (&said, &truth, &sure), response));
            }
        });
    }
    actions
}

/// Rows that are no pictures, a line each.
fn rows(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, names: &[String], shown: &[Wrong]) -> Vec<Action> {
    let mut actions = Vec::new();
    let set = &snapshot.data.set;
    for wrong in shown {
        let (said, truth) = (shortened(&names[wrong.said], 14), shortened(&names[wrong.truth], 14));
        let sure = format!("{:.0} %", 100.0 * wrong.confidence);
        let values = set.inputs.row(wrong.row);
        let first = set.input_names.iter().zip(values).take(4).enumerate().map(|(input, (name, value))| {
            let name = theme.say(naming::input(&snapshot.experiment.data.source, name));
            format!("{} {}", shortened(&name, 14), compact(f64::from(*value) + set.origin(input)))
        });
        let first = match Shown::of(&snapshot.experiment.data, &snapshot.data, wrong.row) {
            Some(Shown::Text(text)) => shortened(&text, 60).into_owned(),
            _ => first.collect::<Vec<_>>().join(" · "),
        };
        let number = wrong.row + 1;
        let words = text!(
            "row {number}: said {said} ({sure}), true {truth} · {first}",
            "第 {number} 行：回答 {said}（{sure}），真实 {truth} · {first}"
        );
        let button = egui::Button::new(egui::RichText::new(theme.say(words)).size(text::SMALL)).frame(false).truncate();
        let response = ui.add(button);
        actions.extend(asked(theme, wrong, (&said, &truth, &sure), response));
    }
    ui.add_space(space::ONE);
    actions
}

/// A row that is pressed is opened on the page of the model in use.
fn asked(
    theme: &Theme,
    wrong: &Wrong,
    (said, truth, sure): (&str, &str, &str),
    response: egui::Response,
) -> Option<Action> {
    let name = theme.say(text!("Said {said}, true {truth}, {sure} sure", "回答 {said}，真实 {truth}，把握 {sure}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*name));
    let hint = theme.say(text!("Open it where the model answers.", "在模型使用页打开。"));
    response.on_hover_text(hint).clicked().then_some(Action::TryRow(wrong.row))
}
