//! Memory of the whole window while it trains as fast as it can, ten minutes long: it must stay under 250 MB and flat.
//!
//! Prints the resident memory every half minute and, at the end, what the second half added, per hour. The number of
//! minutes can be given: `cargo bench --bench memory -- 3`. Without a display; what a graphics driver takes is not in it.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "an experiment that is not valid is a bug of this file")]

mod stage;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use neurarium::{experiment::Experiment, session::Session};
use stage::Stage;

const FRAME: Duration = Duration::from_micros(16_667);
const EVERY: Duration = Duration::from_secs(30);

fn main() {
    let Some(start_mb) = resident_mb() else {
        println!("resident memory is read from /proc, which this system does not have");
        return;
    };
    let minutes: f64 = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(10.0);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("neurarium-memory-{}.ron", std::process::id()));
    let valid = Experiment::default().validate().expect("the opening experiment is valid");
    Session::new("memory", valid).save(&path).expect("the folder for temporary files can be written");
    let mut stage = Stage::open(&path);
    stage.until_ready();
    stage.press_space();

    println!("before the window {start_mb:.0} MB");
    let (began, mut samples) = (Instant::now(), Vec::new());
    while began.elapsed().as_secs_f64() < 60.0 * minutes {
        let start = Instant::now();
        stage.frame(Vec::new());
        std::thread::sleep(FRAME.saturating_sub(start.elapsed()));
        if began.elapsed() > EVERY * (samples.len() as u32 + 1) {
            let (seconds, mb) = (began.elapsed().as_secs_f64(), resident_mb().unwrap_or(f64::NAN));
            let epoch = stage.window.snapshot().map_or(0, |snapshot| snapshot.epoch);
            assert!(epoch > 0, "a window that does not train shows nothing");
            println!("{seconds:>5.0} s   epoch {epoch:>10}   {mb:>6.1} MB");
            samples.push((seconds, mb));
        }
    }
    std::fs::remove_file(path).expect("the session was just written");
    let half = &samples[samples.len() / 2..];
    if let (Some(first), Some(last)) = (half.first(), half.last())
        && last.0 > first.0
    {
        println!("the second half adds {:+.1} MB an hour", 3600.0 * (last.1 - first.1) / (last.0 - first.0));
    }
}

/// Resident memory of this process.
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}
