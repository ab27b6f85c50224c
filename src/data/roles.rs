//! Roles of a table's columns: inputs and target.

use std::sync::Arc;

use super::{
    Column, Kind, Source, Table, TableError, limited::MOST_CELLS, pixels::are_pixels, settings::MOST_FEATURES,
};
use crate::language::Text;

/// Roles of a table's columns.
///
/// An input is a column of numbers or of yes and no under its heading, or the indicator of a text, as in `sex = male`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Names of the inputs.
    pub inputs: Vec<String>,
    /// Heading of the target column.
    pub target: String,
    /// Whether the target's distinct values are classes.
    pub classes: bool,
}

/// Headings of likely targets, most likely first.
const TARGETS: [&str; 10] =
    ["class", "target", "label", "species", "outcome", "diagnosis", "category", "variety", "type", "quality"];
/// Whether a heading says that its column is what is to be predicted.
pub(super) fn is_telling(heading: &str) -> bool {
    TARGETS.iter().any(|target| heading.eq_ignore_ascii_case(target))
}

/// Largest number of texts of a column that are inputs by default.
const MOST_TEXTS: usize = 20;

impl Table {
    /// The most likely roles, as a default. Where columns are the pixels of a picture, they alone are the inputs.
    ///
    /// The target is the column that the file itself names, else one with a telling heading, else the last column if it looks
    /// like classes, else the first one if it does, else the last text column that does, else the last column of numbers.
    /// Constant columns, dates and columns with a different text in every row are skipped; dates are an input if there
    /// is nothing else. All other readable columns are inputs, except those whose empty cells would drop too many rows;
    /// row numbers and ids are inputs only if there is nothing else.
    ///
    /// # Errors
    /// When no column is left as an input.
    pub fn guess_roles(&self) -> Result<Roles, TableError> {
        if let Some(roles) = self.picture_roles() {
            return Ok(roles);
        }
        let named = self.reading.as_ref().and_then(|reading| reading.target.as_ref());
        let named = named.and_then(|name| self.columns.iter().find(|column| column.name == *name));
        let target = named.filter(|column| column.distinct() > 1).or_else(|| self.likely_target());
        let none = || TableError::NoInputs { slip: self.notes.iter().find(|note| is_slip(note)).cloned() };
        let target = target.ok_or_else(none)?;
        let inputs = self.likely_inputs(target);
        if inputs.is_empty() {
            return Err(none());
        }
        let named_classes = named.is_some() && (2..=MOST_TEXTS).contains(&target.distinct());
        let classes = target.holds_classes() || named_classes;
        Ok(Roles { inputs, target: target.name.clone(), classes })
    }

    fn likely_target(&self) -> Option<&Column> {
        let is_filled = |column: &Column| 2 * column.missing.len() <= column.rows();
        let varies = |column: &&Column| column.distinct() > 1 && column.kind() != Kind::RowNumbers;
        let is_read = |column: &&Column| column.is_of_numbers() || is_classes(column);
        let telling = TARGETS.iter().find_map(|heading| {
            let called = |column: &&Column| column.name.eq_ignore_ascii_case(heading);
            self.columns.iter().find(|column| called(column) && varies(column) && is_read(column))
        });
        let is_likely = |column: &&Column| is_classes(column) && is_filled(column);
        let last = || self.columns.last().filter(is_likely);
        let first = || self.columns.first().filter(|column| is_likely(column) && !column.is_of_numbers());
        let text = || self.columns.iter().rfind(|column| is_likely(column) && !column.is_of_numbers());
        let number = |wanted: &dyn Fn(&Column) -> bool| {
            let varies = |column: &Column| column.is_of_numbers() && column.distinct() > 1;
            self.columns.iter().rfind(|column| varies(column) && wanted(column))
        };
        let is_plain = |column: &Column| column.kind() == Kind::Numbers && !column.summary().counting;
        let plain = || number(&|column| is_plain(column) && is_filled(column));
        // At least one input must be left.
        let leaves_one = |column: &&Column| !self.likely_inputs(column).is_empty();
        let names =
            || self.columns.iter().rfind(|column| column.kind() == Kind::Names && column.distinct() <= MOST_TEXTS);
        telling
            .or_else(last)
            .or_else(first)
            .or_else(text)
            .filter(leaves_one)
            .or_else(|| plain().filter(leaves_one))
            .or_else(|| number(&|column| column.kind() != Kind::RowNumbers).filter(leaves_one))
            .or_else(|| names().filter(leaves_one))
    }

