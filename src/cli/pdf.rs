//! `notesgen pdf`: a page of the site → PDF.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use clap::ValueEnum;

use super::Outcome;
use super::args::Reporting;
use super::load;
use super::print;
use super::progress::Progress;
use super::project::Project;
use super::report::Report;
use crate::compile::Compiled;
use crate::config::Edition;
use crate::diagnostic::render::Format;
use crate::diagnostic::suggest;
use crate::disk;
use crate::library::Library;
use crate::output::{Content, OutputFile, UrlPath};
use crate::pdf::{self, Chromium, Info, Places, Work};
use crate::render::{Page, Sheet, Site};

/// How long the browser may take for one page.
const TIMEOUT: Duration = Duration::from_mins(2);

/// Print a handout, a paper or a list as a PDF
///
/// The page is built in a folder of its own and printed by a Chromium that is on the machine:
/// chromium, google-chrome or microsoft-edge on the PATH or where they are installed, or the program
/// that the variable CHROME names. It has bookmarks, a title and its authors, and asks no network.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  notesgen pdf handouts/week-3                       # week-3.pdf
  notesgen pdf handouts/week-3 --edition worksheet   # week-3-worksheet.pdf
  notesgen pdf week-3 --edition handout,worksheet,teacher
  notesgen pdf papers/he2016deep --paper letter -o resnet.pdf
  notesgen pdf lists/road-to-depth ~/notes")]
pub(super) struct Args {
    /// The page, by its address on the site, or the name of a handout, paper or list
    #[arg(value_name = "PAGE")]
    page: String,
    /// The site or folder of notes
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Which edition of a handout; several with commas between them
    #[arg(long, value_name = "EDITION", value_delimiter = ',', default_value = "handout")]
    edition: Vec<Which>,
    /// The size of the paper
    #[arg(long, value_name = "SIZE", default_value = "a4")]
    paper: Paper,
    /// The file to write; default: the name of the page, in this folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

/// The editions of a handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// What students read
    Handout,
    /// What students write on
    Worksheet,
    /// With answers and teacher's notes
    Teacher,
}

/// Sizes of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Paper {
    /// 210 × 297 mm
    A4,
    /// 8½ × 11 in
    Letter,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Args { page: _, dir: _, edition, paper: _, output, reporting } = args;
    if output.is_some() && edition.len() > 1 {
        bail!("`-o` names one file, and {} editions are asked for", edition.len());
    }
    // Said before the work is done, not after.
    let chromium = Chromium::find(&places(), TIMEOUT)?;
    let is_shown = print::is_terminal() && !reporting.quiet && reporting.format == Format::Human;
    let progress = Progress::new(is_shown);
    progress.doing("reading notes", None);
    let mut chosen = edition.clone();
    // Sheets for students are made of what students may see, and of nothing else.
    chosen.sort_by_key(|which| *which == Which::Teacher);
    for which in chosen {
        if let Some(failed) = edition_of(args, which, &chromium, &progress)? {
            drop(progress);
            return Ok(failed);
        }
    }
    Ok(Outcome::Done)
}

/// Prints one edition; how it ended if there were errors.
fn edition_of(
    args: &Args,
    which: Which,
    chromium: &Chromium,
    progress: &Progress,
) -> anyhow::Result<Option<Outcome>> {
    let Args { page, dir, edition: _, paper, output, reporting } = args;
    let mut project = Project::open(dir)?;
    project.config.edition = match which {
        Which::Handout | Which::Worksheet => Edition::Students,
        Which::Teacher => Edition::Teacher,
    };
    let Compiled { site, diagnostics } = load::compiled(&mut project)?;
    let report = Report::new(diagnostics, reporting);
    let Some(site) = site.filter(|_| !report.has_errors()) else {
        report.show(&project.sources, reporting)?;
        print::message(&report.failure("nothing was printed"));
        return Ok(Some(Outcome::Errors));
    };
    let url = of_edition(&site, &find(&site, page)?, which)?;
    let out = output.clone().unwrap_or_else(|| PathBuf::from(file_name(&url)));
    refuse_to_replace(&out)?;
    progress.doing("printing", None);
    let bytes = printed(&site, &url, &project, *paper, chromium, &out)?;
    write(&out, &bytes)?;
    print::result(&format!("{}\n", out.display()))?;
    Ok(None)
}

