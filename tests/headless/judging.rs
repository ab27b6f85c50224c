//! What is said of a network beside its loss: calibration, groups, noise, the model card, answers to pictures.

use std::{fs::File, path::Path, process::Command};

use serde_json::Value;

use crate::program::Folder;

/// Rows of which `x` mostly tells the class, with columns that are no inputs; every thirteenth has another class.
fn rows() -> String {
    let mut csv = String::from("x,y,kind,who\n");
    for i in 0..120_u32 {
        let x = (i * 37 % 100) as f32 / 10.0 - 5.0;
        let is_b = (x > 0.0) != (i % 13 == 0);
        let who = ["he", "she", "they"][(i % 7 / 3) as usize];
        csv.push_str(&format!("{x},{},{},{who}\n", (i * 53 % 17) as f32 / 5.0, if is_b { "b|b" } else { "a" }));
    }
    csv
}

/// A trained session `n.ron` on `t.csv`.
fn trained(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("t.csv", &rows());
    folder.succeeds("new --preset playground -o a.ron");
    folder.succeeds(
        "train a.ron --data t.csv --set data.inputs=x,y --set data.target=kind --set rules=modern --set \
         data.validation_share=0.3 --epochs 60 -o n.ron",
    );
    folder
}

fn json(folder: &Folder, line: &str) -> Value {
    serde_json::from_str(&folder.succeeds(line)).unwrap()
}

fn near(ours: &Value, theirs: f64, what: &str) {
    let ours = ours.as_f64().unwrap_or_else(|| panic!("{what}: {ours}"));
    assert!((ours - theirs).abs() < 1e-5 * theirs.abs().max(1.0), "{what}: {ours}, not {theirs}");
}

