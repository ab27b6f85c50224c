//! Fields of the data.

use super::{
    Field, Kind, Range, Unit, Whole, Written,
    choices::{Alternative, Choices, alternatives, choose},
    reading::{list, listed},
};
use crate::{
    data::{Feature, Filling, Gate, Generator, Scaling, Shipped, Source, SplitBy},
    experiment::{Experiment, Rules},
    nn::Choice,
};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "rules",
        ("Rules", "规则"),
        (
            "A set of choices that belong together: weight initialization, output, loss, batch order, rule of L1.",
            "一组彼此配套的选择：权重初始化、输出、损失、批次顺序、L1 规则。",
        ),
        Kind::Choice(Choices::of::<Rules>(
            |e| Rules::of(e).map(|rules| rules.name()),
            |e, name| {
                if let Ok(rules) = Rules::from_name(name) {
                    rules.apply(e);
                }
            },
        )),
    ),
    Field::new(
        "data.set",
        ("Data set", "数据集"),
        (
            "The points: a generator or a logic gate. A table is given with --data.",
            "数据点：生成器或逻辑门。表格由 --data 给出。",
        ),
        Kind::Choice(Choices { what: Generator::WHAT, all: sets, get: |e| set_name(&e.data.source), set: choose_set }),
    ),
    Field::new(
        "data.formula",
        ("Formula", "公式"),
        (
            "A target as a formula of the inputs x1 and x2; sets the data to points of it.",
            "以输入 x1、x2 的公式作为目标；数据随之变为该公式的点。",
        ),
        Kind::Written(Written {
            takes: "a formula such as sin(x1)*x2",
            get: |e| match &e.data.source {
                Source::Formula { formula, .. } => Some(formula.clone()),
                _ => None,
            },
            set: |e, text| {
                if let Source::Formula { formula, .. } = &mut e.data.source {
                    text.clone_into(formula);
                } else {
                    e.set_source(Source::formula(text));
                }
                Ok(())
            },
        }),
    ),
    Field::new(
        "data.samples",
        ("Points", "点数"),
        ("Number of points that are made.", "生成的点数。"),
        Kind::Whole(Whole::of(10, 1_000_000, 500).offering(10, 10_000), |e| {
            e.data.source.drawn_mut().map(|(samples, _)| samples as _)
        }),
    )
    .unless(|_| NOT_GENERATED),
    Field::new(
        "data.noise",
        ("Noise", "噪声"),
        (
            "How far points stray, or how often labels are wrong near a border.",
            "点偏离的程度，或边界附近标签出错的频率。",
        ),
        Kind::Number(Range::of(0.0, 0.8, 0.1).offering(0.0, 0.5, 0.05), |e| {
            e.data.source.drawn_mut().map(|(_, noise)| noise)
        }),
    )
    .in_units(Unit::Share)
    .unless(|_| NOT_GENERATED),
    Field::new(
        "data.inputs",
        ("Inputs", "输入"),
        (
            "The columns of a table that the network reads; the features become these. A column of texts gives an input for \
             each text, such as “sex = male”.",
            "网络读取的表格列；特征随之变为这些列。文本列的每种文本成为一个输入，如“性别 = 男”。",
        ),
        Kind::Written(Written {
            takes: "headings, with commas between them; one that has a comma in it stands in quotation marks",
            get: |e| match &e.data.source {
                Source::Table { inputs, .. } => Some(listed(inputs.iter().cloned())),
                _ => None,
            },
            set: |e, text| {
                let headings = list(text, |heading| Ok(heading.to_owned()))?;
                let Source::Table { table, inputs, .. } = &mut e.data.source else { return Err(NOT_A_TABLE.into()) };
                *inputs = headings.iter().flat_map(|heading| table.as_inputs(heading)).collect();
                Ok(())
            },
        }),
    ),
    Field::new(
        "data.target",
        ("Target", "目标"),
        ("The table column that the network predicts.", "要网络预测的表格列。"),
        Kind::Written(Written {
            takes: "the heading of a column",
            get: |e| match &e.data.source {
                Source::Table { target, .. } => Some(target.clone()),
                _ => None,
            },
            set: |e, text| match &mut e.data.source {
                Source::Table { .. } => e.data.source.predict(text).map_err(|error| error.to_string()),
                _ => Err(NOT_A_TABLE.into()),
            },
        }),
    ),
    Field::new(
        "data.more_targets",
        ("And also", "同时预测"),
        ("Further columns to predict, each by an output of its own.", "另外要预测的列，每列有自己的输出。"),
        Kind::Written(Written {
            takes: "headings of columns of numbers, with commas between them, or none",
            get: |e| e.data.can_have_more_targets().then(|| listed(e.data.more_targets.iter().cloned())),
            set: |e, text| {
                if !e.data.can_have_more_targets() {
                    return Err(
                        "only numbers of a table can be predicted together, set data.classes=false first".into()
                    );
                }
                e.data.more_targets = list(text, |heading| Ok(heading.to_owned()))?;
                Ok(())
            },
        }),
    ),
    Field::new(
        "data.classes",
        ("Classes", "类别数"),
        ("Number of classes to tell apart.", "要区分的类别个数。"),
        Kind::Whole(Whole::of(2, 10, 3), |e| match &mut e.data.source {
            Source::Generated { generator, .. } => generator.classes_mut().map(|classes| classes as _),
            _ => None,
        }),
    )
    .unless(own_classes),
    Field::new(
        "data.classes",
        ("Treat as classes", "视为类别"),
        (
            "On: each different number is a class. Off: the numbers themselves are fitted.",
            "勾选：每个不同的数是一个类别。不勾选：直接拟合这些数值。",
        ),
        Kind::Switch(|e| match &mut e.data.source {
            Source::Table { classes, .. } => Some(classes),
            _ => None,
        }),
    )
    .unless(own_classes),
    Field::new(
        "data.features",
        ("Features", "特征"),
        ("What the network reads; x1 is the first input.", "网络读取的内容；x1 是第一个输入。"),
        Kind::Written(Written {
            takes: "features such as x1,x2,x1^2,x1*x2,sin(x1), with commas between them",
            get: |e| Some(listed(e.data.features.iter().map(Feature::to_string))),
            set: |e, text| list(text, str::parse).map(|features| e.data.features = features),
        }),
    ),
    Field::new(
        "data.scaling",
        ("Scaling", "缩放"),
        ("What is done to each column first.", "首先对每一列做的处理。"),
        Kind::Choice(Choices::of::<Scaling>(
            |e| Some(e.data.scaling.name()),
            |e, name| choose(&mut e.data.scaling, name),
        )),
    ),
    Field::new(
        "data.train_share",
        ("Train split", "训练集比例"),
        ("Share of the rows to learn from; the others only test.", "用于学习的样本比例；其余只用于测试。"),
        Kind::Number(Range::above(0.0, 0.5).up_to(1.0).offering(0.1, 1.0, 0.1), |e| Some(&mut e.data.train_share)),
    )
    .in_units(Unit::Share),
    Field::new(
        "data.split_by",
        ("Held back", "留出方式"),
        (
            "What only tests: single rows, or whole groups, such as speakers that no training row is of.",
            "仅用于测试的内容：单个样本，或整组样本，例如训练样本中没有的说话人。",
        ),
        Kind::Choice(Choices::of::<SplitBy>(
            |e| Some(e.data.split_by.name()),
            |e, name| choose(&mut e.data.split_by, name),
        )),
    ),
    Field::new(
        "data.without_repeats",
        ("Leave out repeated rows", "去掉重复行"),
        (
            "Whether rows that equal one before them, target included, are left out before the split.",
            "划分前是否去掉与前面某行（包括目标）完全相同的行。",
        ),
        Kind::Switch(|e| {
            let has_rows = matches!(e.data.source, Source::Table { .. } | Source::Shipped(_));
            (has_rows && !e.data.source.is_in_order()).then_some(&mut e.data.without_repeats as _)
        }),
    )
    .unless(|_| "only a table or a real set has rows that could repeat, and in a text every row has its place"),
    Field::new(
        "data.missing",
        ("Empty cells", "空单元格"),
        (
            "What is done about an empty cell of an input: its row is left out, or the cell is filled, from the training rows alone.",
            "输入中空单元格的处理：去掉该行，或用由训练样本得到的值填充。",
        ),
        Kind::Choice(Choices::of::<Filling>(
            |e| matches!(e.data.source, Source::Table { .. }).then(|| e.data.missing.name()),
            |e, name| choose(&mut e.data.missing, name),
        )),
    )
    .unless(|_| NOT_A_TABLE),
    Field::new(
        "data.unlabelled",
        ("Keep rows without a target", "保留没有目标的行"),
        (
            "Whether rows of a table without a target serve pretraining, which needs none; otherwise they are left out.",
            "表格中没有目标的行是否用于不需要目标的预训练；否则略去。",
        ),
        Kind::Switch(|e| matches!(e.data.source, Source::Table { .. }).then_some(&mut e.data.unlabelled as _)),
    )
    .unless(|_| NOT_A_TABLE),
    Field::new(
        "data.labels",
        ("Labels of each class", "每类标签数"),
        (
            "Of so many training rows of each class, or of numbers and letters in all, the label may be used; a stage says whether \
             it keeps to them.",
            "每个类别（数值和字母则为总共）可以使用标签的训练样本数；各阶段决定是否只用这些样本。",
        ),
        Kind::OptionalWhole(Whole::from(1, 5), |e| Some(&mut e.data.labels)),
    ),
];

