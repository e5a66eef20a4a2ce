//! What the texts of one page share: ids, numbers of footnotes, figures and equations.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::math::{Display, Equations};
use super::tree::{Kind, Node};

/// The state of one page while its texts are rendered in order: ids in use, numbers of figures,
/// equations and footnotes, previews that stand on it.
#[derive(Debug, Default)]
pub struct PageState {
    pub(super) ids: Ids,
    pub(super) equations: Equations,
    /// Numbers of the figures that have a label, by what ids of their text start with and the label.
    pub(super) figures_by_label: BTreeMap<(String, String), u32>,
    /// Whether a reference to a figure found none.
    pub(super) missed_figure: bool,
    pub(super) figures: u32,
    pub(super) footnotes: u32,
    pub(super) images: u32,
    /// Ids of the previews of links, by the addresses that they lead to; none for an address that has
    /// no preview.
    pub(super) previews: BTreeMap<String, Option<String>>,
}

impl PageState {
    /// The state of a page that is to be rendered once more, because `\eqref` or `@fig:…` looked
    /// for what stands further down; `None` if once was enough, as for nearly every page.
    pub fn again(self) -> Option<Self> {
        let missed = self.missed_figure && !self.figures_by_label.is_empty();
        let figures_by_label = self.figures_by_label;
        match self.equations.again() {
            Some(equations) => Some(Self { equations, figures_by_label, ..Self::default() }),
            None => missed.then(|| Self { figures_by_label, ..Self::default() }),
        }
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
