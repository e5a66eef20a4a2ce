//! Rebuilds the program when a built-in theme changes (`include_dir!` cannot say so itself), and tells
//! it what it is made of: a site that another program made may look otherwise.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=themes");
    let mut hasher = DefaultHasher::new();
    for part in ["src", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        hash(Path::new(part), &mut hasher);
    }
    println!("cargo::rustc-env=NOTESGEN_CODE={:016x}", hasher.finish());
}

/// Adds a file, or all files below a folder in the order of their paths.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in &paths {
            hash(path, hasher);
        }
    } else if let Ok(bytes) = fs::read(path) {
        path.hash(hasher);
        bytes.hash(hasher);
    }
}
