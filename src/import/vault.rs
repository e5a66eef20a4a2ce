//! What Obsidian hides from readers and a website would show.

/// `text` without comments between `%%`, which only their author sees in Obsidian, and how many
/// there were. Code keeps its percent signs.
pub fn without_comments(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<&str> = None;
    let mut inside = false;
    let mut removed = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        if !inside {
            if let Some(mark) = fence {
                fence = fence.filter(|_| !bare.starts_with(mark));
                out.push_str(line);
                continue;
            }
            if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark)) {
                fence = Some(mark);
                out.push_str(line);
                continue;
            }
        }
        let mut rest = line;
        let mut hidden = inside;
        while let Some(at) = rest.find("%%") {
            if !inside {
                out.push_str(&rest[..at]);
            } else {
                removed += 1;
            }
            inside = !inside;
            hidden = true;
            rest = &rest[at + 2..];
        }
        if !inside {
            // A line that was nothing but a comment goes with it.
            let only = hidden && rest.trim().is_empty() && (out.is_empty() || out.ends_with('\n'));
            out.push_str(if only { "" } else { rest });
        }
    }
    // One that never ends hides everything: it is likelier to be a slip.
    if inside { (text.to_owned(), 0) } else { (out, removed) }
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_are_taken_out_and_nothing_else() {
        for (text, expected) in [
            ("a %%secret%% b\n", "a  b\n"),
            ("a\n%%\nsecret\n%%\nb\n", "a\nb\n"),
            ("%%secret%%\nb", "b"),
            ("```\n%%x%%\n```\n", "```\n%%x%%\n```\n"),
            ("100%% sure\n", "100%% sure\n"),
            ("50% and 60%\n", "50% and 60%\n"),
        ] {
            assert_eq!(without_comments(text).0, expected, "{text:?}");
        }
    }
}
