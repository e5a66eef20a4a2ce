//! A citation style with fewer levels.
//!
//! Hayagriva asks at every group, macro and choice of a style whether anything below has something to
//! say, so what stands ten levels deep is asked twenty times. Once a style is cut down to what works of
//! one shape have ([`super::prune`]), most of its groups and macros hold one part, which certainly says
//! something: the part can stand in their place.
//!
//! Invariant: the style formats works of the shape as before. What is said *certainly* is a variable
//! that the work has: a list with such a part is never left out, whatever else it asks for. (CSL lets
//! no macro call itself, so to look into macros ends.)

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::Variable;
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, Date, DatePartName, Formatting, Group, IndependentStyle,
    LayoutRenderingElement, Names, NamesChild, Text, TextTarget, ToAffixes as _, ToFormatting as _,
};

use super::prune::answer;
use super::shape::Shape;

/// Takes levels out of `style`, which is cut down to works of `shape`.
pub(super) fn flatten(style: &mut IndependentStyle, shape: &Shape) {
    let Some(bibliography) = &mut style.bibliography else { return };
    let macros = std::mem::take(&mut style.macros);
    let whole = macros.iter().map(|part| (part.name.clone(), part.children.clone())).collect();
    let mut flat = Flat { shape, whole, done: BTreeMap::new(), substituted: Vec::new() };
    let mut substituted = Vec::new();
    for list in flat.whole.values().chain([&bibliography.layout.elements]) {
        flat.substitutes(list, &mut substituted);
    }
    flat.substituted = substituted;
    flat.list(&mut bibliography.layout.elements);
    let left = macros.into_iter().map(|mut part| {
        if let Some(children) = flat.done.remove(&part.name) {
            part.children = children;
        }
        part
    });
    style.macros = left.collect();
}

struct Flat<'a> {
    shape: &'a Shape,
    /// Macros not yet looked at.
    whole: BTreeMap<String, Vec<LayoutRenderingElement>>,
    /// Those that were. One that is being looked at is in neither.
    done: BTreeMap<String, Vec<LayoutRenderingElement>>,
    /// Variables that may stand for names that are missing, and then are not said again.
    substituted: Vec<Variable>,
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
                if self.is_taken(&choose.if_) { self.only(&choose.if_.children) } else { None }
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

    /// Whether works of the shape always take a branch.
    fn is_taken(&self, branch: &ChooseBranch) -> bool {
        answer(branch, self.shape) == Some(true)
    }

    /// Whether `element` says a variable of every work of the shape.
    fn is_certain(&self, element: &LayoutRenderingElement) -> bool {
        let any = |list: &[LayoutRenderingElement]| list.iter().any(|it| self.is_certain(it));
        let has = |variable| {
            self.shape.has(variable) == Some(true) && !self.substituted.contains(&variable)
        };
        match element {
            LayoutRenderingElement::Group(group) => any(&group.children),
            LayoutRenderingElement::Choose(choose) => {
                self.is_taken(&choose.if_) && any(&choose.if_.children)
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

    /// Adds the variables that stand for missing names in `elements`.
    fn substitutes(&self, elements: &[LayoutRenderingElement], out: &mut Vec<Variable>) {
        for element in elements {
            match element {
                LayoutRenderingElement::Names(names) => {
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.variables(&substitute.children, out);
                        }
                    }
                }
                _ => each_list(element, &mut |list| self.substitutes(list, out)),
            }
        }
    }

    /// Adds all variables that `elements` may say.
    fn variables(&self, elements: &[LayoutRenderingElement], out: &mut Vec<Variable>) {
        for element in elements {
            match element {
                LayoutRenderingElement::Text(text) => match &text.target {
                    TextTarget::Macro { name } => {
                        if let Some(list) = self.whole.get(name) {
                            self.variables(list, out);
                        }
                    }
                    TextTarget::Variable { var, .. } => out.push(*var),
                    TextTarget::Term { .. } | TextTarget::Value { .. } => {}
                },
                LayoutRenderingElement::Date(date) => out.extend(date.variable.map(Variable::from)),
                LayoutRenderingElement::Number(number) => out.push(number.variable.into()),
                LayoutRenderingElement::Names(names) => {
                    out.extend(names.variable.iter().map(|&name| Variable::from(name)));
                    self.substitutes(std::slice::from_ref(element), out);
                }
                LayoutRenderingElement::Label(label) => out.push(label.variable.into()),
                LayoutRenderingElement::Group(_) | LayoutRenderingElement::Choose(_) => {
                    each_list(element, &mut |list| self.variables(list, out));
                }
            }
        }
    }
}

/// Calls `visit` with each list of parts that stands in `element`.
fn each_list(element: &LayoutRenderingElement, visit: &mut dyn FnMut(&[LayoutRenderingElement])) {
    match element {
        LayoutRenderingElement::Group(group) => visit(&group.children),
        LayoutRenderingElement::Choose(choose) => {
            choose.branches().for_each(|branch| visit(&branch.children));
            if let Some(otherwise) = &choose.otherwise {
                visit(&otherwise.children);
            }
        }
        LayoutRenderingElement::Text(_)
        | LayoutRenderingElement::Date(_)
        | LayoutRenderingElement::Number(_)
        | LayoutRenderingElement::Names(_)
        | LayoutRenderingElement::Label(_) => {}
    }
}

/// Whether `date` says a year, which all dates have.
fn says_year(date: &Date) -> bool {
    date.form.is_some() || date.date_part.iter().any(|part| part.name == DatePartName::Year)
}

/// Whether `names` says the names that there are: it may say none of many.
pub(super) fn says_names(names: &Names) -> bool {
    let says = |child: &NamesChild| match child {
        NamesChild::Name(name) => name.options(&names.options()).et_al_use_first != Some(0),
        _ => false,
    };
    names.children.is_empty() || names.children.iter().any(says)
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
