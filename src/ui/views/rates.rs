//! The learning-rate finder: the loss at ever larger rates from a moment on, two suggestions from it, and a person's
//! own reading.

mod plot;

use std::sync::Arc;

use egui::{Button, RichText, Ui};

use crate::{
    experiment::ALL_ROWS,
    insight::rate_finder::{RateCurve, RateEnd, RateRange, two_digits},
    language::{Text, compact, grouped},
    text,
    ui::{
        Action,
        kit::{
            Theme,
            number::Number,
            theme::{bold, space, text as size},
        },
        page::Scene,
    },
    worker::{
        Snapshot,
        moment::Moment,
        survey::{Question, Rates},
    },
};

/// Largest number of steps.
const MOST: usize = 10_000;

/// What is chosen on the page.
#[derive(Debug, Default)]
pub struct RatesViewState {
    range: RateRange,
    /// Exponents of ten between which the person reads the rates that are good, after Smith; nothing until both marks are set.
    marks: Option<[f64; 2]>,
    /// The mark that is being dragged.
    held: Option<usize>,
    /// What was asked last, and of which snapshot.
    asked: Option<(u64, Moment, RateRange)>,
}

impl RatesViewState {
    /// Whether the last question was of this moment and these rates.
    fn has_asked(&mut self, snapshot: &Snapshot) -> bool {
        let Some((number, moment, range)) = &mut self.asked else { return false };
        if *range != self.range {
            return false;
        }
        let is_same = *number == snapshot.number || moment.is_of(snapshot);
        if is_same {
            *number = snapshot.number;
        }
        is_same
    }
}

/// Shows the page; what was asked for is added to `actions`.
pub fn ui(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut RatesViewState, actions: &mut Vec<Action>) {
    let (theme, snapshot) = (scene.theme, scene.snapshot);
    let has_asked = state.has_asked(snapshot);
    // A run on its way would be asked again and again: then only when somebody wants it.
    let wants = head(ui, theme, state, snapshot, has_asked) || !has_asked && !snapshot.running;
    if wants {
        let moment = Moment::of(snapshot);
        state.asked = Some((snapshot.number, moment.clone(), state.range));
        actions.push(Action::Ask(Box::new(Question::Rates(moment, state.range))));
    }
    ui.add_space(space::ONE);
    let surveyed = scene.surveyed.map(Arc::clone);
    if let Some(fault) = surveyed.as_ref().and_then(|surveyed| surveyed.fault.clone()) {
        ui.label(theme.say(fault));
    }
    let Some(rates) = surveyed.as_ref().and_then(|surveyed| surveyed.rates.clone()) else {
        ui.label(theme.caption(theme.say(text!("The first steps are being tried.", "正在尝试最初几步。"))));
        return;
    };
    let own = scene.draft.training().learning_rate;
    let mut used = suggestions(ui, theme, &rates, own);
    ui.add_space(space::ONE);
    used = plot::ui(ui, theme, state, &rates, own).or(used);
    used = reading(ui, theme, state).or(used);
    ui.add_space(space::ONE);
    remarks(ui, theme, &rates, own);
    if let Some(rate) = used {
        scene.draft.training_mut().learning_rate = two_digits(rate);
    }
}

