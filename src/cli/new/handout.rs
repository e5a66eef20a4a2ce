//! Notes for what a handout asks: its papers, the passes of each, its tasks.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{anyhow, bail};

use super::Language;
use super::paper::Start;
use crate::cli::project::Project;
use crate::compile::compile;
use crate::diagnostic::suggest;
use crate::library::{HandoutId, Library, own_name};
use crate::links::{self, Links, Work};
use crate::markdown;
use crate::model::{ArxivId, CitationKey, PaperFacts, PassNumber, Task};
use crate::render::Site;
use crate::yaml::write::scalar;

/// What a student writes on one paper of a handout.
pub(super) struct Assignment {
    pub(super) start: Start,
    passes: Vec<PassNumber>,
    /// The sentences of the abstract, if the site knows them.
    sentences: Vec<String>,
    tasks: Vec<Task>,
    lang: Option<Language>,
}

/// The papers of the handout `name` of the site in `dir` of which passes are to be done.
pub(super) fn assignments(dir: &Path, name: &str) -> anyhow::Result<Vec<Assignment>> {
    let mut project = Project::open(dir)?;
    let mut broken = project.has_errors();
    project.discover()?;
    let compiled = compile(&project.sources, &project.config, &project.theme()?)?;
    broken |= project.has_errors();
    let Some(site) = compiled.site.filter(|_| !broken) else {
        bail!("the notes have errors; see `notesgen check`");
    };
    let library = site.library();
    let id = find(library, name)?;
    let papers = library.handout(id).papers.len();
    let asked = (0..papers).filter(|&n| !library.handout(id).passes_of(n).is_empty());
    let assignments: Vec<Assignment> =
        asked.enumerate().filter_map(|(first, n)| assignment(&site, id, n, first == 0)).collect();
    if assignments.is_empty() {
        bail!("the handout `{name}` asks for no pass of any paper");
    }
    Ok(assignments)
}

fn find(library: &Library, name: &str) -> anyhow::Result<HandoutId> {
    let name = name.trim_end_matches(".md").trim_end_matches('/');
    let name = name.rsplit('/').next().unwrap_or(name);
    let names = || library.handouts().map(|(id, it)| (id, own_name(&it.page.path)));
    let titled = |(id, it): (HandoutId, &crate::model::Handout)| {
        (it.page.title.markdown.trim() == name).then_some(id)
    };
    let found = names().find(|(_, own)| *own == name).map(|(id, _)| id);
    found.or_else(|| library.handouts().find_map(titled)).ok_or_else(|| {
        let near = suggest::nearest(name, names().map(|(_, own)| own));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        anyhow!("the site has no handout `{name}`{near}")
    })
}

/// What is to be written on the `n`th paper; the tasks go with the first.
fn assignment(site: &Site, id: HandoutId, n: usize, first: bool) -> Option<Assignment> {
    let (library, links) = (site.library(), site.links());
    let handout = library.handout(id);
    let work = links.handed_out(id, n)?;
    let start = start(site, library, links, work)?;
    let sentences = links::abstract_quotes(library, links, id, n);
    let lang = handout.page.lang.as_ref().map(|lang| match lang.primary().as_str() {
        "zh" => Language::Zh,
        _ => Language::En,
    });
    Some(Assignment {
        start,
        passes: handout.passes_of(n).to_vec(),
        sentences: sentences.into_iter().map(|text| text.markdown.clone()).collect(),
        tasks: if first { handout.tasks.clone() } else { Vec::new() },
        lang,
    })
}

