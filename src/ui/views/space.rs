//! Layer space: the plane of the inputs and the points as each layer transforms them.

use egui::{
    Align2, Color32, FontId, Mesh, Painter, Pos2, Rect, RichText, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo,
    lerp, pos2, vec2,
};

use super::{
    map::{boundaries, points::fill},
    plane::between,
};
use crate::{
    data::{Split, Target},
    insight::{
        Axes, Decision, Maps, Space,
        space::{Bent, View},
    },
    text,
    ui::{
        Gaze,
        kit::{
            Palette, Theme, axis,
            icon::{self, Icon, Weight},
            mark::{Fill, Mark, MarkSheet},
            tab,
            theme::{space, text},
        },
        naming,
    },
    worker::Snapshot,
};

/// Below the drawing, for the sentence.
const FOOT: f32 = 48.0;
/// From one stage to the next, in animations of a control.
const SLOW: f32 = 8.0;
/// Every so many lines of nodes, a line is drawn.
const LINES: usize = 4;
/// How far beyond the points the sheet is shown, in their extent.
const AROUND: f32 = 0.35;

/// Display options of the layer space.
#[derive(Debug, Default)]
pub struct SpaceViewState {
    /// The stage that is shown, 0 being the plane as it is; the last one when there are fewer.
    pub stage: usize,
    /// Whether it goes on from stage to stage by itself.
    walking: bool,
    sheet: Option<Sheet>,
}

/// What is drawn, prepared once a snapshot.
#[derive(Debug)]
struct Sheet {
    number: u64,
    look: (bool, Palette),
    colors: Vec<Color32>,
    /// Boundaries, in shares of the way right and up on the plane.
    lines: Vec<Vec<Pos2>>,
    points: Vec<(Mark, Color32, Fill, usize)>,
    stages: Vec<Stage>,
}

/// Places in −1…1, upward being positive.
#[derive(Debug)]
struct Stage {
    grid: Vec<Pos2>,
    points: Vec<Pos2>,
}

/// Draws the space of `snapshot`.
pub fn ui(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, state: &mut SpaceViewState, gaze: &Gaze) {
    let (Some(space), Some(maps)) = (&snapshot.looks.space, &snapshot.looks.maps) else {
        ui.label(theme.caption(theme.say(text!("Looking into the layers…", "正在查看各层……"))));
        ui.ctx().request_repaint();
        return;
    };
    let last = space.stages.len() - 1;
    state.stage = state.stage.min(last);
    tabs(ui, theme, snapshot, space, state);
    let made = state.sheet.as_ref().is_some_and(|sheet| sheet.number == snapshot.number && sheet.look == theme.look());
    if !made {
        state.sheet = Some(Sheet::new(theme, snapshot, (space, maps)));
    }
    let Some(sheet) = &state.sheet else { return };
    let time = SLOW * ui.style().animation_time;
    let at =
        ui.ctx().animate_value_with_time(ui.scope_id().with("stage"), state.stage as f32, time).clamp(0.0, last as f32);
    if state.walking && (at - state.stage as f32).abs() < 1e-3 {
        state.walking = state.stage < last;
        state.stage += usize::from(state.walking);
        ui.ctx().request_repaint();
    }
    let room = vec2(ui.available_width(), (ui.available_height() - FOOT).max(160.0));
    let (region, response) = ui.allocate_exact_size(room, Sense::hover());
    let side = room.x.min(room.y) - 40.0;
    let square = Rect::from_center_size(region.center() + vec2(12.0, -8.0), Vec2::splat(side));
    let name = stage_name(theme, snapshot, &space.stages[state.stage]);
    let said = theme.say(text!("Layer space: {name}", "层空间：{name}"));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*said));
    let painter = ui.painter().with_clip_rect(square.expand(8.0));
    let view = Between { sheet, low: at.floor() as usize, share: smooth(at.fract()), square };
    view.paint(ui, theme, &painter, gaze.row());
    axes(ui, theme, snapshot, (&space.stages[state.stage], maps.plane.axes), square);
    ui.label(RichText::new(sentence(theme, snapshot, &space.stages[state.stage])).color(theme.muted));
}

