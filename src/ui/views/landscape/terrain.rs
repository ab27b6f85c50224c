//! A plane in weight space: darker is lower, with contour lines at equal ratios of the loss, and the path of the run.

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, FontId, Key, Modifiers, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui,
    WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    insight::landscape::path::RANDOM_WALK,
    language::{compact, grouped},
    nn::Parameters,
    text,
    training::Checkpoint,
    ui::{
        Action,
        kit::{
            Theme, icon,
            texture::Texture,
            theme::{bold, space, text as size},
        },
        page::Scene,
        views::map::contour::zero_lines,
    },
    worker::{
        Snapshot,
        terrain::{CELLS, Look, Terrain},
    },
};

/// Contour lines are at this loss times powers of two.
const UNIT: f64 = 0.01;
/// Largest number of contour lines; with more, only every second, fourth … is drawn.
const MOST: usize = 10;
/// Losses this many times the lowest look the same.
const FACTOR: f64 = 4096.0;
/// Room for the sentences below.
const BELOW: f32 = 92.0;
/// A moment of the path is meant within this distance.
const REACH: f32 = 8.0;

/// The plane as it is shown, made once for each.
#[derive(Debug, Default)]
pub(super) struct Shown {
    of: Option<(Arc<Terrain>, bool)>,
    texture: Texture,
    /// The loss and its lines, in shares of the way right and up.
    lines: Vec<(f64, Vec<Vec<Pos2>>)>,
    /// By which the loss grows from one line to the next.
    factor: u64,
    /// Where the keyboard points, in shares.
    cursor: Option<Pos2>,
}

impl Shown {
    fn update(&mut self, ui: &Ui, theme: &Theme, terrain: &Arc<Terrain>) {
        if self.of.as_ref().is_some_and(|(of, dark)| Arc::ptr_eq(of, terrain) && *dark == theme.dark) {
            return;
        }
        let logs: Vec<f64> = terrain.losses.iter().map(|loss| libm::log2(loss.max(1e-12))).collect();
        let low = logs.iter().copied().filter(|log| log.is_finite()).fold(f64::INFINITY, f64::min);
        let high = logs.iter().copied().filter(|log| log.is_finite()).fold(f64::NEG_INFINITY, f64::max);
        let high = high.min(low + libm::log2(FACTOR));
        let span = (high - low).max(1e-9);
        let deep = theme.surface.lerp_to_gamma(theme.accent, if theme.dark { 0.5 } else { 0.4 });
        let color = |log: f64| {
            if log.is_nan() {
                theme.rule
            } else {
                deep.lerp_to_gamma(theme.surface, (((log - low) / span) as f32).clamp(0.0, 1.0))
            }
        };
        // A picture begins at its top.
        let pixels: Vec<Color32> = (0..CELLS)
            .rev()
            .flat_map(|row| logs[row * CELLS..(row + 1) * CELLS].iter().map(|log| color(*log)).collect::<Vec<_>>())
            .collect();
        self.texture.set(ui.ctx(), "landscape", ColorImage::new([CELLS, CELLS], pixels));
        let unit = libm::log2(UNIT);
        let (first, last) = ((low - unit).ceil() as i64, (high - unit).floor() as i64);
        let stride = ((last - first + 1).max(1) as usize).div_ceil(MOST);
        let levels = (first..=last).filter(|level| level.rem_euclid(stride as i64) == 0);
        self.lines = levels
            .map(|level| {
                let log = unit + level as f64;
                let above: Vec<f32> = logs.iter().map(|at| (at - log) as f32).collect();
                (libm::exp2(log), zero_lines(&above, CELLS))
            })
            .collect();
        self.factor = 1 << stride.min(62);
        self.of = Some((Arc::clone(terrain), theme.dark));
    }
}

