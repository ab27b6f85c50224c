//! What stands over the columns: titles, and the controls of a layer.

use egui::{
    Align2, Button, FontId, Popup, Rect, Response, RichText, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use crate::{
    experiment::{
        Experiment, HiddenLayer, NetworkSettings,
        fields::{self, Kind, Layers},
    },
    language::Text,
    lessons::Locks,
    nn::{Activation, Choice},
    text,
    ui::{
        guard,
        kit::{
            Theme, check,
            number::Number,
            theme::{bold, space, text},
        },
        naming::inline,
    },
};

/// Heads narrower than this have a smaller title.
const ROOMY: f32 = 108.0;
/// Those narrower than this have their buttons in their menu.
const BUTTONS: f32 = 80.0;

/// A title with a line of second rank below it.
pub fn caption(ui: &Ui, theme: &Theme, head: Rect, name: &str, below: &str) {
    title(ui, theme, head, name);
    let place = pos2(head.center().x, head.top() + 26.0);
    ui.painter().text(place, Align2::CENTER_TOP, below, FontId::proportional(text::SMALL), theme.muted);
}

fn title(ui: &Ui, theme: &Theme, head: Rect, name: &str) {
    let size = if head.width() < ROOMY { text::SMALL } else { text::BODY };
    ui.painter().text(pos2(head.center().x, head.top()), Align2::CENTER_TOP, name, bold(size), theme.ink);
}

/// The head of hidden layer `index`: how many units, which activation, and what else there is in a menu.
///
/// What `locks` keep is grey and says so.
pub fn layer(ui: &mut Ui, theme: &Theme, head: Rect, index: usize, (draft, locks): (&mut Experiment, Option<&Locks>)) {
    // Two encoders that are aligned are alike: the number counts the units of one, and both are drawn.
    let is_twofold = draft.alignment().is_some();
    let Some(layer) = draft.network.hidden.get_mut(index) else { return };
    let number = index + 1;
    let name = if is_twofold {
        text!("Layer {number}, twice", "第 {number} 层，两份")
    } else {
        text!("Layer {number}", "第 {number} 层")
    };
    title(ui, theme, head, &theme.say(name));

    let row = |line: f32| Rect::from_min_size(head.left_top() + vec2(0.0, line), vec2(head.width(), space::TARGET));
    let roomy = head.width() >= ROOMY;
    let mut place = ui.new_child(UiBuilder::new().id_salt(("units", index)).max_rect(row(22.0)));
    let is_open = guard::is_open(locks, "network.hidden");
    if !is_open {
        place.disable();
    }
    let ui_units = &mut place;
    let middle = row(22.0).center();
    let has_buttons = head.width() >= BUTTONS;
    let wide = match (roomy, has_buttons) {
        (true, _) => 58.0,
        (_, true) => 32.0,
        (..) => 40.0,
    };
    let value = Rect::from_center_size(middle, vec2(wide, space::TARGET));
    let suffix = match (roomy, layer.units) {
        (false, _) => Text::same(""),
        (_, 1) => text!(" unit", " 个单元"),
        _ => text!(" units", " 个单元"),
    };
    let suffix = theme.say(suffix);
    let units = Number::new(1..=HiddenLayer::MOST_UNITS).speed(0.1).suffix(&suffix).late();
    let (typed, made) = quiet(ui_units, |ui| units.put(ui, value, layer.units));
    layer.units = made.unwrap_or(layer.units);
    let hint = theme.say(if is_twofold {
        text!(
            "Drag, or click and type. Both encoders have as many units each.",
            "拖动，或点击后输入。两个编码器各有这么多单元。"
        )
    } else {
        text!("Drag, or click and type.", "拖动，或点击后输入。")
    });
    let typed = typed.accessible_name(&*theme.say(text!("Units of layer {number}", "第 {number} 层的单元数")));
    guard::reason(theme, typed).on_hover_text(hint);
    if has_buttons {
        let apart = if roomy { 14.0 } else { 12.0 };
        for (change, x) in [(-1, value.left() - apart), (1, value.right() + apart)] {
            let rect = Rect::from_center_size(pos2(x, middle.y), vec2(space::TARGET, space::TARGET));
            let (sign, what) = one_more(number, change);
            let button = small_button(ui_units, rect, sign, theme.say(what).into_owned());
            if guard::reason(theme, button).clicked() {
                add_units(layer, change);
            }
        }
    }

    let shown = theme.say(inline(&layer.activation));
    let extra = theme.say(if layer.frozen { text!(" · frozen", " · 已冻结") } else { Text::same("") });
    let named = |sign: &str| RichText::new(format!("{shown}{extra}{sign}")).size(text::SMALL).color(theme.muted);
    let wide = |words: &RichText| {
        let font = FontId::proportional(text::SMALL);
        ui.painter().layout_no_wrap(words.text().into(), font, theme.muted).size().x
    };
    // Where names would touch, the sign that they open goes first.
    let label = if wide(&named(" ▾")) + space::ONE > head.width() { named("") } else { named(" ▾") };
    let button = ui.put(row(46.0), Button::new(label).frame(false).truncate());
    button.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            theme.say(text!("Layer {number}: {shown}, settings", "第 {number} 层：{shown}，设置")),
        )
    });
    Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        menu(ui, theme, index, (draft, locks), has_buttons);
    });
}

