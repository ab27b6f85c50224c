//! Transitions between stages: the layers keep what they have learned, everything else starts anew.

use std::sync::Arc;

use super::{StageRun, Trainer};
use crate::experiment::Problem;

impl Trainer {
    /// The runs of the stages before this one, in their order.
    #[must_use]
    pub const fn earlier(&self) -> &Arc<Vec<StageRun>> {
        &self.earlier
    }

    /// Goes to another stage, counted from 0. Returns whether there is one.
    ///
    /// A later stage starts with what this one has learned. Going back to an earlier one starts it anew and discards
    /// the runs of that stage and all after it.
    pub fn go_to_stage(&mut self, stage: usize) -> bool {
        if stage == self.experiment.stages.at() || stage >= self.experiment.stages.list().len() {
            return false;
        }
        let mut experiment = (*self.experiment).clone();
        experiment.stages.take(stage);
        // Every stage was validated with the experiment.
        let Ok(experiment) = experiment.validate() else { return false };
        *self = Self::after(experiment, self.earlier_for(stage));
        true
    }

    /// The runs before `stage`, when it is reached from here.
    pub(super) fn earlier_for(&self, stage: usize) -> Arc<Vec<StageRun>> {
        let mut earlier = Arc::clone(&self.earlier);
        if stage > self.experiment.stages.at() {
            Arc::make_mut(&mut earlier).push(StageRun::of(self));
        } else if earlier.iter().any(|run| run.stage() >= stage) {
            Arc::make_mut(&mut earlier).retain(|run| run.stage() < stage);
        }
        earlier
    }
}

impl StageRun {
    /// The run of `trainer`, [settled](Trainer::settle).
    #[must_use]
    pub fn of(trainer: &Trainer) -> Self {
        let mut trainer = trainer.clone();
        trainer.settle();
        Self {
            experiment: trainer.experiment.clone(),
            checkpoint: Arc::new(trainer.checkpoint()),
            history: trainer.history,
            timeline: trainer.timeline,
            edits: trainer.edits,
        }
    }

    /// A trainer that resumes from here as if it had never stopped, after the runs of `earlier` stages.
    ///
    /// # Errors
    /// The first thing in the run that does not fit its experiment, or is not finite.
    pub fn trainer(self, earlier: Arc<Vec<Self>>) -> Result<Trainer, Problem> {
        let start = Trainer::after(self.experiment.clone(), earlier);
        self.over(start)
    }

