//! Journeys through every command, and every bad input.

use crate::program::Folder;

const TABLE: &str =
    "x,y,kind\n0.0,0.1,a\n0.2,0.9,b\n1.0,0.3,b\n0.9,0.8,a\n0.1,0.2,a\n0.3,1.0,b\n1.1,0.2,b\n0.8,0.9,a\n";

#[test]
fn presets_and_settings_are_listed() {
    let folder = Folder::new("lists");
    for name in ["playground", "modern", "first-network", "penguins"] {
        assert!(folder.succeeds("presets").contains(name), "{name}");
    }
    let settings = folder.succeeds("settings");
    let (of_points, of_tables) =
        settings.split_once("data.classes\n").and_then(|(_, rest)| rest.split_once("\n    or, ")).unwrap();
    assert!(
        of_points.contains("from 2 to 10") && of_tables.starts_with("where the rows are a table: On:"),
        "{settings}"
    );
    assert_eq!(settings.matches("    or, ").count(), 1, "no other key has two meanings");
    assert!(settings.contains("training.learning_rate") && settings.contains("default 0.03"), "{settings}");
}

#[test]
fn what_is_missing_or_makes_no_sense_is_told() {
    let folder = Folder::new("odd");
    let told = |line: &str| {
        let output = folder.run(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    told("new --preset two-views-aligned -o aligned.ron");
    let aligned = told("train aligned.ron --set data.train_share=1 --steps 0");
    assert!(aligned.contains("no test rows whose other view") && !aligned.contains("of 0 test rows"), "{aligned}");
    let rows: String = (0..30).map(|row| format!("{row},{},{}\n", row * row % 7, ["a", "b"][row % 2])).collect();
    folder.write("t.csv", &format!("x,y,kind\n{rows}5,5,rare\n"));
    told("new --preset modern -o p.ron");
    let train = told("train p.ron --data t.csv --set training.batch_size=100 --epochs 1 -o t.ron");
    assert!(train.contains("No test row is of “rare”") && train.contains("A batch would be 100 rows"), "{train}");
    assert!(told("evaluate t.ron").contains("No test row is of “rare”: the test score says nothing of that."));
    let wide = told("train p.ron --data t.csv --set stage.task=reconstruct --set network.hidden=8 --epochs 1");
    assert!(wide.contains("the network can copy the 2 numbers"), "{wide}");
    let refused = folder.refuses("train p.ron --data t.csv --set stage.task=reconstruct --set stage.layers=5");
    assert!(refused.contains("an encoder of 5 layers does not fit into a network of"), "{refused}");
}

#[test]
fn stopping_and_going_on_through_files_equals_never_having_stopped() {
    let folder = Folder::new("going-on");
    for (i, settings) in [
        "",
        "--set rules=modern --set training.optimizer=adam --set network.dropout=0.2",
        "--set training.schedule=cosine --set training.optimizer=nesterov --set training.early_stopping.patience=50",
        "--set training.batch_size=7 --set training.order=shuffled --set data.noise=0.2",
    ]
    .iter()
    .enumerate()
    {
        folder.succeeds(&format!("new --preset playground {settings} -o start{i}.ron"));
        folder.succeeds(&format!("train start{i}.ron --steps 137 -o whole{i}.ron"));
        folder.succeeds(&format!("train start{i}.ron --steps 60 -o half{i}.ron"));
        folder.succeeds(&format!("train half{i}.ron --steps 77 -o again{i}.ron"));
        let after_first_line = |name: String| folder.read(&name).split_once('\n').unwrap().1.to_owned();
        let (whole, again) = (after_first_line(format!("whole{i}.ron")), after_first_line(format!("again{i}.ron")));
        assert!(whole == again, "{settings}: the files differ");
        assert!(whole != after_first_line(format!("half{i}.ron")), "{settings}: the second half changed nothing");
    }
}

#[test]
fn train_and_evaluate_print_the_same_object() {
    let folder = Folder::new("objects");
    folder.succeeds("new --preset penguins -o p.ron");
    let trained = folder.succeeds("train p.ron --epochs 5 --json -o q.ron");
    assert!(same_but_for_calibration(&trained, &folder.succeeds("evaluate q.ron --json")), "{trained}");
    let object: serde_json::Value = serde_json::from_str(&trained).unwrap();
    assert_eq!(object["epoch"], 5);
    for part in ["train", "test"] {
        assert!(object[part]["loss"].as_f64().unwrap() > 0.0 && object[part]["accuracy"].is_f64(), "{trained}");
    }
    folder.succeeds("new --preset playground --set data.set=plane -o plane.ron");
    let object: serde_json::Value =
        serde_json::from_str(&folder.succeeds("train plane.ron --epochs 3 --json")).unwrap();
    assert!(object["train"]["r2"].is_f64() && object["train"]["accuracy"].is_null(), "{object}");
    folder.succeeds("new --preset first-network -o xor.ron");
    let object: serde_json::Value = serde_json::from_str(&folder.succeeds("evaluate xor.ron --json")).unwrap();
    assert!(object["test"].is_null(), "{object}");
}

/// Whether `evaluate` prints what `train` printed, to which it adds how sure the answers are.
fn same_but_for_calibration(trained: &str, evaluated: &str) -> bool {
    let begin = trained.trim_end().trim_end_matches('}');
    evaluated.strip_prefix(begin).is_some_and(|rest| rest.starts_with(",\"calibration\":{\"bins\":15,"))
}

#[test]
fn validation_rows_have_a_part_of_their_own_where_there_are_some() {
    let folder = Folder::new("validation");
    folder.succeeds("new --preset playground -o p.ron");
    for line in ["train p.ron --epochs 3 --json", "train p.ron --epochs 3", "evaluate p.ron --json"] {
        assert!(!folder.succeeds(line).contains("validation"), "{line}");
    }
    folder.succeeds("new --preset playground --set training.early_stopping=on -o e.ron");
    let trained = folder.succeeds("train e.ron --epochs 5 --json -o f.ron");
    let object: serde_json::Value = serde_json::from_str(&trained).unwrap();
    assert!(object["validation"]["loss"].as_f64().unwrap() > 0.0, "{trained}");
    assert_ne!(object["validation"], object["test"]);
    assert!(same_but_for_calibration(&trained, &folder.succeeds("evaluate f.ron --json")), "{trained}");
    assert!(folder.succeeds("evaluate f.ron").contains("\nvalidation  loss "));
    assert!(folder.succeeds("verify f.ron").contains("The same, bit for bit"));
    let said = |line: &str| String::from_utf8_lossy(&folder.run(line).stderr).into_owned();
    let warning = "No validation rows: early stopping watches the test loss.";
    assert!(!said("train e.ron --epochs 1").contains(warning));
    assert!(said("train e.ron --epochs 1 --set data.validation_share=0").contains(warning));
}

#[test]
fn training_leaves_its_file_alone_and_keeps_the_one_before() {
    let folder = Folder::new("leaves-alone");
    folder.succeeds("new --preset first-network -o xor.ron");
    let before = folder.read("xor.ron");
    folder.succeeds("train xor.ron --epochs 3");
    assert_eq!(folder.read("xor.ron"), before);
    folder.succeeds("train xor.ron --epochs 3 -o xor.ron");
    assert_ne!(folder.read("xor.ron"), before);
    assert_eq!(folder.read("xor.ron.bak"), before);
}

#[test]
fn a_table_is_learned_and_predicted() {
    let folder = Folder::new("table");
    folder.write("t.csv", TABLE);
    folder.succeeds("new --preset modern -o m.ron");
    folder.succeeds("train m.ron --data t.csv --epochs 50 -o n.ron");
    let answers = folder.succeeds("predict n.ron --data t.csv");
    let lines: Vec<&str> = answers.lines().collect();
    assert_eq!(lines[0], "x,y,predicted kind,probability a,probability b");
    assert_eq!(lines.len(), 9);
    for line in &lines[1..] {
        let cells: Vec<&str> = line.split(',').collect();
        let shares: Vec<f64> = cells[3..].iter().map(|cell| cell.parse().unwrap()).collect();
        assert!((shares[0] + shares[1] - 1.0).abs() < 1e-6, "{line}");
        assert_eq!(cells[2], if shares[0] > shares[1] { "a" } else { "b" }, "{line}");
    }
    folder.succeeds("evaluate n.ron --data t.csv");
}

#[test]
fn differences_are_told_in_the_words_of_the_settings() {
    let folder = Folder::new("differences");
    folder.succeeds("new --preset playground -o a.ron");
    folder.succeeds("new --preset playground --set training.learning_rate=0.1 --set seeds.weights=7 -o b.ron");
    let told = folder.succeeds("diff a.ron b.ron");
    assert!(
        told.contains("training.learning_rate: 0.03 → 0.1\n  seeds") || told.contains("seeds.weights: 42 → 7"),
        "{told}"
    );
    assert_eq!(told.matches('→').count(), 2, "{told}");
    assert!(folder.succeeds("diff a.ron a.ron").contains("The experiments are the same."));
}

#[test]
fn a_run_that_is_handed_in_can_be_checked() {
    let folder = Folder::new("verify");
    folder.succeeds("new --preset playground --set training.optimizer=adam -o a.ron");
    folder.succeeds("train a.ron --epochs 3 -o b.ron");
    assert!(folder.succeeds("verify b.ron").contains("The same, bit for bit: 75 steps, 3 epochs."));
    let honest = folder.read("b.ron");
    let bias = honest.find("biases: [").unwrap() + 9;
    let digit = bias + honest[bias..].find('.').unwrap() + 1;
    let other = if honest[digit..].starts_with('1') { "2" } else { "1" };
    folder.write("c.ron", &format!("{}{other}{}", &honest[..digit], &honest[digit + 1..]));
    let output = folder.run("verify c.ron");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Not the same: 1 of 25"), "{output:?}");
}

/// Asserts that `verify` answers no, or that the file is refused, and gives what is said.
fn forged(folder: &Folder, text: &str) -> String {
    folder.write("forged.ron", text);
    let output = folder.run("verify forged.ron");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(1 | 2)), "passed as the same: {said}");
    said
}

