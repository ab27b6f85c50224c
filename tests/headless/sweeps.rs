//! Whole sweeps by the command line: the same bytes however they are shared out, and every bad input.

use std::{collections::BTreeSet, fs, process::Command};

use neurarium::{session::Session, sweep::Plan};

use crate::program::Folder;

/// A session, and a plan of 16 trials with 2 seeds each.
fn planned(name: &str, more: &str) -> Folder {
    let folder = Folder::new(name);
    folder.succeeds("new --preset playground -o start.ron");
    folder.succeeds(&format!(
        "sweep plan start.ron --vary training.learning_rate=log:0.001..100 --vary training.batch_size=1,5,10 --trials 16 \
         --seeds 2 --epochs 16 {more} -o p.ron"
    ));
    folder
}

fn results(folder: &Folder) -> String {
    folder.read("p.results")
}

#[test]
fn the_same_plan_gives_the_same_bytes_however_it_is_run() {
    for (name, halving) in [("sweep-plain", ""), ("sweep-halved", "--halving 4")] {
        let folder = planned(name, halving);
        folder.succeeds("sweep run p.ron --threads 1");
        let whole = results(&folder);
        let runs = if halving.is_empty() { 32 } else { 32 + 8 + 2 };
        assert_eq!(whole.lines().count(), 1 + runs, "{name}");
        let again = |what: &str| {
            assert!(results(&folder) == whole, "{name}: {what}");
            fs::remove_file(folder.0.join("p.results")).unwrap();
        };
        folder.succeeds("sweep run p.ron");
        again("all is there already");
        folder.succeeds("sweep run p.ron --threads 3");
        again("three threads");
        assert!(!folder.0.join("p.states").exists(), "{name}: nothing is left of the rungs");

        // Ended in the middle of a line, and gone on with.
        let cut = whole.len() * 2 / 3;
        folder.write("p.results", &whole[..cut]);
        folder.succeeds("sweep run p.ron --threads 2");
        again("ended and gone on with");

        // Shards in any order, rung after rung.
        let mut rungs = 0;
        loop {
            let next = folder.run("sweep next p.ron");
            if next.status.code() == Some(1) {
                break;
            }
            assert_eq!(String::from_utf8_lossy(&next.stdout).trim(), rungs.to_string());
            for shard in [3, 1, 2] {
                folder.succeeds(&format!("sweep run p.ron --rung {rungs} --shard {shard}/3"));
            }
            folder.succeeds("sweep merge p.ron --audit 10%");
            rungs += 1;
        }
        assert_eq!(rungs, if halving.is_empty() { 1 } else { 3 }, "{name}");
        assert!(!folder.0.join("p.states").exists(), "{name}: nothing is left of the shards");
        again("three shards");
    }
}

#[test]
fn promoted_trials_go_on_and_come_to_what_an_uninterrupted_one_does() {
    let folder = planned("sweep-promoted", "--halving 4");
    let said = folder.run("sweep run p.ron");
    assert!(!String::from_utf8_lossy(&said.stderr).contains("trained again"), "the states were there");
    let results = results(&folder);
    let last = results.lines().last().unwrap();
    let outcome: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!((outcome["rung"].as_u64(), outcome["epoch"].as_u64()), (Some(2), Some(16)));
    let trial = outcome["trial"].as_u64().unwrap();
    let opened = folder.succeeds(&format!("sweep open p.ron {trial} --seed 1 -o run.ron"));
    assert!(opened.contains("bit for bit"), "{opened}");
    let session = Session::open(&folder.0.join("run.ron")).unwrap();
    let trainer = session.trainer().unwrap();
    assert_eq!(trainer.history().records().len(), 17, "it has its way there");
    let loss = trainer.metrics().validation.unwrap().loss;
    assert_eq!(outcome["validation"]["loss"].as_f64(), Some(loss));
}

#[test]
fn results_are_shown_as_table_csv_and_json() {
    let folder = planned("sweep-shown", "--set network.output.activation=linear --vary data.noise=0..0.5/3");
    folder.succeeds("sweep run p.ron");
    let table = folder.succeeds("sweep show p.ron --top 3");
    assert!(table.contains("16 of 16 trials, 32 runs") && table.contains("… and 13 more"), "{table}");
    assert!(table.contains("16 trials are not enough to say which settings matter"), "{table}");
    let csv = folder.succeeds("sweep show p.ron --csv");
    assert!(csv.starts_with("rung,trial,seed,training.learning_rate,training.batch_size,data.noise,epoch,"), "{csv}");
    assert_eq!(csv.lines().count(), 33);
    let object: serde_json::Value = serde_json::from_str(&folder.succeeds("sweep show p.ron --json")).unwrap();
    let trials = object["trials"].as_array().unwrap();
    let medians: Vec<Option<f64>> = trials.iter().map(|trial| trial["median"].as_f64()).collect();
    assert!(medians.iter().flatten().is_sorted(), "best first: {medians:?}");
    let diverged = medians.iter().filter(|median| median.is_none()).count();
    assert!(
        diverged > 0 && medians[16 - diverged..].iter().all(Option::is_none),
        "those that diverged last: {medians:?}"
    );
    assert!(table.contains(&format!("{diverged} trials diverged")) || diverged == 0);
}

