//! The `notesgen` command; everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    notesgen::cli::main()
}
