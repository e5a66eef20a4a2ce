//! A citation style with fewer levels.
//!
//! Hayagriva asks at every group, macro and choice of a style whether anything below has something to
//! say, so what stands ten levels deep is asked twenty times. Once a style is cut down to what works of
//! one shape have ([`super::prune`]), most of its groups and macros hold one part, which certainly says
//! something: the part can stand in their place.
//!
//! Invariant: the style formats works of the shape as before. What is said *certainly* is a variable
//! that the work has: a list with such a part is never left out, whatever else it asks for.

use std::collections::BTreeMap;

use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, Date, DatePartName, Formatting, Group, IndependentStyle,
    LayoutRenderingElement, Names, NamesChild, Text, TextTarget, ToAffixes as _, ToFormatting as _,
};

use super::shape::Shape;

/// Takes levels out of `style`, which is cut down to works of `shape`.
pub(super) fn flatten(style: &mut IndependentStyle, shape: &Shape) {
    let whole = std::mem::take(&mut style.macros);
    let mut flat = Flat {
        shape,
        whole: whole.iter().map(|part| (part.name.clone(), part.children.clone())).collect(),
        done: BTreeMap::new(),
    };
    if let Some(bibliography) = &mut style.bibliography
        && !flat.whole.values().chain([&bibliography.layout.elements]).any(|list| substitutes(list))
    {
        flat.list(&mut bibliography.layout.elements);
    }
    style.macros = whole
        .into_iter()
        .map(|mut part| {
            if let Some(children) = flat.done.remove(&part.name) {
                part.children = children;
            }
            part
        })
        .collect();
}

struct Flat<'a> {
    shape: &'a Shape,
    /// Macros not yet looked at.
    whole: BTreeMap<String, Vec<LayoutRenderingElement>>,
    /// Those that were. One that is being looked at is in neither.
    done: BTreeMap<String, Vec<LayoutRenderingElement>>,
}

impl Flat<'_> {
    fn list(&mut self, elements: &mut Vec<LayoutRenderingElement>) {
        for element in elements.iter_mut() {
            if let Some(only) = self.element(element) {
                *element = only;
            }
        }
        if elements.iter().any(|element| self.is_certain(element)) {
            elements.retain(|element| !self.asks_in_vain(element));
        }
    }

    /// What can stand in the place of `element`, which is looked through.
    fn element(&mut self, element: &mut LayoutRenderingElement) -> Option<LayoutRenderingElement> {
        match element {
            LayoutRenderingElement::Group(group) => {
                self.list(&mut group.children);
                if is_plain_group(group) { self.only(&group.children) } else { None }
            }
            LayoutRenderingElement::Choose(choose) => {
                let Choose { if_, else_if, otherwise, .. } = choose;
                for branch in std::iter::once(if_).chain(else_if) {
                    self.list(&mut branch.children);
                }
                if let Some(otherwise) = otherwise {
                    self.list(&mut otherwise.children);
                }
                if is_always(&choose.if_) { self.only(&choose.if_.children) } else { None }
            }
            LayoutRenderingElement::Text(text) => {
                let TextTarget::Macro { name } = &text.target else { return None };
                if let Some(mut children) = self.whole.remove(name) {
                    self.list(&mut children);
                    self.done.insert(name.clone(), children);
                }
                if is_plain_text(text) { self.only(self.done.get(name)?) } else { None }
            }
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Names(_)
            | LayoutRenderingElement::Label(_) => None,
        }
    }

    /// The only one of `children`, if it certainly says something. A choice is none: what it chooses is
    /// joined as the list around it says.
    fn only(&self, children: &[LayoutRenderingElement]) -> Option<LayoutRenderingElement> {
        let [only] = children else { return None };
        let stays = matches!(only, LayoutRenderingElement::Choose(_)) || !self.is_certain(only);
        (!stays).then(|| only.clone())
    }

    /// Whether `element` says a variable of every work of the shape.
    fn is_certain(&self, element: &LayoutRenderingElement) -> bool {
        let any = |list: &[LayoutRenderingElement]| list.iter().any(|it| self.is_certain(it));
        let has = |variable| self.shape.has(variable) == Some(true);
        match element {
            LayoutRenderingElement::Group(group) => any(&group.children),
            LayoutRenderingElement::Choose(choose) => {
                is_always(&choose.if_) && any(&choose.if_.children)
            }
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => self.done.get(name).is_some_and(|list| any(list)),
                TextTarget::Variable { var, .. } => has(*var),
                TextTarget::Term { .. } | TextTarget::Value { .. } => false,
            },
            LayoutRenderingElement::Date(date) => {
                date.variable.is_some_and(|it| has(it.into())) && says_year(date)
            }
            LayoutRenderingElement::Number(number) => has(number.variable.into()),
            LayoutRenderingElement::Names(names) => {
                names.variable.iter().any(|&name| has(name.into())) && says_names(names)
            }
            LayoutRenderingElement::Label(_) => false,
        }
    }

    /// Whether `element` asks for a variable that no work of the shape has.
    fn asks_in_vain(&self, element: &LayoutRenderingElement) -> bool {
        match element {
            LayoutRenderingElement::Text(Text {
                target: TextTarget::Variable { var, .. }, ..
            }) => self.shape.has(*var) == Some(false),
            _ => false,
        }
    }
}

/// Whether `date` says a year, which all dates have.
fn says_year(date: &Date) -> bool {
    date.form.is_some() || date.date_part.iter().any(|part| part.name == DatePartName::Year)
}

/// Whether `names` says the names that there are: it may say none of many.
fn says_names(names: &Names) -> bool {
    let says = |child: &NamesChild| match child {
        NamesChild::Name(name) => name.options(&names.options()).et_al_use_first != Some(0),
        _ => false,
    };
    names.children.is_empty() || names.children.iter().any(says)
}

/// Whether something in `elements` stands for names that are missing, and is not said again.
fn substitutes(elements: &[LayoutRenderingElement]) -> bool {
    elements.iter().any(|element| match element {
        LayoutRenderingElement::Names(names) => {
            names.children.iter().any(|child| matches!(child, NamesChild::Substitute(_)))
        }
        LayoutRenderingElement::Group(group) => substitutes(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            choose.branches().any(|branch| substitutes(&branch.children))
                || choose.otherwise.as_ref().is_some_and(|it| substitutes(&it.children))
        }
        LayoutRenderingElement::Text(_)
        | LayoutRenderingElement::Date(_)
        | LayoutRenderingElement::Number(_)
        | LayoutRenderingElement::Label(_) => false,
    })
}

/// Whether a branch is taken whatever the work.
fn is_always(branch: &ChooseBranch) -> bool {
    let ChooseBranch {
        disambiguate,
        is_numeric,
        is_uncertain_date,
        locator,
        position,
        type_,
        variable,
        match_: _,
        children: _,
    } = branch;
    disambiguate.is_none()
        && is_numeric.is_none()
        && is_uncertain_date.is_none()
        && locator.is_none()
        && position.is_none()
        && type_.is_none()
        && variable.is_none()
}

/// Whether a group does nothing but join.
fn is_plain_group(group: &Group) -> bool {
    group.to_formatting() == Formatting::default()
        && group.to_affixes() == Affixes::default()
        && group.display.is_none()
}

/// Whether a call of a macro does nothing but call it.
fn is_plain_text(text: &Text) -> bool {
    let Text { target: _, formatting, affixes, display, quotes, strip_periods, text_case } = text;
    *formatting == Formatting::default()
        && *affixes == Affixes::default()
        && display.is_none()
        && !quotes
        && !strip_periods
        && text_case.is_none()
}
