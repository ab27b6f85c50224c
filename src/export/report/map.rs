//! Decision maps at chosen moments.

use super::{page::escaped, picture::Picture};
use crate::{
    data::{Source, Split},
    insight::{Axes, Decision, MapRequest, Maps, Point},
    language::{Language, Text, grouped},
    measure::Probe,
    nn::Network,
    text,
    training::{Checkpoint, Trainer},
};

/// Cells along each side of a map.
const CELLS: usize = 96;
/// Largest number of maps.
const MOMENTS: usize = 6;
/// Largest number of points on a map.
const POINTS: usize = 300;
/// Pixels along each side of a map on the page.
const SIDE: f32 = 200.0;
/// Hues of classes: orange and blue first, then those of Okabe and Ito.
const HUES: [[u8; 3]; 10] = [
    [213, 94, 0],
    [0, 91, 170],
    [0, 128, 98],
    [170, 74, 130],
    [120, 94, 20],
    [60, 60, 60],
    [86, 150, 200],
    [190, 150, 0],
    [140, 40, 40],
    [90, 60, 160],
];
/// Number of colour steps from no confidence to full.
const STEPS: usize = 24;

/// A map at each chosen moment, with its metrics.
pub(super) fn figures(trainer: &Trainer, language: Language) -> String {
    let probe = trainer.probe();
    let source = &probe.experiment.data.source;
    // A plane through letters or words, each of which is one of many inputs, shows nothing.
    let is_text = matches!(source, Source::Shipped(set) if set.is_typed());
    if probe.data.set.inputs.ncols() == 0 || probe.data.target.is_some() || is_text {
        return String::new();
    }
    let is_table = matches!(source, Source::Table { .. } | Source::Shipped(_));
    let axes = Axes::usual(is_table, probe.data.set.inputs.ncols()).fitting(probe.data.set.inputs.ncols());
    let mut html = String::from("<div class=\"maps\">\n");
    for (epoch, step, network) in moments(trainer) {
        let then = Probe { network: &network, ..probe };
        let maps = then.maps(MapRequest { resolution: CELLS, axes, area: None, units: false });
        let points = then.points(&maps.plane, POINTS);
        let (epoch, step) = (grouped(epoch), grouped(step));
        let said = text!("epoch {epoch}, step {step}", "第 {epoch} 轮，第 {step} 步");
        let said = escaped(said.say(language));
        html += &format!("<figure>{}<figcaption>{said}</figcaption></figure>\n", svg(&maps, &points, &said));
    }
    html + "</div>\n" + &classes(probe) + &legend(trainer, axes, language)
}

/// The colour of each class; nothing of values, or of more classes than there are colours.
fn classes(probe: Probe<'_>) -> String {
    let names = probe.data.set.target.class_names();
    if names.is_empty()
        || names.len() > HUES.len()
        || probe.network.parameters.sizes().last().is_none_or(|outputs| *outputs < 2)
    {
        return String::new();
    }
    let named = |(name, [r, g, b]): (&String, [u8; 3])| {
        let name = escaped(name);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"12\" height=\"10\"><circle cx=\"5\" cy=\"5\" r=\"5\" \
             fill=\"rgb({r},{g},{b})\"/></svg> {name}"
        )
    };
    let all: Vec<String> = names.iter().zip(HUES).map(named).collect();
    format!("<p>{}</p>\n", all.join(" &#160; "))
}

/// What the two directions of the maps are.
fn directions(trainer: &Trainer, axes: Axes) -> Text {
    let source = &trainer.experiment().data.source;
    let names = source.input_names();
    match axes {
        Axes::Inputs(across, upward) if names.len() > 1 => {
            let (across, upward) = (&names[across], &names[upward]);
            if names.len() > 2 {
                text!(
                    "Across: {across}; upward: {upward}; all other inputs at their mean.",
                    "横向：{across}；纵向：{upward}；其他输入取平均值。"
                )
            } else {
                text!("Across: {across}; upward: {upward}.", "横向：{across}；纵向：{upward}。")
            }
        }
        Axes::Inputs(..) => Text::same(""),
        Axes::Components => text!(
            "The plane goes along the two directions in which the inputs vary most.",
            "图所在的平面沿输入变化最大的两个方向。"
        ),
    }
}

fn legend(trainer: &Trainer, axes: Axes, language: Language) -> String {
    let told = if trainer.experiment().classes().is_some() {
        text!(
            "Colour is what the network answers, dots are the data: full ones for training, rings held back, a cross where the \
             answer is wrong.",
            "颜色是网络的回答，圆点是数据：实心用于训练，空心为留出的，叉号表示回答错误。"
        )
    } else {
        text!(
            "Colour is what the network answers, from low (orange) to high (blue); dots are the data.",
            "颜色是网络的回答，从低（橙）到高（蓝）；圆点是数据。"
        )
    };
    let directions = directions(trainer, axes);
    format!("<p>{} {}</p>\n", escaped(told.say(language)), escaped(directions.say(language)))
}

