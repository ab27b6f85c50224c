//! The languages of the window, and texts that exist in all of them.
//!
//! A text is written where it is used, in both languages side by side: `text!("Loss", "损失")`. One that lacks a
//! language does not compile.

mod counted;
mod number;
mod shortened;

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

pub use self::{
    counted::counted,
    number::{alike, compact, decimal, exact, grouped, power_of_ten, signed, small, unbroken, within},
    shortened::{brief, shortened},
};

/// A language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// The language's own name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }
}

/// The same words in every language; made by [`text!`](crate::text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    english: Cow<'static, str>,
    chinese: Cow<'static, str>,
}

impl Text {
    /// A text without values, for tables of constants.
    #[must_use]
    pub const fn fixed(english: &'static str, chinese: &'static str) -> Self {
        Self { english: Cow::Borrowed(english), chinese: Cow::Borrowed(chinese) }
    }

    /// Called by the macro: allocates nothing when there are no values, truncates an endless value, and puts what is counted
    /// once into the singular.
    #[must_use]
    pub fn of(english: fmt::Arguments<'_>, chinese: fmt::Arguments<'_>) -> Self {
        let written = |words: fmt::Arguments<'_>| match words.as_str() {
            Some(fixed) => Cow::Borrowed(fixed),
            None => Cow::Owned(shortened::sentence(words)),
        };
        let english = match written(english) {
            Cow::Owned(words) => match counted(&words) {
                Cow::Owned(one) => Cow::Owned(one),
                Cow::Borrowed(_) => Cow::Owned(words),
            },
            fixed => fixed,
        };
        Self { english, chinese: written(chinese) }
    }

    /// A name or number that is the same in every language.
    #[must_use]
    pub fn same(words: impl Into<String>) -> Self {
        let words = shortened::sentence(format_args!("{}", words.into()));
        Self { english: Cow::Owned(words.clone()), chinese: Cow::Owned(words) }
    }

    /// A text whose versions were built elsewhere.
    #[must_use]
    pub const fn in_each(english: String, chinese: String) -> Self {
        Self { english: Cow::Owned(english), chinese: Cow::Owned(chinese) }
    }

    /// The English and the Chinese text, to be inserted into a longer one.
    #[must_use]
    pub fn both(&self) -> (&str, &str) {
        (&self.english, &self.chinese)
    }

    /// The same with a full stop, unless it already ends in a punctuation mark.
    #[must_use]
    pub fn stopped(&self) -> Self {
        let (english, chinese) = self.both();
        let dot = if english.ends_with(['.', '?', '!']) { "" } else { "." };
        let circle = if chinese.ends_with(['。', '？', '！']) { "" } else { "。" };
        Self::in_each(format!("{english}{dot}"), format!("{chinese}{circle}"))
    }

    /// The text in `language`.
    #[must_use]
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// The text in `language`, without copying a constant one.
    #[must_use]
    pub fn said(self, language: Language) -> Cow<'static, str> {
        match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        }
    }
}

/// The command line and files speak English.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

/// A text in every language, with values as in [`format!`]: `text!("{n} units", "{n} 个单元")`.
///
/// A missing language does not compile:
/// ```compile_fail
/// let half = neurarium::text!("Loss");
/// ```
#[macro_export]
macro_rules! text {
    ($english:literal, $chinese:literal $(, $($values:tt)*)?) => {
        $crate::language::Text::of(
            format_args!($english $(, $($values)*)?),
            format_args!($chinese $(, $($values)*)?),
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_every_language() {
        let units = 3;
        let text = text!("{units} units", "{units} 个单元");
        assert_eq!((text.say(Language::English), text.say(Language::Chinese)), ("3 units", "3 个单元"));
        assert_eq!(text.to_string(), "3 units");
    }

    #[test]
    fn constant_words_are_not_copied() {
        let loss = text!("Loss", "损失");
        assert_eq!(loss, Text::fixed("Loss", "损失"));
        assert!(matches!(loss.said(Language::Chinese), Cow::Borrowed("损失")));
    }
}
