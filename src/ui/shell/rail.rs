//! The stages of a pipeline in their order: which one is at hand, which are done, and the way to each.

use egui::{Align, Align2, FontId, Layout, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2};

use crate::{
    language::grouped,
    text,
    ui::{
        Action,
        kit::{
            Theme, icon,
            theme::{bold, space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Between two stages.
const APART: f32 = 2.0 * space::TWO;
/// Radius of the mark of a stage.
const MARK: f32 = 4.0;

/// Whether a stage is over, at hand, or still to come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Done,
    AtHand,
    ToCome,
}

/// Shows the stages; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot) -> Vec<Action> {
    let mut actions = Vec::new();
    let stages = &snapshot.newest_experiment.stages;
    let whole = ui.max_rect();
    ui.scope_builder(UiBuilder::new().max_rect(whole).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = APART;
        for (number, stage) in stages.list().iter().enumerate() {
            let done = snapshot.earlier.iter().find(|run| run.stage() == number);
            let turn = match done {
                _ if number == stages.at() => Turn::AtHand,
                Some(_) => Turn::Done,
                None => Turn::ToCome,
            };
            let name = theme.say(naming::stage(stages.list(), stage));
            let response = entry(ui, theme, &name, turn);
            let hint = match (turn, done) {
                (Turn::AtHand, _) => text!("The stage at hand.", "当前阶段。"),
                (Turn::Done, Some(run)) => {
                    let epochs = grouped(run.checkpoint.epoch);
                    text!(
                        "Done, {epochs} epochs. Click to look at it again; the run of now is set aside.",
                        "已完成，{epochs} 轮。点击可回到这一阶段；当前的训练会保留下来。"
                    )
                }
                _ => text!(
                    "Click to go on with this stage, from what the layers have learned.",
                    "点击进入这一阶段，从各层已学到的继续。"
                ),
            };
            let response = response.on_hover_text(theme.say(hint));
            if response.clicked() && turn != Turn::AtHand {
                actions.push(Action::Stage(number));
            }
        }
    });
    actions
}

/// One stage: a mark that is full when it is done, and its name, which stands on a line while it is at hand.
fn entry(ui: &mut Ui, theme: &Theme, name: &str, turn: Turn) -> Response {
    let at_hand = turn == Turn::AtHand;
    let font = if at_hand { bold(text::BODY) } else { FontId::proportional(text::BODY) };
    let before = 2.0 * MARK + space::ONE;
    let width = ui.fonts_mut(|fonts| fonts.layout_no_wrap(name.to_owned(), font.clone(), theme.ink).size().x);
    let (rect, response) = ui.allocate_exact_size(vec2(before + width, space::TARGET + 4.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), at_hand, name));
    let ink = if at_hand || response.hovered() { theme.ink } else { theme.muted };
    let (painter, center) = (ui.painter(), rect.left_center() + vec2(MARK, 0.0));
    match turn {
        Turn::Done => painter.circle_filled(center, MARK, theme.accent),
        Turn::AtHand => painter.circle_stroke(center, MARK, Stroke::new(2.0, theme.accent)),
        Turn::ToCome => painter.circle_stroke(center, MARK, Stroke::new(1.0, theme.muted)),
    };
    painter.text(rect.left_center() + vec2(before, 0.0), Align2::LEFT_CENTER, name, font, ink);
    if at_hand {
        let line = rect.with_min_x(rect.left() + before).with_min_y(rect.bottom() - 3.0);
        painter.rect_filled(line, 0.0, theme.accent);
    }
    icon::focus_ring(ui, theme, &response, rect);
    response
}
