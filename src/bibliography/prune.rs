//! A citation style, cut down to what concerns one kind of work.
//!
//! Invariant: a work of that kind is formatted as by the whole style. A style asks at every turn what
//! kind the work is of, and hayagriva asks again for each group around it: with the answers put in,
//! and the branches for other kinds gone, a reference takes a fraction of the time.

use hayagriva::citationberg::taxonomy::Kind;
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, ElseBranch, IndependentStyle, LayoutRenderingElement,
};

/// `style` for works of `kind`; no kind is that of a work whose kind CSL does not know.
pub(super) fn pruned(mut style: IndependentStyle, kind: Option<Kind>) -> IndependentStyle {
    for part in &mut style.macros {
        prune(&mut part.children, kind);
    }
    if let Some(bibliography) = &mut style.bibliography {
        prune(&mut bibliography.layout.elements, kind);
    }
    style
}

fn prune(elements: &mut [LayoutRenderingElement], kind: Option<Kind>) {
    for element in elements {
        match element {
            LayoutRenderingElement::Group(group) => prune(&mut group.children, kind),
            LayoutRenderingElement::Choose(choose) => {
                decide(choose, kind);
                for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                    prune(&mut branch.children, kind);
                }
                if let Some(otherwise) = &mut choose.otherwise {
                    prune(&mut otherwise.children, kind);
                }
            }
            LayoutRenderingElement::Text(_)
            | LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Names(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
}

/// Takes out the branches that are never taken, and what stands behind one that always is.
fn decide(choose: &mut Choose, kind: Option<Kind>) {
    let always = |children| ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    };
    let mut left: Vec<ChooseBranch> = Vec::new();
    let mut decided = false;
    let first = std::mem::replace(&mut choose.if_, always(Vec::new()));
    for branch in std::iter::once(first).chain(choose.else_if.drain(..)) {
        match answer(&branch, kind) {
            Some(false) => {}
            Some(true) => {
                left.push(always(branch.children));
                decided = true;
                break;
            }
            None => left.push(branch),
        }
    }
    let otherwise = choose.otherwise.take().filter(|_| !decided);
    let mut left = left.into_iter();
    match left.next() {
        Some(branch) => {
            choose.if_ = branch;
            choose.else_if = left.collect();
            choose.otherwise = otherwise;
        }
        None => {
            let ElseBranch { children } = otherwise.unwrap_or(ElseBranch { children: Vec::new() });
            choose.if_ = always(children);
        }
    }
}

/// Whether a branch that asks for nothing but the kind is taken; `None` if it asks for more.
fn answer(branch: &ChooseBranch, kind: Option<Kind>) -> Option<bool> {
    let ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: Some(kinds),
        variable: None,
        match_,
        children: _,
    } = branch
    else {
        return None;
    };
    Some(match_.test(kinds.iter().map(|&asked| Some(asked) == kind)))
}
