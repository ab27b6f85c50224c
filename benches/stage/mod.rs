//! The whole window without a display, for the benches that draw it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use eframe::App as _;
use egui::{
    Context, Event, Key, Modifiers, RawInput, Rect,
    accesskit::{Action as AccessAction, ActionRequest, Node, NodeId, TreeUpdate},
    pos2, vec2,
};
use neurarium::app::{Look, Start, Window};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A window of 1600×1000 points.
pub struct Stage {
    pub window: Window,
    context: Context,
    frame: eframe::Frame,
    began: Instant,
    /// What a screen reader is told of the last frame, where one is asked for.
    told: Option<TreeUpdate>,
}

impl Stage {
    /// Opens the session at `path`.
    pub fn open(path: &Path) -> Self {
        Self::begin(Start::File(path.to_owned()))
    }

    /// Begins with `start`.
    pub fn begin(start: Start) -> Self {
        let context = Context::default();
        let window = Window::new(&context, start, Look::default()).at_full_speed();
        Self { context, window, frame: eframe::Frame::_new_kittest(), began: Instant::now(), told: None }
    }

    /// Frames until the worker's first snapshot is there; a window without one hears no keys.
    pub fn until_ready(&mut self) {
        while self.window.snapshot().is_none() {
            std::thread::sleep(Duration::from_millis(1));
            self.frame(Vec::new());
        }
    }

    /// One frame in milliseconds: logic, drawing and tessellation.
    pub fn frame(&mut self, events: Vec<Event>) -> f64 {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 1000.0));
        let time = Some(self.began.elapsed().as_secs_f64());
        let input = RawInput { screen_rect: Some(screen), time, events, ..RawInput::default() };
        let start = Instant::now();
        self.window.logic(&self.context, &mut self.frame);
        let mut output = self.context.run_ui(input, |ui| self.window.ui(ui, &mut self.frame));
        self.told = output.platform_output.accesskit_update.take();
        // Uploading them is the graphics card's work.
        output.textures_delta.clear();
        let meshes = self.context.tessellate(output.shapes, output.pixels_per_point);
        let took = start.elapsed();
        assert!(!meshes.is_empty() || self.window.snapshot().is_none(), "an empty frame measures nothing");
        1e3 * took.as_secs_f64()
    }

    /// Clicks what a screen reader calls `name`, in a frame of its own.
    #[allow(dead_code, reason = "not every bench clicks")]
    pub fn click(&mut self, name: &str) {
        self.context.enable_accesskit();
        self.frame(Vec::new());
        let told = self.told.take().unwrap_or_else(|| panic!("nobody is told of “{name}”"));
        let is_it =
            |(_, node): &&(NodeId, Node)| node.label() == Some(name) && node.supports_action(AccessAction::Click);
        let (target_node, _) = told.nodes.iter().find(is_it).unwrap_or_else(|| panic!("there is no “{name}”"));
        let (action, target_tree) = (AccessAction::Click, told.tree_id);
        let request = ActionRequest { action, target_tree, target_node: *target_node, data: None };
        self.frame(vec![Event::AccessKitActionRequest(request)]);
        self.context.disable_accesskit();
    }

    /// A frame in which Space is pressed.
    pub fn press_space(&mut self) {
        let modifiers = Modifiers::NONE;
        let key = |pressed| Event::Key { key: Key::Space, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![key(true), key(false)]);
    }
}
