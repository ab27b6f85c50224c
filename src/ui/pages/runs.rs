//! The runs of the window side by side: their differences and results, and resuming each.

mod actions;
mod order;

use egui::{
    Align, Align2, Button, FontId, Label, Layout, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2,
};

use self::order::{By, Other, Sorted, loss};
use crate::{
    data::Split,
    export::table,
    language::{Text, compact, grouped},
    measure::Metrics,
    text,
    ui::{
        Action, Page, Runs, difference,
        kit::{
            Theme, heading,
            line::{self, Look},
            theme::{bold, space, text},
        },
        naming::inline,
        page::{Csv, Scene},
        runs::{Left, Pinned},
    },
    worker::Snapshot,
};

/// Height of a row.
const ROW: f32 = 44.0;
/// Where the difference in words begins, behind the line and the letter of a run.
const WORDS: f32 = 64.0;
/// Width of a column of numbers.
const NUMBER: f32 = 64.0;
/// Regions narrower than this have the numbers below the words.
const NARROW: f32 = 540.0;
/// Height of the numbers there.
const BELOW: f32 = 32.0;
/// Width of what can be done with a run.
const ACTIONS: f32 = 4.0 * space::TARGET + 3.0 * space::ONE;

/// The runs in rows.
#[derive(Debug, Default)]
pub struct RunsPage {
    /// By what they are sorted, if not as they came, and whether the largest comes first.
    sorted: Sorted,
}

impl Page for RunsPage {
    fn name(&self) -> Text {
        Text::fixed("Runs", "训练对比")
    }

    fn shortcut(&self) -> Text {
        Text::fixed("Show the runs", "显示训练对比")
    }

    fn about(&self) -> Text {
        text!(
            "The run at hand, pinned runs and runs that were left, with what differs between them. Pin a run with P to keep its curve and boundary in sight; return to any of them.",
            "当前训练、固定的训练和离开过的训练，以及它们的差别。按 P 固定一次训练，其曲线和边界会一直可见；可以回到其中任何一次。"
        )
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        let (theme, snapshot, runs) = (scene.theme, scene.snapshot, scene.runs);
        let mut actions = Vec::new();
        ui.add_space(space::ONE);
        head(ui, theme, snapshot, runs, (&mut self.sorted, &mut actions));
        ScrollArea::vertical().id_salt("runs").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let validation = any_validation(snapshot, runs);
            Row::at_hand(theme, snapshot).show(ui, theme, (true, validation), |_, _| ());
            for other in order::others(runs, self.sorted) {
                let row = match other {
                    Other::Pinned(pinned) => Row::pinned(theme, snapshot, pinned),
                    Other::Left(left) => Row::left(theme, snapshot, left),
                };
                row.show(ui, theme, (false, validation), |ui, theme| match other {
                    Other::Pinned(pinned) => actions::pinned(ui, theme, pinned, &mut actions),
                    Other::Left(left) => actions::left(ui, theme, left, &mut actions),
                });
            }
            if runs.all().is_empty() {
                ui.add_space(space::TWO);
                let words = text!(
                    "Pin a run and change one thing: its curve stays in the plot below the map, and its boundary on the map, \
                     so that the two can be compared.",
                    "固定一次训练，再改动一处：它的曲线会留在决策图下方的图中，边界会留在决策图上，便于两相比较。"
                );
                ui.label(RichText::new(theme.say(words)).color(theme.muted));
            }
        });
        actions
    }

    fn csv(&self) -> Csv {
        Csv {
            words: Text::fixed("Save runs as CSV…", "训练对比另存为 CSV…"),
            file_name: "runs",
            table: |snapshot, runs| {
                let validation = any_validation(snapshot, runs).then_some(("validation_loss", Split::Validation));
                let parts = [("train_loss", Split::Train), ("test_loss", Split::Test)].into_iter().chain(validation);
                let (names, parts): (Vec<_>, Vec<_>) = parts.unzip();
                let heads: Vec<_> =
                    ["run", "difference", "epochs"].into_iter().chain(names).map(String::from).collect();
                let row = |name: String, words: Text, epochs: u64, metrics: Option<Metrics>| {
                    let loss = |split: &Split| loss(metrics, *split).map(|loss| loss.to_string()).unwrap_or_default();
                    let losses = parts.iter().map(loss);
                    [name, words.to_string(), epochs.to_string()].into_iter().chain(losses).collect()
                };
                let now = row("now".into(), Text::same(""), snapshot.epoch, Some(snapshot.metrics));
                let pinned = runs.all().iter().map(|pinned| {
                    let words = difference::words(pinned.run.experiment(), &snapshot.newest_experiment);
                    row(pinned.title(), words, pinned.run.epochs(), pinned.run.metrics().copied())
                });
                let left = runs.left().iter().map(|left| {
                    let words = difference::words(left.run.experiment(), &snapshot.newest_experiment);
                    let name = if left.mark.name.is_empty() { left.number.to_string() } else { left.mark.name.clone() };
                    row(name, words, left.run.epochs(), left.run.metrics().copied())
                });
                table::of(&heads, [now].into_iter().chain(pinned).chain(left))
            },
        }
    }
}

