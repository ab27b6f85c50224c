//! Lessons taken in the window: opened, answered, stepped through, and handed in.

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use neurarium::{
    app::Start,
    language::Language,
    lessons::{
        Attempt, Lesson,
        shipped::{COURSES, Shipped},
    },
    session::{Answer, Folders, Session},
    training::Trainer,
};

use crate::{
    journey::{Journey, file},
    presenting::drawn,
};

/// Opens the lesson of this title from the menu, with three clicks.
fn lesson(title: &str) -> Journey {
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Menu");
    journey.press("Lessons…");
    journey.until_shown(Role::Button, title);
    journey.press(title);
    journey.until("the lesson", |window| window.lesson().is_some_and(|lesson| lesson.lesson().title == title));
    journey.until("its network", |window| {
        let draft = window.experiment();
        window.snapshot().is_some_and(|now| *now.newest_experiment == *draft && now.step == 0)
    });
    journey.0.step();
    journey
}

fn answer(journey: &Journey, step: usize, item: usize) -> Option<Answer> {
    journey.0.state().lesson()?.hand_in().entry(step, item).map(|entry| entry.answer.clone())
}

const BY_HAND: &str = "Set the weights yourself";

#[test]
fn a_lesson_is_opened_answered_and_led_to_its_goal() {
    let mut journey = lesson(BY_HAND);
    assert_eq!(journey.snapshot().experiment.sizes(), [3, 1]);
    journey.0.get_by_label("Step 1 of 3 · Look");
    journey.find(Role::RadioButton, "that of x1·x2").click_accesskit();
    journey.0.step();
    journey.0.step();
    assert_eq!(answer(&journey, 1, 1), Some(Answer::Choices(vec![2])));
    journey.key(Modifiers::NONE, Key::PageDown);
    journey.0.get_by_label("Step 2 of 3 · By hand");
    journey.press("Next");
    journey.0.get_by_label("Step 3 of 3 · Without it");
    journey.until("the settings of the step", |window| {
        window.snapshot().is_some_and(|now| now.experiment.sizes() == [2, 1])
    });
    journey.press("Train");
    journey.until("the goal", |window| {
        let entry = window.lesson().and_then(|lesson| lesson.hand_in().entry(3, 1).cloned());
        entry.is_some_and(|entry| matches!(entry.answer, Answer::Reached { epoch: 50, .. }))
    });
    journey.0.step();
    assert!(journey.0.query_all_by_label_contains("reached at epoch 50").next().is_some());
    journey.until("its end", |window| window.snapshot().is_some_and(|now| !now.running));
    assert_eq!(journey.snapshot().epoch, 50, "the same moment on every machine");
    journey.0.step();
    assert!(journey.0.query_all_by_label_contains("Paused at epoch 50:").next().is_some());
    journey.press("Train");
    journey.until("more", |window| window.snapshot().is_some_and(|now| now.running && now.epoch > 50));
    journey.key(Modifiers::NONE, Key::PageUp);
    assert_eq!(journey.0.state().lesson().unwrap().step(), 2);
    journey.press("Close the lesson");
    assert!(journey.0.state().lesson().is_none());
}

#[test]
fn the_first_thing_to_answer_in_a_step_is_one_tab_away() {
    let mut journey = lesson("Not too small, not too large");
    journey.key(Modifiers::NONE, Key::Tab);
    assert!(journey.find(Role::RadioButton, "0.03").is_focused(), "a question");
    (0..2).for_each(|_| journey.key(Modifiers::NONE, Key::Tab));
    assert!(journey.find(Role::RadioButton, "3").is_focused(), "and on from there");
    journey.key(Modifiers::NONE, Key::PageDown);
    journey.key(Modifiers::NONE, Key::PageDown);
    journey.key(Modifiers::NONE, Key::Tab);
    assert!(journey.find(Role::Button, "Restart this step").is_focused());
}

#[test]
fn a_step_that_was_turned_to_is_trained_by_space_whatever_had_the_keyboard() {
    let mut journey = lesson(BY_HAND);
    journey.find(Role::Button, "Next").focus();
    (0..2).for_each(|_| journey.0.step());
    journey.key(Modifiers::NONE, Key::PageDown);
    (0..3).for_each(|_| journey.0.step());
    journey.key(Modifiers::NONE, Key::Space);
    journey.until("a step", |window| window.snapshot().is_some_and(|now| now.step > 0));
}

