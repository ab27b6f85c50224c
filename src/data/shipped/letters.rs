//! Text as letters: which one comes next, in one language, with the others as neighbours.

use ndarray::Array2;

use super::{facts::Contents, languages::texts, packed};
use crate::data::{DataSet, Target};

/// Number of letters: the blank, and a to z.
pub(super) const LETTERS: usize = 27;
/// Number of letters that are read to predict the next.
pub(super) const BACK: usize = 4;
/// Number of letters from each neighbouring language.
const OF_EACH: usize = 4000;

/// The letters of the language `code`, consecutive as in the text, and after them some of each other language.
pub(super) fn contents(code: &str) -> Option<Contents> {
    let text = packed::text(include_bytes!("../../../assets/data/languages.txt.gz"))?;
    let (_, own) = texts(&text).find(|language| language.0 == code)?;
    let mut rows = windows(&plain(own)?);
    let count = rows.len();
    for (_, other) in texts(&text).filter(|language| language.0 != code) {
        rows.extend(windows(&plain(other)?).into_iter().take(OF_EACH));
    }
    let mut inputs = Array2::zeros((rows.len(), BACK * LETTERS));
    for (row, (before, _)) in rows.iter().enumerate() {
        before.iter().enumerate().for_each(|(place, letter)| inputs[(row, place * LETTERS + letter)] = 1.0);
    }
    let name = |input: usize| format!("{}{}", BACK - input / LETTERS, letter(input % LETTERS));
    Some(Contents {
        own: count,
        in_order: true,
        ..Contents::of(DataSet {
            input_names: (0..BACK * LETTERS).map(name).collect(),
            origins: Vec::new(),
            inputs,
            target: Target::Class {
                name: "next letter".into(),
                classes: (0..LETTERS).map(|code| letter(code).to_string()).collect(),
                labels: rows.iter().map(|(_, next)| *next as u32).collect(),
            },
        })
    })
}

/// The inputs for a text before the next letter; padded with blanks if it is too short.
pub(super) fn typed(text: &str) -> Vec<f32> {
    let padded = format!("{}{text}", " ".repeat(BACK));
    let letters = plain(&padded).unwrap_or_default();
    let last = letters.len().saturating_sub(BACK);
    let mut inputs = vec![0.0; BACK * LETTERS];
    let before = std::iter::repeat_n(0, BACK.saturating_sub(letters.len())).chain(letters[last..].iter().copied());
    before.enumerate().for_each(|(place, letter)| inputs[place * LETTERS + letter] = 1.0);
    inputs
}

/// The blank is written as an underscore, so that it can be seen.
fn letter(code: usize) -> char {
    if code == 0 { '_' } else { char::from(b'a' + (code - 1) as u8) }
}

/// Each four letters with the one that follows.
fn windows(letters: &[usize]) -> Vec<([usize; BACK], usize)> {
    let window = |window: &[usize]| {
        let (next, before) = window.split_last()?;
        Some((before.try_into().ok()?, *next))
    };
    letters.windows(BACK + 1).filter_map(window).collect()
}

/// The text in letters without marks, ß as ss and æ as ae; everything else becomes a blank, and blanks are single.
/// `None` when a letter is not known.
fn plain(text: &str) -> Option<Vec<usize>> {
    let mut letters = Vec::with_capacity(text.len());
    for character in text.to_lowercase().chars() {
        let written = match character {
            'a'..='z' => None,
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ą' => Some("a"),
            'æ' => Some("ae"),
            'ç' | 'ć' => Some("c"),
            'è' | 'é' | 'ê' | 'ë' | 'ę' => Some("e"),
            'ğ' => Some("g"),
            'í' | 'î' | 'ı' => Some("i"),
            'ł' => Some("l"),
            'ñ' | 'ń' => Some("n"),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => Some("o"),
            'ś' | 'ş' | 'ș' => Some("s"),
            'ß' => Some("ss"),
            'ț' => Some("t"),
            'ù' | 'ú' | 'û' | 'ü' | 'ű' => Some("u"),
            'ź' | 'ż' => Some("z"),
            // The combining dot of the lower case of İ.
            '\u{307}' => Some(""),
            other if other.is_alphabetic() && other != 'º' => return None,
            _ => Some(" "),
        };
        let mut add = |letter: char| match letter {
            ' ' if letters.last() == Some(&0) => {}
            ' ' => letters.push(0),
            letter => letters.push(letter as usize - 'a' as usize + 1),
        };
        match written {
            Some(written) => written.chars().for_each(&mut add),
            None => add(character),
        }
    }
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Shipped;

    #[test]
    fn letters_lose_their_marks() {
        let written = |text: &str| plain(text).map(|letters| letters.into_iter().map(letter).collect::<String>());
        assert_eq!(written("Straße, Ærø: 12 çok İyi").as_deref(), Some("strasse_aero_cok_iyi"));
        assert_eq!(written("слово"), None, "another alphabet");
    }

    #[test]
    fn each_row_is_four_letters_and_the_next() {
        let set = Shipped::Danish.set();
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        let read = |row: usize| -> String {
            let places = set.inputs.row(row).to_vec();
            let of = |place: &[f32]| letter(place.iter().position(|x| *x == 1.0).unwrap());
            places.chunks(LETTERS).map(of).collect()
        };
        assert_eq!((read(0), letter(labels[0] as usize)), ("verd".into(), 'e'));
        assert_eq!((read(1), letter(labels[1] as usize)), ("erde".into(), 'n'));
        assert!(set.inputs.rows().into_iter().all(|row| row.sum() == 4.0));
        let own = Shipped::Danish.own_rows();
        assert_eq!(read(own), "univ", "English is the first neighbour");
        assert_eq!(set.rows() - own, 15 * OF_EACH);
        assert_eq!(Shipped::Danish.typed("og verd").unwrap(), set.inputs.row(0).to_vec());
        assert_eq!(typed("d").iter().sum::<f32>(), 4.0);
    }
}
