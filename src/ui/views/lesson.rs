//! A lesson beside the work: its text, questions, predictions and goals, a step at a time.

mod chart;
mod foot;
mod goal;
mod head;
mod prediction;
mod question;
mod recap;
mod sketch;
mod strip;

use std::collections::{BTreeMap, BTreeSet};

use egui::{Key, Rect, Ui};

pub use self::{chart::ui as chart, foot::ui as foot, head::ui as head, strip::ui as strip};
use crate::{
    data::Feature,
    language::{Text, exact},
    lessons::{Attempt, Block, Lesson, Moment, Reached, answered, attempt::Place, own::Known},
    session::{Answer, hand_in::Entry},
    text,
    ui::{
        Action, difference,
        kit::{
            Theme, focus, icon, markdown,
            pad::Pad,
            theme::{bold, space, text as size},
            verdict,
        },
        views::features,
    },
    worker::Snapshot,
};

/// A lesson being taken, as the window shows it.
#[derive(Debug)]
pub struct LessonViewState {
    /// How far the pupil is.
    pub attempt: Attempt,
    /// Where the lesson comes from.
    pub source: Known,
    /// Its course, its place there counted from 1, and how many lessons that has; nothing of one's own.
    pub place: Option<(Text, usize, usize)>,
    /// Whether the settings are shown in its place.
    pub shows_settings: bool,
    /// Whether the name that a start follows from is still to be asked for.
    pub asks_name: bool,
    /// What is being typed.
    typed: BTreeMap<Place, String>,
    /// What was said of a number that was calculated.
    verdicts: BTreeMap<Place, Text>,
    /// Questions and goals whose explanation was asked for before they were right or reached.
    explained: BTreeSet<Place>,
    /// When an item was shown first, or answered last.
    since: BTreeMap<Place, f64>,
    /// What is being drawn of a curve.
    pad: Pad,
    /// The border whose last line is the one that the arrows move.
    by_keys: Option<Place>,
    /// The sketch that was chosen to be drawn, of several of a step.
    drawn: Option<Place>,
    /// The sketch that shall take the keyboard, to be drawn with it.
    wants_keys: Option<Place>,
    /// Whether the curves of the run stand where the sketch would.
    pub shows_curves: bool,
    /// What stood in the step a moment ago: its number, and of each block what was said of it.
    stood: (usize, Vec<(Option<bool>, bool)>),
    /// Whether a step was just come to, and its first words have to be in sight.
    pub is_new: bool,
    /// Whether nothing had the keyboard when the keys of this frame were pressed.
    pub keys_are_free: bool,
    /// The epoch at which the run has paused by itself, since the step asks no more.
    pub ended: Option<u64>,
}

impl LessonViewState {
    /// The lesson from where `attempt` is.
    #[must_use]
    pub fn new(attempt: Attempt, source: Known, place: Option<(Text, usize, usize)>) -> Self {
        let asks_name = attempt.lesson().seeds_from_name && attempt.hand_in().name.is_empty();
        Self {
            attempt,
            asks_name,
            source,
            place,
            shows_settings: false,
            typed: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            explained: BTreeSet::new(),
            since: BTreeMap::new(),
            pad: Pad::default(),
            by_keys: None,
            drawn: None,
            wants_keys: None,
            shows_curves: false,
            stood: (0, Vec::new()),
            is_new: true,
            keys_are_free: false,
            ended: None,
        }
    }

    /// Keeps an answer, with the time since the last one.
    fn answer(&mut self, ui: &Ui, place: Place, answer: Answer) {
        let seconds = self.seconds(ui, place);
        self.attempt.answer(place, answer, seconds);
    }

    fn seconds(&mut self, ui: &Ui, place: Place) -> f64 {
        let now = ui.input(|input| input.time);
        now - self.since.insert(place, now).unwrap_or(now)
    }

    /// Whether what explains a question or goal may be read: once it is right or reached, or when it is asked for.
    fn explains(&self, place: Place) -> bool {
        self.attempt.is_right(place) == Some(true) || self.explained.contains(&place)
    }

    fn entry(&self, place: Place) -> Option<&Entry> {
        self.attempt.hand_in().entry(place.0, place.1)
    }

    fn given(&self, place: Place) -> Option<&Answer> {
        self.entry(place).map(|entry| &entry.answer)
    }
}