#[test]
fn a_menu_that_a_key_was_chosen_in_closes_and_a_list_gives_the_keyboard_back() {
    let is_open = |journey: &Journey| egui::Popup::is_any_open(&journey.0.ctx);
    let mut journey = Journey::begin(Start::Opening);
    journey.find(Role::Button, "Menu").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    (0..2).for_each(|_| journey.key(Modifiers::NONE, Key::Tab));
    assert!(is_open(&journey) && journey.find(Role::Button, "Lessons…").is_focused());
    journey.key(Modifiers::NONE, Key::Enter);
    journey.until_shown(Role::Button, BY_HAND);
    assert!(!is_open(&journey), "not behind the lessons");
    journey.press("Close");
    (0..3).for_each(|_| journey.0.step());
    journey.find(Role::ComboBox, "Activation").focus();
    (0..2).for_each(|_| journey.0.step());
    assert!(journey.find(Role::ComboBox, "Activation").is_focused());
    journey.key(Modifiers::NONE, Key::Enter);
    journey.until_shown(Role::Button, "ReLU");
    journey.find(Role::Button, "ReLU").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    assert_eq!(journey.0.state().experiment().network.hidden[0].activation, neurarium::nn::Activation::Relu);
    (0..2).for_each(|_| journey.0.step());
    assert!(!is_open(&journey) && journey.find(Role::ComboBox, "Activation").is_focused());
    journey.find(Role::ComboBox, "Learning rate").focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.find(Role::Button, "0.03").is_focused(), "the one that is chosen");
    journey.key(Modifiers::NONE, Key::ArrowDown);
    journey.0.step();
    assert!(journey.find(Role::Button, "0.1").is_focused(), "its neighbour");
    (0..2).for_each(|_| journey.key(Modifiers::NONE, Key::ArrowUp));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    assert_eq!(journey.0.state().experiment().training().learning_rate, 0.01);
}

#[test]
fn the_keyboard_goes_through_the_list_of_lessons_course_by_course() {
    let title = |lesson: &Shipped| lesson.lesson(Language::English).title;
    let titles: Vec<String> = COURSES.iter().flat_map(|course| course.lessons).map(title).collect();
    let mut journey = Journey::begin(Start::Opening);
    journey.press("Menu");
    journey.press("Lessons…");
    journey.until_shown(Role::Button, BY_HAND);
    journey.find(Role::Button, &titles[0]).focus();
    (0..2).for_each(|_| journey.0.step());
    for title in &titles {
        assert!(journey.find(Role::Button, title).is_focused(), "{title}");
        journey.key(Modifiers::NONE, Key::Tab);
    }
}

#[test]
fn what_stands_above_a_lesson_leaves_its_buttons_free_and_all_rows_are_called_so() {
    let journey = lesson("Five layers that do not get going");
    let course = journey.0.query_all_by_label_contains("The life of a foundation model · lesson").next().unwrap();
    let first = journey.find(Role::Button, "All settings");
    assert!(course.rect().right() <= first.rect().left(), "{:?} {:?}", course.rect(), first.rect());
    let mut journey = lesson("How many points a step");
    (0..3).for_each(|_| journey.key(Modifiers::NONE, Key::PageDown));
    journey.until("all rows", |window| window.experiment().training().batch_size > 1_000_000);
    (0..3).for_each(|_| journey.0.step());
    assert!(drawn(&journey, "Batch size") > 0 && drawn(&journey, "all") > 0 && drawn(&journey, "4294967295") == 0);
}

