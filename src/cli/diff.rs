//! What would change, as a unified diff: the one door to `similar`.

use similar::TextDiff;

use super::print;

/// The unified diff of two texts of the file `name`; empty if they are the same.
pub(super) fn unified(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let name = print::one_line(name);
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    diff.unified_diff().context_radius(2).header(&old, &new).to_string()
}

/// `diff` as it may be shown on a terminal, which its texts must not steer.
pub(super) fn shown(diff: &str) -> String {
    let mut shown = String::with_capacity(diff.len());
    for line in diff.lines() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        shown.push_str(&print::one_line(&line.replace('\t', "\u{2192}   ")));
        shown.push('\n');
    }
    shown
}
