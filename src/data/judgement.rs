//! Inferring what a column is, and whether its values are classes.

use super::{Column, ColumnValues, Kind, date::is_date};

/// Headings of columns that number the rows, in lower case.
const ROWS: [&str; 18] = [
    "id",
    "index",
    "idx",
    "rownames",
    "row_names",
    "row.names",
    "rowname",
    "row",
    "rows",
    "unnamed: 0",
    "#",
    "no",
    "no.",
    "nr",
    "obs",
    "observation",
    "序号",
    "编号",
];

impl Column {
    /// What the column is, judged by its cells and its heading.
    #[must_use]
    pub fn kind(&self) -> Kind {
        *self.kind.get_or_init(|| match &self.values {
            _ if self.distinct() == 0 => Kind::Empty,
            _ if self.distinct() == 1 => Kind::Constant,
            ColumnValues::Texts { names, .. } => {
                let filled = self.rows() - self.missing.len();
                match () {
                    () if self.is_yes_no() => Kind::YesNo,
                    () if names.iter().all(|name| is_date(name)) => Kind::Dates,
                    () if names.len() == 2 || 2 * names.len() <= filled => Kind::Classes,
                    () => Kind::Names,
                }
            }
            ColumnValues::Numbers(_) | ColumnValues::Exact(_) => {
                let summary = self.summary();
                match () {
                    () if summary.counting && numbers_rows(&self.name) => Kind::RowNumbers,
                    () if summary.whole && self.distinct() > 2 && names_something(&self.name) => Kind::Ids,
                    () => Kind::Numbers,
                }
            }
        })
    }

    /// Whether its distinct values are classes rather than numbers to be fitted: texts are, and so are 2–10 distinct
    /// integers that do not number the rows, if they are at most half as many as the rows, or just two.
    #[must_use]
    pub fn holds_classes(&self) -> bool {
        if !self.is_of_numbers() {
            return true;
        }
        let (summary, distinct) = (self.summary(), self.distinct());
        let filled = self.rows() - self.missing.len();
        (2..=10).contains(&distinct) && summary.whole && !summary.counting && (distinct == 2 || 2 * distinct <= filled)
    }
}

/// Whether a heading says that a column numbers the rows; a first column without a heading is called c1, and X by R.
fn numbers_rows(heading: &str) -> bool {
    let small = heading.trim().to_lowercase();
    heading == "c1" || heading == "X" || ROWS.contains(&small.as_str()) || names_something(heading)
}

/// Whether a heading ends in the word id: `id`, `team_id`, `Passenger ID`, `PassengerId`.
fn names_something(heading: &str) -> bool {
    let heading = heading.trim();
    let Some(before) = heading.len().checked_sub(2).filter(|at| heading.is_char_boundary(*at)) else { return false };
    let (before, word) = heading.split_at(before);
    let last = before.chars().next_back();
    match word {
        "id" => last.is_none_or(|last| !last.is_alphanumeric()),
        "ID" | "Id" => last.is_none_or(|last| !last.is_uppercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Table;

    #[test]
    fn kinds_are_judged() {
        let csv = "\
rownames,year,PassengerId,same,sex,flag,day,name,zone,n
1,1990,7,a,m,yes,2024-01-05,ann,x,1.5
2,1991,9,a,f,no,2024-01-06,bob,x,2.5
3,1992,3,a,m,yes,2024-01-07,cy,y,1.5
4,1993,5,a,m,yes,2024-01-07,di,z,3.5
5,1994,2,a,f,no,2024-01-09,eve,y,1.5
6,1995,1,a,m,no,2024-01-09,fay,z,1.5
";
        let table = Table::read_csv("t.csv", csv.as_bytes()).expect("a table");
        let kinds: Vec<Kind> = table.columns.iter().map(Column::kind).collect();
        use Kind::{Classes, Constant, Dates, Ids, Names, Numbers, RowNumbers, YesNo};
        assert_eq!(kinds, [RowNumbers, Numbers, Ids, Constant, Classes, YesNo, Dates, Names, Classes, Numbers]);
    }

    #[test]
    fn headings_of_ids_end_in_that_word() {
        for heading in ["id", "ID", "team_id", "Passenger ID", "PassengerId", "user.id", "userID"] {
            assert!(names_something(heading), "{heading}");
        }
        for heading in ["paid", "PAID", "humid", "x", "", "编", "grid", "covid"] {
            assert!(!names_something(heading), "{heading}");
        }
    }

    #[test]
    fn classes_occur_again() {
        let holds = |cells: &str| {
            let csv =
                format!("y,x\n{}\n", cells.split(' ').map(|cell| format!("{cell},1.5")).collect::<Vec<_>>().join("\n"));
            Table::read_csv("t.csv", csv.as_bytes()).expect("a table").columns[0].holds_classes()
        };
        assert!(holds("0 1 0") && holds("3 5 9 3 5 9") && holds("0 1"));
        assert!(!holds("31 68 62 71 87") && !holds("1 2 3 4") && !holds("0.5 1 0.5 1"));
    }
}
