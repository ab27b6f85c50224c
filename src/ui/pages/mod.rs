//! The pages of the middle region, one shown at a time: a page is a file here and its line in the list.

pub mod arithmetic;
pub mod class;
pub mod compare;
pub mod data;
pub mod deploy;
pub mod evaluate;
pub mod landscape;
pub mod matched;
pub mod network;
pub mod one_point;
pub mod pair;
pub mod phenomena;
pub mod rates;
pub mod reconstruction;
pub mod runs;
pub mod seeds;
pub mod space;
pub mod sweep;
pub mod tabs;
pub mod weights;

use std::collections::BTreeSet;

use super::{
    Page,
    page::{Csv, Place},
};
use crate::{insight::Request, language::Text, lessons::Locks, session::View, worker::Snapshot};

/// Every page, in the order of the tabs.
fn all() -> Vec<Box<dyn Page>> {
    vec![
        Box::<network::NetworkPage>::default(),
        Box::<space::SpacePage>::default(),
        Box::<weights::WeightsPage>::default(),
        Box::<runs::RunsPage>::default(),
        Box::<data::DataPage>::default(),
        Box::<compare::ComparePage>::default(),
        Box::<evaluate::EvaluatePage>::default(),
        Box::<deploy::DeployPage>::default(),
        Box::<sweep::SweepPage>::default(),
        Box::<seeds::SeedsPage>::default(),
        Box::<rates::RatesPage>::default(),
        Box::<landscape::LandscapePage>::default(),
        Box::<phenomena::PhenomenaPage>::default(),
        Box::<arithmetic::ArithmeticPage>::default(),
        Box::<class::ClassPage>::default(),
        Box::<reconstruction::ReconstructionPage>::default(),
        Box::<matched::MatchedPage>::default(),
        Box::<pair::PairPage>::default(),
        Box::<one_point::OnePointPage>::default(),
    ]
}

/// The pages of a window, one of which is shown.
#[derive(Debug)]
pub struct Pages {
    all: Vec<Box<dyn Page>>,
    shown: usize,
    /// The one that was last shown beside the settings and the map.
    middle: usize,
    /// Those that a lesson hides.
    hidden: BTreeSet<usize>,
}

impl Default for Pages {
    fn default() -> Self {
        Self { all: all(), shown: 0, middle: 0, hidden: BTreeSet::new() }
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
        if let Some(page) = self.all.get(place).filter(|_| !self.hidden.contains(&place)) {
            self.shown = place;
            if page.place() == Place::Middle {
                self.middle = place;
            }
        }
    }

    /// The page behind the stages that comes after the one that is shown, and its name.
    #[must_use]
    pub fn next(&self, snapshot: &Snapshot) -> Option<(usize, Text)> {
        let is_behind = |at: usize| self.all[at].place() == Place::Behind;
        let from = if is_behind(self.shown) { self.shown + 1 } else { 0 };
        let mut later = from..self.all.len();
        later
            .find(|at| is_behind(*at) && !self.hides(*at) && self.all[*at].is_offered(snapshot))
            .map(|at| (at, self.all[at].name()))
    }

    /// Shows the page in the middle that was shown last.
    pub const fn show_middle(&mut self) {
        self.shown = self.middle;
    }

    /// Shows the first page in place of one in the middle of which there is nothing to see any more.
    pub fn fit(&mut self, snapshot: &Snapshot) {
        if !self.all[self.middle].is_offered(snapshot) {
            let is_there = |at: &usize| !self.hides(*at) && self.all[*at].place() == Place::Middle;
            let first = (0..self.all.len()).find(is_there).unwrap_or_default();
            if self.shown == self.middle {
                self.shown = first;
            }
            self.middle = first;
        }
    }

