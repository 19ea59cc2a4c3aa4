//! nomos_curie with GET /subscriptions/{id}, GET /plans/{id}.

use nomos_curie::{Call, Client, types};

fn subscription(client: &Client, plan: types::PlanId) -> Call<types::Subscription> {
    client.subscriptions().get(plan)
}

fn main() {}
