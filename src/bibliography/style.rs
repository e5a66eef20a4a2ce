//! The citation styles, out of hayagriva's archive.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use hayagriva::archive::{ArchivedStyle, LOCALES};
use hayagriva::citationberg::{self, IndependentStyle};

use super::prune::pruned;
use super::shape::Shape;

/// How many styles for shapes of works are kept: a bibliography of everything must not fill memory.
const SHAPES: usize = 512;

/// How references and citations look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// APA, 7th edition: author and year.
    Apa,
    /// IEEE: numbers in the order of citation.
    Ieee,
    /// GB/T 7714-2015, 顺序编码制: raised numbers in the order of citation.
    GbT7714,
}

impl Style {
    /// Every style.
    pub const ALL: [Self; 3] = [Self::Apa, Self::Ieee, Self::GbT7714];

    /// Whether citations are numbers.
    pub fn is_numeric(self) -> bool {
        match self {
            Self::Apa => false,
            Self::Ieee | Self::GbT7714 => true,
        }
    }

    /// The style, cut down to what concerns works of one shape.
    pub(super) fn csl_of(self, shape: Shape) -> Option<Arc<IndependentStyle>> {
        type Pruned = BTreeMap<(Style, Shape), Arc<IndependentStyle>>;
        static PRUNED: RwLock<Pruned> = RwLock::new(BTreeMap::new());
        let key = (self, shape);
        if let Some(style) = PRUNED.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Some(Arc::clone(style));
        }
        let style = Arc::new(pruned(self.csl()?.clone(), &key.1));
        let mut pruned = PRUNED.write().unwrap_or_else(PoisonError::into_inner);
        if pruned.len() >= SHAPES {
            pruned.clear();
        }
        pruned.insert(key, Arc::clone(&style));
        Some(style)
    }

    /// The whole style.
    pub(super) fn csl(self) -> Option<&'static IndependentStyle> {
        static LOADED: [OnceLock<Option<IndependentStyle>>; 3] = [const { OnceLock::new() }; 3];
        let (at, archived) = match self {
            Self::Apa => (0, ArchivedStyle::AmericanPsychologicalAssociation),
            Self::Ieee => (1, ArchivedStyle::InstituteOfElectricalAndElectronicsEngineers),
            Self::GbT7714 => (2, ArchivedStyle::Gb77142015Numeric),
        };
        let load = || match archived.get() {
            citationberg::Style::Independent(mut style) => {
                // Citations and order are our own; rendering them here would be half the time.
                style.citation.layout.elements.clear();
                if let Some(bibliography) = &mut style.bibliography {
                    bibliography.sort = None;
                }
                Some(style)
            }
            citationberg::Style::Dependent(_) => None,
        };
        LOADED[at].get_or_init(load).as_ref()
    }
}

/// Makes ready what the first reference of a style needs. Waiting for it would stop every thread.
pub fn prepare(style: Style) {
    style.csl();
    csl_locales();
}

/// The locales that references are worded in.
const SPOKEN: [&str; 2] = ["en-US", "zh-CN"];

/// The locales that references are worded in. The archive has 62, and decoding all of them would be
/// a fifth of the build of 100 notes.
pub(super) fn csl_locales() -> &'static [citationberg::Locale] {
    static LOADED: OnceLock<Vec<citationberg::Locale>> = OnceLock::new();
    LOADED.get_or_init(|| {
        let wanted = LOCALES.iter().filter(|bytes| SPOKEN.iter().any(|lang| is_of(bytes, lang)));
        wanted.filter_map(|bytes| ciborium::from_reader(*bytes).ok()).collect()
    })
}

/// Whether an encoded locale is that of `lang`: its language is its first field.
fn is_of(locale: &[u8], lang: &str) -> bool {
    let start = &locale[..locale.len().min(32)];
    start.windows(lang.len()).any(|window| window == lang.as_bytes())
}

/// A word that names no style.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a citation style; there are `apa`, `ieee` and `gb-t-7714-2015`")]
pub struct UnknownStyle(String);

impl FromStr for Style {
    type Err = UnknownStyle;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().to_lowercase().as_str() {
            "apa" => Ok(Self::Apa),
            "ieee" => Ok(Self::Ieee),
            "gb-t-7714-2015" | "gb-t-7714" | "gbt7714" | "gb/t 7714" | "gb/t 7714-2015" => {
                Ok(Self::GbT7714)
            }
            _ => Err(UnknownStyle(text.to_owned())),
        }
    }
}

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Apa => "apa",
            Self::Ieee => "ieee",
            Self::GbT7714 => "gb-t-7714-2015",
        })
    }
}
