//! Sentences about what was assumed while reading.

use super::survey::Found;
use crate::{
    data::{
        Dates,
        limited::{MOST_TEXTS, NAME},
        table_error::listed,
    },
    language::{Text, brief},
    text,
};

/// Headings of the columns to which the same sentence applies, with the first cell that shows it.
#[derive(Default)]
pub(super) struct Group {
    columns: Vec<String>,
    cells: usize,
    example: String,
}

impl Group {
    pub(super) fn add(&mut self, column: &str, found: &Found) {
        let Some((_, example)) = found.first.as_ref().filter(|_| found.count > 0) else { return };
        if self.columns.is_empty() {
            self.example.clone_from(example);
        }
        self.columns.push(column.to_owned());
        self.cells += found.count;
    }

    /// The sentence for these columns; `None` when there are none.
    pub(super) fn say(&self, say: impl Fn((&str, &str), &str, usize) -> Text) -> Option<Text> {
        let names = listed(self.columns.iter().map(String::as_str));
        (!self.columns.is_empty()).then(|| say(names.both(), &self.example, self.cells))
    }
}

/// What is taken as missing.
pub(super) fn unknown((names, names_zh): (&str, &str), example: &str, cells: usize) -> Text {
    let (are, s) = if cells == 1 { ("counts", "") } else { ("count", "s") };
    text!(
        "In {names}, {cells} cell{s} such as “{example}” {are} as empty, since all else there is numbers.",
        "{names_zh}中有 {cells} 个单元格（如“{example}”）视为空，因为该列其余都是数。"
    )
}

/// Values that no network can read: infinities and NaN.
pub(super) fn not_finite((names, names_zh): (&str, &str), example: &str, cells: usize) -> Text {
    let (hold, s) = if cells == 1 { ("holds", "") } else { ("hold", "s") };
    text!(
        "In {names}, {cells} cell{s} {hold} no finite number below 3.4e38, such as “{example}”; they count as empty.",
        "{names_zh}中有 {cells} 个单元格不是小于 3.4e38 的有限数（如“{example}”），视为空。"
    )
}

/// Whole numbers of more digits than f64 has.
pub(super) fn coarse((names, names_zh): (&str, &str), example: &str, cells: usize) -> Text {
    let (have, s) = if cells == 1 { ("has", "") } else { ("have", "s") };
    text!(
        "In {names}, {cells} cell{s} such as “{example}” {have} more digits than are kept (about 16), so that numbers which \
         differ in the last ones become equal.",
        "{names_zh}中有 {cells} 个单元格（如“{example}”）的位数超过可保留的约 16 位，末几位不同的数会变成相等。"
    )
}

/// Numbers with a word behind them.
pub(super) fn with_unit(column: &str, cell: &str) -> Text {
    text!(
        "“{}” is taken as texts because of the word behind its numbers, as in “{}”; take that off to use them as numbers.",
        "“{}”被当作文本，因为数后带有文字，如“{}”；去掉文字即可作为数值使用。",
        brief(column),
        brief(cell)
    )
}

/// Texts that differ in capitals alone.
pub(super) fn in_two_cases(column: &str, [one, other]: [&str; 2], is_one: bool) -> Text {
    let (column, one, other) = (brief(column), brief(one), brief(other));
    if is_one {
        text!("In “{column}”, “{one}” and “{other}” are taken as one.", "“{column}”中的“{one}”和“{other}”视为相同。")
    } else {
        text!(
            "“{column}” holds “{one}” and “{other}”, which differ in capitals alone and are two classes; write them alike if they \
             are one.",
            "“{column}”中有“{one}”和“{other}”，只有大小写不同，算作两个类别；若为同一类，请写成一样。"
        )
    }
}

/// A last row that sums up the others.
pub(super) fn total(text: &str) -> Text {
    text!(
        "The last row says “{}”; it is read as a row like the others: take it out of the file if it sums them up.",
        "最后一行写着“{}”，按普通数据行读取；若是汇总行，请从文件中去掉。",
        brief(text)
    )
}

