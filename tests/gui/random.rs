//! A person who does anything at all: keys, clicks, drags, files, in any order, while the network learns. Whatever comes of
//! it, the window does not fail, and what Save writes can be opened.
//!
//! The test run takes ten thousand actions from one seed. For hours, with a new seed every ten thousand actions:
//!
//! ```text
//! NEURARIUM_MINUTES=120 cargo test --test gui random::for_as_long_as_asked -- --ignored --nocapture
//! ```
//!
//! `NEURARIUM_SEED` is the first seed; a failure names the seed and the action, and the same seed does the same actions
//! again (when the worker's snapshots come is left to the machine).

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Role, TouchPhase, pos2, vec2,
};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    app::{Look, Start, Window},
    experiment::{Experiment, HiddenLayer},
    session::Session,
    training::Trainer,
};

use crate::journey::{Journey, file};

const ACTIONS: usize = 10_000;

/// Numbers without a pattern (Steele et al. 2014, `SplitMix64`).
struct Dice(u64);

impl Dice {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.number() % end.max(1) as u64) as usize
    }

    fn share(&mut self) -> f32 {
        (self.number() >> 40) as f32 / (1_u64 << 24) as f32
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Who does it.
struct Monkey {
    dice: Dice,
    journey: Journey,
    size: egui::Vec2,
    at: Pos2,
    files: Vec<PathBuf>,
}

const KEYS: [Key; 34] = [
    Key::Space,
    Key::S,
    Key::E,
    Key::R,
    Key::N,
    Key::Comma,
    Key::Period,
    Key::Tab,
    Key::Tab,
    Key::Enter,
    Key::Escape,
    Key::Escape,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::Delete,
    Key::Backspace,
    Key::Plus,
    Key::Minus,
    Key::Num0,
    Key::Num1,
    Key::Num3,
    Key::Num8,
    Key::Questionmark,
    Key::F11,
    Key::F5,
    Key::B,
    Key::A,
    Key::Z,
];

const COMMANDS: [Key; 12] =
    [Key::Z, Key::Z, Key::Z, Key::Y, Key::Num1, Key::Num2, Key::Num3, Key::S, Key::O, Key::Q, Key::A, Key::V];

const TEXTS: [&str; 14] = [
    "0",
    "1",
    "7",
    "-3.5",
    "1e9",
    "0.000001",
    "nan",
    "inf",
    "1024",
    "x1*x2",
    "sin(x1",
    "ä深",
    ".",
    "99999999999999999999",
];

const SIZES: [(f32, f32); 6] =
    [(1440.0, 900.0), (1440.0, 900.0), (800.0, 600.0), (640.0, 480.0), (1099.0, 699.0), (2560.0, 1440.0)];

const ANSWERS: [&str; 7] = ["Discard for good", "Discard", "Cancel", "Cancel", "Close", "Done", "Replace"];

/// Beginnings of the names of what is pressed on purpose; what comes often stands here often.
const MEANT: [&str; 28] = [
    "Add a hidden layer",
    "Add a hidden layer",
    "Remove the last hidden layer",
    "Unit ",
    "Unit ",
    "Unit ",
    "Output",
    "Feature ",
    "Bias of ",
    "Give a unit to layer",
    "Take a unit from layer",
    "Layer ",
    "Train",
    "Pause",
    "Continue from here",
    "Now",
    "Try: ",
    "Take it back",
    "Return to the run",
    "Circle",
    "Blobs",
    "Wave",
    "Formula",
    "Paint points",
    "Zoom",
    "More settings",
    "Settings",
    "Test points",
];

fn name(node: &egui_kittest::Node<'_>) -> String {
    node.accesskit_node().label().unwrap_or_default()
}

impl Monkey {
    fn new(seed: u64) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("random-{seed}"));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(&folder).unwrap();
        let (size, look, given) = (vec2(1440.0, 900.0), Look::default(), folder);
        let journey = Journey::of(look, move |context| Window::new(context, Start::Opening, look).asking_itself(given));
        Self { dice: Dice(seed), journey, size, at: pos2(0.0, 0.0), files: files() }
    }

    fn event(&mut self, event: Event) {
        self.journey.0.event(event);
    }

    fn step(&mut self) {
        self.journey.0.step();
    }

    /// One action, in words.
    fn act(&mut self) -> String {
        // A question in front of everything is answered soon, or nothing else would be done for long.
        if self.dice.below(3) == 0 && self.is_asked() {
            return self.answer();
        }
        match self.dice.below(100) {
            0..=11 => self.key(),
            12..=24 => self.command(),
            25..=35 => self.click(),
            36..=41 => self.drag(),
            42..=45 => self.scroll(),
            46..=57 => self.press(),
            58..=83 => self.mean_something(),
            84..=91 => self.text(),
            92 => self.resize(),
            93 => self.drop_file(),
            _ => {
                (0..self.dice.below(4)).for_each(|_| self.step());
                "wait".into()
            }
        }
    }

    fn key(&mut self) -> String {
        let key = self.dice.of(&KEYS);
        let shift = self.dice.below(6) == 0;
        let modifiers = if shift { Modifiers::SHIFT } else { Modifiers::NONE };
        self.journey.0.key_press_modifiers(modifiers, key);
        self.step();
        format!("key {key:?}, shift {shift}")
    }

    fn command(&mut self) -> String {
        let key = self.dice.of(&COMMANDS);
        self.journey.0.key_press_modifiers(Modifiers::COMMAND, key);
        self.step();
        format!("Ctrl+{key:?}")
    }

    fn place(&mut self) -> Pos2 {
        pos2(self.dice.share() * self.size.x, self.dice.share() * self.size.y)
    }

    fn button(&mut self, button: PointerButton, pressed: bool) {
        let pos = self.at;
        self.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
    }

    fn move_to(&mut self, at: Pos2) {
        self.at = at;
        self.event(Event::PointerMoved(at));
    }

    fn click(&mut self) -> String {
        let at = self.place();
        let button = if self.dice.below(8) == 0 { PointerButton::Secondary } else { PointerButton::Primary };
        self.move_to(at);
        self.step();
        for _ in 0..=usize::from(self.dice.below(6) == 0) {
            self.button(button, true);
            self.button(button, false);
            self.step();
        }
        format!("{button:?} click at {at}")
    }

    fn drag(&mut self) -> String {
        let (from, to) = (self.place(), self.place());
        let near = self.dice.below(2) == 0;
        let to = if near { from + 0.1 * (to - from) } else { to };
        self.move_to(from);
        self.button(PointerButton::Primary, true);
        self.step();
        for share in [0.3, 1.0] {
            self.move_to(from + share * (to - from));
            self.step();
        }
        self.button(PointerButton::Primary, false);
        self.step();
        format!("drag from {from} to {to}")
    }

    fn scroll(&mut self) -> String {
        let at = self.place();
        let delta = vec2(0.0, 400.0 * (self.dice.share() - 0.5));
        let modifiers = if self.dice.below(4) == 0 { Modifiers::COMMAND } else { Modifiers::NONE };
        self.move_to(at);
        self.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers,
        });
        self.step();
        format!("scroll by {delta:?} at {at}")
    }

    /// Presses something by its name, as most clicks hit nothing.
    fn press(&mut self) -> String {
        let role =
            self.dice.of(&[Role::Button, Role::Button, Role::Button, Role::ComboBox, Role::CheckBox, Role::SpinButton]);
        let harness = &self.journey.0;
        let all: Vec<_> = harness.query_all_by_role(role).collect();
        if all.is_empty() {
            return format!("no {role:?}");
        }
        let node = all[self.dice.below(all.len())];
        let what = format!("press {role:?} “{}”", name(&node));
        node.click_accesskit();
        drop(all);
        self.step();
        what
    }

    /// Presses what changes much: layers, units, data, moments of the run.
    fn mean_something(&mut self) -> String {
        let wanted = self.dice.of(&MEANT);
        let harness = &self.journey.0;
        let named = |role| harness.query_all_by_role(role).filter(|node| name(node).starts_with(wanted));
        let all: Vec<_> = named(Role::Button).chain(named(Role::SpinButton)).chain(named(Role::CheckBox)).collect();
        if all.is_empty() {
            return format!("no “{wanted}”");
        }
        let node = all[self.dice.below(all.len())];
        let what = format!("press “{}”", name(&node));
        node.click_accesskit();
        drop(all);
        self.step();
        what
    }

    /// Whether a question stands in front of the window.
    fn is_asked(&self) -> bool {
        // The brushes have a “Done” as well.
        let shown = |name: &str| self.journey.0.query_all_by_role_and_label(Role::Button, name).next().is_some();
        ANSWERS.iter().any(|name| shown(name))
    }

    fn text(&mut self) -> String {
        let text = self.dice.of(&TEXTS);
        let leave = self.dice.below(2) == 0;
        if self.dice.below(2) == 0 {
            self.journey.0.key_press_modifiers(Modifiers::COMMAND, Key::A);
        }
        self.event(Event::Text(text.into()));
        self.step();
        if leave {
            self.journey.0.key_press(Key::Enter);
            self.step();
        }
        format!("type {text}, Enter {leave}")
    }

    fn resize(&mut self) -> String {
        let (x, y) = self.dice.of(&SIZES);
        self.size = vec2(x, y);
        self.journey.0.set_size(self.size);
        self.step();
        format!("resize to {x} × {y}")
    }

    fn drop_file(&mut self) -> String {
        let index = self.dice.below(self.files.len());
        let path = self.files[index].clone();
        self.journey.drop_file(&path);
        format!("drop {}", path.display())
    }

    /// Answers a question in front of the window, so that it is not in front for long.
    fn answer(&mut self) -> String {
        let name = self.dice.of(&ANSWERS);
        let found = self.journey.0.query_all_by_role_and_label(Role::Button, name).next();
        found.into_iter().for_each(|node| node.click_accesskit());
        self.step();
        format!("answer {name}")
    }

    /// Reads what Save would write, wherever the window stands.
    fn save(&self) {
        let text = self.journey.0.state().session().unwrap().to_text(SystemTime::now());
        let session = Session::from_bytes(text.as_bytes());
        let session = session.unwrap_or_else(|error| panic!("what Save would write does not open: {error}"));
        drop(session.trainer().unwrap_or_else(|error| panic!("what Save would write does not go on: {error}")));
    }
}

