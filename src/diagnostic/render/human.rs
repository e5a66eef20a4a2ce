//! For people: rustc's look, the one door to `annotate_snippets`.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet, normalize_untrusted_str,
};

use super::Look;
use super::place::Places;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{FileId, Span};

/// How many lines a place may span before only its first is shown.
const TALL: usize = 6;

/// How many bytes of lines are shown whole; of longer ones, a window around the place. It is
/// several times what a terminal has room for, so that whatever is cut is cut by the renderer too,
/// which marks it with `...`.
const WIDE: usize = 8 * 1024;

/// Places of one file so near to each other are shown together.
const NEAR: usize = 10;

pub(super) fn render<'a>(
    diagnostics: &'a [Diagnostic],
    places: &mut Places<'a>,
    Look { color, width }: Look,
) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.term_width(width);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut headings = Vec::new();
        let report = report(diagnostic, places, &mut headings);
        let mut text = renderer.render(&report);
        for Heading { drawn, right } in headings {
            text = text.replacen(&drawn, &right, 1);
        }
        out.push_str(&text);
        out.push_str("\n\n");
    }
    out
}

/// A `file:line:column` that the renderer counts from where a window starts, and the right one.
struct Heading {
    drawn: String,
    right: String,
}

fn report<'a>(
    diagnostic: &'a Diagnostic,
    places: &mut Places<'a>,
    headings: &mut Vec<Heading>,
) -> Vec<Group<'a>> {
    let Diagnostic { code, severity, message, span, label, related, help, fix } = diagnostic;
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(code.id()));
    for view in views(*span, label.as_deref(), related, places) {
        group = view.add_to(group, places, headings);
    }
    let mut groups = Vec::new();
    let shown = fix.as_ref().filter(|fix| !is_quoted(fix, help));
    let (last, rest) = match (shown, help.split_last()) {
        (Some(fix), Some((last, rest))) => (Some((last.as_str(), fix)), rest),
        (Some(fix), None) => (Some(("write it so", fix)), &help[..]),
        (None, _) => (None, &help[..]),
    };
    for line in rest {
        group = group.element(Level::HELP.message(normalize_untrusted_str(line)));
    }
    groups.push(group);
    if let Some((title, fix)) = last {
        groups.push(suggestion(title, fix, places));
    }
    groups
}

/// Whether the words of `help` already show what `fix` would write.
fn is_quoted(fix: &Fix, help: &[String]) -> bool {
    let quoted = format!("`{}`", fix.replacement);
    help.iter().any(|line| line.contains(&quoted))
}

/// What `fix` changes, as a difference of lines.
fn suggestion<'a>(title: &'a str, fix: &'a Fix, places: &mut Places<'a>) -> Group<'a> {
    let group = Group::with_title(Level::HELP.secondary_title(normalize_untrusted_str(title)));
    let text = &places.file(fix.span.file).text;
    let (lines, first) = places.lines(fix.span);
    if lines.len() > WIDE || fix.replacement.len() > WIDE {
        return group;
    }
    let inside = within(fix.span.range(), &lines);
    group.element(
        Snippet::source(&text[lines])
            .line_start(first)
            .patch(Patch::new(inside, fix.replacement.as_str())),
    )
}

/// Marks that are shown in one piece of a text.
struct View<'a> {
    /// What the piece must hold.
    span: Span,
    marks: Vec<(AnnotationKind, Span, Option<&'a str>)>,
}

/// The pieces that show a diagnostic: what is near to its place together with it, all else apart.
fn views<'a>(
    span: Option<Span>,
    label: Option<&'a str>,
    related: &'a [(Span, String)],
    places: &mut Places<'a>,
) -> Vec<View<'a>> {
    let mut views: Vec<View<'a>> = Vec::new();
    let primary = span.map(|span| (AnnotationKind::Primary, span, label));
    let context =
        related.iter().map(|(span, what)| (AnnotationKind::Context, *span, Some(what.as_str())));
    for (kind, span, label) in primary.into_iter().chain(context) {
        let span = not_tall(span, places);
        let joined = views.first_mut().and_then(|first| {
            let hull = hull(first.span, span)?;
            (height(hull, places) <= NEAR).then_some((first, hull))
        });
        match joined {
            Some((view, hull)) => {
                view.span = hull;
                view.marks.push((kind, span, label));
            }
            None => views.push(View { span, marks: vec![(kind, span, label)] }),
        }
    }
    views
}

impl<'a> View<'a> {
    fn add_to(
        self,
        group: Group<'a>,
        places: &mut Places<'a>,
        headings: &mut Vec<Heading>,
    ) -> Group<'a> {
        let file = places.file(self.span.file);
        let name = normalize_untrusted_str(&file.name);
        let (lines, first) = places.lines(self.span);
        if lines.len() <= WIDE {
            let marks = self
                .marks
                .into_iter()
                .map(|(kind, span, label)| mark(kind, within(span.range(), &lines), label));
            let marks: Vec<_> = marks.collect();
            return group.element(
                Snippet::source(&file.text[lines]).line_start(first).path(name).annotations(marks),
            );
        }
        self.marks.into_iter().fold(group, |group, (kind, span, label)| {
            let place = places.place(span).start;
            let (window, inside) = window(span, places);
            let text = &file.text[window];
            let column = text[..inside.start].chars().count() + 1;
            let heading = |column| format!(" {name}:{}:{column}", place.line);
            headings.push(Heading { drawn: heading(column), right: heading(place.column) });
            group.element(
                Snippet::source(text)
                    .line_start(place.line)
                    .path(name.clone())
                    .annotation(mark(kind, inside, label)),
            )
        })
    }
}

/// The renderer takes care of control characters in sources and titles, but not in labels.
fn mark(kind: AnnotationKind, span: Range<usize>, label: Option<&str>) -> Annotation<'_> {
    kind.span(span).label(label.map(normalize_untrusted_str))
}

/// A part of the first line of `span` with room on both sides, and the place of `span` in it.
fn window(span: Span, places: &mut Places<'_>) -> (Range<usize>, Range<usize>) {
    let (line, _) = places.lines(span.at_start());
    let text = &places.file(span.file).text;
    let margin = WIDE / 2;
    let start = text.floor_char_boundary((span.start as usize).saturating_sub(margin));
    let end = text.ceil_char_boundary((span.start as usize + margin).min(text.len()));
    let window = start.max(line.start)..end.min(line.end);
    let inside = within(span.range(), &window);
    (window, inside)
}

/// `range` as far as it lies within `outer`, counted from the start of that.
fn within(range: Range<usize>, outer: &Range<usize>) -> Range<usize> {
    let inside = |at: usize| at.clamp(outer.start, outer.end) - outer.start;
    inside(range.start)..inside(range.end)
}

/// `span`, or the part on its first line if it spans many.
fn not_tall(span: Span, places: &mut Places<'_>) -> Span {
    if height(span, places) <= TALL {
        return span;
    }
    let (line, _) = places.lines(span.at_start());
    Span::new(span.file, span.start as usize..line.end.max(span.start as usize))
}

/// How many lines `span` touches.
fn height(span: Span, places: &mut Places<'_>) -> usize {
    let place = places.place(span);
    place.end.line - place.start.line + 1
}

/// What holds both, if they are of one file.
fn hull(a: Span, b: Span) -> Option<Span> {
    let of = |file: FileId| Span { file, start: a.start.min(b.start), end: a.end.max(b.end) };
    (a.file == b.file).then(|| of(a.file))
}
