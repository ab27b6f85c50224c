//! Which of the first lines are headings, units or types, and the names of the columns.

use std::collections::BTreeSet;

use super::survey::{Row, Seen, is_year};
use crate::data::{mark, number::Written};

/// Whether `first` is a line of headings over columns in which `below` was seen.
///
/// Texts above numbers are headings. Numbers above numbers are data, and so is a text that recurs in its own column,
/// unless other cells are clearly headings; integers that rise by one above fractions, years above other numbers, and
/// such numbers after an empty first cell are headings.
pub(super) fn is_heading(first: &Row, below: &[Seen]) -> bool {
    let columns = || first.cells().zip(below);
    let says_text = |cell: &str| !mark::is_empty(cell) && !mark::is_unknown_number(cell) && Written::of(cell).is_none();
    if first.cells().all(str::is_empty) {
        return true;
    }
    if columns().any(|(cell, seen)| says_text(cell) && seen.can_be_numbers()) {
        return true;
    }
    let numbers: Vec<(&str, &Seen)> = columns().filter(|(cell, _)| Written::of(cell).is_some()).collect();
    if counts_or_dates(&numbers) {
        let first_is_blank = first.cells().next().is_some_and(str::is_empty);
        let others = |(cell, _): &(&str, &Seen)| says_text(cell) || cell.is_empty();
        let dates = numbers.iter().all(|(cell, seen)| is_year(cell) && seen.years < seen.all_numbers());
        let is_run = numbers.len() > 2 || numbers[0].0 == "0";
        let over_fractions = is_run && numbers.iter().any(|(_, seen)| seen.has_fractions());
        let repeated = columns().any(|(_, seen)| seen.repeats_first);
        let has_others = columns().any(|column| others(&column));
        let names_them = dates || over_fractions || first_is_blank && numbers.len() > 1;
        return !repeated && names_them && (numbers.len() > 1 || dates && has_others);
    }
    // No number of the first line occurs in the column below, and no text does.
    let mut texts = columns().filter(|(cell, _)| says_text(cell)).map(|(_, seen)| seen).peekable();
    let is_over_numbers = numbers.iter().any(|(_, seen)| seen.can_be_numbers());
    texts.peek().is_some() && !is_over_numbers && !texts.any(|seen| seen.repeats_first)
}

/// Whether these cells are integers that rise in equal steps.
fn counts_or_dates(cells: &[(&str, &Seen)]) -> bool {
    let whole: Option<Vec<i64>> = cells.iter().map(|(cell, _)| cell.parse().ok()).collect();
    let Some(whole) = whole.filter(|whole| !whole.is_empty()) else { return false };
    let steps: BTreeSet<i64> = whole.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect();
    match (steps.len(), steps.first()) {
        (0, _) => is_year(cells[0].0),
        (1, Some(step)) => *step == 1 || *step > 0 && cells.iter().all(|(cell, _)| is_year(cell)),
        _ => cells.iter().all(|(cell, _)| is_year(cell)) && steps.first().is_some_and(|least| *least > 0),
    }
}

/// Whether the first line is in quotation marks and the second is not, as some programs write headings that are numbers.
pub(super) fn is_quoted_alone(text: &str, first: &Row, second: &Row) -> bool {
    let line = &text[first.begins..second.begins];
    let quotes = line.matches('"').count();
    let after = &text[second.begins..];
    let after = after.trim_start_matches(['\r', '\n']);
    let next = &after[..after.find(['\r', '\n']).unwrap_or(after.len())];
    let filled = first.cells().filter(|cell| !cell.is_empty()).count();
    filled > 0 && quotes >= 2 * filled && !next.contains('"')
}

/// Whether a row like the first of `top` further down is that again, and no row: it is of texts alone, above a number.
pub(super) fn may_be_repeated(top: &[Row]) -> bool {
    let is_text = |cell: &str| !mark::is_empty(cell) && Written::of(cell).is_none();
    let has_number = |row: &Row| row.cells().any(|cell| Written::of(cell).is_some());
    matches!(top, [first, second, ..] if first.cells().all(is_text) && has_number(second))
}