#[test]
fn nothing_that_training_goes_on_from_can_be_forged() {
    let folder = Folder::new("forged");
    let settings = "--set training.optimizer=adam --set training.early_stopping=on --set training.batch_size=7 \
                    --set training.order=shuffled --set network.hidden=3";
    folder.succeeds(&format!("new --preset playground {settings} -o a.ron"));
    folder.succeeds("train a.ron --steps 130 -o b.ron");
    assert!(folder.succeeds("verify b.ron").contains("The same, bit for bit: 130 steps, 4 epochs."));
    let honest = folder.read("b.ron");
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    // The first number after each of these is another one.
    for (field, said) in [
        ("\n    epoch: ", "epoch"),
        ("\n    step: ", "Not the same"),
        ("\n    position: ", "same"),
        ("rows_seen: ", "count"),
        ("rows_evaluated: ", "count"),
        ("first_loss: ", "loss at the start"),
        ("moments_age: ", "memory"),
        ("state: ", "random"),
        ("\n      loss: ", "best"),
    ] {
        let stages = honest.find("stages: [").unwrap();
        let at = stages + honest[stages..].find(field).unwrap_or_else(|| panic!("no {field}")) + field.len();
        let number = &honest[at..at + digits(&honest[at..])];
        // The last digit, or the first behind the point, since two of very many digits can be the same number.
        let digit = at + number.find('.').map_or(number.len() - 1, |point| point + 1);
        let other = if honest[digit..].starts_with('1') { "2" } else { "1" };
        let text = format!("{}{other}{}", &honest[..digit], &honest[digit + 1..]);
        let answer = forged(&folder, &text);
        assert!(answer.contains(said), "{field}{number} → …{other}: {answer}");
    }
    // Of each kept moment every column.
    let timeline = honest.find("timeline: (").unwrap();
    for column in
        ["epoch: [", "step: [", "position: [", "rows_seen: [", "rows_evaluated: [", "first_loss: [", "batches: ["]
    {
        let at = timeline + honest[timeline..].find(column).unwrap() + column.len();
        let end = at + digits(&honest[at..]);
        let other = if honest[at..end].ends_with('3') { "4" } else { "3" };
        forged(&folder, &format!("{}{other}{}", &honest[..end - 1], &honest[end..]));
    }
    let numbers = timeline + honest[timeline..].find("numbers: [\"").unwrap() + 20;
    let other = if honest[numbers..].starts_with('A') { "B" } else { "A" };
    assert!(
        forged(&folder, &format!("{}{other}{}", &honest[..numbers], &honest[numbers + 1..])).contains("kept moment 1")
    );
    let finished = honest.replacen("status: ready", "status: finished(reason: epochs(3))", 1);
    assert!(forged(&folder, &finished).contains("status"));
    let counted = honest.replacen("    step: 130", "    step: 9007199254740992", 1);
    assert!(forged(&folder, &counted).contains("epochs"), "told without taking the steps");
}

