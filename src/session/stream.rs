//! The state of a random stream as a number.

use serde::Deserialize;

use crate::{
    language::Text,
    nn::{Random, Stream},
    text,
};

/// What a stream writes of itself.
#[derive(Deserialize)]
struct Written {
    state: u64,
    increment: u64,
}

fn written(random: &Random) -> Written {
    let read = ron::to_string(random).ok().and_then(|text| ron::from_str(&text).ok());
    read.expect("a stream writes its state and its increment")
}

pub(super) fn state(random: &Random) -> u64 {
    written(random).state
}

/// The stream of this use when its state is `state`.
pub(super) fn with_state(state: u64, stream: Stream) -> Random {
    let increment = written(&Random::new(0, stream)).increment;
    ron::from_str(&format!("(state:{state},increment:{increment})")).expect("a stream reads what it writes")
}

/// A stream with another increment could repeat itself after few numbers, and a shuffle then never end.
pub(super) fn check(random: &Random, stream: Stream) -> Result<(), Text> {
    if written(random).increment == written(&Random::new(0, stream)).increment {
        return Ok(());
    }
    Err(text!("the state of a random stream is not one of this program's", "随机数流的状态不是本程序的"))
}