fn tabs(ui: &mut Ui, theme: &Theme, snapshot: &Snapshot, space: &Space, state: &mut SpaceViewState) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TWO;
        if ui.style().animation_time > 0.0 {
            let name = theme.say(text!("Walk through the layers", "逐层浏览"));
            let hint = theme
                .say(text!("From the plane through every layer, one after the other.", "从平面开始，依次经过每一层。"));
            if icon::button(ui, theme, Icon::Play, Weight::Plain, space::TARGET, &name, &hint).clicked() {
                (state.stage, state.walking) = (0, true);
            }
        }
        for (index, stage) in space.stages.iter().enumerate() {
            let name = stage_name(theme, snapshot, stage);
            if tab::ui(ui, theme, &name, state.stage == index).clicked() {
                (state.stage, state.walking) = (index, false);
            }
        }
    });
}

fn stage_name(theme: &Theme, snapshot: &Snapshot, stage: &Bent) -> String {
    let last = snapshot.network.parameters.sizes().len() - 1;
    let name = match stage.layer {
        None => text!("Inputs", "输入"),
        Some(layer) if layer == last => text!("Outputs", "输出"),
        Some(layer) => text!("Layer {layer}", "第 {layer} 层"),
    };
    theme.say(name).into_owned()
}

/// What is seen, in a sentence.
fn sentence(theme: &Theme, snapshot: &Snapshot, stage: &Bent) -> String {
    let units = stage.layer.map_or(0, |layer| snapshot.network.parameters.sizes()[layer]);
    let said = match stage.view {
        View::Plane if snapshot.data.target.is_some() => {
            let by = naming::coloring(snapshot);
            let (by, by_zh) = by.both();
            text!("The inputs as they are, coloured by {by}.", "原来的输入，颜色为{by_zh}。")
        }
        View::Plane if snapshot.network.parameters.layers() == 1 => text!(
            "The plane as it is. There is no hidden layer that could bend it.",
            "原来的平面。没有能弯曲它的隐藏层。"
        ),
        View::Plane => text!(
            "The plane as it is. Each layer bends it, until a straight cut can tell the points apart.",
            "原来的平面。每一层都会弯曲它，直到一刀就能把各点分开。"
        ),
        View::Units if units == 1 => {
            text!("One unit: the plane is pressed onto a line.", "只有一个单元：平面被压成一条线。")
        }
        View::Units => text!(
            "Two units: where each point of the plane lands when it is placed by their values.",
            "两个单元：按它们的值放置平面上每个点所落到的位置。"
        ),
        View::Components => text!(
            "{units} units, seen along the two directions in which the points differ most.",
            "{units} 个单元，沿各点差异最大的两个方向观看。"
        ),
    };
    theme.say(said).into_owned()
}

fn axes(ui: &Ui, theme: &Theme, snapshot: &Snapshot, (stage, axes): (&Bent, Axes), square: Rect) {
    let set = &snapshot.data.set;
    let [across, upward] = match (stage.view, axes) {
        (View::Plane, Axes::Inputs(a, b)) => {
            [a, b].map(|input| set.axis_name(input).map_or_else(String::new, |name| axis::name(&name)))
        }
        (View::Plane | View::Components, _) => {
            [1, 2].map(|number| theme.say(text!("component {number}", "主成分 {number}")).into_owned())
        }
        (View::Units, _) => [1, 2].map(|number| theme.say(text!("unit {number}", "单元 {number}")).into_owned()),
    };
    let font = FontId::proportional(text::SMALL);
    let below = square.center_bottom() + vec2(0.0, 12.0);
    ui.painter().text(below, Align2::CENTER_TOP, format!("{across} →"), font.clone(), theme.muted);
    let galley = ui.painter().layout_no_wrap(format!("{upward} →"), font, theme.muted);
    let corner = square.left_center() + vec2(-12.0 - galley.size().y, 0.5 * galley.size().x);
    let upright = egui::epaint::TextShape::new(corner, galley, theme.muted).with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(upright);
}

/// Slow at both ends.
fn smooth(share: f32) -> f32 {
    share * share * (3.0 - 2.0 * share)
}