#[test]
fn who_forgot_the_name_is_asked_before_the_run_fixes_what_was_predicted() {
    const LESSON: &str = "title: Names\nseeds: name\n---\n{predict: choice}\nWhat?\n\n    [( )] one\n    [(X)] two\n";
    let begin = |name: &str| {
        let mut journey = Journey::begin(Start::File(file(name, LESSON)));
        journey.until_shown(Role::Label, "A lesson of your own");
        journey.find(Role::TextInput, NAME_FIRST).click_accesskit();
        journey.0.step();
        journey.key(Modifiers::NONE, Key::PageDown);
        journey.press("Train");
        journey.until_shown(Role::Label, "Your name first");
        journey
    };
    let is_fixed = |window: &neurarium::app::Window| window.lesson().is_some_and(|lesson| lesson.is_fixed((1, 1)));
    let mut journey = begin("named.md");
    let before = journey.snapshot().newest_experiment.seeds.weights;
    journey.0.event(egui::Event::Text("Ada".into()));
    journey.0.step();
    journey.press("Take my start");
    journey.until("a start of one's own", |window| {
        window.snapshot().is_some_and(|now| now.newest_experiment.seeds.weights != before && now.step == 0)
    });
    (0..3).for_each(|_| journey.0.step());
    assert!(!is_fixed(journey.0.state()) && journey.0.query_by_role_and_label(Role::TextInput, NAME_FIRST).is_none());
    journey.press("Train");
    journey.until("the run", is_fixed);
    let mut journey = begin("unnamed.md");
    journey.press("Train without a name");
    journey.until("the run", is_fixed);
    journey.key(Modifiers::NONE, Key::R);
    journey.until("the start", |window| window.snapshot().is_some_and(|now| now.step == 0));
    journey.press("Train");
    journey.until("the run again", |window| window.snapshot().is_some_and(|now| now.step > 0));
}

#[test]
fn the_step_turns_while_a_name_is_typed() {
    let mut journey = lesson("The lottery of the start");
    journey.find(Role::TextInput, NAME_FIRST).focus();
    journey.0.step();
    journey.key(Modifiers::NONE, Key::PageDown);
    assert_eq!(journey.0.state().lesson().unwrap().step(), 2);
}

const NAME_FIRST: &str = "Your name first: your start follows from it. Without one everybody has the same.";

#[test]
fn a_prediction_stays_once_the_run_has_begun() {
    let mut journey = lesson(BY_HAND);
    journey.find(Role::RadioButton, "that of x1").click_accesskit();
    journey.0.step();
    journey.train();
    journey.until("the answer is fixed", |window| window.lesson().is_some_and(|lesson| lesson.is_fixed((1, 1))));
    journey.0.step();
    journey.find(Role::RadioButton, "that of x2").click_accesskit();
    journey.0.step();
    journey.0.step();
    assert_eq!(answer(&journey, 1, 1), Some(Answer::Choices(vec![0])));
    assert!(journey.0.query_all_by_label_contains("You said: that of x1. It is: that of x1·x2.").next().is_some());
}

#[test]
fn what_a_lesson_locks_stays_and_what_it_opens_changes() {
    let mut journey = lesson("The first network");
    let rule = journey.0.state().experiment().training().loss;
    journey.0.state_mut().edit(|draft| draft.network.hidden[0].units = 5);
    (0..4).for_each(|_| journey.0.step());
    assert_eq!(journey.0.state().experiment().network.hidden[0].units, 2);
    assert!(journey.0.query_all_by_label_contains("The lesson keeps this setting").next().is_some());
    let seed = journey.0.state().experiment().seeds.weights;
    journey.press("New start");
    assert_eq!(journey.0.state().experiment().seeds.weights, seed + 1, "the lesson opens it");
    assert_eq!(journey.0.state().experiment().training().loss, rule);
    let mut other = lesson(BY_HAND);
    let seed = other.0.state().experiment().seeds.weights;
    other.press("New start");
    assert_eq!(other.0.state().experiment().seeds.weights, seed);
}

#[test]
fn a_lesson_is_handed_in_and_opened_again() {
    let path = file("lesson-hand-in.ron", "");
    std::fs::remove_file(&path).unwrap();
    let mut journey = lesson(BY_HAND);
    journey.find(Role::RadioButton, "that of x1·x2").click_accesskit();
    journey.0.step();
    journey.train();
    journey.press("Hand in…");
    journey.until_shown(Role::TextInput, "Your name");
    journey.0.step();
    journey.0.event(egui::Event::Text("Ada".into()));
    journey.0.step();
    journey.key(Modifiers::NONE, Key::Enter);
    journey.type_path("Hand in as", &path.display().to_string(), "Hand in");
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_all_by_label_contains("Handed in: ").next().is_some());
    let hand_in = Session::open(&path).unwrap().hand_in.unwrap();
    assert_eq!((&*hand_in.name, &*hand_in.lesson), ("Ada", "by-hand"));
    assert!(hand_in.handed_in >= hand_in.begun && hand_in.recipe_hash.len() == 16, "{hand_in:?}");
    assert_eq!(hand_in.entry(1, 1).unwrap().answer, Answer::Choices(vec![2]));
    let mut again = Journey::begin(Start::File(path));
    again.until("the lesson", |window| window.lesson().is_some_and(|lesson| lesson.hand_in().name == "Ada"));
    assert!(again.0.query_all_by_label_contains("not saved").next().is_none(), "nothing was changed by opening it");
}

