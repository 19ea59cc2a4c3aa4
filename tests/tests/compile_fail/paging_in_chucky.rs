//! nomos_chucky with GET /leads, no GET /leads?cursor.

use nomos_chucky::{Call, Client, List, types::Lead};

fn first(client: &Client) -> Call<List<Lead>> {
    client.leads().list().limit(1)
}

fn main() {}
