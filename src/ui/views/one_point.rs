//! The boundaries of many runs with one point and without it, laid over each other, at more and more noise.

use std::sync::Arc;

use egui::{
    Align2, Button, Color32, FontId, Pos2, Rect, RichText, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::map::contour::zero_lines;
use crate::{
    language::Text,
    text,
    ui::{
        Action,
        kit::{
            Theme,
            number::Number,
            theme::{bold, space, text as size},
        },
    },
    worker::one_point::{AtNoise, CELLS, DELTA, Hidden, NOISE, REACH, Seen, Wanted, clouds},
};

/// Most seeds at once.
const MOST: u64 = 50;
/// Largest side of a plane.
const SIDE: f32 = 420.0;
/// Room below a plane.
const BELOW: f32 = 118.0;

/// What is chosen on the page.
#[derive(Debug)]
pub struct OnePointViewState {
    at: [f32; 2],
    seeds: u64,
    /// Boundaries of the runs, with the point and without, at each noise.
    lines: Option<(Arc<Hidden>, Drawn)>,
}

/// Points in 0…1 on both axes, the second one upward.
type Line = Vec<Pos2>;
/// At each noise the lines of the runs with the point, and of those without it.
type Drawn = [[Vec<Line>; 2]; 3];

impl Default for OnePointViewState {
    fn default() -> Self {
        Self { at: [4.5, 4.5], seeds: 10, lines: None }
    }
}

/// Shows the runs, or what they would be; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, state: &mut OnePointViewState, hidden: Option<&Arc<Hidden>>) -> Vec<Action> {
    let mut actions = Vec::new();
    head(ui, theme, state, hidden, &mut actions);
    let said = text!(
        "The boundary of each run: solid with the point, dashed without it. Click a plane to put the point somewhere else.",
        "每次训练的边界：实线含该点，虚线不含。点击平面可把该点放到别处。"
    );
    ui.label(theme.caption(theme.say(said)));
    ui.add_space(space::ONE);
    if let Some(hidden) = hidden
        && state.lines.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, hidden))
    {
        let of = |runs: &Vec<Seen>| runs.iter().flat_map(|seen| zero_lines(&seen.levels, CELLS)).collect();
        let lines = hidden.at_noise.each_ref().map(|at_noise| [of(&at_noise.with), of(&at_noise.without)]);
        state.lines = Some((Arc::clone(hidden), lines));
    }
    let (whole, gap) = (ui.available_rect_before_wrap(), space::THREE);
    let across = NOISE.len() as f32;
    let side = ((whole.width() - (across - 1.0) * gap) / across).min(whole.height() - BELOW).clamp(120.0, SIDE).floor();
    let (area, _) = ui.allocate_exact_size(vec2(across * side + (across - 1.0) * gap, side + BELOW), Sense::hover());
    for (place, noise) in NOISE.into_iter().enumerate() {
        let corner = area.min + vec2(place as f32 * (side + gap), 0.0);
        let plane = Rect::from_min_size(corner, Vec2::splat(side));
        paint(ui, theme, state, plane, place);
        let response = ui.interact(plane, ui.scope_id().with(("one point", place)), Sense::click());
        let said = told(noise, hidden.map(|hidden| &hidden.at_noise[place]));
        let words: Vec<_> = said.iter().map(|line| theme.say(line.clone()).into_owned()).collect();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words.join(", ")));
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked()) {
            let place = |share: f32| REACH * (2.0 * share - 1.0);
            let [x, y] = [(at.x - plane.left()) / side, (plane.bottom() - at.y) / side];
            state.at = [place(x), place(y)];
            actions.push(Action::OnePoint(Wanted { at: state.at, seeds: state.seeds }));
        }
        let mut top = plane.bottom() + space::HALF;
        for (line, words) in words.iter().enumerate() {
            let (font, color) = if line == 0 {
                (bold(size::BODY), theme.ink)
            } else {
                (FontId::proportional(size::SMALL), if line == 1 { theme.ink } else { theme.muted })
            };
            let galley = ui.painter().layout(words.clone(), font, color, side);
            let height = galley.size().y;
            ui.painter().galley(pos2(plane.left(), top), galley, color);
            top += height + 2.0;
        }
    }
    actions
}

