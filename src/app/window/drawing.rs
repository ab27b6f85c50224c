//! Drawing the window: every region, from the latest snapshot and the draft.

use egui::Ui;

use super::{Draft, Window};
use crate::{
    lessons::{
        Locks,
        preset::{PRESETS, Preset},
    },
    text,
    ui::{
        Action, Region,
        kit::{Theme, explained, theme},
        naming,
        page::Scene,
        pages::tabs,
        panels::{
            self,
            fields::{Fields, Said},
        },
        shell::{
            dialog::{self, Dialog},
            layout::{self, Layout},
            menu, rail, shortcut,
            top_bar::{self, Heading},
        },
        views::{self, export_menu},
    },
    worker::{Snapshot, label_counts::LabelCounts, one_point::OnePoint},
};

impl Window {
    /// Draws every region from the latest snapshot; returns the requested actions.
    pub(super) fn draw(&mut self, ui: &mut Ui) -> Vec<Action> {
        let Some(snapshot) = self.snapshot.clone() else { return Vec::new() };
        let theme = Theme::of(ui.ctx());
        let places = Layout::of(ui.available_size()).beside_lesson(self.lesson.is_some());
        let typing = ui.text_edit_focused() || self.dialog.is_some();
        let ends = self.presenter.hear(ui, &theme, typing, self.preferences.single_keys);
        let locks = self.lesson.as_ref().map(|lesson| lesson.view.attempt.locks().clone());
        self.pages.keep_to(locks.as_ref());
        // Before anything is drawn, since what is pointed at on one page is shown on others.
        self.gaze.fit(&snapshot);
        self.pages.fit(&snapshot);
        let width = ui.available_width();
        let has_rail = rail::has_row(&snapshot, &self.pages, width);
        let heading = Heading {
            title: &self.document.title,
            saved: self.document.path.is_some(),
            changed: self.changed(),
            busy: self.busy(&theme),
            speed: self.speed,
            settings: (places.drawer, self.shows_settings(places)),
            presets: &presets(),
            preferences: self.preferences,
            recent: self.recent.files(),
            rail: (!has_rail).then_some(&self.pages),
            pages: &self.pages,
            locked: self.pages.is_locked(),
        };
        let mut actions = layout::top(ui, &theme, places, |ui| top_bar::ui(ui, &theme, &snapshot, heading));
        if has_rail {
            actions.extend(layout::rail(ui, &theme, places, |ui| rail::ui(ui, &theme, &snapshot, &self.pages)));
        }
        let proposals = self.lesson.as_ref().map(|lesson| lesson.view.attempt.locks_of_proposals());
        let next = self.pages.next(&snapshot);
        // A lesson is not left for a run of something else in one click.
        let number = self.document.number;
        let mut left = self.runs.left().iter().rev();
        let left = left.find(|left| self.lesson.is_none() || left.document.0 == number);
        let (state, doctor) = ((&*self.draft.problems, left, proposals.as_ref(), next), &mut self.doctor);
        actions.extend(layout::bottom(ui, &theme, places, |ui| {
            if hides(ui, &theme, locks.as_ref(), "view.doctor") {
                return Vec::new();
            }
            views::doctor::ui(ui, &theme, &snapshot, state, doctor)
        }));
        let time = &mut self.time;
        actions.extend(layout::time(ui, &theme, places, |ui| {
            if hides(ui, &theme, locks.as_ref(), "view.time") {
                return Default::default();
            }
            views::time::ui(ui, &theme, &snapshot, time)
        }));
        if self.pages.is_alone() {
            self.gaze.hovered = None;
            let least = self.pages.least_width();
            layout::alone(ui, &theme, places, least, |ui| actions.extend(self.draw_page(ui, &theme, &snapshot)));
        } else {
            self.draw_regions(ui, &theme, places, &snapshot, &mut actions);
        }
        self.notices.ui(ui.ctx(), &theme, places.below() + theme::space::ONE);
        let asked = match &self.dialog {
            Some(Dialog::Path(asked)) => asked.purpose.saves(),
            Some(Dialog::Replace { then, .. }) => matches!(then, Action::SaveTo(_)),
            _ => false,
        };
        // The key that answers a dialog may arrive with others, which were meant for it too.
        let was_answering = self.dialog.is_some();
        let answers = dialog::ui(ui, &theme, &mut self.dialog, (&self.pages, Some(&snapshot)));
        if asked && self.dialog.is_none() && answers.is_empty() {
            self.after_save = None;
        }
        actions.extend(answers);
        // Until the system has answered, typed text is meant for its dialog, or the replacement.
        if self.file_dialog.busy() {
            self.paths.hear(ui);
        } else if !was_answering && self.dialog.is_none() {
            let ahead = shortcut::typed_ahead(ui);
            self.paths.begin_with(ahead);
            actions.extend(shortcut::pressed(ui, &self.pages, self.preferences.single_keys, self.focused));
        }
        actions.extend(ends.then_some(Action::Present));
        self.presenter.ui(ui, &theme, explained::above(ui.ctx(), places.below()));
        self.focused = ui.memory(|memory| memory.focused());
        if self.pages.is_locked() {
            actions.retain(|action| !action.trains());
        }
        actions
    }