/// What is known of the paper.
fn start(site: &Site, library: &Library, links: &Links, work: Work) -> Option<Start> {
    let nothing = |key: CitationKey, title: String| Start {
        key,
        title,
        authors: Vec::new(),
        year: None,
        venue: None,
        doi: None,
        arxiv: None,
        isbn: None,
        url: None,
        notes: Vec::new(),
    };
    match work {
        Work::Read(id) => {
            let paper = library.paper(id);
            let title = markdown::plain(&paper.title, site.options());
            Some(Start {
                authors: paper.authors.iter().map(ToString::to_string).collect(),
                year: paper.year.map(|year| i32::from(year.0)),
                venue: paper.venue.clone(),
                doi: paper.doi.clone(),
                arxiv: paper.arxiv.clone(),
                ..nothing(paper.key.clone(), title)
            })
        }
        Work::Wanted(id) => {
            let wanted = links.wanted(id);
            let PaperFacts { authors, year, venue, doi, arxiv, .. } = &wanted.facts;
            let arxiv: Option<ArxivId> = arxiv.as_ref().map(|id| id.value.clone());
            Some(Start {
                authors: authors.iter().map(|author| author.value.to_string()).collect(),
                year: year.as_ref().map(|year| i32::from(year.value.0)),
                venue: venue.as_ref().map(|venue| venue.value.clone()),
                doi: doi.as_ref().map(|doi| doi.value.clone()),
                arxiv,
                ..nothing(wanted.key.parse().ok()?, wanted.label.clone())
            })
        }
    }
}

impl Assignment {
    /// The language of the note: what is asked for, else the handout's.
    pub(super) fn lang(&self, asked: Option<Language>) -> Option<Language> {
        asked.or(self.lang)
    }

    /// The passes to fill in, as keys without values, and what is a list as comments: an empty note
    /// has no mistake.
    pub(super) fn front(&self, lang: Language) -> String {
        let mut text = String::from("\nstatus: reading\n");
        for pass in &self.passes {
            let fields = &fields(lang)[usize::from(pass.number()) - 1];
            let _ = writeln!(text, "\n{}\npass{}:", fields.head, pass.number());
            for (key, hint) in fields.keys {
                if *key == "abstract" && !self.sentences.is_empty() {
                    let _ = writeln!(text, "  abstract:   # {}", fields.sentences);
                    for sentence in &self.sentences {
                        let quote = scalar(sentence);
                        let _ = writeln!(text, "    - quote: {quote}\n      role:\n      note:");
                    }
                } else if let Some(example) = hint.strip_prefix("- ") {
                    let _ = writeln!(text, "  # {key}:\n  #   - {example}");
                } else {
                    let _ = writeln!(text, "  {key}:   # {hint}");
                }
            }
        }
        text
    }

    /// The tasks, each with room for an answer.
    pub(super) fn body(&self, lang: Language) -> String {
        let (tasks, task, answer) = match lang {
            Language::Zh => ("任务", "任务", "答："),
            Language::En => ("Tasks", "Task", "Answer:"),
        };
        if self.tasks.is_empty() {
            return String::new();
        }
        let mut text = format!("\n## {tasks}\n");
        for (number, it) in (1..).zip(&self.tasks) {
            let _ = writeln!(text, "\n### {task} {number}\n");
            for part in it.text.texts() {
                for line in part.markdown.trim().lines() {
                    let _ = writeln!(text, "{}", format!("> {line}").trim_end());
                }
            }
            let _ = writeln!(text, "\n{answer}");
        }
        text
    }
}

/// The fields of a pass: each key with what belongs there, an example in a list after `- `.
struct Fields {
    head: &'static str,
    sentences: &'static str,
    keys: &'static [(&'static str, &'static str)],
}

fn fields(lang: Language) -> &'static [Fields; 3] {
    match lang {
        Language::Zh => &ZH,
        Language::En => &EN,
    }
}

