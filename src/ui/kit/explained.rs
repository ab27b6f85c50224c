//! Where in the window a sentence explains what is pointed at or was clicked, so that nothing is laid over it.

use egui::{Context, Id, Rect};

const PLACE: &str = "where something is explained";

/// Such a sentence stands here in this frame.
pub fn explains(context: &Context, place: Rect) {
    let frame = context.cumulative_frame_nr();
    context.data_mut(|data| data.insert_temp(Id::unique(PLACE), (frame, place)));
}

/// How far above the lower end of the window something may float that would stand at `usual`, so that it covers no such
/// sentence.
#[must_use]
pub fn above(context: &Context, usual: f32) -> f32 {
    let screen = context.content_rect();
    let stands = |rect: &Rect| rect.bottom() > screen.center().y;
    explained(context).filter(stands).map_or(usual, |rect| usual.max(screen.bottom() - rect.top() + 4.0))
}

/// Where one stands in this frame, when one does.
fn explained(context: &Context) -> Option<Rect> {
    let (frame, place) = context.data(|data| data.get_temp::<(u64, Rect)>(Id::unique(PLACE)))?;
    (frame == context.cumulative_frame_nr()).then_some(place)
}