#[test]
fn a_report_is_written_to_a_path_that_is_typed() {
    let path = file("journey-report.html", "");
    std::fs::remove_file(&path).unwrap();
    let mut journey = Journey::begin(Start::Opening);
    journey.train();
    journey.press("Menu");
    journey.press("Report…");
    journey.type_path("Save report as", &path.with_extension("").display().to_string(), "Save");
    let html = std::fs::read_to_string(&path).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<svg") && !html.contains("<script"));
}

#[test]
fn a_session_of_ones_own_lesson_goes_on_with_the_file_beside_it_or_when_that_is_opened() {
    const LESSON: &str = "title: Mine\nlock: network.hidden\n---\n# One\nLook.\n# Two\nGo on.\n";
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-resumed");
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    let mut attempt = Attempt::new(Lesson::read(LESSON).unwrap(), "mine", "Ada", 1);
    attempt.go_to(2);
    let trainer = Trainer::new(attempt.experiment().unwrap());
    let mut session = Session::new("mine – Ada", trainer.experiment().clone());
    session.hand_in = Some(attempt.handed_in(trainer.experiment(), 2));
    let path = folder.join("mine – Ada.ron");
    session.save(&path).unwrap();
    let is_resumed = |window: &neurarium::app::Window| window.lesson().is_some_and(|lesson| lesson.step() == 2);

    let mut journey = Journey::begin(Start::File(path.clone()));
    let said =
        |journey: &Journey| journey.0.query_all_by_label_contains("which is not here; open mine.md").next().is_some();
    for _ in 0..500 {
        if said(&journey) {
            break;
        }
        journey.0.step();
        std::thread::sleep(std::time::Duration::from_millis(4));
    }
    assert!(said(&journey) && journey.0.state().lesson().is_none());
    std::fs::write(folder.join("mine.md"), LESSON).unwrap();
    journey.drop_file(&folder.join("mine.md"));
    journey.until("the lesson", is_resumed);

    let mut journey = Journey::begin(Start::File(path));
    journey.until("the lesson beside it", is_resumed);
    assert!(!journey.0.state().lesson().unwrap().locks().is_open("network.hidden"));
}

#[test]
fn a_lesson_is_made_previewed_changed_and_read_again() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-lessons");
    drop(std::fs::remove_dir_all(&root));
    let folders = Folders::inside(&root);
    let path = folders.lessons().join("mine.md");
    let look = neurarium::app::Look { theme: Some(egui::ThemePreference::Light), ..Default::default() };
    let (kept, typed) = (folders, root);
    let mut journey = Journey::of(look, move |context| {
        neurarium::app::Window::new(context, Start::Opening, look).keeping_in(&kept).asking_itself(typed)
    });
    journey.press("Menu");
    journey.press("Make a lesson…");
    journey.until_shown(Role::TextInput, "Title of the lesson");
    journey.press("Choose the file…");
    journey.until_shown(Role::Label, "Save lesson as");
    journey.0.step();
    journey.0.event(egui::Event::Text("mine".into()));
    journey.0.step();
    journey.press("Save");
    journey.until_shown(Role::Label, "The lesson is written");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("start: preset playground"), "{text}");
    std::fs::write(&path, text.replace("train_loss <=", "train_los <=")).unwrap();
    journey.press("Preview as a pupil");
    journey.until("the fault", |_| true);
    for _ in 0..200 {
        journey.0.step();
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    journey.0.get_by_label_contains("train_loss”");
    std::fs::write(&path, &text).unwrap();
    journey.press("Preview as a pupil");
    journey.until("the preview", |window| window.lesson().is_some_and(|lesson| lesson.hand_in().lesson == "mine"));
    journey.until_shown(Role::Label, "A lesson of your own");
    journey.key(Modifiers::NONE, Key::PageDown);
    assert_eq!(journey.0.state().lesson().unwrap().step(), 2);
    std::fs::write(&path, text.replace("title: ", "title: New ")).unwrap();
    journey.press("Read the file again");
    journey.until("the new title", |window| {
        window.lesson().is_some_and(|lesson| lesson.lesson().title.starts_with("New ") && lesson.step() == 2)
    });
    std::fs::write(&path, text.replace("train_loss <=", "train_los <=")).unwrap();
    journey.press("Read the file again");
    journey.until("the fault", |_| true);
    let fault = |journey: &Journey| journey.0.query_all_by_label_contains("train_loss”").next().is_some();
    (0..200).for_each(|_| {
        journey.0.step();
        std::thread::sleep(std::time::Duration::from_millis(1));
    });
    assert!(fault(&journey), "what is wrong is said, with the nearest word");
    assert_eq!(journey.0.state().lesson().unwrap().step(), 2, "and the lesson stays");
    std::fs::write(&path, &text).unwrap();
    journey.press("Read the file again");
    journey.until("the old title", |window| {
        window.lesson().is_some_and(|lesson| !lesson.lesson().title.starts_with("New "))
    });
    journey.0.step();
    assert!(!fault(&journey), "what is mended is no fault any more");
    // A menu that is answered without a pointer stays open.
    if journey.0.query_by_role_and_label(Role::Button, "Lessons…").is_none() {
        journey.press("Menu");
    }
    journey.press("Lessons…");
    journey.until_shown(Role::Label, "Your own");
}

