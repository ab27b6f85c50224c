//! Evaluation of the network on rows that no stage has seen.

use egui::Ui;

use crate::{
    insight::Request,
    language::Text,
    text,
    ui::{
        Action, Page,
        page::{Csv, Place, Scene},
        views::evaluation::{self, EvaluationViewState},
    },
};

/// The evaluation page.
#[derive(Debug, Default)]
pub struct EvaluatePage(EvaluationViewState);

impl Page for EvaluatePage {
    fn name(&self) -> Text {
        Text::fixed("Evaluate", "评估")
    }

    fn shortcut(&self) -> Text {
        text!("Judge the network on rows that it has not seen", "用网络没有见过的样本评估它")
    }

    fn about(&self) -> Text {
        text!(
            "How the network does on test rows: which classes it mistakes for which, whether its confidence can be trusted, how it bears noise, and whether it treats groups alike. Choose settings by the validation rows, and open the test rows last.",
            "网络在测试样本上的表现：哪些类别会混淆、置信度是否可信、抗噪能力如何、对各群体是否一致。请用验证样本选择设置，最后才打开测试样本。"
        )
    }

    fn place(&self) -> Place {
        Place::Behind
    }

    fn request(&self, request: &mut Request) {
        request.judging = Some(self.0.judging.clone());
    }

    fn ui(&mut self, ui: &mut Ui, scene: &mut Scene<'_>) -> Vec<Action> {
        evaluation::ui(ui, scene.theme, scene.snapshot, &mut self.0, scene.opened)
    }

    fn csv(&self) -> Csv {
        Csv::of_weights()
    }
}
