//! From a file's bytes to a session, with a report of everything that is wrong.

use std::{path::Path, sync::Arc};

use serde::Deserialize;

use crate::{
    data::nearest,
    experiment::{Experiment, Problem, ValidExperiment},
    language::{Text, brief, shortened},
    nn::Stream,
    text,
    training::{Best, Checkpoint, Edits, KeptRun, StageRun},
};

use super::{
    Beside, Mark, Session, SessionError,
    document::{BesideDocument, Document, FORMAT, StageDocument},
    edits, file,
    layers::{history, parameters},
    moments,
    versions::{self, VERSION},
};

impl Session {
    /// Reads a session from a file.
    ///
    /// # Errors
    /// A sentence with the file, the error, its position, and what to do.
    pub fn open(path: &Path) -> Result<Self, SessionError> {
        let bytes = file::read(path)?;
        Self::from_bytes(&bytes).map_err(|error| SessionError::In { path: path.into(), error: Box::new(error) })
    }

    /// Reads a session from the bytes of a file, or from pasted text.
    ///
    /// # Errors
    /// As [`open`](Self::open), without the file's name.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SessionError> {
        read(bytes)
    }
}

/// The header of every version.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// Parses `bytes` as a session.
fn read(bytes: &[u8]) -> Result<Session, SessionError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        SessionError::NotText { line: 1 + before.iter().filter(|byte| **byte == b'\n').count() }
    })?;
    // Editors on Windows often insert a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = header(text)?;
    if header.format != FORMAT {
        return Err(SessionError::NotASession);
    }
    if header.version > VERSION {
        return Err(SessionError::Newer { found: header.version, known: VERSION });
    }
    if header.version == 0 {
        return Err(SessionError::Invalid(text!("there is no format version 0", "不存在格式版本 0")));
    }
    let document = versions::read(text, header.version).map_err(|error| syntax(text, &error))?;
    session(document).map_err(SessionError::Invalid)
}

/// Whether `text`, from any source, is meant to be a session.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    text.lines().take(20).any(|line| line.contains(FORMAT))
}

/// Format and version come first, so that the rest need not be read to know them; a file that was rearranged by hand is
/// read whole.
fn header(text: &str) -> Result<Header, SessionError> {
    let beginning = text.find("version").and_then(|start| Some(&text[..start + text[start..].find([',', ')'])?]));
    if let Some(Ok(header)) = beginning.map(|beginning| ron::from_str::<Header>(&format!("{beginning})"))) {
        return Ok(header);
    }
    match ron::from_str::<Header>(text) {
        Ok(header) => Ok(header),
        Err(error) if looks_like_one(text) => Err(syntax(text, &error)),
        Err(_) => Err(SessionError::NotASession),
    }
}

fn syntax(text: &str, error: &ron::error::SpannedError) -> SessionError {
    let place = error.span.start;
    let last = text.lines().count();
    let cut = matches!(error.code, ron::Error::Eof | ron::Error::ExpectedStringEnd)
        || (error.span.end.line >= last && !text.trim_end().ends_with(')'));
    if cut {
        return SessionError::Truncated { line: last };
    }
    SessionError::Syntax { line: place.line, column: place.col, message: fault(&error.code) }
}

/// The error, with the nearest name when a name is unknown.
fn fault(code: &ron::Error) -> Text {
    let (what, found, expected) = match code {
        ron::Error::NoSuchStructField { found, expected, .. } => (text!("field", "字段"), found, expected),
        ron::Error::NoSuchEnumVariant { found, expected, .. } => (text!("choice", "选项"), found, expected),
        ron::Error::MissingStructField { field, .. } => {
            return text!("the field “{field}” is missing", "缺少字段“{field}”");
        }
        // The parser's own words, since there are too many to rephrase them all. They may quote the file, of which no
        // sentence needs more than the beginning.
        other => {
            let words = other.to_string();
            let words = shortened(&words, 300);
            return text!("{words}", "此处不合格式（{words}）");
        }
    };
    let hint = match nearest(found, expected.iter().copied()) {
        Some(near) => text!("did you mean “{near}”?", "是否想写“{near}”？"),
        None => {
            let expected = expected.join(", ");
            text!("expected one of {expected}", "应为其中之一：{expected}")
        }
    };
    let ((what, what_zh), (hint, hint_zh), found) = (what.both(), hint.both(), brief(found));
    text!("there is no {what} “{found}” here; {hint}", "这里没有名为“{found}”的{what_zh}；{hint_zh}")
}

/// The session of a document, after all checks that the trainer does not make when it resumes.
fn session(document: Document) -> Result<Session, Text> {
    // Stored rows must be consistent before anything else looks at them.
    document.experiment.data.source.fault().map_or(Ok(()), Err)?;
    let experiment = document.experiment.validate().map_err(|problems| Problem::all(&problems))?;
    let stages = document.stages.into_iter().map(|stage| stage_run(stage, &experiment));
    let stages: Vec<StageRun> = stages.collect::<Result<_, _>>()?;
    if !stages.is_sorted_by(|a, b| a.stage() < b.stage()) {
        return Err(text!("the stages are not in their order", "各阶段的顺序不对"));
    }
    if stages.last().is_some_and(|last| *last.experiment != *experiment) {
        return Err(text!("the last stage is not the one at hand", "最后一个阶段不是当前阶段"));
    }
    let data_checksum = match document.data_checksum {
        Some(text) => Some(
            u64::from_str_radix(&text, 16)
                .map_err(|_| brief(&text))
                .map_err(|text| text!("“{text}” is not a checksum of data", "“{text}”不是数据的校验和"))?,
        ),
        None => None,
    };
    let beside = document
        .beside
        .into_iter()
        .map(|run| {
            let letter = run.letter.map(|letter| format!(" {letter}")).unwrap_or_default();
            beside(run, &experiment).map_err(|why| {
                let (english, chinese) = why.both();
                text!("run{letter} beside the one at hand: {english}", "另一次训练{letter}：{chinese}")
            })
        })
        .collect::<Result<_, _>>()?;
    let Document { title, notes, made_with, hand_in, opened, .. } = document;
    let view = document.view.fitting(&experiment);
    Ok(Session { title, notes, made_with, experiment, data_checksum, view, hand_in, opened, stages, beside })
}

