//! Tables as people bring them: well made, badly made, hostile.

use std::sync::Arc;

use neurarium::{
    data::{Column, ColumnValues, Filling, Source, Table, TableError, limited},
    experiment::{Experiment, Rules},
    session::Session,
};
use proptest::prelude::*;

use crate::program::Folder;

fn read(csv: impl AsRef<[u8]>) -> Result<Table, TableError> {
    Table::read_csv("t.csv", csv.as_ref())
}

fn numbers(name: &str, values: &[f32], missing: &[u32]) -> Column {
    Column::new(name.into(), ColumnValues::Numbers(values.into()), missing.into())
}

fn texts(name: &str, names: &[&str], codes: &[u32], missing: &[u32]) -> Column {
    let names = names.iter().map(ToString::to_string).collect();
    Column::new(name.into(), ColumnValues::Texts { names, codes: codes.into() }, missing.into())
}

#[test]
fn every_common_way_of_writing_a_table_is_read() {
    let plain = [numbers("x", &[1.0, -2.5], &[]), texts("kind", &["a", "b, c"], &[0, 1], &[])];
    for csv in [
        "x,kind\n1,a\n-2.5,\"b, c\"\n",
        "x,kind\r\n1,a\r\n-2.5,\"b, c\"",
        "\u{feff}x,kind\n1,a\n-2.5,\"b, c\"\n",
        "x;kind\n1;a\n-2,5;b, c\n",
        "x\tkind\n1.0\ta\n−2,5\tb, c\n",
        "\n\n x , kind \n 1 , a \n\n -25e-1 ,\"b, c\"\n\n",
        "\"x\",\"kind\"\n\"1\",\"a\"\n\"-2.5\",\"b, c\"\n",
    ] {
        let table = read(csv).unwrap();
        assert_eq!(table.columns, plain, "{csv:?}");
        assert_eq!(table.notes, [], "{csv:?}");
    }
}

#[test]
fn a_table_without_headings_gets_some() {
    let table = read("1,2\n3,\n").unwrap();
    assert_eq!(table.columns, [numbers("c1", &[1.0, 3.0], &[]), numbers("c2", &[2.0, 0.0], &[1])]);
    assert_eq!(read(",x\n0,5\n1,7\n").unwrap().columns[0].name, "c1");
}

#[test]
fn empty_cells_are_kept_apart_from_numbers_and_texts() {
    let table = read("x,kind\n1,a\nNA,\n,b\nn/a,?\nnull,a\n").unwrap();
    assert_eq!(
        table.columns,
        [
            numbers("x", &[1.0, 0.0, 0.0, 0.0, 0.0], &[1, 2, 3, 4]),
            texts("kind", &["a", "b"], &[0, 0, 1, 0, 0], &[1, 3])
        ]
    );
    let source = Source::table(Arc::new(read("x,kind\n1,a\n2,b\n,a\n4,a\n").unwrap())).unwrap();
    assert_eq!(
        source.note(Filling::LeaveOut).map(|note| note.to_string()).as_deref(),
        Some("1 of 4 rows is left out, because a cell in a used column is empty.")
    );
}

#[test]
fn columns_of_no_use_are_left_out_and_slips_are_told() {
    let rows: String = (0..1500).map(|i| format!("{i},person {i},,{}\n", i % 7)).collect();
    let table = read(format!("id,name,nothing,x\n{rows}1500,p,,o\n")).unwrap();
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["id", "x"]);
    assert_eq!(
        table.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "“name” is left out: it holds more than 1000 different texts, too many for classes.",
            "“nothing” is left out: all its cells are empty.",
            "“x” is taken as texts because of “o” in line 1502; correct that cell to use it as numbers.",
        ]
    );
}

