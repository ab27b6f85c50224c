//! A picture on the graphics card, replaced when a newer one is ready.

use std::fmt;

use egui::{ColorImage, Context, TextureHandle, TextureId, TextureOptions};

/// A picture, or none yet.
#[derive(Clone, Default)]
pub struct Texture(Option<TextureHandle>);

impl Texture {
    /// Uploads `image` in place of the last one; `name` is for looking at memory only.
    pub fn set(&mut self, context: &Context, name: &str, image: ColorImage) {
        self.upload(context, name, image, TextureOptions::LINEAR);
    }

    /// As [`set`](Self::set), with cells that keep their edges when they are enlarged.
    pub fn set_sharp(&mut self, context: &Context, name: &str, image: ColorImage) {
        self.upload(context, name, image, TextureOptions::NEAREST);
    }

    fn upload(&mut self, context: &Context, name: &str, image: ColorImage, options: TextureOptions) {
        match &mut self.0 {
            Some(texture) => texture.set(image, options),
            None => self.0 = Some(context.load_texture(name, image, options)),
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