    /// The same from its trainer at the start.
    ///
    /// # Errors
    /// The same.
    pub fn over(self, start: Trainer) -> Result<Trainer, Problem> {
        let Self { checkpoint, history, timeline, edits, .. } = self;
        let (history, timeline) = (Arc::unwrap_or_clone(history), Arc::unwrap_or_clone(timeline));
        start.going_on(Arc::unwrap_or_clone(checkpoint), history, timeline, Arc::unwrap_or_clone(edits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        experiment::{Autoencoder, Experiment, HiddenLayer, Rows, Stage, Stages, Task, TrainingSettings},
        nn::{Activation, Loss},
        training::{Status, repetition::repeat},
    };

    fn autoencoder(below: usize, layers: usize) -> Stage {
        let mut training = TrainingSettings { loss: Loss::MeanSquaredError, ..TrainingSettings::default() };
        training.stop.epochs = Some(3);
        let task = Task::Reconstruct(Autoencoder { below, layers, decoder: None, masked: 0.0, noise: 0.0 });
        Stage { task, training, ..Stage::default() }
    }

    /// Circle, 4 and 2 hidden units: both layers one after the other as autoencoders, then the target.
    fn greedy() -> Trainer {
        let mut experiment = Experiment::default();
        let layer = |units| HiddenLayer { units, activation: Activation::Tanh, dropout: 0.0, frozen: false };
        experiment.network.hidden = vec![layer(4), layer(2)];
        let last = Stage { rates: vec![0.0], ..experiment.stages.at_hand().clone() };
        let stages = vec![autoencoder(0, 1), autoencoder(1, 1), last];
        experiment.stages = Stages::new(stages, 0).expect("three stages");
        Trainer::new(experiment.validate().expect("valid"))
    }

    fn to_the_end(trainer: &mut Trainer) {
        while *trainer.status() == Status::Ready && trainer.epochs() < 5 {
            trainer.step();
        }
    }

    #[test]
    fn layers_go_on_from_stage_to_stage() {
        let mut trainer = greedy();
        assert_eq!(trainer.network().parameters.sizes(), [2, 4, 2]);
        to_the_end(&mut trainer);
        let first = trainer.network().parameters.clone();
        assert!(trainer.go_to_stage(1));
        assert_eq!(trainer.network().parameters.sizes(), [2, 4, 2, 4]);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0));
        let code = trainer.network().forward(trainer.data().train.inputs.row(7).as_slice().unwrap());
        assert_eq!(trainer.data().train.targets.row(7).to_vec(), code[1], "what comes out below is to come out again");
        to_the_end(&mut trainer);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0), "the layer below stays as it is");
        let second = trainer.network().parameters.clone();
        assert!(trainer.go_to_stage(2));
        let third = &trainer.network().parameters;
        assert_eq!(third.sizes(), [2, 4, 2, 1]);
        assert_eq!((third.weights(0), third.weights(1)), (first.weights(0), second.weights(1)));
        let scratch = Trainer::after(trainer.experiment().clone(), Arc::default());
        assert_eq!(third.weights(2), scratch.network().parameters.weights(2), "the new layer is as it is from scratch");
        to_the_end(&mut trainer);
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0), "its rate is multiplied by 0");
        assert_ne!(trainer.network().parameters.weights(1), second.weights(1));
        assert!(!trainer.go_to_stage(3));
    }

    #[test]
    fn a_frozen_layer_can_learn_from_some_epoch_on() {
        let mut experiment = Experiment::clone(greedy().experiment());
        experiment.stages.take(2);
        experiment.stages.at_hand_mut().thaw = Some(2);
        experiment.stages.take(0);
        let mut trainer = Trainer::new(experiment.validate().expect("valid"));
        to_the_end(&mut trainer);
        trainer.go_to_stage(1);
        to_the_end(&mut trainer);
        trainer.go_to_stage(2);
        let first = trainer.network().parameters.clone();
        while trainer.epochs() < 2 {
            trainer.step();
        }
        assert_eq!(trainer.network().parameters.weights(0), first.weights(0), "frozen for two epochs");
        trainer.step();
        assert_ne!(trainer.network().parameters.weights(0), first.weights(0));
        repeat(&trainer, |_| {}).expect("it comes out again");
    }

    #[test]
    fn going_back_gives_up_what_came_after() {
        let mut trainer = greedy();
        to_the_end(&mut trainer);
        let first = trainer.checkpoint();
        trainer.go_to_stage(1);
        trainer.go_to_stage(2);
        assert_eq!(trainer.earlier().iter().map(StageRun::stage).collect::<Vec<_>>(), [0, 1]);
        assert!(trainer.go_to_stage(1));
        assert_eq!((trainer.earlier().len(), trainer.steps()), (1, 0));
        assert_eq!(trainer.earlier()[0].checkpoint.parameters, first.parameters);
    }

    #[test]
    fn a_head_goes_on_when_the_next_stage_learns_the_target_too() {
        let mut experiment = Experiment::default();
        let stage = experiment.stages.at_hand().clone();
        experiment.stages = Stages::new(vec![stage.clone(), stage], 0).expect("two stages");
        let mut trainer = Trainer::new(experiment.validate().expect("valid"));
        to_the_end(&mut trainer);
        let trained = trainer.network().parameters.clone();
        trainer.go_to_stage(1);
        assert_eq!(trainer.network().parameters, trained);
        assert_eq!(trainer.checkpoint().moments, [], "the optimizer's memory begins anew");
    }

    #[test]
    fn few_labels_are_the_first_of_each_class() {
        let mut experiment = Experiment::default();
        experiment.data.labels = Some(5);
        experiment.stages.at_hand_mut().rows = Rows::Labelled;
        let trainer = Trainer::new(experiment.validate().expect("valid"));
        let targets = &trainer.data().train.targets;
        assert_eq!((targets.nrows(), targets.sum()), (10, 0.0), "five of each, coded −1 and 1");
        assert_eq!(trainer.data().test.rows.len(), 250);
    }

    #[test]
    fn every_stage_is_repeated() {
        let mut trainer = greedy();
        to_the_end(&mut trainer);
        trainer.go_to_stage(1);
        to_the_end(&mut trainer);
        trainer.go_to_stage(2);
        to_the_end(&mut trainer);
        repeat(&trainer, |_| {}).expect("it comes out again");
        Arc::make_mut(&mut Arc::make_mut(&mut trainer.earlier)[1].checkpoint).parameters.values_mut()[9] += 0.1;
        let why = repeat(&trainer, |_| {}).expect_err("a weight of the second stage was changed").to_string();
        assert!(why.starts_with("Stage 2: Not the same"), "{why}");
    }
}
