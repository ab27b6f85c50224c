//! Chinese names of the columns and classes of the small tables; a column keeps its unit.

/// English and Chinese.
const NAMES: [(&str, &str); 27] = [
    ("bill_length_mm", "喙长（mm）"),
    ("bill_depth_mm", "喙深（mm）"),
    ("flipper_length_mm", "鳍长（mm）"),
    ("body_mass_g", "体重（g）"),
    ("Adelie", "阿德利企鹅"),
    ("Chinstrap", "帽带企鹅"),
    ("Gentoo", "巴布亚企鹅"),
    ("sepal_length_cm", "萼片长（cm）"),
    ("sepal_width_cm", "萼片宽（cm）"),
    ("petal_length_cm", "花瓣长（cm）"),
    ("petal_width_cm", "花瓣宽（cm）"),
    ("setosa", "山鸢尾"),
    ("versicolor", "变色鸢尾"),
    ("virginica", "维吉尼亚鸢尾"),
    ("alcohol", "酒精"),
    ("malic_acid", "苹果酸"),
    ("ash", "灰分"),
    ("alcalinity_of_ash", "灰分碱度"),
    ("magnesium", "镁"),
    ("total_phenols", "总酚"),
    ("flavanoids", "类黄酮"),
    ("nonflavanoid_phenols", "非类黄酮酚"),
    ("proanthocyanins", "原花青素"),
    ("color_intensity", "颜色强度"),
    ("hue", "色调"),
    ("od280_od315", "OD280/OD315"),
    ("proline", "脯氨酸"),
];

/// A column or a class in Chinese.
pub(super) fn in_chinese(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(english, _)| *english == name).map(|(_, chinese)| *chinese)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Shipped, Target};

    #[test]
    fn every_column_and_class_of_the_tables_has_a_chinese_name() {
        let mut used = std::collections::BTreeSet::new();
        for shipped in [Shipped::Penguins, Shipped::Iris, Shipped::Wine] {
            let set = shipped.set();
            let classes = match &set.target {
                Target::Class { classes, .. } => classes.clone(),
                Target::Value { names, .. } => names.clone(),
            };
            // The cultivars of the wines are letters.
            for name in set.input_names.iter().chain(classes.iter().filter(|class| class.len() > 1)) {
                let chinese = shipped.in_chinese(name).unwrap_or_else(|| panic!("{name} of {shipped:?}"));
                assert!(used.insert(chinese.into_owned()), "{name}: twice");
            }
        }
        assert_eq!(used.len(), NAMES.len(), "each is used");
    }
}
