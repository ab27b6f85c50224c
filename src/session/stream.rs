//! The state of a random stream as numbers.

use serde::{Deserialize, Serialize};

use crate::{
    language::Text,
    nn::{Random, Stream},
    text,
};

/// The stored state of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StreamState {
    pub(super) state: u64,
    pub(super) increment: u64,
}

impl StreamState {
    pub(super) fn of(random: &Random) -> Self {
        let read = ron::to_string(random).ok().and_then(|text| ron::from_str(&text).ok());
        read.expect("a stream writes its state and its increment")
    }

    /// The stream for this use that continues from here.
    ///
    /// With another increment it could repeat after few numbers, and a shuffle might never end.
    pub(super) fn random(self, stream: Stream) -> Result<Random, Text> {
        if self.increment != Self::of(&Random::new(0, stream)).increment {
            return Err(text!(
                "the state of a random stream is not one of this program's",
                "随机数流的状态不是本程序的"
            ));
        }
        let Self { state, increment } = self;
        Ok(ron::from_str(&format!("(state:{state},increment:{increment})")).expect("a stream reads what it writes"))
    }
}

pub(super) fn state(random: &Random) -> u64 {
    StreamState::of(random).state
}

/// The stream for this use with the state `state`.
pub(super) fn with_state(state: u64, stream: Stream) -> Random {
    let increment = StreamState::of(&Random::new(0, stream)).increment;
    StreamState { state, increment }.random(stream).expect("its increment is that of its use")
}