/// Signs around numbers.
pub(super) fn signs((names, names_zh): (&str, &str), example: &str, read: &str) -> Text {
    text!(
        "In {names}, signs around numbers are taken off: “{example}” is read as {read}.",
        "{names_zh}中数值两旁的符号已去掉：“{example}”读作 {read}。"
    )
}

/// A point or a comma with two possible meanings.
pub(super) fn doubtful((names, names_zh): (&str, &str), example: &str, read: &str) -> Text {
    text!("In {names}, “{example}” is read as {read}.", "{names_zh}中的“{example}”读作 {read}。")
}

/// A column of numbers that a single cell turned into texts; most likely a slip.
pub(super) fn slip(line_of: impl Fn(usize) -> usize, column: &str, found: &Found) -> Option<Text> {
    let (begins, cell) = found.first.as_ref()?;
    let line = line_of(*begins);
    Some(text!(
        "“{}” is taken as texts because of “{cell}” in line {line}; correct that cell to use it as numbers.",
        "“{}”被当作文本，因为第 {line} 行是“{cell}”；更正该单元格即可作为数值使用。",
        brief(column)
    ))
}

/// An empty column.
pub(super) fn left_out_empty(column: &str) -> Text {
    text!("“{}” is left out: all its cells are empty.", "“{}”已略去：所有单元格都为空。", brief(column))
}

/// An empty column that may be what is predicted one day.
pub(super) fn no_labels(column: &str) -> Text {
    text!(
        "All cells of “{}” are empty; chosen as the target, it lets all rows serve pretraining, which needs none.",
        "“{}”的所有单元格都为空；选它作目标时，所有行都用于不需要目标的预训练。",
        brief(column)
    )
}

/// A column with a text that is too long.
pub(super) fn left_out_long(column: &str) -> Text {
    text!(
        "“{}” is left out: it holds a text of more than {NAME} characters, too long for a class.",
        "“{}”已略去：其中有超过 {NAME} 个字符的文本，作类别太长。",
        brief(column)
    )
}

/// A column of too many texts.
pub(super) fn left_out_many(column: &str) -> Text {
    text!(
        "“{}” is left out: it holds more than {MOST_TEXTS} different texts, too many for classes.",
        "“{}”已略去：不同文本超过 {MOST_TEXTS} 个，作类别太多。",
        brief(column)
    )
}

/// Dates with too many distinct values for texts.
pub(super) fn years(column: &str) -> Text {
    text!(
        "“{}” holds more than {MOST_TEXTS} different dates; they are read as numbers: years with their fraction, or hours.",
        "“{}”中不同日期超过 {MOST_TEXTS} 个；读作数：带小数的年份，或小时。",
        brief(column)
    )
}

/// Dates that could be two.
pub(super) fn unsure_dates(column: &str, date: &str) -> Text {
    text!(
        "“{}” holds dates that could be two days, such as “{}”; they are texts until it is chosen whether day, month or \
         year comes first.",
        "“{}”中的日期（如“{}”）可能指两个日子；在选定日、月、年哪个在前之前，它们是文本。",
        brief(column),
        brief(date)
    )
}

/// Dates that could be two, read like those of the network's own table.
pub(super) fn known_dates(column: &str, date: &str, order: Dates) -> Text {
    let (first, first_zh) = order.leads();
    text!(
        "In “{}”, the {first} comes first in dates such as “{}”, as in the table that the network learned from.",
        "“{}”中的日期（如“{}”）按网络所学表格的写法读取：{first_zh}在前。",
        brief(column),
        brief(date)
    )
}

