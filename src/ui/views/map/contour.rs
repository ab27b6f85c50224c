//! The lines along which a map is zero, and the borders of its regions: marching squares (Lorensen & Cline 1987, in the
//! plane), joined to long lines.

use std::cell::Cell;

use egui::{Pos2, Vec2, pos2};

const NONE: u32 = u32::MAX;

/// A square grid of values whose border cells reach to the border of the map, by one node more on each side.
#[derive(Clone, Copy)]
struct Grid {
    cells: usize,
    nodes: usize,
}

impl Grid {
    const fn new(cells: usize) -> Self {
        Self { cells, nodes: cells + 2 }
    }

    /// The cell whose value a node has.
    fn cell(self, x: usize, y: usize) -> usize {
        let inside = |i: usize| i.clamp(1, self.cells) - 1;
        inside(y) * self.cells + inside(x)
    }

    /// The corners of each square, counter-clockwise from the lower left.
    fn squares(self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.nodes - 1).flat_map(move |y| (0..self.nodes - 1).map(move |x| (x, y)))
    }

    fn corners(self, (x, y): (usize, usize)) -> [usize; 4] {
        [self.cell(x, y), self.cell(x + 1, y), self.cell(x + 1, y + 1), self.cell(x, y + 1)]
    }

    /// The edges behind those corners. An edge is named by its lower left node: 2·node along x, 2·node + 1 along y.
    const fn edges(self, (x, y): (usize, usize)) -> [usize; 4] {
        let node = y * self.nodes + x;
        [2 * node, 2 * (node + 1) + 1, 2 * (node + self.nodes), 2 * node + 1]
    }

    /// The two nodes of an edge.
    const fn ends(self, edge: usize) -> [(usize, usize); 2] {
        let (node, upward) = (edge / 2, edge % 2);
        let (x, y) = (node % self.nodes, node / self.nodes);
        [(x, y), if upward == 1 { (x, y + 1) } else { (x + 1, y) }]
    }

    /// What lies at this share of the way along an edge.
    fn point(self, edge: usize, share: f32) -> Pos2 {
        let place = |i: usize| ((i as f32 - 0.5) / self.cells as f32).clamp(0.0, 1.0);
        let [(x, y), (x2, y2)] = self.ends(edge);
        pos2(egui::lerp(place(x)..=place(x2), share), egui::lerp(place(y)..=place(y2), share))
    }
}

thread_local! {
    /// Room for [`Pieces::joined`], all of it [`NONE`]. A map has twenty thousand edges, of which a line crosses few, and a
    /// new list with every snapshot would cost more than the lines.
    static ROOM: Cell<Vec<[u32; 2]>> = const { Cell::new(Vec::new()) };
}

/// Pieces of lines between places that are named by numbers; at most two pieces meet at one.
struct Pieces {
    joined: Vec<[u32; 2]>,
    crossed: Vec<usize>,
}

impl Pieces {
    /// None yet, between the edges of `grid`.
    fn new(grid: Grid) -> Self {
        let mut joined = ROOM.take();
        joined.resize(2 * grid.nodes * grid.nodes, [NONE; 2]);
        Self { joined, crossed: Vec::new() }
    }

    /// A place that is no edge; it is the `n`-th of those behind all edges.
    fn place(&mut self) -> usize {
        self.joined.push([NONE; 2]);
        self.joined.len() - 1
    }

    fn add(&mut self, a: usize, b: usize) {
        for (from, to) in [(a, b), (b, a)] {
            let free = usize::from(self.joined[from][0] != NONE);
            self.joined[from][free] = to as u32;
            if free == 0 {
                self.crossed.push(from);
            }
        }
    }