    /// The default inputs for this target.
    fn likely_inputs(&self, target: &Column) -> Vec<String> {
        let passed_over =
            |column: &Column| self.reading.as_ref().is_some_and(|reading| reading.passed_over.contains(&column.name));
        let others = || self.columns.iter().filter(|column| column.name != target.name);
        let is_read = |column: &&Column| {
            column.kind().is_read()
                && (column.is_of_numbers() || column.distinct() <= MOST_TEXTS)
                && !passed_over(column)
        };
        let mut inputs = self.filled(others().filter(is_read).collect(), target);
        if inputs.is_empty() {
            // Row numbers are better than nothing, as a year or a date is; a column with such a heading comes last.
            let numbers = others().filter(|column| column.is_of_numbers() || column.dated().is_some());
            let rank = |column: &&Column| match column.kind() {
                Kind::Numbers => 0,
                Kind::Dates => 1,
                Kind::RowNumbers => 2,
                Kind::Ids => 3,
                _ => 4,
            };
            inputs.extend(numbers.min_by_key(rank));
        }
        let mut names = Vec::new();
        let cells = |names: usize| names.saturating_mul(self.rows());
        // Numbers take precedence where there is not room for all.
        let (numbers, texts): (Vec<&Column>, Vec<&Column>) = inputs.iter().partition(|column| column.is_of_numbers());
        let mut chosen: Vec<&str> = Vec::new();
        let mut count = 0;
        for column in numbers.into_iter().chain(texts) {
            let more = self.as_inputs(&column.name).len();
            if count + more <= MOST_FEATURES && cells(count + more) <= MOST_CELLS {
                count += more;
                chosen.push(&column.name);
            }
        }
        for column in inputs.iter().filter(|column| chosen.contains(&column.name.as_str())) {
            names.extend(self.as_inputs(&column.name));
        }
        names
    }

    /// Those of `columns` that are filled in two thirds of the rows in which `target` is, together with the ones
    /// already taken, in the order of the table; fuller ones are tried first.
    fn filled<'a>(&self, columns: Vec<&'a Column>, target: &Column) -> Vec<&'a Column> {
        let rows = self.rows();
        let mut empty = vec![false; rows];
        target.missing.iter().for_each(|row| empty[*row as usize] = true);
        let mut left = rows - target.missing.len();
        let least = (2 * left).div_ceil(3).max(2);
        let mut order: Vec<&Column> = columns.clone();
        order.sort_by_key(|column| column.missing.len());
        let mut kept: Vec<&Column> = Vec::new();
        for column in order {
            let lost = column.missing.iter().filter(|row| !empty[**row as usize]).count();
            let is_first = kept.is_empty() && left - lost >= 2;
            if left - lost >= least || is_first {
                column.missing.iter().for_each(|row| empty[*row as usize] = true);
                left -= lost;
                kept.push(column);
            }
        }
        columns.into_iter().filter(|column| kept.iter().any(|other| std::ptr::eq(*other, *column))).collect()
    }
}

/// Whether a note of the reader reports a cell that turned a column of numbers or dates into texts.
fn is_slip(note: &Text) -> bool {
    [" is taken as texts ", " is not read as dates "].iter().any(|words| note.both().0.contains(words))
}

impl Source {
    /// This table with default roles.
    ///
    /// # Errors
    /// When no default roles can be found.
    pub fn table(table: Arc<Table>) -> Result<Self, TableError> {
        let roles = table.guess_roles()?;
        Ok(Self::Table { table, inputs: roles.inputs, target: roles.target, classes: roles.classes })
    }