/// The experiment at the end of a stage of `now`.
fn experiment_of(stage: &mut StageDocument, now: &ValidExperiment) -> Result<ValidExperiment, Text> {
    let number = stage.stage;
    if number == 0 || number > now.stages.list().len() {
        return Err(text!("the experiment has no stage {number}", "实验没有第 {number} 阶段"));
    }
    if stage.experiment.is_none() && number - 1 == now.stages.at() {
        return Ok(now.clone());
    }
    let mut then = Experiment::clone(now);
    then.stages.take(number - 1);
    let then = stage.experiment.take().map_or(then.clone(), |before| before.over(&then));
    then.data.source.fault().map_or(Ok(()), Err)?;
    then.validate().map_err(|problems| Problem::all(&problems))
}

/// The run of a document, relative to the experiment `now`.
fn beside(document: BesideDocument, now: &ValidExperiment) -> Result<Beside, Text> {
    if document.letter.is_some_and(|letter| !letter.is_ascii_uppercase()) {
        return Err(text!("its letter is none of A to Z", "其字母不在 A 到 Z 之中"));
    }
    let number = document.stages.last().map_or(0, |stage| stage.stage);
    let mut own = Experiment::clone(now);
    if (1..=own.stages.list().len()).contains(&number) {
        own.stages.take(number - 1);
    }
    let own = document.experiment.map_or(own.clone(), |before| before.over(&own));
    own.data.source.fault().map_or(Ok(()), Err)?;
    let own = own.validate().map_err(|problems| Problem::all(&problems))?;
    let stages = document.stages.into_iter().map(|stage| stage_run(stage, &own));
    let mut stages = stages.collect::<Result<Vec<_>, _>>()?;
    let last =
        stages.pop().filter(|last| *last.experiment == *own && stages.iter().all(|one| one.stage() < last.stage()));
    let last = last.ok_or_else(|| text!("the stages are not in their order", "各阶段的顺序不对"))?;
    let run = KeptRun { last, earlier: Arc::new(stages) };
    run.clone().trainer().map_err(|problem| problem.text())?;
    let mark = Mark { name: document.name, colour: document.colour };
    Ok(Beside { letter: document.letter, shown: document.shown, mark, run })
}

/// The run of a stage of `now`.
fn stage_run(mut stage: StageDocument, now: &ValidExperiment) -> Result<StageRun, Text> {
    let experiment = experiment_of(&mut stage, now)?;
    let sizes = &experiment.sizes();
    let (batches, noise) = (stage.batches.random(Stream::Batches)?, stage.noise.random(Stream::Noise)?);
    let network = parameters(&stage.layers, sizes, &text!("the network", "网络"))?;
    let best = match stage.best {
        Some(best) => {
            let layers = best
                .layers
                .map(|layers| parameters(&layers, sizes, &text!("the best network", "最佳网络")))
                .transpose()?;
            Some(Best { epoch: best.epoch, loss: best.loss, parameters: layers })
        }
        None => None,
    };
    let memory = text!("the optimizer's memory", "优化器的记忆");
    let moments = stage.moments.iter().map(|layers| parameters(layers, sizes, &memory));
    let history = history(&stage.history)?;
    // Metrics may have any value that training can produce; time and rate are set by the program.
    let mut courses = history.courses().iter().chain(stage.timeline.rates.iter().flatten());
    if !courses.all(|course| course.until.is_finite() && course.learning_rate.is_finite()) {
        return Err(text!("a learning rate of the history is not a finite number", "训练历史中有一个学习率不是有限数"));
    }
    let edits = Edits::stored(stage.origin, edits::read(stage.edits, &experiment)?);
    let mut known = (usize::MAX, Vec::new());
    let sizes_after = |count| {
        if known.0 != count {
            let then = edits.experiment_after(count, &experiment);
            let then = if *then == *experiment { Ok(experiment.clone()) } else { then.clone().validate() };
            known = (count, then.map_err(|problems| Problem::all(&problems))?.sizes());
        }
        Ok(known.1.clone())
    };
    let timeline = moments::timeline(&stage.timeline, sizes_after, stage.order.len())?;
    let checkpoint = Checkpoint {
        step: stage.step,
        epoch: stage.epoch,
        position: stage.position,
        rows_seen: stage.rows_seen,
        rows_evaluated: stage.rows_evaluated,
        parameters: network,
        moments: moments.collect::<Result<_, _>>()?,
        moments_age: stage.moments_age,
        order: stage.order,
        batches,
        noise,
        first_loss: stage.first_loss,
        best,
        seconds: stage.seconds,
        status: stage.status,
    };
    let checkpoint = Arc::new(checkpoint);
    Ok(StageRun { experiment, checkpoint, history: history.into(), timeline: timeline.into(), edits: edits.into() })
}
