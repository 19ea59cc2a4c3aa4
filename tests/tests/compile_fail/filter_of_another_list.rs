//! nomos_curie with GET /plans?filter[created_at], GET /leads?filter[created_at].

use nomos_curie::{Call, Client, Page, filters::lead, types::Plan};

fn plans(client: &Client) -> Call<Page<Plan>> {
    client
        .plans()
        .list()
        .filter(lead::CREATED_AT.is_null(false))
}

fn main() {}
