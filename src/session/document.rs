//! What a session file looks like.

use ron::{Options, extensions::Extensions, ser::PrettyConfig};
use serde::{Deserialize, Serialize};

use crate::{
    data::{Source, nearest},
    experiment::{Experiment, Problem, ValidExperiment},
    language::{Text, brief, shortened},
    nn::{Random, Stream},
    text,
    training::{Best, Checkpoint, Edits, Origin, StageRun, Status},
};

use super::{
    Session, SessionError, View,
    edits::{self, EditDocument},
    layers::{Columns, Layer, columns, history, layers, parameters},
    limited::{self, LAYERS, MEMORIES, NAME, NOTES, ROWS, STAGES},
    migration,
    moments::{self, Moments},
    stream,
};

/// The name that every session file gives its format.
const FORMAT: &str = "neurarium session";

/// The document, field by field as it stands in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub(super) format: String,
    pub(super) version: u32,
    #[serde(deserialize_with = "limited::text::<_, NAME>")]
    pub(super) made_with: String,
    #[serde(default, deserialize_with = "limited::text::<_, NAME>")]
    pub(super) title: String,
    #[serde(default, deserialize_with = "limited::text::<_, NOTES>")]
    pub(super) notes: String,
    pub(super) experiment: Experiment,
    #[serde(default)]
    pub(super) data_checksum: Option<String>,
    #[serde(default)]
    pub(super) view: View,
    #[serde(default, deserialize_with = "limited::list::<_, _, STAGES>")]
    pub(super) stages: Vec<StageDocument>,
}

/// The only kind of stage there was.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Training,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageDocument {
    pub(super) stage: Kind,
    pub(super) status: Status,
    pub(super) epoch: u64,
    pub(super) step: u64,
    pub(super) position: usize,
    pub(super) rows_seen: u64,
    pub(super) rows_evaluated: u64,
    pub(super) seconds: f64,
    pub(super) first_loss: f64,
    #[serde(deserialize_with = "limited::list::<_, _, LAYERS>")]
    pub(super) layers: Vec<Layer>,
    pub(super) moments_age: u64,
    #[serde(deserialize_with = "limited::list::<_, _, MEMORIES>")]
    pub(super) moments: Vec<Vec<Layer>>,
    pub(super) best: Option<BestDocument>,
    #[serde(deserialize_with = "limited::list::<_, _, ROWS>")]
    pub(super) order: Vec<u32>,
    pub(super) batches: Random,
    pub(super) noise: Random,
    pub(super) history: Columns,
    pub(super) timeline: Moments,
    /// Since version 3, when there is something to say.
    #[serde(default, skip_serializing_if = "edits::is_drawn")]
    pub(super) origin: Origin,
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "limited::list::<_, _, { Edits::MOST }>"
    )]
    pub(super) edits: Vec<EditDocument>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BestDocument {
    epoch: u64,
    loss: f64,
    layers: Option<Vec<Layer>>,
}

/// The beginning of every version.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// The text of `session`; `moment` says when it was made.
pub(super) fn write(session: &Session, moment: &str) -> String {
    let document = Document {
        format: FORMAT.into(),
        version: version_of(session),
        made_with: session.made_with.clone(),
        title: session.title.clone(),
        notes: session.notes.clone(),
        experiment: session.recipe(),
        data_checksum: session.data_checksum.map(|sum| format!("{sum:016x}")),
        view: session.view.clone().fitting(&session.experiment),
        stages: session.stages.iter().map(|stage| stage_document(stage, &session.experiment)).collect(),
    };
    let pretty = PrettyConfig::new().compact_arrays(true).struct_names(false).indentor("  ").new_line("\n");
    let body = dialect().to_string_pretty(&document, pretty).expect("every part of a session can be written as RON");
    format!("// Neurarium {} saved this session on {moment}.\n{body}\n", env!("CARGO_PKG_VERSION"))
}

/// The oldest version that can say what `session` says, so that older programs open all that they can understand.
fn version_of(session: &Session) -> u32 {
    let is_new = |stage: &StageRun| {
        let history = stage.history.records().iter().map(|record| &record.metrics);
        let mut parts = history.flat_map(|metrics| std::iter::once(&metrics.train).chain(&metrics.test));
        let best = stage.checkpoint.best.as_ref();
        !stage.edits.is_empty()
            || parts.any(|part| !part.loss.is_finite() || !part.score.is_finite())
            || best.is_some_and(|best| best.loss.is_infinite())
    };
    if session.view.says_more_than_version_2() || session.stages.iter().any(is_new) { migration::VERSION } else { 2 }
}

