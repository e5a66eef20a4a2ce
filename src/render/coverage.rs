//! Which parts of a paper a note covers in which pass.
//!
//! The parts and the passes that ask for each are those of the method's table. What counts is what
//! the note has, and nothing else:
//!
//! - pass 1: `title`, `abstract` and `conclusion` by the fields of these names. A figure counts for
//!   the methods if it is a formula or a listing, for the experiments if it is a table; other
//!   figures count for the experiments if their label, alternative text or remark speaks of results,
//!   else for the methods. Figures alone are "figures and tables only".
//! - pass 2: `sections` by their names, in English and Chinese; `motivation` and `contributions` for
//!   the introduction, `differences` for related work, `ipo` and `settings` for the methods,
//!   `experiments` for the experiments.
//! - pass 3: `organisation` for the introduction; `concepts`, `assumptions`, `weakest_assumption`,
//!   `counterexample` and `improvements` for the methods; `completeness`, `missing_experiments` and
//!   an attempt at `reproduction` for the experiments.

use crate::library::ShelvedNote;
use crate::model::{
    FigureKind, FigureRemark, Note, PassNumber, Reproduction, ReproductionStatus, SectionGist,
};

use super::view;
use super::works::note_id;

/// A part of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Abstract,
    Introduction,
    RelatedWork,
    Methods,
    Experiments,
    Conclusion,
}

impl Part {
    /// All of them, in the order of a paper.
    pub(super) const ALL: [Self; 7] = [
        Self::Title,
        Self::Abstract,
        Self::Introduction,
        Self::RelatedWork,
        Self::Methods,
        Self::Experiments,
        Self::Conclusion,
    ];

