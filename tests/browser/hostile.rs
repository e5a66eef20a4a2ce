//! Notes that nobody wrote in good faith, in a browser: nothing of them runs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::chromium::{DESKTOP, Watched};

/// What would run, each from another place that it might land in. `hit` is no function: to run it is
/// an error, and to try and be stopped by the page's policy is one as well; both are noted.
const PAYLOADS: [&str; 6] = [
    "\"><script>hit()</script><img src=x onerror=hit()>",
    "' onmouseover='hit()' autofocus onfocus='hit()' x='",
    "</title></textarea></style></script><svg onload=hit()>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=hit()&gt;\">",
    "]]><script>hit()</script><!-- {{ 7 * 7 }}{% include \"x\" %} \\u003cscript\\u003e",
    "[x](javascript:hit()) <a href=\"java&Tab;script:hit()\">y</a> ![z](x\"onerror=\"hit())",
];

/// One note with a payload in everything that an author can fill.
fn note(number: usize, payload: &str) -> String {
    let text = payload.replace('\'', "''");
    let front =
        ["title", "title_zh", "venue", "affiliations", "purpose", "tldr", "abstract", "field"];
    let fields = front.map(|key| format!("{key}: '{text}'\n")).concat();
    format!(
        "---\n{fields}key: evil{number}\nyear: 202{number}\nauthors: ['A {text}', '{text} B']\n\
         tags: ['{text}', fine]\nkeywords: ['{text}']\naliases: ['alias{number} {text}']\n\
         reader: li\nurl: https://a.example/?q='onmouseover='hit()'\n\
         ratings: {{'{text}': 3}}\nextra: {{a: '{text}'}}\nprerequisites: ['{text}']\n\
         pass1:\n  title: '{text}'\n  now: '{text}'\n  decision: {{is: continue, why: '{text}'}}\n  \
         figures: [{{label: '{text}', remark: '{text}', alt: '{text}'}}]\n  abstract: [{{quote: '{text}', \
         role: claim, note: '{text}'}}]\n\
         pass2:\n  sections: [{{name: '{text}', gist: '{text}'}}]\n  contributions: [{{claim: '{text}', \
         weight: major}}]\n  settings: {{'{text}': '{text}'}}\n  ipo: [{{of: '{text}', input: '{text}'}}]\n\
         pass3:\n  concepts: [{{name: '{text}', explanation: '{text}'}}]\n  assumptions: ['{text}']\n  \
         open_problems: ['{text}']\n  reproduction: {{status: done, hardware: '{text}', results: [{{of: \
         '{text}', paper: '1 {text}', ours: '2'}}]}}\n\
         follow_ups:\n  - {{title: 'Wanted {number} {text}', authors: '{text}', why: '{text}', from: '{text}'}}\n\
         critiques: [{{claim: '{text}', evidence: '{text}', where: '{text}'}}]\n\
         questions: [{{ask: '{text}', raised: 1}}, {{ask: 'b{text}', raised: 1, answer: '{text}', answered: 2}}]\n\
         claims: [{{claim: '{text}', evidence: '{text}', where: '{text}'}}]\n\
         results: [{{benchmark: '{text}', metric: '{text}', value: 1, unit: '{text}', setting: '{text}'}}]\n\
         ---\n\n# {payload}\n\n{payload}\n\n[[evil{number}|{payload}]] [[evil{number}#{payload}]] \
         [[{payload}]] ![{payload}](pic.png \"t\") [@evil{number}, {payload}]\n\n```{payload}\nlegit \
         <script>hit()</script>\n```\n\n$\\text{{{payload}}}$ ${payload}$\n\n> [!{payload}] {payload}\n> \
         {payload}\n\n| {payload} |\n|---|\n| {payload} |\n\n[^{number}]\n\n[^{number}]: {payload}\n\n\
         [[nobody{number}]] [[evil{other}]]\n",
        other = (number + 1) % PAYLOADS.len(),
    )
}

/// The site of all payloads, built once; its folder.
fn built() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(build)
}

