//! Curved lines of any width, whole or dashed, as one mesh.
//!
//! A network has hundreds of them and every one changes with every step, so they are laid out here once for all of a
//! layer, instead of being tessellated one by one in every frame.

use egui::{
    Color32, Mesh, Pos2, Vec2,
    epaint::{Vertex, WHITE_UV},
    pos2, vec2,
};

/// Pieces of a curve: a quarter of a point from it where it climbs 100. All are copied with every frame.
const SAMPLES: usize = 12;
/// Width of the soft edge, in points: hides the steps of the pixels.
const FEATHER: f32 = 0.75;

/// The shape of every curve from one x to another: level at both ends, as a cubic Bézier curve with its inner control
/// points half way, so that `x` and the share of the way up depend on the place along the curve alone.
#[derive(Clone, Debug)]
pub struct Bend {
    from: f32,
    to: f32,
    /// x and share of the way from the first height to the second.
    samples: [(f32, f32); SAMPLES + 1],
}

impl Bend {
    /// The bend between two x.
    #[must_use]
    pub fn new(from: f32, to: f32) -> Self {
        let samples = std::array::from_fn(|i| {
            // Close together where it bends, at the ends: the height's second derivative is 6 (1 − 2t), and pieces are
            // equally far from the curve where their number grows with its root.
            let side = 1.0 - 2.0 * i as f32 / SAMPLES as f32;
            let t = 0.5 - 0.5 * libm::cbrtf(side * side).copysign(side);
            let rest = 1.0 - t;
            let across = 1.5 * t * rest + t * t * t;
            (egui::lerp(from..=to, across), t * t * (3.0 - 2.0 * t))
        });
        Self { from, to, samples }
    }

    /// Height and slope at `x` of the curve between heights `a` and `b`; nothing outside it.
    #[must_use]
    pub fn at(&self, x: f32, a: f32, b: f32) -> Option<(f32, f32)> {
        let next = self.samples.iter().position(|sample| sample.0 >= x).filter(|_| x >= self.from && x <= self.to)?;
        let next = next.max(1);
        let ((x0, up0), (x1, up1)) = (self.samples[next - 1], self.samples[next]);
        let share = if x1 > x0 { (x - x0) / (x1 - x0) } else { 0.0 };
        let slope = (b - a) * (up1 - up0) / (x1 - x0).max(f32::EPSILON);
        Some((egui::lerp(a..=b, egui::lerp(up0..=up1, share)), slope))
    }

    /// The curve between heights `a` and `b`; a flat one needs few points.
    fn points(&self, a: f32, b: f32) -> Vec<Pos2> {
        let stride = match (b - a).abs() {
            height if height < 4.0 => SAMPLES,
            height if height < 12.0 => 3,
            height if height < 24.0 => 2,
            _ => 1,
        };
        self.samples.iter().step_by(stride).map(|(x, up)| pos2(*x, egui::lerp(a..=b, *up))).collect()
    }

    /// Adds the curve between heights `a` and `b` to `mesh`.
    pub fn add(&self, mesh: &mut Mesh, heights: (f32, f32), width: f32, color: Color32, dashed: bool) {
        let points = self.points(heights.0, heights.1);
        if dashed {
            // Little of it is gap, so that a dashed line looks as strong as a whole one of its width.
            dashes(&points, 5.0 + 1.4 * width, 2.5 + 0.5 * width, |dash| add_strip(mesh, dash, width, color));
        } else {
            add_strip(mesh, &points, width, color);
        }
    }
}

/// Cuts a line into dashes of `length` with gaps of `gap`, a dash at either end, and shows each to `visit`.
fn dashes(line: &[Pos2], length: f32, gap: f32, mut visit: impl FnMut(&[Pos2])) {
    let total: f32 = line.windows(2).map(|pair| span(pair[1] - pair[0])).sum();
    if !total.is_finite() || total <= 0.0 {
        return;
    }
    let count = ((total + gap) / (length + gap)).round().max(1.0);
    let stretch = total / (count * length + (count - 1.0) * gap);
    let (length, gap) = (length * stretch, gap * stretch);

    // One list serves for all dashes; a network has thousands of them.
    let mut dash = vec![line[0]];
    let (mut drawing, mut left) = (true, length);
    for pair in line.windows(2) {
        let mut here = pair[0];
        let mut way = span(pair[1] - here);
        while way > left {
            here += (pair[1] - here) * (left / way);
            way -= left;
            dash.push(here);
            if drawing {
                visit(&dash);
                dash.clear();
            }
            drawing = !drawing;
            left = if drawing { length } else { gap };
        }
        left -= way;
        if drawing {
            dash.push(pair[1]);
        }
    }
    if dash.len() > 1 {
        visit(&dash);
    }
}

/// Without the care of [`f32::hypot`] for numbers at the ends of the range, which costs a call for each point.
fn span(way: Vec2) -> f32 {
    way.length_sq().sqrt()
}

