//! Number of labels per class.

use egui::{Align, Layout, Ui};

use crate::{
    experiment::Experiment,
    text,
    ui::kit::{Theme, slider},
};

/// Shows how many labels a class may be used, from one to all, on a slider by factors.
pub fn slider(ui: &mut Ui, theme: &Theme, draft: &mut Experiment) {
    // Of a text so many letters have a label in all, whichever they are.
    let in_all = draft.data.source.is_in_order();
    let Some(classes) = draft.data.source.classes().map(|classes| if in_all { 1 } else { classes }) else { return };
    let rows = draft.data.source.own_rows() as f64 * f64::from(draft.data.train_share);
    let most = (rows / classes.max(1) as f64).floor().max(2.0);
    let shown = draft.data.labels.map_or(most, |labels| f64::from(labels).min(most));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let label = ui
            .horizontal(|ui| {
                let label = ui.label(theme.caption(theme.say(text!("Labels used", "使用的标签"))));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let said = match draft.data.labels {
                        Some(labels) if in_all => text!("{labels} in all", "共 {labels} 个"),
                        Some(labels) => text!("{labels} a class", "每类 {labels} 个"),
                        None => text!("all", "全部"),
                    };
                    ui.label(theme.caption(theme.say(said)).color(theme.ink));
                });
                label
            })
            .inner;
        let (response, made) = slider::ui(ui, theme, shown, (1.0, most), 0.0, true);
        let response = response.labelled_by(label.id);
        let hint = if in_all {
            text!(
                "How many rows keep their label, from the first on. The others have none, and pretraining can learn from them.",
                "从第一行起保留标签的样本数。其余样本没有标签，可供预训练使用。"
            )
        } else {
            text!(
            "How many rows of each class keep their label. The others have none, and pretraining can learn from them.",
            "每一类中保留标签的样本数。其余样本没有标签，可供预训练使用。"
        )
        };
        response.on_hover_text(theme.say(hint));
        if let Some(made) = made {
            let made = made.round();
            draft.data.labels = (made < most).then_some(made as u32);
        }
    });
}
