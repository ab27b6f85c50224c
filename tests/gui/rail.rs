//! The stages of a pipeline: the rail, the way on, and the way back.

use egui::{Key, Modifiers, Role, accesskit::Toggled};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{app::Start, data::Split, training::Status};

use crate::journey::Journey;

fn at(journey: &mut Journey, stage: usize, step: u64) {
    journey.until("the stage", |window| {
        window.snapshot().is_some_and(|now| now.experiment.stages.at() == stage && now.step == step)
    });
    journey.0.step();
}

#[test]
fn a_pipeline_is_walked_by_its_rail_and_nothing_of_it_is_lost() {
    let mut journey = Journey::begin(Start::Preset("digits-pretrained".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.experiment.stages.list().len() == 2));
    journey.0.step();
    assert!(journey.0.query_by_label_contains("Next: ").is_none(), "the first stage has not ended");
    // The first test row goes in as a picture, and comes out redrawn.
    journey.until("a row in the network", |window| window.snapshot().is_some_and(|now| now.looks.trace.is_some()));
    let now = journey.snapshot();
    let trace =
        now.looks.trace.as_ref().map(|trace| (trace.row, trace.values[0].len(), trace.values.last().map(Vec::len)));
    assert_eq!(trace, Some((now.data.test.rows[0], 64, Some(64))));
    journey.0.state_mut().edit(|experiment| experiment.training_mut().stop.epochs = Some(2));
    journey.0.step();
    journey.press("Train");
    journey.until("the end of the stage", |window| {
        window.snapshot().is_some_and(|now| matches!(now.status, Status::Finished { .. }) && !now.running)
    });
    let pretrained = journey.snapshot();
    journey.press("Next: Fine-tune");
    at(&mut journey, 1, 0);
    let begun = journey.snapshot();
    assert_eq!(begun.earlier.len(), 1);
    assert_eq!(begun.network.parameters.weights(0), pretrained.network.parameters.weights(0), "it is handed on");
    assert!(journey.0.state().runs().left().is_empty(), "the run of before is part of this one");
    assert!(journey.0.query_by_label_contains("Next: ").is_none(), "there is no other stage");
    journey.key(Modifiers::NONE, Key::S);
    at(&mut journey, 1, 1);
    journey.find(Role::Tab, "Pretrain").click_accesskit();
    at(&mut journey, 0, pretrained.step);
    assert_eq!(journey.snapshot().network, pretrained.network, "it is seen as it ended");
    let left = |journey: &Journey| {
        journey.0.state().runs().left().iter().map(|left| left.run.last.checkpoint.step).collect::<Vec<_>>()
    };
    assert_eq!(left(&journey), [1], "the stage that was begun is left");
    journey.key(Modifiers::COMMAND, Key::Z);
    at(&mut journey, 1, 1);
    assert_eq!(left(&journey), [] as [u64; 0], "it is at hand again");
    journey.key(Modifiers::COMMAND, Key::Z);
    at(&mut journey, 0, pretrained.step);
    assert_eq!(journey.snapshot().network, pretrained.network);
    assert_eq!(journey.0.state().experiment().stages.at(), 0);
}

#[test]
fn a_stage_that_was_passed_over_begins_when_it_is_gone_back_to() {
    let mut journey = Journey::begin(Start::Preset("digits-greedy".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.experiment.stages.list().len() == 6));
    journey.0.step();
    journey.find(Role::Tab, "Pretrain layer 3").click_accesskit();
    at(&mut journey, 2, 0);
    journey.find(Role::Tab, "Pretrain layer 2").click_accesskit();
    at(&mut journey, 1, 0);
}

