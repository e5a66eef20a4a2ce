//! A static site generator for three-pass paper-reading notes.

pub mod bibliography;
