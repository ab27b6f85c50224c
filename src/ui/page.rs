//! What the middle region shows.

use crate::language::Text;

/// One of the looks into a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Units with their maps, and the weights between them.
    #[default]
    Network,
    /// The plane and the points as each layer sees them.
    Space,
    /// Every weight as a number, as a colour and in a histogram.
    Weights,
}

impl Page {
    /// Every page, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Network, Self::Space, Self::Weights];

    /// What its tab says.
    #[must_use]
    pub const fn name(self) -> Text {
        match self {
            Self::Network => Text::fixed("Network", "网络"),
            Self::Space => Text::fixed("Bent space", "弯曲空间"),
            Self::Weights => Text::fixed("Weights", "权重"),
        }
    }
}
