//! The names that a template reads from around it.
//!
//! Invariant: a template says the same wherever those names, and the words and the site that all
//! templates see, mean the same. Where that cannot be seen there is no answer: at a call, which may ask
//! for more, at what changes names around it, and at all that this module does not know.

use std::collections::{BTreeMap, BTreeSet};

use super::constant::{Part, WORDS, is_name, parts, string, words};

/// What every template sees, and sees alike on every page.
const EVERYWHERE: [&str; 2] = [WORDS, "site"];

/// The names that the template `name` of `sources` reads, and those that it includes; `None` if that
/// cannot be said.
pub(super) fn reads<'a>(
    name: &'a str,
    sources: &BTreeMap<&'a str, &'a str>,
) -> Option<BTreeSet<&'a str>> {
    let mut reader =
        Reader { sources, around: Vec::new(), given: Vec::new(), read: BTreeSet::new() };
    reader.template(name)?;
    Some(reader.read)
}

struct Reader<'a, 's> {
    sources: &'s BTreeMap<&'a str, &'a str>,
    /// The templates that are being read, each included by the one before it.
    around: Vec<&'a str>,
    /// The names that have been given to something, by the blocks that they are given in.
    given: Vec<Vec<&'a str>>,
    read: BTreeSet<&'a str>,
}

impl<'a> Reader<'a, '_> {
    fn template(&mut self, name: &'a str) -> Option<()> {
        if self.around.contains(&name) {
            return None;
        }
        self.around.push(name);
        self.given.push(Vec::new());
        let open = self.given.len();
        for part in parts(self.sources.get(name)?) {
            let Part::Tag(tag) = part else { continue };
            let inner = tag[2..tag.len() - 2].trim_start_matches('-').trim_end_matches('-').trim();
            if tag.starts_with("{%") {
                self.statement(inner, open)?;
            } else {
                self.expression(inner)?;
            }
        }
        self.given.pop();
        self.around.pop();
        (self.given.len() + 1 == open).then_some(())
    }

    /// Reads a `{% … %}` of a template whose own block is the `open`th.
    fn statement(&mut self, inner: &'a str, open: usize) -> Option<()> {
        let word = words(inner).next()?;
        let rest = inner.strip_prefix(word)?;
        match word {
            "if" => {
                self.given.push(Vec::new());
                self.expression(rest)?;
            }
            "elif" | "else" | "endif" | "endfor" => {
                if self.given.len() <= open {
                    return None;
                }
                self.given.pop();
                if word.starts_with("el") {
                    self.given.push(Vec::new());
                }
                self.expression(rest)?;
            }
            "for" => {
                let (names, list) = rest.split_once(" in ")?;
                self.expression(list)?;
                self.given.push(names.split(',').map(str::trim).chain(["loop"]).collect());
            }
            "set" => {
                let (name, value) = rest.split_once('=')?;
                self.expression(value)?;
                self.given.last_mut()?.push(name.trim());
            }
            "include" => {
                let quoted = rest.trim();
                let is_name = string(quoted) == Some(quoted.len()) && !quoted.contains('\\');
                self.template(is_name.then(|| &quoted[1..quoted.len() - 1])?)?;
            }
            _ => return None,
        }
        Some(())
    }

    fn expression(&mut self, expression: &'a str) -> Option<()> {
        let (mut at, mut last) = (0, "");
        while let Some(char) = expression[at..].chars().next() {
            let rest = &expression[at..];
            if let Some(length) = string(rest) {
                (at, last) = (at + length, "");
            } else if is_name(char) {
                let length = rest.find(|char| !is_name(char)).unwrap_or(rest.len());
                let (word, after) = rest.split_at(length);
                self.word(word, last, expression[..at].trim_end(), after.trim_start())?;
                (at, last) = (at + length, if last == "is" && word == "not" { last } else { word });
            } else if matches!(char, '{' | '"' | '\'' | '`') {
                return None;
            } else {
                at += char.len_utf8();
                if !char.is_whitespace() {
                    last = "";
                }
            }
        }
        Some(())
    }

    /// Reads a word that stands between `before` and `after`; `last` is the word right before it.
    fn word(&mut self, word: &'a str, last: &str, before: &str, after: &str) -> Option<()> {
        let is_argument = after.starts_with('=') && !after.starts_with("==");
        let names_no_value = before.ends_with(['.', '|'])
            || is_argument
            || last == "is" && word != "not"
            || word.starts_with(|char: char| char.is_ascii_digit())
            || matches!(
                word,
                "and" | "or" | "not" | "in" | "is" | "if" | "else" | "true" | "false" | "none"
            );
        if names_no_value {
            return Some(());
        }
        if after.starts_with('(') || word == "for" {
            return None;
        }
        let is_given = self.given.iter().flatten().any(|given| *given == word);
        if !is_given && !EVERYWHERE.contains(&word) {
            self.read.insert(word);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::reads;

    #[test]
    fn a_template_reads_what_it_does_not_name_itself() {
        let sources = BTreeMap::from([
            ("mark", "{% if pass == 0 -%}a{%- elif pass is not defined %}b{%- endif %}"),
            ("set", "{% set pass = work.pass -%}{% include \"mark\" %}"),
            ("once", "{% if a %}{% set pass = 1 %}{% else %}{% include 'mark' %}{% endif %}"),
            ("later", "{% if a %}{% set pass = 1 %}{% endif %}{{ pass }}"),
            ("loop", "{% for k, v in map.x %}{{ k ~ v ~ loop.index }}{% endfor %}"),
            ("out", "{% for x in xs %}{% endfor %}{{ x }}{{ loop.last }}"),
            ("words", "{{ _words[\"a-\" ~ kind] }}{{ site.title }}{# {{ no }} #}"),
            ("filter", "{{ list | join(sep=by) | safe if a is starting_with(\"x\") else 1.5 }}"),
            ("dots", "{{ a?.b.c[d] }}{{ 'it' == e }}{{ not f and true }}"),
        ]);
        for (name, expected) in [
            ("mark", "pass"),
            ("set", "work"),
            ("once", "a pass"),
            ("later", "a pass"),
            ("loop", "map"),
            ("out", "loop x xs"),
            ("words", "kind"),
            ("filter", "a by list"),
            ("dots", "a d e f"),
        ] {
            let read = reads(name, &sources).map(Vec::from_iter);
            assert_eq!(read.map(|names| names.join(" ")).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn what_may_ask_for_more_or_is_not_known_has_no_answer() {
        for source in [
            "{{ t(k='and', n=x) }}",
            "{{ a | f(x=g()) }}",
            "{% set_global a = 1 %}",
            "{% set a %}b{% endset %}",
            "{% include name %}",
            "{% include \"gone\" %}",
            "{% include \"it\" %}",
            "{% extends \"it\" %}",
            "{% block a %}{% endblock %}",
            "{% raw %}{{ a }}{% endraw %}",
            "{{ [x for x in xs] }}",
            "{{ {a: 1} }}",
            "{% endif %}",
            "{% if a %}",
            "{% for a in b %}{% break %}{% endfor %}",
        ] {
            assert_eq!(reads("it", &BTreeMap::from([("it", source)])), None, "{source}");
        }
    }
}
