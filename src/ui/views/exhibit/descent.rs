//! Double descent: the test error over the units of a random layer, and over the rows of a linear model beside its law.

use egui::{Ui, WidgetInfo, accesskit::Role, vec2};

use super::plot::{Pen, dots, legend, line, upright};
use crate::{
    insight::phenomena::descent::{COUNTS, FEATURES, ROWS, UNITS, law},
    language::compact,
    sweep::spread::median,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::{bold, space, text as size},
    },
    worker::exhibit::{DRAWS, Fits},
};

/// Exponents of the errors that are shown.
const ERRORS: (f64, f64) = (-2.0, 2.5);
/// The same of the linear model.
const EXCESS: (f64, f64) = (-1.5, 2.0);
/// Height of a plot, at least.
const LEAST: f32 = 120.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, fits: &Fits) {
    let height = ((ui.available_height() - 140.0) / 2.0).max(LEAST);
    layer(ui, theme, fits, height);
    ui.add_space(space::ONE);
    linear(ui, theme, fits, height);
}

fn heading(ui: &mut Ui, theme: &Theme, words: crate::language::Text) {
    ui.label(egui::RichText::new(theme.say(words)).font(bold(size::BODY)).color(theme.ink));
}

/// Errors over the number of units.
fn layer(ui: &mut Ui, theme: &Theme, fits: &Fits, height: f32) {
    heading(ui, theme, text!("A frozen random layer, the last layer fitted exactly", "冻结的随机层，最后一层精确拟合"));
    let (test, train) = (Pen::whole(theme.accent), Pen::dashed(theme.muted, 6.0, 4.0));
    let named = [
        (test, text!("test error, median of {DRAWS} draws (dots)", "测试误差，{DRAWS} 次抽样的中位数（点为每次）")),
        (train, text!("training error", "训练误差")),
    ];
    legend(ui, theme, &named.map(|(pen, name)| (pen, theme.say(name).into_owned())));
    let name = theme.say(text!("units", "单元数"));
    let across = Side { range: (libm::log10(4.0), 3.0), unit: 1.0, sign: "", name: &name };
    let up = Side { range: ERRORS, unit: 1.0, sign: "", name: "" };
    let chart = Chart::by_factors(ui, theme, vec2(ui.available_width(), height), (&across, true), (&up, true));
    upright(
        ui,
        theme,
        &chart,
        libm::log10(ROWS as f64),
        &theme.say(text!("as many units as rows: {ROWS}", "单元数等于样本数：{ROWS}")),
    );
    let at = |units: usize| libm::log10(units as f64);
    let log = |error: f64| libm::log10(error.max(1e-9));
    let all = || UNITS.iter().zip(&fits.layer);
    let each = all().flat_map(|(units, draws)| draws.iter().map(|errors| (at(*units), log(errors.test))));
    dots(ui, &chart, 1.5, theme.muted.gamma_multiply(0.5), each);
    let middle = |errors: Vec<f64>| log(median(errors));
    line(ui, &chart, train, all().map(|(units, draws)| (at(*units), middle(draws.iter().map(|e| e.train).collect()))));
    let tests: Vec<(f64, f64)> =
        all().map(|(units, draws)| (at(*units), middle(draws.iter().map(|e| e.test).collect()))).collect();
    line(ui, &chart, test, tests.iter().copied());
    dots(ui, &chart, 3.0, theme.accent, tests.iter().copied());
    chart.response.widget_info(|| {
        let peak = tests.iter().filter(|(_, error)| error.is_finite()).max_by(|a, b| a.1.total_cmp(&b.1));
        let (units, error) =
            peak.map_or((0.0, 0.0), |(units, error)| (libm::pow(10.0, *units).round(), libm::pow(10.0, *error)));
        let error = compact(error);
        let said = text!(
            "Test error over units: highest at {units} units, {error}",
            "测试误差随单元数的变化：{units} 个单元时最高，为 {error}"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}

/// Errors beyond the noise over the number of rows, beside what the law says.
fn linear(ui: &mut Ui, theme: &Theme, fits: &Fits, height: f32) {
    heading(
        ui,
        theme,
        text!(
            "A linear model of {FEATURES} features: more rows can hurt",
            "{FEATURES} 个特征的线性模型：更多样本也可能有害"
        ),
    );
    let (own, closed) = (Pen::whole(theme.accent), Pen { width: 1.5, ..Pen::whole(theme.ink) });
    let draws = 10 * DRAWS;
    let named = [
        (own, text!("mean of {draws} draws (dots)", "{draws} 次抽样的均值（点）")),
        (closed, text!("the law", "理论公式")),
    ];
    legend(ui, theme, &named.map(|(pen, name)| (pen, theme.say(name).into_owned())));
    let name = theme.say(text!("rows", "样本数"));
    let across = Side { range: (0.0, 210.0), unit: 1.0, sign: "", name: &name };
    let up = Side { range: EXCESS, unit: 1.0, sign: "", name: "" };
    let chart = Chart::by_factors(ui, theme, vec2(ui.available_width(), height), (&across, false), (&up, true));
    let words = theme.say(text!("as many rows as features: {FEATURES}", "样本数等于特征数：{FEATURES}"));
    upright(ui, theme, &chart, FEATURES as f64, &words);
    let closed_at = |tenths: u32| {
        let rows = f64::from(tenths) / 4.0;
        (rows, libm::log10(law(rows)))
    };
    line(ui, &chart, closed, (8..=840).map(closed_at));
    let mean = |errors: &Vec<f64>| errors.iter().sum::<f64>() / errors.len() as f64;
    let means = || COUNTS.iter().zip(&fits.linear).map(|(rows, errors)| (*rows as f64, mean(errors)));
    dots(ui, &chart, 4.0, theme.accent, means().map(|(rows, error)| (rows, libm::log10(error))));
    chart.response.widget_info(|| {
        let far = means().filter(|(_, error)| error.is_finite()).map(|(rows, error)| (error / law(rows) - 1.0).abs());
        let far = 100.0 * far.fold(0.0, f64::max);
        let said = text!(
            "Error over rows: the means lie within {far:.0} % of the law",
            "误差随样本数的变化：均值与公式相差不超过 {far:.0} %"
        );
        WidgetInfo::labeled(Role::Image, true, theme.say(said))
    });
}
