//! Synthetic notes as other generators take them: the texts of the front matter become sections of
//! the body, so that they are rendered, and the rest what lists are made of.

use std::fs;
use std::io;
use std::path::Path;

use serde_yaml::{Mapping, Value};

/// A note taken apart.
struct Note {
    name: String,
    title: Value,
    date: Value,
    /// Authors, tags, venues and years.
    taxonomies: Mapping,
    /// Everything that was in the front matter.
    front: Mapping,
    body: String,
}

/// The notes of `folder` as a site of Hugo's in `site`.
pub(crate) fn hugo(folder: &Path, site: &Path) -> io::Result<()> {
    for note in notes(folder)? {
        let mut front = note.taxonomies.clone();
        front.insert("title".into(), note.title.clone());
        front.insert("date".into(), note.date.clone());
        front.insert("params".into(), Value::Mapping(note.front.clone()));
        page(site, &note, &front)?;
    }
    let layouts = "layouts/_default";
    files(
        site,
        &[
            (
                "hugo.toml",
                "baseURL = 'https://example.org/'\ntitle = 'Notes'\n\
          [taxonomies]\nauthor = 'authors'\ntag = 'tags'\nvenue = 'venues'\nyear = 'years'\n\
          [markup.highlight]\nnoClasses = false\n[pagination]\npagerSize = 200\n",
            ),
            (
                &format!("{layouts}/baseof.html"),
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{{ .Title }}</title>\
          <nav><a href=\"/\">Home</a> <a href=\"/notes/\">Notes</a></nav>\
          <main>{{ block \"main\" . }}{{ end }}</main></html>",
            ),
            (
                &format!("{layouts}/single.html"),
                "{{ define \"main\" }}<h1>{{ .Title }}</h1>\
          {{ range $kind := slice \"authors\" \"tags\" \"venues\" \"years\" }}\
          {{ range $.GetTerms $kind }}<a href=\"{{ .RelPermalink }}\">{{ .LinkTitle }}</a> {{ end }}{{ end }}\
          {{ .Content }}\
          {{ with .PrevInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}\
          {{ with .NextInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}{{ end }}",
            ),
            (
                &format!("{layouts}/list.html"),
                "{{ define \"main\" }}<ul>{{ range .Paginator.Pages }}<li><a href=\"{{ .RelPermalink }}\">\
          {{ .Title }}</a> {{ .Date.Format \"2006-01-02\" }}</li>{{ end }}</ul>{{ end }}",
            ),
            (
                &format!("{layouts}/terms.html"),
                "{{ define \"main\" }}<ul>{{ range .Data.Terms.ByCount }}<li><a href=\"{{ .Page.RelPermalink }}\">\
          {{ .Page.LinkTitle }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}",
            ),
        ],
    )
}

