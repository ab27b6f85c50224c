//! A closed list of named alternatives: one name in the file, on the command line and in tests.

use crate::language::Text;

/// One of a fixed list of alternatives that a person chooses from by name.
///
/// The name is the one that serde writes, so that the file and `--set` agree.
pub trait Choice: Clone + PartialEq + Sized + 'static {
    /// What is being chosen, in the singular, for messages ("activation").
    const WHAT: &'static str;
    /// Every alternative, in the order in which a menu lists them; coefficients at their defaults.
    const ALL: &'static [Self];

    /// The name in files and on the command line, in snake case.
    fn name(&self) -> &'static str;

    /// What people call it; nothing where `ui::naming` says that.
    fn names(&self) -> Option<&'static Names> {
        None
    }

    /// The alternative of this name.
    ///
    /// # Errors
    /// A sentence that lists the known names when `name` is none of them.
    fn from_name(name: &str) -> Result<Self, String> {
        Self::ALL.iter().find(|choice| choice.name() == name).cloned().ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(Choice::name).collect();
            format!("“{name}” is not a known {}; choose one of {}", Self::WHAT, known.join(", "))
        })
    }
}

/// What people call an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Where it stands alone: “Leaky ReLU”.
    pub title: Text,
    /// In the middle of a sentence: “leaky ReLU”.
    pub inline: Text,
}

impl Names {
    /// English where it stands alone, English in the middle of a sentence, and Chinese.
    #[must_use]
    pub const fn of(title: &'static str, inline: &'static str, chinese: &'static str) -> Self {
        Self { title: Text::fixed(title, chinese), inline: Text::fixed(inline, chinese) }
    }

    /// A name that is written in the same way everywhere: “ReLU”.
    #[must_use]
    pub const fn proper(name: &'static str) -> Self {
        Self::of(name, name, name)
    }
}
