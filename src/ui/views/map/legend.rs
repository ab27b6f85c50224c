//! What the map's colours and shapes stand for: above it the classes, below it the numbers and what is shown.

use egui::{Align, Align2, Color32, FontId, Label, Layout, Mesh, Rect, Sense, Ui, lerp, pos2, vec2};

use super::{MapViewState, classes::Classes, touch};
use crate::{
    experiment::Experiment,
    language::{Text, alike},
    text,
    ui::{
        Action, Gaze, Region, Unit,
        kit::{
            Theme, check,
            icon::{self, Icon, Weight},
            theme::{bold, space, text as size},
        },
        naming,
        views::{export_menu, features, network::explanation::capital, plane::Colors},
    },
    worker::Snapshot,
};

fn title(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> String {
    let sizes = snapshot.network.parameters.sizes();
    let said = match state.shown {
        Some(Unit { layer: 0, index }) if let Some(feature) = snapshot.experiment.data.features.get(index) => {
            return theme.say(features::said(*feature, snapshot)).into_owned();
        }
        Some(unit) if unit.layer + 1 < sizes.len() || sizes[unit.layer] > 1 => {
            return capital(&theme.say(unit.called(snapshot)));
        }
        _ if snapshot.data.target.is_some() => text!("Rows", "样本"),
        _ if snapshot.data.set.target.classes().is_none() => text!("Prediction", "预测"),
        _ => text!("Decision map", "决策图"),
    };
    theme.say(said).into_owned()
}

/// What a screen reader says of the map.
pub(super) fn description(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> String {
    let (title, points) = (title(theme, snapshot, state), state.points.all.len());
    let wrong = state.points.all.iter().filter(|point| point.wrong).count();
    let said = if snapshot.data.set.target.classes().is_some() {
        text!("{title}, {points} points, {wrong} of them wrong", "{title}，{points} 个点，其中 {wrong} 个分错")
    } else {
        text!("{title}, {points} points", "{title}，{points} 个点")
    };
    theme.say(said).into_owned()
}

/// The names of the classes in the language of the window; none for numbers.
fn names(theme: &Theme, snapshot: &Snapshot) -> Vec<String> {
    naming::classes(theme.language, &snapshot.experiment.data.source, snapshot.data.own_target().class_names())
}

/// The title with the way back to the decision, the classes with their shapes, and the tools; how much height the
/// classes take up below.
pub(super) fn head(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (state, gaze): (&mut MapViewState, &mut Gaze),
    draft: &mut Experiment,
) -> (Vec<Action>, f32) {
    let whole = ui.available_width();
    let title = title(theme, snapshot, state);
    let wide = ui.painter().layout_no_wrap(title.clone(), bold(size::TITLE), theme.ink).size().x.ceil() + 1.0;
    let back = if gaze.pinned.is_some() { space::TARGET } else { 0.0 };
    let tools = touch::width_of_tools(state, draft) + space::TARGET;
    let room = whole - tools - back;
    let names = &names(theme, snapshot)[..];
    let in_line = Classes::new(ui, theme, names, f32::INFINITY, 1);
    let beside = !names.is_empty() && wide + in_line.width() + space::ONE <= room;
    let row = ui.horizontal(|ui| {
        ui.set_height(space::HEADING);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.allocate_ui(vec2(wide.min(room), space::HEADING), |ui| ui.add(Label::new(theme.title(title)).truncate()));
        if gaze.pinned.is_some() && !state.taking {
            let name = theme.say(text!("Back to the decision map", "返回决策图"));
            let hint = theme.say(text!("{name}; Escape does it too.", "{name}；也可按 Esc。"));
            if icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                gaze.pinned = None;
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let view = (Region::Map, state.taking);
            let numbers = text!("Save map as CSV…", "决策图另存为 CSV…");
            let low = state.low;
            let actions = export_menu::with(ui, theme, view, numbers, low, |ui| options(ui, theme, snapshot, state));
            touch::tools(ui, theme, snapshot, (state, gaze), draft);
            if beside {
                ui.add_space(space::ONE);
                in_line.show(ui, theme);
            }
            actions
        })
        .inner
    });
    let mut below = 0.0;
    if !beside && !names.is_empty() {
        let lines = Classes::new(ui, theme, names, whole, if state.low { 1 } else { 2 });
        below = lines.height() + ui.spacing().item_spacing.y;
        lines.show(ui, theme);
    }
    (row.inner, below)
}

/// What the colours of the map stand for.
struct Meaning {
    /// The colours, at shares of the bar's width.
    colors: Vec<(f32, Color32)>,
    /// What stands at the left, in the middle and at the right.
    labels: [String; 3],
}

/// The colours of what is shown; `None` for more than two classes.
fn meaning(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> Option<Meaning> {
    let say = |text: Text| theme.say(text).into_owned();
    let classes = snapshot.data.set.target.classes();
    let is_decision = state.shown.is_none();
    if is_decision && snapshot.data.target.is_some() {
        return None;
    }
    if let Some(classes) = classes.filter(|_| state.confidence && is_decision && !state.discrete) {
        let least = format!("{:.0} %", 100.0 / classes.max(2) as f32);
        let sure = say(text!("how sure · lines at 75 % and 95 %", "置信度 · 等值线 75 % 与 95 %"));
        let colors = vec![(0.0, theme.map_zero), (1.0, theme.sure(1.0))];
        return Some(Meaning { colors, labels: [least, sure, "100 %".into()] });
    }
    let plane = state.plane.as_ref()?;
    if classes.is_none() && state.residuals && is_decision {
        let colors = vec![(0.0, theme.signed(-1.0)), (0.5, theme.map_zero), (1.0, theme.signed(1.0))];
        let half = 0.5 * f64::from(super::target_reach(&snapshot.data.set.target));
        let [half] = alike([half], 2.0 * half);
        let labels = [
            say(text!("{half} too low", "{half} 偏低")),
            say(text!("0 · error", "0 · 误差")),
            say(text!("too high {half}", "偏高 {half}")),
        ];
        return Some(Meaning { colors, labels });
    }
    let ramps = Colors::new(theme, snapshot, state.discrete);
    let [low, zero, high] = [-1.0, 0.0, 1.0].map(|level| ramps.of(state.shown).at(level));
    let colors = if state.discrete {
        vec![(0.0, low), (0.5, low), (0.5, high), (1.0, high)]
    } else {
        vec![(0.0, low), (0.5, zero), (1.0, high)]
    };
    let [low, middle, high] = plane.reading.ends();
    let decides = is_decision && classes.is_some();
    let middle = if decides { say(text!("{middle} · the boundary", "{middle} · 边界")) } else { middle };
    Some(Meaning { colors, labels: [low, middle, high] })
}

/// The colours with what stands for them; in a low window the pointer says it.
pub(super) fn color_bar(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState) {
    let small = FontId::proportional(size::SMALL);
    let meaning = meaning(theme, snapshot, state);
    let height = match (&meaning, state.low) {
        (None, true) => return,
        (Some(_), true) => 8.0,
        (_, false) => 26.0,
    };
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let bar = Rect::from_x_y_ranges(state.across.0..=state.across.1, whole.top()..=whole.top() + 8.0);
    let Some(Meaning { colors, labels }) = meaning else {
        let sentence = theme.say(if snapshot.data.target.is_some() {
            let by = naming::coloring(snapshot);
            let (by, by_zh) = by.both();
            text!("By {by}", "按{by_zh}着色")
        } else {
            text!("Stronger colour: surer answer", "颜色越深，判定越有把握")
        });
        ui.painter().text(bar.min, Align2::LEFT_TOP, sentence, small, theme.muted);
        return;
    };
    ramp(ui, bar, &colors);
    if state.low {
        response.on_hover_text(labels.join("  …  "));
        return;
    }
    let label = |x: f32, align: Align2, text: &str| {
        ui.painter().text(pos2(x, bar.bottom() + 3.0), align, text, small.clone(), theme.muted);
    };
    let width = |text: &str| ui.painter().layout_no_wrap(text.into(), small.clone(), theme.muted).size().x;
    let [low, middle, high] = &labels;
    let beside = width(low).max(width(high)) + space::ONE;
    if 0.5 * width(middle) + beside <= 0.5 * bar.width() {
        label(bar.center().x, Align2::CENTER_TOP, middle);
    }
    label(bar.left(), Align2::LEFT_TOP, low);
    label(bar.right(), Align2::RIGHT_TOP, high);
}

/// A bar of colours at shares of its width.
fn ramp(ui: &Ui, bar: Rect, stops: &[(f32, Color32)]) {
    let mut mesh = Mesh::default();
    for (i, (share, color)) in stops.iter().enumerate() {
        let x = lerp(bar.x_range(), *share);
        mesh.colored_vertex(pos2(x, bar.top()), *color);
        mesh.colored_vertex(pos2(x, bar.bottom()), *color);
        if i > 0 {
            let first = 2 * i as u32 - 2;
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first + 1, first + 2, first + 3);
        }
    }
    ui.painter().add(mesh);
}

/// What of it is shown.
pub(super) fn options(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut MapViewState) {
    ui.spacing_mut().item_spacing.x = space::ONE;
    let [_, validation, test] = snapshot.data.parts().map(|(_, part)| !part.rows.is_empty());
    if validation || test {
        let mut shown = !state.hide_test;
        let (name, hint) = match (validation, test) {
            (true, true) => (
                text!("Held-back points", "留出的点"),
                text!(
                    "Validation points, half filled, and test points, hollow: the network never learns from them.",
                    "半实心的验证点和空心的测试点：网络从不用它们学习。"
                ),
            ),
            (true, false) => (
                text!("Validation points", "验证点"),
                text!(
                    "Points held back, half filled: the network never learns from them.",
                    "留出的半实心点：网络从不用它们学习。"
                ),
            ),
            _ => (
                text!("Test points", "测试点"),
                text!(
                    "Points held back, hollow: the network never learns from them.",
                    "留出的空心点：网络从不用它们学习。"
                ),
            ),
        };
        check::ui(ui, theme, &mut shown, &*theme.say(name)).on_hover_text(&*theme.say(hint));
        state.hide_test = !shown;
    }
    let hint = text!("Only the decision, not how sure it is.", "只显示判定结果，不显示把握程度。");
    let discrete = check::ui(ui, theme, &mut state.discrete, &*theme.say(text!("Discretize", "离散显示")));
    if discrete.on_hover_text(&*theme.say(hint)).changed() {
        state.confidence = false;
    }
    if snapshot.data.set.target.classes().is_some() {
        let hint = text!("How sure the network is, not of what.", "网络有多大把握，而不是判为哪一类。");
        let sure = check::ui(ui, theme, &mut state.confidence, &*theme.say(text!("Confidence", "置信度")));
        if sure.on_hover_text(&*theme.say(hint)).changed() {
            state.discrete = false;
        }
    } else {
        let hint = text!("By how much the network errs at each point.", "网络在每个点上的误差。");
        let errors = check::ui(ui, theme, &mut state.residuals, &*theme.say(text!("Residuals", "残差")));
        errors.on_hover_text(&*theme.say(hint));
    }
}
