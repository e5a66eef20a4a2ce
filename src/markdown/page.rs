//! What the texts of one page share: ids, numbers of footnotes, figures and equations.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::math::{Display, Equations};
use super::tree::{self, Kind, Node};
use super::{Options, events};
use crate::model::Text;

/// The state of one page while its texts are rendered in order: ids in use, numbers of figures,
/// equations and footnotes.
#[derive(Debug, Default)]
pub struct PageState {
    pub(super) ids: Ids,
    pub(super) equations: Equations,
    /// Numbers of the figures that have a label.
    pub(super) figures_by_label: BTreeMap<String, u32>,
    pub(super) figures: u32,
    pub(super) footnotes: u32,
    pub(super) images: u32,
    pub(super) previews: u32,
}

impl PageState {
    /// The state of a page that will show `texts`, in this order: `\eqref` and `@fig:…` find what
    /// stands further down or in another text. A page without any of these may start with
    /// [`PageState::default`].
    pub fn for_texts<'t>(texts: impl IntoIterator<Item = &'t Text>, options: &Options) -> Self {
        let texts: Vec<&Text> = texts.into_iter().collect();
        let mut page = Self::default();
        // Reading every text twice is for pages that need it.
        let refers =
            |text: &&Text| text.markdown.contains("ref{") || text.markdown.contains("@fig:");
        if !texts.iter().any(refers) {
            return page;
        }
        let trees: Vec<_> = texts.iter().map(|text| events::read(&text.markdown)).collect();
        let mut formulas = Vec::new();
        let mut figures = 0;
        for tree in &trees {
            tree::walk(&tree.blocks, &mut |node| {
                if let Some(formula) = formula(node) {
                    formulas.push(formula);
                }
                if let Some(label) = figure(node) {
                    figures += 1;
                    page.figures_by_label.extend(label.map(|label| (label.to_owned(), figures)));
                }
            });
        }
        page.equations = Equations::of_page(formulas, &options.macros);
        page
    }
}

/// The formula that a node is: `$…$` and its kin, or a fenced block of `math`.
pub(super) fn formula<'t>(node: &'t Node<'_>) -> Option<(&'t str, Display)> {
    match &node.kind {
        Kind::Formula { latex, display, .. } => Some((latex, *display)),
        Kind::Code { info, text } if info.split_whitespace().next() == Some("math") => {
            Some((text, Display::Block))
        }
        _ => None,
    }
}

/// Whether a block is a numbered figure (an image alone in a paragraph, with a title or a label),
/// and its label.
pub(super) fn figure<'t>(node: &'t Node<'_>) -> Option<Option<&'t str>> {
    let image = lone_image(node)?;
    match &image.kind {
        Kind::Image { title, label, .. } if !title.is_empty() || label.is_some() => {
            Some(label.as_deref())
        }
        _ => None,
    }
}

/// The image that is all there is in a paragraph.
pub(super) fn lone_image<'t, 'a>(node: &'t Node<'a>) -> Option<&'t Node<'a>> {
    if !matches!(node.kind, Kind::Paragraph) {
        return None;
    }
    let mut shown = node.children.iter().filter(|child| match &child.kind {
        Kind::Text(text) => !text.trim().is_empty(),
        Kind::BlockId(_) => false,
        _ => true,
    });
    let first = shown.next()?;
    (matches!(first.kind, Kind::Image { .. }) && shown.next().is_none()).then_some(first)
}
