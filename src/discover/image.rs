//! Width and height of an image, from its first bytes: the one door to `imagesize`.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use crate::limits;

/// What most headers fit in.
const FIRST_LOOK: u64 = 64 << 10;

/// The size in CSS pixels of the image in `file`; `None` if its header does not say.
pub(super) fn dimensions(extension: &str, file: &File) -> Option<(u32, u32)> {
    match extension {
        "svg" => svg(&String::from_utf8_lossy(&first_bytes(file, FIRST_LOOK)?)),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "bmp" | "ico" | "jxl" => raster(file),
        _ => None,
    }
}

fn raster(file: &File) -> Option<(u32, u32)> {
    // Photographs may carry a colour profile and a thumbnail before their size.
    let size = [FIRST_LOOK, limits::IMAGE_HEADER_BYTES]
        .into_iter()
        .find_map(|limit| imagesize::blob_size(&first_bytes(file, limit)?).ok())?;
    believed(u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)
}

fn first_bytes(mut file: &File, limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(limit).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn believed(width: u32, height: u32) -> Option<(u32, u32)> {
    let fine = |side| (1..=limits::IMAGE_PIXELS).contains(&side);
    (fine(width) && fine(height)).then_some((width, height))
}

/// `width` and `height` of the root element, else its `viewBox`, as browsers have it.
fn svg(text: &str) -> Option<(u32, u32)> {
    let tag = text.match_indices("<svg").find_map(|(at, name)| {
        let rest = &text[at + name.len()..];
        rest.starts_with(char::is_whitespace).then_some(rest)
    })?;
    let tag = &tag[..tag.find('>')?];
    let length = |name| pixels(attribute(tag, name)?);
    let view_box = || {
        let value = attribute(tag, "viewBox")?;
        let mut numbers =
            value.split([' ', ',', '\t', '\n']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    let (width, height) = match (length("width"), length("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => view_box()?,
    };
    believed(width, height)
}

/// The value of the attribute `name` in the inside of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        if !tag[..at].ends_with(char::is_whitespace) {
            return None;
        }
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

/// A CSS length in pixels; `None` for one that depends on where it stands, as `100%` does.
fn pixels(length: &str) -> Option<u32> {
    // https://www.w3.org/TR/css-values-4/#absolute-lengths
    const UNITS: [(&str, f64); 6] = [
        ("px", 1.0),
        ("pt", 4.0 / 3.0),
        ("pc", 16.0),
        ("mm", 96.0 / 25.4),
        ("cm", 96.0 / 2.54),
        ("in", 96.0),
    ];
    let length = length.trim();
    let (number, factor) = UNITS
        .iter()
        .find_map(|(unit, factor)| Some((length.strip_suffix(unit)?, *factor)))
        .unwrap_or((length, 1.0));
    let value = (number.trim().parse::<f64>().ok()? * factor).round();
    let fine = value >= 1.0 && value <= f64::from(limits::IMAGE_PIXELS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is a whole number from 1 to the limit"
    )]
    fine.then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn the_size_of_a_drawing_is_that_of_its_root() {
        for (text, expected) in [
            (r#"<svg width="120" height="80px">"#, Some((120, 80))),
            (
                "<?xml version='1.0'?>\n<!-- c -->\n<svg\n width='1in' height = '2cm' >",
                Some((96, 76)),
            ),
            (r#"<svg viewBox="0 0 300 150.4">"#, Some((300, 150))),
            (r#"<svg width="100%" height="100%" viewBox="0,0,30,15">"#, Some((30, 15))),
            (r#"<svg stroke-width="3" width="9" height="8">"#, Some((9, 8))),
            (r#"<svg width="-1" height="nan">"#, None),
            (r#"<svg width="1e9" height="1">"#, None),
            ("<svg", None),
            ("", None),
        ] {
            assert_eq!(svg(text), expected, "{text}");
        }
    }

    #[test]
    fn the_size_of_an_image_is_read_from_its_header() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x40\0\0\0\xf0\x08\x02\0\0\0";
        let lie = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\0\0\0\xf0\x08\x02\0\0\0";
        for (extension, bytes, expected) in [
            ("png", &png[..], Some((320, 240))),
            ("jpg", png, Some((320, 240))),
            ("png", lie, None),
            ("png", b"not an image", None),
            ("pdf", png, None),
        ] {
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(bytes).unwrap();
            assert_eq!(dimensions(extension, &file), expected, "{extension}");
        }
    }
}
