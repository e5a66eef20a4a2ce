//! Running the program on a folder laid out from one text.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for one test.
pub(crate) struct Folder(tempfile::TempDir);

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// Lays out `files`: each starts with a line `-- path --`.
    pub(crate) fn new(files: &str) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        let mut path = None;
        for line in files.split_inclusive('\n') {
            let name = line.trim_end().strip_prefix("-- ").and_then(|l| l.strip_suffix(" --"));
            match (name, &path) {
                (Some(name), _) => {
                    folder.write(name, "");
                    path = Some(folder.path(name));
                }
                (None, Some(path)) => {
                    let mut file = fs::OpenOptions::new().append(true).open(path).unwrap();
                    file.write_all(line.as_bytes()).unwrap();
                }
                (None, None) => {}
            }
        }
        folder
    }

    /// A site with one note.
    pub(crate) fn site() -> Self {
        Self::new(
            "-- notesgen.yaml --\ntitle: Notes\n\
             -- content/notes/he2016deep.md --\n\
             ---\ntitle: Deep Residual Learning\nyear: 2016\n---\n\nIt has shortcuts.\n",
        )
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program, to be run here.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_notesgen"));
        command.args(args).current_dir(self.0.path()).env_remove("NO_COLOR");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.command(args).stdin(Stdio::null()).output().unwrap().into()
    }

    pub(crate) fn run_with_stdin(&self, args: &[&str], stdin: &str) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        child.wait_with_output().unwrap().into()
    }

    /// Runs a line of shell, in which `$notesgen` is the program.
    pub(crate) fn shell(&self, line: &str) -> Ran {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(self.0.path()).env_remove("RUST_BACKTRACE");
        shell.env("notesgen", env!("CARGO_BIN_EXE_notesgen")).output().unwrap().into()
    }

    /// Every file and folder below `path`, with its mode and what it holds.
    pub(crate) fn tree(&self, path: &str) -> Vec<(PathBuf, u32, Vec<u8>)> {
        let top = self.path(path);
        let entries = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter();
        entries
            .map(|entry| {
                let entry = entry.unwrap();
                let is_file = entry.file_type().is_file();
                let bytes = if is_file { fs::read(entry.path()).unwrap() } else { Vec::new() };
                let path = entry.path().strip_prefix(&top).unwrap().to_owned();
                (path, mode(&entry.metadata().unwrap()), bytes)
            })
            .collect()
    }

    /// The names of what is directly in the folder, hidden ones too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(unix)]
fn mode(metadata: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(_: &fs::Metadata) -> u32 {
    0
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Checks the exit code; what was said is shown if it is another.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, Some(expected), "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}