/// What the button says that takes a unit from a layer or gives it one.
fn one_more(number: usize, change: isize) -> (&'static str, Text) {
    if change < 0 {
        ("−", text!("Take a unit from layer {number}", "第 {number} 层减少一个单元"))
    } else {
        ("+", text!("Give a unit to layer {number}", "第 {number} 层增加一个单元"))
    }
}

fn add_units(layer: &mut HiddenLayer, change: isize) {
    layer.units = layer.units.saturating_add_signed(change).clamp(1, HiddenLayer::MOST_UNITS);
}

/// The units of a layer, where its head has no room for more than their number.
fn units_in_menu(ui: &mut Ui, theme: &Theme, index: usize, layer: &mut HiddenLayer) {
    ui.horizontal(|ui| {
        ui.label(theme.say(text!("Units", "单元数")));
        for change in [-1, 1] {
            let (sign, what) = one_more(index + 1, change);
            let what = theme.say(what);
            let response = ui.add(Button::new(sign).min_size(vec2(space::TARGET, space::TARGET)));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*what));
            if response.clicked() {
                add_units(layer, change);
            }
            if change < 0 {
                ui.label(layer.units.to_string());
            }
        }
    });
    ui.add_space(space::ONE);
}

fn menu(
    ui: &mut Ui,
    theme: &Theme,
    index: usize,
    (draft, locks): (&mut Experiment, Option<&Locks>),
    has_buttons: bool,
) {
    let layers = draft.network.hidden.len();
    let Some(layer) = draft.network.hidden.get_mut(index) else { return };
    let is_open = |key: &str| guard::is_open(locks, key);
    ui.set_min_width(180.0);
    if locks.is_some_and(|locks| !locks.is_empty()) {
        ui.label(theme.caption(theme.say(text!("What is grey is kept by the lesson.", "灰色项已被课程锁定。"))));
    }
    if !has_buttons {
        ui.add_enabled_ui(is_open("network.hidden"), |ui| units_in_menu(ui, theme, index, layer));
    }
    ui.label(theme.caption(theme.say(text!("Activation", "激活函数"))));
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_enabled_ui(is_open("network.activation"), |ui| activations(ui, theme, index, layer));
    ui.add_space(space::ONE);
    ui.horizontal(|ui| {
        for field in fields::all() {
            let Kind::Layers(Layers::Number(range, place)) = field.kind else { continue };
            if !is_open(field.key) {
                ui.disable();
            }
            let label = ui.label(theme.say(field.name()));
            let ((low, high), value) = (range.ends(), place(layer));
            let (number, made) = Number::new(low..=high).percent().speed(0.5).show(ui, *value);
            number.labelled_by(label.id).on_hover_text(theme.say(field.hint()));
            *value = made.unwrap_or(*value);
        }
    });
    for field in fields::all() {
        let Kind::Layers(Layers::Switch(place)) = field.kind else { continue };
        ui.add_enabled_ui(is_open(field.key), |ui| {
            check::ui(ui, theme, place(layer), theme.say(field.name())).on_hover_text(theme.say(field.hint()));
        });
    }
    ui.add_space(space::ONE);
    if !is_open("network.hidden") {
        ui.disable();
    }
    if ui
        .add_enabled(
            layers < NetworkSettings::MOST_LAYERS,
            Button::new(&*theme.say(text!("Add a layer after this", "在此层后添加一层"))),
        )
        .clicked()
    {
        add(draft, index + 1);
        ui.close();
    }
    if ui.button(theme.say(text!("Remove this layer", "删除此层"))).clicked() {
        draft.network.hidden.remove(index);
        ui.close();
    }
}

fn activations(ui: &mut Ui, theme: &Theme, index: usize, layer: &mut HiddenLayer) {
    egui::Grid::new(("activations", index)).num_columns(2).spacing(vec2(space::ONE, 2.0)).show(ui, |ui| {
        for (i, activation) in Activation::ALL.iter().enumerate() {
            ui.selectable_value(&mut layer.activation, *activation, &*theme.say(inline(activation)));
            if i % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

/// Puts a layer in at `place`, of two units as in the TensorFlow Playground, and otherwise like the one before it.
pub fn add(draft: &mut Experiment, place: usize) {
    let hidden = &mut draft.network.hidden;
    let place = place.min(hidden.len());
    let like = place.checked_sub(1).and_then(|before| hidden.get(before));
    let activation = like.map_or(Activation::Tanh, |layer| layer.activation);
    hidden.insert(place, HiddenLayer { units: 2, activation, dropout: 0.0, frozen: false });
}

/// A small square button without a frame until it is pointed at.
pub fn small_button(ui: &mut Ui, rect: Rect, sign: &str, name: String) -> Response {
    let response = quiet(ui, |ui| ui.put(rect, Button::new(sign).min_size(rect.size())));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    response.on_hover_text(name)
}

/// Draws a control that shows no frame until it is pointed at.
fn quiet<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        let inactive = &mut ui.visuals_mut().widgets.inactive;
        inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
        inactive.bg_fill = egui::Color32::TRANSPARENT;
        inactive.bg_stroke = egui::Stroke::NONE;
        ui.spacing_mut().button_padding = vec2(2.0, 2.0);
        ui.style_mut().text_styles.insert(egui::TextStyle::Button, FontId::proportional(text::SMALL));
        add(ui)
    })
    .inner
}
