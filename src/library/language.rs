//! The language of a note that does not say it.
//!
//! Stage: part of shelving.

use crate::config::Config;
use crate::model::{LanguageTag, Note};

/// Below this many words and characters a text shows no language: a title in English says nothing
/// about its note.
const ENOUGH: u32 = 6;

/// The note's language: what it says, else what its own words show, else the site's.
///
/// Words are counted in the body and the front matter without the paper's title and abstract. Of a
/// text that mixes Chinese with English terms, a third of Chinese characters is enough.
pub(super) fn of(note: &Note, config: &Config) -> LanguageTag {
    if let Some(lang) = &note.lang {
        return lang.clone();
    }
    let characters = note.outline.words.characters + note.front_outline.words.characters;
    let words = note.outline.words.words + note.front_outline.words.words;
    let site = config.languages.first().unwrap_or(&config.language);
    if characters + words < ENOUGH {
        return site.clone();
    }
    let shown = if characters * 2 < words {
        // Any language that separates its words: only a site that writes in no such language, or in
        // several, leaves a doubt, and English is the likeliest.
        let latin = config.languages.iter().find(|lang| !is_cjk(lang));
        return latin.cloned().or_else(|| "en".parse().ok()).unwrap_or_else(|| site.clone());
    } else if kana_share(&note.body.markdown) > 0.1 {
        "ja"
    } else {
        "zh"
    };
    let same = |lang: &&LanguageTag| lang.primary() == shown;
    let known = config.languages.iter().find(same).cloned();
    known.or_else(|| shown.parse().ok()).unwrap_or_else(|| site.clone())
}

fn is_cjk(lang: &LanguageTag) -> bool {
    matches!(lang.primary().as_str(), "zh" | "ja" | "ko")
}

/// The share of kana among the characters of `text` that are no ASCII.
fn kana_share(text: &str) -> f64 {
    let (mut kana, mut all) = (0_u32, 0_u32);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        kana += u32::from(matches!(c, '\u{3040}'..='\u{30ff}'));
    }
    if all == 0 { 0.0 } else { f64::from(kana) / f64::from(all) }
}
