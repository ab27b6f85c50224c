//! The page that compares a pipeline with the same network from scratch: same labels, same budget, several seeds.

use egui::{Align, Button, Layout, RichText, Sense, Ui, UiBuilder, vec2};

use crate::{
    experiment::{Experiment, Task},
    language::Text,
    sweep::comparison::EPOCHS,
    text,
    ui::{
        Action, Page,
        kit::{
            Theme, number,
            theme::{bold, space, text},
        },
        page::{Csv, Place, RaceSeen, Scene},
        panels::labels,
        views::race::{self, RaceViewState},
    },
    worker::Snapshot,
};

/// Both ways, side by side.
#[derive(Debug)]
pub struct ComparePage {
    seeds: u64,
    state: RaceViewState,
}

impl Default for ComparePage {
    fn default() -> Self {
        Self { seeds: 8, state: RaceViewState::default() }
    }
}

impl Page for ComparePage {
    fn name(&self) -> Text {
        Text::fixed("Compare", "对比")
    }

    fn shortcut(&self) -> Text {
        text!("Compare with the same network from scratch", "与从头训练的同一网络对比")
    }

    fn about(&self) -> Text {
        text!(
            "The pretrained network and the same network from scratch, with the same labels, seeds and test rows, beside plain methods that both have to beat. Run it over several seeds: one seed proves nothing.",
            "预训练的网络与从头训练的同一网络，使用相同的标签、种子和测试样本，旁边是两者都应胜过的简单方法。请用多个种子运行：一个种子说明不了什么。"
        )
    }

    fn place(&self) -> Place {
        Place::Behind
    }

    fn is_offered(&self, snapshot: &Snapshot) -> bool {
        let stages = snapshot.newest_experiment.stages.list();
        stages.len() > 1 && stages.last().is_some_and(|last| last.task == Task::Target)
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        let mut actions = Vec::new();
        head(ui, scene.theme, &mut self.seeds, scene.race, scene.draft, &mut actions);
        ui.add_space(space::TWO);
        let (race, labels) = (scene.race, scene.labels.map(|labels| &**labels));
        race::ui(ui, scene.theme, scene.snapshot, &mut self.state, (race, labels), scene.draft, &mut actions);
        actions
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}

/// How many labels, how many seeds, and the button that begins.
fn head(
    ui: &mut Ui,
    theme: &Theme,
    seeds: &mut u64,
    race: Option<&RaceSeen>,
    draft: &mut Experiment,
    actions: &mut Vec<Action>,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let mut row = ui.new_child(UiBuilder::new().max_rect(rect).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut row;
    ui.spacing_mut().item_spacing.x = space::TWO;
    ui.label(theme.title(theme.say(text!("From scratch beside pretrained", "从头训练与预训练"))));
    ui.add_space(space::TWO);
    ui.allocate_ui(vec2(232.0, 44.0), |ui| labels::slider(ui, theme, draft));
    ui.add_space(space::ONE);
    let name = ui.label(theme.say(text!("Seeds", "种子数")));
    let (response, made) = number::Number::new(1..=200_u64).speed(0.05).show(ui, *seeds);
    response.labelled_by(name.id);
    *seeds = made.unwrap_or(*seeds);
    let runs = race.is_some_and(|race| race.standing.done < race.standing.seeds);
    let words = if runs { text!("Stop", "停止") } else { text!("Race both", "开始对比") };
    let words = RichText::new(theme.say(words)).font(bold(text::BODY)).color(theme.on_accent);
    if ui.add(Button::new(words).fill(theme.accent).min_size(vec2(96.0, 32.0))).clicked() {
        actions.push(if runs { Action::EndRace } else { Action::Race(*seeds) });
    }
    let has_no_end = draft.stages.list().last().is_some_and(|last| last.training.stop.epochs.is_none());
    if let Some(race) = race {
        let (done, of) = (race.standing.done, race.standing.seeds);
        let said = match (runs, race.is_of_now) {
            (true, _) => text!("{done} of {of} seeds are done", "{of} 个种子已完成 {done} 个"),
            (false, true) if has_no_end => text!(
                "same labels, {of} seeds; {EPOCHS} epochs, since the last stage has no end",
                "标签相同，{of} 个种子；最后阶段没有终点，因此各训练 {EPOCHS} 轮"
            ),
            (false, true) => text!("same labels, same steps, {of} seeds", "标签、步数相同，{of} 个种子"),
            (false, false) => text!("Settings have changed since; race again", "设置已改变；请重新对比"),
        };
        ui.label(theme.caption(theme.say(said)));
    }
}