/// Whether `second`, the line below the headings, holds units: texts above columns that are otherwise of numbers, and
/// no number.
pub(super) fn is_units(second: &Row, below: &[Seen]) -> bool {
    let is_text = |cell: &str| !mark::is_empty(cell) && Written::of(cell).is_none();
    let numbers = || second.cells().zip(below).filter(|(_, seen)| seen.can_be_numbers());
    // Below a single heading of numbers, what begins with a digit is rather a row with a slip.
    let is_alone = numbers().nth(1).is_none();
    let is_unit = |cell: &str| {
        let is_row = is_alone && cell.starts_with(|c: char| c.is_numeric());
        is_text(cell) && !mark::is_unknown_number(cell) && !mark::is_infinite(cell) && !is_row
    };
    let says_units = numbers().any(|(cell, _)| is_unit(cell));
    let texts_repeat = second.cells().zip(below).any(|(cell, seen)| seen.texts.count > 0 && repeats(cell, seen));
    says_units && !texts_repeat && numbers().all(|(cell, _)| cell.is_empty() || is_text(cell))
}

/// Whether the column is known to hold this text.
fn repeats(cell: &str, seen: &Seen) -> bool {
    !cell.is_empty() && seen.texts.first.as_ref().is_some_and(|(_, text)| text == cell)
}

/// The roles in Orange's second and third lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Orange {
    /// The target column.
    pub(super) class: Option<usize>,
    /// Columns that are not to be used.
    pub(super) passed_over: Vec<usize>,
}

/// Parses the second and third line of an Orange file: types of the columns, and their roles.
pub(super) fn orange(kinds: &Row, roles: &Row) -> Option<Orange> {
    const KINDS: [&str; 14] = [
        "c",
        "d",
        "s",
        "t",
        "m",
        "continuous",
        "discrete",
        "string",
        "time",
        "basket",
        "cont",
        "numeric",
        "nominal",
        "text",
    ];
    let is_kind = |cell: &str| KINDS.iter().any(|kind| cell.eq_ignore_ascii_case(kind));
    // The values of a discrete column may be listed in place of its type.
    let (mut known, mut lists) = (0, 0);
    for cell in kinds.cells().filter(|cell| !cell.is_empty()) {
        known += usize::from(is_kind(cell));
        lists += usize::from(!is_kind(cell) && cell.contains(' '));
    }
    let filled = kinds.cells().filter(|cell| !cell.is_empty()).count();
    let is_role = |cell: &str| {
        let word = cell.split([' ', ',']).next().unwrap_or_default();
        cell.is_empty()
            || ["class", "meta", "ignore", "i", "m", "weight", "w", "multiclass"]
                .contains(&word.to_ascii_lowercase().as_str())
            || word.contains('=')
            || word.starts_with("-dc")
    };
    if known == 0 || known + lists < filled || !roles.cells().all(is_role) {
        return None;
    }
    let has = |cell: &str, words: &[&str]| {
        cell.split([' ', ',']).any(|word| words.contains(&word.to_ascii_lowercase().as_str()))
    };
    let with = |words: &'static [&'static str]| {
        roles.cells().enumerate().filter(move |(_, cell)| has(cell, words)).map(|(place, _)| place)
    };
    Some(Orange {
        class: with(&["class"]).next(),
        passed_over: with(&["meta", "ignore", "i", "m", "weight", "w"]).collect(),
    })
}

/// Names of the columns, made up where there is none, and headings that occur more than once.
pub(super) fn names(headings: Option<&Row>, columns: usize) -> (Vec<String>, Vec<String>) {
    let given: Vec<&str> = headings.map(|row| row.cells().collect()).unwrap_or_default();
    // Rows with one cell more than the first line start with a row name.
    let shift = columns.saturating_sub(given.len()).min(usize::from(headings.is_some()));
    let given = |place: usize| place.checked_sub(shift).and_then(|place| given.get(place)).copied().unwrap_or_default();
    let mut taken: BTreeSet<String> = (0..columns).map(|place| given(place).to_owned()).collect();
    let (mut names, mut used, mut twice) = (Vec::with_capacity(columns), BTreeSet::new(), Vec::new());
    for place in 0..columns {
        let heading = given(place);
        let name = if heading.is_empty() {
            free(
                &taken,
                |number| if number == 0 { format!("c{}", place + 1) } else { format!("c{}.{number}", place + 1) },
            )
        } else if used.insert(heading.to_owned()) {
            heading.to_owned()
        } else {
            if !twice.iter().any(|known| known == heading) {
                twice.push(heading.to_owned());
            }
            free(&taken, |number| format!("{heading}.{}", number + 1))
        };
        taken.insert(name.clone());
        names.push(name);
    }
    (names, twice)
}

