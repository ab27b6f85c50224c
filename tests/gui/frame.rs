//! How long a frame takes; run by hand, in release.

use std::time::Instant;

use egui::{Context, RawInput, Rect, pos2, vec2};
use neurarium::{
    experiment::HiddenLayer,
    nn::Activation,
    ui::kit::{Theme, fonts},
};

use crate::stage::{Stage, draw, stage};

fn times(stage: &mut Stage, fresh: bool) -> (f64, f64) {
    let context = Context::default();
    fonts::install(&context);
    Theme::install(&context);
    let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(1600.0, 1000.0));
    stage.snapshot.running = fresh;
    let mut times = Vec::new();
    for frame in 0..220 {
        stage.snapshot.number += u64::from(fresh);
        let start = Instant::now();
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = context.run_ui(input, |ui| {
            if frame > 1 {
                draw(ui, stage);
            }
        });
        output.textures_delta.clear();
        let meshes = context.tessellate(output.shapes, 1.0);
        times.push(start.elapsed().as_secs_f64() * 1e3);
        assert!(!meshes.is_empty() || frame < 2);
    }
    times.drain(..20);
    times.sort_by(f64::total_cmp);
    (times[20], times[100])
}

#[test]
#[ignore = "a measurement, to be read by a person"]
#[expect(clippy::print_stdout, reason = "its only result is what it prints")]
fn frames() {
    for (layers, units) in [(2, 4), (6, 8), (8, 64)] {
        let mut stage = stage(50, |experiment| {
            let layer = HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
            experiment.network.hidden = vec![layer; layers];
        });
        for fresh in [false, true] {
            let (quick, median) = times(&mut stage, fresh);
            println!(
                "{layers}×{units}, new snapshot each frame {fresh}: a tenth below {quick:.2} ms, half below {median:.2} ms"
            );
        }
    }
}
