use nomos_curie::types::SubscriptionStatus;

fn may_be_supplied(status: &SubscriptionStatus) -> bool {
    match status {
        SubscriptionStatus::Active => true,
        // Would never match again once there is a variant for it.
        SubscriptionStatus::Unknown("paused") => false,
        _ => false,
    }
}

fn main() {
    may_be_supplied(&SubscriptionStatus::from("paused"));
}
