//! What sessions are called that began as something built in.

use super::{preset::PRESETS, shipped::COURSES};
use crate::language::{Language, Text};

/// A session's title in every language: that of the built-in lesson or preset with this title in one of them, since a file
/// holds one; else as it is.
#[must_use]
pub fn titled(title: &str) -> Text {
    let is_it = |text: &&Text| {
        let (english, chinese) = text.both();
        [english, chinese].contains(&title)
    };
    let preset = PRESETS.iter().map(|preset| &preset.title).find(is_it).cloned();
    let lesson = || {
        let all = COURSES.iter().flat_map(|course| course.lessons);
        all.map(|lesson| Text::in_each(lesson.title(Language::English).into(), lesson.title(Language::Chinese).into()))
            .find(|text| is_it(&text))
    };
    preset.or_else(lesson).unwrap_or_else(|| Text::same(title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_has_its_title_in_every_language() {
        let of = |title: &str| {
            let text = titled(title);
            let (english, chinese) = text.both();
            (english.to_owned(), chinese.to_owned())
        };
        for course in COURSES {
            for shipped in course.lessons {
                let [english, chinese] = Language::ALL.map(|language| shipped.lesson(language).title);
                assert_eq!(of(&chinese), (english.clone(), chinese.clone()));
                assert_eq!(of(&english), (english, chinese));
            }
        }
        let (english, chinese) = PRESETS[0].title.both();
        assert_eq!(of(english), (english.to_owned(), chinese.to_owned()));
        assert_eq!(of("Mine"), ("Mine".to_owned(), "Mine".to_owned()));
    }
}
