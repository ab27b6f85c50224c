//! The weights, drawn as curves between the tiles.

use std::sync::Arc;

use egui::{Mesh, Pos2, Rect, Vec2};

use super::layout::Layout;
use crate::{
    experiment::Place,
    nn::Parameters,
    ui::kit::{Theme, ribbon::Bend},
};

/// About this many links are drawn in all; of more, each layer's strongest.
const MOST: usize = 1_200;
/// Fewest of a layer that has more.
const LEAST: usize = 64;
/// More between two layers run close together.
const CROWDED: usize = 80;
/// Farther than this, in points, no link is meant.
const REACH: f32 = 9.0;

/// One weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Layer that it leads into, counted from 1 as people do.
    pub layer: usize,
    /// Unit that it leads from.
    pub from: usize,
    /// Unit that it leads to.
    pub to: usize,
    /// Its value.
    pub weight: f32,
}

impl Link {
    /// Where its weight sits.
    #[must_use]
    pub const fn place(self) -> Place {
        Place { layer: self.layer - 1, unit: self.to, from: Some(self.from) }
    }
}

/// The weights between two layers.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Those that are drawn.
    pub links: Vec<Link>,
    /// How many there are.
    pub all: usize,
    /// Where they run.
    pub area: Rect,
    bend: Bend,
}

/// Where every link of a network is.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// Of each layer, from the first hidden one on.
    pub gaps: Vec<Gap>,
    mesh: Arc<Mesh>,
    /// Where the mesh has its corner.
    origin: Vec2,
}

/// Line width for a weight: 1 for none, 10 for 5 and more, as in the TensorFlow Playground.
#[must_use]
pub fn width(weight: f32) -> f32 {
    1.0 + 9.0 * (weight.abs() / 5.0).min(1.0)
}

impl Links {
    /// Lays out `parameters` over `layout`; `features` holds, of each feature that is read, its place in the first column.
    ///
    /// The room of the links `before` is used again: a megabyte that would be asked of the system with every snapshot.
    #[must_use]
    pub fn new(theme: &Theme, parameters: &Parameters, layout: &Layout, features: &[usize], before: Self) -> Self {
        let layers = parameters.layers().min(layout.columns.len() - 1);
        let sizes = parameters.sizes();
        let total: usize = (0..layers).map(|layer| sizes[layer] * sizes[layer + 1]).sum();
        let most = if total <= MOST { MOST } else { (MOST / layers).max(LEAST) };
        let mut links = Self::default();
        let mut mesh = Arc::try_unwrap(before.mesh).unwrap_or_default();
        mesh.clear();
        for layer in 0..layers {
            let weights = parameters.weights(layer);
            let mut all: Vec<Link> = weights
                .indexed_iter()
                .map(|((to, from), &weight)| Link { layer: layer + 1, from, to, weight })
                .collect();
            let count = all.len();
            if count > most {
                all.select_nth_unstable_by(most, |a, b| b.weight.abs().total_cmp(&a.weight.abs()));
                all.truncate(most);
            }
            let (left, right) = (&layout.columns[layer], &layout.columns[layer + 1]);
            let area = Rect::from_x_y_ranges(
                left.block.right()..=right.block.left(),
                left.block.top().min(right.block.top())..=left.block.bottom().max(right.block.bottom()),
            );
            let gap = Gap { links: all, all: count, area, bend: Bend::new(area.left(), area.right()) };
            // Where many run close together, thinner and fainter ones leave the pattern to be seen.
            let crowded = gap.links.len() > CROWDED;
            let (wider, strength) = if crowded { (0.6, 0.55) } else { (1.0, 1.0) };
            for link in &gap.links {
                gap.add(&mut mesh, theme, layout, features, link, (wider, strength));
            }
            links.gaps.push(gap);
        }
        links.mesh = Arc::new(mesh);
        links
    }

    /// All of them, ready to be painted with the layout's corner at `origin`.
    #[must_use]
    pub fn mesh(&mut self, origin: Vec2) -> Arc<Mesh> {
        // Only while it is being scrolled does the mesh have to move; it is large, so it is not copied for a frame.
        if self.origin != origin {
            Arc::make_mut(&mut self.mesh).translate(origin - self.origin);
            self.origin = origin;
        }
        Arc::clone(&self.mesh)
    }
}

