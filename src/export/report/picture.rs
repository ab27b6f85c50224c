//! A small PNG of at most 256 colours, embedded in the page.

use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, Crc, write::ZlibEncoder};

/// A picture with a colour palette.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    /// Pixels along each side.
    pub(super) side: usize,
    /// Palette index of each pixel, the top row first.
    pub(super) pixels: Vec<u8>,
    /// Red, green and blue of each palette entry, at most 256.
    pub(super) colours: Vec<[u8; 3]>,
}

impl Picture {
    /// The picture as a data URL.
    pub(super) fn address(&self) -> String {
        format!("data:image/png;base64,{}", STANDARD.encode(self.png()))
    }

    /// The file (PNG 1.2).
    fn png(&self) -> Vec<u8> {
        let side = u32::try_from(self.side).unwrap_or_default().to_be_bytes();
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        // Eight bits per pixel, with a palette.
        chunk(&mut file, b"IHDR", &[&side[..], &side[..], &[8, 3, 0, 0, 0]].concat());
        chunk(&mut file, b"PLTE", &self.colours.concat());
        let rows: Vec<u8> = self.pixels.chunks(self.side.max(1)).flat_map(|row| [&[0][..], row].concat()).collect();
        chunk(&mut file, b"IDAT", &packed(&rows));
        chunk(&mut file, b"IEND", &[]);
        file
    }
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    let start = file.len();
    file.extend(name);
    file.extend(data);
    let mut sum = Crc::new();
    sum.update(&file[start..]);
    file.extend(sum.sum().to_be_bytes());
}

/// A zlib stream (RFC 1950).
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a list takes all bytes")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::ZlibDecoder;

    use super::*;

    #[test]
    fn a_picture_has_every_pixel() {
        let picture = Picture { side: 2, pixels: vec![0, 1, 1, 0], colours: vec![[255, 0, 0], [0, 0, 255]] };
        let png = picture.png();
        let data = png.windows(4).position(|window| window == b"IDAT").unwrap() + 4;
        let mut rows = Vec::new();
        ZlibDecoder::new(&png[data..]).read_to_end(&mut rows).unwrap();
        assert_eq!(rows, [0, 0, 1, 0, 1, 0], "before each row stands that it is not filtered");
        assert!(png.starts_with(b"\x89PNG") && png.ends_with(&[0xAE, 0x42, 0x60, 0x82]));
        assert_eq!(&png[16..24], &[0, 0, 0, 2, 0, 0, 0, 2]);
        assert!(picture.address().starts_with("data:image/png;base64,iVBORw0KGgo"));
    }
}
