//! The exported page, in a real browser: it answers as the program does, and sees a drawing as the program does.

#![allow(clippy::print_stdout, reason = "a test that measures says what")]

use std::{fmt::Write, process::Command};

use neurarium::{
    data::{Drawing, Sheet, Shipped, Source, Table, Target},
    experiment::Experiment,
    export::{Format, Model},
    insight::{Attribution, attribution},
    lessons::Preset,
    training::Trainer,
};

use crate::{
    export::{cases, compare_text},
    program::Folder,
};

/// What the browser is told, so that it opens nothing but the page, at once, and reaches no network.
const BROWSER: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--proxy-server=127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--virtual-time-budget=20000",
    "--dump-dom",
];

/// Digits as a hand draws them: strokes of points in a square of 10.
const DIGITS: [&[&[(u8, u8)]]; 10] = [
    &[&[(5, 1), (3, 2), (2, 5), (3, 8), (5, 9), (7, 8), (8, 5), (7, 2), (5, 1)]],
    &[&[(4, 2), (5, 1), (5, 9)]],
    &[&[(3, 3), (4, 1), (6, 1), (7, 3), (6, 5), (4, 7), (3, 9), (7, 9)]],
    &[&[(3, 2), (5, 1), (7, 2), (7, 4), (5, 5), (7, 6), (7, 8), (5, 9), (3, 8)]],
    &[&[(4, 1), (3, 5), (3, 6), (7, 6)], &[(7, 3), (6, 6), (6, 9)]],
    &[&[(7, 1), (4, 1), (3, 4), (5, 4), (7, 5), (7, 8), (5, 9), (3, 8)]],
    &[&[(6, 1), (4, 3), (3, 6), (3, 8), (5, 9), (7, 8), (7, 6), (5, 5), (3, 6)]],
    &[&[(3, 1), (7, 1), (6, 4), (5, 6), (4, 9)], &[(4, 5), (7, 5)]],
    &[&[(5, 5), (3, 3), (4, 1), (6, 1), (7, 3), (5, 5), (3, 7), (4, 9), (6, 9), (7, 7), (5, 5)]],
    &[&[(7, 3), (5, 1), (3, 2), (3, 4), (5, 5), (7, 3), (7, 6), (6, 9), (4, 9)]],
];

fn drawing(digit: usize) -> Drawing {
    let point = |&(across, down): &(u8, u8)| [f64::from(across) / 10.0, f64::from(down) / 10.0];
    Drawing { strokes: DIGITS[digit].iter().map(|stroke| stroke.iter().map(point).collect()).collect() }
}

/// A network that has learned the shipped digits.
fn digits() -> Trainer {
    let mut trainer = Trainer::new(Preset::named("digits").unwrap().experiment().validate().unwrap());
    (0..800).for_each(|_| trainer.step());
    trainer
}

fn sheet(trainer: &Trainer) -> Sheet {
    let data = trainer.data();
    Sheet::of(&data.set.inputs, &data.train.rows, 8)
}

#[test]
fn drawn_digits_are_read() {
    let trainer = digits();
    let (probe, sheet) = (trainer.probe(), sheet(&trainer));
    let read = |digit| probe.meaning().class(&probe.outputs_of(&drawing(digit).like(&sheet)));
    let wrong: Vec<usize> = (0..10).filter(|digit| read(*digit) != Some(*digit)).collect();
    assert!(wrong.len() <= 1, "{wrong:?} of ten drawn digits are read otherwise");
}

/// A page with these scripts at its end, which send what they find to the page around it.
fn with_script(page: &str, script: &str) -> String {
    page.replace("</body>", &format!("<script>\n{script}\n</script>\n</body>"))
}

