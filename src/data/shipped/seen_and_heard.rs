//! Spoken digits, each with a written digit of the same name as another view: `assets/data/seen_and_heard.md`.

use ndarray::{Array2, Axis};

use super::{
    Card, Groups, Look, Shipped,
    facts::{Contents, Facts},
};
use crate::{
    data::{DataSet, Scaling, Target},
    language::Text,
    nn::choice::Names,
};

pub(super) const FACTS: Facts = Facts {
    names: Names::of("Seen and heard", "digits seen and heard", "看到与听到的数字"),
    inputs: 80,
    classes: Some(10),
    look: Look::Sound { moments: 8, coefficients: 10 },
    view: Some(Look::Picture { width: 8, height: 8 }),
    typed: None,
    scaling: Scaling::None,
    card: Card {
        is: Text::fixed(
            "1,797 recordings of spoken digits, each beside a handwritten digit of the same name, 8×8 grey values, as another view.",
            "1797 段语音数字录音，每段配一幅同名的手写数字（8×8 灰度）作为另一视图。",
        ),
        is_not: Text::fixed(
            "Nobody spoke and wrote these at once: the pairs were made for this program, so that pairing itself carries the class.",
            "并非同一人同时说和写：配对是为本程序而做的，因此配对本身就含有类别信息。",
        ),
        flatters: Text::fixed(
            "Drawn by rows, every speaker of the test rows is known from training. Held back by speaker, a new voice finds its \
             picture far less often.",
            "按样本划分时，测试样本的说话人在训练中都出现过。按说话人划分时，新声音找到对应图片的比例低得多。",
        ),
        to_beat: Text::fixed(
            "A picture taken blindly shows the same digit for one sound of ten.",
            "随意取一幅图片，十段声音中有一段会碰巧相同。",
        ),
        cleaned: None,
        source: "Free Spoken Digit Dataset, Z. Jackson and speakers; UCI, Alpaydin & Kaynak 1998",
        licence: "CC BY-SA 4.0",
        share_alike: true,
        to_confirm: Some(Text::fixed(
            "That UCI\u{2019}s page of the digits still says CC BY 4.0.",
            "UCI 上手写数字的页面是否仍标明 CC BY 4.0。",
        )),
    },
    read: || {
        let (sounds, pictures) = (Shipped::Spoken.set(), Shipped::Digits.set());
        let (Target::Class { labels: said, classes, name }, Target::Class { labels: written, .. }) =
            (&sounds.target, &pictures.target)
        else {
            return None;
        };
        // In the order of both files, which is by chance: each picture is used once, and the first sounds of each digit.
        let mut of_digit: Vec<Vec<usize>> = vec![Vec::new(); classes.len()];
        written.iter().enumerate().rev().for_each(|(row, digit)| of_digit[*digit as usize].push(row));
        let pairs = said.iter().enumerate().filter_map(|(row, digit)| Some((row, of_digit[*digit as usize].pop()?)));
        let (heard, seen): (Vec<usize>, Vec<usize>) = pairs.unzip();
        let set = DataSet {
            input_names: sounds.input_names.clone(),
            origins: Vec::new(),
            inputs: sounds.inputs.select(Axis(0), &heard),
            target: Target::Class {
                name: name.clone(),
                classes: classes.clone(),
                labels: heard.iter().map(|row| said[*row]).collect(),
            },
        };
        let view: Array2<f32> = pictures.inputs.select(Axis(0), &seen);
        let speakers = Shipped::Spoken.groups()?;
        let of = heard.iter().map(|row| speakers.of[*row]).collect();
        Some(Contents { view: Some(view), groups: Some(Groups { of, ..speakers.clone() }), ..Contents::of(set) })
    },
};

#[cfg(test)]
mod tests {
    use crate::data::{Shipped, Target};

    #[test]
    fn what_is_heard_is_seen() {
        let (set, view) = (Shipped::SeenAndHeard.set(), Shipped::SeenAndHeard.view().unwrap());
        assert_eq!((set.rows(), view.dim()), (1797, (1797, 64)), "each picture once");
        let Target::Class { labels, .. } = &set.target else { panic!("classes") };
        let pictures = Shipped::Digits.set();
        let Target::Class { labels: written, .. } = &pictures.target else { panic!("classes") };
        for row in (0..1797).step_by(97) {
            let of = pictures.inputs.rows().into_iter().position(|picture| picture == view.row(row)).unwrap();
            assert_eq!(written[of], labels[row], "row {row}");
        }
        let speakers = Shipped::SeenAndHeard.groups().unwrap();
        let count = |speaker| speakers.of.iter().filter(|of| **of == speaker).count();
        assert!(
            (0..6).all(|speaker| (240..350).contains(&count(speaker))),
            "{:?}",
            (0..6).map(count).collect::<Vec<_>>()
        );
    }
}
