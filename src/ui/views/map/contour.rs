//! The lines along which a map is zero: marching squares (Lorensen & Cline 1987, in the plane), joined to long lines.

use egui::{Pos2, pos2};

const NONE: u32 = u32::MAX;

/// The zero lines of a square grid of `cells` × `cells` values, lowest row first.
///
/// A cell's value stands at its centre and reaches to the border of the map. The points lie in 0…1 on both axes, the
/// second one upward; a closed line ends where it begins. Squares with a corner that is not a number are left out.
///
/// # Panics
/// When there are not `cells` × `cells` values.
#[must_use]
pub fn zero_lines(values: &[f32], cells: usize) -> Vec<Vec<Pos2>> {
    assert_eq!(values.len(), cells * cells, "a grid of {cells} cells a side");
    if cells == 0 {
        return Vec::new();
    }
    // One node more on each side, with the border cell's value, so that lines reach the border.
    let nodes = cells + 2;
    let value = |x: usize, y: usize| {
        let inside = |i: usize| i.clamp(1, cells) - 1;
        values[inside(y) * cells + inside(x)]
    };
    let place = |i: usize| ((i as f32 - 0.5) / cells as f32).clamp(0.0, 1.0);

    // An edge is named by its lower left node: 2·node along x, 2·node + 1 along y. Each belongs to two squares at most.
    let mut joined = vec![[NONE; 2]; 2 * nodes * nodes];
    let mut crossed = Vec::new();
    for y in 0..nodes - 1 {
        for x in 0..nodes - 1 {
            let corners = [value(x, y), value(x + 1, y), value(x + 1, y + 1), value(x, y + 1)];
            let above = corners.map(|corner| corner > 0.0);
            if above == [above[0]; 4] || corners.iter().any(|corner| corner.is_nan()) {
                continue;
            }
            let node = y * nodes + x;
            let edges = [2 * node, 2 * (node + 1) + 1, 2 * (node + nodes), 2 * node + 1];
            let cut: Vec<usize> = (0..4).filter(|&i| above[i] != above[(i + 1) % 4]).collect();
            // At a saddle the middle decides which corners are on one side together.
            let middle = corners.iter().sum::<f32>() > 0.0;
            let pairs: &[[usize; 2]] = match *cut.as_slice() {
                [a, b] => &[[a, b]],
                _ if above[0] == middle => &[[0, 1], [2, 3]],
                _ => &[[3, 0], [1, 2]],
            };
            for &[a, b] in pairs {
                for (from, to) in [(edges[a], edges[b]), (edges[b], edges[a])] {
                    let free = usize::from(joined[from][0] != NONE);
                    joined[from][free] = to as u32;
                    if free == 0 {
                        crossed.push(from);
                    }
                }
            }
        }
    }

    let point = |edge: usize| {
        let (node, upward) = (edge / 2, edge % 2);
        let (x, y) = (node % nodes, node / nodes);
        let (x2, y2) = if upward == 1 { (x, y + 1) } else { (x + 1, y) };
        let (a, b) = (value(x, y), value(x2, y2));
        let (dx, dy) = (x2 - x, y2 - y);
        let beyond = |x: usize, y: usize, ahead: bool| {
            let next = |i: usize, d: usize| if ahead { i + d } else { i.saturating_sub(d) };
            value(next(x, dx).min(nodes - 1), next(y, dy).min(nodes - 1))
        };
        // Where a side is flat at zero, as a ReLU's is, the line is where the other one, going on straight, would meet it.
        let met = |side: f32, further: f32| if further > side { (side / (further - side)).min(1.0) } else { 0.5 };
        let share = match (a, b) {
            (0.0, b) if b.is_finite() => 1.0 - met(b, beyond(x2, y2, true)),
            (a, 0.0) if a.is_finite() => met(a, beyond(x, y, false)),
            _ if a.is_finite() && b.is_finite() => a / (a - b),
            _ => 0.5,
        };
        pos2(egui::lerp(place(x)..=place(x2), share), egui::lerp(place(y)..=place(y2), share))
    };
    let mut lines = Vec::new();
    let mut walk = |start: usize, joined: &mut Vec<[u32; 2]>| {
        let mut line = vec![point(start)];
        let mut here = start;
        while let Some(slot) = joined[here].iter().position(|&next| next != NONE) {
            let next = joined[here][slot] as usize;
            joined[here][slot] = NONE;
            if let Some(back) = joined[next].iter().position(|&edge| edge as usize == here) {
                joined[next][back] = NONE;
            }
            line.push(point(next));
            here = next;
        }
        lines.push(line);
    };
    // Open lines first, from an end; what is left then is closed.
    for ends in [true, false] {
        for &edge in &crossed {
            let open = joined[edge].iter().filter(|&&next| next != NONE).count();
            if open == 1 || (open == 2 && !ends) {
                walk(edge, &mut joined);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: usize, f: impl Fn(f32, f32) -> f32) -> Vec<f32> {
        let at = |i: usize| (i as f32 + 0.5) / cells as f32;
        (0..cells * cells).map(|cell| f(at(cell % cells), at(cell / cells))).collect()
    }

    #[test]
    fn a_circle_is_one_closed_line() {
        let values = grid(40, |x, y| 0.09 - pos2(x, y).distance_sq(pos2(0.5, 0.5)));
        let lines = zero_lines(&values, 40);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        for point in &lines[0] {
            let radius = (*point - pos2(0.5, 0.5)).length();
            assert!((radius - 0.3).abs() < 0.002, "radius {radius} at {point}");
        }
    }

    #[test]
    fn a_straight_line_reaches_both_borders() {
        let lines = zero_lines(&grid(10, |x, _| x - 0.33), 10);
        assert_eq!(lines.len(), 1);
        let (first, last) = (lines[0][0], lines[0][lines[0].len() - 1]);
        assert!((first.x - 0.33).abs() < 1e-5 && (last.x - 0.33).abs() < 1e-5, "{first} {last}");
        assert_eq!((first.y.min(last.y), first.y.max(last.y)), (0.0, 1.0));
    }

    #[test]
    fn the_border_of_a_flat_side_is_straight() {
        let lines = zero_lines(&grid(20, |x, y| (x + 0.31 * y - 0.6).max(0.0)), 20);
        assert_eq!(lines.len(), 1);
        for at in lines[0].iter().filter(|at| at.x > 0.05 && at.x < 0.95 && at.y > 0.05 && at.y < 0.95) {
            assert!((at.x + 0.31 * at.y - 0.6).abs() < 0.005, "a stair at {at}");
        }
    }

    #[test]
    fn a_saddle_gives_two_lines() {
        let lines = zero_lines(&grid(8, |x, y| (x - 0.5) * (y - 0.5) + 0.01), 8);
        assert_eq!(lines.len(), 2, "{lines:?}");
    }

    #[test]
    fn nothing_is_drawn_where_there_is_no_zero_or_no_number() {
        assert!(zero_lines(&grid(8, |_, _| 1.0), 8).is_empty());
        assert!(zero_lines(&[f32::NAN; 64], 8).is_empty());
        assert!(zero_lines(&[], 0).is_empty());
    }
}
