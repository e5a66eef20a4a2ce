//! `> [!note]- Title`: GitHub's alerts and Obsidian's callouts.

use super::tree::{Fold, Kind, Node};

/// Turns quotations that start with `[!type]` into callouts, at every depth.
pub(super) fn in_blocks(blocks: &mut [Node<'_>]) {
    for node in blocks {
        if !node.is_inline() {
            in_blocks(&mut node.children);
        }
        if matches!(node.kind, Kind::Quote) {
            callout(node);
        }
    }
}

/// Makes `quote` a callout, if it is one.
fn callout(quote: &mut Node<'_>) {
    let Some(first) = quote.children.first_mut() else { return };
    if !matches!(first.kind, Kind::Paragraph) {
        return;
    }
    let Some(Node { kind: Kind::Text(text), at, .. }) = first.children.first_mut() else {
        return;
    };
    let Some((class, fold, rest)) = marker(text) else { return };
    // What is left of the first line is the title.
    let length = text.len() - rest.len();
    let rest = rest.to_owned();
    at.start = (at.start + length).min(at.end);
    *text = rest;
    let line_end = first
        .children
        .iter()
        .position(|node| matches!(node.kind, Kind::SoftBreak { .. } | Kind::HardBreak))
        .unwrap_or(first.children.len());
    let body = first.children.split_off(line_end);
    let mut title = std::mem::replace(&mut first.children, body);
    if !first.children.is_empty() {
        first.children.remove(0);
    }
    title.retain(|node| !matches!(&node.kind, Kind::Text(text) if text.is_empty()));
    let title_at = first.at.clone();
    if first.children.is_empty() {
        quote.children.remove(0);
    }
    let title = Node { kind: Kind::CalloutTitle, at: title_at, children: title };
    quote.children.insert(0, title);
    quote.kind = Kind::Callout { class, fold };
}

/// `[!type|more]+ rest`.
fn marker(text: &str) -> Option<(String, Option<Fold>, &str)> {
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let name = name.split('|').next().unwrap_or_default().trim().to_lowercase();
    let fine = !name.is_empty()
        && name.len() <= 40
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' '));
    if !fine {
        return None;
    }
    let (fold, rest) = match rest.as_bytes().first() {
        Some(b'-') => (Some(Fold::Closed), &rest[1..]),
        Some(b'+') => (Some(Fold::Open), &rest[1..]),
        _ => (None, rest),
    };
    Some((name.replace(' ', "-"), fold, rest.trim_start()))
}

/// The kind that a callout is shown as: Obsidian's list, where several names mean one kind
/// (<https://help.obsidian.md/callouts>). Others are shown as `note` under their own name.
pub(super) fn style(class: &str) -> &'static str {
    match class {
        "abstract" | "summary" | "tldr" => "abstract",
        "info" => "info",
        "todo" => "todo",
        "tip" | "hint" => "tip",
        "important" => "important",
        "success" | "check" | "done" => "success",
        "question" | "help" | "faq" => "question",
        "warning" | "attention" => "warning",
        "caution" => "caution",
        "failure" | "fail" | "missing" => "failure",
        "danger" | "error" => "danger",
        "bug" => "bug",
        "example" => "example",
        "quote" | "cite" => "quote",
        _ => "note",
    }
}