impl Sheet {
    fn new(theme: &Theme, snapshot: &Snapshot, (space, maps): (&Space, &Maps)) -> Self {
        let side = Space::SIDE;
        let share = |i: usize| i as f32 / (side - 1) as f32;
        let colors = (0..side * side).map(|node| ground(theme, maps, share(node % side), share(node / side))).collect();
        // Where something else is learned, by the labels that the network never saw.
        let target = snapshot.data.own_target();
        let classes = target.classes().unwrap_or(0);
        let range = match target {
            Target::Value { values, .. } => {
                values.iter().fold((f32::MAX, f32::MIN), |(low, high), &v| (low.min(v), high.max(v)))
            }
            Target::Class { .. } => (0.0, 1.0),
        };
        let look = |(row, split): &(usize, Split)| match target {
            _ if *row >= snapshot.data.known => (Mark::Circle, theme.muted, fill(*split), *row),
            Target::Class { labels, .. } => {
                let class = labels[*row] as usize;
                (Mark::of_class(class), theme.class(class, classes), fill(*split), *row)
            }
            Target::Value { values, .. } => {
                let half = (0.5 * (range.1 - range.0)).max(f32::MIN_POSITIVE);
                let level = (values[(*row, 0)] - 0.5 * (range.0 + range.1)) / half;
                let color = theme.map_zero.lerp_to_gamma(theme.signed(level), level.abs().min(1.0));
                (Mark::Circle, color, fill(*split), *row)
            }
        };
        Self {
            number: snapshot.number,
            look: theme.look(),
            colors,
            lines: boundaries(snapshot),
            points: space.rows.iter().map(look).collect(),
            stages: space.stages.iter().map(Stage::new).collect(),
        }
    }
}

/// The colour of the decision at shares of the way right and up.
fn ground(theme: &Theme, maps: &Maps, right: f32, up: f32) -> Color32 {
    let cells = maps.resolution;
    match &maps.decision {
        Decision::Level(levels) => theme.map(between(levels, cells, right, up)),
        Decision::Classes { classes, confidence } => {
            let place = |share: f32| ((share * cells as f32) as usize).min(cells - 1);
            let cell = place(up) * cells + place(right);
            let count = maps.units.last().map_or(2, Vec::len);
            let least = 1.0 / count.max(2) as f32;
            let lead = ((confidence[cell] - least) / (1.0 - least)).clamp(0.0, 1.0);
            theme.map_zero.lerp_to_gamma(theme.class(usize::from(classes[cell]), count), 0.12 + 0.4 * lead)
        }
    }
}

impl Stage {
    /// Brought to −1…1: as much of the sheet as lies around the points. Values of units have one scale for both axes;
    /// inputs have one each, as on the map, for their units may differ.
    fn new(bent: &Bent) -> Self {
        let range = |axis: usize| {
            let fold = |places: &[[f32; 2]]| {
                places.iter().fold((f32::MAX, f32::MIN), |(low, high), at| (low.min(at[axis]), high.max(at[axis])))
            };
            let ((low, high), (least, most)) = (fold(&bent.points), fold(&bent.grid));
            let more = AROUND * (high - low);
            ((low - more).max(least.min(low)), (high + more).min(most.max(high)))
        };
        let (x, y) = (range(0), range(1));
        let (right, up) = ((0.5 * (x.1 - x.0)).max(1e-6), (0.5 * (y.1 - y.0)).max(1e-6));
        let (right, up) = if bent.view == View::Plane { (right, up) } else { (right.max(up), right.max(up)) };
        let place = |at: &[f32; 2]| pos2((at[0] - 0.5 * (x.0 + x.1)) / right, (at[1] - 0.5 * (y.0 + y.1)) / up);
        Self { grid: bent.grid.iter().map(place).collect(), points: bent.points.iter().map(place).collect() }
    }
}

/// The sheet on its way from one stage to the next.
struct Between<'a> {
    sheet: &'a Sheet,
    low: usize,
    share: f32,
    square: Rect,
}

