//! Comparison of a sketch with the result: how far a drawn curve or boundary is from the run's.

use super::{Metric, Moment};
use crate::{
    insight::{Axes, Decision, MapRequest},
    measure::Area,
    session::hand_in::Line,
};

/// Number of points of a curve that are compared.
const SAMPLES: usize = 101;
/// Number of cells along each side of the plane that are compared.
const CELLS: usize = 60;

/// Mean of `|sketch − curve|` at evenly spaced epochs that both reach, each interpolated linearly.
pub(super) fn curve(
    metric: Metric,
    (first, last): (u64, u64),
    points: &[(f64, f64)],
    moment: &Moment<'_>,
) -> Option<(f64, f64)> {
    let is_regression = moment.probe.experiment.classes().is_none();
    let records = moment.history.records().iter().filter(|record| (first..=last).contains(&record.epoch));
    let real =
        records.filter_map(|record| Some((record.epoch as f64, metric.measured(&record.metrics, is_regression)?)));
    let real: Vec<(f64, f64)> = real.filter(|(_, value)| value.is_finite()).collect();
    let mut sketch: Vec<(f64, f64)> = points.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    sketch.sort_by(|a, b| a.0.total_cmp(&b.0));
    let from = real.first()?.0.max(sketch.first()?.0);
    let to = real.last()?.0.min(sketch.last()?.0);
    if from > to {
        return None;
    }
    let at = |sample: usize| from + (to - from) * sample as f64 / (SAMPLES - 1) as f64;
    let sum: f64 = (0..SAMPLES).map(|sample| (between(&sketch, at(sample)) - between(&real, at(sample))).abs()).sum();
    let difference = sum / SAMPLES as f64;
    let (least, most) = real.iter().fold((f64::MAX, f64::MIN), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    let share = if most > least { difference / (most - least) } else { f64::from(u8::from(difference > 0.0)) };
    Some((difference, share))
}

/// The value at `x` of a line through points that are sorted by their first number.
fn between(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|point| point.0 < x).clamp(1, points.len().max(2) - 1).min(points.len() - 1);
    let ((x0, y0), (x1, y1)) = (points[after.saturating_sub(1)], points[after]);
    if x1 > x0 { y0 + (y1 - y0) * ((x - x0) / (x1 - x0)).clamp(0.0, 1.0) } else { y1 }
}

/// The fraction of the plane's cells that lie on the same side of the sketch as of the network's decision boundary.
/// Which side of the sketch is which does not matter: the better assignment counts.
pub(super) fn boundary(lines: &[Line], moment: &Moment<'_>) -> Option<f64> {
    if moment.probe.experiment.data.source.inputs() != 2 || lines.iter().all(|line| line.0.len() < 2) {
        return None;
    }
    let request = MapRequest { resolution: CELLS, axes: Axes::Inputs(0, 1), area: None, units: false };
    let maps = moment.probe.maps(request);
    let sides: Vec<bool> = match &maps.decision {
        Decision::Level(levels) => levels.iter().map(|level| *level > 0.0).collect(),
        // Several classes have several boundaries, which a two-sided sketch does not describe.
        Decision::Classes { .. } => return None,
    };
    let lines: Vec<Vec<(f32, f32)>> = lines.iter().map(|line| prolonged(&line.0, maps.area)).collect();
    let at = |(low, high): (f32, f32), cell: usize| low + (high - low) * (cell as f32 + 0.5) / CELLS as f32;
    // A point outside the plane, at an angle at which people do not draw.
    let beside = |(low, high): (f32, f32), share: f32| low - share * (high - low);
    let outside = (beside(maps.area.x, 0.173), beside(maps.area.y, 0.311));
    let same = (0..CELLS * CELLS).filter(|cell| {
        let point = (at(maps.area.x, cell % CELLS), at(maps.area.y, cell / CELLS));
        let crossings: usize = lines.iter().map(|line| crossings(line, outside, point)).sum();
        (crossings % 2 == 1) == sides[*cell]
    });
    let share = same.count() as f64 / (CELLS * CELLS) as f64;
    Some(share.max(1.0 - share))
}