/// From where, which rates and in how many steps; whether it is to be tried again.
fn head(ui: &mut Ui, theme: &Theme, state: &mut RatesViewState, snapshot: &Snapshot, has_asked: bool) -> bool {
    let mut again = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(theme.title(theme.say(text!("Learning-rate finder", "学习率查找"))));
        let epoch = grouped(snapshot.epoch);
        ui.label(theme.caption(theme.say(if snapshot.step == 0 {
            text!("from the start", "从起点开始")
        } else {
            text!("from epoch {epoch}", "从第 {epoch} 轮开始")
        })));
        ui.add_space(space::ONE);
        let label = ui.label(theme.say(text!("Steps", "步数")));
        let (response, made) = Number::new(100..=MOST).speed(10.0).late().show(ui, state.range.steps);
        response.labelled_by(label.id);
        state.range.steps = made.unwrap_or(state.range.steps);
        let RateRange { low, high, .. } = state.range;
        for (name, range, value) in [
            (text!("From rate", "从学习率"), 1e-8..=high / 10.0, &mut state.range.low),
            (text!("to", "到"), low * 10.0..=1e4, &mut state.range.high),
        ] {
            let label = ui.label(theme.say(name));
            let (response, made) = Number::new(range).speed(f64::from(*value) * 0.02).late().show(ui, *value);
            response.labelled_by(label.id);
            *value = made.unwrap_or(*value);
        }
        if snapshot.running {
            let words = RichText::new(theme.say(text!("Try from here", "从此处尝试")));
            let words = words.font(bold(size::BODY)).color(theme.on_accent);
            let button = Button::new(words).fill(theme.accent).min_size(egui::vec2(96.0, 32.0));
            again = ui.add_enabled(!has_asked, button).clicked();
        }
    });
    again
}

/// Both suggestions, with their marks on the curve; the rate that is to be used.
fn suggestions(ui: &mut Ui, theme: &Theme, rates: &Rates, own: f32) -> Option<f32> {
    let mut used = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        let (Some(valley), Some(tenth)) = (rates.valley, rates.tenth) else {
            ui.label(theme.say(text!(
                "The loss explodes before a rate can be judged: try smaller rates, or scale the inputs.",
                "损失在能够判断之前就已爆炸：请尝试更小的学习率，或缩放输入。"
            )));
            return;
        };
        for (mark, name, rate) in
            [("●", text!("Valley", "谷"), valley), ("◆", text!("Minimum ÷ 10", "最低点 ÷ 10"), tenth)]
        {
            let rate = two_digits(rate);
            ui.label(RichText::new(mark).color(theme.accent));
            ui.label(theme.say(name));
            ui.label(theme.large(rate.to_string()));
            let words = theme.say(text!("Use {rate}", "使用 {rate}"));
            if ui.add_enabled(own != rate, Button::new(words).min_size(egui::vec2(0.0, 28.0))).clicked() {
                used = Some(rate);
            }
            ui.add_space(space::TWO);
        }
        ui.label(theme.caption(theme.say(text!("in use: {own}", "当前使用：{own}"))));
    });
    used
}

/// The two marks as numbers, for whoever would rather type, once they are set; the rate that is to be used.
fn reading(ui: &mut Ui, theme: &Theme, state: &mut RatesViewState) -> Option<f32> {
    let mut used = None;
    let (low, high) = (f64::from(state.range.low), f64::from(state.range.high));
    let button = |words| Button::new(theme.say(words)).min_size(egui::vec2(0.0, 28.0));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::ONE;
        ui.label(theme.caption(theme.say(text!("Read it yourself, after Smith:", "自己判读（Smith）："))));
        let Some(marks) = &mut state.marks else {
            let hint = text!(
                "Two marks to drag: where the loss begins to fall, and where it gets ragged. Good rates lie between them.",
                "两个可拖动的标记：损失开始下降处与开始波动处。合适的学习率在两者之间。"
            );
            if ui.add(button(text!("Set two marks", "放置两个标记"))).on_hover_text(theme.say(hint)).clicked() {
                let at = |share: f64| libm::log10(low) + share * libm::log10(high / low);
                state.marks = Some([at(0.4), at(0.8)]);
            }
            return;
        };
        for (place, name) in
            [text!("the loss begins to fall at", "损失开始下降于"), text!("and gets ragged at", "开始波动于")]
                .into_iter()
                .enumerate()
        {
            let label = ui.label(theme.say(name));
            let rate = f64::from(two_digits(libm::pow(10.0, marks[place]) as f32));
            let (response, made) = Number::new(low..=high).speed(rate * 0.02).late().show(ui, rate);
            response.labelled_by(label.id);
            if let Some(made) = made {
                marks[place] = libm::log10(made);
            }
        }
        let upper = two_digits(libm::pow(10.0, marks[0].max(marks[1])) as f32);
        let hint = text!(
            "Drag both grey marks. Good rates lie between them; with a schedule that falls, begin at the upper one.",
            "拖动两个灰色标记。合适的学习率在两者之间；若使用递减的调度，可从上限开始。"
        );
        if ui.add(button(text!("Use {upper}", "使用 {upper}"))).on_hover_text(theme.say(hint)).clicked() {
            used = Some(upper);
        }
        if ui.add(button(text!("Take the marks away", "移除标记"))).clicked() {
            state.marks = None;
        }
    });
    used
}

