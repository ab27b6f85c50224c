//! Grokking: the accuracy of every seed over the steps, on rows that are learned and on rows that are not.

use egui::{RichText, Ui, WidgetInfo, accesskit::Role, vec2};

use super::plot::{Pen, legend, line};
use crate::{
    language::Text,
    measure::interval::wilson,
    text,
    ui::kit::{
        Theme,
        chart::{Chart, Side},
        theme::{bold, space, text as size},
    },
    worker::exhibit::{Course, DECAYS, STEPS},
};

/// Height of a plot, at least.
const LEAST: f32 = 110.0;

pub(super) fn ui(ui: &mut Ui, theme: &Theme, courses: &[Vec<Course>; 2]) {
    let (train, test) =
        (Pen { width: 1.0, ..Pen::dashed(theme.muted, 4.0, 3.0) }, Pen { width: 1.5, ..Pen::whole(theme.accent) });
    let named = [
        (train, text!("rows that are learned", "训练样本")),
        (test, text!("rows that are not; each line a seed", "测试样本；每条线为一个种子")),
    ];
    legend(ui, theme, &named.map(|(pen, name)| (pen, theme.say(name).into_owned())));
    let height = ((ui.available_height() - 92.0) / 2.0).max(LEAST);
    for (decay, courses) in DECAYS.into_iter().zip(courses) {
        let said = verdict(decay, courses);
        ui.label(RichText::new(theme.say(said.clone())).font(bold(size::BODY)).color(theme.ink));
        let name = theme.say(text!("steps", "步数"));
        let across = Side { range: (0.0, STEPS as f64), unit: 1.0, sign: "", name: &name };
        let up = Side { range: (0.4, 1.01), unit: 100.0, sign: " %", name: "" };
        let chart = Chart::new(ui, theme, vec2(ui.available_width(), height), &across, &up);
        for course in courses {
            line(ui, &chart, train, course.points.iter().map(|(step, train, _)| (*step as f64, *train)));
        }
        for course in courses {
            line(ui, &chart, test, course.points.iter().map(|(step, _, test)| (*step as f64, *test)));
        }
        chart.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, theme.say(said.clone())));
        ui.add_space(space::HALF);
    }
}

/// How many of the seeds that have ended came to know the test rows, and when.
fn verdict(decay: f32, courses: &[Course]) -> Text {
    let ended = || courses.iter().filter(|course| course.ended);
    let of = ended().count();
    if of == 0 {
        return text!("Weight decay {decay}: on its way", "权重衰减 {decay}：正在进行");
    }
    let mut steps: Vec<u64> = ended().filter_map(|course| course.generalised).collect();
    steps.sort_unstable();
    let share = steps.len();
    let (low, high) = wilson(share as u64, of as u64);
    let (low, high) = (100.0 * low, 100.0 * high);
    match (steps.first(), steps.last()) {
        (Some(first), Some(last)) => text!(
            "Weight decay {decay}: {share} of {of} seeds generalise ({low:.0}–{high:.0} %), at step {first} to {last}",
            "权重衰减 {decay}：{of} 个种子中 {share} 个泛化（{low:.0}–{high:.0} %），在第 {first} 至 {last} 步"
        ),
        _ => text!(
            "Weight decay {decay}: none of {of} seeds generalises (0–{high:.0} %)",
            "权重衰减 {decay}：{of} 个种子无一泛化（0–{high:.0} %）"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_seeds_that_have_ended_are_counted() {
        let course = |generalised, ended| Course { generalised, ended, ..Course::default() };
        let courses = [course(Some(900), true), course(None, false), course(None, true), course(Some(400), true)];
        let said = verdict(0.3, &courses).to_string();
        assert!(said.starts_with("Weight decay 0.3: 2 of 3 seeds generalise (21–94 %), at step 400 to 900"), "{said}");
        assert!(verdict(0.0, &courses[1..2]).to_string().ends_with("on its way"));
    }
}
