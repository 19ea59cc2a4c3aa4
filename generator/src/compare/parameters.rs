//! Changes of parameters.

use super::{
    advice::Advice,
    change::{Change, Detail},
    comparison::Comparison,
    kind::{Impact, Kind},
    limits::{Shift, shift},
    subject::Subject,
    value::Value,
};
use crate::{
    model::{CallName, Operation, Parameter, ParameterPlace, StyleForm},
    source::Pointer,
};

impl Comparison<'_> {
    /// Compares the parameters of one operation, which is called with `call`.
    pub(super) fn parameters(&mut self, old: &Operation, new: &Operation, call: &CallName) {
        // Arguments in the path have no name on the wire: they pair up by position.
        for (old, new) in path_arguments(old).zip(path_arguments(new)) {
            self.parameter(old, new, call);
        }
        self.named_parameters(old, new, call, |_| true);
        self.parameter_order(old, new, call);
    }

    /// Compares those parameters outside of the path that are `wanted`.
    pub(super) fn named_parameters(
        &mut self,
        old: &Operation,
        new: &Operation,
        call: &CallName,
        wanted: impl Fn(&Parameter) -> bool,
    ) {
        let mut added: Vec<_> = named(new)
            .filter(|after| !named(old).any(|before| before.is_same(after)))
            .collect();
        for before in named(old).filter(|before| wanted(before)) {
            let same = named(new).find(|after| before.is_same(after));
            // One that is now sent in another place has lost its only pair.
            let same = same.or_else(|| {
                let named_so = |after: &&Parameter| after.wire_name == before.wire_name;
                Some(added.remove(added.iter().position(named_so)?))
            });
            match same {
                Some(after) => self.parameter(before, after, call),
                None => self.parameter_removed(before, new, call),
            }
        }
        for after in added.into_iter().filter(|after| wanted(after)) {
            self.parameter_added(after, call);
        }
    }

    fn parameter_removed(&mut self, old: &Parameter, new: &Operation, call: &CallName) {
        let at = new.at.child("parameters");
        let change = change_at(Kind::ParameterRemoved, old, call, &at)
            .was(&old.ty)
            .advice(Advice::StopSetting)
            .removes(&old.at);
        self.add_without(change, &[&old.ty]);
    }

    fn parameter_added(&mut self, new: &Parameter, call: &CallName) {
        let kind = if new.required {
            Kind::RequiredParameterAdded
        } else {
            Kind::OptionalParameterAdded
        };
        let value = new.constant.as_ref().map(Value::from);
        let change = change(kind, new, call)
            .is(value.unwrap_or_else(|| (&new.ty).into()))
            .adds(&new.at);
        let change = match (new.required, &new.constant) {
            (true, None) => change.detail(Detail::Passed).advice(Advice::PassToCall),
            // Newer crates send it automatically; older ones do not send it.
            (true, Some(_)) => change
                .detail(Detail::FilledIn)
                .impact(Impact::Breaking, Impact::None),
            (false, _) => change,
        };
        self.add_with(change, &[&new.ty]);
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter, call: &CallName) {
        let change = |kind| change(kind, new, call).moved_from(&old.at);
        // The type of an automatically sent value is not visible.
        let chosen = old.constant.is_none() && new.constant.is_none();
        if chosen && !self.same(&old.ty, &new.ty) {
            let mut change = change(Kind::ParameterTypeChanged).effect(&old.ty, &new.ty);
            if self.alike(&old.ty, &new.ty) {
                change = change.impact(Impact::None, Impact::Breaking);
            }
            self.add_instead(change, &[&old.ty], &[&new.ty]);
        }
        if old.place != new.place {
            let change = change(Kind::ParameterMoved);
            self.add(change.effect(old.place.as_str(), new.place.as_str()));
        }
        let is_of_style = old.style != new.style && old.place == new.place;
        if is_of_style && self.same(&old.ty, &new.ty) {
            let [was, is] = [old, new].map(|it| it.at.child(described_by(it)));
            let change = change(Kind::ParameterStyleChanged);
            let change = change.effect(&style_of(old), &style_of(new));
            self.add(match was.last() == is.last() {
                true => change,
                false => change.removes(&was).adds(&is),
            });
        }
        if old.name != new.name && new.place != ParameterPlace::Path {
            let change = change(Kind::ParameterRenamed).effect(&old.name, &new.name);
            self.add(match (old.required, new.required) {
                // Arguments are positional.
                (true, true) => change.impact(Impact::None, Impact::None),
                (false, true) => change,
                (_, false) => change.advice(Advice::SetWith(new.name.clone())),
            });
        }
        self.requirement(old, new, call);
        self.changes.extend(value_changes(old, new, &change));
    }

    /// Whether a call has to pass it.
    fn requirement(&mut self, old: &Parameter, new: &Parameter, call: &CallName) {
        let change = |kind| change(kind, new, call).moved_from(&old.at);
        match (old.required, new.required) {
            (false, true) if new.constant.is_some() => {
                let change = change(Kind::ParameterNowRequired)
                    .detail(Detail::FilledIn)
                    .advice(Advice::OmitFromCall);
                self.add_without(change, &[&old.ty]);
            }
            (false, true) => {
                let change = change(Kind::ParameterNowRequired).detail(Detail::Passed);
                self.add(change.advice(Advice::PassToCall));
            }
            (true, false) if old.constant.is_some() => {
                let change = change(Kind::ParameterNowOptional)
                    .impact(Impact::Compatible, Impact::Compatible);
                self.add_with(change, &[&new.ty]);
            }
            (true, false) => self
                .add(change(Kind::ParameterNowOptional).advice(Advice::SetWith(new.name.clone()))),
            (true, true) => self.parameter_constant(old, new, call),
            (false, false) => {}
        }
    }

    /// Compares constants, which are sent automatically; otherwise the caller passes an argument.
    fn parameter_constant(&mut self, old: &Parameter, new: &Parameter, call: &CallName) {
        let change = change(Kind::ParameterConstantChanged, new, call).moved_from(&old.at);
        match (&old.constant, &new.constant) {
            (Some(before), Some(after)) if before != after => {
                self.add(change.effect(before, after));
            }
            (Some(before), None) => {
                let change = change
                    .was(before)
                    .advice(Advice::PassToCall)
                    .impact(Impact::Compatible, Impact::Breaking);
                self.add_with(change, &[&new.ty]);
            }
            (None, Some(after)) => {
                let change = change
                    .is(after)
                    .advice(Advice::OmitFromCall)
                    .impact(Impact::Breaking, Impact::Breaking);
                self.add_without(change, &[&old.ty]);
            }
            _ => {}
        }
    }

    fn parameter_order(&mut self, old: &Operation, new: &Operation, call: &CallName) {
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
            let subject = Subject::Call(call.clone());
            let change = Change::new(Kind::ParameterOrderChanged, None, subject, &new.at)
                .effect(Value::Names(before), Value::Names(after))
                .advice(Advice::ReorderArguments);
            self.add(change);
        }
    }
}