#[test]
fn importance_is_said_when_there_are_trials_enough() {
    let folder = Folder::new("sweep-importance");
    folder.succeeds("new --preset playground -o start.ron");
    folder.succeeds(
        "sweep plan start.ron --vary training.learning_rate=log:0.0001..1 --vary training.regularizer.l1=0..0.00001 --trials 64 \
         --seeds 1 --epochs 10 -o p.ron",
    );
    folder.succeeds("sweep run p.ron");
    let object: serde_json::Value = serde_json::from_str(&folder.succeeds("sweep show p.ron --json")).unwrap();
    let first = &object["importance"][0];
    assert_eq!(first["key"], "training.learning_rate");
    assert!(first["share"].as_f64().unwrap() > 0.8 && first["low"].as_f64() <= first["share"].as_f64(), "{first}");
}

#[test]
fn a_plan_that_cannot_be_is_refused_in_words() {
    let folder = Folder::new("sweep-refused");
    folder.succeeds("new --preset playground -o start.ron");
    folder.succeeds("new --preset first-network -o gate.ron");
    for (line, expected) in [
        ("start.ron --vary training.learning_rte=1,2", "Did you mean “training.learning_rate”?"),
        ("start.ron --vary training.learning_rate=1..0.1", "the wrong way round"),
        ("start.ron --vary training.learning_rate=log:-1..1", "no factor leads across 0"),
        ("start.ron --vary training.optimizer.momentum=0.5..0.9", "gradient_descent has no momentum"),
        (
            "start.ron --vary training.optimizer=adam,momentum --vary training.optimizer.momentum=0.5..0.9",
            "has no momentum",
        ),
        ("start.ron --vary training.learning_rate=0.1,1 --trials 0", "trials: 0"),
        ("start.ron --vary training.learning_rate=0.1,1 --seeds 1000", "seeds: 1000"),
        ("start.ron --vary training.learning_rate=0.1,1 --sampler grid --trials 3", "the grid has 2 combinations"),
        ("start.ron --vary training.learning_rate=0.1,1 --trials 64 --halving 4 --rungs 9", "rungs at most"),
        ("gate.ron --vary training.learning_rate=0.1,1", "held back for validation"),
        ("start.ron --vary data.train_share=0.1,1 --objective speed", "is no objective"),
    ] {
        let message = folder.refuses(&format!("sweep plan {line} -o p.ron"));
        assert!(message.contains(expected), "{line}: {message}");
        assert!(!folder.0.join("p.ron").exists(), "{line}: something was written");
    }
    let message = folder.refuses("sweep run start.ron");
    assert!(message.contains("no plan of a sweep"), "{message}");
}

#[test]
fn lists_have_as_many_trials_as_combinations_unless_told_otherwise() {
    let folder = Folder::new("plan-lists");
    folder.succeeds("new --preset playground -o start.ron");
    let planned = |name: &str, more: &str| {
        let lists = "--vary training.batch_size=1,5,10 --vary network.activation=tanh,relu";
        let said = folder.succeeds(&format!("sweep plan start.ron {lists} --seeds 1 {more} -o {name}.ron"));
        let plan = Plan::from_text(&folder.read(&format!("{name}.ron"))).unwrap();
        let all: BTreeSet<_> = (0..plan.trials).map(|trial| plan.values(trial)).collect();
        (said, plan.trials, all.len())
    };
    let (said, trials, different) = planned("a", "");
    assert_eq!((trials, different), (6, 6), "{said}");
    assert!(said.contains("6 trials with one seed each") && said.contains("Every one of the 6 combinations"), "{said}");
    let (said, trials, _) = planned("b", "--sampler sobol");
    assert_eq!(trials, 6);
    assert!(said.contains("drawn from 6 combinations, and some may be the same"), "{said}");
    assert_eq!(planned("c", "--trials 64").1, 64, "who says how many has so many");
    assert_eq!(planned("d", "--vary training.learning_rate=0.01..1").1, 64, "a range has no end of values");
    let (said, trials, _) = planned("e", "--vary training.learning_rate=0.01..1/20");
    assert_eq!(trials, 64);
    assert!(said.contains("drawn from 120 combinations") && said.contains("--sampler grid"), "{said}");
    let (said, trials, different) = planned("f", "--vary training.learning_rate=0.01..1/20 --sampler grid");
    assert_eq!((trials, different), (120, 120), "{said}");
}

