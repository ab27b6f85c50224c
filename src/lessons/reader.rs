//! Parser of lessons, which reports every mistake.

use super::{
    Block, Fault, Goal, Lesson, Prediction, Step, check, fault::unknown, hashes, header, piece::Piece, question,
    setting,
};
use crate::{
    experiment::{Experiment, Problem, ValidExperiment},
    text,
};

/// Longest file of a lesson, in bytes.
pub const MOST_BYTES: usize = 1 << 20;
/// Keywords of a line in braces.
const WORDS: &[&str] = &["predict", "set", "goal", "check"];

impl Lesson {
    /// Reads a lesson from its text.
    ///
    /// # Errors
    /// Every mistake, in the order of the lines.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        read(text)
    }
}

/// Reads the whole lesson.
fn read(text: &str) -> Result<Lesson, Vec<Fault>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MOST_BYTES {
        let megabytes = MOST_BYTES >> 20;
        let what = text!("a lesson has at most {megabytes} MB", "课程最多 {megabytes} MB");
        return Err(vec![Piece::of_line(1, "").fault(what)]);
    }
    let lines: Vec<_> = (1..).zip(text.lines()).map(|(number, line)| Piece::of_line(number, line)).collect();
    let mut faults = Vec::new();
    let (head, body) = header::read(&lines, &mut faults);
    let mut reader = Reader::new(head.start.clone(), &head.title);
    body.iter().for_each(|line| reader.take(*line));
    let steps = reader.finish(&mut faults);
    // A mistake in the only step explains more than that no step is left.
    if steps.is_empty() && faults.is_empty() {
        faults.push(Piece::of_line(1, "").fault(text!(
            "the lesson has no steps; a step begins with “# Title”",
            "课程没有步骤；每一步以“# 标题”开头"
        )));
    }
    match head.start.clone().validate() {
        Ok(start) if faults.is_empty() => Ok(assemble(head, steps, start, text)),
        _ => {
            faults.sort_by_key(|fault| (fault.line, fault.column));
            Err(faults)
        }
    }
}

/// The lesson from its header and steps.
fn assemble(head: header::Header, steps: Vec<Step>, start: ValidExperiment, text: &str) -> Lesson {
    let header::Header { title, language, minutes, seeds_from_name, locks, .. } = head;
    Lesson { title, language, minutes, start, seeds_from_name, locks, steps, hash: hashes::hash_of_text(text) }
}

