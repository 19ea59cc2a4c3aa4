//! Changes of operations: calls that come, go, move, and what they need and yield.

use super::{
    Comparison,
    change::{Change, Impact, Kind},
    pairs::{Call, OperationPair},
    stand_in::stand_in,
};
use crate::{
    model::{Api, Auth, Encoding, Operation, Output, TypeRef},
    report::code,
    spelling::{instead, output, signature, spell},
};

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

    fn removed(&mut self, (resource, operation): Call<'_>) {
        let change = Change::new(
            Kind::OperationRemoved,
            None,
            operation.route(),
            "is gone",
            &operation.at,
        )
        .was(signature(resource, operation))
        .advice("stop calling it: nothing takes its place");
        self.add_without(change, &types(self.old, operation));
    }

    fn added(&mut self, (resource, operation): Call<'_>) {
        let change = Change::new(
            Kind::OperationAdded,
            None,
            operation.route(),
            "is new",
            &operation.at,
        )
        .is(signature(resource, operation));
        self.add_with(change, &types(self.new, operation));
    }

    fn moved(&mut self, OperationPair { old, new, .. }: OperationPair<'_>) {
        let call = new.1.call(&new.0.name);
        let filter = self.filter_for(old.1, new.1);
        let advice = instead(&call, filter);
        let change =
            |kind, message: &str| Change::new(kind, None, call.clone(), message, &new.1.at);
        let message = format!("moved to {}", code(&new.1.route()));
        let moved = Change::new(
            Kind::OperationMoved,
            None,
            old.1.route(),
            message,
            &new.1.at,
        )
        .effect(signature(old.0, old.1), signature(new.0, new.1))
        .advice(advice)
        .moved_from(&old.1.at);
        self.add_instead(moved, &types(self.old, old.1), &types(self.new, new.1));
        self.access(old.1, new.1, &change);
        // What had to be given shows in the two signatures.
        self.queries(old.1, new.1, &call, |parameter| !parameter.required);
    }

    /// The filter that stands for an argument of the older call, such as whose list it is.
    fn filter_for(&self, old: &Operation, new: &Operation) -> Option<(&str, &str)> {
        let mut filters = old
            .parameters
            .iter()
            .filter_map(|parameter| stand_in(self.new, &self.pairs, parameter, new));
        filters
            .next()
            .map(|(set, field)| (set.name.as_str(), field.name.as_str()))
    }

    fn operation(&mut self, OperationPair { old, new, .. }: OperationPair<'_>) {
        let ((old_resource, old), (new_resource, new)) = (old, new);
        let call = new.call(&new_resource.name);
        let (before, after) = (
            format!("{}().{}", old_resource.name, old.name),
            format!("{}().{}", new_resource.name, new.name),
        );
        let change = |kind, message: &str| Change::new(kind, None, call.clone(), message, &new.at);
        if before != after {
            self.add(
                change(Kind::OperationRenamed, "has another name")
                    .effect(&before, &after)
                    .advice(format!("call `{call}`")),
            );
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => self.add(change(Kind::OperationDeprecated, "is deprecated")),
            (true, false) => self.add(change(
                Kind::DeprecationWithdrawn,
                "is no longer deprecated",
            )),
            _ => {}
        }
        self.access(old, new, &change);
        self.output(old, new, &change);
        self.parameters(old, new, &call);
        self.body(old, new, &change);
        match (old.filter, new.filter) {
            (None, Some(set)) => {
                let (names, values) = filters(self.new, set);
                let change = change(Kind::FiltersAdded, "can be filtered").is(names);
                self.add_with(change, &values);
            }
            (Some(set), None) => {
                let (names, values) = filters(self.old, set);
                let change = change(Kind::FiltersRemoved, "can no longer be filtered")
                    .was(names)
                    .advice("filter what comes back: the server ignores the filters");
                self.add_without(change, &values);
            }
            _ => {}
        }
    }

    fn access(&mut self, old: &Operation, new: &Operation, change: &impl Fn(Kind, &str) -> Change) {
        let name = |operation: &Operation| operation.scope.as_ref().map(|scope| scope.name.clone());
        let advice = "ask for tokens with this scope";
        match (name(old), name(new)) {
            (None, Some(scope)) => {
                let message = format!("needs the scope {}", code(&scope));
                self.add(change(Kind::ScopeAdded, &message).is(scope).advice(advice));
            }
            (Some(scope), None) => {
                let message = format!("no longer needs the scope {}", code(&scope));
                self.add(change(Kind::ScopeRemoved, &message).was(scope));
            }
            (Some(before), Some(after)) if before != after => self.add(
                change(Kind::ScopeChanged, "needs another scope")
                    .effect(before, after)
                    .advice(advice),
            ),
            _ => {}
        }
        if old.auth != new.auth {
            let message = "is authenticated in another way";
            let change =
                change(Kind::AuthenticationChanged, message).effect(auth(old.auth), auth(new.auth));
            self.add(match new.auth {
                // What is open does not mind a token.
                Auth::None => change.impact(Impact::Compatible, Impact::None),
                Auth::Bearer | Auth::Basic => change.advice("give the client what it asks for"),
            });
        }
    }

    fn output(&mut self, old: &Operation, new: &Operation, change: &impl Fn(Kind, &str) -> Change) {
        let (before, after) = (output(&old.output), output(&new.output));
        let (kind, message) = match (&old.output, &new.output) {
            (Output::List(old), Output::Page(new)) if self.same(old, new) => (
                Kind::OutputPaged,
                "comes in pages: what was the whole list is its first page",
            ),
            (Output::Page(old), Output::List(new)) if self.same(old, new) => {
                (Kind::OutputNotPaged, "comes in one answer")
            }
            (Output::Nothing, Output::One(_) | Output::Page(_) | Output::List(_)) => {
                (Kind::OutputAdded, "yields something")
            }
            (Output::One(_) | Output::Page(_) | Output::List(_), Output::Nothing) => {
                (Kind::OutputRemoved, "yields nothing any more")
            }
            (Output::One(old), Output::One(new))
            | (Output::Page(old), Output::Page(new))
            | (Output::List(old), Output::List(new))
                if self.same(old, new) =>
            {
                return;
            }
            (Output::Nothing, Output::Nothing) | (Output::Link, Output::Link) => return,
            _ => (Kind::OutputChanged, "yields something else"),
        };
        let mut change = change(kind, message).effect(before, after);
        if kind == Kind::OutputPaged {
            change = change.advice("walk over all pages with `.items()`");
        }
        let types = |output: &'_ Output| output.ty().cloned();
        let (old, new) = (types(&old.output), types(&new.output));
        let (old, new): (Vec<_>, Vec<_>) = (old.iter().collect(), new.iter().collect());
        self.add_instead(change, &old, &new);
    }

    fn body(&mut self, old: &Operation, new: &Operation, change: &impl Fn(Kind, &str) -> Change) {
        match (&old.body, &new.body) {
            (None, Some(body)) => {
                let change = change(Kind::BodyAdded, "takes a body")
                    .is(spell(&body.ty))
                    .advice("give it as the last argument");
                self.add_with(change, &[&body.ty]);
            }
            (Some(body), None) => {
                let change = change(Kind::BodyRemoved, "takes no body any more")
                    .was(spell(&body.ty))
                    .advice("leave the last argument out");
                self.add_without(change, &[&body.ty]);
            }
            (Some(old), Some(new)) => {
                if !self.same(&old.ty, &new.ty) {
                    let change = change(Kind::BodyTypeChanged, "takes another body")
                        .effect(spell(&old.ty), spell(&new.ty));
                    self.add_instead(change, &[&old.ty], &[&new.ty]);
                }
                if old.encoding != new.encoding {
                    self.add(
                        change(Kind::BodyEncodingChanged, "takes its body in another form")
                            .effect(encoding(old.encoding), encoding(new.encoding)),
                    );
                }
            }
            (None, None) => {}
        }
    }
}

/// The names of the filters of a list, and the types of their values.
fn filters(api: &Api, set: usize) -> (String, Vec<&TypeRef>) {
    let fields = api.filters.get(set).into_iter().flat_map(|set| &set.fields);
    let (names, values): (Vec<_>, Vec<_>) = fields
        .map(|field| (field.name.as_str(), &field.value))
        .unzip();
    (names.join(", "), values)
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

fn auth(auth: Auth) -> &'static str {
    match auth {
        Auth::None => "open",
        Auth::Bearer => "access token",
        Auth::Basic => "client id and secret",
    }
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "JSON",
        Encoding::Form => "form",
    }
}
