//! A picture on the graphics card, replaced when a newer one is ready.

use std::fmt;

use egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions};

/// A smooth picture, or none yet.
#[derive(Clone, Default)]
pub struct Texture(Option<TextureHandle>);

impl Texture {
    /// Uploads `image` in place of the last one; `name` is for looking at memory only.
    pub fn set(&mut self, context: &Context, name: &str, image: ColorImage) {
        match &mut self.0 {
            Some(texture) => texture.set(image, TextureOptions::LINEAR),
            None => self.0 = Some(context.load_texture(name, image, TextureOptions::LINEAR)),
        }
    }

    /// What to paint with, once there is a picture.
    #[must_use]
    pub fn id(&self) -> Option<TextureId> {
        self.0.as_ref().map(TextureHandle::id)
    }
}

impl fmt::Debug for Texture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texture").field(&self.id()).finish()
    }
}
