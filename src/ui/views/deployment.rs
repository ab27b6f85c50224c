//! The model in use: a person draws or sets its inputs, and sees the prediction, its attribution, and that no weight
//! changes.

mod answer;
mod facts;
mod inputs;
mod mattered;
mod pad;
mod ratings;
mod redrawn;
mod sounds;
mod typed;
mod units;

use std::sync::Arc;

use egui::{Button, Rect, RichText, Sense, Ui, UiBuilder, Vec2, pos2, vec2};

use self::typed::TypedState;
use super::network::picture;
use crate::{
    data::{Drawing, Look, Prepared, Sheet, Shipped, Source},
    insight::{Given, answered::ranges, attribution::Attribution, typed::reader},
    text,
    ui::{
        Action,
        exports::EXPORTS,
        kit::{
            Theme, column,
            icon::{self, Icon},
            theme::space,
        },
    },
    worker::Snapshot,
};

/// Room that its columns need, and that statements with their ratings need.
const LEAST: [Vec2; 2] = [vec2(820.0, 480.0), vec2(960.0, 560.0)];
/// In less width than this, columns are narrower.
const NARROW: f32 = 1000.0;
/// Width of the facts about the model, and in a narrow window.
const FACTS: [f32; 2] = [208.0, 176.0];
/// Width of statements with their ratings.
const RATINGS: f32 = 660.0;
/// Width of the prediction, and in a narrow window.
const ANSWER: [f32; 2] = [224.0, 184.0];
/// Between columns, and in a narrow window.
const GAP: [f32; 2] = [space::THREE, space::TWO];
/// Height of the words below pad and picture.
const WORDS: f32 = 66.0;
/// Height of what stands below the pad, and in a narrow window.
const BELOW: [f32; 2] = [220.0, 252.0];
/// Sides of the pad.
const PAD: (f32, f32) = (200.0, 448.0);

/// What was drawn or set, and display options.
#[derive(Debug)]
pub struct DeploymentViewState {
    /// The rows of the same kind as the inputs; other rows reset the page.
    data: Option<Arc<Prepared>>,
    /// Raw inputs; nothing while nothing is drawn.
    raw: Option<Vec<f32>>,
    /// The row of the data set that they are, as long as they are.
    row: Option<usize>,
    drawing: Drawing,
    /// Whether a drawing is seen where and as large as it is drawn.
    as_drawn: bool,
    /// How the pictures look that the network knows.
    sheet: Option<Sheet>,
    /// Least, greatest and mean value of each input.
    ranges: Vec<(f32, f32, f32)>,
    how: Attribution,
    typed: TypedState,
}

impl Default for DeploymentViewState {
    fn default() -> Self {
        Self {
            data: None,
            raw: None,
            row: None,
            drawing: Drawing::default(),
            as_drawn: false,
            sheet: None,
            ranges: Vec::new(),
            how: Attribution::Occlusion,
            typed: TypedState::default(),
        }
    }
}

impl DeploymentViewState {
    /// The worker's request.
    #[must_use]
    pub fn given(&self) -> Option<Given> {
        let text = (!self.typed.text.is_empty()).then(|| self.typed.asked());
        Some(Given { raw: self.raw.clone()?, how: self.how, text })
    }

    /// Predicts a row of the data set.
    pub fn take_row(&mut self, snapshot: &Snapshot, row: usize) {
        self.fit(snapshot);
        self.drawing = Drawing::default();
        self.raw = Some(snapshot.data.set.inputs.row(row).to_vec());
        self.row = Some(row);
        if let Some(set) = reader(&snapshot.experiment.data.source) {
            self.typed.begin(set, snapshot, Some(row));
        }
    }

    /// The grey values of what the network sees, where that is a picture; nothing while nothing is drawn.
    fn ink(&self) -> Vec<f32> {
        let Some((data, raw)) = self.data.as_ref().zip(self.raw.as_ref()) else { return Vec::new() };
        raw.iter().enumerate().map(|(pixel, raw)| data.ink(pixel, *raw)).collect()
    }

    /// Has what was typed answered.
    fn read_typed(&mut self, set: Shipped) {
        self.raw = if self.typed.text.trim().is_empty() { None } else { set.typed(&self.typed.text) };
    }

