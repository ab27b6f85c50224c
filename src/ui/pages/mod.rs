//! What the middle region shows, one page at a time: a page is a file here and its line in the list.

pub mod network;
pub mod runs;
pub mod space;
pub mod tabs;
pub mod weights;

use super::{Page, page::Csv};
use crate::{insight::Request, session::View};

/// Every page, in the order of the tabs.
fn all() -> Vec<Box<dyn Page>> {
    vec![
        Box::<network::NetworkPage>::default(),
        Box::<space::SpacePage>::default(),
        Box::<weights::WeightsPage>::default(),
        Box::<runs::RunsPage>::default(),
    ]
}

/// The pages of a window, one of which is shown.
#[derive(Debug)]
pub struct Pages {
    all: Vec<Box<dyn Page>>,
    shown: usize,
}

impl Default for Pages {
    fn default() -> Self {
        Self { all: all(), shown: 0 }
    }
}

impl Pages {
    /// Every page, in the order of the tabs.
    pub fn iter(&self) -> impl Iterator<Item = &dyn Page> {
        self.all.iter().map(|page| &**page)
    }

    /// Place among the tabs of the page that is shown.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.shown
    }

    /// Shows the page at this place among the tabs, if there is one.
    pub fn show(&mut self, place: usize) {
        if place < self.all.len() {
            self.shown = place;
        }
    }

    /// The page that is shown.
    pub fn shown(&mut self) -> &mut dyn Page {
        &mut *self.all[self.shown]
    }

    /// The numbers that can be taken along from the page that is shown.
    #[must_use]
    pub fn csv(&self) -> Csv {
        self.all[self.shown].csv()
    }

    /// Adds what the page that is shown needs to what the worker is asked for.
    pub fn request(&self, request: &mut Request) {
        self.all[self.shown].request(request);
    }

    /// Adds how the pages are looked at to what is kept with the session.
    pub fn keep(&self, view: &mut View) {
        self.all.iter().for_each(|page| page.keep(view));
    }

    /// Looks at the session like `view`.
    pub fn look_like(&mut self, view: &View) {
        self.all.iter_mut().for_each(|page| page.look_like(view));
    }
}
