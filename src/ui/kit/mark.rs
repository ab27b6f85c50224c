//! The shapes of points: one per class, so that nobody has to tell classes apart by colour.
//!
//! The shapes are drawn once into a small texture, so that thousands of points are one mesh of tinted squares.

use std::sync::Arc;

use super::Theme;
use egui::{Color32, ColorImage, Context, Id, Mesh, Pos2, Rect, TextureHandle, TextureOptions, Vec2, pos2, vec2};

/// Shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Mark {
    /// First class.
    Diamond,
    /// Second class.
    Circle,
    /// Third class.
    Triangle,
    /// Fourth class.
    Square,
    /// Fifth class.
    Star,
    /// Sixth class.
    TriangleDown,
    /// Seventh class.
    Hexagon,
    /// Eighth class.
    Plus,
    /// Ninth class: a plus turned by an eighth.
    Saltire,
    /// Tenth class: a flat bar.
    Bar,
    /// Not a class: in a point that the network gets wrong.
    Cross,
}

/// What part of a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Part {
    /// All of it.
    Body,
    /// Its left half.
    Half,
    /// A thick line along its border.
    Ring,
    /// A thin line around it.
    Outline,
}

/// How much of a shape is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// All of it.
    Full,
    /// The left half.
    Half,
    /// Nothing: it is hollow.
    Hollow,
}

const SHAPES: [Mark; 11] = [
    Mark::Diamond,
    Mark::Circle,
    Mark::Triangle,
    Mark::Square,
    Mark::Star,
    Mark::TriangleDown,
    Mark::Hexagon,
    Mark::Plus,
    Mark::Saltire,
    Mark::Bar,
    Mark::Cross,
];
const PARTS: [Part; 4] = [Part::Body, Part::Half, Part::Ring, Part::Outline];
/// Side of a shape's square in the texture, in points; the shape itself is about half as wide.
const SIDE: f32 = 16.0;
/// Radius of the circle, in points; the other shapes have about its area.
const RADIUS: f32 = 3.9;

impl Mark {
    /// The shape of class `index`.
    #[must_use]
    pub const fn of_class(index: usize) -> Self {
        SHAPES[index % (SHAPES.len() - 1)]
    }

    /// Distance from `at` to the shape's border, in points, negative inside; the shape stands around zero.
    fn distance(self, at: Vec2) -> f32 {
        let around = |corners: usize, radius: f32, turn: f32| -> Vec<Vec2> {
            (0..corners)
                .map(|i| radius * Vec2::angled((i as f32 / corners as f32 + turn) * std::f32::consts::TAU))
                .collect()
        };
        match self {
            Self::Circle => at.length() - RADIUS,
            Self::Diamond => to_polygon(at, &around(4, 1.25 * RADIUS, 0.0)),
            Self::Triangle => to_polygon(at - vec2(0.0, 0.8), &around(3, 1.4 * RADIUS, -0.25)),
            Self::TriangleDown => to_polygon(at + vec2(0.0, 0.8), &around(3, 1.4 * RADIUS, 0.25)),
            Self::Square => to_polygon(at, &around(4, 1.27 * RADIUS, 0.125)),
            Self::Hexagon => to_polygon(at, &around(6, 1.1 * RADIUS, 0.0)),
            Self::Star => {
                let (outer, inner) = (around(5, 1.5 * RADIUS, -0.25), around(5, 0.7 * RADIUS, -0.15));
                let corners: Vec<Vec2> = outer.into_iter().zip(inner).flat_map(|(a, b)| [a, b]).collect();
                to_polygon(at, &corners)
            }
            Self::Plus => to_bar(at, 0.38 * RADIUS, 1.25 * RADIUS),
            Self::Saltire => to_bar(turned(at), 0.38 * RADIUS, 1.25 * RADIUS),
            Self::Bar => to_polygon(
                at,
                &[vec2(-1.5, -0.55), vec2(1.5, -0.55), vec2(1.5, 0.55), vec2(-1.5, 0.55)].map(|corner| RADIUS * corner),
            ),
            Self::Cross => to_bar(turned(at), 0.14 * RADIUS, 0.75 * RADIUS),
        }
    }
}

/// `at` where the plane is turned by an eighth.
fn turned(at: Vec2) -> Vec2 {
    vec2(at.x + at.y, at.x - at.y) * std::f32::consts::FRAC_1_SQRT_2
}

/// Distance to two crossing bars.
fn to_bar(at: Vec2, half_width: f32, half_length: f32) -> f32 {
    let bar = |x: f32, y: f32| {
        let outside = vec2(x.abs() - half_length, y.abs() - half_width);
        outside.max(Vec2::ZERO).length() + outside.max_elem().min(0.0)
    };
    bar(at.x, at.y).min(bar(at.y, at.x))
}

/// Signed distance to a polygon, after Quilez (<https://iquilezles.org/articles/distfunctions2d/>).
fn to_polygon(at: Vec2, corners: &[Vec2]) -> f32 {
    let mut nearest = f32::INFINITY;
    let mut inside = false;
    for (i, &a) in corners.iter().enumerate() {
        let b = corners[(i + 1) % corners.len()];
        let (side, to) = (b - a, at - a);
        let foot = to - side * (to.dot(side) / side.length_sq()).clamp(0.0, 1.0);
        nearest = nearest.min(foot.length());
        let crosses = (a.y > at.y) != (b.y > at.y);
        if crosses && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x) {
            inside = !inside;
        }
    }
    if inside { -nearest } else { nearest }
}