impl Between<'_> {
    fn screen(&self, from: Pos2, to: Pos2) -> Pos2 {
        let at = from.lerp(to, self.share);
        let half = 0.5 * self.square.width();
        self.square.center() + vec2(at.x * half, -at.y * half)
    }

    fn paint(&self, ui: &Ui, theme: &Theme, painter: &Painter, followed: Option<usize>) {
        let stages = &self.sheet.stages;
        let (from, to) = (&stages[self.low], &stages[(self.low + 1).min(stages.len() - 1)]);
        let nodes: Vec<Pos2> = from.grid.iter().zip(&to.grid).map(|(a, b)| self.screen(*a, *b)).collect();
        painter.add(cloth(&nodes, &self.sheet.colors));
        let side = Space::SIDE;
        let thin = Stroke::new(1.0, theme.muted.gamma_multiply(0.45));
        for i in (0..side).step_by(LINES) {
            painter.add(Shape::line((0..side).map(|j| nodes[i * side + j]).collect(), thin));
            painter.add(Shape::line((0..side).map(|j| nodes[j * side + i]).collect(), thin));
        }
        for line in &self.sheet.lines {
            let bent = line.iter().map(|at| on_grid(&nodes, *at)).collect();
            painter.add(Shape::line(bent, Stroke::new(2.0, theme.ink)));
        }
        let sheet = MarkSheet::of(ui.ctx());
        let mut mesh = sheet.mesh();
        let mut ring = None;
        for (i, (mark, color, fill, row)) in self.sheet.points.iter().enumerate() {
            let at = self.screen(from.points[i], to.points[i]);
            sheet.point(&mut mesh, theme, *mark, (at, 1.0), *color, *fill);
            if followed == Some(*row) {
                ring = Some(at);
            }
        }
        painter.add(mesh);
        if let Some(at) = ring {
            painter.circle_stroke(at, 9.0, Stroke::new(4.0, theme.surface));
            painter.circle_stroke(at, 9.0, Stroke::new(2.5, theme.accent));
        }
    }
}

/// The coloured sheet between the nodes.
fn cloth(nodes: &[Pos2], colors: &[Color32]) -> Mesh {
    let side = Space::SIDE as u32;
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(nodes.len());
    mesh.reserve_triangles(2 * nodes.len());
    // Half through, so that a fold is seen as one.
    nodes.iter().zip(colors).for_each(|(at, color)| mesh.colored_vertex(*at, color.gamma_multiply(0.6)));
    for y in 0..side - 1 {
        for x in 0..side - 1 {
            let node = y * side + x;
            mesh.add_triangle(node, node + 1, node + side);
            mesh.add_triangle(node + 1, node + side, node + side + 1);
        }
    }
    mesh
}

/// Where a place, in shares of the way right and up on the plane, stands among the nodes.
fn on_grid(nodes: &[Pos2], at: Pos2) -> Pos2 {
    let side = Space::SIDE;
    let place = |share: f32| {
        let along = (share * (side - 1) as f32).clamp(0.0, (side - 1) as f32);
        let low = (along as usize).min(side - 2);
        (low, along - low as f32)
    };
    let ((x, across), (y, up)) = (place(at.x), place(at.y));
    let row = |y: usize| nodes[y * side + x].lerp(nodes[y * side + x + 1], across);
    let (low, high) = (row(y), row(y + 1));
    pos2(lerp(low.x..=high.x, up), lerp(low.y..=high.y, up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stands_between_its_nodes() {
        let side = Space::SIDE;
        let nodes: Vec<Pos2> =
            (0..side * side).map(|node| pos2(2.0 * (node % side) as f32, -((node / side) as f32))).collect();
        let last = (side - 1) as f32;
        assert_eq!(on_grid(&nodes, pos2(0.0, 1.0)), pos2(0.0, -last));
        assert_eq!(on_grid(&nodes, pos2(1.0, 0.0)), pos2(2.0 * last, 0.0));
        assert_eq!(on_grid(&nodes, pos2(0.5, 0.5)), pos2(last, -0.5 * last));
    }

    #[test]
    fn far_corners_of_the_sheet_do_not_press_the_points_together() {
        let bent = Bent::for_test(vec![[-100.0, -100.0], [100.0, 100.0]], vec![[-1.0, 0.0], [1.0, 0.0]]);
        let stage = Stage::new(&bent);
        assert!((stage.points[1].x - 1.0 / 1.7).abs() < 1e-5, "{:?}", stage.points);
    }
}
