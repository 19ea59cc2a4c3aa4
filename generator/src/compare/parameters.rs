//! Changes of path and query parameters.

use super::{
    Comparison,
    change::{Change, Impact, Kind},
    limits::{Shift, shift},
};
use crate::{
    model::{Constraint, Operation, Parameter, ParameterPlace},
    spelling::spell,
};

impl Comparison<'_> {
    /// Compares the parameters of one operation, which is called with `call`.
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation, call: &str) {
        // Arguments in the path have no name on the wire: they pair up by position.
        for (old, new) in path_arguments(old).zip(path_arguments(new)) {
            self.parameter(old, new, call);
        }
        self.queries(old, new, call, |_| true);
        self.parameter_order(old, new, call);
    }

    /// Compares those parameters of the query that are `wanted`.
    pub(super) fn queries(
        &mut self,
        old: &Operation,
        new: &Operation,
        call: &str,
        wanted: impl Fn(&Parameter) -> bool,
    ) {
        let same = |one: &Parameter, other: &Parameter| one.wire_name == other.wire_name;
        for before in queries(old).filter(|before| wanted(before)) {
            match queries(new).find(|after| same(before, after)) {
                Some(after) => self.parameter(before, after, call),
                None => self.parameter_removed(before, new, call),
            }
        }
        for after in queries(new) {
            if wanted(after) && !queries(old).any(|before| same(before, after)) {
                self.parameter_added(after, call);
            }
        }
    }

    fn parameter_removed(&mut self, old: &Parameter, new: &Operation, call: &str) {
        let change = Change::new(
            Kind::ParameterRemoved,
            None,
            subject(old, call),
            "is gone",
            &new.at.child("parameters"),
        )
        .was(spell(&old.ty))
        .advice("leave it out: the server ignores it");
        self.add_without(change, &[&old.ty]);
    }

    fn parameter_added(&mut self, new: &Parameter, call: &str) {
        let (kind, message) = match (new.required, &new.constant) {
            (true, None) => (Kind::RequiredParameterAdded, "is new and required"),
            // Newer crates send it without asking; older ones do not send it.
            (true, Some(_)) => (
                Kind::RequiredParameterAdded,
                "is new and sent without asking",
            ),
            _ => (Kind::OptionalParameterAdded, "is new"),
        };
        let spelled = new.constant.clone().unwrap_or_else(|| spell(&new.ty));
        let mut change = Change::new(kind, None, subject(new, call), message, &new.at).is(spelled);
        if new.required && new.constant.is_some() {
            change = change.impact(Impact::Breaking, Impact::None);
        } else if new.required {
            change = change.advice("give it as an argument of the call");
        }
        self.add_with(change, &[&new.ty]);
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter, call: &str) {
        let change =
            |kind, message: &str| Change::new(kind, None, subject(new, call), message, &new.at);
        // What is sent without asking has no type that anybody sees.
        let chosen = old.constant.is_none() && new.constant.is_none();
        if chosen && !self.same(&old.ty, &new.ty) {
            let mut change = change(Kind::ParameterTypeChanged, "has another type")
                .effect(spell(&old.ty), spell(&new.ty));
            if self.alike(&old.ty, &new.ty) {
                change = change.impact(Impact::None, Impact::Breaking);
            }
            self.add_instead(change, &[&old.ty], &[&new.ty]);
        }
        if old.name != new.name && new.place == ParameterPlace::Query {
            let mut change =
                change(Kind::ParameterRenamed, "has another name").effect(&old.name, &new.name);
            if old.required && new.required {
                // Arguments go by position.
                change = change.impact(Impact::None, Impact::None);
            } else if !new.required {
                change = change.advice(format!("set it with `.{}(…)`", new.name));
            }
            self.add(change);
        }
        match (old.required, new.required) {
            (false, true) if new.constant.is_some() => {
                let message = "is required and sent without asking";
                let change = change(Kind::ParameterNowRequired, message).advice("leave it out");
                self.add_without(change, &[&old.ty]);
            }
            (false, true) => self.add(
                change(Kind::ParameterNowRequired, "is required")
                    .advice("give it as an argument of the call"),
            ),
            (true, false) if old.constant.is_some() => {
                let change = change(Kind::ParameterNowOptional, "can be left out")
                    .impact(Impact::Compatible, Impact::Compatible);
                self.add_with(change, &[&new.ty]);
            }
            (true, false) => self.add(
                change(Kind::ParameterNowOptional, "can be left out")
                    .advice(format!("set it with `.{}(…)`", new.name)),
            ),
            (true, true) => self.parameter_constant(old, new, &change),
            (false, false) => {}
        }
        match shift(&old.constraints, &new.constraints) {
            Shift::Same => {}
            Shift::Looser => self.add(
                change(Kind::ParameterLimitsLoosened, "allows more")
                    .effect(phrases(&old.constraints), phrases(&new.constraints)),
            ),
            Shift::Tighter => self.add(
                change(Kind::ParameterLimitsTightened, "allows less")
                    .effect(phrases(&old.constraints), phrases(&new.constraints)),
            ),
        }
        match (&old.default, &new.default) {
            (None, Some(after)) => {
                self.add(
                    change(Kind::ParameterDefaultStated, "has a documented default").is(after),
                );
            }
            (Some(before), after) if Some(before) != after.as_ref() => self.add(
                change(
                    Kind::ParameterDefaultChanged,
                    "means something else when left out",
                )
                .effect(before, after.as_deref().unwrap_or("nothing documented")),
            ),
            _ => {}
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => self.add(change(Kind::ParameterDeprecated, "is deprecated")),
            (true, false) => self.add(change(
                Kind::DeprecationWithdrawn,
                "is no longer deprecated",
            )),
            _ => {}
        }
    }

    /// What is sent without asking; whoever has to choose it gives an argument.
    fn parameter_constant(
        &mut self,
        old: &Parameter,
        new: &Parameter,
        change: &impl Fn(Kind, &str) -> Change,
    ) {
        let change = |message| change(Kind::ParameterConstantChanged, message);
        match (&old.constant, &new.constant) {
            (Some(before), Some(after)) if before != after => {
                self.add(change("has another only value").effect(before, after));
            }
            (Some(before), None) => {
                let change = change("has to be chosen")
                    .was(before)
                    .advice("give it as an argument of the call")
                    .impact(Impact::Compatible, Impact::Breaking);
                self.add_with(change, &[&new.ty]);
            }
            (None, Some(after)) => {
                let change = change("has one value only")
                    .is(after)
                    .advice("leave it out: it is sent without asking")
                    .impact(Impact::Breaking, Impact::Breaking);
                self.add_without(change, &[&old.ty]);
            }
            _ => {}
        }
    }

    fn parameter_order(&mut self, old: &Operation, new: &Operation, call: &str) {
        let order = |one: &Operation, other: &Operation| -> Vec<String> {
            let both = |name: &str| {
                other
                    .required()
                    .any(|parameter| parameter.wire_name == name)
            };
            let names = one.required().map(|parameter| parameter.wire_name.clone());
            names.filter(|name| both(name)).collect()
        };
        let (before, after) = (order(old, new), order(new, old));
        if before != after {
            self.add(
                Change::new(
                    Kind::ParameterOrderChanged,
                    None,
                    call,
                    "takes its arguments in another order",
                    &new.at,
                )
                .effect(before.join(", "), after.join(", "))
                .advice("swap them: the compiler does not tell those of one type apart"),
            );
        }
    }
}

fn path_arguments(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let names = operation.path.split(['{', '}']).skip(1).step_by(2);
    names.filter_map(|name| {
        operation.parameters.iter().find(|parameter| {
            parameter.place == ParameterPlace::Path && parameter.wire_name == name
        })
    })
}

fn queries(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.place == ParameterPlace::Query)
}

fn subject(parameter: &Parameter, call: &str) -> String {
    format!("{} of {call}", parameter.name)
}

/// Limits as a person reads them.
pub fn phrases(limits: &[Constraint]) -> String {
    let phrases: Vec<_> = limits.iter().flat_map(Constraint::phrases).collect();
    if phrases.is_empty() {
        "no limits".to_owned()
    } else {
        phrases.join(", ")
    }
}
