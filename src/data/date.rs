//! Days and times as texts.

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a text is a day, a month of a year or a time: `2024-05-31`, `31.5.24`, `5/31/2024 12:30`, `May 2024`, `2024年5月`.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_letter = |c: char| c.is_alphabetic();
    let mut words = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    let is_month = |word: &str| {
        word.is_char_boundary(3) && word.len() < 10 && MONTHS.contains(&word[..3].to_ascii_lowercase().as_str())
    };
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
        has_month |= is_month(word);
        has_cjk |= word.contains(['年', '月']);
        is_month(word) || is_zone(word) || is_day(word)
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
}
