//! A file of ten megabytes, of any kind and with anything in it, is answered soon, in little memory and in few words.

#![cfg(target_os = "linux")]

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::program::Folder;

mod networks;

/// Length of each file.
const LENGTH: usize = 10 << 20;
/// Most memory that the program may take, in kB.
const MEMORY: u64 = 256 << 10;
/// Most processor time, twice what is promised. Builds with checks are slower; a hang is what they can tell.
const TIME: Duration = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_secs(2) };
/// Most time by the clock, in those times: a test may share its machine, and one that only waits must end, too.
const WAIT: u32 = 5;
/// Most bytes on standard error.
const WORDS: usize = 10_000;

/// A session of generated points and one of a table, in the newest version and in older ones.
const PLAIN_AND_TABLE: [[&str; 2]; 2] = [
    [include_str!("../data/session-v4-plain.ron"), include_str!("../data/session-v4-table.ron")],
    [include_str!("../data/session-v2.ron"), include_str!("../data/session-v2-table.ron")],
];
const SESSIONS: [&str; 7] = [
    PLAIN_AND_TABLE[0][0],
    include_str!("../data/session-v4.ron"),
    include_str!("../data/session-v4-infinite.ron"),
    include_str!("../data/session-v3.ron"),
    include_str!("../data/session-v3-infinite.ron"),
    PLAIN_AND_TABLE[1][1],
    include_str!("../data/session-v1-full.ron"),
];