/// Whether one of the runs has validation rows.
fn any_validation(snapshot: &Snapshot, runs: &Runs) -> bool {
    let pinned = runs.all().iter().map(|pinned| pinned.run.metrics().copied());
    let left = runs.left().iter().map(|left| left.run.metrics().copied());
    let mut all = pinned.chain(left).chain([Some(snapshot.metrics)]).flatten();
    all.any(|metrics| metrics.validation.is_some())
}

/// The button that pins, and the headings of the columns; a click on one sorts by it, and another the other way round.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    runs: &Runs,
    (sorted, actions): (&mut Sorted, &mut Vec<Action>),
) {
    let wide = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(wide, space::HEADING), Sense::hover());
    let mut row = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    let rect = if wide < NARROW { ui.allocate_exact_size(vec2(wide, space::HEADING), Sense::hover()).0 } else { rect };
    let may_pin = runs.has_room() && !runs.has(snapshot);
    let pin = Button::new(theme.say(text!("Pin this run", "固定本次训练"))).min_size(vec2(0.0, space::TARGET));
    let hint = theme.say(text!(
        "Keep the run as it is now in sight, beside whatever comes next (P).",
        "让这次训练以现在的样子留在视野里，与之后的训练对照（P）。"
    ));
    if row.add_enabled(may_pin, pin).on_hover_text(hint).clicked() {
        actions.push(Action::Pin);
    }
    let places = Columns::of(rect, any_validation(snapshot, runs));
    let losses = places.losses().map(|(at, split)| match split {
        Split::Train => (at, By::Loss(split), text!("train loss", "训练损失")),
        Split::Validation => (at, By::Loss(split), text!("validation", "验证损失")),
        Split::Test => (at, By::Loss(split), text!("test loss", "测试损失")),
    });
    for (at, by, name) in losses.chain([(places.epochs, By::Epochs, text!("epochs", "轮数"))]) {
        let place = Rect::from_min_max(pos2(at - NUMBER, rect.bottom() - space::TARGET), pos2(at, rect.bottom()));
        let now = sorted.filter(|(now, _)| *now == by).map(|(_, reversed)| reversed);
        if heading::ui(ui, theme, place, &theme.say(name), now) {
            // The third click brings back the order in which they came.
            *sorted = match now {
                None => Some((by, false)),
                Some(false) => Some((by, true)),
                Some(true) => None,
            };
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), (space::LINE, theme.rule));
}

/// The columns of numbers: the loss of each part, and the epochs.
#[derive(Clone, Copy)]
struct Columns {
    losses: &'static [Split],
    /// The right end of the last one.
    epochs: f32,
}

impl Columns {
    fn of(row: Rect, validation: bool) -> Self {
        let losses: &[Split] =
            if validation { &[Split::Train, Split::Validation, Split::Test] } else { &[Split::Train, Split::Test] };
        Self { losses, epochs: row.right() - ACTIONS - 2.0 * space::TWO }
    }

    /// The left end of the first one.
    const fn left(self) -> f32 {
        self.epochs - (self.losses.len() + 1) as f32 * NUMBER
    }

    /// The right end of each loss's.
    fn losses(self) -> impl Iterator<Item = (f32, Split)> {
        (1..).map(move |place| self.left() + place as f32 * NUMBER).zip(self.losses.iter().copied())
    }
}

/// One run, in words and numbers.
struct Row {
    /// Letter or number, look of its line, and how strongly it is drawn; `None` for the current run, whose line is ink.
    line: Option<(String, Option<Look>, f32)>,
    /// What a person called it.
    name: String,
    words: String,
    below: String,
    metrics: Option<Metrics>,
    epochs: u64,
}

impl Row {
    fn at_hand(theme: &Theme, snapshot: &Snapshot) -> Self {
        Self {
            line: None,
            name: String::new(),
            words: theme.say(text!("This run", "当前训练")).into_owned(),
            below: summary(theme, snapshot),
            metrics: Some(snapshot.metrics),
            epochs: snapshot.epoch,
        }
    }

    fn pinned(theme: &Theme, snapshot: &Snapshot, pinned: &Pinned) -> Self {
        let strength = if pinned.shown { 1.0 } else { 0.45 };
        Self {
            line: Some((pinned.letter.to_string(), Some(pinned.look()), strength)),
            name: pinned.mark.name.clone(),
            words: theme.say(difference::words(pinned.run.experiment(), &snapshot.newest_experiment)).into_owned(),
            below: String::new(),
            metrics: pinned.run.metrics().copied(),
            epochs: pinned.run.epochs(),
        }
    }

