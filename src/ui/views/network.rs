//! The network: units with their maps, and the weights between them.

pub mod atlas;
pub mod editor;
pub mod explanation;
mod follow;
mod foot;
pub mod heads;
pub mod layout;
pub mod links;
pub mod picture;
mod tiles;

use egui::{
    CursorIcon, Mesh, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, vec2,
};

use self::{
    atlas::Atlas,
    editor::{Editing, Typing},
    explanation::Thing,
    layout::Layout,
    links::{Link, Links},
    picture::Grid,
    tiles::Tiles,
};
use super::features;
use crate::{
    data::Feature,
    experiment::{Experiment, NetworkSettings},
    language::{grouped, signed},
    lessons::Locks,
    text,
    ui::{
        Action, Gaze, guard,
        kit::{
            Palette, Theme,
            focus::follow_focus,
            icon::{self, Icon, Weight},
            theme::{space, text},
        },
        naming::inline,
    },
    worker::Snapshot,
};

/// Below the drawing, for the legend and the sentence; and where there is little height.
const FOOT: [f32; 2] = [76.0, 66.0];
/// Regions lower than this have little height.
const LOW: f32 = 460.0;

/// Room for the number of layers, in words.
const COUNT: f32 = 100.0;
/// Room for the button that enlarges the drawing.
const ENLARGE: f32 = 72.0;

/// How much larger the drawing of a large network can be had.
const ENLARGED: f32 = 2.2;

/// Display options of the network.
#[derive(Debug, Default)]
pub struct NetworkViewState {
    /// Whether the drawing is larger than its region and scrolls in it.
    pub enlarged: bool,
    /// Whether the maps have only two colours.
    pub discrete: bool,
    editing: Option<Editing>,
    typing: Typing,
    atlas: Atlas,
    links: Links,
    made: Option<Made>,
    /// Whether there is too little room for all that can be written.
    cramped: bool,
}

/// What the links were laid out from; while it stays the same, they are.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Made {
    number: u64,
    area: Vec2,
    offered: usize,
    look: (bool, Palette),
}

/// Draws the network of `snapshot`; its heads edit what `locks` leave open of `draft`.
pub fn ui(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut NetworkViewState,
    gaze: &mut Gaze,
    (draft, locks): (&mut Experiment, Option<&Locks>),
) -> Vec<Action> {
    let mut actions = Vec::new();
    // Layers can be taken away while the editor is open.
    let parameters = &snapshot.network.parameters;
    state.editing = state.editing.filter(|editing| editing.place.index(parameters).is_some());
    let foot_height = FOOT[usize::from(ui.available_height() < LOW)];
    let room = vec2(ui.available_width(), (ui.available_height() - foot_height).max(160.0));
    let (region, _) = ui.allocate_exact_size(room, Sense::hover());
    let mut pointed = None;
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt("network").max_rect(region));
    ScrollArea::both().id_salt("network").auto_shrink(false).show(&mut child, |ui| {
        pointed = drawing(ui, theme, snapshot, (state, gaze), (draft, locks), room);
        follow_focus(ui);
    });
    foot::ui(ui, theme, snapshot, pointed, foot_height);
    let editing = (&mut state.editing, &mut state.typing);
    editor::show(ui, theme, snapshot, editing, &mut draft.network.frozen, &mut actions);
    actions
}