/// RON in which a value that can be absent is written without `Some` around it.
pub(super) fn dialect() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The session that `bytes` are.
pub(super) fn read(bytes: &[u8]) -> Result<Session, SessionError> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        SessionError::NotText { line: 1 + before.iter().filter(|byte| **byte == b'\n').count() }
    })?;
    // Editors on Windows like to put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = header(text)?;
    if header.format != FORMAT {
        return Err(SessionError::NotASession);
    }
    if header.version > migration::VERSION {
        return Err(SessionError::Newer { found: header.version, known: migration::VERSION });
    }
    if header.version == 0 {
        return Err(SessionError::Invalid(text!("there is no format version 0", "不存在格式版本 0")));
    }
    let document = migration::read(text, header.version).map_err(|error| syntax(text, &error))?;
    session(document).map_err(SessionError::Invalid)
}

/// Whether `text`, from wherever it comes, is meant to be a session.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    text.lines().take(20).any(|line| line.contains(FORMAT))
}

/// Format and version stand first, so that the rest need not be read to know them; a file that was rearranged by hand
/// is read whole.
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

/// What is wrong, with the nearest name when one is not known.
fn fault(code: &ron::Error) -> Text {
    let (what, found, expected) = match code {
        ron::Error::NoSuchStructField { found, expected, .. } => (text!("field", "字段"), found, expected),
        ron::Error::NoSuchEnumVariant { found, expected, .. } => (text!("choice", "选项"), found, expected),
        ron::Error::MissingStructField { field, .. } => {
            return text!("the field “{field}” is missing", "缺少字段“{field}”");
        }
        // The parser's own words, of which there are too many to say them all anew.
        // They may quote the file, from which no sentence needs more than its beginning.
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

fn stage_document(state: &StageRun, experiment: &Experiment) -> StageDocument {
    // Taken apart by name, so that a new field of the checkpoint cannot be forgotten here.
    let Checkpoint {
        step,
        epoch,
        position,
        rows_seen,
        rows_evaluated,
        parameters,
        moments,
        moments_age,
        order,
        batches,
        noise,
        first_loss,
        best,
        seconds,
        status,
    } = state.checkpoint.clone();
    StageDocument {
        stage: Kind::Training,
        status,
        epoch,
        step,
        position,
        rows_seen,
        rows_evaluated,
        seconds,
        first_loss,
        layers: layers(&parameters),
        moments_age,
        moments: moments.iter().map(layers).collect(),
        best: best.map(|best| BestDocument {
            epoch: best.epoch,
            loss: best.loss,
            layers: best.parameters.as_ref().map(layers),
        }),
        order,
        batches,
        noise,
        history: columns(&state.history),
        timeline: moments::columns(&state.timeline),
        origin: state.edits.origin,
        edits: edits::documents(&state.edits, experiment),
    }
}

/// The session of a document, with everything checked that the trainer does not check when it resumes.
fn session(mut document: Document) -> Result<Session, Text> {
    check_source(&document.experiment.data.source)?;
    // Programs of before left places in the list when their layer went; they had no effect.
    if document.version < 3 {
        document.experiment.forget_missing_places();
    }
    let experiment = document.experiment.validate().map_err(|problems| Problem::all(&problems))?;
    let sizes = experiment.sizes();
    let stages = document.stages.into_iter().map(|stage| stage_state(stage, &sizes, &experiment));
    let stages = stages.collect::<Result<_, _>>()?;
    let data_checksum = match document.data_checksum {
        Some(text) => Some(
            u64::from_str_radix(&text, 16)
                .map_err(|_| brief(&text))
                .map_err(|text| text!("“{text}” is not a checksum of data", "“{text}”不是数据的校验和"))?,
        ),
        None => None,
    };
    let Document { title, notes, made_with, .. } = document;
    let view = document.view.fitting(&experiment);
    Ok(Session { title, notes, made_with, experiment, data_checksum, view, stages })
}

/// Rows that are stored must fit together before anything else looks at them.
pub(super) fn check_source(source: &Source) -> Result<(), Text> {
    let fault = match source {
        Source::Table { table, .. } => table.fault(),
        Source::Painted(points) => points.fault(),
        Source::Generated { .. } | Source::Formula { .. } | Source::Gate(_) => None,
    };
    fault.map_or(Ok(()), Err)
}

fn stage_state(stage: StageDocument, sizes: &[usize], experiment: &ValidExperiment) -> Result<StageRun, Text> {
    stream::check(&stage.batches, Stream::Batches)?;
    stream::check(&stage.noise, Stream::Noise)?;
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
    // Metrics may be what training can make of them; the time and the rate are the program's own.
    if !history.courses().iter().all(|course| course.until.is_finite() && course.learning_rate.is_finite()) {
        return Err(text!("a learning rate of the history is not a finite number", "训练历史中有一个学习率不是有限数"));
    }
    let timeline = moments::timeline(&stage.timeline, sizes, stage.order.len())?;
    let edits = Edits::stored(stage.origin, edits::read(stage.edits, experiment)?);
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
        batches: stage.batches,
        noise: stage.noise,
        first_loss: stage.first_loss,
        best,
        seconds: stage.seconds,
        status: stage.status,
    };
    let experiment = experiment.clone();
    Ok(StageRun { experiment, checkpoint, history: history.into(), timeline: timeline.into(), edits: edits.into() })
}
