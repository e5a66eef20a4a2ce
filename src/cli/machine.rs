//! What the whole program asks of the machine before anything else.
//!
//! A machine that has no more memory or threads is told of in one sentence and by an exit code of 2,
//! like everything that the machine is at fault for.

use std::{panic, process};

use ahash::random_state::{RandomSource, set_random_source};
use anyhow::Context as _;

use super::print;

/// Prepares for the worst, and for many threads. Done before anything else, because it cannot be done
/// when the worst has come or a thread has begun.
pub(super) fn prepare() -> anyhow::Result<()> {
    hash_maps_alike();
    end_without_memory()?;
    end_without_memory_of_expressions();
    // Left to itself, the pool would panic where it is first used.
    rayon::ThreadPoolBuilder::new().build_global().context("cannot start threads")
}

/// Each map that a template sees would be hashed in a way of its own, drawn from a counter of all
/// threads. One way for this run of the program serves as well, because nobody can know it beforehand,
/// and maps with the same fields have them at the same places.
fn hash_maps_alike() {
    struct OfThisRun;

    impl RandomSource for OfThisRun {
        fn gen_hasher_seed(&self) -> usize {
            0
        }
    }

    // Should it have been said already, maps are hashed as it was said.
    let _ = set_random_source(OfThisRun);
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

/// Regular expressions have their memory from C, which says so in words (`ONIGERR_MEMORY`); syntect
/// panics with them, because an expression of its grammars can have no other fault.
fn end_without_memory_of_expressions() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        let said = panicked.payload_as_str();
        if said.is_some_and(|said| said.contains("fail to memory allocation")) {
            print::message("memory allocation of a regular expression failed\n");
            process::exit(i32::from(super::AT_FAULT));
        }
        before(panicked);
    }));
}
