//! Deadline of a lesson.

use crate::{language::Text, text};

/// `2026-11-30 12:00` as seconds since 1970 (date to days after Hinnant, “chrono-compatible low-level date algorithms”).
///
/// # Errors
/// A sentence with an example.
pub fn due(text: &str) -> Result<u64, Text> {
    let wrong =
        || text!("write a day and a time, such as “2026-11-30 12:00”", "请写日期和时间，例如“2026-11-30 12:00”");
    let (day, time) = text.trim().split_once([' ', 'T']).ok_or_else(wrong)?;
    let numbers =
        |text: &str, mark: char| text.split(mark).map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<u64>>>();
    let (day, time) = (numbers(day, '-').ok_or_else(wrong)?, numbers(time, ':').ok_or_else(wrong)?);
    let (&[year @ 1970..=9999, month @ 1..=12, day @ 1..=31], &[hour @ 0..=23, minute @ 0..=59]) =
        (&day[..], &time[..])
    else {
        return Err(wrong());
    };
    let year = year - u64::from(month <= 2);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + (153 * month + 2) / 5 + day - 1;
    Ok(((year / 400) * 146_097 + of_era - 719_468) * 86_400 + hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_read_as_moments_are_written() {
        for (text, seconds) in
            [("1970-01-01 00:00", 0), ("2000-02-29 12:30", 951_827_400), ("2026-11-23T15:40", 1_795_448_400)]
        {
            assert_eq!(due(text), Ok(seconds));
            assert!(crate::session::moment(seconds).starts_with(&text.replace('T', " ")));
        }
        for wrong in ["", "tomorrow", "2026-13-01 00:00", "2026-01-01", "2026-01-01 24:00", "1969-12-31 00:00"] {
            assert!(due(wrong).is_err(), "{wrong}");
        }
    }
}
