//! In Chinese, the whole window is Chinese: what is painted, and what a screen reader says.

use std::{collections::BTreeMap, time::Duration};

use egui::{Key, Modifiers, Role, Shape};
use egui_kittest::{
    Harness, Node,
    kittest::{By, NodeT, Queryable},
};
use neurarium::{
    app::{Look, Start, Window},
    experiment::Experiment,
    language::{Language, Text},
    ui::{
        Action,
        kit::{Theme, fonts},
        pages::Pages,
        shell::{
            dialog::{self, Dialog, Unsaved},
            path::{Folder, PathBox, Purpose},
        },
    },
};

use crate::journey::{Journey, file};

/// Names that Chinese textbooks write in Latin letters, keys of the keyboard, and what a person or a file has named.
const NAMES: &str = "\
    ReLU Leaky ELU GELU SiLU Mish Softplus Sigmoid tanh sin relu sigmoid \
    Adam AdamW Adagrad RMSProp Nesterov Glorot He LeCun Huber Softmax \
    Neurarium TensorFlow Playground English Language CSV UTF GBK Latin \
    history map png svg MNIST MFCC HTML lengt dark mossy green zero nine international virginica SA UCI \
    ONNX Python NumPy Rust safetensors export run model html \
    history map png svg MNIST MFCC HTML Sobol Wilson PED ANOVA Smith Cohen Hessian \
    Ctrl Shift Space Tab Cmd Esc ron csv bak circle Comma Period Delete Home End \
    penguins species island bill length depth flipper body mass sex year mm Adelie Gentoo Chinstrap \
    Torgersen Biscoe Dream male female \
    chinese broken journey format neurarium session version data inputs target features samples noise classes points \
    network hidden training learning rate map history png PNG MAE RMSE";

fn in_chinese(start: Start) -> Journey {
    let look = Look { language: Some(Language::Chinese), theme: Some(egui::ThemePreference::Light), ..Look::default() };
    Journey::of(look, move |context| Window::new(context, start, look))
}

/// Everything that can be read, with where it was found.
#[derive(Default)]
struct Read(BTreeMap<String, &'static str>);

impl Read {
    fn window<State>(&mut self, harness: &Harness<'_, State>, place: &'static str) {
        for node in harness.query_all(By::new()) {
            let node = node.accesskit_node();
            for words in [node.label(), node.value(), node.data().description().map(Into::into)].into_iter().flatten() {
                self.0.entry(words).or_insert(place);
            }
        }
        for clipped in &harness.output().shapes {
            self.shape(&clipped.shape, place);
        }
    }

    fn shape(&mut self, shape: &Shape, place: &'static str) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(shape, place)),
            Shape::Text(text) => drop(self.0.entry(text.galley.text().to_owned()).or_insert(place)),
            _ => {}
        }
    }

    /// Words of Latin letters that are no names.
    fn foreign(&self) -> Vec<String> {
        let names: Vec<&str> = NAMES.split_whitespace().collect();
        let mut found = Vec::new();
        for (text, place) in &self.0 {
            let words = text.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            let foreign: Vec<&str> = words.filter(|word| !names.contains(word)).collect();
            if !foreign.is_empty() {
                found.push(format!("{place}: {foreign:?} in “{text}”"));
            }
        }
        found
    }

    fn assert_chinese(&self, least: usize) {
        let chinese = self.0.keys().filter(|text| text.chars().any(|letter| letter > '\u{4e00}')).count();
        assert!(chinese >= least, "only {chinese} Chinese texts were read: {:?}", self.0);
        let foreign = self.foreign();
        assert!(foreign.is_empty(), "not Chinese:\n{}", foreign.join("\n"));
    }
}

