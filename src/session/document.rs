//! What a session file looks like.

use ron::{Options, extensions::Extensions, ser::PrettyConfig};
use serde::{Deserialize, Serialize};

use crate::{
    data::Source,
    nn::{Random, Stream},
    training::{Best, Checkpoint, Experiment, Stage, Status},
};

use super::{
    Session, SessionError, StageState,
    layers::{Columns, Layer, columns, history, layers, parameters},
    migration,
};

/// The name that every session file gives its format.
const FORMAT: &str = "neurarium session";

/// The document, field by field as it stands in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    format: String,
    version: u32,
    made_with: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    notes: String,
    experiment: Experiment,
    #[serde(default)]
    data_checksum: Option<String>,
    #[serde(default)]
    stages: Vec<StageDocument>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StageDocument {
    stage: Stage,
    status: Status,
    epoch: u64,
    step: u64,
    position: usize,
    rows_seen: u64,
    rows_evaluated: u64,
    seconds: f64,
    first_loss: f64,
    layers: Vec<Layer>,
    moments_age: u64,
    moments: Vec<Vec<Layer>>,
    best: Option<BestDocument>,
    order: Vec<u32>,
    batches: Random,
    noise: Random,
    history: Columns,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BestDocument {
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
        version: migration::VERSION,
        made_with: session.made_with.clone(),
        title: session.title.clone(),
        notes: session.notes.clone(),
        experiment: session.recipe(),
        data_checksum: session.data_checksum.map(|sum| format!("{sum:016x}")),
        stages: session.stages.iter().map(stage_document).collect(),
    };
    let pretty = PrettyConfig::new().compact_arrays(true).struct_names(false).indentor("  ").new_line("\n");
    let body = dialect().to_string_pretty(&document, pretty).expect("every part of a session can be written as RON");
    format!("// Neurarium {} saved this session on {moment}.\n{body}\n", env!("CARGO_PKG_VERSION"))
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
        return Err(SessionError::Invalid("there is no format version 0".into()));
    }
    let document = migration::read(text, header.version).map_err(|error| syntax(text, &error))?;
    session(document).map_err(SessionError::Invalid)
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
        Err(error) if text.lines().take(20).any(|line| line.contains(FORMAT)) => Err(syntax(text, &error)),
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
    SessionError::Syntax { line: place.line, column: place.col, message: error.code.to_string() }
}

fn stage_document(state: &StageState) -> StageDocument {
    // Taken apart by name, so that a new field of the checkpoint cannot be forgotten here.
    let Checkpoint {
        stage,
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
        stage,
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
    }
}

/// The session of a document, with everything checked that the trainer does not check when it resumes.
fn session(document: Document) -> Result<Session, String> {
    let fault = match &document.experiment.data.source {
        Source::Table { table, .. } => table.fault(),
        Source::Generated { .. } | Source::Gate(_) => None,
    };
    if let Some(fault) = fault {
        return Err(fault);
    }
    let experiment = document.experiment.validate().map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        problems.join("; ")
    })?;
    let sizes = experiment.sizes();
    let stages = document.stages.into_iter().map(|stage| stage_state(stage, &sizes)).collect::<Result<_, _>>()?;
    let data_checksum = match document.data_checksum {
        Some(text) => Some(u64::from_str_radix(&text, 16).map_err(|_| format!("“{text}” is not a checksum of data"))?),
        None => None,
    };
    let Document { title, notes, made_with, .. } = document;
    Ok(Session { title, notes, made_with, experiment, data_checksum, stages })
}

fn stage_state(stage: StageDocument, sizes: &[usize]) -> Result<StageState, String> {
    check_stream(&stage.batches, Stream::Batches)?;
    check_stream(&stage.noise, Stream::Noise)?;
    let network = parameters(&stage.layers, sizes, "the network")?;
    let best = match stage.best {
        Some(best) => {
            let layers = best.layers.map(|layers| parameters(&layers, sizes, "the best network")).transpose()?;
            Some(Best { epoch: best.epoch, loss: best.loss, parameters: layers })
        }
        None => None,
    };
    let moments = stage.moments.iter().map(|layers| parameters(layers, sizes, "the optimizer's memory"));
    let history = history(&stage.history)?;
    let numbers = |metrics: &crate::training::PartMetrics| metrics.loss.is_finite() && metrics.score.is_finite();
    let sound = history
        .records()
        .iter()
        .all(|record| numbers(&record.metrics.train) && record.metrics.test.as_ref().is_none_or(numbers));
    if !sound {
        return Err("a record of the history is not a finite number".into());
    }
    let checkpoint = Checkpoint {
        stage: stage.stage,
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
    Ok(StageState { checkpoint, history: history.into() })
}

/// A stream with another increment could repeat itself after few numbers, and a shuffle then never end.
fn check_stream(random: &Random, stream: Stream) -> Result<(), String> {
    #[derive(PartialEq, Deserialize)]
    struct State {
        increment: u64,
    }
    let increment = |random: &Random| ron::to_string(random).ok().and_then(|text| ron::from_str::<State>(&text).ok());
    match (increment(random), increment(&Random::new(0, stream))) {
        (Some(found), Some(own)) if found == own => Ok(()),
        _ => Err("the state of a random stream is not one of this program's".into()),
    }
}
