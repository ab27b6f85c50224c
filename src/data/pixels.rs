//! Columns that are the pixels of a square picture, told by their names, their numbers and their neighbours.

use std::collections::BTreeSet;

use super::{Column, settings::MOST_FEATURES};

/// The smallest side that is taken for a picture's without being told so.
const LEAST: usize = 6;
/// The most that a pixel can be, as a byte, and the least that the lightest of all bytes is: answers from 1 to 5 are none.
const BYTES: (f64, f64) = (255.0, 15.0);
/// Pixels from −1 to 1 come at least so near to both ends.
const SIGNED: f64 = 0.5;
/// Neighbours in a picture differ by less than this share of what any two pixels do; columns of a table differ as any two.
const ALIKE: f64 = 0.8;
/// What is half a row on differs by more than this, as a share of what is a whole row on: 1.6 to 5 in pictures, where the
/// pixel below is nearer, and below 0.9 in a series, where the half is.
const SERIES: f64 = 1.2;
/// Rows that are looked at to find out.
const ROWS: usize = 200;

/// Whether these columns are likely the pixels of a square picture: at least 6×6, named alike but for their numbers, all whole
/// numbers from 0 to 255, or from 0 to 1, or from −1 to 1, like their neighbours to the right and below, and with an empty cell
/// in at most half of the rows.
pub(super) fn are_pixels(columns: &[&Column]) -> bool {
    let Some(side) = side(columns.len()).filter(|side| *side >= LEAST && columns.len() <= MOST_FEATURES) else {
        return false;
    };
    let name = without_numbers(&columns[0].name);
    let low = columns.iter().fold(f64::INFINITY, |low, column| low.min(column.summary().low));
    let high = columns.iter().fold(0.0_f64, |high, column| high.max(column.summary().high));
    let are_shares = || high <= 1.0 && (low >= 0.0 || (-1.0..=-SIGNED).contains(&low) && high >= SIGNED);
    let are_bytes =
        || low >= 0.0 && (BYTES.1..=BYTES.0).contains(&high) && columns.iter().all(|column| column.summary().whole);
    name.contains(NUMBER)
        && columns.iter().all(|column| without_numbers(&column.name) == name)
        && (are_shares() || are_bytes())
        && are_neighbours_alike(columns, side)
}

fn are_neighbours_alike(columns: &[&Column], side: usize) -> bool {
    let numbers: Option<Vec<Vec<f64>>> = columns
        .iter()
        .map(|column| Some(column.numbers()?.iter().take(ROWS).map(|x| f64::from(*x) + column.origin()).collect()))
        .collect();
    let Some(numbers) = numbers else { return false };
    // What stands in an empty cell is no pixel.
    let gaps: BTreeSet<u32> = columns.iter().flat_map(|column| &column.missing).copied().collect();
    if 2 * gaps.len() > columns[0].rows() {
        return false;
    }
    // Mean squared differences: to the right, downward, half a row on, and of any two.
    let (mut right, mut down, mut half, mut any) = (0.0, 0.0, 0.0, 0.0);
    let whole = (0..numbers[0].len()).filter(|row| !gaps.contains(&(*row as u32)));
    let pictures = whole.map(|row| numbers.iter().map(|pixel| pixel[row]).collect::<Vec<f64>>());
    for picture in pictures {
        let pixel = |place: usize| picture[place];
        let square = |a: usize, b: usize| (pixel(a) - pixel(b)) * (pixel(a) - pixel(b));
        let places = || 0..side * side;
        right += places().filter(|place| place % side + 1 < side).map(|place| square(place, place + 1)).sum::<f64>();
        down +=
            places().filter(|place| place + side < side * side).map(|place| square(place, place + side)).sum::<f64>();
        let on = side / 2;
        half += (0..side * side - on).map(|place| square(place, place + on)).sum::<f64>();
        let count = (side * side) as f64;
        let mean = places().map(pixel).sum::<f64>() / count;
        // Any two of the same spread differ by twice its square.
        any += 2.0 * places().map(|place| (pixel(place) - mean) * (pixel(place) - mean)).sum::<f64>() / count;
    }
    let pairs = (side * (side - 1)) as f64;
    right.max(down) / pairs < ALIKE * any && half / (side * side - side / 2) as f64 > SERIES * down / pairs
}

/// What stands for the numbers in a name.
const NUMBER: char = '\u{0}';

/// The name with one mark in place of each number.
pub(super) fn without_numbers(name: &str) -> String {
    let mut alike = String::new();
    for letter in name.chars() {
        let letter = if letter.is_ascii_digit() { NUMBER } else { letter };
        if letter != NUMBER || !alike.ends_with(NUMBER) {
            alike.push(letter);
        }
    }
    alike
}

/// Orders columns by the numbers in their names, if no two have the same: sorted as text, 10 comes before 2. Two numbers may
/// be row and column, or column and row; columns that rise by either are left as they stand.
pub(super) fn in_order(columns: &mut [&Column]) {
    let numbers = |column: &&Column| -> Vec<u64> {
        let parts = column.name.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().unwrap_or(u64::MAX)).collect()
    };
    let turned = |column: &&Column| -> Vec<u64> { numbers(column).into_iter().rev().collect() };
    let distinct: BTreeSet<Vec<u64>> = columns.iter().map(numbers).collect();
    if distinct.len() == columns.len() && !columns.is_sorted_by_key(turned) {
        columns.sort_by_key(numbers);
    }
}

/// The side of a square of so many pixels.
pub(super) fn side(pixels: usize) -> Option<usize> {
    let side = pixels.isqrt();
    (side > 0 && side * side == pixels).then_some(side)
}
