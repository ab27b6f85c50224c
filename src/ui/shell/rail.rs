//! The pipeline from raw rows to a model in use: the pages before training, the stages of training, the pages after it.

use egui::{
    Align, Color32, FontId, Layout, Response, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2,
};

use crate::{
    language::{Text, grouped},
    text,
    ui::{
        Action,
        kit::{
            Theme, icon,
            theme::{bold, space, text},
        },
        naming,
        page::Place,
        pages::Pages,
    },
    worker::Snapshot,
};

/// Between two entries, where there is room.
const APART: f32 = 2.0 * space::TWO;
/// Least room between two entries.
const CLOSE: f32 = space::TWO;
/// Windows narrower than this have no room for the rail beside the session's name.
const INLINE: f32 = 1240.0;
/// Radius of the mark of a stage.
const MARK: f32 = 4.0;

/// What stands before the name of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A stage that is over.
    Done,
    /// The current stage.
    AtHand,
    /// A stage still to come.
    ToCome,
    /// Nothing: it is a page, or the only stage.
    None,
}

/// One entry of the rail.
struct Entry {
    mark: Mark,
    name: Text,
    hint: Text,
    /// Whether it is what the window shows.
    chosen: bool,
    actions: Vec<Action>,
}

/// Shows the rail in a row of its own; what was asked for.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, pages: &Pages) -> Vec<Action> {
    let entries = entries(snapshot, pages);
    let between = entries.len().saturating_sub(1).max(1) as f32;
    let room = (ui.available_width() - width(ui, theme, &entries)) / between;
    let whole = ui.max_rect();
    let layout = Layout::left_to_right(Align::Center);
    let row = |ui: &mut Ui| {
        ScrollArea::horizontal()
            .id_salt("rail")
            .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::AlwaysHidden)
            .show(ui, |ui| show(ui, theme, entries, room.clamp(CLOSE, APART)))
            .inner
    };
    ui.scope_builder(UiBuilder::new().max_rect(whole).layout(layout), row).inner
}

/// Shows the rail of an experiment of one stage in a bar with other things, where at least `least` is left beside it; what was
/// asked for.
pub fn inline(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, pages: &Pages, least: f32) -> Vec<Action> {
    let entries = entries(snapshot, pages);
    let wide = width(ui, theme, &entries) + CLOSE * entries.len() as f32;
    if ui.available_width() - wide < least {
        return Vec::new();
    }
    show(ui, theme, entries, CLOSE)
}

/// Whether the rail has a row of its own in a window of this width: a pipeline always has; beside a page that stands alone
/// every run has in a window in which the bar has no room for it, and beside one that does not stand in the rail otherwise.
#[must_use]
pub fn has_row(snapshot: &Snapshot, pages: &Pages, width: f32) -> bool {
    snapshot.newest_experiment.stages.list().len() > 1 || pages.is_aside() || width < INLINE && pages.is_alone()
}

fn show(ui: &mut Ui, theme: &Theme, entries: Vec<Entry>, apart: f32) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.spacing_mut().item_spacing.x = apart;
    for Entry { mark, name, hint, chosen, actions: asked } in entries {
        let response = entry(ui, theme, &theme.say(name), mark, chosen);
        let clicked = response.clicked();
        if response.hovered() || response.has_focus() {
            response.on_hover_text(theme.say(hint));
        }
        if clicked {
            actions.extend(asked);
        }
    }
    actions
}

/// The pages before the stages, the stages, and the pages behind them.
fn entries(snapshot: &Snapshot, pages: &Pages) -> Vec<Entry> {
    let of = |wanted: Place| {
        let all = pages.iter().enumerate();
        let is_here = move |place: usize, page: &dyn crate::ui::Page| {
            page.place() == wanted && !pages.hides(place) && page.is_offered(snapshot)
        };
        all.filter(move |(place, page)| is_here(*place, *page)).map(|(place, page)| Entry {
            mark: Mark::None,
            name: page.name(),
            hint: page.shortcut(),
            chosen: pages.at() == place,
            actions: vec![Action::Page(place)],
        })
    };
    let mut entries: Vec<_> = of(Place::Before).collect();
    entries.extend(stages(snapshot, pages));
    entries.extend(of(Place::Behind));
    entries.extend(of(Place::Aside).filter(|entry| entry.chosen));
    entries
}

