//! Rebuilds the program when a built-in theme changes: `include_dir!` cannot say so itself.

fn main() {
    println!("cargo::rerun-if-changed=themes");
}
