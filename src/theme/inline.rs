//! Parts written into the templates that include them.
//!
//! A page includes two hundred parts, most of them a line or two, and each time a template is looked up
//! and given a state of its own, from which names are looked up in all those around it. Invariant: a
//! template says what it said before. So a part that gives names to something stays on its own, because
//! its names would be seen where it stands, and so does a long one, because templates are parsed anew
//! for each build.

use std::collections::BTreeMap;

use super::constant::{Part, parts, string, words};

/// Longer parts stay on their own.
const MAX_LENGTH: usize = 850;

/// What a part may not say to be written into another: it would mean something else there.
const APART: [&str; 8] =
    ["set", "set_global", "extends", "block", "component", "import", "macro", "raw"];

/// A part as it can stand in the middle of another template.
struct Body<'a> {
    text: String,
    /// White space at its end, which tags that follow may not take away.
    end: &'a str,
}

/// The templates `sources`, by their names, with parts written into them.
pub(super) fn inlined(sources: &[(String, String)]) -> Vec<(&str, String)> {
    let by_name: BTreeMap<&str, &str> =
        sources.iter().map(|(name, source)| (name.as_str(), source.as_str())).collect();
    let write = |(name, source): &'_ (String, String)| write(source, &by_name, &mut vec![name]);
    sources.iter().map(|template| (template.0.as_str(), write(template))).collect()
}

/// `source` with parts written into it; `around` are the names of those that it stands in.
fn write<'a>(
    source: &str,
    sources: &BTreeMap<&'a str, &'a str>,
    around: &mut Vec<&'a str>,
) -> String {
    let mut out = String::with_capacity(source.len());
    // Where the text before the next tag begins, and whether its beginning is taken away.
    let (mut text_from, mut trims) = (0, false);
    let mut raw = false;
    for part in parts(source) {
        match part {
            Part::Tag(tag) => {
                let body = if raw { None } else { included(tag) }
                    .and_then(|name| body(name, sources, around));
                raw =
                    words(tag).next() == Some("raw") || raw && words(tag).next() != Some("endraw");
                match body {
                    Some(Body { text, end }) => {
                        if tag.starts_with("{%-") {
                            out.truncate(text_from + out[text_from..].trim_end().len());
                        }
                        out.push_str(&text);
                        if !end.is_empty() {
                            out.extend(["{{ \"", end, "\" }}"]);
                        }
                        trims = tag.ends_with("-%}");
                    }
                    None => {
                        out.push_str(tag);
                        trims = false;
                    }
                }
                text_from = out.len();
            }
            Part::Text(comment) if comment.starts_with("{#") => {
                out.push_str(comment);
                (text_from, trims) = (out.len(), false);
            }
            Part::Text(text) => {
                let text = if trims { text.trim_start() } else { text };
                trims &= text.is_empty();
                out.push_str(text);
            }
        }
    }
    out
}

/// The name in `{% include "…" %}`.
fn included(tag: &str) -> Option<&str> {
    let inner = tag.strip_prefix("{%")?.strip_suffix("%}")?;
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let inner = inner.strip_suffix('-').unwrap_or(inner).trim();
    let name = inner.strip_prefix("include")?.trim_start();
    (string(name)? == name.len()).then(|| &name[1..name.len() - 1])
}

/// The part `name`, if it can stand in another template.
fn body<'a>(
    name: &str,
    sources: &BTreeMap<&'a str, &'a str>,
    around: &mut Vec<&'a str>,
) -> Option<Body<'a>> {
    let (&name, &source) = sources.get_key_value(name)?;
    if source.len() > MAX_LENGTH || around.contains(&name) {
        return None;
    }
    let source = without_comments(source);
    let text = source.trim_end();
    let (text, end) = match text.strip_suffix("-%}").or_else(|| text.strip_suffix("-}}")) {
        Some(_) => (text, ""),
        None => (text, &source[text.len()..]),
    };
    if source.starts_with(char::is_whitespace) || end.contains(['"', '\\']) {
        return None;
    }
    around.push(name);
    let mut text = write(text, sources, around);
    around.pop();
    let has_apart = parts(&text).any(|part| match part {
        Part::Tag(tag) if tag.starts_with("{%") => {
            words(tag).next().is_some_and(|it| APART.contains(&it))
        }
        Part::Tag(_) | Part::Text(_) => false,
    });
    if has_apart || text.len() > MAX_LENGTH {
        return None;
    }
    // What tags at its ends take away is gone; the text around it is not theirs.
    for start in ["{%-", "{{-"] {
        if text.starts_with(start) {
            text.remove(2);
        }
    }
    for close in ["-%}", "-}}"] {
        if text.ends_with(close) {
            text.remove(text.len() - 3);
        }
    }
    Some(Body { text, end })
}

