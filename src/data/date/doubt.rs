//! What keeps texts from being dates: an order that nobody said, another order, a day that no month has.

use super::{Dates, Parts, is_date, read};

/// The first of `texts` that could be two days, where some order reads all of them.
pub(in crate::data) fn unsure(texts: &[String]) -> Option<&str> {
    let may_be_read = |order: &Dates| read(texts, Some(*order)).is_some();
    let is_unsure = |text: &&String| read(std::slice::from_ref(*text), None).is_none();
    let found = texts.iter().find(is_unsure)?;
    (read(texts, None).is_none() && Dates::ORDERS.iter().any(may_be_read)).then_some(found)
}

/// The first of `texts` that is no day in `order`, although another order reads all of them.
pub(in crate::data) fn against(texts: &[String], order: Dates) -> Option<&str> {
    let is_wrong = |text: &&String| read(std::slice::from_ref(*text), Some(order)).is_none();
    let found = texts.iter().find(is_wrong)?;
    read(texts, None).is_some().then_some(found)
}

/// Index of the first text that keeps all the others, which must be more than half, from being dates; `None` where all
/// are dates, or most are none.
pub(in crate::data) fn slip(texts: &[String], order: Option<Dates>) -> Option<usize> {
    // Seen to be hopeless before all are taken apart.
    if texts.len() < 3 || 2 * texts.iter().filter(|text| is_date(text)).count() <= texts.len() {
        return None;
    }
    let parts: Vec<Option<Parts>> = texts.iter().map(|text| Parts::of(text)).collect();
    let is_hour = |parts: &Parts| parts.day.is_empty() && parts.month.is_none() && parts.hours.is_some();
    let is_read = |parts: &Option<Parts>, order: Dates| {
        parts.as_ref().is_some_and(|parts| match order {
            Dates::Hours => is_hour(parts),
            _ => parts.year(order).is_some(),
        })
    };
    let count = |order: Dates| parts.iter().filter(|parts| is_read(parts, order)).count();
    let orders = Dates::ORDERS.into_iter().filter(|it| order.is_none_or(|order| order == *it)).chain([Dates::Hours]);
    // Of equally good ones the first.
    let best = orders.collect::<Vec<_>>().into_iter().rev().max_by_key(|order| count(*order))?;
    let most = count(best);
    (2 * most > texts.len()).then(|| parts.iter().position(|parts| !is_read(parts, best))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &str) -> Vec<String> {
        texts.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_text_that_is_no_date_among_dates_is_found() {
        for (texts, order, expected) in [
            ("2024-02-28 2024-02-29 2024-02-30 2024-03-01", None, Some(2)),
            ("2023-02-28 2023-02-29 2023-03-01", None, Some(1)),
            ("2024-02-28 soon 2024-03-01 2024-03-05", None, Some(1)),
            ("12:30 13:30 noon", None, Some(2)),
            ("12:30 13:30 25:30", None, Some(2)),
            ("13/6/2024 14/6/2024 6/15/2024", None, Some(2)),
            ("5/6/2024 7/6/2024 13/6/2024 31/6/2024", None, Some(3)),
            ("5/6/2024 7/6/2024 13/6/2024", Some(Dates::Month), Some(2)),
            ("5/6/2024 7/6/2024 13/6/2024", None, None),
            ("5/6/2024 7/6/2024 8/6/2024", None, None),
            ("a b 2024-02-28", None, None),
            ("2024-02-28 2024-02-30", None, None),
        ] {
            assert_eq!(slip(&owned(texts), order), expected, "{texts}");
        }
    }

    #[test]
    fn an_order_of_their_own_is_found() {
        for (texts, order, unsure_one, wrong) in [
            ("5/6/2024 7/8/2024", Dates::Day, Some("5/6/2024"), None),
            ("5/6/2024 13/6/2024", Dates::Month, None, Some("13/6/2024")),
            ("5/6/2024 13/6/2024", Dates::Day, None, None),
            ("6/6/2024", Dates::Month, None, None),
            ("2024-06-13", Dates::Month, None, None),
            ("12:30", Dates::Month, None, None),
            ("13/6/2024 6/13/2024", Dates::Month, None, None),
            ("a 13/6/2024", Dates::Month, None, None),
        ] {
            let texts = owned(texts);
            assert_eq!((unsure(&texts), against(&texts, order)), (unsure_one, wrong), "{texts:?}");
        }
    }
}
