//! Runs beside the one at hand, in a session's file.

use std::{sync::Arc, time::UNIX_EPOCH};

use neurarium::{
    experiment::Experiment,
    session::{Beside, Mark, Session},
    training::{KeptRun, StageRun, Trainer},
};

use crate::program::Folder;

fn steps(trainer: &mut Trainer, count: usize) {
    (0..count).for_each(|_| trainer.step());
}

#[test]
fn runs_beside_the_one_at_hand_are_kept_with_it_and_go_on() {
    let mut trainer = Trainer::new(Experiment::default().validate().unwrap());
    steps(&mut trainer, 30);
    let kept = |trainer: &Trainer| KeptRun { last: StageRun::of(trainer), earlier: Arc::clone(trainer.earlier()) };
    let mark = |letter: Option<char>| match letter {
        Some(_) => Mark { name: "“Wide” <b>".into(), colour: Some(2) },
        None => Mark::default(),
    };
    let beside = |letter: Option<char>, trainer: &Trainer| Beside {
        letter,
        shown: letter.is_some(),
        mark: mark(letter),
        run: kept(trainer),
    };
    let mut pipeline = Experiment::default();
    pipeline.pretrain_first();
    let mut other = Trainer::new(pipeline.validate().unwrap());
    steps(&mut other, 40);
    assert!(other.go_to_stage(1));
    steps(&mut other, 7);
    let mut wider = (**trainer.experiment()).clone();
    wider.network.hidden[0].units = 6;
    let mut left = Trainer::new(wider.validate().unwrap());
    steps(&mut left, 11);
    for at_hand in [&trainer, &other] {
        let runs = vec![beside(Some('B'), &trainer), beside(None, &left), beside(None, &other)];
        let mut session = Session::new("", at_hand.experiment().clone()).with_trainer(at_hand);
        session.beside = Beside::fitting(runs);
        let text = session.to_text(UNIX_EPOCH);
        let read = Session::from_bytes(text.as_bytes()).unwrap();
        assert_eq!(read.beside, session.beside);
        assert_eq!(read.to_text(UNIX_EPOCH), text);
        assert_eq!(text.matches("colour:").count(), 1, "a run without a mark says nothing of one");
        let letters: Vec<Option<char>> = read.beside.iter().map(|beside| beside.letter).collect();
        assert_eq!(letters, [Some('B'), None, None], "the pinned one first, then what was left, oldest first");
        for (beside, mut whole) in read.beside.into_iter().zip([trainer.clone(), left.clone(), other.clone()]) {
            let mut again = beside.run.trainer().unwrap();
            steps(&mut again, 50);
            steps(&mut whole, 50);
            assert_eq!(again.checkpoint(), whole.checkpoint());
            assert_eq!(again.history(), whole.history());
        }
        let damaged = text.replacen("letter: 'B',", "letter: 'B', stages: [],", 1);
        assert!(Session::from_bytes(damaged.as_bytes()).is_err());
    }
}

#[test]
fn the_deepest_encoder_with_its_decoder_is_saved_and_opens() {
    let folder = Folder::new("deepest");
    folder.succeeds("new --preset penguins --set network.hidden=4,4,4,4,4,4,4,4 -o a.ron");
    folder.succeeds("train a.ron --set stage.task=reconstruct --set stage.layers=8 --steps 3 -o b.ron");
    folder.succeeds("train b.ron --set stage.decoder=4,4,4,4,4,4,4,4 --steps 3 -o c.ron");
    for file in ["b.ron", "c.ron"] {
        assert!(folder.succeeds(&format!("verify {file}")).contains("The same, bit for bit"), "{file}");
    }
}