    /// Shows only the pages that `locks` leave, the first of which takes the place of one that is hidden.
    pub fn keep_to(&mut self, locks: Option<&Locks>) {
        let is_shown = |page: &dyn Page| locks.is_none_or(|locks| locks.shows(&format!("page.{}", page.key())));
        self.hidden = (0..self.all.len()).filter(|place| !is_shown(&*self.all[*place])).collect();
        // A window without any page in the middle would be none.
        let middle: Vec<usize> = (0..self.all.len()).filter(|at| self.all[*at].place() == Place::Middle).collect();
        let first = middle.iter().copied().find(|at| !self.hidden.contains(at)).unwrap_or_else(|| {
            self.hidden.remove(&middle[0]);
            middle[0]
        });
        if self.hidden.contains(&self.middle) {
            self.middle = first;
        }
        if self.hidden.contains(&self.shown) {
            self.shown = first;
        }
    }

    /// Whether a lesson hides the page at this place.
    #[must_use]
    pub fn hides(&self, place: usize) -> bool {
        self.hidden.contains(&place)
    }

    /// How many pages a lesson hides of those in the middle, of how many.
    #[must_use]
    pub fn hidden(&self, snapshot: &Snapshot) -> (usize, usize) {
        let is_there = |page: &dyn Page| page.place() == Place::Middle && page.is_offered(snapshot);
        let middle = self.iter().enumerate().filter(|(_, page)| is_there(*page));
        middle.fold((0, 0), |(hidden, all), (place, _)| (hidden + usize::from(self.hides(place)), all + 1))
    }

    /// Whether the page that is shown stands alone in the window.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.all[self.shown].place() != Place::Middle
    }

    /// The pages that do not stand in the rail, with their places.
    pub fn aside(&self) -> impl Iterator<Item = (usize, &dyn Page)> {
        self.iter().enumerate().filter(|(place, page)| page.place() == Place::Aside && !self.hides(*place))
    }

    /// The width that the page that is shown needs at least, when it stands alone.
    #[must_use]
    pub fn least_width(&self) -> f32 {
        self.all[self.shown].least_width()
    }

    /// Whether the page that is shown stands in the rail only as long as it is.
    #[must_use]
    pub fn is_aside(&self) -> bool {
        self.all[self.shown].place() == Place::Aside
    }

    /// Name of the page that is shown, and what it is in words.
    #[must_use]
    pub fn about(&self) -> (Text, Text) {
        let page = &self.all[self.shown];
        (page.name(), page.about())
    }

    /// Whether nothing is trained while the page is shown.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.all[self.shown].is_locked()
    }

    /// Place of the page to go back to from one that stands alone.
    #[must_use]
    pub const fn middle(&self) -> usize {
        self.middle
    }

    /// The page that is shown.
    pub fn shown(&mut self) -> &mut dyn Page {
        &mut *self.all[self.shown]
    }

    /// Predicts a row of the data set on the page for that, and shows it.
    pub fn try_row(&mut self, snapshot: &Snapshot, row: usize) {
        if let Some(place) = self.all.iter_mut().position(|page| page.try_row(snapshot, row)) {
            self.show(place);
        }
    }

    /// The numbers that can be exported from the current page.
    #[must_use]
    pub fn csv(&self) -> Csv {
        self.all[self.shown].csv()
    }

    /// Adds what the current page needs to the worker's request.
    pub fn request(&self, request: &mut Request) {
        self.all[self.shown].request(request);
    }

    /// Adds the pages' display options to those stored with the session.
    pub fn keep(&self, view: &mut View) {
        self.all.iter().for_each(|page| page.keep(view));
    }

    /// Applies the display options `view`.
    pub fn look_like(&mut self, view: &View) {
        self.all.iter_mut().for_each(|page| page.look_like(view));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lessons::lock::PLACES;

    #[test]
    fn a_lesson_can_hide_every_page_and_names_none_that_is_not() {
        let pages: BTreeSet<String> = all().iter().map(|page| format!("page.{}", page.key())).collect();
        let places: BTreeSet<String> =
            PLACES.iter().filter(|place| place.starts_with("page.")).map(|place| (*place).to_owned()).collect();
        assert_eq!(pages, places);
    }
}
