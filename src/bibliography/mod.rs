//! Bibliographies: BibTeX, BibLaTeX, CSL-JSON and RIS read into one type, written from it, and
//! references formatted in APA, IEEE and GB/T 7714-2015.
//!
//! Pure: texts in, values out. The only module that names `hayagriva`.

mod arxiv;
mod author_date;
mod bibtex;
mod cite;
mod csl_kinds;
mod csl_read;
mod csl_write;
mod entry;
mod fields;
mod flat;
mod inherit;
mod key;
mod latex;
mod latex_table;
mod macros;
mod name;
mod numbers;
mod problem;
mod prune;
mod reference;
mod references;
mod ris;
mod runs;
mod scan;
mod scan_value;
mod shape;
mod style;
mod tidy;
mod write_bibtex;

#[cfg(test)]
mod tests;

pub use bibtex::{read_bibtex, read_bibtex_files};
pub use cite::{Citation, Cited, Formatter, Inline, Locale, Page, Reference};
pub use csl_read::read_csl_json;
pub use csl_write::write_csl_json;
pub use entry::{Date, Entry};
pub use key::suggest_key;
pub use name::{Name, Person, parse_name};
pub use problem::{Problem, ProblemKind};
pub use reference::reference;
pub use references::{Known, References};
pub use ris::read_ris;
pub use runs::{Emphasis, Run, to_html, to_text};
pub use style::{Style, UnknownStyle, prepare};
pub use write_bibtex::write_bibtex;
