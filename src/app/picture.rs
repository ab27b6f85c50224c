//! Screenshots of parts of the window: requested, taken by the renderer a frame later, and cropped.

use std::{
    collections::BTreeMap,
    sync::{Arc, mpsc},
};

use egui::{ColorImage, Context, Rect};

use crate::ui::{Region, region::Destination};

/// Number of frames until an open menu has disappeared from the screen.
const UNTIL_CLOSED: u32 = 2;

/// Margin around the cropped part, in points.
const MARGIN: f32 = 8.0;

/// Positions of all regions, and the requested picture.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    places: BTreeMap<Region, Rect>,
    wanted: Option<(Region, Destination, u32)>,
    /// Receives the picture of the whole window.
    whole: Option<mpsc::Receiver<Arc<ColorImage>>>,
}

impl Pictures {
    /// Records where `view` is drawn.
    pub(super) fn seen(&mut self, view: Region, place: Rect) {
        self.places.insert(view, place);
    }

    /// Whether a picture of `view` is about to be taken, so that mere buttons are left out.
    pub(super) fn wanted(&self, view: Region) -> bool {
        self.wanted.is_some_and(|(wanted, ..)| wanted == view)
    }

    /// Requests a picture of `view`.
    pub(super) fn want(&mut self, context: &Context, view: Region, to: Destination) {
        self.wanted = Some((view, to, UNTIL_CLOSED));
        context.request_repaint();
    }

    /// Asks the renderer when it is time to; returns the picture when it has arrived.
    pub(super) fn taken(&mut self, context: &Context) -> Option<(Region, Destination, ColorImage)> {
        let (view, to, frames) = self.wanted?;
        if frames > 0 {
            self.wanted = Some((view, to, frames - 1));
            if frames == 1 {
                let (sender, whole) = mpsc::channel();
                self.whole = Some(whole);
                let waiting = context.clone();
                context.request_screenshot(move |image| {
                    // Another one may have been requested meanwhile.
                    if sender.send(image).is_ok() {
                        waiting.request_repaint();
                    }
                });
            }
            context.request_repaint();
            return None;
        }
        let whole = self.whole.as_ref()?.try_recv().ok()?;
        self.wanted = None;
        let place = *self.places.get(&view)?;
        Some((view, to, cut(&whole, place.expand(MARGIN), context.pixels_per_point())))
    }
}

/// The part of `whole` covered by `place`, in points.
fn cut(whole: &ColorImage, place: Rect, pixels_per_point: f32) -> ColorImage {
    let [width, height] = whole.size;
    let pixel = |points: f32, most: usize| ((points * pixels_per_point).round().max(0.0) as usize).min(most);
    let (left, right) = (pixel(place.left(), width), pixel(place.right(), width));
    let (top, bottom) = (pixel(place.top(), height), pixel(place.bottom(), height));
    let rows = (top..bottom).flat_map(|row| &whole.pixels[row * width + left..row * width + right]);
    ColorImage::new([right - left, bottom - top], rows.copied().collect())
}

/// `image` as a PNG file.
///
/// # Errors
/// When it has no pixels.
pub(super) fn png(image: &ColorImage) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, image.size[0] as u32, image.size[1] as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    let pixels: Vec<u8> = image.pixels.iter().flat_map(|pixel| pixel.to_srgba_unmultiplied()).collect();
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use egui::{Color32, pos2};

    use super::*;

    #[test]
    fn what_is_cut_out_is_at_its_place_and_no_larger_than_the_whole() {
        let pixels = (0..24).map(Color32::from_gray).collect();
        let whole = ColorImage::new([6, 4], pixels);
        let part = cut(&whole, Rect::from_min_max(pos2(1.0, 0.5), pos2(2.0, 1.0)), 2.0);
        assert_eq!((part.size, part.pixels), ([2, 1], vec![Color32::from_gray(8), Color32::from_gray(9)]));
        assert_eq!(cut(&whole, Rect::from_min_max(pos2(2.0, 1.0), pos2(99.0, 99.0)), 2.0).size, [2, 2]);
    }

    #[test]
    fn a_picture_can_be_read_again() {
        let image = ColorImage::new([2, 1], vec![Color32::RED, Color32::WHITE]);
        let bytes = png(&image).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; 8];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, [255, 0, 0, 255, 255, 255, 255, 255]);
    }
}