#[test]
fn commas_in_a_quoted_cell_are_no_columns_and_a_text_too_long_for_a_class_is_left_out() {
    let (commas, long) = (",".repeat(20_000), "z".repeat(1001));
    let table = read(format!("x,y,kind\n1,2,\"{commas}\"\n3,4,\"5\"\" {commas}\"\n")).unwrap();
    assert_eq!((table.rows(), table.columns.len()), (2, 2), "{:?}", table.notes);
    let table = read(format!("x,remark,kind\n1,{long},a\n2,short,b\n")).unwrap();
    assert_eq!(
        table.notes[0].to_string(),
        "“remark” is left out: it holds a text of more than 1000 characters, too long for a class."
    );
    assert!(read(format!("x,y\n1,5\"{commas}\n")).unwrap_err().to_string().contains("more than 1000 columns"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let wide = format!("{}\n", vec!["1"; limited::MOST_COLUMNS + 1].join(","));
    let long_heading = format!("x,{}\n1,2\n3,4\n", "y".repeat(1001));
    let cases: [(&[u8], &str); 14] = [
        (b"", "there are no rows in it; a table needs a line of headings and at least two rows"),
        (b"x,y\n", "there are no rows in it; a table needs a line of headings and at least two rows"),
        (
            b"x\n1\n2\n",
            "only one column was found; a table needs at least two, separated by commas, semicolons, tabs, bars or blanks",
        ),
        (
            b"x,y\n1,\"2\"\n3,\"4\n5,\"\"6\n",
            "a quotation mark in line 3 opens a cell that never ends, so that all lines below would be lost; close it, or \
             take it out",
        ),
        (b"x,y\n1,2\n3\n", "line 3 has 1 cell, but the first line has 2; give every line the same number"),
        (b"x,y\n\"1\n\",2\n3,4,5\n", "line 4 has 3 cells, but the first line has 2; give every line the same number"),
        (
            b"PK\x03\x04rest",
            "this is not CSV text but an Excel workbook or another packed file; save it as “CSV UTF-8” and open that",
        ),
        (b"\x7fELF\x02\0\0", "this is not CSV text but a file of bytes; open a file of text with one row a line"),
        (wide.as_bytes(), "it has more than 1000 columns; keep a part of them, or make pictures smaller"),
        (b"x,y\n,\n,\n", "every cell below the headings is empty; fill in the rows"),
        (
            b"x,y\r\n1,2\r\n\r\n5,6,7\r\n",
            "line 4 has 3 cells, but the first line has 2; give every line the same number",
        ),
        (b",\n,\n", "every cell below the headings is empty; fill in the rows"),
        (
            b"x,y\n1,\"a,a,a\"\n2,b\0\n",
            "this is not CSV text but a file of bytes; open a file of text with one row a line",
        ),
        (
            long_heading.as_bytes(),
            "the heading of column 2 has more than 1000 characters; shorten it, or look for a quotation mark that is not \
             closed",
        ),
    ];
    for (csv, sentence) in cases {
        assert_eq!(read(csv).unwrap_err().to_string(), sentence, "{:?}", String::from_utf8_lossy(csv));
    }
    let long = vec![b'1'; limited::MOST_BYTES + (1 << 20)];
    assert_eq!(
        read(long).unwrap_err().to_string(),
        "it is too long for a table; at most 256 MB are read, so keep a part of the rows"
    );
}

#[test]
fn endless_lines_are_refused_at_once() {
    for csv in [vec![b','; 10 << 20], [b"x,y\n1,2\n".to_vec(), vec![b','; 10 << 20]].concat()] {
        let start = std::time::Instant::now();
        let sentence = read(csv).unwrap_err().to_string();
        assert_eq!(sentence, "it has more than 1000 columns; keep a part of them, or make pictures smaller");
        assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
    }
}

#[test]
fn a_million_rows_are_read_and_prepared() {
    let rows: String = (0..1_000_000).map(|i| format!("{}.5,{},{}\n", i % 977, i % 1013, ["a", "b"][i % 2])).collect();
    let start = std::time::Instant::now();
    let table = read(format!("x,y,kind\n{rows}")).unwrap();
    assert_eq!(table.rows(), 1_000_000);
    let mut experiment = Experiment::default();
    experiment.set_source(Source::table(Arc::new(table)).unwrap());
    assert_eq!(experiment.problems(), []);
    let data = neurarium::data::Prepared::new(&experiment.data, 1, experiment.coding(), experiment.outputs());
    assert_eq!(data.parts().map(|(_, part)| part.rows.len()), [400_000, 100_000, 500_000]);
    assert!(start.elapsed().as_secs() < 20, "{:?}, where a second or two is usual", start.elapsed());
}

#[test]
fn penguins_learn_their_species_from_two_measurements() {
    let table = Table::read_csv("penguins.csv", include_bytes!("../../assets/penguins.csv")).unwrap();
    assert_eq!((table.rows(), table.columns.len(), table.notes.len()), (344, 8, 0));
    let mut experiment = Experiment::default();
    Rules::Modern.apply(&mut experiment);
    let guessed = Source::table(Arc::new(table.clone())).unwrap();
    let inputs = "island = Biscoe,island = Dream,island = Torgersen,bill_length_mm,bill_depth_mm,flipper_length_mm,\
                  body_mass_g,sex = male,year";
    assert_eq!(guessed.input_names().join(","), inputs, "all columns that can be read");
    let left_out = guessed.note(Filling::LeaveOut).map(|note| note.to_string());
    assert_eq!(left_out.as_deref(), Some("11 of 344 rows are left out, because a cell in a used column is empty."));
    let inputs = ["bill_length_mm", "bill_depth_mm"].map(String::from).to_vec();
    experiment.set_source(Source::Table { table: Arc::new(table), inputs, target: "species".into(), classes: true });
    assert_eq!(experiment.data.source.class_names(), ["Adelie", "Gentoo", "Chinstrap"]);
    let mut trainer = neurarium::training::Trainer::new(experiment.validate().unwrap());
    while trainer.epochs() < 100 {
        trainer.step();
    }
    let test = trainer.metrics().test.unwrap();
    assert!(test.score > 0.9, "{test:?}");
}

proptest! {
    #[test]
    fn no_bytes_bring_it_down(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(table) = read(bytes) { use_it(table); }
    }

    #[test]
    fn nothing_like_a_table_brings_it_down(csv in "([a-c0-9.,;\"\t −?]{0,8}\n){0,12}") {
        if let Ok(table) = read(csv) { use_it(table); }
    }
}

/// Goes with a table wherever a person's first click would.
pub fn use_it(table: Table) {
    assert_eq!(table.fault(), None);
    if let Ok(source) = Source::table(Arc::new(table)) {
        let mut experiment = Experiment::default();
        experiment.set_source(source);
        let (coding, outputs) = (experiment.coding(), experiment.outputs());
        if let Ok(valid) = experiment.validate() {
            let data = neurarium::data::Prepared::new(&valid.data, 1, coding, outputs);
            assert!(!data.train.rows.is_empty());
        }
    }
}

#[test]
fn several_numbers_are_predicted_at_once() {
    let folder = Folder::new("several");
    let rows: String = (0..200)
        .map(|i| {
            let (a, b) = (f64::from(i % 17) - 8.0, f64::from(i % 13) - 6.0);
            format!("{a},{b},{},{}\n", 2.0 * a - b, 100.0 * (a + b))
        })
        .collect();
    folder.write("t.csv", &format!("a,b,y,z\n{rows}"));
    folder.succeeds("new --preset playground -o start.ron");
    let set = "--set data.target=y --set data.classes=false --set data.inputs=a,b --set data.more_targets=z";
    folder.succeeds(&format!("train start.ron --data t.csv {set} --set rules=modern --epochs 60 -o two.ron"));
    let session = Session::from_bytes(folder.read("two.ron").as_bytes()).unwrap();
    assert_eq!(session.experiment.outputs(), 2);
    let trainer = session.trainer().unwrap();
    assert!(trainer.metrics().test.unwrap().score > 0.9, "R² of both: {:?}", trainer.metrics());
    let predicted = folder.succeeds("predict two.ron --data t.csv");
    assert!(predicted.lines().next().unwrap().contains("predicted y,predicted z"), "{predicted}");
    assert!(folder.succeeds("verify two.ron").starts_with("The same, bit for bit"));
    for (set, said) in [
        ("data.more_targets=z,z", "“z” is read or predicted already"),
        ("data.more_targets=q", "q"),
        ("data.classes=true", ""),
    ] {
        let told = folder.run(&format!("train two.ron --set {set} --epochs 1"));
        let told = String::from_utf8(told.stderr).unwrap();
        assert!(told.contains(said), "{set}: {told}");
    }
}

#[test]
fn numbers_that_differ_beyond_seven_digits_stay_apart() {
    let rows: String =
        (0..40).map(|i| format!("{},{},{}\n", 1_700_000_000 + 5 * i, i % 7, 900_000_001 + i % 2)).collect();
    let table = Arc::new(read(format!("time,x,code\n{rows}")).unwrap());
    assert_eq!(table.columns[2].class_names(), ["900000001", "900000002"]);
    assert_eq!(table.columns[0].shown(3), "1700000015");
    let inputs = ["time", "x"].map(String::from);
    let set = table.select(&inputs, &["code".into()], true).unwrap();
    let mut times: Vec<f32> = set.inputs.column(0).to_vec();
    assert_eq!(set.origin(0) + f64::from(times[3]), 1_700_000_015.0);
    assert_eq!(set.axis_name(0).as_deref(), Some("time − 1700000100"));
    assert_eq!(set.axis_name(1).as_deref(), Some("x"));
    times.dedup();
    assert_eq!(times.len(), 40, "no two are the same");
    // Another table is counted from where the rows of training were.
    let mut experiment = Experiment::default();
    let source = Source::Table { table, inputs: inputs.to_vec(), target: "code".into(), classes: true };
    experiment.set_source(source);
    let data = neurarium::data::Prepared::new(&experiment.data, 1, experiment.coding(), 1);
    let other = read("x,time,code\n1,1700000015,900000002\n2,5,900000001\n").unwrap();
    let applied = data.apply_to(&other).unwrap();
    assert_eq!(applied.set.inputs[(0, 0)], set.inputs[(3, 0)]);
    assert_eq!(data.inputs_of(&other).unwrap().inputs, applied.test.inputs);
    let scale = data.scales_from_zero()[0];
    assert!((scale.offset - 1.7e9).abs() < 1e6 && scale.size < 100.0, "{scale:?} for who has the file's numbers");
    // A session keeps all digits.
    let trainer = neurarium::training::Trainer::new(experiment.validate().unwrap());
    let session = Session::new("", trainer.experiment().clone()).with_trainer(&trainer);
    let again = Session::from_bytes(session.to_text(std::time::UNIX_EPOCH).as_bytes()).unwrap();
    assert_eq!(again.experiment.data, trainer.experiment().data);
    again.trainer().unwrap();
}

#[test]
fn columns_of_numbers_are_read_to_the_same_bits_as_ever() {
    // Halfway between two of f32, and a little beyond: rounding to f64 first would go wrong.
    let cells = ["0.1", "1.00000017881393432617187500001", "8388608.50000000001", "3.4028235e38", "1e-45", "-0"];
    let table = read(format!("x,y\n{}", cells.map(|cell| format!("{cell},1.5\n")).concat())).unwrap();
    let expected: Vec<u32> = cells.iter().map(|cell| (cell.parse::<f32>().unwrap() + 0.0).to_bits()).collect();
    let found: Vec<u32> = table.columns[0].numbers().unwrap().iter().map(|number| number.to_bits()).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_was_assumed_is_told_and_can_be_changed_on_the_command_line() {
    let folder = Folder::new("assumed");
    folder.succeeds("new --preset playground -o start.ron");
    folder.write(
        "t.csv",
        "id;size;share;kind\n3292953864;1.234;10,5;a\n3292950324;999;7,5;b\n3292942669;-;8,5;a\n3292932796;870;9,5;b\n",
    );
    let told = |line: &str| {
        let output = folder.run(line);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stderr).unwrap()
    };
    let train = told("train start.ron --data t.csv --epochs 2 -o a.ron");
    for sentence in [
        "t.csv: In “size”, 1 cell such as “-” counts as empty, since all else there is numbers.",
        "t.csv: In “size”, “1.234” is read as 1234.",
        "set data.table.headings, .separator, .decimal, .encoding, .signs or .dates.",
        "Predicting the class “kind” from size, share.",
        "Not read: “id” (ids).",
        "1 of 4 rows is left out, because a cell in a used column is empty.",
    ] {
        assert!(train.contains(sentence), "{sentence}: {train}");
    }
    let point = told("train start.ron --data t.csv --epochs 2 --set data.table.decimal=point -o b.ron");
    assert!(!point.contains("1234"), "{point}");
    assert!(
        told("train start.ron --data t.csv --set data.table.signs=off --epochs 2").contains("because of “-” in line 4")
    );
    folder.write("head.csv", "0,1,2\n0.5,0.25,3\n0.75,1.5,4.5\n2.5,0.125,1\n");
    let head = told("train start.ron --data head.csv --epochs 2");
    assert!(head.contains("Line 1, which begins with “0, 1, 2”, is taken for headings"), "{head}");
    let row = told("train start.ron --data head.csv --set data.table.headings=false --epochs 2");
    assert!(row.contains("Predicting the number “c3” from c1, c2.") && !row.contains("Line 1"), "{row}");
    for (set, why) in [
        ("data.table.separator=bar", "only one column"),
        ("data.table.separator=x", "it takes auto, comma, semicolon"),
        ("data.table.encoding=klingon", "is not known"),
    ] {
        let refused = folder.refuses(&format!("train start.ron --data t.csv --set {set}"));
        assert!(refused.contains(why), "{set}: {refused}");
    }
    // Dates that could be two days are texts until somebody says which number comes first, and then for other tables, too.
    folder.write(
        "days.csv",
        "day,x,y\n1/2/2024,1,1.5\n3/4/2024,3,2.5\n5/6/2024,2,4.5\n7/8/2024,5,3.25\n\nSource: the office\n",
    );
    let days = told("train start.ron --data days.csv --epochs 2 -o texts.ron");
    assert!(days.contains("“day” holds dates that could be two days, such as “1/2/2024”"), "{days}");
    assert!(days.contains("The line “Source: the office” stands below the rows"), "{days}");
    told(
        "train start.ron --data days.csv --set data.table.dates=day --set data.inputs=day --set data.target=y --epochs 2 -o days.ron",
    );
    folder.write("one.csv", "day,x\n5/6/2024,1\n");
    folder.write("same.csv", "day,x\n2024-06-05,1\n");
    let predicted = |table: &str| {
        let answers = folder.succeeds(&format!("predict days.ron --data {table}"));
        answers.lines().nth(1).unwrap().rsplit_once(',').map(|(_, answer)| answer.to_owned())
    };
    assert_eq!(predicted("one.csv"), predicted("same.csv"), "the day is first, as in the table that it was trained on");
    // How the dates of the network's own table are read is said, and dates that tell another order are not read.
    let one = told("predict days.ron --data one.csv");
    assert!(one.contains("In “day”, the day comes first in dates such as “5/6/2024”"), "{one}");
    assert!(!one.contains("they are texts"), "{one}");
    folder.write("other.csv", "day,x,y\n5/6/2024,1,2\n6/13/2024,1,3\n");
    for line in ["predict days.ron --data other.csv", "evaluate days.ron --data other.csv"] {
        let other = folder.refuses(line);
        assert!(other.contains("“day” holds “6/13/2024”") && other.contains("the day comes first"), "{other}");
        told(&format!("{line} --set data.table.dates=month"));
    }
    folder.write("noday.csv", "day,x,y\n2024-02-28,1,2\n2024-02-30,2,3\n2024-03-01,3,4\n2024-03-02,1,3\n");
    let no_day = told("train start.ron --data noday.csv --epochs 1");
    assert!(no_day.contains("“day” is not read as dates because of “2024-02-30” in line 3"), "{no_day}");
    // A column that is empty altogether is filled, too, where empty cells are.
    folder.write("gaps.csv", "a,t,y\n1,u,1\n2,v,2\n,u,3\n4,,5\n5,v,6\n6,u,6.5\n");
    told("train start.ron --data gaps.csv --set data.missing=most_frequent --set data.target=y --epochs 2 -o gaps.ron");
    folder.write("gap.csv", "a,t\n4,\n");
    folder.write("gap2.csv", "a,t\n4,\n1,u\n");
    let [alone, beside] = ["gap.csv", "gap2.csv"]
        .map(|table| folder.succeeds(&format!("predict gaps.ron --data {table}")).lines().nth(1).map(String::from));
    assert!(alone.is_some() && alone == beside, "{alone:?} {beside:?}");
    let late = folder.refuses("train a.ron --set data.table.headings=false");
    assert!(late.contains("open its file again"), "a session's table was read already: {late}");
    // Inputs are printed with all their digits, and rows that are not answered are told.
    told("train start.ron --data t.csv --set data.inputs=id,share --epochs 2 -o ids.ron");
    let answers = folder.succeeds("predict ids.ron --data t.csv");
    assert!(answers.lines().nth(1).unwrap().starts_with("3292953864,10.5,"), "{answers}");
    assert!(told("evaluate a.ron --data t.csv").contains("1 of 4 rows is left out"));
    assert!(told("predict a.ron --data t.csv").contains("1 of 4 rows is left out"));
}

#[test]
fn texts_are_inputs_in_files_that_do_not_have_all_of_them() {
    let folder = Folder::new("texts");
    let rows: String = (0..60)
        .map(|i| format!("{},{},{},{}\n", i % 7, ["red", "green", "blue"][i % 3], ["yes", "no"][i % 2], i % 3 / 2))
        .collect();
    folder.write("t.csv", &format!("x,colour,ok,out\n{rows}"));
    folder.succeeds("new --preset modern -o start.ron");
    folder.succeeds("train start.ron --data t.csv --epochs 60 -o a.ron");
    let session = Session::from_bytes(folder.read("a.ron").as_bytes()).unwrap();
    let inputs = ["x", "colour = blue", "colour = green", "colour = red", "ok"];
    assert_eq!(session.experiment.data.source.input_names(), inputs);
    assert!(session.trainer().unwrap().metrics().test.unwrap().score > 0.95);
    folder.write("one.csv", "colour,ok,x\nblue,yes,1\nblue,yes,3\n");
    let answers = folder.succeeds("predict a.ron --data one.csv");
    assert_eq!(answers.lines().nth(1).map(|line| &line[..12]), Some("1,1,0,0,1,1,"), "{answers}");
    folder.succeeds("train a.ron --set data.inputs=colour,x --epochs 2");
}

#[test]
fn a_network_of_one_input_answers_a_table_of_one_column() {
    let folder = Folder::new("one-column");
    folder.succeeds("new --preset playground -o start.ron");
    folder.write("t.csv", "x;y\n1,5;2\n2,5;3,5\n4;5,25\n8,5;9\n");
    folder.succeeds("train start.ron --data t.csv --set data.inputs=x --set data.target=y --epochs 3 -o a.ron");
    folder.write("two.csv", "x;more\n1,5;0\n-2;0\n2500;0\n");
    let answers = folder.succeeds("predict a.ron --data two.csv");
    assert_eq!(answers.lines().count(), 4);
    for (name, table) in [
        ("points.csv", "x\n1.5\n-2\n2500\n"),
        ("commas.csv", "x\n1,5\n-2\n2500,0\n"),
        ("all-commas.csv", "\"x\"\r\n1,5\r\n-2,0\r\n2500,0\r\n"),
        ("closed.csv", "x,\n1.5,\n-2,\n2500,\n"),
        ("row-names.csv", "x\n1,1.5\n2,-2\n3,2500\n"),
        ("blank-lines.csv", "# of us\nx\n\n1.5\n\n-2\n2500"),
        ("gap.csv", "x\n1.5\nNA\n-2\n2500\n"),
    ] {
        folder.write(name, table);
        assert_eq!(folder.succeeds(&format!("predict a.ron --data {name}")), answers, "{name}");
    }
    folder.write("z.csv", "z\n1.5\n");
    assert!(folder.refuses("predict a.ron --data z.csv").contains("only one column was found"));
    assert!(folder.refuses("train start.ron --data z.csv").contains("only one column was found"));
    folder.write("x.csv", "x\n1.5\n");
    assert!(folder.refuses("evaluate a.ron --data x.csv").contains("there is no column “y”"));
}

#[test]
fn a_run_that_broke_says_so_to_programs() {
    let folder = Folder::new("broke");
    folder.succeeds("new --preset playground -o start.ron");
    let set = "--set data.set=plane --set training.learning_rate=100 --set training.batch_size=1";
    let printed = folder.succeeds(&format!("train start.ron {set} --epochs 300 --json"));
    assert!(printed.contains(r#""status":"diverged""#), "{printed}");
    assert!(folder.succeeds("train start.ron --epochs 1 --json").contains(r#""status":"ready""#));
}

#[test]
fn an_empty_cell_is_filled_wherever_the_network_goes() {
    let folder = Folder::new("tables-filled");
    let row = |i: usize| {
        format!("{},{},{}\n", if i.is_multiple_of(4) { "" } else { ["1", "2", "8"][i % 3] }, i % 5, ["a", "b"][i % 2])
    };
    folder.write("t.csv", &format!("x,y,kind\n{}", (0..40).map(row).collect::<String>()));
    folder.succeeds("new --preset playground -o a.ron");
    let train =
        "train a.ron --data t.csv --set data.inputs=x,y --set data.target=kind --set data.train_share=1 --epochs 5";
    let told_by = |line: &str| String::from_utf8_lossy(&folder.run(line).stderr).into_owned();
    let told = told_by(train);
    assert!(told.contains("10 of 40 rows are left out"), "{told}");
    let told = told_by(&format!("{train} --set data.missing=median -o n.ron"));
    assert!(!told.contains("left out"), "{told}");
    folder.write("q.csv", "y,x\n3,\n3,2\n3,8\n");
    let answers = folder.succeeds("predict n.ron --data q.csv");
    let lines: Vec<&str> = answers.lines().collect();
    assert_eq!(lines.len(), 4, "{answers}");
    let probability = |line: &str| line.rsplit(',').next().unwrap().to_owned();
    assert!(lines[1].starts_with(",3,"), "what was empty is not made up: {answers}");
    assert_eq!(probability(lines[1]), probability(lines[2]), "2 is the median: {answers}");
    assert_ne!(probability(lines[1]), probability(lines[3]));
    folder.succeeds("export n.ron -o n.md");
    assert!(folder.read("n.md").contains("filled with the median") && folder.read("n.md").contains("| x | "));
    assert!(folder.refuses("new --preset playground -o b.ron --set data.missing=mean").contains("only a table has it"));
}

#[test]
fn spellings_of_yes_and_no_are_one_and_a_last_row_of_sums_is_told() {
    let notes = |table: &Table| table.notes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let table = read("x,ok,kind\n1,TRUE,Cat\n2,true,cat\n3,False,dog\n4,FALSE,Cat\n").unwrap();
    assert_eq!(table.column("ok").unwrap().class_names(), ["TRUE", "False"]);
    assert_eq!(table.numbers("ok").unwrap().numbers(), Some(&[1.0, 1.0, 0.0, 0.0][..]));
    assert_eq!(table.column("kind").unwrap().class_names(), ["Cat", "cat", "dog"], "it may be meant");
    assert_eq!(
        notes(&table),
        [
            "In “ok”, “TRUE” and “true” are taken as one.",
            "“kind” holds “Cat” and “cat”, which differ in capitals alone and are two classes; write them alike if they are one.",
        ]
    );
    let told = |csv: &str| notes(&read(csv).unwrap()).iter().any(|note| note.starts_with("The last row says"));
    assert!(told("town,sold\na,1\nb,2\nTotal:,3\n"));
    assert!(told("town,sold\na,1\nb,2\n合计,3\n"));
    assert!(!told("rank,sold\ntotal,1\nb,2\ntotal,3\n"), "it is a class");
    assert!(!told("town,sold\na,1\nTotal,2\nb,3\n"), "it is in the middle");
}
