//! Documents that were read before.
//!
//! Invariant: a document is used again only for the same text in a file of the same name and id,
//! read in the same way, so what is compiled with it is what would be compiled without it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Edition;
use crate::diagnostic::Checked;
use crate::library;
use crate::markdown::Options;
use crate::model::Document;
use crate::parse;
use crate::source::{ContentPath, FileId, SourceFile, Sources};

/// Documents of an earlier time, each with the file that it was read from.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    edition: Edition,
    options: Options,
    files: BTreeMap<ContentPath, Arc<Known>>,
}

/// What was read from one file.
#[derive(Debug)]
struct Known {
    id: FileId,
    file: Arc<SourceFile>,
    read: Checked<Option<Document>>,
}

impl Known {
    /// Whether `file`, called `id`, is the file that this was read from.
    fn is_of(&self, id: FileId, file: &Arc<SourceFile>) -> bool {
        self.id == id && (Arc::ptr_eq(&self.file, file) || self.file.text == file.text)
    }
}

impl Parsed {
    /// Every document of `sources`, in their order. What `sources` has not is forgotten.
    pub(super) fn documents(
        &mut self,
        sources: &Sources,
        edition: Edition,
        options: &Options,
    ) -> Checked<Vec<Document>> {
        if self.edition != edition || self.options != *options {
            self.files.clear();
            self.edition = edition;
            self.options = options.clone();
        }
        let files: Vec<_> = parse::texts(sources).collect();
        let read: Vec<(ContentPath, Arc<Known>)> = files
            .into_par_iter()
            .with_max_len(1)
            .map(|(id, path, file)| {
                let known = self.files.get(path).filter(|known| known.is_of(id, file));
                let known = known
                    .map_or_else(|| Arc::new(read(id, path, file, edition, options)), Arc::clone);
                (path.clone(), known)
            })
            .collect();
        let mut all = Checked::clean(Vec::with_capacity(read.len()));
        for (_, known) in &read {
            all.diagnostics.extend_from_slice(&known.read.diagnostics);
            all.value.extend(known.read.value.clone());
        }
        self.files = read.into_iter().collect();
        all
    }
}

fn read(
    id: FileId,
    path: &ContentPath,
    file: &Arc<SourceFile>,
    edition: Edition,
    options: &Options,
) -> Known {
    let mut read = parse::document(id, path, &file.text, edition, options);
    if let Some(Document::Note(note)) = &mut read.value
        && !note.draft
        && note.facts.bibtex.is_none()
    {
        // Shelving would do so, to a copy of its own, each time.
        library::leave_given_key(note);
    }
    Known { id, file: Arc::clone(file), read }
}
