//! Older versions of the document, each frozen as its builds wrote it, and the conversion from them to the current one.
//!
//! Only the newest version is written. A version is read into types of its own, down to the last setting, of which none is
//! also a type of today; so whatever an experiment becomes, old files keep their meaning. Each version has one total function
//! to the next: 1 → 2 → 3 → [`Document`]. Versions 1 and 2 share the parts that are truly the same with version 3.
//!
//! Version 5 is version 4 in which kept moments can have other layers, or other rows, than the run has now, and data can be
//! shipped ones, columns of f64, inputs made of texts, dates whose order was said, or painted points dealt to their parts; it can be handed in. A document without these is
//! still written as [version 4](PLAIN), which programs that know no other can read.
//!
//! When the document changes again, today's tree is copied into `v5`, `v3` leads there, and [`VERSION`] becomes 6.

mod v1;
mod v2;
mod v3;

use ron::error::SpannedResult;

use super::document::{Document, dialect};

/// The newest version that is known.
pub(super) const VERSION: u32 = 5;

/// The version of a document in which there is nothing that version 4 does not have.
pub(super) const PLAIN: u32 = 4;

/// Reads a document of `version`, which is known, and brings it up to the newest.
pub(super) fn read(text: &str, version: u32) -> SpannedResult<Document> {
    debug_assert!((1..=VERSION).contains(&version), "version {version} was let through");
    let mut document = match version {
        1 => dialect().from_str::<v1::Document>(text)?.next().next().next(),
        2 => dialect().from_str::<v2::Document>(text)?.next().next(),
        3 => dialect().from_str::<v3::Document>(text)?.next(),
        _ => dialect().from_str(text)?,
    };
    // Older programs kept places in the list when their layer was removed; they had no effect.
    if version < 3 {
        document.experiment.forget_missing_places();
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::{Serialize, de::DeserializeOwned};

    use super::{
        v3::{choices, data, edits, experiment, numbers, status, view},
        *,
    };
    use crate::{
        data::Split,
        experiment::Place,
        training::{Status, StopReason},
    };

    /// Kept documents, one per line, in which every field and every choice of a version occurs.
    const KEPT: [&str; 3] = [
        include_str!("../../../tests/data/shapes-v1.ron"),
        include_str!("../../../tests/data/shapes-v2.ron"),
        include_str!("../../../tests/data/shapes-v3.ron"),
    ];

    /// Reads each document, which must have all fields and no other, and write itself as it stands.
    fn come_back<T: Serialize + DeserializeOwned>(documents: &str) {
        for line in documents.lines() {
            let document: T = dialect().from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert_eq!(dialect().to_string(&document).unwrap(), line);
        }
    }

    #[test]
    fn older_versions_are_read_as_they_were() {
        let [one, two, three] = KEPT;
        come_back::<v1::Document>(one);
        come_back::<v2::Document>(two);
        come_back::<v3::Document>(three);
    }

    #[test]
    fn older_versions_lead_to_the_newest_with_everything_in_them() {
        let finished = |reason| Status::Finished { reason };
        let diverged = |step, layer, unit, from| Status::Diverged { step, place: Place { layer, unit, from } };
        let statuses = [
            Status::Ready,
            finished(StopReason::Epochs(40)),
            finished(StopReason::Loss(0.5)),
            finished(StopReason::Seconds(2.5)),
            finished(StopReason::NoProgress { epochs: 5, best_epoch: 7, restored: true, watched: Split::Test }),
            diverged(6, 1, 2, Some(3)),
            diverged(7, 4, 5, None),
        ];
        for (version, documents) in (1..).zip(KEPT) {
            for (number, line) in documents.lines().enumerate() {
                let document = read(line, version).unwrap_or_else(|error| panic!("{error}: {line}"));
                assert_eq!((document.version, document.title), (version, format!("“{number}”")));
                assert_eq!((document.stages.len(), document.stages[0].order.as_slice()), (1, &[2, 0, 1][..]));
                assert_eq!(document.stages[0].status, statuses[number % 7]);
                assert_eq!(document.stages[0].edits.len(), if version == 3 { 10 } else { 0 });
            }
        }
    }

    /// The names that the file has for the fields or choices of `T`, and for the numbers of each choice: what a wrong name
    /// is answered with.
    fn names<T: DeserializeOwned>() -> BTreeSet<&'static str> {
        let expected = |text: &str| match ron::from_str::<T>(text).map_err(|error| error.code) {
            Err(ron::Error::NoSuchStructField { expected, .. } | ron::Error::NoSuchEnumVariant { expected, .. }) => {
                expected
            }
            _ => &[],
        };
        let choices = expected("no_name");
        let fields = choices.iter().flat_map(|choice| expected(&format!("{choice}(no_name: 0)")));
        let names: BTreeSet<_> = fields.chain(choices).chain(expected("(no_name: 0)")).copied().collect();
        assert!(!names.is_empty(), "{}", std::any::type_name::<T>());
        names
    }

    /// All names of these types.
    macro_rules! names {
        ($($type:ty),* $(,)?) => { [$(names::<$type>()),*].into_iter().flatten().collect::<BTreeSet<_>>() };
    }

    #[test]
    fn the_kept_documents_have_every_field_and_every_choice() {
        let in_all = names![
            choices::Activation,
            choices::BatchOrder,
            choices::BiasInitializer,
            choices::Gate,
            choices::Generator,
            choices::Initializer,
            choices::L1Rule,
            choices::Loss,
            choices::Optimizer,
            choices::Scaling,
            choices::Schedule,
            choices::Stage,
            data::Column,
            data::ColumnValues,
            data::DataSettings,
            data::Painted,
            data::Source,
            data::Table,
            experiment::EarlyStopping,
            experiment::Experiment,
            experiment::HiddenLayer,
            experiment::NetworkSettings,
            experiment::OutputLayer,
            experiment::Place,
            experiment::Regularizer,
            experiment::Seeds,
            experiment::StopRules,
            experiment::TrainingSettings,
            numbers::BestDocument,
            numbers::Columns,
            numbers::Course,
            numbers::Layer,
            status::Status,
            status::StopReason,
            v1::Document,
            v1::StageDocument,
        ];
        let since_2 = names![choices::Curve, numbers::Moments, v2::Document, v2::StageDocument, view::View];
        let since_3 = names![
            choices::Origin,
            edits::Before,
            edits::ChangeDocument,
            edits::EditDocument,
            edits::Preparation,
            v3::Document,
            v3::StageDocument,
        ];
        for (version, documents) in KEPT.into_iter().enumerate() {
            let there: BTreeSet<_> = documents.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for names in [&in_all, &since_2, &since_3].into_iter().take(version + 1) {
                let missing: Vec<_> = names.difference(&there).collect();
                assert!(missing.is_empty(), "version {}: {missing:?}", version + 1);
            }
        }
    }
}
