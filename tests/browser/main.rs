//! What only a browser can tell: the sample site in headless Chromium, over http and from disk.
//!
//! One browser serves all tests. Pictures of every kind of page are left in `target/browser` for
//! people to look at.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stderr, reason = "what is installed is said")]

mod chromium;
mod hostile;
mod layout;
mod pages;
#[cfg(unix)]
mod pdf;
#[path = "../support/preview.rs"]
mod preview;
mod reload;
mod search;
mod site;
