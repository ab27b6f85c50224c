//! A phenomenon on a page of its own: the picture as it comes, beside what is seen, measured, and what would disprove it.

mod boundary;
mod descent;
mod parity;
mod plot;
mod ticket;

use std::sync::Arc;

use egui::{Button, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use crate::{
    lessons::phenomena::{Phenomenon, Stage},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            theme::{bold, space, text as size},
        },
    },
    worker::exhibit::{Exhibit, Seen, Shown},
};

/// Width of the words, as a share of the page and at most.
const WORDS: (f32, f32) = (0.3, 360.0);
/// On a page narrower than this they stand below the picture.
const NARROW: f32 = 640.0;
/// Height of the picture there.
const PICTURE: f32 = 420.0;

/// What is chosen on the page.
#[derive(Debug, Default)]
pub struct ExhibitViewState {
    boundary: boundary::BoundaryViewState,
    ticket: ticket::TicketViewState,
}

/// Whether `shown` is of a phenomenon watched like this.
fn is_of(shown: &Shown, stage: Stage) -> bool {
    matches!(
        (&*shown.of, stage),
        (Exhibit::Boundary(_), Stage::Boundary)
            | (Exhibit::Descent, Stage::Descent)
            | (Exhibit::Ticket(_), Stage::Ticket)
            | (Exhibit::Parity(_), Stage::Parity)
    )
}

/// Shows the phenomenon; whether the gallery is wanted back.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut ExhibitViewState,
    phenomenon: &Phenomenon,
    shown: Option<&Arc<Shown>>,
    actions: &mut Vec<Action>,
) -> bool {
    let shown = shown.filter(|shown| is_of(shown, phenomenon.stage));
    let back = head(ui, theme, phenomenon, shown.map(|shown| &**shown), actions);
    ui.add_space(space::ONE);
    let whole = ui.available_rect_before_wrap();
    if whole.width() < NARROW {
        ScrollArea::vertical().id_salt("exhibit").auto_shrink(false).show(ui, |ui| {
            let picture = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), PICTURE));
            region(ui, "picture", picture, |ui| picture_of(ui, theme, state, shown, actions));
            ui.add_space(space::TWO);
            words(ui, theme, phenomenon);
        });
    } else {
        let side = (WORDS.0 * whole.width()).min(WORDS.1).round();
        let left = whole.with_max_x(whole.right() - side - space::THREE);
        region(ui, "picture", left, |ui| picture_of(ui, theme, state, shown, actions));
        region(ui, "words", whole.with_min_x(whole.right() - side), |ui| {
            ScrollArea::vertical().id_salt("words").auto_shrink(false).show(ui, |ui| words(ui, theme, phenomenon));
        });
    }
    back
}

fn region(ui: &mut Ui, name: &str, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    ui.scope_builder(UiBuilder::new().id_salt(name).max_rect(rect), |ui| {
        ui.set_max_width(rect.width().max(0.0));
        contents(ui);
    });
}

/// What is seen, who described it, what was measured here, and what would disprove it.
pub fn words(ui: &mut Ui, theme: &Theme, phenomenon: &Phenomenon) {
    ui.label(theme.say(phenomenon.seen.clone()));
    ui.label(theme.caption(phenomenon.source));
    for (name, words) in [
        (text!("Measured here", "本程序的测量"), &phenomenon.measured),
        (text!("What would disprove it", "什么能否定它"), &phenomenon.disproof),
    ] {
        ui.add_space(space::HALF);
        ui.label(RichText::new(theme.say(name)).font(bold(size::SMALL)).color(theme.ink));
        ui.label(theme.say(words.clone()));
    }
}

/// Its name, how far it has come, and the buttons; whether the gallery is wanted back.
fn head(ui: &mut Ui, theme: &Theme, phenomenon: &Phenomenon, shown: Option<&Shown>, actions: &mut Vec<Action>) -> bool {
    let mut back = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let button = |words: String| Button::new(words).min_size(vec2(0.0, 28.0));
        back = ui.add(button(format!("‹ {}", theme.say(text!("All phenomena", "全部现象"))))).clicked();
        ui.label(theme.title(theme.say(phenomenon.title.clone())));
        let runs = shown.is_some_and(|shown| !shown.ended);
        let words = if runs { text!("Stop", "停止") } else { text!("Again", "重新开始") };
        let words = RichText::new(theme.say(words)).font(bold(size::BODY)).color(theme.on_accent);
        if ui.add(Button::new(words).fill(theme.accent).min_size(vec2(72.0, 28.0))).clicked() {
            actions.push(if runs { Action::EndExhibit } else { Action::Phenomenon(phenomenon.name) });
        }
        if let Some(shown) = shown {
            let (percent, took) = ((100.0 * shown.done).floor(), shown.took.as_secs_f64());
            let said = match (&shown.fault, shown.ended) {
                (Some(fault), _) => fault.clone(),
                (None, true) if shown.done < 1.0 => text!("stopped at {percent} %", "已在 {percent} % 处停止"),
                (None, true) => text!("complete in {took:.1} s", "{took:.1} 秒内完成"),
                (None, false) => text!("{percent} % · {took:.1} s", "{percent} % · {took:.1} 秒"),
            };
            ui.label(theme.caption(theme.say(said)));
        }
    });
    back
}

fn picture_of(
    ui: &mut Ui,
    theme: &Theme,
    state: &mut ExhibitViewState,
    shown: Option<&Arc<Shown>>,
    actions: &mut Vec<Action>,
) {
    let Some(shown) = shown else {
        ui.label(theme.say(text!("Press “Again” to compute it.", "按“重新开始”进行计算。")));
        return;
    };
    match &shown.seen {
        Seen::Boundary(boundary) => boundary::ui(ui, theme, &mut state.boundary, (shown, boundary), actions),
        Seen::Descent(fits) => descent::ui(ui, theme, fits),
        Seen::Tickets(tickets) => ticket::ui(ui, theme, &mut state.ticket, tickets),
        Seen::Courses(courses) => parity::ui(ui, theme, courses),
    }
}
