//! Numbers as people write them: with a point or a comma before the fraction, in groups of three digits, as percentages,
//! as sums of money, in brackets where they are below zero.

use std::borrow::Cow;

/// Longest number that is parsed, in characters; hostile files have long cells.
const LONGEST: usize = 60;

/// The decimal mark of numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// As in 1.5; commas group digits.
    #[default]
    Point,
    /// As in 1,5; points group digits.
    Comma,
    /// Both, so that neither groups digits.
    Either,
}

/// What the points and commas of a number say about its notation.
///
/// The index of these variants is the index into a column's counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Digits only.
    Whole,
    /// A fraction after a point: `1.5`, `0.123`.
    Point,
    /// A fraction after a comma.
    Comma,
    /// A fraction after a point, or a thousand: `1.234`.
    PointOrGroup,
    /// A fraction after a comma, or a thousand: `1,234`.
    CommaOrGroup,
    /// Points that group digits: `1.234.567` or `1.234,5`.
    PointGroups,
    /// Commas that group digits: `1,234,567` or `1,234.5`.
    CommaGroups,
}

/// A number stripped of what surrounds its digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written<'a> {
    /// Digits, points, commas, group separators, exponent.
    digits: &'a str,
    negative: bool,
    /// Whether its digits, with a minus sign, are in Rust's notation.
    is_simple: bool,
    /// What its points and commas say.
    pub(super) evidence: Evidence,
    /// The sign around it, such as `%`, `$` or `(`.
    pub(super) sign: Option<char>,
}

impl<'a> Written<'a> {
    /// The number in a cell, or `None`.
    pub(super) fn of(cell: &'a str) -> Option<Self> {
        let cell = cell.trim();
        if let Some(evidence) = simple(cell) {
            return Some(Self { digits: cell, negative: false, is_simple: true, evidence, sign: None });
        }
        if cell.len() > LONGEST || !cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (mut rest, mut sign, mut negative) = (cell, None, false);
        if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            (rest, sign, negative) = (inner.trim(), Some('('), true);
        }
        let signed = |rest: &'a str| {
            let minus = rest.strip_prefix(['-', '−']);
            minus.map(|rest| (rest, true)).or_else(|| rest.strip_prefix('+').map(|rest| (rest, false)))
        };
        let mut has_sign = negative;
        let mut take_sign = |rest: &mut &'a str| {
            if let Some((after, minus)) = signed(rest).filter(|_| !has_sign) {
                (*rest, negative, has_sign) = (after.trim_start(), minus, true);
            }
        };
        take_sign(&mut rest);
        if let Some((after, symbol)) = currency_before(rest) {
            (rest, sign) = (after, sign.or(Some(symbol)));
            take_sign(&mut rest);
        }
        if let Some(before) = rest.strip_suffix(['%', '‰', '％']) {
            sign = sign.or_else(|| rest.chars().next_back());
            rest = before.trim_end();
        } else if let Some(before) = rest.strip_suffix(CURRENCIES) {
            sign = sign.or_else(|| rest.chars().next_back());
            rest = before.trim_end();
        }
        Some(Self { digits: rest, negative, is_simple: false, evidence: evidence(rest)?, sign })
    }

    /// Whether its digits are grouped by blanks or apostrophes.
    pub(super) fn has_group_sign(&self) -> bool {
        !self.is_simple && self.digits.contains(is_group_sign)
    }

    /// Its digits in Rust's notation, with `decimal` as the decimal mark.
    pub(super) fn plain(&self, decimal: Decimal) -> Option<Cow<'a, str>> {
        if self.is_simple && (decimal != Decimal::Comma || self.evidence == Evidence::Whole) {
            return Some(Cow::Borrowed(self.digits));
        }
        use Evidence::{Comma, CommaGroups, CommaOrGroup, Point, PointGroups, PointOrGroup, Whole};
        let fraction = match (self.evidence, decimal) {
            (Whole, _) => None,
            (Point | PointOrGroup, Decimal::Point | Decimal::Either) | (CommaGroups, Decimal::Point) => Some('.'),
            (Comma | CommaOrGroup, Decimal::Comma | Decimal::Either) | (PointGroups, Decimal::Comma) => Some(','),
            (CommaOrGroup, Decimal::Point) | (PointOrGroup, Decimal::Comma) => None,
            (Point | CommaGroups, Decimal::Comma)
            | (Comma | PointGroups, Decimal::Point)
            | (PointGroups | CommaGroups, Decimal::Either) => return None,
        };
        if !self.negative && (fraction == Some('.') || self.evidence == Whole) && !self.digits.contains(is_mark) {
            return Some(Cow::Borrowed(self.digits));
        }
        let mut plain = String::from(if self.negative { "-" } else { "" });
        plain.extend(self.digits.chars().filter_map(|c| match c {
            c if Some(c) == fraction => Some('.'),
            '.' | ',' => None,
            c if is_group_sign(c) => None,
            '−' => Some('-'),
            c => Some(c),
        }));
        Some(Cow::Owned(plain))
    }
}

