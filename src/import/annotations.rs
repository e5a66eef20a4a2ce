//! Notes and annotations of reference managers → quotes with remarks.

/// A quote from the paper, where it stands, and what its reader remarked; or a remark alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Annotation {
    pub(super) quote: Option<String>,
    pub(super) page: Option<String>,
    pub(super) remark: String,
}

/// The annotations in the text of a note, as Zotero writes them: `“quoted” (Vaswani et al., 2017,
/// p. 3) remark`, a paragraph each. HTML is read as its text.
pub(super) fn of_text(text: &str) -> Vec<Annotation> {
    let text = if text.contains('<') { without_html(text) } else { text.to_owned() };
    let mut found: Vec<Annotation> = Vec::new();
    for paragraph in paragraphs(&text) {
        // The heading that Zotero puts above a note made of annotations, and its date.
        let is_heading = paragraph.starts_with("Annotations") && paragraph.chars().count() < 60;
        let is_date =
            paragraph.starts_with('(') && paragraph.ends_with(')') && paragraph.len() < 40;
        if is_heading || is_date {
            continue;
        }
        found.push(annotation(&paragraph));
    }
    found
}

fn annotation(text: &str) -> Annotation {
    for (open, close) in [('“', '”'), ('"', '"'), ('「', '」'), ('‘', '’')] {
        let Some(rest) = text.strip_prefix(open) else { continue };
        // The last quote before a place in brackets, so that quotes inside stay.
        let end = rest
            .match_indices(close)
            .find(|(at, _)| rest[at + close.len_utf8()..].trim_start().starts_with(['(', '（']))
            .or_else(|| rest.match_indices(close).last());
        let Some((end, _)) = end else { continue };
        let quote = rest[..end].trim().to_owned();
        let after = rest[end + close.len_utf8()..].trim_start();
        let (place, remark) =
            match after.strip_prefix(['(', '（']).and_then(|a| a.split_once([')', '）'])) {
                Some((place, remark)) => (place, remark),
                None => ("", after),
            };
        // A second pair of brackets is Zotero's link back to the PDF.
        let remark = remark.trim_start();
        let remark =
            match remark.strip_prefix("([pdf](").or_else(|| remark.strip_prefix("(zotero:")) {
                Some(rest) => rest.trim_start_matches(|c| c != ')').trim_start_matches(')'),
                None => remark,
            };
        let page = page(place);
        return Annotation { quote: Some(quote), page, remark: remark.trim().to_owned() };
    }
    Annotation { quote: None, page: None, remark: text.to_owned() }
}

/// `Vaswani et al., 2017, p. 3` → `p. 3`.
fn page(place: &str) -> Option<String> {
    let at = place.find("p. ").or_else(|| place.find("pp. ")).or_else(|| place.find('第'))?;
    let page = place[at..].split(',').next()?.trim();
    page.chars().any(|c| c.is_ascii_digit()).then(|| page.to_owned())
}

fn paragraphs(text: &str) -> Vec<String> {
    let blank = text.contains("\n\n");
    let parts: Vec<&str> =
        if blank { text.split("\n\n").collect() } else { text.split('\n').collect() };
    let parts = parts.into_iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

/// The text of HTML: paragraphs apart, tags gone.
fn without_html(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let Some(close) = tag.find('>').filter(|_| is_tag) else {
            out.push('<');
            rest = tag;
            continue;
        };
        let name = tag[..close].trim_start_matches('/').to_lowercase();
        let name = name.split([' ', '/']).next().unwrap_or_default();
        if matches!(name, "p" | "br" | "div" | "li" | "h1" | "h2" | "h3" | "blockquote" | "tr") {
            out.push_str("\n\n");
        }
        rest = &tag[close + 1..];
    }
    out.push_str(rest);
    let names = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&amp;", "&"),
    ];
    names.into_iter().fold(out, |text, (name, c)| text.replace(name, c))
}

impl Annotation {
    /// As Markdown, a block that ends with a blank line.
    pub(super) fn markdown(&self) -> String {
        let Self { quote, page, remark } = self;
        let mut out = String::new();
        if let Some(quote) = quote {
            out += &format!("> {}", plain(quote));
            if let Some(page) = page {
                out += &format!(" ({})", plain(page));
            }
            out += "\n\n";
        }
        if !remark.is_empty() {
            out += &format!("{}\n\n", plain(remark));
        }
        out
    }

    /// What tells it from others.
    pub(super) fn mark(&self) -> String {
        plain(self.quote.as_deref().unwrap_or(&self.remark))
    }
}

/// A text that starts no heading, list, fence or HTML.
fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('<', "&lt;");
    let first = text.chars().next().unwrap_or(' ');
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordered = number.len() < text.len() && number.starts_with(['.', ')']);
    if "#>-+*=|~`:".contains(first) {
        format!("\\{text}")
    } else if ordered {
        let at = text.len() - number.len();
        format!("{}\\{number}", &text[..at])
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::of_text;

    #[test]
    fn quotes_are_told_from_remarks() {
        let text = "Annotations\n(5/4/2024, 10:00:00 AM)\n“The “best” models” (Vaswani et al., 2017, p. 1) too bold\n“我们提出” (张三, 2020, 第 3 页)\nMy own thought\n# not a heading";
        let markdown: String = of_text(text).iter().map(super::Annotation::markdown).collect();
        assert_eq!(
            markdown,
            "> The “best” models (p. 1)\n\ntoo bold\n\n> 我们提出 (第 3 页)\n\nMy own thought\n\n\\# not a heading\n\n"
        );
    }

    #[test]
    fn html_is_read_as_its_text() {
        let text = "<div><h1>Annotations</h1><p>“a &lt; b” (X, 2020, p. 2)</p><p>x<script>1</script></p></div>";
        let markdown: String = of_text(text).iter().map(super::Annotation::markdown).collect();
        assert_eq!(markdown, "> a &lt; b (p. 2)\n\nx1\n\n");
    }
}
