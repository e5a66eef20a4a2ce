//! BibTeX → notes → BibTeX keeps every field of every entry.

use std::collections::BTreeMap;

use notesgen::bibliography::{Entry, read_bibtex};

use crate::command::Folder;

/// Entries in all the shapes that libraries are found in.
const LIBRARY: &str = r#"
% A comment of its owner.
@comment{jabref-meta: databaseType:bibtex;}
@string{jmlr = "Journal of Machine Learning Research"}
@string(acm = {{ACM}})
@preamble{"\newcommand{\noop}[1]{}"}

@article{lovelace1843notes,
  author = {Lovelace, Ada and de la Vall{\'e}e Poussin, Charles and {The Engine Company} and others},
  title = {Notes on the {Analytical Engine}: $O(n^2)$ \& more},
  journal = jmlr # ", Series " # {A},
  year = 1843, month = sep, day = 12, volume = 3, number = {2--3}, pages = {666--731},
  doi = {10.1000/xyz123}, issn = {0001-0001}, coden = {ABCDEF}, numpages = 66, articleno = {4},
  keywords = {engines, numbers}, copyright = {Nobody}, note = {In French}, abstract = {We explain it.}
}
@INPROCEEDINGS(Babbage:1830/a,
  AUTHOR = "Babbage, Jr., Charles and {\"O}zt{\"u}rk, G{\"o}khan",
  TITLE = "{U}ber {\"A}pfel", BOOKTITLE = "Proceedings of the 2nd Symposium",
  YEAR = "1830", EDITOR = {Herschel, John}, SERIES = {Lecture Notes}, VOLUME = 12,
  ORGANIZATION = {Society}, PUBLISHER = acm, ADDRESS = {London}, PAGES = {1}, ISBN = {978-3-16-148410-0}
)
@proceedings{symposium, title = {Proceedings of the 3rd Symposium}, year = 1831, publisher = acm,
  editor = {Herschel, John}}
@incollection{child, crossref = {symposium}, author = {Peacock, George}, title = {A Chapter},
  pages = {7-9}, chapter = 4}
@book{somerville, author = {Somerville, Mary}, title = {On the Connexion}, subtitle = {Of the Sciences},
  publisher = {Murray}, location = {London}, date = {1834-05}, edition = {2}, volumes = {3},
  pagetotal = {458}, language = {english}, url = {https://example.org/a_b%20c}, urldate = {2024-05-01}}
@online{page, author = {{W3C}}, title = {A Page}, date = {2023-05-03}, url = {https://example.org/~me/},
  urldate = {2024-01-02}, version = {3.19}}
@techreport{report, author = {Boole, George}, title = {Laws}, institution = {Cork}, number = {TR-7},
  type = {Tech. Rep.}, year = 1854, annote = {Mine alone}}
@article{short, author = {van der Berg, Jan and Daum{\'e}, III, Hal}, title = {The {EEG} of {MEG}},
  journal = {arXiv preprint arXiv:1910.06508}, year = 2019}
@phdthesis{thesis, author = {Noether, Emmy}, title = {Über Invarianten}, school = {Erlangen}, year = {1907},
  titleaddon = {In German}}
@misc{preprint, author = {张, 三 and 李四}, title = {深度学习：一个综述}, eprint = {2401.01234},
  archiveprefix = {arXiv}, primaryclass = {cs.LG}, year = {2024}, langid = {chinese}, howpublished = {预印本}}
@unpublished{draft, author = {Nobody, A.}, title = {100\% of {\LaTeX} -- a_b \# c}, note = {Draft}, x-own = {{k}ept},
  year = {in press}}
@inreference{odd, title = {An Odd Kind}, options = {useprefix=true}, ids = {other, names}, entrysubtype = {x},
  editora = {Red, Actor}, editoratype = {redactor}, eventtitle = {Fair}, hal_id = {hal-01}, date = {1999/2001}}
@manual{untitledauthors, title = {A Manual}, organization = {GNU}, month = "1~" # jan, year = 2001}
"#;

/// A field of an entry that has another value after it, or none.
fn lost(before: &Entry, after: &Entry) -> Vec<String> {
    let values = |entry: &Entry| {
        let Entry {
            key: _,
            kind,
            title,
            protected,
            authors,
            editors,
            date,
            container,
            publisher,
            ..
        } = entry;
        let Entry { volume, number, pages, doi, arxiv, isbn, url, abstract_text, language, .. } =
            entry;
        let mut values: BTreeMap<String, String> = BTreeMap::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                values.insert(name.to_owned(), value);
            }
        };
        // Hyphens of an ISBN say nothing.
        put("isbn", isbn.as_ref().map(|isbn| isbn.replace('-', "")));
        put("kind", Some(kind.clone()));
        put("title", title.clone());
        let title = title.clone().unwrap_or_default();
        let kept: Vec<&str> = protected.iter().map(|range| &title[range.clone()]).collect();
        put("protected", Some(kept.join("|")));
        put("authors", Some(format!("{authors:?}")).filter(|_| !authors.is_empty()));
        put("editors", Some(format!("{editors:?}")).filter(|_| !editors.is_empty()));
        put("date", date.map(|date| format!("{date:?}")));
        for (name, value) in [
            ("container", container),
            ("publisher", publisher),
            ("volume", volume),
            ("number", number),
            ("pages", pages),
            ("doi", doi),
            ("arxiv", arxiv),
            ("url", url),
            ("abstract", abstract_text),
            ("language", language),
        ] {
            put(name, value.clone());
        }
        for (name, value) in &entry.fields {
            // What it takes from another entry stands in it; what its owner noted is in the note.
            if ["crossref", "annote"].contains(&name.as_str()) {
                continue;
            }
            put(name, Some(value.clone()));
        }
        values
    };
    let (was, is) = (values(before), values(after));
    was.iter()
        .filter(|(name, value)| is.get(*name) != Some(value))
        .map(|(name, value)| format!("{} {name}: {value:?} → {:?}", before.key, is.get(name)))
        .collect()
}

#[test]
fn every_field_of_every_shape_of_entry_comes_back() {
    let folder = Folder::new("-- notesgen.yaml --\ntitle: Notes\n-- content/.keep --\n");
    folder.write("library.bib", LIBRARY);
    let ran = folder.run(&["import", "library.bib", "--abstracts"]).code(0);
    assert!(!ran.stderr.contains("warning"), "{}", ran.stderr);
    let exported = folder.run(&["export", "bibtex"]).code(0).stdout;
    let (before, problems) = read_bibtex(LIBRARY);
    assert!(problems.is_empty(), "{problems:?}");
    let (after, problems) = read_bibtex(&exported);
    assert!(problems.is_empty(), "{problems:?}\n{exported}");
    assert_eq!(before.len(), after.len(), "{exported}");
    let mut missing = Vec::new();
    for entry in &before {
        match after.iter().find(|other| other.key == entry.key) {
            Some(other) => missing.extend(lost(entry, other)),
            None => missing.push(format!("{} is gone", entry.key)),
        }
    }
    assert_eq!(missing, [""; 0], "{}\n{exported}", missing.join("\n"));
    assert!(folder.read("content/notes/report.md").ends_with("\n\nMine alone\n"));
}
