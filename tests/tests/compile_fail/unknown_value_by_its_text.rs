//! nomos_curie with GET /subscriptions/{id}.

use nomos_curie::types::SubscriptionStatus;

fn may_be_supplied(status: &SubscriptionStatus) -> bool {
    match status {
        SubscriptionStatus::Active => true,
        // Would silently stop matching once a variant exists.
        SubscriptionStatus::Unknown("paused") => false,
        _ => false,
    }
}

fn main() {
    may_be_supplied(&SubscriptionStatus::from("paused"));
}
