//! Everything that is tested from outside the library, in one binary.

mod command;
mod diagnostics;
mod layers;
mod output;
mod safety;