#[test]
fn the_moment_at_which_a_run_ended_early_and_its_place_among_the_changes_cannot_be_forged() {
    let folder = Folder::new("forged-moments");
    folder.succeeds(
        "new --preset modern --set data.samples=40 --set data.noise=0.6 --set training.learning_rate=1 \
         --set training.early_stopping=true --set training.early_stopping.patience=2 \
         --set training.early_stopping.restore_best=true -o a.ron",
    );
    folder.succeeds("train a.ron --epochs 60 -o b.ron");
    let honest = folder.read("b.ron");
    assert!(honest.contains("restored: true"), "the best network is back");
    folder.succeeds("verify b.ron");
    // The first number of the last moment.
    let numbers = honest.find("numbers: [").unwrap();
    let last = numbers + honest[numbers..].find("\"]").unwrap();
    let at = honest[..last].rfind('"').unwrap() + 3;
    let other = if honest[at..].starts_with('A') { "B" } else { "A" };
    assert!(forged(&folder, &format!("{}{other}{}", &honest[..at], &honest[at + 1..])).contains("kept moment"));
    folder.succeeds("new --preset modern -o c.ron");
    folder.succeeds("train c.ron --epochs 3 -o d.ron");
    folder.succeeds("train d.ron --set training.optimizer=adam --epochs 3 -o e.ron");
    folder.succeeds("verify e.ron");
    let honest = folder.read("e.ron");
    assert!(honest.contains("edits: [0, 0, 0, 0, 1, 1, 1],"), "{honest}");
    let text = honest.replacen("edits: [0, 0, 0, 0, 1, 1, 1],", "edits: [0, 0, 0, 0, 0, 0, 0],", 1);
    assert!(forged(&folder, &text).contains("among the changes"));
}