/// The moment that goals and predictions are held against.
#[must_use]
pub fn moment(snapshot: &Snapshot) -> Moment<'_> {
    Moment {
        probe: snapshot.probe(),
        metrics: snapshot.metrics,
        history: &snapshot.history,
        epoch: snapshot.epoch,
        is_whole: snapshot.checkpoint.position == 0,
        status: &snapshot.status,
    }
}

/// Shows the current step.
pub fn step(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LessonViewState) -> Vec<Action> {
    let mut actions = Vec::new();
    let number = state.attempt.step();
    let Some(step) = state.attempt.lesson().steps.get(number - 1).cloned() else { return actions };
    let now = ui.input(|input| input.time);
    let others = focus::count(ui);
    let mut item = 0;
    let stood = std::mem::take(&mut state.stood);
    let (mut stands, mut is_news) = (Vec::new(), None::<Rect>);
    for (index, block) in step.blocks.iter().enumerate() {
        if let Some(asked) = step.explained_at(index)
            && !state.explains((number, asked))
        {
            let goal = step.items(number).find_map(|item| match item.block {
                Block::Goal(goal) if item.item == asked => Some(goal),
                _ => None,
            });
            let is_goal = goal.is_some();
            if let Some(goal) = goal {
                // Where not every start comes there, those that do not are as much of the lesson.
                let is_missed = goal.starts.0 < goal.starts.1 && goal.reached(&moment(snapshot)) == Reached::Missed;
                let words = if is_missed {
                    text!(
                        "Not reached in this run; what it means can be read all the same.",
                        "本次训练未达到；也可以直接阅读说明。"
                    )
                } else {
                    text!("What it means follows when the goal is reached.", "达成目标后显示说明。")
                };
                ui.label(theme.caption(theme.say(words)));
            }
            if !is_goal && state.given((number, asked)).is_none() {
                ui.label(theme.caption(theme.say(text!("Answer to read on.", "回答后可继续阅读。"))));
            } else if ui.link(theme.say(text!("Read on all the same", "直接继续阅读"))).clicked() {
                state.explained.insert((number, asked));
            }
            break;
        }
        item += usize::from(block.is_item());
        let place = (number, item);
        if block.is_item() {
            state.since.entry(place).or_insert(now);
        }
        let shown = ui.push_id((number, item, std::mem::discriminant(block)), |ui| match block {
            Block::Text(text) => markdown::ui(ui, theme, text),
            Block::Question(question) => question::ui(ui, theme, state, place, question),
            Block::Prediction(prediction) => prediction::ui(ui, theme, snapshot, state, place, prediction),
            Block::Set(_) => {
                let button = ui.button(theme.say(text!("Restart this step", "重新开始这一步")));
                if button
                    .on_hover_ui(|ui| drop(ui.label(theme.say(begins_with(state.attempt.lesson(), number)))))
                    .clicked()
                {
                    actions.push(Action::LessonAgain);
                }
            }
            Block::Goal(goal) => goal::ui(ui, theme, snapshot, state, place, goal),
            Block::Check(_) => check(ui, theme, snapshot, state, place, block),
        });
        let said =
            if block.is_item() { (state.attempt.is_right(place), state.attempt.is_told(place)) } else { (None, false) };
        if stood.0 == number && stood.1.get(index) != Some(&said) {
            let rect = shown.response.rect;
            is_news = Some(is_news.map_or(rect, |news| news.union(rect)));
        }
        stands.push(said);
        ui.add_space(space::HALF);
    }
    state.stood = (number, stands);
    // A class, or who answers by keys, does not scroll: what is told now comes into sight by itself.
    if let Some(news) = is_news {
        ui.scroll_to_rect(news.expand(space::ONE), None);
    }
    if let Some(epoch) = state.ended {
        let words = if state.attempt.end(epoch).is_some() {
            text!(
                "Paused at epoch {epoch}, of which a goal asks. Train goes on.",
                "已在第 {epoch} 轮暂停：有目标要看这一轮。按“训练”继续。"
            )
        } else {
            text!(
                "Paused at epoch {epoch}: this step asks no more. Train goes on from here.",
                "已在第 {epoch} 轮暂停：本步只问到这里。按“训练”可以继续。"
            )
        };
        ui.label(theme.caption(theme.say(words)));
    }
    recap::ui(ui, theme, state);
    // The first thing to answer is one Tab away, and not behind the bar above and the head of the lesson.
    if state.keys_are_free && ui.input(|input| input.key_pressed(Key::Tab) && !input.modifiers.shift) {
        focus::take(ui, others);
    }
    state.is_new = false;
    actions
}

