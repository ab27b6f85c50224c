//! The features that a network could read.

use crate::{
    data::{DataSettings, Feature, Source},
    language::Text,
    ui::{kit::axis, naming},
    worker::Snapshot,
};

/// Every feature offered for `data`: the Playground's seven for two inputs, else each input; and those in use.
#[must_use]
pub fn offered(data: &DataSettings) -> Vec<Feature> {
    let inputs = data.source.inputs();
    let mut offered =
        if inputs == 2 { Feature::PLAYGROUND.to_vec() } else { (0..inputs).map(Feature::Input).collect() };
    for feature in &data.features {
        if !offered.contains(feature) {
            offered.push(*feature);
        }
    }
    offered
}

/// Takes `feature` in or out, in the order of `offered`; the last one stays.
pub fn toggle(data: &mut DataSettings, feature: Feature) {
    let offered = offered(data);
    if let Some(place) = data.features.iter().position(|used| *used == feature) {
        if data.features.len() > 1 {
            data.features.remove(place);
        }
    } else {
        data.features.push(feature);
        data.features.sort_by_key(|used| offered.iter().position(|other| other == used));
    }
}

/// The same in both languages, where an input is a sentence.
#[must_use]
pub fn said(feature: Feature, snapshot: &Snapshot) -> Text {
    match (feature, &snapshot.experiment.data.source) {
        (Feature::Input(input), source @ Source::Shipped(_))
            if let Some(own) = snapshot.data.set.input_names.get(input) =>
        {
            let (english, chinese) = (name(feature, snapshot), naming::input(source, own));
            let (own, chinese) = chinese.both();
            if own == chinese { Text::same(english) } else { Text::in_each(english, chinese.to_owned()) }
        }
        _ => Text::same(name(feature, snapshot)),
    }
}

/// What people call `feature`: with the inputs' own names, and small digits in `x₁`.
#[must_use]
pub fn name(feature: Feature, snapshot: &Snapshot) -> String {
    let names = &snapshot.data.set.input_names;
    let input = |i: usize| names.get(i).map_or_else(|| format!("x{}", i + 1), |name| axis::name(name));
    match feature {
        Feature::Input(i) => input(i),
        Feature::Square(i) => format!("{}²", input(i)),
        Feature::Product(i, j) => {
            let (a, b) = (input(i), input(j));
            if a.starts_with('x') && b.starts_with('x') { a + &b } else { format!("{a} · {b}") }
        }
        Feature::Sine(i) => format!("sin {}", input(i)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Experiment;

    #[test]
    fn features_keep_their_order_and_one_stays() {
        let mut data = Experiment::default().data;
        toggle(&mut data, Feature::Square(0));
        toggle(&mut data, Feature::Input(0));
        assert_eq!(data.features, [Feature::Input(1), Feature::Square(0)]);
        toggle(&mut data, Feature::Input(0));
        assert_eq!(data.features, [Feature::Input(0), Feature::Input(1), Feature::Square(0)]);
        for feature in Feature::PLAYGROUND {
            if data.features.contains(&feature) {
                toggle(&mut data, feature);
            }
        }
        assert_eq!(data.features, [Feature::Square(0)]);
    }
}
