//! A PNG file as grey values.

use std::{
    io::{Cursor, ErrorKind},
    path::Path,
};

use png::{ColorType, Decoder, Limits, Transformations};

use crate::{
    data::{Scan, Sheet},
    session::bounded,
    training::Trainer,
};

use super::Failure;

/// Largest size in bytes of a file, and of its grey values: 4096 × 4096 pixels of four bytes.
const MOST: usize = 64 << 20;

/// The picture at `path` as the network of `trainer` reads one: `[inputs]`.
pub(super) fn read(path: &Path, trainer: &Trainer) -> Result<Vec<f32>, Failure> {
    let name = path.display();
    let data = trainer.data();
    let side = trainer.experiment().data.picture().filter(|side| side * side == data.set.inputs.ncols());
    let side = side.ok_or_else(|| {
        let inputs = data.set.input_names.len();
        format!("{name}: the network reads no picture but {inputs} numbers; give them as a table with --data")
    })?;
    let bytes = bounded::read(path, MOST as u64).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => format!("{name}: the file has more than {} MB", MOST >> 20),
        _ => format!("{name}: {}", bounded::why(&error)),
    })?;
    let scan = decode(bytes).map_err(|why| format!("{name}: {why}"))?;
    let sheet = Sheet::of(&data.inked(), &data.train.rows, side);
    let ink = scan.like(&sheet).ok_or_else(|| format!("{name}: nothing is drawn there, all of it looks alike"))?;
    Ok(data.raw_of_ink(&ink))
}

fn decode(bytes: Vec<u8>) -> Result<Scan, String> {
    let broken = |error: png::DecodingError| format!("it cannot be read as a PNG file: {error}");
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= MOST).ok_or("it has too many pixels")?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).map_err(broken)?;
    let channels = match frame.color_type {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb => 3,
        ColorType::Rgba | ColorType::Indexed => 4,
    };
    let (width, height) = (frame.width as usize, frame.height as usize);
    let light = pixels.chunks_exact(channels).take(width * height).map(light).collect();
    Ok(Scan { width, height, light })
}

/// Brightness of a pixel of one to four channels on white paper, 0…1 (Rec. 601).
fn light(pixel: &[u8]) -> f32 {
    let channel = |index: usize| f32::from(pixel[index]) / 255.0;
    let (grey, opaque) = match pixel.len() {
        1 => (channel(0), 1.0),
        2 => (channel(0), channel(1)),
        length => {
            let grey = 0.299 * channel(0) + 0.587 * channel(1) + 0.114 * channel(2);
            (grey, if length == 4 { channel(3) } else { 1.0 })
        }
    };
    grey * opaque + (1.0 - opaque)
}
