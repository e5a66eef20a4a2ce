//! A body as its author sees it: sections of lines, code and comments left out.

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Without its end.
    pub(super) text: &'a str,
    /// Counted from 1, in the body.
    pub(super) number: usize,
}

/// A heading and the lines below it, up to the next heading.
#[derive(Clone, Debug)]
pub(super) struct Section<'a> {
    /// 0 for what stands before the first heading.
    pub(super) level: u8,
    /// The heading as written, without its marks.
    pub(super) heading: &'a str,
    /// The heading's line.
    pub(super) number: usize,
    pub(super) lines: Vec<Line<'a>>,
}

/// The sections of `body`; the first one has no heading and may be empty.
pub(super) fn sections(body: &str) -> Vec<Section<'_>> {
    let mut sections = vec![Section { level: 0, heading: "", number: 0, lines: Vec::new() }];
    let mut fence: Option<&str> = None;
    let mut comment = false;
    for (index, text) in body.lines().enumerate() {
        let number = index + 1;
        let text = text.trim_end();
        let bare = text.trim_start();
        if let Some(mark) = fence {
            let closes = bare.starts_with(mark) && bare.trim_start_matches(&mark[..1]).is_empty();
            fence = fence.filter(|_| !closes);
            continue;
        }
        if comment {
            comment = !text.contains("-->");
            continue;
        }
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
            fence = Some(mark);
            continue;
        }
        if bare.starts_with("<!--") {
            comment = !bare.contains("-->");
            continue;
        }
        if let Some((level, heading)) = heading(text) {
            sections.push(Section { level, heading, number, lines: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        match (underline(text), section.lines.last().copied()) {
            (Some(level), Some(above)) if is_words(above.text) => {
                section.lines.pop();
                let (heading, number) = (above.text.trim(), above.number);
                sections.push(Section { level, heading, number, lines: Vec::new() });
            }
            _ => section.lines.push(Line { text, number }),
        }
    }
    sections
}

/// `## Words ##`.
fn heading(text: &str) -> Option<(u8, &str)> {
    let bare = text.trim_start_matches(' ');
    if text.len() - bare.len() > 3 {
        return None;
    }
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &bare[level..];
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let rest = rest.trim();
    let closed = rest.trim_end_matches('#');
    let words = if closed.is_empty() || closed.ends_with(' ') { closed.trim_end() } else { rest };
    Some((u8::try_from(level).unwrap_or(6), words))
}

/// The line below a heading that is underlined.
fn underline(text: &str) -> Option<u8> {
    let is = |mark: char| text.len() >= 3 && text.chars().all(|c| c == mark);
    if is('=') { Some(1) } else { is('-').then_some(2) }
}

/// Whether a line may be a heading that the next one underlines.
fn is_words(text: &str) -> bool {
    !text.trim().is_empty() && !text.starts_with(['>', '-', '|', '*', '+', ' ', '\t'])
}

/// An item of a list: how far it is indented, and what follows its mark and its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) indent: usize,
    pub(super) text: &'a str,
    /// Ticked: `[x]`.
    pub(super) is_done: bool,
}

/// The item that `text` is.
pub(super) fn item(text: &str) -> Option<Item<'_>> {
    let bare = text.trim_start();
    let indent =
        text[..text.len() - bare.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = if digits > 0 && digits < 5 {
        bare[digits..].strip_prefix(['.', ')', '、'])?
    } else {
        bare.strip_prefix(['-', '*', '+', '•'])?
    };
    // `**bold**` and `1.5` are no items.
    if !rest.starts_with([' ', '\t']) && !bare[digits..].starts_with('、') {
        return None;
    }
    let rest = rest.trim_start();
    let boxed = ["[ ]", "[x]", "[X]"].into_iter().find(|mark| rest.starts_with(mark));
    let text = boxed.map_or(rest, |mark| rest[mark.len()..].trim_start());
    Some(Item { indent, text, is_done: boxed.is_some_and(|mark| mark != "[ ]") })
}

/// `text` without the marks of quotes before it.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_comments_are_no_part_of_the_text() {
        let body = "a\n# One #\n```sh\n# no\n```\nb\n<!-- x\n# no -->\nTwo\n===\n- [x] c\n";
        let sections = sections(body);
        let shown: Vec<_> = sections
            .iter()
            .map(|s| (s.level, s.heading, s.lines.iter().map(|l| l.text).collect::<Vec<_>>()))
            .collect();
        assert_eq!(shown, [(0, "", vec!["a"]), (1, "One", vec!["b"]), (1, "Two", vec!["- [x] c"])]);
    }

    #[test]
    fn items_are_told_from_bold_words_and_numbers() {
        for (text, expected) in [
            ("- a", Some((0, "a", false))),
            ("  12. [ ] a", Some((2, "a", false))),
            ("* [x] a", Some((0, "a", true))),
            ("1、甲", Some((0, "甲", false))),
            ("**a**: b", None),
            ("1.5 points", None),
            ("2012", None),
            ("", None),
        ] {
            let found = item(text).map(|item| (item.indent, item.text, item.is_done));
            assert_eq!(found, expected, "{text}");
        }
    }
}
