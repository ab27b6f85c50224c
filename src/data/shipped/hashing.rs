//! Texts of any length as a fixed number of features: each piece of a text adds to the slot given by its checksum
//! (feature hashing, Weinberger et al. 2009).

use flate2::Crc;

/// CRC-32 of a piece, as in zip and PNG, so that any language's library finds the same slot.
fn slot(piece: &str, slots: usize) -> usize {
    let mut crc = Crc::new();
    crc.update(piece.as_bytes());
    crc.sum() as usize % slots
}

/// Adds `weight` for each run of `length` characters.
fn add_pieces(text: &str, length: usize, weight: f32, into: &mut [f32]) {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
    for ends in starts.windows(length + 1) {
        into[slot(&text[ends[0]..ends[length]], into.len())] += weight;
    }
}

/// How often each piece of one, two and three characters occurs in a text with a blank on each side: square roots,
/// scaled to length 1.
pub(super) fn letters(text: &str, slots: usize) -> Vec<f32> {
    let text = format!(" {} ", text.trim().to_lowercase());
    let mut counts = vec![0.0; slots];
    (1..=3).for_each(|length| add_pieces(&text, length, 1.0, &mut counts));
    let total: f32 = counts.iter().sum();
    counts.iter().map(|count| (count / total.max(1.0)).sqrt()).collect()
}

/// The words of a name, 1 each, and the pieces of three characters of each word with a blank on each side, 0.4 each.
pub(super) fn words(name: &str, slots: usize) -> Vec<f32> {
    let mut counts = vec![0.0; slots];
    for word in name.to_lowercase().split_whitespace() {
        counts[slot(word, slots)] += 1.0;
        add_pieces(&format!(" {word} "), 3, 0.4, &mut counts);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_those_of_any_other_library() {
        // zlib.crc32 of Python.
        assert_eq!(slot("123456789", 1 << 32), 0xcbf4_3926);
        assert_eq!((slot("cloudy", 256), slot("é", 256)), (0xce, 0x3e));
    }

    #[test]
    fn counts_by_hand() {
        // “ ab ”: four letters (two blanks), three pairs, two triples.
        let counts = letters("Ab", 4096);
        let of = |piece: &str| counts[slot(piece, 4096)];
        let near = |(piece, square): (&str, f32)| (of(piece) * of(piece) - square).abs() < 1e-6;
        assert!([(" ", 2.0 / 9.0), ("a", 1.0 / 9.0), (" ab", 1.0 / 9.0), ("ba", 0.0)].into_iter().all(near));
        assert!((counts.iter().map(|root| root * root).sum::<f32>() - 1.0).abs() < 1e-6);
        let counts = words("dark  sea", 4096);
        let of = |piece: &str| counts[slot(piece, 4096)];
        assert_eq!((of("dark"), of(" da"), of("ark"), of("k s")), (1.0, 0.4, 0.4, 0.0));
        assert_eq!(words("", 8), [0.0; 8]);
        assert!(letters("", 8).iter().all(|root| root.is_finite()));
    }
}
