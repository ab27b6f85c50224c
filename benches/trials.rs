//! A sweep of 100,000 trials on its page, from logic to tessellation, without a display: how long a frame takes, and what it
//! holds of the memory.
//!
//! Asked for: 99 of 100 frames under 8 ms. `resting` draws the same again; `pointing` moves the pointer over the lines, the
//! slices and the rows; `scrolling` goes through the table; `marking` drags along an axis, so that every frame looks at other
//! trials. `cargo bench --bench trials`.

#![allow(clippy::print_stdout, reason = "it is what a bench is for")]
#![allow(clippy::expect_used, reason = "a plan that is not valid is a bug of this file")]

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase, pos2, vec2,
};
use neurarium::{
    experiment::Experiment,
    nn::{Random, Stream},
    sweep::{Axis, Objective, Plan, Row, Sampler, importance::importance, selection::rank, spread::median},
    ui::{
        kit::Theme,
        views::sweep::{SweepViewState, ui},
    },
    worker::search::Found,
};

const TRIALS: usize = 100_000;
const SEEDS: u64 = 5;
const FRAMES: usize = 400;
const SIZE: (f32, f32) = (1600.0, 1000.0);

fn main() {
    let before = memory();
    let began = Instant::now();
    let found = Arc::new(found());
    println!("{TRIALS} trials of {SEEDS} seeds made in {:.1} s", began.elapsed().as_secs_f64());
    let held = memory();
    let mut page = Page::new(found);
    let began = Instant::now();
    page.frame(Vec::new());
    println!("first frame {:.0} ms", 1e3 * began.elapsed().as_secs_f64());
    let lines = |frame: usize| pos2(300.0 + (frame * 7 % 800) as f32, 120.0 + (frame * 3 % 200) as f32);
    page.measure("resting", |_| Vec::new());
    page.measure("pointing", |frame| vec![Event::PointerMoved(lines(frame))]);
    page.measure("scrolling", |frame| {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -400.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        vec![Event::PointerMoved(pos2(500.0, 700.0 + (frame % 2) as f32)), wheel]
    });
    let button = |pos: Pos2, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    // Down the first axis, and up again.
    let at = |frame: usize| {
        let step = (frame % 200) as f32;
        pos2(280.0, 130.0 + if step < 100.0 { 2.0 * step } else { 2.0 * (200.0 - step) })
    };
    page.measure("marking", |frame| match frame {
        0 => vec![Event::PointerMoved(at(0)), button(at(0), true)],
        _ => vec![Event::PointerMoved(at(frame))],
    });
    println!("memory: {:.0} MB for the trials, {:.0} MB more for the page", held - before, memory() - held);
}

/// A sweep that is over, with losses drawn at random.
fn found() -> Found {
    let axis = |text: &str| Axis::read(text).expect("the axis is well written");
    let plan = Arc::new(Plan {
        axes: vec![
            axis("training.learning_rate=log:0.001..1"),
            axis("training.batch_size=1,5,10,20"),
            axis("training.regularizer.l2=log:0.00001..0.1"),
            axis("network.hidden=2,4,8"),
        ],
        sampler: Sampler::Random,
        seed: 0,
        trials: TRIALS,
        seeds: SEEDS,
        epochs: 100,
        objective: Objective::Loss,
        halving: None,
        experiment: Experiment::default(),
    });
    let mut random = Random::new(0, Stream::Noise);
    let mut rows: Vec<Row> = (0..TRIALS)
        .map(|trial| {
            let own = random.unit();
            let values: Vec<f64> =
                (0..SEEDS).map(|_| if own > 0.95 { f64::NAN } else { own + 0.1 * random.unit() }).collect();
            Row { trial, rung: 0, epochs: 100, median: median(values.iter().copied()), values }
        })
        .collect();
    let importance = importance(&plan, &rows);
    rank(&mut rows);
    let values = rows.iter().map(|row| plan.values(row.trial)).collect();
    let runs = TRIALS * SEEDS as usize;
    Found {
        plan,
        rows,
        values,
        importance,
        alike: Some((1000, 30)),
        done: runs,
        of: runs,
        went_on: 0,
        took: (Duration::from_secs(100), runs),
        ended: true,
        fault: None,
    }
}

/// The page without a window around it.
struct Page {
    context: egui::Context,
    state: SweepViewState,
    found: Arc<Found>,
    draft: Experiment,
    time: f64,
}

impl Page {
    fn new(found: Arc<Found>) -> Self {
        let context = egui::Context::default();
        Theme::install(&context);
        Self { context, state: SweepViewState::default(), found, draft: Experiment::default(), time: 0.0 }
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(SIZE.0, SIZE.1))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let (state, found, draft) = (&mut self.state, &self.found, &self.draft);
        let mut output = self.context.run_ui(input, |root| {
            let theme = Theme::of(root.ctx());
            black_box(ui(root, &theme, state, (Some(found), None), draft));
        });
        output.textures_delta.clear();
        black_box(self.context.tessellate(output.shapes, output.pixels_per_point));
    }

    fn measure(&mut self, what: &str, events: impl Fn(usize) -> Vec<Event>) {
        let mut times: Vec<f64> = (0..FRAMES)
            .map(|frame| {
                let events = events(frame);
                let began = Instant::now();
                self.frame(events);
                1e3 * began.elapsed().as_secs_f64()
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[(share * (times.len() - 1) as f64) as usize];
        let most = times.last().copied().unwrap_or_default();
        println!("{what:<9} median {:>6.2} ms   99 of 100 under {:>6.2} ms   most {most:>6.2} ms", at(0.5), at(0.99));
    }
}

/// What the process holds, in MB; 0 where that cannot be known.
fn memory() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1024.0)
}