/// Adds a line of `width` with soft edges: four vertices across, or three where it is all edge; thinner than a point by
/// being fainter.
fn add_strip(mesh: &mut Mesh, line: &[Pos2], width: f32, color: Color32) {
    let core = (0.5 * (width - FEATHER)).max(0.0);
    let color = if width < FEATHER { color.gamma_multiply(width / FEATHER) } else { color };
    let edge = 0.5 * width.max(FEATHER) + 0.5 * FEATHER;
    let (wide, thin);
    let across: &[(f32, Color32)] = if core > 0.3 {
        wide = [(-edge, Color32::TRANSPARENT), (-core, color), (core, color), (edge, Color32::TRANSPARENT)];
        &wide
    } else {
        // The same ink in a roof as in a table.
        let half = core + FEATHER;
        thin = [(-half - core, Color32::TRANSPARENT), (0.0, color), (half + core, Color32::TRANSPARENT)];
        &thin
    };
    let (first, rows) = (mesh.vertices.len() as u32, across.len() as u32);
    for (i, &point) in line.iter().enumerate() {
        let along = line[(i + 1).min(line.len() - 1)] - line[i.saturating_sub(1)];
        let aside = vec2(-along.y, along.x) / span(along).max(f32::MIN_POSITIVE);
        // Together, room is asked for once a point and not once a vertex.
        let vertex = |&(offset, color): &(f32, Color32)| Vertex { pos: point + aside * offset, uv: WHITE_UV, color };
        mesh.vertices.extend(across.iter().map(vertex));
    }
    for i in 0..line.len().saturating_sub(1) as u32 {
        for side in 0..rows - 1 {
            let corner = first + rows * i + side;
            mesh.indices.extend_from_slice(&[corner, corner + 1, corner + rows]);
            mesh.indices.extend_from_slice(&[corner + 1, corner + rows, corner + rows + 1]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &[Pos2], length: f32, gap: f32) -> Vec<Vec<Pos2>> {
        let mut pieces = Vec::new();
        dashes(line, length, gap, |dash| pieces.push(dash.to_vec()));
        pieces
    }

    fn whole(line: &[Pos2]) -> f32 {
        line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
    }

    #[test]
    fn dashes_are_even_and_reach_both_ends() {
        let line = Bend::new(0.0, 200.0).points(0.0, 120.0);
        let pieces = pieces(&line, 8.0, 5.0);
        let end = pieces.last().and_then(|piece| piece.last()).expect("there are dashes");
        assert!(pieces[0][0] == line[0] && end.distance(line[line.len() - 1]) < 0.1, "{end}");
        let lengths: Vec<f32> = pieces.iter().map(|piece| whole(piece)).collect();
        for found in &lengths {
            assert!((found - lengths[0]).abs() < 0.05, "{lengths:?}");
        }
        let drawn: f32 = lengths.iter().sum();
        let share = drawn / whole(&line);
        assert!((0.6..0.66).contains(&share), "{share} of the line is drawn, wanted about 8/13");
    }

    #[test]
    fn a_short_line_is_one_dash() {
        let line = [pos2(0.0, 0.0), pos2(3.0, 0.0)];
        assert_eq!(pieces(&line, 8.0, 5.0), vec![line.to_vec()]);
        assert!(pieces(&[pos2(1.0, 1.0); 2], 8.0, 5.0).is_empty());
    }

    #[test]
    fn a_bend_is_smooth() {
        for (width, height, most) in [(50.0, 400.0, 1.0), (90.0, 100.0, 0.3), (200.0, 23.0, 0.5), (200.0, 11.0, 0.5)] {
            let points = Bend::new(0.0, width).points(0.0, height);
            let off = (0..=400).map(|i| {
                let t = i as f32 / 400.0;
                let exact = pos2(width * (1.5 * t * (1.0 - t) + t * t * t), height * t * t * (3.0 - 2.0 * t));
                let far = |pair: &[Pos2]| {
                    let (along, way) = (pair[1] - pair[0], exact - pair[0]);
                    (way - along * (way.dot(along) / along.length_sq()).clamp(0.0, 1.0)).length()
                };
                points.windows(2).map(far).fold(f32::INFINITY, f32::min)
            });
            let off = off.fold(0.0, f32::max);
            assert!(off < most, "{off} points beside the curve that climbs {height} over {width}");
        }
    }

    #[test]
    fn a_bend_is_found_where_it_is_drawn() {
        let bend = Bend::new(10.0, 110.0);
        assert_eq!(bend.at(10.0, 5.0, 50.0).map(|at| at.0), Some(5.0));
        assert_eq!(bend.at(110.0, 5.0, 50.0).map(|at| at.0), Some(50.0));
        let (middle, slope) = bend.at(60.0, 0.0, 50.0).expect("60 is between the ends");
        assert!((middle - 25.0).abs() < 1e-3 && slope > 0.5, "{middle} {slope}");
        assert_eq!(bend.at(9.0, 5.0, 50.0), None);
        for point in bend.points(0.0, 50.0) {
            let (height, _) = bend.at(point.x, 0.0, 50.0).expect("a point of the curve");
            assert!((height - point.y).abs() < 1e-3);
        }
    }
}