    /// All pieces, joined.
    fn lines(self, point: impl Fn(usize) -> Pos2) -> Vec<Vec<Pos2>> {
        let Self { mut joined, crossed } = self;
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
        crossed.iter().for_each(|&edge| joined[edge] = [NONE; 2]);
        ROOM.set(joined);
        lines
    }
}

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
    let grid = Grid::new(cells);
    let mut pieces = Pieces::new(grid);
    for square in grid.squares() {
        let corners = grid.corners(square).map(|cell| values[cell]);
        let above = corners.map(|corner| corner > 0.0);
        if above == [above[0]; 4] || corners.iter().any(|corner| corner.is_nan()) {
            continue;
        }
        let edges = grid.edges(square);
        // At a saddle the middle decides which corners are on one side together.
        for [a, b] in pairs(&cut(&above), above[0] == (corners.iter().sum::<f32>() > 0.0)) {
            pieces.add(edges[a], edges[b]);
        }
    }
    let value = |x: usize, y: usize| values[grid.cell(x, y)];
    let share = |edge: usize| {
        let [(x, y), (x2, y2)] = grid.ends(edge);
        let (a, b) = (value(x, y), value(x2, y2));
        let (dx, dy) = (x2 - x, y2 - y);
        let beyond = |x: usize, y: usize, ahead: bool| {
            let next = |i: usize, d: usize| if ahead { i + d } else { i.saturating_sub(d) };
            value(next(x, dx).min(grid.nodes - 1), next(y, dy).min(grid.nodes - 1))
        };
        // Where a side is flat at zero, as a ReLU's is, the line is where the other one, going on straight, would meet it.
        let met = |side: f32, further: f32| if further > side { (side / (further - side)).min(1.0) } else { 0.5 };
        match (a, b) {
            (0.0, b) if b.is_finite() => 1.0 - met(b, beyond(x2, y2, true)),
            (a, 0.0) if a.is_finite() => met(a, beyond(x, y, false)),
            _ if a.is_finite() && b.is_finite() => a / (a - b),
            _ => 0.5,
        }
    };
    pieces.lines(|edge| grid.point(edge, share(edge)))
}

/// The borders between the regions in each of which another of `maps` is largest, each border once: where three regions
/// meet, three lines end in one point. A region narrower than a cell, which no cell is in, has none.
///
/// # Panics
/// When a map has not `cells` × `cells` values.
#[must_use]
pub fn region_lines(maps: &[Vec<f32>], cells: usize) -> Vec<Vec<Pos2>> {
    assert!(maps.iter().all(|map| map.len() == cells * cells), "grids of {cells} cells a side");
    if cells == 0 || maps.len() < 2 {
        return Vec::new();
    }
    let largest =
        |cell: usize| (1..maps.len()).fold(0, |best, map| if maps[map][cell] > maps[best][cell] { map } else { best });
    let region: Vec<usize> = (0..cells * cells).map(largest).collect();
    let is_number = |cell: usize| maps.iter().all(|map| !map[cell].is_nan());
    let grid = Grid::new(cells);
    // How far along an edge its first end's region reaches, by how far each is ahead of the other at either end.
    let share = |edge: usize| {
        let [from, to] = grid.ends(edge).map(|(x, y)| grid.cell(x, y));
        let lead = |cell: usize| maps[region[from]][cell] - maps[region[to]][cell];
        let share = lead(from) / (lead(from) - lead(to));
        if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.5 }
    };
    let mut pieces = Pieces::new(grid);
    let edges = 2 * grid.nodes * grid.nodes;
    let mut middles = Vec::new();
    for square in grid.squares() {
        let corners = grid.corners(square);
        let regions = corners.map(|cell| region[cell]);
        if regions == [regions[0]; 4] || !corners.into_iter().all(is_number) {
            continue;
        }
        let (edge, cut) = (grid.edges(square), cut(&regions));
        let (one, other) = (regions[0], regions[(cut[0] + 1) % 4]);
        if regions.iter().all(|region| *region == one || *region == other) {
            let middle = corners.iter().map(|cell| maps[one][*cell] - maps[other][*cell]).sum::<f32>() > 0.0;
            for [a, b] in pairs(&cut, middle) {
                pieces.add(edge[a], edge[b]);
            }
            continue;
        }
        let sum = cut.iter().fold(Vec2::ZERO, |sum, side| sum + grid.point(edge[*side], share(edge[*side])).to_vec2());
        for &side in &cut {
            let middle = pieces.place();
            pieces.add(edge[side], middle);
            middles.push((sum / cut.len() as f32).to_pos2());
        }
    }
    pieces.lines(|place| place.checked_sub(edges).map_or_else(|| grid.point(place, share(place)), |n| middles[n]))
}

