//! Changes of what a failed operation answers.

use super::{
    Comparison,
    change::{Change, Direction, Kind, User},
    pairs::Call,
};
use crate::{
    model::{Api, ErrorModel},
    spelling::spell,
};
use std::collections::BTreeSet;

impl<'a> Comparison<'a> {
    /// Compares the error type of the API, and which operations document which status.
    pub(super) fn errors(&mut self) {
        let statuses = |api: &Api| -> BTreeSet<u16> {
            let statuses = api.errors.iter().flat_map(|errors| &errors.statuses);
            statuses.map(|status| status.status).collect()
        };
        let (old, new) = (statuses(self.old), statuses(self.new));
        for status in new.difference(&old) {
            let calls = documenting(self.new, *status);
            self.error(Kind::ErrorAdded, *status, "is documented", &calls);
        }
        for status in old.difference(&new) {
            let calls = documenting(self.old, *status);
            self.error(
                Kind::ErrorRemoved,
                *status,
                "is no longer documented",
                &calls,
            );
        }
        for status in new.intersection(&old) {
            let (more, fewer) = self.documented(*status);
            if !more.is_empty() {
                let message = "is documented by more operations";
                self.error(Kind::ErrorDocumented, *status, message, &more);
            }
            if !fewer.is_empty() {
                let message = "is documented by fewer operations";
                self.error(Kind::ErrorNotDocumented, *status, message, &fewer);
            }
        }
        if let (Some(old), Some(new)) = (&self.old.errors, &self.new.errors) {
            self.error_body(old, new);
        }
    }

    fn error(&mut self, kind: Kind, status: u16, message: &str, calls: &[Call<'_>]) {
        let responses = calls.first().map(|(_, first)| first.at.child("responses"));
        let at = responses.unwrap_or_default().child(&status.to_string());
        let subject = format!("error {status}");
        let mut change = Change::new(kind, Some(Direction::Response), subject, message, &at);
        let names = calls
            .iter()
            .map(|(resource, operation)| operation.call(&resource.name));
        match kind {
            // Which operations is what makes it this change and no other.
            Kind::ErrorDocumented | Kind::ErrorNotDocumented => {
                change = change.is(names.collect::<Vec<_>>().join(", "));
            }
            Kind::ErrorAdded => {
                let users = names.map(|name| User {
                    name,
                    users: Vec::new(),
                });
                change.users = users.collect();
            }
            _ => {}
        }
        self.add(change);
    }

    /// The operations on both sides that document `status` on one side only.
    fn documented(&self, status: u16) -> (Vec<Call<'a>>, Vec<Call<'a>>) {
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

fn documenting(api: &Api, status: u16) -> Vec<Call<'_>> {
    let calls = api.operations();
    calls
        .filter(|(_, operation)| operation.error_statuses.contains(&status))
        .collect()
}
