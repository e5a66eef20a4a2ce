//! Values as the model's own types.

use crate::diagnostic::Code;
use crate::model::{PartialDate, Prose, Text, Word};
use crate::source::Located;
use crate::yaml::Values;
use crate::yaml::fields::Entry;

/// A text in Markdown.
pub(super) fn text(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<Text> {
    values.text(entry).filter(|text| !text.value.trim().is_empty()).map(markdown)
}

/// A text in Markdown, or several.
pub(super) fn prose(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Prose {
    prose_of(values.texts(entry))
}

/// Texts that were read already.
pub(super) fn prose_of(texts: Vec<Located<String>>) -> Prose {
    Prose(texts.into_iter().filter(|text| !text.value.trim().is_empty()).map(markdown).collect())
}

/// A word of a closed set.
pub(super) fn word<W: Word>(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<W> {
    let words = W::WORDS.iter().map(|(_, word, _)| *word);
    let others = W::WORDS.iter().flat_map(|(.., others)| others.iter().copied());
    values.one_of(entry, W::parse_word, words, others)
}

/// A date.
pub(super) fn date(
    values: &mut Values<'_>,
    entry: Option<Entry<'_>>,
) -> Option<Located<PartialDate>> {
    values.parsed(entry, Code::BadDate)
}

/// A plain word, where no place is kept.
pub(super) fn plain(values: &mut Values<'_>, entry: Option<Entry<'_>>) -> Option<String> {
    values.name(entry).map(|name| name.value)
}

fn markdown(text: Located<String>) -> Text {
    Text { markdown: text.value, span: text.span }
}
