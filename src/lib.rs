//! `notesgen` turns a folder of paper-reading notes, written by the three-pass method, into a
//! website: papers, the follow-up reading they lead to, and the critiques made of them, linked in
//! all directions. `docs/architecture.md` is the map of this code.

pub mod bibliography;
mod bytes;
pub mod card;
pub mod changes;
pub mod cli;
pub mod compile;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod disk;
pub mod emit;
pub mod export;
pub mod fix;
pub mod flashcards;
mod graph;
pub mod import;
pub mod kept;
pub mod library;
pub mod limits;
pub mod links;
pub mod lookup;
pub mod markdown;
pub mod model;
pub mod output;
pub mod parse;
pub mod pdf;
pub mod render;
pub mod schema;
pub mod search;
pub mod serve;
pub mod source;
pub mod stats;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod yaml;
