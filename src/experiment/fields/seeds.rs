//! Fields of the seeds.

use super::{Field, Kind, Whole};

pub(super) const FIELDS: &[Field] = &[
    Field::new(
        "seeds.data",
        ("Data seed", "数据种子"),
        ("Where the random numbers of the points and of the split start.", "生成数据点和划分样本所用随机数的起点。"),
        Kind::Whole(SEED, |e| Some(&mut e.seeds.data)),
    ),
    Field::new(
        "seeds.weights",
        ("Weights seed", "权重种子"),
        ("Where the random numbers of the weight initialization start.", "权重初始化所用随机数的起点。"),
        Kind::Whole(SEED, |e| Some(&mut e.seeds.weights)),
    ),
    Field::new(
        "seeds.batches",
        ("Batches seed", "批次种子"),
        ("Where the random numbers of the batch order start.", "批次顺序所用随机数的起点。"),
        Kind::Whole(SEED, |e| Some(&mut e.seeds.batches)),
    ),
    Field::new(
        "seeds.noise",
        ("Dropout seed", "丢弃种子"),
        ("Where the random numbers of dropout start.", "丢弃单元所用随机数的起点。"),
        Kind::Whole(SEED, |e| Some(&mut e.seeds.noise)),
    ),
];

const SEED: Whole = Whole::from(0, 42);