    /// Its word: `related-work`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Abstract => "abstract",
            Self::Introduction => "introduction",
            Self::RelatedWork => "related-work",
            Self::Methods => "methods",
            Self::Experiments => "experiments",
            Self::Conclusion => "conclusion",
        }
    }

    /// Whether the method asks for the part in that pass.
    pub(super) fn asked(self, pass: PassNumber) -> bool {
        match pass {
            PassNumber::One => !matches!(self, Self::Introduction | Self::RelatedWork),
            PassNumber::Two => !matches!(self, Self::Title | Self::Abstract | Self::Conclusion),
            PassNumber::Three => {
                matches!(self, Self::Introduction | Self::Methods | Self::Experiments)
            }
        }
    }

    /// Words that the name of a section of this part has, in the order in which parts are tried:
    /// "experimental setup" is of the experiments although a setup could be of a method.
    const NAMES: [(Self, &[&str]); 7] = [
        (Self::Abstract, &["abstract", "摘要"]),
        (
            Self::RelatedWork,
            &["related", "background", "prior work", "preliminar", "相关", "背景", "预备"],
        ),
        (
            Self::Introduction,
            &["introduc", "motivation", "overview", "引言", "导言", "介绍", "绪论", "动机", "前言"],
        ),
        (
            Self::Conclusion,
            &[
                "conclu",
                "discussion",
                "summary",
                "future work",
                "结论",
                "讨论",
                "总结",
                "展望",
                "结语",
            ],
        ),
        (
            Self::Experiments,
            &[
                "experiment",
                "result",
                "evaluation",
                "ablation",
                "analysis",
                "benchmark",
                "实验",
                "结果",
                "评估",
                "评测",
                "消融",
                "分析",
            ],
        ),
        (Self::Title, &["title", "标题", "题目"]),
        // Whatever else a paper has a section on is how it works.
        (Self::Methods, &[""]),
    ];

    /// The part that a section of that name belongs to.
    fn of_section(name: &str) -> Self {
        let name = name.to_lowercase();
        let found = Self::NAMES.iter().find(|(_, words)| words.iter().any(|w| name.contains(w)));
        found.map_or(Self::Methods, |&(part, _)| part)
    }

    /// The part that a figure of the first pass belongs to.
    fn of_figure(figure: &FigureRemark) -> Self {
        /// Words of figures that show results.
        const RESULTS: &[&str] = &[
            "result",
            "error",
            "accuracy",
            "curve",
            "comparison",
            "loss",
            "score",
            "结果",
            "错误率",
            "误差",
            "准确率",
            "精度",
            "曲线",
            "对比",
            "损失",
        ];
        match figure.kind {
            Some(FigureKind::Formula | FigureKind::Code) => Self::Methods,
            Some(FigureKind::Table) => Self::Experiments,
            Some(FigureKind::Figure) | None => {
                let label = figure.label.iter().chain(figure.remark.texts());
                let texts = label.map(|text| text.markdown.as_str()).chain(figure.alt.as_deref());
                let speaks = |text: &str| {
                    let text = text.to_lowercase();
                    RESULTS.iter().any(|word| text.contains(word))
                };
                if texts.into_iter().any(speaks) { Self::Experiments } else { Self::Methods }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Covered {
    Yes,
    Figures,
    No,
}

/// The table of a note; `None` if it has no pass.
pub(super) fn coverage(shelved: &ShelvedNote) -> Option<view::Coverage> {
    let note = &shelved.note;
    note.reached()?;
    let written: Vec<PassNumber> = note.passes().map(|(number, _)| number).collect();
    let rows = Part::ALL.into_iter().map(|part| view::CoverageRow {
        part: part.word(),
        cells: PassNumber::ALL
            .into_iter()
            .map(|pass| {
                let covered =
                    if written.contains(&pass) { Some(covered(note, part, pass)) } else { None };
                let place = format!("pass-{}", pass.number());
                view::Cell {
                    pass: pass.number(),
                    asked: part.asked(pass),
                    covered: match covered {
                        None => "unread",
                        Some(Covered::Yes) => "yes",
                        Some(Covered::Figures) => "figures",
                        Some(Covered::No) => "no",
                    },
                    href: covered
                        .filter(|&covered| covered != Covered::No)
                        .map(|_| format!("#{}", note_id(shelved, &place))),
                }
            })
            .collect(),
    });
    Some(view::Coverage { rows: rows.collect() })
}

fn covered(note: &Note, part: Part, pass: PassNumber) -> Covered {
    let yes = |covered: bool| if covered { Covered::Yes } else { Covered::No };
    match pass {
        PassNumber::One => note.pass1.as_ref().map_or(Covered::No, |it| match part {
            Part::Title => yes(!it.title.is_empty()),
            Part::Abstract => {
                yes(!it.abstract_text.is_empty() || !it.abstract_sentences.is_empty())
            }
            Part::Conclusion => yes(!it.conclusion.is_empty()),
            Part::Introduction | Part::RelatedWork => Covered::No,
            Part::Methods | Part::Experiments => {
                if it.figures.iter().any(|figure| Part::of_figure(figure) == part) {
                    Covered::Figures
                } else {
                    Covered::No
                }
            }
        }),
        PassNumber::Two => note.pass2.as_ref().map_or(Covered::No, |it| {
            let in_sections = it.sections.iter().any(|section| section_is(section, part));
            yes(in_sections
                || match part {
                    Part::Introduction => !it.motivation.is_empty() || !it.contributions.is_empty(),
                    Part::RelatedWork => !it.differences.is_empty(),
                    Part::Methods => !it.ipo.is_empty() || !it.settings.is_empty(),
                    Part::Experiments => it.experiments != crate::model::Experiments::default(),
                    Part::Title | Part::Abstract | Part::Conclusion => false,
                })
        }),
        PassNumber::Three => note.pass3.as_ref().map_or(Covered::No, |it| {
            yes(match part {
                Part::Introduction => !it.organisation.is_empty(),
                Part::Methods => {
                    !it.concepts.is_empty()
                        || !it.assumptions.is_empty()
                        || !it.weakest_assumption.is_empty()
                        || !it.counterexample.is_empty()
                        || !it.improvements.is_empty()
                }
                Part::Experiments => {
                    !it.completeness.is_empty()
                        || !it.missing_experiments.is_empty()
                        || it.reproduction.as_ref().is_some_and(tried)
                }
                Part::Title | Part::Abstract | Part::RelatedWork | Part::Conclusion => false,
            })
        }),
    }
}

fn section_is(section: &SectionGist, part: Part) -> bool {
    section.name.as_ref().is_some_and(|name| Part::of_section(&name.markdown) == part)
}

fn tried(reproduction: &Reproduction) -> bool {
    match reproduction.status {
        Some(ReproductionStatus::NotTried) => false,
        Some(
            ReproductionStatus::Partial | ReproductionStatus::Failed | ReproductionStatus::Done,
        ) => true,
        None => !reproduction.steps.is_empty() || !reproduction.results.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_known_by_its_name_in_both_languages() {
        for (name, expected) in [
            ("1 Introduction", Part::Introduction),
            ("引言", Part::Introduction),
            ("2. Related Work", Part::RelatedWork),
            ("相关工作", Part::RelatedWork),
            ("The Architecture", Part::Methods),
            ("3.1 ReLU", Part::Methods),
            ("网络结构", Part::Methods),
            ("Experimental Setup", Part::Experiments),
            ("6 Results", Part::Experiments),
            ("消融实验", Part::Experiments),
            ("7 Discussion", Part::Conclusion),
            ("总结与展望", Part::Conclusion),
        ] {
            assert_eq!(Part::of_section(name), expected, "{name}");
        }
    }
}