#[test]
fn a_session_takes_the_place_of_no_other_kind_of_file() {
    let folder = Folder::new("no-session");
    folder.succeeds("new --preset playground -o a.ron");
    folder.write("data.csv", "x,y\n1,2\n");
    let said = folder.refuses("train a.ron --steps 1 -o data.csv");
    assert!(said.contains("data.csv is there and is no session"), "{said}");
    assert_eq!(folder.read("data.csv"), "x,y\n1,2\n");
    folder.write("empty.ron", "");
    folder.succeeds("train a.ron --steps 1 -o empty.ron");
    folder.succeeds("train a.ron --steps 1 -o empty.ron");
}

#[test]
fn a_pipeline_is_compared_with_the_same_network_from_scratch() {
    let folder = Folder::new("compare");
    folder.succeeds("new --preset digits-pretrained -o a.ron");
    let short = "--set stages.1.training.stop.epochs=2 --set stages.2.training.stop.epochs=5";
    let said = folder.succeeds(&format!("compare a.ron --seeds 2 {short}"));
    for way in ["pretrained", "from scratch", "logistic regression", "nearest class mean", "class means of codes"] {
        assert!(said.lines().any(|line| line.starts_with(way)), "{way}: {said}");
    }
    assert!(said.contains("of 2 seeds") && said.contains("Ahead of both: nearest class mean"), "{said}");
    let printed = folder.succeeds(&format!("compare a.ron --seeds 2 --json {short}"));
    let object: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let arms = object["arms"].as_array().unwrap();
    assert_eq!(arms.len(), 5);
    assert_eq!((arms[0]["metric"].as_str(), arms[0]["values"].as_array().map(Vec::len)), (Some("accuracy"), Some(2)));
    assert!(folder.refuses("compare a.ron --seeds 0").contains("0 is not in 1..=200"));
    folder.succeeds("new --preset playground -o b.ron");
    assert!(folder.refuses("compare b.ron").contains("one stage"));
}

#[test]
fn a_setting_of_one_stage_of_several_says_which() {
    let folder = Folder::new("stage-at-hand");
    let said = |line: &str| String::from_utf8_lossy(&folder.run(line).stderr).into_owned();
    let one = said("new --preset digits-pretrained --set training.learning_rate=0.1 -o a.ron");
    assert!(one.contains("stage 1 of 2 alone") && one.contains("stages.2.training.learning_rate"), "{one}");
    for quiet in [
        "new --preset digits-pretrained --set stages.2.training.learning_rate=0.1 --set seeds.weights=3 -o a.ron",
        "new --preset playground --set training.learning_rate=0.1 -o a.ron",
    ] {
        let told = said(quiet);
        assert!(!told.contains("alone"), "{told}");
    }
}

