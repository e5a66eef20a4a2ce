//! How pages are found, cited and shared, and what they weigh: the heads of the sample site's pages,
//! read as programs read them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use serde_json::Value;

const BASE: &str = "https://example.org/reading/";

fn built() -> tempfile::TempDir {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let ran =
        Command::new(env!("CARGO_BIN_EXE_notesgen")).arg("build").arg("-o").arg(&site).output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    out
}

/// The pages of papers that somebody has read: the folder of each and its HTML.
fn papers(site: &Path) -> Vec<(PathBuf, String)> {
    let folders = fs::read_dir(site.join("papers")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<(PathBuf, String)> = folders
        .filter_map(|folder| {
            Some((folder.clone(), fs::read_to_string(folder.join("index.html")).ok()?))
        })
        .filter(|(_, html)| html.contains("page-paper"))
        .collect();
    pages.sort();
    assert!(pages.len() >= 20, "{} pages of papers", pages.len());
    pages
}

/// Every `<meta>` by its name or property.
fn tags(html: &str) -> BTreeMap<String, Vec<String>> {
    let tag = Regex::new(r#"<meta (?:name|property)="([^"]*)" content="([^"]*)">"#).unwrap();
    let mut tags: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in tag.captures_iter(html) {
        tags.entry(found[1].to_owned()).or_default().push(decoded(&found[2]));
    }
    tags
}

fn decoded(text: &str) -> String {
    [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

fn json_ld(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn a_paper_says_the_same_of_itself_in_every_way_that_programs_read() {
    let out = built();
    let site = out.path().join("site");
    let sitemap = fs::read_to_string(site.join("sitemap.xml")).unwrap();
    let canonical = Regex::new(r#"<link rel="canonical" href="([^"]*)">"#).unwrap();
    let mut with_doi = 0;
    for (folder, html) in papers(&site) {
        let place = folder.display();
        let tags = tags(&html);
        let one = |name: &str| tags.get(name).map(|all| all[0].as_str());
        let key = folder.file_name().unwrap().to_str().unwrap();
        let address = format!("{BASE}papers/{key}/");

        assert_eq!(&canonical.captures(&html).unwrap()[1], address, "{place}");
        assert_eq!(one("og:url"), Some(address.as_str()), "{place}");
        assert!(sitemap.contains(&format!("<loc>{address}</loc>")), "{place}");

        let data = json_ld(&html);
        for review in data["@graph"].as_array().unwrap() {
            assert_eq!(review["@type"], "Review", "{place}");
            assert!(review["url"].as_str().unwrap().starts_with(&address), "{place}");
            let article = &review["itemReviewed"];
            assert_eq!(article["@type"], "ScholarlyArticle", "{place}");
            assert_eq!(article["name"].as_str(), one("citation_title"), "{place}");
            assert_eq!(article["name"].as_str(), one("og:title"), "{place}");
            let authors = article["author"].as_array().map_or(0, Vec::len);
            assert_eq!(authors, tags.get("citation_author").map_or(0, Vec::len), "{place}");
            assert_eq!(
                article["datePublished"].as_str(),
                one("citation_publication_date"),
                "{place}"
            );
            let doi = one("citation_doi").map(|doi| format!("https://doi.org/{doi}"));
            assert_eq!(article["sameAs"].as_str(), doi.as_deref(), "{place}");
            with_doi += usize::from(doi.is_some());
        }
    }
    assert!(with_doi > 5, "{with_doi} papers have a DOI");
}

#[test]
fn a_paper_has_the_card_that_it_names() {
    let out = built();
    let site = out.path().join("site");
    for (folder, html) in papers(&site) {
        let tags = tags(&html);
        let image = &tags["og:image"][0];
        let file = site.join(image.strip_prefix(BASE).unwrap());
        let png = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{}", folder.display());
        let number =
            |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()).to_string();
        assert_eq!(
            [number(16), number(20)],
            [&tags["og:image:width"][0], &tags["og:image:height"][0]].map(Clone::clone)
        );
        assert_eq!(tags["twitter:card"][0], "summary_large_image");
        // A language and a territory, as Open Graph wants it.
        assert_eq!(tags["og:locale"][0], "zh_CN");
    }
}

#[test]
fn a_note_in_another_language_is_named_with_its_place() {
    let out = built();
    let folder = out.path().join("site/papers/krizhevsky2012imagenet");
    let html = fs::read_to_string(folder.join("index.html")).unwrap();
    let link = Regex::new(r#"<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">"#).unwrap();
    let address = format!("{BASE}papers/krizhevsky2012imagenet/");
    let found: Vec<(String, String)> =
        link.captures_iter(&html).map(|it| (it[1].to_owned(), it[2].to_owned())).collect();
    assert_eq!(
        found.iter().map(|(lang, _)| lang.as_str()).collect::<Vec<_>>(),
        ["zh", "en", "x-default"]
    );
    for (lang, href) in found {
        let anchor = href.strip_prefix(&address).unwrap().trim_start_matches('#').to_owned();
        let article = format!(
            "<article class=\"note note-pass-\\d\" aria-labelledby=\"{anchor}\" lang=\"{lang}\">"
        );
        assert!(lang == "x-default" || Regex::new(&article).unwrap().is_match(&html), "{href}");
    }
}

/// Issue 4: at most 6 requests and 60 KB compressed, besides figures and the font for formulas.
#[test]
fn the_heaviest_paper_is_light() {
    let out = built();
    let site = out.path().join("site");
    let compressed = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap().len()
    };
    let asset = Regex::new(r#"<(?:script src|link rel="(?:stylesheet|icon)"[^>]* href)="([^"]*)""#)
        .unwrap();
    for (folder, html) in papers(&site) {
        let assets: Vec<Vec<u8>> = asset
            .captures_iter(&html)
            .filter(|found| !found[1].starts_with("data:"))
            .map(|found| fs::read(folder.join(&found[1])).unwrap())
            .collect();
        let weight =
            compressed(html.as_bytes()) + assets.iter().map(|file| compressed(file)).sum::<usize>();
        assert!(assets.len() < 6, "{}: {} requests", folder.display(), assets.len() + 1);
        assert!(weight <= 60 * 1024, "{}: {weight} bytes", folder.display());
    }
}
