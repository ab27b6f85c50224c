//! The doctor leaves the presets in peace.

use neurarium::{
    insight::Finding,
    lessons::preset::PRESETS,
    training::{Status, Trainer},
};

#[test]
fn presets_do_not_alarm() {
    for preset in PRESETS {
        let mut trainer = Trainer::new(preset.experiment().validate().unwrap());
        while trainer.epochs() < 1000 && *trainer.status() == Status::Ready {
            let next = trainer.epochs() + 20;
            while trainer.epochs() < next && *trainer.status() == Status::Ready {
                trainer.step();
            }
            let statistics = trainer.probe().statistics();
            let found = Finding::of(trainer.experiment(), trainer.history(), &statistics, trainer.status());
            assert_eq!(found, None, "{} at epoch {}", preset.name, trainer.epochs());
        }
    }
}