/// The first and the last moment, and some between, denser at the start.
fn moments(trainer: &Trainer) -> Vec<(u64, u64, Network)> {
    let now = trainer.checkpoint();
    let fits = |moment: &&std::sync::Arc<Checkpoint>| moment.parameters.sizes() == now.parameters.sizes();
    let kept: Vec<_> =
        trainer.timeline().moments().iter().filter(fits).filter(|moment| moment.step < now.step).collect();
    let before = kept.len().min(MOMENTS - 1);
    // The first epochs change most, so moments are denser there: spaced by squares.
    let place = |number: usize| (kept.len() - 1) * number * number / (before * before);
    let mut places: Vec<usize> = (0..before).map(place).collect();
    places.dedup();
    let network = |moment: &Checkpoint| {
        let activations = trainer.network().activations.clone();
        (moment.epoch, moment.step, Network { parameters: moment.parameters.clone(), activations })
    };
    places.into_iter().map(|place| network(kept[place])).chain([network(&now)]).collect()
}

fn svg(maps: &Maps, points: &[Point], said: &str) -> String {
    let address = picture(&maps.decision, maps.resolution).address();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{SIDE}\" height=\"{SIDE}\" viewBox=\"0 0 {SIDE} {SIDE}\" role=\"img\" \
         aria-label=\"{said}\"><image href=\"{address}\" width=\"{SIDE}\" height=\"{SIDE}\"/>"
    );
    let within = |(low, high): (f32, f32), at: f32| SIDE * (at - low) / (high - low);
    for point in points {
        let (x, y) = (within(maps.area.x, point.at.0), SIDE - within(maps.area.y, point.at.1));
        if !(x.is_finite() && y.is_finite() && (0.0..=SIDE).contains(&x) && (0.0..=SIDE).contains(&y)) {
            continue;
        }
        let [r, g, b] = point.class.map_or_else(|| level_colour(point.level), |class| HUES[class % HUES.len()]);
        let fill = if point.split == Split::Train { format!("rgb({r},{g},{b})") } else { "#fff".into() };
        svg += &format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.2\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"0.8\"/>",
            if point.split == Split::Train { "#fff".into() } else { format!("rgb({r},{g},{b})") }
        );
        if point.wrong {
            svg += &format!(
                "<path d=\"M{:.1} {:.1}l5 5m0-5l-5 5\" stroke=\"#111\" stroke-width=\"0.9\"/>",
                x - 2.5,
                y - 2.5
            );
        }
    }
    svg + "</svg>"
}

fn picture(decision: &Decision, side: usize) -> Picture {
    let (cells, colours): (Vec<u8>, Vec<[u8; 3]>) = match decision {
        Decision::Level(levels) => {
            let colour = |number: usize| level_colour(number as f32 / 127.5 - 1.0);
            let number =
                |level: &f32| if level.is_nan() { 128 } else { ((level.clamp(-1.0, 1.0) + 1.0) * 127.5).round() as u8 };
            (levels.iter().map(number).collect(), (0..256).map(colour).collect())
        }
        Decision::Classes { classes, confidence } => {
            let number = |(class, sure): (&u16, &f32)| {
                let step = (sure.clamp(0.0, 1.0) * (STEPS - 1) as f32).round() as usize;
                ((*class as usize % HUES.len()) * STEPS + step.min(STEPS - 1)) as u8
            };
            let shade =
                |number: usize| pale(HUES[number / STEPS], 0.15 + 0.5 * (number % STEPS) as f32 / (STEPS - 1) as f32);
            (classes.iter().zip(confidence).map(number).collect(), (0..HUES.len() * STEPS).map(shade).collect())
        }
    };
    // A map starts with the lowest row of the plane, a picture with the highest.
    let pixels = cells.chunks(side).rev().flatten().copied().collect();
    Picture { side, pixels, colours }
}

/// Orange below zero, blue above.
fn level_colour(level: f32) -> [u8; 3] {
    pale(HUES[usize::from(level > 0.0)], if level.is_nan() { 0.0 } else { 0.6 * level.abs().min(1.0) })
}

/// `hue` mixed with white.
fn pale(hue: [u8; 3], share: f32) -> [u8; 3] {
    hue.map(|part| (share * f32::from(part) + (1.0 - share) * 250.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_stand_upright_and_have_the_colours_of_their_cells() {
        let level = picture(&Decision::Level(vec![-1.0, 1.0, 0.0, f32::NAN]), 2);
        assert_eq!(level.pixels, [128, 128, 0, 255], "the lower row of the map is the lower row of the picture");
        let [orange, blue] = [level.colours[0], level.colours[255]];
        assert!(orange[0] > orange[2] && blue[2] > blue[0], "{orange:?} {blue:?}");
        let decision = Decision::Classes { classes: vec![0, 2, 11, 1], confidence: vec![0.0, 1.0, 0.5, 2.0] };
        assert_eq!(picture(&decision, 2).pixels, [24 + 12, 24 + 23, 0, 2 * 24 + 23]);
    }
}
