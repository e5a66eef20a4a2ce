//! Flashcards: checkpoints, answered questions and concepts as a text file that Anki imports.
//!
//! Stage: `Library` + `Links` → text. Invariant: a card is known by what it is about, not by what it
//! says, so that importing a second time changes cards instead of adding them; answers of handouts
//! are cards only of a library that has them, and only when they are asked for.

use crate::library::{Library, ShelvedNote};
use crate::links::{Links, Target, Work};
use crate::markdown::{
    self, CitedKey, Options, PageState, Place, Resolve, ShownCitation, ShownImage, ShownLink,
    escape,
};
use crate::model::{LinkId, Prose, Text};

/// Whether tasks of handouts and their answers are cards too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tasks {
    /// They are not.
    #[default]
    Left,
    /// Those that have answers are.
    Taken,
}

/// The cards of `library` in a deck called `deck`, and how many they are.
pub fn anki(
    library: &Library,
    links: &Links,
    options: &Options,
    deck: &str,
    tasks: Tasks,
) -> (String, usize) {
    let mut cards = Cards { library, options, names: Names { library, links }, made: Vec::new() };
    for (_, shelved) in library.notes() {
        cards.note(shelved);
    }
    cards.glossary();
    if tasks == Tasks::Taken {
        cards.tasks();
    }
    let deck = one_line(deck).replace("::", ": ");
    let mut text = String::from(
        "#separator:tab\n#html:true\n#guid column:1\n#deck column:2\n#tags column:5\n#columns:guid\t\
         deck\tfront\tback\ttags\n",
    );
    let count = cards.made.len();
    for Card { id, kind, front, back, tags } in cards.made {
        let tags: Vec<String> = tags.iter().map(|tag| one_word(tag)).collect();
        let deck = format!("{deck}::{kind}");
        let fields = [id, deck, front, back, tags.join(" ")].map(|it| field(&it));
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    (text, count)
}

struct Card {
    id: String,
    kind: &'static str,
    front: String,
    back: String,
    tags: Vec<String>,
}

struct Cards<'a> {
    library: &'a Library,
    options: &'a Options,
    names: Names<'a>,
    made: Vec<Card>,
}

/// The words of the cards themselves, in the language of the note that they come from.
struct Words {
    checkpoints: &'static str,
    questions: &'static str,
    concepts: &'static str,
    tasks: &'static str,
    now: [&'static str; 3],
}

const EN: Words = Words {
    checkpoints: "Checkpoints",
    questions: "Questions",
    concepts: "Concepts",
    tasks: "Tasks",
    now: [
        "What do I know after the first pass?",
        "What do I know after the second pass?",
        "What do I know after the third pass?",
    ],
};

const ZH: Words = Words {
    checkpoints: "现在知道什么",
    questions: "问题",
    concepts: "概念",
    tasks: "任务",
    now: ["读完第一遍，知道了什么？", "读完第二遍，知道了什么？", "读完第三遍，知道了什么？"],
};

fn words(lang: &str) -> &'static Words {
    if lang == "zh" || lang.starts_with("zh-") { &ZH } else { &EN }
}