    /// Begins anew with other rows: with the first of those that judge.
    fn fit(&mut self, snapshot: &Snapshot) {
        if self.data.as_ref().is_some_and(|data| Arc::ptr_eq(data, &snapshot.data)) {
            return;
        }
        let data = &snapshot.data;
        // A run that restarts has the same rows, so the drawing stays.
        let is_same = self.data.as_ref().is_some_and(|before| Arc::ptr_eq(&before.set, &data.set));
        self.data = Some(Arc::clone(data));
        if is_same {
            return;
        }
        let train = &data.train.rows;
        self.sheet = picture::side(snapshot).map(|side| Sheet::of(&data.inked(), train, side));
        self.ranges = ranges(data);
        self.drawing = Drawing::default();
        self.row = known_rows(data).first().copied();
        self.raw = self.row.map(|row| data.set.inputs.row(row).to_vec());
        self.typed = TypedState::default();
        if rated(snapshot).is_some() {
            (self.row, self.raw) = (None, None);
        } else if let Some(set) = reader(&snapshot.experiment.data.source) {
            self.typed.begin(set, snapshot, self.row);
            self.read_typed(set);
        }
    }
}

/// Rows that can be shown: test rows if there are any.
fn known_rows(data: &Prepared) -> &[usize] {
    if data.test.rows.is_empty() { &data.train.rows } else { &data.test.rows }
}

/// The highest rating, where statements are rated and the network fills in the others.
fn rated(snapshot: &Snapshot) -> Option<u8> {
    let Source::Shipped(set) = snapshot.experiment.data.source else { return None };
    let Look::Ratings { most } = set.look() else { return None };
    snapshot.experiment.autoencoder().is_some_and(|autoencoder| autoencoder.below == 0).then_some(most)
}

/// Statements to rate, and the ways out of the program beside them.
fn rate(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut DeploymentViewState,
    most: u8,
    actions: &mut Vec<Action>,
) {
    let whole = ui.available_rect_before_wrap();
    let left = whole.with_max_x((whole.left() + RATINGS).min(whole.right()));
    at(ui, "ratings", left, |ui| ratings::ui(ui, theme, snapshot, state, most));
    at(ui, "beside", whole.with_min_x(left.right() + space::THREE), |ui| {
        locked(ui, theme);
        ui.add_space(space::ONE);
        exports(ui, theme, actions);
    });
}

/// Shows the page; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState) -> Vec<Action> {
    let least = LEAST[usize::from(rated(snapshot).is_some())];
    column::page(ui, "deployment", least, |ui| columns(ui, theme, snapshot, state))
}