    /// Another table in place of this source: with the same roles when it has the same columns, otherwise with default
    /// ones.
    ///
    /// # Errors
    /// When no default roles can be found.
    pub fn on(&self, mut table: Arc<Table>) -> Result<Self, TableError> {
        if let Self::Table { table: known, .. } = self {
            Arc::make_mut(&mut table).read_dates_like(known);
        }
        if let Self::Table { inputs, target, classes, .. } = self
            && inputs.iter().all(|name| table.numbers(name).is_ok())
            && table.column(target).is_ok()
        {
            return Ok(Self::Table { table, inputs: inputs.clone(), target: target.clone(), classes: *classes });
        }
        Self::table(table)
    }

    /// Makes the column `heading` of its table the target, as classes if its values look like them; it is then no
    /// longer an input. Does nothing if it is the target already, or if there is no table.
    ///
    /// # Errors
    /// When the table has no such column.
    pub fn predict(&mut self, heading: &str) -> Result<(), TableError> {
        let Self::Table { table, inputs, target, classes } = self else { return Ok(()) };
        if target == heading {
            return Ok(());
        }
        let column = table.column(heading)?;
        *classes = column.holds_classes();
        let former = std::mem::replace(target, column.name.clone());
        inputs.retain(|name| name != target && !table.is_text_of(name, target));
        // A pixel that was the target for a while comes back to its picture.
        let is_read = |column: &&Column| column.name == former || inputs.contains(&column.name);
        let pixels: Vec<&Column> =
            table.columns.iter().filter(|column| column.name != *target).filter(is_read).collect();
        if are_pixels(&pixels) {
            *inputs = pixels.iter().map(|column| column.name.clone()).collect();
        }
        Ok(())
    }
}