/// The page at `url` as a PDF.
fn printed(
    site: &Site,
    url: &UrlPath,
    project: &Project,
    paper: Paper,
    chromium: &Chromium,
    out: &Path,
) -> anyhow::Result<Vec<u8>> {
    let beside = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    let parent = if chromium.is_confined() {
        std::path::absolute(beside.unwrap_or(Path::new(".")))?
    } else {
        std::env::temp_dir()
    };
    let work = Work::new(&parent)?;
    for other in site.urls() {
        if matches!(site.page(other), Some(Page::ThemeFile(_) | Page::Asset(_)))
            && let Some(file) = site.render(other)?
        {
            work.place(&file)?;
        }
    }
    let format = match paper {
        Paper::A4 => pdf::Paper::A4,
        Paper::Letter => pdf::Paper::Letter,
    };
    let style = UrlPath::file([], "paper-size.css");
    let content = Content::Bytes(format.style().into_bytes().into());
    work.place(&OutputFile { url: style.clone(), content })?;
    let page = site.render(url)?.context("the page is gone")?;
    let Content::Bytes(html) = &page.content else { bail!("`/{url}` is not a page") };
    let html = String::from_utf8_lossy(html);
    let base = project.config.base_url.as_deref();
    let ready = pdf::prepared(&html, url.as_str(), base, &style.relative_from(url, true));
    let title = title(&html);
    let ending = format!(" · {}", project.config.title);
    let title = title.strip_suffix(&ending).unwrap_or(&title).to_owned();
    let content = Content::Bytes(ready.into_bytes().into());
    let path = work.place(&OutputFile { url: url.clone(), content })?;
    let bytes = chromium.print(&path, &work)?;
    let mut info = info(site, url, title);
    if info.subject.is_empty() {
        info.subject.clone_from(&project.config.title);
    }
    Ok(info.put_into(bytes))
}

fn places() -> Places {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let windows = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    let folders = windows.iter().filter_map(|name| variable(name)).map(PathBuf::from);
    let home = std::env::home_dir();
    Places {
        named: variable("CHROME"),
        path: variable("PATH"),
        folders: [PathBuf::from("/")].into_iter().chain(home).chain(folders).collect(),
    }
}

/// The address that `named` means: an address, or the name of a handout, paper or list.
fn find(site: &Site, named: &str) -> anyhow::Result<UrlPath> {
    let name = named.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    let folders: [&[&str]; 5] = [&[], &["handouts"], &["papers"], &["lists"], &["courses"]];
    let candidates = folders
        .iter()
        .map(|folder| UrlPath::page(folder.iter().copied().chain(parts.iter().copied())));
    let is_page = |url: &UrlPath| url.is_page() && site.page(url).is_some();
    if let Some(url) = candidates.into_iter().find(|url| !url.as_str().is_empty() && is_page(url)) {
        return Ok(followed(site, url));
    }
    let folded = UrlPath::page(parts.iter().copied()).folded();
    let same = |url: &&UrlPath| url.is_page() && url.folded().ends_with(&folded);
    if let (false, Some(url)) = (parts.is_empty(), site.urls().find(same)) {
        return Ok(followed(site, url.clone()));
    }
    let printable = ["handouts/", "papers/", "lists/", "courses/"];
    let printed: Vec<&str> = site
        .urls()
        .map(|url| url.as_str().trim_end_matches('/'))
        .filter(|url| printable.iter().any(|folder| url.starts_with(folder)))
        .collect();
    let last = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let near = suggest::nearest(name, printed.iter().copied()).map(str::to_owned).or_else(|| {
        let ends: Vec<String> = printed.iter().map(|name| last(name)).collect();
        suggest::nearest(&last(name), ends.iter().map(String::as_str)).map(str::to_owned)
    });
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(anyhow!("the site has no page `{named}`{near}"))
}