/// Shows the plane; clicks on it are added to `actions`.
pub(super) fn ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    shown: &mut Shown,
    (terrain, busy): (Option<&Arc<Terrain>>, bool),
    actions: &mut Vec<Action>,
) {
    let (theme, snapshot) = (scene.theme, scene.snapshot);
    let Some(terrain) = terrain else {
        ui.label(theme.say(if busy {
            text!("Computing the loss…", "正在计算损失……")
        } else {
            text!(
                "A path has a plane once the run has come through a few moments: train a little.",
                "训练经过若干时刻之后，路径才有平面：请先训练片刻。"
            )
        }));
        return;
    };
    shown.update(ui, theme, terrain);
    let height = (ui.available_height() - BELOW).max(200.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let frame = Rect::from_min_max(rect.min + vec2(20.0, 0.0), rect.max - vec2(0.0, 20.0));
    let plot = Plot { painter: ui.painter().with_clip_rect(frame), theme, terrain, frame };
    if let Some(texture) = shown.texture.id() {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        plot.painter.image(texture, frame, whole, Color32::WHITE);
    }
    plot.contours(&shown.lines);
    plot.path(snapshot);
    plot.here(snapshot);
    touch(ui, &response, shown, &plot, snapshot, actions);
    icon::focus_ring(ui, theme, &response, frame);
    axes(ui, theme, terrain, rect, frame);
    response.widget_info(|| {
        let here = compact(plot.loss(plot.share_of(&snapshot.checkpoint)));
        let said = text!("Loss over a plane: {here} at the network that is shown", "平面上的损失：所示网络处为 {here}");
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
    sentences(ui, theme, terrain, shown.factor);
}

/// What the plane is painted with.
struct Plot<'a> {
    painter: Painter,
    theme: &'a Theme,
    terrain: &'a Terrain,
    frame: Rect,
}

impl Plot<'_> {
    /// Where a place in shares of the way right and up is seen.
    fn screen(&self, share: Pos2) -> Pos2 {
        pos2(self.frame.left() + share.x * self.frame.width(), self.frame.bottom() - share.y * self.frame.height())
    }

    fn share(&self, at: Pos2) -> Pos2 {
        let from = at - self.frame.left_bottom();
        pos2(from.x / self.frame.width(), -from.y / self.frame.height())
    }

    /// The place of the plane there.
    fn place(&self, share: Pos2) -> (f64, f64) {
        let along = |(low, high): (f64, f64), share: f32| low + (high - low) * f64::from(share);
        (along(self.terrain.plane.x, share.x), along(self.terrain.plane.y, share.y))
    }

    fn share_at(&self, (x, y): (f64, f64)) -> Pos2 {
        let share = |value: f64, (low, high): (f64, f64)| ((value - low) / (high - low)) as f32;
        pos2(share(x, self.terrain.plane.x), share(y, self.terrain.plane.y))
    }

    fn share_of(&self, checkpoint: &Checkpoint) -> Pos2 {
        let values = checkpoint.parameters.values();
        if values.len() != self.terrain.plane.origin.len() {
            return pos2(f32::NAN, f32::NAN);
        }
        let (x, y, _) = self.terrain.plane.place(values);
        self.share_at((x, y))
    }

    /// The loss of the nearest cell.
    fn loss(&self, share: Pos2) -> f64 {
        let cell = |share: f32| (share * CELLS as f32).clamp(0.0, CELLS as f32 - 1.0) as usize;
        if share.any_nan() { f64::NAN } else { self.terrain.losses[cell(share.y) * CELLS + cell(share.x)] }
    }

    fn words(&self, at: Pos2, align: Align2, words: impl Into<String>, strong: bool) -> Rect {
        let font = if strong { bold(size::SMALL) } else { FontId::proportional(size::SMALL) };
        let ink = if strong { self.theme.ink } else { self.theme.muted };
        let galley = self.painter.layout_no_wrap(words.into(), font, ink);
        let rect = align.anchor_size(at, galley.size());
        self.painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 3.0, self.theme.surface.gamma_multiply(0.85));
        self.painter.galley(rect.min, galley, ink);
        rect
    }

    fn contours(&self, levels: &[(f64, Vec<Vec<Pos2>>)]) {
        let stroke = Stroke::new(0.75, self.theme.muted.gamma_multiply(0.7));
        for (_, lines) in levels {
            for line in lines {
                self.painter.add(Shape::line(line.iter().map(|at| self.screen(*at)).collect(), stroke));
            }
        }
        let mut taken: Vec<Rect> = Vec::new();
        for (loss, lines) in levels {
            let Some(longest) = lines.iter().max_by_key(|line| line.len()) else { continue };
            // A label where there is room for it, nearest to a third along the line.
            let count = longest.len();
            let inside = self.frame.shrink2(vec2(24.0, 12.0));
            let place = (0..count).map(|step| self.screen(longest[(count / 3 + step) % count])).find(|at| {
                let room = Rect::from_center_size(*at, vec2(56.0, 28.0));
                inside.contains(*at) && !taken.iter().any(|other| other.intersects(room))
            });
            if let Some(at) = place {
                taken.push(self.words(at, Align2::CENTER_CENTER, compact(*loss), false));
            }
        }
    }

    fn path(&self, snapshot: &Snapshot) {
        let points: Vec<Pos2> = self.terrain.path.iter().map(|(_, place)| self.screen(self.share_at(*place))).collect();
        let Some(first) = points.first().copied() else { return };
        self.painter.add(Shape::line(points.clone(), Stroke::new(5.0, self.theme.surface.gamma_multiply(0.8))));
        self.painter.add(Shape::line(points.clone(), Stroke::new(2.0, self.theme.ink)));
        // The newest moments are drawn before a new plane is there.
        let newest = self.screen(self.share_of(&snapshot.newest));
        if let (Some(last), false) = (points.last(), newest.any_nan()) {
            self.painter.line_segment([*last, newest], Stroke::new(2.0, self.theme.ink));
        }
        self.ring(first, 4.5, self.theme.ink);
        self.words(first + vec2(8.0, 0.0), Align2::LEFT_CENTER, self.theme.say(text!("start", "起点")), false);
    }

    fn ring(&self, at: Pos2, radius: f32, color: Color32) {
        self.painter.circle(at, radius, self.theme.surface, Stroke::new(2.0, color));
    }

    /// The moment that is shown.
    fn here(&self, snapshot: &Snapshot) {
        let at = self.screen(self.share_of(&snapshot.checkpoint));
        if at.any_nan() {
            return;
        }
        self.ring(at, 6.5, self.theme.accent);
    }

    /// The moment of the path that is meant there.
    fn moment(&self, at: Pos2) -> Option<&Arc<Checkpoint>> {
        let distance = |place: &(f64, f64)| self.screen(self.share_at(*place)).distance(at);
        let near = self.terrain.path.iter().map(|(moment, place)| (moment, distance(place)));
        near.filter(|(_, away)| *away <= REACH).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(moment, _)| moment)
    }
}