#[test]
fn a_branch_with_all_that_was_done_on_the_way_is_verified_as_such() {
    let folder = Folder::new("branch");
    folder.succeeds("new --preset playground -o a.ron");
    folder.succeeds("train a.ron --epochs 3 -o b.ron");
    folder.succeeds("train b.ron --set training.learning_rate=0.1 --epochs 2 -o c.ron");
    folder.succeeds("train c.ron --set training.learning_rate=0.03 --set network.hidden=5,2 --epochs 2 -o d.ron");
    assert!(folder.succeeds("verify d.ron").contains("7 epochs, with the 2 changes that were made on the way."));
    let text = folder.read("d.ron");
    assert!(text.contains("\n  version: 5,\n"), "older programs say that they are too old");
    let rate = text.rfind("learning_rate: 0.03").unwrap();
    assert!(
        forged(&folder, &format!("{}learning_rate: 0.05{}", &text[..rate], &text[rate + 19..]))
            .contains("Not the same")
    );
    folder.succeeds("export a.ron -o a.onnx");
    folder.succeeds("import a.onnx -o e.ron");
    folder.succeeds("train e.ron --epochs 2 -o f.ron");
    let answer = folder.succeeds("verify f.ron");
    assert!(answer.contains("The same, bit for bit") && answer.contains("was imported"), "{answer}");
}

#[test]
fn an_end_is_told_when_it_is_met_and_not_when_training_went_on_after_it() {
    let folder = Folder::new("ends");
    let said = |line: &str| String::from_utf8_lossy(&folder.run(line).stderr).into_owned();
    let begun = "new --preset first-network --set training.stop.epochs=2 -o a.ron";
    assert!(folder.run(begun).status.success());
    assert!(said("train a.ron -o b.ron").contains("Stopped at epoch 2, as set."));
    assert!(!said("train b.ron --epochs 3 -o c.ron").contains("Stopped at"), "it is at epoch 5");
    // Each stage has an end of its own, be it the same.
    let ends = "--set stages.1.training.stop.epochs=2 --set stages.2.training.stop.epochs=2 \
                --set stages.1.training.batch_size=1000 --set stages.2.training.batch_size=1";
    assert!(folder.run(&format!("new --preset digits-relu {ends} -o p.ron")).status.success());
    assert!(said("train p.ron --stage 1 -o q.ron").contains("Stopped at epoch 2, as set."));
    assert!(said("train q.ron -o r.ron").contains("Stopped at epoch 2, as set."));
}

#[test]
fn divergence_is_a_result() {
    let folder = Folder::new("divergence");
    folder.succeeds("new --preset playground --set data.set=plane --set training.learning_rate=1000 -o d.ron");
    let output = folder.run("train d.ron --epochs 50 --json");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("diverged at step"), "{output:?}");
    serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
}

#[test]
fn every_bad_input_is_refused_in_a_sentence() {
    let folder = Folder::new("refusals");
    folder.succeeds("new --preset playground -o ok.ron");
    folder.write("ragged.csv", "x,y,kind\n1,2,a\n1,2\n");
    folder.write("one-class.csv", "x,y,kind\n1,2,a\n2,2,a\n");
    folder.write("text.csv", "x,y\na,b\nc,d\ne,f\n");
    folder.write("empty.csv", "");
    folder.write("no-rows.csv", "x,y,kind\n");
    folder.write("other.csv", TABLE);
    folder.write("garbage.ron", "hello world");
    for (line, expected) in [
        ("train missing.ron", "missing.ron"),
        ("missing.ron", "no file missing.ron"),
        ("new --preset spirals -o x.ron", "choose one of playground"),
        ("new --preset modern -o ok.ron", "is there already"),
        ("new --preset modern -o nowhere/x.ron", "is not there"),
        ("train ok.ron --set training.learning_rte=1", "Did you mean “training.learning_rate”?"),
        ("train ok.ron --set training.learning_rate=-1", "training.learning_rate"),
        ("train ok.ron --set training.learning_rate", "write a key"),
        ("train ok.ron --set network.hidden=0", "network.hidden"),
        ("train ok.ron --epochs x", "--epochs"),
        ("train ok.ron --data ragged.csv", "line 3"),
        ("train ok.ron --data one-class.csv --set data.target=kind", "one class only"),
        ("train ok.ron --data text.csv", "text.csv"),
        ("train ok.ron --data empty.csv", "empty.csv"),
        ("train ok.ron --data no-rows.csv", "no rows"),
        ("train ok.ron --data missing.csv", "there is no such file"),
        // So many epochs would take years: the target is looked at first.
        ("train ok.ron --epochs 1000000000000 -o nowhere/x.ron", "is not there"),
        ("train ok.ron --epochs 1000000000000 -o .", "it is a folder"),
        ("train ok.ron --epochs 1000000000000 -o ok.ron/x.ron", "ok.ron is a file, not a folder"),
        ("new --preset modern -o .", "is there already"),
        ("export ok.ron -o ok.ron/x.onnx", "ok.ron is a file, not a folder"),
        ("export missing.ron -o nowhere/x.onnx", "is not there"),
        ("import missing.onnx -o nowhere/x.ron", "is not there"),
        ("evaluate garbage.ron", "not a session"),
        ("evaluate .", "it is a folder"),
        ("predict ok.ron --data other.csv", "there is no column “x1”"),
        ("evaluate ok.ron --data other.csv", "there is no column “x1”"),
    ] {
        let message = folder.refuses(line);
        assert!(message.contains(expected), "{line}: {message}");
    }
}

