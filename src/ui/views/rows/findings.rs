//! Inspection of the rows: duplicates, constant inputs, class balance.

use std::collections::BTreeMap;

use egui::Ui;

use crate::{
    data::{Column, Feature, Kind, Prepared, Source, Target},
    experiment::Experiment,
    insight::remark,
    language::{Text, grouped, shortened},
    text,
    ui::{
        kit::{Theme, theme::space},
        naming,
    },
};

/// More numbers than these are not looked through.
const MOST: usize = 10_000_000;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// Number of rows whose inputs also occur in an earlier row; `None` with too many rows.
    pub twice: Option<usize>,
    /// Inputs that are constant over the training rows.
    pub constant: Vec<usize>,
    /// Smallest and largest number of training rows of a class.
    pub classes: Option<(usize, usize)>,
    /// Which classes have no row in a part.
    pub absent: Vec<Text>,
}

impl Findings {
    /// Looks through the rows.
    #[must_use]
    pub fn of(data: &Prepared) -> Self {
        let inputs = &data.set.inputs;
        let few = inputs.len() <= MOST;
        let twice = few.then(|| {
            let mut seen: BTreeMap<Vec<u32>, ()> = BTreeMap::new();
            let rows = inputs.rows().into_iter();
            rows.filter(|row| seen.insert(row.iter().map(|value| value.to_bits()).collect(), ()).is_some()).count()
        });
        let train = &data.train.rows;
        let is_constant = |input: &usize| {
            let mut values = train.iter().map(|row| inputs[(*row, *input)]);
            let first = values.next();
            values.all(|value| Some(value) == first)
        };
        let constant = if few { (0..inputs.ncols() - data.beside).filter(is_constant).collect() } else { Vec::new() };
        let classes = match data.own_target() {
            Target::Class { classes, .. } => {
                let mut rows = vec![0; classes.len()];
                train.iter().filter_map(|row| data.class_of(*row)).for_each(|class| rows[class] += 1);
                rows.iter().min().copied().zip(rows.iter().max().copied())
            }
            Target::Value { .. } => None,
        };
        Self { twice, constant, classes, absent: remark::absent(data) }
    }

    /// Says it, and what was done about it.
    pub fn ui(&self, ui: &mut Ui, theme: &Theme, experiment: &Experiment, data: &Prepared) {
        ui.label(theme.title(theme.say(text!("Looked through", "检查结果"))));
        let number = |count: usize| grouped(count as u64);
        let mut lines: Vec<(Text, String, Text)> = Vec::new();
        if let Source::Table { table, inputs, .. } = &experiment.data.source {
            let cells = inputs.iter().filter_map(|input| Some(table.input(input).ok()?.missing.len())).sum::<usize>();
            let left_out = table.rows().saturating_sub(data.set.rows());
            let is_filled = !data.fills.is_empty() && cells > 0;
            let empty = if is_filled { cells } else { left_out };
            let done = if is_filled {
                let by = naming::inline(&experiment.data.missing);
                let (english, chinese) = by.both();
                text!("cells filled with the {english}", "个单元格已填为{chinese}")
            } else if empty == 0 {
                text!("nothing to do", "无需处理")
            } else {
                text!("rows left out: a cell is empty", "行已去掉：有空单元格")
            };
            lines.push((text!("Missing values", "缺失值"), number(empty), done));
            let unlabelled = data.set.rows() - data.known;
            if unlabelled > 0 {
                let done = text!("rows: they serve pretraining alone", "行：仅用于预训练");
                lines.push((text!("Without a target", "没有目标"), number(unlabelled), done));
            }
        }
        if let Some(twice) = self.twice {
            let done = if twice == 0 {
                text!("nothing to do", "无需处理")
            } else if experiment.data.without_repeats {
                text!("left out where targets are equal", "已去掉（目标也相同的）")
            } else {
                text!("kept: may be in training and test", "已保留：训练和测试中可能都有")
            };
            lines.push((text!("Equal rows", "重复行"), number(twice), done));
        }
        // Columns of a table that are always the same are not among the inputs to begin with.
        let unread = match &experiment.data.source {
            Source::Table { table, inputs, .. } => {
                let is_left = |column: &&Column| column.kind() == Kind::Constant && !inputs.contains(&column.name);
                table.columns.iter().filter(is_left).count()
            }
            _ => 0,
        };
        let constant = self.constant.len() + unread;
        let is_read = |input: &usize| experiment.data.features.contains(&Feature::Input(*input));
        let done = if constant == 0 {
            text!("nothing to do", "无需处理")
        } else if !self.constant.iter().any(is_read) {
            text!("left out", "已去掉")
        } else if experiment.picture().is_some() {
            text!("kept: the picture stays whole", "已保留：图像保持完整")
        } else {
            let names = self.constant.iter().take(3).map(|input| shortened(&data.set.input_names[*input], 12));
            let names = names.collect::<Vec<_>>().join(", ");
            text!("nothing to learn from: {names}", "无可学习：{names}")
        };
        lines.push((text!("Constant inputs", "恒定的输入"), number(constant), done));
        if let Some((least, most)) = self.classes {
            let done = text!("training rows of a class", "每类训练样本数");
            let both = if least == most { number(least) } else { format!("{}–{}", number(least), number(most)) };
            lines.push((text!("Class balance", "类别均衡"), both, done));
        }
        egui::Grid::new("findings").num_columns(3).spacing([space::TWO, 2.0]).show(ui, |ui| {
            for (name, found, done) in lines {
                ui.label(theme.caption(theme.say(name)).color(theme.ink));
                ui.label(theme.caption(found).color(theme.ink).strong());
                ui.add(egui::Label::new(theme.caption(theme.say(done))).truncate());
                ui.end_row();
            }
        });
        for said in self.absent.iter().cloned().chain(remark::batch(experiment, data)) {
            ui.add_space(space::HALF);
            ui.label(theme.caption(theme.say(said)).color(theme.ink));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Shipped, training::Trainer};

    fn findings(set: Shipped) -> Findings {
        let mut experiment = Experiment::default();
        experiment.set_source(Source::Shipped(set));
        (experiment.data.train_share, experiment.data.validation_share) = (1.0, 0.0);
        Findings::of(Trainer::new(experiment.validate().unwrap()).data())
    }

    #[test]
    fn what_is_known_of_two_sets_is_found() {
        // UCI: one iris is there twice; scikit-learn: columns 0, 32 and 39 of the digits are 0 in every row.
        assert_eq!(
            findings(Shipped::Iris),
            Findings { twice: Some(1), constant: vec![], classes: Some((50, 50)), absent: vec![] }
        );
        let digits = findings(Shipped::Digits);
        assert_eq!((digits.twice, digits.constant, digits.classes), (Some(0), vec![0, 32, 39], Some((174, 183))));
    }
}
