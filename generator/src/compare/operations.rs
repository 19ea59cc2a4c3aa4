//! Changes of operations: added, removed and moved calls, their arguments and results.

use super::{
    advice::Advice,
    change::{Change, Detail},
    comparison::Comparison,
    kind::{Impact, Kind},
    pairs::{Call, OperationPair},
    stand_in::stand_in,
    subject::Subject,
    value::Value,
};
use crate::{
    model::{Api, Auth, JSON, Operation, Output, TypeRef},
    source::Pointer,
    spelling::Signature,
};
use std::mem::discriminant;

impl Comparison<'_> {
    /// Compares all operations.
    pub(super) fn operations(&mut self) {
        for call in self.pairs.removed.clone() {
            self.removed(call);
        }
        for pair in self.pairs.operations.clone() {
            if pair.moved {
                self.moved(pair);
            } else {
                self.operation(pair);
            }
        }
        for call in self.pairs.added.clone() {
            self.added(call);
        }
    }

    fn removed(&mut self, call: Call<'_>) {
        let change = of_route(Kind::OperationRemoved, call.1, call.1)
            .was(signature(call))
            .advice(Advice::StopCalling)
            .removes(&call.1.at);
        self.add_without(change, &types(self.old, call.1));
    }

    fn added(&mut self, call: Call<'_>) {
        let change = of_route(Kind::OperationAdded, call.1, call.1)
            .is(signature(call))
            .adds(&call.1.at);
        self.add_with(change, &types(self.new, call.1));
    }

    fn moved(&mut self, OperationPair { old, new, .. }: OperationPair<'_>) {
        let call = new.1.call_name(&new.0.name);
        let mut change = of_route(Kind::OperationMoved, old.1, new.1)
            .effect(signature(old), signature(new))
            .detail(Detail::MovedTo(new.1.method_and_path()))
            .moved_from(&old.1.at);
        change = if signature(old) == signature(new) {
            change.impact(Impact::Breaking, Impact::None)
        } else {
            change.advice(Advice::CallInstead {
                call: call.clone(),
                filter: self.filter_for(old.1, new.1),
            })
        };
        self.add_instead(change, &types(self.old, old.1), &types(self.new, new.1));
        self.deprecation(old.1, new);
        self.access(old.1, new);
        // The two signatures show the arguments.
        self.named_parameters(old.1, new.1, &call, |parameter| !parameter.required);
    }

    /// The filter that replaces an argument of the older call, such as the owner of the list.
    fn filter_for(&self, old: &Operation, new: &Operation) -> Option<(String, String)> {
        let mut parameters = old.parameters.iter();
        let (set, field) =
            parameters.find_map(|parameter| stand_in(self.new, &self.pairs, parameter, new))?;
        Some((set.name.clone(), field.name.clone()))
    }

    fn operation(&mut self, OperationPair { old, new, .. }: OperationPair<'_>) {
        let change = |kind| of_call(kind, old.1, new);
        let name =
            |(resource, operation): Call<'_>| format!("{}().{}", resource.name, operation.name);
        if name(old) != name(new) {
            let change = change(Kind::OperationRenamed).effect(&name(old), &name(new));
            self.add(change.advice(Advice::CallInstead {
                call: new.1.call_name(&new.0.name),
                filter: None,
            }));
        }
        self.deprecation(old.1, new);
        self.access(old.1, new);
        self.output(old.1, new);
        self.parameters(old.1, new.1, &new.1.call_name(&new.0.name));
        self.body(old.1, new);
        match (old.1.filter, new.1.filter) {
            (None, Some(set)) => {
                let (names, values) = filters(self.new, set);
                let change = change(Kind::FiltersAdded).is(Value::Names(names));
                self.add_with(change.adds(&filter_parameter(self.new, set)), &values);
            }
            (Some(set), None) => {
                let (names, values) = filters(self.old, set);
                let change = change(Kind::FiltersRemoved)
                    .was(Value::Names(names))
                    .advice(Advice::FilterResults)
                    .removes(&filter_parameter(self.old, set));
                self.add_without(change, &values);
            }
            _ => {}
        }
    }

    fn deprecation(&mut self, old: &Operation, new: Call<'_>) {
        match (old.deprecated, new.1.deprecated) {
            (false, true) => self.add(of_call(Kind::OperationDeprecated, old, new)),
            (true, false) => self.add(of_call(Kind::DeprecationWithdrawn, old, new)),
            _ => {}
        }
    }

    /// The scope and the credentials that a call requires.
    fn access(&mut self, old: &Operation, new: Call<'_>) {
        let change = |kind| of_call(kind, old, new);
        match (scope(old), scope(new.1)) {
            (None, Some(after)) => {
                let change = change(Kind::ScopeAdded).is(after);
                self.add(change.advice(Advice::RequestScope));
            }
            (Some(before), None) => self.add(change(Kind::ScopeRemoved).was(before)),
            (Some(before), Some(after)) if before != after => {
                let change = change(Kind::ScopeChanged).effect(before, after);
                self.add(change.advice(Advice::RequestScope));
            }
            _ => {}
        }
        let (before, after) = (old.auth, new.1.auth);
        if before != after {
            let change =
                change(Kind::AuthenticationChanged).effect(Value::Auth(before), Value::Auth(after));
            self.add(match after {
                // An open operation also accepts a token.
                Auth::None => change.impact(Impact::Compatible, Impact::None),
                Auth::Bearer | Auth::Basic => change.advice(Advice::ProvideCredentials),
            });
        }
    }

    fn output(&mut self, old: &Operation, new: Call<'_>) {
        let (before, after) = (&old.output, &new.1.output);
        let media_types = (&old.accept, &new.1.accept);
        if media_types.0 != media_types.1 && discriminant(before) == discriminant(after) {
            let [was, is] = [media_types.0, media_types.1].map(|it| it.as_deref().unwrap_or(JSON));
            let change = of_call(Kind::OutputMediaTypeChanged, old, new).effect(was, is);
            self.add(match after {
                Output::Raw => change,
                // It is JSON as before, and servers hardly distinguish.
                _ => change.impact(Impact::None, Impact::None),
            });
        }
        let Some(kind) = self.output_change(before, after) else {
            return;
        };
        let value = |output: &Output| Value::Output(output.clone());
        let mut change = of_call(kind, old, new).effect(value(before), value(after));
        if kind == Kind::OutputPaged {
            change = change.advice(Advice::WalkPages);
        }
        let places = |operation: &Operation| {
            let parameters = operation.paging.iter();
            parameters.map(|parameter| parameter.at.clone()).collect()
        };
        match (old.paging.is_empty(), new.1.paging.is_empty()) {
            (true, false) => change.new_nodes = places(new.1),
            (false, true) => change.old_nodes = places(old),
            _ => {}
        }
        let (before, after): (Vec<_>, Vec<_>) = (
            before.ty().into_iter().collect(),
            after.ty().into_iter().collect(),
        );
        self.add_instead(change, &before, &after);
    }

    fn output_change(&self, old: &Output, new: &Output) -> Option<Kind> {
        use Output::{Link, List, Nothing, One, Optional, Page, Raw};
        Some(match (old, new) {
            (List(old), Page(new)) if self.same(old, new) => Kind::OutputPaged,
            (Page(old), List(new)) if self.same(old, new) => Kind::OutputNotPaged,
            (Nothing, One(_) | Optional(_) | Page(_) | List(_) | Raw) => Kind::OutputAdded,
            (One(_) | Optional(_) | Page(_) | List(_) | Raw, Nothing) => Kind::OutputRemoved,
            (One(old), One(new))
            | (Optional(old), Optional(new))
            | (Page(old), Page(new))
            | (List(old), List(new))
                if self.same(old, new) =>
            {
                return None;
            }
            (Nothing, Nothing) | (Link, Link) | (Raw, Raw) => return None,
            _ => Kind::OutputChanged,
        })
    }

    fn body(&mut self, old: &Operation, new: Call<'_>) {
        let change = |kind| of_call(kind, old, new);
        match (&old.body, &new.1.body) {
            (None, Some(body)) => {
                let change = change(Kind::BodyAdded)
                    .is(&body.ty)
                    .adds(&new.1.at.child("requestBody"));
                self.add_with(change.advice(Advice::PassBody), &[&body.ty]);
            }
            (Some(body), None) => {
                let change = change(Kind::BodyRemoved)
                    .was(&body.ty)
                    .removes(&old.at.child("requestBody"));
                self.add_without(change.advice(Advice::OmitBody), &[&body.ty]);
            }
            (Some(old), Some(new)) => {
                if !self.same(&old.ty, &new.ty) {
                    let change = change(Kind::BodyTypeChanged).effect(&old.ty, &new.ty);
                    self.add_instead(change, &[&old.ty], &[&new.ty]);
                }
                if old.encoding != new.encoding {
                    let (before, after) = (old.encoding, new.encoding);
                    let change = change(Kind::BodyEncodingChanged);
                    self.add(change.effect(Value::Encoding(before), Value::Encoding(after)));
                } else if old.media_type() != new.media_type() {
                    let change = change(Kind::BodyMediaTypeChanged);
                    self.add(change.effect(&old.media_type(), &new.media_type()));
                }
            }
            (None, None) => {}
        }
    }
}

