//! Changes of the conventions that a client follows with every call.

use super::{
    change::Change,
    comparison::Comparison,
    kind::{Impact, Kind},
    subject::Subject,
};
use crate::{model::Client, source::Pointer};

const RATE_LIMIT: &str = "requests-per-second";

impl Comparison<'_> {
    /// Compares the settings of the client.
    pub(super) fn client(&mut self) {
        let olds = settings(&self.old.client);
        for ((name, before), (_, after)) in olds.into_iter().zip(settings(&self.new.client)) {
            if before == after {
                continue;
            }
            let at = Pointer::root().child("x-client");
            let subject = Subject::Client(name.to_owned());
            let mut change = Change::new(Kind::ClientChanged, None, subject, &at);
            change.before = before.as_ref().map(Into::into);
            change.after = after.as_ref().map(Into::into);
            // A client that waits for a longer or shorter time does the same.
            if name == RATE_LIMIT {
                change = change.impact(Impact::None, Impact::Compatible);
            }
            self.add(change);
        }
    }
}

/// Each setting by its name in the overlay.
fn settings(client: &Client) -> [(&'static str, Option<String>); 8] {
    let limit = client.requests_per_second;
    [
        ("env-prefix", Some(client.env_prefix.clone())),
        ("sandbox", client.sandbox.clone()),
        ("version-header", client.version_header.clone()),
        ("token-path", client.token_path.clone()),
        ("authorize-path", client.authorize_path.clone()),
        ("read scope", client.read_scope.clone()),
        ("write scope", client.write_scope.clone()),
        (RATE_LIMIT, limit.map(|limit| limit.to_string())),
    ]
}