/// What the last script of each page sends, a line each, in a browser that shows them all.
fn asked(folder: &Folder, pages: &[String]) -> String {
    let mut frames = String::new();
    for (number, page) in pages.iter().enumerate() {
        folder.write(&format!("page{number}.html"), page);
        writeln!(frames, "<iframe src=\"page{number}.html\"></iframe>").unwrap();
    }
    folder.write(
        "all.html",
        &format!(
            "<!DOCTYPE html><meta charset=utf-8><pre id=found></pre><script>
            const found = [];
            onmessage = (event) => {{
                found[event.data[0]] = JSON.stringify(event.data[1]);
                document.getElementById('found').textContent = found.join('\\n');
            }};</script>{frames}"
        ),
    );
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".into());
    let profile = folder.0.join("profile");
    let output = Command::new(&browser)
        .args(BROWSER)
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(folder.0.join("all.html"))
        .output()
        .unwrap_or_else(|error| panic!("{browser}: {error}; `CHROMIUM` can name another one"));
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let found = dom.split_once("<pre id=\"found\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let (found, _) = found.unwrap_or_else(|| panic!("{dom}\n{}", String::from_utf8_lossy(&output.stderr)));
    found.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
}

fn page(trainer: &Trainer) -> String {
    String::from_utf8(Format::Html.write(&Model::of(&trainer.probe()).unwrap())).unwrap()
}

#[test]
#[ignore = "needs chromium, Debian's package; .ci/run installs it and runs this"]
fn the_page_answers_as_the_program_does() {
    let (folder, cases) = (Folder::new("export-html"), cases());
    let mut pages = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        case.write(Format::Html, &folder, &format!("model{number}"));
        let script = format!("parent.postMessage([{number}, {}.map(predict)], '*');", case.points());
        pages.push(with_script(&folder.read(&format!("model{number}.html")), &script));
    }
    let trainer = digits();
    let test = &trainer.data().test.rows[..100];
    let rows: Vec<Vec<f32>> = test.iter().map(|row| trainer.data().set.inputs.row(*row).to_vec()).collect();
    let strokes: Vec<Vec<Vec<[f64; 2]>>> = (0..10).map(|digit| drawing(digit).strokes).collect();
    // The page as a person leaves it: the drawing of a 3, its answer and what mattered.
    let script = format!(
        "const rows = {rows:?};
        const drawings = {strokes:?};
        const seen = drawings.map((drawing) => [likeTheData(drawing), pixels(drawing, 0.05)]);
        const shares = occlusion(rows[0], 3, GROUPS.map((group) => group.inputs), BASELINE);
        strokes = drawings[3];
        changed();
        setTimeout(() => {{
            const said = document.querySelector('#said b').textContent;
            const marks = document.querySelectorAll('#bars .bar').length + document.querySelectorAll('#shares canvas').length;
            parent.postMessage([{}, {{ answers: rows.map(predict), seen, shares, said, marks }}], '*');
        }}, 500);",
        cases.len()
    );
    pages.push(with_script(&page(&trainer), &script));
    let table = penguins();
    let script = format!(
        "const slider = document.querySelector('input[type=range]');
        slider.value = slider.max;
        slider.dispatchEvent(new Event('input'));
        const select = document.querySelector('select');
        select.value = 2;
        select.dispatchEvent(new Event('change'));
        setTimeout(() => parent.postMessage([{}, {{
            row, first: FIELDS.find((field) => !field.choices).inputs[0], said: document.querySelector('#said b').textContent, names: FIELDS.map((field) => field.name),
            bars: document.querySelectorAll('#shares .bar').length,
        }}], '*'), 500);",
        cases.len() + 1
    );
    pages.push(with_script(&page(&table), &script));
    let texts = [Shipped::Languages, Shipped::Colours, Shipped::Danish].map(|set| (set, texts(set)));
    for (number, (_, trainer)) in texts.iter().enumerate() {
        let script = format!(
            "const found = TEXTS.map((text) => {{
                document.getElementById('text').value = text;
                return [inputs(), predict(inputs()), sharesOfText(0).length];
            }});
            changed();
            setTimeout(() => parent.postMessage([{}, {{
                found, said: document.querySelector('#said b').textContent,
                bars: document.querySelectorAll('#shares .bar').length,
            }}], '*'), 500);",
            cases.len() + 2 + number
        );
        pages.push(with_script(&page(trainer), &format!("const TEXTS = {TEXTS:?};\n{script}")));
    }

    let rated = ratings();
    let script = format!(
        "document.querySelectorAll('.rated')[13].querySelectorAll('button')[5].click();
        setTimeout(() => parent.postMessage([{}, {{
            now: inputs(), answers: predict(inputs()), said: guesses.map((place) => place.textContent),
        }}], '*'), 300);",
        pages.len()
    );
    pages.push(with_script(&page(&rated), &script));

    let own = own_pictures();
    let script = format!(
        "strokes = {:?};
        changed();
        setTimeout(() => parent.postMessage([{}, {{ now: inputs(), answers: predict(inputs()) }}], '*'), 300);",
        strokes[3],
        pages.len()
    );
    pages.push(with_script(&page(&own), &script));

    let found = asked(&folder, &pages);
    let lines: Vec<&str> = found.lines().collect();
    assert_eq!(lines.len(), pages.len(), "a page has not answered: {}", &found[..found.len().min(2000)]);
    let largest = compare_text(&cases, &lines[..cases.len()].join("\n"));
    println!("largest relative difference {largest:e}");
    check_digits(&trainer, &rows, &serde_json::from_str(lines[cases.len()]).unwrap());
    check_penguins(&table, &serde_json::from_str(lines[cases.len() + 1]).unwrap());
    for ((set, trainer), line) in texts.iter().zip(&lines[cases.len() + 2..pages.len() - 2]) {
        check_texts(*set, trainer, &serde_json::from_str(line).unwrap());
    }
    check_ratings(&rated, &serde_json::from_str(lines[pages.len() - 2]).unwrap());
    check_own_pictures(&own, &serde_json::from_str(lines[pages.len() - 1]).unwrap());
}