#[test]
fn nothing_of_a_file_is_obeyed_by_a_terminal() {
    let folder = Folder::new("obeyed");
    folder.succeeds("new --preset playground -o ok.ron");
    let session = folder.read("ok.ron");
    let start = session.find("data_checksum: \"").unwrap() + 16;
    folder.write("bad.ron", &format!("{}\u{1b}[31mX\u{202e}{}", &session[..start], &session[start + 16..]));
    let told = folder.refuses("evaluate bad.ron");
    assert!(told.contains(r"\u{1b}[31mX\u{202e}"), "{told}");
    folder.write(
        "t.csv",
        "x\u{1b}[2J\u{7},y,=kind\n0,0.1,a\u{9b}2J\n1,0.9,=b()\n0.1,1,a\u{9b}2J\n1,0.2,=b()\n-1.5,0.2,\n",
    );
    folder.succeeds("new --preset modern --set data.train_share=1 -o m.ron");
    folder.succeeds("train m.ron --data t.csv --epochs 1 -o n.ron");
    let answers = folder.succeeds("predict n.ron --data t.csv");
    let lines: Vec<&str> = answers.lines().collect();
    assert!(lines[0].starts_with(r"x\u{1b}[2J\u{7},y,predicted =kind,probability "), "{answers}");
    assert!(lines.iter().skip(1).all(|line| line.contains(r",a\u{9b}2J,") || line.contains(",'=b(),")), "{answers}");
    assert!(lines[5].starts_with("-1.5,0.2,"), "{answers}");
    for line in ["diff ok.ron n.ron", "evaluate n.ron", "train n.ron --data t.csv --epochs 1"] {
        let output = folder.run(line);
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!told.contains(|c: char| c.is_control() && c != '\n'), "{line}: {told}");
    }
    let long = "x".repeat(100_000);
    let told = folder.refuses(&format!("train ok.ron --set {long}=1"));
    assert!(told.chars().count() < 2100 && told.contains(" … "), "{}", told.len());
}

/// The results of hours must not go nowhere with an exit code that says all is well.
#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_printed_are_an_error() {
    use std::process::{Command, Stdio};
    let folder = Folder::new("no-output");
    folder.succeeds("new --preset playground -o s.ron");
    let run = |redirected: &str| {
        let line = format!("exec {} train s.ron --steps 1 -o t.ron {redirected}", env!("CARGO_BIN_EXE_neurarium"));
        let output =
            Command::new("sh").args(["-c", &line]).current_dir(&folder.0).stdin(Stdio::null()).output().unwrap();
        assert!(folder.0.join("t.ron").exists(), "the session is saved all the same");
        std::fs::remove_file(folder.0.join("t.ron")).unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, told) = run(">/dev/full");
    assert!(told.starts_with("The results cannot be printed on standard output"), "{told}");
    assert!(told.contains("No space left on device"), "{told}");
    assert_eq!(code, Some(2));
    for redirected in [">/dev/null", "1<>/dev/null", "<&-", "2>&-"] {
        assert_eq!(run(redirected), (Some(0), String::new()), "{redirected}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_neurarium"))
        .arg("settings")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
