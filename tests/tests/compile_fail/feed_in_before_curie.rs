//! nomos_edison with GET /plans/{id}/quote, no feed_in.rs.

use nomos_edison::{Client, types::PlanType};

fn exempt(client: &Client) {
    let quote = client.plans().quote("pln_1", "10115", 2500);
    let _ = quote.is_tax_exempt(true);
}

fn main() {
    let _ = PlanType::FeedIn;
}
