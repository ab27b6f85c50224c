//! The name of every choice is the one that the file has for it.

use neurarium::{
    data::{Gate, Generator, Scaling},
    experiment::{BatchOrder, Rows, Rules, Task},
    nn::{Activation, BiasInitializer, Choice, Initializer, L1Rule, Loss, Optimizer, Schedule},
};
use serde::Serialize;

fn agree<C: Choice + Serialize>() {
    for choice in C::ALL {
        let written = ron::to_string(choice).unwrap();
        assert_eq!(written.split('(').next(), Some(choice.name()), "{}", C::WHAT);
        assert!(C::from_name(choice.name()).unwrap() == *choice);
    }
}

#[test]
fn names_are_those_of_the_file() {
    agree::<Activation>();
    agree::<BatchOrder>();
    agree::<BiasInitializer>();
    agree::<Gate>();
    agree::<Generator>();
    agree::<Initializer>();
    agree::<L1Rule>();
    agree::<Loss>();
    agree::<Optimizer>();
    agree::<Rows>();
    agree::<Rules>();
    agree::<Scaling>();
    agree::<Schedule>();
    agree::<Task>();
}
