//! What templates call for and get alike on every page of a site, written into them before they are
//! parsed.
//!
//! A call costs a map of its arguments, and a page has hundreds: half of the time that templates took
//! went into words. `t(k="abstract")` is the same on every page of one language, `asset(path="site.js")`
//! differs by `root` alone, `has_asset(…)` not at all. Invariant: a template that was written says what
//! the one that it was made of says. Where that cannot be seen, a call stays as it is; where a
//! written template fails, [`super::Theme::render`] has the error from the one that its author knows.

use std::collections::{BTreeMap, BTreeSet};

use tera::escape_html;

use super::Strings;

/// The name under which templates find all words of their language.
pub(super) const WORDS: &str = "_words";

/// Words by what of their keys follows the start that they share.
pub(super) type Family<'a> = BTreeMap<&'a str, String>;

/// What is alike on every page.
pub(super) struct Constants<'a> {
    strings: &'a Strings,
    lang: &'a str,
    assets: &'a BTreeMap<String, String>,
    /// The keys that there are words under.
    keys: BTreeSet<&'a str>,
    /// Whether a template may mean another language than the page's by `lang`.
    lang_changes: bool,
    /// Whether a template may mean something else than the way to the site's root by `root`.
    root_changes: bool,
}

impl<'a> Constants<'a> {
    /// What is alike on all pages in the language `lang` that are made of `templates`.
    pub(super) fn new<'t>(
        strings: &'a Strings,
        lang: &'a str,
        assets: &'a BTreeMap<String, String>,
        templates: impl Iterator<Item = &'t str>,
    ) -> Self {
        let given: BTreeSet<&str> = templates.flat_map(given).collect();
        let [lang_changes, root_changes] = ["lang", "root"].map(|name| given.contains(name));
        let keys = strings.all_keys(lang);
        Self { strings, lang, assets, keys, lang_changes, root_changes }
    }

    /// Words by their keys, for keys that are known only when a page is made.
    pub(super) fn words(&self) -> BTreeMap<&'a str, String> {
        let words = |key| Some((key, self.strings.fill(self.lang, key, &[])?));
        self.keys.iter().filter_map(|&key| words(key)).collect()
    }

    /// `source` with what is alike on every page in the place of calls for it.
    pub(super) fn write(&self, source: &str) -> String {
        let mut out = String::with_capacity(source.len());
        let mut raw = false;
        for part in parts(source) {
            match part {
                Part::Tag(tag) if !raw => {
                    raw = words(tag).next() == Some("raw");
                    self.tag(&mut out, tag);
                }
                Part::Tag(text) | Part::Text(text) => out.push_str(text),
            }
        }
        out
    }

    fn tag(&self, out: &mut String, tag: &str) {
        let printed = tag.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        if printed.is_some_and(|printed| printed.trim() == "lang")
            && !self.lang_changes
            && let Some(lang) = escaped(self.lang)
        {
            return out.push_str(&lang);
        }
        if let Some(printed) = printed
            && let Some(call) = Call::parse(printed.trim())
            && call.end == printed.trim().len()
            && let Some(text) = self.printed(&call)
        {
            return out.push_str(&text);
        }
        let mut rest = tag;
        while let Some(next) = rest.find(['"', '\'', '`', 't', 'h']) {
            let (before, at) = rest.split_at(next);
            out.push_str(before);
            let follows_name = before.ends_with(is_name) || before.ends_with('.');
            if let Some(length) = string(at) {
                out.push_str(&at[..length]);
                rest = &at[length..];
            } else if !follows_name
                && let Some(call) = Call::parse(at)
                && let Some(value) = self.value(&call)
            {
                out.push_str(&value);
                rest = &at[call.end..];
            } else {
                let length = at.find(|char| !is_name(char)).unwrap_or(at.len()).max(1);
                out.push_str(&at[..length]);
                rest = &at[length..];
            }
        }
        out.push_str(rest);
    }

    /// What stands for `{{ call }}`.
    fn printed(&self, call: &Call<'_>) -> Option<String> {
        match (call.name, call.arguments.as_slice()) {
            ("asset", [("path", Argument::Text(path))]) if !self.root_changes => {
                Some(format!("{{{{ root }}}}{}", escaped(self.assets.get(*path)?)?))
            }
            ("t", [("k", Argument::Other(key))]) if !self.lang_changes => {
                let of_family = of_family(key).filter(|(start, ..)| self.has_family(start));
                Some(match of_family {
                    Some((_, filter, rest)) => format!("{{{{ {rest} | {filter} }}}}"),
                    None => format!("{{{{ {WORDS}[{key}] }}}}"),
                })
            }
            _ => {
                let words = self.filled(call)?;
                // White space at its ends would go where the tag beside it takes white space away.
                if words.trim() == words && !words.is_empty() && !words.contains(['{', '}']) {
                    escaped(&words)
                } else {
                    Some(format!("{{{{ {} }}}}", quoted(&words)?))
                }
            }
        }
    }

    /// Whether a key starts with `start`, which ends in a dash.
    fn has_family(&self, start: &str) -> bool {
        self.keys.range(start..).next().is_some_and(|key| key.starts_with(start))
    }

    /// What stands for `call` within an expression.
    fn value(&self, call: &Call<'_>) -> Option<String> {
        match (call.name, call.arguments.as_slice()) {
            ("has_asset", [("path", Argument::Text(path))]) => {
                Some(self.assets.contains_key(*path).to_string())
            }
            _ => quoted(&self.filled(call)?),
        }
    }

    /// The words that a call gets if all that it asks with is written in the template.
    fn filled(&self, call: &Call<'_>) -> Option<String> {
        let (("k", Argument::Text(key)), places) = call.arguments.split_first()? else {
            return None;
        };
        if call.name != "t" || self.lang_changes {
            return None;
        }
        let places = places.iter().map(|(name, value)| match value {
            Argument::Text(text) | Argument::Number(text) if *name != "lang" => {
                Some((*name, *text))
            }
            _ => None,
        });
        self.strings.fill(self.lang, key, &places.collect::<Option<Vec<_>>>()?)
    }
}

