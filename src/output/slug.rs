//! Names as parts of URLs and as ids of headings.

use unicode_normalization::UnicodeNormalization;

/// `text` as a slug: lower case, letters and digits of every script kept, `+` and `#` spelt out as
/// `plus` and `sharp` (so that C, C++ and C# stay apart), all else one `-`. May be empty.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        let spelt = match c {
            '+' => Some("plus"),
            '#' => Some("sharp"),
            _ => None,
        };
        let kept = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        if !kept && spelt.is_none() {
            // An apostrophe joins: `it's` is one word.
            gap |= !matches!(c, '\'' | '’');
            continue;
        }
        if gap && !slug.is_empty() {
            slug.push('-');
        }
        gap = false;
        match spelt {
            Some(word) => slug.push_str(word),
            None => slug.push(c),
        }
    }
    slug.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::slugify;

    #[test]
    fn a_slug_keeps_chinese_and_tells_names_apart() {
        for (text, expected) in [
            ("Batch Normalization", "batch-normalization"),
            ("为什么 ReLU 有效？", "为什么-relu-有效"),
            ("C++", "cplusplus"),
            ("C#", "csharp"),
            ("It's — fine", "its-fine"),
            ("Ｆｕｌｌ", "full"),
            ("…", ""),
        ] {
            assert_eq!(slugify(text), expected, "{text}");
        }
    }
}