fn names<'a>(journey: &'a Journey, role: Role) -> Vec<String> {
    let nodes = journey.0.query_all_by_role(role);
    nodes.filter_map(|node: Node<'a>| node.accesskit_node().label()).collect()
}

#[test]
fn the_window_is_chinese() {
    let mut read = Read::default();
    for preset in ["playground", "modern", "first-network", "penguins"] {
        let mut journey = in_chinese(Start::Preset(preset.into()));
        read.window(&journey.0, "opening");
        journey.press("更多设置…");
        read.window(&journey.0, "more settings");
        journey.press("训练");
        read.window(&journey.0, "training");
        journey.until("training", |window| window.snapshot().is_some_and(|now| now.epoch > 2));
        if journey.0.query_by_role_and_label(Role::Button, "暂停").is_some() {
            journey.press("暂停");
        }
        journey.until("the pause", |window| window.snapshot().is_some_and(|now| !now.running));
        journey.0.step();
        read.window(&journey.0, "paused");
        for list in names(&journey, Role::ComboBox) {
            journey.find(Role::ComboBox, &list).click_accesskit();
            journey.0.step();
            journey.0.step();
            read.window(&journey.0, "a list");
            journey.key(Modifiers::NONE, Key::Escape);
        }
        for tab in names(&journey, Role::Tab) {
            // One of them puts another stage before this one, which then has another name.
            let Some(tab) = journey.0.query_by_role_and_label(Role::Tab, &tab) else { continue };
            tab.click_accesskit();
            journey.0.step();
            journey.0.step();
            read.window(&journey.0, "a tab");
        }
    }
    read.assert_chinese(150);
}

#[test]
fn the_other_shelf_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.press("回归");
    read.window(&journey.0, "numbers");
    journey.press("平面");
    journey.until("the plane", |window| window.snapshot().is_some_and(|now| now.experiment.classes().is_none()));
    journey.0.step();
    read.window(&journey.0, "the plane");
    read.assert_chinese(40);
}

#[test]
fn the_pages_of_many_runs_are_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.key(Modifiers::COMMAND, Key::Num9);
    journey.until_shown(Role::Button, "运行");
    read.window(&journey.0, "a sweep to come");
    for (number, value) in [("试验数", 6.0), ("轮数", 1.0)] {
        journey.find(Role::SpinButton, number).set_value_accesskit(value);
        (0..2).for_each(|_| journey.0.step());
    }
    journey.press("运行");
    journey.until("the sweep", |window| window.found().is_some_and(|found| found.ended));
    (0..2).for_each(|_| journey.0.step());
    read.window(&journey.0, "a sweep");
    journey.key(Modifiers::COMMAND, Key::Num0);
    journey.until_shown(Role::Button, "运行 12 个种子");
    read.window(&journey.0, "seeds to come");
    journey.find(Role::SpinButton, "轮数").set_value_accesskit(1.0);
    (0..2).for_each(|_| journey.0.step());
    journey.press("运行 12 个种子");
    journey.until("the seeds", |window| window.begun().is_some_and(|begun| begun.ended));
    (0..2).for_each(|_| journey.0.step());
    read.window(&journey.0, "seeds");
    read.assert_chinese(60);
}

#[test]
fn the_menu_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    for list in ["从预设新建", "偏好设置", "Language · 语言"] {
        journey.press("菜单");
        read.window(&journey.0, "the menu");
        let entry = journey.0.query_all_by_label_contains(list).next().unwrap_or_else(|| panic!("no {list}"));
        entry.click_accesskit();
        journey.0.step();
        journey.0.step();
        let before = read.0.len();
        read.window(&journey.0, "a list of the menu");
        assert!(read.0.len() > before, "{list} opens");
        journey.key(Modifiers::NONE, Key::Escape);
        journey.key(Modifiers::NONE, Key::Escape);
    }
    read.assert_chinese(40);
}