#[test]
fn calibration_and_groups_follow_from_the_answers() {
    let folder = trained("judging-answers");
    let answers = folder.succeeds("predict n.ron --data t.csv");
    let told = json(&folder, "evaluate n.ron --data t.csv --by who --by kind --by x --json");

    // From the printed probabilities alone.
    let truth: Vec<Vec<String>> = lines(&rows());
    let mut bins = vec![(0.0, 0.0); 15];
    let (mut loss, mut right_of) = (0.0, std::collections::BTreeMap::<&str, (f64, f64)>::new());
    for (row, answer) in truth.iter().zip(lines(&answers)) {
        let probabilities = [&answer[3], &answer[4]].map(|cell| cell.parse::<f64>().unwrap());
        let is_right = answer[2] == row[2];
        let confidence = probabilities[0].max(probabilities[1]);
        let bin = (1..=15).find(|bin| confidence <= f64::from(*bin) / 15.0).unwrap_or(15) - 1;
        bins[bin as usize].0 += confidence;
        bins[bin as usize].1 += f64::from(u8::from(is_right));
        let heading = folder_heading(&answers);
        let truth = heading.iter().position(|head| *head == format!("probability {}", row[2])).unwrap();
        loss -= logarithm(answer[truth].parse().unwrap());
        let group = right_of.entry(row[3].as_str()).or_default();
        *group = (group.0 + f64::from(u8::from(is_right)), group.1 + 1.0);
    }
    let error = bins.iter().map(|(confidence, right)| (confidence - right).abs()).sum::<f64>() / 120.0;
    let calibration = &told["calibration"];
    assert_eq!(calibration["bins"], 15);
    near(&calibration["expected_error"], error, "expected error");
    near(&calibration["log_loss"], loss / 120.0, "log loss");
    let fitted = &calibration["fitted"];
    assert!(fitted["temperature"].as_f64().is_some_and(|t| (0.05..20.0).contains(&t)), "{calibration}");

    let groups = told["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 3);
    for group in groups[0]["groups"].as_array().unwrap() {
        let (right, all) = right_of[group["name"].as_str().unwrap()];
        assert_eq!(group["rows"].as_f64(), Some(all));
        near(&group["accuracy"], right / all, "accuracy of a group");
    }
    assert!(groups[0]["gap"]["probability"].as_f64().is_some_and(|p| p > 0.0 && p <= 1.0), "{}", groups[0]);
    assert_eq!(groups[2]["groups"].as_array().unwrap().len(), 3, "numbers in three parts");
    // What was printed before stands first and as it was.
    let plain = folder.succeeds("evaluate n.ron --json");
    let begin = plain.split(",\"calibration\"").next().unwrap();
    assert!(begin.starts_with("{\"epoch\":60,\"step\":") && begin.ends_with("\"status\":\"ready\""), "{plain}");
}

fn lines(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
}

fn folder_heading(csv: &str) -> Vec<String> {
    csv::Reader::from_reader(csv.as_bytes()).headers().unwrap().iter().map(String::from).collect()
}

/// The natural logarithm by its series, −2 Σ … of (1 − p)/(1 + p).
fn logarithm(p: f64) -> f64 {
    let z = (p - 1.0) / (p + 1.0);
    let (mut sum, mut power, mut n) = (0.0, z, 1.0);
    while f64::abs(power) > 1e-18 {
        sum += power / n;
        power *= z * z;
        n += 2.0;
    }
    2.0 * sum
}

#[test]
fn noise_costs_accuracy_and_is_the_same_every_time() {
    let folder = trained("judging-noise");
    let told = json(&folder, "evaluate n.ron --noise 0,0.5,3 --json");
    let noise = told["noise"].as_array().unwrap();
    near(&noise[0]["mean"], told["test"]["accuracy"].as_f64().unwrap(), "without noise");
    assert_eq!((noise[0]["sd"].as_f64(), noise[2]["values"].as_array().unwrap().len()), (Some(0.0), 20));
    assert!(noise[2]["mean"].as_f64() < noise[0]["mean"].as_f64(), "{noise:?}");
    let shown = folder.succeeds("evaluate n.ron --noise 0,0.5 --by who");
    assert_eq!(shown, folder.succeeds("evaluate n.ron --noise 0,0.5 --by who"));
    assert!(shown.contains("noise 0.5  accuracy ") && shown.contains("by who") && shown.contains("gap "), "{shown}");
    for (line, expected) in [
        ("evaluate n.ron --by whom", "there is no column “whom”; did you mean “who”"),
        ("evaluate n.ron --noise 0,much", "write numbers from 0 to 1000"),
        ("evaluate n.ron --noise -1", ""),
        ("evaluate n.ron --set data.table.decimal=comma", "--data"),
        ("evaluate n.ron --data t.csv --set training.learning_rate=1", "the network stays as it is"),
        ("predict n.ron", "--data"),
        ("predict n.ron --text hello", "reads no text but 2 numbers"),
        ("predict n.ron --image t.csv", "reads no picture but 2 numbers"),
    ] {
        let message = folder.refuses(line);
        assert!(message.contains(expected), "{line}: {message}");
    }
}

#[test]
fn a_table_is_read_as_it_is_said() {
    let folder = trained("judging-choices");
    folder.write("comma.csv", "x;y;kind\n1,5;0,2;a\n-2,5;1,4;a\n");
    folder.write("point.csv", "x,y,kind\n1.5,0.2,a\n-2.5,1.4,a\n");
    folder.write("thousands.csv", "x;y;kind\n1,500;0;a\n-2,500;1;a\n");
    let point = folder.succeeds("predict n.ron --data point.csv");
    assert_eq!(folder.succeeds("predict n.ron --data comma.csv --set data.table.decimal=comma"), point);
    let rows = lines(&folder.succeeds("predict n.ron --data thousands.csv --set data.table.decimal=point"));
    assert_eq!((rows[0][0].as_str(), rows[1][0].as_str()), ("1500", "-2500"));
    let rows = lines(&folder.succeeds("predict n.ron --data thousands.csv --set data.table.decimal=comma"));
    assert_eq!(rows[0][0], "1.5");
    let evaluated = folder.succeeds("evaluate n.ron --data comma.csv --set data.table.decimal=comma");
    assert_eq!(evaluated, folder.succeeds("evaluate n.ron --data point.csv"));
}

#[test]
fn a_card_tells_what_was_measured_and_what_is_not_known() {
    let folder = trained("judging-card");
    folder.succeeds("export n.ron -o card.md --by who --by kind");
    let card = folder.read("card.md");
    let told = json(&folder, "evaluate n.ron --by who --json");
    let accuracy = 100.0 * told["test"]["accuracy"].as_f64().unwrap();
    for part in [
        "# Model card: kind · t.csv\n".into(),
        "- Licence: [under which".into(),
        "| part | rows | b\\|b | a |".into(),
        format!("test rows are right: {accuracy:.1} % (95 % interval "),
        format!("expected calibration error {:.1} %", 100.0 * told["calibration"]["expected_error"].as_f64().unwrap()),
        "### By who\n".into(),
        "| `training.optimizer` |".into(),
        "- It is one run with one set of seeds".into(),
    ] {
        assert!(card.contains(&part), "{part} is not in\n{card}");
    }
    let fingerprint = |card: &str| card.lines().find(|line| line.starts_with("Checksum of these")).unwrap().to_owned();
    folder.succeeds("train n.ron --steps 1 -o m.ron");
    folder.succeeds("export m.ron -o other.md");
    assert_ne!(fingerprint(&card), fingerprint(&folder.read("other.md")));
    let keys = "--set training.order=poisson --set training.privacy=true --set training.privacy.noise=1.5";
    let private = json(&folder, &format!("train a.ron {keys} --epochs 2 -o p.ron --json"));
    folder.succeeds("export p.ron -o p.md");
    let (told, epsilon) = (folder.read("p.md"), private["privacy"]["epsilon"].as_f64().unwrap());
    assert!(
        told.contains(&format!("ε ≤ {:.2}", (epsilon * 100.0).ceil() / 100.0)) && told.contains("another network"),
        "{told}"
    );
    assert!(!card.contains("## Privacy"));
    // The figures of a voice that was held back are told from those of voices that are known.
    for (preset, told, untold) in [
        (
            "spoken-new-speakers",
            "Split by speaker: held back for testing is ",
            "The plain answer that it has to beat: For known",
        ),
        ("spoken", "The plain answer that it has to beat: For known speakers", "Split by speaker"),
    ] {
        folder.succeeds(&format!("new --preset {preset} -o {preset}.ron"));
        folder.succeeds(&format!("export {preset}.ron -o {preset}.md"));
        let card = folder.read(&format!("{preset}.md"));
        assert!(card.contains(told) && !card.contains(untold), "{card}");
        assert_eq!(card.contains("of one speaker alone"), preset == "spoken-new-speakers");
    }
    folder.succeeds("new --preset first-network -o xor.ron");
    folder.succeeds("export xor.ron -o xor.md");
    assert!(folder.read("xor.md").contains("It was not tested"), "{}", folder.read("xor.md"));
    folder.succeeds("new --preset digits -o d.ron");
    folder.succeeds("export d.ron -o d.md");
    assert!(folder.read("d.md").contains("- Licence: CC BY 4.0") && folder.read("d.md").contains("a new hand"));
    assert!(folder.refuses("export n.ron -o n.onnx --by who").contains("--by adds figures to a model card"));
    assert!(folder.refuses("export n.ron -o n.md --by whom").contains("did you mean “who”"));
    assert!(folder.refuses("export d.ron -o n.md --by ink").contains("they can by “digit”"));
}

#[test]
fn a_text_is_answered_by_a_network_of_texts() {
    let folder = Folder::new("judging-texts");
    folder.succeeds("new --preset languages -o a.ron");
    folder.succeeds("train a.ron --epochs 8 -o l.ron");
    let output = Command::new(env!("CARGO_BIN_EXE_neurarium"))
        .args(["predict", "l.ron", "--text", "alle mennesker er født frie og lige"])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let rows = lines(&String::from_utf8(output.stdout).unwrap());
    assert_eq!((rows.len(), rows[0][1].as_str()), (1, "Danish"), "{rows:?}");
    folder.succeeds("new --preset digits -o d.ron");
    assert!(folder.refuses("predict d.ron --text seven").contains("reads no text but 64 numbers"));
}

fn write_png(path: &Path, width: u32, height: u32, color: png::ColorType, pixels: &[u8]) {
    let mut encoder = png::Encoder::new(File::create(path).unwrap(), width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
}

#[test]
fn a_picture_is_answered_whatever_its_size_and_colours() {
    let folder = Folder::new("judging-pictures");
    folder.succeeds("new --preset digits -o a.ron");
    folder.succeeds("train a.ron --epochs 8 -o d.ron");
    // A 1 and a 0: a bar, and a ring; dark on light, light on dark, with a transparent ground.
    let is_bar = |x: i32, y: i32| (46..56).contains(&x) && (20..80).contains(&y);
    let is_ring = |x: i32, y: i32| (520..1000).contains(&((x - 50).pow(2) * 2 + (y - 50).pow(2)));
    let each =
        |pixel: &dyn Fn(i32, i32) -> Vec<u8>| (0..100 * 100).flat_map(|i| pixel(i % 100, i / 100)).collect::<Vec<u8>>();
    let at = |name: &str| folder.0.join(name);
    let grey = png::ColorType::Grayscale;
    write_png(&at("bar.png"), 100, 100, grey, &each(&|x, y| vec![if is_bar(x, y) { 20 } else { 250 }]));
    write_png(
        &at("night.png"),
        100,
        100,
        png::ColorType::Rgb,
        &each(&|x, y| vec![if is_bar(x, y) { 255 } else { 0 }; 3]),
    );
    write_png(
        &at("ring.png"),
        100,
        100,
        png::ColorType::Rgba,
        &each(&|x, y| vec![0, 0, 0, if is_ring(x, y) { 255 } else { 0 }]),
    );
    let rows = lines(&folder.succeeds("predict d.ron --image bar.png --image night.png --image ring.png"));
    assert_eq!((rows[0][0].as_str(), rows[2][1].as_str()), ("bar.png", "0"), "{rows:?}");
    assert_eq!(rows[0][1..], rows[1][1..], "the same drawing in other light");
    write_png(&at("empty.png"), 9, 9, grey, &[200; 81]);
    folder.write("text.png", "no picture");
    for (line, expected) in [
        ("predict d.ron --image empty.png", "nothing is drawn there"),
        ("predict d.ron --image text.png", "cannot be read as a PNG file"),
        ("predict d.ron --image missing.png", "there is no such file"),
        ("predict d.ron --image bar.png --data t.csv", "cannot be used with"),
    ] {
        let message = folder.refuses(line);
        assert!(message.contains(expected), "{line}: {message}");
    }
}

#[test]
fn the_rows_of_a_table_are_judged_by_what_reconstructs_them() {
    let folder = Folder::new("reconstructed");
    let row = |at: u32| (f64::from(at) / 7.0, at * at % 11, at % 5 * 100);
    let rows = |line: fn((f64, u32, u32)) -> String| (0..44).map(|at| line(row(at))).collect::<String>();
    let all = rows(|(x, y, z)| format!("{x},{y},{z},{}\n", if y > 4 { "a" } else { "b" }));
    folder.write("all.csv", &format!("x,y,z,kind\n{all}"));
    folder.write("turned.csv", &format!("z,x,y\n{}", rows(|(x, y, z)| format!("{z},{x},{y}\n"))));
    folder.succeeds("new --preset modern -o p.ron");
    folder.succeeds(
        "train p.ron --data all.csv --set data.inputs=x,y,z --set stage.task=reconstruct --set network.hidden=2 --set data.train_share=1 \
         --set data.validation_share=0 --epochs 30 -o r.ron",
    );
    let all = json(&folder, "evaluate r.ron --data all.csv --json");
    let [train, test] = ["train", "test"].map(|part| all[part]["loss"].as_f64().unwrap());
    assert!((train - test).abs() < 1e-6 * train, "the same rows: {train} and {test}");
    assert_eq!(all["hidden"].as_array().unwrap().len(), 6);
    let turned = json(&folder, "evaluate r.ron --data turned.csv --json");
    assert_eq!(turned, all, "columns are found by their names, and no target is asked for");
    folder.write("gaps.csv", &format!("z,x,y,kind,who\n{}", rows(|(x, y, z)| format!("{z},{x},{y},,{}\n", y % 2))));
    let by = json(&folder, "evaluate r.ron --data gaps.csv --by who --json");
    assert_eq!((&by["test"], &by["hidden"]), (&all["test"], &all["hidden"]), "the class is not needed");
    let counted: u64 =
        by["groups"][0]["groups"].as_array().unwrap().iter().map(|it| it["rows"].as_u64().unwrap()).sum();
    assert_eq!(counted, 44);
    let predicted = folder.succeeds("predict r.ron --data turned.csv");
    assert!(predicted.starts_with("x,y,z,redrawn x,redrawn y,redrawn z\n"), "{predicted}");
    // Each number is redrawn in the unit of its column: the mean of the last one is 200.
    let redrawn: Vec<f64> =
        predicted.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().parse().unwrap()).collect();
    let mean = redrawn.iter().sum::<f64>() / 44.0;
    assert!((mean - 195.45).abs() < 40.0, "{mean}");
    folder.write("less.csv", "x,z\n1,2\n");
    let refused = folder.refuses("evaluate r.ron --data less.csv");
    assert!(refused.contains("“y”"), "{refused}");
}
