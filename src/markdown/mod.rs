//! Markdown as paper readers write it.

pub mod math;
