//! Dates and times as texts, and as numbers.

mod doubt;

use serde::{Deserialize, Serialize};

pub(super) use self::doubt::{against, slip, unsure};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Days before each month, in a year that is not a leap year.
const DAYS_BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Whether a text is a day, a month of a year or a time: `2024-05-31`, `31.5.24`, `5/31/2024 12:30`, `May 2024`, `2024年5月`.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_letter = |c: char| c.is_alphabetic();
    let mut words = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    let is_zone = |word: &str| {
        ["t", "z", "utc", "gmt", "am", "pm", "年", "月", "日", "时", "分", "秒", "st", "nd", "rd", "th"]
            .contains(&word.to_lowercase().as_str())
    };
    let is_day = |word: &str| {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| {
            word.is_char_boundary(3)
                && word.len() < 10
                && word[..3].eq_ignore_ascii_case(day)
                && (word.len() == 3 || word.ends_with("day"))
        })
    };
    let (mut has_month, mut has_cjk) = (false, false);
    if !words.all(|word| {
        has_month |= month(word).is_some();
        has_cjk |= word.contains(['年', '月']);
        month(word).is_some() || is_zone(word) || is_day(word)
    }) {
        return false;
    }
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let between: Vec<char> = text.chars().filter(|c| matches!(c, '-' | '/' | '.' | ':')).collect();
    if digits.iter().any(|group| group.len() > 9) || digits.is_empty() {
        return false;
    }
    let short = |group: &&str| group.len() <= 2;
    let year = |group: &&str| group.len() == 4;
    match (has_month || has_cjk, digits.len()) {
        (true, 1..=8) => digits.iter().take(3).all(|group| short(group) || year(group)),
        // A time of day.
        (false, 2..=4) if between.iter().take(2).all(|c| *c == ':') && between.len() + 1 >= 2 && text.contains(':') => {
            digits.iter().take(2).all(short)
        }
        // A year and a month.
        (false, 2) => between.len() == 1 && matches!(between[0], '-' | '/') && year(&digits[0]) && short(&digits[1]),
        (false, 3..=8) => {
            let same = between.len() >= 2 && between[0] == between[1] && between[0] != ':';
            let parts = &digits[..3];
            let years = parts.iter().filter(|group| year(group)).count();
            same && parts.iter().all(|group| short(group) || year(group)) && (years == 1 || parts.iter().all(short))
        }
        _ => false,
    }
}

/// The month, 1…12, named by a word.
fn month(word: &str) -> Option<u32> {
    let is_word = word.len() < 10 && word.is_char_boundary(3) && word.len() >= 3;
    let place = is_word.then(|| MONTHS.iter().position(|month| word[..3].eq_ignore_ascii_case(month)))?;
    place.map(|place| place as u32 + 1)
}

/// Format of the dates of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// Of three short numbers the day comes first, as in 31/5/24.
    Day,
    /// The month comes first, as in 5/31/24.
    Month,
    /// The year comes first, as in 24/5/31.
    Year,
    /// Unambiguous: every order reads the same dates.
    Plain,
    /// Times of day without dates.
    Hours,
}

impl Dates {
    /// The orders that can be chosen.
    pub const ORDERS: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Plain => "plain",
            Self::Hours => "hours",
        }
    }

    /// What stands first of day, month and year, in English and Chinese.
    pub(super) const fn leads(self) -> (&'static str, &'static str) {
        match self {
            Self::Month => ("month", "月"),
            Self::Year => ("year", "年"),
            Self::Day | Self::Plain | Self::Hours => ("day", "日"),
        }
    }

    /// The text of a number that [`read`] made of one: `2024-05-31`, with the time `07:30` or `07:30:15` unless that is midnight.
    #[must_use]
    pub fn text(self, number: f64) -> String {
        let of_day = |seconds: i64| {
            let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            if seconds == 0 {
                format!("{hours:02}:{minutes:02}")
            } else {
                format!("{hours:02}:{minutes:02}:{seconds:02}")
            }
        };
        if self == Self::Hours {
            return of_day(libm::round(number * 3600.0).max(0.0) as i64);
        }
        let mut year = number.floor();
        let leap_day = leap_day(year.max(0.0) as u32);
        let length = i64::from(365 + leap_day) * 86_400;
        let mut seconds = libm::round((number - year) * length as f64) as i64;
        if seconds == length {
            (year, seconds) = (year + 1.0, 0);
        }
        let (day, seconds) = ((seconds / 86_400) as u32, seconds % 86_400);
        let begins = |month: usize| DAYS_BEFORE[month] + if month > 1 { leap_day } else { 0 };
        let month = (0..12).rev().find(|month| begins(*month) <= day).unwrap_or_default();
        let date = format!("{year:04}-{:02}-{:02}", month + 1, day - begins(month) + 1);
        if seconds == 0 { date } else { format!("{date} {}", of_day(seconds)) }
    }
}

