//! Tables that are written in odd ways: each is read right, or what is odd is told, or it is refused.

use neurarium::data::Table;

/// Headings and cells of each column, and what was assumed.
fn read(csv: &str) -> (String, String) {
    let table = Table::read_csv("t.csv", csv.as_bytes()).unwrap_or_else(|error| panic!("{csv:?}: {error}"));
    let column = |column: &neurarium::data::Column| {
        let cells: Vec<_> = (0..table.rows()).map(|row| column.shown(row)).collect();
        format!("{}{}: {}", column.name, if column.is_of_numbers() { "#" } else { "" }, cells.join(" "))
    };
    let columns: Vec<String> = table.columns.iter().map(column).collect();
    let notes: Vec<String> = table.notes.iter().map(ToString::to_string).collect();
    (columns.join(" | "), notes.join(" "))
}

/// A column of these cells, and one of two texts.
fn column(cells: &[&str]) -> String {
    let rows = cells.iter().enumerate().map(|(row, cell)| format!("{cell};{}\n", ["u", "v"][row % 2]));
    format!("a;k\n{}", rows.collect::<String>())
}

#[test]
fn cells_are_read_as_they_are_meant() {
    for (cells, expected) in [
        (&["１２", "３．５", "－４", "6"][..], "a#: 12 3.5 -4 6"),
        (&["\u{661}\u{662}", "\u{663}\u{66b}\u{665}", "\u{664}", "6"], "a#: 12 3.5 4 6"),
        (&["第１組", "第２組", "第１組"], "a: 第１組 第２組 第１組"),
        (&["1\u{200b}", "2", "\u{feff}3", "4"], "a#: 1 2 3 4"),
        (&["Infinity", "-inf", "5", "6"], "a#:   5 6"),
        (&["1e5", "2.5E-3", ".5", "7."], "a#: 100000 0.0025 0.5 7"),
    ] {
        let (found, _) = read(&column(cells));
        assert!(found.starts_with(&format!("{expected} | k: ")), "{cells:?}: {found}");
    }
}

#[test]
fn lines_that_are_no_rows_are_passed_over() {
    for (csv, expected) in [
        ("| a | k |\n|---|:--:|\n| 1 | u |\n| 2.5 | v |\n", "a#: 1 2.5 | k: u v"),
        (" a | k \n---+---\n 1 | u\n 2 | v\n(2 rows)\n", "a#: 1 2 | k: u v"),
        ("a,k\n1,u\n2,v\na,k\n3,u\na,k\n", "a#: 1 2 3 | k: u v u"),
        ("1,u\n2,v\n1,u\n", "c1#: 1 2 1 | c2: u v u"),
        ("a,b\nx,y\na,b\nz,y\n", "c1: a x a z | c2: b y b y"),
        ("\"a\nb\",k\n1,u\n2,v\n", "a\nb#: 1 2 | k: u v"),
        ("a,b,k,\n1,2,u\n3,4,v\n", "a#: 1 3 | b#: 2 4 | k: u v"),
        ("a,k\n1,u\n2,v\n\"Source: x, y\",\n,\n", "a#: 1 2 | k: u v"),
        ("a,k\nulm,1\nbonn,2\nnew york,\n", "a: ulm bonn new york | k#: 1 2 "),
    ] {
        assert_eq!(read(csv).0, expected, "{csv:?}");
    }
}

#[test]
fn what_is_odd_is_told() {
    for (csv, told) in [
        (column(&["5 kg", "6 kg", "7.5 kg"]), "because of the word behind its numbers, as in “5 kg”"),
        (column(&["9007199254740993", "9007199254740995", "7"]), "2 cells such as “9007199254740993” have more digits"),
        (column(&["1,5", "2.5", "2.75", "3", "1.234,5"]), "because of “1,5” in line 2"),
        (column(&["2024-02-28", "2024-02-30", "2024-03-01"]), "because of “2024-02-30” in line 3"),
        (column(&["2024年1月5日", "2024年2月30日", "2024年3月1日"]), "because of “2024年2月30日” in line 3"),
        (column(&["2024-02-28", "soon", "2024-03-01"]), "because of “soon” in line 3"),
        ("a,k\n1,u\n2,v\na,k\n3,u\n".into(), "1 row repeats the headings and is passed over"),
        ("a,k\n1,u\n2,v\n\"Source: x, y\",\n,\n".into(), "The line “Source: x, y” stands below the rows"),
        (column(&["x5", "1", "2"]), "“x5”"),
    ] {
        let (_, notes) = read(&csv);
        assert!(notes.contains(told), "{csv:?}: {notes}");
    }
    for csv in [column(&["5 kg", "6 m", "7"]), column(&["1st", "2nd", "3rd"]), column(&["9007199254740992", "4"])] {
        let (_, notes) = read(&csv);
        assert_eq!(notes, "", "{csv:?}");
    }
}

#[test]
fn what_is_no_table_is_refused_with_what_it_is() {
    for (text, why) in [
        ("{\"a\":1,\"k\":\"u\"}\n{\"a\":2,\"k\":\"v\"}\n", "JSON"),
        ("[\n  {\"a\": 1}\n]\n", "JSON"),
        ("<!DOCTYPE html>\n<html>a,b\n1,2</html>\n", "a web page"),
        ("<?xml version=\"1.0\"?>\n<a b=\"1,2\"/>\n", "XML"),
        ("a,b,k\n1,5,2,5,u\n2,5,3,5,v\n", "line 2 has 5 cells"),
        ("a,b,k\n1,5,2,5,u\n2,5,3,5,v\n3,5,4,5,u\n4,5,4,5,u\n", "line 2 has 5 cells, but the first line has 3"),
    ] {
        let error = Table::read_csv("t.csv", text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(why), "{text:?}: {error}");
    }
}