/// Sessions and tables to drop.
fn files() -> Vec<PathBuf> {
    let session = |name: &str, hidden: &[usize], classes: &str| {
        let mut experiment = Experiment::default();
        if !classes.is_empty() {
            neurarium::experiment::fields::set(&mut experiment, "data.set", classes).unwrap();
            neurarium::experiment::fields::set(&mut experiment, "rules", "modern").unwrap();
        }
        let like = experiment.network.hidden[0];
        experiment.network.hidden = hidden.iter().map(|&units| HiddenLayer { units, ..like }).collect();
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        (0..60).for_each(|_| trainer.step());
        let path = file(name, "");
        Session::new("", trainer.experiment().clone()).with_trainer(&trainer).save(&path).unwrap();
        path
    };
    vec![
        session("random-none.ron", &[], ""),
        session("random-deep.ron", &[9, 1, 3, 2, 2, 5, 1, 7], ""),
        session("random-blobs.ron", &[3], "blobs"),
        session("random-wave.ron", &[5, 4], "wave"),
        file("random-table.csv", include_str!("../data/table.csv")),
        file("random-broken.ron", "(format: \"neurarium session\", version: 2"),
    ]
}

/// So many actions from `seed`, or until `deadline`; a failure names the last ones.
fn act(seed: u64, actions: usize, deadline: Option<Instant>) {
    let mut done: Vec<String> = Vec::new();
    let mut monkey = Monkey::new(seed);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        for number in 0..actions {
            if deadline.is_some_and(|deadline| Instant::now() > deadline) {
                break;
            }
            done.push(format!("{number}: about to act"));
            let what = monkey.act();
            *done.last_mut().unwrap() = format!("{number}: {what}");
            if number % 500 == 499 {
                monkey.save();
            }
        }
    }));
    if let Err(panic) = outcome {
        let last = done[done.len().saturating_sub(30)..].join("\n");
        let said = panic.downcast_ref::<String>().map_or("", String::as_str);
        // A window that has failed is not to be asked anything more.
        std::mem::forget(monkey);
        panic!("seed {seed}, action {}: the window failed: {said}\n{last}", done.len() - 1);
    }
}

