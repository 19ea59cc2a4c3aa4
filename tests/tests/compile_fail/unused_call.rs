//! nomos_curie with GET /plans, GET /plans/{id}/quote.

#![deny(unused_must_use)]

async fn forgets_to_await(client: &nomos_curie::Client) {
    client.plans().list();
    client.plans().quote("pln_1", "10115", 2500);
}

fn main() {}