/// The first of these names that is not taken.
fn free(taken: &BTreeSet<String>, name: impl Fn(usize) -> String) -> String {
    (0..).map(name).find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &str) -> Row {
        Row { begins: 0, cells: cells.split(',').collect::<Vec<_>>().into() }
    }

    fn seen(first: &Row, rows: &[&str]) -> Vec<Seen> {
        let mut all = vec![Seen::default(); first.cells.len()];
        for line in rows {
            for ((seen, cell), first) in all.iter_mut().zip(line.split(',')).zip(first.cells()) {
                seen.add(0, cell, first);
            }
        }
        all
    }

    #[test]
    fn headings_are_told_from_data() {
        for (first, rows, expected) in [
            ("x,y,kind", &["1,2,a"][..], true),
            (",0,1,2,3", &["0,0.1,0.2,0.3,0.4", "1,0.1,0.2,0.3,0.4"], true),
            (",0,1,2", &["0,7,8,9", "1,7,8,9"], true),
            ("0,1,2", &["0.5,0.25,0.75"], true),
            ("2018,2019,2020", &["5,6,7"], true),
            ("name,2018,2019", &["ann,5,6", "bob,7,8"], true),
            ("country,2007", &["a,5", "b,6"], true),
            ("country,2007", &["a,1997", "b,2011"], false),
            ("1,2", &["3,"], false),
            ("1,2,3", &["4,5,6", "7,8,9"], false),
            ("5.1,3.5,setosa", &["4.9,3.0,setosa", "7.0,3.2,versicolor"], false),
            ("39,State-gov,77516", &["50,Private,83311", "38,Private,215646"], false),
            ("M,0.455,0.365", &["M,0.35,0.265", "F,0.53,0.42"], false),
            ("a,b", &["c,d"], true),
            (",", &["1,2"], true),
            ("setosa,a", &["setosa,b"], false),
            ("?,1,2", &["3,4,5"], false),
            ("ann,5,6", &["bob,7,8"], false),
        ] {
            let head = row(first);
            assert_eq!(is_heading(&head, &seen(&head, rows)), expected, "{first}");
        }
    }

    #[test]
    fn units_are_told_from_data() {
        for (second, rows, expected) in [
            ("cm,kg,", &["1,2,a", "3,4,b"][..], true),
            ("cm,5,a", &["1,2,a"], false),
            ("1,2,a", &["3,4,b"], false),
            ("-,-,a", &["3,4,b"], false),
            ("m,,b", &["3,4,b"], false),
        ] {
            assert_eq!(is_units(&row(second), &seen(&row(",,"), rows)), expected, "{second}");
        }
    }

    #[test]
    fn three_lines_of_orange_are_read() {
        let found = orange(&row("c,c,d,s"), &row(",,class,meta"));
        assert_eq!(found, Some(Orange { class: Some(2), passed_over: vec![3] }));
        assert!(orange(&row("continuous,a b c"), &row(",")).is_some());
        assert_eq!(orange(&row("c,d,e"), &row(",,class")), None);
        assert_eq!(orange(&row("c,d"), &row("1,2")), None);
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let of = |headings: Option<&str>, columns| names(headings.map(row).as_ref(), columns);
        let (named, twice) = of(Some("a,b,a,a.1,a"), 5);
        assert_eq!((named.join(" "), twice), ("a b a.2 a.1 a.3".into(), vec!["a".to_owned()]));
        assert_eq!(of(Some("c2,,c2"), 3).0, ["c2", "c2.1", "c2.2"]);
        assert_eq!(of(None, 2).0, ["c1", "c2"]);
        assert_eq!(of(Some("x,y"), 3).0, ["c1", "x", "y"]);
    }
}
