//! Chooses between the window and the command line.

fn main() {
    #[cfg(feature = "gui")]
    if let Err(sentence) = neurarium::app::run(neurarium::app::Start::Opening, neurarium::app::Look::default()) {
        eprintln!("{sentence}");
        std::process::exit(1);
    }
}
