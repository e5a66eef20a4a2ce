//! A site that `init` starts is one at once.

use std::fs;

use crate::command::Folder;

#[test]
fn a_new_site_builds_without_a_warning_in_either_language() {
    for (lang, word) in [("en", "Reading notes"), ("zh", "论文阅读笔记")] {
        let folder = Folder::new("");
        let ran = folder.run(&["init", "site", "--lang", lang]).code(0);
        assert_eq!(
            ran.stdout,
            "site/notesgen.yaml\nsite/content/notes/keshav2007read.md\n\
             site/content/handouts/first-session.md\nsite/.gitignore\n\
             site/.schema/settings.schema.json\nsite/.vscode/settings.json\n\
             site/.vscode/notesgen.code-snippets\n"
        );
        let ran = folder.run(&["build", "site", "--strict"]).code(0);
        assert!(ran.stderr.contains("1 paper, 1 note"), "{}", ran.stderr);
        assert!(folder.read("site/public/index.html").contains(word));
        assert!(folder.path("site/public/handouts/first-session/index.html").exists());
    }
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let folder = Folder::site();
    let before = folder.tree("content");
    folder.write(".vscode/settings.json", "{}");
    let ran = folder.run(&["init", "--ci", "gitlab"]).code(0);
    assert_eq!(
        ran.stdout,
        ".gitignore\n.schema/settings.schema.json\n.vscode/notesgen.code-snippets\n.gitlab-ci.yml\n"
    );
    assert_eq!(folder.read(".vscode/settings.json"), "{}");
    folder.write(".gitignore", "mine");
    let ran = folder.run(&["init", "--ci", "gitlab"]).code(0);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("`.gitignore` was there and is kept"), "{}", ran.stderr);
    assert_eq!(folder.read(".gitignore"), "mine");
    assert_eq!(folder.tree("content"), before);
}

#[test]
fn editors_find_the_schema_of_the_settings() {
    let folder = Folder::new("");
    folder.run(&["init", "site", "--lang", "zh"]).code(0);
    let settings = folder.read("site/notesgen.yaml");
    let line = settings.lines().next().unwrap();
    let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap();
    let schema = folder.read(&format!("site/{schema}"));
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert!(schema.to_string().contains("站点"), "its words are Chinese");
    let vscode: serde_json::Value =
        serde_json::from_str(&folder.read("site/.vscode/settings.json")).unwrap();
    for (schema, file) in vscode["yaml.schemas"].as_object().unwrap() {
        assert!(folder.path(&format!("site/{schema}")).exists(), "{schema}");
        assert_eq!(file, "notesgen.yaml");
    }
    let snippets: serde_json::Value =
        serde_json::from_str(&folder.read("site/.vscode/notesgen.code-snippets")).unwrap();
    let follow_ups = &snippets["follow_ups"];
    assert_eq!(follow_ups["body"], serde_json::json!(["follow_ups:", "  - $0"]));
    assert!(follow_ups["prefix"].as_array().unwrap().contains(&"后续阅读".into()));
    folder.run(&["check", "site", "--strict"]).code(0);
}

#[test]
fn the_locale_chooses_the_language() {
    let folder = Folder::new("");
    let mut command = folder.command(&["init", "site"]);
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.UTF-8");
    assert!(command.output().unwrap().status.success());
    assert!(folder.read("site/notesgen.yaml").contains("language: zh"));
}

/// The lines of the workflow that need no network, with a program that only copies for `rsync`.
#[cfg(unix)]
#[test]
fn the_script_that_publishes_builds_and_copies() {
    let folder = Folder::new("");
    folder.run(&["init", "site", "--lang", "en", "--ci", "rsync", "--ci", "github"]).code(0);
    fs::create_dir(folder.path("bin")).unwrap();
    let line = "ln -s \"$notesgen\" bin/notesgen; \
        printf '#!/bin/sh\\nfor to; do :; done\\necho \"$@\" > ../rsync.log\\ncp -r public \"$to\"\\n' > bin/rsync; \
        chmod +x bin/rsync; PATH=\"$PWD/bin:$PATH\" BASE_URL=https://example.org/n/ \
        site/publish.sh \"$PWD/server\" ";
    let ran = folder.shell(line).code(0);
    assert!(folder.read("server/index.html").contains("Reading notes"), "{}", ran.stderr);
    assert!(folder.read("rsync.log").contains("--delete-after --exclude=/.notesgen -- public/"));
    assert_eq!(folder.shell("site/publish.sh").code, Some(2), "it says where to");
    // What the workflow of GitHub runs to build, with the program at the place where it compiles it.
    let line = "cd site && mkdir .notesgen-bin && ln -s \"$notesgen\" .notesgen-bin/notesgen && \
        BASE_URL=https://example.org/n && export BASE_URL && eval \"$(sed -n 's/^ *run: //p' .github/workflows/pages.yml | grep 'notesgen build')\"";
    folder.shell(line).code(0);
    assert!(folder.read("site/public/atom.xml").contains("https://example.org/n/"));
}