/// The line that a drawn one stands for: one that ends inside `area` goes straight on; one that comes back to about its
/// start, or goes on past it, is closed there.
#[must_use]
pub fn prolonged(line: &[(f32, f32)], area: Area) -> Vec<(f32, f32)> {
    let mut line: Vec<_> = line.iter().copied().filter(|(x, y)| x.is_finite() && y.is_finite()).collect();
    let (Some(&first), Some(&last)) = (line.first(), line.last()) else { return line };
    let width = (area.x.1 - area.x.0).max(area.y.1 - area.y.0);
    let distance = |a: (f32, f32), b: (f32, f32)| (a.0 - b.0).hypot(a.1 - b.1);
    let reach = |of: fn(&(f32, f32)) -> f32| {
        let (low, high) = line.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    let extent = reach(|point| point.0).max(reach(|point| point.1));
    let is_at_edge = |point: (f32, f32)| {
        let near = |value: f32, (low, high): (f32, f32)| (value - low).min(high - value) < 0.05 * (high - low);
        near(point.0, area.x) || near(point.1, area.y)
    };
    if line.len() > 3 && !(is_at_edge(first) && is_at_edge(last)) {
        let back = (line.len() / 2..line.len())
            .min_by(|a, b| distance(line[*a], first).total_cmp(&distance(line[*b], first)))
            .filter(|back| distance(line[*back], first) < (0.1 * width).min(extent / 3.0));
        if back.is_some() || distance(first, last) < extent / 3.0 {
            line.truncate(back.map_or(line.len(), |back| back + 1));
            line.push(first);
            return line;
        }
    }
    let beyond = |end: (f32, f32), before: (f32, f32)| {
        let length = distance(end, before).max(f32::MIN_POSITIVE);
        let far = 4.0 * width / length;
        (end.0 + (end.0 - before.0) * far, end.1 + (end.1 - before.1) * far)
    };
    let other = |from: (f32, f32), mut points: std::slice::Iter<'_, (f32, f32)>| points.find(|p| **p != from).copied();
    let (second, last_but_one) = (other(first, line.iter()), line.iter().rev().find(|p| **p != last).copied());
    if let (Some(second), Some(last_but_one)) = (second, last_but_one) {
        line.insert(0, beyond(first, second));
        line.push(beyond(last, last_but_one));
    }
    line
}

/// How often the segment between two points crosses the line.
fn crossings(line: &[(f32, f32)], from: (f32, f32), to: (f32, f32)) -> usize {
    let wide = |(x, y): (f32, f32)| (f64::from(x), f64::from(y));
    // On which side of the line through `a` and `b` the point `c` lies.
    let side =
        |a: (f64, f64), b: (f64, f64), c: (f64, f64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0) > 0.0;
    let (from, to) = (wide(from), wide(to));
    let crossed = |pair: &&[(f32, f32)]| {
        let (a, b) = (wide(pair[0]), wide(pair[1]));
        side(from, to, a) != side(from, to, b) && side(a, b, from) != side(a, b, to)
    };
    line.windows(2).filter(crossed).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_that_is_open_or_drawn_on_past_its_start_is_closed_and_a_line_is_not() {
        let area = Area { x: (-6.0, 6.0), y: (-6.0, 6.0) };
        let ring = |from: f32, to: f32| -> Vec<(f32, f32)> {
            (0..=60)
                .map(|i| from + (to - from) * i as f32 / 60.0)
                .map(|turn| turn * std::f32::consts::TAU)
                .map(|angle| (3.0 * libm::cosf(angle), 3.0 * libm::sinf(angle)))
                .collect()
        };
        for (from, to) in [(0.0, 1.0), (0.0, 0.93), (0.0, 1.3), (0.4, 1.45)] {
            let closed = prolonged(&ring(from, to), area);
            assert_eq!(closed.first(), closed.last(), "{from} to {to}");
            assert!(closed.iter().all(|(x, y)| x.hypot(*y) < 3.1), "nothing runs to the edge");
            let around: f32 = closed.windows(2).map(|pair| (pair[0].0 - pair[1].0).hypot(pair[0].1 - pair[1].1)).sum();
            assert!((17.0..20.0).contains(&around), "once round, and no more: {around}");
        }
        let line: Vec<(f32, f32)> = (0..=20).map(|i| (i as f32 / 5.0 - 2.0, 0.3)).collect();
        let long = prolonged(&line, area);
        assert!(long[0].0 < -6.0 && long[long.len() - 1].0 > 6.0, "it goes on to both edges");
        let bay = [(-1.0, 6.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (1.0, 6.0)];
        assert_ne!(prolonged(&bay, area).last(), Some(&bay[0]), "from edge to edge it is open");
    }
}