/// A network of pictures from a table, whose numbers are bytes of dark ink on light paper, a few steps on.
fn own_pictures() -> Trainer {
    let digits = Shipped::Digits.set();
    let Target::Class { labels, .. } = &digits.target else { panic!("digits are classes") };
    let mut csv: String = (0..64).map(|pixel| format!("pixel{pixel},")).collect::<String>() + "digit\n";
    for (row, label) in digits.inputs.rows().into_iter().zip(labels).take(300) {
        row.iter().for_each(|ink| write!(csv, "{},", 255.0 - (255.0 * ink).floor()).unwrap());
        writeln!(csv, "{label}").unwrap();
    }
    let mut experiment = Experiment::default();
    let table = Table::read_csv("own.csv", csv.as_bytes()).unwrap();
    experiment.set_source(Source::table(table.into()).unwrap());
    assert_eq!(experiment.picture(), Some(8));
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..50).for_each(|_| trainer.step());
    trainer
}

/// The drawing becomes bytes of dark ink on light paper, and is answered as the program answers it.
fn check_own_pictures(trainer: &Trainer, found: &serde_json::Value) {
    let data = trainer.data();
    let ink = drawing(3).like(&Sheet::of(&data.inked(), &data.train.rows, 8));
    let (ours, theirs) = (data.raw_of_ink(&ink), numbers(&found["now"]));
    assert!(
        ours.contains(&255.0) && ours.iter().zip(&theirs).all(|(a, b)| (a - b).abs() < 1e-3),
        "{ours:?} {theirs:?}"
    );
    let outputs = trainer.probe().outputs_of(&ours);
    for (class, theirs) in numbers(&found["answers"]).into_iter().enumerate() {
        let ours = trainer.probe().meaning().probability(&outputs, class);
        assert!((ours - theirs).abs() < 1e-5, "class {class}: {ours} {theirs}");
    }
}

