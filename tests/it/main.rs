//! Everything that is tested from outside the library, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod command;
mod commands_page;
mod defences;
mod diagnostics;
mod fault;
mod fix;
mod found;
mod handouts;
mod import;
mod incremental;
mod init;
mod judge;
mod kept;
mod layers;
mod leaks;
mod leaving;
mod lookup;
mod output;
#[cfg(unix)]
#[path = "../support/preview.rs"]
mod preview;
mod readme;
mod round_trip;
mod safety;
mod sample;
mod schema;
#[cfg(unix)]
mod serve;
mod stories;
mod supply;
