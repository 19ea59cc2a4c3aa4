//! nomos_curie with feed_in.rs, product_orders.rs.

use nomos_curie::{feed_in::FeedInSignup, types::ProductOrder};

fn order(signup: FeedInSignup) -> FeedInSignup {
    signup.product_orders(vec![ProductOrder::smart_meter()])
}

fn main() {}