fn columns(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut DeploymentViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    if let Some(most) = rated(snapshot) {
        state.fit(snapshot);
        rate(ui, theme, snapshot, state, most, &mut actions);
        return actions;
    }
    let autoencoder = snapshot.experiment.autoencoder();
    if autoencoder.is_none() && !snapshot.experiment.learns_target() {
        ui.label(theme.title(theme.say(text!("Nothing to use yet", "尚无可使用的模型"))));
        ui.label(theme.say(text!(
            "This stage learns without the target, so it predicts nothing yet; the stage that learns the target does.",
            "这一阶段的学习不涉及目标，因此还不能回答问题。请先进入学习目标的阶段。"
        )));
        return actions;
    }
    state.fit(snapshot);
    let reader =
        reader(&snapshot.experiment.data.source).filter(|set| set.inputs() == snapshot.data.set.input_names.len());
    if let Some(set) = reader
        && state.typed.take(snapshot.looks.answered.as_deref())
    {
        state.row = None;
        state.read_typed(set);
    }
    let is_letters = reader.is_some_and(|set| matches!(set.look(), Look::Letters { .. }));
    let sound = match snapshot.experiment.data.source {
        Source::Shipped(set) => match set.look() {
            Look::Sound { moments, coefficients } => Some((moments, coefficients)),
            _ => None,
        },
        _ => None,
    };
    let answered = snapshot.looks.answered.clone().filter(|answered| state.raw.as_ref() == Some(&answered.given.raw));
    let whole = ui.available_rect_before_wrap();
    let is_narrow = usize::from(whole.width() < NARROW);
    let (facts, answer, gap) = (FACTS[is_narrow], ANSWER[is_narrow], GAP[is_narrow]);
    let side = ((whole.width() - facts - answer - 3.0 * gap) / 2.0).min(whole.height() - BELOW[is_narrow]);
    let side = side.clamp(PAD.0, PAD.1).floor();
    let square = vec2(side, side + WORDS);
    let left = Rect::from_min_size(whole.min, vec2(facts, whole.height()));
    let pad = Rect::from_min_size(pos2(left.right() + gap, whole.top()), square);
    let said = Rect::from_min_size(pos2(pad.right() + gap, whole.top()), vec2(answer, side + 28.0));
    let heat = Rect::from_min_size(pos2(said.right() + gap, whole.top()), square);
    at(ui, "facts", left, |ui| facts::ui(ui, theme, snapshot, state));
    let is_picture = state.sheet.is_some();
    at(ui, "inputs", pad, |ui| {
        if is_picture {
            pad::ui(ui, theme, state, side);
        } else if let Some(set) = reader {
            typed::ui(ui, theme, snapshot, state, set);
        } else if let Some(shape) = sound {
            sounds::ui(ui, theme, snapshot, state, (shape, side));
        } else {
            inputs::ui(ui, theme, snapshot, state, side);
        }
    });
    at(ui, "answer", said, |ui| match (&answered, autoencoder) {
        (Some(answered), Some(autoencoder)) => redrawn::code(ui, theme, answered, autoencoder),
        (Some(answered), None) if is_letters => {
            let answered = typed::at_temperature(answered, state.typed.temperature);
            answer::ui(ui, theme, snapshot, &answered, state.row);
        }
        (Some(answered), None) => answer::ui(ui, theme, snapshot, answered, state.row),
        (None, _) if state.raw.is_none() => {
            ui.label(theme.title(theme.say(text!("Answer", "回答"))));
            ui.label(theme.say(match reader {
                Some(_) => text!("Write something at the left.", "请在左侧写点什么。"),
                None => text!("Draw something at the left.", "请在左侧画点什么。"),
            }));
        }
        (None, _) => {}
    });
    at(ui, "mattered", heat, |ui| match autoencoder {
        Some(_) => redrawn::ui(ui, theme, snapshot, answered.as_deref(), side),
        None => mattered::ui(ui, theme, snapshot, answered.as_deref(), state, side),
    });
    let below = Rect::from_min_max(pos2(pad.left(), pad.bottom() + space::ONE), whole.max);
    at(ui, "below", below.with_max_x(said.right()), |ui| {
        locked(ui, theme);
        ui.add_space(space::ONE);
        exports(ui, theme, &mut actions);
    });
    at(ui, "units", below.with_min_x(heat.left()), |ui| {
        units::ui(ui, theme, answered.as_deref(), state.sheet.map(|sheet| sheet.side));
    });
    actions
}

fn at(ui: &mut Ui, id: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().id_salt(id).max_rect(rect), contents);
}

/// That nothing is learned here.
fn locked(ui: &mut Ui, theme: &Theme) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(28.0, 40.0), Sense::hover());
        icon::paint(ui.painter(), Icon::Locked, Rect::from_center_size(rect.center(), vec2(24.0, 24.0)), theme.ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.label(theme.large(theme.say(text!("These weights no longer change.", "这些权重不再改变。"))));
            ui.label(theme.caption(theme.say(text!(
                "What you enter here is answered, not learned from. The file you take along gives the same answers.",
                "这里的输入只用于回答，不用于学习。导出的文件会给出相同的回答。"
            ))));
        });
    });
}

/// One button for each way out of the program.
fn exports(ui: &mut Ui, theme: &Theme, actions: &mut Vec<Action>) {
    ui.label(theme.title(theme.say(text!("Take it with you", "导出带走"))));
    ui.horizontal_wrapped(|ui| {
        // What anybody can open comes first.
        let (page, others) = EXPORTS.into_iter().partition::<Vec<_>, _>(|(format, ..)| *format == "html");
        for (format, name, hint) in page.into_iter().chain(others) {
            let is_page = format == "html";
            let name = if is_page { theme.say(text!("One HTML page", "一个 HTML 网页")) } else { name.into() };
            let words = RichText::new(name).color(if is_page { theme.on_accent } else { theme.ink });
            let button = Button::new(words).min_size(vec2(80.0, 36.0)).stroke(theme.rule_stroke());
            let button = if is_page { button.fill(theme.accent) } else { button };
            if ui.add(button).on_hover_text(theme.say(hint)).clicked() {
                actions.push(Action::Export(format));
            }
        }
    });
    ui.label(theme.caption("neurarium export run.ron -o model.html"));
}