/// `words` in families, each by the name of the filter that finds one of it: `_words_pass_` has those
/// whose keys start with `pass-`. A filter is asked in fewer steps than [`WORDS`], a map that is
/// looked up in every scope, and needs no key put together.
pub(super) fn families<'a>(words: &BTreeMap<&'a str, String>) -> BTreeMap<String, Family<'a>> {
    let mut families: BTreeMap<String, Family<'a>> = BTreeMap::new();
    for (key, words) in words {
        for (dash, _) in key.match_indices('-') {
            let (start, rest) = key.split_at(dash + 1);
            if let Some(name) = family(start) {
                families.entry(name).or_default().insert(rest, words.clone());
            }
        }
    }
    families
}

/// The start, the filter and the rest of a key that is written as `"start-" ~ rest`.
fn of_family(key: &str) -> Option<(&str, String, &str)> {
    let (start, rest) = key.split_at(string(key)?);
    let start = &start[1..start.len() - 1];
    let rest = rest.trim_start().strip_prefix('~')?.trim();
    let is_path = rest.starts_with(char::is_alphabetic)
        && rest.chars().all(|char| is_name(char) || char == '.');
    (start.ends_with('-') && is_path).then_some((start, family(start)?, rest))
}

/// The filter that finds the words whose keys start with `start`, if their names can be told apart.
fn family(start: &str) -> Option<String> {
    let is_plain = start.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    is_plain.then(|| format!("{WORDS}_{}", start.replace('-', "_")))
}

/// A piece of a template.
pub(super) enum Part<'a> {
    /// Text and comments.
    Text(&'a str),
    /// `{{ … }}` or `{% … %}`.
    Tag(&'a str),
}

/// The pieces of a template, all of it in order. What has no end is text: the parser will say so.
pub(super) fn parts(source: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = source;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let length = match rest.get(..2) {
            Some("{#") => rest.find("#}").map(|end| end + 2),
            Some("{{") => tag_length(rest, "}}"),
            Some("{%") => tag_length(rest, "%}"),
            _ => None,
        };
        let tag = length.is_some() && !rest.starts_with("{#");
        let length = length.unwrap_or_else(|| {
            let skip = rest.chars().next().map_or(0, char::len_utf8);
            rest[skip..].find('{').map_or(rest.len(), |next| skip + next)
        });
        let (part, after) = rest.split_at(length);
        rest = after;
        Some(if tag { Part::Tag(part) } else { Part::Text(part) })
    })
}

