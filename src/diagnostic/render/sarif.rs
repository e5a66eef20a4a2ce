//! SARIF 2.1.0: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! Columns count characters (`columnKind`), as everywhere else in this program. A rule's help is
//! its section of `docs/diagnostics.md`, so that a report needs nothing beside it.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::place::{Place, Places};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn render(diagnostics: &[Diagnostic], places: &mut Places<'_>) -> String {
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, places)).collect();
    let report = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().map(|&code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{report}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "name": code.name(),
        "shortDescription": { "text": code.summary().trim() },
        "help": { "text": code.explanation(), "markdown": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(diagnostic: &Diagnostic, places: &mut Places<'_>) -> Value {
    let Diagnostic { code, severity, message, span, label, related, help, fix } = diagnostic;
    let text: Vec<&str> = std::iter::once(message.as_str())
        .chain(label.as_deref())
        .chain(help.iter().map(String::as_str))
        .collect();
    let mut result = json!({
        "ruleId": code.id(),
        "ruleIndex": Code::ALL.iter().position(|known| known == code),
        "level": level(*severity),
        "message": { "text": text.join("\n") },
        "locations": span.iter().map(|&span| location(&places.place(span))).collect::<Vec<_>>(),
    });
    if !related.is_empty() {
        let related = related.iter().zip(0..).map(|((span, what), id)| {
            let mut location = location(&places.place(*span));
            location["id"] = json!(id);
            location["message"] = json!({ "text": what });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(Fix { span, replacement }) = fix {
        let place = places.place(*span);
        result["fixes"] = json!([{
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(place.file) },
                "replacements": [{
                    "deletedRegion": region(&place),
                    "insertedContent": { "text": replacement },
                }],
            }],
        }]);
    }
    result
}

fn location(place: &Place<'_>) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.file) },
            "region": region(place),
        },
    })
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
        "byteOffset": place.bytes.start,
        "byteLength": place.bytes.len(),
    })
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

/// A file name as a relative URI reference (RFC 3986, section 4.2).
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
