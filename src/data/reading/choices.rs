//! Choices of how a table is read; whatever is not chosen is inferred from the file.

use encoding_rs::Encoding;

use super::{
    super::{Dates, number::Decimal},
    separator::Separator,
};

/// What a person chose about how a file is read; `None` means inferred.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Choices {
    /// Character encoding.
    pub encoding: Option<&'static Encoding>,
    /// Separator of cells.
    pub separator: Option<Separator>,
    /// Whether the first line holds headings.
    pub headings: Option<bool>,
    /// Decimal mark.
    pub decimal: Option<Decimal>,
    /// Whether signs of money, per cent and thousands, markers of missing values and lines of units are interpreted;
    /// otherwise they turn a column into texts.
    pub signs: Option<bool>,
    /// Order of the three numbers of a date, where the column does not determine it.
    pub dates: Option<Dates>,
}

/// One of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// [`Choices::encoding`].
    Encoding,
    /// [`Choices::separator`].
    Separator,
    /// [`Choices::headings`].
    Headings,
    /// [`Choices::decimal`].
    Decimal,
    /// [`Choices::signs`].
    Signs,
    /// [`Choices::dates`].
    Dates,
}

/// The value of a choice that is left to the program.
pub const AUTO: &str = "auto";

impl Choice {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Headings, Self::Separator, Self::Decimal, Self::Encoding, Self::Signs, Self::Dates];

    /// The last part of its key, `data.table.…`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Separator => "separator",
            Self::Headings => "headings",
            Self::Decimal => "decimal",
            Self::Signs => "signs",
            Self::Dates => "dates",
        }
    }

    /// The values that a list of it offers; there are more encodings.
    #[must_use]
    pub const fn offered(self) -> &'static [&'static str] {
        match self {
            Self::Encoding => &[
                AUTO,
                "utf-8",
                "windows-1252",
                "gb18030",
                "utf-16le",
                "utf-16be",
                "big5",
                "shift_jis",
                "euc-kr",
                "windows-1251",
            ],
            Self::Separator => &[AUTO, "comma", "semicolon", "tab", "bar", "blanks"],
            Self::Headings | Self::Signs => &[AUTO, "true", "false"],
            Self::Decimal => &[AUTO, "point", "comma"],
            Self::Dates => &[AUTO, "day", "month", "year"],
        }
    }
}

impl Choices {
    /// The value chosen, in the form that [`Self::set`] reads.
    #[must_use]
    pub fn get(&self, choice: Choice) -> String {
        match choice {
            Choice::Encoding => self.encoding.map(|encoding| encoding.name().to_ascii_lowercase()),
            Choice::Separator => self.separator.map(|separator| separator.name().to_owned()),
            Choice::Headings => self.headings.map(|yes| yes.to_string()),
            Choice::Signs => self.signs.map(|yes| yes.to_string()),
            Choice::Dates => self.dates.map(|dates| dates.name().to_owned()),
            Choice::Decimal => self.decimal.map(|decimal| match decimal {
                Decimal::Comma => "comma".into(),
                Decimal::Point | Decimal::Either => "point".into(),
            }),
        }
        .unwrap_or_else(|| AUTO.into())
    }

    /// Sets a choice from text.
    ///
    /// # Errors
    /// When `value` is not one of the possible values.
    pub fn set(&mut self, choice: Choice, value: &str) -> Result<(), String> {
        let known = |found: bool| if found { Ok(()) } else { Err(format!("“{value}” is not known")) };
        let switch = || match value {
            "true" | "yes" | "on" => Ok(Some(true)),
            "false" | "no" | "off" => Ok(Some(false)),
            AUTO => Ok(None),
            _ => Err(format!("“{value}” is neither true nor false")),
        };
        match choice {
            Choice::Encoding => {
                self.encoding = Encoding::for_label(value.as_bytes());
                known(value == AUTO || self.encoding.is_some())
            }
            Choice::Separator => {
                self.separator = Separator::ALL.into_iter().find(|separator| separator.name() == value);
                known(value == AUTO || self.separator.is_some())
            }
            Choice::Decimal => {
                self.decimal = match value {
                    "comma" => Some(Decimal::Comma),
                    "point" => Some(Decimal::Point),
                    _ => None,
                };
                known(value == AUTO || self.decimal.is_some())
            }
            Choice::Dates => {
                self.dates = Dates::ORDERS.into_iter().find(|dates| dates.name() == value);
                known(value == AUTO || self.dates.is_some())
            }
            Choice::Headings => switch().map(|yes| self.headings = yes),
            Choice::Signs => switch().map(|yes| self.signs = yes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_that_is_offered_is_read_and_written_back() {
        for choice in Choice::ALL {
            for value in choice.offered() {
                let mut choices = Choices::default();
                choices.set(choice, value).unwrap();
                assert_eq!(choices.get(choice), *value);
                assert_eq!(*value == AUTO, choices == Choices::default());
            }
            assert!(Choices::default().set(choice, "no such thing").is_err());
        }
    }
}