/// A network that fills in ratings, a few steps on.
fn ratings() -> Trainer {
    let preset = Preset::named("ratings").unwrap();
    let mut trainer = Trainer::new(preset.experiment().validate().unwrap());
    (0..100).for_each(|_| trainer.step());
    trainer
}

/// One statement is rated, and the page guesses the others as the program does.
fn check_ratings(trainer: &Trainer, found: &serde_json::Value) {
    let (data, now) = (trainer.data(), numbers(&found["now"]));
    let scale = |input: usize| data.input_scales[input];
    assert_eq!(now[13], 6.0);
    assert!((0..25).filter(|input| *input != 13).all(|input| (now[input] - scale(input).raw(0.0)).abs() < 1e-5));
    let raw = ndarray::Array2::from_shape_vec((1, 25), now).unwrap();
    let answer = trainer.network().forward(&data.features_of(&raw, &[0]).row(0).to_vec()).pop().unwrap();
    for (input, (drawn, theirs)) in answer.iter().zip(numbers(&found["answers"])).enumerate() {
        let ours = scale(input).raw(*drawn);
        assert!((ours - theirs).abs() < 1e-5, "{ours} {theirs}");
        let guess = format!("guess {:.1}", ours.clamp(1.0, 6.0));
        assert_eq!(found["said"][input], if input == 13 { String::new() } else { guess });
    }
}

/// What a person may type: letters with marks, blanks and stops, two words and one.
const TEXTS: [&str; 4] = ["Dark  Mossy Green", "Straße, Ærø: 12 çok İyi?", "é", "menneskene er født frie"];

/// A network of a shipped set of texts, a few steps on.
fn texts(set: Shipped) -> Trainer {
    let mut experiment = Experiment::default();
    experiment.set_source(Source::Shipped(set));
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..20).for_each(|_| trainer.step());
    trainer
}

fn check_texts(set: Shipped, trainer: &Trainer, found: &serde_json::Value) {
    let probe = trainer.probe();
    for (text, found) in TEXTS.iter().zip(found["found"].as_array().unwrap()) {
        let read = set.typed(text).unwrap();
        let theirs = numbers(&found[0]);
        assert_eq!(theirs.len(), read.len());
        for (ours, theirs) in read.iter().zip(&theirs) {
            assert!((ours - theirs).abs() < 1e-6, "{set:?} reads “{text}” otherwise");
        }
        let outputs = probe.outputs_of(&read);
        for (answer, theirs) in numbers(&found[1]).into_iter().enumerate() {
            let ours = match &trainer.data().set.target {
                Target::Class { .. } => probe.meaning().probability(&outputs, answer),
                Target::Value { .. } => trainer.data().target_scales[answer].raw(outputs[answer]),
            };
            assert!((ours - theirs).abs() < 1e-5, "{set:?} answers “{text}” with {ours}, not {theirs}");
        }
    }
    assert!(found["said"].as_str().is_some_and(|said| !said.is_empty()), "{found}");
    assert_eq!(found["bars"].as_u64(), Some(4), "four words, and four letters");
}

fn numbers(value: &serde_json::Value) -> Vec<f32> {
    serde_json::from_value(value.clone()).unwrap()
}