const ZH: [Fields; 3] = [
    Fields {
        head: "# 第一遍：略读二三十分钟，再决定要不要读下去。",
        sentences: "role 填 background（背景）、problem（问题）、method（方法）、result（结果）或 claim（论断）",
        keys: &[
            ("minutes", "花了几分钟"),
            ("title", "标题里每个词各说了什么"),
            ("authors", "作者是谁，做过什么"),
            ("abstract", "做了什么，效果如何，哪些数字值得注意"),
            ("figures", "- {label: 图 1, remark: 一句话说明它展示了什么, understood: partly}"),
            ("conclusion", "得出了什么结论，证据撑不撑得住"),
            ("now", "读到这里，知道了什么"),
            ("decision", "continue（继续读）、stop（到此为止）或 later（以后再读）"),
            ("why", "为什么这样决定"),
        ],
    },
    Fields {
        head: "# 第二遍：通读一两个小时，弄清“为什么”。",
        sentences: "",
        keys: &[
            ("minutes", "花了几分钟"),
            ("sections", "- {name: 引言, gist: 讲了什么, motivation: 为什么要讲}"),
            ("motivation", "作者怎么看这个问题"),
            ("differences", "方法与所比较的工作有何不同"),
            ("contributions", "- {claim: 最要紧的一条贡献, weight: major}"),
            (
                "ipo",
                "- {of: 图 2, input: 输入, process: 处理, output: 输出, if_removed: 去掉会怎样}",
            ),
            ("experiments", "指标、消融、对比，以及作者怎样解释差别"),
            ("now", "读到这里，知道了什么"),
            ("decision", "continue（继续读）、stop（到此为止）或 later（以后再读）"),
            ("why", "为什么这样决定"),
        ],
    },
    Fields {
        head: "# 第三遍：设想自己就是作者，弄清每个细节。",
        sentences: "",
        keys: &[
            ("minutes", "花了几分钟"),
            ("concepts", "- {name: 概念, explanation: 用自己的话解释, source: 答案出自哪里}"),
            ("reproduction", "not-tried（未尝试）、partial（部分）、failed（失败）或 done（成功）"),
            ("assumptions", "它默认了哪些前提"),
            ("weakest_assumption", "哪一个最站不住"),
            ("counterexample", "什么情况下它会失效"),
            ("completeness", "实验完整吗，缺什么"),
            ("open_problems", "还有哪些问题没有解决"),
            ("organisation", "换作我会怎么写"),
            ("now", "读到这里，知道了什么"),
        ],
    },
];

const EN: [Fields; 3] = [
    Fields {
        head: "# Pass 1: skim for 20 to 30 minutes, then decide.",
        sentences: "role is background, problem, method, result or claim",
        keys: &[
            ("minutes", "how many it took"),
            ("title", "what each word of the title tells"),
            ("authors", "who they are and what they have done"),
            ("abstract", "what was done, how well it works, which numbers are worth noticing"),
            (
                "figures",
                "- {label: Figure 1, remark: what it shows in a sentence, understood: partly}",
            ),
            ("conclusion", "what it claims, and whether the evidence carries it"),
            ("now", "what do I know now?"),
            ("decision", "continue, stop or later"),
            ("why", "why I decide so"),
        ],
    },
    Fields {
        head: "# Pass 2: read it all in one to two hours, for the why.",
        sentences: "",
        keys: &[
            ("minutes", "how many it took"),
            ("sections", "- {name: Introduction, gist: what it says, motivation: why it is said}"),
            ("motivation", "how the authors see the problem"),
            ("differences", "how the method differs from what it is compared with"),
            ("contributions", "- {claim: the one that matters most, weight: major}"),
            (
                "ipo",
                "- {of: Figure 2, input: what goes in, process: what happens, output: what comes out}",
            ),
            ("experiments", "metrics, ablations, comparisons, and how the authors explain them"),
            ("now", "what do I know now?"),
            ("decision", "continue, stop or later"),
            ("why", "why I decide so"),
        ],
    },
    Fields {
        head: "# Pass 3: every detail, as if I were the author.",
        sentences: "",
        keys: &[
            ("minutes", "how many it took"),
            (
                "concepts",
                "- {name: a concept, explanation: in my own words, source: where it says so}",
            ),
            ("reproduction", "not-tried, partial, failed or done"),
            ("assumptions", "what it takes for granted"),
            ("weakest_assumption", "which of them is the weakest"),
            ("counterexample", "where it would fail"),
            ("completeness", "whether the experiments are complete, and what is missing"),
            ("open_problems", "what is left to solve"),
            ("organisation", "how I would have written it"),
            ("now", "what do I know now?"),
        ],
    },
];