/// `source` without the comments that it begins and ends with, and the white space that they take
/// away.
fn without_comments(mut source: &str) -> &str {
    while let Some(length) = source.strip_prefix("{#").and_then(|rest| rest.find("#}")) {
        let (comment, rest) = source.split_at(length + 4);
        source = if comment.ends_with("-#}") { rest.trim_start() } else { rest };
    }
    source.trim_end().strip_suffix("{# -#}").unwrap_or(source)
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::inlined;

    const PARTS: [(&str, &str); 7] = [
        ("line", "<i>{{ x }}</i>\n"),
        ("bare", "{# Says. -#}\n<b>{{ x }}</b>{# -#}\n"),
        ("test", "{%- if x == 1 -%}one{%- else -%}more{%- endif -%}\n"),
        ("loop", "{%- for x in xs %}{{ x }}{% if not loop.last %}, {% endif %}{%- endfor %}"),
        ("sets", "{% set x = 7 %}{{ x }}\n"),
        ("nest", "[{% include \"line\" %}|{%- include \"bare\" -%} ]\n"),
        ("wide", " {{ x }} "),
    ];

    #[test]
    fn a_template_says_what_it_said_before() {
        let kept = ["sets", "wide"];
        for (name, _) in PARTS {
            for pattern in [
                "a {% include \"P\" %} b",
                "a {%- include \"P\" -%} b",
                "{% if xs -%} {% include \"P\" %}{%- endif %}{{ x }}",
                "{% if xs %}\n{%- include \"P\" %}\n{%- endif %}{{ x }}",
                "{% for x in xs %}{% include 'P' %}{% include \"P\" -%}\n \n<{%- endfor %}",
                "a {# b -#} {% include \"P\" %} {#- c #}",
                "{% include \"P\" -%}{{ x }} {% raw %}{% include \"P\" %}{% endraw %}",
                "{% include \"P\" %}{%- include \"P\" %}\n\n{{- x }}",
            ] {
                let source = pattern.replace('P', name);
                let said = |templates: &[(&str, String)]| {
                    let mut tera = Tera::default();
                    let texts = templates.iter().map(|(name, text)| (*name, text.as_str()));
                    tera.add_raw_templates(texts).unwrap();
                    let mut context = Context::new();
                    context.insert("x", &1);
                    context.insert("xs", &[3, 4]);
                    tera.render("page", &context).unwrap()
                };
                let sources: Vec<(String, String)> = (PARTS.iter().copied())
                    .chain([("page", source.as_str())])
                    .map(|(name, text)| (name.to_owned(), text.to_owned()))
                    .collect();
                let before: Vec<(&str, String)> =
                    sources.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
                let after = inlined(&sources);
                assert_eq!(said(&after), said(&before), "{source}: {}", after[7].1);
                let outside = after[7].1.split("{% raw").next().unwrap();
                let is_written = !outside.contains(&format!("include \"{name}\""));
                assert_eq!(is_written, !kept.contains(&name), "{source}: {}", after[7].1);
            }
        }
    }

    #[test]
    fn parts_that_include_each_other_end() {
        let part =
            |name: &str, other: &str| (name.to_owned(), format!("{{% include \"{other}\" %}}"));
        let sources = [part("a", "b"), part("b", "a")];
        assert_eq!(inlined(&sources).len(), 2);
    }
}