/// A number that the learner calculates.
fn check(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut LessonViewState, place: Place, block: &Block) {
    let asked = answered::question(block, theme.language);
    let label = ui.label(strong(theme, theme.say(text!("Calculate: {asked}", "请计算：{asked}"))));
    if let Block::Check(check) = block {
        given(ui, theme, snapshot, check.row);
    }
    let (mut entered, mut id) = (false, None);
    ui.horizontal(|ui| {
        let typed = state.typed.entry(place).or_default();
        let field = ui.add(egui::TextEdit::singleline(typed).desired_width(120.0).char_limit(40));
        let field = field.labelled_by(label.id);
        id = Some(field.id);
        if field.changed() {
            state.verdicts.remove(&place);
        }
        entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        entered |= ui.button(theme.say(text!("Check", "检查"))).clicked();
    });
    if entered {
        let (typed, seconds) = (state.typed.get(&place).cloned().unwrap_or_default(), state.seconds(ui, place));
        let verdict = state.attempt.check(place, &typed, &snapshot.probe(), seconds);
        let none = || text!("The network has no such number now", "网络现在没有这个数");
        state.verdicts.insert(place, verdict.map_or_else(none, |verdict| verdict.text()));
        // A wrong number is typed again, and no letter of it is a shortcut.
        if state.attempt.is_right(place) != Some(true) {
            id.into_iter().for_each(|id| ui.memory_mut(|memory| memory.request_focus(id)));
        }
    }
    if let Some(verdict) = state.verdicts.get(&place).cloned() {
        let is_right = state.attempt.is_right(place);
        verdict_line(ui, theme, is_right, &begun(&theme.say(verdict.stopped())));
    }
}

/// What a step begins with that is not as in the step before.
fn begins_with(lesson: &Lesson, step: usize) -> Text {
    let (Ok(now), Ok(before)) = (lesson.experiment(step), lesson.experiment(step.saturating_sub(1))) else {
        return Text::same("");
    };
    let changed = difference::words(&now, &before);
    let (english, chinese) = changed.both();
    text!("Begins with {english}", "起始设置：{chinese}")
}

/// What the network reads of the row that is calculated with, when that is few numbers.
fn given(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, row: usize) {
    const MOST: usize = 6;
    let (part, features) = (&snapshot.data.train, &snapshot.experiment.data.features);
    let is_there = (1..=part.rows.len()).contains(&row) && features.len() <= MOST;
    if !is_there || part.inputs.ncols() != features.len() {
        return;
    }
    let read =
        |(feature, value): (&Feature, &f32)| format!("{} = {}", features::name(*feature, snapshot), short(*value));
    let inputs: Vec<String> = features.iter().zip(part.inputs.row(row - 1)).map(read).collect();
    ui.label(theme.caption(inputs.join(", ")));
}

/// A number as somebody would write it: 0 and not 0.000000, where few digits say all of it.
fn short(value: f32) -> String {
    const MOST: usize = 6;
    let all = value.to_string();
    if all.len() <= MOST { all.replace('-', "−") } else { exact(f64::from(value)) }
}

/// The same with a capital letter first.
fn begun(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Bold words of the size of text.
fn strong(theme: &Theme, words: impl Into<String>) -> egui::RichText {
    egui::RichText::new(words).font(bold(size::BODY)).color(theme.ink)
}

/// Whether something is right, in words, with a sign before them that needs no colour.
fn verdict_line(ui: &mut Ui, theme: &Theme, is_right: Option<bool>, words: &str) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::HALF;
        verdict::sign(ui, theme, is_right);
        ui.vertical(|ui| ui.label(egui::RichText::new(words).color(theme.ink)));
    });
}

/// A lock, and why an answer stays, or that there is none.
fn fixed_line(ui: &mut Ui, theme: &Theme, given: Option<&Answer>) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(size::BODY), egui::Sense::hover());
        icon::paint(ui.painter(), icon::Icon::Locked, rect, theme.muted);
        let words = match given {
            None | Some(Answer::Skipped) => text!("Skipped: the run has begun.", "未作答：训练已经开始。"),
            Some(_) => text!("Made before the run; it stays.", "训练前已作答，不再更改。"),
        };
        ui.label(theme.caption(theme.say(words)));
    });
}
