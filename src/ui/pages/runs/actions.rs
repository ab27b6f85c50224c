//! What can be done with a run of the list: show, return, unpin or delete, name, colour.

use egui::{
    Button, CornerRadius, Popup, PopupCloseBehavior, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::{
    language::grouped,
    session::Mark,
    text,
    ui::{
        Action,
        kit::{
            Theme, check,
            icon::{self, Icon, Weight},
            line::{self, Look},
            theme::space,
        },
        runs::{Left, Listed, Pinned},
    },
};

/// What can be done with a pinned run.
pub(super) fn pinned(ui: &mut Ui, theme: &Theme, pinned: &Pinned, actions: &mut Vec<Action>) {
    let letter = pinned.letter;
    let mut shown = pinned.shown;
    let response = check::ui(ui, theme, &mut shown, "");
    let name = theme.say(text!("Show run {letter}", "显示训练 {letter}"));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(&*name));
    let hint = text!("Its curve in the plot and its boundary on the map.", "图中的曲线和决策图上的边界。");
    if response.on_hover_text(theme.say(hint)).changed() {
        actions.push(Action::ShowRun(letter, shown));
    }
    let back = (
        Icon::Reset,
        text!("Return to run {letter}", "换回训练 {letter}"),
        text!("Go on with it; the run at hand is set aside.", "继续这次训练；当前的训练会保留下来。"),
        Action::ReturnTo(letter),
    );
    let unpin = (
        Icon::Close,
        text!("Unpin run {letter}", "取消固定训练 {letter}"),
        text!("It then stands below, among the runs that were left.", "之后它列在下方，与离开过的训练在一起。"),
        Action::Unpin(letter),
    );
    for (icon, name, hint, action) in [back, unpin] {
        let (name, hint) = (theme.say(name), theme.say(hint));
        if icon::button(ui, theme, icon, Weight::Plain, space::TARGET, &name, &hint).clicked() {
            actions.push(action);
        }
    }
    let name = theme.say(text!("Name and colour of run {letter}", "训练 {letter} 的名称和颜色"));
    mark(ui, theme, &name, (pinned.number, &pinned.mark), actions);
}

/// What can be done with a run that was left.
pub(super) fn left(ui: &mut Ui, theme: &Theme, left: &Left, actions: &mut Vec<Action>) {
    let epochs = grouped(left.run.epochs());
    let name = theme.say(text!("Return to the run of {epochs} epochs", "换回训练了 {epochs} 轮的过程"));
    let hint = theme.say(text!("Go on with it; the run at hand is set aside.", "继续这次训练；当前的训练会保留下来。"));
    ui.push_id(left.number, |ui| {
        ui.add_space(space::TARGET + space::ONE);
        if icon::button(ui, theme, Icon::Reset, Weight::Plain, space::TARGET, &name, &hint).clicked() {
            actions.push(Action::ReturnToLeft(left.number));
        }
        let name = theme.say(text!("Delete the run of {epochs} epochs", "删除训练了 {epochs} 轮的过程"));
        let hint = theme.say(text!("It goes from this list; Undo brings it back.", "从列表中移除；撤销即可恢复。"));
        if icon::button(ui, theme, Icon::Close, Weight::Plain, space::TARGET, &name, &hint).clicked() {
            actions.push(Action::List(Listed::There(left.number, None)));
        }
        let name =
            theme.say(text!("Name and colour of the run of {epochs} epochs", "训练了 {epochs} 轮的过程的名称和颜色"));
        mark(ui, theme, &name, (left.number, &left.mark), actions);
    });
}

/// A menu in which a run is named and given a colour.
fn mark(ui: &mut Ui, theme: &Theme, name: &str, (number, mark): (u64, &Mark), actions: &mut Vec<Action>) {
    let hint = theme.say(text!("Name and colour", "名称和颜色"));
    let button = icon::button(ui, theme, Icon::More, Weight::Plain, space::TARGET, name, &hint);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(220.0);
        // A menu draws no frame around what can be pressed, and a field without one is not seen.
        ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(space::LINE, theme.outline);
        let mut now = mark.clone();
        let label = ui.label(theme.caption(theme.say(text!("Name", "名称"))));
        let field = TextEdit::singleline(&mut now.name).char_limit(Mark::MOST).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        if button.clicked() {
            field.request_focus();
        }
        ui.add_space(space::ONE);
        ui.label(theme.caption(theme.say(text!("Colour of its curve and boundary", "曲线和边界的颜色"))));
        ui.horizontal(|ui| {
            for colour in 0..line::COLOURS {
                if swatch(ui, theme, colour, now.colour == Some(colour)) {
                    now.colour = Some(colour);
                }
            }
            let words = theme.say(text!("As it came", "默认"));
            if ui.add_enabled(now.colour.is_some(), Button::new(words)).clicked() {
                now.colour = None;
            }
        });
        if now != *mark {
            actions.push(Action::List(Listed::Marked(number, now)));
        }
    });
}

/// A colour to be chosen; whether it was.
fn swatch(ui: &mut Ui, theme: &Theme, colour: u8, chosen: bool) -> bool {
    let names = [text!("Green", "绿"), text!("Purple", "紫"), text!("Brown", "棕"), text!("Blue", "蓝")];
    let name = theme.say(names[usize::from(colour) % names.len()].clone());
    let (rect, response) = ui.allocate_exact_size(vec2(space::TARGET, space::TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &*name));
    let color = line::color(theme, Look { place: 0, colour: Some(colour) });
    ui.painter().rect_filled(rect.shrink(5.0), CornerRadius::same(3), color);
    if chosen {
        ui.painter().rect_stroke(
            rect.shrink(2.0),
            CornerRadius::same(4),
            Stroke::new(1.5, theme.ink),
            StrokeKind::Inside,
        );
    }
    icon::focus_ring(ui, theme, &response, rect);
    response.on_hover_text(name).clicked()
}
