//! Where words stand in the window, so that what floats over it can leave them free.

use egui::{Context, LayerId, Rect, Shape, layers::PaintList};

/// Where words stand that were drawn in this frame so far, on whatever layer, as far as they are seen.
#[must_use]
pub fn places(context: &Context) -> Vec<Rect> {
    let layers: Vec<LayerId> = context.memory(|memory| memory.layer_ids().collect());
    context.graphics(|graphics| {
        let mut found = Vec::new();
        let lists = [LayerId::background()].into_iter().chain(layers).filter_map(|layer| graphics.get(layer));
        for clipped in lists.flat_map(PaintList::all_entries) {
            add(&clipped.shape, clipped.clip_rect, &mut found);
        }
        found
    })
}

fn add(shape: &Shape, clip: Rect, found: &mut Vec<Rect>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| add(shape, clip, found)),
        Shape::Text(text) => {
            found.extend(Some(text.visual_bounding_rect().intersect(clip)).filter(Rect::is_positive));
        }
        _ => {}
    }
}

/// The first of `places` in which no words stand, or the one in which fewest do.
#[must_use]
pub fn free(words: &[Rect], places: impl Iterator<Item = Rect>) -> Option<Rect> {
    let mut least: Option<(f32, Rect)> = None;
    for place in places {
        let covered = words.iter().map(|word| word.intersect(place)).filter(Rect::is_positive);
        let area: f32 = covered.map(|part| part.area()).sum();
        if least.is_none_or(|(before, _)| area < before) {
            least = Some((area, place));
        }
        if area == 0.0 {
            break;
        }
    }
    least.map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};

    use super::*;

    #[test]
    fn the_first_free_place_is_taken_and_else_the_one_that_covers_least() {
        let at = |x: f32, width: f32| Rect::from_min_size(pos2(x, 0.0), vec2(width, 10.0));
        let words = [at(0.0, 10.0), at(20.0, 10.0)];
        let chosen = |places: &[Rect]| free(&words, places.iter().copied());
        assert_eq!(chosen(&[at(5.0, 10.0), at(11.0, 8.0), at(40.0, 10.0)]), Some(at(11.0, 8.0)));
        assert_eq!(chosen(&[at(5.0, 10.0), at(8.0, 10.0), at(0.0, 30.0)]), Some(at(8.0, 10.0)));
        assert_eq!(chosen(&[]), None);
    }
}
