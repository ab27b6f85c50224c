//! What the map's colours and shapes stand for: above it the classes, below it the numbers and what is shown.

use egui::{Align, Align2, FontId, Layout, Mesh, Rect, Sense, Ui, lerp, pos2, vec2};

use super::{GUTTER, MapViewState};
use crate::{
    data::Target,
    language::{brief, signed},
    text,
    ui::{
        Action, Region, Unit,
        kit::{
            Theme, check,
            mark::{self, Mark, MarkSheet},
            theme::{bold, space, text as size},
        },
        views::{export_menu, features},
    },
    worker::Snapshot,
};

fn title(theme: &Theme, snapshot: &Snapshot, state: &MapViewState) -> String {
    let sizes = snapshot.network.parameters.sizes();
    let said = match state.shown {
        Some(Unit { layer: 0, index }) if let Some(feature) = snapshot.experiment.data.features.get(index) => {
            return features::name(*feature, snapshot);
        }
        Some(unit) if unit.layer + 1 < sizes.len() || sizes[unit.layer] > 1 => {
            let name = theme.say(unit.name(sizes));
            let mut letters = name.chars();
            return letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        }
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

/// The title, and the classes with their shapes.
pub(super) fn head(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut MapViewState) -> Vec<Action> {
    let names: &[String] = match &snapshot.data.set.target {
        Target::Class { classes, .. } => classes,
        Target::Value { .. } => &[],
    };
    let sheet = MarkSheet::of(ui.ctx());
    let legend = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(space::ONE, 2.0);
        for (class, name) in names.iter().enumerate().take(8) {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                let (rect, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
                let (shape, color) = (Mark::of_class(class), theme.class(class, names.len()));
                let mut mesh = sheet.mesh();
                sheet.add(&mut mesh, shape, mark::Part::Body, rect.center(), 1.0, color);
                sheet.add(&mut mesh, shape, mark::Part::Outline, rect.center(), 1.0, theme.ink);
                ui.painter().add(mesh);
                ui.label(theme.caption(brief(name)));
            });
        }
    };
    let small = FontId::proportional(size::SMALL);
    let width = |text: &str| ui.painter().layout_no_wrap(text.into(), small.clone(), theme.muted).size().x;
    let names_width: f32 = names.iter().map(|name| width(&brief(name)) + 16.0 + space::ONE).sum::<f32>();
    let names_width = (names_width - space::ONE).max(0.0);
    let title = title(theme, snapshot, state);
    let title_width = ui.painter().layout_no_wrap(title.clone(), bold(size::TITLE), theme.ink).size().x;
    let beside = title_width + names_width + space::TARGET + 2.0 * space::ONE <= ui.available_width();
    let row = ui.horizontal(|ui| {
        ui.set_height(space::HEADING);
        ui.label(theme.title(title));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let view = (Region::Map, state.taking);
            let numbers = text!("Save map as CSV…", "决策图另存为 CSV…");
            let low = state.low;
            let more = |ui: &mut Ui| options(ui, theme, snapshot, state);
            let actions = export_menu::with(ui, theme, view, numbers, low, more);
            if beside && !names.is_empty() {
                ui.allocate_ui_with_layout(vec2(names_width, 20.0), Layout::left_to_right(Align::Center), legend);
            }
            actions
        })
        .inner
    });
    if !beside && !names.is_empty() {
        ui.horizontal_wrapped(legend);
    }
    row.inner
}

/// The colours with what stands for them.
pub(super) fn color_bar(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &MapViewState) {
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::hover());
    let bar = Rect::from_min_size(whole.min + vec2(GUTTER, 0.0), vec2(state.side(whole.width()), 8.0));
    let small = FontId::proportional(size::SMALL);
    let label = |x: f32, align: Align2, text: String| {
        ui.painter().text(pos2(x, bar.bottom() + 3.0), align, text, small.clone(), theme.muted);
    };
    let labels = |low: String, middle: String, high: String| {
        let width = |text: &str| ui.painter().layout_no_wrap(text.into(), small.clone(), theme.muted).size().x;
        let beside = width(&low).max(width(&high)) + space::ONE;
        if 0.5 * width(&middle) + beside <= 0.5 * bar.width() {
            label(bar.center().x, Align2::CENTER_TOP, middle);
        }
        label(bar.left(), Align2::LEFT_TOP, low);
        label(bar.right(), Align2::RIGHT_TOP, high);
    };
    let classes = snapshot.data.set.target.classes();
    if let Some(classes) = classes
        && state.confidence
        && state.shown.is_none()
        && !state.discrete
    {
        ramp(ui, bar, &[(0.0, theme.map_zero), (1.0, theme.sure(1.0))]);
        let least = format!("{:.0} %", 100.0 / classes.max(2) as f32);
        let sure = theme.say(text!("how sure · lines at 75 % and 95 %", "置信度 · 等值线 75 % 与 95 %"));
        labels(least, sure.into_owned(), "100 %".into());
        return;
    }
    let Some(plane) = &state.plane else {
        let sentence = theme.say(text!("Stronger colour: surer answer", "颜色越深，判定越有把握"));
        ui.painter().text(bar.min, Align2::LEFT_TOP, sentence, small.clone(), theme.muted);
        return;
    };
    if classes.is_none() && state.residuals && state.shown.is_none() {
        ramp(ui, bar, &[(0.0, theme.signed(-1.0)), (0.5, theme.map_zero), (1.0, theme.signed(1.0))]);
        let half = 0.5 * super::target_reach(&snapshot.data.set.target);
        let (low, high) = (signed(-half), signed(half));
        labels(
            theme.say(text!("{low} too low", "{low} 偏低")).into_owned(),
            theme.say(text!("0 · error", "0 · 误差")).into_owned(),
            theme.say(text!("too high {high}", "偏高 {high}")).into_owned(),
        );
        return;
    }
    let stops = if state.discrete {
        vec![(0.0, theme.map(-1.0)), (0.5, theme.map(-1.0)), (0.5, theme.map(1.0)), (1.0, theme.map(1.0))]
    } else {
        vec![(0.0, theme.map(-1.0)), (0.5, theme.map(0.0)), (1.0, theme.map(1.0))]
    };
    ramp(ui, bar, &stops);
    let said = |level: f32| theme.say(plane.reading.text(level)).into_owned();
    let middle = said(0.0);
    let decides = state.shown.is_none() && classes.is_some();
    let middle =
        if decides { theme.say(text!("{middle} · the boundary", "{middle} · 边界")).into_owned() } else { middle };
    labels(said(-1.0), middle, said(1.0));
}

/// A bar of colours at shares of its width.
fn ramp(ui: &Ui, bar: Rect, stops: &[(f32, egui::Color32)]) {
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