#[test]
fn the_dialogs_are_chinese() {
    let mut read = Read::default();
    let hours = |hours: u64| Duration::from_secs(3600 * hours);
    let unsaved = |age| Unsaved { title: Text::same(""), epoch: 3, age, failed: false, doubted: age > hours(2) };
    let path = |purpose| Dialog::Path(PathBox::new(purpose, Folder::default(), String::new()));
    let sessions = [0, 1, 5, 30, 100].map(|age| unsaved(hours(age))).to_vec();
    for dialog in [
        Dialog::Shortcuts,
        Dialog::Discard { then: Action::Quit },
        Dialog::Recovery(sessions),
        path(Purpose::Open),
        path(Purpose::Save),
        path(Purpose::Picture),
        path(Purpose::Table),
        path(Purpose::Export("onnx")),
        path(Purpose::Report),
        path(Purpose::Lesson),
        path(Purpose::Page),
        path(Purpose::Class),
        Dialog::Unlock,
        Dialog::MakeLesson { title: "课程".into() },
        Dialog::LessonMade { path: "课程".into(), fault: None },
        Dialog::HandIn { name: String::new(), open: vec![2, 3] },
    ] {
        let mut shown = Some(dialog);
        let mut harness = Harness::builder()
            .with_size(egui::vec2(900.0, 800.0))
            .with_context_setup(|context| {
                fonts::install(context);
                Theme::install(context);
                Theme::speak(context, Language::Chinese);
            })
            .build_ui(move |ui| drop(dialog::ui(ui, &Theme::of(ui.ctx()), &mut shown, (&Pages::default(), None))));
        harness.step();
        read.window(&harness, "a dialog");
    }
    read.assert_chinese(30);
}

#[test]
fn a_lesson_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.press("菜单");
    journey.press("课程…");
    journey.until_shown(Role::Button, "第一个网络");
    read.window(&journey.0, "all lessons");
    journey.press("第一个网络");
    journey.until("the lesson", |window| window.lesson().is_some());
    for step in 1..=4 {
        journey.until("the step", |window| window.lesson().is_some_and(|lesson| lesson.step() == step));
        journey.0.step();
        read.window(&journey.0, "a step");
        if step == 3 {
            journey.press("训练");
            journey.until("training", |window| window.snapshot().is_some_and(|now| now.epoch > 2));
            if journey.0.query_by_role_and_label(Role::Button, "暂停").is_some() {
                journey.press("暂停");
            }
            journey.until("the pause", |window| window.snapshot().is_some_and(|now| !now.running));
            journey.0.step();
            read.window(&journey.0, "after the run");
        }
        journey.key(Modifiers::NONE, Key::PageDown);
    }
    read.assert_chinese(60);
}

#[test]
fn the_arithmetic_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Preset("first-network".into()));
    journey.press("菜单");
    journey.press("探索");
    journey.press("算式…");
    journey.until_shown(Role::Label, "检查我的数");
    for walk in ["前向", "反向", "更新"] {
        journey.press(walk);
        read.window(&journey.0, "a walk");
    }
    read.assert_chinese(40);
}

#[test]
fn the_rate_finder_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.press("菜单");
    journey.press("探索");
    journey.press("学习率查找…");
    journey.0.state_mut().edit(|experiment| experiment.training_mut().learning_rate = 3.0);
    journey.until("an answer", |window| window.surveyed().is_some_and(|surveyed| surveyed.rates.is_some()));
    (0..3).for_each(|_| journey.0.step());
    read.window(&journey.0, "the finder");
    read.assert_chinese(30);
}

#[test]
fn the_landscape_is_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    for _ in 0..30 {
        journey.key(Modifiers::NONE, Key::E);
    }
    journey.until("a run", |window| window.snapshot().is_some_and(|now| now.epoch >= 24 && !now.running));
    journey.press("菜单");
    journey.press("探索");
    journey.press("损失地形…");
    for view in ["沿路径", "随机平面", "到训练 A"] {
        if view.ends_with('A') {
            journey.key(Modifiers::NONE, Key::P);
            journey.0.step();
        }
        journey.press(view);
        journey.until("an answer", |window| window.surveyed().is_some_and(|surveyed| !surveyed.busy));
        (0..3).for_each(|_| journey.0.step());
        journey.until("an answer", |window| window.surveyed().is_some_and(|surveyed| !surveyed.busy));
        (0..3).for_each(|_| journey.0.step());
        read.window(&journey.0, "a landscape");
    }
    read.assert_chinese(40);
}