/// Reads what is pointed at, and takes it with a click or Enter.
fn touch(
    ui: &Ui,
    response: &Response,
    shown: &mut Shown,
    plot: &Plot<'_>,
    snapshot: &Snapshot,
    actions: &mut Vec<Action>,
) {
    if response.has_focus() {
        keys(ui, response, shown, plot.share_of(&snapshot.checkpoint));
    }
    let pointer = response.hover_pos().filter(|at| plot.frame.contains(*at));
    if pointer.is_some() {
        shown.cursor = None;
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    let at = pointer.or_else(|| shown.cursor.filter(|_| response.has_focus()).map(|share| plot.screen(share)));
    let Some(at) = at else { return };
    let share = plot.share(at);
    let moment = plot.moment(at);
    let loss = compact(plot.loss(share));
    let words = match moment {
        Some(moment) => {
            let epoch = grouped(moment.epoch);
            text!("epoch {epoch} · click to look at it", "第 {epoch} 轮 · 点击查看")
        }
        None => text!("loss {loss} · click: this network", "损失 {loss} · 点击：使用该网络"),
    };
    let cross = Stroke::new(1.5, plot.theme.accent);
    for by in [vec2(6.0, 0.0), vec2(0.0, 6.0)] {
        plot.painter.line_segment([at - by, at + by], cross);
    }
    let align = if share.x > 0.7 { Align2::RIGHT_BOTTOM } else { Align2::LEFT_BOTTOM };
    let beside = vec2(if share.x > 0.7 { -10.0 } else { 10.0 }, if share.y > 0.9 { 26.0 } else { -8.0 });
    plot.words(at + beside, align, plot.theme.say(words), true);
    let is_entered = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if response.clicked() && pointer.is_some() || is_entered {
        match moment {
            Some(moment) => actions.push(Action::Look(Some(moment.step))),
            None => {
                let (x, y) = plot.place(share);
                let mut parameters = Parameters::zeros(snapshot.network.parameters.sizes());
                let values = plot.terrain.plane.at(x, y);
                if values.len() == parameters.values().len() {
                    parameters.values_mut().copy_from_slice(&values);
                    actions.push(Action::Stand(Box::new(parameters)));
                }
            }
        }
    }
}

/// Arrows move the cross by a hundredth of the plane, with Shift by a tenth.
fn keys(ui: &Ui, response: &Response, shown: &mut Shown, here: Pos2) {
    ui.memory_mut(|memory| {
        let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        memory.set_focus_lock_filter(response.id, arrows);
    });
    for (key, by) in [
        (Key::ArrowLeft, vec2(-0.01, 0.0)),
        (Key::ArrowRight, vec2(0.01, 0.0)),
        (Key::ArrowUp, vec2(0.0, 0.01)),
        (Key::ArrowDown, vec2(0.0, -0.01)),
    ] {
        for (modifiers, times) in [(Modifiers::SHIFT, 10.0), (Modifiers::NONE, 1.0)] {
            if ui.input_mut(|input| input.consume_key(modifiers, key)) {
                let from = shown.cursor.unwrap_or(if here.any_nan() { pos2(0.5, 0.5) } else { here });
                shown.cursor = Some((from + times * by).clamp(Pos2::ZERO, pos2(1.0, 1.0)));
            }
        }
    }
}

/// What lies along both sides.
fn axes(ui: &Ui, theme: &Theme, terrain: &Terrain, rect: Rect, frame: Rect) {
    let names = match terrain.shares {
        Some([first, second]) => {
            let (first, second) = (100.0 * first, 100.0 * second);
            [
                text!(
                    "first component · {first:.0} % of the path’s variance",
                    "第一主成分 · 占路径方差的 {first:.0} %"
                ),
                text!("second · {second:.0} %", "第二主成分 · {second:.0} %"),
            ]
        }
        None => [
            text!("random direction, as long as the weights", "随机方向，长度与权重相同"),
            text!("another one", "另一随机方向"),
        ],
    };
    let [across, up] = names.map(|name| theme.say(name));
    let font = FontId::proportional(size::SMALL);
    ui.painter().text(pos2(frame.center().x, rect.bottom()), Align2::CENTER_BOTTOM, across, font.clone(), theme.muted);
    let galley = ui.painter().layout_no_wrap(up.into_owned(), font, theme.muted);
    let corner = pos2(rect.left(), frame.center().y + 0.5 * galley.size().x);
    let turned = egui::epaint::TextShape::new(corner, galley, theme.muted).with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(turned);
}

/// What is to be known of the plane.
fn sentences(ui: &mut Ui, theme: &Theme, terrain: &Terrain, factor: u64) {
    ui.add_space(space::HALF);
    let (rows, of) = terrain.rows;
    if let Some([first, second]) = terrain.shares {
        let beside = (100.0 * (1.0 - first - second)).max(0.0);
        let [walk, then] = RANDOM_WALK.map(|share| 100.0 * share);
        ui.label(theme.say(text!(
            "The plane lies through the path’s mean; {beside:.0} % of its variance is not in it. A random walk would look as \
             smooth, with {walk:.0} % and {then:.0} %.",
            "该平面通过路径的均值；其方差有 {beside:.0} % 不在平面内。随机游走看起来同样平滑，其占比为 {walk:.0} % 和 \
             {then:.0} %。"
        )));
    } else if matches!(terrain.asked.look, Look::Random { .. }) {
        ui.label(theme.say(text!(
            "Each unit’s weights move as far as they are long. Two random directions have nothing in common with the path of \
             a run, so it is not drawn.",
            "每个单元的权重移动的距离等于其长度。两个随机方向与训练路径几乎无关，因此不画出路径。"
        )));
    }
    let took = terrain.took.as_millis();
    ui.label(theme.caption(theme.say(if rows < of {
        text!(
            "{CELLS} × {CELLS} losses on {rows} of {of} training rows, in {took} ms · from line to line, {factor} times the loss",
            "{CELLS} × {CELLS} 个损失，使用 {of} 个训练样本中的 {rows} 个，耗时 {took} 毫秒 · 相邻两线的损失相差 {factor} 倍"
        )
    } else {
        text!(
            "{CELLS} × {CELLS} losses on all {rows} training rows, in {took} ms · from line to line, {factor} times the loss",
            "{CELLS} × {CELLS} 个损失，使用全部 {rows} 个训练样本，耗时 {took} 毫秒 · 相邻两线的损失相差 {factor} 倍"
        )
    })));
}