#[test]
fn results_that_do_not_belong_together_are_refused_and_named() {
    let folder = planned("sweep-mixed", "");
    for shard in 1..=2 {
        folder.succeeds(&format!("sweep run p.ron --shard {shard}/2"));
    }
    let second = folder.read("p.2-of-2.results");
    // A shard with other bits of a run that another has, too.
    let first = folder.read("p.1-of-2.results");
    let line = first.lines().nth(1).unwrap();
    let other = line.replace("\"step\":", "\"step\":1");
    folder.write("p.3-of-3.results", &format!("{}\n{other}\n", first.lines().next().unwrap()));
    let message = folder.refuses("sweep merge p.ron");
    for name in ["p.1-of-2.results", "p.3-of-3.results", "trial 0 with seed 0"] {
        assert!(message.contains(name), "{message}");
    }
    fs::remove_file(folder.0.join("p.3-of-3.results")).unwrap();
    // One that nobody contradicts is found by the audit.
    let line = second.lines().last().unwrap();
    folder.write("p.2-of-2.results", &second.replace(line, &line.replace("\"step\":", "\"step\":1")));
    let message = folder.refuses("sweep merge p.ron --audit 100%");
    assert!(message.contains("p.2-of-2.results") && message.contains("comes out otherwise here"), "{message}");
    assert!(!folder.0.join("p.results").exists(), "nothing was written");
    folder.write("p.2-of-2.results", &second);
    folder.succeeds("sweep merge p.ron --audit 100%");

    // Results of another plan, and a plan of a newer program.
    let text = folder.read("p.ron");
    folder.write("p.ron", &text.replace("epochs: 16", "epochs: 15"));
    assert!(folder.refuses("sweep run p.ron").contains("results of another plan"));
    assert!(folder.refuses("sweep show p.ron").contains("results of another plan"));
    folder.write("p.ron", &text.replace("version: 1,", "version: 9,"));
    assert!(folder.refuses("sweep run p.ron").contains("take a newer program"));
    folder.write("p.ron", &text);
    assert!(folder.refuses("sweep run p.ron --rung 1").contains("there is no rung 1"));
    assert!(folder.refuses("sweep run p.ron --shard 3/2").contains("write I/N"));
    assert!(folder.refuses("sweep open p.ron 16 -o x.ron").contains("there is no trial 16"));
    fs::remove_file(folder.0.join("p.results")).unwrap();
    assert!(folder.refuses("sweep show p.ron").contains("there are no results"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = planned("sweep-full", "");
    folder.succeeds("sweep run p.ron");
    let whole = results(&folder);
    fs::remove_file(folder.0.join("p.results")).unwrap();
    // Room for one block: what does not fit is refused as by a full disk.
    let line = format!("ulimit -f 4; trap '' XFSZ; exec {} sweep run p.ron", env!("CARGO_BIN_EXE_neurarium"));
    let output = Command::new("bash").args(["-c", &line]).current_dir(&folder.0).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("the results can no longer be written"), "{message}");
    let kept = results(&folder);
    assert!(kept.len() < whole.len() && whole.starts_with(&kept), "what was written stays");
    folder.succeeds("sweep run p.ron");
    assert_eq!(results(&folder), whole);
}

#[cfg(target_os = "linux")]
#[test]
fn a_sweep_that_is_killed_goes_on() {
    let folder = planned("sweep-killed", "--set network.hidden=32,32");
    folder.succeeds("sweep run p.ron");
    let whole = results(&folder);
    fs::remove_file(folder.0.join("p.results")).unwrap();
    let mut killed = 0;
    for _ in 0..50 {
        let line = format!("timeout -s KILL 0.05 {} sweep run p.ron", env!("CARGO_BIN_EXE_neurarium"));
        let ended = Command::new("bash").args(["-c", &line]).current_dir(&folder.0).output().unwrap();
        if ended.status.success() {
            break;
        }
        killed += 1;
    }
    folder.succeeds("sweep run p.ron");
    assert!(results(&folder) == whole, "killed {killed} times");
}

#[test]
fn an_opened_trial_of_a_pipeline_is_verified() {
    let folder = Folder::new("sweep-pipeline");
    folder.succeeds(
        "new --preset digits-relu --set training.stop.epochs=2 --set stages.2.training.stop.epochs=2 -o start.ron",
    );
    folder.succeeds("sweep plan start.ron --vary training.learning_rate=0.001,0.002 --trials 2 --seeds 1 -o p.ron");
    folder.succeeds("sweep run p.ron");
    folder.succeeds("sweep open p.ron 0 -o run.ron");
    assert!(folder.succeeds("verify run.ron").starts_with("The same, bit for bit"));
}
