//! Deadline of a lesson.

use crate::{language::Text, text};

/// `2026-11-30 12:00`, in universal time or behind it the hours that clocks are ahead of it, as `+1`, `-3:30`, as seconds since
/// 1970 (date to days after Hinnant, “chrono-compatible low-level date algorithms”).
///
/// # Errors
/// A sentence with an example.
pub fn due(text: &str) -> Result<u64, Text> {
    let wrong = || {
        text!(
            "write a day and a time, such as “2026-11-30 12:00” or “2026-11-30 12:00 +1”",
            "请写日期和时间，例如“2026-11-30 12:00”或“2026-11-30 12:00 +8”"
        )
    };
    let (day, time) = text.trim().split_once([' ', 'T']).ok_or_else(wrong)?;
    let numbers =
        |text: &str, mark: char| text.split(mark).map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<u64>>>();
    let (time, ahead) = match time.find(['+', '-', '−']) {
        Some(sign) => (time[..sign].trim_end(), ahead(&time[sign..]).ok_or_else(wrong)?),
        None => (time, 0),
    };
    let (day, time) = (numbers(day, '-').ok_or_else(wrong)?, numbers(time, ':').ok_or_else(wrong)?);
    let (&[year @ 1970..=9999, month @ 1..=12, day @ 1..=31], &[hour @ 0..=23, minute @ 0..=59]) =
        (&day[..], &time[..])
    else {
        return Err(wrong());
    };
    let year = year - u64::from(month <= 2);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let of_era = (year % 400) * 365 + (year % 400) / 4 - (year % 400) / 100 + (153 * month + 2) / 5 + day - 1;
    let universal = ((year / 400) * 146_097 + of_era - 719_468) * 86_400 + hour * 3600 + minute * 60;
    universal.checked_add_signed(-ahead).ok_or_else(wrong)
}

/// The seconds in `+1`, `+5:30` or `-3`.
fn ahead(text: &str) -> Option<i64> {
    let hours = text.trim_start_matches(['+', '-', '−']).trim();
    let (hours, minutes) = hours.split_once(':').unwrap_or((hours, "0"));
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = (hours <= 14 && minutes < 60).then(|| 3600 * i64::from(hours) + 60 * i64::from(minutes))?;
    Some(if text.starts_with('+') { seconds } else { -seconds })
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
        let noon = due("2026-11-30 12:00").unwrap();
        for (zone, seconds) in [("+1", 3600), ("+05:30", 19_800), ("-3", -10_800), (" −3:30", -12_600), (" +8", 28_800)]
        {
            let there = due(&format!("2026-11-30 12:00{zone}")).unwrap();
            assert_eq!(noon.wrapping_sub(there).cast_signed(), seconds, "{zone}");
        }
        for wrong in [
            "2026-11-30 12:00 +",
            "2026-11-30 12:00 +15",
            "2026-11-30 12:00 MEZ",
            "1970-01-01 00:00 +1",
            "",
            "tomorrow",
            "2026-13-01 00:00",
            "2026-01-01",
            "2026-01-01 24:00",
            "1969-12-31 00:00",
        ] {
            assert!(due(wrong).is_err(), "{wrong}");
        }
    }
}
