//! The kept moments of a run: one column per number, and blocks for what nobody reads number by number.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    block::Block,
    limited::{self, MEMORIES},
    stream,
};
use crate::{
    language::Text,
    nn::{Parameters, Stream},
    text,
    training::{Best, Checkpoint, Course, Status, Timeline, timeline::Mark},
};

/// Largest size in bytes of the moments in a file; base64 turns three bytes into four.
const ROOM: usize = 4 << 20;

/// A timeline, one entry per moment in each column.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Moments {
    pub(super) every: u64,
    pub(super) offered: u64,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) epoch: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) step: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) position: Vec<usize>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) rows_seen: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) rows_evaluated: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) seconds: Vec<f64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) first_loss: Vec<f64>,
    /// Empty when no moment has a best one.
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) best_epoch: Vec<Option<u64>>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) best_loss: Vec<Option<f64>>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) memories: Vec<u8>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) memories_age: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) batches: Vec<u64>,
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) noise: Vec<u64>,
    /// The parameters, the optimizer's moments, and the best parameters if they are kept.
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) numbers: Vec<Block>,
    /// Empty for an order that is 0, 1, 2… of as many rows as the run has now; the column is empty when all are.
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) order: Vec<Block>,
    /// Number of edits before the moment; the column is empty when all are 0.
    #[serde(deserialize_with = "limited::list::<_, _, { Timeline::MOST }>")]
    pub(super) edits: Vec<usize>,
    /// Earlier learning rates that the history does not contain; mostly there are none.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "limited::list::<_, _, { Timeline::MOST }>"
    )]
    pub(super) rates: Vec<Vec<Course>>,
}

/// The columns of `timeline`, for a run that now has `rows` rows.
pub(super) fn columns(timeline: &Timeline, rows: usize) -> Moments {
    let timeline = timeline.within(ROOM);
    let mut columns = Moments { every: timeline.every(), offered: timeline.offered(), ..Moments::default() };
    for moment in timeline.moments() {
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
            // Every kept moment can be continued.
            status: _,
        } = &**moment;
        columns.epoch.push(*epoch);
        columns.step.push(*step);
        columns.position.push(*position);
        columns.rows_seen.push(*rows_seen);
        columns.rows_evaluated.push(*rows_evaluated);
        columns.seconds.push(*seconds);
        columns.first_loss.push(*first_loss);
        columns.best_epoch.push(best.as_ref().map(|best| best.epoch));
        columns.best_loss.push(best.as_ref().map(|best| best.loss));
        columns.memories.push(moments.len() as u8);
        columns.memories_age.push(*moments_age);
        columns.batches.push(stream::state(batches));
        columns.noise.push(stream::state(noise));
        let best = best.as_ref().and_then(|best| best.parameters.as_ref());
        let sets = std::iter::once(parameters).chain(moments).chain(best);
        columns.numbers.push(Block::of_numbers(sets.flat_map(Parameters::values)));
        let in_sequence = order.len() == rows && order.iter().zip(0..).all(|(row, place)| *row == place);
        columns.order.push(if in_sequence { Block::default() } else { Block(order.clone()) });
    }
    if columns.best_epoch.iter().all(Option::is_none) {
        columns.best_epoch.clear();
        columns.best_loss.clear();
    }
    if columns.order.iter().all(|order| order.0.is_empty()) {
        columns.order.clear();
    }
    let marks = timeline.marks();
    if marks.iter().any(|mark| mark.edits > 0) {
        columns.edits = marks.iter().map(|mark| mark.edits).collect();
    }
    if marks.iter().any(|mark| !mark.courses.is_empty()) {
        columns.rates = marks.iter().map(|mark| mark.courses.clone()).collect();
    }
    columns
}