#[test]
fn pretraining_is_put_before_a_network_and_raced_against_it() {
    let mut journey = Journey::begin(Start::Preset("digits".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 64));
    journey.0.step();
    assert!(journey.0.query_by_role_and_label(Role::Tab, "Compare").is_none(), "there is nothing to compare with");
    journey.find(Role::Tab, "Pretrain first…").click_accesskit();
    journey.until("two stages", |window| window.snapshot().is_some_and(|now| now.experiment.stages.list().len() == 2));
    journey.0.step();
    journey.0.step();
    journey.0.state_mut().edit(|experiment| {
        experiment.data.labels = Some(5);
        for stage in [1, 0] {
            experiment.stages.take(stage);
            experiment.training_mut().stop.epochs = Some(2);
        }
    });
    journey.0.step();
    journey.find(Role::Tab, "Compare").click_accesskit();
    journey.until_shown(Role::Button, "Race both");
    journey.press("Race both");
    journey.until_shown(Role::Button, "Stop");
    journey.press("Stop");
    journey.until_shown(Role::Button, "Race both");
    journey.find(Role::Tab, "Pretrain").click_accesskit();
    journey.until_shown(Role::Button, "Train without pretraining");
    journey.press("Train without pretraining");
    journey.until("one stage", |window| window.snapshot().is_some_and(|now| now.experiment.stages.is_ordinary()));
    journey.key(Modifiers::COMMAND, Key::Z);
    journey.until("two again", |window| window.snapshot().is_some_and(|now| now.experiment.stages.list().len() == 2));
}

#[test]
fn from_the_end_of_a_pipeline_it_goes_on_to_its_pages() {
    let mut journey = Journey::begin(Start::Preset("digits-pretrained".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.experiment.stages.list().len() == 2));
    journey.0.step();
    journey.find(Role::Tab, "Fine-tune").click_accesskit();
    at(&mut journey, 1, 0);
    assert!(journey.0.query_by_label_contains("Next: ").is_none(), "it has not ended");
    journey.0.state_mut().edit(|experiment| experiment.training_mut().stop.epochs = Some(1));
    journey.0.step();
    journey.press("Train");
    journey.until("the end of the stage", |window| {
        window.snapshot().is_some_and(|now| matches!(now.status, Status::Finished { .. }) && !now.running)
    });
    for page in ["Compare", "Evaluate", "Deploy"] {
        journey.press(&format!("Next: {page}"));
        journey.0.step();
    }
    assert!(journey.0.query_by_label_contains("Next: ").is_none(), "there is no page behind it");
}

#[test]
fn a_network_that_fills_ratings_in_is_pretrained_itself_and_judged_by_what_is_hidden() {
    let mut journey = Journey::begin(Start::Preset("ratings".into()));
    journey.until("the preset", |window| window.snapshot().is_some_and(|now| now.data.set.inputs.ncols() == 25));
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_by_label("Pretrain first…").is_none(), "it would be the same again");
    journey.find(Role::Tab, "Evaluate").click_accesskit();
    journey.until_shown(Role::Label, "What it was not shown");
    assert!(journey.0.query_all_by_label_contains("With 30 % hidden the network is off by").next().is_some());
    assert!(
        journey.0.query_all_by_label_contains("it has not learned yet how the inputs").next().is_some(),
        "at the start"
    );
}

#[test]
fn a_point_is_dragged_through_latent_space() {
    let mut journey = Journey::begin(Start::Preset("digits-latent".into()));
    journey
        .until("the preset", |window| window.snapshot().is_some_and(|now| now.network.parameters.sizes().len() == 5));
    journey.0.step();
    journey.find(Role::Tab, "Redrawn").click_accesskit();
    journey.until("the decoder", |window| window.snapshot().is_some_and(|now| now.looks.redrawn.is_some()));
    journey.0.step();
    let redrawn = |journey: &Journey| journey.snapshot().looks.redrawn.clone().expect("it was asked for");
    let before = redrawn(&journey);
    assert_eq!((before.rows.len(), before.decoded.len(), before.split), (10, 64, Split::Validation));
    journey.0.get_by_label_contains("ring at").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::ArrowRight);
    journey.until("another place", |window| {
        let now = window.snapshot().and_then(|now| now.looks.redrawn.clone());
        now.is_some_and(|now| now.at[0] > before.at[0] + 0.01 && (now.at[1] - before.at[1]).abs() < 1e-3)
    });
    let after = redrawn(&journey);
    assert_ne!(after.decoded, before.decoded);
    assert_eq!(after.rows, before.rows, "the network has not learned on the way");
    journey.find(Role::Tab, "Fine-tune").click_accesskit();
    at(&mut journey, 1, 0);
    assert!(journey.0.query_by_role_and_label(Role::Tab, "Redrawn").is_none(), "nothing is drawn again here");
    let network = journey.find(Role::Tab, "Network");
    assert_eq!(network.accesskit_node().toggled(), Some(Toggled::True), "the page gave way");
}