fn build() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = std::fs::remove_dir_all(&folder);
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let quoted = |index: usize| PAYLOADS[index].replace('\'', "''");
    for (number, payload) in PAYLOADS.iter().enumerate() {
        write(&format!("content/notes/e{number}.md"), &note(number, payload));
    }
    write("content/notes/pic.png", "not a picture");
    write(
        "content/notes/\"><img src=x onerror=hit()>.md",
        "---\ntitle: By its name\n---\n[[evil0]]\n",
    );
    let named = |kind: &str, key: &str| {
        let (a, b) = (quoted(0), quoted(1));
        write(
            &format!("content/{kind}/x.md"),
            &format!("---\n{key}: '{a}'\naliases: ['{b}']\n---\n{a}\n\n[[evil0]] {b}\n"),
        );
    };
    for kind in ["concepts", "lists", "handouts", "pages"] {
        named(kind, "title");
    }
    write(
        "content/readers/li.md",
        &format!("---\nname: '{}'\naffiliation: '{}'\n---\n", quoted(0), quoted(2)),
    );
    write(
        "references.bib",
        "@article{evil0, title={<script>hit()</script>}, author={\"><img src=x onerror=hit()>, A}, \
         journal={</script><svg onload=hit()>}, note={x}, year=2020}\n@misc{other, title={' onfocus='hit()}}\n",
    );
    write(
        "notesgen.yaml",
        &format!(
            "title: '{a}'\ndescription: '{c}'\nbase_url: https://example.org/\nbibliography: [references.bib]\n\
             menu: [{{title: '{b}', url: papers/}}]\nextra: {{x: '{a}'}}\n",
            a = quoted(0),
            b = quoted(1),
            c = quoted(4),
        ),
    );
    let ran = Command::new(env!("CARGO_BIN_EXE_notesgen"))
        .args(["build", "-o", "public"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    folder.join("public").canonicalize().unwrap()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The address of a file, with what addresses keep for themselves encoded.
fn address(path: &Path) -> String {
    let mut address = "file://".to_owned();
    for byte in path.to_str().unwrap().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

/// Hovers over and focuses everything that a reader could.
const TOUCH: &str = "(async () => { for (const one of [...document.querySelectorAll('a, button, summary, \
    input, [title], [tabindex]')].slice(0, 100)) { for (const kind of ['mouseover', 'mouseenter', 'pointerenter']) \
    one.dispatchEvent(new MouseEvent(kind, { bubbles: true })); one.focus(); } \
    document.querySelectorAll('details').forEach((one) => { one.open = true; }); \
    await new Promise((done) => setTimeout(done, 50)); return true; })()";

/// What nothing of an author's may become.
const ALIEN: &str = "[...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((a) => \
    a.name.startsWith('on') || /^\\s*(java|vb)script:/i.test(a.value)) || (one.localName === 'script' && \
    !one.src && !/json/.test(one.type)) || one.matches('iframe, object, embed, mglyph, svg[onload]'))\
    .map((one) => one.outerHTML.slice(0, 200))";

/// Opens each of `pages`, and does there what a reader could.
fn visit(pages: &[PathBuf], scripts: bool) {
    let tab = Watched::new(DESKTOP);
    tab.scripts(scripts);
    for page in pages {
        tab.load(&address(page));
        if scripts {
            assert_eq!(tab.value(ALIEN), serde_json::json!([]), "{}", page.display());
            tab.value(TOUCH);
        }
        // What is told comes in order, so what went wrong before this answer is known after it.
        tab.value("true");
        let wrong = tab.wrong();
        // The page for addresses that do not exist has its files from the root of a host.
        let is_lost = |one: &&String| page.ends_with("404.html") && one.contains("NOT_FOUND");
        let wrong: Vec<_> = wrong.iter().filter(|one| !is_lost(one)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", page.display());
    }
}

#[test]
fn nothing_of_a_hostile_note_runs_in_a_browser() {
    let site = built();
    let pages = files(site, ".html");
    assert!(pages.len() > 30, "{pages:?}");
    // Every page with scripts and without, in several tabs at once.
    std::thread::scope(|scope| {
        for scripts in [true, false] {
            for pages in pages.chunks(pages.len().div_ceil(2)) {
                scope.spawn(move || visit(pages, scripts));
            }
        }
    });
    let tab = Watched::new(DESKTOP);
    let search = address(&site.join("search/index.html"));
    for query in ["hit", "script", "onerror", "%22%3E%3Cimg%20src%3Dx%20onerror%3Dhit()%3E"] {
        tab.open(&format!("{search}?q={query}"));
        tab.wait("document.getElementById('_search-status').textContent !== ''");
        assert_eq!(tab.value(ALIEN), serde_json::json!([]), "{query}");
        tab.value(TOUCH);
        assert_eq!(tab.wrong(), Vec::<String>::new(), "{query}");
    }
    // What is shown as code can be read.
    let page = std::fs::read_to_string(site.join("papers/evil0/index.html")).unwrap();
    let code = tab
        .open(&address(&site.join("papers/evil0/index.html")))
        .value("[...document.querySelectorAll('pre')].map((one) => one.textContent).join('')");
    assert!(code.as_str().unwrap().contains("legit <script>hit()</script>"), "{code}: {page}");
}

#[test]
fn feeds_and_data_of_hostile_notes_are_well_formed() {
    let site = built();
    let mut count = 0;
    for path in files(site, ".xml") {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        let mut depth = 0_i32;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{}", path.display());
        count += 1;
    }
    for path in files(site, ".json") {
        let text = std::fs::read_to_string(&path).unwrap();
        serde_json::from_str::<serde_json::Value>(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        count += 1;
    }
    assert!(count > 3);
    let bib = std::fs::read_to_string(site.join("references.bib")).unwrap();
    let (entries, problems) = notesgen::bibliography::read_bibtex(&bib);
    assert!(!entries.is_empty() && problems.is_empty(), "{problems:?}");
}