/// The number in a cell, whose decimal mark is a point or a comma, whichever there is.
pub(super) fn number(cell: &str) -> Option<f32> {
    Written::of(cell)?.plain(Decimal::Either)?.parse().ok().filter(|number: &f32| number.is_finite())
}

const CURRENCIES: [char; 15] =
    ['$', '€', '£', '¥', '￥', '₹', '₩', '\u{20bd}', '¢', '฿', '\u{20ba}', '₪', '₫', '₱', '元'];

/// The text after a leading currency sign, and that sign: `$`, `US$`, `€`.
fn currency_before(text: &str) -> Option<(&str, char)> {
    let after_letters = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = text.len() - after_letters.len();
    let symbol = after_letters.chars().next().filter(|symbol| CURRENCIES.contains(symbol))?;
    let dollars = letters == 0 || (letters <= 3 && symbol == '$');
    dollars.then(|| (after_letters[symbol.len_utf8()..].trim_start(), symbol))
}

const fn is_group_sign(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

const fn is_mark(c: char) -> bool {
    c == ',' || c == '−' || is_group_sign(c)
}

/// The evidence of digits with at most a minus sign and one point, as most numbers are; `None` for all others.
fn simple(cell: &str) -> Option<Evidence> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let mut point = None;
    if cell.len() > LONGEST {
        return None;
    }
    for (at, byte) in digits.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {}
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    if digits.len() == usize::from(point.is_some()) {
        return None;
    }
    Some(match point {
        None => Evidence::Whole,
        Some(at) if digits.len() - at == 4 && (1..=3).contains(&at) && !digits.starts_with('0') => {
            Evidence::PointOrGroup
        }
        Some(_) => Evidence::Point,
    })
}

