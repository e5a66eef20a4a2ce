//! Names of people and of groups that write papers.

use std::fmt;

/// An author's name, in its parts as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName {
    /// The family name, its particle included: `van der Maaten`. The whole name of a group, and of
    /// a person whose name was not taken apart.
    pub family: String,
    /// The given names; empty for groups and for Chinese names written in Han characters.
    pub given: String,
    /// `Jr.`, `III`.
    pub suffix: String,
}

impl fmt::Display for PersonName {
    /// The name as it is read: `Geoffrey E. Hinton`, `张三`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.given.is_empty() {
            write!(f, "{} ", self.given)?;
        }
        f.write_str(&self.family)?;
        if !self.suffix.is_empty() {
            write!(f, " {}", self.suffix)?;
        }
        Ok(())
    }
}
