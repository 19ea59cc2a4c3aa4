//! Raw access that can write requires the scope, like every operation that writes.
//!
//! nomos_curie with client.rs.

use nomos_curie::{Client, Method};

fn main() {
    let client = Client::new("token").unwrap().read_only();
    let _ = client.raw_get("/plans");
    let _ = client.raw(Method::Post, "/plans");
}