fn stages(snapshot: &Snapshot, pages: &Pages) -> Vec<Entry> {
    let stages = &snapshot.newest_experiment.stages;
    let is_alone = pages.is_alone();
    let back = || Action::Page(pages.middle());
    if stages.list().len() == 1 {
        let first = Entry {
            mark: Mark::None,
            name: text!("Pretrain first…", "先预训练…"),
            hint: text!(
                "Add a stage before this one: the hidden layers first learn to reconstruct the inputs, without labels. The \
                 run of now is set aside.",
                "在此之前加一个阶段：隐藏层先在没有标签的情况下学习重建输入。当前的训练会保留下来。"
            ),
            chosen: false,
            actions: vec![back(), Action::PretrainFirst],
        };
        let train = Entry {
            mark: Mark::None,
            name: naming::stage(stages.list(), stages.at_hand()),
            hint: text!("The network while it trains.", "训练中的网络。"),
            chosen: !is_alone,
            actions: vec![back()],
        };
        // A network that reconstructs its inputs is what the stage before would be.
        let is_pretraining = !snapshot.newest_experiment.learns_target();
        return if is_pretraining { vec![train] } else { vec![first, train] };
    }
    let entry = |(number, stage)| {
        let done = snapshot.earlier.iter().find(|run| run.stage() == number);
        let mark = match done {
            _ if number == stages.at() => Mark::AtHand,
            Some(_) => Mark::Done,
            None => Mark::ToCome,
        };
        let hint = match (mark, done) {
            (Mark::AtHand, _) => text!("The current stage.", "当前阶段。"),
            (Mark::Done, Some(run)) => {
                let epochs = grouped(run.checkpoint.epoch);
                text!(
                    "Done, {epochs} epochs. Click to look at it again; the current run is set aside.",
                    "已完成，{epochs} 轮。点击可回到这一阶段；当前的训练会保留下来。"
                )
            }
            _ => text!(
                "Click to go on with this stage, from what the layers have learned.",
                "点击进入这一阶段，从各层已学到的继续。"
            ),
        };
        let mut actions = if is_alone { vec![back()] } else { Vec::new() };
        if mark != Mark::AtHand {
            actions.push(Action::Stage(number));
        }
        let chosen = mark == Mark::AtHand && !is_alone;
        Entry { mark, name: naming::stage(stages.list(), stage), hint, chosen, actions }
    };
    stages.list().iter().enumerate().map(entry).collect()
}

/// Room before a name.
const fn before(mark: Mark) -> f32 {
    if matches!(mark, Mark::None) { 0.0 } else { 2.0 * MARK + space::ONE }
}

/// Width of all entries, without what is between them.
fn width(ui: &Ui, theme: &Theme, entries: &[Entry]) -> f32 {
    let wide = |entry: &Entry| {
        let name = theme.say(entry.name.clone()).into_owned();
        before(entry.mark) + ui.fonts_mut(|fonts| fonts.layout_no_wrap(name, bold(text::BODY), theme.ink).size().x)
    };
    entries.iter().map(wide).sum()
}

/// One entry: the mark of a stage, full when it is done, and a name, which stands on a line while it is shown.
fn entry(ui: &mut Ui, theme: &Theme, name: &str, mark: Mark, chosen: bool) -> Response {
    let font = if chosen { bold(text::BODY) } else { FontId::proportional(text::BODY) };
    let before = before(mark);
    let words = ui.painter().layout_no_wrap(name.to_owned(), font, Color32::PLACEHOLDER);
    let size = vec2(before + words.size().x, space::TARGET + 4.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), chosen, name));
    let ink = if chosen || response.hovered() { theme.ink } else { theme.muted };
    let (painter, center) = (ui.painter(), rect.left_center() + vec2(MARK + 1.0, 0.0));
    match mark {
        Mark::Done => _ = painter.circle_filled(center, MARK, theme.accent),
        Mark::AtHand => _ = painter.circle_stroke(center, MARK, Stroke::new(2.0, theme.accent)),
        Mark::ToCome => _ = painter.circle_stroke(center, MARK, Stroke::new(1.0, theme.muted)),
        Mark::None => {}
    }
    painter.galley(rect.left_center() + vec2(before, -0.5 * words.size().y), words, ink);
    if chosen {
        let line = rect.with_min_x(rect.left() + before).with_min_y(rect.bottom() - 3.0);
        painter.rect_filled(line, 0.0, theme.accent);
    }
    icon::focus_ring(ui, theme, &response, rect);
    response
}
