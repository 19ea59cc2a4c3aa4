//! The values that a rule's path points to.

use std::fmt;

use serde_json::Value;

/// A value that a path leads to.
pub(super) struct Place<'a> {
    pub(super) value: &'a Value,
    steps: Vec<Step<'a>>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The member of an object.
    Member(&'a str),
    /// The item of an array.
    Item(usize),
}

impl Place<'_> {
    pub(super) fn is_given(&self) -> bool {
        match self.value {
            Value::Null | Value::Bool(false) => false,
            Value::String(text) => text != "false",
            _ => true,
        }
    }

    /// Whether the value is this text, or is written like it: `true`, `7`.
    pub(super) fn holds(&self, text: &str) -> bool {
        match self.value {
            Value::String(value) => value == text,
            value => format!("{value}") == text,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.iter().enumerate() {
            match step {
                Step::Member(name) if position == 0 => f.write_str(name)?,
                Step::Member(name) => write!(f, ".{name}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Every place that `path` leads to.
pub(super) fn find<'a>(root: &'a Value, path: &'a str) -> Vec<Place<'a>> {
    follow(root, path.split('/').map(step))
}

/// Every place that `path` leads to, in the items that `place` is in as far as `path` begins like
/// `field`, whose place it is.
pub(super) fn beside<'a>(
    root: &'a Value,
    path: &'a str,
    field: &str,
    place: &Place<'a>,
) -> Vec<Place<'a>> {
    let mut fields = field.split('/').zip(&place.steps);
    let mut together = true;
    let steps = path.split('/').map(|name| {
        let same = fields.next().filter(|(field, _)| *field == name);
        together &= same.is_some();
        match same {
            Some((_, taken)) if together => Some(*taken),
            _ => step(name),
        }
    });
    follow(root, steps)
}

/// `None` stands for every item of an array.
fn step(name: &str) -> Option<Step<'_>> {
    (name != "*").then_some(Step::Member(name))
}

fn follow<'a>(root: &'a Value, path: impl Iterator<Item = Option<Step<'a>>>) -> Vec<Place<'a>> {
    let mut places = vec![Place {
        value: root,
        steps: Vec::new(),
    }];
    for step in path {
        places = places.iter().flat_map(|place| place.enter(step)).collect();
    }
    places
}

impl<'a> Place<'a> {
    /// What is one step further in.
    fn enter(&self, step: Option<Step<'a>>) -> Vec<Place<'a>> {
        let steps: Vec<_> = match (step, self.value) {
            (None, Value::Array(items)) => (0..items.len()).map(Step::Item).collect(),
            (step, _) => step.into_iter().collect(),
        };
        steps
            .into_iter()
            .filter_map(|step| {
                let value = match step {
                    Step::Member(name) => self.value.get(name),
                    Step::Item(index) => self.value.get(index),
                }?;
                let mut steps = self.steps.clone();
                steps.push(step);
                Some(Place { value, steps })
            })
            .collect()
    }
}