fn seed() -> u64 {
    std::env::var("NEURARIUM_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

#[test]
fn ten_thousand_actions_lose_nothing() {
    act(seed(), ACTIONS, None);
}

#[test]
#[allow(clippy::print_stdout, reason = "whoever waits for hours wants to know how far it is")]
#[ignore = "takes NEURARIUM_MINUTES minutes, ten when that is not set"]
fn for_as_long_as_asked() {
    let minutes = std::env::var("NEURARIUM_MINUTES").ok().and_then(|minutes| minutes.parse().ok()).unwrap_or(10);
    let deadline = Instant::now() + Duration::from_secs(60 * minutes);
    for seed in seed().. {
        if Instant::now() > deadline {
            break;
        }
        println!("seed {seed}");
        act(seed, ACTIONS, Some(deadline));
    }
}

#[test]
fn layers_taken_back_on_another_page_take_the_pinned_unit_with_them() {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Add a hidden layer");
    journey.press("Add a hidden layer");
    journey.until("four layers", |window| window.snapshot().unwrap().network.parameters.layers() == 5);
    (0..70).for_each(|_| journey.0.step());
    journey.press("Unit 1 of layer 4");
    journey.key(Modifiers::COMMAND, Key::Num3);
    for layers in [4, 3] {
        journey.key(Modifiers::COMMAND, Key::Z);
        (0..20).for_each(|_| journey.0.step());
        assert!(journey.snapshot().network.parameters.layers() <= layers + 1);
    }
    journey.until("two layers", |window| window.snapshot().unwrap().network.parameters.layers() == 3);
    (0..10).for_each(|_| journey.0.step());
}