/// Changes of what a parameter says beside its type: limits, default, deprecation, and whether it
/// is an idempotency key.
pub fn value_changes(
    old: &Parameter,
    new: &Parameter,
    change: &dyn Fn(Kind) -> Change,
) -> Vec<Change> {
    let limits = match shift(&old.constraints, &new.constraints) {
        Shift::Same => None,
        Shift::Looser => Some(Kind::ParameterLimitsLoosened),
        Shift::Tighter => Some(Kind::ParameterLimitsTightened),
    };
    let limits = limits.map(|kind| change(kind).effect(&*old.constraints, &*new.constraints));
    let default = match (&old.default, &new.default) {
        (None, Some(after)) => Some(change(Kind::ParameterDefaultStated).is(after)),
        (Some(before), after) if Some(before) != after.as_ref() => {
            let (before, after) = (old.default.clone(), after.clone());
            let change = change(Kind::ParameterDefaultChanged);
            Some(change.effect(Value::Default(before), Value::Default(after)))
        }
        _ => None,
    };
    let deprecation = match (old.deprecated, new.deprecated) {
        (false, true) => Some(change(Kind::ParameterDeprecated)),
        (true, false) => Some(change(Kind::DeprecationWithdrawn)),
        _ => None,
    };
    let key = match (old.idempotency_key, new.idempotency_key) {
        (false, true) => Some(change(Kind::IdempotencyKeyAdded)),
        (true, false) => Some(change(Kind::IdempotencyKeyRemoved)),
        _ => None,
    };
    [limits, default, deprecation, key]
        .into_iter()
        .flatten()
        .collect()
}

fn change(kind: Kind, parameter: &Parameter, call: &CallName) -> Change {
    change_at(kind, parameter, call, &parameter.at)
}

fn change_at(kind: Kind, parameter: &Parameter, call: &CallName, at: &Pointer) -> Change {
    let subject = Subject::Parameter {
        call: call.clone(),
        name: parameter.name.clone(),
    };
    Change::new(kind, None, subject, at)
}

/// How a parameter is written.
fn style_of(parameter: &Parameter) -> String {
    match parameter.style {
        Some(style) => style.to_string(),
        None => "as it is".to_owned(),
    }
}

/// The member of a parameter that describes its value.
fn described_by(parameter: &Parameter) -> &'static str {
    match parameter.style {
        Some(style) if style.form == StyleForm::Json => "content",
        _ => "schema",
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

/// The parameters that have a name on the wire.
fn named(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.place != ParameterPlace::Path)
}
