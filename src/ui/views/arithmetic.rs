//! All numbers of one training example: forward pass, backward pass and update, in textbook formulas.

mod backward;
mod check;
mod drawing;
mod formula;
mod forward;
mod number;
mod stepper;
mod update;
mod worked;

use egui::{Rect, Ui, UiBuilder, vec2};

pub use self::stepper::Level;
use super::matched;
use crate::{
    insight::arithmetic::{Batch, Calculation, Case, Quantity},
    text,
    ui::{
        Action,
        kit::{
            Theme, tab,
            theme::{bold, space, text as size},
        },
        views::features,
    },
    worker::Snapshot,
};

/// Largest number of examples of a batch that are worked out; the mean is then that of these.
const MOST: usize = 256;
/// Share of the page that the formulas have.
const FORMULAS: f32 = 0.6;
/// Least width of what stands beside them, and as far as they take the rest of a narrow page.
const BESIDE: (f32, f32) = (280.0, 640.0);
/// Largest number of units of a layer, or terms of a sum, that are written out.
const FOLD: usize = 4;

/// The part of the step that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Walk {
    /// The forward pass: from the inputs to the loss.
    #[default]
    Forward,
    /// The backward pass: from the loss to the gradient.
    Backward,
    /// The update: from the gradient to the new weight.
    Update,
}

/// The page's state.
#[derive(Debug, Default)]
pub struct ArithmeticViewState {
    /// Which way.
    pub walk: Walk,
    /// What the arrows step.
    pub level: Level,
    /// The example of the batch, the layer, the unit, and the term of its sum, counted from 0.
    pub at: [usize; 4],
    /// The number whose parents are lit, when one was clicked.
    pub chosen: Option<Quantity>,
    /// Where the steps stood a moment ago.
    stood: Option<(Walk, [usize; 4])>,
    /// What the learner calculated.
    typed: String,
    /// What was checked: which number, as typed, and what was said; newest last.
    tried: Vec<(Quantity, String, crate::language::Text, bool)>,
    /// The worked example in place of the run.
    worked: Option<worked::Worked>,
    /// The batch of a snapshot.
    batch: Option<(u64, Batch, Vec<usize>)>,
}

/// What every part of the page draws from.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    theme: &'a Theme,
    snapshot: &'a Snapshot,
    batch: &'a Batch,
    example: &'a Calculation,
    /// The worked example that it is, instead of the current run.
    case: Option<&'static Case>,
    layer: usize,
    unit: usize,
    term: usize,
}

impl Sheet<'_> {
    /// The learning rate of the step.
    fn rate(&self) -> f64 {
        self.case.map_or_else(|| f64::from(self.snapshot.experiment.training().learning_rate), |case| case.rate)
    }

    /// The parameter of the current term: a weight, or the bias after all of them.
    fn from(&self) -> Option<usize> {
        (self.term < self.example.network.sizes[self.layer]).then_some(self.term)
    }

    /// What the unit reads there; nothing for the bias.
    fn read(&self) -> Option<Quantity> {
        self.from().map(
            |from| {
                if self.layer == 0 { Quantity::Input(from) } else { Quantity::Output(self.layer - 1, from) }
            },
        )
    }

    /// What an input is called: of the run the feature, which may be a product of two columns.
    fn input(&self, input: usize) -> String {
        let features = &self.snapshot.experiment.data.features;
        match features.get(input).filter(|_| self.case.is_none()) {
            Some(feature) => features::name(*feature, self.snapshot),
            None => format!("x{}", input + 1),
        }
    }

    /// What a number is called.
    fn name(&self, quantity: Quantity) -> String {
        match quantity {
            Quantity::Input(input) if self.case.is_none() => self.input(input),
            other => self.theme.say(other.text(&self.example.network.sizes)).into_owned(),
        }
    }

    fn parameter(&self) -> Quantity {
        Quantity::Parameter(self.layer, self.unit, self.from())
    }

    fn gradient(&self) -> Quantity {
        Quantity::Gradient(self.layer, self.unit, self.from())
    }
}

impl ArithmeticViewState {
    /// The number whose parents are lit.
    fn lit(&self, sheet: &Sheet<'_>) -> Quantity {
        self.chosen.unwrap_or_else(|| match self.walk {
            Walk::Forward => Quantity::Sum(sheet.layer, sheet.unit),
            Walk::Backward | Walk::Update => sheet.gradient(),
        })
    }
}