/// Runs the program with `line` on a file of these bytes: it must be answered or refused within the bounds.
#[expect(clippy::print_stdout, reason = "the figures are read when a bound is moved")]
fn defuse(folder: &Folder, what: &str, name: &str, bytes: &[u8], line: &str) {
    fs::write(folder.0.join(name), bytes).unwrap();
    let program = std::env::var("NEURARIUM_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_neurarium").into());
    // The system names the file itself, not a link to it.
    let program = fs::canonicalize(program).unwrap();
    let (out, err) = (folder.0.join("out"), folder.0.join("err"));
    let start = Instant::now();
    let mut child = Command::new(&program)
        .current_dir(&folder.0)
        .args(line.split_whitespace())
        .stdin(Stdio::null())
        .stdout(fs::File::create(out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    // The most that it has had so far; after its end nobody can ask any more.
    let status = format!("/proc/{}/status", child.id());
    let (mut most, mut took) = (0, Duration::ZERO);
    let code = loop {
        // For a moment the child is still this process, whose memory is not meant.
        let is_program =
            fs::read_link(format!("/proc/{}/exe", child.id())).is_ok_and(|file| file == Path::new(&program));
        let text = if is_program { fs::read_to_string(&status).unwrap_or_default() } else { String::new() };
        let now = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = now.and_then(|now| now.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(most);
        took = if is_program { processor_time(child.id()).unwrap_or(took) } else { took };
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        if most > MEMORY || took > TIME || start.elapsed() > WAIT * TIME {
            child.kill().unwrap();
            break child.wait().unwrap();
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let words = fs::metadata(&err).unwrap().len() as usize;
    println!("{:5.2} s {:4} MB {words:5} bytes, {:?}: {what}", took.as_secs_f64(), most >> 10, code.code());
    let waited = start.elapsed();
    assert!(took < TIME && waited < WAIT * TIME && most < MEMORY, "{what}: {took:?} of {waited:?}, {most} kB");
    assert!(matches!(code.code(), Some(0 | 2)), "{what}: {code}: {}", fs::read_to_string(&err).unwrap());
    assert!(words < WORDS, "{what}: {words} bytes of words");
}

/// What a running process has used of processors, in the hundredths of a second in which Linux counts it.
fn processor_time(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Behind the name, which may hold anything: its state, ten numbers, then the time of its own code and of the system's.
    let numbers: Vec<u64> = text.rsplit_once(") ")?.1.split(' ').skip(11).take(2).flat_map(str::parse).collect();
    (numbers.len() == 2).then(|| Duration::from_millis(10 * numbers.iter().sum::<u64>()))
}

/// `piece` as often as a file of [`LENGTH`] has room for it.
fn many(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

fn session(folder: &Folder, what: &str, text: &str) {
    defuse(folder, what, "bomb.ron", text.as_bytes(), "evaluate bomb.ron");
}

/// The places in `text` where `opening` stands, one for each name that stands before it.
fn fields(text: &str, opening: &str) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for (place, _) in text.match_indices(opening) {
        let name: String = text[..place].chars().rev().take_while(|c| *c != '\n').collect();
        let name: String = name.chars().rev().collect::<String>().trim().chars().take(20).collect();
        if !found.iter().any(|(other, _)| *other == name) {
            found.push((name, place + opening.len()));
        }
    }
    found
}

#[test]
fn a_text_without_end_in_every_field_of_a_session() {
    let folder = Folder::new("bombs-texts");
    for sample in SESSIONS {
        // A quotation mark after a space or a bracket opens a text.
        for opening in [": \"", "[\"", "(\""] {
            for (name, start) in fields(sample, opening) {
                let end = start + sample[start..].find('"').unwrap();
                for piece in ["a", "类", "\\u{7}", "x1*"] {
                    let text = format!("{}{}{}", &sample[..start], many(piece), &sample[end..]);
                    session(&folder, &format!("{piece} in {name}{opening}"), &text);
                }
            }
        }
    }
}

#[test]
fn a_list_without_end_in_every_field_of_a_session() {
    let folder = Folder::new("bombs-lists");
    for sample in SESSIONS {
        for (name, start) in fields(sample, "[") {
            let first = first_entry(&sample[start..]);
            for entry in [first, "0", "(", "[", "()"] {
                let text = format!("{}{}{}", &sample[..start], many(&format!("{entry},")), &sample[start..]);
                session(&folder, &format!("{entry:.30} in {name}["), &text);
            }
        }
    }
}

/// The first entry of the list whose inside begins here.
fn first_entry(inside: &str) -> &str {
    let (mut depth, mut quoted) = (0, false);
    for (place, c) in inside.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '(' => depth += 1,
            ',' | ']' | ')' if depth == 0 => return &inside[..place],
            ']' | ')' => depth -= 1,
            _ => {}
        }
    }
    inside
}

/// `text` with `contents` in the first list of this name after `from`.
fn with_list(text: &str, from: &str, name: &str, contents: &str) -> String {
    let from = text.find(from).unwrap();
    let start = from + text[from..].find(name).unwrap() + name.len();
    let end = start + text[start..].find(']').unwrap();
    format!("{}{contents}{}", &text[..start], &text[end..])
}

#[test]
fn sessions_that_unfold() {
    let folder = Folder::new("bombs-sessions");
    for [plain, table] in PLAIN_AND_TABLE {
        unfold(&folder, plain, table);
    }
    defuse(&folder, "no text", "bomb.ron", &vec![0xff; LENGTH], "evaluate bomb.ron");
    defuse(&folder, "zeros", "bomb.ron", &vec![0; LENGTH], "evaluate bomb.ron");
}

/// Everything that unfolds, in a session of generated points and in one of a table.
fn unfold(folder: &Folder, plain: &str, table: &str) {
    let sequence = |from: usize, rows: usize| (from..rows).map(|row| format!("{row},")).collect::<String>();
    for rows in [100_000, 1_000_000, 1_300_000] {
        let mut text = with_list(plain, "    order: [", "    order: [", &sequence(0, rows));
        for name in
            "epoch step position rows_seen rows_evaluated seconds first_loss memories memories_age batches noise"
                .split(' ')
                .map(|name| format!(" {name}: ["))
        {
            let start = text.find("timeline:").unwrap();
            let first = first_entry(&text[start + text[start..].find(&name).unwrap() + name.len()..]).to_owned();
            text = with_list(&text, "timeline:", &name, &format!("{first},").repeat(256));
        }
        let set = "A".repeat(27 * 4 / 3 * 4);
        text = with_list(&text, "timeline:", " numbers: [", &format!("\"{set}\",").repeat(256));
        for name in [" order: [", " best_epoch: [", " best_loss: ["] {
            text = with_list(&text, "timeline:", name, "");
        }
        session(folder, &format!("{rows} rows in sequence at 256 moments"), &text);
    }
    for letters in [1000, 100_000, 5_000_000] {
        let long = table
            .replace("name: \"width\"", &format!("name: \"{}b\"", "a".repeat(letters - 1)))
            .replace("inputs: [\"width\"", &format!("inputs: [\"{}\"", "a".repeat(letters)));
        session(folder, &format!("a column and an input of {letters} letters"), &long);
    }
    let input = |i: usize| format!("\"column {i}\",");
    for count in [1000, 100_000, 600_000] {
        let text = with_list(table, "inputs: [", "inputs: [", &(0..count).map(input).collect::<String>());
        session(folder, &format!("{count} missing inputs"), &text);
    }
    let alike = |i: usize| format!("\"{}{i}\",", "a".repeat(900));
    let columns = |i: usize| format!("(name: \"{}_{i}\", values: numbers([0,1,2,3,4,5,6,7,8,9])),", "a".repeat(900));
    let names = with_list(table, "inputs: [", "inputs: [", &(0..1000).map(alike).collect::<String>());
    let start = names.find("columns: [").unwrap() + "columns: [".len();
    let text = format!("{}{}{}", &names[..start], (0..995).map(columns).collect::<String>(), &names[start..]);
    session(folder, "names alike in every column and input", &text);
    for (name, piece) in [
        ("features: [", "\"x99\","),
        ("features: [", "\"x1\","),
        ("hidden: [", "(units: 4, activation: tanh, dropout: 2),"),
        ("frozen: [", "(layer:99,unit:0),"),
        ("frozen: [", "(layer:18446744073709551615,unit:0,from:18446744073709551615),"),
    ] {
        for count in [99, 1000, LENGTH / piece.len()] {
            let start = plain.find(name).unwrap() + name.len();
            let text = format!("{}{}{}", &plain[..start], piece.repeat(count), &plain[start..]);
            session(folder, &format!("{count} of {piece} in {name}"), &text);
        }
    }
    for (what, text) in [
        ("an unknown field", plain.replacen("  notes:", &format!("  {}:", many("n")), 1)),
        (
            "an unknown field with anything in it",
            plain.replacen("  notes:", &format!("  note: {}, notes:", many("[")), 1),
        ),
        ("an unknown choice", plain.replacen("tanh", &many("t"), 1)),
        ("a name before a bracket", plain.replacen("experiment: (", &format!("experiment: {}(", many("e")), 1)),
        ("digits", plain.replacen("learning_rate: 0.03", &format!("learning_rate: 0.{}", many("3")), 1)),
        ("digits of a whole number", plain.replacen("step: 12", &format!("step: {}", many("1")), 1)),
        ("extensions", format!("{}{plain}", many("#![enable(x)]\n"))),
        ("an extension", format!("#![enable({})]{plain}", many("x"))),
        ("comments", format!("{}{plain}", many("/*a*/"))),
        ("comments in comments", format!("{}{plain}", many("/*"))),
        ("lines", format!("{}{plain}", many("\n"))),
        ("spaces at the end", format!("{plain}{}", many(" "))),
        ("a second document at the end", format!("{plain}{}", many("(a:1)"))),
        ("a raw text", plain.replacen("title: \"", &format!("title: r{}\"", many("#")), 1)),
        ("a format without end", format!("(format: \"{}\"", many("neurarium session"))),
        ("no session", many("(format: 1, version: 2)")),
        ("brackets", many("(((")),
        ("maps", plain.replacen("view: (", &format!("view: {}(", many("{")), 1)),
        ("optional values", plain.replacen("clip_norm: 1.0", &format!("clip_norm: {}", many("Some(")), 1)),
        ("bytes", many("\u{1}")),
    ] {
        session(folder, what, &text);
    }
}

#[test]
fn pipes_are_read_and_devices_are_not() {
    let folder = Folder::new("pipes");
    let rows: String = (0..40).map(|i| format!("{}.5,{},{}\n", i % 7, i % 5, ["a", "b"][i % 2])).collect();
    folder.write("t.csv", &format!("x,y,kind\n{rows}"));
    folder.succeeds("new --preset modern --data t.csv -o t.ron");
    let piped = |line: &str| {
        let line = format!("{line} 2>&1").replace("neurarium", env!("CARGO_BIN_EXE_neurarium"));
        let output = Command::new("sh").current_dir(&folder.0).args(["-c", &line]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let asked = folder.succeeds("evaluate t.ron");
    assert_eq!(piped("cat t.ron | neurarium evaluate /dev/stdin"), (Some(0), asked.clone()));
    assert_eq!(piped("neurarium evaluate /dev/stdin < t.ron"), (Some(0), asked));
    let answers = folder.succeeds("predict t.ron --data t.csv");
    assert_eq!(piped("cat t.csv | neurarium predict t.ron --data /dev/stdin"), (Some(0), answers));
    for line in [
        "evaluate /dev/zero",
        "predict t.ron --data /dev/zero",
        "new --preset modern --data /dev/full -o u.ron",
        "import zero.onnx -o u.ron",
    ] {
        drop(std::os::unix::fs::symlink("/dev/zero", folder.0.join("zero.onnx")));
        let told = folder.refuses(line);
        assert!(told.contains("it is a device or a pipe, not a file"), "{line}: {told}");
    }
    fs::File::create(folder.0.join("sparse.csv")).unwrap().set_len(5 << 30).unwrap();
    let told = folder.refuses("predict t.ron --data sparse.csv");
    assert!(told.contains("at most 256 MB are read"), "{told}");
    assert!(folder.refuses("evaluate sparse.csv").contains("more than 1024 MB"));
    assert!(folder.refuses("evaluate .").contains("it is a folder"));
    fs::remove_file(folder.0.join("sparse.csv")).unwrap();
}

#[test]
fn tables_without_end() {
    let folder = Folder::new("bombs-tables");
    let rows = |row: &dyn Fn(usize) -> String, mut i: usize| {
        let mut text = String::new();
        while text.len() < LENGTH {
            text.push_str(&row(i));
            i += 1;
        }
        text
    };
    let wide = |cell: &str| vec![cell; 1000].join(",") + "\n";
    let headings = |letters: usize| {
        (0..1000).map(|i| format!("{}{i:03}", "h".repeat(letters - 3))).collect::<Vec<_>>().join(",") + "\n"
    };
    for (what, text) in [
        ("an unclosed quotation mark", format!("a,b\n1,\"{}", many("1,2\n"))),
        ("a cell", format!("a,b\n1,{}\n2,3\n", many("x"))),
        ("a cell of digits", format!("a,b\n1,{}\n2,3\n", many("1"))),
        ("a cell of decimal commas", format!("a;b\n1;{}\n2;3\n", many("1,"))),
        ("a heading", format!("a,{}\n1,2\n3,4\n", many("x"))),
        ("a heading of letters of three bytes", format!("a,{}\n1,2\n3,4\n", many("类"))),
        ("columns", format!("{}\n1,2\n", many("a,"))),
        ("columns in the second row", format!("a,b\n{}\n", many("1,"))),
        ("columns behind a quotation mark", format!("a,b\n1,5\"{}\n", many(","))),
        ("commas in a cell", format!("a,b\n1,\"{}\"\n2,x\n", many(","))),
        ("quotation marks", many("\"")),
        ("quotation marks in a cell", format!("a,b\n1,\"{}\"\n2,x\n", many("\"\""))),
        ("line ends", many("\n")),
        ("returns", format!("a,b{}", many("\r"))),
        ("tabs", many("\t")),
        ("rows too many", format!("a,b\n{}", many("1,2\n"))),
        ("rows, just not too many", format!("a,b\n{}", "1,2\n3,0\n".repeat(990_000))),
        ("rows of two texts", format!("a,b\n{}", many("1,x\n2,y\n"))),
        ("empty rows", format!("a,b\n{}", many(",\n"))),
        ("texts", rows(&|i| format!("{i},t{i}\n"), 0)),
        ("a thousand long texts", rows(&|i| format!("{i},{}{}\n", "t".repeat(10_000), i), 0)),
        ("a thousand texts, just not too long", rows(&|i| format!("{i},{}{:03}\n", "t".repeat(990), i % 900), 0)),
        ("numbers", rows(&|i| format!("{i}.25,{},{}\n", i % 7, i % 3), 0)),
        ("wide numbers", rows(&|i| wide(&i.to_string()), 0)),
        ("wide texts", headings(20) + &rows(&|i| wide(&format!("t{}", i % 9)), 0)),
        ("long headings", headings(1000) + &rows(&|i| wide(&i.to_string()), 0)),
        ("headings too long", headings(10_000)),
        ("a byte at the end", format!("a,b\n{}\0", many("1,2\n"))),
    ] {
        defuse(&folder, what, "bomb.csv", text.as_bytes(), "new --preset modern --data bomb.csv -o t.ron");
        if folder.0.join("t.ron").exists() {
            let text = fs::read(folder.0.join("t.ron")).unwrap();
            if text.len() < LENGTH * 3 / 2 {
                defuse(&folder, &format!("{what}, as a session"), "t.ron", &text, "evaluate t.ron");
            }
            fs::remove_file(folder.0.join("t.ron")).unwrap();
        }
    }
    let mut bytes = b"a,b\n1,2\n".repeat(LENGTH / 8);
    bytes.push(0xff);
    defuse(&folder, "no text", "bomb.csv", &bytes, "new --preset modern --data bomb.csv -o t.ron");
}
