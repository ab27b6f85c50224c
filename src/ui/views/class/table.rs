//! A row a pupil: sorted by any column, opened by a double click.

use std::{cmp::Ordering, collections::BTreeSet};

use egui::{
    Align2, Button, FontId, Key, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    accesskit::Role,
    pos2,
    text::{LayoutJob, TextWrapping},
    vec2,
};

use crate::{
    language::shortened,
    lessons::class::{Class, DIFFERS, Gathered},
    text,
    ui::{
        Action,
        kit::{
            Theme, markdown,
            theme::{bold, space, text as size},
            verdict,
        },
    },
};

/// Height of a row.
const ROW: f32 = 24.0;
/// Width of a letter, near enough, and of a column at least and at most.
const LETTER: f32 = 7.5;
const COLUMN: (f32, f32) = (56.0, 260.0);
/// The tick and the cross of the table, which the typefaces lack: they are painted.
const RIGHT: char = '\u{2713}';
const WRONG: char = '\u{2717}';
/// The column with the name of the file.
pub(super) const FILE: usize = 1;
/// The column that says how many answers are right.
const RIGHT_ONES: usize = 4;
/// The column of the lesson.
const LESSON: usize = 2;
/// Width of a tick or a cross with the space behind it.
const MARK: f32 = 16.0;
/// Most rows that decide about the width of a column.
const LOOKED_AT: usize = 200;

/// How wide the columns are, and in which order the rows stand.
#[derive(Debug)]
pub(super) struct Digest {
    /// The columns in the order in which they stand: what a teacher looks for first.
    columns: Vec<usize>,
    widths: Vec<f32>,
    order: Vec<usize>,
    sorted: Option<(usize, bool)>,
}

impl Digest {
    pub(super) fn of(table: &Class) -> Self {
        let letters = |words: &str| words.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let width = |(place, head): (usize, &String)| {
            let cells = table.rows.iter().take(LOOKED_AT).filter_map(|row| row.cells.get(place));
            let most = cells.map(|cell| letters(cell)).max().unwrap_or(0).max(letters(head) + 2);
            (LETTER * most as f32 + space::TWO).clamp(COLUMN.0, COLUMN.1)
        };
        let widths = table.head.iter().enumerate().map(width).collect();
        // Name and how many are right, what training again found and the remarks, the items, and the rest; the lesson beside
        // the name where there are several.
        let lessons: BTreeSet<_> = table.rows.iter().filter_map(|row| row.cells.get(LESSON)).collect();
        let (count, second) = (table.head.len(), if lessons.len() > 1 { LESSON } else { RIGHT_ONES });
        let first = BTreeSet::from([0, second, RIGHT_ONES]);
        let last = count.saturating_sub(2)..count;
        let is_other = |column: &usize| !first.contains(column) && !last.contains(column);
        let (items, rest): (Vec<usize>, Vec<usize>) =
            (0..count).filter(is_other).partition(|column| *column > RIGHT_ONES);
        let named = first.iter().copied().filter(|column| *column < count && !last.contains(column));
        let columns = named.chain(last.clone()).chain(items).chain(rest).collect();
        Self { columns, widths, order: (0..table.rows.len()).collect(), sorted: None }
    }

    fn sort(&mut self, table: &Class, by: Option<(usize, bool)>) {
        if self.sorted == by {
            return;
        }
        self.sorted = by;
        self.order = (0..table.rows.len()).collect();
        let Some((column, backward)) = by else { return };
        let cell = |row: usize| table.rows[row].cells.get(column).map_or("", String::as_str);
        self.order.sort_by(|a, b| {
            let order = compared(cell(*a), cell(*b));
            if backward { order.reverse() } else { order }
        });
    }
}

/// Numbers by their size, wherever they stand in the cell; words by their letters.
fn compared(a: &str, b: &str) -> Ordering {
    let number = |cell: &str| {
        let plain = cell.trim_start_matches([RIGHT, WRONG, ' ']);
        plain.split('/').next().and_then(|part| part.trim().parse::<f64>().ok())
    };
    match (number(a), number(b)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.to_lowercase().cmp(&b.to_lowercase()),
    }
}

pub(super) fn ui(
    ui: &mut Ui,
    theme: &Theme,
    class: &Gathered,
    digest: &mut Digest,
    (sort, chosen): (&mut Option<(usize, bool)>, &mut Option<String>),
    actions: &mut Vec<Action>,
) {
    let table = &class.table;
    *sort = sort.filter(|(column, _)| *column < table.head.len());
    digest.sort(table, *sort);
    let whole: f32 = digest.widths.iter().sum();
    ScrollArea::horizontal().id_salt("class").auto_shrink(false).show(ui, |ui| {
        ui.set_min_width(whole);
        ui.spacing_mut().item_spacing.y = 0.0;
        head(ui, theme, table, digest, sort);
        let rows = ScrollArea::vertical().id_salt("pupils").auto_shrink(false);
        rows.show_rows(ui, ROW, digest.order.len(), |ui, shown| {
            for place in shown {
                row(ui, theme, class, digest, digest.order[place], (chosen, actions));
            }
        });
    });
}

