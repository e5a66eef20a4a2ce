//! Writes N synthetic notes into a folder: `cargo run --release --example synth -- 1000 /tmp/notes`.

#[path = "../benches/support/synth.rs"]
mod synth;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other("usage: synth COUNT FOLDER"));
    };
    let count = count.parse().map_err(|_| std::io::Error::other("COUNT is a whole number"))?;
    synth::write(folder.as_ref(), count)
}
