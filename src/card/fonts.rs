//! Fonts of cards: which letters they have, and lines of words that fit.

use std::sync::Arc;

use ab_glyph::{Font as _, FontArc, GlyphId, ScaleFont as _};
use thiserror::Error;

/// A file is no font that can be drawn.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("it is no TrueType or OpenType font")]
pub struct BadFont;

/// Fonts in the order in which they are asked for a letter.
#[derive(Clone, Debug, Default)]
pub struct Fonts(Vec<FontArc>);

/// Words broken into lines of one size.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
    /// Whether words were left out.
    cut: bool,
}

impl Lines {
    /// Whether all words are there.
    pub(super) fn is_whole(&self) -> bool {
        !self.cut
    }

    /// From one line to the next.
    pub(super) fn leading(&self) -> f32 {
        self.size * 1.3
    }
}

impl Fonts {
    /// Adds a font; letters are looked for in earlier ones first.
    pub fn add(&mut self, bytes: Arc<[u8]>) -> Result<(), BadFont> {
        let font = FontArc::try_from_vec(bytes.to_vec()).map_err(|_| BadFont)?;
        self.0.push(font);
        Ok(())
    }

    /// The font that has `c`, and the letter in it.
    pub(super) fn glyph(&self, c: char) -> Option<(&FontArc, GlyphId)> {
        self.0.iter().find_map(|font| {
            let glyph = font.glyph_id(c);
            (glyph.0 != 0).then_some((font, glyph))
        })
    }

    /// Whether there is a letter for most of `text`: a stray sign may be missing, not a script.
    pub fn can_write(&self, text: &str) -> bool {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        let (mut all, mut here) = (0_usize, 0_usize);
        for c in letters {
            all += 1;
            here += usize::from(self.letter(c).is_some());
        }
        here * 10 >= all * 9 && here > 0
    }

    /// Whether there is a letter for every one of `text`.
    pub fn can_write_all(&self, text: &str) -> bool {
        text.chars().all(|c| !c.is_alphanumeric() || self.letter(c).is_some())
    }

    /// `c`, or what may stand for it: a Latin letter without its accent.
    fn letter(&self, c: char) -> Option<char> {
        if self.glyph(c).is_some() {
            return Some(c);
        }
        // Beyond Latin a transliteration would be another word.
        let plain = (c < '\u{250}').then(|| deunicode::deunicode_char(c)).flatten()?;
        plain.chars().next().filter(|&c| self.glyph(c).is_some())
    }

    /// How far the pen moves for `c`.
    pub(super) fn advance(&self, c: char, size: f32) -> f32 {
        self.glyph(c).map_or(0.0, |(font, glyph)| font.as_scaled(size).h_advance(glyph))
    }

    /// `text` in at most `most` lines of `width`; what does not fit becomes an ellipsis.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32, most: usize) -> Lines {
        let text = self.writable(text);
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        let mut cut = false;
        for piece in pieces(&text) {
            let piece = if used == 0.0 { piece.trim_start() } else { piece };
            let length = self.length(piece, size);
            if used + self.length(piece.trim_end(), size) > width && used > 0.0 {
                if lines.len() == most {
                    cut = true;
                    break;
                }
                lines.push(String::new());
                used = 0.0;
                let piece = piece.trim_start();
                used += self.length(piece, size);
                push(&mut lines, piece);
            } else {
                used += length;
                push(&mut lines, piece);
            }
        }
        if cut && let Some(last) = lines.last_mut() {
            while !last.is_empty() && self.length(last, size) + self.advance('…', size) > width {
                last.pop();
            }
            last.truncate(last.trim_end_matches([' ', ',', '，', ':', '：']).len());
            last.push('…');
        }
        Lines { size, lines, cut }
    }

    /// What of `text` can be written; what stood between words that cannot be goes with them.
    fn writable(&self, text: &str) -> String {
        const BETWEEN: [char; 8] = [' ', '·', '|', '-', '–', '—', ':', '/'];
        let space = |c: char| if c.is_whitespace() { Some(' ') } else { self.letter(c) };
        let there: String = text.chars().filter_map(space).collect();
        let whole = self.can_write_all(text);
        let there = if whole { there.as_str() } else { there.trim_matches(BETWEEN) };
        there.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn length(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.advance(c, size)).sum()
    }
}

fn push(lines: &mut [String], piece: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(piece);
    }
}

/// Where a line may break: after a space, and between characters of scripts without spaces.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = None;
        let end = rest.char_indices().find_map(|(at, c)| {
            let breaks = match before.replace(c) {
                None => false,
                Some(' ') => c != ' ',
                Some(last) => is_wide(last) && !is_closing(c) || is_wide(c) && !is_closing(c),
            };
            breaks.then_some(at)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{323af}')
}

/// What no line may begin with.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '：' | '；' | '？' | '！' | '）' | '》' | '”' | '’' | '」' | '…'
    )
}