/// The names of the columns; one that is pressed sorts, and pressed again backward.
fn head(ui: &mut Ui, theme: &Theme, table: &Class, digest: &Digest, sort: &mut Option<(usize, bool)>) {
    let whole: f32 = digest.widths.iter().sum();
    let (rect, _) = ui.allocate_exact_size(vec2(whole, ROW), Sense::hover());
    let mut left = rect.left();
    for &column in &digest.columns {
        let (name, width) = (&table.head[column], &digest.widths[column]);
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(*width, ROW));
        left += width;
        let sign = match sort {
            Some((at, backward)) if *at == column => [" ↑", " ↓"][usize::from(*backward)],
            _ => "",
        };
        let words = RichText::new(format!("{name}{sign}")).font(bold(size::SMALL)).color(theme.muted);
        let place = UiBuilder::new().id_salt(("column", column)).max_rect(cell);
        let button = ui.scope_builder(place, |ui| {
            ui.spacing_mut().button_padding.x = 0.0;
            ui.add(Button::new(words).frame(false).min_size(vec2(0.0, ROW)).truncate())
        });
        let hint = theme.say(text!("Sort by {name}", "按“{name}”排序"));
        let asked = table.asked.get(column).filter(|asked| !asked.is_empty());
        let hint = asked.map_or_else(|| hint.to_string(), |asked| format!("{}\n{hint}", markdown::plain(asked)));
        if button.inner.on_hover_text(hint).clicked() {
            *sort = match *sort {
                Some((at, false)) if at == column => Some((column, true)),
                Some((at, true)) if at == column => None,
                _ => Some((column, false)),
            };
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), (space::LINE, theme.rule));
}

fn row(
    ui: &mut Ui,
    theme: &Theme,
    class: &Gathered,
    digest: &Digest,
    place: usize,
    (chosen, actions): (&mut Option<String>, &mut Vec<Action>),
) {
    let table = &class.table;
    let row = &table.rows[place];
    let whole: f32 = digest.widths.iter().sum();
    let (rect, response) = ui.allocate_exact_size(vec2(whole, ROW), Sense::click());
    let is_chosen = chosen.is_some() && row.cells.get(FILE) == chosen.as_ref();
    if response.hovered() || response.has_focus() || is_chosen {
        let strength = if is_chosen { 0.16 } else { 0.08 };
        ui.painter().rect_filled(rect, 3.0, theme.accent.gamma_multiply(strength));
    }
    let mut left = rect.left();
    for &column in &digest.columns {
        let (Some(cell), width) = (row.cells.get(column), digest.widths[column]) else { continue };
        let (mark, rest) = marked(cell);
        let mark = mark.or_else(|| (*rest == *DIFFERS.say(theme.language)).then_some(false));
        let mut place = pos2(left, rect.center().y);
        if mark.is_some() {
            verdict::paint(ui.painter(), theme, place + vec2(5.0, 0.0), mark);
            place.x += MARK;
        }
        let line = rest.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut job = LayoutJob::simple_singleline(line, FontId::proportional(size::BODY), theme.ink);
        job.wrap = TextWrapping::truncate_at_width(left + width - space::ONE - place.x);
        let words = ui.painter().layout_job(job);
        let place = Align2::LEFT_CENTER.anchor_size(place, words.size()).min;
        ui.painter().galley(place, words, theme.ink);
        left += width;
    }
    let said = table.head.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
    let said: Vec<String> = said.map(|(name, cell)| format!("{name}: {}", shortened(cell, 200))).collect();
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, said.join(", ")));
    let enter = response.has_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if response.clicked() {
        *chosen = row.cells.get(FILE).cloned();
    }
    if response.double_clicked() || enter {
        actions.extend(row.cells.get(FILE).map(|file| Action::OpenFile(class.wanted.folder.join(file))));
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        let hint =
            theme.say(text!("Click: the answers; double click: open this run", "单击：查看回答；双击：打开这次训练"));
        for line in row.remarks.iter().take(6) {
            ui.label(&*shortened(line, 300));
        }
        ui.label(theme.caption(hint));
    });
}

/// Whether a cell begins with a tick or a cross, and what else stands in it.
pub(super) fn marked(cell: &str) -> (Option<bool>, &str) {
    let mark = match cell.chars().next() {
        Some(RIGHT) => Some(true),
        Some(WRONG) => Some(false),
        _ => None,
    };
    (mark, cell.trim_start_matches([RIGHT, WRONG]).trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::class::Row;

    #[test]
    fn rows_are_sorted_by_numbers_and_by_letters() {
        let row = |cells: [&str; 3]| Row { cells: cells.map(str::to_owned).to_vec(), answers: vec![], remarks: vec![] };
        let rows =
            vec![row(["bob", "10/12", "\u{2717} 9.50"]), row(["Ada", "9/12", "\u{2713} 10.20"]), row(["Cy", "", "–"])];
        let table =
            Class { head: ["name", "right", "1.1"].map(str::to_owned).to_vec(), asked: vec![], rows, due: None };
        let mut digest = Digest::of(&table);
        assert_eq!(digest.columns, [0, 1, 2]);
        let wide = Class { head: vec![String::new(); 9], ..Class::default() };
        assert_eq!(Digest::of(&wide).columns, [0, 4, 7, 8, 5, 6, 1, 2, 3]);
        let of = |lesson: &str| Row { cells: vec![String::new(), String::new(), lesson.into()], ..row(["", "", ""]) };
        let mixed = Class { rows: vec![of("a"), of("b")], ..wide };
        assert_eq!(Digest::of(&mixed).columns, [0, 2, 4, 7, 8, 5, 6, 1, 3], "which lesson it is, beside the name");
        for (by, order) in [
            (Some((0, false)), [1, 0, 2]),
            (Some((1, false)), [1, 0, 2]),
            (Some((1, true)), [2, 0, 1]),
            (Some((2, false)), [0, 1, 2]),
            (None, [0, 1, 2]),
        ] {
            digest.sort(&table, by);
            assert_eq!(digest.order, order, "{by:?}");
        }
    }
}