/// The evidence of the points and commas of these digits; `None` when they are not a number.
fn evidence(text: &str) -> Option<Evidence> {
    let (mantissa, power) = text.find(['e', 'E']).map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])));
    if power.is_some_and(|power| {
        let digits = power.strip_prefix(['-', '+', '−']).unwrap_or(power);
        digits.is_empty() || digits.len() > 5 || !digits.bytes().all(|byte| byte.is_ascii_digit())
    }) {
        return None;
    }
    let is_allowed = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group_sign(c);
    if !mantissa.contains(|c: char| c.is_ascii_digit()) || !mantissa.chars().all(is_allowed) {
        return None;
    }
    let (points, commas) = (mantissa.matches('.').count(), mantissa.matches(',').count());
    let is_plain = power.is_none();
    match (points, commas) {
        (0, 0) => is_grouped_or_whole(mantissa).then_some(Evidence::Whole),
        (1, 0) => fraction(mantissa, '.', is_plain, (Evidence::Point, Evidence::PointOrGroup)),
        (0, 1) => fraction(mantissa, ',', is_plain, (Evidence::Comma, Evidence::CommaOrGroup)),
        (_, 0) => is_in_groups(mantissa, '.').then_some(Evidence::PointGroups),
        (0, _) => is_in_groups(mantissa, ',').then_some(Evidence::CommaGroups),
        (_, 1) if mantissa.rfind(',') > mantissa.rfind('.') => {
            let (whole, fraction) = mantissa.split_once(',')?;
            (is_in_groups(whole, '.') && all_digits(fraction)).then_some(Evidence::PointGroups)
        }
        (1, _) if mantissa.rfind('.') > mantissa.rfind(',') => {
            let (whole, fraction) = mantissa.split_once('.')?;
            (is_in_groups(whole, ',') && all_digits(fraction)).then_some(Evidence::CommaGroups)
        }
        _ => None,
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// One mark: a decimal mark, or, with three digits after it and one to three before, perhaps a group separator.
fn fraction(text: &str, mark: char, is_plain: bool, (sure, doubtful): (Evidence, Evidence)) -> Option<Evidence> {
    let (whole, fraction) = text.split_once(mark)?;
    if !all_digits(fraction) || !(whole.is_empty() || is_grouped_or_whole(whole)) {
        return None;
    }
    let could_group = is_plain
        && fraction.len() == 3
        && (1..=3).contains(&whole.len())
        && all_digits(whole)
        && !whole.starts_with('0');
    Some(if could_group { doubtful } else { sure })
}

/// Digits only, or in groups of three separated by one sign such as a blank.
fn is_grouped_or_whole(text: &str) -> bool {
    all_digits(text) || text.chars().find(|c| is_group_sign(*c)).is_some_and(|sign| is_in_groups(text, sign))
}

/// One to three digits, then groups of three, or as in India groups of two with a last one of three.
fn is_in_groups(text: &str, sign: char) -> bool {
    let mut groups: Vec<&str> = text.split(sign).collect();
    let (Some(last), true) = (groups.pop(), groups.len() < LONGEST) else { return false };
    let Some((first, middle)) = groups.split_first() else { return false };
    let all = |length: usize| middle.iter().all(|group| group.len() == length && all_digits(group));
    (1..=3).contains(&first.len())
        && all_digits(first)
        && last.len() == 3
        && all_digits(last)
        && (all(3) || first.len() < 3 && all(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str, decimal: Decimal) -> Option<f64> {
        Written::of(cell)?.plain(decimal)?.parse().ok()
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (cell, point, comma) in [
            ("1", Some(1.0), Some(1.0)),
            ("-2.5", Some(-2.5), None),
            ("−2,5", None, Some(-2.5)),
            ("1.234", Some(1.234), Some(1234.0)),
            ("1,234", Some(1234.0), Some(1.234)),
            ("0,567", None, Some(0.567)),
            ("1,234.5", Some(1234.5), None),
            ("1.234,5", None, Some(1234.5)),
            ("1,23,456", Some(123_456.0), None),
            ("1.234.567", None, Some(1_234_567.0)),
            ("12 345", Some(12_345.0), Some(12_345.0)),
            ("12\u{202f}345,5", None, Some(12_345.5)),
            ("1'234.5", Some(1234.5), None),
            ("12.5%", Some(12.5), None),
            ("12,5 %", None, Some(12.5)),
            ("$1200", Some(1200.0), Some(1200.0)),
            ("-$1,200", Some(-1200.0), Some(-1.2)),
            ("US$ 5", Some(5.0), Some(5.0)),
            ("5 €", Some(5.0), Some(5.0)),
            ("(1,200.50)", Some(-1200.5), None),
            (".5", Some(0.5), None),
            ("5.", Some(5.0), None),
            ("+7e-3", Some(0.007), Some(0.007)),
            ("1.5E+10", Some(1.5e10), None),
        ] {
            assert_eq!((read(cell, Decimal::Point), read(cell, Decimal::Comma)), (point, comma), "{cell}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for cell in [
            "",
            "-",
            ".",
            "1-2",
            "1,2,3",
            "2019-01-02",
            "1.2.3",
            "12 34",
            "1e",
            "e5",
            "NaN",
            "inf",
            "5 kg",
            "<5",
            "2+",
            "--5",
            "(-5)",
            "1,234,56",
            "1.234.5",
            "0x10",
            "1_000",
            "ABCD$5",
            "%",
            "1 234 56",
        ] {
            assert_eq!(number(cell), None, "{cell}");
        }
        assert_eq!((number("1,5"), number("1.5"), number("−3")), (Some(1.5), Some(1.5), Some(-3.0)));
    }

    #[test]
    fn groups_are_told_from_fractions() {
        for (cell, expected) in [
            ("1234", Evidence::Whole),
            ("1.5", Evidence::Point),
            ("0.123", Evidence::Point),
            ("1234.567", Evidence::Point),
            ("1.234", Evidence::PointOrGroup),
            ("1.234e5", Evidence::Point),
            ("12,345", Evidence::CommaOrGroup),
            ("1,234,567", Evidence::CommaGroups),
            ("1.234,5", Evidence::PointGroups),
        ] {
            assert_eq!(Written::of(cell).map(|number| number.evidence), Some(expected), "{cell}");
        }
    }
}