struct Reader<'a> {
    steps: Vec<Step>,
    step: Step,
    /// Lines of text that are not yet a block.
    text: Vec<&'a str>,
    /// Lines with marks of a question.
    marks: Vec<Piece<'a>>,
    /// Whether the next question is a prediction, and where that was said.
    predicts: Option<Piece<'a>>,
    /// The fence of the code block that contains the line, and where it begins.
    fence: Option<(&'a str, Piece<'a>)>,
    /// Whether the step at hand has a heading of its own.
    is_headed: bool,
    /// The experiment at this point.
    experiment: Experiment,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn new(experiment: Experiment, title: &str) -> Self {
        let step = Step { title: title.into(), blocks: Vec::new() };
        let (steps, text, marks, faults) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { steps, step, text, marks, predicts: None, fence: None, is_headed: false, experiment, faults }
    }

    fn take(&mut self, line: Piece<'a>) {
        let start = line.text().trim_start();
        let fence = ["```", "~~~"].into_iter().find(|fence| start.starts_with(fence));
        match (self.fence, fence) {
            (None, Some(fence)) => self.fence = Some((fence, line)),
            (Some((open, _)), Some(close)) if open == close => self.fence = None,
            _ => {}
        }
        if self.fence.is_none() && fence.is_none() {
            if question::is_marked(line.text()) {
                self.marks.push(line);
                return;
            }
            self.close_question();
            if let Some(title) = line.text().strip_prefix("# ") {
                self.close_step();
                self.step.title = title.trim().to_owned();
                self.is_headed = true;
                return;
            }
            if start.starts_with('{') {
                self.close_text();
                self.braces(line.trim());
                return;
            }
            self.faults.extend(misplaced(line));
        }
        self.close_question();
        self.text.push(line.text());
    }

    /// One or more of `{word: …}` on a line.
    fn braces(&mut self, line: Piece<'a>) {
        let mut rest = line;
        while !rest.is_empty() {
            let text = rest.text();
            let inner = text.strip_prefix('{').and_then(|_| text.find('}'));
            let Some(end) = inner else {
                self.faults
                    .push(rest.fault(text!("write {{word: …}}, with “}}” at the end", "请写 {{词: …}}，以“}}”结尾")));
                return;
            };
            if let Err(fault) = self.brace(rest.part(1, end)) {
                self.faults.push(fault);
            }
            rest = rest.part(end + 1, text.len()).trim();
        }
    }

    fn brace(&mut self, inner: Piece<'a>) -> Result<(), Fault> {
        let known = || WORDS.iter().copied();
        let (word, value) =
            inner.split_once(":").ok_or_else(|| inner.fault(unknown(("word", "词"), inner.text(), known())))?;
        let block = match word.text() {
            "predict" => match Prediction::read(value, &self.experiment)? {
                Some(prediction) => {
                    if let Some(why) = prediction.metric().and_then(|metric| metric.missing(&self.experiment)) {
                        return Err(value.fault(why));
                    }
                    Block::Prediction(prediction)
                }
                None => {
                    self.predicts = Some(value);
                    return Ok(());
                }
            },
            "set" => {
                let (settings, changed) = setting::list(value, &self.experiment)?;
                changed.clone().validate().map_err(|problems| value.fault(Problem::all(&problems)))?;
                self.experiment = changed;
                Block::Set(settings)
            }
            "goal" => {
                let goal = Goal::read(value, &self.experiment)?;
                let mut solved = self.experiment.clone();
                goal.by
                    .iter()
                    .try_for_each(|setting| setting.apply(&mut solved))
                    .map_err(|why| value.fault(crate::language::Text::same(why)))?;
                if let Some(why) = goal.metric.missing(&solved) {
                    return Err(value.fault(why));
                }
                solved.validate().map_err(|problems| value.fault(Problem::all(&problems)))?;
                Block::Goal(goal)
            }
            "check" => Block::Check(check::read(value, &self.experiment)?),
            other => return Err(word.fault(unknown(("word", "词"), other, known()))),
        };
        self.step.blocks.push(block);
        Ok(())
    }

    /// Turns the collected lines of text into a block, without surrounding blank lines.
    fn close_text(&mut self) {
        let text = self.text.join("\n");
        self.text.clear();
        let text = text.trim_matches('\n').trim_end();
        if !text.trim().is_empty() {
            self.step.blocks.push(Block::Text(text.to_owned()));
        }
    }

    /// Turns the collected marks into a question whose prompt is the paragraph before them.
    fn close_question(&mut self) {
        if self.marks.is_empty() {
            return;
        }
        while self.text.last().is_some_and(|line| line.trim().is_empty()) {
            self.text.pop();
        }
        let paragraph = self.text.iter().rposition(|line| line.trim().is_empty()).map_or(0, |blank| blank + 1);
        let prompt = self.text.split_off(paragraph).join("\n").trim().to_owned();
        self.close_text();
        let is_prediction = self.predicts.take().is_some();
        match question::read(&self.marks, prompt, is_prediction) {
            Ok(question) => self.step.blocks.extend(question.map(Block::Question)),
            Err(fault) => self.faults.push(fault),
        }
        self.marks.clear();
    }

    fn close_step(&mut self) {
        self.close_question();
        self.close_text();
        if let Some(place) = self.predicts.take() {
            self.faults.push(place.fault(text!("the question to be predicted is missing", "缺少要预测的问题")));
        }
        let step = std::mem::take(&mut self.step);
        // What precedes the first heading is mostly nothing.
        if !step.blocks.is_empty() || std::mem::take(&mut self.is_headed) {
            self.steps.push(step);
        }
    }

    fn finish(mut self, faults: &mut Vec<Fault>) -> Vec<Step> {
        self.close_step();
        if let Some((fence, place)) = self.fence {
            self.faults.push(place.fault(text!("this {fence} is not closed", "这个 {fence} 没有结束")));
        }
        faults.append(&mut self.faults);
        self.steps
    }
}

/// What would be printed as it stands, though it was meant otherwise: words in braces behind others, and a heading that is none.
fn misplaced(line: Piece<'_>) -> Option<Fault> {
    let text = line.text();
    let start = text.trim_start();
    if start.starts_with('#') && !start.starts_with("##") && !text.starts_with("# ") {
        let title = start.trim_start_matches('#').trim();
        return Some(line.trim().fault(text!(
            "a step begins with “# {title}”, with nothing before the # and a space behind it",
            "每一步以“# {title}”开头：# 前没有内容，后面有一个空格"
        )));
    }
    WORDS.iter().find_map(|word| {
        let at = text.find(&format!("{{{word}:")).filter(|at| !text[..*at].ends_with('`'))?;
        Some(
            line.part(at, text.len())
                .fault(text!("{{{word}: …}} stands on a line of its own", "{{{word}: …}} 要单独写在一行")),
        )
    })
}