/// Shows the page; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut ArithmeticViewState) -> Vec<Action> {
    worked::ui(ui, theme, state);
    if let Some(worked) = &state.worked {
        let (case, batch) = (worked.case, worked.batch.clone());
        return show(ui, theme, snapshot, state, (&batch, Some(case)));
    }
    if snapshot.experiment.alignment().is_some() {
        matched::not_by_row(ui, theme);
        return Vec::new();
    }
    if state.batch.as_ref().is_none_or(|(number, ..)| *number != snapshot.number) {
        let rows = rows(snapshot);
        state.batch = Some((snapshot.number, Batch::of(&snapshot.probe(), &rows), rows));
    }
    let Some((_, batch, rows)) = state.batch.take() else { return Vec::new() };
    let mut actions = Vec::new();
    if !batch.examples.is_empty() {
        actions = show(ui, theme, snapshot, state, (&batch, None));
    }
    state.batch = Some((snapshot.number, batch, rows));
    actions
}

fn show(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut ArithmeticViewState,
    (batch, case): (&Batch, Option<&'static Case>),
) -> Vec<Action> {
    let mut actions = Vec::new();
    stepper::keys(ui, state);
    stepper::fit(state, batch);
    stepper::ui(ui, theme, snapshot, state, batch);
    let stands = (state.walk, state.at);
    let has_moved = state.stood.replace(stands).is_some_and(|stood| stood != stands);
    let [example, layer, unit, term] = state.at;
    let sheet = Sheet { theme, snapshot, batch, example: &batch.examples[example], case, layer, unit, term };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        for (walk, words) in [
            (Walk::Forward, text!("Forward", "前向")),
            (Walk::Backward, text!("Backward", "反向")),
            (Walk::Update, text!("Update", "更新")),
        ] {
            if tab::ui(ui, theme, &theme.say(words), state.walk == walk).clicked() {
                (state.walk, state.chosen) = (walk, None);
            }
        }
    });
    ui.add_space(space::ONE);
    let whole = ui.available_rect_before_wrap();
    let rest = (whole.width() - BESIDE.0 - space::TWO).min(BESIDE.1);
    let middle = whole.left() + rest.max(FORMULAS * whole.width());
    let left = whole.with_max_x(middle - space::TWO);
    let right = whole.with_min_x(middle + space::TWO);
    let heights = [left, right].map(|rect| {
        column(ui, rect, |ui| {
            if rect == left {
                formula::ui(ui, &sheet, state);
                ui.add_space(space::TWO);
                let top = ui.cursor().top();
                match state.walk {
                    Walk::Forward => forward::terms(ui, &sheet, state),
                    Walk::Backward => backward::chain(ui, &sheet, state),
                    Walk::Update => update::ui(ui, &sheet, state),
                }
                // What is calculated now comes into sight by itself, with what comes of it.
                if has_moved {
                    ui.scroll_to_rect(ui.min_rect().with_min_y(top), None);
                }
            } else {
                drawing::ui(ui, &sheet, state);
                ui.add_space(space::ONE);
                backward::batch(ui, &sheet, state);
                ui.add_space(space::TWO);
                actions.extend(worked::parameter(ui, &sheet, state));
                ui.add_space(space::ONE);
                check::ui(ui, &sheet, state);
            }
        })
    });
    ui.allocate_space(vec2(whole.width(), heights[0].max(heights[1])));
    actions
}

/// A column; its height.
fn column(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui)) -> f32 {
    // A child takes no room of its own: both columns together take it once.
    let mut child = ui.new_child(UiBuilder::new().id_salt(rect.left() as i32).max_rect(rect));
    child.set_max_width(rect.width());
    contents(&mut child);
    child.min_rect().height()
}

/// The training rows of the batch that comes next.
fn rows(snapshot: &Snapshot) -> Vec<usize> {
    let count = snapshot.data.train.rows.len();
    let size = snapshot.experiment.training().batch_size.clamp(1, count.max(1));
    let first = snapshot.checkpoint.position.min(count.saturating_sub(1));
    let row = |place: usize| snapshot.checkpoint.order.get(place).map_or(place, |row| *row as usize);
    (first..(first + size).min(count)).take(MOST).map(row).collect()
}

/// Bold words of the size of text.
fn strong(theme: &Theme, words: impl Into<String>) -> egui::RichText {
    egui::RichText::new(words).font(bold(size::BODY)).color(theme.ink)
}