/// The timeline in `columns`, for a run that now has `rows` rows; `sizes` returns the layer sizes after a number of
/// edits.
pub(super) fn timeline(
    columns: &Moments,
    mut sizes: impl FnMut(usize) -> Result<Vec<usize>, Text>,
    rows: usize,
) -> Result<Timeline, Text> {
    let count = columns.step.len();
    let even = [
        columns.epoch.len(),
        columns.position.len(),
        columns.rows_seen.len(),
        columns.rows_evaluated.len(),
        columns.seconds.len(),
        columns.first_loss.len(),
        columns.memories.len(),
        columns.memories_age.len(),
        columns.batches.len(),
        columns.noise.len(),
        columns.numbers.len(),
    ];
    let or_empty = [
        columns.best_epoch.len(),
        columns.best_loss.len(),
        columns.order.len(),
        columns.edits.len(),
        columns.rates.len(),
    ];
    if !even.iter().all(|len| *len == count) || !or_empty.iter().all(|len| *len == count || *len == 0) {
        return Err(text!(
            "the columns of the kept moments are not all {count} long",
            "保留时刻的各列长度不都是 {count}"
        ));
    }
    // A sequential order takes no space in a file, so the file's length does not bound its size in memory.
    if count.saturating_mul(rows) > ROOM {
        return Err(text!(
            "{count} kept moments of {rows} rows are more than a session keeps",
            "{count} 个保留时刻、各 {rows} 行，超出会话所能保留的数量"
        ));
    }
    let mut moment = |index: usize| {
        let what = |fault: Text| {
            let (number, (english, chinese)) = (index + 1, fault.both());
            text!("kept moment {number}: {english}", "第 {number} 个保留时刻：{chinese}")
        };
        let best =
            match (columns.best_epoch.get(index).copied().flatten(), columns.best_loss.get(index).copied().flatten()) {
                (Some(epoch), Some(loss)) => Some((epoch, loss)),
                (None, None) => None,
                _ => return Err(what(text!("half of its best moment is missing", "其最佳时刻缺少一半"))),
            };
        let memories = usize::from(columns.memories[index]);
        let sizes = sizes(columns.edits.get(index).copied().unwrap_or_default()).map_err(what)?;
        let mut sets = sets(&columns.numbers[index], &sizes).map_err(what)?.into_iter();
        let mut next = || sets.next().ok_or_else(|| what(text!("numbers are missing", "缺少数值")));
        if memories > MEMORIES {
            return Err(what(text!("an optimizer has no such memory", "优化器没有这样的记忆")));
        }
        let parameters = next()?;
        let moments = (0..memories).map(|_| next()).collect::<Result<_, _>>()?;
        let best = best.map(|(epoch, loss)| Best { epoch, loss, parameters: sets.next() });
        if sets.next().is_some() {
            return Err(what(text!("there are more numbers than it needs", "数值多于所需")));
        }
        Ok(Arc::new(Checkpoint {
            step: columns.step[index],
            epoch: columns.epoch[index],
            position: columns.position[index],
            rows_seen: columns.rows_seen[index],
            rows_evaluated: columns.rows_evaluated[index],
            parameters,
            moments,
            moments_age: columns.memories_age[index],
            order: match columns.order.get(index) {
                Some(order) if !order.0.is_empty() => order.0.clone(),
                _ => (0..rows as u32).collect(),
            },
            batches: stream::with_state(columns.batches[index], Stream::Batches),
            noise: stream::with_state(columns.noise[index], Stream::Noise),
            first_loss: columns.first_loss[index],
            best,
            seconds: columns.seconds[index],
            status: Status::Ready,
        }))
    };
    let moments = (0..count).map(&mut moment).collect::<Result<_, _>>()?;
    let mark = |index| Mark {
        edits: columns.edits.get(index).copied().unwrap_or_default(),
        courses: columns.rates.get(index).cloned().unwrap_or_default(),
    };
    Ok(Timeline::stored(columns.every, columns.offered, moments)?.with_marks((0..count).map(mark).collect()))
}

/// The sets of parameters stored one after another in `block`.
fn sets(block: &Block, sizes: &[usize]) -> Result<Vec<Parameters>, Text> {
    let count: usize = sizes.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
    if !block.0.len().is_multiple_of(count) || block.0.len() > (2 + MEMORIES) * count {
        let found = block.0.len();
        return Err(text!(
            "its {found} numbers are no sets of {count} parameters",
            "其 {found} 个数值不能分成每组 {count} 个参数"
        ));
    }
    let numbers: Vec<f32> = block.numbers().collect();
    let set = |numbers: &[f32]| {
        let mut parameters = Parameters::zeros(sizes);
        parameters.values_mut().copy_from_slice(numbers);
        parameters
    };
    Ok(numbers.chunks_exact(count).map(set).collect())
}
