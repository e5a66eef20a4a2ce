//! Text for XML, and the sitemap.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

/// `text` without the characters that XML 1.0 cannot hold in any form (section 2.2).
pub(super) fn allowed(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
        })
        .collect()
}

/// The sitemap of these absolute URLs, each with the day of its last change if it is known
/// (<https://www.sitemaps.org/protocol.html>).
pub(super) fn sitemap<'a>(
    urls: impl IntoIterator<Item = (&'a str, Option<String>)>,
) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("urlset")
        .with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
        .write_inner_content(|writer| {
            for (url, changed) in urls {
                writer.create_element("url").write_inner_content(|writer| {
                    writer
                        .create_element("loc")
                        .write_text_content(quick_xml::events::BytesText::new(url))?;
                    if let Some(changed) = changed {
                        writer
                            .create_element("lastmod")
                            .write_text_content(quick_xml::events::BytesText::new(&changed))?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(allowed("a\u{0}\u{b}\u{1b}b\t\n残\u{fffe}\u{ffff}😀"), "ab\t\n残😀");
    }
}