    /// The settings, the large map with the curves, and between them the page that is shown.
    fn draw_regions(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        places: Layout,
        snapshot: &Snapshot,
        actions: &mut Vec<Action>,
    ) {
        let height = ui.available_height();
        let covered = self.drawer && places.drawer_covers(height);
        if self.shows_settings(places) {
            actions.extend(if self.lesson.is_some() {
                self.draw_lesson(ui, theme, places, snapshot)
            } else {
                layout::left(ui, theme, places, |ui| self.draw_left(ui, theme, snapshot, None))
            });
        } else if let Some(teaching) = &self.lesson {
            actions.extend(layout::strip(ui, theme, |ui| views::lesson::strip(ui, theme, &teaching.view)));
        }
        self.map.most = Some(places.map(height));
        layout::right(ui, theme, places, |ui| {
            // Every point of height is for the pictures.
            ui.spacing_mut().item_spacing.y = if places.low { 2.0 } else { theme::space::HALF };
            (self.map.low, self.loss.low) = (places.low, places.low);
            (self.map.taking, self.loss.taking) =
                (self.pictures.wanted(Region::Map), self.pictures.wanted(Region::Curves));
            let draft = &mut self.draft.experiment;
            self.map.sketch = self.lesson.as_mut().and_then(|lesson| lesson.view.border());
            let locks = self.lesson.as_ref().map(|lesson| lesson.view.attempt.locks());
            if !hides(ui, theme, locks, "view.map") {
                let gaze = (&mut self.gaze, &self.runs);
                let map = ui.scope(|ui| views::map::ui(ui, theme, snapshot, &mut self.map, gaze, draft));
                self.pictures.seen(Region::Map, map.response.rect);
                actions.extend(map.inner);
            }
            ui.add_space(theme::space::HALF);
            let is_hidden = hides(ui, theme, locks, "view.loss");
            if let (Some(drawn), Some(lesson)) = (self.map.drawn.take(), &mut self.lesson) {
                lesson.view.draw_border(ui, drawn);
            }
            if let Some(lesson) = self.lesson.as_mut().filter(|lesson| !is_hidden && lesson.view.has_chart()) {
                let sketch = ui.scope(|ui| views::lesson::chart(ui, theme, snapshot, &mut lesson.view));
                self.pictures.seen(Region::Curves, sketch.response.rect);
            } else if !is_hidden {
                let curves = ui.scope(|ui| views::loss::ui(ui, theme, snapshot, &mut self.loss, &self.runs));
                self.pictures.seen(Region::Curves, curves.response.rect);
                actions.extend(curves.inner);
            }
        });
        // The page sets anew what is pointed at in it.
        self.gaze.hovered = None;
        if !covered {
            layout::middle(ui, theme, places, |ui| actions.extend(self.draw_page(ui, theme, snapshot)));
        }
    }

    /// Whether the left region is shown: a drawer when it was opened, a column unless it was hidden.
    pub(super) const fn shows_settings(&self, places: Layout) -> bool {
        if places.drawer { self.drawer } else { !self.hides_settings }
    }

    /// The current page, below its tabs unless it stands alone.
    fn draw_page(&mut self, ui: &mut Ui, theme: &Theme, snapshot: &Snapshot) -> Vec<Action> {
        self.pictures.seen(Region::Page, ui.max_rect());
        let taking = self.pictures.wanted(Region::Page);
        let race = self.beside.race.as_ref().map(|race| race.seen(&self.draft.experiment));
        let (search, starts, class) = (self.found(), self.begun(), self.class());
        let labels = self.beside.labels.as_ref().map(LabelCounts::counted);
        let locks = self.lesson.as_ref().map(|lesson| lesson.view.attempt.locks());
        let surveyed = self.surveyed();
        let exhibited = self.exhibited();
        let paired = self.paired();
        let drawn = self.drawn();
        let one_point = self.beside.one_point.as_ref().map(OnePoint::hidden);
        let mut scene = Scene {
            theme,
            snapshot,
            gaze: &mut self.gaze,
            runs: &self.runs,
            draft: &mut self.draft.experiment,
            opened: self.document.opened,
            race: race.as_ref(),
            labels: labels.as_ref(),
            search: search.as_ref(),
            starts: starts.as_ref(),
            one_point: one_point.as_ref(),
            class: class.as_ref(),
            locks,
            surveyed: surveyed.as_ref(),
            exhibited: exhibited.as_ref(),
            paired: paired.as_ref(),
            drawn: drawn.as_ref(),
            projects: self.projector,
        };
        if self.pages.is_alone() {
            return self.pages.shown().ui(ui, &mut scene);
        }
        let right = ui.max_rect().right();
        let row = ui.horizontal(|ui| {
            tabs::ui(ui, theme, snapshot, &mut self.pages);
            let actions = export_menu::ui(ui, theme, (Region::Page, taking), self.pages.csv().words);
            self.pages.shown().tools(ui, &mut scene);
            actions
        });
        let mut actions = row.inner;
        // Tools without room beside the tabs must not make the page wider than its region.
        let mut rest = ui.available_rect_before_wrap();
        rest.max.x = rest.max.x.min(right);
        let page = egui::UiBuilder::new().max_rect(rest);
        actions.extend(ui.scope_builder(page, |ui| self.pages.shown().ui(ui, &mut scene)).inner);
        actions
    }