/// The parameter of a list that holds its filters.
fn filter_parameter(api: &Api, set: usize) -> Pointer {
    let set = api.filters.get(set);
    let field = set.and_then(|set| set.fields.first());
    field
        .and_then(|field| field.at.parent())
        .unwrap_or_default()
}

/// A change of an operation that both models have.
fn of_call(kind: Kind, old: &Operation, (resource, operation): Call<'_>) -> Change {
    let subject = Subject::Call(operation.call_name(&resource.name));
    Change::new(kind, None, subject, &operation.at).moved_from(&old.at)
}

/// A change of the operation with the route of `named`, which shows at `operation`.
fn of_route(kind: Kind, named: &Operation, operation: &Operation) -> Change {
    let subject = Subject::Route(named.method_and_path());
    Change::new(kind, None, subject, &operation.at)
}

fn scope(operation: &Operation) -> Option<&str> {
    operation.scope.as_ref().map(|scope| scope.name.as_str())
}

fn signature((resource, operation): Call<'_>) -> Value {
    Value::Signature(Signature::of(resource, operation))
}

/// The names of the filters of a list, and the types of their values.
fn filters(api: &Api, set: usize) -> (Vec<String>, Vec<&TypeRef>) {
    let fields = api.filters.get(set).into_iter().flat_map(|set| &set.fields);
    fields
        .map(|field| (field.name.clone(), &field.value))
        .unzip()
}

/// Every type that an operation names.
fn types<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a TypeRef> {
    let filters = operation.filter.and_then(|index| api.filters.get(index));
    let values = filters.into_iter().flat_map(|set| &set.fields);
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    let output = operation.output.ty().into_iter();
    output
        .chain(parameters)
        .chain(body)
        .chain(values.map(|field| &field.value))
        .collect()
}
