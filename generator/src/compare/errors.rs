//! Changes of what a failed operation answers.

use super::{
    Comparison,
    change::{Change, Direction, Kind, User},
};
use crate::{
    model::{Api, ErrorModel},
    spec::Pointer,
    spelling::spell,
};
use std::collections::BTreeMap;

impl Comparison<'_> {
    /// Compares the error type of the API, and which operations document which status.
    pub(super) fn errors(&mut self) {
        let statuses = |api: &Api| -> BTreeMap<u16, Pointer> {
            let statuses = api.errors.iter().flat_map(|errors| &errors.statuses);
            statuses
                .map(|status| (status.status, status.at.clone()))
                .collect()
        };
        let (old, new) = (statuses(self.old), statuses(self.new));
        for (status, at) in &new {
            if !old.contains_key(status) {
                let users = documenting(self.new, *status);
                self.error(Kind::ErrorAdded, *status, "is documented", at, users);
            }
        }
        for (status, at) in &old {
            if !new.contains_key(status) {
                let message = "is no longer documented";
                self.error(Kind::ErrorRemoved, *status, message, at, Vec::new());
            }
        }
        for (status, at) in new.iter().filter(|(status, _)| old.contains_key(status)) {
            let (more, fewer) = self.documented(*status);
            if !more.is_empty() {
                let message = "is documented by more operations";
                self.error(Kind::ErrorDocumented, *status, message, at, more);
            }
            if !fewer.is_empty() {
                let message = "is documented by fewer operations";
                self.error(Kind::ErrorNotDocumented, *status, message, at, fewer);
            }
        }
        if let (Some(old), Some(new)) = (&self.old.errors, &self.new.errors) {
            self.error_body(old, new);
        }
    }

    fn error(&mut self, kind: Kind, status: u16, message: &str, at: &Pointer, users: Vec<User>) {
        let subject = format!("error {status}");
        let mut change = Change::new(kind, Some(Direction::Response), subject, message, at);
        if matches!(kind, Kind::ErrorDocumented | Kind::ErrorNotDocumented) {
            // Which operations is what makes it this change and no other.
            let names: Vec<_> = users.iter().map(|user| user.name.as_str()).collect();
            change = change.is(names.join(", "));
        } else {
            change.users = users;
        }
        self.add(change);
    }

    /// The operations on both sides that document `status` on one side only.
    fn documented(&self, status: u16) -> (Vec<User>, Vec<User>) {
        let (mut more, mut fewer) = (Vec::new(), Vec::new());
        for pair in self.pairs.operations.iter().filter(|pair| !pair.moved) {
            let has = |statuses: &[u16]| statuses.contains(&status);
            let (resource, operation) = pair.new;
            let user = || User {
                name: operation.call(&resource.name),
                users: Vec::new(),
            };
            match (
                has(&pair.old.1.error_statuses),
                has(&operation.error_statuses),
            ) {
                (false, true) => more.push(user()),
                (true, false) => fewer.push(user()),
                _ => {}
            }
        }
        (more, fewer)
    }

    fn error_body(&mut self, old: &ErrorModel, new: &ErrorModel) {
        let at = new
            .statuses
            .first()
            .map(|status| status.at.clone())
            .unwrap_or_default();
        let change = |kind, message: &str| {
            Change::new(kind, Some(Direction::Response), "every error", message, &at)
        };
        let facts = |errors: &ErrorModel| errors.wire_names.join(", ");
        if !self.same(&old.body, &new.body) || facts(old) != facts(new) {
            let spelled =
                |errors: &ErrorModel| format!("{} ({})", spell(&errors.body), facts(errors));
            let change = change(Kind::ErrorBodyChanged, "looks different")
                .effect(spelled(old), spelled(new));
            self.add_instead(change, &[&old.body], &[&new.body]);
        }
        match (&old.fields, &new.fields) {
            (None, Some(_)) => self.add(change(
                Kind::FieldErrorsAdded,
                "says what is wrong with single fields",
            )),
            (Some(_), None) => self.add(change(
                Kind::FieldErrorsRemoved,
                "no longer says what is wrong with single fields",
            )),
            _ => {}
        }
    }
}

fn documenting(api: &Api, status: u16) -> Vec<User> {
    let operations = api
        .operations()
        .filter(|(_, operation)| operation.error_statuses.contains(&status));
    operations
        .map(|(resource, operation)| User {
            name: operation.call(&resource.name),
            users: Vec::new(),
        })
        .collect()
}