/// Converts these texts to numbers, and returns their format: years with their fraction, 2024.5 for 2 July 2024, or
/// hours of the day where no text has a date. `None` when one of them cannot be parsed, or is ambiguous, as 5/6/2024 is
/// when no order is given. Times with a zone such as +02:00 are converted to UTC; names of zones are ignored.
pub(super) fn read(texts: &[String], order: Option<Dates>) -> Option<(Dates, Vec<f64>)> {
    let parts: Vec<Parts> = texts.iter().map(|text| Parts::of(text)).collect::<Option<_>>()?;
    if parts.iter().all(|parts| parts.day.is_empty() && parts.month.is_none()) {
        return Some((Dates::Hours, parts.iter().map(|parts| parts.hours).collect::<Option<_>>()?));
    }
    let read = |order: Dates| Some((order, parts.iter().map(|parts| parts.year(order)).collect::<Option<Vec<f64>>>()?));
    if let Some(order) = order.filter(|order| Dates::ORDERS.contains(order)) {
        return read(order);
    }
    let found: Vec<_> = Dates::ORDERS.into_iter().filter_map(read).collect();
    let is_sure = found.iter().all(|(_, other)| *other == found[0].1);
    let is_plain = found.len() == Dates::ORDERS.len();
    let (order, numbers) = found.into_iter().next().filter(|_| is_sure)?;
    Some((if is_plain { Dates::Plain } else { order }, numbers))
}

/// The parts of a date text.
#[derive(Debug, Default)]
struct Parts {
    /// The numbers of the date, each with its number of digits.
    day: Vec<(u32, usize)>,
    /// The month, if given as a word.
    month: Option<u32>,
    /// Whether the numbers are separated by full stops, which is done only where the day comes first.
    has_points: bool,
    /// Hours of the day with their fraction, if a time is given.
    hours: Option<f64>,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        if !is_date(&text) {
            return None;
        }
        let (day, hours) = match text.find(':') {
            Some(colon) => without_time(&text, colon)?,
            None => (&*text, None),
        };
        let mut parts = Self { hours, has_points: day.matches('.').count() >= 2, ..Self::default() };
        for token in tokens(day) {
            if let Ok(number) = token.parse() {
                parts.day.push((number, token.len()));
            } else {
                parts.month = parts.month.or_else(|| month(token));
            }
        }
        Some(parts)
    }

    /// The year with its fraction.
    fn year(&self, order: Dates) -> Option<f64> {
        let at = |place: usize| self.day[place].0;
        let is_year = |place: usize| self.day[place].1 == 4 || at(place) > 31;
        let year_first = |places: usize| is_year(0) || order == Dates::Year && !(1..places).any(is_year);
        let (year, month, day) = match (self.month, self.day.len()) {
            (Some(month), 1) if is_year(0) => (0, month, 1),
            (Some(month), 2) if is_year(0) => (0, month, at(1)),
            (Some(month), 2) => (1, month, at(0)),
            (None, 2) if is_year(0) => (0, at(1), 1),
            (None, 3) if self.has_points && !is_year(0) => (2, at(1), at(0)),
            (None, 3) if year_first(3) => (0, at(1), at(2)),
            (None, 3) if order == Dates::Month => (2, at(0), at(1)),
            (None, 3) => (2, at(1), at(0)),
            _ => return None,
        };
        fraction(self.full(year), month, day, self.hours.unwrap_or_default())
    }

    /// The year at this place; two digits as in POSIX, 69…99 in the last century.
    fn full(&self, place: usize) -> u32 {
        match self.day[place] {
            (year, 1 | 2) if year >= 69 => 1900 + year,
            (year, 1 | 2) => 2000 + year,
            (year, _) => year,
        }
    }
}

/// The year with its fraction at this date and hour; `None` when the month has no such day.
fn fraction(year: u32, month: u32, day: u32, hours: f64) -> Option<f64> {
    let leap_day = leap_day(year);
    let february = month == 2;
    let before = *DAYS_BEFORE.get(month.checked_sub(1)? as usize)?;
    let length = DAYS_BEFORE.get(month as usize).unwrap_or(&365) - before + if february { leap_day } else { 0 };
    let passed = before + if month > 2 { leap_day } else { 0 } + day.checked_sub(1)?;
    let of_year = (f64::from(passed) + hours / 24.0) / f64::from(365 + leap_day);
    (day <= length).then(|| f64::from(year) + of_year)
}

/// 1 in a leap year.
fn leap_day(year: u32) -> u32 {
    u32::from(year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)))
}

/// What precedes the time of day around this colon, after which its zone stands, and its hours with their fraction.
fn without_time(text: &str, colon: usize) -> Option<(&str, Option<f64>)> {
    let begin = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[begin..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len());
    let mut numbers = rest[..end].split(':').map(|part| part.parse::<f64>().ok());
    let (hours, minutes, seconds) = (numbers.next()??, numbers.next()??, numbers.next().unwrap_or(Some(0.0))?);
    let after = rest[end..].trim_start();
    let half = match hours {
        12.0 if after.starts_with("am") => -12.0,
        hours if after.starts_with("pm") && hours < 12.0 => 12.0,
        _ => 0.0,
    };
    let zone = zone(after).unwrap_or_default();
    let is_sound = hours < 25.0 && minutes < 60.0 && seconds < 61.0;
    is_sound.then_some((&text[..begin], Some(hours + half - zone + minutes / 60.0 + seconds / 3600.0)))
}

