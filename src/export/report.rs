//! A report of a run: one HTML page without script or network that reads on any screen and prints well on A4.
//!
//! | file | what it holds |
//! |---|---|
//! | `page` | the page around it, escaping, tables |
//! | `chart` | losses over the epochs, as lines of an SVG |
//! | `network` | the network diagram as SVG |
//! | `map`, `picture` | decision maps at chosen moments, as pictures in the page |
//! | `views` | the views of the window in words |
//! | `words` | settings in words, and the commands that repeat the run |

mod chart;
mod map;
mod network;
pub mod page;
mod picture;
mod views;
mod words;

use std::fmt::Write;

use page::{Table, escaped};

use crate::{
    data::Split,
    language::{Language, Text, grouped},
    measure::PartMetrics,
    text,
    training::{Change, Spending, Status, Trainer},
};

/// A prediction or answer of a lesson, as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What was asked.
    pub question: String,
    /// What was answered.
    pub answer: String,
    /// The result: the score in words, “right”, “reached at epoch 40”.
    pub came: String,
    /// The pupil's explanation of the gap.
    pub explanation: String,
}

/// The contents of a report.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// Title; may be empty.
    pub title: &'a str,
    /// Notes of its owner; may be empty.
    pub notes: &'a str,
    /// Name of its author; may be empty.
    pub name: &'a str,
    /// The run.
    pub trainer: &'a Trainer,
    /// Predictions and answers; empty outside lessons.
    pub said: &'a [Said],
    /// The language of the page.
    pub language: Language,
}

/// Checksum of all weights and biases by their bits (FNV-1a): two runs with the same one ended with the same network.
#[must_use]
pub fn checksum(trainer: &Trainer) -> u64 {
    let values = trainer.network().parameters.values().iter().flat_map(|value| value.to_bits().to_le_bytes());
    values.fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

/// A table with title and headings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// What stands above it.
    pub title: String,
    /// Its headings.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Whether it is read from afar.
    pub large: bool,
}

/// A page of tables; all texts are escaped.
#[must_use]
pub fn tables(title: &str, tables: &[Printed], language: Language) -> String {
    let cells = |row: &[String]| row.iter().map(|cell| page::whole_words(&escaped(cell))).collect::<Vec<_>>();
    let mut body = String::new();
    for Printed { title, head, rows, large } in tables {
        let mut table = Table::new(&cells(head));
        rows.iter().for_each(|row| table.row(&cells(row)));
        let class = if *large { "wide large" } else { "wide" };
        body += &format!("<section class=\"{class}\"><h2>{}</h2>\n{}</section>\n", escaped(title), table.html());
    }
    page::page(&escaped(title), &format!("Neurarium {}", env!("CARGO_PKG_VERSION")), &body, language)
}

