//! The page frame of a report, escaping, and tables.

use crate::language::Language;

/// `text` escaped for any place in a page: between tags and in quoted attributes. Characters that change the direction
/// of surrounding text, and those that no page may hold, are removed.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            '\n' => safe.push('\n'),
            '\t' => safe.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// `escaped` with its words kept whole in a table of many columns, but for those that no column has room for.
#[must_use]
pub fn whole_words(escaped: &str) -> String {
    const LONGEST: usize = 20;
    // A tick and its epoch are one.
    const SHORT: usize = 8;
    if (1..=SHORT).contains(&escaped.chars().count()) {
        return format!("<span>{escaped}</span>");
    }
    let word = |word: &str| {
        if (1..=LONGEST).contains(&word.chars().count()) { format!("<span>{word}</span>") } else { word.to_owned() }
    };
    escaped.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A table of escaped cells.
#[derive(Clone, Debug, Default)]
pub struct Table {
    html: String,
}

impl Table {
    /// A table with these headings.
    #[must_use]
    pub fn new(head: &[String]) -> Self {
        let cells: String = head.iter().map(|cell| format!("<th>{cell}</th>")).collect();
        // Printed again on every page.
        Self { html: format!("<thead><tr>{cells}</tr></thead>\n") }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        self.html += &format!("<tr>{cells}</tr>\n");
    }

    /// The whole table.
    #[must_use]
    pub fn html(&self) -> String {
        format!("<table>\n{}</table>\n", self.html)
    }
}

/// Text contrast of at least 4.5 : 1 on light and on dark; black on white in print, without page breaks inside a figure or a row.
/// On dark, the colours that the drawings name are exchanged for lighter ones of the same meaning.
const STYLE: &str = "\
:root{color-scheme:light dark}
body{margin:0 auto;max-width:46rem;padding:2rem 1.5rem;background:#fff;color:#1d2327;\
font:16px/1.5 'Noto Sans','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif}
h1{overflow-wrap:anywhere;font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:1.75rem 0 .5rem;border-bottom:1px solid #c9ccd1;padding-bottom:.2rem}
p{margin:.5rem 0}.by,.about{color:#50575e}.notes{white-space:pre-wrap}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;\
border-bottom:1px solid #e3e5e8;overflow-wrap:break-word}td+td,.wide td,.wide th{overflow-wrap:anywhere}th{font-weight:600}
pre{background:#f4f5f6;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
svg{max-width:100%;height:auto;font-size:11px}
body:has(.wide){max-width:none;page:wide}.wide table{font-size:.85rem}.large{font-size:1.4rem}.large table{font-size:1.6rem}.wide span{white-space:nowrap}.wide td:last-child{min-width:14em}.wide{overflow-x:auto;break-inside:auto}
.maps{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}figcaption{font-size:.85rem;color:#50575e}
figure,svg,tr,pre,p{break-inside:avoid}h2{break-after:avoid}
@media screen and (prefers-color-scheme:dark){body{background:#1b1e22;color:#e6e8ea}
h2{border-color:#4a5057}th,td{border-color:#383d43}pre{background:#262a2f}.by,.about,figcaption{color:#aab0b6}
[fill='#50575e']{fill:#aab0b6}[stroke='#dcdee1']{stroke:#383d43}[stroke='#1d2327']{stroke:#e6e8ea}
[stroke='#0b57a4']{stroke:#6cb0f5}[stroke='#8a5a00']{stroke:#d9b44a}[stroke='#b54b00']{stroke:#f2955c}
[fill='#fff'][stroke='#1d2327']{fill:#1b1e22}}
@page{size:A4;margin:18mm}@page wide{size:A4 landscape;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.wide table{font-size:8.5pt}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
";

/// A whole page of `body`; all parts are already escaped.
#[must_use]
pub fn page(title: &str, subtitle: &str, body: &str, language: Language) -> String {
    let tag = match language {
        Language::English => "en",
        Language::Chinese => "zh-Hans",
    };
    // The policy additionally forbids what is not in the page anyway.
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p class=\"by\">{subtitle}</p>\n{body}</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_stay_whole_and_what_is_endless_does_not() {
        assert_eq!(whole_words("2027-01-15 08:50:00"), "<span>2027-01-15</span> <span>08:50:00</span>");
        assert_eq!(whole_words("✓ 21"), "<span>✓ 21</span>");
        assert_eq!((whole_words(""), whole_words(&"n".repeat(80))), (String::new(), "n".repeat(80)));
    }

    #[test]
    fn nothing_in_a_text_is_obeyed() {
        assert_eq!(escaped("a<b>&\"c'\u{202e}\u{7}\td\ne"), "a&lt;b&gt;&amp;&quot;c&#39; d\ne");
        assert_eq!(escaped("中文 é 👍"), "中文 é 👍");
    }
}
