//! A machine that has no more memory or threads, said in one sentence and by an exit code of 2, like
//! everything that the machine is at fault for.

use anyhow::Context as _;

/// Prepares for the worst. Done before anything else, because it cannot be done when it has come.
pub(super) fn prepare() -> anyhow::Result<()> {
    end_without_memory()?;
    // Left to itself, the pool would panic where it is first used.
    rayon::ThreadPoolBuilder::new().build_global().context("cannot start threads")
}

/// Without memory the allocator says how much it could not have, and aborts: there is nothing else
/// that it could do. An abort is made an exit.
#[cfg(unix)]
fn end_without_memory() -> anyhow::Result<()> {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;
    let always = Arc::new(AtomicBool::new(true));
    signal_hook::flag::register_conditional_shutdown(
        signal_hook::consts::SIGABRT,
        i32::from(super::AT_FAULT),
        always,
    )
    .context("cannot prepare for too little memory")?;
    Ok(())
}

#[cfg(not(unix))]
fn end_without_memory() -> anyhow::Result<()> {
    Ok(())
}