/// The texture of all shapes, for one density of pixels.
pub struct MarkSheet {
    texture: TextureHandle,
    pixels_per_point: f32,
}

impl MarkSheet {
    /// The sheet of `context`, drawn anew when its density of pixels has changed.
    #[must_use]
    pub fn of(context: &Context) -> Arc<Self> {
        let (id, pixels_per_point) = (Id::unique("mark sheet"), context.pixels_per_point());
        let known = context.data(|data| data.get_temp::<Arc<Self>>(id));
        if let Some(sheet) = known.filter(|sheet| sheet.pixels_per_point == pixels_per_point) {
            return sheet;
        }
        let texture = context.load_texture("marks", image(pixels_per_point), TextureOptions::LINEAR);
        let sheet = Arc::new(Self { texture, pixels_per_point });
        context.data_mut(|data| data.insert_temp(id, Arc::clone(&sheet)));
        sheet
    }

    /// A mesh to add marks to.
    #[must_use]
    pub fn mesh(&self) -> Mesh {
        Mesh::with_texture(self.texture.id())
    }

    /// Adds `part` of `mark` at `centre` to `mesh`, `size` times as large as drawn.
    pub fn add(&self, mesh: &mut Mesh, mark: Mark, part: Part, centre: Pos2, size: f32, color: Color32) {
        let (columns, rows) = (SHAPES.len() as f32, PARTS.len() as f32);
        let cell = pos2(mark as usize as f32 / columns, part as usize as f32 / rows);
        let uv = Rect::from_min_size(cell, vec2(1.0 / columns, 1.0 / rows));
        mesh.add_rect_with_uv(Rect::from_center_size(centre, Vec2::splat(SIDE * size)), uv, color);
    }

    /// Adds a point of the data to `mesh`, `size` times as large as drawn.
    pub fn point(
        &self,
        mesh: &mut Mesh,
        theme: &Theme,
        mark: Mark,
        (at, size): (Pos2, f32),
        color: Color32,
        fill: Fill,
    ) {
        let layers: &[_] = match fill {
            Fill::Full => &[(Part::Body, color), (Part::Outline, theme.ink)],
            Fill::Half => &[(Part::Body, theme.surface), (Part::Half, color), (Part::Ring, color)],
            Fill::Hollow => &[(Part::Body, theme.surface), (Part::Ring, color)],
        };
        layers.iter().for_each(|(part, color)| self.add(mesh, mark, *part, at, size, *color));
    }
}

fn image(pixels_per_point: f32) -> ColorImage {
    let side = (SIDE * pixels_per_point).round().max(1.0) as usize;
    let size = [side * SHAPES.len(), side * PARTS.len()];
    let scale = SIDE / side as f32;
    let mut pixels = vec![Color32::TRANSPARENT; size[0] * size[1]];
    for (column, mark) in SHAPES.into_iter().enumerate() {
        for y in 0..side {
            for x in 0..side {
                let middle = side as f32 / 2.0;
                let at = vec2(x as f32 + 0.5 - middle, y as f32 + 0.5 - middle) * scale;
                let distance = mark.distance(at);
                for (row, part) in PARTS.into_iter().enumerate() {
                    let outside = match part {
                        Part::Body => distance,
                        Part::Half => distance.max(at.x),
                        Part::Ring => (distance + 0.9).abs() - 0.9,
                        Part::Outline => (distance - 0.2).abs() - 0.5,
                    };
                    let cover = (0.5 - outside / scale).clamp(0.0, 1.0);
                    pixels[(row * side + y) * size[0] + column * side + x] =
                        Color32::from_white_alpha((cover * 255.0).round() as u8);
                }
            }
        }
    }
    ColorImage::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_shape_inside_its_square() {
        for a in 0..10 {
            assert!(Mark::of_class(a).distance(Vec2::ZERO) < -0.5, "{:?} is hollow", Mark::of_class(a));
            assert!((a + 1..10).all(|b| Mark::of_class(a) != Mark::of_class(b)));
        }
        for mark in SHAPES {
            for border in [vec2(SIDE / 2.0, 0.0), vec2(0.0, SIDE / 2.0), vec2(0.0, -SIDE / 2.0)] {
                assert!(mark.distance(border) > 0.7, "{mark:?} leaves its square at {border:?}");
            }
        }
    }

    #[test]
    fn distance_to_a_square_is_exact() {
        let square = [vec2(-1.0, -1.0), vec2(1.0, -1.0), vec2(1.0, 1.0), vec2(-1.0, 1.0)];
        for (at, wanted) in
            [(vec2(0.0, 0.0), -1.0), (vec2(3.0, 0.0), 2.0), (vec2(0.5, 0.0), -0.5), (vec2(4.0, 5.0), 5.0)]
        {
            let found = to_polygon(at, &square);
            assert!((found - wanted).abs() < 1e-6, "{found} at {at:?}, wanted {wanted}");
        }
    }
}
