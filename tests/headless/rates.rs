//! The learning-rate finder by the command line.

use crate::program::Folder;

#[test]
fn two_rates_are_suggested_and_the_session_stays() {
    let folder = Folder::new("rates");
    folder.succeeds("new --preset playground -o p.ron");
    let before = folder.read("p.ron");
    let object: serde_json::Value = serde_json::from_str(&folder.succeeds("rate p.ron --json")).unwrap();
    let number = |name: &str| object[name].as_f64().unwrap();
    assert!((0.1..=0.5).contains(&number("valley")) && (0.05..=0.2).contains(&number("tenth_of_minimum")), "{object}");
    assert_eq!(object["rates"].as_array().unwrap().len(), object["smoothed"].as_array().unwrap().len());
    assert_eq!(folder.read("p.ron"), before);
    let text = folder.succeeds("rate p.ron");
    assert!(text.starts_with("valley") && text.contains("minimum / 10"), "{text}");
    let far = folder.succeeds("rate p.ron --set training.learning_rate=9 --set training.batch_size=all");
    assert!(far.contains("edge of stability"), "{far}");
    assert!(folder.refuses("rate p.ron --low 1 --high 0.1").contains("--low is above 0 and below --high"));
    assert!(folder.refuses("rate p.ron --set training.batch_size=0").contains("training.batch_size"));
}