impl Report<'_> {
    /// The page. All text from a person is escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let mut body = String::new();
        let mut section = |title: Text, content: &str| {
            if !content.is_empty() {
                body += &format!("<section><h2>{}</h2>\n{content}</section>\n", self.say(&title));
            }
        };
        section(text!("In short", "概要"), &self.summary());
        section(text!("Results", "结果"), &self.results());
        section(text!("Loss", "损失"), &chart::svg(self.trainer, self.language));
        section(text!("What it answers", "它的回答"), &map::figures(self.trainer, self.language));
        section(text!("The network", "网络"), &network::svg(self.trainer, self.language));
        section(text!("In words", "文字说明"), &views::told(self.trainer, self.language));
        section(text!("Predictions and answers", "预测与回答"), &self.answers());
        section(text!("Settings", "设置"), &words::settings(self.trainer.experiment(), self.language));
        section(text!("To repeat it", "如何复现"), &self.recipe());
        let title =
            if self.title.trim().is_empty() { self.say(&text!("A run", "一次训练")) } else { escaped(self.title) };
        page::page(&title, &self.subtitle(), &body, self.language)
    }

    fn say(&self, text: &Text) -> String {
        escaped(text.say(self.language))
    }

    fn subtitle(&self) -> String {
        let made = text!("Made by Neurarium {}", "由 Neurarium {} 生成", env!("CARGO_PKG_VERSION"));
        let parts = [self.name.trim(), made.say(self.language)];
        parts.iter().filter(|part| !part.is_empty()).map(|part| escaped(part)).collect::<Vec<_>>().join(" · ")
    }

    fn summary(&self) -> String {
        let (trainer, mut html) = (self.trainer, String::new());
        if !self.notes.trim().is_empty() {
            html += &format!("<p class=\"notes\">{}</p>\n", escaped(self.notes.trim()));
        }
        let (epochs, steps) = (grouped(trainer.epochs()), grouped(trainer.steps()));
        let numbers = grouped(trainer.network().parameters.values().len() as u64);
        let [train, validation, test] = trainer.data().parts().map(|(_, part)| part.rows.len() as u64);
        let told = text!(
            "A network of {numbers} weights and biases after {epochs} epochs ({steps} steps). It learned from {} rows.",
            "一个有 {numbers} 个权重和偏置的网络，训练了 {epochs} 轮（{steps} 步），从 {} 行数据学习。",
            grouped(train)
        );
        let kept = [(validation, text!("for choices", "用于验证")), (test, text!("for the test", "用于测试"))];
        let kept = kept.iter().filter(|(rows, _)| *rows > 0).map(|(rows, what)| {
            let (rows, (what, what_zh)) = (grouped(*rows), what.both());
            text!("{rows} rows were held back {what}.", "另留出 {rows} 行{what_zh}。")
        });
        let told: Vec<String> = [told].into_iter().chain(kept).map(|told| self.say(&told)).collect();
        html += &format!("<p>{}</p>\n", told.join(if self.language == Language::English { " " } else { "" }));
        let ended = match trainer.status() {
            Status::Ready => None,
            Status::Finished { reason } => Some(reason.text()),
            Status::Diverged { step, place } => {
                let (step, (place, place_zh)) = (grouped(*step), (place.text(), place.text()));
                let (place, place_zh) = (place.both().0, place_zh.both().1);
                Some(text!(
                    "Training diverged at step {step}, beginning at {place}; the network is the one before it.",
                    "训练在第 {step} 步发散，起于{place_zh}；这里是发散前的网络。"
                ))
            }
        };
        let said = ended.into_iter().chain(self.privacy());
        said.fold(html, |html, said| html + &format!("<p>{}</p>\n", self.say(&said)))
    }

    /// What a private run has given away of any one row.
    fn privacy(&self) -> Option<Text> {
        let spending = self.trainer.spending()?;
        let Spending { delta, steps, clip, .. } = spending;
        let (epsilon, noise, count) = (spending.written(), steps.noise, grouped(steps.count));
        Some(text!(
            "Private training: ε at most {epsilon} at δ {delta:.1e}, by {count} steps with noise σ {noise} and each row's gradient \
             clipped at {clip}. The noise was not kept, so the run cannot be repeated to the bit.",
            "隐私训练：ε 至多 {epsilon}（δ = {delta:.1e}），共 {count} 步，噪声 σ = {noise}，每个样本的梯度裁剪至 {clip}。噪声没有保存，因此该次训练无法逐位重现。"
        ))
    }

    fn results(&self) -> String {
        let metrics = self.trainer.metrics();
        let is_regression = !self.trainer.experiment().scores_a_share();
        let redraws = self.trainer.experiment().autoencoder().is_some();
        let score = match is_regression {
            true if redraws => text!("Explained", "解释的差异"),
            true => Text::same("R²"),
            false => text!("Accuracy", "准确率"),
        };
        let mut table =
            Table::new(&[self.say(&text!("Rows", "数据")), self.say(&text!("Loss", "损失")), self.say(&score)]);
        for (split, name) in [
            (Split::Train, text!("Training", "训练")),
            (Split::Validation, text!("Validation", "验证")),
            (Split::Test, text!("Test", "测试")),
        ] {
            let Some(PartMetrics { loss, score }) = metrics.part(split) else { continue };
            if redraws {
                let explained = self.trainer.probe().explained(self.trainer.data().part_for(split));
                let explained = explained.map_or_else(|| "–".into(), |share| format!("{:.1} %", 100.0 * share));
                table.row(&[self.say(&name), format!("{loss:.6}"), explained]);
                continue;
            }
            let score = if is_regression { format!("{score:.4}") } else { format!("{:.1} %", 100.0 * score) };
            table.row(&[self.say(&name), format!("{loss:.6}"), score]);
        }
        table.html()
    }

    fn answers(&self) -> String {
        if self.said.is_empty() {
            return String::new();
        }
        let head = [text!("Asked", "问题"), text!("Answered", "回答"), text!("What came out", "结果")];
        let mut table = Table::new(&head.map(|word| self.say(&word)));
        for said in self.said {
            let explained = if said.explanation.is_empty() {
                String::new()
            } else {
                format!("<br><em>{}</em>", escaped(&said.explanation))
            };
            table.row(&[escaped(&said.question), escaped(&said.answer), escaped(&said.came) + &explained]);
        }
        table.html()
    }

    fn recipe(&self) -> String {
        let (trainer, mut html) = (self.trainer, String::new());
        let (commands, whole) = words::commands(trainer);
        html += &format!("<pre>{}</pre>\n", escaped(&commands));
        if !whole {
            let told = text!(
                "The data are not in these commands: they stand in the session file, or in the table that it was made with.",
                "这些命令不包含数据：数据在会话文件中，或在建立它的表格中。"
            );
            html += &format!("<p>{}</p>\n", self.say(&told));
        }
        let edits = trainer.edits().list();
        if !edits.is_empty() {
            let by_hand = edits.iter().filter(|edit| matches!(edit.change, Change::Parameter(..))).count();
            let count = edits.len();
            let told = text!(
                "On the way {count} changes were made, {by_hand} of them weights set by hand. “neurarium verify” makes them again \
                 from the session file.",
                "途中有 {count} 处改动，其中 {by_hand} 处是手动设定的权重。“neurarium verify”会按会话文件重做这些改动。"
            );
            html += &format!("<p>{}</p>\n", self.say(&told));
        }
        let (weights, data) = (checksum(trainer), trainer.data().checksum());
        let told = if trainer.spending().is_some() {
            text!(
                "Checksum of the weights {weights:016x}, of the data {data:016x}. Its noise is different each time, so the same \
                 commands give other weights.",
                "权重校验和 {weights:016x}，数据校验和 {data:016x}。每次的噪声都不同，因此同样的命令得到不同的权重。"
            )
        } else {
            text!(
                "Checksum of the weights {weights:016x}, of the data {data:016x}. The same commands give the same ones on every \
                 machine.",
                "权重校验和 {weights:016x}，数据校验和 {data:016x}。同样的命令在任何机器上得到同样的结果。"
            )
        };
        writeln!(html, "<p>{}</p>", self.say(&told)).expect("a text takes all words");
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        data::{Generator, Source},
        experiment::{BatchOrder, Experiment, Privacy},
    };

    fn trained(change: impl FnOnce(&mut Experiment), epochs: u64) -> Trainer {
        let mut experiment = Experiment::default();
        change(&mut experiment);
        let mut trainer = Trainer::new(experiment.validate().unwrap());
        while trainer.epochs() < epochs && *trainer.status() == Status::Ready {
            trainer.step();
        }
        trainer
    }

    fn html(trainer: &Trainer, language: Language) -> String {
        let said = [Said {
            question: "Where does it <end>?".into(),
            answer: "\"near\" 0 & 'so'".into(),
            came: "right".into(),
            explanation: "<script>alert(1)</script>".into(),
        }];
        let (title, notes, name) = ("<b>Title</b>", "one\n</section><img src=x onerror=alert(1)>", "<i>Ada</i>");
        Report { title, notes, name, trainer, said: &said, language }.html()
    }

    #[test]
    fn everything_that_was_typed_is_escaped_and_nothing_is_fetched_or_run() {
        let trainer = trained(|_| {}, 20);
        for language in Language::ALL {
            let page = html(&trainer, language);
            for inside in ["<b>Title", "<i>Ada", "<script", "<img src", "onerror=alert(1)>", "</section><", "<end>"] {
                assert!(!page.contains(inside), "{inside}");
            }
            for escaped in ["&lt;b&gt;Title", "&lt;i&gt;Ada", "&lt;script&gt;", "&quot;near&quot; 0 &amp; &#39;so&#39;"]
            {
                assert!(page.contains(escaped), "{escaped}");
            }
            for fetched in ["http://", "https://", "url(", "src=\"", "@import"] {
                assert!(!page.replace("http://www.w3.org/2000/svg", "").contains(fetched), "{fetched}");
            }
            assert_eq!(page.matches("<section>").count(), page.matches("</section>").count());
            for tag in ["svg", "table", "figure", "pre", "p", "tr", "td", "h2"] {
                let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
                assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{tag}");
            }
            assert!(page.contains("data:image/png;base64,") && page.contains("@page"), "maps, and paper");
        }
    }

    #[test]
    fn the_page_says_what_the_run_came_to() {
        let trainer = trained(|e| e.training_mut().learning_rate = 0.1, 30);
        let page = html(&trainer, Language::English);
        let metrics = trainer.metrics();
        assert!(page.contains(&format!("{:.6}", metrics.train.loss)), "the training loss");
        assert!(page.contains(&format!("{:.6}", metrics.test.unwrap().loss)), "the test loss");
        assert!(page.contains(&format!("{:016x}", checksum(&trainer))));
        assert!(page.contains("neurarium train run.ron --epochs 30") && page.contains("training.learning_rate=0.1"));
        assert!(page.contains("after 30 epochs (750 steps)"), "{page}");
        assert!(html(&trainer, Language::Chinese).contains("训练了 30 轮"));
        for told in ["<strong>Network.</strong> Layers of 2–4–2–1 units", "By epoch 30 the training loss went from"]
        {
            assert!(page.contains(told), "the views in words: {told}");
        }
        let other = trained(|e| e.training_mut().learning_rate = 0.1, 31);
        assert_ne!(checksum(&other), checksum(&trainer));
    }

    #[test]
    fn a_private_run_says_what_it_gave_away() {
        let trainer = trained(
            |e| {
                let training = e.training_mut();
                (training.privacy, training.order) = (Some(Privacy::default()), BatchOrder::Poisson);
            },
            3,
        );
        let (page, epsilon) = (html(&trainer, Language::English), trainer.spending().unwrap().written());
        assert!(page.contains(&format!("ε at most {epsilon} at δ")), "{page}");
        assert!(page.contains("give other weights") && !page.contains("give the same ones"));
        assert!(!html(&trained(|_| {}, 3), Language::English).contains('ε'));
    }

    /// A colour of a line or of words that has none for dark pages could not be seen there; what lies on a map stays.
    #[test]
    fn every_colour_of_the_drawings_has_one_for_dark_pages() {
        let page = html(&trained(|e| e.data.validation_share = 0.2, 3), Language::English);
        let style = &page[page.find("(prefers-color-scheme:dark)").expect("a dark page")..page.find("@page").unwrap()];
        let mut seen = 0;
        for (kind, mark) in [("stroke", "stroke=\""), ("fill", "fill=\"")] {
            for rest in page.split(mark).skip(1).filter(|rest| rest.starts_with('#')) {
                let colour = &rest[..rest.find('"').unwrap()];
                if !["#fff", "#111"].contains(&colour) {
                    assert!(style.contains(&format!("[{kind}='{colour}']{{{kind}:#")), "{kind} {colour}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen}");
    }

    #[test]
    fn every_kind_of_run_has_a_page() {
        let blobs = |e: &mut Experiment| e.set_source(Source::generated(Generator::Blobs { classes: 3 }));
        for (trainer, expected) in [
            (trained(blobs, 3), "image/png"),
            (trained(|e| e.set_source(Source::generated(Generator::Plane)), 3), "R²"),
            (trained(|e| e.set_source(Source::generated(Generator::Wave)), 3), "R²"),
            (trained(|e| e.training_mut().learning_rate = 900.0, 3), "</html>"),
            (trained(|e| e.network.hidden[0].units = 300, 1), "…"),
            (trained(|_| {}, 0), "after 0 epochs"),
        ] {
            let page = html(&trainer, Language::English);
            assert!(page.contains(expected), "{expected}");
            assert!(page.len() < 600_000, "{} bytes", page.len());
            assert!(!page.contains("NaN"), "no curve goes there");
        }
    }
}
