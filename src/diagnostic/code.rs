//! The stable codes of all diagnostics. `docs/diagnostics.md` has a section on each.
//!
//! Codes are grouped by hundreds: 0xx files, 1xx YAML, 2xx front matter, 3xx the library,
//! 4xx links, 5xx Markdown, 6xx bibliographies, 7xx settings, 8xx output. A code is never reused.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Worth mending; an error under `--strict`.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident, $name:literal;)+) => {
        /// A kind of diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// What people search for: `N101`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Its short name: `yaml-syntax`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// How bad it is unless `--strict` raises it.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// A file is not UTF-8 text.
    NotUtf8 = "N001", Error, "not-utf8";
    /// A file has a NUL byte in it.
    NulByte = "N002", Error, "nul-byte";
    /// A file is larger than a note may be.
    FileTooLarge = "N003", Error, "file-too-large";
    /// A file cannot be read.
    Unreadable = "N004", Error, "unreadable";
    /// A symbolic link leads outside the content folder, or nowhere.
    LinkOutside = "N005", Error, "link-outside";
    /// A file is neither a regular file nor a folder.
    SpecialFile = "N006", Error, "special-file";
    /// A file's name has characters that cannot be published.
    BadFileName = "N007", Error, "bad-file-name";

    /// The front matter is not YAML.
    YamlSyntax = "N100", Error, "yaml-syntax";
    /// An unquoted value has a colon and a space in it.
    UnquotedColon = "N101", Error, "unquoted-colon";
    /// An unquoted value starts with a character that YAML keeps for itself.
    UnquotedIndicator = "N102", Error, "unquoted-indicator";
    /// A quote is never closed, or closed too early.
    UnbalancedQuote = "N103", Error, "unbalanced-quote";
    /// A ` #` starts a comment and cuts the value.
    CommentCutsValue = "N104", Warning, "comment-cuts-value";
    /// A full-width colon stands after a key.
    FullWidthColon = "N105", Error, "full-width-colon";
    /// A tab is used to indent.
    TabIndent = "N106", Error, "tab-indent";
    /// A key stands twice in one map.
    DuplicateKey = "N107", Error, "duplicate-key";
    /// The front matter never ends.
    UnclosedFrontMatter = "N108", Error, "unclosed-front-matter";
    /// A backslash in double quotes has been read as an escape.
    BackslashEscape = "N109", Warning, "backslash-escape";
    /// The front matter is too large or too deeply nested.
    YamlTooLarge = "N110", Error, "yaml-too-large";
    /// The front matter is not a map of keys.
    NotAMap = "N111", Error, "not-a-map";
    /// A key is followed by no space after its colon.
    MissingSpace = "N112", Error, "missing-space";

    /// A key is not part of the front matter.
    UnknownKey = "N200", Warning, "unknown-key";
    /// A value is not of the kind that its key takes.
    WrongKind = "N201", Error, "wrong-kind";
    /// A word is not one of those that its key takes.
    UnknownWord = "N202", Error, "unknown-word";
    /// A date cannot be read.
    BadDate = "N203", Error, "bad-date";
    /// A year cannot be read.
    BadYear = "N204", Error, "bad-year";
    /// A number is out of its range.
    OutOfRange = "N205", Error, "out-of-range";
    /// An identifier (DOI, arXiv, OpenReview, ISBN, PMID) cannot be read.
    BadIdentifier = "N206", Error, "bad-identifier";
    /// A URL cannot be read, or has a scheme that may not be published.
    BadUrl = "N207", Error, "bad-url";
    /// A citation key has characters that it may not have.
    BadKey = "N208", Error, "bad-key";
    /// A yes-or-no value is not clearly one of the two.
    BadBool = "N209", Error, "bad-bool";
    /// Something required inside an entry is missing.
    MissingField = "N210", Error, "missing-field";
    /// A note has no title; its first heading or file name is used.
    NoTitle = "N211", Warning, "no-title";
    /// A key is given twice under two of its names.
    SameKeyTwice = "N212", Error, "same-key-twice";
    /// A key belongs to another pass or another place.
    MisplacedKey = "N213", Warning, "misplaced-key";
    /// A language tag cannot be read.
    BadLanguage = "N214", Error, "bad-language";
    /// A handout's tasks are due before its own date.
    DueBeforeDate = "N240", Warning, "due-before-date";

    /// Two different papers use one citation key.
    KeyConflict = "N300", Error, "key-conflict";
    /// Two notes on one paper disagree on a fact about it.
    FactConflict = "N301", Warning, "fact-conflict";
    /// One name means several papers.
    AmbiguousAlias = "N302", Warning, "ambiguous-alias";
    /// A reader has no file, or nearly the name of one that has.
    UnknownReader = "N303", Warning, "unknown-reader";
    /// Two documents would be published at one URL.
    SameUrl = "N304", Error, "same-url";
    /// One reader has two notes on one paper.
    SecondNote = "N305", Warning, "second-note";
    /// Two handouts of a course have the same session.
    SameSession = "N340", Warning, "same-session";
    /// A handout shows a pass that the published notes of its teachers do not have.
    NothingToShow = "N341", Warning, "nothing-to-show";

    /// A link leads to a document of the site that does not exist.
    DeadLink = "N400", Warning, "dead-link";
    /// A link leads to a heading that its page does not have.
    DeadAnchor = "N401", Warning, "dead-anchor";
    /// A name is nearly that of a paper.
    NearlyAName = "N402", Warning, "nearly-a-name";
    /// A name means several documents.
    AmbiguousLink = "N403", Warning, "ambiguous-link";
    /// A link leads to a draft or into a private folder.
    LinkToDraft = "N404", Warning, "link-to-draft";
    /// A link shows a path of the author's disk or a private scheme.
    PrivateLink = "N405", Error, "private-link";
    /// A link's scheme can run code.
    UnsafeLink = "N406", Warning, "unsafe-link";
    /// An image is not among the files of the site.
    MissingImage = "N407", Warning, "missing-image";
    /// An image leads to another host.
    RemoteImage = "N408", Note, "remote-image";
    /// A paper follows up, extends or answers itself.
    SelfReference = "N409", Warning, "self-reference";

    /// A formula cannot be read.
    BadFormula = "N500", Warning, "bad-formula";
    /// An image has no text that describes it.
    NoAlt = "N501", Warning, "no-alt";
    /// A text is nested too deeply or is too large to be rendered.
    TooDeep = "N502", Error, "too-deep";
    /// A footnote is used and never defined, or defined and never used.
    BadFootnote = "N503", Warning, "bad-footnote";
    /// A reference to an equation or a figure finds nothing.
    BadReference = "N504", Warning, "bad-reference";
    /// HTML was removed because it is not allowed.
    RemovedHtml = "N505", Note, "removed-html";

    /// An entry of a bibliography cannot be read.
    BadEntry = "N600", Warning, "bad-entry";
    /// Two entries of the bibliographies have one key.
    DuplicateEntry = "N601", Warning, "duplicate-entry";
    /// A citation finds no entry and no paper.
    UnknownCitation = "N602", Warning, "unknown-citation";

    /// A setting is not one of `notesgen.yaml`.
    UnknownSetting = "N700", Error, "unknown-setting";
    /// A setting's value cannot be used.
    BadSetting = "N701", Error, "bad-setting";
    /// A site macro cannot be read.
    BadMacro = "N702", Error, "bad-macro";
    /// A file that the settings name does not exist.
    MissingFile = "N703", Error, "missing-file";
    /// What the settings feature is no paper that has been read and no curated list.
    UnknownFeature = "N730", Warning, "unknown-feature";

    /// The site has nothing to publish.
    EmptySite = "N800", Warning, "empty-site";
    /// The site would have more pages than it may.
    TooManyPages = "N855", Error, "too-many-pages";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
