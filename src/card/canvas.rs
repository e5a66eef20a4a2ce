//! A picture of sixteen colours, and its PNG.

use std::ops::Range;

use ab_glyph::{Font as _, ScaleFont as _, point};

use super::fonts::{Fonts, Lines};
use super::{HEIGHT, WIDTH};

/// The paper of every card, and its ink.
const PAPER: [u8; 3] = [0xfd, 0xfc, 0xfa];
const INK: [u8; 3] = [0x22, 0x24, 0x2a];
const SOFT: [u8; 3] = [0x58, 0x5c, 0x66];

/// Shades from the paper to a colour, the paper itself not counted.
const SHADES: u8 = 5;

/// A colour with its shades, which smooth the edges of letters.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ramp {
    Ink = 0,
    Soft = 1,
    Accent = 2,
}

/// The picture: an index of a colour for each pixel.
pub(super) struct Canvas {
    pixels: Vec<u8>,
    accent: [u8; 3],
}

impl Canvas {
    /// An empty sheet.
    pub(super) fn new(accent: [u8; 3]) -> Self {
        Self { pixels: vec![0; (WIDTH * HEIGHT) as usize], accent }
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, across: Range<u32>, down: Range<u32>, ramp: Ramp) {
        for y in down {
            for x in across.clone() {
                self.put(i64::from(x), i64::from(y), 1.0, ramp);
            }
        }
    }

    /// Draws a disc, or a ring if it is not `full`.
    pub(super) fn disc(&mut self, x: f32, y: f32, radius: f32, full: bool) {
        let thickness = if full { radius } else { 3.5 };
        let reach = radius as i64 + 2;
        let (left, top) = (x as i64 - reach, y as i64 - reach);
        for row in top..=top + 2 * reach {
            for column in left..=left + 2 * reach {
                let from_middle = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
                let outer = (radius - from_middle + 0.5).clamp(0.0, 1.0);
                let inner = (from_middle - (radius - thickness) + 0.5).clamp(0.0, 1.0);
                self.put(column, row, outer.min(inner), Ramp::Accent);
            }
        }
    }

    /// Writes lines from a baseline on; the baseline after the last one.
    pub(super) fn text(
        &mut self,
        fonts: &Fonts,
        lines: &Lines,
        left: f32,
        baseline: f32,
        ramp: Ramp,
    ) -> f32 {
        let mut y = baseline;
        for line in &lines.lines {
            let mut x = left;
            for c in line.chars() {
                let Some((font, glyph)) = fonts.glyph(c) else { continue };
                let scaled = font.as_scaled(lines.size);
                let placed = glyph.with_scale_and_position(scaled.scale(), point(x, y));
                x += scaled.h_advance(glyph);
                let Some(outline) = font.outline_glyph(placed) else { continue };
                let corner = outline.px_bounds().min;
                let (left, top) = (corner.x as i64, corner.y as i64);
                outline.draw(|dx, dy, coverage| {
                    self.put(left + i64::from(dx), top + i64::from(dy), coverage, ramp);
                });
            }
            y += lines.leading();
        }
        y
    }

    /// Colours a pixel as far as it is covered; what lies outside is not drawn.
    fn put(&mut self, x: i64, y: i64, coverage: f32, ramp: Ramp) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        let shade = (coverage * f32::from(SHADES)).round() as u8;
        if x >= WIDTH || y >= HEIGHT || shade == 0 {
            return;
        }
        let colour = ramp as u8 * SHADES + shade.min(SHADES);
        let pixel = &mut self.pixels[(y * WIDTH + x) as usize];
        *pixel = (*pixel).max(colour);
    }

    /// The picture as a PNG with a palette, four bits a pixel.
    pub(super) fn png(&self) -> Vec<u8> {
        let packed: Vec<u8> = self.pixels.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(self.palette());
        encoder.set_compression(png::Compression::Fast);
        encoder.set_filter(png::Filter::NoFilter);
        // Writing to memory does not fail, and the size is that of the canvas.
        let written = encoder.write_header().and_then(|mut it| it.write_image_data(&packed));
        debug_assert!(written.is_ok(), "{written:?}");
        out
    }

    fn palette(&self) -> Vec<u8> {
        let mut palette = PAPER.to_vec();
        for colour in [INK, SOFT, self.accent] {
            for shade in 1..=u16::from(SHADES) {
                palette.extend(PAPER.iter().zip(colour).map(|(&from, to)| {
                    let most = u16::from(SHADES);
                    ((u16::from(from) * (most - shade) + u16::from(to) * shade) / most) as u8
                }));
            }
        }
        palette
    }
}