fn check_digits(trainer: &Trainer, rows: &[Vec<f32>], found: &serde_json::Value) {
    let (probe, sheet) = (trainer.probe(), sheet(trainer));
    for (row, answers) in rows.iter().zip(found["answers"].as_array().unwrap()) {
        let outputs = probe.outputs_of(row);
        for (class, probability) in numbers(answers).into_iter().enumerate() {
            let ours = probe.meaning().probability(&outputs, class);
            assert!((ours - probability).abs() < 1e-5, "{ours}, not {probability}");
        }
    }
    for (digit, seen) in found["seen"].as_array().unwrap().iter().enumerate() {
        assert_eq!(numbers(&seen[0]), drawing(digit).like(&sheet), "a drawn {digit} is seen otherwise");
        assert_eq!(numbers(&seen[1]), drawing(digit).pixels(8, 0.05), "a drawn {digit} is seen otherwise");
    }
    let ours = probe.attribution(Attribution::Occlusion, &rows[0], 3, &[0.0; 64]);
    let most = ours.iter().fold(0.0_f32, |most, share| most.max(share.abs()));
    for (theirs, ours) in numbers(&found["shares"]).iter().zip(&ours) {
        assert!((theirs - ours).abs() < 1e-5 * most, "{theirs}, not {ours}");
    }
    let read = probe.meaning().class(&probe.outputs_of(&drawing(3).like(&sheet))).unwrap();
    assert_eq!((found["said"].as_str(), found["marks"].as_u64()), (Some(read.to_string().as_str()), Some(11)));
}

/// A network of the shipped penguins, with an island that is one of three texts.
fn penguins() -> Trainer {
    let table = Table::read_csv("penguins.csv", include_bytes!("../../assets/penguins.csv")).unwrap();
    let mut experiment = Experiment::default();
    experiment.set_source(Source::table(table.into()).unwrap());
    let mut trainer = Trainer::new(experiment.validate().unwrap());
    (0..300).for_each(|_| trainer.step());
    trainer
}

fn check_penguins(trainer: &Trainer, found: &serde_json::Value) {
    let (probe, data) = (trainer.probe(), trainer.data());
    let row = numbers(&found["row"]);
    let means = attribution::means(data);
    assert_eq!(row.len(), means.len());
    let first = found["first"].as_u64().unwrap() as usize;
    let high = data.train.rows.iter().map(|row| data.set.inputs[(*row, first)]).fold(f32::MIN, f32::max);
    assert!(high > 1.0 && (row[first] - high).abs() < 0.01 * high, "the slider is at its end: {row:?} of {high}");
    let Target::Class { classes, .. } = &data.set.target else { panic!("species") };
    let class = probe.meaning().class(&probe.outputs_of(&row)).unwrap();
    assert_eq!(found["said"].as_str(), Some(classes[class].as_str()));
    let names = found["names"].as_array().unwrap();
    assert!(names.len() < row.len(), "the texts of a column are one field: {names:?}");
    assert_eq!(found["bars"].as_u64(), Some(names.len() as u64));
}

#[test]
fn no_name_in_the_data_ends_the_script() {
    let csv = "x,</script><b>@PAGE@,kind\n1,2,<a>&@MODEL@\n2,3,b\n3,1,b\n4,2,<a>&@MODEL@\n";
    let table = Table::read_csv("<i>.csv", csv.as_bytes()).unwrap();
    let mut experiment = Experiment::default();
    experiment.set_source(Source::table(table.into()).unwrap());
    let page = page(&Trainer::new(experiment.validate().unwrap()));
    assert_eq!((page.matches("</script>").count(), page.matches("<script>").count()), (1, 1));
    assert!(page.contains("<title>kind · &lt;i>.csv</title>") && !page.contains("<i>") && !page.contains("<b>"));
    for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn a_page_knows_the_chinese_of_what_has_english_names() {
    let names_of = |set: Shipped| {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(set));
        let page = page(&Trainer::new(experiment.validate().unwrap()));
        let line = page.lines().find_map(|line| line.strip_prefix("const CHINESE_NAMES = ")).unwrap().to_owned();
        serde_json::from_str::<std::collections::BTreeMap<String, String>>(line.trim_end_matches(';')).unwrap()
    };
    let ratings = names_of(Shipped::Ratings);
    assert_eq!((ratings.len(), ratings["Love children"].as_str()), (26, "喜欢孩子"), "25 statements and the title");
    let languages = names_of(Shipped::Languages);
    assert_eq!((languages["Danish"].as_str(), languages["language · languages"].as_str()), ("丹麦语", "语言"));
    assert_eq!(names_of(Shipped::Colours)["blue"], "蓝");
}
