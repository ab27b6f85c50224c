//! A window to walk through: what a person sees, presses and waits for.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, Role};
use egui_kittest::{Harness, Node, kittest::Queryable};
use neurarium::{
    app::{Look, Start, Window},
    session::Folders,
    worker::Snapshot,
};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// An open window.
pub struct Journey(pub Harness<'static, Window>);

impl Journey {
    /// Opens a window and waits for its first picture.
    pub fn begin(start: Start) -> Self {
        Self::of_size(start, Look::default().size)
    }

    /// Opens a window of this size and waits for its first picture.
    pub fn of_size(start: Start, size: egui::Vec2) -> Self {
        let look = Look { theme: Some(egui::ThemePreference::Light), size, ..Look::default() };
        Self::of(look, move |context| Window::new(context, start, look))
    }

    /// Opens a window that keeps unsaved work in `folders`; the others keep nothing.
    pub fn keeping(start: Start, folders: Folders) -> Self {
        let look = Look { theme: Some(egui::ThemePreference::Light), ..Look::default() };
        Self::of(look, move |context| Window::new(context, start, look).keeping_in(&folders))
    }

    /// Opens a window as a person has it, which begins slowly; the others train as fast as it goes.
    pub fn at_usual_speed() -> Self {
        let look = Look { theme: Some(egui::ThemePreference::Light), ..Look::default() };
        Self::as_it_is(look, move |context| Window::new(context, Start::Opening, look))
    }

    /// Opens the window that `open` makes and waits for its first picture.
    pub fn of(look: Look, open: impl FnOnce(&egui::Context) -> Window) -> Self {
        Self::as_it_is(look, |context| open(context).at_full_speed())
    }

    fn as_it_is(look: Look, open: impl FnOnce(&egui::Context) -> Window) -> Self {
        let harness = Harness::builder().with_size(look.size).build_eframe(|context| open(&context.egui_ctx));
        let mut journey = Self(harness);
        journey.until("the first snapshot", |window| window.snapshot().is_some());
        journey.0.step();
        journey
    }

    /// Steps until `reached`, and fails when that takes too long; nothing waits for a fixed time.
    pub fn until(&mut self, what: &str, reached: impl Fn(&Window) -> bool) {
        let start = Instant::now();
        while !reached(self.0.state()) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            self.0.step();
            std::thread::yield_now();
        }
    }

    /// Steps until something of this role and name is shown.
    pub fn until_shown(&mut self, role: Role, name: &str) {
        let start = Instant::now();
        while self.0.query_by_role_and_label(role, name).is_none() {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {role:?} “{name}”");
            self.0.step();
            std::thread::yield_now();
        }
    }

    /// Types `path` into the dialog that asks for it by `question`, and presses the `button` that takes it.
    pub fn type_path(&mut self, question: &str, path: &str, button: &str) {
        self.until_shown(Role::Label, question);
        self.0.step();
        self.0.event(egui::Event::Text(path.to_owned()));
        self.0.step();
        self.press(button);
        self.until_gone(Role::Label, question);
    }

    /// Steps until nothing of this role and name is shown any more.
    pub fn until_gone(&mut self, role: Role, name: &str) {
        let start = Instant::now();
        while self.0.query_by_role_and_label(role, name).is_some() {
            assert!(start.elapsed() < PATIENCE, "{role:?} “{name}” stays");
            self.0.step();
            std::thread::yield_now();
        }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(self.0.state().snapshot().expect("a window that has begun has a snapshot"))
    }

    pub fn find<'a>(&'a self, role: Role, name: &'a str) -> Node<'a> {
        self.0.get_by_role_and_label(role, name)
    }

    /// Presses the button of this name, wherever its region is scrolled to.
    pub fn press(&mut self, name: &str) {
        self.find(Role::Button, name).click_accesskit();
        self.0.step();
        self.0.step();
    }

    /// Opens the list of this name and chooses from it.
    pub fn choose(&mut self, list: &str, entry: &str) {
        self.find(Role::ComboBox, list).click_accesskit();
        self.0.step();
        self.until_shown(Role::Button, entry);
        self.press(entry);
        assert!(!egui::Popup::is_any_open(&self.0.ctx), "{list} stays open");
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.step();
        self.0.step();
    }

    /// Drops a file on the window with the next frame.
    pub fn drop_later(&mut self, path: &Path) {
        self.0.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        self.drop_later(path);
        self.0.step();
        self.0.step();
    }

    /// Types `text` and the key that ends it so fast that one frame gets all of it.
    pub fn type_at_once(&mut self, text: &str, end: Key) {
        let key = |key| egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let letter = |c: char| Key::from_name(&c.to_uppercase().to_string()).map(key);
        let typed = text.chars().flat_map(|c| letter(c).into_iter().chain([egui::Event::Text(c.into())]));
        self.0.input_mut().events.extend(typed.chain([key(end)]));
        self.0.step();
    }

    /// Waits for a while in which nothing shall happen.
    pub fn idle(&mut self) {
        for _ in 0..40 {
            std::thread::sleep(Duration::from_millis(5));
            self.0.step();
        }
    }

    /// Trains for a few epochs and pauses.
    pub fn train(&mut self) {
        self.press("Train");
        self.until("training", |window| window.snapshot().is_some_and(|now| now.running && now.epoch > 3));
        self.0.step();
        self.press("Pause");
        self.until("the pause", |window| window.snapshot().is_some_and(|now| !now.running));
    }
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// A file of this name that no other test has, with this text in it.
pub fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path
}
