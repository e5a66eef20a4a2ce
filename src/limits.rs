//! How large things may be. All limits on what a build reads are here; `docs/diagnostics.md` and
//! `docs/security.md` name them.
//!
//! They are far above what people write, and low enough that one file cannot take the machine.

/// Bytes of a note or page. The largest of 29,119 public notes has 2.4 MB.
pub const TEXT_BYTES: u64 = 16 << 20;

/// Bytes of a bibliography.
pub const BIBLIOGRAPHY_BYTES: u64 = 64 << 20;

/// Bytes of an image, PDF or other file that is published as it is.
pub const ASSET_BYTES: u64 = 1 << 30;

/// Bytes of an image that are read to find its width and height.
pub const IMAGE_HEADER_BYTES: u64 = 1 << 20;

/// Width and height of an image, in pixels, beyond which they are not believed.
pub const IMAGE_PIXELS: u32 = 100_000;

/// Bytes of `notesgen.yaml`.
pub const SETTINGS_BYTES: u64 = 1 << 20;

/// Bytes of one file of a theme.
pub const THEME_BYTES: u64 = 64 << 20;

/// Pages and files of a site.
pub const PAGES: usize = 1_000_000;