/// Shows, in the row of the title, what changes or enlarges the whole network.
pub fn tools(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut NetworkViewState,
    (draft, locks): (&mut Experiment, Option<&Locks>),
) {
    let is_open = guard::is_open(locks, "network.hidden");
    let layers = draft.network.hidden.len();
    ui.spacing_mut().item_spacing.x = space::HALF;
    let button = |ui: &mut Ui, sign: &str, name: &str, enabled: bool| {
        let button = egui::Button::new(sign).min_size(Vec2::splat(space::TARGET));
        let response = ui.add_enabled(enabled && is_open, button);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled && is_open, name));
        let response = if is_open { response } else { guard::reason(theme, response) };
        response.on_hover_text(name).clicked()
    };
    if button(ui, "−", &theme.say(text!("Remove the last hidden layer", "删除最后一个隐藏层")), layers > 0) {
        draft.network.hidden.pop();
    }
    if button(ui, "+", &theme.say(text!("Add a hidden layer", "添加一个隐藏层")), layers < NetworkSettings::MOST_LAYERS)
    {
        heads::add(draft, layers);
    }
    let button = if state.enlarged || state.cramped { ENLARGE } else { 0.0 };
    if ui.available_width() > COUNT + button {
        ui.label(theme.caption(theme.say(match layers {
            0 => text!("no hidden layer", "没有隐藏层"),
            1 => text!("1 hidden layer", "1 个隐藏层"),
            _ => text!("{layers} hidden layers", "{layers} 个隐藏层"),
        })));
    }
    if state.enlarged || state.cramped {
        let text = theme.say(if state.enlarged { text!("Fit", "适应窗口") } else { text!("Enlarge", "放大") });
        let hint = text!("Fit the whole network, or draw it larger and scroll.", "显示整个网络，或放大后滚动查看。");
        let (words, hint) = (theme.caption(&*text), theme.say(hint));
        let font = egui::FontId::proportional(text::SMALL);
        let wide = ui.painter().layout_no_wrap(words.text().into(), font, theme.muted).size().x;
        // In large text there may be room for a sign only.
        let response = if wide + 2.0 * ui.spacing().button_padding.x > ui.available_width() {
            icon::button(ui, theme, Icon::Fit, Weight::Plain, space::TARGET, &text, &hint)
        } else {
            ui.add(egui::Button::new(words).min_size(Vec2::splat(space::TARGET))).on_hover_text(&*hint)
        };
        if response.clicked() {
            state.enlarged = !state.enlarged;
        }
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let all: usize = snapshot.network.parameters.sizes().windows(2).map(|pair| pair[0] * pair[1]).sum();
        let drawn: usize = state.links.gaps.iter().map(|gap| gap.links.len()).sum();
        let text = if drawn > 0 && drawn < all {
            let (all, drawn) = (grouped(all as u64), grouped(drawn as u64));
            text!("{all} weights · the strongest {drawn} drawn", "{all} 个权重 · 画出最强的 {drawn} 个")
        } else {
            let all = grouped(all as u64);
            text!("{all} weights · click one to change it", "{all} 个权重 · 点击可修改")
        };
        if ui.available_width() > 260.0 {
            ui.label(theme.caption(theme.say(text)));
        }
    });
}

/// Draws everything; what is pointed at, or has the keyboard's focus.
fn drawing(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (state, gaze): (&mut NetworkViewState, &mut Gaze),
    (draft, locks): (&mut Experiment, Option<&Locks>),
    room: Vec2,
) -> Option<Thing> {
    let offered = features::offered(&snapshot.experiment.data);
    let used: Vec<usize> = snapshot
        .experiment
        .data
        .features
        .iter()
        .map(|feature| offered.iter().position(|other| other == feature).unwrap_or(0))
        .collect();
    let mut units = snapshot.network.parameters.sizes().to_vec();
    units[0] = offered.len();
    let area = room - vec2(0.0, 2.0);
    let layout = |units: &[usize], area: Vec2| {
        if state.enlarged { Layout::enlarged(units, area, ENLARGED) } else { Layout::new(units, area) }
    };
    let (grid, is_redrawn) = (Grid::of(snapshot), Grid::is_redrawn(snapshot));
    let layout = match grid {
        Some(grid) => picture::stand(&units, area, (grid, is_redrawn), layout),
        None => layout(&units, area),
    };
    let (whole, _) = ui.allocate_exact_size(layout.size, Sense::hover());
    let origin = whole.min.to_vec2();

    let made = Made { number: snapshot.number, area: layout.size, offered: offered.len(), look: theme.look() };
    if state.made.replace(made) != Some(made) {
        let before = std::mem::take(&mut state.links);
        state.links = Links::new(theme, &snapshot.network.parameters, &layout, &used, before);
    }
    state.cramped = layout.is_cramped();
    let largest = layout.columns.iter().map(|column| column.side).fold(0.0, f32::max);
    let texels = if units.iter().sum::<usize>() > 128 { 16 } else { ((largest * 0.6) as usize).clamp(16, 40) };
    let read = &snapshot.experiment.data.features;
    let ghosts: Vec<Feature> = offered.iter().copied().filter(|feature| !read.contains(feature)).collect();
    state.atlas.update(ui.ctx(), theme, snapshot, &ghosts, texels, state.discrete);

    gaze.hovered = None;
    let mut pointed = links_under(ui, theme, snapshot, state, &layout, &used, origin);
    heads_over(ui, theme, snapshot, (draft, locks), &layout, &offered, origin);
    let followed = gaze.activations(snapshot);
    let mut tiles = Tiles { theme, snapshot, gaze, followed, origin, grid, is_redrawn, pointed: None };
    tiles.features(ui, state, (draft, locks), &layout, &offered);
    tiles.units(ui, state, &layout);
    tiles.biases(ui, state, &layout);
    tiles.output_names(ui, &layout);
    pointed = tiles.pointed.or(pointed);
    pointed
}