    fn left(theme: &Theme, snapshot: &Snapshot, left: &Left) -> Self {
        let words = difference::words(left.run.experiment(), &snapshot.newest_experiment);
        Self {
            line: Some((String::new(), left.mark.colour.map(|_| left.look()), 1.0)),
            name: left.mark.name.clone(),
            words: theme.say(words).into_owned(),
            below: String::new(),
            metrics: left.run.metrics().copied(),
            epochs: left.run.epochs(),
        }
    }

    /// Shows it, with its actions at its right end: whether it is the current run, and among runs of which one
    /// has validation rows.
    fn show(
        &self,
        ui: &mut Ui,
        theme: &Theme,
        (at_hand, validation): (bool, bool),
        actions: impl FnOnce(&mut Ui, &Theme),
    ) {
        let narrow = ui.available_width() < NARROW;
        let height = if narrow { ROW + BELOW } else { ROW };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let numbers = if narrow { rect.with_min_y(rect.bottom() - BELOW) } else { rect };
        if at_hand {
            ui.painter().rect_filled(rect, space::ROUND, theme.surface.lerp_to_gamma(theme.accent, 0.1));
        }
        self.mark(ui, theme, rect);
        let (places, middle) = (Columns::of(rect, validation), Layout::left_to_right(Align::Center));
        let end = if narrow { pos2(rect.right(), numbers.top()) } else { pos2(places.left(), rect.bottom()) };
        let words = Rect::from_min_max(rect.min + vec2(WORDS, 3.0), end);
        if at_hand {
            let mut child = ui.new_child(UiBuilder::new().max_rect(words).layout(Layout::top_down(Align::Min)));
            child.spacing_mut().item_spacing.y = 0.0;
            child.add(Label::new(RichText::new(&self.words).font(bold(text::BODY)).color(theme.ink)).truncate());
            child.add(Label::new(theme.caption(&self.below)).truncate());
        } else {
            let words = words.with_min_y(rect.top());
            self.difference(&mut ui.new_child(UiBuilder::new().max_rect(words).layout(middle)), theme);
        }
        let losses = places.losses();
        let losses = losses.map(|(at, split)| (at, loss(self.metrics, split).map_or_else(|| "–".to_owned(), compact)));
        for (right, number) in losses.chain([(places.epochs, grouped(self.epochs))]) {
            let place = numbers.with_min_x(right - NUMBER).with_max_x(right);
            let layout = Layout::right_to_left(Align::Center);
            ui.new_child(UiBuilder::new().max_rect(place).layout(layout)).label(number);
        }
        let place = numbers.with_min_x(numbers.right() - ACTIONS - space::ONE);
        let id = ("run", self.line.as_ref().map(|line| line.0.clone()));
        let mut child = ui.new_child(UiBuilder::new().id_salt(id).max_rect(place).layout(middle));
        child.spacing_mut().item_spacing.x = space::ONE;
        actions(&mut child, theme);
    }

    /// How it differs, in as many words as two lines hold; the pointer shows all of them.
    fn difference(&self, ui: &mut Ui, theme: &Theme) {
        let font = FontId::proportional(text::BODY);
        let mut job = egui::text::LayoutJob::default();
        job.wrap.max_width = ui.available_width();
        if !self.name.is_empty() {
            job.append(&self.name, 0.0, egui::TextFormat::simple(bold(text::BODY), theme.ink));
        }
        let gap = if self.name.is_empty() { 0.0 } else { space::ONE };
        job.append(&self.words, gap, egui::TextFormat::simple(font, theme.ink));
        job.wrap.max_rows = 2;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let elided = galley.elided;
        let response = ui.add(Label::new(galley));
        if elided {
            response.on_hover_text(&self.words);
        }
    }

    /// Its line as it is drawn in the plot and on the map, and its letter.
    fn mark(&self, ui: &Ui, theme: &Theme, rect: Rect) {
        let from = rect.left_center() + vec2(space::ONE, 0.0);
        let to = from + vec2(28.0, 0.0);
        let Some((letter, look, strength)) = &self.line else {
            ui.painter().line_segment([from, to], (2.0, theme.ink));
            return;
        };
        let Some(look) = look else { return };
        if *strength >= 1.0 {
            line::paint(ui.painter(), theme, *look, vec![from, to], false);
        }
        let color = line::color(theme, *look).gamma_multiply(*strength);
        ui.painter().text(to + vec2(10.0, 0.0), Align2::LEFT_CENTER, letter, bold(text::BODY), color);
    }
}

/// The current run in a few words.
fn summary(theme: &Theme, snapshot: &Snapshot) -> String {
    let sizes = snapshot.network.parameters.sizes();
    let sizes = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    let activation = snapshot.network.activations.first().map_or_else(|| Text::same(""), inline);
    let (activation, activation_zh) = activation.both();
    let rate = snapshot.experiment.training().learning_rate;
    theme
        .say(text!("{sizes}, {activation}, learning rate {rate}", "{sizes}，{activation_zh}，学习率 {rate}"))
        .into_owned()
}