/// Where an old address leads now.
fn followed(site: &Site, url: UrlPath) -> UrlPath {
    match site.page(&url) {
        Some(Page::Redirect(to)) => to.clone(),
        _ => url,
    }
}

/// The page of an edition of the handout at `url`.
fn of_edition(site: &Site, url: &UrlPath, which: Which) -> anyhow::Result<UrlPath> {
    let sheet = match which {
        Which::Handout => Sheet::Handout,
        Which::Worksheet => Sheet::Worksheet,
        Which::Teacher => Sheet::Teacher,
    };
    match site.page(url) {
        Some(Page::Handout(id, _)) => Ok(sheet.url(site.library(), *id)),
        _ if sheet == Sheet::Handout => Ok(url.clone()),
        _ => bail!("`/{url}` is not a handout, so it has no edition `{}`", sheet.word()),
    }
}

/// `week-3-worksheet.pdf` of `handouts/week-3/worksheet/`.
fn file_name(url: &UrlPath) -> String {
    let parts: Vec<&str> = url.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let name = parts.get(1..).filter(|rest| !rest.is_empty()).unwrap_or(&parts).join("-");
    if name.is_empty() { "home.pdf".to_owned() } else { name + ".pdf" }
}

/// Another PDF may be replaced; anything else was named by mistake.
fn refuse_to_replace(out: &Path) -> anyhow::Result<()> {
    let Ok(mut file) = disk::open_regular(out) else {
        let there = out.symlink_metadata().is_ok();
        return if there { Err(anyhow!("`{}` is not a file", out.display())) } else { Ok(()) };
    };
    let mut start = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut file, 5), &mut start)?;
    if start.is_empty() || start.starts_with(b"%PDF") {
        return Ok(());
    }
    bail!("`{}` is there already and is no PDF; choose another file with `-o`", out.display())
}

/// Writes `bytes` in one step.
fn write(out: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let fail = |error: std::io::Error| {
        anyhow!("cannot write `{}`: {}", out.display(), disk::reason(&error))
    };
    let mut part = out.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, out));
    written.map_err(|error| {
        let _ = fs::remove_file(&part);
        fail(error)
    })
}

/// The title of a page, as it says it itself.
fn title(html: &str) -> String {
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let title = title.map_or("", |(title, _)| title);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(title.to_owned(), |title, (entity, c)| title.replace(entity, c))
}

/// What the PDF says of itself.
fn info(site: &Site, url: &UrlPath, title: String) -> Info {
    let library = site.library();
    let mut info = Info { title, ..Info::default() };
    let named = |id: &str| {
        library.reader_named(id).map_or_else(|| id.to_owned(), |id| library.reader(id).name.clone())
    };
    match site.page(url) {
        Some(Page::Handout(id, _)) => {
            let handout = library.handout(*id);
            info.authors = handout.teachers.iter().map(|it| named(it.value.as_str())).collect();
            let course = handout.course.as_ref();
            info.subject = course.map_or_else(String::new, |course| course.markdown.clone());
        }
        Some(Page::Paper(id)) => {
            let paper = library.paper(*id);
            info.authors = readers(library, paper.notes.iter().copied());
            info.keywords.clone_from(&paper.tags);
        }
        Some(Page::List(id)) => {
            let list = library.list(*id);
            info.authors = list.readers.iter().map(|it| named(it.value.as_str())).collect();
        }
        _ => {}
    }
    info
}

/// Who wrote `notes`, each once.
fn readers(library: &Library, notes: impl Iterator<Item = crate::library::NoteId>) -> Vec<String> {
    let ids = notes.flat_map(|note| &library.note(note).readers);
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(**id)).map(|&id| library.reader(id).name.clone()).collect()
}