/// How many seeds, and the button that begins.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut OnePointViewState,
    hidden: Option<&Arc<Hidden>>,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(theme.title(theme.say(text!("One point, with and without", "有无一个点"))));
        ui.add_space(space::ONE);
        let name = ui.label(theme.say(text!("Seeds", "种子数")));
        let (response, made) = Number::new(1..=MOST).speed(0.05).show(ui, state.seeds);
        response.labelled_by(name.id);
        state.seeds = made.unwrap_or(state.seeds);
        let runs = hidden.is_some_and(|hidden| hidden.goes_on());
        let words = if runs { text!("Stop", "停止") } else { text!("Train both", "两种都训练") };
        let words = RichText::new(theme.say(words)).font(bold(size::BODY)).color(theme.on_accent);
        if ui.add(Button::new(words).fill(theme.accent).min_size(vec2(96.0, 32.0))).clicked() {
            let wanted = Wanted { at: state.at, seeds: state.seeds };
            actions.push(if runs { Action::EndOnePoint } else { Action::OnePoint(wanted) });
        }
        if let Some(hidden) = hidden {
            let (done, all) = hidden.done;
            ui.label(theme.caption(theme.say(text!("{done} of {all} runs", "已完成 {done} / {all} 次"))));
        }
    });
}

/// The clouds, the point, and the boundaries.
fn paint(ui: &Ui, theme: &Theme, state: &OnePointViewState, plane: Rect, place: usize) {
    let painter = ui.painter().with_clip_rect(plane.expand(1.0));
    painter.rect(plane, 0.0, theme.surface, theme.rule_stroke(), StrokeKind::Inside);
    let on = |share: Pos2| pos2(plane.left() + share.x * plane.width(), plane.bottom() - share.y * plane.height());
    let at = |[x, y]: [f32; 2]| on(pos2((x / REACH + 1.0) / 2.0, (y / REACH + 1.0) / 2.0));
    for (point, class) in clouds() {
        // A ring and a disc, so that no colour is needed.
        let (fill, stroke) = if class == 0 {
            (theme.map_negative, Stroke::NONE)
        } else {
            (Color32::TRANSPARENT, Stroke::new(1.2, theme.map_positive))
        };
        painter.circle(at(point), 2.4, fill, stroke);
    }
    if let Some((_, lines)) = &state.lines {
        let [with, without] = &lines[place];
        let faint = Stroke::new(1.2, theme.muted.gamma_multiply(0.8));
        for line in without {
            let points: Vec<Pos2> = line.iter().map(|share| on(*share)).collect();
            painter.extend(Shape::dashed_line(&points, faint, 5.0, 4.0));
        }
        let strong = Stroke::new(1.4, theme.accent.gamma_multiply(0.7));
        for line in with {
            painter.add(Shape::line(line.iter().map(|share| on(*share)).collect(), strong));
        }
    }
    let point = at(state.at);
    painter.circle(point, 5.0, theme.map_negative, Stroke::new(2.0, theme.ink));
    let beside = if point.x > plane.right() - 64.0 { (Align2::RIGHT_CENTER, -9.0) } else { (Align2::LEFT_CENTER, 9.0) };
    let words = theme.say(text!("the point", "该点"));
    painter.text(point + vec2(beside.1, 0.0), beside.0, words, FontId::proportional(size::SMALL), theme.ink);
}

/// What is said below a plane, a line each.
fn told(noise: Option<f32>, at_noise: Option<&AtNoise>) -> Vec<Text> {
    let mut said = vec![match noise {
        None => text!("Without noise: ε = ∞", "无噪声：ε = ∞"),
        Some(noise) => match at_noise.filter(|at_noise| at_noise.epsilon > 0.0) {
            Some(AtNoise { epsilon, .. }) => {
                // A bound may not be rounded down.
                let epsilon = (epsilon * 100.0).ceil() / 100.0;
                text!(
                    "Noise σ = {noise}: ε ≤ {epsilon:.2} at δ = {DELTA}",
                    "噪声 σ = {noise}：δ = {DELTA} 时 ε ≤ {epsilon:.2}"
                )
            }
            None => text!("Noise σ = {noise}", "噪声 σ = {noise}"),
        },
    }];
    let Some(AtNoise { with, without, .. }) = at_noise.filter(|at_noise| !at_noise.with.is_empty()) else {
        return said;
    };
    let known = |runs: &[Seen]| runs.iter().filter(|seen| seen.knows).count();
    let (knows, all, guesses, others) = (known(with), with.len(), known(without), without.len());
    said.push(text!(
        "With the point {knows} of {all} runs answer its class there, without it {guesses} of {others}",
        "含该点时 {all} 次中有 {knows} 次在该处答出它的类别，不含时 {others} 次中有 {guesses} 次"
    ));
    let right = with.iter().chain(without).map(|seen| seen.right).sum::<f64>() / (all + others).max(1) as f64;
    let right = format!("{:.1}", 100.0 * right);
    said.push(text!("{right} % of the clouds' points are right", "两团点中 {right}% 判断正确"));
    said
}