/// The length of the tag that `text` begins with, strings in it skipped.
fn tag_length(text: &str, end: &str) -> Option<usize> {
    let mut at = 2;
    loop {
        let next = at + text[at..].find(['"', '\'', '`', '}', '%'])?;
        if text[next..].starts_with(end) {
            return Some(next + end.len());
        }
        at = next + string(&text[next..]).unwrap_or(1);
    }
}

/// The length of the string that `text` begins with, with its quotes. `None` if there is none.
pub(super) fn string(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|char| matches!(char, '"' | '\'' | '`'))?;
    let mut escaped = false;
    let end = text[1..].find(|char| {
        let ends = char == quote && !escaped;
        escaped = char == '\\' && !escaped;
        ends
    })?;
    Some(end + 2)
}

fn is_name(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

/// A call of a function, with named arguments.
struct Call<'a> {
    name: &'a str,
    arguments: Vec<(&'a str, Argument<'a>)>,
    /// Where it ends.
    end: usize,
}

/// What an argument is.
enum Argument<'a> {
    /// A string that says what stands between its quotes.
    Text(&'a str),
    /// A whole number.
    Number(&'a str),
    /// Anything else.
    Other(&'a str),
}

impl<'a> Call<'a> {
    /// The call that `text` begins with.
    fn parse(text: &'a str) -> Option<Self> {
        let open = text.find(|char| !is_name(char))?;
        let (name, mut rest) = text.split_at(open);
        rest = rest.strip_prefix('(')?;
        let mut arguments = Vec::new();
        loop {
            let (argument, value) = rest.split_once('=')?;
            let length = argument_length(value)?;
            let (value, after) = value.split_at(length);
            let argument = argument.trim();
            let empty = argument.is_empty() || value.trim().is_empty();
            if empty || !argument.chars().all(is_name) {
                return None;
            }
            arguments.push((argument, Argument::of(value.trim())));
            rest = &after[1..];
            if after.starts_with(')') {
                return Some(Self { name, arguments, end: text.len() - rest.len() });
            }
        }
    }
}

/// Where the comma or bracket is that ends the argument that `text` begins with.
fn argument_length(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_u32);
    loop {
        let next = at + text[at..].find(['"', '\'', '`', '(', '[', '{', ')', ']', '}', ','])?;
        match text.as_bytes()[next] {
            b',' | b')' if depth == 0 => return Some(next),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            b',' => {}
            _ => {
                at = next + string(&text[next..])?;
                continue;
            }
        }
        at = next + 1;
    }
}

impl<'a> Argument<'a> {
    fn of(value: &'a str) -> Self {
        if string(value) == Some(value.len()) && !value.contains('\\') {
            Self::Text(&value[1..value.len() - 1])
        } else if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Number(value)
        } else {
            Self::Other(value)
        }
    }
}

/// `text` as a string of a template; `None` if no quotes fit.
fn quoted(text: &str) -> Option<String> {
    let quote = ['"', '\'', '`'].into_iter().find(|quote| !text.contains(*quote))?;
    (!text.contains('\\')).then(|| format!("{quote}{text}{quote}"))
}

/// `text` as templates print it.
fn escaped(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    escape_html(text, &mut out).ok()?;
    String::from_utf8(out).ok()
}

/// The names and words of a tag, in order.
pub(super) fn words(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(|char| !is_name(char)).filter(|word| !word.is_empty())
}

