//! Changes of error responses.

use super::{
    change::Change,
    comparison::Comparison,
    kind::{Direction, Kind},
    pairs::Call,
    subject::Subject,
    users::User,
    value::Value,
};
use crate::model::{Api, ErrorBody, ErrorModel, Statuses};
use std::collections::BTreeSet;

impl<'a> Comparison<'a> {
    /// Compares the error type of the API, and which operations document which status.
    pub(super) fn errors(&mut self) {
        let statuses = |api: &Api| -> BTreeSet<Statuses> {
            let statuses = api.errors.iter().flat_map(|errors| &errors.statuses);
            statuses.map(|status| status.status).collect()
        };
        let (old, new) = (statuses(self.old), statuses(self.new));
        for status in new.difference(&old) {
            self.error(Kind::ErrorAdded, *status, &documenting(self.new, *status));
        }
        for status in old.difference(&new) {
            self.error(Kind::ErrorRemoved, *status, &documenting(self.old, *status));
        }
        for status in new.intersection(&old) {
            let (more, fewer) = self.documented(*status);
            if !more.is_empty() {
                self.error(Kind::ErrorDocumented, *status, &more);
            }
            if !fewer.is_empty() {
                self.error(Kind::ErrorNotDocumented, *status, &fewer);
            }
        }
        if let (Some(old), Some(new)) = (&self.old.errors, &self.new.errors) {
            self.error_bodies(old, new);
        }
    }

    fn error(&mut self, kind: Kind, status: Statuses, calls: &[Call<'_>]) {
        let responses = calls.first().map(|(_, first)| first.at.child("responses"));
        let at = responses.unwrap_or_default().child(&status.to_string());
        let way = Some(Direction::Response);
        let mut change = Change::new(kind, way, Subject::Error(status), &at);
        let nodes = calls.iter().map(|(_, operation)| {
            let responses = operation.at.child("responses");
            responses.child(&status.to_string())
        });
        match kind {
            Kind::ErrorRemoved | Kind::ErrorNotDocumented => change.old_nodes.extend(nodes),
            _ => change.new_nodes.extend(nodes),
        }
        let calls = calls
            .iter()
            .map(|(resource, operation)| operation.call_name(&resource.name));
        match kind {
            // The operations distinguish this change from others.
            Kind::ErrorDocumented | Kind::ErrorNotDocumented => {
                change = change.is(Value::Calls(calls.collect()));
            }
            Kind::ErrorAdded => change.users = calls.map(User::call).collect(),
            _ => {}
        }
        self.add(change);
    }

    /// The operations on both sides that document `status` on one side only.
    fn documented(&self, status: Statuses) -> (Vec<Call<'a>>, Vec<Call<'a>>) {
        let (mut more, mut fewer) = (Vec::new(), Vec::new());
        for pair in self.pairs.operations.iter().filter(|pair| !pair.moved) {
            let has = |(_, operation): Call<'_>| operation.error_statuses.contains(&status);
            match (has(pair.old), has(pair.new)) {
                (false, true) => more.push(pair.new),
                (true, false) => fewer.push(pair.new),
                _ => {}
            }
        }
        (more, fewer)
    }

    fn error_bodies(&mut self, old: &ErrorModel, new: &ErrorModel) {
        for (before, after) in old.same_statuses(new) {
            let mut statuses = new.statuses.iter();
            let (Some(before), Some(after), Some(first)) = (
                old.body(before),
                new.body(after),
                statuses.find(|status| status.body == *after),
            ) else {
                continue;
            };
            let subject = match new.bodies.len() {
                1 => Subject::ErrorBody,
                _ => Subject::Error(first.status),
            };
            let way = Some(Direction::Response);
            let change = |kind| Change::new(kind, way, subject.clone(), &first.at);
            if !self.same(&before.ty, &after.ty) || before.wire_names() != after.wire_names() {
                let value = |body: &ErrorBody| Value::ErrorBody {
                    ty: body.ty.clone(),
                    members: body.wire_names(),
                };
                let change = change(Kind::ErrorBodyChanged).effect(value(before), value(after));
                self.add_instead(change, &[&before.ty], &[&after.ty]);
            }
            match (&before.fields, &after.fields) {
                (None, Some(_)) => self.add(change(Kind::FieldErrorsAdded)),
                (Some(_), None) => self.add(change(Kind::FieldErrorsRemoved)),
                _ => {}
            }
        }
    }
}

fn documenting(api: &Api, status: Statuses) -> Vec<Call<'_>> {
    let calls = api.operations();
    calls
        .filter(|(_, operation)| operation.error_statuses.contains(&status))
        .collect()
}