    /// Data above training; side by side in a drawer that has the room.
    pub(super) fn draw_left(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        snapshot: &Snapshot,
        locks: Option<&Locks>,
    ) -> Vec<Action> {
        const SIDE_BY_SIDE: f32 = 520.0;
        ui.spacing_mut().item_spacing.y = theme::space::ONE;
        let said = Said::default();
        if ui.available_width() < SIDE_BY_SIDE {
            let mut actions = self.draw_data(ui, theme, snapshot, (&said, locks));
            ui.add_space(theme::space::ONE);
            actions.extend(self.draw_training(ui, theme, (&said, locks)));
            return actions;
        }
        let between = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, theme::space::THREE);
        ui.columns(2, |columns| {
            columns.iter_mut().for_each(|column| column.spacing_mut().item_spacing.x = between);
            let mut actions = self.draw_data(&mut columns[0], theme, snapshot, (&said, locks));
            actions.extend(self.draw_training(&mut columns[1], theme, (&said, locks)));
            actions
        })
    }

    fn draw_data(
        &mut self,
        ui: &mut Ui,
        theme: &Theme,
        snapshot: &Snapshot,
        (said, locks): (&Said, Option<&Locks>),
    ) -> Vec<Action> {
        if hides(ui, theme, locks, "panel.data") {
            return Vec::new();
        }
        let Draft { experiment, problems, .. } = &mut self.draft;
        let fields = Fields { theme, problems, said, locks };
        let actions = fields.guarded(ui, "data.set", |ui| self.gallery.ui(ui, theme, experiment));
        panels::table::ui(ui, fields, experiment);
        panels::formula::ui(ui, theme, &mut experiment.data.source, experiment.seeds.data);
        fields.is_said("data.formula");
        panels::data::ui(ui, fields, experiment, &mut self.locks, &snapshot.data);
        actions
    }

    fn draw_training(&mut self, ui: &mut Ui, theme: &Theme, (said, locks): (&Said, Option<&Locks>)) -> Vec<Action> {
        if hides(ui, theme, locks, "panel.training") {
            return Vec::new();
        }
        let Draft { experiment, problems, .. } = &mut self.draft;
        let fields = Fields { theme, problems, said, locks };
        ui.horizontal(|ui| {
            ui.set_height(theme::space::HEADING);
            let stages = &experiment.stages;
            let name = if stages.list().len() > 1 {
                naming::stage(stages.list(), stages.at_hand())
            } else {
                text!("Training", "训练")
            };
            ui.label(theme.title(theme.say(name)));
        });
        let actions = panels::stage::ui(ui, fields, experiment);
        panels::training::ui(ui, fields, experiment);
        let text = if self.more {
            text!("Fewer settings", "收起设置")
        } else {
            text!("More settings…", "更多设置…")
        };
        let button = egui::Button::new(theme.say(text)).min_size(egui::vec2(ui.available_width(), 28.0));
        let button = ui.add(button);
        if button.clicked() {
            self.more = !self.more;
            if self.more {
                // What it opens is below the visible part.
                ui.scroll_to_rect(button.rect, Some(egui::Align::Min));
            }
        }
        if self.more {
            ui.label(theme.title(theme.say(text!("Network", "网络"))));
            if !hides(ui, theme, locks, "panel.network") {
                let network = &mut experiment.network;
                fields.guarded(ui, "network.hidden", |ui| panels::network::ui(ui, fields, network));
            }
            ui.add_space(theme::space::TWO);
            ui.label(theme.title(theme.say(text!("Details", "细节"))));
            panels::training::more(ui, fields, experiment, &mut self.locks);
        }
        fields.other_problems(ui);
        actions
    }
}

/// Whether the lesson hides this part of the window, which it then says.
fn hides(ui: &mut Ui, theme: &Theme, locks: Option<&Locks>, place: &str) -> bool {
    let hides = locks.is_some_and(|locks| !locks.shows(place));
    if hides {
        ui.label(theme.caption(theme.say(text!("Hidden by the lesson.", "课程隐藏了此部分。"))));
    }
    hides
}

/// The built-in experiments, as the menu shows them.
fn presets() -> Vec<menu::Preset> {
    let entry = |preset: &Preset| menu::Preset {
        name: preset.name,
        title: preset.title.clone(),
        sentence: preset.sentence.clone(),
    };
    PRESETS.iter().map(entry).collect()
}