fn links_under(
    ui: &Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    state: &mut NetworkViewState,
    layout: &Layout,
    used: &[usize],
    origin: Vec2,
) -> Option<Thing> {
    // A clip rectangle of its own keeps this large mesh apart: what is painted next would make it grow, and be copied.
    let apart = ui.clip_rect().shrink(0.01);
    ui.painter().with_clip_rect(apart).add(state.links.mesh(origin));
    for place in &snapshot.experiment.network.frozen {
        let (Some(from), Some(gap)) = (place.from, state.links.gaps.get(place.layer)) else { continue };
        let link = Link { layer: place.layer + 1, from, to: place.unit, weight: 0.0 };
        if let Some(middle) = gap.middle(layout, used, &link) {
            lock(ui, theme, middle + origin);
        }
    }
    let mut pointed = None;
    let sizes = snapshot.network.parameters.sizes();
    for (i, gap) in state.links.gaps.iter().enumerate() {
        let response = ui.interact(gap.area.translate(origin), ui.scope_id().with(("gap", i)), Sense::click());
        response.widget_info(|| {
            let (all, layer) = (gap.all, i + 1);
            let name = if i + 2 == sizes.len() {
                text!("{all} weights into the output", "到输出的 {all} 个权重")
            } else {
                text!("{all} weights into layer {layer}", "到第 {layer} 层的 {all} 个权重")
            };
            WidgetInfo::labeled(Role::Button, true, theme.say(name))
        });
        let under = response.hover_pos().and_then(|pointer| gap.at(layout, used, pointer - origin));
        if let Some(link) = under {
            let mut mesh = Mesh::default();
            gap.add(&mut mesh, theme, layout, used, &link, (1.0 + 2.0 / links::width(link.weight), 1.0));
            mesh.translate(origin);
            ui.painter().add(mesh);
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            pointed = Some(Thing::Weight(link));
            if state.editing.is_none() {
                response.clone().on_hover_text_at_pointer(signed(link.weight));
            }
        }
        if response.clicked() {
            // By keyboard there is no pointer: the editor opens on the strongest weight and reaches all others.
            let strongest = || gap.links.iter().copied().max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
            let chosen = if response.interact_pointer_pos().is_some() { under } else { strongest() };
            let at = response.interact_pointer_pos().unwrap_or(response.rect.center());
            state.editing = chosen.map(|link| Editing { place: link.place(), at });
        }
        if response.has_focus() {
            let frame = gap.area.translate(origin);
            ui.painter().rect_stroke(frame, space::ROUND, Stroke::new(1.0, theme.accent), StrokeKind::Inside);
        }
    }
    pointed
}

fn heads_over(
    ui: &mut Ui,
    theme: &Theme,
    snapshot: &Snapshot,
    (draft, locks): (&mut Experiment, Option<&Locks>),
    layout: &Layout,
    offered: &[Feature],
    origin: Vec2,
) {
    let last = layout.columns.len() - 1;
    for (i, column) in layout.columns.iter().enumerate() {
        let head = column.head.translate(origin);
        if i == 0 {
            let (read, all) = (draft.data.features.len(), offered.len());
            let below = theme.say(text!("{read} of {all}", "共 {all} 个，用 {read} 个"));
            // Narrow heads stand close: this one has its room on the left.
            let head = if head.width() < 100.0 { head.translate(vec2(-0.4 * head.width(), 0.0)) } else { head };
            let grid = Grid::of(snapshot);
            let name = match grid {
                Some(Grid { is_sound: true, .. }) => text!("Sound", "声音"),
                Some(_) => text!("Picture", "图片"),
                None => text!("Features", "特征"),
            };
            let below = grid.map_or(below, |Grid { columns, rows, .. }| format!("{columns}×{rows}").into());
            heads::caption(ui, theme, head, &theme.say(name), &below);
            if !guard::is_open(locks, "data.features") {
                let place = Rect::from_center_size(head.center_top() + vec2(0.0, 52.0), Vec2::splat(14.0));
                icon::paint(ui.painter(), Icon::Locked, place, theme.muted);
            }
        } else if i == last || snapshot.past {
            // Of a moment that is looked back at, the heads say how it was; what is edited is the network of now.
            let units = column.tiles.len();
            let activation = theme.say(inline(&snapshot.network.activations[i - 1])).into_owned();
            let below = match (units, head.width() > 100.0) {
                (1, true) => theme.say(text!("1 unit · {activation}", "1 个单元 · {activation}")).into_owned(),
                (_, true) => {
                    theme.say(text!("{units} units · {activation}", "{units} 个单元 · {activation}")).into_owned()
                }
                _ => activation,
            };
            let name = match i == last {
                true if Grid::is_redrawn(snapshot) => text!("Redrawn", "重画"),
                true => text!("Output", "输出"),
                false => text!("Layer {i}", "第 {i} 层"),
            };
            heads::caption(ui, theme, head, &theme.say(name), &below);
        } else {
            heads::layer(ui, theme, head, i - 1, (draft, locks));
        }
    }
}

/// The mark of a weight that is frozen.
fn lock(ui: &Ui, theme: &Theme, at: Pos2) {
    ui.painter().circle_filled(at, 9.0, theme.surface);
    icon::paint(ui.painter(), Icon::Locked, Rect::from_center_size(at, Vec2::splat(12.0)), theme.ink);
}
