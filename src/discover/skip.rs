//! Which names are passed over without being read: what is hidden, what editors and systems leave
//! behind, and what is never meant to be seen.

use unicode_normalization::UnicodeNormalization;

/// Folders that hold no notes though their names are not hidden.
const FOLDERS: [&str; 2] = ["node_modules", "__MACOSX"];

/// Files that systems leave in folders.
const FILES: [&str; 2] = ["thumbs.db", "desktop.ini"];

/// Extensions of editors' swap and backup files, and of merges.
const LEFT_OVER: [&str; 9] = ["swp", "swo", "swn", "swx", "bak", "orig", "rej", "tmp", "part"];

/// Extensions of keys and secrets.
const SECRETS: [&str; 10] =
    ["pem", "key", "p12", "pfx", "ppk", "jks", "keystore", "kdbx", "gpg", "env"];

/// Whether a file or folder of this name is passed over.
pub(crate) fn is_skipped(name: &str, is_folder: bool) -> bool {
    if name.starts_with('.') {
        return true;
    }
    if is_folder {
        return FOLDERS.contains(&name);
    }
    let lower = name.to_lowercase();
    let (stem, extension) = lower.rsplit_once('.').unwrap_or((&lower, ""));
    FILES.contains(&&*lower)
        || LEFT_OVER.contains(&extension)
        || SECRETS.contains(&extension)
        || lower.ends_with('~')
        || lower.starts_with("~$")
        || (lower.starts_with('#') && lower.ends_with('#') && lower.len() > 1)
        || matches!(stem, "id_rsa" | "id_dsa" | "id_ecdsa" | "id_ed25519")
        || matches!(&*lower, "id_rsa" | "id_dsa" | "id_ecdsa" | "id_ed25519")
}

/// The private folders of the settings.
pub(super) struct Private(Vec<String>);

impl Private {
    pub(super) fn new(folders: &[String]) -> Self {
        let fold = |folder: &String| folded(folder.trim()).trim_matches('/').to_owned();
        Self(folders.iter().map(fold).filter(|folder| !folder.is_empty()).collect())
    }

    /// Whether the file or folder at `path`, relative to the content folder, is one of them or
    /// lies in one. Case and Unicode form do not matter: many disks ignore them.
    pub(super) fn holds(&self, path: &str) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let path = folded(path);
        self.0.iter().any(|folder| {
            path.strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

fn folded(path: &str) -> String {
    path.strip_prefix("./").unwrap_or(path).nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_left_over_and_secret_files_are_passed_over() {
        for name in [
            ".env",
            ".git",
            ".a.md.swp",
            "a.md~",
            "#a.md#",
            "a.md.swp",
            "a.md.bak",
            "Thumbs.db",
            "~$notes.docx",
            "server.pem",
            "id_ed25519",
            "id_rsa.pub",
            "prod.env",
        ] {
            assert!(is_skipped(name, false), "{name}");
        }
        for name in ["a.md", "-rf.md", "#", "C#.md", "环境.md", "environment.md", "key", "a b.png"]
        {
            assert!(!is_skipped(name, false), "{name}");
        }
        for name in [".obsidian", ".trash", "node_modules", "__MACOSX"] {
            assert!(is_skipped(name, true), "{name}");
        }
        assert!(!is_skipped("_drafts", true));
    }

    #[test]
    fn a_private_folder_is_private_however_it_is_spelled() {
        let private = Private::new(&["solutions/".into(), "./教师/Café".into(), String::new()]);
        for (path, expected) in [
            ("solutions", true),
            ("Solutions/a.md", true),
            ("solutions2/a.md", false),
            ("notes/solutions/a.md", false),
            ("教师/Cafe\u{301}/x.png", true),
            ("教师/x.png", false),
        ] {
            assert_eq!(private.holds(path), expected, "{path}");
        }
    }
}
