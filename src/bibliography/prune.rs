//! A citation style, cut down to what concerns works of one shape.
//!
//! Invariant: a work of that shape is formatted as by the whole style, but that hayagriva, looking
//! through what stands for names that are missing, forgets what a work has even if none is: by the
//! whole style of APA a volume with editors would lose its number, pages and publisher.
//!
//! A style asks at every turn what kind the work is of and what it has, and hayagriva asks again for
//! each group around it, so that a part deep in a style is asked dozens of times whether it has
//! something to say. With the answers put in, and what says nothing gone, a reference takes a fraction
//! of the time.
//!
//! What says nothing is not always without effect: a group of a term and a variable is left out if the
//! work lacks the variable. So a list from which such parts were taken gets one part that asks for a
//! variable that is not there.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::Variable;
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, ChooseMatch, CslMacro, ElseBranch, Formatting, IndependentStyle,
    LayoutRenderingElement, Names, NamesChild, Text, TextTarget,
};

use super::flat::{flatten, says_names};
use super::shape::Shape;

/// What a part of a style does for works of the shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It may say something.
    Lives,
    /// It says nothing; `asks` if it asks for a variable, which its group then knows to be missing.
    Dead { asks: bool },
}

/// What is left of a list of parts.
#[derive(Debug, Clone, Copy, Default)]
struct Rest {
    /// Whether one of them may say what the work has.
    lives: bool,
    /// Whether one of them says words of the style.
    words: bool,
    /// Whether parts were taken out that ask for a variable.
    asks: bool,
}

impl Rest {
    /// What a group of them does.
    fn group(self) -> Fate {
        match self {
            Self { lives: false, asks: true, .. } => Fate::Dead { asks: true },
            Self { lives: false, words: false, asks: false } => Fate::Dead { asks: false },
            _ => Fate::Lives,
        }
    }

    /// What they do without a group around them.
    fn alone(self) -> Fate {
        match self {
            Self { lives: false, words: false, asks } => Fate::Dead { asks },
            _ => Fate::Lives,
        }
    }
}

/// `style` for works of `shape`.
pub(super) fn pruned(mut style: IndependentStyle, shape: &Shape) -> IndependentStyle {
    let mut pruner = Pruner {
        shape,
        whole: std::mem::take(&mut style.macros).into_iter().map(|m| (m.name.clone(), m)).collect(),
        done: BTreeMap::new(),
    };
    if let Some(bibliography) = &mut style.bibliography {
        pruner.list(&mut bibliography.layout.elements);
    }
    // Macros that nothing leads to any more are not looked through.
    style.macros = pruner.done.into_values().filter_map(|(_, part)| part).collect();
    flatten(&mut style, shape);
    style
}

struct Pruner<'a> {
    shape: &'a Shape,
    /// Macros not yet looked at.
    whole: BTreeMap<String, CslMacro>,
    /// What those do that were, and what is left of them; none of one that is dead or still looked at.
    done: BTreeMap<String, (Fate, Option<CslMacro>)>,
}