/// The sides of a square whose two corners differ.
fn cut<T: PartialEq>(corners: &[T; 4]) -> Vec<usize> {
    (0..4).filter(|&side| corners[side] != corners[(side + 1) % 4]).collect()
}

/// Which cut sides a line joins, where the corners are of two kinds; `is_first` says whether the middle is of the first
/// corner's.
fn pairs(cut: &[usize], is_first: bool) -> Vec<[usize; 2]> {
    match *cut {
        [a, b] => vec![[a, b]],
        _ if is_first => vec![[0, 1], [2, 3]],
        _ => vec![[3, 0], [1, 2]],
    }
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
        // The room of one map is used for the next.
        let _other = zero_lines(&grid(50, |x, y| (x - 0.3) * (y - 0.6) + 0.1 * x), 50);
        assert_eq!(zero_lines(&values, 40), lines);
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

    /// Three regions around the middle, as the thirds of a cake.
    fn thirds(cells: usize) -> Vec<Vec<f32>> {
        let towards =
            |angle: f32| grid(cells, move |x, y| (x - 0.5) * libm::cosf(angle) + (y - 0.5) * libm::sinf(angle));
        [0.3, 2.4, 4.5].map(towards).to_vec()
    }

    #[test]
    fn three_regions_have_three_borders_that_meet_in_one_point() {
        let lines = region_lines(&thirds(31), 31);
        assert_eq!(lines.len(), 3, "{lines:?}");
        let near = |at: &Pos2| (*at - pos2(0.5, 0.5)).length() < 0.03;
        let ends: Vec<Pos2> = lines.iter().filter_map(|line| line.iter().find(|at| near(at)).copied()).collect();
        assert_eq!(ends.len(), 3, "each comes to the middle: {lines:?}");
        // No two run side by side: away from the middle every point is far from all other lines.
        for (place, line) in lines.iter().enumerate() {
            for at in line.iter().filter(|at| (**at - pos2(0.5, 0.5)).length() > 0.1) {
                let others = lines.iter().enumerate().filter(|(other, _)| *other != place).flat_map(|(_, line)| line);
                assert!(others.clone().all(|other| (*other - *at).length() > 0.05), "two lines near {at}");
            }
        }
    }

    #[test]
    fn two_regions_have_the_border_of_their_difference() {
        let one = grid(20, |x, y| 0.3 * x - y);
        let lines = region_lines(&[one.clone(), vec![-0.2; 400]], 20);
        let same = zero_lines(&one.iter().map(|value| value + 0.2).collect::<Vec<_>>(), 20);
        assert_eq!((lines.len(), same.len()), (1, 1));
        assert!(lines[0].iter().zip(&same[0]).all(|(a, b)| (*a - *b).length() < 1e-5), "{lines:?} {same:?}");
        assert!(region_lines(&[vec![0.0; 400], vec![1.0; 400]], 20).is_empty());
    }

    #[test]
    fn nothing_is_drawn_where_there_is_no_zero_or_no_number() {
        assert!(zero_lines(&grid(8, |_, _| 1.0), 8).is_empty());
        assert!(zero_lines(&[f32::NAN; 64], 8).is_empty());
        assert!(zero_lines(&[], 0).is_empty());
    }
}