/// A cell that alone keeps a column from being of dates.
pub(super) fn no_date(line: usize, column: &str, cell: &str) -> Text {
    text!(
        "“{}” is not read as dates because of “{}” in line {line}; correct that cell to use it as dates.",
        "“{}”未作为日期读取，因为第 {line} 行是“{}”；更正该单元格即可作为日期使用。",
        brief(column),
        brief(cell)
    )
}

/// A guessed encoding.
pub(super) fn encoding(name: &str) -> Text {
    text!(
        "The file does not say how its letters are coded; they are read as {name}.",
        "文件没有说明字符编码；按 {name} 读取。"
    )
}

/// No headings.
pub(super) fn no_headings(line: usize) -> Text {
    text!(
        "Line {line} is taken for a row, not for headings; the columns are called c1, c2 and so on.",
        "第 {line} 行被当作数据行而不是标题；各列称为 c1、c2……"
    )
}

/// Headings that could be data.
pub(super) fn headings(line: usize, first: &str) -> Text {
    text!(
        "Line {line}, which begins with {first}, is taken for headings, although it holds numbers.",
        "第 {line} 行（以{first}开头）被当作标题，尽管其中有数。"
    )
}

/// Comment lines.
pub(super) fn comments(count: usize) -> Text {
    let (lines, are) = if count == 1 { ("line that begins", "is") } else { ("lines that begin", "are") };
    text!("{count} {lines} with # {are} passed over.", "略去了 {count} 行以 # 开头的注释。")
}

/// Rows that repeat the headings.
pub(super) fn repeated(count: usize) -> Text {
    let (rows, are) = if count == 1 { ("row repeats", "is") } else { ("rows repeat", "are") };
    text!("{count} {rows} the headings and {are} passed over.", "有 {count} 行重复了标题，已略去。")
}

/// Title lines.
pub(super) fn titles(count: usize, first: &str) -> Text {
    let (first, more) = (brief(first.trim_matches([',', ';', '\t', '|'])), count - 1);
    match more {
        0 => text!("The line “{first}” stands above the headings and is passed over.", "标题行上方的“{first}”已略去。"),
        _ => text!(
            "{count} lines above the headings, the first of them “{first}”, are passed over.",
            "标题行上方的 {count} 行已略去，其中第一行是“{first}”。"
        ),
    }
}

/// Lines below the rows.
pub(super) fn remarks(count: usize, first: &str) -> Text {
    let (first, more) = (brief(first), count - 1);
    match more {
        0 => text!("The line “{first}” stands below the rows and is passed over.", "数据下方的“{first}”已略去。"),
        _ => text!(
            "{count} lines below the rows, the first of them “{first}”, are passed over.",
            "数据下方的 {count} 行已略去，其中第一行是“{first}”。"
        ),
    }
}

/// One heading fewer than cells.
pub(super) fn row_names(column: &str) -> Text {
    text!(
        "Every row has one cell more than there are headings; the first, without one, is called “{column}”.",
        "每行比标题多一个单元格；没有标题的第一列称为“{column}”。"
    )
}

/// A line of units.
pub(super) fn units(line: usize, first: &str) -> Text {
    text!(
        "Line {line} is taken for units, as it holds “{first}” above numbers, and passed over.",
        "第 {line} 行在数值上方写有“{first}”，被当作单位并略去。"
    )
}

/// Orange's lines.
pub(super) fn orange() -> Text {
    text!(
        "The second and third line name the columns' kinds and roles, as Orange writes them.",
        "第二、三行是 Orange 所写的各列类型和角色。"
    )
}

/// A heading that occurs twice.
pub(super) fn twice(headings: &[String]) -> Option<Text> {
    let names = listed(headings.iter().map(String::as_str));
    let (names, names_zh) = names.both();
    (!headings.is_empty()).then(|| {
        text!(
            "More than one column is called {names}; the later ones get a number, such as “{}.1”.",
            "有多列同名：{names_zh}；后面的列加上编号，如“{}.1”。",
            brief(&headings[0])
        )
    })
}
