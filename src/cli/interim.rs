//! What stands in for the stages that are not wired up yet: a page per document, with its text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::report::Counts;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::markdown;
use crate::output::{Content, OutputFile, UrlPath};
use crate::source::{AssetContent, FileId, Sources};

pub(super) struct Compiled {
    pub(super) site: Option<Site>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) counts: Counts,
}

pub(super) struct Site(Vec<OutputFile>);

impl Site {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn par_files(&self) -> impl ParallelIterator<Item = anyhow::Result<OutputFile>> {
        self.0.par_iter().cloned().map(Ok)
    }
}

pub(super) fn compile(sources: &Sources, config: &Config) -> Compiled {
    let parsed = crate::parse::parse(sources, config, &markdown::Options::default());
    let pages = sources.documents().map(|(_, path, text)| OutputFile {
        url: UrlPath::page(["papers", path.stem()]),
        content: Content::Bytes(Cow::Owned(markdown::escape(text).into_bytes())),
    });
    let assets = sources.assets().iter().map(|asset| OutputFile {
        url: UrlPath::file(
            asset.path.folder().split('/').filter(|p| !p.is_empty()),
            asset.path.file_name(),
        ),
        content: match &asset.content {
            AssetContent::Disk(path) => Content::CopyOf(path.clone()),
            AssetContent::Memory(bytes) => Content::Shared(bytes.clone()),
        },
    });
    let notes = parsed.value.len();
    Compiled {
        site: Some(Site(pages.chain(assets).collect())),
        diagnostics: parsed.diagnostics,
        counts: Counts { papers: notes, notes, wanted: 0 },
    }
}

pub(super) fn read_config(_text: &str, _file: FileId) -> Checked<Config> {
    Checked::clean(default_config())
}

pub(super) fn default_config() -> Config {
    let [zh, en] = ["zh", "en"].map(|tag| tag.parse().unwrap_or_else(|_| unreachable!()));
    Config {
        title: String::new(),
        description: None,
        base_url: None,
        language: en,
        languages: vec![zh],
        theme: "default".to_owned(),
        theme_options: BTreeMap::new(),
        content: None,
        output: None,
        bibliography: Vec::new(),
        reference_style: crate::config::ReferenceStyle::default(),
        macros: Vec::new(),
        html: crate::config::HtmlPolicy::default(),
        venues: Vec::new(),
        tag_aliases: BTreeMap::new(),
        menu: Vec::new(),
        feeds: true,
        ratings: Vec::new(),
        license: None,
        private: Vec::new(),
        extra: BTreeMap::new(),
    }
}
