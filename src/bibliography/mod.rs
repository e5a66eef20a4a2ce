//! Bibliographies: BibTeX, BibLaTeX and CSL-JSON read into one type, written from it, and
//! references formatted in APA, IEEE and GB/T 7714-2015.
//!
//! Pure: texts in, values out. The only module that names `hayagriva`.

mod arxiv;
mod bibtex;
mod csl_kinds;
mod csl_read;
mod csl_write;
mod entry;
mod fields;
mod inherit;
mod key;
mod latex;
mod latex_table;
mod macros;
mod name;
mod problem;
mod scan;
mod write_bibtex;

pub use bibtex::{read_bibtex, read_bibtex_files};
pub use csl_read::read_csl_json;
pub use csl_write::write_csl_json;
pub use entry::{Date, Entry};
pub use key::suggest_key;
pub use name::{Name, Person, parse_name};
pub use problem::{Problem, ProblemKind};
pub use write_bibtex::write_bibtex;
