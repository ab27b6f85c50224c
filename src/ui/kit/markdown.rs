//! Markdown as lessons use it: headings, paragraphs, lists and code; in a line **bold**, *italic* and `code`.
//!
//! What it does not know, such as a table or a link, is shown as it is written, which stays readable.

use egui::{FontId, Response, TextFormat, Ui, text::LayoutJob};

use super::theme::{Theme, bold, space, text as size};
use crate::language::Language;

/// How far a slanted letter leans over what follows.
const LEAN: f32 = 2.0;

/// How a part of a line is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    bold: bool,
    italic: bool,
    code: bool,
}

/// A block of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    Paragraph(String),
    /// The mark, and what stands behind it.
    Item(String, String),
    Code(String),
}

/// Shows a text.
pub fn ui(ui: &mut Ui, theme: &Theme, text: &str) {
    for block in blocks(text) {
        match block {
            Block::Heading(line) => _ = ui.label(theme.title(line)),
            Block::Paragraph(line) => _ = label(ui, theme, &line),
            Block::Item(mark, line) => {
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space::ONE;
                    ui.label(mark);
                    // In a column of its own a long line is broken.
                    ui.vertical(|ui| label(ui, theme, &line));
                });
            }
            Block::Code(lines) => {
                egui::Frame::new().fill(theme.panel).inner_margin(space::ONE).show(ui, |ui| {
                    ui.label(egui::RichText::new(lines).font(FontId::monospace(size::SMALL + 1.0)).color(theme.ink));
                });
            }
        }
    }
}

/// A line with its marks.
pub fn label(ui: &mut Ui, theme: &Theme, line: &str) -> Response {
    ui.label(job(theme, line, theme.ink))
}

/// A line with its marks, for a control, in this colour.
#[must_use]
pub fn job(theme: &Theme, line: &str, color: egui::Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let is_chinese = theme.language == Language::Chinese;
    let mut leans = false;
    for (style, part) in parts(line) {
        // Chinese is not slanted: what is stressed is bold.
        let is_bold = style.bold || style.italic && is_chinese;
        let font = match style {
            Style { code: true, .. } => FontId::monospace(size::BODY - 1.0),
            _ if is_bold => bold(size::BODY),
            _ => FontId::proportional(size::BODY),
        };
        let background = if style.code { theme.rule.gamma_multiply(0.5) } else { egui::Color32::TRANSPARENT };
        let format = TextFormat {
            font_id: font,
            color,
            italics: style.italic && !is_chinese,
            background,
            ..TextFormat::default()
        };
        // A slanted letter leans over the blank behind it.
        let before = if leans && part.starts_with(' ') { LEAN } else { 0.0 };
        leans = format.italics;
        job.append(&part, before, format);
    }
    job
}

/// A line without its marks.
#[must_use]
pub fn plain(line: &str) -> String {
    parts(line).into_iter().map(|(_, part)| part).collect()
}

fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, mut paragraph, mut code) = (Vec::new(), String::new(), None::<String>);
    let end = |paragraph: &mut String, blocks: &mut Vec<Block>| {
        if !paragraph.is_empty() {
            blocks.push(Block::Paragraph(std::mem::take(paragraph)));
        }
    };
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            end(&mut paragraph, &mut blocks);
            match code.take() {
                Some(lines) => blocks.push(Block::Code(lines.trim_end().to_owned())),
                None => code = Some(String::new()),
            }
            continue;
        }
        if let Some(lines) = &mut code {
            lines.push_str(line);
            lines.push('\n');
            continue;
        }
        let trimmed = line.trim();
        let heading = trimmed.trim_start_matches('#');
        if trimmed.is_empty() {
            end(&mut paragraph, &mut blocks);
        } else if heading.len() < trimmed.len() && heading.starts_with(' ') {
            end(&mut paragraph, &mut blocks);
            blocks.push(Block::Heading(plain(heading.trim())));
        } else if let Some((mark, rest)) = item(trimmed) {
            end(&mut paragraph, &mut blocks);
            blocks.push(Block::Item(mark, rest.to_owned()));
        } else {
            // A Chinese line that is broken goes on without a space.
            let is_latin = paragraph.chars().last().is_some_and(|last| last < '\u{2e80}');
            if is_latin {
                paragraph.push(' ');
            }
            paragraph.push_str(trimmed);
        }
    }
    end(&mut paragraph, &mut blocks);
    blocks.extend(code.map(|lines| Block::Code(lines.trim_end().to_owned())));
    blocks
}

/// The mark of a list's item, and what stands behind it.
fn item(line: &str) -> Option<(String, &str)> {
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some(("•".to_owned(), rest.trim_start()));
    }
    let (number, rest) = line.split_once(". ")?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (format!("{number}."), rest.trim_start()))
}

/// A line cut where its style changes; a mark without its end is a letter.
fn parts(line: &str) -> Vec<(Style, String)> {
    let (mut parts, mut style, mut rest) = (Vec::<(Style, String)>::new(), Style::default(), line);
    let mut is_in_word = false;
    let mut push = |style: Style, text: &str| match parts.last_mut() {
        Some((last, words)) if *last == style => words.push_str(text),
        _ => parts.push((style, text.to_owned())),
    };
    while let Some(first) = rest.chars().next() {
        if let Some((code, after)) = rest.strip_prefix('`').and_then(|after| after.split_once('`')) {
            push(Style { code: true, ..style }, code);
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**").filter(|after| style.bold || after.contains("**")) {
            style.bold = !style.bold;
            rest = after;
        } else if let Some(after) = rest.strip_prefix('*').filter(|after| style.italic || !is_in_word && begins(after))
        {
            style.italic = !style.italic;
            rest = after;
        } else {
            push(style, &rest[..first.len_utf8()]);
            // Chinese has no blanks between words.
            is_in_word = first.is_alphanumeric() && !('\u{2e80}'..='\u{9fff}').contains(&first);
            rest = &rest[first.len_utf8()..];
        }
    }
    parts
}

/// Whether a star before `after` begins what is italic: it stands at a word, and has an end.
fn begins(after: &str) -> bool {
    after.starts_with(|next: char| !next.is_whitespace() && next != '*') && after.contains('*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_told_apart() {
        let text = "# One\n\nTwo lines\nare one.\n- a\n2. b\n```\n# c\n  d\n```\n两行\n一段。";
        let item = |mark: &str, rest: &str| Block::Item(mark.into(), rest.into());
        assert_eq!(
            blocks(text),
            [
                Block::Heading("One".into()),
                Block::Paragraph("Two lines are one.".into()),
                item("•", "a"),
                item("2.", "b"),
                Block::Code("# c\n  d".into()),
                Block::Paragraph("两行一段。".into()),
            ]
        );
    }

    #[test]
    fn marks_in_a_line_change_its_style_and_lone_ones_stay() {
        let said = |line: &str| -> String {
            let sign = |style: Style| match (style.bold, style.italic, style.code) {
                (true, ..) => 'b',
                (_, true, _) => 'i',
                (.., true) => 'c',
                _ => '-',
            };
            parts(line).into_iter().map(|(style, part)| format!("{}:{part}|", sign(style))).collect()
        };
        assert_eq!(said("a **b** *c* `d*`"), "-:a |b:b|-: |i:c|-: |c:d*|");
        assert_eq!(said("2 * 3, x*y *z*"), "-:2 * 3, x*y |i:z|");
        assert_eq!(said("变的只是*给它看什么*。"), "-:变的只是|i:给它看什么|-:。|");
        assert_eq!(said("**open"), "-:**open|");
        assert_eq!(plain("a **b** `c`"), "a b c");
    }
}