/// Whether a control can be changed.
fn is_open(journey: &Journey, role: Role, name: &str) -> bool {
    !journey.find(role, name).accesskit_node().is_disabled()
}

#[test]
fn what_is_locked_is_grey_where_it_stands_and_taking_the_locks_off_is_asked_and_told() {
    let mut journey = lesson("The first network");
    journey.press("All settings");
    journey.until_shown(Role::Slider, "Batch size");
    assert!(!is_open(&journey, Role::Slider, "Batch size") && !is_open(&journey, Role::ComboBox, "Optimizer"));
    journey.find(Role::Link, "Take the locks off…").click_accesskit();
    journey.until_shown(Role::Button, "Keep the locks");
    journey.press("Keep the locks");
    assert!(!journey.0.state().lesson().unwrap().hand_in().unlocked);
    journey.find(Role::Link, "Take the locks off…").click_accesskit();
    journey.until_shown(Role::Button, "Take off");
    journey.press("Take off");
    (0..3).for_each(|_| journey.0.step());
    assert!(is_open(&journey, Role::Slider, "Batch size") && is_open(&journey, Role::ComboBox, "Optimizer"));
    journey.0.state_mut().edit(|draft| draft.network.hidden[0].units = 5);
    (0..4).for_each(|_| journey.0.step());
    assert_eq!(journey.0.state().experiment().network.hidden[0].units, 5, "and changes stay");
    let hand_in = journey.0.state().session().unwrap().hand_in.unwrap();
    assert!(hand_in.unlocked);
    let said = neurarium::lessons::answered(&hand_in, None, neurarium::language::Language::English);
    assert_eq!((&*said[0].question, &*said[0].answer), ("Locks of the lesson", "taken off"));
}

#[test]
fn a_lesson_hides_pages_and_views() {
    let text = "---\ntitle: Few\nshow: page.network, page.weights, panel.training\nlock: view.loss, page.class\n---\n# One\n{goal: train_loss <= 9 within 3 epochs}\n";
    let mut journey = Journey::begin(Start::File(file("few.md", text)));
    journey.until_shown(Role::Label, "A lesson of your own");
    journey.until_shown(Role::Label, "this lesson shows 2 of 4 views");
    let tabs: Vec<_> = journey.0.query_all_by_role(Role::Tab).filter_map(|tab| tab.accesskit_node().label()).collect();
    assert!(tabs.contains(&"Weights".to_owned()) && !tabs.contains(&"Layer space".to_owned()), "{tabs:?}");
    journey.key(Modifiers::COMMAND, Key::Num2);
    journey.find(Role::Tab, "Network");
    assert!(journey.0.query_all_by_label_contains("Loss curve").next().is_none());
    assert!(journey.0.query_all_by_label_contains("Hidden by the lesson.").next().is_some());
    journey.press("All settings");
    (0..3).for_each(|_| journey.0.step());
    assert!(journey.0.query_by_role_and_label(Role::Slider, "Noise").is_none(), "the panel of the data is hidden");
    journey.find(Role::ComboBox, "Optimizer");
}
