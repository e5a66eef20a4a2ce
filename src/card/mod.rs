//! Card images: what a link to a paper shows where it is shared.
//!
//! Stage: [`Card`] + [`Fonts`] → PNG. Invariant: the same card and fonts give the same bytes on every
//! machine: no font of the system is looked for, and what no font has is left out rather than guessed.

mod canvas;
mod fonts;

pub use fonts::{BadFont, Fonts};

use canvas::{Canvas, Ramp};

/// Width of a card, the one that OpenGraph's readers ask for.
pub const WIDTH: u32 = 1200;
/// Height of a card.
pub const HEIGHT: u32 = 630;

/// What a card says.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// The paper's title.
    pub title: String,
    /// Its title in another language; may be empty.
    pub other_title: String,
    /// What stands in for a title that no font can write: the citation key.
    pub key: String,
    /// Authors, venue and year in one line.
    pub facts: String,
    /// The site's title.
    pub site: String,
    /// How far the paper was read, 0 to 3.
    pub pass: u8,
    /// What gives the card its colour: its first tag, else its venue.
    pub colour: String,
}

/// Colours of cards, each readable on the paper and beside the others.
const COLOURS: [[u8; 3]; 8] = [
    [0x1c, 0x5d, 0x7d],
    [0x2c, 0x6b, 0x3f],
    [0x9c, 0x3d, 0x2e],
    [0x7b, 0x2f, 0x7e],
    [0x8a, 0x4b, 0x12],
    [0x2a, 0x4f, 0xa0],
    [0x5a, 0x63, 0x12],
    [0x0f, 0x6b, 0x66],
];

const LEFT: f32 = 96.0;
const RIGHT: f32 = 1120.0;

impl Card {
    /// The picture of the card, as a PNG.
    pub fn png(&self, fonts: &Fonts) -> Vec<u8> {
        let mut canvas = Canvas::new(self.accent());
        canvas.fill(0..28, 0..HEIGHT, Ramp::Accent);
        self.write(&mut canvas, fonts);
        self.passes(&mut canvas);
        canvas.png()
    }

    /// The same word always has the same colour.
    fn accent(&self) -> [u8; 3] {
        let hash = blake3::hash(self.colour.as_bytes());
        COLOURS[usize::from(hash.as_bytes()[0]) % COLOURS.len()]
    }

    fn write(&self, canvas: &mut Canvas, fonts: &Fonts) {
        let width = RIGHT - LEFT;
        canvas.text(fonts, &fonts.lines(&self.site, 30.0, width, 1), LEFT, 104.0, Ramp::Soft);
        let titles: Vec<&str> = [self.title.as_str(), &self.other_title]
            .into_iter()
            .filter(|title| !title.is_empty() && fonts.can_write(title))
            .collect();
        let (title, other) = match titles[..] {
            [title, other, ..] => (title, other),
            [title] => (title, ""),
            [] => (self.key.as_str(), ""),
        };
        let most = if other.is_empty() { 4 } else { 3 };
        // A long title is set smaller before it is cut.
        let lines = [66.0, 56.0, 48.0]
            .map(|size| fonts.lines(title, size, width, most))
            .into_iter()
            .reduce(|larger, smaller| if larger.is_whole() { larger } else { smaller })
            .unwrap_or_default();
        let baseline = canvas.text(fonts, &lines, LEFT, 206.0, Ramp::Ink);
        let other = fonts.lines(other, 38.0, width, 1);
        canvas.text(fonts, &other, LEFT, baseline - lines.leading() + 66.0, Ramp::Soft);
        let facts = fonts.lines(&self.facts, 34.0, width - 190.0, 1);
        canvas.text(fonts, &facts, LEFT + 190.0, 552.0, Ramp::Ink);
    }

    /// How far it was read, as on every page: ●●○.
    fn passes(&self, canvas: &mut Canvas) {
        for pass in 0..3_u8 {
            let x = LEFT + 20.0 + 54.0 * f32::from(pass);
            canvas.disc(x, 540.0, 19.0, pass < self.pass);
        }
    }
}

#[cfg(test)]
mod tests;