/// The notes of `folder` as a site of Zola's in `site`.
pub(crate) fn zola(folder: &Path, site: &Path) -> io::Result<()> {
    for note in notes(folder)? {
        let mut front = Mapping::new();
        front.insert("title".into(), note.title.clone());
        front.insert("date".into(), note.date.clone());
        front.insert("taxonomies".into(), Value::Mapping(note.taxonomies.clone()));
        front.insert("extra".into(), Value::Mapping(note.front.clone()));
        page(site, &note, &front)?;
    }
    let list = |pages: &str| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<ul>{{% for page in {pages} %}}<li>\
             <a href=\"{{{{ page.permalink }}}}\">{{{{ page.title }}}}</a> {{{{ page.date }}}}</li>\
             {{% endfor %}}</ul>{{% endblock %}}"
        )
    };
    files(
        site,
        &[
            (
                "config.toml",
                "base_url = 'https://example.org'\ntitle = 'Notes'\n\
          build_search_index = true\ngenerate_feeds = true\n\
          taxonomies = [{name = 'authors'}, {name = 'tags'}, {name = 'venues'}, {name = 'years'}]\n\
          [markdown.highlighting]\ntheme = 'github-light'\nstyle = 'class'\n",
            ),
            ("content/_index.md", "+++\ntitle = 'Home'\n+++\n"),
            (
                "content/notes/_index.md",
                "+++\ntitle = 'Notes'\nsort_by = 'date'\npaginate_by = 200\n+++\n",
            ),
            (
                "templates/base.html",
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{{ config.title }}</title>\
          <nav><a href=\"/\">Home</a> <a href=\"/notes/\">Notes</a></nav>\
          <main>{% block main %}{% endblock %}</main></html>",
            ),
            ("templates/index.html", "{% extends \"base.html\" %}{% block main %}{% endblock %}"),
            (
                "templates/page.html",
                "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>\
          {% for kind, terms in page.taxonomies %}{% for term in terms %}\
          <a href=\"{{ get_taxonomy_url(kind=kind, name=term) }}\">{{ term }}</a> {% endfor %}{% endfor %}\
          {{ page.content | safe }}\
          {% if page.lower %}<a href=\"{{ page.lower.permalink }}\">{{ page.lower.title }}</a>{% endif %}\
          {% if page.higher %}<a href=\"{{ page.higher.permalink }}\">{{ page.higher.title }}</a>{% endif %}\
          {% endblock %}",
            ),
            ("templates/section.html", &list("paginator.pages")),
            ("templates/taxonomy_single.html", &list("term.pages")),
            (
                "templates/taxonomy_list.html",
                "{% extends \"base.html\" %}{% block main %}<ul>{% for term in terms %}<li>\
          <a href=\"{{ term.permalink }}\">{{ term.name }}</a> {{ term.page_count }}</li>{% endfor %}</ul>\
          {% endblock %}",
            ),
        ],
    )
}

fn files(site: &Path, files: &[(&str, &str)]) -> io::Result<()> {
    for (path, text) in files {
        let path = site.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(())
}

fn page(site: &Path, note: &Note, front: &Mapping) -> io::Result<()> {
    let front = serde_yaml::to_string(front).map_err(io::Error::other)?;
    let text = format!("---\n{front}---\n{}", note.body);
    files(site, &[(&format!("content/notes/{}.md", note.name), &text)])
}

fn notes(folder: &Path) -> io::Result<Vec<Note>> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|entry| note(&fs::read_to_string(entry.path())?)).collect()
}

fn note(text: &str) -> io::Result<Note> {
    let parts = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    let (front, rest) = parts.ok_or_else(|| io::Error::other("a note without front matter"))?;
    let mut front: Mapping = serde_yaml::from_str(front).map_err(io::Error::other)?;
    let mut take = |key: &str| front.remove(key).unwrap_or_default();
    let (name, title, date) = (take("key"), take("title"), take("date"));
    // Hugo reads another language into it.
    take("lang");
    let many = |value: Value| match value {
        Value::Sequence(_) => value,
        one => Value::Sequence(vec![one]),
    };
    let year = take("year").as_u64().map(|year| year.to_string()).unwrap_or_default();
    let taxonomies = Mapping::from_iter([
        ("authors".into(), many(take("authors"))),
        ("tags".into(), many(take("tags"))),
        ("venues".into(), many(take("venue"))),
        ("years".into(), many(year.into())),
    ]);
    let mut body = String::new();
    for (key, value) in &front {
        if let Some(key) = key.as_str() {
            said(&mut body, key, value);
        }
    }
    body.push_str(rest);
    let name = name.as_str().unwrap_or_default().to_owned();
    Ok(Note { name, title, date, taxonomies, front, body })
}

/// A section with the texts of `value`.
fn said(body: &mut String, key: &str, value: &Value) {
    match value {
        Value::Mapping(_) | Value::Sequence(_) => {
            body.push_str(&format!("## {key}\n\n"));
            items(body, value);
            body.push('\n');
        }
        Value::String(text) => body.push_str(&format!("{text}\n\n")),
        _ => {}
    }
}

fn items(body: &mut String, value: &Value) {
    match value {
        Value::Mapping(fields) => fields.values().for_each(|value| items(body, value)),
        Value::Sequence(values) => values.iter().for_each(|value| items(body, value)),
        Value::String(text) => body.push_str(&format!("- {text}\n")),
        Value::Number(number) => body.push_str(&format!("- {number}\n")),
        _ => {}
    }
}