/// Where the test ended, and what the suggestions are good for.
fn remarks(ui: &mut Ui, theme: &Theme, rates: &Rates, own: f32) {
    let curve = &rates.curve;
    ui.label(theme.caption(theme.say(ending(curve))));
    ui.label(theme.caption(theme.say(text!(
        "The steps were taken on a copy: weights and optimizer are as they were.",
        "这些步在副本上进行：权重和优化器保持原样。"
    ))));
    if curve.is_flat() {
        ui.add_space(space::HALF);
        ui.label(theme.say(text!(
            "From here hardly any rate lowers the loss, so neither suggestion says much: the network has learned most of what it \
             can already, or it is stuck. The finder is meant for the first steps: go back to the start with R.",
            "从此处出发，几乎没有学习率能降低损失，因此两个建议都意义不大：网络已学到大部分能学的，或者卡住了。学习率查找适合最初几步：按 R 回到起点。"
        )));
    } else if let Some(times) = curve.is_far_from(own) {
        ui.add_space(space::HALF);
        ui.label(theme.say(advice(rates, own, times)));
    }
}

fn ending(curve: &RateCurve) -> Text {
    let steps = grouped(curve.rates.len() as u64);
    let last = curve.rates.last().copied().map_or(0.0, two_digits);
    let mean = compact(curve.mean_loss);
    match curve.end {
        RateEnd::Whole => text!("{steps} steps, to a rate of {last}.", "共 {steps} 步，学习率到 {last}。"),
        RateEnd::Exploded => text!(
            "It stopped after {steps} steps at a rate of {last}, where the loss was four times its best.",
            "共 {steps} 步，在学习率 {last} 处停止：损失达到最佳值的四倍。"
        ),
        RateEnd::WorseThanMean => text!(
            "It stopped after {steps} steps at a rate of {last}, where the loss was worse than that of always answering the \
             mean, {mean}.",
            "共 {steps} 步，在学习率 {last} 处停止：损失已差于始终回答均值的 {mean}。"
        ),
    }
}

/// Advice about a suggestion that is far from the current rate.
fn advice(rates: &Rates, own: f32, times: f32) -> Text {
    if times < 1.0 {
        let less = 1.0 / times;
        return text!(
            "The rate in use, {own}, is at least {less:.0} times smaller than both: it can be raised.",
            "当前学习率 {own} 至多是两者的 1/{less:.0}：可以提高。"
        );
    }
    let batch = rates.of.experiment.training().batch_size;
    if batch == ALL_ROWS || batch >= rates.of.data.train.rows.len() {
        return text!(
            "The rate in use, {own}, is at least {times:.0} times larger than both. The suggestions are good for the first steps; with \
             all rows in one batch, rates work that no short trial suggests, because training settles at the edge of \
             stability, where the sharpness is 2 ÷ rate (Cohen et al. 2021).",
            "当前学习率 {own} 至少是两者的 {times:.0} 倍。这些建议适合最初几步；当所有样本在同一批次时，训练会稳定在稳定性边缘\
             （锐度为 2 ÷ 学习率，Cohen 等 2021），因此短暂尝试不会建议的学习率也能奏效。"
        );
    }
    text!(
        "The rate in use, {own}, is at least {times:.0} times larger than both. The suggestions are good for the steps that follow from \
         here; if the loss falls with the rate in use, keep it.",
        "当前学习率 {own} 至少是两者的 {times:.0} 倍。这些建议适合从此处开始的若干步；若当前学习率下损失仍在下降，请保留它。"
    )
}