impl Pruner<'_> {
    fn list(&mut self, elements: &mut Vec<LayoutRenderingElement>) -> Rest {
        let mut rest = Rest::default();
        elements.retain_mut(|element| match self.element(element) {
            Fate::Lives => {
                let says = matches!(
                    element,
                    LayoutRenderingElement::Text(Text {
                        target: TextTarget::Term { .. } | TextTarget::Value { .. },
                        ..
                    })
                );
                rest.words |= says;
                rest.lives |= !says;
                true
            }
            Fate::Dead { asks } => {
                rest.asks |= asks;
                false
            }
        });
        if rest.asks
            && let Some(variable) = self.shape.lacks()
        {
            elements.push(asks_for(variable));
        }
        rest
    }

    /// Puts what stands behind a choice that is decided in its place. Both lists are joined by the
    /// same delimiter, and each level costs a look through all below it. What a group has to say hangs
    /// on the groups that stand in it directly, so none is brought there.
    fn unwrap(&self, elements: &mut Vec<LayoutRenderingElement>, in_group: bool) {
        let mut at = 0;
        while at < elements.len() {
            let children = match &mut elements[at] {
                LayoutRenderingElement::Choose(choose)
                    if answer(&choose.if_, self.shape) == Some(true)
                        && !(in_group && choose.if_.children.iter().any(is_group)) =>
                {
                    std::mem::take(&mut choose.if_.children)
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            let count = children.len();
            elements.splice(at..=at, children);
            at += count;
        }
    }

    fn element(&mut self, element: &mut LayoutRenderingElement) -> Fate {
        match element {
            LayoutRenderingElement::Group(group) => {
                let rest = self.list(&mut group.children);
                self.unwrap(&mut group.children, true);
                rest.group()
            }
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => self.named(name),
                TextTarget::Variable { var, .. } => self.variable(*var),
                TextTarget::Term { .. } | TextTarget::Value { .. } => Fate::Lives,
            },
            LayoutRenderingElement::Date(date) => {
                date.variable.map_or(Fate::Lives, |variable| self.variable(variable.into()))
            }
            LayoutRenderingElement::Number(number) => self.variable(number.variable.into()),
            LayoutRenderingElement::Names(names) => self.names(names),
            // A label is no variable, and says nothing beside one that is not there.
            LayoutRenderingElement::Label(label) => match self.shape.has(label.variable.into()) {
                Some(false) => Fate::Dead { asks: false },
                Some(true) | None => Fate::Lives,
            },
        }
    }

    fn variable(&self, variable: Variable) -> Fate {
        match self.shape.has(variable) {
            Some(false) => Fate::Dead { asks: true },
            Some(true) | None => Fate::Lives,
        }
    }

    /// A macro, which is a group wherever it is called.
    fn named(&mut self, name: &str) -> Fate {
        if let Some((fate, _)) = self.done.get(name) {
            return *fate;
        }
        let Some(mut part) = self.whole.remove(name) else { return Fate::Lives };
        // One that calls itself finds this.
        self.done.insert(name.to_owned(), (Fate::Lives, None));
        let fate = self.list(&mut part.children).group();
        let left = (fate == Fate::Lives).then_some(part);
        self.done.insert(name.to_owned(), (fate, left));
        fate
    }

    /// Names, or what stands for them if the work has none.
    fn names(&mut self, names: &mut Names) -> Fate {
        let known: Vec<Option<bool>> =
            names.variable.iter().map(|&name| self.shape.has(name.into())).collect();
        if known.contains(&Some(true)) {
            names.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
            return Fate::Lives;
        }
        let mut rest = Rest::default();
        let says_all = says_names(names);
        for child in &mut names.children {
            if let NamesChild::Substitute(substitute) = child {
                rest = self.list(&mut substitute.children);
                // Nothing stands for what does.
                let says = |element: &LayoutRenderingElement| match element {
                    LayoutRenderingElement::Names(names) => {
                        let has = |&name: &_| self.shape.has(Variable::Name(name)) == Some(true);
                        says_all && says_names(names) && names.variable.iter().any(has)
                    }
                    _ => false,
                };
                if let Some(first) = substitute.children.iter().position(says) {
                    substitute.children.truncate(first + 1);
                }
            }
        }
        if known.iter().all(|known| *known == Some(false)) { rest.alone() } else { Fate::Lives }
    }

    /// Takes out the branches that are never taken, and what stands behind one that always is.
    fn choose(&mut self, choose: &mut Choose) -> Fate {
        let mut left: Vec<ChooseBranch> = Vec::new();
        let mut decided = false;
        let first = std::mem::replace(&mut choose.if_, always(Vec::new()));
        for branch in std::iter::once(first).chain(choose.else_if.drain(..)) {
            match answer(&branch, self.shape) {
                Some(false) => {}
                Some(true) => {
                    left.push(always(branch.children));
                    decided = true;
                    break;
                }
                None => left.push(branch),
            }
        }
        let mut otherwise = choose.otherwise.take().filter(|_| !decided);
        let mut fates: Vec<Fate> =
            left.iter_mut().map(|branch| self.list(&mut branch.children).alone()).collect();
        if !decided {
            fates.push(match &mut otherwise {
                Some(otherwise) => self.list(&mut otherwise.children).alone(),
                None => Fate::Dead { asks: false },
            });
        }
        for branch in &mut left {
            self.unwrap(&mut branch.children, false);
        }
        if let Some(otherwise) = &mut otherwise {
            self.unwrap(&mut otherwise.children, false);
        }
        let mut left = left.into_iter();
        match left.next() {
            Some(branch) => {
                choose.if_ = branch;
                choose.else_if = left.collect();
                choose.otherwise = otherwise;
            }
            None => {
                let ElseBranch { children } = otherwise.unwrap_or(ElseBranch { children: vec![] });
                choose.if_ = always(children);
            }
        }
        match fates.split_first() {
            Some((fate, others)) if others.iter().all(|other| other == fate) => *fate,
            _ => Fate::Lives,
        }
    }
}

fn is_group(element: &LayoutRenderingElement) -> bool {
    matches!(element, LayoutRenderingElement::Group(_))
}

/// A part that says nothing and asks for `variable`, which is not there.
fn asks_for(variable: Variable) -> LayoutRenderingElement {
    LayoutRenderingElement::Text(Text {
        target: TextTarget::from(variable),
        formatting: Formatting::default(),
        affixes: Affixes::default(),
        display: None,
        quotes: false,
        strip_periods: false,
        text_case: None,
    })
}

/// A branch that is always taken.
fn always(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

/// Whether a branch is taken; `None` if that hangs on more than the shape.
pub(super) fn answer(branch: &ChooseBranch, shape: &Shape) -> Option<bool> {
    let ChooseBranch {
        disambiguate: None,
        is_numeric,
        is_uncertain_date,
        locator: None,
        position: None,
        type_,
        variable,
        match_,
        children: _,
    } = branch
    else {
        return None;
    };
    let kind = shape.kind();
    // What is not there is no number; what is may be one.
    let absent = |variable: Variable| shape.has(variable).filter(|has| !has);
    let tests: Vec<Option<bool>> = Iterator::chain(
        type_.iter().flatten().map(|&asked| Some(Some(asked) == kind)),
        variable.iter().flatten().map(|&asked| shape.has(asked)),
    )
    .chain(is_numeric.iter().flatten().map(|&asked| absent(asked)))
    .chain(is_uncertain_date.iter().flatten().map(|&asked| shape.is_uncertain(asked)))
    .collect();
    let (decisive, answer) = match match_ {
        ChooseMatch::All => (false, false),
        ChooseMatch::Any => (true, true),
        ChooseMatch::None => (true, false),
    };
    if tests.contains(&Some(decisive)) {
        return Some(answer);
    }
    tests.iter().all(Option::is_some).then_some(!answer)
}