const NOT_GENERATED: &str = "only generated points have it, set data.set first";
const NOT_A_TABLE: &str = "only a table has it, give one with --data";

/// Why the number of classes cannot be chosen.
fn own_classes(e: &Experiment) -> &'static str {
    match &e.data.source {
        Source::Generated { .. } => "these points always have the same, set data.set first",
        Source::Gate(_) => "a gate always has two",
        Source::Shipped(_) => "this set has its own",
        Source::Painted(_) => "painted points have as many as were painted",
        Source::Formula { .. } => "a formula has none, its value is fitted",
        Source::Table { .. } => "a table has those of its target",
    }
}

fn sets() -> Vec<Alternative> {
    alternatives::<Generator>().into_iter().chain(alternatives::<Gate>()).chain(alternatives::<Shipped>()).collect()
}

fn set_name(source: &Source) -> Option<&'static str> {
    match source {
        Source::Generated { generator, .. } => Some(generator.name()),
        Source::Gate(gate) => Some(gate.name()),
        Source::Shipped(set) => Some(set.name()),
        Source::Painted(_) | Source::Formula { .. } | Source::Table { .. } => None,
    }
}

/// Switches to the shipped set, generator or gate of this name, with as many points and as much noise as before.
fn choose_set(e: &mut Experiment, name: &'static str) {
    if Some(name) == set_name(&e.data.source) {
        return;
    }
    let drawn = e.data.source.drawn_mut().map(|(samples, noise)| (*samples, *noise));
    let source = if let Ok(gate) = Gate::from_name(name) {
        Source::Gate(gate)
    } else if let Ok(set) = Shipped::from_name(name) {
        Source::Shipped(set)
    } else if let Ok(generator) = Generator::from_name(name) {
        match drawn {
            Some((samples, noise)) => Source::Generated { generator, samples, noise },
            None => Source::generated(generator),
        }
    } else {
        return;
    };
    e.set_source(source);
}
