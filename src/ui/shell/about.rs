//! Description of the screen in words: each view, what can be done with it, and what it shows now.

use egui::{RichText, Ui};

use crate::{
    language::{Text, compact, grouped},
    text,
    ui::{
        kit::{Theme, theme::bold, theme::space, theme::text as size},
        pages::Pages,
    },
    worker::Snapshot,
};

/// Tells of the page and of the views beside it.
pub(super) fn ui(ui: &mut Ui, theme: &Theme, pages: &Pages, snapshot: Option<&Snapshot>) {
    let (name, about) = pages.about();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = space::HALF;
        part(ui, theme, name, about);
        if !pages.is_alone() {
            part(ui, theme, text!("Map", "大图"), map());
            part(ui, theme, text!("Curves", "曲线"), curves());
        }
        part(ui, theme, text!("Timeline", "时间线"), timeline());
        snapshot.into_iter().for_each(|snapshot| part(ui, theme, text!("Now", "当前"), now(snapshot)));
    });
}

fn part(ui: &mut Ui, theme: &Theme, name: Text, about: Text) {
    ui.label(RichText::new(theme.say(name)).font(bold(size::BODY)));
    ui.label(theme.say(about));
    ui.add_space(space::HALF);
}

fn map() -> Text {
    text!(
        "What the network answers at every place of the plane, with the rows as points: the colour is its output, the black \
         line the boundary at which it decides. Filled points are trained on; test points are hollow. Scroll to zoom, drag \
         to move, choose other inputs along its edges.",
        "网络在平面每一处的输出，样本画成点：颜色是输出，黑线是判决边界。实心点用于训练，空心点是测试样本。滚动缩放，拖动平移，\
         边缘处可选择其他输入。"
    )
}

fn curves() -> Text {
    text!(
        "Loss and score of training, validation and test rows over the epochs. When the training loss falls and the others \
         rise, the network learns the rows by heart.",
        "训练、验证和测试样本的损失与得分随轮数的变化。训练损失下降而其他上升时，说明网络在死记样本。"
    )
}

fn timeline() -> Text {
    text!(
        "Drag back to see any earlier moment of the run in every view, and go on from there. Ticks mark where something was \
         changed. The line below says what may be wrong, and what to try.",
        "向左拖动，所有视图都会显示较早的时刻，并可由此继续。刻度标出改动之处。下面一行说明可能的问题和可以尝试的办法。"
    )
}

/// Where the run stands.
fn now(snapshot: &Snapshot) -> Text {
    let sizes = snapshot.network.parameters.sizes();
    let layers = sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("–");
    let parameters = grouped(snapshot.network.parameters.values().len() as u64);
    let (epoch, loss) = (grouped(snapshot.epoch), compact(snapshot.metrics.train.loss));
    let (english, chinese) = snapshot.metrics.test.map_or_else(Default::default, |test| {
        let test = compact(test.loss);
        (format!(", on test rows {test}"), format!("，测试样本上为 {test}"))
    });
    text!(
        "A network {layers} with {parameters} parameters, at epoch {epoch}. The training loss is {loss}{english}.",
        "{layers} 的网络，共 {parameters} 个参数，第 {epoch} 轮。训练损失为 {loss}{chinese}。"
    )
}