#[test]
fn two_networks_side_by_side_are_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.press("菜单");
    journey.press("探索");
    journey.press("并排比较…");
    journey.until_shown(Role::Button, "开始");
    read.window(&journey.0, "before");
    journey.press("开始");
    journey.until("both", |window| window.paired().is_some_and(|paired| paired.epoch > 1));
    (0..2).for_each(|_| journey.0.step());
    read.window(&journey.0, "both");
    read.assert_chinese(20);
}

#[test]
fn the_phenomena_are_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    journey.press("菜单");
    journey.press("探索");
    journey.press("现象…");
    journey.until_shown(Role::Button, "训练并观察锐度");
    read.window(&journey.0, "the gallery");
    for begins in ["绘制边界", "反复精确拟合", "逐轮剪枝", "训练 24 个网络"] {
        journey.press(begins);
        journey.until("something to see", |window| window.exhibited().is_some_and(|shown| shown.done > 0.02));
        (0..2).for_each(|_| journey.0.step());
        read.window(&journey.0, begins);
        journey.press("‹ 全部现象");
        journey.until_shown(Role::Button, "绘制边界");
    }
    // Papers keep their names.
    read.0.retain(|words, _| {
        !neurarium::lessons::phenomena::PHENOMENA.iter().any(|it| it.source.starts_with(&words[..]))
    });
    read.assert_chinese(20);
}

#[test]
fn complaints_are_chinese() {
    let mut read = Read::default();
    let mut journey = in_chinese(Start::Opening);
    for (name, text) in [("chinese-broken.ron", "(colour: \"blue\")"), ("chinese-broken.csv", "x,y\n1,2\n3\n")] {
        journey.drop_file(&file(name, text));
    }
    journey.drop_file(std::path::Path::new("chinese-journey.csv"));
    let said = |journey: &Journey| journey.0.query_all_by_label_contains("关闭：").count();
    let start = std::time::Instant::now();
    while said(&journey) < 3 {
        assert!(start.elapsed().as_secs() < 30, "only {} complaints", said(&journey));
        journey.0.step();
    }
    let folder = env!("CARGO_TARGET_TMPDIR");
    read.window(&journey.0, "notices");
    // Where the files lie is nobody's language.
    read.0 = std::mem::take(&mut read.0).into_iter().map(|(text, place)| (text.replace(folder, ""), place)).collect();
    read.assert_chinese(40);
}

#[test]
fn problems_of_an_experiment_are_chinese() {
    let mut experiment = Experiment::default();
    experiment.data.train_share = 0.0;
    experiment.data.features.clear();
    experiment.network.hidden[0].units = 0;
    experiment.network.hidden[1].dropout = 2.0;
    experiment.training_mut().batch_size = 0;
    experiment.training_mut().learning_rate = -1.0;
    experiment.training_mut().stop.seconds = Some(0.0);
    let problems = experiment.problems();
    assert_eq!(problems.len(), 7);
    let mut read = Read::default();
    for problem in problems {
        read.0.insert(problem.message.say(Language::Chinese).to_owned(), "a problem");
    }
    read.assert_chinese(7);
}

#[test]
fn the_language_changes_at_once_and_nothing_else_does() {
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    let step = journey.snapshot().step;
    journey.press("Menu");
    journey.press("Language · 语言");
    journey.until_shown(Role::Button, "简体中文");
    journey.press("简体中文");
    journey.until_shown(Role::Button, "训练");
    assert!(journey.0.query_by_role_and_label(Role::Button, "Train").is_none());
    assert_eq!(journey.snapshot().step, step);
}