/// Whether a column is a likely target: classes, and not so many that it rather identifies the rows.
pub(super) fn is_classes(column: &Column) -> bool {
    let occurs_again = matches!(column.kind(), Kind::Numbers | Kind::Classes | Kind::YesNo);
    column.holds_classes() && occurs_again && (2..=20).contains(&column.distinct())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(csv: &str) -> (Vec<String>, String, bool) {
        let roles = Table::read_csv("t.csv", csv.as_bytes()).expect("a table").guess_roles().expect("roles");
        (roles.inputs, roles.target, roles.classes)
    }

    #[test]
    fn roles_are_guessed() {
        for (csv, inputs, target, classes) in [
            ("x,y,z,kind\n1,2,3,a\n4,5,6.5,b\n", &["x", "y", "z"][..], "kind", true),
            (
                "species,island,bill,mass,sex\na,i,1,2,m\nb,j,2,3,f\n",
                &["island = j", "bill", "mass", "sex = m"],
                "species",
                true,
            ),
            ("name,x\na,1.5\nb,2\n", &["x"], "name", true),
            ("x,y,price\n1,2,3.5\n4,6,7\n", &["x", "y"], "price", false),
            ("x,y,label\n1.5,2,0\n4,3.5,1\n1,1,0\n", &["x", "y"], "label", true),
            (",x,y,group\n0,5,7,0\n1,6,9,1\n2,1,0,0\n", &["x", "y"], "group", true),
            ("same,x,y,out\n1,5,7,1.5\n1,6,9,2.5\n", &["x", "y"], "out", false),
            ("same,out\n1,1.5\n1,2.5\n", &["same"], "out", false),
            ("x,y,kind\n1.5,2,a\n4,3.5,a\n", &["x"], "y", false),
            ("label,x,y\n1,2.5,2.5\n1,3.5,4\n", &["x"], "y", false),
            ("x,y,rare\n1,2.5,\n5,3.5,\n2,9.5,7.5\n3,2,\n", &["x"], "y", false),
            ("x,y\n32,31\n53,68\n61,62\n47,71\n59,87\n", &["x"], "y", false),
            ("x,y\n1,2\n2,3\n3,4\n4,5\n", &["x"], "y", false),
            ("rownames,year,y\n1,1990,2.5\n2,1991,3\n3,1992,3.5\n", &["year"], "y", false),
            ("rownames,y\n1,2.5\n2,3\n3,3.5\n", &["rownames"], "y", false),
            ("day,x,y\n2024-01-01,1,2.5\n2024-01-02,7,3\n2024-01-03,5,3.5\n", &["x"], "y", false),
            ("day,sales\n2024-01-01,2.5\n2024-01-02,3\n2024-01-03,3.5\n", &["day"], "sales", false),
            ("PassengerId,Age,out\n7,30,1.5\n3,20,2.5\n9,10,4.5\n", &["Age"], "out", false),
            ("flag,ok,label\nTrue,False,1\nFalse,False,0\nTrue,True,1\n", &["flag", "ok"], "label", true),
            ("city,x\nUlm,1.5\nBonn,2\nTrier,3.5\n", &["x"], "city", true),
            ("done,died,age,arm\n1.5,,50,a\n,2.5,51,b\n3.5,,52,a\n,4.5,54,b\n", &["age"], "arm", true),
        ] {
            assert_eq!(guess(csv), (inputs.iter().map(ToString::to_string).collect(), target.into(), classes), "{csv}");
        }
    }

    #[test]
    fn dates_of_many_years_are_numbers() {
        let day = |row: usize| format!("{}-{:02}-{:02}", 1990 + row / 336, row / 28 % 12 + 1, row % 28 + 1);
        let rows: String = (0..2000).map(|row| format!("{},{}.5\n", day(row), row * 7 % 1001)).collect();
        let (inputs, target, classes) = guess(&format!("day,sales\n{rows}"));
        assert_eq!((inputs, target.as_str(), classes), (vec!["day".into()], "sales", false));
        let table = Table::read_csv("t.csv", format!("day,sales\n{rows}").as_bytes()).expect("a table");
        let day = table.numbers("day").expect("numbers");
        assert!(table.notes.iter().any(|note| note.to_string().contains("different dates")));
        assert_eq!(day.numbers().map(|all| f64::from(all[336]) + day.origin()), Some(1991.0));
        let mixed =
            Table::read_csv("t.csv", format!("day,sales,n\nsoon,1,1\n{}", rows.replace('\n', ",1\n")).as_bytes());
        assert!(mixed.expect("a table").column("day").is_err(), "too many texts");
    }

    #[test]
    fn whether_a_target_is_classes_is_answered_once() {
        let csv = b"x,n,year,text\n1.5,0,1,a\n2,1,2,b\n3,0,3,c\n4,1,4,a\n5,1,5,b\n6,0,6,c\n";
        let table = Table::read_csv("t.csv", csv).expect("a table");
        let Roles { inputs, target, classes } = table.guess_roles().expect("roles");
        assert_eq!((target.as_str(), inputs.join(",")), ("text", "x,n,year".to_owned()));
        let mut source = Source::Table { table: std::sync::Arc::new(table), inputs, target, classes };
        let mut after = |heading: &str| {
            let found = source.predict(heading);
            let Source::Table { inputs, classes, .. } = &source else { panic!("still a table") };
            (found.is_ok(), *classes, inputs.join(","))
        };
        assert_eq!(after("n"), (true, true, "x,year".into()), "two whole numbers");
        assert_eq!(after("year"), (true, false, "x".into()), "it counts the rows");
        assert_eq!(after("none"), (false, false, "x".into()));
        assert_eq!(after("text"), (true, true, "x".into()));
        assert_eq!(after("x"), (true, false, String::new()));
    }

    #[test]
    fn one_of_many_texts_is_no_input_of_its_own_target() {
        let table = Table::read_csv("t.csv", b"zone,x\na,1\nb,2\nc,1\na,1\nb,2\nc,2\n").expect("a table");
        let inputs = [table.as_inputs("zone"), vec!["x".into()]].concat();
        let mut source = Source::Table { table: std::sync::Arc::new(table), inputs, target: "x".into(), classes: true };
        source.predict("zone").expect("it is there");
        assert_eq!(source.input_names(), ["x"]);
    }

    #[test]
    fn a_table_of_texts_has_no_inputs_and_the_cell_at_fault_is_told() {
        let refused = |csv: &[u8]| Table::read_csv("t.csv", csv).expect("a table").guess_roles().unwrap_err();
        assert_eq!(refused(b"a,b\nx,y\nz,w\nu,v\n"), TableError::NoInputs { slip: None });
        let told = refused(b"a,b\n1,x\n2,y\n3,z\n7,u\nfive,v\n").to_string();
        assert!(told.ends_with("because of “five” in line 6; correct that cell to use it as numbers"), "{told}");
    }
}
