//! Which columns of a table are read, and which is predicted.

use super::{Column, ColumnValues, Source, Table, TableError};

/// Roles of a table's columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Headings of the input columns.
    pub inputs: Vec<String>,
    /// Heading of the column to predict.
    pub target: String,
    /// Whether the target's different values are classes.
    pub classes: bool,
}

/// Headings that say what they are, the surest first.
const TARGETS: [&str; 10] =
    ["class", "target", "label", "species", "outcome", "diagnosis", "category", "variety", "type", "quality"];

impl Table {
    /// The roles that a person most likely wants, for a first picture that can be changed.
    ///
    /// The target is a column with a telling heading, else the last column if it looks like classes, else the first one
    /// if it does, else the last text column that does, else the last column of numbers. A column of one class that a
    /// person plainly meant is taken all the same, so that validation can say what is wrong with it. The inputs are the
    /// first two columns of numbers, so that the decision map shows the whole of what is learned; columns that are
    /// constant or only count the rows are passed over.
    ///
    /// # Errors
    /// When no column of numbers is left to be an input.
    pub fn guess_roles(&self) -> Result<Roles, TableError> {
        let varies = |column: &&Column| column.distinct() > 1 && !column.summary().counting;
        let telling = TARGETS.iter().find_map(|heading| {
            self.columns.iter().find(|column| {
                column.name.eq_ignore_ascii_case(heading)
                    && varies(column)
                    && (column.numbers().is_some() || is_classes(column))
            })
        });
        let last = self.columns.last().filter(|column| is_classes(column));
        let first = self.columns.first().filter(|column| is_classes(column) && column.numbers().is_none());
        let text = || self.columns.iter().rfind(|column| is_classes(column) && column.numbers().is_none());
        let single = || {
            self.columns.iter().rfind(|column| {
                let is_named = TARGETS.iter().any(|heading| column.name.eq_ignore_ascii_case(heading));
                column.distinct() == 1 && (is_named || column.numbers().is_none())
            })
        };
        let number = || self.columns.iter().rfind(|column| column.numbers().is_some() && varies(column));
        let target =
            telling.or(last).or(first).or_else(text).or_else(single).or_else(number).ok_or(TableError::NoInputs)?;
        let others = || self.columns.iter().filter(|column| column.numbers().is_some() && column.name != target.name);
        let mut inputs: Vec<String> = others().filter(varies).take(2).map(|column| column.name.clone()).collect();
        if inputs.is_empty() {
            inputs = others().take(1).map(|column| column.name.clone()).collect();
        }
        if inputs.is_empty() {
            return Err(TableError::NoInputs);
        }
        Ok(Roles { inputs, target: target.name.clone(), classes: is_classes(target) || target.distinct() == 1 })
    }
}

impl Source {
    /// Predicts the column `heading` of its table from now on, as classes where its values look like them; it is then no
    /// input any more. Without effect where it is predicted already, or where there is no table.
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
        target.clone_from(&column.name);
        inputs.retain(|name| name != target);
        Ok(())
    }
}

impl Column {
    /// Whether its different values are classes rather than numbers to be fitted: texts are, and so are 2–10 different
    /// whole numbers that do not merely count the rows.
    #[must_use]
    pub fn holds_classes(&self) -> bool {
        match self.values {
            ColumnValues::Texts { .. } => true,
            ColumnValues::Numbers(_) => {
                let summary = self.summary();
                (2..=10).contains(&self.distinct()) && summary.whole && !summary.counting
            }
        }
    }
}

/// Whether a column is a likely target: classes, and not so many that it rather names the rows.
fn is_classes(column: &Column) -> bool {
    column.holds_classes() && (2..=20).contains(&column.distinct())
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
            ("x,y,z,kind\n1,2,3,a\n4,5,6.5,b\n", &["x", "y"][..], "kind", true),
            ("species,island,bill,mass,sex\na,i,1,2,m\nb,j,2,3,f\n", &["bill", "mass"], "species", true),
            ("name,x\na,1.5\nb,2\n", &["x"], "name", true),
            ("x,y,price\n1,2,3.5\n4,6,7\n", &["x", "y"], "price", false),
            ("x,y,label\n1.5,2,0\n4,3.5,1\n1,1,0\n", &["x", "y"], "label", true),
            (",x,y,group\n0,5,7,0\n1,6,9,1\n2,1,0,0\n", &["x", "y"], "group", true),
            ("same,x,y,out\n1,5,7,1.5\n1,6,9,2.5\n", &["x", "y"], "out", false),
            ("same,out\n1,1.5\n1,2.5\n", &["same"], "out", false),
            ("x,y,kind\n1.5,2,a\n4,3.5,a\n", &["x", "y"], "kind", true),
            ("label,x,y\n1,2.5,2.5\n1,3.5,4\n", &["x", "y"], "label", true),
        ] {
            assert_eq!(guess(csv), (inputs.iter().map(ToString::to_string).collect(), target.into(), classes), "{csv}");
        }
    }

    #[test]
    fn whether_a_target_is_classes_is_answered_once() {
        let table = Table::read_csv("t.csv", b"x,n,year,text\n1.5,0,1,a\n2,1,2,b\n3,0,3,c\n").expect("a table");
        let Roles { inputs, target, classes } = table.guess_roles().expect("roles");
        assert_eq!((target.as_str(), inputs.clone()), ("text", vec!["x".to_owned(), "n".into()]));
        let mut source = Source::Table { table: std::sync::Arc::new(table), inputs, target, classes };
        let mut after = |heading: &str| {
            let found = source.predict(heading);
            let Source::Table { inputs, classes, .. } = &source else { panic!("still a table") };
            (found.is_ok(), *classes, inputs.join(","))
        };
        assert_eq!(after("n"), (true, true, "x".into()), "two whole numbers");
        assert_eq!(after("year"), (true, false, "x".into()), "it counts the rows");
        assert_eq!(after("none"), (false, false, "x".into()));
        assert_eq!(after("text"), (true, true, "x".into()));
        assert_eq!(after("x"), (true, false, String::new()));
    }

    #[test]
    fn a_table_of_texts_has_no_inputs() {
        let table = Table::read_csv("t.csv", b"a,b\nx,y\nz,w\n").expect("a table");
        assert_eq!(table.guess_roles(), Err(TableError::NoInputs));
    }
}
