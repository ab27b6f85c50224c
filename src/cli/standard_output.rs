//! Whether there is somebody to print for.

/// Whether standard output was closed when the process began, as by `>&-`.
///
/// The standard library then puts `/dev/null` in its place, and results go nowhere without an error. Unlike a `/dev/null`
/// that somebody wanted, that one is open for reading, too; Linux tells, other systems are not asked.
pub(super) fn was_closed() -> bool {
    let is_null = std::fs::read_link("/proc/self/fd/1").is_ok_and(|path| path == std::path::Path::new("/dev/null"));
    is_null && std::fs::read_to_string("/proc/self/fdinfo/1").is_ok_and(|told| is_open_both_ways(&told))
}

/// Whether the flags of an open file, in octal, end in 2: for reading and writing.
fn is_open_both_ways(told: &str) -> bool {
    let flags = told.lines().find_map(|line| line.strip_prefix("flags:"));
    flags.is_some_and(|flags| flags.trim().ends_with('2'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_say_which_ways_a_file_is_open() {
        assert!(is_open_both_ways("pos:\t0\nflags:\t0100002\nmnt_id:\t25\n"));
        assert!(!is_open_both_ways("pos:\t0\nflags:\t0100001\nmnt_id:\t25\n"));
        assert!(!is_open_both_ways(""));
    }
}