/// The names that the tags of a template give to something, those in raw text with them.
fn given(source: &str) -> impl Iterator<Item = &str> {
    parts(source).flat_map(|part| {
        let tag = if let Part::Tag(tag) = part { tag } else { "" };
        // What gives names, until the word that ends them.
        let mut until: Option<&str> = None;
        words(tag).filter(move |word| match (*word, until) {
            ("for", _) => {
                until = Some("in");
                false
            }
            ("set" | "set_global", _) => {
                until = Some("");
                false
            }
            ("component", _) => {
                until = Some("%");
                false
            }
            (word, Some(end)) if word == end => {
                until = None;
                false
            }
            (_, Some("")) => {
                until = None;
                true
            }
            (_, until) => until.is_some(),
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Constants;
    use crate::theme::{Layer, Strings};

    fn written(source: &str) -> String {
        let words = "papers: {one: one paper, other: '{n} papers'}\nhi: Hello {who}\n\
                     comma: ', '\nand: R&D\nsaid: a \"b\" 'c'\nall: a \"b\" 'c' `d`\nall-x: x";
        let layer = Layer::from_texts("mine", [("strings/en.yaml", words)]);
        let strings = Strings::read(&[layer]).unwrap();
        let assets = BTreeMap::from([("a.js".to_owned(), "assets/a.12.js".to_owned())]);
        let constants = Constants::new(&strings, "en", &assets, std::iter::once(source));
        constants.write(source)
    }

    #[test]
    fn what_is_alike_on_every_page_is_written_into_templates() {
        for (source, expected) in [
            ("<p>{{ t(k=\"and\") }}</p>", "<p>R&amp;D</p>"),
            ("{{ t(k='papers', n=1) }}, {{ t( k = 'papers', n=2 ) }}", "one paper, 2 papers"),
            ("{{ t(k='hi', who=\"you\") }}", "Hello you"),
            // White space at the ends of words stays, whatever the tags beside them take away.
            ("{{ t(k='comma') }}{%- if x %}", "{{ \", \" }}{%- if x %}"),
            ("a {{- t(k='and') -}} b", "a {{- \"R&D\" -}} b"),
            ("<p lang=\"{{ lang }}\">", "<p lang=\"en\">"),
            ("{{ t(k='said') }}", "a &quot;b&quot; &#x27;c&#x27;"),
            ("{{ x | join(sep=t(k='said')) }}", "{{ x | join(sep=`a \"b\" 'c'`) }}"),
            ("{{ t(k=\"all-\" ~ x.y) }}", "{{ x.y | _words_all_ }}"),
            ("{{ t(k='all-'~x) }}", "{{ x | _words_all_ }}"),
            ("{{ t(k=\"all-\" ~ x[0]) }}", "{{ _words[\"all-\" ~ x[0]] }}"),
            ("{{ t(k=\"gone-\" ~ x) }}", "{{ _words[\"gone-\" ~ x] }}"),
            ("{{ t(k=f(a, b=\")\")) }}", "{{ _words[f(a, b=\")\")] }}"),
            ("<a href=\"{{ asset(path='a.js') }}\">", "<a href=\"{{ root }}assets/a.12.js\">"),
            (
                "{% if has_asset(path='a.js') %}{% elif has_asset(path='b.js') %}",
                "{% if true %}{% elif false %}",
            ),
        ] {
            let said = written(source).replace("&#39;", "&#x27;");
            assert_eq!(said, expected, "{source}");
        }
    }

    #[test]
    fn what_may_differ_or_is_no_call_stays() {
        for source in [
            "{{ t(k='gone') }}",
            "{{ t(k='hi', who=name) }}",
            "{{ t(k='and', lang='zh') }}",
            "{{ t(k='all') | upper }}",
            "{{ t(k=key, n=2) }}",
            "{{ asset(path='gone.js') }}{{ asset(path=x) }}",
            "{{ format(k='and') }}{{ x.t(k='and') }}{{ \"t(k='and')\" }}",
            "{# {{ t(k='and') }} #} t(k='and')",
            "{% raw %}{{ t(k='and') }}{% endraw %}{{ t(k='and') }}",
            "{% set lang = 'zh' %}{{ t(k='and') }}{{ lang }}",
            "{{- lang }}{{ x.lang }}{{ lang | upper }}",
            "{{ t(k='and') }}{% raw %}{% endraw %}{% set_global lang = 'zh' %}",
            "{{ t(k='and') }}{{ [x for lang in langs] }}",
            "{% for lang in langs %}{{ t(k=\"all-\" ~ x) }}{% endfor %}",
            "{% for key, root in map %}{{ asset(path='a.js') }}{% endfor %}",
            "{{ t(k='and'",
            "{{ t(k='and) }}",
            "{{ t(k=and] }}",
            "{{ t() }}{{ t(=1) }}{{ t(k=) }}",
        ] {
            assert_eq!(written(source), source);
        }
        // A name that a tag only reads is not given anew.
        let reads = "{% set mine = lang %}{% for x in root %}";
        assert_eq!(written(&format!("{reads}{{{{ t(k='and') }}}}")), format!("{reads}R&amp;D"));
        assert_eq!(written("{{ raw_html }}{{ t(k='and') }}"), "{{ raw_html }}R&amp;D");
    }
}