impl Cards<'_> {
    fn note(&mut self, shelved: &ShelvedNote) {
        let paper = self.library.paper(shelved.paper);
        let words = words(shelved.lang.as_str());
        let title = self.line(&paper.title);
        let about = format!("<p><small>{title}</small></p>\n");
        let origin = format!("{}/{}", paper.key, shelved.anchor);
        let mut tags = vec![paper.key.to_string()];
        tags.extend(paper.tags.iter().cloned());
        for (pass, record) in shelved.note.passes().filter(|(_, record)| !record.now.is_empty()) {
            let number = pass.number();
            let asked = words.now[usize::from(number) - 1];
            let card = Card {
                id: id(&["now", &origin, &number.to_string()]),
                kind: words.checkpoints,
                front: format!("{about}<p>{asked}</p>"),
                back: self.prose(&record.now),
                tags: tags.clone(),
            };
            self.made.push(card);
        }
        for question in shelved.note.questions.iter().filter(|it| !it.answer.is_empty()) {
            let card = Card {
                id: id(&["question", &origin, &source(&question.ask)]),
                kind: words.questions,
                front: format!("{about}{}", self.prose(&question.ask)),
                back: self.prose(&question.answer),
                tags: tags.clone(),
            };
            self.made.push(card);
        }
        let concepts = shelved.note.pass3.iter().flat_map(|pass| &pass.concepts);
        for concept in concepts.filter(|concept| !concept.explanation.is_empty()) {
            let card = Card {
                id: id(&["concept", &origin, &concept.name.value]),
                kind: words.concepts,
                front: format!("{about}<p>{}</p>", escape(&concept.name.value)),
                back: self.prose(&concept.explanation),
                tags: tags.clone(),
            };
            self.made.push(card);
        }
    }

    fn glossary(&mut self) {
        for (_, concept) in self.library.concepts() {
            let page = &concept.page;
            let back = self.prose(&page.description) + &self.block(&page.body);
            if back.trim().is_empty() {
                continue;
            }
            let said = page.lang.as_ref().map(|lang| lang.as_str());
            let lang = said.unwrap_or(if is_chinese(&back) { "zh" } else { "en" });
            let card = Card {
                id: id(&["glossary", page.path.as_str()]),
                kind: words(lang).concepts,
                front: format!("<p>{}</p>", self.line(&page.title)),
                back,
                tags: Vec::new(),
            };
            self.made.push(card);
        }
    }

    fn tasks(&mut self) {
        for (_, handout) in self.library.handouts() {
            let page = &handout.page;
            let lang = page.lang.as_ref().map_or("", |lang| lang.as_str());
            let title = self.line(&page.title);
            for task in handout.tasks.iter().filter(|task| !task.answer.is_empty()) {
                let card = Card {
                    id: id(&["task", page.path.as_str(), &source(&task.text)]),
                    kind: words(lang).tasks,
                    front: format!("<p><small>{title}</small></p>\n{}", self.prose(&task.text)),
                    back: self.prose(&task.answer),
                    tags: Vec::new(),
                };
                self.made.push(card);
            }
        }
    }

    fn line(&self, text: &Text) -> String {
        let place = Place { id_prefix: "", heading_shift: 0 };
        let mut names = self.names;
        markdown::render_inline(text, self.options, place, &mut names, &mut PageState::default())
    }

    fn block(&self, text: &Text) -> String {
        let place = Place { id_prefix: "", heading_shift: 2 };
        let mut names = self.names;
        markdown::render(text, self.options, place, &mut names, &mut PageState::default())
    }

    fn prose(&self, prose: &Prose) -> String {
        prose.texts().map(|text| self.block(text)).collect()
    }
}

/// A card stands alone: links are their words, images are left out.
#[derive(Clone, Copy)]
struct Names<'a> {
    library: &'a Library,
    links: &'a Links,
}

impl Resolve for Names<'_> {
    fn link(&mut self, id: LinkId) -> ShownLink {
        let library = self.library;
        let (label, href) = match self.links.target(id) {
            Target::Paper(Work::Read(id), _) => (library.paper(*id).title.markdown.clone(), None),
            Target::Paper(Work::Wanted(id), _) => (self.links.wanted(*id).label.clone(), None),
            Target::Concept(id, _) => (library.concept(*id).page.title.markdown.clone(), None),
            Target::List(id, _) => (library.list(*id).page.title.markdown.clone(), None),
            Target::Handout(id, _) => (library.handout(*id).page.title.markdown.clone(), None),
            Target::Page(id, _) => (library.page(*id).title.markdown.clone(), None),
            Target::Reader(id, _) => (library.reader(*id).name.clone(), None),
            Target::Asset(path) => (path.file_name().to_owned(), None),
            Target::Web(url) => (url.clone(), Some(url.clone())),
            Target::Url(_) | Target::Dead => (String::new(), None),
        };
        ShownLink { href, label, ..ShownLink::default() }
    }

    fn image(&mut self, _: LinkId) -> Option<ShownImage> {
        None
    }

    fn citation(&mut self, cited: &[CitedKey], narrative: bool) -> ShownCitation {
        let keys: Vec<String> = cited.iter().map(|cited| escape(&cited.key)).collect();
        let keys = keys.join("; ");
        ShownCitation { html: if narrative { keys } else { format!("[{keys}]") } }
    }
}

/// What a card is known by, whatever it says.
fn id(about: &[&str]) -> String {
    let hash = blake3::hash(about.join("\0").as_bytes()).to_hex();
    format!("notesgen-{}", &hash[..16])
}

/// The words of a question, without what an editor may change in passing.
fn source(prose: &Prose) -> String {
    let words = prose.texts().flat_map(|text| text.markdown.split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

fn is_chinese(text: &str) -> bool {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() * 3 > text.len() / 6
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Anki's tags have no spaces.
fn one_word(tag: &str) -> String {
    tag.split_whitespace().collect::<Vec<_>>().join("_")
}

/// A field of the file: in quotes where it has a tab, a quote or a line's end.
fn field(text: &str) -> String {
    let text = text.trim();
    if text.contains(['\t', '"', '\n', '\r']) || text.starts_with('#') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
