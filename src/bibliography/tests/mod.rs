//! What the module promises, as tables of small files and what is read, written or shown.

mod citing;
mod csl;
mod hostile;
mod oracle;
mod reading;
mod writing;