impl Gap {
    /// The link under `pointer`.
    #[must_use]
    pub fn at(&self, layout: &Layout, features: &[usize], pointer: Pos2) -> Option<Link> {
        let near = self.links.iter().filter_map(|link| {
            let (a, b) = heights(layout, features, link);
            let (y, slope) = self.bend.at(pointer.x, a, b)?;
            let distance = (pointer.y - y).abs() / (1.0 + slope * slope).sqrt();
            (distance < REACH + 0.5 * width(link.weight)).then_some((*link, distance))
        });
        near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|near| near.0)
    }

    /// Adds `link` to `mesh`, so many times as wide and as strong in colour as it is.
    pub fn add(
        &self,
        mesh: &mut Mesh,
        theme: &Theme,
        layout: &Layout,
        features: &[usize],
        link: &Link,
        (wider, strength): (f32, f32),
    ) {
        if link.weight.is_finite() {
            // What is 0 has no sign, and no part in what follows.
            let color = if link.weight == 0.0 { theme.muted } else { theme.signed(link.weight) };
            let color = color.gamma_multiply(strength);
            let heights = heights(layout, features, link);
            self.bend.add(mesh, heights, wider * width(link.weight), color, link.weight < 0.0);
        }
    }

    /// The middle of a link, where its mark says that it is frozen; `None` when the layout has no such link.
    #[must_use]
    pub fn middle(&self, layout: &Layout, features: &[usize], link: &Link) -> Option<Pos2> {
        let x = self.area.center().x;
        let (a, b) = heights(layout, features, link);
        self.bend.at(x, a, b).map(|(y, _)| egui::pos2(x, y))
    }
}

fn heights(layout: &Layout, features: &[usize], link: &Link) -> (f32, f32) {
    let from = if link.layer == 1 { features.get(link.from).copied().unwrap_or(0) } else { link.from };
    let height =
        |column: usize, unit: usize| layout.columns[column].tiles.get(unit).map_or(0.0, |tile| tile.center().y);
    (height(link.layer - 1, from), height(link.layer, link.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn links(sizes: &[usize]) -> (Links, Layout) {
        let mut parameters = Parameters::zeros(sizes);
        for (i, value) in parameters.values_mut().iter_mut().enumerate() {
            *value = if i % 2 == 0 { i as f32 } else { -(i as f32) };
        }
        let layout = Layout::new(sizes, vec2(800.0, 600.0));
        let features: Vec<usize> = (0..sizes[0]).collect();
        (Links::new(&Theme::light(), &parameters, &layout, &features, Links::default()), layout)
    }

    #[test]
    fn a_weight_of_five_is_ten_points_wide() {
        assert_eq!([0.0, -2.5, 5.0, 80.0].map(width), [1.0, 5.5, 10.0, 10.0]);
    }

    #[test]
    fn of_too_many_the_strongest_are_drawn() {
        let (links, _) = links(&[2, 64, 64, 64, 1]);
        let gap = &links.gaps[1];
        assert_eq!((gap.all, gap.links.len()), (4_096, 300));
        let weakest = gap.links.iter().map(|link| link.weight.abs()).fold(f32::INFINITY, f32::min);
        let strongest_left_out = 2.0 * 64.0 + 64.0 + 4_096.0 - 300.0 - 1.0;
        assert!(weakest > strongest_left_out, "{weakest} is drawn, {strongest_left_out} is not");
    }

    #[test]
    fn a_link_is_found_at_both_ends_and_not_far_from_it() {
        let (links, layout) = links(&[2, 3, 1]);
        let gap = &links.gaps[0];
        let (from, to) = (layout.columns[0].tiles[1], layout.columns[1].tiles[2]);
        let start = gap.at(&layout, &[0, 1], from.right_center() + vec2(1.0, 1.0)).expect("a link starts here");
        assert_eq!(start.from, 1);
        let end = gap.at(&layout, &[0, 1], to.left_center() - vec2(1.0, 0.0)).expect("a link ends here");
        assert_eq!(end.to, 2);
        assert_eq!(gap.at(&layout, &[0, 1], pos2(gap.area.center().x, 5.0)), None);
    }
}