/// Offset of the time zone after a time, such as `+02:00`, in hours.
fn zone(after: &str) -> Option<f64> {
    let ahead = if after.starts_with('-') { -1.0 } else { 1.0 };
    let digits: String = after.strip_prefix(['+', '-'])?.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0.0 } else { minutes.parse::<f64>().ok()? };
    Some(ahead * (hours.parse::<f64>().ok()? + minutes / 60.0))
}

/// Splits into numbers and words; in “2024年5月” no blank stands between them.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        if kind(first) != (false, false) {
            found.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_texts() {
        for text in [
            "2024-05-31",
            "31.5.24",
            "5/31/2024",
            "2024-05-31T12:30:00Z",
            "5/31/2024 12:30",
            "May 2024",
            "31 May 2024",
            "12:30",
            "12:30:05",
            "2024-05",
            "2024年5月31日",
            "Jan-05",
            "Mon, 5 Feb 2024",
            "2024-05-31 12:30:00.123",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in
            ["", "a", "1-2", "192.168.0.1", "555-1234", "May", "room 5", "march 15 people", "3-4-12345", "1,5", "12"]
        {
            assert!(!is_date(text), "{text}");
        }
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn an_order_that_is_said_decides_what_could_be_two_days() {
        let texts = owned(&["5/6/2024", "7/8/2024 12:00"]);
        let first = |order| read(&texts, Some(order)).map(|(order, numbers)| order.text(numbers[0]));
        assert_eq!(first(Dates::Day).as_deref(), Some("2024-06-05"));
        assert_eq!(first(Dates::Month).as_deref(), Some("2024-05-06"));
        assert_eq!(read(&owned(&["13/6/2024"]), Some(Dates::Month)), None, "there is no thirteenth month");
        let found = |text: &str| read(&owned(&[text]), None).map(|(dates, _)| dates);
        assert_eq!(found("13/6/2024"), Some(Dates::Day));
        assert_eq!(found("6/13/2024"), Some(Dates::Month));
        assert_eq!((found("2024-06-13"), found("12:30")), (Some(Dates::Plain), Some(Dates::Hours)));
    }

    #[test]
    fn a_date_comes_back_from_its_number() {
        for text in [
            "2024-02-29",
            "2023-03-01",
            "1999-12-31 23:59:59",
            "2000-01-01",
            "2100-03-01 07:30",
            "0476-09-04",
            "2024-12-31",
        ] {
            let (dates, numbers) = read(&owned(&[text]), None).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(dates.text(numbers[0]), text);
        }
        assert_eq!(Dates::Hours.text(13.25), "13:15");
        for number in [f64::NAN, f64::INFINITY, -3.5, 1e300] {
            assert!(
                !Dates::Plain.text(number).is_empty() && !Dates::Hours.text(number).is_empty(),
                "no panic at {number}"
            );
        }
    }

    fn of(texts: &[&str]) -> Option<Vec<f64>> {
        Some(read(&owned(texts), None)?.1)
    }

    #[test]
    fn a_day_is_the_year_with_its_fraction() {
        // Days since the year's beginning counted in a calendar: 31 May 2024 is the 152nd day of 366, 2 July 2023 the 183rd.
        let may = 2024.0 + 151.0 / 366.0;
        for text in [
            "2024-05-31",
            "2024/5/31",
            "31.5.24",
            "31.05.2024",
            "5/31/2024",
            "31/5/2024",
            "31 May 2024",
            "May 31, 2024",
            "31-May-24",
            "Fri, 31 May 2024 00:00:00 GMT",
            "2024年5月31日",
        ] {
            assert_eq!(of(&[text]), Some(vec![may]), "{text}");
        }
        assert_eq!(of(&["2023-07-02T14:00:00+02:00", "2023-01-01"]), Some(vec![2023.5, 2023.0]));
        assert_eq!(of(&["2024-02-29", "1999-12", "May 1970"]).map(|all| all[1]), Some(1999.0 + 334.0 / 365.0));
        let greenwich = of(&["2020-06-05T12:00:00Z", "2020-06-05 07:30 -0430"]).expect("times");
        assert_eq!(greenwich[0], greenwich[1]);
        assert_eq!(of(&["12:30", "1:15 PM", "12:00 am"]), Some(vec![12.5, 13.25, 0.0]), "hours of the day");
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        for texts in
            [&["5/6/2024"][..], &["24-05-31"], &["Jan-05"], &["2023-02-29"], &["2024-13-01"], &["2024-05-31", "12"]]
        {
            assert_eq!(of(texts), None, "{texts:?}");
        }
        let other = of(&["5/6/2024", "13/6/2024"]).expect("the second says that the day is first");
        assert_eq!(other[0], 2024.0 + 156.0 / 366.0);
        assert_eq!(of(&["5/5/2024"]), Some(vec![2024.0 + 125.0 / 366.0]), "either way it is one day");
    }
}
